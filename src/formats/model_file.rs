//! A model's own file → a model that can be scored without a site. The twin of the tools' `model-file.js`.
//!
//! [`read_model`] reads what is scored (`structure`) and the words (`words`) field by field, and then looks whether all that the
//! model names is there ([`mistakes`]). Somebody may have sent the file, so nothing that it says of its identity is believed.

mod structure;
mod words;

use super::json::{self, Fields, Node};
use super::portable::{MODEL_FORMAT, MODEL_FORMAT_VERSION, ModelFile};
use crate::diagnostic::{Finding, Findings, Text, rules};
use crate::scoring::{Mistake, MistakeKind, Model, definition_hash, former_hash, mistakes};
use serde_json::Value;

/// Reads the file. `None` where it cannot be used; findings say why.
pub fn read_model(text: &Text, findings: &mut Findings) -> Option<ModelFile> {
    let mut found = Findings::default();
    let file = read(text, &mut found).filter(|_| !found.has_errors());
    findings.extend(found);
    file
}

/// What can be read; with errors among the findings, it lacks what is wrong.
fn read(text: &Text, findings: &mut Findings) -> Option<ModelFile> {
    let value = json::parse(text, findings)?;
    let top = Node::top(text, &value);
    let known = (MODEL_FORMAT, i64::from(MODEL_FORMAT_VERSION));
    let fields = match json::of_format(&top, &[known]) {
        Ok((_, fields)) => fields,
        Err(not_this) => {
            findings.add(not_this.finding(another_format));
            return None;
        }
    };
    let model = read_structure(&fields, findings)?;
    let texts = words::texts(&fields, findings);
    if !findings.has_errors() {
        find_mistakes(&model, &top, findings);
    }
    words::find_languages(&fields, &texts, findings);
    Some(ModelFile {
        format: MODEL_FORMAT.to_owned(),
        format_version: MODEL_FORMAT_VERSION,
        model: own(model, former(text)),
        texts,
    })
}

fn another_format() -> Finding {
    Finding::new(&rules::ASSESSMENT_MODEL_FILE)
        .with("error", format!("\"format\": \"{MODEL_FORMAT}\""))
}

fn read_structure(fields: &Fields<'_>, findings: &mut Findings) -> Option<Model> {
    let Some(node) = fields.get("model") else {
        fields.wrong("model", "{ … }", findings);
        return None;
    };
    Some(structure::model(&node.fields(findings)?, findings))
}

/// Says of each mistake where in the file it is.
fn find_mistakes(model: &Model, top: &Node<'_>, findings: &mut Findings) {
    for Mistake { path, kind } in mistakes(model) {
        let node = top.at(&[vec!["model".to_owned()], path].concat());
        match kind {
            MistakeKind::Value(expected) => node.wrong(&expected, findings),
            MistakeKind::Twice => node.twice(findings),
            MistakeKind::Many(most) => node.too_much(most, findings),
        }
    }
}

/// The hash that earlier versions computed for a file that states none.
fn former(text: &Text) -> String {
    serde_json::from_str::<Value>(&text.text)
        .ok()
        .and_then(|file| file.get("model").map(former_hash))
        .unwrap_or_default()
}

/// Whoever wrote it, it is a model of the user's own here: its hash is computed and never believed, and no hash that it names is
/// taken for a former one of it.
fn own(model: Model, former: String) -> Model {
    Model {
        hash: definition_hash(&model),
        former_hashes: vec![former],
        own: true,
        ..model
    }
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
            let texts = serde_json::json!({ "en": {
                "model": "Own", "categories": { "A": "First of all" }, "scales": { "s": { "0": "No", "1": "Yes" } },
                "items": { "A-1": { "title": "First" } },
            } });
            let file = serde_json::json!({ "format": MODEL_FORMAT, "formatVersion": 1, "model": model, "texts": texts });
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
