//! An author's own HTML, as far as `site.toml` allows any.
//!
//! HTML ─html5ever's tokenizer─▶ tags and texts ─`elements`─▶ those that are kept, with a finding for each that is not
//! ─[`BlockReader::kept`]─▶ pieces in which each closing tag has its opening one in the same container.
//!
//! Nothing of the source is copied: a tag is made anew from the names of `elements`, its address goes the way of all links.
//! Comments are for those who write, and vanish.

use super::BlockReader;
use super::elements::{self, Fate};
use crate::config::RawHtml;
use crate::diagnostic::{Finding, Rule, Span, rules};
use crate::fields::Origin;
use crate::pages::block::{Block, HtmlPiece, HtmlTag, Inline, Link};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use pulldown_cmark::Event;
use std::cell::RefCell;
use std::ops::Range;

/// An element of raw HTML that is not closed yet.
pub struct OpenElement {
    name: &'static str,
    span: Span,
}

impl BlockReader<'_, '_> {
    /// A block of HTML; none where nothing of it is kept.
    pub fn html_block(&mut self, range: Range<usize>) -> Option<Block> {
        let mut source = Source::default();
        while let Some((Event::Html(text) | Event::Text(text), part)) = self.next() {
            source.push(&text, part.start);
        }
        self.html(source, &range)
    }

    /// A line of HTML that stands outside a block of its own, as the end of one that was interrupted does.
    pub fn html_line(&mut self) -> Option<Block> {
        let (event, range) = self.next()?;
        let Event::Html(text) = event else {
            return None;
        };
        let mut source = Source::default();
        source.push(&text, range.start);
        self.html(source, &range)
    }

    fn html(&mut self, source: Source, range: &Range<usize>) -> Option<Block> {
        let pieces = self.kept(source, range);
        (!pieces.is_empty()).then_some(Block::Html(pieces))
    }

    /// HTML within a line.
    pub fn html_in_line(&mut self) -> Vec<Inline> {
        let Some((Event::InlineHtml(html), range)) = self.next() else {
            return Vec::new();
        };
        let mut source = Source::default();
        source.push(&html, range.start);
        let pieces = self.kept(source, &range).into_iter();
        pieces.map(Inline::Html).collect()
    }

    /// What follows stands in a container of its own, which closes what it opens.
    pub fn begin_container(&mut self) {
        self.open.push(Vec::new());
    }

    /// The closing tags of what is still open in the container.
    pub fn end_container(&mut self) -> Vec<HtmlPiece> {
        let open = self.open.pop().unwrap_or_default();
        self.closed(open)
    }

    fn kept(&mut self, mut source: Source, range: &Range<usize>) -> Vec<HtmlPiece> {
        let tokens = tokens(&source.html);
        let is_markup = |token: &Token| match token {
            Token::TagToken(_) | Token::DoctypeToken(_) => true,
            Token::CharacterTokens(text) => !text.trim().is_empty(),
            _ => false,
        };
        if self.raw_html == RawHtml::Refuse {
            if tokens.iter().any(is_markup) {
                let place = self.text.span(range.clone());
                self.findings
                    .add(Finding::new(&rules::RAW_HTML_REFUSED).at(place));
            }
            return Vec::new();
        }
        let is_cut_off = tokens.iter().any(is_end_within_tag);
        let mut pieces = Vec::new();
        // The name of an element whose text goes with it, up to its end.
        let mut without_text: Option<String> = None;
        for token in tokens {
            match token {
                Token::TagToken(tag) => {
                    if ends(&tag, without_text.as_deref()) {
                        without_text = None;
                    } else if without_text.is_none() {
                        without_text = text_goes_with(&tag);
                        pieces.extend(self.tag(&tag, &mut source));
                    }
                }
                Token::CharacterTokens(text) if without_text.is_none() => {
                    pieces.push(HtmlPiece::Text(text.to_string()));
                }
                Token::DoctypeToken(_) => {
                    let span = source.find(&["<!doctype"], self);
                    self.report(&rules::RAW_HTML_REMOVED, span, "<!DOCTYPE>");
                }
                Token::CommentToken(_) if without_text.is_none() => {
                    self.comment(&mut source);
                }
                _ => {}
            }
        }
        if is_cut_off && let Some(rest) = source.unfinished_tag() {
            let span = source.find(&["<"], self);
            self.report(&rules::RAW_HTML_TEXT, span, "<");
            pieces.push(HtmlPiece::Text(rest));
        }
        pieces
    }

    /// A comment vanishes. What the tokenizer takes for one although it is none (`<?php ?>`, `<![CDATA[ ]]>`) is named.
    fn comment(&mut self, source: &mut Source) {
        let span = source.find(&["<!", "<?", "</"], self);
        let rest = &source.html[source.cursor - "<!".len()..];
        if !rest.starts_with("<!--") {
            let end = rest.find('>').map_or(rest.len(), |end| end + 1);
            let what = rest[..end].to_owned();
            self.report(&rules::RAW_HTML_REMOVED, span, &what);
            source.skip_past(">");
        } else if rest.contains("-->") {
            source.skip_past("-->");
        } else {
            // It swallows the rest of the page.
            self.report(&rules::RAW_HTML_UNPAIRED, span, "<!--");
            source.cursor = source.html.len();
        }
    }

    fn tag(&mut self, tag: &Tag, source: &mut Source) -> Vec<HtmlPiece> {
        let name = &*tag.name;
        let closes = tag.kind == TagKind::EndTag;
        let mark = if closes { "</" } else { "<" };
        let span = source.find(&[&format!("{mark}{name}")], self);
        match elements::fate(name) {
            Fate::Kept(name) if closes => self.close(name, span),
            Fate::Kept(name) => {
                let element = self.element_of(name, tag, &span, source);
                if !element.void
                    && let Some(open) = self.open.last_mut()
                {
                    open.push(OpenElement { name, span });
                }
                vec![HtmlPiece::Open(element)]
            }
            Fate::Refused => {
                // The closing tag goes with the opening one, which was named.
                if !closes {
                    self.report(&rules::RAW_HTML_REMOVED, span, &format!("<{name}>"));
                }
                Vec::new()
            }
            Fate::Text => {
                let written = source.written_tag();
                if !closes {
                    self.report(&rules::RAW_HTML_TEXT, span, &written);
                }
                vec![HtmlPiece::Text(written)]
            }
        }
    }

    /// An opening tag with the attributes that are kept.
    fn element_of(
        &mut self,
        name: &'static str,
        tag: &Tag,
        span: &Span,
        source: &mut Source,
    ) -> HtmlTag {
        let mut element = HtmlTag {
            name,
            void: elements::is_void(name),
            attributes: Vec::new(),
            link: None,
        };
        for attribute in &tag.attrs {
            let (key, value) = (&*attribute.name.local, attribute.value.to_string());
            if elements::link_attribute(name) == Some(key) {
                element.link = Some(Link {
                    destination: value.trim().to_owned(),
                    image: name == "img",
                    span: span.clone(),
                });
            } else if let Some(key) = elements::attribute(name, key) {
                if key == "id" {
                    self.raw_anchor(&value, span);
                }
                element.attributes.push((key, value));
            } else {
                let span = source.find(&[key], self);
                let what = format!("{key} (<{name}>)");
                self.report(&rules::RAW_HTML_REMOVED, span, &what);
            }
        }
        if name == "img" && element.link.is_none() {
            self.report(&rules::RAW_HTML_REMOVED, span.clone(), "<img>");
        }
        if name == "img" && !element.attributes.iter().any(|(key, _)| *key == "alt") {
            self.findings.add(Finding::new(&rules::IMAGE_ALT).at(span));
        }
        element
    }

    /// Closes an element, and what was opened in it and is still open.
    fn close(&mut self, name: &'static str, span: Span) -> Vec<HtmlPiece> {
        let open = self.open.last_mut();
        let at = open
            .as_ref()
            .and_then(|open| open.iter().rposition(|known| known.name == name));
        let (Some(open), Some(at)) = (open, at) else {
            let what = format!("</{name}>");
            self.report(&rules::RAW_HTML_UNPAIRED, span, &what);
            return Vec::new();
        };
        let within = open.split_off(at + 1);
        open.truncate(at);
        let mut closed = self.closed(within);
        closed.push(HtmlPiece::Close(name));
        closed
    }

    /// The closing tags of elements whose author left them open.
    fn closed(&mut self, open: Vec<OpenElement>) -> Vec<HtmlPiece> {
        let closed = open.into_iter().rev().map(|element| {
            if !elements::may_stay_open(element.name) {
                let what = format!("<{}>", element.name);
                self.report(&rules::RAW_HTML_UNPAIRED, element.span, &what);
            }
            HtmlPiece::Close(element.name)
        });
        closed.collect()
    }

    fn report(&mut self, rule: &'static Rule, span: Span, what: &str) {
        self.findings
            .add(Finding::new(rule).at(span).with("what", what));
    }
}

/// HTML of one place, with where its parts stand in the file: quotations and lists put marks before its lines.
#[derive(Default)]
struct Source {
    html: String,
    /// The same in lower case, in which tags are looked for.
    lower: String,
    origins: Vec<Origin>,
    /// What lies before was found.
    cursor: usize,
}

impl Source {
    fn push(&mut self, html: &str, from: usize) {
        let at = self.html.len();
        self.origins.push(Origin { at, from });
        self.html.push_str(html);
        self.lower.push_str(&html.to_ascii_lowercase());
    }

    /// Where the next of some words stands. Tags and comments are looked for in their order, so that each is found.
    fn find(&mut self, words: &[&str], reader: &BlockReader<'_, '_>) -> Span {
        let rest = &self.lower[self.cursor..];
        let found = words
            .iter()
            .filter_map(|word| Some((rest.find(word)?, word.len())));
        let (found, length) = found.min().unwrap_or_default();
        let at = self.cursor + found;
        self.cursor = at + length;
        let before = self.origins.partition_point(|origin| origin.at <= at);
        let origin = self.origins.get(before.saturating_sub(1));
        let from = origin.map_or(at, |origin| at - origin.at + origin.from);
        reader.text.span(from..from + length)
    }

    /// What follows what was found.
    fn rest(&self) -> &str {
        &self.html[self.cursor..]
    }

    /// A tag that the block ends in, which no browser would show.
    fn unfinished_tag(&mut self) -> Option<String> {
        let is_tag = |at: usize| {
            let next = self.html[at + 1..].chars().next();
            next.is_some_and(|next| next.is_ascii_alphabetic() || next == '/')
        };
        let mut marks = self
            .rest()
            .match_indices('<')
            .map(|(at, _)| self.cursor + at);
        self.cursor = marks.find(|at| is_tag(*at))?;
        Some(self.rest().to_owned())
    }

    fn skip_past(&mut self, mark: &str) {
        if let Some(at) = self.rest().find(mark) {
            self.cursor += at + mark.len();
        }
    }

    /// The tag whose name was found, as its author wrote it.
    fn written_tag(&mut self) -> String {
        let start = self.html[..self.cursor].rfind('<').unwrap_or(self.cursor);
        self.skip_past(">");
        self.html[start..self.cursor].to_owned()
    }
}

/// Whether the HTML ends before a tag does.
fn is_end_within_tag(token: &Token) -> bool {
    matches!(token, Token::ParseError(error) if error.contains("EOF"))
}

/// Whether a tag ends the element whose text is left out.
fn ends(tag: &Tag, open: Option<&str>) -> bool {
    tag.kind == TagKind::EndTag && open == Some(&*tag.name)
}

/// The name of an element that takes its text with it.
fn text_goes_with(tag: &Tag) -> Option<String> {
    let opens = tag.kind == TagKind::StartTag && elements::has_no_text(&tag.name);
    opens.then(|| tag.name.to_string())
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

/// Tags, texts and comments.
fn tokens(html: &str) -> Vec<Token> {
    let tokenizer = Tokenizer::new(Collector::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.take()
}
