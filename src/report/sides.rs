//! What to strengthen where it is done, and what to move: for models whose items can be done on several sides (by the
//! team itself or by others, say).

use super::items::name_of;
use crate::formats::file::Assessment;
use crate::scoring::{Model, Pattern, Sides};
use crate::tool::ModelWords;
use serde::Serialize;
use std::collections::BTreeMap;

/// Items to strengthen on a side, or to move to it.
#[derive(Debug, Clone, Serialize)]
pub struct SideList {
    /// Whether they are to be moved; otherwise they are to be strengthened where they are.
    pub consider: bool,
    /// The side's id.
    pub side: String,
    /// What the list is called.
    pub title: String,
    /// Ids of the items.
    pub items: Vec<String>,
    /// The items in words, with why they should be on that side.
    pub texts: Vec<String>,
}

/// The sides that the team aims for: its own; of other items those of the pattern that it aims for.
pub fn wanted_sides(model: &Model, assessment: &Assessment) -> BTreeMap<String, String> {
    let pattern = wanted_pattern(model, assessment);
    let mut wanted = pattern
        .map(|pattern| pattern.sides.clone())
        .unwrap_or_default();
    wanted.extend(assessment.pattern.sides.clone());
    wanted
}

fn wanted_pattern<'m>(model: &'m Model, assessment: &Assessment) -> Option<&'m Pattern> {
    let wanted = &assessment.pattern.target;
    model.patterns.iter().find(|pattern| pattern.id == *wanted)
}

/// The lists of every side; none where the model has no items with several. Where the team aims for no side (`wanted`),
/// there is nothing to hold its own against.
pub fn side_lists(
    model: &Model,
    words: &ModelWords,
    assessment: &Assessment,
    said: &Sides,
    wanted: bool,
) -> Option<Vec<SideList>> {
    if said.strengthen.is_empty() {
        return None;
    }
    if !wanted {
        return Some(Vec::new());
    }
    let pattern = wanted_pattern(model, assessment);
    let text = |id: &String| told(model, words, pattern, id);
    let list = |consider: bool, side: &String, items: &[String]| SideList {
        consider,
        side: side.clone(),
        title: title(words, consider, side),
        items: items.to_vec(),
        texts: items.iter().map(text).collect(),
    };
    let strengthen = said.strengthen.iter();
    let consider = said.consider.iter();
    let lists = strengthen
        .map(|(side, items)| list(false, side, items))
        .chain(consider.map(|(side, items)| list(true, side, items)));
    Some(lists.collect())
}

fn title(words: &ModelWords, consider: bool, side: &str) -> String {
    let key = if consider {
        "assess.sides.consider"
    } else {
        "assess.sides.strengthen"
    };
    words.say(key, &[("side", &words.scale(side))])
}

/// An item, with the reason that the pattern has for wanting it on that side.
fn told(model: &Model, words: &ModelWords, pattern: Option<&Pattern>, id: &str) -> String {
    let name = format!("{id} {}", name_of(model, words, id));
    let reason = pattern.and_then(|pattern| words.reason(pattern.reasons.get(id)?));
    match reason {
        Some(reason) => words.say("assess.labelled", &[("name", &name), ("value", &reason)]),
        None => name,
    }
}
