//! Each rule has its words in both languages, and a wrong site that shows it.

use crate::sites::fixtures;
use shirube::diagnostic::{explain, rules};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const LOCALES: [&str; 2] = ["en", "ja"];
const PARTS: [&str; 4] = ["message", "hint", "explain", "example"];

/// Rules that no folder of files can break, or that a table of small texts shows better, with the file of their tests.
const EXCEPTIONS: [(&str, &str); 51] = [
    ("exchange-syntax", "exchange.rs"),
    ("exchange-refused", "exchange.rs"),
    ("raw-html-removed", "markdown.rs"),
    ("raw-html-text", "markdown.rs"),
    ("raw-html-unpaired", "markdown.rs"),
    ("footnote-undefined", "markdown.rs"),
    ("footnote-repeated", "markdown.rs"),
    ("footnote-uncited", "markdown.rs"),
    ("reference-undefined", "markdown.rs"),
    ("definition-colon", "markdown.rs"),
    ("foreign-notation", "markdown.rs"),
    ("nesting-too-deep", "markdown.rs"),
    ("anchor-untranslated", "languages.rs"),
    ("output-not-ours", "output_folders.rs"),
    ("output-inside-source", "output_folders.rs"),
    ("output-foreign-file", "output_folders.rs"),
    ("assessment-json", "files.rs"),
    ("assessment-format", "files.rs"),
    ("assessment-newer", "files.rs"),
    ("assessment-limit", "files.rs"),
    ("assessment-repeated", "files.rs"),
    ("assessment-value", "files.rs"),
    ("assessment-level", "files.rs"),
    ("assessment-model", "files.rs"),
    ("assessment-model-file", "files.rs"),
    ("assessment-profile-file", "files.rs"),
    ("assessment-earlier", "assess.rs"),
    ("assessment-version", "assess.rs"),
    ("assessment-hash", "files.rs"),
    ("assessment-own", "files.rs"),
    ("assessment-item", "files.rs"),
    ("assessment-side", "files.rs"),
    ("workbook-damaged", "tables.rs"),
    ("workbook-locked", "tables.rs"),
    ("table-heading", "files.rs"),
    ("table-model", "tables.rs"),
    ("table-quote", "files.rs"),
    ("table-cut", "files.rs"),
    ("table-item", "files.rs"),
    ("table-repeated", "files.rs"),
    ("table-side", "files.rs"),
    ("table-formula", "files.rs"),
    ("table-merged", "files.rs"),
    ("table-dates", "files.rs"),
    ("table-day-order", "files.rs"),
    ("table-encoding", "files.rs"),
    ("passphrase-needed", "tables.rs"),
    ("passphrase-wrong", "tables.rs"),
    ("protected-damaged", "tables.rs"),
    ("protected-unknown", "tables.rs"),
    ("more-findings", "tables.rs"),
];

pub fn messages(locale: &str) -> toml::Table {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/messages/{locale}.toml"));
    fs::read_to_string(path).unwrap().parse().unwrap()
}

/// A text of a rule; empty where it is missing.
pub fn word(locale: &str, rule: &str, part: &str) -> String {
    let messages = messages(locale);
    let text = messages["rules"]
        .get(rule)
        .and_then(|words| words.get(part))
        .and_then(toml::Value::as_str);
    text.unwrap_or_default().to_owned()
}

/// The names in `%{name}`.
pub fn placeholders(text: &str) -> BTreeSet<String> {
    text.split("%{")
        .skip(1)
        .filter_map(|part| part.split_once('}'))
        .map(|(name, _)| name.to_owned())
        .collect()
}

fn names() -> BTreeSet<String> {
    rules::ALL.iter().map(|rule| rule.name.to_owned()).collect()
}

fn folders() -> BTreeSet<String> {
    let entries = fs::read_dir(fixtures().join("bad")).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect()
}

#[test]
fn each_rule_has_its_words_in_both_languages() {
    for locale in LOCALES {
        let messages = messages(locale);
        let words = messages["rules"].as_table().unwrap();
        assert_eq!(
            words.keys().cloned().collect::<BTreeSet<_>>(),
            names(),
            "{locale}"
        );
        for (rule, parts) in words {
            let parts = parts.as_table().unwrap();
            let known: BTreeSet<&str> = parts.keys().map(String::as_str).collect();
            assert_eq!(known, BTreeSet::from(PARTS), "{locale}: {rule}");
            for (part, text) in parts {
                assert!(
                    !text.as_str().unwrap().trim().is_empty(),
                    "{locale}: {rule}.{part} is empty"
                );
            }
            let example = parts["example"].as_str().unwrap();
            assert!(
                example
                    .lines()
                    .all(|line| line.is_empty() || line.starts_with("  ")),
                "{locale}: the example of {rule} is not indented"
            );
        }
    }
}

/// A message in one language tells what it tells in the other.
#[test]
fn both_languages_have_the_same_texts_with_the_same_placeholders() {
    let [en, ja] = LOCALES.map(|locale| {
        let mut texts = Vec::new();
        flatten("", &toml::Value::Table(messages(locale)), &mut texts);
        texts
    });
    assert_eq!(en, ja);
}

/// Keys joined by dots, each with its placeholders.
pub fn flatten(key: &str, value: &toml::Value, into: &mut Vec<(String, BTreeSet<String>)>) {
    match value {
        toml::Value::Table(table) => table
            .iter()
            .for_each(|(name, value)| flatten(&format!("{key}.{name}"), value, into)),
        // Examples are not filled in.
        _ if key.ends_with(".example") || key.ends_with(".explain") => {
            into.push((key.to_owned(), BTreeSet::new()));
        }
        value => into.push((key.to_owned(), placeholders(value.as_str().unwrap()))),
    }
}

/// The program has these files in it, not older ones.
#[test]
fn the_program_says_what_the_files_say() {
    for locale in LOCALES {
        for rule in rules::ALL {
            let said = explain(rule, locale);
            for part in ["explain", "example"] {
                let text = word(locale, rule.name, part);
                assert!(
                    said.contains(text.trim_end()),
                    "{locale}: {}.{part} in the program is not that of src/messages/",
                    rule.name
                );
            }
        }
    }
}

#[test]
fn each_rule_has_a_wrong_site_or_a_test() {
    let exceptions: BTreeSet<String> = EXCEPTIONS
        .iter()
        .map(|(rule, _)| (*rule).to_owned())
        .collect();
    let covered: BTreeSet<String> = folders().union(&exceptions).cloned().collect();
    let uncovered: Vec<_> = names().difference(&covered).cloned().collect();
    assert!(
        uncovered.is_empty(),
        "rules without a folder in tests/sites/bad/: {uncovered:?}"
    );
    let both: Vec<_> = folders().intersection(&exceptions).cloned().collect();
    assert!(
        both.is_empty(),
        "no exceptions, they have folders: {both:?}"
    );
}

#[test]
fn no_wrong_site_is_without_a_rule() {
    let stray: Vec<_> = folders().difference(&names()).cloned().collect();
    assert!(
        stray.is_empty(),
        "folders in tests/sites/bad/ without a rule: {stray:?}"
    );
}

#[test]
fn the_exceptions_are_rules_and_their_tests_name_them() {
    for (rule, file) in EXCEPTIONS {
        assert!(names().contains(rule), "there is no rule {rule}");
        let test = fs::read_to_string(
            Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("tests/it")
                .join(file),
        )
        .unwrap_or_default();
        assert!(test.contains(rule), "tests/it/{file} does not show {rule}");
    }
}
