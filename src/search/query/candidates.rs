//! Documents that may be results, in the order that posting lists give, and the reading of their texts.

use super::hits::Hits;
use super::shards::Shards;
use crate::search::excerpt::Matcher;
use crate::search::fields;
use crate::search::matching::{Asked, Prepared, QueryTerm};
use crate::search::rank::{BOOST, KEYWORD_IS_QUERY, NAME_BOOST, TITLE_IS_QUERY, WIDER, rarity};
use crate::search::{Index, Results, SearchResult};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Candidates whose texts are read, and whose order is refined, together.
const BATCH: usize = 10;
/// Candidates read beyond the limit before giving up on confirming more. Those that posting lists put first are nearly always
/// confirmed: where so many were refused, no more are worth what it costs to read them.
const SPARE: usize = 10;

/// Candidates in the order that posting lists give.
pub struct Candidates {
    asked: Asked,
    /// Score and number of each document.
    scored: Vec<(u32, u32)>,
    wide: bool,
    /// Candidates read beyond the limit before giving up on confirming more.
    spare: usize,
    /// Whether lists go on beyond what was read.
    pub unread: bool,
    /// Whether texts must be read to be sure.
    unsure: bool,
    /// How many documents a single term is said to have, read or not.
    said: usize,
    /// In a wider search, the documents that have every term.
    whole: BTreeSet<u32>,
    /// Where the sections of the site end, in the order of the documents.
    sections: Vec<(String, u32)>,
    /// The sections that have candidates.
    found_in: Vec<String>,
}

impl Candidates {
    pub fn new(shards: &mut Shards, query: &str, asked: &Asked, depth: u32, wide: bool) -> Self {
        let terms = &asked.terms;
        let hits: Vec<Hits> = terms
            .iter()
            .map(|term| Hits::of(shards, term, depth, wide))
            .collect();
        let mut names = names(shards, query);
        if let ([only], true) = (&*hits, wide) {
            // What may be meant is named as well as what was typed.
            for form in &only.forms {
                for (document, worth) in self::names(shards, form) {
                    names.entry(document).or_insert(worth / 2);
                }
            }
        }
        let said = match &*hits {
            [only] => only.total as usize,
            _ => 0,
        };
        let whole = if wide {
            chosen(&hits, false)
        } else {
            BTreeSet::new()
        };
        let sections = shards.index.head.sections.clone();
        let scored = scored(shards.index, &names, &hits, wide);
        let mut found_in: Vec<String> = Vec::new();
        for (_, document) in &scored {
            let section = section_of(&sections, *document);
            if !found_in.iter().any(|known| known == section) {
                found_in.push(section.to_owned());
            }
        }
        Self {
            asked: Asked {
                terms: terms
                    .iter()
                    .zip(&hits)
                    .map(|found| with_forms(found, shards.index.head.documents))
                    .collect(),
                ..asked.clone()
            },
            // Of an id there is little more than what has it as its name.
            spare: if names.is_empty() || asked.phrases.is_empty() {
                SPARE
            } else {
                0
            },
            scored,
            wide,
            unread: hits.iter().any(|hits| hits.unread),
            unsure: hits.iter().any(|hits| hits.unsure),
            said,
            whole,
            sections,
            found_in,
        }
    }

    /// Those of a section of the site alone, if one is asked for.
    pub fn within(mut self, section: Option<&str>) -> Self {
        if let Some(section) = section {
            let sections = &self.sections;
            let stands = |document: u32| section_of(sections, document) == section;
            self.scored.retain(|(_, document)| stands(*document));
            self.whole.retain(|document| stands(*document));
            // What lists say that were not read is not said of sections.
            self.said = 0;
        }
        self
    }

    /// How many documents there are, before any text refuses one.
    fn said(&self) -> usize {
        match (self.wide, self.said) {
            (true, 0) => self.whole.len(),
            (true, said) => said,
            (false, said) => self.scored.len().max(said),
        }
    }

    /// Reads the texts of the best candidates.
    pub fn read(&self, index: &Index, query: &str, limit: usize) -> Results {
        let reading = Matcher::new(query, &self.asked, self.wide);
        let mut items: Vec<SearchResult> = Vec::new();
        let (mut scanned, mut refused) = (0, 0);
        for batch in self.scored.chunks(BATCH) {
            if items.len() >= limit || scanned >= limit + self.spare {
                break;
            }
            let mut found = confirmed(index, &reading, batch);
            scanned += batch.len();
            refused += batch.len() - found.len();
            items.append(&mut found);
        }
        let none = items.is_empty();
        let all = scanned == self.scored.len() && !self.unread;
        items.truncate(limit);
        Results {
            items,
            total: if none {
                0
            } else {
                self.said().saturating_sub(refused)
            },
            exact: !self.wide && (all || !self.unsure),
            near: Vec::new(),
            sections: self.found_in.clone(),
        }
    }
}

/// A term with the words that stand for it.
fn with_forms((term, hits): (&QueryTerm, &Hits), documents: u32) -> QueryTerm {
    QueryTerm {
        forms: hits.forms.clone(),
        rarity: rarity(documents, hits.total),
        ..term.clone()
    }
}

/// Score and number of every candidate, the best first.
fn scored(index: &Index, names: &BTreeMap<u32, u32>, hits: &[Hits], wide: bool) -> Vec<(u32, u32)> {
    let mut documents = chosen(hits, wide);
    documents.extend(names.keys());
    let head = &index.head;
    let score = |document: u32| {
        let own = names.get(&document).copied().unwrap_or(0);
        let boost = boost(&head.boosts, document);
        own + score(hits, document, head.documents, boost, wide)
    };
    let mut scored: Vec<(u32, u32)> = documents
        .into_iter()
        .map(|document| (score(document), document))
        .collect();
    scored.sort_unstable_by_key(|(score, document)| (Reverse(*score), *document));
    scored
}

/// Those candidates whose texts hold what was asked for, in their refined order.
fn confirmed(index: &Index, reading: &Matcher<'_>, batch: &[(u32, u32)]) -> Vec<SearchResult> {
    let read = |&(score, number): &(u32, u32)| reading.read(&index.stored(number)?, score);
    let mut found: Vec<SearchResult> = batch.iter().filter_map(read).collect();
    // Stable: equal scores stay in the order of candidates.
    found.sort_by_key(|found| Reverse(found.score));
    found
}

/// Documents of which the query is the title or a keyword, and what that is worth. They are candidates even if each
/// word of their name is one that is left out of the index.
fn names(shards: &mut Shards, query: &str) -> BTreeMap<u32, u32> {
    let name = Prepared::new(query).name();
    // Words may be typed apart that are one name.
    let joined = name.replace('_', "");
    let mut found = BTreeMap::new();
    let boosts = shards.index.head.boosts.clone();
    for key in BTreeSet::from([name, joined]) {
        for posting in shards
            .entry(&key)
            .map_or_else(Vec::new, |entry| entry.list.postings)
        {
            let worth = if posting.fields & fields::TITLE == 0 {
                KEYWORD_IS_QUERY
            } else {
                TITLE_IS_QUERY
            };
            let boosted = worth + NAME_BOOST * boost(&boosts, posting.document);
            let known = found.entry(posting.document).or_insert(0);
            *known = boosted.max(*known);
        }
    }
    found
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

/// What the terms that a document has are worth.
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
            score += if wide { rarity * WIDER } else { 0 };
        }
    }
    score
}

/// The section of the site that a document is in.
fn section_of(sections: &[(String, u32)], document: u32) -> &str {
    let at = sections.partition_point(|(_, end)| *end <= document);
    sections.get(at).map_or("", |(section, _)| section)
}

/// The boost of a document: documents are sorted by it, and each entry says where one ends.
fn boost(boosts: &[(u8, u32)], document: u32) -> u32 {
    boosts
        .iter()
        .find(|(_, end)| document < *end)
        .map_or(0, |(boost, _)| u32::from(*boost))
}
