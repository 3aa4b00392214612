//! Words that items explain become links in running text: each item once a page, by the longest match, never inside a longer
//! run of its own script, and about one link in forty words at most.
//!
//! [`Surfaces`] are the words of one language; [`link`] finds them in the blocks of a page.

use super::Words;
use super::links::{Block, Definition, Inline, Table};
use crate::language::is_cjk;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// Words between one link and the next, on average over the page so far.
const WORDS_A_LINK: usize = 40;
/// Japanese characters that make up about one word.
const CHARACTERS_A_WORD: usize = 2;

/// A page's blocks with its terms linked, and which ones.
pub(super) struct Linked {
    /// The blocks.
    pub blocks: Vec<Block>,
    /// Terms in the order of their first mention.
    pub terms: Vec<String>,
}

/// Words that items explain, by their first character (small and capital), the longest first.
pub(super) struct Surfaces<'w>(FxHashMap<char, Vec<(&'w str, &'w str)>>);

/// Links `surfaces` in the blocks of a page that describes `own`; `explicit` are the items that its author linked.
pub(super) fn link(
    surfaces: Option<&Surfaces<'_>>,
    own: Option<&str>,
    blocks: Vec<Block>,
    explicit: Vec<String>,
) -> Linked {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let terms: Vec<String> = explicit
        .into_iter()
        .filter(|it| seen.insert(it.clone()))
        .collect();
    let Some(surfaces) = surfaces.filter(|surfaces| !surfaces.0.is_empty()) else {
        return Linked { blocks, terms };
    };
    seen.extend(own.map(str::to_owned));
    let mut linker = Linker {
        surfaces,
        seen,
        terms,
        words: 0,
        links: 0,
    };
    let blocks = linker.blocks(blocks);
    Linked {
        blocks,
        terms: linker.terms,
    }
}

impl<'w> Surfaces<'w> {
    /// The words of one language.
    pub fn new(words: &'w Words) -> Self {
        // Each character of every text is looked up, so nothing is left to be done to it first.
        let mut by_first: BTreeMap<char, Vec<(&str, &str)>> = BTreeMap::new();
        for (surface, id) in &words.linked {
            let first = surface.chars().next().map(lower);
            let capital = first.and_then(|first| first.to_uppercase().next());
            for first in BTreeSet::from([first, capital]).into_iter().flatten() {
                by_first.entry(first).or_default().push((surface, id));
            }
        }
        for list in by_first.values_mut() {
            list.sort_by_key(|(surface, _)| std::cmp::Reverse(surface.len()));
        }
        Self(by_first.into_iter().collect())
    }
}

fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

struct Linker<'w> {
    surfaces: &'w Surfaces<'w>,
    seen: BTreeSet<String>,
    terms: Vec<String>,
    words: usize,
    links: usize,
}

impl Linker<'_> {
    fn blocks(&mut self, blocks: Vec<Block>) -> Vec<Block> {
        blocks.into_iter().map(|block| self.block(block)).collect()
    }

    /// Headings, code and figures keep their words as they are.
    fn block(&mut self, block: Block) -> Block {
        match block {
            Block::Paragraph(content) => Block::Paragraph(self.inlines(content)),
            Block::Plain(content) => Block::Plain(self.inlines(content)),
            Block::List { start, items } => Block::List {
                start,
                items: items.into_iter().map(|item| self.blocks(item)).collect(),
            },
            Block::Definitions(list) => Block::Definitions(
                list.into_iter()
                    .map(|entry| self.definition(entry))
                    .collect(),
            ),
            Block::Quote(blocks) => Block::Quote(self.blocks(blocks)),
            Block::Callout { kind, blocks } => Block::Callout {
                kind,
                blocks: self.blocks(blocks),
            },
            Block::Footnote { label, blocks } => Block::Footnote {
                label,
                blocks: self.blocks(blocks),
            },
            Block::Table(table) => Block::Table(self.table(table)),
            other => other,
        }
    }

    fn definition(&mut self, entry: Definition) -> Definition {
        Definition {
            term: entry.term,
            definitions: entry
                .definitions
                .into_iter()
                .map(|blocks| self.blocks(blocks))
                .collect(),
        }
    }

    fn table(&mut self, table: Table) -> Table {
        let row = |row: Vec<Vec<Inline>>, linker: &mut Self| {
            row.into_iter().map(|cell| linker.inlines(cell)).collect()
        };
        Table {
            rows: table
                .rows
                .into_iter()
                .map(|cells| row(cells, self))
                .collect(),
            ..table
        }
    }

    fn inlines(&mut self, content: Vec<Inline>) -> Vec<Inline> {
        let mut out = Vec::with_capacity(content.len());
        for inline in content {
            match inline {
                Inline::Text(text) => self.text(text, &mut out),
                Inline::Emphasis(content) => out.push(Inline::Emphasis(self.inlines(content))),
                Inline::Strong(content) => out.push(Inline::Strong(self.inlines(content))),
                Inline::Strikethrough(content) => {
                    out.push(Inline::Strikethrough(self.inlines(content)));
                }
                other => out.push(other),
            }
        }
        out
    }

    fn text(&mut self, text: String, out: &mut Vec<Inline>) {
        let mut plain_from = 0;
        let mut skip_to = 0;
        let mut before: Option<char> = None;
        for (at, c) in text.char_indices() {
            if at >= skip_to {
                self.words += usize::from(c.is_whitespace());
                if let Some((surface, id)) = self.match_at(&text[at..], before) {
                    if plain_from < at {
                        out.push(Inline::Text(text[plain_from..at].to_owned()));
                    }
                    let end = at + surface;
                    out.push(Inline::Term {
                        id,
                        text: text[at..end].to_owned(),
                    });
                    (plain_from, skip_to) = (end, end);
                }
            }
            before = Some(c);
        }
        self.words += text.chars().filter(|c| is_cjk(*c)).count() / CHARACTERS_A_WORD;
        if plain_from == 0 {
            out.push(Inline::Text(text));
        } else if plain_from < text.len() {
            out.push(Inline::Text(text[plain_from..].to_owned()));
        }
    }

    /// The length in bytes of the term that `rest` begins with, and its id, if it is to be linked here.
    fn match_at(&mut self, rest: &str, before: Option<char>) -> Option<(usize, String)> {
        let first = rest.chars().next()?;
        let candidates = self.surfaces.0.get(&first)?;
        let (length, id) = candidates
            .iter()
            .find_map(|(surface, id)| Some((matched(rest, before, surface)?, *id)))?;
        if self.seen.contains(id) || self.links > self.words / WORDS_A_LINK {
            return None;
        }
        let id = id.to_owned();
        self.links += 1;
        self.seen.insert(id.clone());
        self.terms.push(id.clone());
        Some((length, id))
    }
}

/// How many bytes of `rest` are the words `surface`, standing as a word of their own.
fn matched(rest: &str, before: Option<char>, surface: &str) -> Option<usize> {
    let mut chars = rest.char_indices();
    let folds =
        |n: usize, surface: &str| n == 0 && !surface.chars().nth(1).is_some_and(char::is_uppercase);
    for (n, wanted) in surface.chars().enumerate() {
        let (_, found) = chars.next()?;
        if found != wanted && !(folds(n, surface) && lower(found) == lower(wanted)) {
            return None;
        }
    }
    let end = chars.next().map_or(rest.len(), |(at, _)| at);
    let first = surface.chars().next()?;
    let last = surface.chars().next_back()?;
    let after = rest[end..].chars().next();
    let apart = |side: Option<char>, edge: char| {
        side.is_none_or(|c| script(c) != script(edge) || script(c) == Script::Other)
    };
    (apart(before, first) && apart(after, last)).then_some(end)
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum Script {
    Kanji,
    Katakana,
    Hiragana,
    Word,
    Other,
}

/// The script whose runs make up words.
fn script(c: char) -> Script {
    match c {
        '\u{30A1}'..='\u{30FA}' | 'ー' | '\u{31F0}'..='\u{31FF}' => Script::Katakana,
        '\u{3041}'..='\u{3096}' => Script::Hiragana,
        '々' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' => Script::Kanji,
        '-' | '_' | '/' => Script::Word,
        c if c.is_alphanumeric() => Script::Word,
        _ => Script::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_is_never_part_of_a_longer_run_of_its_script() {
        assert_eq!(matched("権限昇格", None, "権限"), None);
        assert_eq!(matched("権限を", None, "権限"), Some(6));
        assert_eq!(matched("サーバー", None, "サーバ"), None);
        assert_eq!(matched("対応", Some('非'), "対応"), None);
        assert_eq!(
            matched("インシデントを", Some('、'), "インシデント"),
            Some(18)
        );
    }

    #[test]
    fn latin_words_stand_alone_and_fold_only_their_first_letter() {
        assert_eq!(matched("Triage is", None, "triage"), Some(6));
        assert_eq!(matched("soc", None, "SOC"), None);
        assert_eq!(matched("SOCs", None, "SOC"), None);
        assert_eq!(matched("SOC", Some('-'), "SOC"), None);
        assert_eq!(matched("CSIRTは", Some('の'), "CSIRT"), Some(5));
    }
}
