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

/// A file that somebody wrote has no hash of its own: it gets the one that the tools compute.
fn with_hash(mut file: ModelFile, hash: String) -> ModelFile {
    if file.model.hash.is_empty() {
        file.model.hash = hash;
    }
    file
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

    #[test]
    fn the_hash_does_not_depend_on_order_space_or_a_hash() {
        let one: Value = serde_json::from_str(r#"{"id": "a", "items": [{"x": 1, "b": "é\n"}], "hash": "0"}"#).unwrap();
        let other: Value = serde_json::from_str(r#"{"items":[{"b":"é\n","x":1}],"id":"a"}"#).unwrap();
        assert_eq!(canonical(&one), r#"{"hash":"0","id":"a","items":[{"b":"é\n","x":1}]}"#);
        assert_eq!(canonical_hash(&one), canonical_hash(&other));
    }
}
