//! What is wrong with models in the light of the whole site: words that are missing, references that lead nowhere.

use super::own_pages;
use crate::diagnostic::{Finding, Findings, nearest, rules};
use crate::fields::At;
use crate::models::{Item, Label, Model, Threshold};
use crate::site::{Site, SitePage};
use std::collections::{BTreeMap, BTreeSet};

/// Each item has words somewhere, and each level a text: the item's own, or its scale's.
pub(super) fn items_have_pages_and_levels(site: &Site, findings: &mut Findings) {
    for model in site.models.models.values() {
        for item in &model.items {
            let id = format!("{}:{}", model.id, item.id);
            if !site
                .words
                .values()
                .any(|words| words.items.contains_key(&id))
            {
                let finding = Finding::new(&rules::MISSING_WORDS)
                    .at(item.place.clone())
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
                .at(reference.place.clone())
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
    let levels = item
        .scales
        .iter()
        .filter_map(|id| Some((id, model.scales.get(id)?)));
    let levels = levels.flat_map(|(id, scale)| scale.levels.iter().map(move |level| (id, *level)));
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

/// Where a page gives a profile's reasons, each level that it asks for has one.
pub(super) fn profiles_have_reasons(site: &Site, findings: &mut Findings) {
    for page in own_pages(site) {
        let Some(reference) = &page.page.front.profile else {
            continue;
        };
        let Some((model, profile)) = site.models.profile(&reference.value) else {
            continue;
        };
        let asked = profile
            .levels
            .iter()
            .filter(|(_, level)| matches!(level, Threshold::Level(_)));
        let reasons = &page.page.front.profile_reasons;
        for (item, _) in
            asked.filter(|(item, _)| profile.label == Label::Ours && !reasons.contains_key(*item))
        {
            missing_words(
                reference,
                &format!("{}:profile_reasons.{item}", model.id),
                page,
                findings,
            );
        }
    }
}

fn missing_words(reference: &At<String>, id: &str, page: &SitePage, findings: &mut Findings) {
    let finding = Finding::new(&rules::MISSING_WORDS)
        .at(reference.place.clone())
        .with("id", id);
    findings.add(finding.with("language", page.language.as_str()));
}

/// Categories and levels without a name.
fn unnamed(page: &SitePage, model: &Model) -> Vec<String> {
    let front = &page.page.front;
    let categories = model
        .categories
        .iter()
        .filter(|category| !front.categories.contains_key(&category.id));
    let mut missing: Vec<String> = categories.map(|category| category.id.clone()).collect();
    for (id, scale) in &model.scales {
        let names = front.scales.get(id);
        let unnamed = scale
            .levels
            .iter()
            .filter(|level| names.is_none_or(|names| !names.contains_key(&level.to_string())));
        missing.extend(unnamed.map(|level| format!("{id}:{level}")));
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
            .get(&format!("{}:{}", model.id, item.id))
            .is_some_and(|words| words.anchor.is_some())
    };
    let scales: BTreeSet<&String> = model
        .items
        .iter()
        .filter(section)
        .flat_map(|item| &item.scales)
        .collect();
    let levels = scales
        .into_iter()
        .filter_map(|id| Some((id, model.scales.get(id)?)));
    let levels = levels.flat_map(|(id, scale)| scale.levels.iter().map(move |level| (id, *level)));
    let untold =
        levels.filter(|(scale, level)| words.level_text(&model.id, scale, *level).is_none());
    untold
        .map(|(scale, level)| format!("level_texts.{scale}.{level}"))
        .collect()
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
    let reasons = model
        .patterns
        .iter()
        .flat_map(|pattern| pattern.sides.values().map(|side| &side.reason.value));
    let sides = model
        .items
        .iter()
        .filter(|item| item.scales.len() > 1)
        .flat_map(|item| &item.scales);
    [
        lacking(
            "patterns",
            model.patterns.iter().map(|pattern| &pattern.id.value),
            &texts.patterns,
        ),
        lacking("reasons", reasons, &texts.reasons),
        lacking(
            "profiles",
            model.profiles.iter().map(|profile| &profile.id),
            &texts.profiles,
        ),
        lacking(
            "shortcuts",
            model.shortcuts.iter().map(|shortcut| &shortcut.id),
            &texts.shortcuts,
        ),
        lacking("scale_names", sides, &texts.scale_names),
    ]
    .concat()
}

pub(super) fn mappings_lead_somewhere(site: &Site, findings: &mut Findings) {
    let language = &site.config.default_language;
    for mapping in site
        .models
        .models
        .values()
        .flat_map(|model| &model.mappings)
    {
        for written in &mapping.pages {
            let (path, anchor) = written
                .value
                .split_once('#')
                .map_or((written.value.as_str(), None), |(path, anchor)| {
                    (path, Some(anchor))
                });
            let Some(page) = site.page(&crate::site::address(language, path)) else {
                let near = nearest(path, site.pages.iter().map(|page| page.path.as_str()));
                let finding = Finding::new(&rules::BROKEN_LINK)
                    .at(written.place.clone())
                    .with("target", &written.value);
                findings.add(finding.suggest(near));
                continue;
            };
            if let Some(anchor) = anchor
                && !page
                    .page
                    .headings
                    .iter()
                    .any(|heading| heading.id == anchor)
            {
                let near = nearest(
                    anchor,
                    page.page.headings.iter().map(|heading| heading.id.as_str()),
                );
                let finding = Finding::new(&rules::BROKEN_ANCHOR)
                    .at(written.place.clone())
                    .with("anchor", anchor);
                findings.add(finding.with("target", path).suggest(near));
            }
        }
        for written in mapping
            .items
            .iter()
            .filter(|item| site.models.item(&item.value).is_none())
        {
            findings.add(
                Finding::new(&rules::UNKNOWN_ITEM)
                    .at(written.place.clone())
                    .with("item", &written.value),
            );
        }
    }
}
