//! The index of a language as it is published, read back: each document with its texts, and the keys it is found by.

use serde_json::Value;
use shirube::search::format::read_shard;
use shirube::search::pack::{bytes_of, inflate};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What a key was found in, as bits of a posting, with how it is called here.
const FIELDS: [(u8, u8, &str); 6] = [
    (0b1_0000, 0b1_0000, "title"),
    (0b0_1000, 0b0_1000, "keywords"),
    (0b0_0100, 0b0_0100, "headings"),
    (0b0_0011, 0b0_0001, "text, once"),
    (0b0_0011, 0b0_0010, "text, two or three times"),
    (0b0_0011, 0b0_0011, "text, more often"),
];

/// The files of one language, by path, as text.
pub fn readable(files: &BTreeMap<String, Vec<u8>>, language: &str) -> String {
    let head = &files[&format!("search/{language}/head.js")];
    let head: Value = serde_json::from_str(payload(head)).unwrap();
    let dictionary = head["dictionary"].as_str().unwrap();
    let documents: Vec<Value> = shards(files, language, 't')
        .iter()
        .flat_map(|shard| texts(shard, dictionary))
        .collect();
    let keys: Vec<_> = shards(files, language, 'p')
        .iter()
        .flat_map(|shard| {
            let text = inflate(shard, b"").unwrap();
            read_shard(std::str::from_utf8(&text).unwrap())
        })
        .collect();
    let mut out = format!(
        "version {}, {} documents\n",
        head["version"], head["documents"]
    );
    for boost in head["boosts"].as_array().unwrap() {
        let _ = writeln!(
            out,
            "the first {} are found first (boost {})",
            boost[1], boost[0]
        );
    }
    let _ = writeln!(out, "left out: {}", head["stop"].as_str().unwrap());
    for entry in keys.iter().filter(|entry| !entry.siblings.is_empty()) {
        let _ = writeln!(
            out,
            "{} is looked up with {}",
            entry.key,
            entry.siblings.join(", ")
        );
    }
    for (number, stored) in (0_u32..).zip(&documents) {
        document(stored, &mut out);
        for (mask, bits, name) in FIELDS {
            let here = |fields: u8| fields & mask == bits;
            let found = keys.iter().filter(|entry| {
                entry
                    .list
                    .postings
                    .iter()
                    .any(|posting| posting.document == number && here(posting.fields))
            });
            let found: Vec<&str> = found.map(|entry| entry.key.as_str()).collect();
            if !found.is_empty() {
                let _ = writeln!(out, "  found in {name}: {}", found.join(" "));
            }
        }
    }
    out
}

fn document(stored: &Value, out: &mut String) {
    let text = |at: usize| stored[at].as_str().unwrap();
    let _ = writeln!(out, "\n{}", text(0));
    let keywords: Vec<&str> = stored[3]
        .as_array()
        .unwrap()
        .iter()
        .map(|word| word.as_str().unwrap())
        .collect();
    let facts = [
        ("label", text(6)),
        ("title", text(1)),
        ("section", text(2)),
        ("language", text(4)),
        ("keywords", &keywords.join(" | ")),
    ];
    for (name, fact) in facts.into_iter().filter(|(_, fact)| !fact.is_empty()) {
        let _ = writeln!(out, "  {name}: {fact}");
    }
    for block in stored[5].as_array().unwrap() {
        let _ = match block.as_array() {
            None => writeln!(out, "  | {}", block.as_str().unwrap()),
            Some(block) => {
                let mark = if block[1] == 1 { "##" } else { "|" };
                writeln!(
                    out,
                    "  {mark} {} {{#{}}}",
                    block[2].as_str().unwrap(),
                    block[0].as_str().unwrap()
                )
            }
        };
    }
}

/// The shards of a kind, in the order of their numbers, deflated.
fn shards(files: &BTreeMap<String, Vec<u8>>, language: &str, kind: char) -> Vec<Vec<u8>> {
    let file = |number: usize| files.get(&format!("search/{language}/{kind}{number}.js"));
    let packed = (0..).map_while(file).map(|bytes| payload(bytes));
    packed
        .map(|literal| bytes_of(&literal[1..literal.len() - 1]))
        .collect()
}

/// The last argument of the call that a file is.
fn payload(file: &[u8]) -> &str {
    let text = std::str::from_utf8(file).unwrap();
    let payload = text.splitn(5, ',').nth(4).unwrap();
    payload.strip_suffix(")\n").unwrap()
}

fn texts(shard: &[u8], dictionary: &str) -> Vec<Value> {
    serde_json::from_slice(&inflate(shard, dictionary.as_bytes()).unwrap()).unwrap()
}
