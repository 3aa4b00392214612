//! The languages of a site: their tags and names, which is the default one, and what stands in for what they lack.

use crate::diagnostic::{Finding, Findings, nearest, rules};
use crate::fields::{At, TomlTable};
use crate::language::Tag;
use crate::source::CONFIG;
use std::collections::BTreeMap;

/// A language of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Language {
    /// Its tag, which is the name of its folders and files.
    pub tag: Tag,
    /// Its own name for itself (`日本語`).
    pub name: String,
    /// The language in which its readers see what it lacks, where that is not the page's source language.
    pub fallback: Option<Tag>,
}

/// Reads the list of languages.
pub fn read(table: &TomlTable<'_>, findings: &mut Findings) -> Vec<Language> {
    let mut languages: Vec<Language> = Vec::new();
    let mut fallbacks = Vec::new();
    for entry in table.tables("languages", findings) {
        let tag = entry.required_string("tag", findings);
        let name = entry.required_string("name", findings);
        let fallback = entry.string("fallback", findings);
        entry.finish(findings);
        if let (Some(tag), Some(name)) = (tag, name)
            && let Some(tag) = new_tag(tag, &languages, findings)
        {
            fallbacks.push(fallback);
            languages.push(Language {
                tag,
                name: name.value,
                fallback: None,
            });
        }
    }
    // A language may fall back to one that is listed below it.
    for (at, written) in fallbacks.into_iter().enumerate() {
        let Some(written) = written else { continue };
        let own = languages[at].tag.as_str();
        match known(&written.value, &languages).filter(|tag| tag.as_str() != own) {
            Some(tag) => languages[at].fallback = Some(tag),
            None => findings.add(unknown(written, &languages)),
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

/// The language that is shown where a reader's own lacks a page; the first one where none is named.
pub fn default_language(
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

/// Languages in which pages are written first, by path.
pub fn source_languages(
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
