//! Shards of posting lists, read as they are needed.

use crate::search::Index;
use crate::search::format::{IndexEntry, PAGE_MARK, Posting, page_key, read_shard, shared_chars};
use crate::search::vocabulary::{
    NEAR_KANA, NEAR_WORD, backward_key, forward_key, is_near, of_backward_key, stem_key,
};
use std::collections::{BTreeSet, HashMap};

/// Letters that a stem has at least.
const STEM: usize = 3;
/// Shards read for the words that begin, or end, as the typed one does.
const NEAR_SHARDS: usize = 3;
/// Words that may be meant by one.
const NEAR: usize = 6;

/// The shards of an index, those kept that were read.
pub struct Shards<'index> {
    pub index: &'index Index,
    /// The first key of each shard.
    bounds: Vec<&'index str>,
    read: HashMap<usize, Vec<IndexEntry>>,
}

impl<'index> Shards<'index> {
    pub fn new(index: &'index Index) -> Self {
        Self {
            index,
            bounds: index.head.bounds.split(' ').collect(),
            read: HashMap::new(),
        }
    }

    fn number_of(&self, key: &str) -> usize {
        self.bounds
            .partition_point(|bound| *bound <= key)
            .saturating_sub(1)
    }

    fn shard(&mut self, number: usize) -> &[IndexEntry] {
        let postings = &self.index.postings;
        self.read.entry(number).or_insert_with(|| {
            postings
                .get(number)
                .map_or_else(Vec::new, |text| read_shard(text))
        })
    }

    pub fn entry(&mut self, key: &str) -> Option<IndexEntry> {
        let number = self.number_of(key);
        self.shard(number)
            .iter()
            .find(|entry| entry.key == key)
            .cloned()
    }

    /// Keys that begin with `prefix` in at most `shards` shards, and whether there are more.
    pub fn starting(&mut self, prefix: &str, shards: usize) -> (Vec<IndexEntry>, bool) {
        let mut number = self.number_of(prefix);
        let end = number + shards;
        let mut found = Vec::new();
        loop {
            let page = |entry: &&IndexEntry| {
                entry.key.starts_with(prefix) && !entry.key.contains(PAGE_MARK)
            };
            found.extend(self.shard(number).iter().filter(page).cloned());
            number += 1;
            // Words with one beginning may go on in the next shard.
            let more = self
                .bounds
                .get(number)
                .is_some_and(|bound| bound.starts_with(prefix));
            if !more || number == end {
                return (found, more);
            }
        }
    }

    /// Words of the stem that a word without an entry of its own has, by the endings that stems lose.
    pub fn of_stem(&mut self, word: &str) -> Vec<String> {
        let endings = self.index.head.endings.split(' ');
        let mut stems: Vec<String> = endings
            .filter_map(|rule| rule.split_once(':'))
            .filter_map(|(ending, rest)| Some(word.strip_suffix(ending)?.to_owned() + rest))
            .filter(|stem| stem.chars().count() >= STEM)
            .collect();
        stems.insert(0, word.to_owned());
        let mut tried = BTreeSet::new();
        for stem in stems.into_iter().filter(|stem| tried.insert(stem.clone())) {
            if let Some(entry) = self.entry(&stem_key(&stem)) {
                return entry.siblings;
            }
            if let Some(entry) = self.entry(&stem) {
                return std::iter::once(stem).chain(entry.siblings).collect();
            }
        }
        Vec::new()
    }

    /// Words in which one letter is another, more or less.
    pub fn near_words(&mut self, word: &str) -> Vec<String> {
        self.near_by(word, NEAR_WORD, "")
    }

    /// Katakana in which one letter is another, more or less; none for what stands in texts as it is typed.
    pub fn near_kana(&mut self, word: &str) -> Vec<String> {
        if self.entry(&forward_key(word)).is_some() {
            return Vec::new();
        }
        self.near_by(word, NEAR_KANA, &forward_key(""))
    }

    /// Keys after `before` that are near to a text: their first half is as it is typed, or their second.
    fn near_by(&mut self, typed: &str, least: usize, before: &str) -> Vec<String> {
        let chars: Vec<char> = typed.chars().collect();
        if chars.len() < least {
            return Vec::new();
        }
        let half = (chars.len() - 1) / 2;
        let first: String = chars[..half].iter().collect();
        let second: String = chars[half + 1..].iter().collect();
        let (forward, _) = self.starting(&(before.to_owned() + &first), NEAR_SHARDS);
        let (backward, _) = self.starting(&backward_key(&second), NEAR_SHARDS);
        let mut found = BTreeSet::new();
        for entry in forward {
            found.extend(entry.key.strip_prefix(before).map(str::to_owned));
        }
        found.extend(backward.iter().map(|entry| of_backward_key(&entry.key)));
        let near = |key: &String| is_near(&key.chars().collect::<Vec<_>>(), &chars);
        found.into_iter().filter(near).take(NEAR).collect()
    }

    /// Words with the same beginning and another ending.
    pub fn alike(&mut self, word: &str) -> Vec<String> {
        let length = word.chars().count();
        let number = self.number_of(word);
        let shared = |entry: &IndexEntry| shared_chars(&entry.key, word);
        let alike = |entry: &&IndexEntry| {
            let common = shared(entry);
            common >= 4
                && common + 4 >= length
                && entry.key.chars().count() <= common + 4
                && !entry.key.contains(PAGE_MARK)
        };
        // Words with one beginning are neighbours, so one shard has nearly all of them.
        let found: Vec<IndexEntry> = self.shard(number).iter().filter(alike).cloned().collect();
        let best = found.iter().map(shared).max().unwrap_or(0);
        let found = found.into_iter().filter(|entry| shared(entry) == best);
        found.map(|entry| entry.key).collect()
    }

    /// The first pages of a list, and whether there are more.
    pub fn list(&mut self, entry: &IndexEntry, depth: u32) -> (Vec<Posting>, bool) {
        let mut postings = entry.list.postings.clone();
        for page in 1..depth.min(entry.list.pages) {
            let next = self.entry(&page_key(&entry.key, page));
            postings.extend(next.into_iter().flat_map(|next| next.list.postings));
        }
        (postings, entry.list.pages > depth)
    }
}
