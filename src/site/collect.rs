//! The words of models and glossary in each language: from pages, or from headed sections that name an id.

use super::model_words;
use super::words::{ItemWords, TermWords, Words, not_a_level};
use crate::config::Config;
use crate::diagnostic::{Finding, Findings, nearest, rules};
use crate::language::Tag;
use crate::models::{Linking, Models};
use crate::pages::Page;
use std::collections::BTreeMap;
use std::sync::Arc;

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
