//! Blocks of a page → what stands in a form. Marks that only a browser shows are left out; every word stays.

use crate::pages::HtmlPiece;
use crate::site::{Block, Definition, Destination, Inline, Table, words_of};

/// A part of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A heading: 0 for the section's own, 1 for one below it, and so on.
    Heading(usize, String),
    /// A paragraph.
    Text(String),
    /// An entry of a list: how deep, its mark, its words.
    Item(usize, String, String),
    /// A table.
    Grid(Grid),
}

/// A table of plain cells. Those to be filled in are empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// Cells of the head.
    pub head: Vec<String>,
    /// Rows of cells, each as many as the head has.
    pub rows: Vec<Vec<String>>,
}

/// What stands in a section that begins with its heading.
pub fn parts(blocks: &[Block]) -> Vec<Part> {
    let mut reader = Reader {
        top: 0,
        parts: Vec::new(),
    };
    if let Some(Block::Heading { level, .. }) = blocks.first() {
        reader.top = *level;
    }
    reader.blocks(blocks, 0);
    reader.parts
}

struct Reader {
    /// The level of the section's own heading.
    top: u8,
    parts: Vec<Part>,
}

impl Reader {
    fn blocks(&mut self, blocks: &[Block], depth: usize) {
        for block in blocks {
            self.block(block, depth);
        }
    }

    fn block(&mut self, block: &Block, depth: usize) {
        match block {
            Block::Heading { level, content, .. } => {
                let below = usize::from(level.saturating_sub(self.top));
                self.parts.push(Part::Heading(below, lines(content)));
            }
            Block::Paragraph(content) | Block::Plain(content) => self.text(lines(content)),
            Block::List { start, items } => self.list(*start, items, depth),
            Block::Definitions(entries) => {
                for entry in entries {
                    self.definition(entry, depth);
                }
            }
            Block::Quote(blocks)
            | Block::Callout { blocks, .. }
            | Block::Footnote { blocks, .. } => self.blocks(blocks, depth),
            Block::Code { text, .. } => self.text(text.trim_end().to_owned()),
            Block::Table(table) => self.parts.push(Part::Grid(grid(table))),
            Block::Html(pieces) => self.text(html_text(pieces)),
            Block::Image { alt, .. } => self.text(alt.clone()),
            Block::Figure(figure) => self.text(figure.description.clone()),
            Block::Rule | Block::Generated { .. } => {}
        }
    }

    fn text(&mut self, text: String) {
        if !text.is_empty() {
            self.parts.push(Part::Text(text));
        }
    }

    fn list(&mut self, start: Option<u64>, items: &[Vec<Block>], depth: usize) {
        for (number, item) in (start.unwrap_or_default()..).zip(items) {
            let before = self.parts.len();
            self.blocks(item, depth + 1);
            // The first paragraph of the item carries its mark.
            if let Some(Part::Text(text)) = self.parts.get_mut(before) {
                let mark = mark_of(item, start.map(|_| number));
                let text = std::mem::take(text);
                self.parts[before] = Part::Item(depth, mark, text);
            }
        }
    }

    fn definition(&mut self, entry: &Definition, depth: usize) {
        self.text(lines(&entry.term));
        for blocks in &entry.definitions {
            self.blocks(blocks, depth + 1);
        }
    }
}

/// A box, a number, or a dot.
fn mark_of(item: &[Block], number: Option<u64>) -> String {
    let content = match item.first() {
        Some(Block::Paragraph(content) | Block::Plain(content)) => content.first(),
        _ => None,
    };
    match (content, number) {
        (Some(Inline::Task(false)), _) => "☐".to_owned(),
        (Some(Inline::Task(true)), _) => "☑".to_owned(),
        (_, Some(number)) => format!("{number}."),
        _ => "・".to_owned(),
    }
}

fn grid(table: &Table) -> Grid {
    let row = |cells: &Vec<Vec<Inline>>| {
        let mut row: Vec<String> = cells.iter().map(|cell| lines(cell)).collect();
        row.resize(table.head.len(), String::new());
        row
    };
    Grid {
        head: row(&table.head),
        rows: table.rows.iter().map(row).collect(),
    }
}

/// The words of inline content; lines that the author breaks stay apart.
fn lines(content: &[Inline]) -> String {
    let is_break = |inline: &Inline| match inline {
        Inline::HardBreak => true,
        Inline::Html(HtmlPiece::Open(tag)) => tag.name == "br",
        _ => false,
    };
    let lines: Vec<String> = content
        .split(is_break)
        .map(|line| words_of(line).trim().to_owned())
        .collect();
    lines.join("\n").trim().to_owned()
}

fn html_text(pieces: &[HtmlPiece<Destination>]) -> String {
    let texts = pieces.iter().filter_map(|piece| match piece {
        HtmlPiece::Text(text) => Some(text.trim()),
        _ => None,
    });
    texts
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// How wide the columns of a table should be, as shares of 100: as its longest words ask, and enough to write in where a column is
/// empty.
pub fn shares(grid: &Grid) -> Vec<usize> {
    const NARROWEST: usize = 8;
    const WIDEST: usize = 48;
    const TO_WRITE_IN: usize = 28;
    const TICK: usize = 4;
    let width = |text: &str| {
        text.lines()
            .map(unicode_width::UnicodeWidthStr::width)
            .max()
    };
    let wanted: Vec<usize> = (0..grid.head.len())
        .map(|column| {
            let cells = grid.rows.iter().map(|row| row[column].as_str());
            let head = width(&grid.head[column]).unwrap_or_default();
            let longest = cells.clone().filter_map(width).max().unwrap_or_default();
            let empty = cells.clone().filter(|cell| cell.is_empty()).count();
            let written = head.max(longest).clamp(NARROWEST, WIDEST);
            // Under a head of a sign or two one ticks.
            if empty * 2 >= grid.rows.len() && head > TICK {
                written.max(TO_WRITE_IN)
            } else {
                written
            }
        })
        .collect();
    let total: usize = wanted.iter().sum::<usize>().max(1);
    wanted.iter().map(|width| width * 100 / total).collect()
}
