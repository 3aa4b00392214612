//! A page's file → the units in which it is translated.
//!
//! ```text
//! front matter ─texts_by_path─▶ texts that are words ───────────────┐
//! Markdown ─reader─▶ blocks without blocks within them ─marked─▶ ────┴─▶ units, in the order of the file
//! ```
//!
//! A unit's text is what a translation has to follow: words and marks. White space, line breaks, addresses of links, ids of headings and
//! labels of footnotes may change without a translation becoming stale, so they are not in it. What is handed to translators ([`Unit::marked`]) is
//! the Markdown itself, with numbers in place of addresses.

mod addresses;
mod marked;
mod reader;
mod replaced;

pub use addresses::addresses;
pub use marked::{Marked, number_of_links};
pub use replaced::replaced;

use super::front;
use super::markdown::options;
use crate::diagnostic::{Findings, Text};
use crate::fields::TomlDocument;
use crate::language::is_cjk;
use pulldown_cmark::Parser;
use std::ops::Range;

/// A unit of translation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// What it is: its key in front matter (`title`, `levels.2`), its place in a figure (`figure stages words.plan`), a page of a reading path
    /// (`path starter-kit/index`), a heading with its id (`heading #setup`), or the kind of block: `paragraph`, `item`, `row`, `term`,
    /// `definition`, `footnote`, `code`, `html`.
    pub name: String,
    /// Its words, with marks.
    pub text: String,
    /// Where it stands in the file, in bytes.
    pub range: Range<usize>,
    /// How a translation of it is put into a file.
    pub source: Source,
}

/// Where the words of a unit are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// In running text: once, or cell by cell.
    Markdown(Vec<Marked>),
    /// A value of TOML, which stands there in the file, by its keys.
    Toml { toml: Range<usize>, path: String },
    /// Where a program cannot put another text: raw HTML, lines that are broken on purpose, TOML in a quotation.
    Fixed,
}

impl Unit {
    /// The text as translators get it: Markdown on one line, cells with ` | ` between them, links with numbers in place of their
    /// addresses; `None` where a translation cannot be put in its place.
    #[must_use]
    pub fn marked(&self) -> Option<String> {
        match &self.source {
            Source::Markdown(cells) => {
                let cells: Vec<&str> = cells.iter().map(|cell| cell.text.as_str()).collect();
                Some(cells.join(" | "))
            }
            Source::Toml { .. } => Some(self.text.clone()),
            Source::Fixed => None,
        }
    }
}

/// Front matter that is words of the page, by its first key. Short titles, readings, questions of readers and lists of other forms
/// are each language's own, and all else is structure.
const FRONT: [&str; 19] = [
    "title",
    "description",
    "notice",
    "levels",
    "categories",
    "scales",
    "level_texts",
    "field_names",
    "field_absent",
    "scale_names",
    "patterns",
    "profiles",
    "reasons",
    "shortcuts",
    "findings",
    "tool",
    "profile_reasons",
    "mapping_reasons",
    "fields",
];
/// Keys within these that are no words, or a language's own.
const NO_WORDS: [(&str, &str); 2] = [("tool", "notice_source"), ("fields", "reading")];
/// The key whose lists are a language's own.
const OWN_LISTS: &str = "fields";

/// The units of a page's file. `unspaced`: whether its language is written without spaces.
#[must_use]
pub fn units(text: &Text, unspaced: bool) -> Vec<Unit> {
    let (part, start) = front::split(&text.text).unwrap_or((0..0, 0));
    let mut units = front_units(text, part);
    let events = Parser::new_ext(&text.text[start..], options()).into_offset_iter();
    units.extend(reader::read(text, start, unspaced, events));
    for unit in &mut units {
        unit.text = joined(&unit.text, unspaced);
    }
    units.retain(|unit| unit.text.chars().any(char::is_alphabetic));
    units
}

fn front_units(text: &Text, part: Range<usize>) -> Vec<Unit> {
    let document = TomlDocument::parse_part(text, part.clone(), &mut Findings::default());
    let texts = document.texts_by_path().into_iter();
    let is_words = |path: &str| {
        let (first, rest) = path.split_once('.').unwrap_or((path, ""));
        let own = first == OWN_LISTS && rest.contains('.');
        FRONT.contains(&first) && !NO_WORDS.contains(&(first, rest)) && !own
    };
    texts
        .filter(|(path, ..)| is_words(path))
        .map(|(name, text, range)| Unit {
            source: Source::Toml {
                toml: part.clone(),
                path: name.clone(),
            },
            name,
            text,
            range,
        })
        .collect()
}

/// A text on one line. A line break stands for a space, or for nothing between characters that are written without one.
fn joined(text: &str, unspaced: bool) -> String {
    let mut line = String::with_capacity(text.len());
    let mut rest = text.trim();
    while let Some(at) = rest.find(char::is_whitespace) {
        let (before, space) = rest.split_at(at);
        line.push_str(before);
        let after = space.trim_start();
        let broken = space[..space.len() - after.len()].contains('\n');
        if !(broken && is_no_space(&line, after, unspaced)) {
            line.push(' ');
        }
        rest = after;
    }
    line + rest
}

/// Whether a line break between two texts stands for nothing.
fn is_no_space(before: &str, after: &str, unspaced: bool) -> bool {
    let sides = [before.chars().next_back(), after.chars().next()];
    let sides = sides.map(|side| side.is_some_and(is_cjk));
    sides == [true, true] || (unspaced && sides.contains(&true))
}

#[cfg(test)]
mod tests;
