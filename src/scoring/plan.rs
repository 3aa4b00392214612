//! The plan: what is missing, in an order that can be explained, and what would be reached if the plan were carried out.

use super::score::{Answers, ItemScore, Score};
use serde::Serialize;
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

/// The answered items that are below what is wanted: the gaps of a result.
///
/// Priority is (1 + gap)² − 1: a wide gap weighs more than two narrow ones, and no gap weighs nothing. Then the lower level,
/// then the order of the model. Items in the team's own order come first, in that order; what it names and is not in the plan
/// is passed over.
#[must_use]
pub fn plan_entries(
    result: &Score,
    planned: &BTreeMap<String, Option<i64>>,
    order: &[String],
) -> Vec<PlanEntry> {
    let mut entries: Vec<PlanEntry> = result
        .gaps
        .iter()
        .filter_map(|item| entry(item, planned))
        .collect();
    let place = |id: &str| {
        let at = order.iter().position(|named| named == id);
        at.unwrap_or(order.len())
    };
    // Stable: what the team has not put in order stays in that of the gaps.
    entries.sort_by_key(|entry| place(&entry.id));
    entries
}

fn entry(item: &ItemScore, planned: &BTreeMap<String, Option<i64>>) -> Option<PlanEntry> {
    let gap = item.gap?;
    Some(PlanEntry {
        id: item.id.clone(),
        level: item.level?,
        wanted: item.target?,
        gap,
        priority: priority(gap),
        planned: planned.get(&item.id).copied().flatten(),
    })
}

fn priority(gap: i64) -> i64 {
    gap.saturating_add(1).saturating_pow(2).saturating_sub(1)
}

/// Answers as they would be if the plan were carried out: a planned level stands where it is higher, or where there is none
/// yet. Sides, and what does not apply, stay.
#[must_use]
pub fn what_if(answers: &Answers, planned: &BTreeMap<String, Option<i64>>) -> Answers {
    let mut after = answers.clone();
    for (id, level) in planned
        .iter()
        .filter_map(|(id, level)| Some((id, (*level)?)))
    {
        // A plan that lies below what is reached changes nothing.
        after.raise(id, level);
    }
    after
}
