//! The distribution of many teams' levels, for a body that coordinates them.
//!
//! Nothing in it names a team. Groups of fewer than five are withheld, since in a small group a figure can be traced to a team:
//! the whole summary where fewer than five teams count, and an item that fewer than five of them answered.
//!
//! A team that used another edition of the model is told of and left out: one level of two definitions may mean two things, and a
//! median over both would mean nothing.

use super::model::{Difference, Edition, Item, Model};
use super::score::{Answers, ItemScore, Score, State, Target, score};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The smallest group of which figures are told.
pub const SMALLEST_GROUP: usize = 5;

/// A team's answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Team {
    /// Id of its assessment: one that is given twice counts once, so that copies do not make a group look larger.
    pub id: String,
    /// The edition of the model that it was made with.
    pub model: Edition,
    /// The answers.
    pub answers: Answers,
}

/// The distribution of many teams' levels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// How many teams count.
    pub teams: usize,
    /// How many were left out because the same assessment was given before.
    pub repeated: usize,
    /// How many were left out because they used another version of the model.
    pub other_version: usize,
    /// How many were left out because they used the same version with another hash.
    pub other_hash: usize,
    /// Whether there are too few teams for any figure.
    pub withheld: bool,
    /// Each item, in the order of the model.
    pub items: Vec<ItemSummary>,
}

/// The distribution of an item's levels.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ItemSummary {
    /// Its id.
    pub id: String,
    /// Whether too few teams answered it for any figure.
    pub withheld: bool,
    /// How many teams answered it.
    pub answered: Option<usize>,
    /// To how many teams it does not apply.
    pub not_applicable: Option<usize>,
    /// How many teams are at each level of its scales, from the lowest level.
    pub counts: Vec<LevelCount>,
    /// The lower quartile of the counted levels in hundredths.
    pub lower_quartile: Option<i64>,
    /// Their median in hundredths.
    pub median: Option<i64>,
    /// Their upper quartile in hundredths.
    pub upper_quartile: Option<i64>,
}

/// How many teams are at a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct LevelCount {
    /// The level.
    pub level: i64,
    /// How many.
    pub count: usize,
}

/// Summarises teams.
#[must_use]
pub fn summary(model: &Model, teams: &[Team]) -> Summary {
    let (given, edition) = (unrepeated(teams), &model.edition());
    let differing = |kind: Option<Difference>| {
        let teams = given.iter();
        teams.filter(move |team| edition.difference(&team.model) == kind)
    };
    let counted: Vec<&&Team> = differing(None).collect();
    let results: Vec<Score> = counted
        .iter()
        .map(|team| score(model, &team.answers, &Target::default(), &[]))
        .collect();
    let items = model.items.iter().enumerate();
    Summary {
        teams: counted.len(),
        repeated: teams.len() - given.len(),
        other_version: differing(Some(Difference::Version)).count(),
        other_hash: differing(Some(Difference::Hash)).count(),
        withheld: counted.len() < SMALLEST_GROUP,
        items: items
            .map(|(at, item)| item_summary(model, item, &of_item(&results, at)))
            .collect(),
    }
}

/// The results of the item at a place in the model.
fn of_item(results: &[Score], at: usize) -> Vec<&ItemScore> {
    results.iter().map(|result| &result.items[at]).collect()
}

/// Teams without those whose assessment was given before. One without an id cannot be told to be a copy.
fn unrepeated(teams: &[Team]) -> Vec<&Team> {
    let mut seen = BTreeSet::new();
    teams
        .iter()
        .filter(|team| team.id.is_empty() || seen.insert(&team.id))
        .collect()
}

fn item_summary(model: &Model, item: &Item, scores: &[&ItemScore]) -> ItemSummary {
    let given: Vec<i64> = scores.iter().filter_map(|score| score.level).collect();
    if given.len() < SMALLEST_GROUP {
        return ItemSummary {
            id: item.id.clone(),
            withheld: true,
            ..ItemSummary::default()
        };
    }
    let mut counted = given.clone();
    counted.retain(|level| model.is_counted(*level));
    counted.sort_unstable();
    let exempt = |score: &&&ItemScore| score.state == State::NotApplicable;
    ItemSummary {
        id: item.id.clone(),
        withheld: false,
        answered: Some(given.len()),
        not_applicable: Some(scores.iter().filter(exempt).count()),
        counts: counts(model, item, &given),
        lower_quartile: quartile(&counted, 1),
        median: quartile(&counted, 2),
        upper_quartile: quartile(&counted, 3),
    }
}

/// How many of the given levels are each level that the item's scales have, from the lowest.
fn counts(model: &Model, item: &Item, given: &[i64]) -> Vec<LevelCount> {
    let scales = item.scales.iter();
    let levels: BTreeSet<i64> = scales
        .filter_map(|scale| model.scales.get(scale))
        .flatten()
        .copied()
        .collect();
    let count = |level: i64| LevelCount {
        level,
        count: given.iter().filter(|other| **other == level).count(),
    };
    levels.into_iter().map(count).collect()
}

/// A quartile of sorted levels by the inclusive method (R-7; QUARTILE.INC of spreadsheets), in hundredths.
///
/// The quartile stands at (n − 1)·k/4, counted from 0; between two levels it is on the straight line from one to the other. That
/// is a whole number of quarters, so that hundredths are exact.
fn quartile(sorted: &[i64], quarter: usize) -> Option<i64> {
    let place = sorted.len().checked_sub(1)? * quarter;
    let (at, rest) = (place / 4, i64::try_from(place % 4).ok()?);
    let low = sorted[at];
    let high = sorted.get(at + 1).copied().unwrap_or(low);
    Some(
        low.saturating_mul(100)
            .saturating_add(high.saturating_sub(low).saturating_mul(25 * rest)),
    )
}
