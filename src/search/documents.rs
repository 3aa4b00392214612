//! What of a site is searched: each page of a language once, block by block.

use super::{Block, Document};
use crate::language::Tag;
use crate::pages::{self, Generated, Inline};
use crate::site::{Site, SitePage};

/// The documents of a language, in the order of their addresses. A page that is shown in a fallback language is there
/// once, like the others.
#[must_use]
pub fn documents(site: &Site, language: &Tag) -> Vec<Document> {
    site.pages
        .iter()
        .filter(|page| page.language == *language)
        .map(|page| document(site, page))
        .collect()
}

fn document(site: &Site, page: &SitePage) -> Document {
    let front = &page.page.front;
    let mut blocks = vec![paragraph(front.description.clone())];
    collect(page, &page.page.blocks, &mut blocks);
    blocks.retain(|block| !block.text.trim().is_empty());
    Document {
        address: page.address.clone(),
        label: item_label(site, page).unwrap_or_default(),
        title: front.title.clone(),
        section: section(site, page),
        keywords: keywords(site, page),
        blocks,
        language: page.page.language.to_string(),
        boost: u8::from(front.term.is_some() || front.item.is_some()),
    }
}

/// The title of the part of the site that the page is in.
fn section(site: &Site, page: &SitePage) -> String {
    let folder = page
        .path
        .split_once('/')
        .map_or(page.path.as_str(), |(folder, _)| folder);
    let index = format!("{folder}/index");
    let tree = site
        .navigation
        .get(&page.language)
        .map(|navigation| &navigation.root);
    let node = tree
        .into_iter()
        .flat_map(|tree| &tree.children)
        .find(|node| node.path == index);
    node.or(tree)
        .map(|node| node.title.clone())
        .unwrap_or_default()
}

/// Further words for the page: reading, abbreviation and forms of a term, and what it or an item is called elsewhere.
fn keywords(site: &Site, page: &SitePage) -> Vec<String> {
    let front = &page.page.front;
    let mut words: Vec<String> = front
        .long
        .iter()
        .chain(&front.reading)
        .chain(&front.forms)
        .cloned()
        .collect();
    if let Some(term) = &front.term {
        words.extend(
            site.models
                .terms
                .get(&term.value)
                .and_then(|term| term.abbreviation.clone()),
        );
        words.extend(
            site.words
                .values()
                .filter_map(|words| words.terms.get(&term.value))
                .flat_map(|term| std::iter::once(&term.title).chain(&term.long))
                .cloned(),
        );
    }
    words.extend(item_label(site, page));
    words.extend(
        front
            .item
            .as_ref()
            .and_then(|item| site.models.item(&item.value))
            .map(|(_, item)| item.name.clone()),
    );
    let mut seen = std::collections::BTreeSet::from([front.title.clone()]);
    words.retain(|word| seen.insert(word.clone()));
    words
}

/// The id of the page's item with the name of its model.
fn item_label(site: &Site, page: &SitePage) -> Option<String> {
    let (model, item) = site.models.item(&page.page.front.item.as_ref()?.value)?;
    let name = site
        .words
        .get(&page.language)
        .and_then(|words| words.models.get(&model.id))
        .map(|(name, _)| name.as_str());
    Some(format!("{} {}", name.unwrap_or(&model.id), item.id))
}

fn paragraph(text: String) -> Block {
    Block {
        anchor: None,
        heading: false,
        text,
    }
}

fn words(page: &SitePage, content: &[Inline]) -> Block {
    paragraph(page.plain(content))
}

fn collect(page: &SitePage, blocks: &[pages::Block], out: &mut Vec<Block>) {
    for block in blocks {
        match block {
            pages::Block::Heading { id, content, .. } => {
                out.push(Block {
                    anchor: Some(id.clone()),
                    heading: true,
                    text: page.plain(content),
                });
            }
            pages::Block::Paragraph(content) | pages::Block::Plain(content) => {
                out.push(words(page, content));
            }
            pages::Block::List { items, .. } => {
                for item in items {
                    collect(page, item, out);
                }
            }
            pages::Block::Quote(blocks)
            | pages::Block::Callout { blocks, .. }
            | pages::Block::Footnote { blocks, .. } => {
                collect(page, blocks, out);
            }
            pages::Block::Definitions(list) => {
                for entry in list {
                    out.push(words(page, &entry.term));
                    entry
                        .definitions
                        .iter()
                        .for_each(|blocks| collect(page, blocks, out));
                }
            }
            pages::Block::Table(table) => {
                for row in std::iter::once(&table.head).chain(&table.rows) {
                    out.push(paragraph(
                        row.iter()
                            .map(|cell| page.plain(cell))
                            .collect::<Vec<_>>()
                            .join(" "),
                    ));
                }
            }
            pages::Block::Code { text, .. } => out.push(paragraph(text.clone())),
            pages::Block::Figure(figure) => out.push(paragraph(figure.description.clone())),
            pages::Block::Image { alt, caption, .. } => {
                out.push(paragraph(alt.clone()));
                out.extend(caption.clone().map(paragraph));
            }
            pages::Block::Generated {
                kind: Generated::Levels,
                ..
            } => {
                out.extend(
                    page.page
                        .front
                        .levels
                        .values()
                        .map(|level| paragraph(level.value.clone())),
                );
            }
            pages::Block::Generated {
                kind: Generated::Profile,
                ..
            } => {
                out.extend(
                    page.page
                        .front
                        .profile_reasons
                        .values()
                        .map(|reason| paragraph(reason.value.clone())),
                );
            }
            pages::Block::Generated { .. } | pages::Block::Html(_) | pages::Block::Rule => {}
        }
    }
}
