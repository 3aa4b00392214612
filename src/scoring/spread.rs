//! Several people's ratings side by side, disagreements first.
//!
//! Nothing is averaged into one answer: what the team agrees on is for the team to say.

use super::model::{Difference, Edition, Model};
use super::score::{Answers, ItemScore, Score, State, Target, score};
use super::text::{by_code_unit, trimmed};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// What one person scored.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RaterAnswers {
    /// Id of the assessment that it came from.
    pub id: String,
    /// The rater's position.
    pub position: String,
    /// The edition of the model that it was made with.
    pub model: Edition,
    /// The answers.
    pub answers: Answers,
}

/// Ratings side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Spread {
    /// Each item: those on which raters differ first, then the wider span, then the order of the model.
    pub items: Vec<ItemSpread>,
    /// Raters by position, sorted; those that name none come last.
    pub groups: Vec<PositionGroup>,
    /// Ratings that were made with another edition of the model.
    pub warnings: Vec<RatingWarning>,
}

/// An item's ratings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ItemSpread {
    /// Its id.
    pub id: String,
    /// One a rating, in the order of the ratings.
    pub levels: Vec<RatedLevel>,
    /// How many of them have a level.
    pub rated: usize,
    /// The lowest level.
    pub lowest: Option<i64>,
    /// The highest level.
    pub highest: Option<i64>,
    /// The highest less the lowest level.
    pub span: i64,
    /// Twice the median, which is a whole number.
    pub median2: Option<i64>,
    /// Whether raters differ.
    pub differ: bool,
}

/// What a rating says of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RatedLevel {
    /// The rating's id.
    pub rating: String,
    /// The level.
    pub level: Option<i64>,
    /// The scale used; empty where the item has one only, or none was chosen.
    pub side: String,
    /// Whether the item is said not to apply.
    pub not_applicable: bool,
}

/// Raters of one position.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PositionGroup {
    /// The position as first written.
    pub position: String,
    /// How many they are.
    pub count: usize,
    /// The mean of all their counted levels in tenths.
    pub mean: Option<i64>,
}

/// A rating that was made with another edition of the model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RatingWarning {
    /// The rating's id.
    pub rating: String,
    /// What differs.
    pub kind: Difference,
}

/// Puts ratings side by side.
#[must_use]
pub fn spread(model: &Model, ratings: &[RaterAnswers]) -> Spread {
    let results: Vec<Score> = ratings
        .iter()
        .map(|rating| score(model, &rating.answers, &Target::default(), &[]))
        .collect();
    let of_item = |at: usize| {
        let rated = ratings.iter().zip(&results);
        rated.map(move |(rating, result)| rated_level(&rating.id, &result.items[at]))
    };
    let given = model.items.iter().enumerate();
    let mut items: Vec<ItemSpread> = given
        .map(|(at, item)| item_spread(&item.id, of_item(at).collect()))
        .collect();
    // Stable: what differs alike stays in the order of the model.
    items.sort_by_key(|item| (Reverse(item.differ), Reverse(item.span)));
    Spread {
        items,
        groups: position_groups(model, ratings, &results),
        warnings: warnings(model, ratings),
    }
}

fn warnings(model: &Model, ratings: &[RaterAnswers]) -> Vec<RatingWarning> {
    let own = model.edition();
    let warning = |rating: &RaterAnswers| {
        let kind = own.difference(&rating.model)?;
        Some(RatingWarning {
            rating: rating.id.clone(),
            kind,
        })
    };
    ratings.iter().filter_map(warning).collect()
}

fn rated_level(rating: &str, item: &ItemScore) -> RatedLevel {
    let not_applicable = item.state == State::NotApplicable;
    RatedLevel {
        rating: rating.to_owned(),
        level: item.level,
        side: item.side.clone(),
        not_applicable,
    }
}

/// Raters differ where their levels or the sides of their levels do, and where one says that the item does not apply and
/// another gives a level. Who gave no answer agrees with everybody.
fn item_spread(id: &str, levels: Vec<RatedLevel>) -> ItemSpread {
    let mut sorted: Vec<i64> = levels.iter().filter_map(|entry| entry.level).collect();
    sorted.sort_unstable();
    let (lowest, highest) = (sorted.first().copied(), sorted.last().copied());
    let span = highest
        .unwrap_or_default()
        .saturating_sub(lowest.unwrap_or_default());
    let used: BTreeSet<&str> = levels
        .iter()
        .filter(|entry| entry.level.is_some())
        .map(|entry| entry.side.as_str())
        .collect();
    let exempted = !sorted.is_empty() && levels.iter().any(|entry| entry.not_applicable);
    // Levels on two sides are not on one scale: they differ even where they are equal.
    let differ = span > 0 || used.len() > 1 || exempted;
    ItemSpread {
        id: id.to_owned(),
        rated: sorted.len(),
        lowest,
        highest,
        span,
        median2: double_median(&sorted),
        differ,
        levels,
    }
}

/// Twice the median of sorted levels.
fn double_median(sorted: &[i64]) -> Option<i64> {
    let last = sorted.len().checked_sub(1)?;
    // Of an odd number both are the one in the middle.
    Some(sorted[last / 2] + sorted[sorted.len() / 2])
}

/// The raters of one position, before their mean is taken.
struct Group<'r> {
    /// By which positions are the same whatever their case and the space around them.
    key: String,
    position: &'r str,
    count: usize,
    levels: Vec<i64>,
}

/// Raters by position, in alphabetical order; those who name none are last.
fn position_groups(
    model: &Model,
    ratings: &[RaterAnswers],
    results: &[Score],
) -> Vec<PositionGroup> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for (rating, result) in ratings.iter().zip(results) {
        let group = group_of(&mut groups, trimmed(&rating.position));
        let levels = result.items.iter().filter_map(|item| item.level);
        group.count += 1;
        group
            .levels
            .extend(levels.filter(|level| model.is_counted(*level)));
    }
    groups.sort_by(|a, b| {
        let unnamed = a.key.is_empty().cmp(&b.key.is_empty());
        unnamed.then_with(|| by_code_unit(&a.key, &b.key))
    });
    let finished = |group: Group<'_>| PositionGroup {
        position: group.position.to_owned(),
        count: group.count,
        mean: model.mean(&group.levels),
    };
    groups.into_iter().map(finished).collect()
}

/// The group of a position, made where there is none yet.
fn group_of<'g, 'r>(groups: &'g mut Vec<Group<'r>>, position: &'r str) -> &'g mut Group<'r> {
    let key = position.to_lowercase();
    let known = groups.iter().position(|group| group.key == key);
    let at = known.unwrap_or_else(|| {
        groups.push(Group {
            key,
            position,
            count: 0,
            levels: Vec::new(),
        });
        groups.len() - 1
    });
    &mut groups[at]
}
