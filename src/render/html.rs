//! Blocks → HTML.
//!
//! [`body`] is the entry for a page, [`notice`] for a line that another page says. A [`Writer`] goes through the blocks
//! once and appends to one text; each kind of content has a file: `inlines`, `paragraphs` (how they end), `links`,
//! `pictures`, `tables`, `footnotes`, `checklists`, `raw` for an author's own HTML, `score` for the way to the tool, and
//! `connections` for what stands at the end of an item's section.

mod checklists;
mod connections;
mod footnotes;
mod inlines;
mod links;
mod paragraphs;
mod pictures;
mod raw;
mod score;
mod tables;

use super::escape::escape;
use super::phrases::LAST_LINE;
use super::{generated, heading};
use crate::pages::{Generated, plain};
use crate::site::{Block, Definition, Inline};
use crate::site::{Site, SitePage};
use std::fmt::Write as _;

/// A page's body as HTML.
pub fn body(site: &Site, page: &SitePage) -> String {
    let mut writer = Writer::new(site, page);
    writer.blocks(&page.blocks);
    writer.section_ends();
    writer.footnotes(&page.blocks);
    writer.out
}

/// The body of a page that is a chapter of another one; ids that are numbered begin with `prefix`.
pub fn chapter(site: &Site, page: &SitePage, prefix: &str) -> String {
    let mut writer = Writer::new(site, page);
    prefix.clone_into(&mut writer.prefix);
    writer.blocks(&page.blocks);
    writer.footnotes(&page.blocks);
    writer.out
}

/// Inline content of another page (a section's notice) as it stands on `page`.
pub fn notice(site: &Site, page: &SitePage, from: &SitePage) -> String {
    let mut writer = Writer::new(site, page);
    writer.paragraph(&from.notice, LAST_LINE);
    writer.out
}

/// The id of the note on an item, at the end of a page whose words it explains. HTML.
pub fn note_id(item: &str) -> String {
    format!("term-{}", escape(&item.replace(':', "-")))
}

/// Writes the HTML of what stands on `page`.
struct Writer<'a> {
    site: &'a Site,
    page: &'a SitePage,
    out: String,
    /// Labels in the order of their first mention, with how often they were cited.
    footnotes: Vec<(String, usize)>,
    /// How many figures were drawn: their ids are numbered.
    figures: usize,
    /// What numbered ids begin with.
    prefix: String,
    /// Whether the words are a title's, which breaks at phrases.
    in_title: bool,
    /// Path of the page whose tasks a reader ticks: within a checklist.
    tasks_of: Option<&'a str>,
    /// What stands at the end of the section that describes an item, with the level of its heading.
    connected: Option<(u8, String)>,
}

impl<'a> Writer<'a> {
    fn new(site: &'a Site, page: &'a SitePage) -> Self {
        Self {
            site,
            page,
            out: String::new(),
            footnotes: Vec::new(),
            figures: 0,
            prefix: String::new(),
            in_title: false,
            tasks_of: None,
            connected: None,
        }
    }

    /// The language of the text, which is another one than the page's where a page is not translated.
    fn language(&self) -> &'a str {
        self.page.page.language.as_str()
    }

    /// An interface text for what stands in the text, escaped.
    fn say(&self, key: &str) -> String {
        escape(&self.site.text(&self.page.page.language, key, &[]))
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, id, content } => {
                self.section_begins(*level, id);
                self.heading(*level, id, content);
                self.score(id);
                self.checklist(*level, id);
            }
            Block::Paragraph(content) => {
                self.element("p", |writer| writer.paragraph(content, LAST_LINE));
            }
            Block::Plain(content) => self.paragraph(content, LAST_LINE),
            Block::List { start, items } => self.list(*start, items),
            Block::Definitions(list) => self.definitions(list),
            Block::Quote(blocks) => self.element("blockquote", |writer| writer.blocks(blocks)),
            Block::Callout { kind, blocks } => self.callout(kind, blocks),
            Block::Code { text, .. } => self.code(text),
            Block::Table(table) => self.table(table),
            Block::Html(pieces) => pieces.iter().for_each(|piece| self.raw(piece)),
            Block::Rule => self.out.push_str("<hr>"),
            Block::Image { link, alt, caption } => self.image_block(link, alt, caption.as_deref()),
            Block::Figure(figure) => self.figure(figure),
            Block::Generated {
                kind: Generated::Checklists,
                ..
            } => self.checklists(),
            Block::Generated { kind, .. } => {
                let html = generated::html(self.site, self.page, kind);
                self.out.push_str(&html);
            }
            Block::Footnote { .. } => {}
        }
    }

    fn element(&mut self, name: &str, content: impl FnOnce(&mut Self)) {
        let _ = write!(self.out, "<{name}>");
        content(self);
        let _ = write!(self.out, "</{name}>");
    }

    /// A heading, with a link to itself beside it where a reader may want to hand it on.
    fn heading(&mut self, level: u8, id: &str, content: &[Inline]) {
        let from = self.out.len();
        self.title(content);
        let words = self.out.split_off(from);
        let name = plain(content);
        let heading = heading::html(self.site, self.page, level, id, &words, &name);
        self.out.push_str(&heading);
    }

    fn list(&mut self, start: Option<u64>, items: &[Vec<Block>]) {
        let tasks = items.iter().any(|item| is_task(item));
        let name = if start.is_some() { "ol" } else { "ul" };
        let _ = write!(self.out, "<{name}");
        // Browsers count from 1 anyway.
        if let Some(start) = start.filter(|start| *start != 1) {
            let _ = write!(self.out, " start=\"{start}\"");
        }
        if tasks {
            self.out.push_str(" class=\"tasks\"");
            if let Some(page) = self.tasks_of {
                let _ = write!(self.out, " data-page=\"{}\"", escape(page));
            }
        }
        self.out.push('>');
        for item in items {
            self.element("li", |writer| writer.list_item(item));
        }
        let _ = write!(self.out, "</{name}>");
    }

    /// A task that a reader ticks is named by its words, which stand in one element beside the box.
    fn list_item(&mut self, item: &[Block]) {
        if self.tasks_of.is_some()
            && let [Block::Plain(content) | Block::Paragraph(content), rest @ ..] = item
            && let [Inline::Task(done), words @ ..] = content.as_slice()
        {
            self.element("label", |writer| {
                writer.task(*done);
                writer.element("span", |writer| writer.paragraph(words, LAST_LINE));
            });
            self.blocks(rest);
        } else {
            self.blocks(item);
        }
    }

    fn definitions(&mut self, list: &[Definition]) {
        self.out.push_str("<dl>");
        for entry in list {
            self.element("dt", |writer| writer.title(&entry.term));
            for definition in &entry.definitions {
                self.element("dd", |writer| writer.blocks(definition));
            }
        }
        self.out.push_str("</dl>");
    }

    fn callout(&mut self, kind: &str, blocks: &[Block]) {
        let title = self.say(&format!("callout.{kind}"));
        let _ = write!(
            self.out,
            "<aside class=\"callout callout-{kind}\" role=\"note\" aria-label=\"{title}\"><p class=\"callout-title\">{title}</p>"
        );
        self.blocks(blocks);
        self.out.push_str("</aside>");
    }

    fn code(&mut self, text: &str) {
        let text = escape(text);
        // It may be wider than the page: the keyboard has to reach it, or it could not be scrolled.
        let _ = write!(self.out, "<pre tabindex=\"0\"><code>{text}</code></pre>");
    }
}

fn is_task(item: &[Block]) -> bool {
    match item.first() {
        Some(Block::Plain(content) | Block::Paragraph(content)) => {
            matches!(content.first(), Some(Inline::Task(_)))
        }
        _ => false,
    }
}
