//! Pages that have no content of their own: the chooser, the page for addresses that do not exist, moved pages.

use super::Bundles;
use crate::config::Language;
use crate::language::Tag;
use crate::site::{Site, address, relative, to_root};
use serde::Serialize;

/// Such a page as its template sees it.
#[derive(Debug, Serialize)]
pub struct PlainView {
    pub lang: String,
    pub dir: &'static str,
    pub site_title: String,
    pub root: String,
    pub policy: String,
    pub styles: String,
    /// As in [`PageView`].
    pub head_script: String,
    pub languages: Vec<PlainLanguage>,
    /// Where a moved page is now, relative.
    pub moved_to: Option<String>,
    pub canonical: Option<String>,
}

/// A language on a page that has none of its own.
#[derive(Debug, Serialize)]
pub struct PlainLanguage {
    pub tag: String,
    pub dir: &'static str,
    pub name: String,
    pub href: String,
    pub title: String,
    pub description: String,
}

/// A page without content of its own, at `at`; addresses begin with `base` (empty for relative ones).
pub fn page(site: &Site, bundles: &Bundles, language: &Tag, at: &str, base: &str) -> PlainView {
    let (root, absolute) = match base {
        "" => (to_root(at), None),
        base => (format!("{base}/"), Some(base)),
    };
    let here = |to: &str| absolute.map_or_else(|| relative(at, to), |base| format!("{base}/{to}"));
    let styles = bundles.addresses.get("site.css");
    let languages = site.config.languages.iter();
    PlainView {
        lang: language.to_string(),
        dir: language.direction(),
        site_title: site.title(language),
        root,
        policy: bundles.policy.clone(),
        head_script: bundles.head_script.clone(),
        styles: styles.map(|styles| here(styles)).unwrap_or_default(),
        languages: languages
            .map(|language| plain_language(site, language, here))
            .collect(),
        moved_to: None,
        canonical: None,
    }
}

/// A language, and the way to its home page.
fn plain_language(
    site: &Site,
    language: &Language,
    here: impl Fn(&str) -> String,
) -> PlainLanguage {
    let address = address(&language.tag, "index");
    let home = site.page(&address);
    let description = home.map(|home| home.page.front.description.clone());
    PlainLanguage {
        tag: language.tag.to_string(),
        dir: language.tag.direction(),
        name: language.name.clone(),
        href: here(&address),
        title: site.title(&language.tag),
        description: description.unwrap_or_default(),
    }
}
