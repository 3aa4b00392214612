//! Model + answers + target → result, in integers.
//!
//! The page of a tool scores with `themes/default/scripts/tool/score/score.js`, the twin of [`score`]; both pass the vectors of
//! `tests/scoring/`. Not answered is not 0: an item without a level takes no part in a mean, a lowest level or a gap.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// A model as it is scored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Model {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Hash of the files that define it.
    pub hash: String,
    /// Whose it is.
    pub owner: String,
    /// The language of the items' official names, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// Levels by scale, from the lowest to the highest.
    pub scales: BTreeMap<String, Vec<i64>>,
    /// Ids of categories, in order.
    pub categories: Vec<String>,
    /// Items, in order.
    pub items: Vec<Item>,
    /// How levels become one figure; none where the model does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aggregation: Option<Aggregation>,
}

/// What is scored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Its id.
    pub id: String,
    /// Its category's id.
    pub category: String,
    /// Its scale's id.
    pub scale: String,
    /// Its official name.
    pub name: String,
}

/// How the levels of items become one figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Aggregation {
    /// The mean of the answered items, in tenths, half up.
    Mean,
}

/// What was given as a level: nothing, a whole number, or something that is no level of any scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Given {
    Nothing,
    Level(i64),
    Wrong,
}

/// Answers by item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers(BTreeMap<String, Given>);

/// The levels that a team aims for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Target {
    level: Option<i64>,
    items: BTreeMap<String, Wanted>,
}

/// An item's own target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Level(i64),
    NotRequired,
    Wrong,
}

/// The result of an assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Score {
    /// How many items have an answer.
    pub answered: usize,
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
    /// How many items it has.
    pub total: usize,
    /// The mean of the answered items in tenths.
    pub mean: Option<i64>,
    /// The lowest level.
    pub lowest: Option<i64>,
    /// The items at that level.
    pub lowest_items: Vec<String>,
}

/// Scores answers on a model.
#[must_use]
pub fn score(model: &Model, answers: &Answers, target: &Target) -> Score {
    let judged: Vec<(ItemScore, bool)> = model.items.iter().map(|item| judge(model, item, answers, target)).collect();
    let wrong = judged.iter().filter(|(_, wrong)| *wrong).map(|(item, _)| item.id.clone()).collect();
    let items: Vec<ItemScore> = judged.into_iter().map(|(item, _)| item).collect();
    let all = summary("", items.iter(), None);
    let targeted: Vec<&ItemScore> = items.iter().filter(|item| item.target.is_some()).collect();
    Score {
        answered: all.answered,
        total: all.total,
        lowest: all.lowest,
        lowest_items: all.lowest_items,
        categories: model.categories.iter().map(|id| category(model, id, &items)).collect(),
        targeted: targeted.len(),
        met: targeted.iter().filter(|item| item.gap == Some(0)).count(),
        gaps: gaps(&targeted),
        open: targeted.iter().filter(|item| item.level.is_none()).map(|item| item.id.clone()).collect(),
        unknown: unknown(model, answers, target),
        wrong,
        items,
    }
}

/// An item's result, and whether its answer or its own target is wrong.
fn judge(model: &Model, item: &Item, answers: &Answers, target: &Target) -> (ItemScore, bool) {
    let levels = model.scales.get(&item.scale).map_or(&[][..], Vec::as_slice);
    let (level, level_wrong) = match answers.0.get(&item.id) {
        None | Some(Given::Nothing) => (None, false),
        Some(Given::Level(level)) if levels.contains(level) => (Some(*level), false),
        Some(Given::Level(_) | Given::Wrong) => (None, true),
    };
    let (wanted, wanted_wrong) = match target.items.get(&item.id) {
        None => (general_target(levels, target.level), false),
        Some(Wanted::Level(level)) if levels.contains(level) => (Some(*level), false),
        Some(Wanted::NotRequired) => (None, false),
        Some(Wanted::Level(_) | Wanted::Wrong) => (None, true),
    };
    let gap = level.zip(wanted).map(|(level, wanted)| wanted.saturating_sub(level).max(0));
    (ItemScore { id: item.id.clone(), level, target: wanted, gap }, level_wrong || wanted_wrong)
}

/// The target of an item without one of its own: the highest level of its scale that is not above the general one.
fn general_target(levels: &[i64], general: Option<i64>) -> Option<i64> {
    let general = general?;
    levels.iter().copied().rfind(|level| *level <= general)
}

fn category(model: &Model, id: &str, items: &[ItemScore]) -> GroupScore {
    let of_it = model.items.iter().zip(items).filter(|(item, _)| item.category == id).map(|(_, score)| score);
    summary(id, of_it, model.aggregation)
}

fn summary<'a>(id: &str, items: impl Iterator<Item = &'a ItemScore>, aggregation: Option<Aggregation>) -> GroupScore {
    let items: Vec<&ItemScore> = items.collect();
    let levels: Vec<i64> = items.iter().filter_map(|item| item.level).collect();
    let lowest = levels.iter().min().copied();
    let at_lowest = items.iter().filter(|item| lowest.is_some() && item.level == lowest);
    GroupScore {
        id: id.to_owned(),
        answered: levels.len(),
        total: items.len(),
        mean: aggregation.and_then(|Aggregation::Mean| mean_in_tenths(&levels)),
        lowest,
        lowest_items: at_lowest.map(|item| item.id.clone()).collect(),
    }
}

/// The mean of levels in tenths, rounded half up.
fn mean_in_tenths(levels: &[i64]) -> Option<i64> {
    let count = i64::try_from(levels.len()).ok().filter(|count| *count > 0)?;
    let sum: i64 = levels.iter().sum();
    Some((20 * sum + count).div_euclid(2 * count))
}

fn gaps(targeted: &[&ItemScore]) -> Vec<ItemScore> {
    let mut below: Vec<ItemScore> = targeted.iter().filter(|item| item.gap > Some(0)).map(|item| (*item).clone()).collect();
    below.sort_by_key(|item| (Reverse(item.gap), item.level));
    below
}

fn unknown(model: &Model, answers: &Answers, target: &Target) -> Vec<String> {
    let known: BTreeSet<&String> = model.items.iter().map(|item| &item.id).collect();
    let named: BTreeSet<&String> = answers.0.keys().chain(target.items.keys()).collect();
    named.difference(&known).map(|id| (*id).clone()).collect()
}

impl From<&Map<String, Value>> for Answers {
    /// Answers as a file has them: records whose `level` is a level, null, or absent.
    fn from(fields: &Map<String, Value>) -> Self {
        let given = |answer: &Value| match answer.as_object().map(|fields| fields.get("level")) {
            Some(None | Some(Value::Null)) => Given::Nothing,
            Some(Some(level)) => whole(level).map_or(Given::Wrong, Given::Level),
            None => Given::Wrong,
        };
        Self(fields.iter().map(|(id, answer)| (id.clone(), given(answer))).collect())
    }
}

impl From<&Map<String, Value>> for Target {
    /// A target as a file has it: `level` for all items, and `items` for single ones.
    fn from(fields: &Map<String, Value>) -> Self {
        let wanted = |value: &Value| match value {
            Value::String(word) if word == NOT_REQUIRED => Wanted::NotRequired,
            other => whole(other).map_or(Wanted::Wrong, Wanted::Level),
        };
        let items = fields.get("items").and_then(Value::as_object).into_iter().flatten();
        Self { level: fields.get("level").and_then(whole), items: items.map(|(id, value)| (id.clone(), wanted(value))).collect() }
    }
}

/// The value of a target that asks nothing of an item.
const NOT_REQUIRED: &str = "not-required";

/// A whole number. JSON has one kind of number: `3.0` is 3.
fn whole(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| {
        let number = value.as_f64()?;
        let near = number.fract() == 0.0 && number.abs() <= MAX_EXACT;
        #[expect(clippy::cast_possible_truncation, reason = "whole and within the range just checked")]
        near.then_some(number as i64)
    })
}

/// The largest whole number that every JSON reader has exactly (2⁵³ − 1).
const MAX_EXACT: f64 = 9_007_199_254_740_991.0;
