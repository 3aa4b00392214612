//! A model's own file → a model that can be scored without a site.

use super::portable::{MODEL_FORMAT, MODEL_FORMAT_VERSION, ModelFile};
use crate::diagnostic::{Finding, Findings, Place, Text, rules};
use serde_json::Value;
use std::collections::BTreeSet;

/// Reads the file. `None` where it cannot be used; findings say why.
pub fn read_model(text: &Text, findings: &mut Findings) -> Option<ModelFile> {
    let wrong = |error: String| Finding::new(&rules::ASSESSMENT_MODEL_FILE).at(Place::file(&text.path)).with("error", error);
    // Its depth is limited by the parser, its size by whoever read it.
    let value: Value = match serde_json::from_str(&text.text) {
        Ok(value) => value,
        Err(error) => {
            findings.add(wrong(error.to_string()));
            return None;
        }
    };
    let hash = value.get("model").map(canonical_hash).unwrap_or_default();
    let file: ModelFile = match serde_json::from_value(value) {
        Ok(file) => file,
        Err(error) => {
            findings.add(wrong(error.to_string()));
            return None;
        }
    };
    let mistakes = mistakes(&file);
    if !mistakes.is_empty() {
        for mistake in mistakes {
            findings.add(wrong(mistake));
        }
        return None;
    }
    Some(with_hash(file, hash))
}

/// A model that a build published has the hash of its definition, as its tool has. A file that somebody wrote gets the one that
/// is `computed`, as in the tools; so does one with a hash that is none.
fn with_hash(mut file: ModelFile, computed: String) -> ModelFile {
    if !is_hash(&file.model.hash) {
        file.model.hash = computed;
    }
    file
}

/// Whether a text has the form of a hash: 64 hexadecimal digits in lower case. It is a label to compare by, no proof.
fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// What makes the file unusable although it has the right form.
fn mistakes(file: &ModelFile) -> Vec<String> {
    let model = &file.model;
    let mut mistakes = Vec::new();
    if file.format != MODEL_FORMAT || file.format_version == 0 || file.format_version > MODEL_FORMAT_VERSION {
        mistakes.push(format!("format: {} {}", file.format, file.format_version));
    }
    let mut seen = BTreeSet::new();
    for item in &model.items {
        if !seen.insert(&item.id) {
            mistakes.push(format!("model.items: {}", item.id));
        }
        if !model.categories.contains(&item.category) {
            mistakes.push(format!("model.items.{}.category: {}", item.id, item.category));
        }
        if item.scales.is_empty() || item.scales.iter().any(|scale| !model.scales.contains_key(scale)) {
            mistakes.push(format!("model.items.{}.scales: {}", item.id, item.scales.join(", ")));
        }
    }
    let rising = |levels: &Vec<i64>| !levels.is_empty() && levels.is_sorted_by(|one, next| one < next);
    mistakes.extend(model.scales.iter().filter(|(_, levels)| !rising(levels)).map(|(id, _)| format!("model.scales.{id}")));
    if model.items.is_empty() {
        mistakes.push("model.items".to_owned());
    }
    mistakes
}

/// SHA-256 of a model's part in its canonical form (RFC 8785), in hexadecimal; a hash in it does not count. The twin of
/// `modelHash` of the tools.
fn canonical_hash(model: &Value) -> String {
    use sha2::Digest as _;
    let mut model = model.clone();
    if let Some(fields) = model.as_object_mut() {
        fields.remove("hash");
    }
    format!("{:x}", sha2::Sha256::digest(canonical(&model).as_bytes()))
}

fn canonical(value: &Value) -> String {
    match value {
        Value::Array(values) => format!("[{}]", values.iter().map(canonical).collect::<Vec<_>>().join(",")),
        Value::Object(fields) => {
            let mut names: Vec<&String> = fields.keys().collect();
            names.sort_by(|one, other| one.encode_utf16().cmp(other.encode_utf16()));
            let field = |name: &&String| Some(format!("{}:{}", Value::from(name.as_str()), canonical(fields.get(*name)?)));
            format!("{{{}}}", names.iter().filter_map(field).collect::<Vec<_>>().join(","))
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same texts as in `tests/scripts/tool/model-file.test.js`.
    #[test]
    fn a_hash_that_is_none_is_not_believed() {
        let digits = "0123456789abcdef".repeat(4);
        let kept = |hash: &str| {
            let model = serde_json::json!({
                "id": "own", "version": "1", "hash": hash, "scales": { "s": [0, 1] }, "categories": ["A"],
                "items": [{ "id": "A-1", "category": "A", "scales": ["s"], "name": "First" }],
            });
            let file = serde_json::json!({ "format": MODEL_FORMAT, "formatVersion": 1, "model": model, "texts": {} });
            let text = Text::new("own.json", &file.to_string());
            (read_model(&text, &mut Findings::default()).unwrap().model.hash, canonical_hash(&model))
        };
        assert_eq!(kept(&digits).0, digits);
        let (short, long, line) = (&digits[1..], format!("{digits}0"), format!("{digits}\n"));
        for hash in ["", "x", &digits.to_uppercase(), short, &long, &line] {
            let (found, computed) = kept(hash);
            assert_eq!(found, computed, "{hash}");
        }
    }

    #[test]
    fn the_hash_does_not_depend_on_order_space_or_a_hash() {
        let one: Value = serde_json::from_str(r#"{"id": "a", "items": [{"x": 1, "b": "é\n"}], "hash": "0"}"#).unwrap();
        let other: Value = serde_json::from_str(r#"{"items":[{"b":"é\n","x":1}],"id":"a"}"#).unwrap();
        assert_eq!(canonical(&one), r#"{"hash":"0","id":"a","items":[{"b":"é\n","x":1}]}"#);
        assert_eq!(canonical_hash(&one), canonical_hash(&other));
    }
}
