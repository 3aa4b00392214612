//! Shards of posting lists, read as they are needed.

use crate::search::Index;
use crate::search::format::{IndexEntry, PAGE_MARK, Posting, page_key, read_shard, shared_chars};
use std::collections::HashMap;

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

    /// Words that are nearly the given one, which itself does not occur: same beginning, other ending.
    pub fn near(&mut self, word: &str) -> Vec<IndexEntry> {
        let length = word.chars().count();
        let number = self.number_of(word);
        let shared = |entry: &IndexEntry| shared_chars(&entry.key, word);
        let near = |entry: &&IndexEntry| {
            let common = shared(entry);
            common >= 4
                && common + 4 >= length
                && entry.key.chars().count() <= common + 4
                && !entry.key.contains(PAGE_MARK)
        };
        // Words with one beginning are neighbours, so one shard has nearly all of them.
        let found: Vec<IndexEntry> = self.shard(number).iter().filter(near).cloned().collect();
        let best = found.iter().map(shared).max().unwrap_or(0);
        found
            .into_iter()
            .filter(|entry| shared(entry) == best)
            .collect()
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
