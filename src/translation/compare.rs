//! Original, translation and state → how each block of the original stands.

use super::pairing::{Item, Pairs, by_key, by_place, by_text};
use super::state::{Entry, State, fingerprint};
use crate::language::is_cjk;
use crate::pages::Unit;

/// How the translation of a block stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Freshness {
    /// It was made from the text that the original has now.
    Fresh,
    /// It was made from another text.
    Stale,
    /// There is none, or it still says what the original says.
    Missing,
    /// There is one, and nobody recorded what it was made from.
    Unrecorded,
}

/// A block of the original.
#[derive(Debug, Clone)]
pub struct Block<'a> {
    /// Its unit.
    pub original: &'a Unit,
    /// Its translation.
    pub translation: Option<&'a Unit>,
    /// What the translation was made from.
    pub recorded: Option<&'a Entry>,
    /// How it stands.
    pub freshness: Freshness,
}

/// A translated page, block by block.
#[derive(Debug, Default)]
pub struct Comparison<'a> {
    /// The blocks of the original, in its order.
    pub blocks: Vec<Block<'a>>,
    /// Blocks of the translation for which the original has none.
    pub extra: Vec<&'a Unit>,
}

impl Comparison<'_> {
    /// How many blocks stand so.
    #[must_use]
    pub fn count(&self, freshness: Freshness) -> usize {
        let those = self.blocks.iter();
        those.filter(|block| block.freshness == freshness).count()
    }

    /// Ids of the headings in the translation under which something is stale, in order. `units`: the translation's.
    #[must_use]
    pub fn stale_sections(&self, units: &[Unit]) -> Vec<String> {
        let stale = |unit: &Unit| {
            self.blocks.iter().any(|block| {
                let is_it = block.translation.is_some_and(|it| std::ptr::eq(it, unit));
                is_it && block.freshness == Freshness::Stale
            })
        };
        let mut sections: Vec<String> = Vec::new();
        let mut within = None;
        for unit in units {
            if let Some(id) = unit.name.strip_prefix("heading #") {
                within = Some(id);
            }
            if let Some(id) = within.filter(|_| stale(unit))
                && sections.last().is_none_or(|last| last != id)
            {
                sections.push(id.to_owned());
            }
        }
        sections
    }
}

/// Compares a translation with its original. `unspaced`: whether the original's language is written without spaces.
///
/// A block of the translation is found by the entry of the state that has its fingerprint, or by where it stands if it was changed; a
/// block of the original by its text, or by where it stands if that was changed. What no entry knows is paired by where it stands.
#[must_use]
pub fn compare<'a>(
    original: &'a [Unit],
    translation: &'a [Unit],
    state: Option<&'a State>,
    unspaced: bool,
) -> Comparison<'a> {
    let entries = state.map_or(&[][..], |state| &state.entries);
    let fingerprints: Vec<String> = translation.iter().map(|it| fingerprint(&it.text)).collect();
    let of_original: Vec<Item<'_>> = original.iter().map(item).collect();
    let of_translation: Vec<Item<'_>> = translation.iter().map(item).collect();
    let marked = translation.iter().zip(&fingerprints);
    let marked: Vec<Item<'_>> = marked
        .map(|(unit, text)| Item {
            name: &unit.name,
            text,
        })
        .collect();
    let made_from: Vec<Item<'_>> = entries.iter().map(made_from).collect();
    let made: Vec<Item<'_>> = entries.iter().map(made).collect();

    let mut to_original = by_key(&made_from, &of_original);
    by_text(&made_from, &of_original, &mut to_original);
    by_place(&made_from, &of_original, true, &mut to_original);
    let mut to_translation = by_key(&made, &marked);
    by_text(&made, &marked, &mut to_translation);
    by_place(&made, &marked, false, &mut to_translation);
    shared(entries, &mut to_translation);

    let (mut recorded, mut pairs) = (vec![None; original.len()], vec![None; original.len()]);
    for (entry, at) in to_original.iter().enumerate() {
        if let Some(at) = *at {
            recorded[at] = Some(&entries[entry]);
            pairs[at] = to_translation[entry];
        }
    }
    let known = pairs.clone();
    without_entry(
        &of_original,
        &of_translation,
        &to_translation,
        &recorded,
        &mut pairs,
    );
    let block = |at: usize| {
        let unit = pairs[at].map(|other| &translation[other]);
        let entry = recorded[at].filter(|_| known[at].is_some());
        Block {
            original: &original[at],
            translation: unit,
            recorded: entry,
            freshness: freshness(&original[at], unit, entry, unspaced),
        }
    };
    let blocks = (0..original.len()).map(block).collect();
    let extra = translation.iter().enumerate();
    let extra = extra.filter(|(at, _)| !pairs.contains(&Some(*at)));
    Comparison {
        blocks,
        extra: extra.map(|(_, unit)| unit).collect(),
    }
}

fn item(unit: &Unit) -> Item<'_> {
    Item {
        name: &unit.name,
        text: &unit.text,
    }
}

fn made_from(entry: &Entry) -> Item<'_> {
    Item {
        name: &entry.name,
        text: &entry.original,
    }
}

fn made(entry: &Entry) -> Item<'_> {
    Item {
        name: &entry.name,
        text: &entry.translation,
    }
}

/// One block of a translation may stand for several of the original: entries that follow each other and have one fingerprint.
fn shared(entries: &[Entry], pairs: &mut Pairs) {
    for at in 1..entries.len() {
        if pairs[at].is_none() && entries[at].translation == entries[at - 1].translation {
            pairs[at] = pairs[at - 1];
        }
    }
}

/// Pairs blocks that no entry knows.
fn without_entry(
    original: &[Item<'_>],
    translation: &[Item<'_>],
    taken: &Pairs,
    recorded: &[Option<&Entry>],
    pairs: &mut Pairs,
) {
    // Keys first: front matter, and headings with ids, between which all else stands.
    for (at, other) in by_key(original, translation).into_iter().enumerate() {
        if pairs[at].is_none() && other.is_some_and(|_| !pairs.contains(&other)) {
            pairs[at] = other;
        }
    }
    let mut placed = pairs.clone();
    by_place(original, translation, false, &mut placed);
    for at in 0..pairs.len() {
        let is_free = |other: &Option<usize>| {
            other.is_some_and(|_| !taken.contains(other)) && recorded[at].is_none()
        };
        if pairs[at].is_none() {
            pairs[at] = placed[at].filter(|other| is_free(&Some(*other)));
        }
    }
}

fn freshness(
    original: &Unit,
    translation: Option<&Unit>,
    entry: Option<&Entry>,
    unspaced: bool,
) -> Freshness {
    match (translation, entry) {
        // A name in Latin letters may stand beside its translation in one language, and need none in the other.
        (None, _) if has_no_words(original, unspaced) => Freshness::Fresh,
        (None, _) => Freshness::Missing,
        (Some(_), Some(entry)) if entry.original == original.text => Freshness::Fresh,
        (Some(_), Some(_)) => Freshness::Stale,
        (Some(unit), None) if unit.text == original.text && is_to_translate(unit, unspaced) => {
            Freshness::Missing
        }
        (Some(_), None) => Freshness::Unrecorded,
    }
}

/// Whether a text that both languages have is one that nobody has translated yet.
fn is_to_translate(unit: &Unit, unspaced: bool) -> bool {
    unit.name != "code" && !has_no_words(unit, unspaced)
}

/// Whether a text of a language that is written without spaces has nothing in its letters.
fn has_no_words(unit: &Unit, unspaced: bool) -> bool {
    unspaced && !unit.text.chars().any(is_cjk)
}
