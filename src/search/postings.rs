//! Gathers posting lists while documents pass by, in little memory: each list is packed bytes, and the keys of pairs of
//! characters are numbers. [`Gathered::sorted`] gives them at the end, still packed.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::format::Posting;
use super::tokenize::LOOSE_MARK;

/// A word has a number with this bit, two characters have one without.
const WORD: u64 = 1 << 63;
/// The number of a loose pair has this bit.
const LOOSE: u64 = 1 << 62;

/// Posting lists by key, each packed as gaps and fields.
#[derive(Default)]
pub struct Gathered {
    words: FxHashMap<String, u32>,
    names: Vec<String>,
    lists: FxHashMap<u64, PackedList>,
}

/// A posting list: for each document its distance from the one before, seven bits a byte, and its fields.
#[derive(Default)]
pub struct PackedList {
    bytes: Vec<u8>,
    next: u32,
    length: u32,
}

impl Gathered {
    /// The number of a word.
    pub fn word(&mut self, word: &str) -> u64 {
        if let Some(&known) = self.words.get(word) {
            return WORD | u64::from(known);
        }
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.words.insert(word.to_owned(), number);
        self.names.push(word.to_owned());
        WORD | u64::from(number)
    }

    /// The place of a word among all words, by its number.
    pub fn rank(number: u64) -> usize {
        (number & !WORD) as usize
    }

    /// The number of one character or two; of a loose pair, another one.
    pub fn pair(first: char, second: Option<char>, loose: bool) -> u64 {
        let second = second.map_or(0, |second| u64::from(u32::from(second)));
        u64::from(u32::from(first)) << 32 | second | if loose { LOOSE } else { 0 }
    }

    /// The word of a number, if it is one.
    pub fn name(&self, number: u64) -> Option<&str> {
        self.names
            .get(Self::rank(number))
            .filter(|_| number & WORD != 0)
            .map(String::as_str)
    }

    /// The word at a place.
    pub fn name_at(&self, place: usize) -> Option<&str> {
        self.names.get(place).map(String::as_str)
    }

    /// Adds a document; documents come in ascending order.
    pub fn add(&mut self, number: u64, posting: Posting) {
        let packed = self.lists.entry(number).or_default();
        let mut gap = posting.document - packed.next;
        while gap >= 0x80 {
            packed.bytes.push(gap.to_le_bytes()[0] | 0x80);
            gap >>= 7;
        }
        packed.bytes.extend([gap.to_le_bytes()[0], posting.fields]);
        packed.next = posting.document + 1;
        packed.length += 1;
    }

    /// All keys that occur, sorted as text, each with its list.
    pub fn sorted(&self) -> Vec<(Cow<'_, str>, &PackedList)> {
        let lists = self.lists.iter();
        let mut keys: Vec<(Cow<'_, str>, &PackedList)> = lists
            .map(|(&number, packed)| (self.key(number), packed))
            .collect();
        keys.sort_unstable_by(|left, right| left.0.cmp(&right.0));
        keys
    }

    fn key(&self, number: u64) -> Cow<'_, str> {
        let character = |bits: u64| {
            u32::try_from(bits)
                .ok()
                .filter(|&code| code != 0)
                .and_then(char::from_u32)
        };
        let mark = (number & LOOSE != 0).then_some(LOOSE_MARK);
        match self.name(number) {
            Some(word) => Cow::Borrowed(word),
            None => character((number & !LOOSE) >> 32)
                .into_iter()
                .chain(mark)
                .chain(character(number & 0xffff_ffff))
                .collect(),
        }
    }
}

impl PackedList {
    /// How many documents there are.
    pub fn length(&self) -> u32 {
        self.length
    }

    /// The documents, ascending.
    pub fn postings(&self) -> impl Iterator<Item = Posting> {
        let mut bytes = self.bytes.iter();
        let mut next = 0;
        std::iter::from_fn(move || {
            let (mut gap, mut shift) = (0_u32, 0);
            loop {
                let &byte = bytes.next()?;
                gap |= u32::from(byte & 0x7f) << shift;
                shift += 7;
                if byte < 0x80 {
                    break;
                }
            }
            let document = next + gap;
            next = document + 1;
            let fields = bytes.next().copied().unwrap_or_default();
            Some(Posting { document, fields })
        })
    }
}
