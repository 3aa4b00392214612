//! What the program says: each text that the code asks for is there, with the placeholders that it fills in, and each
//! text that is there is asked for. (`rules.rs` looks at the words of the rules.)

use crate::rules::{flatten, messages, placeholders};
use crate::sites::files;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A use of `t!`: the key, or the beginning of the keys that are made at run time, and the names of the arguments.
#[derive(Debug, PartialEq)]
struct Use {
    key: String,
    whole: bool,
    arguments: BTreeSet<String>,
}

/// Texts that are filled in by `diagnostic::print` and not by the macro.
const FILLED_LATER: [&str; 0] = [];

#[test]
fn the_program_has_the_texts_it_asks_for() {
    let texts = texts();
    let uses = uses();
    assert!(uses.len() > 10, "{uses:?}");
    for Use {
        key,
        whole,
        arguments,
    } in &uses
    {
        if !whole {
            assert!(
                texts.keys().any(|text| text.starts_with(key)),
                "no text begins with {key}"
            );
            continue;
        }
        let wanted = texts
            .get(key)
            .unwrap_or_else(|| panic!("there is no text {key}"));
        if !FILLED_LATER.contains(&key.as_str()) {
            assert_eq!(
                wanted, arguments,
                "the placeholders of {key} and the arguments in the code"
            );
        }
    }
}

#[test]
fn each_text_is_asked_for() {
    let uses = uses();
    let asked = |text: &String| {
        uses.iter().any(|used| {
            if used.whole {
                *text == used.key
            } else {
                text.starts_with(&used.key)
            }
        })
    };
    let unused: Vec<String> = texts().into_keys().filter(|text| !asked(text)).collect();
    assert_eq!(unused, [""; 0], "texts that nothing in src/ asks for");
}

fn texts() -> BTreeMap<String, BTreeSet<String>> {
    let mut list = Vec::new();
    flatten("", &toml::Value::Table(messages("en")), &mut list);
    list.into_iter()
        .map(|(key, placeholders)| (key.trim_start_matches('.').to_owned(), placeholders))
        .collect()
}

fn uses() -> Vec<Use> {
    let sources = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).into_iter();
    let sources = sources.filter(|(path, _)| path.ends_with(".rs"));
    sources
        .flat_map(|(_, file)| uses_in(&fs::read_to_string(file).unwrap()))
        .collect()
}

fn uses_in(source: &str) -> Vec<Use> {
    let calls = source
        .match_indices("t!(")
        .filter(|(at, _)| !source[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_'));
    calls
        .filter_map(|(at, call)| used(&source[at + call.len()..]))
        .collect()
}

fn used(rest: &str) -> Option<Use> {
    let call = &rest[..end(rest)];
    let (_, after) = call.split_once('"')?;
    let (written, after) = after.split_once('"')?;
    let (key, whole) = written
        .split_once('{')
        .map_or((written, true), |(start, _)| (start, false));
    let arguments = after
        .split(',')
        .filter_map(|part| part.split_once(" = "))
        .map(|(name, _)| name.trim().to_owned());
    Some(Use {
        key: key.to_owned(),
        whole,
        arguments: arguments.filter(|name| name != "locale").collect(),
    })
}

/// Where the parenthesis closes that is open at the beginning.
fn end(rest: &str) -> usize {
    let mut depth = 1;
    for (at, c) in rest.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

#[test]
fn uses_are_found_with_their_arguments() {
    let found = uses_in(
        "format!(\"no\"); t!(\"a.b\", locale = l, path = x.len(), cause = y); t!(format!(\"c.{}\", z(1)), locale = l)",
    );
    let used = |key: &str, whole, arguments: &[&str]| Use {
        key: key.to_owned(),
        whole,
        arguments: arguments.iter().map(|name| (*name).to_owned()).collect(),
    };
    assert_eq!(
        found,
        [
            used("a.b", true, &["path", "cause"]),
            used("c.", false, &[])
        ]
    );
    assert_eq!(
        placeholders("%{a} %{b}"),
        BTreeSet::from(["a".to_owned(), "b".to_owned()])
    );
}
