//! The fixture sites as they are published, page by page: `tests/sites/<site>.expected/` holds each page, feed and list as a
//! reader of a diff wants it. A file that differs, that is missing, or that nothing makes any more fails the test;
//! `UPDATE_EXPECTED=1` writes them anew, to be read. Templates are not minified, so that the markup is what they say.

mod markup;
mod search_index;

use crate::sites::{Site, contents, files, fixtures, list};
use shirube::build::build;
use shirube::diagnostic::Severity;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// The site as text, by path: pages, feeds and lists as they are published, the search index read back, and the list of
/// all files.
type Published = BTreeMap<String, String>;

const BASE: &str = "https://example.org/kit";

#[test]
fn the_base_site_is_what_was_looked_at() {
    compare(
        "base",
        &published(&Site::base("expected"), Some(BASE), false),
    );
}

#[test]
fn a_third_language_is_what_was_looked_at() {
    let site = Site::base("expected-third");
    site.add_third_language();
    // The other pages of the language are like these.
    let looked_at = [
        "404.html",
        "index.html",
        "sitemap.xml",
        "ar/index.html",
        "ar/guide/index.html",
        "ar/demo/a-1.html",
        "ar/glossary/index.html",
        "ar/roles/proposal.html",
        "ja/guide/index.html",
    ];
    let mut published = published(&site, Some(BASE), false);
    published.retain(|path, _| looked_at.contains(&path.as_str()));
    compare("third-language", &published);
}

#[test]
fn drafts_are_published_where_they_are_asked_for_only() {
    let site = Site::base("expected-drafts");
    let (without, with) = (
        published(&site, Some(BASE), false),
        published(&site, Some(BASE), true),
    );
    let told = without
        .iter()
        .filter(|(_, text)| text.contains("A draft") || text.contains("draft.html"));
    assert_eq!(
        told.map(|(path, _)| path).collect::<Vec<_>>(),
        Vec::<&String>::new()
    );
    let added: Vec<&String> = with
        .keys()
        .filter(|path| !without.contains_key(*path))
        .collect();
    assert_eq!(
        added,
        [
            "en/guide/draft.html",
            "en/guide/sketch.html",
            "ja/guide/draft.html"
        ]
    );
    for path in [
        "en/guide/index.html",
        "ja/guide/index.html",
        "search/en.txt",
        "sitemap.xml",
        "en/feed.xml",
    ] {
        assert!(with[path].contains("draft"), "{path}:\n{}", with[path]);
    }
    // A page in another language is no news of this one.
    assert!(
        !with["ja/feed.xml"].contains("draft"),
        "{}",
        with["ja/feed.xml"]
    );
}

#[test]
fn without_an_address_on_the_web_pages_say_all_but_that() {
    let site = Site::base("expected-nowhere");
    let (without, with) = (
        published(&site, None, false),
        published(&site, Some(BASE), false),
    );
    let absolute = |line: &&str| {
        ["<link rel=\"canonical\"", "<link rel=\"alternate\""]
            .iter()
            .any(|begin| line.trim_start().starts_with(begin))
    };
    for (path, text) in without.iter().filter(|(path, _)| path.ends_with(".html")) {
        let rest: String = with[path]
            .lines()
            .filter(|line| !absolute(line))
            .map(|line| line.to_owned() + "\n")
            .collect();
        assert_eq!(*text, rest, "{path}");
        assert!(!text.contains(BASE), "{path}");
    }
    let only: Vec<&String> = with
        .keys()
        .filter(|path| !without.contains_key(*path))
        .collect();
    assert_eq!(
        only,
        [
            "404.html",
            "en/feed.xml",
            "ja/feed.xml",
            "robots.txt",
            "sitemap.xml"
        ]
    );
}

fn published(site: &Site, base_url: Option<&str>, drafts: bool) -> Published {
    let mut options = site.options();
    (options.base_url, options.drafts, options.minify) =
        (base_url.map(str::to_owned), drafts, false);
    let built = build(&options, &|_| {}).unwrap();
    assert_eq!(
        built.findings.count(Severity::Error),
        0,
        "{}",
        list(&built.findings)
    );
    let files = contents(&built.artifacts.unwrap());
    let mut published = Published::new();
    for (path, bytes) in &files {
        let text = || std::str::from_utf8(bytes).unwrap();
        match path.rsplit_once('.').unwrap().1 {
            "html" | "xml" => {
                let pretty = markup::pretty(&hashes_left_out(text()))
                    .unwrap_or_else(|wrong| panic!("{path}: {wrong}"));
                published.insert(path.clone(), pretty);
            }
            "txt" => drop(published.insert(path.clone(), text().to_owned())),
            _ => {}
        }
        if let Some(language) = path
            .strip_prefix("search/")
            .and_then(|rest| rest.strip_suffix("/head.js"))
        {
            published.insert(
                format!("search/{language}.txt"),
                search_index::readable(&files, language),
            );
        }
    }
    // How many shards an index has tells nothing.
    let shard = |path: &str| path.starts_with("search/") && !path.ends_with("/head.js");
    let listed: String = files
        .keys()
        .filter(|path| !shard(path))
        .map(|path| path.clone() + "\n")
        .collect();
    published.insert("files.txt".to_owned(), listed);
    published
}

/// Hashes of styles and scripts change with these; a page only has to have one.
fn hashes_left_out(text: &str) -> String {
    let mut out = text.to_owned();
    for before in ["?v=", "sha256-"] {
        let mut parts = out.split(before);
        let first = parts.next().unwrap_or_default().to_owned();
        let is_hash = |c: char| c.is_ascii_alphanumeric() || "+/=".contains(c);
        out = parts.fold(first, |out, part| {
            format!("{out}{before}…{}", part.trim_start_matches(is_hash))
        });
    }
    out
}

/// Compares with the expected files of a site, or writes them.
fn compare(site: &str, published: &Published) {
    let folder = fixtures().join(format!("{site}.expected"));
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        return write(&folder, published);
    }
    let expected: Published = files(&folder)
        .into_iter()
        .map(|(path, file)| (path, fs::read_to_string(file).unwrap()))
        .collect();
    let paths: BTreeSet<&String> = expected.keys().chain(published.keys()).collect();
    let wrong: Vec<String> = paths
        .into_iter()
        .filter_map(|path| match (expected.get(path), published.get(path)) {
            (Some(expected), Some(found)) => {
                (expected != found).then(|| format!("{path}:\n{}", difference(expected, found)))
            }
            (Some(_), None) => Some(format!("{path} is expected, and nothing makes it\n")),
            (None, _) => Some(format!("{path} is not expected\n")),
        })
        .collect();
    let shown = wrong.iter().take(MOST_FILES).cloned().collect::<String>();
    assert!(
        wrong.is_empty(),
        "{} files of tests/sites/{site}.expected/ differ. UPDATE_EXPECTED=1 writes them anew; read what has changed.\n\n{shown}",
        wrong.len()
    );
}

fn write(folder: &Path, published: &Published) {
    if folder.exists() {
        fs::remove_dir_all(folder).unwrap();
    }
    for (path, text) in published {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// More than this is not shown.
const MOST_FILES: usize = 5;
const MOST_LINES: usize = 12;

/// The lines that are in one text only, each with its number, in order.
fn difference(expected: &str, found: &str) -> String {
    let (expected, found): (Vec<&str>, Vec<&str>) =
        (expected.lines().collect(), found.lines().collect());
    let common = common_lengths(&expected, &found);
    let (mut at, mut lines) = ((0, 0), Vec::new());
    while at.0 < expected.len() || at.1 < found.len() {
        let both = at.0 < expected.len() && at.1 < found.len();
        if both && expected[at.0] == found[at.1] {
            at = (at.0 + 1, at.1 + 1);
        } else if at.0 < expected.len()
            && common[at.0 + 1][at.1] >= common[at.0].get(at.1 + 1).copied().unwrap_or_default()
        {
            lines.push(format!("  {:>4} - {}\n", at.0 + 1, expected[at.0]));
            at.0 += 1;
        } else {
            lines.push(format!("  {:>4} + {}\n", at.1 + 1, found[at.1]));
            at.1 += 1;
        }
    }
    let mut out: String = lines.iter().take(MOST_LINES).cloned().collect();
    if lines.len() > MOST_LINES {
        let _ = writeln!(out, "  and {} more lines", lines.len() - MOST_LINES);
    }
    out
}

/// How many lines the rests from each pair of lines have in common, in order.
fn common_lengths(one: &[&str], other: &[&str]) -> Vec<Vec<usize>> {
    let mut common = vec![vec![0; other.len() + 1]; one.len() + 1];
    for left in (0..one.len()).rev() {
        for right in (0..other.len()).rev() {
            let longest = common[left + 1][right].max(common[left][right + 1]);
            common[left][right] = if one[left] == other[right] {
                common[left + 1][right + 1] + 1
            } else {
                longest
            };
        }
    }
    common
}

#[test]
fn a_difference_is_told_line_by_line() {
    let told = difference("a\nb\nc\nd\n", "a\nx\nc\nd\ne\n");
    assert_eq!(told, "     2 - b\n     2 + x\n     5 + e\n");
    let many: String = (0..20)
        .map(|number: u8| number.to_string() + "\n")
        .collect();
    assert!(
        difference("", &many).ends_with("    12 + 11\n  and 8 more lines\n"),
        "{}",
        difference("", &many)
    );
}
