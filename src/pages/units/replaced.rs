//! Translations in the place of a file's own words.

use super::{Source, Unit};
use crate::fields::edit;
use std::collections::BTreeMap;
use std::ops::Range;

/// A file's text with translations of some of its units in their place; `None` where one lacks a link or a cell, or has too many.
///
/// What a translation makes of the file as a whole is not looked at here: `# words` in a paragraph is a heading.
#[must_use]
pub fn replaced(text: &str, translations: &[(&Unit, &str)]) -> Option<String> {
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let mut values: BTreeMap<(usize, usize), Vec<(&str, &str)>> = BTreeMap::new();
    for (unit, translation) in translations {
        match &unit.source {
            Source::Markdown(cells) => {
                let said: Vec<&str> = if cells.len() == 1 {
                    vec![translation]
                } else {
                    translation.split(" | ").collect()
                };
                if said.len() != cells.len() {
                    return None;
                }
                for (cell, said) in cells.iter().zip(said) {
                    let said = said.trim();
                    if cell.text.is_empty() != said.is_empty() {
                        return None;
                    }
                    if !said.is_empty() {
                        edits.push((cell.range.clone(), cell.with_links(said)?));
                    }
                }
            }
            Source::Toml { toml, path } => {
                let part = values.entry((toml.start, toml.end)).or_default();
                part.push((path, translation));
            }
            Source::Fixed => return None,
        }
    }
    for ((start, end), texts) in values {
        edits.push((
            start..end,
            edit::with_values(&text[start..end], &texts).ok()?,
        ));
    }
    edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    let mut new = text.to_owned();
    for (range, said) in edits {
        new.replace_range(range, &said);
    }
    Some(new)
}
