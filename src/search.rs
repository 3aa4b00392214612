//! Full-text search: documents of one language become an index in script files, read by the browser and by
//! `shirube search` with the same ranking.
//!
//! 1. [`documents`]: pages, terms and items become documents.
//! 2. [`index`]: their words, stemmed (`language`) or in pairs of characters (`tokenize`), become posting lists
//!    (`postings`) and texts (`texts`), cut into shards. [`format`] says how they are written.
//! 3. [`query`]: posting lists give candidates, texts confirm them (`matching`, `excerpt`), `rank` weighs what was found.
//!
//! What a reader downloads must not grow with the site. A small head says where things are; posting lists and texts
//! lie in shards that are loaded as a query needs them.

mod documents;
mod excerpt;
pub mod format;
mod index;
mod language;
pub mod lunr;
mod matching;
pub mod normalise;
pub mod pack;
mod postings;
mod query;
mod rank;
mod romaji;
mod spelling;
mod texts;
pub mod tokenize;
mod vocabulary;

use crate::script;
use include_dir::{Dir, include_dir};
use pack::Deflater;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::sync::OnceLock;

pub use documents::documents;
pub use index::{index, index_with};
pub use query::{query, query_wider};

static MODULES: Dir = include_dir!("$CARGO_MANIFEST_DIR/src/search/browser");

/// The script that searches in a browser, with `minify` in fewer bytes: it is loaded before the first result.
#[must_use]
pub fn script(minify: bool) -> String {
    // It is the same for every site, and shortening it takes longer than a small one.
    static SHORT: OnceLock<String> = OnceLock::new();
    let whole = || script::compiled_in(&MODULES);
    if minify {
        SHORT.get_or_init(|| script::shorten(&whole())).clone()
    } else {
        whole()
    }
}

/// A page, or a part of one that stands for itself, as search sees it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Path relative to the root of the site, as in `ja/starter-kit/index.html`; may name a place in it by `#`.
    pub address: String,
    /// What stands before the title where results are shown, as `SIM3 O-1`; not searched.
    #[serde(default)]
    pub label: String,
    /// Title as shown.
    pub title: String,
    /// Label of the section of the site, by which results are grouped.
    pub section: String,
    /// Readings, abbreviations, titles in other languages: found as titles are, never shown.
    pub keywords: Vec<String>,
    /// The text in order.
    pub blocks: Vec<TextBlock>,
    /// Language of the text (BCP 47); differs from the index's where a page is shown in a fallback language.
    pub language: String,
    /// 1 for what explains a notion (items of a model), 0 for other pages.
    pub boost: u8,
}

/// A paragraph, heading, list item or table row.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextBlock {
    /// Id in the page; results lead to the nearest one before the place that matched.
    #[serde(default)]
    pub anchor: Option<String>,
    /// Whether this is a heading.
    #[serde(default)]
    pub heading: bool,
    /// Whether this is a question that the text under the heading `anchor` answers; those follow all text.
    #[serde(default)]
    pub question: bool,
    /// The text without markup.
    pub text: String,
}

/// The fields of a document that has a key, as bits. The two lowest count occurrences in the body: 1 for one,
/// 2 for two or three, 3 for more.
pub(crate) mod fields {
    pub const BODY: u8 = 0b0_0011;
    pub const HEADING: u8 = 0b0_0100;
    pub const KEYWORD: u8 = 0b0_1000;
    pub const TITLE: u8 = 0b1_0000;
}

/// Where shards are cut.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of a shard of posting lists.
    pub posting_shard: usize,
    /// Bytes of text in a shard of texts, before compression. A longer document has a shard of its own.
    pub text_shard: usize,
    /// Bytes of the dictionary that all shards of texts share. It is loaded once, with the head.
    pub dictionary: usize,
    /// Documents on a page of a posting list.
    pub page: usize,
}

impl Limits {
    /// The limits for so many documents. On a larger site shards are larger, or there would be too many files: a query reads about as
    /// many of them whatever the size of the site.
    #[must_use]
    pub fn of(documents: usize) -> Self {
        let times = (documents / USUAL_DOCUMENTS).isqrt();
        Self {
            posting_shard: 3_000 * times.clamp(1, 4),
            text_shard: 3_000 * times.clamp(1, 8),
            // What it saves of ten shards is about what it costs.
            dictionary: 4_000,
            page: 4_096,
        }
    }
}

/// Of so many documents shards are as small as it pays.
const USUAL_DOCUMENTS: usize = 1_000;

/// The index of one language, in the form in which it is published.
#[derive(Debug, Clone)]
pub struct Index {
    language: String,
    hash: String,
    head: IndexHead,
    postings: Vec<String>,
    texts: Vec<Vec<u8>>,
}

/// What must be known before a shard can be chosen.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct IndexHead {
    /// Version of the format.
    pub version: u32,
    /// How many documents there are.
    pub documents: u32,
    /// A text not after the first key of each shard of posting lists and after the last key of the one before,
    /// joined by spaces.
    pub bounds: String,
    /// How many documents each shard of texts has, in numbers of the format.
    pub texts: String,
    /// What shards of texts refer to as if it stood before them.
    pub dictionary: String,
    /// Documents are sorted by boost: boost and the number of the first document that has less.
    pub boosts: Vec<(u8, u32)>,
    /// Sections of the site in the order of the documents: each with the number of the first document after it. One may come
    /// more than once.
    pub sections: Vec<(String, u32)>,
    /// Words for which a query that has others is not asked, joined by spaces.
    pub stop: String,
    /// What stems lose and get at their ends, longest first: `ational:ate ies:i s:`.
    pub endings: String,
}

/// A document as kept in a shard of texts: address, title, section, keywords, language if it is not the index's, blocks,
/// label.
pub(crate) type Stored<'d> = (
    Cow<'d, str>,
    Cow<'d, str>,
    Cow<'d, str>,
    Vec<Cow<'d, str>>,
    Cow<'d, str>,
    Vec<StoredBlock<'d>>,
    Cow<'d, str>,
);

/// A plain paragraph, or anchor, 1 for a heading or 2 for a question, and text.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum StoredBlock<'d> {
    Paragraph(Cow<'d, str>),
    Other(Cow<'d, str>, u8, Cow<'d, str>),
}

impl Index {
    /// The script files, by path from the root of the site, in the order of their names' kinds and numbers.
    #[must_use]
    pub fn files(&self) -> Vec<(String, Vec<u8>)> {
        let mut files = vec![self.file("head", 'h', 0, &head_json(&self.head))];
        let postings = self
            .postings
            .par_iter()
            .map_init(Deflater::new, |deflater, shard| {
                deflater.deflate(shard.as_bytes(), &[])
            });
        let postings: Vec<Vec<u8>> = postings.collect();
        for (kind, shards) in [('p', &postings), ('t', &self.texts)] {
            for (number, shard) in shards.iter().enumerate() {
                let name = format!("{kind}{number}");
                files.push(self.file(&name, kind, number, &pack::literal(shard)));
            }
        }
        files
    }

    fn file(&self, name: &str, kind: char, number: usize, payload: &str) -> (String, Vec<u8>) {
        let path = format!("search/{}/{name}.js", self.language);
        let script = format::script(&self.language, &self.hash, kind, number, payload);
        (path, script)
    }

    /// A document as it was stored. An index that this program made can always be read; nothing otherwise.
    pub(crate) fn stored(&self, number: u32) -> Option<Stored<'static>> {
        // Counts lead to the shard, and within it to the document.
        let mut counts = self.head.texts.as_str();
        let (mut shard, mut first) = (0, 0);
        while let Some(count) = format::take_number(&mut counts) {
            if number < first + count {
                let json = pack::inflate(self.texts.get(shard)?, self.head.dictionary.as_bytes())?;
                let documents: Vec<Stored<'_>> = serde_json::from_slice(&json).ok()?;
                return documents.into_iter().nth((number - first) as usize);
            }
            first += count;
            shard += 1;
        }
        None
    }

    /// The language that the index is for.
    #[must_use]
    pub fn language(&self) -> &str {
        &self.language
    }

    /// What tells this state of the index from every other; each file states it.
    #[must_use]
    pub fn hash(&self) -> &str {
        &self.hash
    }

    fn new(language: &str, head: IndexHead, postings: Vec<String>, texts: Vec<Vec<u8>>) -> Self {
        Self {
            language: language.to_owned(),
            hash: hash_of(&head, &postings, &texts),
            head,
            postings,
            texts,
        }
    }
}

/// Ten hexadecimal digits: files of two states of one site never meet by chance.
fn hash_of(head: &IndexHead, postings: &[String], texts: &[Vec<u8>]) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(head_json(head).as_bytes());
    for shard in postings {
        hasher.update(shard.as_bytes());
    }
    for shard in texts {
        hasher.update(shard);
    }
    hasher.finalize().to_hex()[..10].to_owned()
}

/// A structure of numbers and strings always has a JSON form.
fn head_json(head: &IndexHead) -> String {
    serde_json::to_string(head).unwrap_or_default()
}

/// What a query found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Results {
    /// The best results, best first.
    pub items: Vec<SearchResult>,
    /// How many there are.
    pub total: usize,
    /// Whether `total` is exact; if not, say “about”.
    pub exact: bool,
    /// Where there are few of these: documents that have most of the query, or words near to its words, best first. None of
    /// them is among `items`.
    pub near: Vec<SearchResult>,
    /// The sections of the site that have candidates, whatever section was asked for, the one with the best first.
    pub sections: Vec<String>,
}

/// How much is wanted, and from where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope<'s> {
    /// How many results.
    pub limit: usize,
    /// A section of the site, by its label; `None` for all of it.
    pub section: Option<&'s str>,
}

impl From<usize> for Scope<'_> {
    fn from(limit: usize) -> Self {
        Self {
            limit,
            section: None,
        }
    }
}

/// One result.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SearchResult {
    /// Where it leads, with the nearest anchor.
    pub address: String,
    /// What stands before the title, if anything.
    pub label: String,
    /// Title of the document.
    pub title: Marked,
    /// The heading above the place that matched; empty if there is none.
    pub heading: Marked,
    /// Label of the section of the site.
    pub section: String,
    /// Language of title and excerpt, if it is not the index's.
    pub language: Option<String>,
    /// Text around the place that matched.
    pub excerpt: Marked,
    /// What the order is by.
    pub score: u32,
}

/// A text and the places in it that matched.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Marked {
    /// The text.
    pub text: String,
    /// Places in bytes, ascending, apart from each other.
    pub marks: Vec<std::ops::Range<usize>>,
}
