//! An author's own HTML, as far as `site.toml` allows any.
//!
//! HTML ─html5ever's tokenizer─▶ tags and texts ─`elements`─▶ those that are kept, with a finding for each that is not
//! ─[`BlockReader::kept`]─▶ pieces in which each closing tag has its opening one in the same container.
//!
//! Nothing of the source is copied: a tag is made anew from the names of `elements`, its address goes the way of all links.
//! Comments are for those who write, and vanish.

mod source;

use super::BlockReader;
use super::elements::{self, Fate};
use crate::config::RawHtml;
use crate::diagnostic::{Finding, Rule, Span, rules};
use crate::pages::block::{Block, HtmlPiece, HtmlTag, Inline, Link};
use html5ever::tokenizer::{Tag, TagKind, Token};
use pulldown_cmark::Event;
use source::Source;
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
        let tokens = source.tokens();
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
            match (&token, &without_text) {
                (Token::TagToken(tag), Some(open)) if ends(tag, open) => without_text = None,
                (_, Some(_)) => {}
                (Token::TagToken(tag), None) => {
                    without_text = text_goes_with(tag);
                    pieces.extend(self.tag(tag, &mut source));
                }
                (Token::CharacterTokens(text), None) => {
                    pieces.push(HtmlPiece::Text(text.to_string()));
                }
                (Token::DoctypeToken(_) | Token::CommentToken(_), None) => {
                    self.comment(&mut source);
                }
                _ => {}
            }
        }
        pieces.extend(is_cut_off.then(|| self.unfinished(&source)).flatten());
        pieces
    }

    /// What a browser would not show, because the HTML ends before the tag does.
    fn unfinished(&mut self, source: &Source) -> Option<HtmlPiece> {
        let part = source.unfinished_tag()?;
        let mark = part.start..part.start + 1;
        self.report(&rules::RAW_HTML_TEXT, source.span(&mark, self.text), "<");
        Some(HtmlPiece::Text(source.written(&part)))
    }

    /// A comment vanishes. What the tokenizer takes for one although it is none (`<?php ?>`, `<![CDATA[ ]]>`) is named, and
    /// so is a type of document.
    fn comment(&mut self, source: &mut Source) {
        let mark = source.find(&["<!", "<?", "</"]);
        let span = source.span(&mark, self.text);
        if !source.is_comment(&mark) {
            let written = source.up_to(mark.start, ">");
            let written = written.unwrap_or_else(|| source.all_from(mark.start));
            self.report(&rules::RAW_HTML_REMOVED, span, &written);
        } else if !source.skip_comment(&mark) {
            // It swallows the rest of the page.
            source.all_from(mark.start);
            self.report(&rules::RAW_HTML_UNPAIRED, span, "<!--");
        }
    }

    fn tag(&mut self, tag: &Tag, source: &mut Source) -> Vec<HtmlPiece> {
        let name = &*tag.name;
        let closes = tag.kind == TagKind::EndTag;
        let mark = source.find(&[&format!("{}{name}", if closes { "</" } else { "<" })]);
        let (span, whole) = (source.span(&mark, self.text), source.tag(&mark));
        let pieces = match elements::fate(name) {
            Fate::Kept(name) if closes => self.close(name, span),
            Fate::Kept(name) => vec![HtmlPiece::Open(Box::new(
                self.opening_tag(name, tag, span, source),
            ))],
            // The closing tag goes with the opening one, which was named.
            Fate::Refused if closes => Vec::new(),
            Fate::Refused => {
                self.report(&rules::RAW_HTML_REMOVED, span, &format!("<{name}>"));
                Vec::new()
            }
            Fate::Text => {
                let written = source.written(&whole);
                if !closes {
                    self.report(&rules::RAW_HTML_TEXT, span, &written);
                }
                vec![HtmlPiece::Text(written)]
            }
        };
        source.pass(&whole);
        pieces
    }

    /// An opening tag with the attributes that are kept.
    fn opening_tag(
        &mut self,
        name: &'static str,
        tag: &Tag,
        span: Span,
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
                    self.raw_anchor(&value, &span);
                }
                element.attributes.push((key, value));
            } else {
                let key_span = source.find(&[key]);
                let what = format!("{key} (<{name}>)");
                let key_span = source.span(&key_span, self.text);
                self.report(&rules::RAW_HTML_REMOVED, key_span, &what);
            }
        }
        if name == "img" {
            self.check_image(&element, &span);
        }
        if !element.void
            && let Some(open) = self.open.last_mut()
        {
            open.push(OpenElement { name, span });
        }
        element
    }

    /// An image shows something, and says in words what.
    fn check_image(&mut self, image: &HtmlTag, span: &Span) {
        if image.link.is_none() {
            self.report(&rules::RAW_HTML_REMOVED, span.clone(), "<img>");
        }
        if !image.attributes.iter().any(|(key, _)| *key == "alt") {
            self.findings.add(Finding::new(&rules::IMAGE_ALT).at(span));
        }
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

/// Whether the HTML ends before a tag does.
fn is_end_within_tag(token: &Token) -> bool {
    matches!(token, Token::ParseError(error) if error.contains("EOF"))
}

/// Whether a page that may have no HTML must not have this; comments it may.
fn is_markup(token: &Token) -> bool {
    match token {
        Token::TagToken(_) | Token::DoctypeToken(_) => true,
        Token::CharacterTokens(text) => !text.trim().is_empty(),
        _ => false,
    }
}

/// Whether a tag ends the element whose text is left out.
fn ends(tag: &Tag, open: &str) -> bool {
    tag.kind == TagKind::EndTag && *tag.name == *open
}

/// The name of an element that takes its text with it.
fn text_goes_with(tag: &Tag) -> Option<String> {
    let opens = tag.kind == TagKind::StartTag && elements::has_no_text(&tag.name);
    opens.then(|| tag.name.to_string())
}
