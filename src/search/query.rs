//! A query in, results out. `browser/index.js` takes the same steps for pages, and `tests/search/*.json` holds both to the
//! same results.
//!
//! Posting lists give candidates and their order; the texts of the first few are then read, which confirms them and
//! refines the order among them. What is beyond what was read is counted, not confirmed: hence “about”.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::excerpt::Reading;
use super::format::{Entry, Posting, page_key, read_shard, take_number};
use super::matching::{Prepared, Term, halves, stretches};
use super::normalise::fold;
use super::rank::{BOOST, EXACT, KEYWORD_IS_QUERY, PREFIX, STEM, TITLE_IS_QUERY, WIDER};
use super::rank::{common_fields, field_weight, rarity};
use super::tokenize::{Kind, needle, needle_pairs, runs, text};
use super::{Found, Index, Results, Stored, fields};

/// Candidates whose texts are read, and whose order is refined, together.
const BATCH: usize = 10;
/// Candidates read beyond the limit before giving up on confirming more.
const SPARE: usize = 50;
/// More words than this are not looked at.
const TERMS: usize = 10;
/// Shards read for words that begin with what was typed, at each depth.
const PREFIX_SHARDS: usize = 2;
/// Pages of a list that are read at most.
const DEPTH: u32 = 8;

/// Finds the documents that have every part of the query.
#[must_use]
pub fn query(index: &Index, query: &str, limit: usize) -> Results {
    let mut shards = Shards::new(index);
    let terms = terms_of(query, &index.head.stop);
    let mut results = search(&mut shards, query, &terms, limit, false);
    if results.items.is_empty() {
        let wider = wider_terms(&mut shards, &terms);
        results.wider = !Plan::new(&mut shards, query, &wider, 1, true)
            .candidates
            .is_empty();
    }
    results
}

/// Finds the documents that have any part of the query, those that have most of it first.
#[must_use]
pub fn query_wider(index: &Index, query: &str, limit: usize) -> Results {
    let mut shards = Shards::new(index);
    let terms = wider_terms(&mut shards, &terms_of(query, &index.head.stop));
    search(&mut shards, query, &terms, limit, true)
}

fn search(shards: &mut Shards, query: &str, terms: &[Term], limit: usize, wide: bool) -> Results {
    let mut depth = 1;
    loop {
        let plan = Plan::new(shards, query, terms, depth, wide);
        let results = plan.read(shards.index, query, limit);
        if results.items.len() >= limit || !plan.unread || depth == DEPTH {
            return results;
        }
        depth += 1;
    }
}

/// The parts of a query. Words that languages leave out are left out, unless there are no others.
fn terms_of(query: &str, stop: &str) -> Vec<Term> {
    let folded = fold(query);
    let mut terms: Vec<Term> = Vec::new();
    for run in runs(&folded) {
        let prefix = run.kind == Kind::Word && run.end == folded.chars.len();
        let text = if run.kind == Kind::Word {
            text(&folded, run)
        } else {
            needle(&folded, run)
        };
        if !text.is_empty() {
            terms.retain(|known| known.text != text);
            terms.push(Term {
                kind: run.kind,
                text,
                prefix,
                forms: Vec::new(),
            });
        }
    }
    let telling: Vec<Term> = terms
        .iter()
        .filter(|term| !stop.split(' ').any(|word| word == term.text))
        .cloned()
        .collect();
    if !telling.is_empty() {
        return telling.into_iter().take(TERMS).collect();
    }
    terms
        .into_iter()
        .next_back()
        .map(|last| Term {
            prefix: true,
            ..last
        })
        .into_iter()
        .collect()
}

/// The terms of a wider search: those that occur, and the parts of those that do not. A single term was tried already.
fn wider_terms(shards: &mut Shards, terms: &[Term]) -> Vec<Term> {
    let mut wider: Vec<Term> = Vec::new();
    for term in terms {
        let whole = term.kind == Kind::Word || (terms.len() > 1 && occurs(shards, term));
        let texts = if whole {
            vec![term.text.clone()]
        } else {
            parts_of(shards, term)
        };
        for text in texts {
            wider.retain(|known| known.text != text);
            wider.push(Term {
                text,
                ..term.clone()
            });
        }
    }
    wider.truncate(TERMS);
    wider
}

fn parts_of(shards: &mut Shards, term: &Term) -> Vec<String> {
    let mut found = Vec::new();
    for text in stretches(&term.text) {
        let part = Term {
            text: text.clone(),
            ..term.clone()
        };
        if text == term.text || !occurs(shards, &part) {
            found.extend(halves(&text));
        } else {
            found.push(text);
        }
    }
    found
}

fn occurs(shards: &mut Shards, term: &Term) -> bool {
    !Hits::of(shards, term, 1, false).documents.is_empty()
}

/// Shards of posting lists, read as they are needed.
struct Shards<'index> {
    index: &'index Index,
    bounds: Vec<&'index str>,
    read: HashMap<usize, Vec<Entry>>,
}

impl<'index> Shards<'index> {
    fn new(index: &'index Index) -> Self {
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

    fn shard(&mut self, number: usize) -> &[Entry] {
        let postings = &self.index.postings;
        self.read.entry(number).or_insert_with(|| {
            postings
                .get(number)
                .map_or_else(Vec::new, |text| read_shard(text))
        })
    }

    fn entry(&mut self, key: &str) -> Option<Entry> {
        let number = self.number_of(key);
        self.shard(number)
            .iter()
            .find(|entry| entry.key == key)
            .cloned()
    }

    /// Keys that begin with `prefix` in at most `shards` shards, and whether there are more.
    fn starting(&mut self, prefix: &str, shards: usize) -> (Vec<Entry>, bool) {
        let mut number = self.number_of(prefix);
        let end = number + shards;
        let mut found = Vec::new();
        loop {
            let page = |entry: &&Entry| entry.key.starts_with(prefix) && !entry.key.contains('~');
            found.extend(self.shard(number).iter().filter(page).cloned());
            number += 1;
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
    fn near(&mut self, word: &str) -> Vec<Entry> {
        let length = word.chars().count();
        let number = self.number_of(word);
        let shared = |entry: &Entry| super::format::shared_chars(&entry.key, word);
        let near = |entry: &&Entry| {
            let common = shared(entry);
            common >= 4
                && common + 4 >= length
                && entry.key.chars().count() <= common + 4
                && !entry.key.contains('~')
        };
        let found: Vec<Entry> = self.shard(number).iter().filter(near).cloned().collect();
        let best = found.iter().map(shared).max().unwrap_or(0);
        found
            .into_iter()
            .filter(|entry| shared(entry) == best)
            .collect()
    }

    /// The first pages of a list, and whether there are more.
    fn list(&mut self, entry: &Entry, depth: u32) -> (Vec<Posting>, bool) {
        let mut postings = entry.list.postings.clone();
        for page in 1..depth.min(entry.list.pages) {
            let next = self.entry(&page_key(&entry.key, page));
            postings.extend(next.into_iter().flat_map(|next| next.list.postings));
        }
        (postings, entry.list.pages > depth)
    }
}

/// Documents that have a term.
#[derive(Default)]
struct Hits {
    documents: BTreeMap<u32, Hit>,
    /// How many there are, read or not.
    total: u32,
    /// Whether lists go on beyond what was read.
    unread: bool,
    /// Whether documents that are not here may have the term.
    open: bool,
    /// Whether texts must be read to be sure.
    unsure: bool,
    /// Words that stand for the term.
    forms: Vec<String>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Hit {
    weight: u32,
    /// Whether title or keywords have it.
    named: bool,
}

impl Hits {
    fn of(shards: &mut Shards, term: &Term, depth: u32, wide: bool) -> Self {
        match term.kind {
            Kind::Word => Self::of_word(shards, term, depth, wide),
            Kind::Cjk if term.text.chars().nth(1).is_none() => {
                Self::of_character(shards, term, depth)
            }
            Kind::Cjk => Self::of_part(shards, term, depth),
        }
    }

    fn of_word(shards: &mut Shards, term: &Term, depth: u32, wide: bool) -> Self {
        let mut hits = Self::default();
        if let Some(entry) = shards.entry(&term.text) {
            hits.add(shards, &entry, depth, EXACT);
            hits.add_siblings(shards, &entry, depth, STEM);
        }
        if term.prefix {
            hits.add_starting(shards, &term.text, depth, PREFIX);
        }
        if wide && hits.documents.is_empty() {
            for entry in shards.near(&term.text) {
                hits.add(shards, &entry, depth, PREFIX);
                hits.add_siblings(shards, &entry, depth, PREFIX);
            }
        }
        hits.finish()
    }

    fn add_siblings(&mut self, shards: &mut Shards, entry: &Entry, depth: u32, exactness: u32) {
        for sibling in &entry.siblings {
            if let Some(entry) = shards.entry(sibling) {
                self.add(shards, &entry, depth, exactness);
            }
        }
    }

    fn of_character(shards: &mut Shards, term: &Term, depth: u32) -> Self {
        let mut hits = Self::default();
        hits.add_starting(shards, &term.text, depth, EXACT);
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
    fn add(&mut self, shards: &mut Shards, entry: &Entry, depth: u32, exactness: u32) {
        let (postings, unread) = shards.list(entry, depth);
        self.unread |= unread;
        self.total = self.total.max(entry.list.total);
        self.forms.push(entry.key.clone());
        for posting in postings {
            let hit = self.documents.entry(posting.document).or_default();
            hit.weight = hit.weight.max(field_weight(posting.fields) * exactness);
            hit.named |= exactness == EXACT && is_named(posting.fields);
        }
    }

    fn finish(mut self) -> Self {
        self.open = self.unread;
        self.unsure = self.unread;
        self.total = self
            .total
            .max(u32::try_from(self.documents.len()).unwrap_or(u32::MAX));
        self
    }

    /// Documents that have every pair of a part, in a common field.
    fn of_part(shards: &mut Shards, term: &Term, depth: u32) -> Self {
        let pairs = needle_pairs(&term.text);
        let mut lists = Vec::new();
        let mut total = u32::MAX;
        for pair in &pairs {
            let Some(entry) = shards.entry(pair) else {
                return Self::default();
            };
            total = total.min(entry.list.total);
            lists.push(shards.list(&entry, depth));
        }
        let unread = lists.iter().any(|(_, unread)| *unread);
        let open = lists.iter().all(|(_, unread)| *unread);
        let documents: BTreeMap<u32, Hit> = intersect(&lists, open)
            .into_iter()
            .map(|(document, found)| {
                (
                    document,
                    Hit {
                        weight: field_weight(found) * EXACT,
                        named: is_named(found),
                    },
                )
            })
            .collect();
        if !unread {
            total = u32::try_from(documents.len()).unwrap_or(u32::MAX);
        }
        Self {
            documents,
            total,
            unread,
            open,
            unsure: unread || pairs.len() > 1,
            forms: Vec::new(),
        }
    }
}

fn is_named(found: u8) -> bool {
    found & (fields::TITLE | fields::KEYWORD) != 0
}

/// Documents in all lists that were read to their end (or in all lists if none was), with the fields common to the
/// lists that have them.
fn intersect(lists: &[(Vec<Posting>, bool)], open: bool) -> BTreeMap<u32, u8> {
    let mut counted: BTreeMap<u32, (usize, u8)> = BTreeMap::new();
    let mut needed = 0;
    for (postings, unread) in lists {
        let must = open || !unread;
        needed += usize::from(must);
        for posting in postings {
            let known = counted.entry(posting.document).or_insert((0, u8::MAX));
            known.0 += usize::from(must);
            known.1 = common_fields(known.1, posting.fields);
        }
    }
    let sure = counted
        .into_iter()
        .filter(|(_, (count, found))| *count == needed && *found != 0);
    sure.map(|(document, (_, found))| (document, found))
        .collect()
}

/// Candidates in the order that posting lists give.
struct Plan {
    terms: Vec<Term>,
    candidates: Vec<(u32, u32)>,
    wide: bool,
    unread: bool,
    unsure: bool,
    /// How many documents a single term is said to have, read or not.
    said: usize,
}

impl Plan {
    fn new(shards: &mut Shards, query: &str, terms: &[Term], depth: u32, wide: bool) -> Self {
        let names = names(shards, query);
        let hits: Vec<Hits> = terms
            .iter()
            .map(|term| Hits::of(shards, term, depth, wide))
            .collect();
        let head = &shards.index.head;
        let terms = terms
            .iter()
            .zip(&hits)
            .map(|(term, hits)| Term {
                forms: hits.forms.clone(),
                ..term.clone()
            })
            .collect();
        let score = |document: u32| {
            let own = names.get(&document).copied().unwrap_or(0);
            own + score(
                &hits,
                document,
                head.documents,
                boost(&head.boosts, document),
                wide,
            )
        };
        let mut chosen = chosen(&hits, wide);
        chosen.extend(names.keys());
        let mut candidates: Vec<(u32, u32)> = chosen
            .into_iter()
            .map(|document| (score(document), document))
            .collect();
        candidates.sort_unstable_by_key(|(score, document)| (std::cmp::Reverse(*score), *document));
        let unread = hits.iter().any(|hits| hits.unread);
        let said = if let [only] = &*hits {
            only.total as usize
        } else {
            0
        };
        Self {
            terms,
            candidates,
            wide,
            unread,
            unsure: hits.iter().any(|hits| hits.unsure),
            said,
        }
    }

    /// Reads the texts of the best candidates.
    fn read(&self, index: &Index, query: &str, limit: usize) -> Results {
        let reading = Reading::new(query, &self.terms, self.wide);
        let mut items: Vec<Found> = Vec::new();
        let (mut scanned, mut refused) = (0, 0);
        for batch in self.candidates.chunks(BATCH) {
            if items.len() >= limit || scanned >= limit + SPARE {
                break;
            }
            let texts = batch
                .iter()
                .filter_map(|&(score, number)| Some((score, index.stored(number)?)));
            let mut found: Vec<Found> = texts
                .filter_map(|(score, text)| reading.read(&text, score))
                .collect();
            scanned += batch.len();
            refused += batch.len() - found.len();
            // Stable: equal scores stay in the order of candidates.
            found.sort_by_key(|found| std::cmp::Reverse(found.score));
            items.append(&mut found);
        }
        let all = scanned == self.candidates.len() && !self.unread;
        let total = if items.is_empty() {
            0
        } else {
            self.candidates.len().max(self.said) - refused
        };
        items.truncate(limit);
        Results {
            items,
            total,
            exact: all || !self.unsure,
            wider: false,
        }
    }
}

/// Documents of which the query is the title or a keyword, and what that is worth. They are candidates even if each
/// word of their name is one that is left out of the index.
fn names(shards: &mut Shards, query: &str) -> BTreeMap<u32, u32> {
    let postings = shards
        .entry(&Prepared::new(query).name())
        .map_or_else(Vec::new, |entry| entry.list.postings);
    let worth = |found: u8| {
        if found & fields::TITLE == 0 {
            KEYWORD_IS_QUERY
        } else {
            TITLE_IS_QUERY
        }
    };
    postings
        .into_iter()
        .map(|posting| (posting.document, worth(posting.fields)))
        .collect()
}

/// Documents that have all terms, or any in a wider search.
fn chosen(hits: &[Hits], wide: bool) -> BTreeSet<u32> {
    let all_open = hits.iter().all(|hits| hits.open);
    let mut counted: BTreeMap<u32, usize> = BTreeMap::new();
    let mut needed = 0;
    for hits in hits.iter().filter(|hits| wide || all_open || !hits.open) {
        needed += 1;
        for document in hits.documents.keys() {
            *counted.entry(*document).or_default() += 1;
        }
    }
    counted
        .into_iter()
        .filter(|(_, count)| wide || *count == needed)
        .map(|(document, _)| document)
        .collect()
}

fn score(hits: &[Hits], document: u32, documents: u32, boost: u32, wide: bool) -> u32 {
    let mut score = 0;
    for hits in hits {
        let rarity = rarity(documents, hits.total);
        // A document that an unread page may name is taken for the least.
        let hit = hits.documents.get(&document).copied();
        let weight = hit.map_or(u32::from(hits.open), |hit| hit.weight);
        score += rarity * weight;
        if let Some(hit) = hit {
            score += if hit.named { rarity * BOOST * boost } else { 0 };
            score += if wide { WIDER } else { 0 };
        }
    }
    score
}

fn boost(boosts: &[(u8, u32)], document: u32) -> u32 {
    boosts
        .iter()
        .find(|(_, end)| document < *end)
        .map_or(0, |(boost, _)| u32::from(*boost))
}

impl Index {
    /// A document as it was stored. An index that this program made can always be read; nothing otherwise.
    fn stored(&self, number: u32) -> Option<Stored> {
        let mut counts = self.head.texts.as_str();
        let (mut shard, mut first) = (0, 0);
        while let Some(count) = take_number(&mut counts) {
            if number < first + count {
                let json = miniz_oxide::inflate::decompress_to_vec(self.texts.get(shard)?).ok()?;
                let documents: Vec<Stored> = serde_json::from_slice(&json).ok()?;
                return documents.into_iter().nth((number - first) as usize);
            }
            first += count;
            shard += 1;
        }
        None
    }
}
