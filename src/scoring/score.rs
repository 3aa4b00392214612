//! Model + answers + target → result, in integers.
//!
//! The page of a tool scores with `src/tool/browser/scoring/score.js`, the twin of [`score`]; both pass the vectors of
//! `tests/scoring/`. Not answered is not 0: an item without a level takes no part in a mean, a lowest level or a gap. Neither
//! does one that does not apply; nor, in means and lowest levels, a level that the model leaves out ("decided not to do" is no
//! low maturity).

use super::answers::Wanted;
use super::model::Profile;
use serde::Serialize;
use std::cmp::Reverse;

pub use super::answers::{Answers, State, Target};
pub use super::model::{Item, Model};

/// The result of an assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Score {
    /// How many items have an answer.
    pub answered: usize,
    /// How many items do not apply.
    pub not_applicable: usize,
    /// How many items there are.
    pub total: usize,
    /// The lowest level of all.
    pub lowest: Option<i64>,
    /// The items at that level.
    pub lowest_items: Vec<String>,
    /// Each item, in the order of the model.
    pub items: Vec<ItemScore>,
    /// Each category, in the order of the model.
    pub categories: Vec<GroupScore>,
    /// How many items have a target.
    pub targeted: usize,
    /// How many items have an answer that reaches their target.
    pub met: usize,
    /// Items below their target: the larger gap first, then the lower level, then the order of the model.
    pub gaps: Vec<ItemScore>,
    /// Items with a target and without an answer.
    pub open: Vec<String>,
    /// Items with a target that are not applicable: not met, and nothing to be gained.
    pub exempt: Vec<String>,
    /// Items that the model does not have, sorted.
    pub unknown: Vec<String>,
    /// Items whose answer or own target is no level of their scale; such an answer counts as none.
    pub wrong: Vec<String>,
}

/// An item's result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ItemScore {
    /// Its id.
    pub id: String,
    /// Whether it has an answer.
    pub state: State,
    /// The scale used; empty where the item has one scale only, or none was chosen.
    pub side: String,
    /// The level reached.
    pub level: Option<i64>,
    /// The level aimed for.
    pub target: Option<i64>,
    /// What is missing: 0 where the target is reached, none without an answer or without a target.
    pub gap: Option<i64>,
}

/// A category's result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GroupScore {
    /// Its id.
    pub id: String,
    /// How many of its items have an answer.
    pub answered: usize,
    /// How many of its items do not apply.
    pub not_applicable: usize,
    /// How many items it has.
    pub total: usize,
    /// How many levels are in the mean.
    pub counted: usize,
    /// The mean of the counted levels in tenths.
    pub mean: Option<i64>,
    /// The lowest level.
    pub lowest: Option<i64>,
    /// The items at that level.
    pub lowest_items: Vec<String>,
}

/// Scores answers on a model.
///
/// The target of an item is what is wanted of it: the higher of what the team aims for and what the profiles ask that it
/// compares with.
#[must_use]
pub fn score(model: &Model, answers: &Answers, target: &Target, profiles: &[Profile]) -> Score {
    let judged: Vec<(ItemScore, bool)> = model
        .items
        .iter()
        .map(|item| judge(model, item, answers, target, profiles))
        .collect();
    let wrong = judged.iter().filter(|(_, wrong)| *wrong);
    let wrong = wrong.map(|(item, _)| item.id.clone()).collect();
    let items: Vec<ItemScore> = judged.into_iter().map(|(item, _)| item).collect();
    let all = summary(model, "", items.iter());
    let targeted: Vec<&ItemScore> = items.iter().filter(|item| item.target.is_some()).collect();
    let categories = model.categories.iter();
    Score {
        answered: all.answered,
        not_applicable: all.not_applicable,
        total: all.total,
        lowest: all.lowest,
        lowest_items: all.lowest_items,
        categories: categories.map(|id| category(model, id, &items)).collect(),
        targeted: targeted.len(),
        met: targeted.iter().filter(|item| item.gap == Some(0)).count(),
        gaps: gaps(&targeted),
        open: in_state(&targeted, State::Open),
        exempt: in_state(&targeted, State::NotApplicable),
        unknown: model.unknown(answers.0.keys().chain(target.items.keys())),
        wrong,
        items,
    }
}

/// The ids of the items in a state.
fn in_state(items: &[&ItemScore], state: State) -> Vec<String> {
    let in_it = items.iter().filter(|item| item.state == state);
    in_it.map(|item| item.id.clone()).collect()
}

/// An item's result, and whether its answer or its own target is wrong.
fn judge(
    model: &Model,
    item: &Item,
    answers: &Answers,
    target: &Target,
    profiles: &[Profile],
) -> (ItemScore, bool) {
    let read = answers.read(model, item);
    let levels = model.levels_of(item, &read.side);
    let (aim, aim_wrong) = aim(item, levels, target);
    let asked = model.highest_asked(item, profiles);
    let wanted = aim.into_iter().chain(asked).max();
    let both = read.level.zip(wanted);
    let result = ItemScore {
        id: item.id.clone(),
        state: read.state,
        side: read.side,
        level: read.level,
        target: wanted,
        gap: both.map(|(level, wanted)| wanted.saturating_sub(level).max(0)),
    };
    (result, read.wrong || aim_wrong)
}

/// What the team aims for, and whether what it wrote is no level of the scale.
fn aim(item: &Item, levels: &[i64], target: &Target) -> (Option<i64>, bool) {
    match target.items.get(&item.id) {
        None => (general_target(levels, target.level), false),
        Some(Wanted::Level(level)) if levels.contains(level) => (Some(*level), false),
        Some(Wanted::NotRequired) => (None, false),
        Some(Wanted::Level(_) | Wanted::Wrong) => (None, true),
    }
}

/// The target of an item without one of its own: the highest level of its scale that is not above the general one.
fn general_target(levels: &[i64], general: Option<i64>) -> Option<i64> {
    let general = general?;
    levels.iter().copied().rfind(|level| *level <= general)
}

fn category(model: &Model, id: &str, items: &[ItemScore]) -> GroupScore {
    let of_it = model
        .items
        .iter()
        .zip(items)
        .filter(|(item, _)| item.category == id)
        .map(|(_, score)| score);
    summary(model, id, of_it)
}

fn summary<'a>(model: &Model, id: &str, items: impl Iterator<Item = &'a ItemScore>) -> GroupScore {
    let items: Vec<&ItemScore> = items.collect();
    let in_state = |state: State| items.iter().filter(|item| item.state == state).count();
    let counted: Vec<i64> = items
        .iter()
        .filter_map(|item| item.level)
        .filter(|level| model.is_counted(*level))
        .collect();
    let lowest = counted.iter().min().copied();
    let at_lowest = items
        .iter()
        .filter(|item| lowest.is_some() && item.level == lowest);
    GroupScore {
        id: id.to_owned(),
        answered: in_state(State::Answered),
        not_applicable: in_state(State::NotApplicable),
        total: items.len(),
        counted: counted.len(),
        mean: model.mean(&counted),
        lowest,
        lowest_items: at_lowest.map(|item| item.id.clone()).collect(),
    }
}

fn gaps(targeted: &[&ItemScore]) -> Vec<ItemScore> {
    let mut below: Vec<ItemScore> = targeted
        .iter()
        .filter(|item| item.gap > Some(0))
        .map(|item| (*item).clone())
        .collect();
    below.sort_by_key(|item| (Reverse(item.gap), item.level));
    below
}
