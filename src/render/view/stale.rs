//! What readers are told of a translation whose original has changed since.

use super::{Common, ContentsEntry};
use crate::language::Tag;
use crate::pages::Heading;
use crate::site::{Site, SitePage, relative, with_anchor};
use serde::Serialize;

/// A translation whose original has changed since.
#[derive(Debug, Serialize)]
pub struct StaleView {
    /// How many of its paragraphs, headings and the like are concerned.
    pub count: usize,
    /// The sections of the page that they stand in.
    pub sections: Vec<ContentsEntry>,
    /// Address of the original, relative to the page.
    pub original: String,
    /// The original's language, as a tag.
    pub lang: String,
    /// The original's language in its own words.
    pub language_name: String,
}

/// What a language calls itself.
pub fn language_name(site: &Site, language: &Tag) -> String {
    let known = site.config.language(language.as_str());
    known.map(|known| known.name.clone()).unwrap_or_default()
}

/// What is to be said of a page; nothing where nothing is known to be stale.
pub fn stale(site: &Site, common: &Common<'_>, page: &SitePage) -> Option<StaleView> {
    let stale = common.stale.get(&page.address)?;
    let section = |heading: &Heading| ContentsEntry {
        level: heading.level,
        id: heading.id.clone(),
        href: with_anchor(String::new(), Some(&heading.id)),
        text: heading.text.clone(),
    };
    let headings = page.page.headings.iter();
    let headings = headings.filter(|heading| stale.sections.contains(&heading.id));
    Some(StaleView {
        count: stale.blocks,
        sections: headings.map(section).collect(),
        original: relative(&page.address, &stale.original),
        lang: stale.language.to_string(),
        language_name: language_name(site, &stale.language),
    })
}
