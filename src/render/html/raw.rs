//! Raw HTML, where a page has any: it is parsed again and cleaned.

use crate::site::{Block, Inline};

/// Whether a block has raw HTML of its own; blocks within it see to theirs.
pub fn is_in(block: &Block) -> bool {
    match block {
        Block::Html(_) => true,
        Block::Paragraph(content) | Block::Plain(content) | Block::Heading { content, .. } => {
            is_in_inlines(content)
        }
        Block::Table(table) => table
            .head
            .iter()
            .chain(table.rows.iter().flatten())
            .any(|cell| is_in_inlines(cell)),
        Block::Definitions(list) => list.iter().any(|entry| is_in_inlines(&entry.term)),
        _ => false,
    }
}

/// Whether running text has raw HTML, at any depth.
pub fn is_in_inlines(content: &[Inline]) -> bool {
    content.iter().any(|inline| match inline {
        Inline::Html(_) => true,
        Inline::Emphasis(content) | Inline::Strong(content) | Inline::Strikethrough(content) => {
            is_in_inlines(content)
        }
        Inline::Link { content, .. } => is_in_inlines(content),
        _ => false,
    })
}

/// What is left of raw HTML: elements of running text, no scripts, no styles, no forms, no addresses but web and mail.
pub fn sanitise(html: &str) -> String {
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
