//! What an item or a page is related to, as values: by mappings, from either side, and by being spoken of.

use super::facts::Described;
use super::link::{LinkView, link, model_link};
use crate::site::{Site, SitePage, address, parent, relative, with_anchor};
use serde::Serialize;
use std::collections::BTreeSet;

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

/// An item as others are related to it.
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
