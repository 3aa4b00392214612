//! What makes a model unusable although each of its values has the right form: ids that nobody can tell apart, references to
//! nothing, levels that no scale has, more of a thing than is read.
//!
//! [`mistakes`] says all of it, for whoever reads a model from a file and for whoever builds a site with one: what a site
//! publishes is to open in every tool. Its twin is `checkRelations` in `src/tool/browser/formats/model-file.js`.

use super::model::{Model, Threshold};
use std::collections::{BTreeMap, BTreeSet};

/// The most items of a model.
pub const MAX_ITEMS: usize = 2000;
/// The most categories of a model.
pub const MAX_CATEGORIES: usize = 50;
/// The most scales of a model.
pub const MAX_SCALES: usize = 10;
/// The most levels of a scale.
pub const MAX_LEVELS: usize = 11;
/// The most of anything else that a model has a list of.
pub const MAX_OTHERS: usize = 50;
/// The lowest and the highest level that a scale may have.
const LEVELS: std::ops::RangeInclusive<i64> = -1000..=1000;
/// What an id looks like.
pub const ID: &str = "[A-Za-z0-9][A-Za-z0-9._-]{0,59}";

/// A mistake in a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The names and numbers (from 0) that lead to it from the model, by the names that a model's own file has.
    pub path: Vec<String>,
    /// What is wrong there.
    pub kind: MistakeKind,
}

/// What is wrong in a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MistakeKind {
    /// Another value is needed; how it is to look.
    Value(String),
    /// The same is there before.
    Twice,
    /// There is more than this many.
    Many(usize),
}

/// A path from its names.
macro_rules! path {
    ($($name:expr),+) => { Vec::from([$($name.to_string()),+]) };
}

/// Whether a text can be an id: what stands in addresses, in names of files and in the browser's storage.
#[must_use]
pub fn is_id(text: &str) -> bool {
    let is_sign = |sign: char| sign.is_ascii_alphanumeric() || "._-".contains(sign);
    text.len() <= 60
        && text.starts_with(|sign: char| sign.is_ascii_alphanumeric())
        && text.chars().all(is_sign)
}

/// Whether a text is the address of a page of the web, or empty: none that runs a script or opens a file.
#[must_use]
pub fn is_web_address(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let is_odd = |sign: char| sign.is_whitespace() || sign == '\u{feff}' || "\"'<>".contains(sign);
    text.is_empty() || rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(is_odd))
}

/// All that is wrong in a model.
#[must_use]
pub fn mistakes(model: &Model) -> Vec<Mistake> {
    let mut found = Found {
        model,
        mistakes: Vec::new(),
    };
    found.wrong_unless(is_id(&model.id), path!["id"], ID);
    found.wrong_unless(!model.version.trim().is_empty(), path!["version"], "\"…\"");
    found.scales();
    found.categories();
    found.items();
    found.levels();
    found.patterns();
    found.profiles();
    found.earlier();
    found.mistakes
}

struct Found<'m> {
    model: &'m Model,
    mistakes: Vec<Mistake>,
}

impl Found<'_> {
    fn wrong(&mut self, path: Vec<String>, expected: impl Into<String>) {
        let kind = MistakeKind::Value(expected.into());
        self.mistakes.push(Mistake { path, kind });
    }

    fn wrong_unless(&mut self, is_right: bool, path: Vec<String>, expected: impl Into<String>) {
        if !is_right {
            self.wrong(path, expected);
        }
    }

    fn at_most(&mut self, most: usize, count: usize, path: Vec<String>) {
        if count > most {
            let kind = MistakeKind::Many(most);
            self.mistakes.push(Mistake { path, kind });
        }
    }

    /// Values of a list, each of which stands there once.
    fn once<T: Ord>(&mut self, ids: impl IntoIterator<Item = T>, list: &[String]) {
        let mut seen = BTreeSet::new();
        for (at, id) in ids.into_iter().enumerate() {
            if !seen.insert(id) {
                let path = [list, &[at.to_string()]].concat();
                let kind = MistakeKind::Twice;
                self.mistakes.push(Mistake { path, kind });
            }
        }
    }

    /// The ids of the entries of a list: each in the right form and there once, and not too many.
    fn ids<'i>(&mut self, name: &str, ids: impl Iterator<Item = &'i String> + Clone, most: usize) {
        self.at_most(most, ids.clone().count(), path![name]);
        for (at, id) in ids.clone().enumerate() {
            self.wrong_unless(is_id(id), path![name, at, "id"], ID);
        }
        self.once(ids, &path![name]);
    }

    fn scales(&mut self) {
        let scales = &self.model.scales;
        self.at_most(MAX_SCALES, scales.len(), path!["scales"]);
        self.wrong_unless(!scales.is_empty(), path!["scales"], "{ \"…\": [0, 1, …] }");
        for (id, levels) in scales {
            let path = path!["scales", id];
            self.at_most(MAX_LEVELS, levels.len(), path.clone());
            self.wrong_unless(is_id(id), path.clone(), ID);
            let is_rising = levels.is_sorted_by(|one, next| one < next)
                && levels.iter().all(|level| LEVELS.contains(level));
            self.wrong_unless(is_rising && !levels.is_empty(), path, "[-1000 … < … 1000]");
        }
    }

    fn categories(&mut self) {
        let categories = &self.model.categories;
        self.at_most(MAX_CATEGORIES, categories.len(), path!["categories"]);
        self.wrong_unless(!categories.is_empty(), path!["categories"], "[\"…\"]");
        for (at, id) in categories.iter().enumerate() {
            self.wrong_unless(is_id(id), path!["categories", at], ID);
        }
        self.once(categories, &path!["categories"]);
    }

    fn items(&mut self) {
        let Model { items, scales, .. } = self.model;
        self.wrong_unless(!items.is_empty(), path!["items"], "[{ … }]");
        self.ids("items", items.iter().map(|item| &item.id), MAX_ITEMS);
        for (at, item) in items.iter().enumerate() {
            let path = path!["items", at, "category"];
            let is_known = self.model.categories.contains(&item.category);
            self.wrong_unless(is_known, path, any_of(&self.model.categories));
            let path = path!["items", at, "scales"];
            let are_known = item.scales.iter().all(|scale| scales.contains_key(scale));
            self.wrong_unless(
                are_known && !item.scales.is_empty(),
                path.clone(),
                any_of(scales.keys()),
            );
            self.at_most(MAX_SCALES, item.scales.len(), path.clone());
            self.once(&item.scales, &path);
            let path = path!["items", at, "name"];
            self.wrong_unless(!item.name.trim().is_empty(), path, "\"…\"");
        }
    }

    /// Levels that are named beside the scales are levels of some scale.
    fn levels(&mut self) {
        let model = self.model;
        let all: BTreeSet<i64> = model.scales.values().flatten().copied().collect();
        let expected = any_of(all.iter().map(ToString::to_string)).replace('"', "");
        let shortcuts = model.shortcuts.iter().enumerate();
        let left_out = model.left_out.iter().enumerate();
        let decided = model.decided.iter().enumerate();
        let single = [
            ("evidenceFrom", model.evidence_from),
            ("strengthenBelow", model.strengthen_below),
        ];
        let named = shortcuts
            .map(|(at, one)| (path!["shortcuts", at, "level"], one.level))
            .chain(left_out.map(|(at, level)| (path!["leftOut", at], *level)))
            .chain(decided.map(|(at, level)| (path!["decided", at], *level)))
            .chain(
                single
                    .iter()
                    .filter_map(|(name, level)| Some((path![name], (*level)?))),
            );
        for (path, level) in named {
            self.wrong_unless(all.contains(&level), path, expected.clone());
        }
        for (name, levels) in [("leftOut", &model.left_out), ("decided", &model.decided)] {
            self.at_most(MAX_OTHERS, levels.len(), path![name]);
        }
        let ids = model.shortcuts.iter().map(|one| &one.id);
        self.ids("shortcuts", ids, MAX_OTHERS);
    }

    fn patterns(&mut self) {
        let Model {
            patterns, scales, ..
        } = self.model;
        self.ids("patterns", patterns.iter().map(|one| &one.id), MAX_OTHERS);
        for (at, pattern) in patterns.iter().enumerate() {
            for (item, side) in &pattern.sides {
                let is_known = self.has_item(item) && scales.contains_key(side);
                let path = path!["patterns", at, "sides", item];
                self.wrong_unless(is_known, path, any_of(scales.keys()));
            }
        }
    }

    fn profiles(&mut self) {
        let profiles = &self.model.profiles;
        self.ids("profiles", profiles.iter().map(|one| &one.id), MAX_OTHERS);
        for (at, profile) in profiles.iter().enumerate() {
            let path = path!["profiles", at, "address"];
            self.wrong_unless(is_web_address(&profile.address), path, "\"https://…\"");
            self.thresholds(at, &profile.levels);
            for (place, item) in profile.exemptions.iter().enumerate() {
                let path = path!["profiles", at, "exemptions", place];
                let known = self.model.items.iter().map(|item| &item.id);
                self.wrong_unless(self.has_item(item), path, any_of(known));
            }
        }
    }

    fn thresholds(&mut self, at: usize, levels: &BTreeMap<String, Threshold>) {
        for (id, threshold) in levels {
            let item = self.model.items.iter().find(|item| item.id == *id);
            let scales = item.map_or(&[][..], |item| &item.scales);
            let known = || {
                scales
                    .iter()
                    .filter_map(|id| self.model.scales.get(id))
                    .flatten()
            };
            let is_level = match threshold {
                Threshold::Level(level) => known().any(|known| known == level),
                Threshold::NotRequired => item.is_some(),
                Threshold::Unclear(_) => false,
            };
            let levels: BTreeSet<i64> = known().copied().collect();
            let expected: Vec<String> = levels.iter().map(ToString::to_string).collect();
            let path = path!["profiles", at, "levels", id];
            self.wrong_unless(is_level, path, expected.join(", "));
        }
    }

    /// A model can neither be its own earlier one nor have one twice: which of the two would an answer be carried over by?
    fn earlier(&mut self) {
        let Model {
            earlier,
            id,
            version,
            ..
        } = self.model;
        self.at_most(MAX_OTHERS, earlier.len(), path!["earlier"]);
        let editions = earlier.iter().map(|one| (&one.model, &one.version));
        self.once(editions.clone(), &path!["earlier"]);
        for (at, edition) in editions.enumerate() {
            if edition == (id, version) {
                let path = path!["earlier", at];
                let kind = MistakeKind::Twice;
                self.mistakes.push(Mistake { path, kind });
            }
        }
    }

    fn has_item(&self, id: &str) -> bool {
        self.model.items.iter().any(|item| item.id == id)
    }
}

/// Values of which one is expected: `"a", "b"`.
fn any_of(values: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let quoted: Vec<String> = values
        .into_iter()
        .map(|value| format!("\"{}\"", value.as_ref()))
        .collect();
    quoted.join(", ")
}
