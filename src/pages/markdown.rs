//! Markdown → blocks. CommonMark with tables, footnotes, strikethrough, task lists, definition lists and headings that name
//! their anchor; callouts, figures and generated blocks are told by their first words.
//!
//! [`parse`] is the entry for a page's body, [`parse_inline`] for a line that stands elsewhere. The parser gives events:
//! a [`BlockReader`] takes them one by one, and each element reads up to its own end. `headings`, `containers` (quotations,
//! lists, tables), `fences`, `raw` (HTML) and `inlines` say what becomes of which events.

mod containers;
mod elements;
mod fences;
mod footnotes;
mod headings;
mod inlines;
mod notations;
mod raw;

use super::block::{Block, Heading, Inline, Link};
use super::resolve;
use crate::config::RawHtml;
use crate::diagnostic::{Finding, Findings, Text, rules};
use crate::fields::At;
use pulldown_cmark::{Event, OffsetIter, Options, Parser, Tag};
use std::collections::{BTreeMap, BTreeSet};
use std::iter::Peekable;
use std::ops::Range;

/// A page's body.
#[derive(Debug, Default)]
pub struct Body {
    /// Blocks in order.
    pub blocks: Vec<Block>,
    /// Headings in order.
    pub headings: Vec<Heading>,
    /// Ids that raw HTML sets.
    pub anchors: Vec<String>,
}

pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST
}

/// Parses the part of a file from byte `start` on. `unspaced`: whether its language is written without spaces.
pub fn parse(
    text: &Text,
    start: usize,
    unspaced: bool,
    raw_html: RawHtml,
    findings: &mut Findings,
) -> Body {
    let undefined = footnotes::Undefined::default();
    let parser = Parser::new_with_broken_link_callback(
        &text.text[start..],
        options(),
        Some(undefined.clone()),
    );
    let events = parser.into_offset_iter();
    let mut defined: Vec<String> = events
        .reference_definitions()
        .iter()
        .map(|(label, _)| label.to_owned())
        .collect();
    defined.sort();
    let mut reader = BlockReader {
        text,
        start,
        unspaced,
        raw_html,
        events: events.peekable(),
        body: Body::default(),
        ids: BTreeSet::new(),
        repeated: BTreeMap::new(),
        footnotes: footnotes::Footnotes::default(),
        open: Vec::new(),
        findings,
    };
    reader.body.blocks = reader.blocks();
    reader.check_footnotes();
    reader.check_references(&undefined, &defined);
    reader.body
}

/// Parses a line of Markdown that stands elsewhere (a notice in front matter) by the rules of a page's text. More
/// than one paragraph is a finding, or what follows would be lost.
pub fn parse_inline(
    line: &At<String>,
    unspaced: bool,
    raw_html: RawHtml,
    findings: &mut Findings,
) -> Vec<Inline> {
    let text = Text::new(line.span.path(), &line.value);
    let mut found = Findings::default();
    let part = parse(&text, 0, unspaced, raw_html, &mut found);
    for finding in found.iter() {
        findings.add(finding.clone().at(&line.span));
    }
    match <[Block; 1]>::try_from(part.blocks) {
        // What it says stands in front matter: a finding is at the line, whatever part of it is wrong.
        Ok([Block::Paragraph(content)]) => resolve::inlines(content, &mut |link: &Link| Link {
            span: line.span.clone(),
            ..link.clone()
        }),
        _ => {
            findings.add(Finding::new(&rules::NOTICE_PARAGRAPH).at(&line.span));
            Vec::new()
        }
    }
}

/// How many elements may stand within one another.
const DEEPEST: usize = 50;

struct BlockReader<'t, 'f> {
    text: &'t Text,
    /// Where the body begins in the file, in bytes: events count from there.
    start: usize,
    /// Whether the language is written without spaces.
    unspaced: bool,
    raw_html: RawHtml,
    events: Peekable<OffsetIter<'t, footnotes::Undefined>>,
    body: Body,
    /// Ids of headings and of raw HTML.
    ids: BTreeSet<String>,
    /// The last number of anchors whose words occur again.
    repeated: BTreeMap<String, usize>,
    footnotes: footnotes::Footnotes,
    /// Raw HTML that is open in each container that one stands in.
    open: Vec<Vec<raw::OpenElement>>,
    findings: &'f mut Findings,
}

impl<'t> BlockReader<'t, '_> {
    /// The next event, with its place in the file.
    fn next(&mut self) -> Option<(Event<'t>, Range<usize>)> {
        let start = self.start;
        self.events
            .next()
            .map(|(event, range)| (event, range.start + start..range.end + start))
    }

    /// Whether the content of an element stands deeper than anybody reads. Then it is passed over, with the element's end:
    /// whatever goes through blocks later calls itself for each level.
    fn too_deep(&mut self) -> bool {
        if self.open.len() < DEEPEST {
            return false;
        }
        let at = self.events.peek().map_or(0, |(_, range)| range.start) + self.start;
        let finding = Finding::new(&rules::NESTING_TOO_DEEP).at(self.text.place(at..at + 1));
        self.findings
            .add(finding.with("limit", DEEPEST.to_string()));
        let mut levels = 1;
        while levels > 0 {
            match self.next() {
                Some((Event::Start(_), _)) => levels += 1,
                Some((Event::End(_), _)) => levels -= 1,
                Some(_) => {}
                None => break,
            }
        }
        true
    }

    /// Blocks up to the end of the element they stand in.
    fn blocks(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        if self.too_deep() {
            return blocks;
        }
        self.begin_container();
        while let Some((event, _)) = self.events.peek() {
            match event {
                Event::End(_) => {
                    self.next();
                    break;
                }
                Event::Start(tag) if is_block(tag) => blocks.extend(self.block()),
                Event::Rule => {
                    self.next();
                    blocks.push(Block::Rule);
                }
                Event::Html(_) => blocks.extend(self.html_line()),
                _ => blocks.push(Block::Plain(self.inlines())),
            }
        }
        let closed = self.end_container();
        blocks.extend((!closed.is_empty()).then_some(Block::Html(closed)));
        blocks
    }

    fn block(&mut self) -> Option<Block> {
        let (Event::Start(tag), range) = self.next()? else {
            return None;
        };
        Some(match tag {
            Tag::Paragraph => self.paragraph(),
            Tag::Heading { level, .. } => self.heading(level as u8, range),
            Tag::BlockQuote(_) => self.quote(range),
            Tag::CodeBlock(kind) => return self.code(&kind, range),
            Tag::List(start) => Block::List {
                start,
                items: self.items(),
            },
            Tag::FootnoteDefinition(label) => self.footnote(&label, range),
            Tag::Table(alignment) => self.table(&alignment),
            Tag::DefinitionList => self.definitions(),
            Tag::HtmlBlock => return self.html_block(range),
            _ => Block::Plain(self.inlines_to_end()),
        })
    }

    fn paragraph(&mut self) -> Block {
        let content = self.inlines_to_end();
        match content.as_slice() {
            [Inline::Image { link, alt, title }] => {
                let caption = Some(title.clone()).filter(|title| !title.is_empty());
                Block::Image {
                    link: Link::clone(link),
                    alt: alt.clone(),
                    caption,
                }
            }
            _ => Block::Paragraph(content),
        }
    }
}

fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Link { .. }
            | Tag::Image { .. }
            | Tag::Superscript
            | Tag::Subscript
    )
}

#[cfg(test)]
mod tests;
