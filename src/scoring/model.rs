//! A model as it is scored: as the build writes it into a tool, and as a user's own file declares it.

use super::text::by_code_unit;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// A model as it is scored. What a file leaves out is empty, and what is empty is left out when it is written.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Hash of its definition: computed (`definition_hash`), never taken from a file.
    #[serde(default)]
    pub hash: String,
    /// Hashes that the same definition had before, by another way of computing or in other words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former_hashes: Vec<String>,
    /// Whether it is from a user's own file.
    #[serde(skip)]
    pub own: bool,
    /// Whose it is.
    #[serde(default)]
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
    /// Levels that are answers and take no part in a mean ("decided not to do").
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<i64>,
    /// Levels that rest on a decision: the tool asks who decided, and when.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decided: Vec<i64>,
    /// The level from which an answer without evidence is warned of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence_from: Option<i64>,
    /// Where an item's side is the wanted one, it is to be strengthened below this level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strengthen_below: Option<i64>,
    /// Buttons that set a level and keep why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shortcuts: Vec<Shortcut>,
    /// Ways of sharing the work between a team and others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub patterns: Vec<Pattern>,
    /// Sets of thresholds to compare a result with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub profiles: Vec<Profile>,
    /// Earlier models that answers may be carried over from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<Earlier>,
}

/// What is scored.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Its id.
    pub id: String,
    /// Its category's id.
    pub category: String,
    /// The scales that it can be scored on; an answer says on which one (its side) where there are several.
    pub scales: Vec<String>,
    /// Its official name.
    pub name: String,
    /// Whether nobody has held the official name against its source.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unconfirmed: bool,
}

/// How the levels of items become one figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Aggregation {
    /// The mean of the counted items, in tenths, half up.
    Mean,
}

/// A button that sets a level and keeps why ("not known").
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shortcut {
    /// Its id.
    pub id: String,
    /// The level that it sets.
    pub level: i64,
}

/// Sides to aim for, by item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pattern {
    /// Its id.
    pub id: String,
    /// The wanted side (a scale's id) by item.
    #[serde(default)]
    pub sides: BTreeMap<String, String>,
    /// The id of the reason by item.
    #[serde(default)]
    pub reasons: BTreeMap<String, String>,
}

/// A set of thresholds.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    /// Its id.
    pub id: String,
    /// Its name, where it is a user's own; the words of shipped ones are among the texts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where the numbers come from, in words.
    #[serde(default)]
    pub source: String,
    /// Address of the owner's document, empty where none is known.
    #[serde(default)]
    pub address: String,
    /// Day on which the numbers were compared with the source, empty where nobody did.
    #[serde(default)]
    pub checked: String,
    /// Whether it is a proposal of ours.
    #[serde(default)]
    pub ours: bool,
    /// Threshold by item; of an item that is absent it is not known.
    #[serde(default)]
    pub levels: BTreeMap<String, Threshold>,
    /// Ids of the items that its owner lets a team leave out where they do not apply.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exemptions: Vec<String>,
}

/// What a profile asks of an item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(from = "Value", into = "Value")]
pub enum Threshold {
    /// At least this level.
    Level(i64),
    /// Nothing.
    NotRequired,
    /// What a file has there instead; the threshold is not known.
    Unclear(Value),
}

/// What is known of what a profile asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asked {
    /// At least this level.
    Level(i64),
    /// Nothing.
    Nothing,
}

/// An earlier model that answers may be carried over from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Earlier {
    /// Its id.
    pub model: String,
    /// Its version.
    pub version: String,
    /// Official names of its items by id.
    pub names: BTreeMap<String, String>,
    /// Items whose answers are to be looked at again though they kept id and name.
    #[serde(default)]
    pub look_again: Vec<String>,
}

/// Which edition of a model a file was made with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Edition {
    /// The model's version.
    pub version: String,
    /// Hash of its definition.
    pub hash: String,
}

/// What differs between two editions, or between two points in time. It is compared all the same, with a warning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Difference {
    /// The version of the model.
    Version,
    /// The definition of the model, though not the version.
    Hash,
    /// The profiles compared with.
    Profiles,
}

impl Edition {
    /// What differs from another edition.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Option<Difference> {
        if self.version != other.version {
            return Some(Difference::Version);
        }
        (self.hash != other.hash).then_some(Difference::Hash)
    }
}

impl From<Value> for Threshold {
    fn from(value: Value) -> Self {
        if value.as_str() == Some(NOT_REQUIRED) {
            return Self::NotRequired;
        }
        whole(&value).map_or(Self::Unclear(value), Self::Level)
    }
}

impl From<Threshold> for Value {
    fn from(threshold: Threshold) -> Self {
        match threshold {
            Threshold::Level(level) => level.into(),
            Threshold::NotRequired => NOT_REQUIRED.into(),
            Threshold::Unclear(value) => value,
        }
    }
}

impl Model {
    /// Its edition.
    #[must_use]
    pub fn edition(&self) -> Edition {
        Edition {
            version: self.version.clone(),
            hash: self.hash.clone(),
        }
    }

    /// The hash of today for one that an edition of this version had: the same definition has one name.
    pub(crate) fn present_hash(&self, version: &str, hash: &mut String) {
        if version == self.version && (hash.is_empty() || self.former_hashes.contains(hash)) {
            hash.clone_from(&self.hash);
        }
    }

    /// What it knows of an earlier model.
    pub(crate) fn earlier(&self, id: &str, version: &str) -> Option<&Earlier> {
        self.earlier
            .iter()
            .find(|earlier| earlier.model == id && earlier.version == version)
    }

    /// The item with an id.
    #[must_use]
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    /// Ids that it has no item of, sorted as the twin in the page sorts them.
    pub(super) fn unknown<'i>(&self, ids: impl IntoIterator<Item = &'i String>) -> Vec<String> {
        let unknown = ids.into_iter().filter(|id| self.item(id).is_none());
        let mut unknown: Vec<String> = unknown.cloned().collect();
        unknown.sort_by(|a, b| by_code_unit(a, b));
        unknown.dedup();
        unknown
    }

    /// The levels of the scale that an item is scored on: the one chosen (its side), or its first.
    #[must_use]
    pub fn levels_of(&self, item: &Item, side: &str) -> &[i64] {
        self.scales
            .get(item.scale_of(side))
            .map_or(&[], Vec::as_slice)
    }

    /// What a profile asks of an item: a level of one of its scales, or nothing; none where that is not known.
    pub(crate) fn asked(&self, item: &Item, profile: &Profile) -> Option<Asked> {
        match profile.levels.get(&item.id)? {
            Threshold::NotRequired => Some(Asked::Nothing),
            Threshold::Level(level) => {
                let mut scales = item.scales.iter();
                let known = scales.any(|scale| self.has_level(scale, *level));
                known.then_some(Asked::Level(*level))
            }
            Threshold::Unclear(_) => None,
        }
    }

    /// The highest level that profiles ask of an item. One known threshold counts, even where others of the same profile are
    /// not known.
    pub(crate) fn highest_asked(&self, item: &Item, profiles: &[Profile]) -> Option<i64> {
        let levels = profiles
            .iter()
            .filter_map(|profile| match self.asked(item, profile)? {
                Asked::Level(level) => Some(level),
                Asked::Nothing => None,
            });
        levels.max()
    }

    /// Whether a scale has a level.
    pub(crate) fn has_level(&self, scale: &str, level: i64) -> bool {
        self.scales
            .get(scale)
            .is_some_and(|levels| levels.contains(&level))
    }

    /// The mean of levels in tenths, where the model says that levels have one.
    pub(super) fn mean(&self, levels: &[i64]) -> Option<i64> {
        self.aggregation
            .and_then(|Aggregation::Mean| mean_in_tenths(levels))
    }

    /// Whether a level takes part in means.
    pub(crate) fn is_counted(&self, level: i64) -> bool {
        !self.left_out.contains(&level)
    }
}

impl Item {
    /// The scale that it is scored on: the one chosen (its side), or its first; empty where it has none.
    #[must_use]
    pub fn scale_of(&self, side: &str) -> &str {
        self.scales
            .iter()
            .find(|scale| *scale == side)
            .or(self.scales.first())
            .map_or("", String::as_str)
    }
}

/// The value of a target or a threshold that asks nothing of an item.
pub(crate) const NOT_REQUIRED: &str = "not-required";

/// A whole number. JSON has one kind of number: `3.0` is 3.
pub(crate) fn whole(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| {
        let number = value.as_f64()?;
        let near = number.fract() == 0.0 && number.abs() <= MAX_EXACT;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "whole and within the range just checked"
        )]
        near.then_some(number as i64)
    })
}

/// The largest whole number that every JSON reader has exactly (2⁵³ − 1).
const MAX_EXACT: f64 = 9_007_199_254_740_991.0;

/// The mean of levels in tenths, rounded half up. Levels of a user's file may be of any size; those beyond reason saturate.
fn mean_in_tenths(levels: &[i64]) -> Option<i64> {
    let count = i64::try_from(levels.len()).ok()?;
    let sum = levels.iter().copied().fold(0, i64::saturating_add);
    let halves = sum.saturating_mul(20).saturating_add(count);
    (count > 0).then(|| halves.div_euclid(2 * count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{from_value, json, to_value};

    #[test]
    fn a_model_of_a_users_own_needs_little() {
        let written = json!({
            "id": "own", "version": "1", "hash": "", "owner": "", "scales": { "s": [0, 1] }, "categories": ["A"],
            "items": [{ "id": "A-1", "category": "A", "scales": ["s"], "name": "First" }],
        });
        let mut least = written.clone();
        least
            .as_object_mut()
            .unwrap()
            .retain(|key, _| key != "hash" && key != "owner");
        assert_eq!(
            to_value(from_value::<Model>(least).unwrap()).unwrap(),
            written
        );
    }

    #[test]
    fn a_model_with_everything_is_written_as_it_was_read() {
        let written = json!({
            "id": "m", "version": "1", "hash": "h", "formerHashes": ["g"], "owner": "o", "lang": "en", "scales": { "s": [0, 1], "t": [0, 1] },
            "categories": ["A"], "aggregation": "mean", "leftOut": [0], "decided": [0], "evidenceFrom": 3, "strengthenBelow": 4,
            "items": [{ "id": "A-1", "category": "A", "scales": ["s", "t"], "name": "First", "unconfirmed": true }],
            "shortcuts": [{ "id": "unknown", "level": 1 }],
            "patterns": [{ "id": "p", "sides": { "A-1": "s" }, "reasons": { "A-1": "near" } }],
            "profiles": [{
                "id": "q", "name": "Own", "source": "x", "address": "", "checked": "2026-11-01", "ours": true,
                "levels": { "A-1": 1, "A-2": "not-required", "A-3": "2", "A-4": null },
            }],
            "earlier": [{ "model": "n", "version": "0", "names": { "A-1": "One" }, "lookAgain": ["A-1"] }],
        });
        let model: Model = from_value(written.clone()).unwrap();
        assert_eq!(model.profiles[0].levels["A-2"], Threshold::NotRequired);
        assert_eq!(
            model.profiles[0].levels["A-4"],
            Threshold::Unclear(Value::Null)
        );
        assert_eq!(to_value(model).unwrap(), written);
    }

    #[test]
    fn levels_beyond_reason_do_not_overflow() {
        assert_eq!(mean_in_tenths(&[i64::MAX, i64::MAX]), Some(i64::MAX / 4));
    }
}
