//! The items of a model: what is scored or described, each with what it says in the model's fields.

use super::field::{self, Field, TITLE, Value};
use super::scales::Scales;
use super::{check_reference, duplicate};
use crate::diagnostic::{Findings, Span};
use crate::fields::{At, TomlTable};
use crate::scoring;
use crate::url;
use std::collections::{BTreeMap, BTreeSet};

/// What is scored or described.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its id, category, scales and official name.
    pub scored: scoring::Item,
    /// Language of its official name, where it is not the model's.
    pub language: Option<String>,
    /// What it says in fields that are the same in every language, by field.
    pub fields: BTreeMap<String, Value>,
    /// Fields (and [`TITLE`]) whose words become links to the item without being asked.
    pub linked: Vec<String>,
    /// Where it is declared.
    pub span: Span,
}

impl Item {
    /// Its id, without the model's.
    pub fn id(&self) -> &str {
        &self.scored.id
    }

    /// The scales that it can be scored on.
    pub fn scales(&self) -> &[String] {
        &self.scored.scales
    }

    /// Its official name; none where the model has none.
    pub fn name(&self) -> Option<&str> {
        Some(self.scored.name.as_str()).filter(|name| !name.is_empty())
    }

    /// Where its first address leads, in ASCII.
    pub fn address(&self) -> Option<String> {
        self.fields.values().find_map(|value| match value {
            Value::Address(address) => Some(url::encoded(address)),
            _ => None,
        })
    }
}

/// Fields whose words become links, and [`TITLE`]; none where nothing is said.
pub(super) fn linked(
    table: &TomlTable<'_>,
    fields: &[Field],
    findings: &mut Findings,
) -> Option<Vec<String>> {
    table.keys().find(|(key, _)| *key == "linked")?;
    let mut linked = table.strings("linked", findings);
    linked.retain(|written| {
        written.value == TITLE || field::is_known(written, "linked", fields, findings)
    });
    Some(linked.into_iter().map(|at| at.value).collect())
}

/// What a model has declared before its items: they are read against it.
pub(super) struct Declared<'a> {
    /// The model's id.
    pub model: &'a str,
    /// Its fields.
    pub fields: &'a [Field],
    /// What of an item becomes links, where the item says nothing else.
    pub linked: Vec<String>,
    /// Its scales.
    pub scales: &'a Scales,
    /// Ids of its categories.
    pub categories: &'a [String],
    /// Whether an item must have an official name.
    pub named: bool,
    /// Whether a name must be said to be of a language, because the model says nothing of that.
    pub of_a_language: bool,
}

impl Declared<'_> {
    /// Reads `[[items]]`.
    pub fn items(&self, table: &TomlTable<'_>, findings: &mut Findings) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::new();
        let mut ids = BTreeSet::new();
        for entry in table.tables("items", findings) {
            let item = self.item(&entry, findings);
            entry.finish(findings);
            match item {
                Some((id, _)) if !ids.insert(id.value.clone()) => duplicate(&id, findings),
                Some((_, item)) => items.push(item),
                None => {}
            }
        }
        items
    }

    /// An item with its id.
    fn item(&self, entry: &TomlTable<'_>, findings: &mut Findings) -> Option<(At<String>, Item)> {
        let id = entry.required_string("id", findings);
        let category = self.category(entry, findings);
        let name = if self.named {
            entry.required_string("name", findings)
        } else {
            let name = entry.string("name", findings);
            name.or_else(|| id.as_ref().map(nameless))
        };
        let scales = scales_of(entry, self.scales, findings);
        let unconfirmed = entry.boolean("unconfirmed", findings).unwrap_or(false);
        let language = entry
            .language("language", findings)
            .map(|tag| tag.to_string());
        if self.of_a_language && !entry.has("language") && entry.has("name") {
            entry.missing("language", findings);
        }
        let fields = field::of_item(self.model, self.fields, entry, findings);
        let linked = linked(entry, self.fields, findings);
        // Only now: a key that nobody has asked for would be reported as unknown.
        // An item that lacks something else is there all the same: what names it is right.
        let id = id?;
        let name = name.map(|at| at.value).unwrap_or_default();
        let category = category.unwrap_or_default();
        let scored = scoring::Item {
            id: id.value.clone(),
            category,
            scales,
            name,
            unconfirmed,
        };
        let item = Item {
            scored,
            language,
            fields,
            linked: linked.unwrap_or_else(|| self.linked.clone()),
            span: id.span.clone(),
        };
        Some((id, item))
    }

    /// Where a model has categories, each item is in one; otherwise the empty one.
    fn category(&self, entry: &TomlTable<'_>, findings: &mut Findings) -> Option<String> {
        if self.categories.is_empty() {
            return Some(String::new());
        }
        let category = entry.required_string("category", findings)?;
        let known = self.categories.iter().map(String::as_str);
        check_reference("category", &category, known, findings);
        Some(category.value)
    }
}

/// The official name of an item that has none.
fn nameless(id: &At<String>) -> At<String> {
    At {
        value: String::new(),
        span: id.span.clone(),
    }
}

/// `scale`, or `scales`; where both stand, `scale` is a key that nobody asks for.
fn scales_of(entry: &TomlTable<'_>, known: &Scales, findings: &mut Findings) -> Vec<String> {
    let mut written = entry.strings("scales", findings);
    if entry.keys().all(|(key, _)| key != "scales") {
        written.extend(entry.string("scale", findings));
    }
    let mut scales: Vec<String> = Vec::new();
    for scale in written {
        check_reference(
            "scale",
            &scale,
            known.levels.keys().map(String::as_str),
            findings,
        );
        if scales.contains(&scale.value) {
            duplicate(&scale, findings);
        } else {
            scales.push(scale.value);
        }
    }
    scales
}
