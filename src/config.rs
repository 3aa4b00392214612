//! `site.toml` → typed settings. The only list of languages.
//!
//! [`parse`] is the entry. Each setting has a function that reads and checks it; what is wrong is a finding, and a value to
//! go on with stands in its place, so that one run shows all mistakes.

use crate::diagnostic::{Finding, Findings, Place, nearest, rules};
use crate::fields::{At, TomlDocument, TomlTable, unseen};
use crate::language::Tag;
use crate::source::{CONFIG, FOLDERS, Tree};
use crate::url::encoded;
use std::collections::BTreeMap;

/// A language of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Language {
    /// Its tag, which is the name of its folders and files.
    pub tag: Tag,
    /// Its own name for itself (`日本語`).
    pub name: String,
}

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
        let below = |prefix: &str| {
            path == prefix
                || path
                    .strip_prefix(prefix)
                    .is_some_and(|rest| rest.starts_with('/'))
        };
        // The longest prefix is the nearest section.
        let longest = self
            .source_languages
            .iter()
            .filter(|(prefix, _)| below(prefix))
            .max_by_key(|(prefix, _)| prefix.len());
        longest.map_or(&self.default_language, |(_, tag)| tag)
    }

    /// The languages to try for a page, the reader's own first, then the page's source language, then the others.
    #[must_use]
    pub fn fallbacks(&self, own: &Tag, path: &str) -> Vec<&Tag> {
        let mut order = Vec::new();
        let others = self.languages.iter().map(|language| &language.tag);
        for tag in [own, self.source_language(path), &self.default_language]
            .into_iter()
            .chain(others)
        {
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
    let languages = languages(&table, findings);
    let default_language = default_language(&table, &languages, findings);
    let title = table.required_string("title", findings);
    let config = Config {
        title: title.map(|title| title.value).unwrap_or_default(),
        source_languages: source_languages(&table, &languages, findings),
        base_url: base_url(&table, findings),
        report: report(&table, findings),
        feed_entries: feed_entries(&table, findings),
        output: output(&table, findings),
        theme: table
            .string("theme", findings)
            .map_or_else(|| "default".to_owned(), |theme| theme.value),
        raw_html: raw_html(&table, findings),
        elasticlunr: elasticlunr(&table, findings),
        default_language: default_language?,
        languages,
    };
    table.finish(findings);
    Some(config)
}

fn languages(table: &TomlTable<'_>, findings: &mut Findings) -> Vec<Language> {
    let mut languages: Vec<Language> = Vec::new();
    for entry in table.tables("languages", findings) {
        let tag = entry.required_string("tag", findings);
        let name = entry.required_string("name", findings);
        entry.finish(findings);
        if let (Some(tag), Some(name)) = (tag, name) {
            let tag = new_tag(tag, &languages, findings);
            let name = name.value;
            languages.extend(tag.map(|tag| Language { tag, name }));
        }
    }
    if languages.is_empty() {
        table.missing("languages", findings);
    }
    languages
}

/// The tag of a language that is not listed yet.
fn new_tag(written: At<String>, languages: &[Language], findings: &mut Findings) -> Option<Tag> {
    let parsed = match Tag::parse(&written.value) {
        Ok(parsed) => parsed,
        Err(canonical) => {
            let finding = Finding::new(&rules::LANGUAGE_TAG)
                .at(written.span)
                .with("tag", written.value);
            findings.add(finding.suggest(canonical));
            return None;
        }
    };
    if languages.iter().any(|language| language.tag == parsed) {
        let finding = Finding::new(&rules::DUPLICATE_ID)
            .at(written.span)
            .with("id", written.value);
        findings.add(finding.with("first", CONFIG));
        return None;
    }
    Some(parsed)
}

fn default_language(
    table: &TomlTable<'_>,
    languages: &[Language],
    findings: &mut Findings,
) -> Option<Tag> {
    let first = languages.first().map(|language| language.tag.clone());
    match table.string("default_language", findings) {
        Some(written) => known(&written.value, languages).or_else(|| {
            findings.add(unknown(written, languages));
            first
        }),
        None => first,
    }
}

fn source_languages(
    table: &TomlTable<'_>,
    languages: &[Language],
    findings: &mut Findings,
) -> BTreeMap<String, Tag> {
    let mut map = BTreeMap::new();
    for (path, tag) in table.words("source_languages", findings) {
        match known(&tag.value, languages) {
            Some(known) => drop(map.insert(path, known)),
            None => findings.add(unknown(tag, languages)),
        }
    }
    map
}

fn known(tag: &str, languages: &[Language]) -> Option<Tag> {
    languages
        .iter()
        .map(|language| &language.tag)
        .find(|known| known.as_str() == tag)
        .cloned()
}

fn unknown(written: At<String>, languages: &[Language]) -> Finding {
    let known = languages.iter().map(|language| language.tag.as_str());
    let near = nearest(&written.value, known);
    Finding::new(&rules::UNKNOWN_LANGUAGE)
        .at(written.span)
        .with("tag", written.value)
        .suggest(near)
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
