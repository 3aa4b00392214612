//! Which blocks of two lists are the same one: by their keys, by what they say, by where they stand.

use similar::{Algorithm, DiffOp, TextDiff, capture_diff_slices};
use std::collections::{BTreeMap, BTreeSet};

/// A block as it is paired.
#[derive(Debug, Clone, Copy)]
pub struct Item<'a> {
    /// What it is.
    pub name: &'a str,
    /// What it says, or a fingerprint of that.
    pub text: &'a str,
}

/// For each of `left` the one of `right` that it is.
pub type Pairs = Vec<Option<usize>>;

/// Kinds of blocks of which a page may have many; any other name is a key, where a page has it once.
const KINDS: [&str; 9] = [
    "heading",
    "paragraph",
    "item",
    "row",
    "term",
    "definition",
    "footnote",
    "code",
    "html",
];

/// How much two texts have in common, in hundredths, to be the same one, changed.
const ALIKE: u32 = 40;
/// Texts are compared up to here, in characters.
const COMPARED: usize = 400;

/// A name's kind: headings with an id are headings.
fn kind(name: &str) -> &str {
    match name.split_once(' ') {
        Some(("heading", _)) => "heading",
        _ => name,
    }
}

fn is_key(name: &str) -> bool {
    !KINDS.contains(&name)
}

/// Pairs of the same key, where that is there once on either side.
pub fn by_key(left: &[Item<'_>], right: &[Item<'_>]) -> Pairs {
    let places = |items: &[Item<'_>]| {
        let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, item) in items.iter().enumerate().filter(|(_, it)| is_key(it.name)) {
            places.entry(item.name.to_owned()).or_default().push(at);
        }
        places
    };
    let (mine, theirs) = (places(left), places(right));
    let mut pairs = vec![None; left.len()];
    for (name, at) in mine {
        if let ([at], Some([other])) = (at.as_slice(), theirs.get(&name).map(Vec::as_slice)) {
            pairs[*at] = Some(*other);
        }
    }
    pairs
}

/// Adds pairs that say the same: first those in order, then those that were moved.
pub fn by_text(left: &[Item<'_>], right: &[Item<'_>], pairs: &mut Pairs) {
    let (mine, theirs) = unpaired(left.len(), right.len(), pairs);
    let texts = |items: &[Item<'_>], places: &[usize]| -> Vec<String> {
        places.iter().map(|at| items[*at].text.to_owned()).collect()
    };
    let (own, other) = (texts(left, &mine), texts(right, &theirs));
    for op in capture_diff_slices(Algorithm::Patience, &own, &other) {
        if let DiffOp::Equal {
            old_index,
            new_index,
            len,
        } = op
        {
            for step in 0..len {
                pairs[mine[old_index + step]] = Some(theirs[new_index + step]);
            }
        }
    }
    let (mine, theirs) = unpaired(left.len(), right.len(), pairs);
    let mut left_over: Vec<usize> = theirs;
    for at in mine {
        let same = |other: &usize| right[*other].text == left[at].text;
        if let Some(found) = left_over.iter().position(same) {
            pairs[at] = Some(left_over.remove(found));
        }
    }
}

/// Adds pairs of one kind that stand between the same neighbours. Where there are not as many on both sides, `alike` asks that
/// they have words in common.
pub fn by_place(left: &[Item<'_>], right: &[Item<'_>], alike: bool, pairs: &mut Pairs) {
    let (mine, theirs) = unpaired(left.len(), right.len(), pairs);
    let before = |at: usize| pairs[..at].iter().rev().find_map(|pair| *pair);
    let taken: BTreeSet<usize> = pairs.iter().flatten().copied().collect();
    let mut gaps: BTreeMap<Option<usize>, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for at in mine {
        gaps.entry(before(at)).or_default().0.push(at);
    }
    for at in theirs {
        let before = taken.range(..at).next_back().copied();
        gaps.entry(before).or_default().1.push(at);
    }
    for (mine, theirs) in gaps.into_values() {
        let kinds: BTreeSet<&str> = mine.iter().map(|at| kind(left[*at].name)).collect();
        for kind in kinds {
            let of = |items: &[Item<'_>], places: &[usize]| -> Vec<usize> {
                let places = places.iter().copied();
                places
                    .filter(|at| self::kind(items[*at].name) == kind)
                    .collect()
            };
            let (mine, theirs) = (of(left, &mine), of(right, &theirs));
            if !alike || mine.len() == theirs.len() {
                for (at, other) in mine.into_iter().zip(theirs) {
                    pairs[at] = Some(other);
                }
            } else {
                in_order(left, right, (&mine, &theirs), pairs);
            }
        }
    }
}

/// Pairs those that have words in common, in their order.
fn in_order(
    left: &[Item<'_>],
    right: &[Item<'_>],
    (mine, theirs): (&[usize], &[usize]),
    pairs: &mut Pairs,
) {
    let mut from = 0;
    for at in mine {
        let rest = theirs.iter().enumerate().skip(from);
        let likeness = |other: usize| common(left[*at].text, right[other].text);
        let best = rest
            .map(|(number, other)| (likeness(*other), number))
            .filter(|(likeness, _)| *likeness >= ALIKE)
            .max_by_key(|(likeness, number)| (*likeness, std::cmp::Reverse(*number)));
        if let Some((_, number)) = best {
            pairs[*at] = Some(theirs[number]);
            from = number + 1;
        }
    }
}

/// How much two texts have in common, in hundredths of both.
fn common(left: &str, right: &str) -> u32 {
    let cut = |text: &str| text.chars().take(COMPARED).collect::<String>();
    let (left, right) = (cut(left), cut(right));
    let whole = left.chars().count() + right.chars().count();
    if whole == 0 {
        return 100;
    }
    let difference = TextDiff::from_chars(left.as_str(), right.as_str());
    let equal: usize = difference
        .ops()
        .iter()
        .map(|op| match op {
            DiffOp::Equal { len, .. } => *len,
            _ => 0,
        })
        .sum();
    u32::try_from(200 * equal / whole).unwrap_or(100)
}

/// Places on both sides that no pair has.
fn unpaired(left: usize, right: usize, pairs: &Pairs) -> (Vec<usize>, Vec<usize>) {
    let taken: BTreeSet<usize> = pairs.iter().flatten().copied().collect();
    let mine = (0..left).filter(|at| pairs[*at].is_none()).collect();
    let theirs = (0..right).filter(|at| !taken.contains(at)).collect();
    (mine, theirs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items<'a>(list: &[(&'a str, &'a str)]) -> Vec<Item<'a>> {
        let item = |(name, text): &(&'a str, &'a str)| Item { name, text };
        list.iter().map(item).collect()
    }

    #[test]
    fn what_is_alike_is_the_same_and_what_is_not_is_new() {
        let old = items(&[
            ("paragraph", "Name one person who answers."),
            ("paragraph", "Write down when."),
        ]);
        let new = items(&[
            ("paragraph", "This is new, and about money."),
            ("paragraph", "Name two persons who answer."),
            ("paragraph", "Write down when."),
        ]);
        let mut pairs = by_key(&old, &new);
        by_text(&old, &new, &mut pairs);
        by_place(&old, &new, true, &mut pairs);
        assert_eq!(pairs, [Some(1), Some(2)]);
    }

    #[test]
    fn what_moved_is_found() {
        let old = items(&[("item", "a"), ("item", "b"), ("item", "c")]);
        let new = items(&[("item", "c"), ("item", "a"), ("item", "b")]);
        let mut pairs = by_key(&old, &new);
        by_text(&old, &new, &mut pairs);
        assert_eq!(pairs, [Some(1), Some(2), Some(0)]);
    }
}
