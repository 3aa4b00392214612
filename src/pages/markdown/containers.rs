//! Blocks that hold others: quotations and callouts, lists, definitions, tables.

use super::BlockReader;
use crate::diagnostic::{Finding, nearest, rules};
use crate::pages::block::{Block, CALLOUTS, Definition, Inline, Table};
use pulldown_cmark::{Alignment, Event, Tag};
use std::ops::Range;

impl BlockReader<'_, '_> {
    /// A quotation, or a callout if it begins with `[!KIND]`.
    pub fn quote(&mut self, range: Range<usize>) -> Block {
        let mut blocks = self.blocks();
        let Some(written) = callout_word(&blocks) else {
            return Block::Quote(blocks);
        };
        let lower = written.to_lowercase();
        let Some(kind) = CALLOUTS.into_iter().find(|known| *known == lower) else {
            let finding = Finding::new(&rules::UNKNOWN_CALLOUT)
                .at(self.text.place(range.start..range.start + 1))
                .with("kind", &written)
                .with("known", CALLOUTS.join(", "))
                .suggest(nearest(&lower, CALLOUTS));
            self.findings.add(finding);
            return Block::Quote(blocks);
        };
        remove_callout_word(&mut blocks);
        Block::Callout { kind, blocks }
    }

    pub fn items(&mut self) -> Vec<Vec<Block>> {
        let mut items = Vec::new();
        while let Some((Event::Start(Tag::Item), _)) = self.events.peek() {
            self.next();
            items.push(self.blocks());
        }
        self.next();
        items
    }

    pub fn definitions(&mut self) -> Block {
        let mut list: Vec<Definition> = Vec::new();
        while let Some((event, range)) = self.next() {
            match event {
                Event::Start(Tag::DefinitionListTitle) => list.push(Definition {
                    term: self.inlines_to_end(),
                    definitions: Vec::new(),
                }),
                Event::Start(Tag::DefinitionListDefinition) => {
                    self.check_colon(range.start);
                    let blocks = self.blocks();
                    if let Some(definition) = list.last_mut() {
                        definition.definitions.push(blocks);
                    }
                }
                _ => break,
            }
        }
        Block::Definitions(list)
    }

    /// A definition begins with a colon and a space. The parser takes any colon for one.
    fn check_colon(&mut self, at: usize) {
        let rest = &self.text.text[at..];
        if rest.starts_with(": ") || rest.starts_with(":\t") || rest.starts_with(":\n") {
            return;
        }
        let word = rest.split_whitespace().next().unwrap_or_default();
        let finding = Finding::new(&rules::DEFINITION_COLON)
            .at(self.text.place(at..at + word.len()))
            .with("word", word);
        let kind = word.trim_start_matches(':').split(['[', '{']).next();
        let callout = kind.filter(|kind| word.starts_with(":::") && !kind.is_empty());
        let callout = callout.map(|kind| format!("> [!{}]", kind.to_uppercase()));
        let escaped = (word != ":::").then(|| format!("\\{word}"));
        self.findings.add(finding.suggest(callout.or(escaped)));
    }

    pub fn table(&mut self, alignment: &[Alignment]) -> Block {
        let mut table = Table {
            alignment: alignment.iter().map(|side| align(*side)).collect(),
            head: Vec::new(),
            rows: Vec::new(),
        };
        while let Some((event, _)) = self.next() {
            match event {
                Event::Start(Tag::TableHead) => table.head = self.cells(),
                Event::Start(Tag::TableRow) => {
                    let row = self.cells();
                    table.rows.push(row);
                }
                _ => break,
            }
        }
        Block::Table(table)
    }

    fn cells(&mut self) -> Vec<Vec<Inline>> {
        let mut cells = Vec::new();
        while let Some((Event::Start(Tag::TableCell), _)) = self.events.peek() {
            self.next();
            cells.push(self.inlines_to_end());
        }
        self.next();
        cells
    }
}

/// `KIND`, where a quotation begins with `[!KIND]`.
fn callout_word(blocks: &[Block]) -> Option<String> {
    let Block::Paragraph(content) = blocks.first()? else {
        return None;
    };
    let Inline::Text(first) = content.first()? else {
        return None;
    };
    let (kind, _) = first.strip_prefix("[!")?.split_once(']')?;
    Some(kind.to_owned())
}

/// Takes out the word, and what is empty without it: the line, or the paragraph.
fn remove_callout_word(blocks: &mut Vec<Block>) {
    let Some(Block::Paragraph(content)) = blocks.first_mut() else {
        return;
    };
    if let Some(Inline::Text(first)) = content.first_mut() {
        let rest = first.split_once(']').map_or("", |(_, rest)| rest);
        *first = rest.trim_start().to_owned();
        if first.is_empty() {
            content.remove(0);
        }
    }
    // The text begins on the line below the word.
    if matches!(content.first(), Some(Inline::SoftBreak | Inline::HardBreak)) {
        content.remove(0);
    }
    if content.is_empty() {
        blocks.remove(0);
    }
}

fn align(side: Alignment) -> Option<&'static str> {
    match side {
        Alignment::None => None,
        Alignment::Left => Some("left"),
        Alignment::Center => Some("center"),
        Alignment::Right => Some("right"),
    }
}
