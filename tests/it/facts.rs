//! What the bundled content says of frameworks, held against the names that their owners publish (`tests/facts/names.json`), and the
//! rule that an id never stands without its framework: `A-1` is ISOMM's and X.1060's, `H-1` SIM3's and ISOMM's.

use crate::sites::files;
use serde::Deserialize;
use shirube::diagnostic::Text;
use shirube::pages::prose;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
struct Names {
    /// Official names by model and id: all of them, and no other.
    items: BTreeMap<String, BTreeMap<String, String>>,
    /// English and Japanese names of services, which are titles of pages.
    services: BTreeMap<String, [String; 2]>,
    /// Names of working groups that are confirmed.
    groups: BTreeSet<String>,
    /// Ids and names that stand on pages.
    pages: BTreeMap<String, Vec<String>>,
}

fn content() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("content")
}

fn names() -> Names {
    serde_json::from_str(include_str!("../facts/names.json")).unwrap()
}

#[derive(Deserialize)]
struct Model {
    items: Vec<Item>,
}

#[derive(Deserialize)]
struct Item {
    id: String,
    name: Option<String>,
}

fn items(model: &str) -> Vec<Item> {
    let path = content().join(format!("models/{model}/model.toml"));
    let model: Model = toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    model.items
}

#[test]
fn ids_and_official_names_are_those_that_their_owners_publish() {
    for (model, official) in names().items {
        let own: BTreeMap<String, String> = items(&model)
            .into_iter()
            .map(|item| (item.id, item.name.unwrap()))
            .collect();
        assert_eq!(own, official, "{model}");
    }
}

#[test]
fn groups_have_no_name_that_is_not_confirmed() {
    let confirmed = names().groups;
    let named: Vec<String> = items("working-groups")
        .into_iter()
        .filter_map(|item| item.name)
        .collect();
    assert!(named.len() > 15, "{named:?}");
    for name in named {
        assert!(confirmed.contains(&name), "{name}");
    }
}

#[test]
fn services_have_the_names_of_the_framework() {
    let services = names().services;
    assert_eq!(services.len(), items("first-services").len());
    for (id, [english, japanese]) in services {
        for (language, name) in [("en", english), ("ja", japanese)] {
            let path = format!("{language}/first-services/{}.md", id.replace('.', "-"));
            let page = fs::read_to_string(content().join(&path)).unwrap();
            let title = page.lines().nth(1).unwrap();
            assert!(title.contains(&name), "{path}: {title}, not {name}");
        }
    }
}

#[test]
fn pages_on_frameworks_have_all_names_of_them() {
    for (path, official) in names().pages {
        let page = fs::read_to_string(content().join(format!("{path}.md"))).unwrap();
        let missing: Vec<&String> = official
            .iter()
            .filter(|name| !page.contains(*name))
            .collect();
        assert!(missing.is_empty(), "{path}: {missing:?}");
    }
}

/// Sections in which ids are those of one framework, and a page on models of one's own.
const OF_ONE_FRAMEWORK: [&str; 3] = ["/sim3/", "/isomm/", "/assessment/own-model.md"];

const FRAMEWORKS: [&str; 3] = ["SIM3", "ISOMM", "X.1060"];

#[test]
fn no_id_stands_without_its_framework() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (path, file) in files(&content()) {
        let is_own = OF_ONE_FRAMEWORK.iter().any(|own| path.contains(own));
        if !path.ends_with(".md") || is_own {
            continue;
        }
        let text = Text::new(&path, &fs::read_to_string(file).unwrap());
        for part in prose(&text) {
            let words = &text.text[part.clone()];
            for (at, id) in ids(words) {
                seen += 1;
                // Words of a line are read in parts, between marks: what stands before them is looked at, too.
                let line = text.text[..part.start + at]
                    .rfind('\n')
                    .map_or(0, |at| at + 1);
                let before = &text.text[line..part.start + at];
                if !FRAMEWORKS
                    .iter()
                    .any(|framework| before.contains(framework))
                {
                    wrong.push(format!("{path}: {id} in {:?}", &text.text[line..part.end]));
                }
            }
        }
    }
    assert!(seen > 20, "only {seen} ids were found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Ids of letters and numbers in a text, with their places: `O-1`, `P-17`.
fn ids(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-./#:_".contains(c);
    text.match_indices('-').filter_map(move |(dash, _)| {
        let at = dash
            .checked_sub(1)
            .filter(|at| text.is_char_boundary(*at))?;
        let letter = text[at..].chars().next()?;
        let digits = text[dash + 1..].find(|c: char| !c.is_ascii_digit());
        let end = digits.map_or(text.len(), |digits| dash + 1 + digits);
        let whole = !text[..at].ends_with(is_part)
            && !text[end..].starts_with(|c: char| is_part(c) && c != '.');
        let known = matches!(letter, 'A'..='I' | 'O' | 'T' | 'P');
        (known && whole && (1..=2).contains(&(end - dash - 1))).then(|| (at, &text[at..end]))
    })
}

#[test]
fn ids_are_found_and_other_words_are_not() {
    let found: Vec<&str> = ids("SIM3 O-1, P-17. and A-CSIRT, CVE-2018-7600, F-2の X-1 H-1/H-2")
        .map(|(_, id)| id)
        .collect();
    assert_eq!(found, ["O-1", "P-17", "F-2"]);
}

/// Both languages have the same pages: what a page says beside the words is compared by `check`.
#[test]
fn every_page_exists_in_every_language() {
    let of = |language: &str| -> BTreeSet<String> {
        let pages = files(&content().join(language)).into_iter();
        pages
            .map(|(path, _)| path)
            .filter(|path| path.ends_with(".md"))
            .collect()
    };
    let (japanese, english) = (of("ja"), of("en"));
    assert!(japanese.len() > 400);
    assert_eq!(japanese, english);
}
