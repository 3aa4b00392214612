//! What of a site is searched: each page of a language once, block by block.

use super::{Document, TextBlock};
use crate::language::Tag;
use crate::models::{Item, Model};
use crate::pages::{Generated, HtmlPiece};
use crate::site::{self, Site, SitePage, words_of};
use std::collections::BTreeSet;

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
    collect(page, &page.blocks, &mut blocks);
    blocks.retain(|block| !block.text.trim().is_empty());
    Document {
        address: page.address.clone(),
        label: item_label(site, page).unwrap_or_default(),
        title: front.title.clone(),
        section: section(site, page),
        keywords: keywords(site, page),
        blocks,
        language: page.page.language.to_string(),
        boost: u8::from(front.item.is_some()),
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

/// Further words for the page of an item: what it says in its model's fields, its official name, and what it is called in
/// other languages where it has none.
fn keywords(site: &Site, page: &SitePage) -> Vec<String> {
    let Some((reference, model, item)) = described(site, page) else {
        return Vec::new();
    };
    let own = site.words.get(&page.language);
    let own = own.and_then(|words| words.items.get(reference));
    let mut words: Vec<&str> = Vec::new();
    for (_, value) in own.into_iter().flat_map(|own| own.values(model, item)) {
        words.extend(value.texts().iter().map(String::as_str));
    }
    let every = site.words.values();
    for other in every.filter_map(|words| words.items.get(reference)) {
        if item.name().is_none() {
            words.push(&other.title);
            words.extend(other.said(model, item, &model.shown.beside));
        }
    }
    let label = item_label(site, page);
    words.extend(label.as_deref());
    words.extend(item.name());
    let mut seen = BTreeSet::from([page.page.front.title.as_str()]);
    words.retain(|word| seen.insert(word));
    words.into_iter().map(str::to_owned).collect()
}

/// The item that a page describes, with its reference and its model.
fn described<'a>(site: &'a Site, page: &'a SitePage) -> Option<(&'a str, &'a Model, &'a Item)> {
    let reference = page.page.front.item.as_ref()?.value.as_str();
    let (model, item) = site.models.item(reference)?;
    Some((reference, model, item))
}

/// The id of the page's item with the name of its model, where readers know it by that.
fn item_label(site: &Site, page: &SitePage) -> Option<String> {
    let (_, model, item) = described(site, page).filter(|(_, model, _)| model.shown.ids)?;
    let words = site.words.get(&page.language);
    let name = words.and_then(|words| words.models.get(&model.id));
    let name = name.map_or(model.id.as_str(), |(name, _)| name);
    Some(format!("{name} {}", item.id()))
}

fn paragraph(text: String) -> TextBlock {
    TextBlock {
        anchor: None,
        heading: false,
        text,
    }
}

fn words(content: &[site::Inline]) -> TextBlock {
    paragraph(words_of(content))
}

fn collect(page: &SitePage, blocks: &[site::Block], out: &mut Vec<TextBlock>) {
    for block in blocks {
        match block {
            site::Block::Heading { id, content, .. } => out.push(heading(id, content)),
            site::Block::Paragraph(content) | site::Block::Plain(content) => {
                out.push(words(content));
            }
            site::Block::List { items, .. } => {
                for item in items {
                    collect(page, item, out);
                }
            }
            site::Block::Quote(blocks)
            | site::Block::Callout { blocks, .. }
            | site::Block::Footnote { blocks, .. } => collect(page, blocks, out),
            site::Block::Definitions(list) => definitions(page, list, out),
            site::Block::Table(table) => out.extend(rows(table)),
            site::Block::Code { text, .. } => out.push(paragraph(text.clone())),
            site::Block::Figure(figure) => out.push(paragraph(figure.description.clone())),
            site::Block::Image { alt, caption, .. } => {
                out.push(paragraph(alt.clone()));
                out.extend(caption.clone().map(paragraph));
            }
            site::Block::Generated { kind, .. } => out.extend(filled_in(page, kind)),
            site::Block::Html(pieces) => out.extend(pieces.iter().filter_map(written)),
            site::Block::Rule => {}
        }
    }
}

/// The text between tags of raw HTML.
fn written(piece: &HtmlPiece<site::Destination>) -> Option<TextBlock> {
    match piece {
        HtmlPiece::Text(text) if !text.trim().is_empty() => Some(paragraph(text.clone())),
        _ => None,
    }
}

fn heading(id: &str, content: &[site::Inline]) -> TextBlock {
    TextBlock {
        anchor: Some(id.to_owned()),
        heading: true,
        text: words_of(content),
    }
}

fn definitions(page: &SitePage, list: &[site::Definition], out: &mut Vec<TextBlock>) {
    for entry in list {
        out.push(words(&entry.term));
        for blocks in &entry.definitions {
            collect(page, blocks, out);
        }
    }
}

/// A row of a table is found as a whole.
fn rows(table: &site::Table) -> impl Iterator<Item = TextBlock> {
    let rows = std::iter::once(&table.head).chain(&table.rows);
    rows.map(|row| {
        let cells: Vec<String> = row.iter().map(|cell| words_of(cell)).collect();
        paragraph(cells.join(" "))
    })
}

/// What the page's own front matter says in a block that the generator fills. Lists of other pages are found as those pages.
fn filled_in(page: &SitePage, kind: &Generated) -> Vec<TextBlock> {
    let front = &page.page.front;
    let texts = match kind {
        Generated::Levels => front.levels.values(),
        Generated::Profile => front.profile_reasons.values(),
        Generated::Connections => front.mapping_reasons.values(),
        Generated::Pages
        | Generated::Items(_)
        | Generated::Files(_)
        | Generated::Matrix(_)
        | Generated::Index(_)
        | Generated::Checklists => {
            return Vec::new();
        }
        Generated::Path(steps) => {
            let steps = steps.iter();
            return steps.map(|step| paragraph(step.why.clone())).collect();
        }
    };
    texts.map(|text| paragraph(text.value.clone())).collect()
}
