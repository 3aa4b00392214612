//! The sample team of a model: `sample.json` is an assessment file in which `%{word}` stands where words do, and
//! `sample/<tag>.toml` says these words in a language.

use super::{FOLDER, invalid};
use crate::diagnostic::{Findings, Text, fill};
use crate::fields::TomlDocument;
use crate::source::Tree;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The file that all languages share, in a model's folder.
const STRUCTURE: &str = "sample.json";
/// The folder of the words.
const WORDS: &str = "sample/";

/// Whether a file of a model's folder belongs to its sample.
pub(super) fn is_part(name: &str) -> bool {
    name == STRUCTURE || language(name).is_some()
}

/// The language of a file of words.
fn language(name: &str) -> Option<&str> {
    name.strip_prefix(WORDS)?
        .strip_suffix(".toml")
        .filter(|tag| !tag.is_empty() && !tag.contains('/'))
}

/// The sample team of a model in each language that has its words. What stands in it is checked where assessments are read;
/// a word that is missing, or that nothing asks for, is a finding.
pub(super) fn read(tree: &Tree, id: &str, findings: &mut Findings) -> BTreeMap<String, Value> {
    let folder = format!("{FOLDER}{id}/");
    let structure = tree.text(&format!("{folder}{STRUCTURE}"));
    let structure = structure.map_or(Some(Value::Null), |text| json(text, findings));
    let Some(structure) = structure else {
        return BTreeMap::new();
    };
    let mut names = BTreeSet::new();
    collect_names(&structure, &mut names);
    let languages = tree.below(&folder).filter_map(|(path, _)| {
        let language = language(&path[folder.len()..])?;
        Some((
            language.to_owned(),
            words(tree.text(path)?, &names, findings),
        ))
    });
    languages
        .map(|(language, words)| (language, said(&structure, &words)))
        .collect()
}

fn json(text: &Text, findings: &mut Findings) -> Option<Value> {
    let error = match serde_json::from_str(&text.text) {
        Ok(value) => return Some(value),
        Err(error) => error,
    };
    let lines = text.text.split_inclusive('\n');
    let before: usize = lines
        .take(error.line().saturating_sub(1))
        .map(str::len)
        .sum();
    let at = before + error.column().saturating_sub(1);
    let expected = std::iter::once("JSON");
    findings.add(invalid(&text.span(at..at), "sample", error, expected));
    None
}

/// The words of a language, by name.
fn words(text: &Text, names: &BTreeSet<&str>, findings: &mut Findings) -> BTreeMap<String, String> {
    let document = TomlDocument::parse(text, findings);
    let table = document.table();
    let mut words = BTreeMap::new();
    for name in names {
        let word = table.required_string(name, findings);
        words.extend(word.map(|at| ((*name).to_owned(), at.value)));
    }
    table.finish(findings);
    words
}

fn collect_names<'v>(value: &'v Value, names: &mut BTreeSet<&'v str>) {
    match value {
        Value::String(text) => {
            let parts = text.split("%{").skip(1);
            names.extend(parts.filter_map(|part| Some(part.split_once('}')?.0)));
        }
        Value::Array(values) => values.iter().for_each(|value| collect_names(value, names)),
        Value::Object(fields) => fields
            .values()
            .for_each(|value| collect_names(value, names)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The structure with its words.
fn said(value: &Value, words: &BTreeMap<String, String>) -> Value {
    match value {
        Value::String(text) => {
            Value::String(fill(text, |name| words.get(name).map(String::as_str)))
        }
        Value::Array(values) => values.iter().map(|value| said(value, words)).collect(),
        Value::Object(fields) => fields
            .iter()
            .map(|(key, value)| (key.clone(), said(value, words)))
            .collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STRUCTURE: &str =
        r#"{ "team": "%{team}", "answers": [{ "level": 2, "note": "%{who}: 7" }] }"#;

    fn sample(words: &str) -> (BTreeMap<String, Value>, Vec<&'static str>) {
        let tree = Tree::from_texts([
            ("content/models/demo/sample.json", STRUCTURE),
            ("content/models/demo/sample/en.toml", words),
        ]);
        let mut findings = Findings::default();
        let read = read(&tree, "demo", &mut findings);
        (
            read,
            findings.iter().map(|finding| finding.rule.name).collect(),
        )
    }

    #[test]
    fn its_words_stand_where_the_structure_names_them() {
        let (read, found) = sample("team = \"A\"\nwho = \"%{team}\"\n");
        let expected =
            serde_json::json!({ "team": "A", "answers": [{ "level": 2, "note": "%{team}: 7" }] });
        assert_eq!(read["en"], expected);
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn a_word_that_is_missing_and_one_that_nothing_asks_for_are_found() {
        let (_, found) = sample("team = \"A\"\nwhom = \"B\"\n");
        assert_eq!(found, ["missing-key", "unknown-key"]);
    }
}
