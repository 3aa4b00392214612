//! A page as a chapter of an edition: numbers before its headings, anchors that no other chapter has, and links to pages of the
//! edition as references to their numbers.

use crate::pages::{Generated, HtmlPiece};
use crate::site::{Block, Definition, Destination, Inline, SitePage};
use std::collections::BTreeMap;

/// The chapters of an edition, and where each page and heading of it stands.
pub struct Chapters<'s> {
    /// In order.
    pub list: Vec<Chapter<'s>>,
    /// Address of the edition.
    here: String,
    /// Chapters by the addresses of their pages.
    by_address: BTreeMap<&'s str, usize>,
}

/// A page with its number.
pub struct Chapter<'s> {
    /// From 1.
    pub number: usize,
    /// How deep the page stands below the section's own, from 0.
    pub depth: usize,
    /// The page.
    pub page: &'s SitePage,
    /// What of it is printed.
    blocks: Vec<&'s Block>,
    /// Numbers of its headings, by their ids.
    headings: BTreeMap<&'s str, String>,
}

/// Headings below this level have no number.
const NUMBERED: u8 = 3;

impl<'s> Chapter<'s> {
    fn new(number: usize, depth: usize, page: &'s SitePage) -> Self {
        let blocks = printed(&page.blocks);
        let mut headings = BTreeMap::new();
        let mut counts = [0_usize; 2];
        for block in &blocks {
            let Block::Heading { level, id, .. } = block else {
                continue;
            };
            match level {
                2 => counts = [counts[0] + 1, 0],
                3 => counts[1] += 1,
                _ => continue,
            }
            let own = match level {
                2 => format!("{number}.{}", counts[0]),
                _ => format!("{number}.{}.{}", counts[0], counts[1]),
            };
            headings.insert(id.as_str(), own);
        }
        Self {
            number,
            depth,
            page,
            blocks,
            headings,
        }
    }

    /// The anchor of the chapter.
    pub fn id(&self) -> String {
        format!("c{}", self.number)
    }
}

impl<'s> Chapters<'s> {
    /// Numbers pages, each given with its depth. `here` is the address of the edition.
    pub fn of(here: &str, pages: &[(usize, &'s SitePage)]) -> Self {
        let list: Vec<Chapter<'s>> = pages
            .iter()
            .enumerate()
            .map(|(at, (depth, page))| Chapter::new(at + 1, *depth, page))
            .collect();
        let by_address = list
            .iter()
            .enumerate()
            .map(|(at, chapter)| (chapter.page.address.as_str(), at))
            .collect();
        Self {
            list,
            here: here.to_owned(),
            by_address,
        }
    }

    /// The page as it stands in the edition.
    pub fn as_chapter(&self, chapter: &Chapter<'_>) -> SitePage {
        let own = Within { all: self, chapter };
        SitePage {
            blocks: own.blocks(chapter.blocks.iter().copied()),
            ..chapter.page.at(&self.here)
        }
    }
}

/// A chapter among the others.
struct Within<'c, 's> {
    all: &'c Chapters<'s>,
    chapter: &'c Chapter<'c>,
}

impl Within<'_, '_> {
    fn anchor(&self, id: &str) -> String {
        format!("{}-{id}", self.chapter.id())
    }

    fn blocks<'b>(&self, blocks: impl IntoIterator<Item = &'b Block>) -> Vec<Block> {
        let blocks = blocks.into_iter();
        blocks.map(|block| self.block(block)).collect()
    }

    fn block(&self, block: &Block) -> Block {
        match block {
            Block::Heading { level, id, content } => self.heading(*level, id, content),
            Block::Paragraph(content) => Block::Paragraph(self.inlines(content)),
            Block::Plain(content) => Block::Plain(self.inlines(content)),
            Block::List { start, items } => Block::List {
                start: *start,
                items: items.iter().map(|item| self.blocks(item)).collect(),
            },
            Block::Definitions(list) => {
                let entry = |entry: &Definition| Definition {
                    term: self.inlines(&entry.term),
                    definitions: entry.definitions.iter().map(|it| self.blocks(it)).collect(),
                };
                Block::Definitions(list.iter().map(entry).collect())
            }
            Block::Quote(inner) => Block::Quote(self.blocks(inner)),
            Block::Callout { kind, blocks } => Block::Callout {
                kind,
                blocks: self.blocks(blocks),
            },
            Block::Footnote { label, blocks } => Block::Footnote {
                label: label.clone(),
                blocks: self.blocks(blocks),
            },
            Block::Table(table) => {
                let row = |cells: &Vec<Vec<Inline>>| -> Vec<Vec<Inline>> {
                    cells.iter().map(|cell| self.inlines(cell)).collect()
                };
                let mut own = table.clone();
                own.head = row(&table.head);
                own.rows = table.rows.iter().map(row).collect();
                Block::Table(own)
            }
            Block::Html(pieces) => Block::Html(pieces.iter().map(|it| self.raw(it)).collect()),
            other => other.clone(),
        }
    }

    fn heading(&self, level: u8, id: &str, content: &[Inline]) -> Block {
        let mut words = Vec::new();
        let number = self.chapter.headings.get(id);
        if let Some(number) = number.filter(|_| level <= NUMBERED) {
            words.push(Inline::Text(format!("{number} ")));
        }
        words.extend(without_links(content));
        Block::Heading {
            level: (level + 1).min(6),
            id: self.anchor(id),
            content: words,
        }
    }

    fn inlines(&self, content: &[Inline]) -> Vec<Inline> {
        let mut out = Vec::with_capacity(content.len());
        for inline in content {
            match inline {
                Inline::Emphasis(inner) => out.push(Inline::Emphasis(self.inlines(inner))),
                Inline::Strong(inner) => out.push(Inline::Strong(self.inlines(inner))),
                Inline::Strikethrough(inner) => {
                    out.push(Inline::Strikethrough(self.inlines(inner)));
                }
                // The notes that explain words are not part of an edition.
                Inline::Term { text, .. } => out.push(Inline::Text(text.clone())),
                Inline::Link {
                    link,
                    content,
                    title,
                } => {
                    let (link, number) = self.link(link);
                    out.push(Inline::Link {
                        link: Box::new(link),
                        content: self.inlines(content),
                        title: title.clone(),
                    });
                    out.extend(number.map(|number| Inline::Text(format!(" (→ {number})"))));
                }
                Inline::Html(piece) => out.push(Inline::Html(self.raw(piece))),
                other => out.push(other.clone()),
            }
        }
        out
    }

    /// A link as it leads from the edition, and the number of what it leads to there.
    fn link(&self, link: &Destination) -> (Destination, Option<String>) {
        let Destination::Page {
            address,
            anchor,
            label,
            ..
        } = link
        else {
            return (link.clone(), None);
        };
        let at = self.all.by_address.get(address.as_str());
        let Some(target) = at.and_then(|at| self.all.list.get(*at)) else {
            let mut outside = link.clone();
            if let Destination::Page { explains, .. } = &mut outside {
                *explains = None;
            }
            return (outside, None);
        };
        let section = anchor.as_ref().map(|anchor| format!("-{anchor}"));
        let number = anchor
            .as_ref()
            .and_then(|anchor| target.headings.get(anchor.as_str()).cloned())
            .unwrap_or_else(|| target.number.to_string());
        let inside = Destination::Page {
            address: self.all.here.clone(),
            anchor: Some(target.id() + &section.unwrap_or_default()),
            label: label.clone(),
            explains: None,
            named: None,
        };
        (inside, Some(number))
    }

    /// Ids that raw HTML sets are the chapter's own, too.
    fn raw(&self, piece: &HtmlPiece<Destination>) -> HtmlPiece<Destination> {
        let mut own = piece.clone();
        if let HtmlPiece::Open(tag) = &mut own {
            let ids = tag.attributes.iter_mut().filter(|(name, _)| *name == "id");
            ids.for_each(|(_, id)| *id = self.anchor(id));
            tag.link = tag.link.as_ref().map(|link| self.link(link).0);
        }
        own
    }
}

/// The blocks of a page that have something to say on paper. Lists of the pages that follow and links to files have not; nor have the
/// checklists of those pages, which go with all of their section, and headings below which nothing is left.
fn printed(blocks: &[Block]) -> Vec<&Block> {
    let mut printed: Vec<&Block> = Vec::with_capacity(blocks.len());
    let mut left_out_below: Option<u8> = None;
    for (at, block) in blocks.iter().enumerate() {
        if let Block::Heading { level, .. } = block {
            drop_empty(&mut printed, *level);
            left_out_below = left_out_below.filter(|own| level > own);
            if left_out_below.is_none() && has_checklists(&blocks[at + 1..], *level) {
                left_out_below = Some(*level);
            }
        }
        let silent = matches!(
            block,
            Block::Generated {
                kind: Generated::Pages | Generated::Checklists | Generated::Files(_),
                ..
            }
        );
        if left_out_below.is_none() && !silent {
            printed.push(block);
        }
    }
    drop_empty(&mut printed, 0);
    printed
}

/// Takes back headings below which nothing was printed, before one of a level.
fn drop_empty(printed: &mut Vec<&Block>, next: u8) {
    while let Some(Block::Heading { level, .. }) = printed.last().copied()
        && *level >= next
    {
        printed.pop();
    }
}

/// Whether all checklists stand in the section that begins here.
fn has_checklists(after: &[Block], own: u8) -> bool {
    let ends = |block: &&Block| matches!(block, Block::Heading { level, .. } if *level <= own);
    let section = after.iter().take_while(|block| !ends(block));
    let mut checklists = section.filter(|block| {
        matches!(
            block,
            Block::Generated {
                kind: Generated::Checklists,
                ..
            }
        )
    });
    checklists.next().is_some()
}

/// The words of a heading; what it links stands in the text.
fn without_links(content: &[Inline]) -> Vec<Inline> {
    let mut out = Vec::with_capacity(content.len());
    for inline in content {
        match inline {
            Inline::Link { link, content, .. } if content.is_empty() => {
                out.push(Inline::Text(link.label()));
            }
            Inline::Link { content, .. } => out.extend(without_links(content)),
            Inline::Term { text, .. } => out.push(Inline::Text(text.clone())),
            other => out.push(other.clone()),
        }
    }
    out
}
