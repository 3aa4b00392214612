//! Running text within a block.

use super::{BlockReader, is_block};
use crate::diagnostic::{Finding, rules};
use crate::language::is_cjk;
use crate::pages::block::{Inline, Link, plain};
use crate::pages::emphasis;
use pulldown_cmark::{Event, LinkType, Tag};
use std::ops::Range;

impl<'t> BlockReader<'t, '_> {
    /// Inline content up to and with the end of the element it stands in.
    pub fn inlines_to_end(&mut self) -> Vec<Inline> {
        if self.too_deep() {
            return Vec::new();
        }
        let content = self.inlines();
        if matches!(self.events.peek(), Some((Event::End(_), _))) {
            self.next();
        }
        content
    }

    /// Inline content up to the next block or end.
    pub fn inlines(&mut self) -> Vec<Inline> {
        let mut content = Vec::new();
        self.begin_container();
        while let Some((event, _)) = self.events.peek() {
            match event {
                Event::End(_) | Event::Rule | Event::Html(_) => break,
                Event::Start(tag) if is_block(tag) => break,
                Event::InlineHtml(_) => content.extend(self.html_in_line()),
                _ => {
                    let inline = self.inline();
                    content.extend(inline);
                }
            }
        }
        let closed = self.end_container().into_iter();
        content.extend(closed.map(Inline::Html));
        join_lines(content, self.unspaced)
    }

    /// The next piece; none where it says nothing, or is refused.
    fn inline(&mut self) -> Option<Inline> {
        let (event, range) = self.next()?;
        Some(match event {
            Event::Text(text) => {
                emphasis::check(self.text, &range, self.findings);
                self.note_footnote_mark(&text, &range);
                self.check_notation(&range);
                Inline::Text(text.to_string())
            }
            Event::Code(text) => Inline::Code(text.to_string()),
            Event::SoftBreak => Inline::SoftBreak,
            Event::HardBreak => Inline::HardBreak,
            Event::FootnoteReference(label) => self.footnote_reference(&label),
            Event::TaskListMarker(done) => Inline::Task(done),
            Event::Start(tag) => return self.element(tag, range),
            _ => return None,
        })
    }

    /// An element with content of its own.
    fn element(&mut self, tag: Tag<'t>, range: Range<usize>) -> Option<Inline> {
        Some(match tag {
            Tag::Emphasis => Inline::Emphasis(self.inlines_to_end()),
            Tag::Strong => Inline::Strong(self.inlines_to_end()),
            Tag::Strikethrough => Inline::Strikethrough(self.inlines_to_end()),
            Tag::Link {
                link_type: LinkType::Email,
                dest_url,
                title,
                ..
            } => self.link(&format!("mailto:{dest_url}"), &title, range),
            Tag::Link {
                dest_url, title, ..
            } => self.link(&dest_url, &title, range),
            Tag::Image {
                dest_url, title, ..
            } => self.image(&dest_url, &title, range),
            _ => return None,
        })
    }

    fn link(&mut self, destination: &str, title: &str, range: Range<usize>) -> Inline {
        let link = Link {
            destination: destination.to_owned(),
            image: false,
            span: self.text.span(range),
        };
        Inline::Link {
            link: Box::new(link),
            content: self.inlines_to_end(),
            title: title.to_owned(),
        }
    }

    fn image(&mut self, destination: &str, title: &str, range: Range<usize>) -> Inline {
        let span = self.text.span(range);
        let link = Link {
            destination: destination.to_owned(),
            image: true,
            span: span.clone(),
        };
        let alt = plain(&self.inlines_to_end());
        if alt.trim().is_empty() {
            self.findings.add(Finding::new(&rules::IMAGE_ALT).at(span));
        }
        Inline::Image {
            link: Box::new(link),
            alt,
            title: title.to_owned(),
        }
    }
}

/// Joins texts that follow one another, and drops line breaks inside text that is written without spaces.
fn join_lines(content: Vec<Inline>, unspaced: bool) -> Vec<Inline> {
    let mut joined: Vec<Inline> = Vec::with_capacity(content.len());
    let mut rest = content.into_iter().peekable();
    while let Some(inline) = rest.next() {
        let is_break = matches!(inline, Inline::SoftBreak);
        if is_break && is_no_space(joined.last(), rest.peek(), unspaced) {
            continue;
        }
        match (joined.last_mut(), inline) {
            (Some(Inline::Text(last)), Inline::Text(text)) => last.push_str(&text),
            (_, inline) => joined.push(inline),
        }
    }
    // Of a paragraph without spaces one text is left, of a list as long as the paragraph had lines.
    joined.shrink_to_fit();
    joined
}

/// Whether a line break between two pieces stands for nothing: between two characters that are written without spaces, and
/// in a language without spaces also beside one of them.
fn is_no_space(before: Option<&Inline>, after: Option<&Inline>, unspaced: bool) -> bool {
    let words = |inline: Option<&Inline>| inline.map(std::slice::from_ref).map(plain);
    let before = words(before).and_then(|words| words.chars().next_back());
    let after = words(after).and_then(|words| words.chars().next());
    let sides = [before, after].map(|side| side.is_some_and(is_cjk));
    sides == [true, true] || (unspaced && sides.contains(&true))
}
