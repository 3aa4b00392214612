//! A translator says that a translation is up to date → the state as it is to be written.

use super::Translated;
use super::compare::{Block, Comparison, Freshness};
use super::state::{Entry, State, fingerprint};
use crate::pages::Unit;
use std::collections::BTreeSet;

/// The state once blocks are accepted: those of `chosen` (counted from 1 in the order of the original), or all that have a
/// translation. One that was chosen and has none of its own is taken to be in the block before it.
#[must_use]
pub fn accepted(page: &Translated<'_>, chosen: &BTreeSet<usize>) -> State {
    let comparison = page.compared();
    let mut entries = Vec::new();
    let mut before = None;
    for (at, block) in comparison.blocks.iter().enumerate() {
        let is_chosen = chosen.contains(&(at + 1));
        let translation = match block.translation {
            Some(_) if is_chosen || is_translated(block) => block.translation,
            None if is_chosen => before,
            _ => None,
        };
        before = block.translation.or(before);
        let new = translation.filter(|_| is_chosen || chosen.is_empty());
        let entry = match new {
            Some(unit) => Some(entry(block, unit)),
            None => block.recorded.cloned(),
        };
        entries.extend(entry);
    }
    entries.extend(kept(page, &comparison, chosen));
    State {
        from: page.from.clone(),
        entries,
    }
}

/// Whether there is something to accept without being asked for it by name.
fn is_translated(block: &Block<'_>) -> bool {
    block.freshness != Freshness::Missing
}

fn entry(block: &Block<'_>, translation: &Unit) -> Entry {
    Entry {
        name: block.original.name.clone(),
        original: block.original.text.clone(),
        translation: fingerprint(&translation.text),
    }
}

/// Entries whose block of the original is gone, as long as only some blocks are accepted: what is left of them is still to be
/// taken out.
fn kept(
    page: &Translated<'_>,
    comparison: &Comparison<'_>,
    chosen: &BTreeSet<usize>,
) -> Vec<Entry> {
    let entries = page.state.iter().flat_map(|state| &state.entries);
    let is_left = |entry: &&Entry| {
        let mut known = comparison.blocks.iter().filter_map(|block| block.recorded);
        !chosen.is_empty()
            && !known.any(|it| std::ptr::eq(it, *entry))
            && comparison
                .extra
                .iter()
                .any(|unit| fingerprint(&unit.text) == entry.translation)
    };
    entries.filter(is_left).cloned().collect()
}
