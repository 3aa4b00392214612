//! The HTML of one place: its tokens, and where in the file each of them stands, which the tokenizer does not say.

use super::text_goes_with;
use crate::diagnostic::{Span, Text};
use crate::fields::Origin;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::cell::RefCell;
use std::ops::Range;

/// HTML, with where its parts stand in the file: quotations and lists put marks before its lines.
#[derive(Default)]
pub(super) struct Source {
    html: String,
    /// The same in lower case, in which tags are looked for.
    lower: String,
    origins: Vec<Origin>,
    /// What lies before was found.
    cursor: usize,
}

impl Source {
    /// Adds HTML that stands in the file from byte `from` on.
    pub fn push(&mut self, html: &str, from: usize) {
        let at = self.html.len();
        self.origins.push(Origin { at, from });
        self.html.push_str(html);
        self.lower.push_str(&html.to_ascii_lowercase());
    }

    /// Tags, texts and comments.
    pub fn tokens(&self) -> Vec<Token> {
        let tokenizer = Tokenizer::new(Collector::default(), TokenizerOpts::default());
        let input = BufferQueue::default();
        input.push_back(StrTendril::from(self.html.as_str()));
        let _ = tokenizer.feed(&input);
        tokenizer.end();
        tokenizer.sink.0.take()
    }

    /// The next of some words, from which on the search goes on: tokens are looked for in their order, so that each is found.
    /// Nothing where there is none.
    pub fn find(&mut self, words: &[&str]) -> Range<usize> {
        let rest = &self.lower[self.cursor..];
        let (mut found, mut length) = (0, 0);
        for word in words {
            // A word further on than one that was found is not looked for.
            let before = if length > 0 { found } else { rest.len() };
            if let Some(at) = rest[..before].find(word) {
                (found, length) = (at, word.len());
            }
        }
        let at = self.cursor + found;
        self.cursor = at + length;
        at..self.cursor
    }

    /// The place of a part in the file.
    pub fn span(&self, part: &Range<usize>, text: &Text) -> Span {
        let before = self
            .origins
            .partition_point(|origin| origin.at <= part.start);
        let origin = self.origins.get(before.saturating_sub(1));
        let from = origin.map_or(part.start, |origin| part.start - origin.at + origin.from);
        text.span(from..from + part.len())
    }

    /// What stands from a byte on up to and with a mark, which is passed over; none where the mark does not come.
    pub fn up_to(&mut self, from: usize, mark: &str) -> Option<String> {
        let at = self.cursor + self.html[self.cursor..].find(mark)?;
        self.cursor = at + mark.len();
        Some(self.html[from..self.cursor].to_owned())
    }

    /// Whether a mark begins a comment, and not something else that the tokenizer takes for one.
    pub fn is_comment(&self, mark: &Range<usize>) -> bool {
        self.html[mark.start..].starts_with("<!--")
    }

    /// Passes over a comment whose beginning was found, if it ends. `<!-->` is a whole one.
    pub fn skip_comment(&mut self, mark: &Range<usize>) -> bool {
        self.cursor = mark.start + "<!".len();
        self.up_to(mark.start, "-->").is_some()
    }

    /// The same without a mark: all that is left.
    pub fn all_from(&mut self, from: usize) -> String {
        self.cursor = self.html.len();
        self.html[from..].to_owned()
    }

    /// The part of a tag whose name was found: from its `<` to its `>`, which may stand in a quoted value before.
    pub fn tag(&self, name: &Range<usize>) -> Range<usize> {
        let mut quote = None;
        let mut before = b' ';
        let end = self
            .html
            .bytes()
            .enumerate()
            .skip(name.end)
            .find(|(_, byte)| {
                match (quote, byte) {
                    (Some(open), byte) if open == *byte => quote = None,
                    (None, b'"' | b'\'') if before == b'=' => quote = Some(*byte),
                    (None, b'>') => return true,
                    _ => {}
                }
                if !byte.is_ascii_whitespace() {
                    before = *byte;
                }
                false
            });
        name.start..end.map_or(self.html.len(), |(at, _)| at + 1)
    }

    /// Goes on behind a part.
    pub fn pass(&mut self, part: &Range<usize>) {
        self.cursor = part.end;
    }

    /// A part as its author wrote it.
    pub fn written(&self, part: &Range<usize>) -> String {
        self.html[part.clone()].to_owned()
    }

    /// A tag that the HTML ends in, which no browser would show.
    pub fn unfinished_tag(&self) -> Option<Range<usize>> {
        let begins = |at: &usize| {
            let rest = &self.html[at + 1..];
            let name = rest.strip_prefix('/').unwrap_or(rest);
            name.starts_with(|c: char| c.is_ascii_alphabetic())
        };
        let marks = self.html[self.cursor..].match_indices('<');
        let mut marks = marks.map(|(at, _)| self.cursor + at);
        Some(marks.find(begins)?..self.html.len())
    }
}

/// Collects what the tokenizer finds.
#[derive(Default)]
struct Collector(RefCell<Vec<Token>>);

impl TokenSink for Collector {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let raw = match &token {
            Token::TagToken(tag) => text_goes_with(tag),
            _ => None,
        };
        self.0.borrow_mut().push(token);
        match raw.as_deref() {
            Some("script") => TokenSinkResult::RawData(RawKind::ScriptData),
            Some(_) => TokenSinkResult::RawData(RawKind::Rawtext),
            None => TokenSinkResult::Continue,
        }
    }
}
