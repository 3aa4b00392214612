//! Pages without content of their own, and what a base URL makes possible: site map, robots, feeds.

use super::{Bundles, File, Templates, plain};
use crate::diagnostic::Findings;
use crate::language::Tag;
use crate::site::{Site, SitePage, address};
use serde::Serialize;
use std::collections::BTreeSet;

/// The chooser at the root, pages at old addresses, and the files that need absolute addresses.
pub fn files(
    site: &Site,
    templates: &Templates,
    bundles: &Bundles,
    findings: &mut Findings,
) -> Vec<File> {
    let mut files = Vec::new();
    let mut add = |path: &str, text: String| {
        files.push(File {
            path: path.to_owned(),
            origin: "site.toml".to_owned(),
            bytes: text.into_bytes(),
        });
    };
    add(
        "index.html",
        templates.render(
            "chooser.html",
            &plain::page(
                site,
                bundles,
                &site.config.default_language,
                "index.html",
                "",
            ),
            None,
            findings,
        ),
    );
    for (old, new) in &site.aliases {
        let at = format!("{old}.html");
        let folder = old.split('/').next().unwrap_or_default();
        let language = site
            .config
            .language(folder)
            .map_or(&site.config.default_language, |language| &language.tag);
        let mut moved = plain::page(site, bundles, language, &at, "");
        moved.moved_to = Some(crate::site::relative(&at, new));
        moved.canonical = site
            .config
            .base_url
            .as_ref()
            .map(|base| format!("{base}/{new}"));
        add(&at, templates.render("moved.html", &moved, None, findings));
    }
    let Some(base) = &site.config.base_url else {
        return files;
    };
    add(
        "404.html",
        templates.render(
            "404.html",
            &plain::page(
                site,
                bundles,
                &site.config.default_language,
                "404.html",
                base,
            ),
            None,
            findings,
        ),
    );
    add(
        "sitemap.xml",
        templates.render("sitemap.xml", &sitemap(site, base), None, findings),
    );
    add(
        "robots.txt",
        format!("User-agent: *\nAllow: /\nSitemap: {base}/sitemap.xml\n"),
    );
    for language in &site.config.languages {
        if let Some(feed) = feed(site, base, &language.tag) {
            add(
                &format!("{}/feed.xml", language.tag),
                templates.render("feed.xml", &feed, None, findings),
            );
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

fn sitemap(site: &Site, base: &str) -> Sitemap {
    let entry = |page: &SitePage| SitemapPage {
        location: format!("{base}/{}", page.address),
        modified: page
            .page
            .front
            .updated
            .clone()
            .or_else(|| page.page.front.date.clone()),
        alternates: page
            .translations
            .iter()
            .map(|tag| SitemapAlternate {
                tag: tag.to_string(),
                href: format!("{base}/{}", address(tag, &page.path)),
            })
            .collect(),
    };
    Sitemap {
        pages: site
            .pages
            .iter()
            .filter(|page| !page.is_fallback())
            .map(entry)
            .collect(),
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

/// The dated pages of a language, newest first; `None` if there are none.
fn feed(site: &Site, base: &str, language: &Tag) -> Option<Feed> {
    let dated = site
        .pages
        .iter()
        .filter(|page| page.language == *language && !page.is_fallback());
    let mut entries: Vec<FeedEntry> = dated.filter_map(|page| entry(page, base)).collect();
    entries.sort_by(|a, b| (&b.updated, &a.id).cmp(&(&a.updated, &b.id)));
    let updated = entries.first()?.updated.clone();
    Some(Feed {
        lang: language.to_string(),
        title: site.title(language),
        id: format!("{base}/{}", address(language, "index")),
        this: format!("{base}/{language}/feed.xml"),
        updated,
        entries,
    })
}

fn entry(page: &SitePage, base: &str) -> Option<FeedEntry> {
    let front = &page.page.front;
    let published = front.date.as_deref().map(timestamp)?;
    Some(FeedEntry {
        title: front.title.clone(),
        id: format!("{base}/{}", page.address),
        updated: front
            .updated
            .as_deref()
            .map_or_else(|| published.clone(), timestamp),
        published,
        summary: front.description.clone(),
    })
}

/// Atom wants a moment; a day is taken as its first one in universal time.
fn timestamp(date: &str) -> String {
    match (
        date.contains(['T', ' ']),
        date.ends_with('Z') || date.contains('+'),
    ) {
        (false, _) => format!("{date}T00:00:00Z"),
        (true, true) => date.replace(' ', "T"),
        (true, false) => format!("{}Z", date.replace(' ', "T")),
    }
}
