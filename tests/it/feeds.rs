//! Feeds and the site map: moments, their order, and what XML lets through.

use crate::sites::{Site, contents, list};
use std::collections::BTreeMap;

const BASE: &str = "https://example.org/kit";

fn page(site: &Site, name: &str, front: &str) {
    site.write(
        &format!("content/en/days/{name}.md"),
        format!("+++\n{front}\n+++\nText.\n"),
    );
}

fn files(site: &Site) -> BTreeMap<String, String> {
    let built = site.build_with(Some(BASE));
    assert!(built.findings.is_empty(), "{}", list(&built.findings));
    contents(&built.artifacts.unwrap())
        .into_iter()
        .filter(|(path, _)| path.ends_with(".xml"))
        .map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap()))
        .collect()
}

/// Title and time of each entry of the English feed that is of these tests.
fn entries(feed: &str) -> Vec<(String, String)> {
    let document = roxmltree::Document::parse(feed).unwrap();
    let text = |entry: roxmltree::Node<'_, '_>, name: &str| {
        let child = entry
            .children()
            .find(|child| child.has_tag_name(("http://www.w3.org/2005/Atom", name)));
        child.and_then(|child| child.text()).unwrap().to_owned()
    };
    let of_days = |entry: &roxmltree::Node<'_, '_>| text(*entry, "id").contains("/days/");
    let all = document
        .descendants()
        .filter(|node| node.has_tag_name(("http://www.w3.org/2005/Atom", "entry")));
    all.filter(of_days)
        .map(|entry| (text(entry, "title"), text(entry, "updated")))
        .collect()
}

#[test]
fn entries_are_moments_with_a_zone_the_newest_first() {
    let site = Site::base("moments");
    for (name, date) in [
        ("behind", "2024-11-14T12:00:00-05:00"),
        ("universal", "2024-11-14T12:00:00Z"),
        ("ahead", "2024-11-14 12:00:00.25+09:00"),
        ("short", "2024-11-14t12:01z"),
        ("local", "2024-11-14T11:59:00"),
        ("day", "2024-11-14"),
    ] {
        page(&site, name, &format!("title = \"{name}\"\ndate = {date}"));
    }
    let files = files(&site);
    let expected = [
        ("behind", "2024-11-14T12:00:00-05:00"),
        ("short", "2024-11-14T12:01:00Z"),
        ("universal", "2024-11-14T12:00:00Z"),
        ("local", "2024-11-14T11:59:00Z"),
        ("ahead", "2024-11-14T12:00:00.25+09:00"),
        ("day", "2024-11-14T00:00:00Z"),
    ]
    .map(|(name, time)| (name.to_owned(), time.to_owned()));
    assert_eq!(entries(&files["en/feed.xml"]), expected);
    let map = &files["sitemap.xml"];
    for (name, modified) in [
        ("behind", "2024-11-14T12:00:00-05:00"),
        ("short", "2024-11-14T12:01:00Z"),
        ("local", "2024-11-14T11:59:00Z"),
        ("ahead", "2024-11-14T12:00:00.25+09:00"),
        ("day", "2024-11-14"),
    ] {
        let wanted = format!("<loc>{BASE}/en/days/{name}.html</loc><lastmod>{modified}</lastmod>");
        assert!(map.contains(&wanted), "{wanted}\n{map}");
    }
}

/// What no document of XML may hold, not even escaped, does not come as far as the feed.
#[test]
fn no_text_of_an_author_breaks_the_xml() {
    let site = Site::base("control-characters");
    let front = |description: &str| {
        format!("title = \"Tab & <\"\ndescription = \"{description}\"\ndate = 2024-01-01")
    };
    for forbidden in ["\\u0000", "\\u000b", "\\u001b", "\\ufffe", "\\uffff"] {
        page(&site, "a", &front(forbidden));
        let found = list(&site.build().findings);
        let expected = "error invisible-character content/en/days/a.md:3:15\n";
        assert_eq!(found, expected, "{forbidden}");
    }
    page(&site, "a", &front("\\t\\ud7ff😀"));
    let files = files(&site);
    for (path, text) in &files {
        roxmltree::Document::parse(text).unwrap_or_else(|error| panic!("{path}: {error}"));
    }
    let feed = &files["en/feed.xml"];
    assert_eq!(entries(feed)[0].0, "Tab & <");
    assert!(feed.contains("\u{d7ff}😀</summary>"), "{feed}");
}

#[test]
fn a_feed_has_the_newest_entries_only() {
    let site = Site::base("many-days");
    for day in 1..=25 {
        page(
            &site,
            &format!("day-{day}"),
            &format!("title = \"{day}\"\ndate = 2026-01-{day:02}"),
        );
    }
    let titles = |site: &Site| {
        let entries = entries(&files(site)["en/feed.xml"]);
        entries
            .into_iter()
            .map(|(title, _)| title)
            .collect::<Vec<_>>()
    };
    let newest = |count: usize| (0..count).map(|n| (25 - n).to_string()).collect::<Vec<_>>();
    assert_eq!(titles(&site), newest(20));
    site.edit("site.toml", "theme = ", "feed_entries = 3\ntheme = ");
    assert_eq!(titles(&site), newest(3));
    site.edit("site.toml", "feed_entries = 3", "feed_entries = 0");
    assert_eq!(
        list(&site.build().findings),
        "error invalid-value site.toml:4:16\n"
    );
}

#[test]
fn what_is_no_day_is_told_with_what_to_write() {
    let site = Site::base("no-days");
    page(
        &site,
        "a",
        "title = \"A\"\ndate = 12:00:00\nupdated = \"2024-11-14\"",
    );
    let findings = site.build().findings;
    assert_eq!(
        list(&findings),
        "error wrong-type content/en/days/a.md:3:8\nerror wrong-type content/en/days/a.md:4:11\n"
    );
    page(&site, "b", "title = \"B\"\ndate = 2024-02-30");
    let of_b = site.build().findings;
    let of_b = of_b
        .iter()
        .filter(|f| f.place.as_ref().unwrap().path.ends_with("b.md"));
    let rules: Vec<_> = of_b.map(|finding| finding.rule.name).collect();
    assert_eq!(rules, ["toml-syntax"]);
    let told: Vec<_> = findings
        .iter()
        .map(|finding| {
            (
                finding.arguments[2].1.as_str(),
                finding.suggestion.as_deref(),
            )
        })
        .collect();
    assert_eq!(told, [("time", None), ("string", Some("2024-11-14"))]);
}
