//! A page's file → the units in which it is translated.
//!
//! ```text
//! front matter ─texts_by_path─▶ texts that are words ──────┐
//! Markdown ─events─▶ blocks without blocks within them ────┴─▶ units, in the order of the file
//! ```
//!
//! A unit's text is what a translation has to follow: words and marks. White space, line breaks, addresses of links, ids of headings and
//! labels of footnotes may change without a translation becoming stale, so they are not in it.

use super::markdown::options;
use super::{front, generated};
use crate::diagnostic::{Findings, Text};
use crate::fields::{Origin, TomlDocument};
use crate::language::is_cjk;
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use std::ops::Range;

/// A unit of translation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// What it is: its key in front matter (`title`, `levels.2`), its place in a figure (`figure stages words.plan`), a page of a reading path (`path starter-kit/index`), a heading with
    /// its id (`heading #setup`), or the kind of block: `paragraph`, `item`, `row`, `term`, `definition`, `footnote`, `code`, `html`.
    pub name: String,
    /// Its words, with marks.
    pub text: String,
    /// Where it stands in the file, in bytes.
    pub range: Range<usize>,
}

/// Front matter that is words of the page, by its first key. Short titles, readings, questions of readers and lists of other forms
/// are each language's own, and all else is structure.
const FRONT: [&str; 19] = [
    "title",
    "description",
    "notice",
    "levels",
    "categories",
    "scales",
    "level_texts",
    "field_names",
    "field_absent",
    "scale_names",
    "patterns",
    "profiles",
    "reasons",
    "shortcuts",
    "findings",
    "tool",
    "profile_reasons",
    "mapping_reasons",
    "fields",
];
/// Texts among those that are no words, or a language's own.
const NO_WORDS: [&str; 2] = ["tool.notice_source", "fields.reading"];
/// The key whose lists are a language's own.
const OWN_LISTS: &str = "fields";

/// The units of a page's file. `unspaced`: whether its language is written without spaces.
#[must_use]
pub fn units(text: &Text, unspaced: bool) -> Vec<Unit> {
    let (part, start) = front::split(&text.text).unwrap_or((0..0, 0));
    let mut units = front_units(text, part);
    let mut reader = Reader {
        text,
        units: Vec::new(),
        within: Vec::new(),
        open: None,
    };
    for (event, range) in Parser::new_ext(&text.text[start..], options()).into_offset_iter() {
        reader.take(event, range.start + start..range.end + start);
    }
    reader.close(reader.text.text.len());
    units.extend(reader.units);
    for unit in &mut units {
        unit.text = joined(&unit.text, unspaced);
    }
    units.retain(|unit| unit.text.chars().any(char::is_alphabetic));
    units
}

fn front_units(text: &Text, part: Range<usize>) -> Vec<Unit> {
    let document = TomlDocument::parse_part(text, part, &mut Findings::default());
    let texts = document.texts_by_path().into_iter();
    let is_words = |path: &str| {
        let (first, rest) = path.split_once('.').unwrap_or((path, ""));
        FRONT.contains(&first)
            && !NO_WORDS.contains(&path)
            && !(first == OWN_LISTS && rest.contains('.'))
    };
    texts
        .filter(|(path, ..)| is_words(path))
        .map(|(name, text, range)| Unit { name, text, range })
        .collect()
}

/// A unit that is being read.
struct Open {
    name: String,
    text: String,
    start: usize,
    /// Where the parts of its text stand in the file.
    origins: Vec<Origin>,
}

struct Reader<'t> {
    text: &'t Text,
    units: Vec<Unit>,
    /// Blocks that hold others, the innermost last, by what text directly within them is called.
    within: Vec<&'static str>,
    open: Option<Open>,
}

impl<'t> Reader<'t> {
    fn take(&mut self, event: Event<'t>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.begin(tag, &range),
            Event::End(tag) => self.end(tag, range.end),
            Event::Text(words) => self.say(&words, &range),
            Event::Code(words) => self.say(&format!("`{words}`"), &range),
            Event::InlineHtml(words) | Event::Html(words) => self.say(&words, &range),
            Event::SoftBreak | Event::HardBreak => self.say("\n", &range),
            Event::FootnoteReference(_) => self.say("[^]", &range),
            Event::TaskListMarker(done) => self.say(if done { "[x] " } else { "[ ] " }, &range),
            Event::Rule => self.close(range.start),
            Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn begin(&mut self, tag: Tag<'t>, range: &Range<usize>) {
        match tag {
            Tag::Emphasis => self.say("*", range),
            Tag::Strong => self.say("**", range),
            Tag::Strikethrough => self.say("~~", range),
            Tag::Link { .. } => self.say("[", range),
            Tag::Image { .. } => self.say("![", range),
            Tag::TableCell => {}
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

    fn end(&mut self, tag: TagEnd, at: usize) {
        match tag {
            TagEnd::Emphasis => self.add("*"),
            TagEnd::Strong => self.add("**"),
            TagEnd::Strikethrough => self.add("~~"),
            TagEnd::Link | TagEnd::Image => self.add("]"),
            TagEnd::TableCell => self.add(" | "),
            TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionListDefinition
            | TagEnd::BlockQuote(_) => {
                self.close(at);
                self.within.pop();
            }
            _ => self.close(at),
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
            text: String::new(),
            start,
            origins: Vec::new(),
        });
    }

    /// Words; those of a tight list stand in no block of their own.
    fn say(&mut self, words: &str, range: &Range<usize>) {
        if self.open.is_none() {
            let name = self.within.last().copied().unwrap_or("paragraph");
            self.open(name, range.start);
        }
        if let Some(open) = &mut self.open {
            open.origins.push(Origin {
                at: open.text.len(),
                from: range.start,
            });
        }
        self.add(words);
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
        let Open { name, text, .. } = &open;
        match name.split(' ').next().unwrap_or_default() {
            word if word == "figure" || generated::BLOCKS.contains(&word) => {
                self.units.extend(filled(self.text, &open));
            }
            "heading" => {
                let (words, id) = headed(text);
                let name = id.map_or_else(|| name.clone(), |id| format!("heading #{id}"));
                let text = words.to_owned();
                self.units.push(Unit { name, text, range });
            }
            _ => {
                let text = text.trim_end_matches(" | ");
                let text = without_callout(text).to_owned();
                let name = name.clone();
                self.units.push(Unit { name, text, range });
            }
        }
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
fn filled(text: &Text, open: &Open) -> Vec<Unit> {
    if open.origins.is_empty() {
        return Vec::new();
    }
    let findings = &mut Findings::default();
    let document = TomlDocument::parse_lines(text, &open.text, open.origins.clone(), findings);
    let texts = document.texts_by_path();
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
        Some(Unit {
            name: format!("{} {name}", open.name),
            text: text.clone(),
            range: range.clone(),
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

/// A callout's text without the word that makes it one.
fn without_callout(text: &str) -> &str {
    let rest = text.strip_prefix("[!");
    let rest = rest.and_then(|rest| rest.split_once(']'));
    match rest {
        Some((kind, rest)) if kind.chars().all(|c| c.is_ascii_alphabetic()) => rest,
        _ => text,
    }
}

/// A text on one line. A line break stands for a space, or for nothing between characters that are written without one.
fn joined(text: &str, unspaced: bool) -> String {
    let mut line = String::with_capacity(text.len());
    let mut rest = text.trim();
    while let Some(at) = rest.find(char::is_whitespace) {
        let (before, space) = rest.split_at(at);
        line.push_str(before);
        let after = space.trim_start();
        let broken = space[..space.len() - after.len()].contains('\n');
        let sides = [line.chars().next_back(), after.chars().next()];
        let sides = sides.map(|side| side.is_some_and(is_cjk));
        let nothing = sides == [true, true] || (unspaced && sides.contains(&true));
        if !(broken && nothing) {
            line.push(' ');
        }
        rest = after;
    }
    line + rest
}

#[cfg(test)]
mod tests {
    use super::units;
    use crate::diagnostic::Text;

    fn told(text: &str, unspaced: bool) -> Vec<String> {
        let text = Text::new("content/en/a.md", text);
        let units = units(&text, unspaced).into_iter();
        units
            .map(|unit| {
                assert!(text.text.get(unit.range).is_some());
                format!("{}: {}", unit.name, unit.text)
            })
            .collect()
    }

    #[test]
    fn a_page_is_the_words_of_its_front_matter_and_of_its_blocks() {
        let text = "+++\ntitle = \"One\"\nitem = \"m:a\"\nreading = \"wan\"\nsources = [\"x\"]\n[questions]\npage = [\"why\"]\n\
            [levels]\n\"0\" = \"none\"\n[fields]\nforms = [\"ones\"]\nabout = \"words\"\n+++\n\
            ## Set *it*  up {#setup}\n\nA [link](b.md#c \"t\")\nand `code`.[^1]\n\n- tight\n  - inner\n- loose\n\n  more\n\n\
            > [!NOTE]\n> Mind **this**.\n\n| a | b |\n|---|---|\n| c | d |\n| 1 | 2 |\n\nTerm\n: Meaning\n\n\
            ```sh\necho hi\n```\n\n```figure plan\ntitle = \"Plan\"\n[words]\na = \"first\"\n```\n\n\
            ```items m\nby = \"order\"\n```\n\n```path\n[[pages]]\npage = \"x\"\nwhy = \"because\"\n```\n\n[^1]: A note.\n";
        assert_eq!(
            told(text, false),
            [
                "title: One",
                "levels.0: none",
                "fields.about: words",
                "heading #setup: Set *it* up",
                "paragraph: A [link] and `code`.[^]",
                "item: tight",
                "item: inner",
                "item: loose",
                "item: more",
                "paragraph: Mind **this**.",
                "row: a | b",
                "row: c | d",
                "term: Term",
                "definition: Meaning",
                "code: echo hi",
                "figure plan title: Plan",
                "figure plan words.a: first",
                "path x: because",
                "footnote: A note.",
            ]
        );
    }

    #[test]
    fn spaces_line_breaks_addresses_ids_and_labels_are_no_words() {
        let one =
            "+++\ntitle = \"a\"\n+++\n## 準備 {#a}\n\n報告は\n早く[する](b.md)。[^1]\n\n[^1]: 注\n";
        let two = "+++\ntitle  =  'a'\n+++\n\n\n準備 {#a}\n------\n\n報告は早く[する](c.md#d)。[^note]\n\n\n[^note]: 注\n";
        assert_eq!(told(one, true), told(two, true));
    }

    #[test]
    fn a_line_break_is_a_space_where_words_have_spaces() {
        let text = "+++\ntitle = \"a\"\n+++\none\ntwo 報告\nする\n";
        assert_eq!(told(text, false)[1], "paragraph: one two 報告する");
    }
}
