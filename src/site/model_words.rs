//! The words of models and profiles: from the page that names one, and from sections whose anchors are items' ids, on that
//! page or on one that says so.

use super::words::{ItemWords, Words, not_a_level};
use crate::diagnostic::{Finding, Findings, Span, nearest, rules};
use crate::fields::At;
use crate::models::{Item, Model, Models};
use crate::pages::{Block, Content, ModelTexts, Page, plain};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The page that holds a model's names; the sections whose anchors are items' ids are those items.
pub(super) fn model(
    words: &mut Words,
    models: &Models,
    (page, content): (&Arc<Page>, Option<&Content>),
    findings: &mut Findings,
) {
    let Some(reference) = &page.front.model else {
        return;
    };
    let Some(model) = known_model(models, reference, findings) else {
        return;
    };
    let name = page.front.nav_title.as_ref().unwrap_or(&page.front.title);
    if let Some((_, first)) = words
        .models
        .insert(model.id.clone(), (name.clone(), page.path.clone()))
    {
        let finding = Finding::new(&rules::DUPLICATE_ID)
            .at(&reference.span)
            .with("id", &reference.value);
        findings.add(finding.with("first", first));
    }
    names(words, model, page, findings);
    ids_are_known(model, &page.front.texts, findings);
    levels_are_known(model, "scales", &page.front.scales, findings);
    levels_are_known(
        model,
        "level_texts",
        &page.front.texts.level_texts,
        findings,
    );
    words.model_pages.insert(model.id.clone(), Arc::clone(page));
    items(words, model, (page, content), reference, findings);
}

/// A page some of whose sections are items of a model.
pub(super) fn sections_of(
    words: &mut Words,
    models: &Models,
    (page, content): (&Arc<Page>, Option<&Content>),
    findings: &mut Findings,
) {
    if let Some(reference) = &page.front.items
        && let Some(model) = known_model(models, reference, findings)
    {
        items(words, model, (page, content), reference, findings);
    }
}

fn known_model<'m>(
    models: &'m Models,
    reference: &At<String>,
    findings: &mut Findings,
) -> Option<&'m Model> {
    let model = models.models.get(&reference.value);
    if model.is_none() {
        let known = models.models.keys().map(String::as_str);
        let near = nearest(&reference.value, known);
        findings.add(unknown(&reference.span, &reference.value, near));
    }
    model
}

/// The page that describes profiles and says why they ask what they ask.
pub(super) fn profiles(
    words: &mut Words,
    models: &Models,
    page: &Arc<Page>,
    findings: &mut Findings,
) {
    for reference in &page.front.profiles {
        profile(words, models, page, reference, findings);
    }
}

fn profile(
    words: &mut Words,
    models: &Models,
    page: &Arc<Page>,
    reference: &At<String>,
    findings: &mut Findings,
) {
    let Some((model, _)) = models.profile(&reference.value) else {
        let known = models.models.values();
        let known = known.flat_map(|model| {
            let profiles = model.scored.profiles.iter();
            profiles.map(|profile| format!("{}:{}", model.id, profile.id))
        });
        let near = nearest(
            &reference.value,
            known.collect::<Vec<_>>().iter().map(String::as_str),
        );
        return findings.add(unknown(&reference.span, &reference.value, near));
    };
    let written = page
        .front
        .profile_reasons
        .iter()
        .map(|(id, reason)| (id, &reason.span));
    known_only(
        model,
        written,
        &model.items.iter().map(Item::id).collect::<Vec<_>>(),
        findings,
    );
    if let Some(first) = words
        .profile_pages
        .insert(reference.value.clone(), Arc::clone(page))
    {
        let finding = Finding::new(&rules::DUPLICATE_ID)
            .at(&reference.span)
            .with("id", &reference.value);
        findings.add(finding.with("first", &first.path));
    }
}

/// The page that says why a model's mapping has what it has.
pub(super) fn mapping(
    words: &mut Words,
    models: &Models,
    page: &Arc<Page>,
    findings: &mut Findings,
) {
    let Some(reference) = &page.front.mapping else {
        return;
    };
    let Some(model) = known_model(models, reference, findings) else {
        return;
    };
    let mapped: Vec<&str> = model
        .mappings
        .iter()
        .map(|mapping| mapping.item.value.as_str())
        .collect();
    known_only(model, spans(&page.front.mapping_reasons), &mapped, findings);
    let first = words
        .mapping_pages
        .insert(model.id.clone(), Arc::clone(page));
    if let Some(first) = first {
        let finding = Finding::new(&rules::DUPLICATE_ID)
            .at(&reference.span)
            .with("id", &reference.value);
        findings.add(finding.with("first", &first.path));
    }
}

/// Names of categories and levels.
fn names(words: &mut Words, model: &Model, page: &Page, findings: &mut Findings) {
    let categories = &page.front.categories;
    known_only(
        model,
        categories.iter().map(|(id, name)| (id, &name.span)),
        &category_ids(model),
        findings,
    );
    for (id, name) in categories {
        words
            .categories
            .insert(format!("{}:{id}", model.id), name.value.clone());
    }
    for (scale, levels) in &page.front.scales {
        for (level, name) in levels {
            words
                .levels
                .insert(format!("{}:{scale}:{level}", model.id), name.value.clone());
        }
    }
}

/// Sections whose anchors are items' ids. `reference` is where the page says so.
fn items(
    words: &mut Words,
    model: &Model,
    (page, content): (&Page, Option<&Content>),
    reference: &At<String>,
    findings: &mut Findings,
) {
    for (id, title, description) in content.map(sections).unwrap_or_default() {
        let Some(item) = model.item(&id) else {
            continue;
        };
        let title = title
            .strip_prefix(&id)
            .map_or(title.as_str(), str::trim)
            .to_owned();
        let entry = ItemWords {
            title,
            description,
            levels: BTreeMap::new(),
            fields: BTreeMap::new(),
            path: page.path.clone(),
            anchor: Some(id.clone()),
            language: page.language.clone(),
        };
        if let Some(first) = words.items.insert(model.reference(item), entry) {
            let finding = Finding::new(&rules::DUPLICATE_ID)
                .at(&reference.span)
                .with("id", model.reference(item));
            findings.add(finding.with("first", first.path));
        }
    }
}

/// Words are of something that the model has.
fn ids_are_known(model: &Model, texts: &ModelTexts, findings: &mut Findings) {
    let scored = &model.scored;
    let patterns: Vec<&str> = scored.patterns.iter().map(|it| it.id.as_str()).collect();
    let profiles: Vec<&str> = scored.profiles.iter().map(|it| it.id.as_str()).collect();
    let shortcuts: Vec<&str> = scored.shortcuts.iter().map(|it| it.id.as_str()).collect();
    let reasons = scored.patterns.iter().flat_map(|it| it.reasons.values());
    let reasons: Vec<&str> = reasons.map(String::as_str).collect();
    let scales: Vec<&str> = scored.scales.keys().map(String::as_str).collect();
    let fields: Vec<&str> = model.fields.iter().map(|it| it.id.as_str()).collect();
    known_only(
        model,
        texts
            .patterns
            .iter()
            .map(|(id, named)| (id, &named.name.span)),
        &patterns,
        findings,
    );
    known_only(
        model,
        texts
            .profiles
            .iter()
            .map(|(id, named)| (id, &named.name.span)),
        &profiles,
        findings,
    );
    known_only(
        model,
        texts
            .findings
            .iter()
            .map(|(id, said)| (id, &said.high.span)),
        &category_ids(model),
        findings,
    );
    known_only(model, spans(&texts.reasons), &reasons, findings);
    known_only(model, spans(&texts.shortcuts), &shortcuts, findings);
    known_only(model, spans(&texts.scale_names), &scales, findings);
    let items: Vec<&str> = model.items.iter().map(Item::id).collect();
    known_only(model, spans(&texts.readings), &items, findings);
    known_only(model, spans(&texts.field_names), &fields, findings);
    known_only(model, spans(&texts.field_absent), &fields, findings);
}

/// Words of levels are of levels that their scale has.
fn levels_are_known(
    model: &Model,
    key: &str,
    written: &BTreeMap<String, BTreeMap<String, At<String>>>,
    findings: &mut Findings,
) {
    for (id, levels) in written {
        let Some(known) = model.scored.scales.get(id) else {
            let span = levels.values().next().map(|text| &text.span);
            let known: Vec<&str> = model.scored.scales.keys().map(String::as_str).collect();
            known_only(
                model,
                span.map(|span| (id, span)).into_iter(),
                &known,
                findings,
            );
            continue;
        };
        // Of a scale without levels the model's own file is reported.
        let strange = levels.iter().filter(|(level, _)| {
            !known.is_empty()
                && !level
                    .parse::<i64>()
                    .is_ok_and(|level| known.contains(&level))
        });
        for (level, text) in strange {
            findings.add(not_a_level(
                text,
                &format!("{key}.{id}"),
                level,
                &known.iter().copied().collect(),
            ));
        }
    }
}

fn category_ids(model: &Model) -> Vec<&str> {
    let categories = model.scored.categories.iter();
    categories.map(String::as_str).collect()
}

fn spans(words: &BTreeMap<String, At<String>>) -> impl Iterator<Item = (&String, &Span)> {
    words.iter().map(|(id, text)| (id, &text.span))
}

/// Reports the ids that are not known.
fn known_only<'a>(
    model: &Model,
    written: impl Iterator<Item = (&'a String, &'a Span)>,
    known: &[&str],
    findings: &mut Findings,
) {
    for (id, span) in written.filter(|(id, _)| !known.contains(&id.as_str())) {
        findings.add(unknown(
            span,
            &format!("{}:{id}", model.id),
            nearest(id, known.iter().copied()),
        ));
    }
}

fn unknown(span: &Span, id: &str, near: Option<String>) -> Finding {
    Finding::new(&rules::UNKNOWN_ITEM)
        .at(span)
        .with("item", id)
        .suggest(near)
}

/// A heading's anchor and words, and the words of the paragraph after it.
type Section = (String, String, String);

fn sections(content: &Content) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for block in &content.blocks {
        match block {
            Block::Heading { id, content, .. } => {
                sections.push((id.clone(), plain(content), String::new()));
            }
            Block::Paragraph(content) => {
                if let Some((_, _, description)) = sections.last_mut()
                    && description.is_empty()
                {
                    *description = plain(content);
                }
            }
            _ => {}
        }
    }
    sections
}
