//! Which documents have a term, by posting lists.

use super::shards::Shards;
use crate::search::fields;
use crate::search::format::{IndexEntry, Posting};
use crate::search::matching::QueryTerm;
use crate::search::rank::{EXACT, PREFIX, STEM, all_fields, common_fields, field_weight};
use crate::search::tokenize::{RunKind, loose_key, needle_pairs};
use std::collections::BTreeMap;

/// Shards read for words that begin with what was typed, at each depth.
const PREFIX_SHARDS: usize = 2;

/// Documents that have a term.
#[derive(Default)]
pub struct Hits {
    pub documents: BTreeMap<u32, Hit>,
    /// How many there are, read or not.
    pub total: u32,
    /// Whether lists go on beyond what was read.
    pub unread: bool,
    /// Whether documents that are not here may have the term.
    pub open: bool,
    /// Whether texts must be read to be sure.
    pub unsure: bool,
    /// Words that stand for the term.
    pub forms: Vec<String>,
}

#[derive(Debug, Clone, Copy, Default)]
pub struct Hit {
    pub weight: u32,
    /// Whether title or keywords have it.
    pub named: bool,
}

impl Hit {
    /// A document that has the term itself, in these fields.
    fn exact(found: u8) -> Self {
        Self {
            weight: field_weight(found) * EXACT,
            named: is_named(found),
        }
    }
}

impl Hits {
    /// `depth`: how many pages of each list are read. `wide`: whether what is nearly the term will do.
    pub fn of(shards: &mut Shards, term: &QueryTerm, depth: u32, wide: bool) -> Self {
        match term.kind {
            RunKind::Word => Self::of_word(shards, term, depth, wide),
            RunKind::Cjk if term.text.chars().nth(1).is_none() => {
                Self::of_character(shards, term, depth)
            }
            RunKind::Cjk => Self::of_part(shards, term, depth),
        }
    }

    fn of_word(shards: &mut Shards, term: &QueryTerm, depth: u32, wide: bool) -> Self {
        let mut hits = Self::default();
        if let Some(entry) = shards.entry(&term.text) {
            hits.add(shards, &entry, depth, EXACT);
            hits.add_words(shards, &entry.siblings, depth, STEM);
        } else {
            let words = shards.of_stem(&term.text);
            hits.add_words(shards, &words, depth, STEM);
        }
        if term.prefix {
            hits.add_starting(shards, &term.text, depth, PREFIX);
        }
        // What else may be meant is a guess, made only where the word itself is nowhere.
        if wide && hits.documents.is_empty() {
            let near = shards.near_words(&term.text);
            hits.add_families(shards, &near, depth);
        }
        if wide && hits.documents.is_empty() {
            let alike = shards.alike(&term.text);
            hits.add_families(shards, &alike, depth);
        }
        hits.finish()
    }

    /// Adds words that may be meant, with others of their stems.
    fn add_families(&mut self, shards: &mut Shards, words: &[String], depth: u32) {
        self.add_words(shards, words, depth, PREFIX);
        for word in words {
            let entry = shards.entry(word);
            let siblings = entry.map(|entry| entry.siblings).unwrap_or_default();
            self.add_words(shards, &siblings, depth, PREFIX);
        }
    }

    fn add_words(&mut self, shards: &mut Shards, words: &[String], depth: u32, exactness: u32) {
        for word in words {
            if let Some(entry) = shards.entry(word) {
                self.add(shards, &entry, depth, exactness);
            }
        }
    }

    fn of_character(shards: &mut Shards, term: &QueryTerm, depth: u32) -> Self {
        let mut hits = Self::default();
        hits.add_starting(shards, &term.text, depth, EXACT);
        // Those keys only say where it is: in texts it stands for itself.
        hits.forms.clear();
        hits.finish()
    }

    fn add_starting(&mut self, shards: &mut Shards, prefix: &str, depth: u32, exactness: u32) {
        let (entries, more) = shards.starting(prefix, PREFIX_SHARDS * depth as usize);
        self.unread |= more;
        for entry in entries {
            self.add(shards, &entry, depth, exactness);
        }
    }

    /// Adds the documents of a key that stands for the term.
    fn add(&mut self, shards: &mut Shards, entry: &IndexEntry, depth: u32, exactness: u32) {
        let (postings, unread) = shards.list(entry, depth);
        self.unread |= unread;
        self.total = self.total.max(entry.list.total);
        self.forms.push(entry.key.clone());
        for posting in postings {
            let hit = self.documents.entry(posting.document).or_default();
            hit.weight = hit.weight.max(field_weight(posting.fields) * exactness);
            // A name that only has another form of the word is not what was asked for.
            hit.named |= exactness == EXACT && is_named(posting.fields);
        }
    }

    fn finish(mut self) -> Self {
        self.open = self.unread;
        self.unsure = self.unread;
        self.total = self.total.max(count(&self.documents));
        self
    }

    /// Documents that have every pair of a part, or of one of its forms, in a common field.
    fn of_part(shards: &mut Shards, term: &QueryTerm, depth: u32) -> Self {
        let mut all = Self::of_needle(shards, &term.text, term.loose, depth);
        for form in &term.forms {
            let other = Self::of_needle(shards, form, term.loose, depth);
            for (document, hit) in other.documents {
                let known = all.documents.entry(document).or_insert(hit);
                known.weight = known.weight.max(hit.weight);
                known.named |= hit.named;
            }
            all.total = all.total.max(other.total).max(count(&all.documents));
            all.unread |= other.unread;
            all.open |= other.open;
            all.unsure |= other.unsure;
        }
        all.forms.clone_from(&term.forms);
        all
    }

    fn of_needle(shards: &mut Shards, needle: &str, loose: bool, depth: u32) -> Self {
        let pairs = needle_pairs(needle);
        let lists: Option<Vec<List>> = pairs
            .iter()
            .map(|pair| List::of_pair(shards, pair, loose, depth))
            .collect();
        let Some(lists) = lists else {
            return Self::default();
        };
        let fewest = lists.iter().map(|list| list.total).min();
        let unread = lists.iter().any(|list| list.unread);
        let open = lists.iter().all(|list| list.unread);
        let documents = intersect(&lists, open);
        let total = if unread {
            // No more documents have all pairs than have the rarest.
            fewest.unwrap_or(u32::MAX)
        } else {
            count(&documents)
        };
        Self {
            documents,
            total,
            unread,
            open,
            // Pairs that stand in one field need not stand together.
            unsure: unread || pairs.len() > 1,
            forms: Vec::new(),
        }
    }
}

/// The documents that have a pair.
struct List {
    postings: Vec<Posting>,
    total: u32,
    unread: bool,
}

impl List {
    /// `loose`: whether the two may have hiragana between them.
    fn of_pair(shards: &mut Shards, pair: &str, loose: bool, depth: u32) -> Option<Self> {
        let mut keys = vec![pair.to_owned()];
        keys.extend(loose.then(|| loose_key(pair)));
        let mut found: Option<Self> = None;
        for key in keys {
            let Some(entry) = shards.entry(&key) else {
                continue;
            };
            let (postings, unread) = shards.list(&entry, depth);
            let known = found.get_or_insert(Self {
                postings: Vec::new(),
                total: 0,
                unread: false,
            });
            known.postings.extend(postings);
            known.total += entry.list.total;
            known.unread |= unread;
        }
        found
    }
}

fn is_named(found: u8) -> bool {
    found & (fields::TITLE | fields::KEYWORD) != 0
}

/// Documents in all lists that were read to their end (or in all lists if none was), with the fields common to the
/// lists that have them.
fn intersect(lists: &[List], open: bool) -> BTreeMap<u32, Hit> {
    let mut counted: BTreeMap<u32, (usize, u8)> = BTreeMap::new();
    let mut needed = 0;
    for list in lists {
        let must = open || !list.unread;
        needed += usize::from(must);
        // A document may have a pair both ways.
        let mut own: BTreeMap<u32, u8> = BTreeMap::new();
        for posting in &list.postings {
            let known = own.entry(posting.document).or_default();
            *known = all_fields(*known, posting.fields);
        }
        for (document, fields) in own {
            let known = counted.entry(document).or_insert((0, u8::MAX));
            known.0 += usize::from(must);
            known.1 = common_fields(known.1, fields);
        }
    }
    counted.retain(|_, (count, found)| *count == needed && *found != 0);
    let hit = |(document, (_, found))| (document, Hit::exact(found));
    counted.into_iter().map(hit).collect()
}

fn count(documents: &BTreeMap<u32, Hit>) -> u32 {
    u32::try_from(documents.len()).unwrap_or(u32::MAX)
}
