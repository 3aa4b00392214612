//! What a build makes of a model: its own file, and the data inside its tool. `tests/models/<id>.json` is what the base site's
//! models must become; `UPDATE_EXPECTED=1` writes these files anew.

use crate::sites::{Site, list};
use serde_json::Value;
use shirube::formats::{MODEL_FORMAT, MODEL_FORMAT_VERSION, ModelFile, SCHEMAS};
use shirube::site;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const MODELS: [&str; 3] = ["demo", "roles-1", "roles"];

#[test]
fn each_scored_model_has_its_own_file() {
    let files = Site::base("model-files").files();
    let published: Vec<&String> = files
        .keys()
        .filter(|path| path.starts_with("models/"))
        .collect();
    assert_eq!(
        published,
        MODELS
            .map(|id| format!("models/{id}.json"))
            .iter()
            .collect::<Vec<_>>()
    );
    for id in MODELS {
        let expected =
            Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/models/{id}.json"));
        let found = text(&files, &format!("models/{id}.json"));
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            fs::write(&expected, &found).unwrap();
        }
        assert_eq!(found, fs::read_to_string(&expected).unwrap(), "{id}");
    }
}

#[test]
fn a_models_file_is_what_the_schema_says() {
    let files = Site::base("model-schema").files();
    let schema: Value =
        serde_json::from_str(&text(&files, &site::schema_address(MODEL_FORMAT))).unwrap();
    assert_eq!(schema["properties"]["format"]["const"], MODEL_FORMAT);
    assert_eq!(
        schema["properties"]["formatVersion"]["const"],
        MODEL_FORMAT_VERSION
    );
    for id in MODELS {
        let file: Value =
            serde_json::from_str(&text(&files, &format!("models/{id}.json"))).unwrap();
        assert_eq!(breaches(&schema, &schema, &file, id), Vec::<String>::new());
    }
    // The checker sees what is wrong: a key that the schema does not name, a type, a missing key, a value.
    let mut wrong: Value = serde_json::from_str(&text(&files, "models/roles.json")).unwrap();
    wrong["model"]["leftOut"] = "0".into();
    wrong["model"]["weight"] = 1.into();
    wrong["formatVersion"] = 2.into();
    wrong["texts"]["en"]
        .as_object_mut()
        .unwrap()
        .remove("items");
    assert_eq!(breaches(&schema, &schema, &wrong, "").len(), 4);
}

/// What the files of the other formats are held against is in `tests/scripts/tool/schema.test.js`.
#[test]
fn each_format_has_its_schema_on_the_site_and_pages_can_link_to_it() {
    let site = Site::base("schemas");
    let links = SCHEMAS
        .map(|(format, _)| format!("[{format}](schema:{format})"))
        .join(" ");
    site.write(
        "content/en/guide/formats.md",
        format!("+++\ntitle = \"Formats\"\n+++\n{links}\n"),
    );
    let files = site.files();
    let page = text(&files, "en/guide/formats.html");
    assert_eq!(SCHEMAS.map(|(format, _)| format), site::SCHEMAS);
    assert_eq!(
        files
            .keys()
            .filter(|path| path.starts_with("schemas/"))
            .count(),
        SCHEMAS.len()
    );
    for (format, schema) in SCHEMAS {
        let address = site::schema_address(format);
        assert_eq!(text(&files, &address), schema);
        let parsed: Value = serde_json::from_str(schema).unwrap();
        assert_eq!(
            (
                &parsed["properties"]["format"]["const"],
                parsed["$id"].as_str()
            ),
            (&format.into(), address.strip_prefix("schemas/"))
        );
        assert!(page.contains(&format!("../../{address}")), "{page}");
    }
}

#[test]
fn a_models_file_is_read_as_it_was_written() {
    let files = Site::base("model-again").files();
    for id in MODELS {
        let written = text(&files, &format!("models/{id}.json"));
        let read: ModelFile = serde_json::from_str(&written).unwrap();
        assert_eq!(read.json().unwrap(), written);
        assert_eq!(read.address(), format!("models/{id}.json"));
    }
}

#[test]
fn a_tool_has_the_same_and_knows_where_items_are_described() {
    let site = Site::base("model-tool");
    // A level of one item that says the same as its scale is not said twice.
    let page = "+++\ntitle = \"Copying\"\nitem = \"roles-1:R-9\"\n[levels]\n1 = \"Nobody does it.\"\n2 = \"A clerk does it.\"\n+++\n";
    site.write("content/en/roles/copying.md", page);
    for (language, name) in [("en", "Copying"), ("ja", "複写")] {
        let path = format!("content/{language}/roles/first.md");
        site.edit(
            &path,
            &format!("## R-9 {name} {{#R-9}}"),
            "## Copying {#copying}",
        );
    }
    let files = site.files();
    let data = |id: &str| -> Value {
        let html = text(&files, &format!("tools/{id}.html"));
        let start = html.find("application/json").unwrap();
        let json = &html[start + html[start..].find('>').unwrap() + 1..];
        serde_json::from_str(&json[..json.find("</script>").unwrap()]).unwrap()
    };
    let (roles, earlier) = (data("roles"), data("roles-1"));
    let file: Value = serde_json::from_str(&text(&files, "models/roles.json")).unwrap();
    assert_eq!(whole(&roles, &roles["model"], &mut None), file["model"]);
    let texts = |data: &Value| {
        let english = data["lists"]["en"].as_array().unwrap().iter();
        whole(data, &data["shape"], &mut Some(english))["texts"].take()
    };
    assert_eq!(texts(&roles)["patterns"], file["texts"]["en"]["patterns"]);
    assert_eq!(texts(&roles)["page"], "../en/roles/index.html#{ID}");
    assert_eq!(texts(&roles)["items"]["R-1"].get("href"), None);
    assert_eq!(
        texts(&earlier)["items"]["R-9"]["href"],
        "../en/roles/copying.html"
    );
    assert_eq!(
        texts(&earlier)["items"]["R-9"]["levels"],
        serde_json::json!({ "2": "A clerk does it." })
    );
}

/// A part of a tool's data as its script reads it: with what a language has at the marks, and lists by item as objects.
fn whole(data: &Value, part: &Value, marked: &mut Option<std::slice::Iter<Value>>) -> Value {
    match (part, marked.as_mut()) {
        (Value::String(mark), Some(values)) if mark == "%" => values.next().unwrap().clone(),
        (Value::Array(entries), _) => entries
            .iter()
            .map(|entry| whole(data, entry, marked))
            .collect(),
        (Value::Object(fields), _) => {
            let ids = data["model"]["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|item| item["id"].as_str().unwrap().to_owned());
            let fields: Vec<(String, &Value)> = match fields.get("@").and_then(Value::as_array) {
                Some(rows) => ids.zip(rows).collect(),
                None => fields
                    .iter()
                    .map(|(key, field)| (key.clone(), field))
                    .collect(),
            };
            let filled = fields
                .into_iter()
                .map(|(key, field)| (key, whole(data, field, marked)));
            filled.filter(|(_, value)| !value.is_null()).collect()
        }
        _ => part.clone(),
    }
}

/// What a site publishes opens in every tool; the rest of what these refuse is in `tests/files/refused/models/`.
#[test]
fn a_model_that_its_own_tool_would_refuse_is_refused_by_the_build() {
    let file = "content/models/roles/model.toml";
    let long = "x".repeat(501);
    let cases = [
        ("name = \"Advice\"", format!("name = \"{long}\""), "43:"),
        (
            "owner = \"Example Foundation\"",
            format!("owner = \"{long}\""),
            "0:0",
        ),
    ];
    for (from, to, place) in cases {
        let site = Site::base("model-refused");
        site.edit(file, from, &to);
        let built = site.build();
        let found = list(&built.findings);
        let told = format!("error file-not-made {file}:{place}");
        assert!(found.contains(&told), "{to}: {found}");
        assert!(built.artifacts.is_none());
    }
}

#[test]
fn only_the_models_own_file_changes_its_hash() {
    let hash = |site: &Site| {
        let file: ModelFile =
            serde_json::from_str(&text(&site.files(), "models/roles.json")).unwrap();
        file.model.hash
    };
    let site = Site::base("model-hash");
    let before = hash(&site);
    site.edit("content/models/roles/profiles.toml", "R-1 = 2", "R-1 = 1");
    site.edit(
        "content/models/roles/patterns.toml",
        "few = \"outside\"",
        "few = \"inside\"",
    );
    assert_eq!(hash(&site), before);
    site.edit(
        "content/models/roles/model.toml",
        "name = \"Advice\"",
        "name = \"Counsel\"",
    );
    assert_ne!(hash(&site), before);
}

fn text(files: &BTreeMap<String, Vec<u8>>, path: &str) -> String {
    String::from_utf8(
        files
            .get(path)
            .unwrap_or_else(|| panic!("{path} is not there"))
            .clone(),
    )
    .unwrap()
}

/// Where a value is not what its schema says; a key that the schema does not name is a breach, too. Of JSON Schema only
/// what ours uses and a shape depends on.
fn breaches(root: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    if let Some(reference) = schema["$ref"].as_str() {
        return breaches(
            root,
            root.pointer(reference.trim_start_matches('#')).unwrap(),
            value,
            at,
        );
    }
    let mut found = Vec::new();
    if schema.get("const").is_some_and(|only| only != value) || !has_type(schema, value) {
        found.push(format!("{at}: {value}"));
    }
    if let Some(any) = schema["anyOf"].as_array()
        && !any
            .iter()
            .any(|one| breaches(root, one, value, at).is_empty())
    {
        found.push(format!("{at}: {value}"));
    }
    for (index, element) in value.as_array().into_iter().flatten().enumerate() {
        found.extend(breaches(
            root,
            &schema["items"],
            element,
            &format!("{at}/{index}"),
        ));
    }
    for key in schema["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
    {
        if value.get(key).is_none() {
            found.push(format!("{at}: {key} is missing"));
        }
    }
    for (key, member) in value.as_object().into_iter().flatten() {
        match named(root, schema, key) {
            Some(named) => found.extend(breaches(root, named, member, &format!("{at}/{key}"))),
            None => found.push(format!("{at}: {key} is not in the schema")),
        }
    }
    found
}

/// What the schema says of a key.
fn named<'s>(root: &'s Value, schema: &'s Value, key: &str) -> Option<&'s Value> {
    if let Some(reference) = schema["$ref"].as_str() {
        return named(root, root.pointer(reference.trim_start_matches('#'))?, key);
    }
    let of_all = || {
        schema["allOf"]
            .as_array()?
            .iter()
            .find_map(|part| named(root, part, key))
    };
    schema["properties"]
        .get(key)
        .or_else(of_all)
        .or_else(|| schema.get("additionalProperties"))
}

fn has_type(schema: &Value, value: &Value) -> bool {
    match schema["type"].as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("integer") => value.is_i64(),
        Some("boolean") => value.is_boolean(),
        _ => true,
    }
}
