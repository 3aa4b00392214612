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

    fn has_anchor(&self, id: &str) -> bool {
        self.body.headings.iter().any(|heading| heading.id == id)
    }

    /// An anchor that its author chose stays as it is, also where it is a mistake.
    fn given_anchor(&mut self, id: String, span: &Span) -> String {
        if self.has_anchor(&id) {
            let finding = Finding::new(&rules::DUPLICATE_ANCHOR).at(span);
            self.findings.add(finding.with("anchor", &id));
        }
        id
    }

    /// An anchor that is not taken: with a number where the words occur again.
    fn new_anchor(&self, base: String) -> String {
        let numbered = (2..).map(|n| format!("{base}-{n}"));
        let mut anchors = std::iter::once(base.clone()).chain(numbered);
        anchors.find(|id| !self.has_anchor(id)).unwrap_or(base)
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
