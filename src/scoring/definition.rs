//! What decides what an answer to a model means, as one hash. Its twin is `src/tool/browser/formats/model-file.js`.

use super::model::{Model, whole};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// Fields of a model that may change without making answers incomparable, and the hashes themselves.
const BESIDE: [&str; 4] = ["hash", "formerHashes", "patterns", "profiles"];

/// SHA-256 of the canonical form (RFC 8785) of a model's definition, in hexadecimal: of what is known of it and not empty, but
/// for what stands beside the definition.
#[must_use]
pub fn definition_hash(model: &Model) -> String {
    hash_without(&serde_json::to_value(model).unwrap_or_default(), &BESIDE)
}

/// What earlier versions computed for a user's own file without a hash: of the whole part, as it stands there.
pub(crate) fn former_hash(part: &Value) -> String {
    hash_without(part, &["hash"])
}

fn hash_without(part: &Value, names: &[&str]) -> String {
    let mut part = part.clone();
    if let Some(fields) = part.as_object_mut() {
        fields.retain(|name, _| !names.contains(&name.as_str()));
    }
    format!("{:x}", Sha256::digest(canonical(&part).as_bytes()))
}

fn canonical(value: &Value) -> String {
    match value {
        Value::Array(values) => format!(
            "[{}]",
            values.iter().map(canonical).collect::<Vec<_>>().join(",")
        ),
        Value::Object(fields) => {
            let mut names: Vec<&String> = fields.keys().collect();
            names.sort_by(|one, other| one.encode_utf16().cmp(other.encode_utf16()));
            let field = |name: &&String| {
                Some(format!(
                    "{}:{}",
                    Value::from(name.as_str()),
                    canonical(fields.get(*name)?)
                ))
            };
            format!(
                "{{{}}}",
                names.iter().filter_map(field).collect::<Vec<_>>().join(",")
            )
        }
        // There is one kind of number: `3.0` is 3.
        Value::Number(_) => {
            whole(value).map_or_else(|| value.to_string(), |number| number.to_string())
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_does_not_depend_on_order_space_or_a_hash() {
        let one: Value =
            serde_json::from_str(r#"{"id": "a", "items": [{"x": 1, "b": "é\n"}], "hash": "0"}"#)
                .unwrap();
        let other: Value =
            serde_json::from_str(r#"{"items":[{"b":"é\n","x":1}],"id":"a"}"#).unwrap();
        assert_eq!(
            canonical(&one),
            r#"{"hash":"0","id":"a","items":[{"b":"é\n","x":1}]}"#
        );
        assert_eq!(former_hash(&one), former_hash(&other));
    }

    /// The same cases are read by `tests/scripts/tool/model-file.test.js`.
    #[test]
    fn a_definition_has_the_hash_that_the_tools_compute() {
        let cases: Value =
            serde_json::from_str(include_str!("../../tests/models/definition.json")).unwrap();
        for case in cases.as_array().unwrap() {
            let model: Model = serde_json::from_value(case["model"].clone()).unwrap();
            let hashes = (definition_hash(&model), former_hash(&case["model"]));
            assert_eq!(
                hashes,
                (text(&case["hash"]), text(&case["former"])),
                "{}",
                case["name"]
            );
        }
    }

    fn text(value: &Value) -> String {
        value.as_str().unwrap_or_default().to_owned()
    }
}
