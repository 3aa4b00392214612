//! A model: items in categories, each with its fields, scored on one or several scales or not at all (`model.toml`).
//!
//! `read` makes a [`Model`] of the file alone. What other files and models add (profiles, patterns, the names of an earlier
//! model's items) comes with [`super::parse`], which alone hands models out.

use super::field::{self, Field, TITLE, Value};
use super::item::{Declared, Item, linked};
use super::scales::Scales;
use super::{Mapping, check_item, duplicate, invalid};
use crate::diagnostic::{Findings, Text};
use crate::fields::{At, TomlDocument, TomlTable};
use crate::language::Tag;
use crate::scoring::{self, Aggregation, Shortcut};
use crate::url;
use std::collections::{BTreeMap, BTreeSet};

/// How long a hash is in hexadecimal, and how many former ones a model may have.
const HASH_DIGITS: usize = 64;
const FORMER_HASHES: usize = 20;

/// A model: a framework that is scored, or a catalogue of anything.
#[derive(Debug, Clone)]
pub struct Model {
    /// Its id, which is its folder's name.
    pub id: String,
    /// What is scored, with the model's version, owner, scales and categories: as tools and files have it.
    pub scored: scoring::Model,
    /// Key of the document that defines it.
    pub source: Option<At<String>>,
    /// Fields that its items can have, in the order in which readers see them.
    pub fields: Vec<Field>,
    /// How its items are shown.
    pub shown: Shown,
    /// All items in order, those that are not scored included.
    pub items: Vec<Item>,
    /// Where each item stands among them, by its id: a catalogue may have ten thousand, each of which others name.
    places: BTreeMap<String, usize>,
    /// The model whose answers may be carried over.
    pub earlier: Option<EarlierModel>,
    /// From items to pages and to items of other models.
    pub mappings: Vec<Mapping>,
    /// Keys of the documents that profiles are from, by the profile's id.
    pub profile_sources: BTreeMap<String, At<String>>,
    /// Assessments of an invented team to play with, by language tag: files of the format `shirube-assessment`.
    pub samples: BTreeMap<String, serde_json::Value>,
}

/// How the items of a model are shown.
#[derive(Debug, Clone)]
pub struct Shown {
    /// Whether readers know items by their ids, so that these stand beside the names.
    pub ids: bool,
    /// Where they are found.
    pub shown_in: ShownIn,
    /// Whether pages cite its items as their sources (`sources`, `doc:`).
    pub cited: bool,
    /// Fields of which the first that says more than the title stands beside it.
    pub beside: Vec<String>,
    /// The field by which items are sorted under letters, where an item has it; the title otherwise.
    pub sort: Option<String>,
}

/// Where the items of a model are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShownIn {
    /// On pages or sections of their own, which stand in the navigation.
    Navigation,
    /// On pages of their own, which the page of the model lists and the navigation does not.
    Pages,
    /// In the list of the model only.
    List,
}

const SHOWN_IN: [(&str, ShownIn); 3] = [
    ("navigation", ShownIn::Navigation),
    ("pages", ShownIn::Pages),
    ("list", ShownIn::List),
];

/// An earlier model whose answers may be carried over where id and name are the same.
#[derive(Debug, Clone)]
pub struct EarlierModel {
    /// Its id.
    pub model: At<String>,
    /// Items that are to be looked at again although id and name are the same.
    pub look_again: Vec<At<String>>,
}

impl Model {
    /// An item of the model.
    #[must_use]
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.get(*self.places.get(id)?)
    }

    /// The language of an item's name, as a tag, where the model says it.
    #[must_use]
    pub fn language_of<'m>(&'m self, item: &'m Item) -> Option<&'m String> {
        item.language.as_ref().or(self.scored.lang.as_ref())
    }

    /// What stands in place of an item's name for readers of a language: the field, and its text.
    #[must_use]
    pub fn name_for<'m>(&'m self, item: &'m Item, reader: &Tag) -> Option<(&'m Field, &'m str)> {
        let mut fields = self.fields.iter();
        fields.find_map(|field| {
            let text = item.fields.get(&field.id)?.texts().first()?;
            field
                .replaces(TITLE, reader)
                .then_some((field, text.as_str()))
        })
    }

    /// Where an item's name leads readers of a language, in ASCII: its first address, or what stands in place of that.
    #[must_use]
    pub fn address_for(&self, item: &Item, reader: &Tag) -> Option<String> {
        let mut fields = self.fields.iter();
        let replaced = fields.find_map(|field| {
            let instead = field.instead_of.as_ref().filter(|_| field.is_in(reader))?;
            let is_address = matches!(item.fields.get(instead)?, Value::Address(_));
            match item.fields.get(&field.id)? {
                Value::Address(address) if is_address => Some(url::encoded(address)),
                _ => None,
            }
        });
        replaced.or_else(|| item.address())
    }

    /// How an item is referred to everywhere: `model:item`.
    #[must_use]
    pub fn reference(&self, item: &Item) -> String {
        format!("{}:{}", self.id, item.id())
    }

    /// The items of a category, in order.
    pub fn items_of<'a>(&'a self, category: &'a str) -> impl Iterator<Item = &'a Item> {
        self.items
            .iter()
            .filter(move |item| item.scored.category == category)
    }

    /// What the model's mapping says of an item.
    pub fn mappings_of<'a>(&'a self, item: &'a Item) -> impl Iterator<Item = &'a Mapping> {
        let mappings = self.mappings.iter();
        mappings.filter(|mapping| mapping.item.value == item.id())
    }

    /// The levels of a scale, from the lowest to the highest.
    #[must_use]
    pub fn levels(&self, scale: &str) -> &[i64] {
        self.scored.scales.get(scale).map_or(&[], Vec::as_slice)
    }

    /// The levels that an item can have, on whichever scale, from the lowest to the highest.
    #[must_use]
    pub fn levels_of(&self, item: &Item) -> BTreeSet<i64> {
        let scales = item.scales().iter();
        scales
            .flat_map(|scale| self.levels(scale))
            .copied()
            .collect()
    }

    /// Whether its items have pages, or sections of one.
    #[must_use]
    pub fn has_pages(&self) -> bool {
        self.shown.shown_in != ShownIn::List
    }

    /// Whether it is scored, and so has a tool.
    #[must_use]
    pub fn is_scored(&self) -> bool {
        !self.scored.scales.is_empty()
    }

    /// Whether its items explain words: words of theirs become links, and pages end with what those mean.
    #[must_use]
    pub fn explains(&self) -> bool {
        self.items.iter().any(|item| !item.linked.is_empty())
    }
}

/// Reads `model.toml`, without what lies beside it.
pub(super) fn read(id: &str, text: &Text, findings: &mut Findings) -> Option<Model> {
    let document = TomlDocument::parse(text, findings);
    let table = document.table();
    let written = table.required_string("id", findings)?;
    if written.value != id {
        let folder = std::iter::once(id);
        findings.add(invalid(&written.span, "id", &written.value, folder));
    }
    let scales = Scales::read(&table, findings);
    let shown_in = table.choice("shown_in", &SHOWN_IN, findings);
    let shown_in = shown_in.unwrap_or(ShownIn::Navigation);
    let fields = field::declared(&table, shown_in != ShownIn::List, findings);
    let shown = shown(&table, shown_in, &fields, findings);
    let categories = categories(&table, findings);
    let linked = linked(&table, &fields, findings);
    let declared = Declared {
        model: id,
        fields: &fields,
        linked: linked.unwrap_or_default(),
        scales: &scales,
        categories: &categories,
        of_a_language: scales.levels.is_empty() && !table.has("language"),
        named: !scales.levels.is_empty() || shown.shown_in == ShownIn::List,
    };
    let items = declared.items(&table, findings);
    let identity = identity(&table, !scales.levels.is_empty(), findings)?;
    let model = Model {
        id: id.to_owned(),
        source: identity.source,
        scored: scoring::Model {
            id: id.to_owned(),
            version: identity.version,
            owner: identity.owner,
            lang: table
                .language("language", findings)
                .map(|tag| tag.to_string()),
            former_hashes: former_hashes(&table, findings),
            aggregation: aggregation(&table, findings),
            evidence_from: scales.level(&table, "evidence_from", findings),
            strengthen_below: scales.level(&table, "strengthen_below", findings),
            shortcuts: shortcuts(&table, &scales, findings),
            items: scored(&items),
            categories,
            left_out: scales.left_out.into_iter().collect(),
            decided: scales.decided.into_iter().collect(),
            scales: scales.levels,
            ..scoring::Model::default()
        },
        earlier: earlier(&table, findings),
        fields,
        shown,
        places: places(&items),
        items,
        mappings: Vec::new(),
        profile_sources: BTreeMap::new(),
        samples: BTreeMap::new(),
    };
    for again in model.earlier.iter().flat_map(|earlier| &earlier.look_again) {
        check_item(&model, &again.value, &again.span, findings);
    }
    table.finish(findings);
    Some(model)
}

fn places(items: &[Item]) -> BTreeMap<String, usize> {
    let ids = items.iter().map(|item| item.id().to_owned());
    ids.zip(0..).collect()
}

/// Items without a scale are not scored.
fn scored(items: &[Item]) -> Vec<scoring::Item> {
    let scored = items.iter().filter(|item| !item.scales().is_empty());
    scored.map(|item| item.scored.clone()).collect()
}

/// Which edition of whose work a model is.
struct Identity {
    version: String,
    owner: String,
    source: Option<At<String>>,
}

/// A model that is scored says whose it is, in which version, and where that stands; a catalogue may.
fn identity(table: &TomlTable<'_>, scored: bool, findings: &mut Findings) -> Option<Identity> {
    let mut text = |key: &str| {
        if scored {
            table.required_string(key, findings)
        } else {
            table.string(key, findings)
        }
    };
    let [version, owner, source] = ["version", "owner", "source"].map(&mut text);
    let whole = version.is_some() && owner.is_some() && source.is_some();
    (whole || !scored).then(|| Identity {
        version: version.map(|at| at.value).unwrap_or_default(),
        owner: owner.map(|at| at.value).unwrap_or_default(),
        source,
    })
}

fn shown(
    table: &TomlTable<'_>,
    shown_in: ShownIn,
    fields: &[Field],
    findings: &mut Findings,
) -> Shown {
    let ids = table.boolean("ids", findings).unwrap_or(true);
    let cited = table.boolean("cited", findings).unwrap_or(false);
    let sort = table
        .string("sort", findings)
        .filter(|sort| field::is_known(sort, "sort", fields, findings));
    let mut beside = table.strings("beside", findings);
    beside.retain(|written| field::is_known(written, "beside", fields, findings));
    if shown_in == ShownIn::List {
        // Nothing stands beside a name in a list, where all facts of an item follow it.
        for written in &beside {
            let expected = ["shown_in = \"pages\"", "shown_in = \"navigation\""].into_iter();
            findings.add(invalid(&written.span, "beside", &written.value, expected));
        }
    }
    Shown {
        ids,
        shown_in,
        cited,
        beside: beside.into_iter().map(|at| at.value).collect(),
        sort: sort.map(|at| at.value),
    }
}

/// Hashes in the form of those that are computed.
fn former_hashes(table: &TomlTable<'_>, findings: &mut Findings) -> Vec<String> {
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
                &hash.span,
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

fn categories(table: &TomlTable<'_>, findings: &mut Findings) -> Vec<String> {
    let mut categories: Vec<String> = Vec::new();
    for entry in table.tables("categories", findings) {
        let id = entry.required_string("id", findings);
        entry.finish(findings);
        match id {
            Some(id) if categories.contains(&id.value) => duplicate(&id, findings),
            Some(id) => categories.push(id.value),
            None => {}
        }
    }
    categories
}

fn aggregation(table: &TomlTable<'_>, findings: &mut Findings) -> Option<Aggregation> {
    let entry = table.table("aggregation", findings)?;
    entry.required_string("method", findings);
    let method = entry.choice("method", &[("mean", Aggregation::Mean)], findings);
    entry.choice("rounding", &[("half-up-tenths", ())], findings);
    entry.finish(findings);
    method
}

fn shortcuts(table: &TomlTable<'_>, scales: &Scales, findings: &mut Findings) -> Vec<Shortcut> {
    let mut shortcuts: Vec<Shortcut> = Vec::new();
    for entry in table.tables("shortcuts", findings) {
        let id = entry.required_string("id", findings);
        if entry.keys().all(|(key, _)| key != "level") {
            entry.missing("level", findings);
        }
        let level = scales.level(&entry, "level", findings);
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

fn earlier(table: &TomlTable<'_>, findings: &mut Findings) -> Option<EarlierModel> {
    let model = table.string("earlier", findings);
    let look_again = table.strings("look_again", findings);
    if model.is_none() && !look_again.is_empty() {
        table.missing("earlier", findings);
    }
    Some(EarlierModel {
        model: model?,
        look_again,
    })
}
