//! What is wrong with models in the light of the whole site: words that are missing, references that lead nowhere.

use super::own_pages;
use crate::diagnostic::{Finding, Findings, nearest, rules};
use crate::fields::At;
use crate::models::{Field, Item, Model, Value};
use crate::scoring::Threshold;
use crate::site::{Site, SitePage};
use std::collections::{BTreeMap, BTreeSet};

/// Each item has words somewhere, and each level a text: the item's own, or its scale's.
pub(super) fn items_have_pages_and_levels(site: &Site, findings: &mut Findings) {
    let models = site.models.models.values();
    for model in models.filter(|model| model.has_pages()) {
        for item in &model.items {
            let id = model.reference(item);
            if !site
                .words
                .values()
                .any(|words| words.items.contains_key(&id))
            {
                let finding = Finding::new(&rules::MISSING_WORDS)
                    .at(&item.span)
                    .with("id", id);
                findings.add(finding.with("language", site.config.default_language.as_str()));
            }
        }
    }
    for page in own_pages(site) {
        let Some(reference) = &page.page.front.item else {
            continue;
        };
        let Some((model, item)) = site.models.item(&reference.value) else {
            continue;
        };
        for level in levels_without_text(site, page, model, item) {
            let finding = Finding::new(&rules::MISSING_LEVEL_TEXT)
                .at(&reference.span)
                .with("item", &reference.value);
            findings.add(finding.with("level", level.to_string()));
        }
    }
}

/// Levels of an item that neither its page nor one of its scales explains.
fn levels_without_text(site: &Site, page: &SitePage, model: &Model, item: &Item) -> BTreeSet<i64> {
    let words = site.words.get(&page.language);
    let own = |level: i64| {
        page.page
            .front
            .levels
            .get(&level.to_string())
            .is_some_and(|text| !text.value.trim().is_empty())
    };
    let of_scale = |scale: &str, level| {
        words.is_some_and(|words| words.level_text(&model.id, scale, level).is_some())
    };
    let levels = levels_of(model, item.scales());
    levels
        .filter(|(scale, level)| !own(*level) && !of_scale(scale, *level))
        .map(|(_, level)| level)
        .collect()
}

/// Where a language has a page with a model's names, all of them are there.
pub(super) fn models_have_names(site: &Site, findings: &mut Findings) {
    for page in own_pages(site) {
        let Some(reference) = &page.page.front.model else {
            continue;
        };
        let Some(model) = site.models.models.get(&reference.value) else {
            continue;
        };
        let missing = [
            unnamed(page, model),
            untold_levels(site, page, model),
            unworded(page, model),
        ]
        .concat();
        for id in missing {
            missing_words(reference, &format!("{}:{id}", model.id), page, findings);
        }
    }
}

/// Where a page gives the reasons of profiles, each level that one of them asks for has one.
pub(super) fn profiles_have_reasons(site: &Site, findings: &mut Findings) {
    for page in own_pages(site) {
        reasons_are_given(site, page, findings);
    }
}

fn reasons_are_given(site: &Site, page: &SitePage, findings: &mut Findings) {
    let mut told = BTreeSet::new();
    for reference in &page.page.front.profiles {
        let Some((model, profile)) = site.models.profile(&reference.value) else {
            continue;
        };
        let asked = profile
            .levels
            .iter()
            .filter(|(_, level)| matches!(level, Threshold::Level(_)));
        let reasons = &page.page.front.profile_reasons;
        let lacks = |item: &&String| profile.ours && !reasons.contains_key(*item);
        for item in asked.map(|(item, _)| item).filter(lacks) {
            if !told.insert(item) {
                continue;
            }
            missing_words(
                reference,
                &format!("{}:profile_reasons.{item}", model.id),
                page,
                findings,
            );
        }
    }
}

/// Where a page gives the reasons of a mapping, each item that the mapping has has one.
pub(super) fn mappings_have_reasons(site: &Site, findings: &mut Findings) {
    for page in own_pages(site) {
        let Some(reference) = &page.page.front.mapping else {
            continue;
        };
        let Some(model) = site.models.models.get(&reference.value) else {
            continue;
        };
        let mapped: BTreeSet<&str> = model
            .mappings
            .iter()
            .map(|mapping| mapping.item.value.as_str())
            .collect();
        let reasons = &page.page.front.mapping_reasons;
        for item in mapped
            .into_iter()
            .filter(|item| !reasons.contains_key(*item))
        {
            let id = format!("{}:mapping_reasons.{item}", model.id);
            missing_words(reference, &id, page, findings);
        }
    }
}

fn missing_words(reference: &At<String>, id: &str, page: &SitePage, findings: &mut Findings) {
    let finding = Finding::new(&rules::MISSING_WORDS)
        .at(&reference.span)
        .with("id", id);
    findings.add(finding.with("language", page.language.as_str()));
}

/// Categories and levels without a name, as the front matter would have them.
fn unnamed(page: &SitePage, model: &Model) -> Vec<String> {
    let front = &page.page.front;
    let categories = model.scored.categories.iter();
    let unnamed = categories.filter(|id| !front.categories.contains_key(*id));
    let mut missing: Vec<String> = unnamed.map(|id| format!("categories.{id}")).collect();
    for (id, levels) in &model.scored.scales {
        let names = front.scales.get(id);
        let unnamed = levels
            .iter()
            .filter(|level| names.is_none_or(|names| !names.contains_key(&level.to_string())));
        missing.extend(unnamed.map(|level| format!("scales.{id}.{level}")));
    }
    missing
}

/// Levels of scales that have no text, where an item has none of its own because it is a section of this page.
fn untold_levels(site: &Site, page: &SitePage, model: &Model) -> Vec<String> {
    let Some(words) = site.words.get(&page.language) else {
        return Vec::new();
    };
    let section = |item: &&Item| {
        words
            .items
            .get(&model.reference(item))
            .is_some_and(|words| words.anchor.is_some())
    };
    let scales: BTreeSet<&String> = model
        .items
        .iter()
        .filter(section)
        .flat_map(Item::scales)
        .collect();
    let levels = levels_of(model, scales);
    let untold =
        levels.filter(|(scale, level)| words.level_text(&model.id, scale, *level).is_none());
    untold
        .map(|(scale, level)| format!("level_texts.{scale}.{level}"))
        .collect()
}

/// Each level of scales, with its scale.
fn levels_of<'a>(
    model: &'a Model,
    scales: impl IntoIterator<Item = &'a String>,
) -> impl Iterator<Item = (&'a String, i64)> {
    let levels = |scale: &'a String| model.levels(scale).iter().map(move |level| (scale, *level));
    scales.into_iter().flat_map(levels)
}

/// What else of the model has no words: patterns, reasons, profiles, shortcuts, and scales where an item has several.
fn unworded(page: &SitePage, model: &Model) -> Vec<String> {
    fn lacking<'a, T>(
        key: &str,
        ids: impl Iterator<Item = &'a String>,
        words: &BTreeMap<String, T>,
    ) -> Vec<String> {
        let ids: BTreeSet<&String> = ids.filter(|id| !words.contains_key(*id)).collect();
        ids.into_iter().map(|id| format!("{key}.{id}")).collect()
    }
    let texts = &page.page.front.texts;
    let scored = &model.scored;
    let reasons = scored.patterns.iter().flat_map(|it| it.reasons.values());
    let several = model.items.iter().filter(|item| item.scales().len() > 1);
    let fields = model.fields.iter().filter(|field| is_named(model, field));
    let patterns = scored.patterns.iter().map(|it| &it.id);
    let profiles = scored.profiles.iter().map(|it| &it.id);
    let shortcuts = scored.shortcuts.iter().map(|it| &it.id);
    [
        lacking("field_names", fields.map(|it| &it.id), &texts.field_names),
        lacking("patterns", patterns, &texts.patterns),
        lacking("reasons", reasons, &texts.reasons),
        lacking("profiles", profiles, &texts.profiles),
        lacking("shortcuts", shortcuts, &texts.shortcuts),
        lacking(
            "scale_names",
            several.flat_map(Item::scales),
            &texts.scale_names,
        ),
    ]
    .concat()
}

pub(super) fn mappings_lead_somewhere(site: &Site, findings: &mut Findings) {
    let models = site.models.models.values();
    for mapping in models.flat_map(|model| &model.mappings) {
        for written in &mapping.pages {
            if let Some(finding) = page_is_there(site, written) {
                findings.add(finding);
            }
        }
        for written in &mapping.items {
            if site.models.item(&written.value).is_none() {
                findings.add(unknown_item(site, written));
            }
        }
    }
}

/// A finding where a mapping names a page, or a part of one, that the first language does not have.
pub(super) fn page_is_there(site: &Site, written: &At<String>) -> Option<Finding> {
    let (path, anchor) = match written.value.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor)),
        None => (written.value.as_str(), None),
    };
    let language = &site.config.default_language;
    let Some(page) = site.page(&crate::site::address(language, path)) else {
        let near = nearest(path, site.pages.iter().map(|page| page.path.as_str()));
        let finding = Finding::new(&rules::BROKEN_LINK).at(&written.span);
        return Some(finding.with("target", &written.value).suggest(near));
    };
    let anchor = anchor?;
    let ids = page.page.headings.iter().map(|heading| heading.id.as_str());
    if ids.clone().any(|id| id == anchor) {
        return None;
    }
    let near = nearest(anchor, ids);
    let finding = Finding::new(&rules::BROKEN_ANCHOR).at(&written.span);
    let finding = finding.with("anchor", anchor).with("target", path);
    Some(finding.suggest(near))
}

/// Whether readers see a field's name: the address of what has no page is its link.
fn is_named(model: &Model, field: &Field) -> bool {
    model.has_pages() || field.kind != crate::models::Kind::Address
}

/// Items that other items name in their fields exist.
pub(super) fn fields_lead_somewhere(site: &Site, findings: &mut Findings) {
    for item in site.models.models.values().flat_map(|model| &model.items) {
        for value in item.fields.values() {
            let Value::Items(references) = value else {
                continue;
            };
            for written in references {
                let known = site.models.item(&written.value).is_some();
                if !known {
                    let path = written.span.path();
                    findings.add_in(&rules::UNKNOWN_ITEM, path, || unknown_item(site, written));
                }
            }
        }
    }
}

/// Items that stand in the list of their model only have a page with that list.
pub(super) fn lists_are_shown(site: &Site, findings: &mut Findings) {
    let models = site.models.models.values();
    for model in models.filter(|model| !model.has_pages()) {
        if let Some(first) = model.items.first()
            && !site.lists.contains_key(&model.id)
        {
            let finding = Finding::new(&rules::LIST_MISSING).at(&first.span);
            findings.add(finding.with("model", &model.id));
        }
    }
}

/// A reference to an item that no model has.
fn unknown_item(site: &Site, written: &At<String>) -> Finding {
    let (model, id) = written.value.split_once(':').unwrap_or_default();
    let of_model = site.models.models.get(model);
    let known = of_model.map(|model| model.items.iter().map(Item::id).collect::<Vec<_>>());
    let finding = Finding::new(&rules::UNKNOWN_ITEM)
        .at(&written.span)
        .with("item", &written.value);
    finding.suggest(nearest(id, known.unwrap_or_default()))
}
