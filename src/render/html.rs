//! Blocks → HTML. Raw HTML is the only thing that is parsed again: the block that holds it goes through ammonia.

use super::escape::escape;
use super::phrases::{KEPT, LAST_LINE};
use super::{generated, phrases};
use crate::models::Item;
use crate::pages::{Block, Definition, FigureUse, Inline, Table, plain};
use crate::site::{Label, Site, SitePage, Target, relative, tool_link};
use std::fmt::Write as _;

/// A page's body as HTML.
pub fn body(site: &Site, page: &SitePage) -> String {
    let mut writer = Writer {
        site,
        page,
        links: page,
        out: String::with_capacity(16 * 1024),
        footnotes: Vec::new(),
        figures: 0,
        in_title: false,
    };
    writer.blocks(&page.blocks);
    writer.footnotes(&page.blocks);
    writer.out
}

/// Inline content of another page (a section's notice) as it stands on `page`.
pub fn notice(site: &Site, page: &SitePage, from: &SitePage) -> String {
    let mut writer = Writer {
        site,
        page,
        links: from,
        out: String::new(),
        footnotes: Vec::new(),
        figures: 0,
        in_title: false,
    };
    writer.paragraph(&from.page.notice, LAST_LINE);
    if inline_html(&from.page.notice) {
        return sanitise(&writer.out);
    }
    writer.out
}

/// Writes HTML; `links` is the page whose links the content counts, `page` the one on which it stands.
struct Writer<'a> {
    site: &'a Site,
    page: &'a SitePage,
    links: &'a SitePage,
    out: String,
    /// Labels in the order of their first mention, with how often they were cited.
    footnotes: Vec<(String, usize)>,
    figures: usize,
    /// Whether the words are a title's, which breaks at phrases.
    in_title: bool,
}

impl Writer<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            let start = self.out.len();
            self.block(block);
            if has_raw_html(block) {
                let clean = sanitise(&self.out[start..]);
                self.out.truncate(start);
                self.out.push_str(&clean);
            }
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, id, content } => {
                self.heading(*level, id, content);
                self.score(id);
            }
            Block::Paragraph(content) => {
                self.element("p", |writer| writer.paragraph(content, LAST_LINE));
            }
            Block::Plain(content) => self.paragraph(content, LAST_LINE),
            Block::List { start, items } => self.list(*start, items),
            Block::Definitions(list) => self.definitions(list),
            Block::Quote(blocks) => self.element("blockquote", |writer| writer.blocks(blocks)),
            Block::Callout { kind, blocks } => self.callout(kind, blocks),
            Block::Code { text, .. } => {
                let _ = write!(
                    self.out,
                    "<pre tabindex=\"0\"><code>{}</code></pre>",
                    escape(text)
                );
            }
            Block::Table(table) => self.table(table),
            Block::Html(html) => self.out.push_str(html),
            Block::Rule => self.out.push_str("<hr>"),
            Block::Image { link, alt, caption } => self.image_block(*link, alt, caption.as_deref()),
            Block::Figure(figure) => self.figure(figure),
            Block::Generated { kind, argument, .. } => self
                .out
                .push_str(&generated::html(self.site, self.page, *kind, argument)),
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
        self.out.push_str(&generated::heading(
            self.site,
            self.page,
            level,
            id,
            &words,
            &plain(content),
        ));
    }

    /// Words that break at phrases.
    fn title(&mut self, content: &[Inline]) {
        let outer = std::mem::replace(&mut self.in_title, true);
        self.inlines(content);
        self.in_title = outer;
    }

    fn text(&mut self, text: &str) {
        let html = if self.in_title {
            phrases::title(text, self.page.page.language.as_str())
        } else {
            phrases::running(text)
        };
        self.out.push_str(&html);
    }

    /// Inline content whose last `fewest` characters stay on one line, whatever marks they stand in.
    fn paragraph(&mut self, content: &[Inline], fewest: usize) {
        let language = self.page.page.language.as_str();
        let mut behind = 0;
        let mut at = content.len();
        while at > 0 && behind < fewest {
            at -= 1;
            behind += self.seen(&content[at..=at]);
        }
        let (Some(inline), true) = (content.get(at), behind >= fewest) else {
            return self.inlines(content);
        };
        let (before, after) = (&content[..at], &content[at + 1..]);
        let missing = fewest.saturating_sub(self.seen(after));
        self.inlines(before);
        match inline {
            Inline::Text(text) => match phrases::last_line(text, language, missing) {
                Some(cut) => {
                    self.text(&text[..cut]);
                    self.kept(|writer| {
                        writer.text(&text[cut..]);
                        writer.inlines(after);
                    });
                }
                None if !before.is_empty() && text.chars().count() <= LAST_LINE + 1 => {
                    self.kept(|writer| writer.inlines(&content[at..]));
                }
                None => self.inlines(&content[at..]),
            },
            _ if !before.is_empty() && self.seen(&content[at..]) <= KEPT => {
                self.kept(|writer| writer.inlines(&content[at..]));
            }
            inline => {
                self.last(inline, missing);
                self.joined(after);
            }
        }
    }

    /// How many characters are seen; words that the author left out are those of what is linked.
    fn seen(&self, content: &[Inline]) -> usize {
        let characters = |inline: &Inline| match inline {
            Inline::Link { link, content, .. } if content.is_empty() => self
                .links
                .targets
                .get(*link)
                .map_or(0, |target| target.label().chars().count()),
            inline => plain(std::slice::from_ref(inline)).chars().count(),
        };
        content.iter().map(characters).sum()
    }

    /// What no line breaks within.
    fn kept(&mut self, content: impl FnOnce(&mut Self)) {
        self.out.push_str("<span class=\"end\">");
        content(self);
        self.out.push_str("</span>");
    }

    /// The few characters behind a marked part that is too long to be kept whole: no line breaks before them, either.
    fn joined(&mut self, after: &[Inline]) {
        if !after.is_empty() {
            self.out.push_str("<span class=\"end joined\">");
            self.inlines(after);
            self.out.push_str("</span>");
        }
    }

    /// A marked part at the end of a paragraph.
    fn last(&mut self, inline: &Inline, fewest: usize) {
        match inline {
            Inline::Emphasis(content) => {
                self.element("em", |writer| writer.paragraph(content, fewest));
            }
            Inline::Strong(content) => {
                self.element("strong", |writer| writer.paragraph(content, fewest));
            }
            Inline::Link {
                link,
                content,
                title,
            } => self.link(*link, content, title, fewest),
            Inline::Term { id, text } => self.term(id, text, fewest),
            inline => self.inline(inline),
        }
    }

    fn list(&mut self, start: Option<u64>, items: &[Vec<Block>]) {
        let tasks = items.iter().any(|item| is_task(item));
        let name = if start.is_some() { "ol" } else { "ul" };
        let _ = write!(self.out, "<{name}");
        if let Some(start) = start.filter(|start| *start != 1) {
            let _ = write!(self.out, " start=\"{start}\"");
        }
        self.out
            .push_str(if tasks { " class=\"tasks\">" } else { ">" });
        for item in items {
            self.element("li", |writer| writer.blocks(item));
        }
        let _ = write!(self.out, "</{name}>");
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
        let title = self
            .site
            .text(&self.page.page.language, &format!("callout.{kind}"), &[]);
        let title = escape(&title);
        let _ = write!(
            self.out,
            "<aside class=\"callout callout-{kind}\" role=\"note\" aria-label=\"{title}\"><p class=\"callout-title\">{title}</p>"
        );
        self.blocks(blocks);
        self.out.push_str("</aside>");
    }

    fn table(&mut self, table: &Table) {
        let label = escape(&self.site.text(&self.page.page.language, "page.table", &[]));
        let _ = write!(
            self.out,
            "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"{label}\"><table>"
        );
        if table.head.iter().any(|cell| !cell.is_empty()) {
            self.out.push_str("<thead><tr>");
            for (column, cell) in table.head.iter().enumerate() {
                self.cell(
                    if cell.is_empty() {
                        "td"
                    } else {
                        "th scope=\"col\""
                    },
                    table,
                    column,
                    cell,
                );
            }
            self.out.push_str("</tr></thead>");
        }
        self.out.push_str("<tbody>");
        for row in &table.rows {
            self.out.push_str("<tr>");
            for (column, cell) in row.iter().enumerate() {
                self.cell("td", table, column, cell);
            }
            self.out.push_str("</tr>");
        }
        self.out.push_str("</tbody></table></div>");
    }

    fn cell(&mut self, open: &str, table: &Table, column: usize, content: &[Inline]) {
        let _ = write!(self.out, "<{open}");
        if let Some(side) = table.alignment.get(column).copied().flatten() {
            let _ = write!(self.out, " class=\"align-{side}\"");
        }
        self.out.push('>');
        if open == "td" {
            self.paragraph(content, LAST_LINE);
        } else {
            self.title(content);
        }
        let _ = write!(self.out, "</{}>", open.split(' ').next().unwrap_or(open));
    }

    fn image_block(&mut self, link: usize, alt: &str, caption: Option<&str>) {
        self.out.push_str("<figure>");
        self.image(link, alt);
        if let Some(caption) = caption {
            let _ = write!(
                self.out,
                "<figcaption class=\"caption\">{}</figcaption>",
                self.caption(caption)
            );
        }
        self.out.push_str("</figure>");
    }

    fn image(&mut self, link: usize, alt: &str) {
        let Some(Target::Asset { address, size }) = self.links.targets.get(link) else {
            return;
        };
        let _ = write!(
            self.out,
            "<img src=\"{}\" alt=\"{}\"",
            escape(&relative(&self.page.address, address)),
            escape(alt)
        );
        if let Some((width, height)) = size {
            let _ = write!(self.out, " width=\"{width}\" height=\"{height}\"");
        }
        self.out.push_str(" loading=\"lazy\">");
    }

    fn figure(&mut self, used: &FigureUse) {
        let Some(figure) = self.site.figures.get(&used.name) else {
            return;
        };
        self.figures += 1;
        let (title, description) = (
            format!("fig-{}-t", self.figures),
            format!("fig-{}-d", self.figures),
        );
        let drawing = figure.inline(&used.words, (&title, &description), &used.title);
        let label = escape(&self.site.text(&self.page.page.language, "page.figure", &[]));
        let caption = used
            .caption
            .as_ref()
            .map(|caption| format!("<span class=\"caption\">{}</span>", self.caption(caption)));
        let said = escape(
            &self
                .site
                .text(&self.page.page.language, "page.figure_in_words", &[]),
        );
        let _ = write!(
            self.out,
            "<figure class=\"figure\"><div class=\"figure-scroll\" role=\"group\" tabindex=\"0\" aria-label=\"{label}\">{drawing}</div><figcaption>{}<details><summary>{said}</summary><p id=\"{description}\">{}</p></details></figcaption></figure>",
            caption.unwrap_or_default(),
            phrases::paragraph(&used.description, self.page.page.language.as_str())
        );
    }

    fn caption(&self, caption: &str) -> String {
        phrases::title(caption, self.page.page.language.as_str())
    }

    fn inlines(&mut self, content: &[Inline]) {
        for inline in content {
            self.inline(inline);
        }
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(text) => self.text(text),
            Inline::Code(text) => {
                let _ = write!(self.out, "<code>{}</code>", escape(text));
            }
            Inline::Emphasis(content) => self.element("em", |writer| writer.inlines(content)),
            Inline::Strong(content) => self.element("strong", |writer| writer.inlines(content)),
            Inline::Strikethrough(content) => self.element("del", |writer| writer.inlines(content)),
            Inline::Link {
                link,
                content,
                title,
            } => self.link(*link, content, title, 0),
            Inline::Image { link, alt, .. } => self.image(*link, alt),
            Inline::Term { id, text } => self.term(id, text, 0),
            Inline::SoftBreak => self.out.push('\n'),
            Inline::HardBreak => self.out.push_str("<br>"),
            Inline::Footnote(label) => self.footnote(label),
            Inline::Task(done) => {
                let key = if *done {
                    "page.task_done"
                } else {
                    "page.task_open"
                };
                let label = escape(&self.site.text(&self.page.page.language, key, &[]));
                let checked = if *done { " checked" } else { "" };
                let _ = write!(
                    self.out,
                    "<input type=\"checkbox\" disabled{checked} aria-label=\"{label}\"> "
                );
            }
            Inline::Html(html) => self.out.push_str(html),
        }
    }

    /// Below the heading of an item that is scored: the way to it in the tool, on a site that has words for it.
    fn score(&mut self, heading: &str) {
        if !self.site.strings.is_declared("page.score_item") {
            return;
        }
        let Some(model) = self
            .page
            .page
            .front
            .model
            .as_ref()
            .and_then(|id| self.site.models.models.get(&id.value))
        else {
            return;
        };
        let words = self.site.words.get(&self.page.language);
        let describes = |item: &&Item| {
            let words =
                words.and_then(|words| words.items.get(&format!("{}:{}", model.id, item.id)));
            words.is_some_and(|words| {
                words.path == self.page.path && words.anchor.as_deref() == Some(heading)
            })
        };
        let Some(item) = model
            .items
            .iter()
            .filter(|item| !item.scales.is_empty())
            .find(describes)
        else {
            return;
        };
        let href = escape(&tool_link(
            &self.page.address,
            &self.page.language,
            &model.id,
            Some(&item.id),
        ));
        let words = escape(&self.site.text(
            &self.page.language,
            "page.score_item",
            &[("item", &item.id)],
        ));
        let language = &self.page.language;
        let _ = write!(
            self.out,
            "<p class=\"score\" lang=\"{language}\" dir=\"{}\"><a class=\"tool\" href=\"{href}\">{words}</a></p>",
            language.direction()
        );
    }

    /// A link, the last `fewest` characters of whose words stay on one line.
    fn link(&mut self, link: usize, content: &[Inline], title: &str, fewest: usize) {
        let Some(target) = self.links.targets.get(link) else {
            return;
        };
        let mut attributes = String::new();
        let label = match target {
            Target::Page {
                address,
                anchor,
                label,
            } => {
                let mut href = if *address == self.page.address && anchor.is_some() {
                    String::new()
                } else {
                    relative(&self.page.address, address)
                };
                if let Some(anchor) = anchor {
                    let _ = write!(href, "#{anchor}");
                }
                let _ = write!(attributes, " href=\"{}\"", escape(&href));
                label.clone()
            }
            Target::Term { id, address, label } => {
                let href = escape(&relative(&self.page.address, address));
                let _ = write!(
                    attributes,
                    " class=\"term\" href=\"{href}\" aria-describedby=\"term-{}\"",
                    escape(id)
                );
                Some(Label {
                    text: label.clone(),
                    language: self.page.language.to_string(),
                })
            }
            Target::Tool(model) => {
                let href = escape(&tool_link(
                    &self.page.address,
                    &self.page.language,
                    model,
                    None,
                ));
                let _ = write!(attributes, " class=\"tool\" href=\"{href}\"");
                None
            }
            Target::Asset { address, .. } => {
                let _ = write!(
                    attributes,
                    " href=\"{}\"",
                    escape(&relative(&self.page.address, address))
                );
                None
            }
            Target::External(url) => {
                // Words that are the address itself are not repeated in print.
                let bare = content.is_empty() || plain(content) == *url;
                let class = if bare { "external bare" } else { "external" };
                let _ = write!(
                    attributes,
                    " class=\"{class}\" href=\"{}\" rel=\"noreferrer\"",
                    escape(url)
                );
                Some(Label {
                    text: url.clone(),
                    language: self.page.page.language.to_string(),
                })
            }
            Target::Count(number) => {
                let _ = write!(self.out, "{number}");
                return;
            }
            Target::Broken => return self.inlines(content),
        };
        if !title.is_empty() {
            let _ = write!(attributes, " title=\"{}\"", escape(title));
        }
        let _ = write!(self.out, "<a{attributes}");
        match label.filter(|_| plain(content).is_empty()) {
            Some(label) => {
                if label.language != self.page.page.language.as_str() {
                    let _ = write!(self.out, " lang=\"{}\"", escape(&label.language));
                }
                let words = if fewest > 0 {
                    phrases::paragraph
                } else {
                    |text: &str, _: &str| phrases::running(text)
                };
                let _ = write!(self.out, ">{}</a>", words(&label.text, &label.language));
            }
            None => {
                self.out.push('>');
                self.paragraph(content, fewest);
                self.out.push_str("</a>");
            }
        }
    }

    fn term(&mut self, id: &str, text: &str, fewest: usize) {
        let words = self
            .site
            .words
            .get(&self.page.language)
            .and_then(|words| words.terms.get(id));
        let Some(words) = words else {
            return self.out.push_str(&escape(text));
        };
        let address = crate::site::address(&self.page.language, &words.path);
        let shown = if fewest > 0 {
            phrases::paragraph(text, self.page.page.language.as_str())
        } else {
            phrases::running(text)
        };
        let href = escape(&relative(&self.page.address, &address));
        let _ = write!(
            self.out,
            "<a class=\"term\" href=\"{href}\" aria-describedby=\"term-{}\">{shown}</a>",
            escape(id)
        );
    }

    fn footnote(&mut self, label: &str) {
        let known = self.footnotes.iter().position(|(known, _)| known == label);
        let at = known.unwrap_or_else(|| {
            self.footnotes.push((label.to_owned(), 0));
            self.footnotes.len() - 1
        });
        let number = at + 1;
        let Some((_, cited)) = self.footnotes.get_mut(at) else {
            return;
        };
        *cited += 1;
        let id = if *cited == 1 {
            format!("fnref-{number}")
        } else {
            format!("fnref-{number}-{cited}")
        };
        let _ = write!(
            self.out,
            "<sup class=\"footnote\"><a id=\"{id}\" href=\"#fn-{number}\" role=\"doc-noteref\">{number}</a></sup>"
        );
    }

    fn footnotes(&mut self, blocks: &[Block]) {
        if self.footnotes.is_empty() {
            return;
        }
        let title = escape(
            &self
                .site
                .text(&self.page.page.language, "page.footnotes", &[]),
        );
        let back = escape(
            &self
                .site
                .text(&self.page.page.language, "page.footnote_back", &[]),
        );
        let _ = write!(
            self.out,
            "<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"{title}\"><ol>"
        );
        let mut number = 0;
        while let Some((label, _)) = self.footnotes.get(number).cloned() {
            number += 1;
            let _ = write!(self.out, "<li id=\"fn-{number}\">");
            let text = blocks.iter().find_map(|block| match block {
                Block::Footnote {
                    label: known,
                    blocks,
                } if *known == label => Some(blocks),
                _ => None,
            });
            self.blocks(text.map(Vec::as_slice).unwrap_or_default());
            let _ = write!(
                self.out,
                " <a href=\"#fnref-{number}\" role=\"doc-backlink\" aria-label=\"{back}\">↩</a></li>"
            );
        }
        self.out.push_str("</ol></section>");
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

/// Whether a block has raw HTML of its own; blocks within it see to theirs.
fn has_raw_html(block: &Block) -> bool {
    match block {
        Block::Html(_) => true,
        Block::Paragraph(content) | Block::Plain(content) | Block::Heading { content, .. } => {
            inline_html(content)
        }
        Block::Table(table) => table
            .head
            .iter()
            .chain(table.rows.iter().flatten())
            .any(|cell| inline_html(cell)),
        Block::Definitions(list) => list.iter().any(|entry| inline_html(&entry.term)),
        _ => false,
    }
}

fn inline_html(content: &[Inline]) -> bool {
    content.iter().any(|inline| match inline {
        Inline::Html(_) => true,
        Inline::Emphasis(content) | Inline::Strong(content) | Inline::Strikethrough(content) => {
            inline_html(content)
        }
        Inline::Link { content, .. } => inline_html(content),
        _ => false,
    })
}

/// What is left of raw HTML: elements of running text, no scripts, no styles, no forms, no addresses but web and mail.
fn sanitise(html: &str) -> String {
    ammonia::Builder::default()
        .add_generic_attributes([
            "lang",
            "dir",
            "class",
            "id",
            "role",
            "aria-describedby",
            "aria-label",
            "tabindex",
        ])
        .add_tags(["section", "aside"])
        .link_rel(Some("noreferrer"))
        .url_schemes(["http", "https", "mailto"].into())
        .clean(html)
        .to_string()
}
