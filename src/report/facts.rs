//! Who assessed what, and when: the facts at the head of a report.

use crate::formats::file::Assessment;
use crate::scoring::Model;
use crate::tool::ModelWords;
use serde::Serialize;

/// A name and a value.
#[derive(Debug, Clone, Serialize)]
pub struct NamedValue {
    /// The name.
    pub name: String,
    /// The value.
    pub value: String,
}

/// What the file says of an assessment as a whole, as far as it says anything.
pub fn facts(model: &Model, words: &ModelWords, assessment: &Assessment) -> Vec<NamedValue> {
    let details = &assessment.details;
    let facts = [
        ("tool.details.team", details.team.clone()),
        ("tool.details.date", details.date.clone()),
        ("tool.details.scope", details.scope.clone()),
        ("tool.details.assessors", details.assessors.join("\n")),
        (
            "assess.field.rater",
            words.rater(&details.position, details.months),
        ),
        (
            "assess.field.pattern_current",
            pattern(words, &assessment.pattern.current),
        ),
        (
            "assess.field.pattern_target",
            pattern(words, &assessment.pattern.target),
        ),
        ("tool.paper.model", edition(model, words)),
    ];
    let known = facts.into_iter().filter(|(_, value)| !value.is_empty());
    let fact = |(key, value)| NamedValue {
        name: words.say(key, &[]),
        value,
    };
    known.map(fact).collect()
}

/// The name of a pattern; nothing where none was chosen.
fn pattern(words: &ModelWords, id: &str) -> String {
    if id.is_empty() {
        String::new()
    } else {
        words.pattern(id)
    }
}

/// The model with its version, and as much of its hash as people compare by eye.
fn edition(model: &Model, words: &ModelWords) -> String {
    let hash: String = model.hash.chars().take(12).collect();
    words.say(
        "tool.paper.version",
        &[
            ("model", &words.model()),
            ("version", &model.version),
            ("hash", &hash),
        ],
    )
}
