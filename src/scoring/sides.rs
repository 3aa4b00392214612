//! What a result says in lists: the strong and the weak categories, and, where items can be done by the team or by others, what
//! to strengthen and what to move.

use super::model::{Item, Model};
use super::score::{ItemScore, Score};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What a result says in lists, each in the order of the model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sides {
    /// The categories with the highest mean, all ties.
    pub strengths: Vec<String>,
    /// The categories with the lowest mean, all ties.
    pub weaknesses: Vec<String>,
    /// Items on the side that the team wants and below the model's level for it, by side.
    pub strengthen: BTreeMap<String, Vec<String>>,
    /// Answered items that are on another side than the one wanted, by the side wanted.
    pub consider: BTreeMap<String, Vec<String>>,
}

/// Lists what a result says.
///
/// Means are compared as they are shown, in tenths; where no two categories differ, none is strong or weak. A level that is left
/// out of means is a decision, and nothing to strengthen. Items for which no side of theirs is wanted are in no list.
#[must_use]
pub fn sides(model: &Model, result: &Score, wanted: &BTreeMap<String, String>) -> Sides {
    let to_strengthen = |item: &ItemScore, level: i64, scale: &str| {
        item.side == scale
            && model.is_counted(level)
            && model.strengthen_below.is_some_and(|below| level < below)
    };
    let to_consider = |item: &ItemScore, _: i64, scale: &str| item.side != scale;
    let (strengths, weaknesses) = extremes(result);
    Sides {
        strengths,
        weaknesses,
        strengthen: lists(model, result, wanted, to_strengthen),
        consider: lists(model, result, wanted, to_consider),
    }
}

/// For each scale that is a side: the items that are wanted on it and have a level that passes the test.
fn lists(
    model: &Model,
    result: &Score,
    wanted: &BTreeMap<String, String>,
    passes: impl Fn(&ItemScore, i64, &str) -> bool,
) -> BTreeMap<String, Vec<String>> {
    let shared = model.items.iter().filter(|item| item.scales.len() > 1);
    let sides: BTreeSet<&String> = shared.flat_map(|item| &item.scales).collect();
    let listed = |side: &str| {
        let items = model.items.iter().zip(&result.items);
        let listed = items.filter(|(item, score)| {
            let passing = score.level.is_some_and(|level| passes(score, level, side));
            passing && is_wanted(item, side, wanted)
        });
        listed.map(|(item, _)| item.id.clone()).collect()
    };
    let sides = sides.into_iter();
    sides.map(|side| (side.clone(), listed(side))).collect()
}

fn is_wanted(item: &Item, scale: &str, wanted: &BTreeMap<String, String>) -> bool {
    let own = item.scales.len() > 1 && item.scales.iter().any(|own| own == scale);
    own && wanted.get(&item.id).is_some_and(|side| side == scale)
}

fn extremes(result: &Score) -> (Vec<String>, Vec<String>) {
    let means = || {
        result
            .categories
            .iter()
            .filter_map(|category| category.mean)
    };
    // Means are compared in tenths, as they are shown: what looks alike is alike.
    let (lowest, highest) = (means().min(), means().max());
    let at = |mean: Option<i64>| {
        let categories = result
            .categories
            .iter()
            .filter(|category| lowest != highest && category.mean == mean);
        categories.map(|category| category.id.clone()).collect()
    };
    (at(highest), at(lowest))
}
