//! The words of models and glossary in each language: from pages, or from headed sections that name an id.

use super::model_words;
use crate::config::Config;
use crate::diagnostic::{Finding, Findings, nearest, rules};
use crate::fields::At;
use crate::language::Tag;
use crate::models::{Linking, Models};
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

/// Collects the words of every language.
pub(super) fn collect(
    config: &Config,
    models: &Models,
    shown: &BTreeMap<(String, Tag), Arc<Page>>,
    findings: &mut Findings,
) -> BTreeMap<Tag, Words> {
    let mut all: BTreeMap<Tag, Words> = config
        .languages
        .iter()
        .map(|language| (language.tag.clone(), Words::default()))
        .collect();
    for ((path, language), page) in shown {
        let Some(words) = all.get_mut(language) else {
            continue;
        };
        let own = page.language == *language;
        let mut found = Findings::default();
        item(words, models, path, page, &mut found);
        model_words::model(words, models, page, &mut found);
        model_words::profile(words, models, page, &mut found);
        term(words, models, path, page, &mut found);
        if own {
            findings.extend(found);
        }
    }
    for words in all.values_mut() {
        words.linked = linked(words, models);
    }
    all
}

fn item(words: &mut Words, models: &Models, path: &str, page: &Page, findings: &mut Findings) {
    let Some(reference) = &page.front.item else {
        return;
    };
    let Some((model, item)) = models.item(&reference.value) else {
        let known: Vec<String> = models
            .models
            .values()
            .flat_map(|model| {
                model
                    .items
                    .iter()
                    .map(|item| format!("{}:{}", model.id, item.id))
            })
            .collect();
        let finding = Finding::new(&rules::UNKNOWN_ITEM)
            .at(reference.place.clone())
            .with("item", &reference.value);
        return findings
            .add(finding.suggest(nearest(&reference.value, known.iter().map(String::as_str))));
    };
    let known = model.levels_of(item);
    let mut levels = BTreeMap::new();
    // Of an item whose scales are unknown the model's own file is reported.
    let texts = page
        .front
        .levels
        .iter()
        .filter(|_| !known.is_empty() || item.scales.is_empty());
    for (key, text) in texts {
        match key
            .parse::<i64>()
            .ok()
            .filter(|level| known.contains(level))
        {
            Some(level) => drop(levels.insert(level, text.value.clone())),
            None => findings.add(not_a_level(text, "levels", key, &known)),
        }
    }
    let entry = ItemWords {
        title: page.front.title.clone(),
        description: page.front.description.clone(),
        levels,
        path: path.to_owned(),
        anchor: None,
        language: page.language.clone(),
    };
    if let Some(first) = words.items.insert(reference.value.clone(), entry) {
        let finding = Finding::new(&rules::DUPLICATE_ID)
            .at(reference.place.clone())
            .with("id", &reference.value);
        findings.add(finding.with("first", first.path));
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

fn term(words: &mut Words, models: &Models, path: &str, page: &Page, findings: &mut Findings) {
    let Some(reference) = &page.front.term else {
        return;
    };
    if !models.terms.contains_key(&reference.value) {
        let finding = Finding::new(&rules::UNKNOWN_TERM)
            .at(reference.place.clone())
            .with("term", &reference.value);
        return findings.add(finding.suggest(nearest(
            &reference.value,
            models.terms.keys().map(String::as_str),
        )));
    }
    let entry = TermWords {
        title: page.front.title.clone(),
        long: page.front.long.clone(),
        reading: page.front.reading.clone(),
        description: page.front.description.clone(),
        path: path.to_owned(),
        forms: page.front.forms.clone(),
        language: page.language.clone(),
    };
    if let Some(first) = words.terms.insert(reference.value.clone(), entry) {
        let finding = Finding::new(&rules::DUPLICATE_ID)
            .at(reference.place.clone())
            .with("id", &reference.value);
        findings.add(finding.with("first", first.path));
    }
}

/// Words and abbreviations that link by themselves. Where two terms claim the same words, neither gets them.
fn linked(words: &Words, models: &Models) -> BTreeMap<String, String> {
    let mut claims: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (id, term) in &words.terms {
        let Some(structure) = models.terms.get(id) else {
            continue;
        };
        if structure.link == Linking::Auto {
            for surface in std::iter::once(&term.title)
                .chain(&term.long)
                .chain(&term.forms)
            {
                let claim = claims.entry(surface.clone()).or_default();
                if !claim.contains(&id.as_str()) {
                    claim.push(id);
                }
            }
        }
        if let Some(abbreviation) = &structure.abbreviation
            && structure.abbreviation_link == Linking::Auto
        {
            let claim = claims.entry(abbreviation.clone()).or_default();
            if !claim.contains(&id.as_str()) {
                claim.push(id);
            }
        }
    }
    let only = |(surface, ids): (String, Vec<&str>)| {
        (ids.len() == 1 && !surface.is_empty()).then(|| (surface, ids[0].to_owned()))
    };
    claims.into_iter().filter_map(only).collect()
}
