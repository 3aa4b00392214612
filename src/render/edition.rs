//! Print editions: a section as one page, with contents, numbered headings, and links within it as references.
//!
//! ```text
//! pages of the section in reading order ─number─▶ chapters ─chapter─▶ blocks with numbers, anchors and references ─html─▶
//! one view ─template─▶ <lang>/<section>/edition.html
//! ```
//!
//! A section has one where its index page says `edition = true`, and the theme has the template.

mod chapter;

use super::facts::{self, Described, Fact};
use super::html;
use super::templates::Templates;
use super::view::Common;
use super::{OutputFile, phrases};
use crate::diagnostic::Findings;
use crate::language::Tag;
use crate::site::{
    Navigation, NavigationNode, Site, SitePage, address, edition_address, parent, relative, to_root,
};
use chapter::{Chapter, Chapters};
use serde::Serialize;
use std::collections::BTreeSet;

/// The template of an edition.
const TEMPLATE: &str = "edition.html";

/// An edition as its template sees it. Addresses are relative to it.
#[derive(Debug, Serialize)]
struct EditionView {
    lang: String,
    dir: &'static str,
    site_title: String,
    title: String,
    description: String,
    root: String,
    policy: super::templates::Shared,
    styles: String,
    /// The section's own page.
    section: String,
    /// When a page of it was changed last.
    updated: Option<String>,
    /// HTML of the section's notice; empty if there is none.
    notice: String,
    contents: Vec<ContentsEntry>,
    chapters: Vec<ChapterView>,
    /// HTML, one entry a source.
    sources: Vec<String>,
}

/// An entry of the contents.
#[derive(Debug, Serialize)]
struct ContentsEntry {
    depth: usize,
    number: String,
    href: String,
    item: String,
    title: String,
    lang: String,
}

/// A page of the section as a chapter.
#[derive(Debug, Serialize)]
struct ChapterView {
    id: String,
    number: String,
    /// How deep the page stands below the section's own, from 0.
    depth: usize,
    /// HTML of the title, which breaks at phrases.
    title: String,
    /// What stands before the title of an item that readers know by its id: framework and id.
    item: String,
    description: String,
    lang: String,
    dir: &'static str,
    facts: Vec<Fact>,
    /// HTML.
    body: String,
}

/// All editions of a site.
pub fn files(
    site: &Site,
    templates: &Templates,
    common: &Common<'_>,
    findings: &mut Findings,
) -> Vec<OutputFile> {
    if !templates.has(TEMPLATE) {
        return Vec::new();
    }
    let mut files = Vec::new();
    for (language, tree) in &site.navigation {
        let pages = site.pages.iter().filter(|page| page.language == *language);
        for section in pages.filter(|page| page.page.front.edition) {
            if let Some(node) = tree.node(&section.path) {
                let view = view(site, common, tree, section, node);
                let text = templates.render(TEMPLATE, &view, findings);
                files.push(OutputFile {
                    path: edition_address(language, &section.path),
                    origin: section.page.text.path.to_string(),
                    bytes: text.into_bytes(),
                });
            }
        }
    }
    files
}

fn view(
    site: &Site,
    common: &Common<'_>,
    tree: &Navigation,
    section: &SitePage,
    node: &NavigationNode,
) -> EditionView {
    let language = &section.language;
    let here = edition_address(language, &section.path);
    let pages = pages(site, tree, language, node);
    let chapters = Chapters::of(&here, &pages);
    let of = |chapter: &Chapter<'_>| chapter_view(site, &chapters, chapter);
    let views: Vec<ChapterView> = chapters.list.iter().map(of).collect();
    let front = &section.page.front;
    let updated = pages.iter().filter_map(|(_, page)| page.page.front.updated);
    let styles = common.bundles.addresses.get("site.css");
    EditionView {
        lang: language.to_string(),
        dir: language.direction(),
        site_title: site.title(language),
        title: front.title.clone(),
        description: front.description.clone(),
        root: to_root(&here),
        policy: common.policy.clone(),
        styles: styles
            .map(|styles| relative(&here, styles))
            .unwrap_or_default(),
        section: relative(&here, &section.address),
        updated: updated.map(|date| date.to_string()).max(),
        notice: notice(site, &here, section),
        contents: chapters.list.iter().zip(&views).map(contents).collect(),
        chapters: views,
        sources: sources(site, &here, &pages),
    }
}

fn contents((chapter, view): (&Chapter<'_>, &ChapterView)) -> ContentsEntry {
    ContentsEntry {
        depth: view.depth,
        number: view.number.clone(),
        href: format!("#{}", view.id),
        item: view.item.clone(),
        title: chapter.page.page.front.title.clone(),
        lang: view.lang.clone(),
    }
}

/// The pages of a section in reading order, each with its depth: those of the navigation, and where items are listed by their
/// section's page alone, these.
fn pages<'s>(
    site: &'s Site,
    tree: &Navigation,
    language: &Tag,
    node: &NavigationNode,
) -> Vec<(usize, &'s SitePage)> {
    let folder = node.path.strip_suffix("index").unwrap_or(&node.path);
    let depth_above = folder.matches('/').count();
    let below = site
        .pages
        .iter()
        .filter(|page| page.language == *language && page.path.starts_with(folder));
    let mut pages: Vec<&SitePage> = below.collect();
    pages.sort_by_key(|page| {
        let listed = tree.position(&page.path);
        (listed.is_none(), listed, page.page.front.order, &page.path)
    });
    let depth = |page: &SitePage| {
        let index = usize::from(page.path.ends_with("/index"));
        (page.path.matches('/').count() + 1 - index).saturating_sub(depth_above)
    };
    pages.into_iter().map(|page| (depth(page), page)).collect()
}

fn chapter_view(site: &Site, chapters: &Chapters<'_>, chapter: &Chapter<'_>) -> ChapterView {
    let page = chapters.as_chapter(chapter);
    let front = &page.page.front;
    let language = &page.page.language;
    let item = front.item.as_ref().map(|item| item.value.as_str());
    let described = item.and_then(|item| Described::of(site, &page, item));
    let known = described.filter(|it| it.model.shown.ids);
    let name = known.map(|it| {
        let framework = super::link::model_link(site, &page, it.model).title;
        format!("{framework} {}", it.item.id())
    });
    ChapterView {
        id: chapter.id(),
        number: chapter.number.to_string(),
        depth: chapter.depth,
        title: phrases::title(&front.title, language.as_str()),
        item: name.unwrap_or_default(),
        description: front.description.clone(),
        lang: language.to_string(),
        dir: language.direction(),
        facts: described
            .map(|it| facts::facts(site, &page, it))
            .unwrap_or_default(),
        body: html::chapter(site, &page, &format!("{}-", chapter.id())),
    }
}

/// The notice of the nearest section that has one.
fn notice(site: &Site, here: &str, section: &SitePage) -> String {
    let mut path = Some(section.path.clone());
    while let Some(own) = path {
        let page = site.page(&address(&section.language, &own));
        if let Some(page) = page.filter(|page| !page.notice.is_empty()) {
            return html::notice(site, &section.at(here), page);
        }
        path = parent(&own);
    }
    String::new()
}

/// The documents that any of the pages names as its sources, in the order in which they are first named.
fn sources(site: &Site, here: &str, pages: &[(usize, &SitePage)]) -> Vec<String> {
    let Some((_, first)) = pages.first() else {
        return Vec::new();
    };
    let reader = first.at(here);
    let mut seen = BTreeSet::new();
    let keys = pages.iter().flat_map(|(_, page)| &page.page.front.sources);
    keys.filter(|key| seen.insert(key.value.as_str()))
        .filter_map(|key| {
            let (model, item) = site.models.document(&key.value)?;
            let document = Described::of(site, &reader, &model.reference(item))?;
            Some(facts::entry(site, &reader, document))
        })
        .collect()
}
