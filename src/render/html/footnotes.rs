//! Footnotes: numbers where they are cited, texts at the end of the page.

use super::Writer;
use crate::pages::each_block;
use crate::site::Block;
use std::fmt::Write as _;

impl Writer<'_> {
    /// The number of a footnote. Footnotes are numbered in the order in which they are first cited.
    pub fn footnote(&mut self, label: &str) {
        let known = self.footnotes.iter().position(|(known, _)| known == label);
        let at = known.unwrap_or_else(|| {
            self.footnotes.push((label.to_owned(), 0));
            self.footnotes.len() - 1
        });
        let number = at + 1;
        let Some((_, cited)) = self.footnotes.get_mut(at) else {
            return;
        };
        *cited += 1;
        // The text leads back to where it is cited first.
        let prefix = &self.prefix;
        let id = if *cited == 1 {
            format!("{prefix}fnref-{number}")
        } else {
            format!("{prefix}fnref-{number}-{cited}")
        };
        let _ = write!(
            self.out,
            "<sup class=\"footnote\"><a id=\"{id}\" href=\"#{prefix}fn-{number}\" role=\"doc-noteref\">{number}</a></sup>"
        );
    }

    /// The texts of the footnotes that were cited.
    pub fn footnotes(&mut self, blocks: &[Block]) {
        if self.footnotes.is_empty() {
            return;
        }
        let title = self.say("page.footnotes");
        let _ = write!(
            self.out,
            "<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"{title}\"><ol>"
        );
        let mut number = 0;
        // A footnote may cite another one, so the list may grow as it is written.
        while let Some((label, _)) = self.footnotes.get(number).cloned() {
            number += 1;
            self.footnote_text(number, text_of(&label, blocks));
        }
        self.out.push_str("</ol></section>");
    }

    fn footnote_text(&mut self, number: usize, text: &[Block]) {
        let back = self.say("page.footnote_back");
        let prefix = self.prefix.clone();
        let _ = write!(self.out, "<li id=\"{prefix}fn-{number}\">");
        self.blocks(text);
        let _ = write!(
            self.out,
            " <a href=\"#{prefix}fnref-{number}\" role=\"doc-backlink\" aria-label=\"{back}\">↩</a></li>"
        );
    }
}

fn text_of<'b>(label: &str, blocks: &'b [Block]) -> &'b [Block] {
    let mut text = None;
    each_block(blocks, &mut |block| {
        if let Block::Footnote {
            label: known,
            blocks,
        } = block
            && known == label
        {
            text = text.or(Some(blocks.as_slice()));
        }
    });
    text.unwrap_or_default()
}
