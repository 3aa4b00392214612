//! What became of answers to an earlier model, where a file was made with one.

use super::items::name_of;
use crate::formats::file::{Answer, Assessment, CarriedFrom, ModelReference, NotApplicable};
use crate::scoring::Model;
use crate::tool::ModelWords;
use serde::Serialize;

/// What became of answers to an earlier model.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CarriedLines {
    /// The earlier model.
    pub from: ModelReference,
    /// That answers were carried over.
    pub text: String,
    /// Ids of items to be looked at again; they have no level until then.
    pub look_again: Vec<String>,
    /// Ids of items that the earlier model lacks.
    pub fresh: Vec<String>,
    /// Ids of items that only the earlier model has.
    pub gone: Vec<String>,
    /// The lists in words.
    pub lines: Vec<String>,
}

/// What was carried over from the earlier model, and what the team has to do about it.
pub fn carried(
    model: &Model,
    words: &ModelWords,
    assessment: &Assessment,
    from: &CarriedFrom,
) -> CarriedLines {
    let [earlier, now] = [&from.model, &model.reference()].map(edition);
    CarriedLines {
        from: from.model.clone(),
        text: words.say("assess.carried.what", &[("from", &earlier), ("to", &now)]),
        look_again: from.items.look_again.clone(),
        fresh: from.items.fresh.clone(),
        gone: from.items.gone.clone(),
        lines: lines(model, words, assessment, from),
    }
}

fn edition(model: &ModelReference) -> String {
    format!("{} {}", model.id, model.version)
}

/// The lists in words, those that are empty left out.
fn lines(
    model: &Model,
    words: &ModelWords,
    assessment: &Assessment,
    from: &CarriedFrom,
) -> Vec<String> {
    let again = from.items.look_again.iter();
    let lists = [
        (
            "again",
            again
                .map(|id| to_look_at(model, words, assessment, id))
                .collect(),
        ),
        ("fresh", from.items.fresh.clone()),
        ("gone", from.items.gone.clone()),
    ];
    let told = |(_, items): &(&str, Vec<String>)| !items.is_empty();
    let line = |(key, items): (&str, Vec<String>)| {
        let key = format!("assess.carried.{key}");
        words.say(&key, &[("items", &words.join(&items))])
    };
    lists.into_iter().filter(told).map(line).collect()
}

/// An item to be looked at again, with what was answered before.
fn to_look_at(model: &Model, words: &ModelWords, assessment: &Assessment, id: &str) -> String {
    let item = format!("{id} {}", name_of(model, words, id));
    let answer = assessment.answers.get(id);
    match answer.and_then(|answer| earlier_level(words, answer)) {
        Some(level) => words.say(
            "assess.carried.earlier",
            &[("item", &item), ("level", &level)],
        ),
        None => item,
    }
}

/// The level that an answer had before it was to be looked at again, or that the item did not apply.
fn earlier_level(words: &ModelWords, answer: &Answer) -> Option<String> {
    if answer.earlier_not_applicable != NotApplicable::No {
        return Some(words.say("assess.sheet.not_applicable", &[]));
    }
    answer.earlier_level.map(|level| level.to_string())
}
