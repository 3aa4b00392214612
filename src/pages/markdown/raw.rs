//! Raw HTML, as far as `site.toml` lets authors write it.

use super::BlockReader;
use crate::config::RawHtml;
use crate::diagnostic::{Finding, rules};
use crate::pages::block::Block;
use pulldown_cmark::Event;
use std::ops::Range;

impl BlockReader<'_, '_> {
    pub fn html_block(&mut self, range: Range<usize>) -> Option<Block> {
        let mut html = String::new();
        while let Some((event, _)) = self.next() {
            match event {
                Event::Html(text) | Event::Text(text) => html.push_str(&text),
                _ => break,
            }
        }
        self.allow_html(&range).then_some(Block::Html(html))
    }

    /// A line of HTML that stands outside a block of its own, as the end of one that was interrupted does.
    pub fn html_line(&mut self) -> Option<Block> {
        let (event, range) = self.next()?;
        let Event::Html(text) = event else {
            return None;
        };
        self.allow_html(&range)
            .then(|| Block::Html(text.to_string()))
    }

    /// Whether raw HTML is kept; where it is refused, it is a finding.
    pub fn allow_html(&mut self, range: &Range<usize>) -> bool {
        if self.raw_html == RawHtml::Refuse {
            self.findings
                .add(Finding::new(&rules::RAW_HTML_REFUSED).at(self.text.place(range.clone())));
        }
        self.raw_html == RawHtml::Sanitise
    }
}
