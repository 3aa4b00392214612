//! Queries that were judged by reading the content, asked of the bundled site: is the page that is wanted the first one?
//!
//! `tests/search/judged-<language>.json` has the queries, each with who asks, the family that it stands for and the pages that
//! a fair judge takes, best first; `held-<language>.json` has more by another judge, who knew neither the first nor the search.
//! What must hold is written below, a little under what was reached when it was written.

use serde::Deserialize;
use shirube::build::{Options, search_index};
use shirube::search::query;
use std::collections::BTreeMap;
use std::path::Path;

#[derive(Deserialize)]
struct Judged {
    query: String,
    family: String,
    wanted: Vec<String>,
}

/// Of a family: how many queries, how many had the wanted page first, among the first three, and nothing at all.
#[derive(Default, Debug)]
struct Reached {
    asked: usize,
    first: usize,
    third: usize,
    none: usize,
    /// Sum of the reciprocal ranks, in thousandths.
    ranks: usize,
}

fn reached(language: &str, set: &str) -> BTreeMap<String, Reached> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = root.join(format!("tests/search/{set}-{language}.json"));
    let judged: Vec<Judged> = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    let options = Options {
        root: root.to_owned(),
        base_url: None,
        drafts: false,
        minify: false,
    };
    let index = search_index(&options, language).unwrap().ok().unwrap();
    let mut families: BTreeMap<String, Reached> = BTreeMap::new();
    for asked in judged {
        let found = query(&index, &asked.query, 10);
        let shown: Vec<String> = found
            .items
            .iter()
            .chain(&found.near)
            .map(|result| page_of(language, &result.address))
            .collect();
        let rank = shown
            .iter()
            .position(|address| asked.wanted.iter().any(|wanted| is_meant(wanted, address)));
        if rank != Some(0) {
            println!(
                "{set} {language} {}: {} → {:?}, wanted {:?}",
                asked.family,
                asked.query,
                shown.iter().take(3).collect::<Vec<_>>(),
                asked.wanted
            );
        }
        for family in [asked.family.as_str(), "all"] {
            let reached = families.entry(family.to_owned()).or_default();
            reached.asked += 1;
            reached.first += usize::from(rank == Some(0));
            reached.third += usize::from(rank.is_some_and(|rank| rank < 3));
            reached.none += usize::from(shown.is_empty());
            reached.ranks += rank.map_or(0, |rank| 1000 / (rank + 1));
        }
    }
    families
}

/// Path and place of a result, as the judged queries name them.
fn page_of(language: &str, address: &str) -> String {
    let path = address
        .strip_prefix(&format!("{language}/"))
        .unwrap_or(address);
    path.replacen(".html", "", 1)
}

/// A page is meant wherever a result leads in it; a place is meant as it is.
fn is_meant(wanted: &str, address: &str) -> bool {
    address == wanted || !wanted.contains('#') && address.split('#').next() == Some(wanted)
}

/// The least of each hundred queries: the wanted page first, among the first three; and the most with nothing at all.
fn hold(language: &str, set: &str, first: usize, third: usize, none: usize) {
    let families = reached(language, set);
    for (family, it) in &families {
        println!(
            "{set} {language} {family}: {} asked, first {} %, in three {} %, none {}, mean reciprocal rank .{:03}",
            it.asked,
            it.first * 100 / it.asked,
            it.third * 100 / it.asked,
            it.none,
            it.ranks / it.asked
        );
    }
    let all = &families["all"];
    assert!(all.first * 100 >= first * all.asked, "{all:?}");
    assert!(all.third * 100 >= third * all.asked, "{all:?}");
    assert!(all.none <= none, "{all:?}");
}

#[test]
fn japanese_queries_find_what_is_wanted() {
    hold("ja", "judged", 73, 84, 0);
    hold("ja", "held", 81, 92, 0);
}

#[test]
fn english_queries_find_what_is_wanted() {
    hold("en", "judged", 73, 90, 0);
    hold("en", "held", 80, 90, 0);
}
