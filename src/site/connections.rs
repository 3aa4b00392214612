//! What is connected with an item, seen from the item: what mappings say, from either side, and which pages speak of it.
//!
//! ```text
//! mappings of all models ─▶ related items, both ways
//! words of items (where each stands) + links and explained words of all pages ─▶ pages that speak of an item
//! ```

use super::{Destination, SitePage, Words, address};
use crate::language::Tag;
use crate::models::Models;
use crate::pages::each_link;
use std::collections::{BTreeMap, BTreeSet};

/// What is connected with items, each as `model:item`.
#[derive(Debug, Default)]
pub struct Connections {
    /// Items of other models, in the order of the models' ids and of their items.
    related: BTreeMap<String, Vec<String>>,
    /// Items whose mappings name a page, by the page's path, in the same order.
    served: BTreeMap<String, Vec<String>>,
    /// Addresses of the pages that speak of an item, in the order of addresses.
    spoken_of: BTreeMap<Tag, BTreeMap<String, Vec<String>>>,
    /// Items that are sections of a page, by address and anchor.
    sections: BTreeMap<String, BTreeMap<String, String>>,
}

impl Connections {
    /// Items that a mapping relates to this one, whichever of the two names the other.
    #[must_use]
    pub fn related(&self, item: &str) -> &[String] {
        self.related.get(item).map_or(&[], Vec::as_slice)
    }

    /// Items whose mappings name a page, or a part of it.
    #[must_use]
    pub fn served(&self, path: &str) -> &[String] {
        self.served.get(path).map_or(&[], Vec::as_slice)
    }

    /// Addresses of the pages of a language that link an item, or whose words it explains. Pages of items of the same model
    /// are not among them: what a model says of itself is no use of it.
    #[must_use]
    pub fn spoken_of(&self, language: &Tag, item: &str) -> &[String] {
        let of_language = self.spoken_of.get(language);
        let found = of_language.and_then(|items| items.get(item));
        found.map_or(&[], Vec::as_slice)
    }

    /// Whether any item is a section of a page.
    #[must_use]
    pub fn has_sections(&self) -> bool {
        !self.sections.is_empty()
    }

    /// The item that a section of a page describes.
    #[must_use]
    pub fn section(&self, address: &str, anchor: &str) -> Option<&str> {
        Some(self.sections.get(address)?.get(anchor)?.as_str())
    }
}

/// Connects the items of the models with each other and with the pages of the site.
pub(super) fn connect(
    models: &Models,
    words: &BTreeMap<Tag, Words>,
    pages: &[SitePage],
) -> Connections {
    let places = places(words);
    let mut spoken_of: BTreeMap<Tag, BTreeMap<String, Vec<String>>> = BTreeMap::new();
    for page in pages {
        let own = models_of(page, &places);
        let of_language = spoken_of.entry(page.language.clone()).or_default();
        for item in spoken_on(page, &places) {
            if !own.contains(model_of(item)) {
                let pages = of_language.entry(item.to_owned()).or_default();
                pages.push(page.address.clone());
            }
        }
    }
    Connections {
        related: related(models),
        served: served(models),
        spoken_of,
        sections: places
            .into_iter()
            .map(|(address, mut items)| {
                items.remove("");
                (address, items)
            })
            .filter(|(_, items)| !items.is_empty())
            .collect(),
    }
}

/// Items by where their words stand: address, and anchor, which is empty where the whole page is the item's.
type Places = BTreeMap<String, BTreeMap<String, String>>;

fn places(words: &BTreeMap<Tag, Words>) -> Places {
    let mut places = Places::new();
    for (language, words) in words {
        for (reference, item) in &words.items {
            places
                .entry(address(language, &item.path))
                .or_default()
                .insert(item.anchor.clone().unwrap_or_default(), reference.clone());
        }
    }
    places
}

fn model_of(reference: &str) -> &str {
    reference.split(':').next().unwrap_or_default()
}

/// The models of which a page is the page, or describes items.
fn models_of<'a>(page: &'a SitePage, places: &'a Places) -> BTreeSet<&'a str> {
    let described = places.get(&page.address).into_iter().flatten();
    let front = &page.page.front;
    let named = front.model.iter().chain(&front.items);
    described
        .map(|(_, item)| model_of(item))
        .chain(named.map(|at| at.value.as_str()))
        .collect()
}

/// The items that a page links, or that explain its words.
fn spoken_on<'a>(page: &'a SitePage, places: &'a Places) -> BTreeSet<&'a str> {
    let mut items: BTreeSet<&str> = page.terms.iter().map(String::as_str).collect();
    each_link(&page.blocks, &mut |link| {
        if let Destination::Page {
            address, anchor, ..
        } = link
        {
            let there = places.get(address);
            let anchor = anchor.as_deref().unwrap_or_default();
            items.extend(
                there
                    .and_then(|items| items.get(anchor))
                    .map(String::as_str),
            );
        }
    });
    items
}

/// Mappings, read from both sides.
fn related(models: &Models) -> BTreeMap<String, Vec<String>> {
    let mut pairs: BTreeMap<String, BTreeSet<(usize, usize)>> = BTreeMap::new();
    // Models by id, items by their order: an item's place says where it stands in a list.
    let all: Vec<_> = models.models.values().collect();
    let place = |reference: &str| {
        let (model, id) = reference.split_once(':')?;
        let at = all.iter().position(|known| known.id == model)?;
        let item = all[at].items.iter().position(|item| item.id() == id)?;
        Some((at, item))
    };
    for model in &all {
        for mapping in &model.mappings {
            let own = format!("{}:{}", model.id, mapping.item.value);
            for other in &mapping.items {
                let (Some(here), Some(there)) = (place(&own), place(&other.value)) else {
                    continue;
                };
                pairs.entry(own.clone()).or_default().insert(there);
                pairs.entry(other.value.clone()).or_default().insert(here);
            }
        }
    }
    let named = |(model, item): (usize, usize)| all[model].reference(&all[model].items[item]);
    pairs
        .into_iter()
        .map(|(own, others)| (own, others.into_iter().map(named).collect()))
        .collect()
}

/// Which items name a page in their mappings: page path → items.
fn served(models: &Models) -> BTreeMap<String, Vec<String>> {
    let mut served: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let models = models.models.values();
    for (model, item) in models.flat_map(|model| model.items.iter().map(move |it| (model, it))) {
        let reference = model.reference(item);
        for page in model.mappings_of(item).flat_map(|mapping| &mapping.pages) {
            let path = page.value.split('#').next().unwrap_or_default();
            let items = served.entry(path.to_owned()).or_default();
            if items.last() != Some(&reference) {
                items.push(reference.clone());
            }
        }
    }
    served
}
