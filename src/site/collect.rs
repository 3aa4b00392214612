//! The words of models in each language: from pages, from headed sections that name an id, or from the model itself.

use super::words::{ItemWords, Words, not_a_level};
use super::{Contents, model_words};
use crate::config::Config;
use crate::diagnostic::{Finding, Findings, nearest, rules};
use crate::language::Tag;
use crate::models::{Model, Models, Value};
use crate::pages::Page;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Collects the words of every language.
pub(super) fn collect(
    config: &Config,
    models: &Models,
    lists: &BTreeMap<String, String>,
    (shown, contents): (&BTreeMap<(String, Tag), Arc<Page>>, &Contents),
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
        let content = contents.get(&(path.clone(), page.language.clone()));
        model_words::model(words, models, (page, content), &mut found);
        model_words::sections_of(words, models, (page, content), &mut found);
        model_words::profiles(words, models, page, &mut found);
        model_words::mapping(words, models, page, &mut found);
        if own {
            findings.extend(found);
        }
    }
    for (language, words) in &mut all {
        listed(words, language, config, models, lists);
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
            .flat_map(|model| model.items.iter().map(|item| model.reference(item)))
            .collect();
        let finding = Finding::new(&rules::UNKNOWN_ITEM)
            .at(&reference.span)
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
        .filter(|_| !known.is_empty() || item.scales().is_empty());
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
        fields: fields(model, page, findings),
        path: path.to_owned(),
        anchor: None,
        language: page.language.clone(),
    };
    if let Some(first) = words.items.insert(reference.value.clone(), entry) {
        let finding = Finding::new(&rules::DUPLICATE_ID)
            .at(&reference.span)
            .with("id", &reference.value);
        findings.add(finding.with("first", first.path));
    }
}

/// What the page of an item says in the fields that have words.
fn fields(model: &Model, page: &Page, findings: &mut Findings) -> BTreeMap<String, Value> {
    let mut fields = BTreeMap::new();
    for (id, written) in &page.front.fields {
        let mut known = model.fields.iter().filter(|field| field.words);
        let Some(field) = known.clone().find(|field| field.id == *id) else {
            let ids: Vec<&str> = known.by_ref().map(|field| field.id.as_str()).collect();
            let finding = Finding::new(&rules::UNKNOWN_KEY)
                .at(written.key.clone())
                .with("key", id)
                .with("known", ids.join(", "));
            findings.add(finding.suggest(nearest(id, ids)));
            continue;
        };
        fields.extend(
            field
                .said(written, findings)
                .map(|value| (id.clone(), value)),
        );
    }
    fields
}

/// The items of models whose items have no pages: their names are official, and stand in the list of the model.
fn listed(
    words: &mut Words,
    reader: &Tag,
    config: &Config,
    models: &Models,
    lists: &BTreeMap<String, String>,
) {
    let models = models.models.values().filter(|model| !model.has_pages());
    for (model, path) in models.filter_map(|model| Some((model, lists.get(&model.id)?))) {
        for item in &model.items {
            let replaced = model.name_for(item, reader);
            let language = match replaced {
                Some((field, _)) => field.language.as_ref(),
                None => model.language_of(item),
            };
            let title = replaced.map_or(item.scored.name.as_str(), |(_, title)| title);
            let entry = ItemWords {
                title: title.to_owned(),
                description: String::new(),
                levels: BTreeMap::new(),
                fields: BTreeMap::new(),
                path: path.clone(),
                anchor: Some(item.id().to_owned()),
                language: language
                    .and_then(|tag| Tag::parse(tag).ok())
                    .unwrap_or_else(|| config.default_language.clone()),
            };
            // A page that describes the item all the same has more to say.
            words.items.entry(model.reference(item)).or_insert(entry);
        }
    }
}

/// Words that link by themselves. Where two items claim the same words, neither gets them.
fn linked(words: &Words, models: &Models) -> BTreeMap<String, String> {
    let mut claims: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (reference, own) in &words.items {
        let Some((model, item)) = models.item(reference) else {
            continue;
        };
        for text in own.said(model, item, &item.linked) {
            let claim = claims.entry(text).or_default();
            if !claim.contains(&reference.as_str()) {
                claim.push(reference);
            }
        }
    }
    let only = |(text, items): (&str, Vec<&str>)| {
        (items.len() == 1 && !text.is_empty()).then(|| (text.to_owned(), items[0].to_owned()))
    };
    claims.into_iter().filter_map(only).collect()
}
