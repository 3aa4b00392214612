//! The events of a page's Markdown → its units.

use super::marked::{Cut, address_end, marked};
use super::{Source, Unit};
use crate::diagnostic::{Findings, Text};
use crate::fields::{Origin, TomlDocument};
use crate::pages::generated;
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};
use std::ops::Range;

/// Reads the events of a body that begins at `start`.
pub fn read<'t>(
    text: &'t Text,
    start: usize,
    unspaced: bool,
    events: impl Iterator<Item = (Event<'t>, Range<usize>)>,
) -> Vec<Unit> {
    let mut reader = Reader {
        text,
        unspaced,
        units: Vec::new(),
        within: Vec::new(),
        open: None,
    };
    for (event, range) in events {
        reader.take(event, range.start + start..range.end + start);
    }
    reader.close(text.text.len());
    reader.units
}

/// A unit that is being read.
#[derive(Default)]
struct Open {
    name: String,
    text: String,
    start: usize,
    /// Where the parts of its text stand in the file.
    origins: Vec<Origin>,
    /// Its stretches of running text: one, or one a cell.
    parts: Vec<Part>,
    /// Links that are open, by where they begin, with the end of what they say so far.
    links: Vec<(usize, usize)>,
    /// Where a line ended whose next one has not begun.
    broken: Option<usize>,
    fixed: bool,
}

/// A stretch of running text.
#[derive(Default)]
struct Part {
    /// None where it is empty.
    range: Option<Range<usize>>,
    cuts: Vec<Cut>,
}

struct Reader<'t> {
    text: &'t Text,
    unspaced: bool,
    units: Vec<Unit>,
    /// Blocks that hold others, the innermost last, by what text directly within them is called.
    within: Vec<&'static str>,
    open: Option<Open>,
}

impl<'t> Reader<'t> {
    fn take(&mut self, event: Event<'t>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.begin(tag, &range),
            Event::End(tag) => self.end(tag, &range),
            Event::Text(words) => self.say(&words, &range),
            Event::Code(words) => {
                self.say(&format!("`{words}`"), &range);
                // Code about links would be taken for links.
                if words.contains("](") {
                    self.fix();
                }
            }
            Event::InlineHtml(words) | Event::Html(words) => {
                self.say(&words, &range);
                self.fix();
            }
            Event::SoftBreak => self.line_ends(range.start),
            Event::HardBreak => {
                self.line_ends(range.start);
                self.fix();
            }
            Event::FootnoteReference(_) => self.say("[^]", &range),
            // The box is no word: it stays where it is.
            Event::TaskListMarker(done) => {
                self.begin_words(&range);
                self.add(if done { "[x] " } else { "[ ] " });
                if let Some(open) = &mut self.open {
                    open.parts.clear();
                }
            }
            Event::Rule => self.close(range.start),
            Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn begin(&mut self, tag: Tag<'t>, range: &Range<usize>) {
        match tag {
            Tag::Emphasis => self.mark("*", range),
            Tag::Strong => self.mark("**", range),
            Tag::Strikethrough => self.mark("~~", range),
            Tag::Link { link_type, .. } => {
                self.mark("[", range);
                let address = matches!(link_type, LinkType::Autolink | LinkType::Email);
                if let Some(open) = self.open.as_mut().filter(|_| !address) {
                    open.links.push((range.start, range.start + 1));
                }
            }
            Tag::Image { .. } => {
                self.mark("![", range);
                if let Some(open) = &mut self.open {
                    open.links.push((range.start, range.start + 2));
                }
            }
            Tag::TableCell => {
                if let Some(open) = &mut self.open {
                    open.parts.push(Part::default());
                }
            }
            Tag::Item => self.hold("item", range.start),
            Tag::FootnoteDefinition(_) => self.hold("footnote", range.start),
            Tag::DefinitionListDefinition => self.hold("definition", range.start),
            Tag::BlockQuote(_) => self.hold("paragraph", range.start),
            Tag::Paragraph => {
                let name = self.within.last().copied().unwrap_or("paragraph");
                self.open(name, range.start);
            }
            Tag::Heading { .. } => self.open("heading", range.start),
            Tag::TableHead | Tag::TableRow => self.open("row", range.start),
            Tag::DefinitionListTitle => self.open("term", range.start),
            Tag::HtmlBlock => self.open("html", range.start),
            Tag::CodeBlock(kind) => self.open(&code_name(&kind), range.start),
            _ => self.close(range.start),
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Emphasis => self.end_mark("*", range),
            TagEnd::Strong => self.end_mark("**", range),
            TagEnd::Strikethrough => self.end_mark("~~", range),
            TagEnd::Link | TagEnd::Image => {
                self.end_link(range);
                self.end_mark("]", range);
            }
            TagEnd::TableCell => self.add(" | "),
            TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionListDefinition
            | TagEnd::BlockQuote(_) => {
                self.close(range.end);
                self.within.pop();
            }
            _ => self.close(range.end),
        }
    }

    /// A block that holds others begins.
    fn hold(&mut self, name: &'static str, at: usize) {
        self.close(at);
        self.within.push(name);
    }

    fn open(&mut self, name: &str, start: usize) {
        self.close(start);
        self.open = Some(Open {
            name: name.to_owned(),
            start,
            ..Open::default()
        });
    }

    /// Words begin; those of a tight list stand in no block of their own.
    fn begin_words(&mut self, range: &Range<usize>) {
        if self.open.is_none() {
            let name = self.within.last().copied().unwrap_or("paragraph");
            self.open(name, range.start);
        }
        let Some(open) = &mut self.open else { return };
        if open.parts.is_empty() {
            open.parts.push(Part::default());
        }
        let Some(part) = open.parts.last_mut() else {
            return;
        };
        if let Some(from) = open.broken.take()
            && part.range.is_some()
        {
            part.cuts.push(Cut::Break(from..range.start));
        }
    }

    /// Words, or a mark as it begins: the whole of it belongs to the stretch.
    fn say(&mut self, words: &str, range: &Range<usize>) {
        self.mark(words, range);
        self.reach(range);
    }

    fn mark(&mut self, mark: &str, range: &Range<usize>) {
        self.begin_words(range);
        if let Some(open) = &mut self.open {
            open.origins.push(Origin {
                at: open.text.len(),
                from: range.start,
            });
            if let Some(part) = open.parts.last_mut() {
                part.range.get_or_insert(range.start..range.start);
            }
        }
        self.add(mark);
    }

    fn end_mark(&mut self, mark: &str, range: &Range<usize>) {
        self.add(mark);
        self.reach(range);
    }

    /// The stretch, and links that are open, go on to here.
    fn reach(&mut self, range: &Range<usize>) {
        let Some(open) = &mut self.open else { return };
        if let Some(part) = open.parts.last_mut() {
            let own = part.range.get_or_insert(range.clone());
            own.end = own.end.max(range.end);
        }
        for (_, said) in &mut open.links {
            *said = (*said).max(range.end);
        }
    }

    fn end_link(&mut self, range: &Range<usize>) {
        let Some(open) = &mut self.open else { return };
        let Some((_, said)) = open.links.pop() else {
            return;
        };
        let tail = &self.text.text[said..range.end];
        // A link that is named by its words alone is lost in other words.
        open.fixed |= !tail.starts_with("](");
        if let Some(part) = open.parts.last_mut() {
            part.cuts.push(Cut::Link(said..said + address_end(tail)));
        }
    }

    fn line_ends(&mut self, at: usize) {
        // The word that makes a callout of a quotation is none of the text.
        if let Some(open) = &mut self.open
            && is_callout_word(&open.text)
        {
            *open = Open {
                name: std::mem::take(&mut open.name),
                start: open.start,
                ..Open::default()
            };
            return;
        }
        self.add("\n");
        if let Some(open) = &mut self.open {
            open.broken = Some(at);
        }
    }

    fn fix(&mut self) {
        if let Some(open) = &mut self.open {
            open.fixed = true;
        }
    }

    fn add(&mut self, words: &str) {
        if let Some(open) = &mut self.open {
            open.text.push_str(words);
        }
    }

    fn close(&mut self, end: usize) {
        let Some(open) = self.open.take() else {
            return;
        };
        let range = open.start..end.max(open.start);
        let word = open.name.split(' ').next().unwrap_or_default();
        if word == "figure" || generated::BLOCKS.contains(&word) {
            self.units.extend(filled(self.text, &open, &range));
            return;
        }
        if is_callout_word(&open.text) {
            return;
        }
        let (text, id) = match word {
            "heading" => headed(&open.text),
            _ => (open.text.trim_end_matches(" | "), None),
        };
        self.units.push(Unit {
            name: id.map_or_else(|| open.name.clone(), |id| format!("heading #{id}")),
            text: text.to_owned(),
            source: self.source(&open),
            range,
        });
    }

    /// Where the words of a unit are written.
    fn source(&self, open: &Open) -> Source {
        let text = &self.text.text;
        if open.fixed || open.name == "html" || open.parts.is_empty() {
            return Source::Fixed;
        }
        if open.name == "code" {
            return Source::Fixed;
        }
        let parts = open.parts.iter().map(|part| {
            let mut range = part.range.clone().unwrap_or(0..0);
            if open.name == "heading" {
                let (words, _) = headed(&text[range.clone()]);
                range.end = range.start + words.trim_end().len();
            }
            marked(text, range, &part.cuts, self.unspaced)
        });
        Source::Markdown(parts.collect())
    }
}

/// What a fenced block is called: `code`, or the words behind the fence where they make something else of it.
fn code_name(kind: &CodeBlockKind<'_>) -> String {
    let CodeBlockKind::Fenced(info) = kind else {
        return "code".to_owned();
    };
    let words: Vec<&str> = info.split_whitespace().collect();
    match words.first() {
        Some(word) if *word == "figure" || generated::BLOCKS.contains(word) => words.join(" "),
        _ => "code".to_owned(),
    }
}

/// The words in a block whose body is TOML: those of a figure, and the reasons of a reading path.
fn filled(text: &Text, open: &Open, block: &Range<usize>) -> Vec<Unit> {
    let Some(first) = open.origins.first() else {
        return Vec::new();
    };
    let findings = &mut Findings::default();
    let document = TomlDocument::parse_lines(text, &open.text, open.origins.clone(), findings);
    let texts = document.texts_by_path();
    // In a quotation each line of it has a mark before it.
    let toml = first.from..first.from + open.text.len();
    let whole = text.text.get(toml.clone()) == Some(open.text.as_str()) && toml.end <= block.end;
    let page_of = |step: &str| {
        let page = texts
            .iter()
            .find(|(path, ..)| *path == format!("{step}.page"));
        page.map_or_else(|| step.to_owned(), |(_, page, _)| page.clone())
    };
    let named = |(path, text, range): &(String, String, Range<usize>)| {
        let name = if open.name.starts_with("figure") {
            path.clone()
        } else {
            page_of(path.strip_suffix(".why")?)
        };
        let toml = toml.clone();
        let path = path.clone();
        Some(Unit {
            name: format!("{} {name}", open.name),
            text: text.clone(),
            range: range.clone(),
            source: if whole {
                Source::Toml { toml, path }
            } else {
                Source::Fixed
            },
        })
    };
    texts.iter().filter_map(named).collect()
}

/// The words of a heading, and the id that its author gave it.
fn headed(text: &str) -> (&str, Option<&str>) {
    let trimmed = text.trim_end();
    let id = trimmed
        .strip_suffix('}')
        .and_then(|rest| rest.rsplit_once("{#"));
    match id {
        Some((words, id)) if !id.is_empty() => (words, Some(id)),
        _ => (text, None),
    }
}

/// Whether a text is the word that makes a callout of a quotation.
fn is_callout_word(text: &str) -> bool {
    let kind = text.trim().strip_prefix("[!");
    let kind = kind.and_then(|kind| kind.strip_suffix(']'));
    kind.is_some_and(|kind| !kind.is_empty() && kind.chars().all(|c| c.is_ascii_alphabetic()))
}
