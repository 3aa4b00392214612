//! A model: categories of items, each scored on one or several scales or not at all (`model.toml`).

use super::{Mapping, Pattern, Profile, check_item, check_reference, duplicate, invalid};
use crate::diagnostic::{Findings, Place, Text};
use crate::fields::{At, Document as Toml, Table};
use std::collections::{BTreeMap, BTreeSet};

/// How long a hash is in hexadecimal, and how many former ones a model may have.
const HASH_DIGITS: usize = 64;
const FORMER_HASHES: usize = 20;

/// A model: categories of items, each scored on one or several scales or not at all.
#[derive(Debug, Clone)]
pub struct Model {
    /// Its id, which is its folder's name.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Whose it is.
    pub owner: String,
    /// The language of the items' official names, where the file says so.
    pub language: Option<String>,
    /// Key of the document that defines it.
    pub source: At<String>,
    /// Scales by id.
    pub scales: BTreeMap<String, Scale>,
    /// Categories in order.
    pub categories: Vec<Category>,
    /// Items in order.
    pub items: Vec<Item>,
    /// How levels become one figure; models without scales have none.
    pub aggregation: Option<Aggregation>,
    /// The level from which an answer without evidence is warned of.
    pub evidence_from: Option<i64>,
    /// An item that is on the side wanted is to be strengthened below this level.
    pub strengthen_below: Option<i64>,
    /// Buttons that set a level and keep why, in order.
    pub shortcuts: Vec<Shortcut>,
    /// The model whose answers may be carried over.
    pub earlier: Option<Earlier>,
    /// From items to pages and to items of other models.
    pub mappings: Vec<Mapping>,
    /// Ways to divide items between sides, in order.
    pub patterns: Vec<Pattern>,
    /// Levels that somebody asks for, in order.
    pub profiles: Vec<Profile>,
    /// Assessments of an invented team to play with, by language tag: files of the format `shirube-assessment`.
    pub samples: BTreeMap<String, serde_json::Value>,
    /// Hashes that its definition had before: files that name one of them are of the same definition.
    pub former_hashes: Vec<String>,
    /// Where its file is.
    pub place: Place,
}

/// Levels, from the lowest to the highest.
#[derive(Debug, Clone, Default)]
pub struct Scale {
    /// The levels.
    pub levels: Vec<i64>,
    /// Levels that are answers and take no part in a mean.
    pub left_out: Vec<i64>,
    /// Levels that rest on a decision, of which the tool asks who took it, and when.
    pub decided: Vec<i64>,
}

/// A group of items.
#[derive(Debug, Clone)]
pub struct Category {
    /// Its id.
    pub id: String,
    /// Where it is declared.
    pub place: Place,
}

/// What is scored or described.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its id, without the model's.
    pub id: String,
    /// Its category's id.
    pub category: String,
    /// The scales that it can be scored on; an answer says on which one where there are several.
    pub scales: Vec<String>,
    /// Its official name.
    pub name: String,
    /// Whether nobody has held the name against its source.
    pub unconfirmed: bool,
    /// Where it is declared.
    pub place: Place,
}

/// How the levels of items become one figure: from a closed list, in tenths, half up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aggregation {
    /// The mean of the answered items.
    Mean,
}

/// A button that sets a level and keeps why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortcut {
    /// Its id.
    pub id: String,
    /// The level that it sets.
    pub level: i64,
}

/// An earlier model whose answers may be carried over where id and name are the same.
#[derive(Debug, Clone)]
pub struct Earlier {
    /// Its id.
    pub model: At<String>,
    /// Items that are to be looked at again although id and name are the same.
    pub look_again: Vec<At<String>>,
}

impl Model {
    /// An item of the model.
    #[must_use]
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    /// The items of a category, in order.
    pub fn items_of<'a>(&'a self, category: &'a str) -> impl Iterator<Item = &'a Item> {
        self.items
            .iter()
            .filter(move |item| item.category == category)
    }

    /// The levels that an item can have, on whichever scale, from the lowest to the highest.
    #[must_use]
    pub fn levels_of(&self, item: &Item) -> BTreeSet<i64> {
        item.scales
            .iter()
            .filter_map(|scale| self.scales.get(scale))
            .flat_map(|scale| &scale.levels)
            .copied()
            .collect()
    }

    /// The levels of all scales that `levels` picks from one.
    pub fn levels_that(&self, levels: impl Fn(&Scale) -> &[i64]) -> BTreeSet<i64> {
        self.scales.values().flat_map(levels).copied().collect()
    }
}

/// Reads `model.toml`, without what lies beside it.
pub(super) fn read(id: &str, text: &Text, findings: &mut Findings) -> Option<Model> {
    let document = Toml::parse(text, findings);
    let table = document.table();
    let written = table.required_string("id", findings)?;
    if written.value != id {
        findings.add(invalid(
            &written.place,
            "id",
            &written.value,
            std::iter::once(id),
        ));
    }
    let scales = scales(&table, findings);
    let categories = categories(&table, findings);
    let items = items(&table, &scales, &categories, findings);
    let model = Model {
        id: id.to_owned(),
        version: table.required_string("version", findings)?.value,
        owner: table.required_string("owner", findings)?.value,
        language: table.string("language", findings).map(|at| at.value),
        source: table.required_string("source", findings)?,
        aggregation: aggregation(&table, findings),
        evidence_from: level(&table, "evidence_from", &scales, findings),
        strengthen_below: level(&table, "strengthen_below", &scales, findings),
        shortcuts: shortcuts(&table, &scales, findings),
        earlier: earlier(&table, findings),
        mappings: Vec::new(),
        patterns: Vec::new(),
        profiles: Vec::new(),
        samples: BTreeMap::new(),
        scales,
        categories,
        items,
        former_hashes: former_hashes(&table, findings),
        place: written.place,
    };
    for again in model.earlier.iter().flat_map(|earlier| &earlier.look_again) {
        check_item(&model, &again.value, &again.place, findings);
    }
    table.finish(findings);
    Some(model)
}

/// Hashes in the form of those that are computed.
fn former_hashes(table: &Table<'_>, findings: &mut Findings) -> Vec<String> {
    let mut hashes: Vec<String> = Vec::new();
    for hash in table.strings("former_hashes", findings) {
        let digits = hash
            .value
            .bytes()
            .filter(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
            .count();
        if digits != HASH_DIGITS || hash.value.len() != HASH_DIGITS || hashes.len() == FORMER_HASHES
        {
            let expected = format!("0-9 a-f × {HASH_DIGITS}, ≤ {FORMER_HASHES}");
            findings.add(invalid(
                &hash.place,
                "former_hashes",
                &hash.value,
                std::iter::once(expected),
            ));
        } else if hashes.contains(&hash.value) {
            duplicate(&hash, findings);
        } else {
            hashes.push(hash.value);
        }
    }
    hashes
}

fn scales(table: &Table<'_>, findings: &mut Findings) -> BTreeMap<String, Scale> {
    let mut scales: BTreeMap<String, Scale> = BTreeMap::new();
    let mut marked: BTreeMap<&str, BTreeSet<i64>> = BTreeMap::new();
    for entry in table.tables("scales", findings) {
        let id = entry.required_string("id", findings);
        let levels = levels(&entry, findings);
        let mut mark = |key| {
            let before = marked.entry(key).or_default();
            let found = marks(&entry, key, &levels, before, findings);
            before.extend(&found);
            found
        };
        let scale = Scale {
            left_out: mark("left_out"),
            decided: mark("decided"),
            levels,
        };
        entry.finish(findings);
        match id {
            Some(id) if scales.contains_key(&id.value) => duplicate(&id, findings),
            Some(id) => drop(scales.insert(id.value, scale)),
            None => {}
        }
    }
    scales
}

/// Levels rise.
fn levels(entry: &Table<'_>, findings: &mut Findings) -> Vec<i64> {
    if entry.keys().all(|(key, _)| key != "levels") {
        entry.missing("levels", findings);
    }
    let mut levels: Vec<i64> = Vec::new();
    for level in entry.integers("levels", findings) {
        match levels.last() {
            Some(last) if *last >= level.value => {
                let above = last.saturating_add(1);
                findings.add(invalid(
                    &level.place,
                    "levels",
                    level.value,
                    std::iter::once(format!("{above}…")),
                ));
            }
            _ => levels.push(level.value),
        }
    }
    levels
}

/// Levels of a scale with a mark. A level means the same on all scales of a model, so they agree in their marks.
fn marks(
    entry: &Table<'_>,
    key: &str,
    levels: &[i64],
    before: &BTreeSet<i64>,
    findings: &mut Findings,
) -> Vec<i64> {
    let (known, strange): (Vec<_>, Vec<_>) = entry
        .integers(key, findings)
        .into_iter()
        .partition(|level| levels.contains(&level.value));
    for level in strange {
        findings.add(invalid(&level.place, key, level.value, levels.iter()));
    }
    let marks: Vec<i64> = known.into_iter().map(|level| level.value).collect();
    let forgotten: Vec<i64> = before
        .iter()
        .copied()
        .filter(|level| levels.contains(level) && !marks.contains(level))
        .collect();
    if !forgotten.is_empty() {
        let written = format!("{marks:?}");
        findings.add(invalid(
            &entry.place(key),
            key,
            written,
            std::iter::once(format!("{forgotten:?}")),
        ));
    }
    marks
}

fn categories(table: &Table<'_>, findings: &mut Findings) -> Vec<Category> {
    let mut categories: Vec<Category> = Vec::new();
    for entry in table.tables("categories", findings) {
        let id = entry.required_string("id", findings);
        entry.finish(findings);
        let Some(id) = id else { continue };
        if categories.iter().any(|category| category.id == id.value) {
            duplicate(&id, findings);
        } else {
            categories.push(Category {
                id: id.value,
                place: id.place,
            });
        }
    }
    categories
}

fn items(
    table: &Table<'_>,
    scales: &BTreeMap<String, Scale>,
    categories: &[Category],
    findings: &mut Findings,
) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for entry in table.tables("items", findings) {
        let id = entry.required_string("id", findings);
        let category = entry.required_string("category", findings);
        let name = entry.required_string("name", findings);
        let unconfirmed = entry.boolean("unconfirmed", findings).unwrap_or(false);
        let scales = scales_of(&entry, scales, findings);
        entry.finish(findings);
        let (Some(id), Some(category), Some(name)) = (id, category, name) else {
            continue;
        };
        check_reference(
            "category",
            &category,
            categories.iter().map(|known| known.id.as_str()),
            findings,
        );
        if items.iter().any(|item| item.id == id.value) {
            duplicate(&id, findings);
            continue;
        }
        items.push(Item {
            id: id.value,
            category: category.value,
            scales,
            name: name.value,
            unconfirmed,
            place: id.place,
        });
    }
    items
}

/// `scale`, or `scales`; where both stand, `scale` is a key that nobody asks for.
fn scales_of(
    entry: &Table<'_>,
    known: &BTreeMap<String, Scale>,
    findings: &mut Findings,
) -> Vec<String> {
    let mut written = entry.strings("scales", findings);
    if entry.keys().all(|(key, _)| key != "scales") {
        written.extend(entry.string("scale", findings));
    }
    let mut scales: Vec<String> = Vec::new();
    for scale in written {
        check_reference("scale", &scale, known.keys().map(String::as_str), findings);
        if scales.contains(&scale.value) {
            duplicate(&scale, findings);
        } else {
            scales.push(scale.value);
        }
    }
    scales
}

fn aggregation(table: &Table<'_>, findings: &mut Findings) -> Option<Aggregation> {
    let entry = table.table("aggregation", findings)?;
    entry.required_string("method", findings);
    let method = entry.choice("method", &[("mean", Aggregation::Mean)], findings);
    entry.choice("rounding", &[("half-up-tenths", ())], findings);
    entry.finish(findings);
    method
}

/// A level of any scale.
fn level(
    table: &Table<'_>,
    key: &str,
    scales: &BTreeMap<String, Scale>,
    findings: &mut Findings,
) -> Option<i64> {
    let level = table.integer(key, findings)?;
    let known: BTreeSet<i64> = scales
        .values()
        .flat_map(|scale| &scale.levels)
        .copied()
        .collect();
    if !known.contains(&level) {
        findings.add(invalid(&table.place(key), key, level, known.iter()));
    }
    Some(level)
}

fn shortcuts(
    table: &Table<'_>,
    scales: &BTreeMap<String, Scale>,
    findings: &mut Findings,
) -> Vec<Shortcut> {
    let mut shortcuts: Vec<Shortcut> = Vec::new();
    for entry in table.tables("shortcuts", findings) {
        let id = entry.required_string("id", findings);
        if entry.keys().all(|(key, _)| key != "level") {
            entry.missing("level", findings);
        }
        let level = level(&entry, "level", scales, findings);
        entry.finish(findings);
        let Some(id) = id else { continue };
        if shortcuts.iter().any(|shortcut| shortcut.id == id.value) {
            duplicate(&id, findings);
        } else {
            shortcuts.push(Shortcut {
                id: id.value,
                level: level.unwrap_or_default(),
            });
        }
    }
    shortcuts
}

fn earlier(table: &Table<'_>, findings: &mut Findings) -> Option<Earlier> {
    let model = table.string("earlier", findings);
    let look_again = table.strings("look_again", findings);
    if model.is_none() && !look_again.is_empty() {
        table.missing("earlier", findings);
    }
    Some(Earlier {
        model: model?,
        look_again,
    })
}
