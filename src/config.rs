//! `site.toml` → typed settings. The only list of languages.
//!
//! [`parse`] is the entry. Each setting has a function that reads and checks it; what is wrong is a finding, and a value to
//! go on with stands in its place, so that one run shows all mistakes.

mod languages;

pub use languages::Language;

use crate::diagnostic::{Finding, Findings, Place, rules};
use crate::fields::{TomlDocument, TomlTable, unseen};
use crate::language::Tag;
use crate::source::{CONFIG, FOLDERS, Tree};
use crate::url::encoded;
use std::collections::BTreeMap;

/// What becomes of raw HTML in content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RawHtml {
    /// It is reduced to an allow-list.
    Sanitise,
    /// It is a finding.
    Refuse,
}

/// The settings of a site.
#[derive(Debug, Clone)]
pub struct Config {
    /// Title of the site, where no language has its own.
    pub title: String,
    /// Languages, in the order in which they are offered.
    pub languages: Vec<Language>,
    /// The language that is shown where a reader's own lacks a page; one of `languages`.
    pub default_language: Tag,
    /// Languages in which pages below a path are written first, by path; the default language elsewhere.
    pub source_languages: BTreeMap<String, Tag>,
    /// Address of the published site, without a slash at its end; needed for sitemap, feeds and canonical links.
    pub base_url: Option<String>,
    /// Where readers report a mistake: a web or mail address; `%{path}` in it becomes the page's.
    pub report: Option<String>,
    /// How many entries a feed has at most, the newest ones.
    pub feed_entries: usize,
    /// Folder that the site is written to, relative to the root.
    pub output: String,
    /// Name of the theme's folder below `themes/`.
    pub theme: String,
    /// What becomes of raw HTML.
    pub raw_html: RawHtml,
    /// Whether an index that elasticlunr.js reads is published beside the site's own.
    pub elasticlunr: bool,
    /// Paths of pages and of folders of pages in the order in which they are to be translated; the rest follows.
    pub translated_first: Vec<String>,
}

impl Config {
    /// The language of a tag.
    #[must_use]
    pub fn language(&self, tag: &str) -> Option<&Language> {
        self.languages
            .iter()
            .find(|language| language.tag.as_str() == tag)
    }

    /// The language in which a page (path without language and extension) was written first.
    #[must_use]
    pub fn source_language(&self, path: &str) -> &Tag {
        // The longest prefix is the nearest section.
        let longest = self
            .source_languages
            .iter()
            .filter(|(prefix, _)| is_below(path, prefix))
            .max_by_key(|(prefix, _)| prefix.len());
        longest.map_or(&self.default_language, |(_, tag)| tag)
    }

    /// The languages to try for a page: the reader's own, the one that this falls back to, the page's source language, the default
    /// language, then the others.
    #[must_use]
    pub fn fallbacks(&self, own: &Tag, path: &str) -> Vec<&Tag> {
        let mut order = Vec::new();
        let others = self.languages.iter().map(|language| &language.tag);
        let fallback = self.language(own.as_str());
        let fallback = fallback.and_then(|language| language.fallback.as_ref());
        let first = [Some(own), fallback, Some(self.source_language(path))];
        let first = first.into_iter().flatten().chain([&self.default_language]);
        for tag in first.chain(others) {
            if let Some(known) = self
                .languages
                .iter()
                .map(|language| &language.tag)
                .find(|known| *known == tag)
                && !order.contains(&known)
            {
                order.push(known);
            }
        }
        order
    }

    /// Where a page stands in the order of translation; what is not listed comes last.
    #[must_use]
    pub fn translation_rank(&self, path: &str) -> usize {
        let listed = self.translated_first.iter();
        let rank = listed
            .enumerate()
            .filter(|(_, prefix)| is_below(path, prefix));
        // A page that is listed by its own path stands there, not in its folder's place.
        let nearest = rank.max_by_key(|(_, prefix)| prefix.len());
        nearest.map_or(self.translated_first.len(), |(rank, _)| rank)
    }
}

/// Whether a page is the one of that path, or stands below it.
fn is_below(path: &str, prefix: &str) -> bool {
    let rest = path.strip_prefix(prefix);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Reads the settings; `None` if there are none or no language is left.
#[must_use]
pub fn parse(tree: &Tree, findings: &mut Findings) -> Option<Config> {
    let Some(text) = tree.text(CONFIG) else {
        findings.add(Finding::new(&rules::CONFIG_MISSING).at(Place::file(CONFIG)));
        return None;
    };
    let document = TomlDocument::parse(text, findings);
    let table = document.table();
    let languages = languages::read(&table, findings);
    let default_language = languages::default_language(&table, &languages, findings);
    let title = table.required_string("title", findings);
    let config = Config {
        title: title.map(|title| title.value).unwrap_or_default(),
        source_languages: languages::source_languages(&table, &languages, findings),
        base_url: base_url(&table, findings),
        report: report(&table, findings),
        feed_entries: feed_entries(&table, findings),
        output: output(&table, findings),
        theme: table
            .string("theme", findings)
            .map_or_else(|| "default".to_owned(), |theme| theme.value),
        raw_html: raw_html(&table, findings),
        elasticlunr: elasticlunr(&table, findings),
        translated_first: translated_first(&table, findings),
        default_language: default_language?,
        languages,
    };
    table.finish(findings);
    Some(config)
}

fn base_url(table: &TomlTable<'_>, findings: &mut Findings) -> Option<String> {
    let written = table
        .string("base_url", findings)
        .filter(|url| !unseen(url, findings))?;
    match normal_base_url(&written.value) {
        Some(url) => Some(url),
        None => {
            let finding = Finding::new(&rules::INVALID_VALUE)
                .at(written.span)
                .with("key", "base_url")
                .with("value", written.value)
                .with("expected", "https://example.org/path");
            findings.add(finding);
            None
        }
    }
}

/// A base URL without the slash at its end, in ASCII; `None` if it is not an absolute http or https address.
#[must_use]
pub fn normal_base_url(url: &str) -> Option<String> {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))?;
    let plain = !rest.is_empty()
        && !rest.starts_with('/')
        && !rest.contains(|c: char| c.is_whitespace() || "\"'<>?#".contains(c));
    plain.then(|| encoded(url.trim_end_matches('/')))
}

/// The address for reports of mistakes; an empty one is none.
fn report(table: &TomlTable<'_>, findings: &mut Findings) -> Option<String> {
    let written = table
        .string("report", findings)
        .filter(|written| !written.value.is_empty() && !unseen(written, findings))?;
    let web = normal_report(&written.value);
    if !web {
        let finding = Finding::new(&rules::INVALID_VALUE)
            .at(written.span)
            .with("key", "report")
            .with("value", &written.value)
            .with(
                "expected",
                "https://example.org/report?page=%{path}, mailto:team@example.org",
            );
        findings.add(finding);
    }
    web.then_some(written.value)
}

/// Whether an address leads to the web or to a mail program, and nowhere else.
fn normal_report(address: &str) -> bool {
    let rest = ["https://", "http://", "mailto:"]
        .iter()
        .find_map(|scheme| address.strip_prefix(scheme));
    rest.is_some_and(|rest| {
        !rest.starts_with(['/', '?', '#', '%'])
            && !rest.is_empty()
            && !rest.contains(|c: char| c.is_whitespace() || c.is_control() || "\"'<>".contains(c))
    })
}

/// Readers of feeds fetch the whole file again and again, so it does not grow with the site.
const FEED_ENTRIES: u8 = 20;

fn feed_entries(table: &TomlTable<'_>, findings: &mut Findings) -> usize {
    let written = table.integer("feed_entries", findings);
    let written = written.unwrap_or(FEED_ENTRIES.into());
    if written < 1 {
        let finding = Finding::new(&rules::INVALID_VALUE)
            .at(table.place("feed_entries"))
            .with("key", "feed_entries")
            .with("value", written.to_string());
        findings.add(finding.with("expected", "1, 2, 3, …"));
    }
    usize::try_from(written).unwrap_or_default()
}

/// The output folder; one that holds sources, or lies among them, is refused before anything is written.
fn output(table: &TomlTable<'_>, findings: &mut Findings) -> String {
    let Some(written) = table.string("output", findings) else {
        return "public".to_owned();
    };
    let mut parts = written
        .value
        .split('/')
        .filter(|part| !part.is_empty() && *part != ".");
    let first = parts.next();
    let among_sources = match first {
        // "" and "." are the root itself, which holds all sources.
        None => !written.value.starts_with('/'),
        Some(first) => FOLDERS.contains(&first) && !written.value.starts_with('/'),
    };
    if among_sources {
        findings.add(
            Finding::new(&rules::OUTPUT_INSIDE_SOURCE)
                .at(written.span)
                .with("path", &written.value),
        );
    }
    written.value
}

fn raw_html(table: &TomlTable<'_>, findings: &mut Findings) -> RawHtml {
    let Some(markdown) = table.table("markdown", findings) else {
        return RawHtml::Sanitise;
    };
    let choices = [("sanitise", RawHtml::Sanitise), ("refuse", RawHtml::Refuse)];
    let chosen = markdown.choice("html", &choices, findings);
    markdown.finish(findings);
    chosen.unwrap_or(RawHtml::Sanitise)
}

fn elasticlunr(table: &TomlTable<'_>, findings: &mut Findings) -> bool {
    let Some(search) = table.table("search", findings) else {
        return false;
    };
    let wanted = search.boolean("elasticlunr", findings);
    search.finish(findings);
    wanted.unwrap_or(false)
}

fn translated_first(table: &TomlTable<'_>, findings: &mut Findings) -> Vec<String> {
    let Some(translation) = table.table("translation", findings) else {
        return Vec::new();
    };
    let first = translation.strings("first", findings).into_iter();
    let first = first.map(|path| path.value).collect();
    translation.finish(findings);
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(text: &str) -> (Option<Config>, Findings) {
        let mut findings = Findings::default();
        let config = parse(&Tree::from_texts([("site.toml", text)]), &mut findings);
        (config, findings)
    }

    #[test]
    fn fallback_order_is_own_source_default_others() {
        let text = "title = \"t\"\ndefault_language = \"ja\"\nlanguages = [{tag = \"ja\", name = \"a\"}, {tag = \"en\", name = \"b\"}, {tag = \"ar\", name = \"c\"}]\n[source_languages]\nsim3 = \"en\"\n";
        let (config, findings) = config(text);
        assert!(findings.is_empty());
        let config = config.unwrap();
        let own = Tag::parse("ar").unwrap();
        let order = |path| {
            config
                .fallbacks(&own, path)
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(order("sim3/o-1"), "ar en ja");
        assert_eq!(order("sim3x"), "ar ja en");
    }

    #[test]
    fn a_language_may_fall_back_to_one_of_the_others() {
        let text = |fallback: &str| {
            format!(
                "title = \"t\"\nlanguages = [{{tag = \"vi\", name = \"a\", fallback = \"{fallback}\"}}, {{tag = \"ja\", name = \"b\"}}, {{tag = \"en\", name = \"c\"}}]\ndefault_language = \"ja\"\n"
            )
        };
        let (read, findings) = config(&text("en"));
        assert!(findings.is_empty());
        let read = read.unwrap();
        let order = read.fallbacks(&Tag::parse("vi").unwrap(), "index");
        assert_eq!(
            order.iter().map(|tag| tag.as_str()).collect::<Vec<_>>(),
            ["vi", "en", "ja"]
        );
        for wrong in ["fr", "vi"] {
            let (_, findings) = config(&text(wrong));
            let found: Vec<_> = findings.iter().map(|it| it.rule.name).collect();
            assert_eq!(found, ["unknown-language"]);
        }
    }

    #[test]
    fn pages_are_translated_in_the_order_of_the_list() {
        let text = "title = \"t\"\nlanguages = [{tag = \"ja\", name = \"a\"}]\n[translation]\nfirst = [\"index\", \"kit\", \"kit/last\"]\n";
        let (config, findings) = config(text);
        assert!(findings.is_empty());
        let config = config.unwrap();
        let of = ["index", "kit/a", "kit/last/b", "kits"].map(|path| config.translation_rank(path));
        assert_eq!(of, [0, 1, 2, 3]);
    }

    #[test]
    fn mistakes_are_reported_on_the_web_or_by_mail() {
        for address in [
            "https://example.org/report?page=%{path}",
            "mailto:team@example.org?subject=%{path}",
        ] {
            assert!(normal_report(address), "{address}");
        }
        for address in [
            "",
            "https://",
            "//example.org",
            "javascript:alert(1)",
            "mailto:",
            "https://a b",
            "/report",
            "https:///x",
        ] {
            assert!(!normal_report(address), "{address}");
        }
        let languages = "title = \"t\"\nlanguages = [{tag = \"ja\", name = \"a\"}]\n";
        let (read, findings) = config(&format!("report = \"\"\n{languages}"));
        assert!(findings.is_empty() && read.unwrap().report.is_none());
        let (read, findings) = config(&format!("report = \"javascript:alert(1)\"\n{languages}"));
        assert!(findings.has_errors() && read.unwrap().report.is_none());
    }

    #[test]
    fn base_urls_are_absolute() {
        assert_eq!(
            normal_base_url("https://example.org/a/"),
            Some("https://example.org/a".to_owned())
        );
        assert_eq!(normal_base_url("/a"), None);
        assert_eq!(normal_base_url("javascript:alert(1)"), None);
    }
}
