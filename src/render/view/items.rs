//! The item that a page describes, what items and pages are related to, and the items that explain words of a page.

use super::links::{LinkView, link, model_link};
use crate::models::{Item, Model};
use crate::render::facts::{self, Described, Fact};
use crate::render::html;
use crate::site::{Site, SitePage, address, parent, relative, tool_link, with_anchor};
use serde::Serialize;
use std::collections::BTreeSet;

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

/// Something that an item or a page is related to.
#[derive(Debug, Serialize)]
pub struct Related {
    /// Whether it is the first of its framework among others.
    pub begins: bool,
    /// Where it leads, relative to the page.
    pub href: String,
    /// The name of the model, or of the section that a page is in.
    pub framework: String,
    /// Its id, where readers know it by that.
    pub id: String,
    /// Its name.
    pub title: String,
    /// The language of its name.
    pub lang: String,
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

/// The pages that an item's mapping names.
pub fn mapped_pages(site: &Site, page: &SitePage, it: Described<'_>) -> Vec<Related> {
    let mappings = it.model.mappings_of(it.item);
    let targets = mappings.flat_map(|mapping| &mapping.pages);
    let navigation = site.navigation.get(&page.language);
    let mut targets: Vec<&str> = targets.map(|target| target.value.as_str()).collect();
    targets.sort_by_key(|target| {
        let path = target.split('#').next().unwrap_or_default();
        navigation.and_then(|navigation| navigation.position(path))
    });
    let related = targets.into_iter();
    grouped(
        related
            .filter_map(|target| related_page(site, page, target))
            .collect(),
    )
}

/// The items that mappings relate to one, from either side.
pub fn related_items(site: &Site, page: &SitePage, reference: &str) -> Vec<Related> {
    let items = site.connections.related(reference).iter();
    grouped(
        items
            .filter_map(|item| related_item(site, page, item))
            .collect(),
    )
}

/// Says of each whether its framework is another one than that of the one before.
pub fn grouped(mut related: Vec<Related>) -> Vec<Related> {
    for at in 1..related.len() {
        related[at].begins = related[at].framework != related[at - 1].framework;
    }
    related
}

/// The pages that speak of an item, in reading order; those that its mapping names are not named again.
pub fn used_in(site: &Site, page: &SitePage, it: Described<'_>) -> Vec<LinkView> {
    let navigation = site.navigation.get(&page.language);
    let mappings = it.model.mappings_of(it.item);
    let mapped = mappings.flat_map(|mapping| &mapping.pages);
    let mapped: BTreeSet<&str> = mapped
        .map(|page| page.value.split('#').next().unwrap_or_default())
        .collect();
    let reference = it.model.reference(it.item);
    let users = site.connections.spoken_of(&page.language, &reference);
    let mut users: Vec<&SitePage> = users
        .iter()
        .filter_map(|address| site.page(address))
        .filter(|user| user.address != page.address && !mapped.contains(user.path.as_str()))
        .collect();
    users.sort_by_key(|user| navigation.and_then(|navigation| navigation.position(&user.path)));
    let link = |user: &SitePage| LinkView {
        href: relative(&page.address, &user.address),
        title: user.page.front.title.clone(),
        lang: user.page.language.to_string(),
    };
    users.into_iter().map(link).collect()
}

fn tool_of(page: &SitePage, model: &Model, item: &Item) -> Option<String> {
    (!item.scales().is_empty())
        .then(|| tool_link(&page.address, &page.language, &model.id, Some(item.id())))
}

pub fn related_item(site: &Site, page: &SitePage, reference: &str) -> Option<Related> {
    let it = Described::of(site, page, reference)?;
    let id = it.model.shown.ids.then(|| it.item.id().to_owned());
    Some(Related {
        begins: true,
        href: it.href(page),
        framework: model_link(site, page, it.model).title,
        id: id.unwrap_or_default(),
        title: it.words.title.clone(),
        lang: it.words.language.to_string(),
    })
}

fn related_page(site: &Site, page: &SitePage, written: &str) -> Option<Related> {
    let (path, anchor) = written
        .split_once('#')
        .map_or((written, None), |(path, anchor)| (path, Some(anchor)));
    let target = site.page(&address(&page.language, path))?;
    let section = anchor.and_then(|anchor| {
        target
            .page
            .headings
            .iter()
            .find(|heading| heading.id == anchor)
    });
    let href = relative(&page.address, &target.address);
    let mut title = target.page.front.title.clone();
    if let Some(section) = section {
        title.clone_from(&section.text);
    }
    let above = parent(path)
        .and_then(|parent| link(site, page, &parent))
        .map(|link| link.title)
        .unwrap_or_default();
    // A section says which page it is of, but for the pages of a step: they are told by the step.
    let framework = match (path.ends_with("/index"), section) {
        (true, Some(_)) => target
            .page
            .front
            .nav_title
            .clone()
            .unwrap_or_else(|| target.page.front.title.clone()),
        (true, None) => String::new(),
        (false, _) => above,
    };
    Some(Related {
        begins: true,
        href: with_anchor(href, section.map(|section| section.id.as_str())),
        framework,
        id: String::new(),
        title,
        lang: target.page.language.to_string(),
    })
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
