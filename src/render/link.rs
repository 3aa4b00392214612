//! A link with its words, to a page or to a model's page.

use crate::models::Model;
use crate::site::{Site, SitePage, address, relative};
use serde::Serialize;

/// A link with its words.
#[derive(Debug, Clone, Serialize)]
pub struct LinkView {
    /// Where it leads, relative to the page; absolute in an [`Alternate`].
    pub href: String,
    /// Its words.
    pub title: String,
    /// The language of its words.
    pub lang: String,
}

/// A link to a page by path, with its short title.
pub fn link(site: &Site, page: &SitePage, path: &str) -> Option<LinkView> {
    let target = site.page(&address(&page.language, path))?;
    let front = &target.page.front;
    Some(LinkView {
        href: relative(&page.address, &target.address),
        title: front
            .nav_title
            .clone()
            .unwrap_or_else(|| front.title.clone()),
        lang: target.page.language.to_string(),
    })
}

/// A link to the page of a model, with the model's name.
pub fn model_link(site: &Site, page: &SitePage, model: &Model) -> LinkView {
    let named = site
        .words
        .get(&page.language)
        .and_then(|words| words.models.get(&model.id));
    let (title, path) = named
        .cloned()
        .unwrap_or_else(|| (model.id.clone(), "index".to_owned()));
    LinkView {
        href: relative(&page.address, &address(&page.language, &path)),
        title,
        lang: page.language.to_string(),
    }
}
