//! Headings and their anchors.

use super::BlockReader;
use crate::diagnostic::{Finding, Span, rules};
use crate::language::is_cjk;
use crate::pages::block::{Block, Heading, plain};
use std::ops::Range;

impl BlockReader<'_, '_> {
    /// A heading; `id` is the anchor that its author gave it.
    pub fn heading(&mut self, level: u8, id: Option<String>, range: Range<usize>) -> Block {
        let content = self.inlines_to_end();
        let text = plain(&content);
        let span = self.text.span(range);
        // The title of a page is its only heading of level 1, and stands in its front matter.
        if level == 1 {
            self.findings
                .add(Finding::new(&rules::HEADING_LEVEL).at(&span));
        }
        let id = match id {
            Some(id) => self.given_anchor(id, &span),
            None => self.new_anchor(slug(&text)),
        };
        self.body.headings.push(Heading {
            level,
            id: id.clone(),
            text,
            span,
        });
        Block::Heading { level, id, content }
    }

    /// An anchor that its author chose stays as it is, also where it is a mistake.
    fn given_anchor(&mut self, id: String, span: &Span) -> String {
        if !self.ids.insert(id.clone()) {
            let finding = Finding::new(&rules::DUPLICATE_ANCHOR).at(span);
            self.findings.add(finding.with("anchor", &id));
        }
        id
    }

    /// An anchor that raw HTML sets.
    pub fn raw_anchor(&mut self, id: &str, span: &Span) {
        let id = self.given_anchor(id.to_owned(), span);
        self.body.anchors.push(id);
    }

    /// An anchor that is not taken: with a number where the words occur again.
    fn new_anchor(&mut self, base: String) -> String {
        if self.ids.insert(base.clone()) {
            return base;
        }
        let mut number = self.repeated.get(&base).copied().unwrap_or(1);
        let id = loop {
            number += 1;
            let id = format!("{base}-{number}");
            if self.ids.insert(id.clone()) {
                break id;
            }
        };
        self.repeated.insert(base, number);
        id
    }
}

/// An anchor from a heading's words: their ASCII letters and digits, or a hash where there are none, so that it does
/// not depend on how anyone romanises Japanese.
fn slug(text: &str) -> String {
    let words: Vec<String> = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    if words.is_empty() || text.chars().any(is_cjk) {
        return format!("h-{}", &blake3::hash(text.as_bytes()).to_hex()[..8]);
    }
    words.join("-")
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn anchors_do_not_depend_on_romanisation() {
        assert_eq!(slug("Log management 2"), "log-management-2");
        assert_eq!(slug("ログ管理"), slug("ログ管理"));
        assert!(slug("ログ管理").starts_with("h-"));
    }
}
