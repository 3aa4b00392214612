//! The file that says what a translation was made from: one entry a block, each on lines of its own, so that two people who
//! accept different blocks change different lines.

use crate::diagnostic::{Findings, Text};
use crate::fields::{TomlDocument, edit::quoted};
use crate::language::Tag;

/// Folder of these files, below the root of a site.
pub const FOLDER: &str = "i18n/state/";

/// What stands above the entries.
const ABOVE: &str =
    "# What this translation was made from, block by block. Written by `shirube i18n accept`.\n";

/// What a translation was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// The language of the original.
    pub from: Tag,
    /// Blocks of the original that have been translated, in its order.
    pub entries: Vec<Entry>,
}

/// A block that was translated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What the original's unit is called.
    pub name: String,
    /// The original's text, as it was.
    pub original: String,
    /// A fingerprint of the translation ([`fingerprint`]).
    pub translation: String,
}

/// Where the state of a page in a language stands.
#[must_use]
pub fn state_path(language: &Tag, page: &str) -> String {
    format!("{FOLDER}{language}/{page}.toml")
}

/// What tells a text from others: 48 bits of its hash, in hexadecimal digits. Nothing depends on nobody forging it.
#[must_use]
pub fn fingerprint(text: &str) -> String {
    let hash = blake3::hash(text.as_bytes()).to_hex();
    hash[..12].to_owned()
}

/// Reads a state; `None` where it does not say from which language.
#[must_use]
pub fn read(text: &Text, findings: &mut Findings) -> Option<State> {
    let document = TomlDocument::parse(text, findings);
    let table = document.table();
    let from = if table.has("from") {
        table.language("from", findings)
    } else {
        table.missing("from", findings);
        None
    };
    let mut entries = Vec::new();
    for block in table.tables("block", findings) {
        let mut text = |key| block.required_string(key, findings).map(|at| at.value);
        let entry = (text("name"), text("original"), text("translation"));
        block.finish(findings);
        if let (Some(name), Some(original), Some(translation)) = entry {
            entries.push(Entry {
                name,
                original,
                translation,
            });
        }
    }
    table.finish(findings);
    from.map(|from| State { from, entries })
}

impl State {
    /// The file's text.
    #[must_use]
    pub fn written(&self) -> String {
        let from = quoted(self.from.as_str());
        let blocks = self.entries.iter().map(|entry| {
            let [name, original, translation] =
                [&entry.name, &entry.original, &entry.translation].map(|text| quoted(text));
            format!(
                "\n[[block]]\nname = {name}\noriginal = {original}\ntranslation = {translation}\n"
            )
        });
        format!("{ABOVE}from = {from}\n{}", blocks.collect::<String>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let entry = |original: &str| Entry {
            name: "paragraph".to_owned(),
            original: original.to_owned(),
            translation: fingerprint(original),
        };
        let state = State {
            from: Tag::parse("ja").unwrap(),
            entries: ["報告する", "a \"b\" 'c' \\ d", "# [x] = 1", "'''", ""]
                .map(entry)
                .to_vec(),
        };
        let mut findings = Findings::default();
        let read = read(
            &Text::new("i18n/state/en/a.toml", &state.written()),
            &mut findings,
        );
        assert!(findings.is_empty());
        assert_eq!(read, Some(state));
    }
}
