//! What a page's body is made of, in types of our own: blocks, and the running text within them.

use super::generated::{Generated, List};
use crate::diagnostic::Span;
use std::collections::BTreeMap;

/// A link or an image's address as it was written.
#[derive(Debug, Clone)]
pub struct Link {
    /// What stands between the parentheses.
    pub destination: String,
    /// Whether it is an image.
    pub image: bool,
    /// Where it stands.
    pub span: Span,
}

/// A heading.
#[derive(Debug, Clone)]
pub struct Heading {
    /// 2 to 6.
    pub level: u8,
    /// Anchor.
    pub id: String,
    /// Its words, without marks.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// A callout's kind, each with its title in the interface texts.
pub const CALLOUTS: [&str; 7] = [
    "note",
    "tip",
    "important",
    "warning",
    "caution",
    "example",
    "outcome",
];

/// A block of a page. `L` is what is known of a link: what its author wrote, or, once that is resolved, where it leads.
#[derive(Debug, Clone)]
pub enum Block<L = Link> {
    /// A heading; its words stand in [`Page::headings`] too.
    Heading {
        level: u8,
        id: String,
        content: Vec<Inline<L>>,
    },
    /// A paragraph.
    Paragraph(Vec<Inline<L>>),
    /// Text of a tight list item.
    Plain(Vec<Inline<L>>),
    /// An ordered list has a start.
    List {
        start: Option<u64>,
        items: Vec<Vec<Block<L>>>,
    },
    /// Terms with their definitions.
    Definitions(Vec<Definition<L>>),
    /// A quotation.
    Quote(Vec<Block<L>>),
    /// A callout of one of [`CALLOUTS`].
    Callout {
        kind: &'static str,
        blocks: Vec<Block<L>>,
    },
    /// Code, with the first word of its info string.
    Code { language: String, text: String },
    /// A table.
    Table(Table<L>),
    /// Raw HTML that stands between blocks.
    Html(Vec<HtmlPiece<L>>),
    /// A thematic break.
    Rule,
    /// An image that stands alone, with its caption.
    Image {
        link: L,
        alt: String,
        caption: Option<String>,
    },
    /// A figure drawn from `content/figures/` with the page's words.
    Figure(FigureUse),
    /// A block that the generator fills.
    Generated { kind: Generated, span: Span },
    /// A footnote's text.
    Footnote {
        label: String,
        blocks: Vec<Block<L>>,
    },
}

/// An entry of a definition list.
#[derive(Debug, Clone)]
pub struct Definition<L = Link> {
    /// What is defined.
    pub term: Vec<Inline<L>>,
    /// Its definitions.
    pub definitions: Vec<Vec<Block<L>>>,
}

/// A table: head and rows of cells.
#[derive(Debug, Clone)]
pub struct Table<L = Link> {
    /// `None`, `"left"`, `"center"` or `"right"` for each column.
    pub alignment: Vec<Option<&'static str>>,
    /// Cells of the head.
    pub head: Vec<Vec<Inline<L>>>,
    /// Rows of cells.
    pub rows: Vec<Vec<Vec<Inline<L>>>>,
}

/// A figure as a page uses it.
#[derive(Debug, Clone)]
pub struct FigureUse {
    /// Name of the file in `content/figures/`.
    pub name: String,
    /// Accessible name.
    pub title: String,
    /// What the figure shows, in words.
    pub description: String,
    /// A caption below it.
    pub caption: Option<String>,
    /// The words of its placeholders.
    pub words: BTreeMap<String, String>,
    /// Where the block begins.
    pub span: Span,
}

/// Text within a block.
#[derive(Debug, Clone)]
pub enum Inline<L = Link> {
    /// Words.
    Text(String),
    /// Code.
    Code(String),
    /// `*…*`
    Emphasis(Vec<Inline<L>>),
    /// `**…**`
    Strong(Vec<Inline<L>>),
    /// `~~…~~`
    Strikethrough(Vec<Inline<L>>),
    /// A link, its words and its title.
    Link {
        link: Box<L>,
        content: Vec<Inline<L>>,
        title: String,
    },
    /// An image within text; its title is the caption where it stands alone.
    Image {
        link: Box<L>,
        alt: String,
        title: String,
    },
    /// A word that an item explains: the item, as `model:item`, and the words.
    Term { id: String, text: String },
    /// A line break that stands for a space.
    SoftBreak,
    /// A line break that was asked for.
    HardBreak,
    /// A reference to a footnote.
    Footnote(String),
    /// A task's box.
    Task(bool),
    /// Raw HTML.
    Html(HtmlPiece<L>),
}

/// A piece of an author's own HTML. Names are those of our lists, so that nothing else can be written.
#[derive(Debug, Clone)]
pub enum HtmlPiece<L = Link> {
    /// An opening tag.
    Open(Box<HtmlTag<L>>),
    /// The closing tag of an element that was opened in the same container.
    Close(&'static str),
    /// Text between tags.
    Text(String),
}

impl<L> HtmlPiece<L> {
    /// Where it leads, or what it shows.
    fn link(&self) -> Option<&L> {
        match self {
            Self::Open(tag) => tag.link.as_ref(),
            Self::Close(_) | Self::Text(_) => None,
        }
    }
}

/// An opening tag of raw HTML.
#[derive(Debug, Clone)]
pub struct HtmlTag<L = Link> {
    /// Its name.
    pub name: &'static str,
    /// Whether it has no content and no closing tag.
    pub void: bool,
    /// Names and values of its attributes, without the one that is a link.
    pub attributes: Vec<(&'static str, String)>,
    /// Where it leads (`href`), or what it shows (`src`).
    pub link: Option<L>,
}

/// Visits blocks and all that stand within them, in order.
pub fn each_block<'a, L>(blocks: &'a [Block<L>], visit: &mut impl FnMut(&'a Block<L>)) {
    for block in blocks {
        visit(block);
        match block {
            Block::List { items, .. } => items.iter().for_each(|item| each_block(item, visit)),
            Block::Definitions(list) => {
                for blocks in list.iter().flat_map(|entry| &entry.definitions) {
                    each_block(blocks, visit);
                }
            }
            Block::Quote(blocks)
            | Block::Callout { blocks, .. }
            | Block::Footnote { blocks, .. } => each_block(blocks, visit),
            _ => {}
        }
    }
}

/// Visits the links of blocks and of all that stands within them, in order of their blocks.
pub fn each_link<'a, L>(blocks: &'a [Block<L>], visit: &mut impl FnMut(&'a L)) {
    each_block(blocks, &mut |block| match block {
        Block::Heading { content, .. } | Block::Paragraph(content) | Block::Plain(content) => {
            links_within(content, visit);
        }
        Block::Definitions(list) => list.iter().for_each(|it| links_within(&it.term, visit)),
        Block::Table(table) => {
            let cells = table.head.iter().chain(table.rows.iter().flatten());
            cells.for_each(|cell| links_within(cell, visit));
        }
        Block::Image { link, .. } => visit(link),
        Block::Html(pieces) => pieces
            .iter()
            .filter_map(HtmlPiece::link)
            .for_each(&mut *visit),
        _ => {}
    });
}

fn links_within<'a, L>(content: &'a [Inline<L>], visit: &mut impl FnMut(&'a L)) {
    for inline in content {
        match inline {
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::Strikethrough(content) => links_within(content, visit),
            Inline::Link { link, content, .. } => {
                visit(link);
                links_within(content, visit);
            }
            Inline::Image { link, .. } => visit(link),
            Inline::Html(piece) => piece.link().into_iter().for_each(&mut *visit),
            _ => {}
        }
    }
}

/// The lists of items among blocks and all that stand within them.
pub fn lists<L>(blocks: &[Block<L>]) -> Vec<&List> {
    let mut lists = Vec::new();
    each_block(blocks, &mut |block| {
        if let Block::Generated {
            kind: Generated::Items(list),
            ..
        } = block
        {
            lists.push(list);
        }
    });
    lists
}

/// The words of inline content, without marks.
#[must_use]
pub fn plain<L>(content: &[Inline<L>]) -> String {
    let mut out = String::new();
    plain_into(content, &mut out);
    out
}

fn plain_into<L>(content: &[Inline<L>], out: &mut String) {
    for inline in content {
        match inline {
            Inline::Text(text) | Inline::Code(text) | Inline::Term { text, .. } => {
                out.push_str(text);
            }
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::Strikethrough(content) => plain_into(content, out),
            Inline::Link { content, .. } => plain_into(content, out),
            Inline::Image { alt, .. } => out.push_str(alt),
            Inline::SoftBreak | Inline::HardBreak => out.push(' '),
            Inline::Html(HtmlPiece::Text(text)) => out.push_str(text),
            Inline::Footnote(_) | Inline::Task(_) | Inline::Html(_) => {}
        }
    }
}
