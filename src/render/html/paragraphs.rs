//! The ends of paragraphs: their last few characters stay on one line, whatever marks they stand in, so that no line
//! holds a single one. What is kept together is an element that does not break; `phrases` does the same within a text.

use super::Writer;
use crate::pages::HtmlPiece;
use crate::render::phrases::{self, KEPT, LAST_LINE};
use crate::site::{Inline, words_of};

impl Writer<'_> {
    /// Inline content whose last `fewest` characters stay on one line.
    pub fn paragraph(&mut self, content: &[Inline], fewest: usize) {
        let Some(at) = Self::end_of(content, fewest) else {
            return self.inlines(content);
        };
        let (before, end) = content.split_at(at);
        self.inlines(before);
        let [inline, after @ ..] = end else {
            return;
        };
        // What follows is kept whole; the rest of the last characters is taken from here.
        let missing = fewest.saturating_sub(seen(after));
        match inline {
            Inline::Text(text) => self.end_in_text(text, after, missing, !before.is_empty()),
            _ if !before.is_empty() && seen(end) <= KEPT => {
                self.kept(|writer| writer.inlines(end));
            }
            inline => {
                self.last(inline, missing);
                self.joined(after);
            }
        }
    }

    /// The part in which the last `fewest` characters begin; none where there are not so many.
    fn end_of(content: &[Inline], fewest: usize) -> Option<usize> {
        let mut behind = 0;
        let mut at = content.len();
        while at > 0 && behind < fewest {
            at -= 1;
            behind += seen(&content[at..=at]);
        }
        if at == content.len() || behind < fewest {
            return None;
        }
        if !content[at..].iter().any(|inline| tag_depth(inline) != 0) {
            return Some(at);
        }
        // What raw HTML opens closes on the same side of the cut.
        while !is_balanced(&content[at..]) {
            at = at.checked_sub(1)?;
        }
        (at > 0 && seen(&content[at..]) <= KEPT).then_some(at)
    }

    /// The end begins within a text: at most its last `missing` characters and what follows are kept together, or all of it
    /// where it is hardly longer and something stands before it.
    fn end_in_text(&mut self, text: &str, after: &[Inline], missing: usize, behind_others: bool) {
        let cut = match phrases::last_line(text, self.language(), missing) {
            Some(cut) => cut,
            None if behind_others && text.chars().count() <= LAST_LINE + 1 => 0,
            None => {
                self.text(text);
                return self.inlines(after);
            }
        };
        if cut > 0 {
            self.text(&text[..cut]);
        }
        self.kept(|writer| {
            writer.text(&text[cut..]);
            writer.inlines(after);
        });
    }

    /// What no line breaks within.
    fn kept(&mut self, content: impl FnOnce(&mut Self)) {
        self.out.push_str("<span class=\"end\">");
        content(self);
        self.out.push_str("</span>");
    }

    /// The few characters behind a marked part that is too long to be kept whole: no line breaks before them, either.
    fn joined(&mut self, after: &[Inline]) {
        if !after.is_empty() {
            self.out.push_str("<span class=\"end joined\">");
            self.inlines(after);
            self.out.push_str("</span>");
        }
    }

    /// A marked part at the end of a paragraph.
    fn last(&mut self, inline: &Inline, fewest: usize) {
        match inline {
            Inline::Emphasis(content) => {
                self.element("em", |writer| writer.paragraph(content, fewest));
            }
            Inline::Strong(content) => {
                self.element("strong", |writer| writer.paragraph(content, fewest));
            }
            Inline::Link {
                link,
                content,
                title,
            } => self.link(link, content, title, fewest),
            Inline::Term { id, text } => self.term(id, text, fewest),
            inline => self.inline(inline),
        }
    }
}

/// How many characters are seen; words that the author left out are those of what is linked.
fn seen(content: &[Inline]) -> usize {
    words_of(content).chars().count()
}

/// 1 for an opening tag of raw HTML, -1 for a closing one.
fn tag_depth(inline: &Inline) -> isize {
    match inline {
        Inline::Html(HtmlPiece::Open(tag)) if !tag.void => 1,
        Inline::Html(HtmlPiece::Close(_)) => -1,
        _ => 0,
    }
}

fn is_balanced(content: &[Inline]) -> bool {
    let mut depth = 0;
    for inline in content {
        depth += tag_depth(inline);
        if depth < 0 {
            return false;
        }
    }
    depth == 0
}
