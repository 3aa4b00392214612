//! The same content with something else known of its links: [`blocks`] and [`inlines`] hand each link that was written to a
//! function and put what it returns in the link's place.

use super::block::{Block, Definition, HtmlPiece, HtmlTag, Inline, Table};

/// The same blocks, each link as `resolved` has it.
pub fn blocks<L, M>(blocks: Vec<Block<L>>, resolved: &mut impl FnMut(&L) -> M) -> Vec<Block<M>> {
    blocks.into_iter().map(|it| block(it, resolved)).collect()
}

/// The same running text, each link as `resolved` has it.
pub fn inlines<L, M>(
    content: Vec<Inline<L>>,
    resolved: &mut impl FnMut(&L) -> M,
) -> Vec<Inline<M>> {
    content.into_iter().map(|it| inline(it, resolved)).collect()
}

fn block<L, M>(block: Block<L>, resolved: &mut impl FnMut(&L) -> M) -> Block<M> {
    match block {
        Block::Heading { level, id, content } => Block::Heading {
            level,
            id,
            content: inlines(content, resolved),
        },
        Block::Paragraph(content) => Block::Paragraph(inlines(content, resolved)),
        Block::Plain(content) => Block::Plain(inlines(content, resolved)),
        Block::List { start, items } => Block::List {
            start,
            items: items
                .into_iter()
                .map(|item| blocks(item, resolved))
                .collect(),
        },
        Block::Definitions(list) => Block::Definitions(
            list.into_iter()
                .map(|it| definition(it, resolved))
                .collect(),
        ),
        Block::Quote(inner) => Block::Quote(blocks(inner, resolved)),
        Block::Callout {
            kind,
            blocks: inner,
        } => Block::Callout {
            kind,
            blocks: blocks(inner, resolved),
        },
        Block::Footnote {
            label,
            blocks: inner,
        } => Block::Footnote {
            label,
            blocks: blocks(inner, resolved),
        },
        Block::Table(it) => Block::Table(table(it, resolved)),
        Block::Image { link, alt, caption } => Block::Image {
            link: resolved(&link),
            alt,
            caption,
        },
        Block::Html(pieces) => {
            Block::Html(pieces.into_iter().map(|it| raw(it, resolved)).collect())
        }
        Block::Code { language, text } => Block::Code { language, text },
        Block::Figure(figure) => Block::Figure(figure),
        Block::Generated { kind, span } => Block::Generated { kind, span },
        Block::Rule => Block::Rule,
    }
}

fn definition<L, M>(
    definition: Definition<L>,
    resolved: &mut impl FnMut(&L) -> M,
) -> Definition<M> {
    let term = inlines(definition.term, resolved);
    let definitions = definition.definitions.into_iter();
    Definition {
        term,
        definitions: definitions.map(|it| blocks(it, resolved)).collect(),
    }
}

fn table<L, M>(table: Table<L>, resolved: &mut impl FnMut(&L) -> M) -> Table<M> {
    let mut row = |cells: Vec<Vec<Inline<L>>>| {
        let cells = cells.into_iter();
        cells.map(|cell| inlines(cell, resolved)).collect()
    };
    Table {
        alignment: table.alignment,
        head: row(table.head),
        rows: table.rows.into_iter().map(row).collect(),
    }
}

fn inline<L, M>(inline: Inline<L>, resolved: &mut impl FnMut(&L) -> M) -> Inline<M> {
    match inline {
        Inline::Emphasis(content) => Inline::Emphasis(inlines(content, resolved)),
        Inline::Strong(content) => Inline::Strong(inlines(content, resolved)),
        Inline::Strikethrough(content) => Inline::Strikethrough(inlines(content, resolved)),
        Inline::Link {
            link,
            content,
            title,
        } => Inline::Link {
            link: Box::new(resolved(&link)),
            content: inlines(content, resolved),
            title,
        },
        Inline::Image { link, alt, title } => Inline::Image {
            link: Box::new(resolved(&link)),
            alt,
            title,
        },
        Inline::Text(text) => Inline::Text(text),
        Inline::Code(text) => Inline::Code(text),
        Inline::Term { id, text } => Inline::Term { id, text },
        Inline::SoftBreak => Inline::SoftBreak,
        Inline::HardBreak => Inline::HardBreak,
        Inline::Footnote(label) => Inline::Footnote(label),
        Inline::Task(done) => Inline::Task(done),
        Inline::Html(piece) => Inline::Html(raw(piece, resolved)),
    }
}

fn raw<L, M>(piece: HtmlPiece<L>, resolved: &mut impl FnMut(&L) -> M) -> HtmlPiece<M> {
    match piece {
        HtmlPiece::Open(element) => HtmlPiece::Open(Box::new(HtmlTag {
            name: element.name,
            void: element.void,
            attributes: element.attributes,
            link: element.link.as_ref().map(resolved),
        })),
        HtmlPiece::Close(name) => HtmlPiece::Close(name),
        HtmlPiece::Text(text) => HtmlPiece::Text(text),
    }
}
