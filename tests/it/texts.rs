//! A census of interface texts: what the program, the theme's templates and its scripts ask for is declared in
//! `i18n/schema.toml`, and what is declared is asked for. And: no reader is ever shown a key.

use crate::sites::{Site, contents, files, list};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Endings of files whose names look like keys (`tool.css`).
const FILES: [&str; 5] = ["css", "html", "js", "json", "toml"];
/// A pattern that fits more keys than this says nothing about any of them: what stands in its place must stand in the
/// sources, too.
const WIDE: usize = 30;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn keys(schema: &Path) -> BTreeSet<String> {
    let schema: toml::Value = toml::from_str(&fs::read_to_string(schema).unwrap()).unwrap();
    let texts = schema["text"].as_array().unwrap().iter();
    texts
        .map(|text| text["key"].as_str().unwrap().to_owned())
        .collect()
}

/// Every literal of the sources with the file that it stands in; `{}` for what is put in as the program runs.
fn literals() -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for folder in ["src", "themes/default"] {
        for (path, file) in files(&root().join(folder)) {
            let quotes: &[char] = match path.rsplit_once('.').map(|(_, extension)| extension) {
                Some("rs" | "html") => &['"'],
                Some("js") => &['"', '`'],
                _ => continue,
            };
            let text = fs::read_to_string(file).unwrap();
            // What a test says in a source file is not asked for.
            let text = text.split("#[cfg(test)]").next().unwrap_or_default();
            for literal in text.lines().flat_map(|line| in_quotes(line, quotes)) {
                found.insert(literal, format!("{folder}/{path}"));
            }
        }
    }
    found
}

/// What stands between quotes in a line that is no comment.
fn in_quotes(line: &str, quotes: &[char]) -> Vec<String> {
    let mut found = Vec::new();
    if ["//", "*", "/*"]
        .iter()
        .any(|mark| line.trim_start().starts_with(mark))
    {
        return found;
    }
    // From every quote, because literals stand within templates.
    for (at, quote) in line.match_indices(quotes) {
        let inner = &line[at + 1..];
        found.extend(inner.find(quote).map(|end| holes(&inner[..end])));
    }
    found
}

/// `${id}` and `{key}` as `{}`.
fn holes(literal: &str) -> String {
    let mut out = String::new();
    let mut depth = 0;
    for c in literal.replace("${", "{").chars() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    out.push_str("{}");
                }
            }
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// Whether a literal is a key, a pattern of keys or what keys begin with, by its first word.
fn is_key(literal: &str, groups: &BTreeSet<&str>) -> bool {
    let Some((group, rest)) = literal.split_once('.') else {
        return false;
    };
    let plain = |c: char| c.is_ascii_alphanumeric() || "._{}".contains(c);
    groups.contains(group) && literal.chars().all(plain) && !FILES.contains(&rest)
}

/// Whether a key fits a pattern: something stands for each `{}`, and anything after a literal without one.
fn fits(key: &str, pattern: &str) -> bool {
    let Some((before, after)) = pattern.split_once("{}") else {
        return key.starts_with(pattern);
    };
    let Some(rest) = key.strip_prefix(before) else {
        return false;
    };
    let holes = after.matches("{}").count();
    if holes == 0 {
        return rest.len() > after.len() && rest.ends_with(after);
    }
    (1..rest.len()).any(|at| fits(&rest[at..], after))
}

#[test]
fn what_is_asked_for_is_declared_and_what_is_declared_is_asked_for() {
    let keys = keys(&root().join("i18n/schema.toml"));
    let groups = keys
        .iter()
        .filter_map(|key| key.split('.').next())
        .collect();
    let literals = literals();
    let mut wrong = Vec::new();
    let mut narrow: Vec<&str> = Vec::new();
    let mut wide: Vec<&str> = Vec::new();
    for (literal, file) in literals
        .iter()
        .filter(|(literal, _)| is_key(literal, &groups))
    {
        match keys.iter().filter(|key| fits(key, literal)).count() {
            0 => wrong.push(format!("{file}: {literal} is not declared")),
            _ if keys.contains(literal) => {}
            fitting if fitting > WIDE => wide.push(literal),
            _ => narrow.push(literal),
        }
    }
    for key in keys.iter().filter(|key| !literals.contains_key(*key)) {
        // What is only the first word of keys says nothing.
        let named = |pattern: &&str| {
            let whole = pattern.matches('.').count() > 1;
            let parts = pattern
                .split_once("{}")
                .or_else(|| whole.then_some((*pattern, "")));
            let rest =
                parts.and_then(|(before, after)| key.strip_prefix(before)?.strip_suffix(after));
            rest.is_some_and(|rest| literals.contains_key(rest))
        };
        if !narrow.iter().any(|pattern| fits(key, pattern)) && !wide.iter().any(named) {
            wrong.push(format!("nothing asks for {key}"));
        }
    }
    assert!(keys.len() > 900 && wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_census_reads_literals_and_patterns() {
    let line = r#"say(`tool.${id.replace("a", "b")}.on`, "tool.save"); // "#;
    let found = in_quotes(line, &['"', '`']);
    assert!(
        ["tool.{}.on", "tool.save"]
            .iter()
            .all(|key| found.iter().any(|known| known == key))
    );
    assert_eq!(in_quotes("/// \"tool.save\"", &['"']), Vec::<String>::new());
    assert!(fits("tool.plan.end.up", "tool.plan.end.{}") && fits("tool.anew.ask", "tool.anew"));
    assert!(fits("tool.gate.lock.button", "tool.{}.{}.button"));
    assert!(!fits("tool.plan.end", "tool.plan.end.{}") && !fits("tool.a.b", "tool.{}.c"));
}

/// A site whose schema lacks a text that pages need is not published; one that lacks a text for what not every site
/// wants does without it.
#[test]
fn no_reader_is_shown_a_key() {
    let site = Site::base("no-keys");
    let schema = "i18n/schema.toml";
    for key in keys(&site.root.join(schema)) {
        let mut files: BTreeMap<&str, String> = BTreeMap::new();
        for path in [schema, "i18n/en.toml", "i18n/ja.toml"] {
            let text = fs::read_to_string(site.root.join(path)).unwrap();
            site.write(path, without(&text, &key));
            files.insert(path, text);
        }
        let built = site.build();
        for (path, text) in &files {
            site.write(path, text);
        }
        let found = list(&built.findings);
        let Some(artifacts) = built.artifacts else {
            let told = found.contains("error text-missing i18n/schema.toml");
            assert!(
                told || found.contains("error template-error"),
                "{key}: {found}"
            );
            continue;
        };
        for (path, bytes) in contents(&artifacts)
            .iter()
            .filter(|(path, _)| is_page(path))
        {
            assert!(
                !String::from_utf8_lossy(bytes).contains(&key),
                "{path} shows {key}"
            );
        }
    }
}

fn is_page(path: &str) -> bool {
    path.ends_with(".html")
}

/// A schema or the texts of a language without one text.
fn without(text: &str, key: &str) -> String {
    let mut table: toml::Table = text.parse().unwrap();
    if let Some(texts) = table.get_mut("text").and_then(toml::Value::as_array_mut) {
        texts.retain(|text| text["key"].as_str() != Some(key));
        return table.to_string();
    }
    let (groups, name) = key.rsplit_once('.').unwrap();
    let group = groups.split('.').fold(&mut table, |table, group| {
        table[group].as_table_mut().unwrap()
    });
    group.remove(name);
    table.to_string()
}
