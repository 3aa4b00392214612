//! A model's own file → a model that can be scored without a site.

use super::portable::{MODEL_FORMAT, MODEL_FORMAT_VERSION, ModelFile};
use crate::diagnostic::{Finding, Findings, Place, Text, rules};
use crate::scoring::{definition_hash, former_hash};
use serde_json::Value;
use std::collections::BTreeSet;

/// Reads the file. `None` where it cannot be used; findings say why.
pub fn read_model(text: &Text, findings: &mut Findings) -> Option<ModelFile> {
    let wrong = |error: String| {
        Finding::new(&rules::ASSESSMENT_MODEL_FILE)
            .at(Place::file(&text.path))
            .with("error", error)
    };
    // Its depth is limited by the parser, its size by whoever read it.
    let value: Value = match serde_json::from_str(&text.text) {
        Ok(value) => value,
        Err(error) => {
            findings.add(wrong(error.to_string()));
            return None;
        }
    };
    let former = value.get("model").map(former_hash).unwrap_or_default();
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
    Some(own(file, former))
}

/// Whoever wrote it, it is a model of the user's own here: its hash is computed and never believed, no hash that it names is
/// taken for a former one of it, and no profile of it is a proposal of ours.
fn own(mut file: ModelFile, former: String) -> ModelFile {
    file.model.hash = definition_hash(&file.model);
    file.model.former_hashes = vec![former];
    file.model.own = true;
    for profile in &mut file.model.profiles {
        profile.ours = false;
    }
    file
}

/// What makes the file unusable although it has the right form.
fn mistakes(file: &ModelFile) -> Vec<String> {
    let model = &file.model;
    let mut mistakes = Vec::new();
    if file.format != MODEL_FORMAT
        || file.format_version == 0
        || file.format_version > MODEL_FORMAT_VERSION
    {
        mistakes.push(format!("format: {} {}", file.format, file.format_version));
    }
    let mut seen = BTreeSet::new();
    for item in &model.items {
        if !seen.insert(&item.id) {
            mistakes.push(format!("model.items: {}", item.id));
        }
        if !model.categories.contains(&item.category) {
            mistakes.push(format!(
                "model.items.{}.category: {}",
                item.id, item.category
            ));
        }
        if item.scales.is_empty()
            || item
                .scales
                .iter()
                .any(|scale| !model.scales.contains_key(scale))
        {
            mistakes.push(format!(
                "model.items.{}.scales: {}",
                item.id,
                item.scales.join(", ")
            ));
        }
    }
    let rising =
        |levels: &Vec<i64>| !levels.is_empty() && levels.is_sorted_by(|one, next| one < next);
    mistakes.extend(
        model
            .scales
            .iter()
            .filter(|(_, levels)| !rising(levels))
            .map(|(id, _)| format!("model.scales.{id}")),
    );
    if model.items.is_empty() {
        mistakes.push("model.items".to_owned());
    }
    mistakes
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same texts as in `tests/scripts/tool/model-file.test.js`.
    #[test]
    fn nothing_that_a_file_says_of_its_identity_is_believed() {
        let digits = "0123456789abcdef".repeat(4);
        let read = |hash: &str| {
            let model = serde_json::json!({
                "id": "own", "version": "1", "hash": hash, "formerHashes": [digits], "own": false, "scales": { "s": [0, 1] },
                "categories": ["A"], "items": [{ "id": "A-1", "category": "A", "scales": ["s"], "name": "First" }],
                "profiles": [{ "id": "p", "ours": true }],
            });
            let file = serde_json::json!({ "format": MODEL_FORMAT, "formatVersion": 1, "model": model, "texts": {} });
            let text = Text::new("own.json", &file.to_string());
            (
                read_model(&text, &mut Findings::default()).unwrap().model,
                former_hash(&model),
            )
        };
        let (plain, _) = read("");
        for hash in [
            "x",
            &digits,
            &digits.to_uppercase(),
            &digits[1..],
            &format!("{digits}\n"),
        ] {
            let (model, former) = read(hash);
            assert_eq!(
                (&model.hash, model.former_hashes, model.own),
                (&plain.hash, vec![former], true),
                "{hash}"
            );
            assert!(model.profiles.iter().all(|profile| !profile.ours));
        }
        assert_ne!(plain.hash, digits);
    }
}
