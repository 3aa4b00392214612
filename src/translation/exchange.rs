//! Pages ⇄ messages, as tools of translators have them.
//!
//! ```text
//! Translated ─messages─▶ original and translation of each block, links numbered ─▶ po
//! messages from there, and the page ─taken─▶ the translation's new text and state, and what was left out
//! ```
//!
//! A translation is put into the page, and the page is read again: only if that block, and no other, says something else, it is
//! taken. So no translation can make a heading of a paragraph, or end a table.

use super::compare::{Block, Freshness};
use super::{State, Translated, accepted};
use crate::diagnostic::Text;
use crate::language::turned;
use crate::pages::{Source, Unit, draft, number_of_links, replaced, units};
use std::collections::{BTreeMap, BTreeSet};

/// A block, or an interface text, as it is handed to translators.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// What it is: the page's path and the unit's name, or `interface` and the key.
    pub context: String,
    /// The original.
    pub original: String,
    /// The translation; empty where there is none.
    pub translation: String,
    /// Whether the translation is to be looked at again.
    pub fuzzy: bool,
    /// What translators should know.
    pub comment: String,
    /// Where the original stands: path and line.
    pub place: String,
}

/// Why a translation was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// No page, or no interface text, has such a block.
    Unknown,
    /// The original says something else by now.
    Changed,
    /// The translation has no block where it would stand.
    NoPlace,
    /// It would not be the same block: links, cells, or marks that make something else of it.
    Structure,
    /// Its placeholders are others.
    Placeholders,
    /// It has control characters, or turns the direction of what follows.
    Characters,
}

impl Message {
    /// Whether the translation says what it shows: no control characters, no direction that stays turned.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        let control = |c: char| c.is_control() && !c.is_whitespace();
        !self.translation.contains(control) && turned(&self.translation).is_none()
    }
}

/// The messages of a page: every block whose words a program can put into a file.
#[must_use]
pub fn messages(page: &Translated<'_>) -> Vec<Message> {
    let comparison = page.compared();
    let numbered = numbered(page, &comparison.blocks);
    let messages = numbered.into_iter().map(|(at, context, original)| {
        let block = &comparison.blocks[at];
        let place = page.original.place(block.original.range.clone());
        Message {
            translation: said(block).unwrap_or_default(),
            fuzzy: block.freshness == Freshness::Stale,
            comment: String::new(),
            place: format!("{}:{}", place.path, place.line),
            context,
            original,
        }
    });
    messages.collect()
}

/// The blocks that are handed out: their place in the list, their context and their text. Blocks of one kind that say the same may
/// be translated differently, so from the second one on they are numbered.
fn numbered(page: &Translated<'_>, blocks: &[Block<'_>]) -> Vec<(usize, String, String)> {
    let mut times: BTreeMap<(&str, String), usize> = BTreeMap::new();
    let mut numbered = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        let Some(original) = block.original.marked() else {
            continue;
        };
        let name = block.original.name.as_str();
        let time = times.entry((name, original.clone())).or_default();
        *time += 1;
        let again = if *time > 1 {
            format!(" ({time})")
        } else {
            String::new()
        };
        numbered.push((at, format!("{} {name}{again}", page.path), original));
    }
    numbered
}

/// What the translation of a block says, with its links numbered as in the original; `None` where it does not say anything yet, or
/// has other links.
fn said(block: &Block<'_>) -> Option<String> {
    let unit = block.translation?;
    if block.freshness == Freshness::Missing {
        return None;
    }
    match (&unit.source, &block.original.source) {
        (Source::Markdown(own), Source::Markdown(original)) if own.len() == original.len() => {
            let cells = own.iter().zip(original);
            let cells: Option<Vec<String>> = cells
                .map(|(own, original)| number_of_links(own, original))
                .collect();
            Some(cells?.join(" | "))
        }
        (Source::Toml { .. }, Source::Toml { .. }) => unit.marked(),
        _ => None,
    }
}

/// What became of a page.
pub struct Taken {
    /// The translation's text, where anything was taken.
    pub text: String,
    /// Its state.
    pub state: State,
    /// How many blocks have another translation than before, or a first one.
    pub changed: usize,
    /// Messages that were not taken, by their place in the list.
    pub refused: Vec<(usize, Refused)>,
}

/// Takes translations into a page, which is begun if there is none. `unspaced`: whether the language of the translation is written without
/// spaces. `None` where the original cannot be read.
#[must_use]
pub fn taken(page: &Translated<'_>, messages: &[Message], unspaced: bool) -> Option<Taken> {
    let path = page.translation_path.as_str();
    let mut text = match page.translation {
        Some(text) => text.text.to_string(),
        None => draft(page.original, page.from.is_unspaced())?,
    };
    let mut refused = Vec::new();
    let mut chosen = BTreeSet::new();
    let mut changed = 0;
    let file = Text::new(path, &text);
    let begun = page.with_translation(&file, unspaced);
    let comparison = begun.compared();
    let numbered = numbered(page, &comparison.blocks);
    for (number, message) in messages.iter().enumerate() {
        let same = numbered.iter().find(|(_, context, original)| {
            *context == message.context && *original == message.original
        });
        let Some((at, ..)) = same else {
            refused.push((number, Refused::Changed));
            continue;
        };
        if !message.is_plain() {
            refused.push((number, Refused::Characters));
            continue;
        }
        let block = &comparison.blocks[*at];
        if said(block).as_deref() == Some(message.translation.as_str()) {
            chosen.insert(at + 1);
            continue;
        }
        match put(&text, path, block, &message.translation, unspaced, &begun) {
            Ok(new) => {
                text = new;
                chosen.insert(at + 1);
                changed += 1;
            }
            Err(why) => refused.push((number, why)),
        }
    }
    let file = Text::new(path, &text);
    let done = page.with_translation(&file, unspaced);
    let state = if chosen.is_empty() {
        let entries = page.state.iter().flat_map(|state| state.entries.clone());
        State {
            from: page.from.clone(),
            entries: entries.collect(),
        }
    } else {
        accepted(&done, &chosen)
    };
    Some(Taken {
        text,
        state,
        changed,
        refused,
    })
}

/// The text with a translation of a block in its place.
fn put(
    text: &str,
    path: &str,
    block: &Block<'_>,
    translation: &str,
    unspaced: bool,
    begun: &Translated<'_>,
) -> Result<String, Refused> {
    let at = block
        .translation
        .and_then(|unit| {
            begun
                .translation_units
                .iter()
                .position(|it| std::ptr::eq(it, unit))
        })
        .ok_or(Refused::NoPlace)?;
    let before = units(&Text::new(path, text), unspaced);
    // A translation that was taken before has moved what follows.
    let unit = before.get(at).ok_or(Refused::NoPlace)?;
    let unit = with_links_of(unit, block.original).ok_or(Refused::Structure)?;
    let line = translation.split_whitespace().collect::<Vec<_>>().join(" ");
    let new = replaced(text, &[(&unit, &line)]).ok_or(Refused::Structure)?;
    let after = units(&Text::new(path, &new), unspaced);
    let same = |(number, (one, other)): (usize, (&Unit, &Unit))| {
        one.name == other.name && (number == at || one.text == other.text)
    };
    let pairs = before.iter().zip(&after).enumerate();
    let whole = before.len() == after.len() && pairs.into_iter().all(same);
    let is_it = after.get(at).is_some_and(|after| says(after, &unit, &line));
    (whole && is_it).then_some(new).ok_or(Refused::Structure)
}

/// The place of a unit, with the links of its original: those are what translations number.
fn with_links_of(unit: &Unit, original: &Unit) -> Option<Unit> {
    let mut unit = unit.clone();
    if let (Source::Markdown(own), Source::Markdown(cells)) = (&mut unit.source, &original.source) {
        if own.len() != cells.len() {
            return None;
        }
        for (own, cell) in own.iter_mut().zip(cells) {
            own.links.clone_from(&cell.links);
        }
    }
    Some(unit)
}

/// Whether a unit that was read again says the translation, with the links in their places.
fn says(after: &Unit, place: &Unit, line: &str) -> bool {
    match (&after.source, &place.source) {
        (Source::Markdown(after), Source::Markdown(place)) => {
            let cells = after.iter().zip(place);
            let said: Option<Vec<String>> = cells
                .map(|(after, place)| number_of_links(after, place))
                .collect();
            after.len() == place.len() && said.is_some_and(|said| said.join(" | ") == line)
        }
        (Source::Toml { .. }, Source::Toml { .. }) => after.text == line,
        _ => false,
    }
}
