//! Markdown → blocks. CommonMark with tables, footnotes, strikethrough, task lists, definition lists and heading
//! attributes; callouts, figures and generated blocks are told by their first words.

use super::{
    Block, CALLOUTS, Definition, FigureUse, Generated, Heading, Inline, Link, Table, emphasis,
    plain,
};
use crate::config::RawHtml;
use crate::diagnostic::{Finding, Findings, Text, nearest, rules};
use crate::fields::{At, Document, Origin};
use crate::language::is_cjk;
use pulldown_cmark::{Alignment, CodeBlockKind, Event, LinkType, OffsetIter, Options, Parser, Tag};
use std::collections::BTreeMap;
use std::iter::Peekable;
use std::ops::Range;

/// A page's body.
#[derive(Debug, Default)]
pub struct Body {
    /// Blocks in order.
    pub blocks: Vec<Block>,
    /// Links and images in order.
    pub links: Vec<Link>,
    /// Headings in order.
    pub headings: Vec<Heading>,
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
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
    let events = Parser::new_ext(&text.text[start..], options())
        .into_offset_iter()
        .peekable();
    let mut reader = Reader {
        text,
        start,
        unspaced,
        raw_html,
        events,
        body: Body::default(),
        findings,
    };
    reader.body.blocks = reader.blocks();
    reader.body
}

/// Parses a line of Markdown that stands elsewhere (a notice in front matter) by the rules of a page's text; its links are
/// added to `body`. More than one paragraph is a finding, or what follows would be lost.
pub fn parse_inline(
    line: &At<String>,
    unspaced: bool,
    raw_html: RawHtml,
    body: &mut Body,
    findings: &mut Findings,
) -> Vec<Inline> {
    let text = Text::new(&line.place.path, &line.value);
    let mut found = Findings::default();
    let part = parse(&text, 0, unspaced, raw_html, &mut found);
    for finding in found.iter() {
        findings.add(finding.clone().at(line.place.clone()));
    }
    let offset = body.links.len();
    body.links.extend(part.links.into_iter().map(|link| Link {
        place: line.place.clone(),
        ..link
    }));
    match <[Block; 1]>::try_from(part.blocks) {
        Ok([Block::Paragraph(content)]) => shift_links(content, offset),
        _ => {
            findings.add(Finding::new(&rules::NOTICE_PARAGRAPH).at(line.place.clone()));
            Vec::new()
        }
    }
}

fn shift_links(content: Vec<Inline>, offset: usize) -> Vec<Inline> {
    let shift = |inline| match inline {
        Inline::Link {
            link,
            content,
            title,
        } => Inline::Link {
            link: link + offset,
            content: shift_links(content, offset),
            title,
        },
        Inline::Emphasis(content) => Inline::Emphasis(shift_links(content, offset)),
        Inline::Strong(content) => Inline::Strong(shift_links(content, offset)),
        Inline::Strikethrough(content) => Inline::Strikethrough(shift_links(content, offset)),
        Inline::Image { link, alt, title } => Inline::Image {
            link: link + offset,
            alt,
            title,
        },
        other @ (Inline::Text(_)
        | Inline::Code(_)
        | Inline::Term { .. }
        | Inline::SoftBreak
        | Inline::HardBreak
        | Inline::Footnote(_)
        | Inline::Task(_)
        | Inline::Html(_)) => other,
    };
    content.into_iter().map(shift).collect()
}

struct Reader<'t, 'f> {
    text: &'t Text,
    start: usize,
    unspaced: bool,
    raw_html: RawHtml,
    events: Peekable<OffsetIter<'t>>,
    body: Body,
    findings: &'f mut Findings,
}

impl<'t> Reader<'t, '_> {
    fn next(&mut self) -> Option<(Event<'t>, Range<usize>)> {
        let start = self.start;
        self.events
            .next()
            .map(|(event, range)| (event, range.start + start..range.end + start))
    }

    /// Blocks up to the end of the element they stand in.
    fn blocks(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
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
        blocks
    }

    fn block(&mut self) -> Option<Block> {
        let (Event::Start(tag), range) = self.next()? else {
            return None;
        };
        Some(match tag {
            Tag::Paragraph => self.paragraph(),
            Tag::Heading { level, id, .. } => {
                self.heading(level as u8, id.map(|id| id.to_string()), range)
            }
            Tag::BlockQuote(_) => self.quote(range),
            Tag::CodeBlock(kind) => return self.code(&kind, range),
            Tag::List(start) => Block::List {
                start,
                items: self.items(),
            },
            Tag::FootnoteDefinition(label) => Block::Footnote {
                label: label.to_string(),
                blocks: self.blocks(),
            },
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
                    link: *link,
                    alt: alt.clone(),
                    caption,
                }
            }
            _ => Block::Paragraph(content),
        }
    }

    fn heading(&mut self, level: u8, id: Option<String>, range: Range<usize>) -> Block {
        let content = self.inlines_to_end();
        let text = plain(&content);
        let place = self.text.place(range.clone());
        if level == 1 {
            self.findings
                .add(Finding::new(&rules::HEADING_LEVEL).at(place.clone()));
        }
        let taken = |id: &str| self.body.headings.iter().any(|heading| heading.id == id);
        let id = match id {
            Some(id) if taken(&id) => {
                self.findings.add(
                    Finding::new(&rules::DUPLICATE_ANCHOR)
                        .at(place.clone())
                        .with("anchor", &id),
                );
                id
            }
            Some(id) => id,
            None => {
                let base = slug(&text);
                let numbered = (2..).map(|n| format!("{base}-{n}"));
                std::iter::once(base.clone())
                    .chain(numbered)
                    .find(|id| !taken(id))
                    .unwrap_or(base)
            }
        };
        self.body.headings.push(Heading {
            level,
            id: id.clone(),
            text,
            place,
        });
        Block::Heading { level, id, content }
    }

    /// A quotation, or a callout if it begins with `[!KIND]`.
    fn quote(&mut self, range: Range<usize>) -> Block {
        let mut blocks = self.blocks();
        let Some(Block::Paragraph(content)) = blocks.first_mut() else {
            return Block::Quote(blocks);
        };
        let Some(Inline::Text(first)) = content.first_mut() else {
            return Block::Quote(blocks);
        };
        let Some((kind, rest)) = first
            .strip_prefix("[!")
            .and_then(|rest| rest.split_once(']'))
        else {
            return Block::Quote(blocks);
        };
        let written = kind.to_lowercase();
        let Some(kind) = CALLOUTS.into_iter().find(|known| *known == written) else {
            let finding = Finding::new(&rules::UNKNOWN_CALLOUT)
                .at(self.text.place(range.start..range.start + 1))
                .with("kind", kind)
                .with("known", CALLOUTS.join(", "))
                .suggest(nearest(&written, CALLOUTS));
            self.findings.add(finding);
            return Block::Quote(blocks);
        };
        *first = rest.trim_start().to_owned();
        if first.is_empty() {
            content.remove(0);
        }
        if matches!(content.first(), Some(Inline::SoftBreak)) {
            content.remove(0);
        }
        if content.is_empty() {
            blocks.remove(0);
        }
        Block::Callout { kind, blocks }
    }

    fn items(&mut self) -> Vec<Vec<Block>> {
        let mut items = Vec::new();
        while let Some((Event::Start(Tag::Item), _)) = self.events.peek() {
            self.next();
            items.push(self.blocks());
        }
        self.next();
        items
    }

    fn definitions(&mut self) -> Block {
        let mut list: Vec<Definition> = Vec::new();
        while let Some((event, _)) = self.next() {
            match event {
                Event::Start(Tag::DefinitionListTitle) => {
                    list.push(Definition {
                        term: self.inlines_to_end(),
                        definitions: Vec::new(),
                    });
                }
                Event::Start(Tag::DefinitionListDefinition) => {
                    let blocks = self.blocks();
                    if let Some(definition) = list.last_mut() {
                        definition.definitions.push(blocks);
                    }
                }
                _ => break,
            }
        }
        Block::Definitions(list)
    }

    fn table(&mut self, alignment: &[Alignment]) -> Block {
        let mut table = Table {
            alignment: alignment.iter().map(|side| align(*side)).collect(),
            head: Vec::new(),
            rows: Vec::new(),
        };
        while let Some((event, _)) = self.next() {
            match event {
                Event::Start(Tag::TableHead) => table.head = self.cells(),
                Event::Start(Tag::TableRow) => {
                    let row = self.cells();
                    table.rows.push(row);
                }
                _ => break,
            }
        }
        Block::Table(table)
    }

    fn cells(&mut self) -> Vec<Vec<Inline>> {
        let mut cells = Vec::new();
        while let Some((Event::Start(Tag::TableCell), _)) = self.events.peek() {
            self.next();
            cells.push(self.inlines_to_end());
        }
        self.next();
        cells
    }

    fn code(&mut self, kind: &CodeBlockKind<'_>, range: Range<usize>) -> Option<Block> {
        let mut text = String::new();
        let mut origins = Vec::new();
        while let Some((event, part)) = self.next() {
            let Event::Text(line) = event else { break };
            origins.push(Origin {
                at: text.len(),
                from: part.start,
            });
            text.push_str(&line);
        }
        let info = match kind {
            CodeBlockKind::Fenced(info) => info.trim(),
            CodeBlockKind::Indented => "",
        };
        let (word, argument) = info.split_once(' ').unwrap_or((info, ""));
        if word == "figure" {
            return self.figure(argument.trim(), &text, origins, range);
        }
        if let Some((_, kind)) = GENERATED.iter().find(|(name, _)| *name == word) {
            let place = self.text.place(range);
            return Some(Block::Generated {
                kind: *kind,
                argument: argument.trim().to_owned(),
                place,
            });
        }
        self.check_block_word(word, &range);
        Some(Block::Code {
            language: word.to_owned(),
            text,
        })
    }

    /// A word that is nearly one of ours is more likely a slip than a programming language.
    fn check_block_word(&mut self, word: &str, range: &Range<usize>) {
        let ours = GENERATED.iter().map(|(name, _)| *name).chain(["figure"]);
        let near = nearest(word, ours).filter(|near| near.len().abs_diff(word.len()) <= 1);
        if near.is_some() {
            let place = self.text.place(range.start..range.start + 3 + word.len());
            self.findings.add(
                Finding::new(&rules::UNKNOWN_BLOCK)
                    .at(place)
                    .with("block", word)
                    .suggest(near),
            );
        }
    }

    fn figure(
        &mut self,
        name: &str,
        toml: &str,
        mut origins: Vec<Origin>,
        range: Range<usize>,
    ) -> Option<Block> {
        if origins.is_empty() {
            origins.push(Origin {
                at: 0,
                from: range.start,
            });
        }
        let document = Document::parse_lines(self.text, toml, origins, self.findings);
        let table = document.table();
        let title = table.required_string("title", self.findings);
        let description = table.required_string("description", self.findings);
        let caption = table.string("caption", self.findings).map(|at| at.value);
        let words: BTreeMap<_, _> = table
            .words("words", self.findings)
            .into_iter()
            .map(|(key, at)| (key, at.value))
            .collect();
        table.finish(self.findings);
        Some(Block::Figure(FigureUse {
            name: name.to_owned(),
            title: title?.value,
            description: description?.value,
            caption,
            words,
            place: self.text.place(range),
        }))
    }

    fn html_block(&mut self, range: Range<usize>) -> Option<Block> {
        let mut html = String::new();
        while let Some((event, _)) = self.next() {
            match event {
                Event::Html(text) | Event::Text(text) => html.push_str(&text),
                _ => break,
            }
        }
        self.allow_html(&range).then_some(Block::Html(html))
    }

    fn html_line(&mut self) -> Option<Block> {
        let (event, range) = self.next()?;
        let Event::Html(text) = event else {
            return None;
        };
        self.allow_html(&range)
            .then(|| Block::Html(text.to_string()))
    }

    fn allow_html(&mut self, range: &Range<usize>) -> bool {
        if self.raw_html == RawHtml::Refuse {
            self.findings
                .add(Finding::new(&rules::RAW_HTML_REFUSED).at(self.text.place(range.clone())));
        }
        self.raw_html == RawHtml::Sanitise
    }

    /// Inline content up to and with the end of the element it stands in.
    fn inlines_to_end(&mut self) -> Vec<Inline> {
        let content = self.inlines();
        if matches!(self.events.peek(), Some((Event::End(_), _))) {
            self.next();
        }
        content
    }

    /// Inline content up to the next block or end.
    fn inlines(&mut self) -> Vec<Inline> {
        let mut content = Vec::new();
        while let Some((event, _)) = self.events.peek() {
            match event {
                Event::End(_) | Event::Rule | Event::Html(_) => break,
                Event::Start(tag) if is_block(tag) => break,
                _ => self.inline(&mut content),
            }
        }
        join_lines(content, self.unspaced)
    }

    fn inline(&mut self, content: &mut Vec<Inline>) {
        let Some((event, range)) = self.next() else {
            return;
        };
        let inline = match event {
            Event::Text(text) => {
                emphasis::check(self.text, &range, self.findings);
                if let Some(Inline::Text(last)) = content.last_mut() {
                    last.push_str(&text);
                    return;
                }
                Inline::Text(text.to_string())
            }
            Event::Code(text) => Inline::Code(text.to_string()),
            Event::SoftBreak => Inline::SoftBreak,
            Event::HardBreak => Inline::HardBreak,
            Event::FootnoteReference(label) => Inline::Footnote(label.to_string()),
            Event::TaskListMarker(done) => Inline::Task(done),
            Event::InlineHtml(html) => {
                if !self.allow_html(&range) {
                    return;
                }
                Inline::Html(html.to_string())
            }
            Event::Start(Tag::Emphasis) => Inline::Emphasis(self.inlines_to_end()),
            Event::Start(Tag::Strong) => Inline::Strong(self.inlines_to_end()),
            Event::Start(Tag::Strikethrough) => Inline::Strikethrough(self.inlines_to_end()),
            Event::Start(Tag::Link {
                link_type: LinkType::Email,
                dest_url,
                title,
                ..
            }) => self.link(&format!("mailto:{dest_url}"), &title, range),
            Event::Start(Tag::Link {
                dest_url, title, ..
            }) => self.link(&dest_url, &title, range),
            Event::Start(Tag::Image {
                dest_url, title, ..
            }) => self.image(&dest_url, &title, range),
            _ => return,
        };
        content.push(inline);
    }

    fn link(&mut self, destination: &str, title: &str, range: Range<usize>) -> Inline {
        let link = self.body.links.len();
        self.body.links.push(Link {
            destination: destination.to_owned(),
            image: false,
            place: self.text.place(range),
        });
        Inline::Link {
            link,
            content: self.inlines_to_end(),
            title: title.to_owned(),
        }
    }

    fn image(&mut self, destination: &str, title: &str, range: Range<usize>) -> Inline {
        let link = self.body.links.len();
        let place = self.text.place(range);
        self.body.links.push(Link {
            destination: destination.to_owned(),
            image: true,
            place: place.clone(),
        });
        let alt = plain(&self.inlines_to_end());
        if alt.trim().is_empty() {
            self.findings.add(Finding::new(&rules::IMAGE_ALT).at(place));
        }
        Inline::Image {
            link,
            alt,
            title: title.to_owned(),
        }
    }
}

const GENERATED: [(&str, Generated); 6] = [
    ("pages", Generated::Pages),
    ("levels", Generated::Levels),
    ("items", Generated::Items),
    ("terms", Generated::Terms),
    ("documents", Generated::Documents),
    ("profile", Generated::Profile),
];

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

fn align(side: Alignment) -> Option<&'static str> {
    match side {
        Alignment::None => None,
        Alignment::Left => Some("left"),
        Alignment::Center => Some("center"),
        Alignment::Right => Some("right"),
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

/// Drops line breaks inside text that is written without spaces.
fn join_lines(content: Vec<Inline>, unspaced: bool) -> Vec<Inline> {
    let mut joined: Vec<Inline> = Vec::with_capacity(content.len());
    let mut rest = content.into_iter().peekable();
    while let Some(inline) = rest.next() {
        if matches!(inline, Inline::SoftBreak) {
            let before = joined
                .last()
                .and_then(|last| plain(std::slice::from_ref(last)).chars().next_back());
            let after = rest
                .peek()
                .and_then(|next| plain(std::slice::from_ref(next)).chars().next());
            let sides = [before, after].map(|side| side.is_some_and(is_cjk));
            if sides == [true, true] || (unspaced && sides.contains(&true)) {
                continue;
            }
        }
        match (joined.last_mut(), inline) {
            (Some(Inline::Text(last)), Inline::Text(text)) => last.push_str(&text),
            (_, inline) => joined.push(inline),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(text: &str, unspaced: bool) -> (Body, Findings) {
        let mut findings = Findings::default();
        let body = parse(
            &Text::new("a.md", text),
            0,
            unspaced,
            RawHtml::Sanitise,
            &mut findings,
        );
        (body, findings)
    }

    fn first_paragraph(text: &str, unspaced: bool) -> String {
        match body(text, unspaced).0.blocks.first() {
            Some(Block::Paragraph(content)) => plain(content),
            other => panic!("no paragraph: {other:?}"),
        }
    }

    #[test]
    fn a_line_break_inside_japanese_is_no_space() {
        assert_eq!(first_paragraph("日本語の\n改行", true), "日本語の改行");
        assert_eq!(
            first_paragraph("これは\nCSIRTです", true),
            "これはCSIRTです"
        );
        assert_eq!(first_paragraph("two\nlines", false), "two lines");
    }

    #[test]
    fn emphasis_that_does_not_render_is_found_with_its_place() {
        let (_, findings) = body("一行目\n\nこれは**「強調」**です。\n", true);
        let found: Vec<_> = findings.iter().collect();
        let place = found[0].place.as_ref().unwrap();
        assert_eq!(
            (found[0].rule.name, place.line, place.column),
            ("emphasis-not-rendered", 3, 4)
        );
        assert_eq!(found[0].suggestion.as_deref(), Some("「**強調**」"));
        assert!(body("これは**強調**です。\\*\\*\n", true).1.is_empty());
    }

    #[test]
    fn anchors_do_not_depend_on_romanisation() {
        assert_eq!(slug("Log management 2"), "log-management-2");
        assert_eq!(slug("ログ管理"), slug("ログ管理"));
        assert!(slug("ログ管理").starts_with("h-"));
    }

    #[test]
    fn callouts_are_told_by_their_first_word() {
        let (body, findings) = body("> [!TIP]\n> Do it.\n\n> [!TPI]\n> x\n", false);
        assert!(matches!(body.blocks[0], Block::Callout { kind: "tip", .. }));
        assert!(matches!(body.blocks[1], Block::Quote(_)));
        assert_eq!(
            findings.iter().map(|f| f.rule.name).collect::<Vec<_>>(),
            ["unknown-callout"]
        );
    }
}
