//! What readers call things otherwise than the site does: `i18n/synonyms/<language>.toml`, where there is one.

use crate::diagnostic::{Finding, Findings, Text, rules};
use crate::fields::TomlDocument;

/// Reads the groups of a language. Each word of a group stands for all of them; a group has at least two.
pub(super) fn read(text: &Text, findings: &mut Findings) -> Vec<Vec<String>> {
    let document = TomlDocument::parse(text, findings);
    let table = document.table();
    let mut groups = Vec::new();
    for entry in table.tables("groups", findings) {
        let place = entry.place("words");
        let words = entry.strings("words", findings).into_iter();
        let words: Vec<String> = words
            .map(|at| at.value)
            .filter(|word| !word.trim().is_empty())
            .collect();
        entry.finish(findings);
        if words.len() < 2 {
            let finding = Finding::new(&rules::INVALID_VALUE).at(place);
            findings.add(
                finding
                    .with("key", "words")
                    .with("value", words.join(", "))
                    .with("expected", "[\"…\", \"…\"]"),
            );
            continue;
        }
        groups.push(words);
    }
    table.finish(findings);
    groups
}
