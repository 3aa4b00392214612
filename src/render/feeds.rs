//! Pages without content of their own, and what a base URL makes possible: site map, robots, feeds.

use super::plain::{self, PlainView};
use super::{Bundles, OutputFile, Templates};
use crate::diagnostic::Findings;
use crate::fields::Date;
use crate::language::Tag;
use crate::site::{Site, SitePage, address, relative};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// The chooser at the root, pages at old addresses, and the files that need absolute addresses.
pub fn files(
    site: &Site,
    templates: &Templates,
    bundles: &Bundles,
    findings: &mut Findings,
) -> Vec<OutputFile> {
    let mut files = vec![unplaced(
        site,
        templates,
        bundles,
        "index.html",
        "",
        findings,
    )];
    for (old, new) in &site.aliases {
        let at = format!("{old}.html");
        let moved = moved(site, bundles, &at, new);
        let text = templates.render("moved.html", &moved, findings);
        files.push(file(&at, text));
    }
    if let Some(base) = &site.config.base_url {
        files.push(unplaced(
            site, templates, bundles, "404.html", base, findings,
        ));
        files.extend(absolute(site, templates, base, findings));
    }
    files
}

fn file(path: &str, text: String) -> OutputFile {
    OutputFile {
        path: path.to_owned(),
        origin: "site.toml".to_owned(),
        bytes: text.into_bytes(),
    }
}

/// A page in the default language that stands for no content: the chooser at the root, or what is shown in place of a page
/// that does not exist.
fn unplaced(
    site: &Site,
    templates: &Templates,
    bundles: &Bundles,
    at: &str,
    base: &str,
    findings: &mut Findings,
) -> OutputFile {
    let view = plain::page(site, bundles, &site.config.default_language, at, base);
    let template = if at == "index.html" {
        "chooser.html"
    } else {
        at
    };
    file(at, templates.render(template, &view, findings))
}

/// The page at an old address, in the language of its folder, that leads to the new one.
fn moved(site: &Site, bundles: &Bundles, at: &str, new: &str) -> PlainView {
    let config = &site.config;
    let folder = at.split('/').next().unwrap_or_default();
    let language = config
        .language(folder)
        .map_or(&config.default_language, |language| &language.tag);
    let base = config.base_url.as_ref();
    PlainView {
        moved_to: Some(relative(at, new)),
        canonical: base.map(|base| format!("{base}/{new}")),
        ..plain::page(site, bundles, language, at, "")
    }
}

/// Files that say whole addresses: the site map, what robots read, and feeds.
fn absolute(
    site: &Site,
    templates: &Templates,
    base: &str,
    findings: &mut Findings,
) -> Vec<OutputFile> {
    let map = templates.render("sitemap.xml", &sitemap(site, base), findings);
    let mut files = vec![file("sitemap.xml", map)];
    // What robots may read is for the author to say: ours only leads them to the site map.
    if !site.assets.contains_key("robots.txt") {
        let robots = format!("User-agent: *\nAllow: /\nSitemap: {base}/sitemap.xml\n");
        files.push(file("robots.txt", robots));
    }
    for language in &site.config.languages {
        if let Some(feed) = feed(site, base, &language.tag) {
            let text = templates.render("feed.xml", &feed, findings);
            files.push(file(&format!("{}/feed.xml", language.tag), text));
        }
    }
    files
}

#[derive(Serialize)]
struct Sitemap {
    pages: Vec<SitemapPage>,
}

#[derive(Serialize)]
struct SitemapPage {
    location: String,
    modified: Option<String>,
    alternates: Vec<SitemapAlternate>,
}

#[derive(Serialize)]
struct SitemapAlternate {
    tag: String,
    href: String,
}

/// Pages that were written in their language; those shown in another one are named there.
fn sitemap(site: &Site, base: &str) -> Sitemap {
    let pages = site.pages.iter().filter(|page| !page.is_fallback());
    Sitemap {
        pages: pages.map(|page| sitemap_page(page, base)).collect(),
    }
}

fn sitemap_page(page: &SitePage, base: &str) -> SitemapPage {
    let front = &page.page.front;
    let alternate = |tag: &Tag| SitemapAlternate {
        tag: tag.to_string(),
        href: format!("{base}/{}", address(tag, &page.path)),
    };
    SitemapPage {
        location: format!("{base}/{}", page.address),
        modified: front
            .updated
            .or(front.date)
            .map(|date| date.day_or_timestamp()),
        alternates: page.translations.iter().map(alternate).collect(),
    }
}

#[derive(Serialize)]
struct Feed {
    lang: String,
    title: String,
    id: String,
    this: String,
    updated: String,
    entries: Vec<FeedEntry>,
}

#[derive(Serialize)]
struct FeedEntry {
    title: String,
    id: String,
    published: String,
    updated: String,
    summary: String,
}

/// The languages with dated pages of their own.
pub fn languages(site: &Site) -> BTreeSet<String> {
    let dated = site
        .pages
        .iter()
        .filter(|page| page.page.front.date.is_some() && !page.is_fallback());
    dated.map(|page| page.language.to_string()).collect()
}

/// The newest dated pages of a language, newest first; `None` if there are none.
fn feed(site: &Site, base: &str, language: &Tag) -> Option<Feed> {
    let own = site
        .pages
        .iter()
        .filter(|page| page.language == *language && !page.is_fallback());
    let mut dated: Vec<Dated<'_>> = own.filter_map(Dated::of).collect();
    // Pages of one moment stand in the order of their addresses, which is the same in every build.
    dated.sort_by_key(|dated| (Reverse(dated.updated.moment()), &dated.page.address));
    dated.truncate(site.config.feed_entries);
    Some(Feed {
        lang: language.to_string(),
        title: site.title(language),
        id: format!("{base}/{}", address(language, "index")),
        this: format!("{base}/{language}/feed.xml"),
        updated: dated.first()?.updated.timestamp(),
        entries: dated.iter().map(|dated| dated.entry(base)).collect(),
    })
}

/// A page with a date.
struct Dated<'s> {
    page: &'s SitePage,
    published: Date,
    /// When it was changed last; when it was published, if it was never changed.
    updated: Date,
}

impl<'s> Dated<'s> {
    fn of(page: &'s SitePage) -> Option<Self> {
        let front = &page.page.front;
        let published = front.date?;
        Some(Self {
            page,
            published,
            updated: front.updated.unwrap_or(published),
        })
    }

    fn entry(&self, base: &str) -> FeedEntry {
        let front = &self.page.page.front;
        FeedEntry {
            title: front.title.clone(),
            id: format!("{base}/{}", self.page.address),
            published: self.published.timestamp(),
            updated: self.updated.timestamp(),
            summary: front.description.clone(),
        }
    }
}
