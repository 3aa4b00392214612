//! Fenced blocks: code, figures, and blocks that the generator fills.

use super::Reader;
use crate::diagnostic::{Finding, nearest, rules};
use crate::fields::{Document, Origin};
use crate::pages::block::{Block, FigureUse, Generated};
use pulldown_cmark::{CodeBlockKind, Event};
use std::ops::Range;

const GENERATED: [(&str, Generated); 6] = [
    ("pages", Generated::Pages),
    ("levels", Generated::Levels),
    ("items", Generated::Items),
    ("terms", Generated::Terms),
    ("documents", Generated::Documents),
    ("profile", Generated::Profile),
];

impl Reader<'_, '_> {
    /// A code block, or what the first word of its info string makes of it.
    pub fn code(&mut self, kind: &CodeBlockKind<'_>, range: Range<usize>) -> Option<Block> {
        let (text, origins) = self.lines();
        let info = match kind {
            CodeBlockKind::Fenced(info) => info.trim(),
            CodeBlockKind::Indented => "",
        };
        let (word, argument) = info.split_once(' ').unwrap_or((info, ""));
        let argument = argument.trim();
        if word == "figure" {
            return self.figure(argument, &text, origins, range);
        }
        if let Some((_, kind)) = GENERATED.iter().find(|(name, _)| *name == word) {
            return Some(Block::Generated {
                kind: *kind,
                argument: argument.to_owned(),
                place: self.text.place(range),
            });
        }
        self.check_block_word(word, &range);
        Some(Block::Code {
            language: word.to_owned(),
            text,
        })
    }

    /// The text of a code block, and where each part of it stands in the file: quotations and lists put marks and spaces
    /// before its lines.
    fn lines(&mut self) -> (String, Vec<Origin>) {
        let mut text = String::new();
        let mut origins = Vec::new();
        while let Some((Event::Text(line), part)) = self.next() {
            origins.push(Origin {
                at: text.len(),
                from: part.start,
            });
            text.push_str(&line);
        }
        (text, origins)
    }

    /// A word that is nearly one of ours is more likely a slip than a programming language.
    fn check_block_word(&mut self, word: &str, range: &Range<usize>) {
        let ours = GENERATED.iter().map(|(name, _)| *name).chain(["figure"]);
        let near = nearest(word, ours).filter(|near| near.len().abs_diff(word.len()) <= 1);
        if near.is_some() {
            let fence = "```".len();
            let place = self
                .text
                .place(range.start..range.start + fence + word.len());
            let finding = Finding::new(&rules::UNKNOWN_BLOCK).at(place);
            self.findings.add(finding.with("block", word).suggest(near));
        }
    }

    /// A figure's block is TOML: the words that stand in the drawing, and what is said of it.
    fn figure(
        &mut self,
        name: &str,
        toml: &str,
        mut origins: Vec<Origin>,
        range: Range<usize>,
    ) -> Option<Block> {
        // What is missing in an empty block is missed where the block begins.
        if origins.is_empty() {
            origins.push(Origin {
                at: 0,
                from: range.start,
            });
        }
        let findings = &mut *self.findings;
        let document = Document::parse_lines(self.text, toml, origins, findings);
        let table = document.table();
        let title = table.required_string("title", findings);
        let description = table.required_string("description", findings);
        let caption = table.string("caption", findings);
        let words = table.words("words", findings).into_iter();
        let words = words.map(|(key, at)| (key, at.value)).collect();
        table.finish(findings);
        Some(Block::Figure(FigureUse {
            name: name.to_owned(),
            title: title?.value,
            description: description?.value,
            caption: caption.map(|at| at.value),
            words,
            place: self.text.place(range),
        }))
    }
}
