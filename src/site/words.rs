//! The words of models and glossary in one reader's language, as values.

use crate::diagnostic::{Finding, rules};
use crate::fields::At;
use crate::language::Tag;
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
    /// Terms by id.
    pub terms: BTreeMap<String, TermWords>,
    /// Words that are linked to a term without being asked: words → term.
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
    /// Path of the page that describes it.
    pub path: String,
    /// The section of that page, where it is one.
    pub anchor: Option<String>,
    /// The language of these words.
    pub language: Tag,
}

/// The words of a term.
#[derive(Debug, Clone)]
pub struct TermWords {
    /// The term.
    pub title: String,
    /// The term at full length, where the title is what people say.
    pub long: Option<String>,
    /// How it is read.
    pub reading: Option<String>,
    /// Its short definition.
    pub description: String,
    /// Path of its page.
    pub path: String,
    /// Further words for it.
    pub forms: Vec<String>,
    /// The language of these words.
    pub language: Tag,
}

impl Words {
    /// The short name of a level.
    #[must_use]
    pub fn level_name(&self, model: &str, scale: &str, level: i64) -> Option<&str> {
        self.levels
            .get(&format!("{model}:{scale}:{level}"))
            .map(String::as_str)
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
        .at(text.place.clone())
        .with("key", key)
        .with("value", level);
    finding.with("expected", known.join(", "))
}
