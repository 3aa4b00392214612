//! The words of models in one reader's language, as values.

use crate::diagnostic::{Finding, rules};
use crate::fields::At;
use crate::language::Tag;
use crate::models::{Field, Item, Model, TITLE, Value};
use crate::pages::Page;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Names and texts in one reader's language.
#[derive(Debug, Default)]
pub struct Words {
    /// Items by `model:item`.
    pub items: BTreeMap<String, ItemWords>,
    /// Names of categories by `model:category`.
    pub categories: BTreeMap<String, String>,
    /// Short names of levels by `model:scale:level`.
    pub levels: BTreeMap<String, String>,
    /// Names of models, with the address path of the page that introduces them.
    pub models: BTreeMap<String, (String, String)>,
    /// The pages that hold the words of models, by the model's id.
    pub model_pages: BTreeMap<String, Arc<Page>>,
    /// The pages that describe profiles, by `model:profile`.
    pub profile_pages: BTreeMap<String, Arc<Page>>,
    /// The pages that say why items are connected as their model's mapping has it, by the model's id.
    pub mapping_pages: BTreeMap<String, Arc<Page>>,
    /// Words that are linked to an item without being asked: words → `model:item`.
    pub linked: BTreeMap<String, String>,
}

/// The words of an item.
#[derive(Debug, Clone)]
pub struct ItemWords {
    /// Its name.
    pub title: String,
    /// What it is, in a sentence.
    pub description: String,
    /// The text of each level, by level.
    pub levels: BTreeMap<i64, String>,
    /// What it says in fields that have words, by field.
    pub fields: BTreeMap<String, Value>,
    /// Path of the page that describes it, or lists it.
    pub path: String,
    /// The part of that page, where it is one.
    pub anchor: Option<String>,
    /// The language of these words.
    pub language: Tag,
}

impl ItemWords {
    /// What an item with these words says in its model's fields, in the model's order.
    pub fn values<'a>(
        &'a self,
        model: &'a Model,
        item: &'a Item,
    ) -> impl Iterator<Item = (&'a Field, &'a Value)> {
        let value = |field: &'a Field| {
            let fields = if field.words {
                &self.fields
            } else {
                &item.fields
            };
            Some((field, fields.get(&field.id)?))
        };
        model.fields.iter().filter_map(value)
    }

    /// The texts that the item says in some of its fields, its title included where that is among them.
    pub fn said<'a>(
        &'a self,
        model: &'a Model,
        item: &'a Item,
        fields: &'a [String],
    ) -> impl Iterator<Item = &'a str> {
        let named = |id: &str| fields.iter().any(|field| field == id);
        let title = named(TITLE).then_some(self.title.as_str());
        let values = self.values(model, item);
        let values = values.filter(move |(field, _)| fields.contains(&field.id));
        let texts = values.flat_map(|(_, value)| value.texts());
        title.into_iter().chain(texts.map(String::as_str))
    }

    /// What stands beside the title: the first text of those fields that says something else.
    #[must_use]
    pub fn beside<'a>(&'a self, model: &'a Model, item: &'a Item) -> Option<&'a str> {
        let fields = model.shown.beside.iter();
        let mut texts =
            fields.flat_map(|field| self.said(model, item, std::slice::from_ref(field)));
        texts.find(|text| *text != self.title)
    }
}

impl Words {
    /// The short name of a level.
    #[must_use]
    pub fn level_name(&self, model: &str, scale: &str, level: i64) -> Option<&str> {
        self.levels
            .get(&format!("{model}:{scale}:{level}"))
            .map(String::as_str)
    }

    /// The name of a profile; its id, where it has none.
    #[must_use]
    pub fn profile_name<'w>(&'w self, model: &str, profile: &'w str) -> &'w str {
        let page = self.model_pages.get(model);
        let named = page.and_then(|page| page.front.texts.profiles.get(profile));
        named.map_or(profile, |named| &named.name.value)
    }

    /// Why an item is connected with what its model's mapping names.
    #[must_use]
    pub fn mapping_reason(&self, model: &str, item: &str) -> Option<&str> {
        let page = self.mapping_pages.get(model)?;
        let reason = page.front.mapping_reasons.get(item)?;
        Some(reason.value.as_str())
    }

    /// How an item's name is read, where the model's page says so.
    #[must_use]
    pub fn reading(&self, model: &str, item: &str) -> Option<&str> {
        let readings = &self.model_pages.get(model)?.front.texts.readings;
        readings.get(item).map(|reading| reading.value.as_str())
    }

    /// What a level of a scale means, whatever the item.
    #[must_use]
    pub fn level_text(&self, model: &str, scale: &str, level: i64) -> Option<&str> {
        let text = self
            .model_pages
            .get(model)?
            .front
            .texts
            .level_texts
            .get(scale)?
            .get(&level.to_string())?;
        Some(text.value.as_str()).filter(|text| !text.trim().is_empty())
    }
}

/// Words for a level that is none.
pub(super) fn not_a_level(
    text: &At<String>,
    key: &str,
    level: &str,
    known: &BTreeSet<i64>,
) -> Finding {
    let known: Vec<String> = known.iter().map(ToString::to_string).collect();
    let finding = Finding::new(&rules::INVALID_VALUE)
        .at(&text.span)
        .with("key", key)
        .with("value", level);
    finding.with("expected", known.join(", "))
}
