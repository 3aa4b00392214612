//! Running text.

use super::Writer;
use crate::render::escape::escape;
use crate::render::phrases;
use crate::site::Inline;
use std::fmt::Write as _;

impl Writer<'_> {
    pub fn inlines(&mut self, content: &[Inline]) {
        for inline in content {
            self.inline(inline);
        }
    }

    pub fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(text) => self.text(text),
            Inline::Code(text) => drop(write!(self.out, "<code>{}</code>", escape(text))),
            Inline::Emphasis(content) => self.element("em", |writer| writer.inlines(content)),
            Inline::Strong(content) => self.element("strong", |writer| writer.inlines(content)),
            Inline::Strikethrough(content) => self.element("del", |writer| writer.inlines(content)),
            Inline::Link {
                link,
                content,
                title,
            } => self.link(link, content, title, 0),
            Inline::Image { link, alt, .. } => self.image(link, alt),
            Inline::Term { id, text } => self.term(id, text, 0),
            Inline::SoftBreak => self.out.push('\n'),
            Inline::HardBreak => self.out.push_str("<br>"),
            Inline::Footnote(label) => self.footnote(label),
            Inline::Task(done) => self.task(*done),
            Inline::Html(piece) => self.raw(piece),
        }
    }

    /// Words that break at phrases.
    pub fn title(&mut self, content: &[Inline]) {
        let outer = std::mem::replace(&mut self.in_title, true);
        self.inlines(content);
        self.in_title = outer;
    }

    pub fn text(&mut self, text: &str) {
        let html = if self.in_title {
            phrases::title(text, self.language())
        } else {
            phrases::running(text)
        };
        self.out.push_str(&html);
    }

    /// The box of a task, which says whether it is done.
    pub fn task(&mut self, done: bool) {
        let (key, checked) = if done {
            ("page.task_done", " checked")
        } else {
            ("page.task_open", "")
        };
        let name = match self.tasks_of {
            Some(_) => String::new(),
            None => format!(" aria-label=\"{}\"", self.say(key)),
        };
        let _ = write!(
            self.out,
            "<input type=\"checkbox\" disabled{checked}{name}> "
        );
    }
}
