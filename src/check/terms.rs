//! Words that a site's language writes in one way: `i18n/terms/<language>.toml`, where there is one.
//!
//! ```text
//! i18n/terms/<language>.toml ─read─▶ Terms
//! pages, interface texts and samples of the language ─prose─▶ parts ─find─▶ variants, each with the word to use
//! ```
//!
//! [`words_are_those_of_the_list`] is the entry. At each place the longest phrase of the list counts, whether it is a variant, the
//! word to use or an exception: `ベンダ` is found, but not within `ベンダー`. A variant in letters that are written with spaces
//! between words is found as a whole word, in any case.

use crate::diagnostic::{Finding, Findings, Text, rules};
use crate::fields::{TomlDocument, TomlTable};
use crate::language::{Tag, is_cjk};
use crate::pages::prose;
use crate::site::Site;
use crate::source::{File, Tree};
use aho_corasick::{AhoCorasick, MatchKind};
use rayon::prelude::*;
use std::ops::Range;

/// The words of one language.
struct Terms {
    phrases: AhoCorasick,
    /// What each phrase is.
    meanings: Vec<Meaning>,
    entries: Vec<Entry>,
}

/// A word to use.
struct Entry {
    word: String,
    why: String,
}

/// What a phrase of the list is.
#[derive(Clone, Copy)]
enum Meaning {
    /// It may stand.
    Right,
    /// Another spelling or word for that of the entry.
    Variant(usize),
}

/// Every variant that stands in text of a language which has a list.
pub fn words_are_those_of_the_list(site: &Site, tree: &Tree, findings: &mut Findings) {
    for language in &site.config.languages {
        let path = format!("i18n/terms/{}.toml", language.tag);
        let Some(list) = tree.text(&path) else {
            continue;
        };
        let Some(terms) = read(list, findings) else {
            continue;
        };
        let texts = texts_of(tree, &language.tag);
        let found: Vec<Vec<Finding>> = texts
            .par_iter()
            .map(|(text, parts)| find(&terms, text, parts(text)))
            .collect();
        for finding in found.into_iter().flatten() {
            findings.add(finding);
        }
    }
}

/// Where a file has words.
type Parts = fn(&Text) -> Vec<Range<usize>>;

/// The files that are written in a language: its pages, its interface texts, the words of samples.
fn texts_of<'t>(tree: &'t Tree, language: &Tag) -> Vec<(&'t Text, Parts)> {
    let pages = format!("content/{language}/");
    let sample = format!("/sample/{language}.toml");
    let interface = format!("i18n/{language}.toml");
    let kind = |path: &str| -> Option<Parts> {
        if path.starts_with(&pages) && path.ends_with(".md") {
            Some(prose)
        } else if path == interface
            || path.starts_with("content/models/") && path.ends_with(&sample)
        {
            Some(toml_texts)
        } else {
            None
        }
    };
    let files = ["content/", "i18n/"].into_iter();
    let files = files.flat_map(|folder| tree.below(folder));
    files
        .filter_map(|(path, file)| match file {
            File::Text(text) => Some((text, kind(path)?)),
            File::Bytes(_) => None,
        })
        .collect()
}

fn toml_texts(text: &Text) -> Vec<Range<usize>> {
    TomlDocument::parse(text, &mut Findings::default()).texts()
}

/// Reads a list; `None` where it has no words.
fn read(text: &Text, findings: &mut Findings) -> Option<Terms> {
    let document = TomlDocument::parse(text, findings);
    let table = document.table();
    let (mut phrases, mut meanings, mut entries) = (Vec::new(), Vec::new(), Vec::new());
    for entry in table.tables("terms", findings) {
        let (word, variants, right) = words(entry, findings);
        let Some(word) = word else { continue };
        for variant in variants {
            phrases.push(variant);
            meanings.push(Meaning::Variant(entries.len()));
        }
        for right in right.into_iter().chain([word.word.clone()]) {
            phrases.push(right);
            meanings.push(Meaning::Right);
        }
        entries.push(word);
    }
    table.finish(findings);
    let phrases = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .ascii_case_insensitive(true)
        .build(&phrases);
    // Only more words than fit into memory are refused.
    let phrases = phrases.ok().filter(|_| !entries.is_empty())?;
    Some(Terms {
        phrases,
        meanings,
        entries,
    })
}

/// An entry: the word to use, its variants, and phrases in which a variant is right.
fn words(
    table: TomlTable<'_>,
    findings: &mut Findings,
) -> (Option<Entry>, Vec<String>, Vec<String>) {
    let word = table.required_string("use", findings);
    if !table.has("instead_of") {
        table.missing("instead_of", findings);
    }
    let mut list = |key| {
        let texts = table.strings(key, findings).into_iter();
        let texts = texts.map(|at| at.value).filter(|text| !text.is_empty());
        texts.collect::<Vec<_>>()
    };
    let [variants, right] = ["instead_of", "except"].map(&mut list);
    let why = table.string("why", findings);
    table.finish(findings);
    let entry = word.map(|word| Entry {
        word: word.value,
        why: why.map(|why| why.value).unwrap_or_default(),
    });
    (entry, variants, right)
}

fn find(terms: &Terms, text: &Text, parts: Vec<Range<usize>>) -> Vec<Finding> {
    let mut found = Vec::new();
    for part in parts {
        let words = &text.text[part.clone()];
        for hit in terms.phrases.find_iter(words) {
            let Meaning::Variant(entry) = terms.meanings[hit.pattern()] else {
                continue;
            };
            if is_whole(words, hit.range()) {
                let place = part.start + hit.start()..part.start + hit.end();
                found.push(finding(&terms.entries[entry], text, place));
            }
        }
    }
    found
}

/// Whether no letter of the same kind of script goes on before or behind: `sit` is not found in `site`.
fn is_whole(text: &str, part: Range<usize>) -> bool {
    let spaced = |c: char| c.is_alphanumeric() && !is_cjk(c);
    let first = text[part.clone()].chars().next();
    let last = text[part.clone()].chars().next_back();
    let before = text[..part.start].chars().next_back();
    let after = text[part.end..].chars().next();
    let goes_on = |inside: Option<char>, outside: Option<char>| {
        inside.is_some_and(spaced) && outside.is_some_and(spaced)
    };
    !goes_on(first, before) && !goes_on(last, after)
}

fn finding(entry: &Entry, text: &Text, place: Range<usize>) -> Finding {
    let why = if entry.why.is_empty() {
        String::new()
    } else {
        format!(" {}", entry.why)
    };
    Finding::new(&rules::WORD_VARIANT)
        .at(text.place(place.clone()))
        .with("word", &text.text[place])
        .with("use", &entry.word)
        .with("why", why)
}

#[cfg(test)]
mod tests {
    use super::{find, read};
    use crate::diagnostic::{Findings, Text};

    fn found(list: &str, text: &str) -> Vec<String> {
        let mut findings = Findings::default();
        let terms = read(&Text::new("i18n/terms/ja.toml", list), &mut findings).unwrap();
        assert!(findings.is_empty());
        let text = Text::new("a.md", text);
        let all = 0..text.text.len();
        let found = find(&terms, &text, vec![all]);
        let word = |finding: super::Finding| {
            let (_, word) = finding
                .arguments
                .iter()
                .find(|(name, _)| *name == "word")
                .unwrap();
            word.clone()
        };
        found.into_iter().map(word).collect()
    }

    #[test]
    fn messages_of_the_program_use_the_words_of_its_site() {
        let languages = [
            (
                include_str!("../../i18n/terms/en.toml"),
                include_str!("../messages/en.toml"),
            ),
            (
                include_str!("../../i18n/terms/ja.toml"),
                include_str!("../messages/ja.toml"),
            ),
        ];
        for (list, messages) in languages {
            assert_eq!(found(list, messages), [""; 0]);
        }
    }

    #[test]
    fn the_longest_phrase_counts() {
        let list = "[[terms]]\nuse = \"ベンダー\"\ninstead_of = [\"ベンダ\"]\n\
                    [[terms]]\nuse = \"誰\"\ninstead_of = [\"だれ\"]\nexcept = [\"うなだれ\"]\n";
        assert_eq!(found(list, "ベンダーとベンダの人"), ["ベンダ"]);
        assert_eq!(found(list, "うなだれる。だれが。誰が。"), ["だれ"]);
    }

    #[test]
    fn latin_words_are_whole_and_in_any_case() {
        let list = "[[terms]]\nuse = \"who\"\ninstead_of = [\"whom\", \"ring\"]\n";
        assert_eq!(
            found(list, "Whom? whomever, during, (ring)"),
            ["Whom", "ring"]
        );
        assert_eq!(found(list, "電話はwhomに"), ["whom"]);
    }
}
