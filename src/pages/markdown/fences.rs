//! Fenced blocks: code, figures, and blocks that the generator fills.

use super::BlockReader;
use crate::diagnostic::{Finding, nearest, rules};
use crate::fields::{Origin, TomlDocument};
use crate::pages::block::{Block, FigureUse};
use crate::pages::generated;
use pulldown_cmark::{CodeBlockKind, Event};
use std::ops::Range;

impl BlockReader<'_, '_> {
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
        if generated::BLOCKS.contains(&word) {
            return self.generated(word, argument, &text, origins, range);
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
        let ours = generated::BLOCKS.into_iter().chain(["figure"]);
        // Languages are often as near as two slips: `promql` is not `profile`.
        let near = nearest(word, ours).filter(|near| strsim::osa_distance(near, word) <= 1);
        if near.is_some() {
            let fence = "```".len();
            let place = self
                .text
                .place(range.start..range.start + fence + word.len());
            let finding = Finding::new(&rules::UNKNOWN_BLOCK).at(place);
            self.findings.add(finding.with("block", word).suggest(near));
        }
    }

    /// How a block is to be filled is TOML, too.
    fn generated(
        &mut self,
        word: &str,
        argument: &str,
        toml: &str,
        origins: Vec<Origin>,
        range: Range<usize>,
    ) -> Option<Block> {
        let origins = from_fence(origins, range.start);
        let document = TomlDocument::parse_lines(self.text, toml, origins, self.findings);
        let above = self.body.headings.last();
        let section = above.map_or("", |heading| &heading.id);
        let kind = generated::read(word, argument, section, document.table(), self.findings)?;
        let span = self.text.span(range);
        Some(Block::Generated { kind, span })
    }

    /// A figure's block is TOML: the words that stand in the drawing, and what is said of it.
    fn figure(
        &mut self,
        name: &str,
        toml: &str,
        origins: Vec<Origin>,
        range: Range<usize>,
    ) -> Option<Block> {
        let origins = from_fence(origins, range.start);
        let findings = &mut *self.findings;
        let document = TomlDocument::parse_lines(self.text, toml, origins, findings);
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
            span: self.text.span(range),
        }))
    }
}

/// Where the lines of a block's body stand. What is missing in an empty one is missed where the block begins.
fn from_fence(origins: Vec<Origin>, fence: usize) -> Vec<Origin> {
    if origins.is_empty() {
        return vec![Origin { at: 0, from: fence }];
    }
    origins
}
