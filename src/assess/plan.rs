//! The plan: what is missing, in an order that can be explained, and what would be reached if the plan were carried out.

use super::model::{Model, Profile};
use super::profile::required;
use super::score::{Answers, Score};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// An item to work on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanEntry {
    /// Its id.
    pub id: String,
    /// The level reached.
    pub level: i64,
    /// The level wanted.
    pub wanted: i64,
    /// What is missing.
    pub gap: i64,
    /// Its weight: (1 + gap)² − 1.
    pub priority: i64,
    /// The level planned.
    pub planned: Option<i64>,
}

/// The level that is wanted of each item: the highest of the team's target and the known thresholds of profiles. One known
/// threshold can be planned for, even where others of the same profile are not known.
#[must_use]
pub fn wanted_levels(model: &Model, result: &Score, profiles: &[Profile]) -> BTreeMap<String, i64> {
    let mut wanted = BTreeMap::new();
    for (item, score) in model.items.iter().zip(&result.items) {
        let thresholds = profiles.iter().filter_map(|profile| required(model, item, profile));
        if let Some(level) = score.target.into_iter().chain(thresholds).max() {
            wanted.insert(item.id.clone(), level);
        }
    }
    wanted
}

/// The answered items that are below what is wanted.
///
/// Priority is (1 + gap)² − 1: a wide gap weighs more than two narrow ones, and no gap weighs nothing. Then the lower level,
/// then the order of the model. Items in the team's own order come first, in that order; what it names and is not in the plan
/// is passed over.
#[must_use]
pub fn plan_entries(
    result: &Score,
    wanted: &BTreeMap<String, i64>,
    planned: &BTreeMap<String, Option<i64>>,
    order: &[String],
) -> Vec<PlanEntry> {
    let mut entries: Vec<PlanEntry> = result
        .items
        .iter()
        .filter_map(|item| {
            let (level, wanted) = (item.level?, *wanted.get(&item.id)?);
            let gap = wanted.saturating_sub(level);
            let planned = planned.get(&item.id).copied().flatten();
            (gap > 0).then(|| PlanEntry { id: item.id.clone(), level, wanted, gap, priority: priority(gap), planned })
        })
        .collect();
    let place = |id: &str| order.iter().position(|named| named == id).unwrap_or(order.len());
    entries.sort_by_key(|entry| (place(&entry.id), Reverse(entry.priority), entry.level));
    entries
}

fn priority(gap: i64) -> i64 {
    gap.saturating_add(1).saturating_pow(2).saturating_sub(1)
}

/// Answers as they would be if the plan were carried out: a planned level stands where it is higher, or where there is none
/// yet. Sides, and what does not apply, stay.
#[must_use]
pub fn what_if(answers: &Answers, planned: &BTreeMap<String, Option<i64>>) -> Answers {
    let mut after = answers.clone();
    for (id, level) in planned.iter().filter_map(|(id, level)| Some((id, (*level)?))) {
        after.raise(id, level);
    }
    after
}
