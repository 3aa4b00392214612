//! Items in a report: their names, their results, and what the team wrote of them.

use crate::formats::file::{Answer, Assessment, Evidence, NotApplicable};
use crate::scoring::{Item, ItemScore, Model, Score, State};
use crate::tool::ModelWords;
use serde::Serialize;

/// An item.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ItemLine {
    /// Its name.
    pub name: String,
    /// Its name as the model's owner writes it.
    pub official: String,
    /// Its category's id.
    pub category: String,
    /// Its result.
    #[serde(flatten)]
    pub score: ItemScore,
    /// The name of the side used.
    pub side_name: String,
    /// The short name of the level reached.
    pub level_name: String,
    /// What that level means.
    pub level_text: String,
    /// Why it does not apply.
    pub reason: String,
    /// Free words.
    pub note: String,
    /// What the level rests on.
    pub evidence: Vec<Evidence>,
    /// Who decided, where a level rests on a decision.
    pub decided_by: String,
    /// When.
    pub decided_on: String,
    /// Why several raters agreed on this answer.
    pub agreed: String,
}

/// All items, in the order of the model.
pub fn items(
    model: &Model,
    words: &ModelWords,
    assessment: &Assessment,
    result: &Score,
) -> Vec<ItemLine> {
    let scored = model.items.iter().zip(&result.items);
    scored
        .map(|(item, score)| {
            let answer = assessment.answers.get(&item.id).cloned();
            line(words, item, score, answer.unwrap_or_default())
        })
        .collect()
}

fn line(words: &ModelWords, item: &Item, score: &ItemScore, answer: Answer) -> ItemLine {
    let side = Some(&score.side).filter(|side| !side.is_empty());
    ItemLine {
        name: words.item(item),
        official: item.name.clone(),
        category: item.category.clone(),
        score: score.clone(),
        side_name: side.map(|side| words.scale(side)).unwrap_or_default(),
        level_name: level_name(words, item, score).unwrap_or_default(),
        level_text: level_text(words, item, score).unwrap_or_default(),
        reason: reason(words, score, answer.not_applicable),
        note: answer.note,
        evidence: answer.evidence,
        decided_by: answer.decided_by,
        decided_on: answer.decided_on,
        agreed: answer.agreed,
    }
}

/// The short name of the level reached.
fn level_name(words: &ModelWords, item: &Item, score: &ItemScore) -> Option<String> {
    words.level(item.scale_of(&score.side), score.level?)
}

/// What the level reached looks like for this item; what it means on its scale, where the item has nothing of its own.
fn level_text(words: &ModelWords, item: &Item, score: &ItemScore) -> Option<String> {
    let level = score.level?;
    words
        .level_text(item, level)
        .or_else(|| words.level_meaning(item.scale_of(&score.side), level))
}

/// Why an item does not apply. A reason may outlive what it was given for: it is told only while that holds.
fn reason(words: &ModelWords, score: &ItemScore, not_applicable: NotApplicable) -> String {
    match not_applicable {
        NotApplicable::Because(reason) if score.state == State::NotApplicable => reason,
        NotApplicable::Untold => words.say("assess.untold", &[]),
        _ => String::new(),
    }
}

/// How an item is called in running text: its id and its name.
pub fn id_and_name(words: &ModelWords, item: &Item) -> String {
    format!("{} {}", item.id, words.item(item))
}

/// The name of the item with an id; nothing where the model has no such item.
pub fn name_of(model: &Model, words: &ModelWords, id: &str) -> String {
    model
        .item(id)
        .map(|item| words.item(item))
        .unwrap_or_default()
}
