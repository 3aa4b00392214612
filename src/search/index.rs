//! Documents in, index out. [`index`] is the entry:
//!
//! 1. Documents are sorted, those that explain a notion first: posting lists need no boost of their own.
//! 2. An [`Indexer`] reads one after another. Words and pairs of characters become keys; which words say little is known of
//!    each language (`language`), and posting lists stay packed while they grow (`postings`).
//! 3. Words of one stem are told of each other, what is only a form or a spelling of them leads to them (`vocabulary`), long
//!    lists are cut into pages, and entries are cut into shards.
//! 4. Texts are kept beside (`texts`), because results show them.

use std::borrow::Cow;
use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use super::format::{Posting, Postings, page_key, shared_chars, write_entry};
use super::language::Analyser;
use super::normalise::Folded;
use super::postings::{Gathered, PackedList};
use super::rank::field_weight;
use super::texts::text_shards;
use super::tokenize::{RunKind, kana_words, name_key, pairs, push_text, runs, text};
use super::vocabulary::{
    Family, NEAR_KANA, NEAR_WORD, SIBLINGS, backward_key, endings, families, forward_key, siblings,
    stem_key,
};
use super::{Document, Index, IndexHead, Limits, fields};

/// Version of the format of the files.
const VERSION: u32 = 3;

/// Makes the index of one language.
#[must_use]
pub fn index(language: &str, documents: &[Document]) -> Index {
    index_with(language, documents, Limits::of(documents.len()))
}

/// As [`index`], with shards cut elsewhere: tests see many shards in little text.
#[must_use]
pub fn index_with(language: &str, documents: &[Document], limits: Limits) -> Index {
    let mut sorted: Vec<&Document> = documents.iter().collect();
    // Numbers follow boosts, so that a few bounds say the boost of every document.
    sorted.sort_by_key(|document| std::cmp::Reverse(document.boost));
    // Neither half needs anything of the other.
    let (keys, texts) = rayon::join(
        || Keys::of(language, &sorted, limits),
        || text_shards(language, &sorted, limits),
    );
    let head = IndexHead {
        version: VERSION,
        documents: u32::try_from(sorted.len()).unwrap_or(u32::MAX),
        bounds: keys.bounds,
        texts: texts.counts,
        dictionary: texts.dictionary,
        boosts: boosts(&sorted),
        sections: sections(&sorted),
        stop: keys.stop,
        endings: keys.endings,
    };
    Index::new(language, head, keys.shards, texts.shards)
}

/// What is found by its key.
struct Keys {
    bounds: String,
    shards: Vec<String>,
    stop: String,
    endings: String,
}

impl Keys {
    fn of(language: &str, documents: &[&Document], limits: Limits) -> Self {
        let mut reader = Indexer::default();
        for (number, document) in (0_u32..).zip(documents) {
            reader.read(number, document);
        }
        let (entries, endings) = reader.entries(language, limits.page);
        let (bounds, shards) = posting_shards(&entries, limits.posting_shard);
        Self {
            bounds,
            shards,
            stop: reader.stop().join(" "),
            endings,
        }
    }
}

/// Reads documents one after another.
#[derive(Default)]
struct Indexer {
    gathered: Gathered,
    languages: Vec<(String, Analyser)>,
    /// For each word, the languages it was seen in and whether they leave it out.
    spoken: Vec<Vec<(usize, bool)>>,
    /// Katakana that stand together.
    kana: FxHashSet<String>,
    /// Keys of the document being read, and its text; kept for their memory.
    seen: Vec<(u64, u8)>,
    folded: Folded,
    word: String,
}

impl Indexer {
    fn read(&mut self, number: u32, document: &Document) {
        let language = self.language(&document.language);
        self.seen.clear();
        self.read_text(&document.title, fields::TITLE, language);
        for keyword in &document.keywords {
            self.read_text(keyword, fields::KEYWORD, language);
        }
        for block in &document.blocks {
            let field = if block.heading || block.question {
                fields::HEADING
            } else {
                fields::BODY
            };
            self.read_text(&block.text, field, language);
        }
        // What one key has in one document stands together, and becomes one posting.
        self.seen.sort_unstable();
        for keys in self.seen.chunk_by(|left, right| left.0 == right.0) {
            let posting = Posting {
                document: number,
                fields: fields_of(keys),
            };
            self.gathered.add(keys[0].0, posting);
        }
    }

    /// The number of a language.
    fn language(&mut self, language: &str) -> usize {
        let languages = &mut self.languages;
        let known = languages.iter().position(|(known, _)| known == language);
        known.unwrap_or_else(|| {
            languages.push((language.to_owned(), Analyser::new(language)));
            languages.len() - 1
        })
    }

    fn read_text(&mut self, source: &str, field: u8, language: usize) {
        // Its memory is used for one text after another.
        let mut folded = std::mem::take(&mut self.folded);
        folded.refill(source);
        let runs = runs(&folded);
        if field & (fields::TITLE | fields::KEYWORD) != 0 {
            let words: Vec<String> = runs.iter().map(|run| text(&folded, *run)).collect();
            self.seen
                .extend(name_key(&words).map(|key| (self.gathered.word(&key), field)));
        }
        let mut word = std::mem::take(&mut self.word);
        for run in runs {
            match run.kind {
                RunKind::Cjk => {
                    pairs(&folded, run, |first, second, loose| {
                        self.seen
                            .push((Gathered::pair(first, second, loose), field));
                    });
                    self.kana.extend(kana_words(&folded, run, NEAR_KANA));
                }
                RunKind::Word => {
                    word.clear();
                    push_text(&folded, run, &mut word);
                    self.read_word(&word, field, language);
                }
            }
        }
        (self.folded, self.word) = (folded, word);
    }

    fn read_word(&mut self, word: &str, field: u8, language: usize) {
        let number = self.gathered.word(word);
        let place = Gathered::rank(number);
        if self.spoken.len() <= place {
            self.spoken.resize_with(place + 1, Vec::new);
        }
        let mut spoken = self.spoken[place].iter();
        if !spoken.any(|(spoken, _)| *spoken == language) {
            let stop = self.languages[language].1.analyse(word).stop;
            self.spoken[place].push((language, stop));
        }
        self.seen.push((number, field));
    }

    /// Words that say little: a query that has others is not asked for them. What one language leaves out and another one has
    /// is none.
    fn stop(&self) -> Vec<&str> {
        let words = self.spoken.iter().enumerate();
        let left_out =
            words.filter(|(_, spoken)| !spoken.is_empty() && spoken.iter().all(|(_, stop)| *stop));
        let mut words: Vec<&str> = left_out
            .filter_map(|(place, _)| self.gathered.name_at(place))
            .collect();
        words.sort_unstable();
        words
    }

    /// Everything that was read, as entries sorted by key, and the endings that stems lose.
    fn entries(&self, language: &str, page: usize) -> (Vec<Entry<'_>>, String) {
        let sorted = self.gathered.sorted();
        let families = families(&self.gathered, &self.languages, &self.spoken, language);
        let mut siblings = siblings(&families);
        let mut entries = Vec::with_capacity(sorted.len() * 2);
        let mut pages = Vec::new();
        for (key, list) in sorted {
            let siblings = siblings.remove(&*key).unwrap_or_default();
            if list.length() as usize > page {
                pages.extend(paged(&key, list, siblings, page));
            } else {
                let list = List::Whole(list);
                entries.push(Entry {
                    key,
                    list,
                    siblings,
                });
            }
        }
        entries.extend(pages);
        entries.extend(self.leading(&families));
        entries.sort_by(|left, right| left.key.cmp(&right.key));
        // What is a word itself needs nothing that leads to it.
        entries.dedup_by(|later, earlier| later.key == earlier.key);
        (entries, endings(&families))
    }

    /// Entries without documents, that lead to keys which have some: stems, other spellings, and words and katakana by their
    /// ends, so that one is found in which a letter is wrong.
    fn leading<'g>(&'g self, families: &[Family<'g>]) -> Vec<Entry<'g>> {
        let leads = |key: String, siblings: Vec<String>| Entry {
            key: Cow::Owned(key),
            list: List::None,
            siblings,
        };
        let mut found = Vec::new();
        for family in families {
            let words: Vec<String> = family.words.iter().map(|word| (*word).to_owned()).collect();
            let first: Vec<String> = words.iter().take(SIBLINGS).cloned().collect();
            if !words.contains(&family.stem) {
                found.push(leads(stem_key(&family.stem), first.clone()));
            }
            let spellings: BTreeSet<String> = words
                .iter()
                .flat_map(|word| family.spellings(word))
                .collect();
            found.extend(spellings.into_iter().map(|word| leads(word, first.clone())));
            let long = words
                .iter()
                .filter(|word| word.chars().count() >= NEAR_WORD);
            found.extend(long.map(|word| leads(backward_key(word), Vec::new())));
        }
        let kana = self.kana.iter();
        found.extend(
            kana.clone()
                .map(|word| leads(forward_key(word), Vec::new())),
        );
        found.extend(kana.map(|word| leads(backward_key(word), Vec::new())));
        found
    }
}

/// A key with what is written of it.
struct Entry<'g> {
    key: Cow<'g, str>,
    list: List<'g>,
    siblings: Vec<String>,
}

enum List<'g> {
    /// All documents of a key.
    Whole(&'g PackedList),
    /// Those of one of its pages.
    Page(Postings),
    /// A key that only leads to others.
    None,
}

impl Entry<'_> {
    fn write(&self, previous: &str, out: &mut String) {
        match &self.list {
            List::Whole(packed) => {
                let list = (packed.postings(), 1, packed.length());
                write_entry(previous, &self.key, list, &self.siblings, out);
            }
            List::Page(page) => {
                let list = (page.postings.iter().copied(), page.pages, page.total);
                write_entry(previous, &self.key, list, &self.siblings, out);
            }
            List::None => {
                let list = (std::iter::empty(), 1, 0);
                write_entry(previous, &self.key, list, &self.siblings, out);
            }
        }
    }
}

/// Joins what one document has for one key.
fn fields_of(keys: &[(u64, u8)]) -> u8 {
    let body = keys
        .iter()
        .filter(|(_, field)| *field == fields::BODY)
        .count();
    let grade = match body {
        0 => 0,
        1 => 1,
        2 | 3 => 2,
        _ => 3,
    };
    keys.iter()
        .filter(|(_, field)| *field != fields::BODY)
        .fold(grade, |all, (_, field)| all | field)
}

/// Cuts a long list into pages, the best documents on the first.
fn paged<'g>(key: &str, list: &PackedList, siblings: Vec<String>, page: usize) -> Vec<Entry<'g>> {
    let mut postings: Vec<Posting> = list.postings().collect();
    let total = list.length();
    let pages = u32::try_from(postings.len().div_ceil(page)).unwrap_or(u32::MAX);
    postings.sort_by_key(|posting| std::cmp::Reverse(field_weight(posting.fields)));
    let mut siblings = Some(siblings);
    (0..pages)
        .zip(postings.chunks_mut(page))
        .map(|(number, chunk)| {
            // Gaps between numbers are what is written.
            chunk.sort_unstable_by_key(|posting| posting.document);
            let list = Postings {
                postings: chunk.to_vec(),
                pages,
                total,
            };
            Entry {
                key: Cow::Owned(page_key(key, number)),
                list: List::Page(list),
                // Only the first page tells of the others of the stem.
                siblings: siblings.take().unwrap_or_default(),
            }
        })
        .collect()
}

/// Cuts entries into shards; returns their bounds, too.
fn posting_shards(entries: &[Entry<'_>], limit: usize) -> (String, Vec<String>) {
    let (mut bounds, mut shards) = (Vec::new(), Vec::new());
    let mut shard = String::new();
    let mut previous = "";
    for entry in entries {
        if shard.len() >= limit {
            shards.push(std::mem::take(&mut shard));
        }
        if shard.is_empty() {
            // Each shard is read alone: its first key shares nothing with the one before.
            bounds.push(bound(previous, &entry.key));
            previous = "";
        }
        entry.write(previous, &mut shard);
        previous = &entry.key;
    }
    shards.push(shard);
    (bounds.join(" "), shards)
}

/// The shortest text that is after `previous` and not after `key`.
fn bound(previous: &str, key: &str) -> String {
    if previous.is_empty() {
        String::new()
    } else {
        key.chars().take(shared_chars(previous, key) + 1).collect()
    }
}

/// Where each section of the site ends, in the order of the documents.
fn sections(sorted: &[&Document]) -> Vec<(String, u32)> {
    let mut end = 0;
    let runs = sorted.chunk_by(|left, right| left.section == right.section);
    let run = runs.map(|run| {
        end += u32::try_from(run.len()).unwrap_or(u32::MAX);
        (run[0].section.clone(), end)
    });
    run.collect()
}

/// Where each boost above zero ends, in documents sorted by boost.
fn boosts(sorted: &[&Document]) -> Vec<(u8, u32)> {
    let mut found: Vec<(u8, u32)> = Vec::new();
    for (end, document) in (1_u32..)
        .zip(sorted)
        .filter(|(_, document)| document.boost > 0)
    {
        match found.last_mut() {
            Some((boost, last)) if *boost == document.boost => *last = end,
            _ => found.push((document.boost, end)),
        }
    }
    found
}
