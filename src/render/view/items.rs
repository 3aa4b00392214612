//! The item that a page describes, what items and pages are related to, and the items that explain words of a page.

use crate::models::{Item, Model};
use crate::render::facts::{self, Described, Fact};
use crate::render::html;
use crate::render::link::{LinkView, model_link};
use crate::render::related::{Related, mapped_pages, related_items, used_in};
use crate::site::{Site, SitePage, address, relative, tool_link};
use serde::Serialize;

/// The item that a page describes: what is known of it, and what it is related to.
#[derive(Debug, Serialize)]
pub struct ItemView {
    /// The model's page.
    pub model: LinkView,
    /// The model's version; empty where it has none.
    pub version: String,
    /// The item's id, without the model's.
    pub id: String,
    /// Whether readers know it by its id.
    pub ids: bool,
    /// The official name; empty where there is none.
    pub name: String,
    /// The language of the official name.
    pub name_language: String,
    /// Whether the page's title is a translation of it.
    pub translated: bool,
    /// What stands beside the title.
    pub beside: Option<String>,
    /// The name of its category; empty where it has none.
    pub category: String,
    /// Address of the tool, opened at this item, where it is scored.
    pub tool: Option<String>,
    /// What it says in its model's fields.
    pub facts: Vec<Fact>,
    /// What has no official name is called like this in the other languages.
    pub translations: Vec<LinkView>,
    /// Pages that its mapping names.
    pub pages: Vec<Related>,
    /// Items of other models that its mapping names, or whose mapping names it.
    pub items: Vec<Related>,
    /// Why its mapping names what it names; empty where nobody has said.
    pub reason: String,
    /// Further pages that link it, or whose words it explains.
    pub used_in: Vec<LinkView>,
}

/// An item that explains words of the page: what it says, at the end of the page and in the pop-up.
#[derive(Debug, Serialize)]
pub struct TermNote {
    /// The id of the element, which the words' links name.
    pub id: String,
    /// Where it leads, relative to the page.
    pub href: String,
    /// Its name.
    pub title: String,
    /// What stands beside the title.
    pub beside: Option<String>,
    /// What it means, in a sentence.
    pub description: String,
    /// The language of its name.
    pub lang: String,
}

pub fn item(site: &Site, page: &SitePage) -> Option<ItemView> {
    let reference = &page.page.front.item.as_ref()?.value;
    let described = Described::of(site, page, reference)?;
    let Described { model, item, .. } = described;
    let words = site.words.get(&page.language);
    let reason = words.and_then(|words| words.mapping_reason(&model.id, item.id()));
    Some(ItemView {
        model: model_link(site, page, model),
        version: model.scored.version.clone(),
        id: item.id().to_owned(),
        ids: model.shown.ids,
        name: item.scored.name.clone(),
        name_language: name_language(page, described),
        translated: item
            .name()
            .is_some_and(|name| name != described.words.title),
        beside: described.beside().map(str::to_owned),
        category: category(site, page, described),
        tool: tool_of(page, model, item),
        facts: facts::facts(site, page, described),
        translations: translations(site, page, described),
        pages: mapped_pages(site, page, described),
        items: related_items(site, page, reference),
        reason: reason.unwrap_or_default().to_owned(),
        used_in: used_in(site, page, described),
    })
}

/// The language of an item's official name: its own, its model's, or the reader's where nothing is said.
fn name_language(page: &SitePage, it: Described<'_>) -> String {
    let said = it.item.language.as_ref().or(it.model.scored.lang.as_ref());
    said.cloned().unwrap_or_else(|| page.language.to_string())
}

fn category(site: &Site, page: &SitePage, it: Described<'_>) -> String {
    let id = format!("{}:{}", it.model.id, it.item.scored.category);
    let words = site.words.get(&page.language);
    let name = words.and_then(|words| words.categories.get(&id));
    name.cloned().unwrap_or_default()
}

/// What an item without an official name is called in the languages that have a page on it.
fn translations(site: &Site, page: &SitePage, it: Described<'_>) -> Vec<LinkView> {
    if it.item.name().is_some() {
        return Vec::new();
    }
    let reference = it.model.reference(it.item);
    let others = site.words.iter().filter(|(tag, _)| **tag != page.language);
    let translations = others.filter_map(|(tag, words)| {
        let words = words.items.get(&reference);
        let words = words.filter(|words| words.language == *tag)?;
        Some(LinkView {
            href: relative(&page.address, &address(tag, &words.path)),
            title: words.title.clone(),
            lang: tag.to_string(),
        })
    });
    translations.collect()
}

fn tool_of(page: &SitePage, model: &Model, item: &Item) -> Option<String> {
    (!item.scales().is_empty())
        .then(|| tool_link(&page.address, &page.language, &model.id, Some(item.id())))
}

pub fn terms(site: &Site, page: &SitePage) -> Vec<TermNote> {
    let note = |reference: &String| {
        let it = Described::of(site, page, reference)?;
        Some(TermNote {
            id: html::note_id(reference),
            href: it.href(page),
            title: it.words.title.clone(),
            beside: it.beside().map(str::to_owned),
            description: it.words.description.clone(),
            lang: it.words.language.to_string(),
        })
    };
    page.terms.iter().filter_map(note).collect()
}
