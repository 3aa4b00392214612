//! Links from a page to others: to the same page in other languages, to those above it, to models and their tools.

use crate::models::Model;
use crate::render::link::{LinkView, link, model_link};
use crate::render::navigation::branch;
use crate::site::{Site, SitePage, address, relative, tool_link};
use serde::Serialize;

/// The same page in another language, for search engines.
#[derive(Debug, Serialize)]
pub struct Alternate {
    /// BCP 47 tag.
    pub tag: String,
    /// Where it leads, relative to the page; absolute in an [`Alternate`].
    pub href: String,
}

/// The same page in another language, for readers.
#[derive(Debug, Serialize)]
pub struct LanguageLink {
    /// BCP 47 tag.
    pub tag: String,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// The language in its own words.
    pub name: String,
    /// Where it leads, relative to the page; absolute in an [`Alternate`].
    pub href: String,
    /// Whether it is the reader's.
    pub current: bool,
}

pub fn crumbs(site: &Site, page: &SitePage) -> Vec<LinkView> {
    let mut crumbs: Vec<LinkView> = branch(page)
        .iter()
        .skip(1)
        .filter_map(|path| link(site, page, path))
        .collect();
    crumbs.reverse();
    crumbs
}

pub fn languages(site: &Site, page: &SitePage) -> Vec<LanguageLink> {
    let view = |language: &crate::config::Language| LanguageLink {
        tag: language.tag.to_string(),
        dir: language.tag.direction(),
        name: language.name.clone(),
        href: relative(&page.address, &address(&language.tag, &page.path)),
        current: language.tag == page.language,
    };
    site.config.languages.iter().map(view).collect()
}

pub fn canonical(site: &Site, page: &SitePage) -> Option<String> {
    let base = site.config.base_url.as_ref()?;
    Some(format!(
        "{base}/{}",
        address(&page.page.language, &page.path)
    ))
}

pub fn alternates(site: &Site, page: &SitePage) -> Vec<Alternate> {
    let Some(base) = site
        .config
        .base_url
        .as_ref()
        .filter(|_| !page.is_fallback())
    else {
        return Vec::new();
    };
    let tags = page.translations.iter();
    let mut alternates: Vec<Alternate> = tags
        .map(|tag| Alternate {
            tag: tag.to_string(),
            href: format!("{base}/{}", address(tag, &page.path)),
        })
        .collect();
    if page.path == "index" {
        alternates.push(Alternate {
            tag: "x-default".to_owned(),
            href: format!("{base}/index.html"),
        });
    }
    alternates
}

pub fn model_tool(site: &Site, page: &SitePage, model: &Model) -> LinkView {
    LinkView {
        href: tool_link(&page.address, &page.language, &model.id, None),
        ..model_link(site, page, model)
    }
}
