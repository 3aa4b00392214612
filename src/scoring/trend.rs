//! A team's results over time.

use super::model::{Difference, Edition, Model};
use super::score::{Answers, Score, Target, score};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A snapshot, or the answers of today.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Point {
    /// The edition of the model that it was made with.
    pub model: Edition,
    /// Ids of the profiles that were compared with.
    pub profiles: Vec<String>,
    /// The answers.
    pub answers: Answers,
}

/// Results over time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Trend {
    /// Each category, in the order of the model.
    pub categories: Vec<CategoryTrend>,
    /// Each item, in the order of the model.
    pub items: Vec<ItemTrend>,
    /// What differs between a point and the last one.
    pub warnings: Vec<TrendWarning>,
}

/// A category over time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CategoryTrend {
    /// Its id.
    pub id: String,
    /// The mean in tenths at each point.
    pub means: Vec<Option<i64>>,
}

/// An item over time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ItemTrend {
    /// Its id.
    pub id: String,
    /// The level at each point.
    pub levels: Vec<Option<i64>>,
    /// The side at each point.
    pub sides: Vec<String>,
    /// The last level less the one before it that is known.
    pub change: Option<i64>,
}

/// What differs between a point and the last one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TrendWarning {
    /// The point's place, from 0.
    pub at: usize,
    /// What differs.
    pub kind: Difference,
}

/// Puts points in time beside each other; the oldest is first.
#[must_use]
pub fn trend(model: &Model, points: &[Point]) -> Trend {
    let results: Vec<Score> = points
        .iter()
        .map(|point| score(model, &point.answers, &Target::default(), &[]))
        .collect();
    let categories = model.categories.iter().enumerate();
    let items = model.items.iter().enumerate();
    Trend {
        categories: categories
            .map(|(at, id)| category_trend(id, at, &results))
            .collect(),
        items: items
            .map(|(at, item)| item_trend(&item.id, at, &results))
            .collect(),
        warnings: warnings(points),
    }
}

fn category_trend(id: &str, at: usize, results: &[Score]) -> CategoryTrend {
    let results = results.iter();
    CategoryTrend {
        id: id.to_owned(),
        means: results.map(|result| result.categories[at].mean).collect(),
    }
}

fn item_trend(id: &str, at: usize, results: &[Score]) -> ItemTrend {
    let levels: Vec<Option<i64>> = results
        .iter()
        .map(|result| result.items[at].level)
        .collect();
    let sides: Vec<String> = results
        .iter()
        .map(|result| result.items[at].side.clone())
        .collect();
    ItemTrend {
        id: id.to_owned(),
        change: change(&levels, &sides),
        levels,
        sides,
    }
}

/// The last level less the one before it that is known. Levels of two sides are not on one scale: no change is told.
fn change(levels: &[Option<i64>], sides: &[String]) -> Option<i64> {
    let (last, before) = levels.split_last()?;
    let (at, level) = before
        .iter()
        .enumerate()
        .rev()
        .find_map(|(at, level)| Some((at, (*level)?)))?;
    let change = last.as_ref()?.saturating_sub(level);
    (sides.get(at) == sides.last()).then_some(change)
}

fn warnings(points: &[Point]) -> Vec<TrendWarning> {
    let Some((last, before)) = points.split_last() else {
        return Vec::new();
    };
    let set = |point: &Point| point.profiles.iter().cloned().collect::<BTreeSet<String>>();
    let of_point = |(at, point): (usize, &Point)| {
        let profiles = (set(point) != set(last)).then_some(Difference::Profiles);
        last.model
            .difference(&point.model)
            .into_iter()
            .chain(profiles)
            .map(move |kind| TrendWarning { at, kind })
            .collect::<Vec<_>>()
    };
    before.iter().enumerate().flat_map(of_point).collect()
}
