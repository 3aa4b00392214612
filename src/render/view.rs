//! What the page templates see: one typed view, made from [`SitePage`].
//!
//! [`page`] is the entry; [`Common`] is what many pages have in common. `links` makes what leads to other pages, `items` what is known of the items that the page describes or
//! links; `render::navigation` makes the tree of pages.

mod common;
mod items;
mod links;
mod stale;

pub use common::Common;
pub use items::{ItemView, TermNote};
pub use links::{Alternate, LanguageLink};
pub use stale::StaleView;

use super::facts::{self, Described};
use super::link::{self, LinkView};
use super::navigation::{self, branch};
use super::related::{self, Related};
use super::templates::Shared;
use super::{generated, html};
use crate::site::{
    Block, NavigationNode, Site, SitePage, address, edition_address, relative, to_root,
    with_anchor, words_of,
};
use crate::url;
use serde::Serialize;

/// A page as its template sees it. Addresses are relative to the page; texts are plain and escaped by the template,
/// but for those that say "HTML".
#[derive(Debug, Serialize)]
pub struct PageView {
    /// The reader's language, as a BCP 47 tag.
    pub lang: String,
    /// Its direction: `ltr` or `rtl`.
    pub dir: &'static str,
    /// The text's language, as a tag; another one on a fallback page.
    pub text_lang: String,
    /// Its direction.
    pub text_dir: &'static str,
    /// Whether the text is in another language than the reader's.
    pub is_fallback: bool,
    /// The text's language in its own words, for the notice.
    pub text_language_name: String,
    /// How much of a translation is out of date, where any of it is.
    pub stale: Option<StaleView>,
    /// Whether nobody has reviewed the translation.
    pub unreviewed: bool,
    /// The site's title in the reader's language.
    pub site_title: String,
    /// The page's title.
    pub title: String,
    /// What the page is, in a sentence; may be empty.
    pub description: String,
    /// Path without language and extension, the same in every language.
    pub path: String,
    /// The way to the site's root: empty or `../…`.
    pub root: String,
    /// The content security policy of the page.
    pub policy: Shared,
    /// Address of the style sheet.
    pub styles: String,
    /// Address of the script.
    pub scripts: String,
    /// The script that runs before the first paint, to stand in its element as it is.
    pub head_script: Shared,
    /// The home page of the reader's language.
    pub home: LinkView,
    /// Absolute address of the text in its own language, where the site has a base URL.
    pub canonical: Option<String>,
    /// The page's translations for search engines; none without a base URL.
    pub alternates: Vec<Alternate>,
    /// Address of the language's feed, if it has one.
    pub feed: Option<String>,
    /// Whether search engines are asked to leave the page out.
    pub noindex: bool,
    /// The page in each language of the site, as readers reach it.
    pub languages: Vec<LanguageLink>,
    /// The sections, and what is below those that the reader is in: [`navigation::NavigationView`]s.
    pub navigation: Vec<Shared>,
    /// The pages above, from the home page on.
    pub crumbs: Vec<LinkView>,
    /// The headings of the first two levels.
    pub contents: Vec<ContentsEntry>,
    /// HTML.
    pub body: String,
    /// HTML of the section's notice; empty if there is none.
    pub notice: String,
    /// The section as one page for printing, where this is its index page and there is one.
    pub edition: Option<String>,
    /// The page before in reading order.
    pub previous: Option<LinkView>,
    /// The page after in reading order.
    pub next: Option<LinkView>,
    /// When it was first published.
    pub date: Option<String>,
    /// When its meaning changed last.
    pub updated: Option<String>,
    /// Where a mistake on this page is reported.
    pub report: Option<String>,
    /// The item that the page describes.
    pub item: Option<ItemView>,
    /// Items whose mapping names this page.
    pub serves: Vec<Related>,
    /// Items that explain words of the page, in the order of their first mention.
    pub terms: Vec<TermNote>,
    /// HTML, one entry a source.
    pub sources: Vec<String>,
    /// The page that lists all documents.
    pub sources_page: Option<LinkView>,
    /// The scoring tools of the site.
    pub tools: Vec<LinkView>,
    /// Interface texts that scripts need, as JSON.
    pub script_texts: Shared,
    /// The script that the search box loads when it is first used.
    pub search_script: String,
    /// The page that lists everything by name: for readers without scripts, and where nothing is found.
    pub index: Option<LinkView>,
    /// The page that shows all that a search finds.
    pub results: Option<String>,
}

/// A heading in the table of contents.
#[derive(Debug, Serialize)]
pub struct ContentsEntry {
    /// 2 or 3.
    pub level: u8,
    /// The heading's anchor.
    pub id: String,
    /// The way there: the anchor as addresses have it.
    pub href: String,
    /// Its words.
    pub text: String,
}

/// Makes the view of a page.
pub fn page(site: &Site, common: &Common<'_>, page: &SitePage) -> PageView {
    let here = |to: &str| relative(&page.address, to);
    let bundle = |name: &str| {
        common
            .bundles
            .addresses
            .get(name)
            .map(|address| here(address))
            .unwrap_or_default()
    };
    let tree = site.navigation.get(&page.language);
    let (previous, next) = tree
        .map(|tree| tree.neighbours(&page.path))
        .unwrap_or_default();
    let step = |node: &NavigationNode| LinkView {
        href: relative(&page.address, &node.address),
        title: node.title.clone(),
        lang: node.language.to_string(),
    };
    PageView {
        lang: page.language.to_string(),
        dir: page.language.direction(),
        text_lang: page.page.language.to_string(),
        text_dir: page.page.language.direction(),
        is_fallback: page.is_fallback(),
        text_language_name: stale::language_name(site, &page.page.language),
        stale: stale::stale(site, common, page),
        unreviewed: page.page.front.unreviewed,
        site_title: site.title(&page.language),
        title: page.page.front.title.clone(),
        description: page.page.front.description.clone(),
        path: page.path.clone(),
        root: to_root(&page.address),
        policy: common.policy.clone(),
        styles: bundle("site.css"),
        scripts: bundle("site.js"),
        head_script: common.head_script.clone(),
        home: LinkView {
            href: here(&address(&page.language, "index")),
            title: tree.map(|tree| tree.root.title.clone()).unwrap_or_default(),
            lang: tree.map_or_else(
                || page.language.to_string(),
                |tree| tree.root.language.to_string(),
            ),
        },
        canonical: links::canonical(site, page),
        alternates: links::alternates(site, page),
        feed: feed(site, common, page),
        search_script: bundle("search.js"),
        index: site.index.as_ref().and_then(|path| {
            let page = site.page(&address(&page.language, path))?;
            Some(LinkView {
                href: here(&page.address),
                title: page.page.front.title.clone(),
                lang: page.page.language.to_string(),
            })
        }),
        results: site.results.as_ref().and_then(|path| {
            let page = site.page(&address(&page.language, path))?;
            Some(here(&page.address))
        }),
        noindex: page.is_fallback(),
        languages: links::languages(site, page),
        navigation: navigation::view(site, &common.closed_entries, page),
        crumbs: links::crumbs(site, page),
        contents: contents(site, page),
        body: html::body(site, page),
        notice: notice(site, page),
        edition: (page.page.front.edition && common.has_editions)
            .then(|| here(&edition_address(&page.language, &page.path))),
        previous: previous.map(step),
        next: next.map(step),
        date: page.page.front.date.map(|date| date.to_string()),
        updated: page.page.front.updated.map(|date| date.to_string()),
        report: site.config.report.as_ref().map(|address| {
            let path = format!("{}/{}", page.language, page.path);
            url::encoded(&address.replace("%{path}", &path))
        }),
        item: items::item(site, page),
        serves: related::grouped(
            site.connections
                .served(&page.path)
                .iter()
                .filter_map(|reference| related::related_item(site, page, reference))
                .collect(),
        ),
        terms: items::terms(site, page),
        sources: sources(site, page),
        sources_page: sources_page(site, page),
        tools: site
            .scored_models()
            .map(|model| links::model_tool(site, page, model))
            .collect(),
        script_texts: common.script_texts(&page.language),
    }
}

fn feed(site: &Site, common: &Common<'_>, page: &SitePage) -> Option<String> {
    let there =
        site.config.base_url.is_some() && common.bundles.feeds.contains(page.language.as_str());
    there.then(|| relative(&page.address, &format!("{}/feed.xml", page.language)))
}

/// Headings of the first two levels, those of generated blocks included.
fn contents(site: &Site, page: &SitePage) -> Vec<ContentsEntry> {
    let mut contents = Vec::new();
    for block in &page.blocks {
        match block {
            Block::Heading { level, id, content } if *level <= 3 => {
                contents.push(ContentsEntry {
                    level: *level,
                    id: id.clone(),
                    href: with_anchor(String::new(), Some(id)),
                    text: words_of(content),
                });
            }
            Block::Generated { kind, .. } => {
                let headings = generated::headings(site, page, kind).into_iter();
                contents.extend(headings.map(|(level, id, text)| ContentsEntry {
                    level,
                    href: with_anchor(String::new(), Some(&id)),
                    id,
                    text,
                }));
            }
            _ => {}
        }
    }
    contents
}

/// The notice of the nearest section that has one.
fn notice(site: &Site, page: &SitePage) -> String {
    let sections = branch(page)
        .into_iter()
        .filter_map(|path| site.page(&address(&page.language, &path)));
    let section = sections
        .into_iter()
        .find(|section| !section.notice.is_empty());
    section
        .map(|section| html::notice(site, page, section))
        .unwrap_or_default()
}

/// The documents that the page names as its sources.
fn sources(site: &Site, page: &SitePage) -> Vec<String> {
    let keys = page.page.front.sources.iter();
    let documents = keys.filter_map(|key| site.models.document(&key.value));
    let described =
        documents.filter_map(|(model, item)| Described::of(site, page, &model.reference(item)));
    described
        .map(|document| facts::entry(site, page, document))
        .collect()
}

/// The page that lists all documents.
fn sources_page(site: &Site, page: &SitePage) -> Option<LinkView> {
    let mut cited = site.models.cited();
    let path = cited.find_map(|model| site.lists.get(&model.id))?;
    link::link(site, page, path)
}
