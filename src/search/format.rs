//! How the index is written down: numbers, posting lists, entries, shards, script files.
//!
//! Shards are text in a small alphabet, which is read from front to end, and deflated to be published (`pack`):
//!
//! ```text
//! shard     = { entry "!" }                       sorted by key, each key without what it shares with the one before
//! entry     = number(shared) rest " " postings { " " number(shared) rest }      the words of the same stem follow
//! postings  = [ "~" number(pages) number(total) ] { number(2 × gap [+ 1]) [ number(fields) ] }
//! ```
//!
//! Some keys have no postings and only lead to words (`vocabulary`): `^stem`, other spellings, `>katakana`, and `<` before words and
//! katakana from their ends; `検:規` is a loose pair (`tokenize`).
//!
//! The fields are left out where they are 1: once in the body, by far the most frequent. A list longer than a page goes
//! on under the keys `key~1`, `key~2`; the first page has the documents that rank best, so the first screen needs no
//! more, however large the site. `browser/format.js` and `browser/shards.js` read this format.

/// Numbers below this need one symbol.
const FINAL: u32 = 60;
/// Symbols that say “more follows”.
const CONTINUED: u32 = 30;
/// Ends an entry.
pub const ENTRY_END: char = '!';
/// Marks a list that goes on under other keys, and those keys.
pub const PAGE_MARK: char = '~';
/// Fields of a posting that are not written.
pub const USUAL_FIELDS: u8 = 1;

/// A document that has a key, and the fields it has it in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posting {
    /// Number of the document.
    pub document: u32,
    /// Bits as in [`super::fields`].
    pub fields: u8,
}

/// One page of the posting list of a key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Postings {
    /// The documents of this page, ascending.
    pub postings: Vec<Posting>,
    /// How many pages the key has.
    pub pages: u32,
    /// How many documents the key has on all pages.
    pub total: u32,
}

/// A key with what is known about it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IndexEntry {
    /// A word, one character, or two.
    pub key: String,
    /// Where it occurs.
    pub list: Postings,
    /// The other words of its stem.
    pub siblings: Vec<String>,
}

/// Appends a number in symbols.
pub fn push_number(out: &mut String, mut value: u32) {
    while value >= FINAL {
        out.push(symbol(FINAL + (value - FINAL) % CONTINUED));
        value = (value - FINAL) / CONTINUED;
    }
    out.push(symbol(value));
}

fn symbol(value: u32) -> char {
    let code = u32::from(b'#') + value;
    char::from_u32(if code >= u32::from(b'\\') {
        code + 1
    } else {
        code
    })
    .unwrap_or('#')
}

fn value_of(symbol: char) -> u32 {
    let code = u32::from(symbol);
    // The backslash, which a JavaScript string would need escaped, is left out of the alphabet.
    let skipped = u32::from(code > u32::from(b'\\'));
    code.saturating_sub(u32::from(b'#') + skipped)
}

/// Reads a number off the front of `text`; nothing if there is none.
pub fn take_number(text: &mut &str) -> Option<u32> {
    let mut chars = text.chars();
    let (mut value, mut unit) = (0_u32, 1_u32);
    loop {
        let digit = value_of(chars.next()?);
        value = value.checked_add(digit.checked_mul(unit)?)?;
        if digit < FINAL {
            *text = chars.as_str();
            return Some(value);
        }
        unit = unit.checked_mul(CONTINUED)?;
    }
}

/// Writes an entry after one whose key is `previous`; `list` are the postings of this page, ascending, how many pages the key
/// has, and how many documents on all of them.
pub fn write_entry(
    previous: &str,
    key: &str,
    list: (impl Iterator<Item = Posting>, u32, u32),
    siblings: &[String],
    out: &mut String,
) {
    push_shared(out, previous, key);
    out.push(' ');
    push_list(list, out);
    for sibling in siblings {
        out.push(' ');
        push_shared(out, key, sibling);
    }
    out.push(ENTRY_END);
}

fn push_list(
    (postings, pages, total): (impl Iterator<Item = Posting>, u32, u32),
    out: &mut String,
) {
    if pages > 1 {
        out.push(PAGE_MARK);
        push_number(out, pages);
        push_number(out, total);
    }
    let mut next = 0;
    for posting in postings {
        let usual = posting.fields == USUAL_FIELDS;
        // Gaps are small numbers; their lowest bit says that fields follow.
        push_number(out, 2 * (posting.document - next) + u32::from(!usual));
        if !usual {
            push_number(out, posting.fields.into());
        }
        next = posting.document + 1;
    }
}

impl IndexEntry {
    fn read(previous: &str, text: &str) -> Option<Self> {
        let mut parts = text.split(' ');
        let key = take_shared(previous, parts.next()?)?;
        let list = Postings::read(parts.next()?)?;
        let siblings = parts
            .map(|part| take_shared(&key, part))
            .collect::<Option<_>>()?;
        Some(Self {
            key,
            list,
            siblings,
        })
    }
}

impl Postings {
    fn read(mut text: &str) -> Option<Self> {
        let mut list = Self {
            pages: 1,
            ..Self::default()
        };
        if let Some(rest) = text.strip_prefix(PAGE_MARK) {
            text = rest;
            list.pages = take_number(&mut text)?;
            list.total = take_number(&mut text)?;
        }
        let mut next = 0;
        while !text.is_empty() {
            let posting = Posting::read(&mut text, next)?;
            next = posting.document + 1;
            list.postings.push(posting);
        }
        if list.pages == 1 {
            list.total = u32::try_from(list.postings.len()).ok()?;
        }
        Some(list)
    }
}

impl Posting {
    /// Reads a posting off the front of `text`; `next` is the document after the one before.
    fn read(text: &mut &str, next: u32) -> Option<Self> {
        let number = take_number(text)?;
        let fields = if number % 2 == 1 {
            take_number(text)?
        } else {
            USUAL_FIELDS.into()
        };
        Some(Self {
            document: next + number / 2,
            fields: u8::try_from(fields).ok()?,
        })
    }
}

/// Reads a shard; entries that are not understood end it.
#[must_use]
pub fn read_shard(text: &str) -> Vec<IndexEntry> {
    let mut entries: Vec<IndexEntry> = Vec::new();
    for part in text.split_terminator(ENTRY_END) {
        let previous = entries.last().map_or("", |entry| entry.key.as_str());
        let Some(entry) = IndexEntry::read(previous, part) else {
            break;
        };
        entries.push(entry);
    }
    entries
}

/// The key under which the given page of a list is kept.
#[must_use]
pub fn page_key(key: &str, page: u32) -> String {
    if page == 0 {
        key.to_owned()
    } else {
        format!("{key}{PAGE_MARK}{page}")
    }
}

fn push_shared(out: &mut String, previous: &str, word: &str) {
    let shared = shared_chars(previous, word);
    push_number(out, u32::try_from(shared).unwrap_or(0));
    out.extend(word.chars().skip(shared));
}

fn take_shared(previous: &str, mut text: &str) -> Option<String> {
    let shared = take_number(&mut text)? as usize;
    Some(previous.chars().take(shared).chain(text.chars()).collect())
}

/// How many characters two words have in common at the front.
#[must_use]
pub fn shared_chars(left: &str, right: &str) -> usize {
    left.chars()
        .zip(right.chars())
        .take_while(|(a, b)| a == b)
        .count()
}

/// One script file: a call of the only global function that the page's search knows.
#[must_use]
pub fn script(language: &str, hash: &str, kind: char, number: usize, payload: &str) -> Vec<u8> {
    format!(
        "shirubeSearch({},\"{hash}\",\"{kind}\",{number},{payload})\n",
        quoted(language)
    )
    .into_bytes()
}

/// A JavaScript string.
#[must_use]
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::{IndexEntry, Posting, Postings, push_number, read_shard, take_number, write_entry};

    #[test]
    fn numbers_come_back() {
        for value in (0..5000).chain([89_999, 90_000, 1_000_000, 8_388_608]) {
            let mut text = String::new();
            push_number(&mut text, value);
            assert!(!text.contains(['"', '\\', ' ', '!', '~']));
            assert_eq!(take_number(&mut text.as_str()), Some(value));
        }
    }

    #[test]
    fn shards_come_back() {
        let list = |documents: &[(u32, u8)], pages, total| Postings {
            postings: documents
                .iter()
                .map(|&(document, fields)| Posting { document, fields })
                .collect(),
            pages,
            total,
        };
        let entries = vec![
            IndexEntry {
                key: "policies".into(),
                list: list(&[(0, 1), (7, 16)], 1, 2),
                siblings: vec!["policy".into()],
            },
            IndexEntry {
                key: "policy".into(),
                list: list(&[(400, 31)], 3, 900),
                siblings: vec!["policies".into()],
            },
            IndexEntry {
                key: "𠮷野".into(),
                list: list(&[(3, 1)], 1, 1),
                siblings: Vec::new(),
            },
        ];
        let mut text = String::new();
        let mut previous = "";
        for entry in &entries {
            let list = &entry.list;
            let postings = list.postings.iter().copied();
            let list = (postings, list.pages, list.total);
            write_entry(previous, &entry.key, list, &entry.siblings, &mut text);
            previous = &entry.key;
        }
        assert_eq!(read_shard(&text), entries);
    }
}
