//! What is wrong with the site as a whole: one function a rule, listed in [`run`].

use crate::diagnostic::{Finding, Findings, Place, nearest, rules};
use crate::pages::{Block, FigureUse, Generated, each_block};
use crate::site::{Site, SitePage};

/// Looks at everything.
pub fn run(site: &Site, findings: &mut Findings) {
    sources_are_documents(site, findings);
    items_have_pages_and_levels(site, findings);
    models_have_names(site, findings);
    mappings_lead_somewhere(site, findings);
    terms_have_pages(site, findings);
    documents_are_known(site, findings);
    blocks_can_be_filled(site, findings);
    default_language_has_a_home(site, findings);
}

/// The pages whose text is in their own language: findings about a text are made once.
fn own_pages(site: &Site) -> impl Iterator<Item = &SitePage> {
    site.pages.iter().filter(|page| !page.is_fallback())
}

fn sources_are_documents(site: &Site, findings: &mut Findings) {
    for page in own_pages(site) {
        for source in &page.page.front.sources {
            if site.models.document(&source.value).is_none() {
                let near = nearest(&source.value, site.models.documents.iter().map(|document| document.key.as_str()));
                let finding = Finding::new(&rules::UNKNOWN_DOCUMENT).at(source.place.clone()).with("key", &source.value);
                findings.add(finding.suggest(near));
            }
        }
    }
}

/// Each item has words somewhere, and each level of its scale a text wherever the item has a page of its own.
fn items_have_pages_and_levels(site: &Site, findings: &mut Findings) {
    for model in site.models.models.values() {
        for item in &model.items {
            let id = format!("{}:{}", model.id, item.id);
            if !site.words.values().any(|words| words.items.contains_key(&id)) {
                let finding = Finding::new(&rules::MISSING_WORDS).at(item.place.clone()).with("id", id);
                findings.add(finding.with("language", site.config.default_language.as_str()));
            }
        }
    }
    for page in own_pages(site) {
        let Some(reference) = &page.page.front.item else { continue };
        let Some((model, item)) = site.models.item(&reference.value) else { continue };
        let Some(scale) = item.scale.as_ref().and_then(|scale| model.scales.get(scale)) else { continue };
        for level in &scale.levels {
            let text = page.page.front.levels.get(&level.to_string());
            if text.is_none_or(|text| text.value.trim().is_empty()) {
                let finding = Finding::new(&rules::MISSING_LEVEL_TEXT).at(reference.place.clone()).with("item", &reference.value);
                findings.add(finding.with("level", level.to_string()));
            }
        }
    }
}

/// Where a language has a page with a model's names, all of them are there.
fn models_have_names(site: &Site, findings: &mut Findings) {
    for page in own_pages(site) {
        let Some(reference) = &page.page.front.model else { continue };
        let Some(model) = site.models.models.get(&reference.value) else { continue };
        let front = &page.page.front;
        let categories = model.categories.iter().filter(|category| !front.categories.contains_key(&category.id));
        let mut missing: Vec<String> = categories.map(|category| format!("{}:{}", model.id, category.id)).collect();
        for (id, scale) in &model.scales {
            let names = front.scales.get(id);
            let unnamed = scale.levels.iter().filter(|level| names.is_none_or(|names| !names.contains_key(&level.to_string())));
            missing.extend(unnamed.map(|level| format!("{}:{id}:{level}", model.id)));
        }
        for id in missing {
            let finding = Finding::new(&rules::MISSING_WORDS).at(reference.place.clone()).with("id", id);
            findings.add(finding.with("language", page.language.as_str()));
        }
    }
}

fn mappings_lead_somewhere(site: &Site, findings: &mut Findings) {
    let language = &site.config.default_language;
    for mapping in site.models.models.values().flat_map(|model| &model.mappings) {
        for written in &mapping.pages {
            let (path, anchor) =
                written.value.split_once('#').map_or((written.value.as_str(), None), |(path, anchor)| (path, Some(anchor)));
            let Some(page) = site.page(&crate::site::address(language, path)) else {
                let near = nearest(path, site.pages.iter().map(|page| page.path.as_str()));
                let finding = Finding::new(&rules::BROKEN_LINK).at(written.place.clone()).with("target", &written.value);
                findings.add(finding.suggest(near));
                continue;
            };
            if let Some(anchor) = anchor
                && !page.page.headings.iter().any(|heading| heading.id == anchor)
            {
                let near = nearest(anchor, page.page.headings.iter().map(|heading| heading.id.as_str()));
                let finding = Finding::new(&rules::BROKEN_ANCHOR).at(written.place.clone()).with("anchor", anchor);
                findings.add(finding.with("target", path).suggest(near));
            }
        }
        for written in mapping.items.iter().filter(|item| site.models.item(&item.value).is_none()) {
            findings.add(Finding::new(&rules::UNKNOWN_ITEM).at(written.place.clone()).with("item", &written.value));
        }
    }
}

fn terms_have_pages(site: &Site, findings: &mut Findings) {
    for term in site.models.terms.values() {
        if !site.words.values().any(|words| words.terms.contains_key(&term.id)) {
            let finding = Finding::new(&rules::MISSING_WORDS).at(term.place.clone()).with("id", &term.id);
            findings.add(finding.with("language", site.config.default_language.as_str()));
        }
        for related in term.related.iter().filter(|related| !site.models.terms.contains_key(&related.value)) {
            let near = nearest(&related.value, site.models.terms.keys().map(String::as_str));
            let finding = Finding::new(&rules::UNKNOWN_TERM).at(related.place.clone()).with("term", &related.value);
            findings.add(finding.suggest(near));
        }
    }
}

fn documents_are_known(site: &Site, findings: &mut Findings) {
    let superseded = site.models.documents.iter().filter_map(|document| document.superseded_by.as_ref());
    let defined = site.models.models.values().map(|model| &model.source);
    for key in superseded.chain(defined).filter(|key| site.models.document(&key.value).is_none()) {
        let near = nearest(&key.value, site.models.documents.iter().map(|document| document.key.as_str()));
        let finding = Finding::new(&rules::UNKNOWN_DOCUMENT).at(key.place.clone()).with("key", &key.value);
        findings.add(finding.suggest(near));
    }
}

fn blocks_can_be_filled(site: &Site, findings: &mut Findings) {
    for page in own_pages(site) {
        each_block(&page.page.blocks, &mut |block| match block {
            Block::Figure(figure) => figure_has_its_words(site, figure, findings),
            Block::Generated { kind: Generated::Items, argument, place } if !site.models.models.contains_key(argument) => {
                let near = nearest(argument, site.models.models.keys().map(String::as_str));
                findings.add(Finding::new(&rules::UNKNOWN_ITEM).at(place.clone()).with("item", argument).suggest(near));
            }
            Block::Generated { kind: Generated::Levels, place, .. } if page.page.front.item.is_none() => {
                findings.add(Finding::new(&rules::MISSING_KEY).at(place.clone()).with("key", "item"));
            }
            _ => {}
        });
    }
}

fn figure_has_its_words(site: &Site, used: &FigureUse, findings: &mut Findings) {
    let Some(figure) = site.figures.get(&used.name) else {
        let near = nearest(&used.name, site.figures.keys().map(String::as_str));
        let finding = Finding::new(&rules::UNKNOWN_FIGURE).at(used.place.clone()).with("figure", &used.name);
        return findings.add(finding.suggest(near));
    };
    let missing: Vec<&str> = figure.keys.iter().filter(|key| !used.words.contains_key(*key)).map(String::as_str).collect();
    let unknown: Vec<&str> = used.words.keys().filter(|key| !figure.keys.contains(*key)).map(String::as_str).collect();
    if !missing.is_empty() || !unknown.is_empty() {
        let finding = Finding::new(&rules::FIGURE_WORDS).at(used.place.clone()).with("figure", &used.name);
        findings.add(finding.with("missing", missing.join(", ")).with("unknown", unknown.join(", ")));
    }
}

/// The chooser, the breadcrumbs and the language switch lead to a home page; one language has it, the others fall back.
fn default_language_has_a_home(site: &Site, findings: &mut Findings) {
    let language = &site.config.default_language;
    if site.page(&crate::site::address(language, "index")).is_none() {
        let path = format!("content/{language}/index.md");
        findings.add(Finding::new(&rules::HOME_MISSING).at(Place::file(&path)).with("path", &path));
    }
}
