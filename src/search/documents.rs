//! What of a site is searched: each page of a language once, block by block, and what is no page (`tools`). `names` says by which
//! further words each is found.

mod names;
mod tools;

use super::{Document, TextBlock};
use crate::language::Tag;
use crate::models::Model;
use crate::pages::{FigureUse, Generated, HtmlPiece, WHOLE_PAGE};
use crate::site::{self, Site, SitePage, address, words_of};
use crate::url::fragment;
use names::known;

/// The documents of a language, in the order of their addresses: each page (one that is shown in a fallback language is there
/// once, like the others), each section of a page that describes an item, each entry of a list whose items have no pages, and the
/// tools with their profiles and worksheets.
#[must_use]
pub fn documents(site: &Site, language: &Tag) -> Vec<Document> {
    let pages = site.pages.iter().filter(|page| page.language == *language);
    let mut documents: Vec<Document> = pages.flat_map(|page| of_page(site, page)).collect();
    documents.extend(entries(site, language));
    documents.extend(tools::tools(site, language));
    // Sections and entries begin at a place of their page: they follow it.
    documents.sort_by(|a, b| a.address.cmp(&b.address));
    documents
}

/// A page, and the sections of it that stand for themselves.
fn of_page(site: &Site, page: &SitePage) -> Vec<Document> {
    let front = &page.page.front;
    let item = front.item.as_ref().map(|item| item.value.as_str());
    let (own, sections) = parted(site, page);
    let mut blocks = vec![paragraph(front.description.clone())];
    collect(site, page, own, &mut blocks);
    blocks.push(paragraph(words_of(&page.notice)));
    blocks.extend(scales(page));
    let elsewhere = |at: &str| sections.iter().any(|(anchor, ..)| *anchor == at);
    blocks.extend(questions(page, |at| !elsewhere(at)));
    let mut own = named(site, page, item, &front.title, blocks);
    own.keywords.extend(
        front
            .reading
            .iter()
            .flat_map(|reading| names::readings(reading)),
    );
    let mut documents = vec![Document {
        address: page.address.clone(),
        title: front.title.clone(),
        boost: boost(site, item),
        ..own
    }];
    for (anchor, reference, content) in sections {
        let Some(words) = site.words.get(&page.language) else {
            continue;
        };
        let Some(words) = words.items.get(reference) else {
            continue;
        };
        let mut blocks = Vec::new();
        collect(site, page, content, &mut blocks);
        blocks.extend(questions(page, |at| at == anchor));
        documents.push(Document {
            address: format!("{}#{}", page.address, fragment(anchor)),
            title: words.title.clone(),
            boost: boost(site, Some(reference)),
            ..named(site, page, Some(reference), &words.title, blocks)
        });
    }
    documents
}

/// Items explain notions; those of an edition that a later one has taken the place of come after them.
fn boost(site: &Site, item: Option<&str>) -> u8 {
    let known = item.and_then(|item| known(site, item));
    let superseded = |model: &Model| {
        let mut models = site.models.models.values();
        models.any(|later| {
            later
                .earlier
                .as_ref()
                .is_some_and(|it| it.model.value == model.id)
        })
    };
    u8::from(known.is_some_and(|(_, model, _)| !superseded(model)))
}

/// What a page and a section of one have in common.
fn named(
    site: &Site,
    page: &SitePage,
    item: Option<&str>,
    title: &str,
    mut blocks: Vec<TextBlock>,
) -> Document {
    blocks.retain(|block| !block.text.trim().is_empty());
    let known = item.and_then(|item| known(site, item));
    let category = known.and_then(|known| category(site, &page.language, known));
    if let Some(name) = category {
        // Beside what the item is: alone it would be an excerpt that says nothing.
        match blocks.first_mut() {
            Some(first) if !first.heading && !first.question => {
                first.text = format!("{} · {name}", first.text);
            }
            _ => blocks.insert(0, paragraph(name.to_owned())),
        }
    }
    Document {
        label: known
            .and_then(|known| names::label(site, &page.language, known))
            .unwrap_or_default(),
        section: section(site, page),
        keywords: names::keywords(site, &page.language, known, title),
        blocks,
        language: page.page.language.to_string(),
        ..Document::default()
    }
}

/// The name of an item's category.
fn category<'s>(
    site: &'s Site,
    language: &Tag,
    (_, model, item): names::Known<'_>,
) -> Option<&'s str> {
    let categories = &site.words.get(language)?.categories;
    let name = categories.get(&format!("{}:{}", model.id, item.scored.category))?;
    Some(name)
}

/// What the levels of a model's scales mean, on the page that says so; the pages of its items show it again.
fn scales(page: &SitePage) -> impl Iterator<Item = TextBlock> {
    let scales = page.page.front.texts.level_texts.values();
    let texts = scales.flat_map(|levels| levels.values());
    texts.map(|text| paragraph(text.value.clone()))
}

/// A section that describes an item: its anchor, the item, and the blocks below its heading.
type ItemSection<'s> = (&'s str, &'s str, Vec<&'s site::Block>);

/// The blocks of a page, without those of sections that describe items.
fn parted<'s>(site: &'s Site, page: &'s SitePage) -> (Vec<&'s site::Block>, Vec<ItemSection<'s>>) {
    let mut own = Vec::new();
    let mut sections: Vec<ItemSection<'s>> = Vec::new();
    let mut within: Option<u8> = None;
    for block in &page.blocks {
        if let site::Block::Heading { level, id, .. } = block {
            if within.is_some_and(|of| *level <= of) {
                within = None;
            }
            if let Some(item) = site.connections.section(&page.address, id) {
                within = Some(*level);
                sections.push((id, item, Vec::new()));
                continue;
            }
        }
        match (within, sections.last_mut()) {
            (Some(_), Some((_, _, blocks))) => blocks.push(block),
            _ => own.push(block),
        }
    }
    (own, sections)
}

/// The entries of lists whose items have no pages: documents that are cited, say.
fn entries<'s>(site: &'s Site, language: &'s Tag) -> impl Iterator<Item = Document> + 's {
    let models = site.models.models.values();
    let models = models.filter(|model| !model.has_pages());
    models
        .filter_map(move |model| {
            let path = site.lists.get(&model.id)?;
            Some((model, site.page(&address(language, path))?))
        })
        .flat_map(move |(model, page)| {
            model.items.iter().filter_map(move |item| {
                let reference = model.reference(item);
                let words = site.words.get(language)?.items.get(&reference)?;
                let texts = words
                    .values(model, item)
                    .flat_map(|(_, value)| value.texts());
                let blocks = texts.map(|text| paragraph(text.clone())).collect();
                let mut document = named(site, page, Some(&reference), &words.title, blocks);
                document.address = format!("{}#{}", page.address, fragment(item.id()));
                document.title.clone_from(&words.title);
                Some(document)
            })
        })
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

/// What readers ask that is answered under some headings of a page.
fn questions(page: &SitePage, under: impl Fn(&str) -> bool) -> impl Iterator<Item = TextBlock> {
    let asked = page.page.front.questions.iter();
    let asked = asked.filter(move |(at, _)| under(at));
    asked.flat_map(|(at, questions)| {
        let anchor = Some(at.clone()).filter(|at| at != WHOLE_PAGE);
        questions.texts.iter().map(move |text| TextBlock {
            anchor: anchor.clone(),
            heading: false,
            question: true,
            text: text.clone(),
        })
    })
}

fn paragraph(text: String) -> TextBlock {
    TextBlock {
        text,
        ..TextBlock::default()
    }
}

fn words(content: &[site::Inline]) -> TextBlock {
    paragraph(words_of(content))
}

fn collect<'s>(
    site: &Site,
    page: &SitePage,
    blocks: impl IntoIterator<Item = &'s site::Block>,
    out: &mut Vec<TextBlock>,
) {
    for block in blocks {
        match block {
            site::Block::Heading { id, content, .. } => out.push(heading(id, content)),
            site::Block::Paragraph(content) | site::Block::Plain(content) => {
                out.push(words(content));
            }
            site::Block::List { items, .. } => {
                for item in items {
                    collect(site, page, item, out);
                }
            }
            site::Block::Quote(blocks)
            | site::Block::Callout { blocks, .. }
            | site::Block::Footnote { blocks, .. } => collect(site, page, blocks, out),
            site::Block::Definitions(list) => definitions(site, page, list, out),
            site::Block::Table(table) => out.extend(rows(table)),
            site::Block::Code { text, .. } => out.push(paragraph(text.clone())),
            site::Block::Figure(figure) => out.extend(drawn(figure)),
            site::Block::Image { alt, caption, .. } => {
                out.push(paragraph(alt.clone()));
                out.extend(caption.clone().map(paragraph));
            }
            site::Block::Generated { kind, .. } => out.extend(filled_in(site, page, kind)),
            site::Block::Html(pieces) => out.extend(pieces.iter().filter_map(written)),
            site::Block::Rule => {}
        }
    }
}

/// What a figure is called and shows, in words, its caption, and the words that stand in it.
fn drawn(figure: &FigureUse) -> impl Iterator<Item = TextBlock> {
    let words: Vec<&str> = figure.words.values().map(String::as_str).collect();
    let texts = [
        Some(figure.description.clone()),
        Some(figure.title.clone()),
        figure.caption.clone(),
        Some(words.join(" · ")),
    ];
    texts.into_iter().flatten().map(paragraph)
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
        ..TextBlock::default()
    }
}

fn definitions(site: &Site, page: &SitePage, list: &[site::Definition], out: &mut Vec<TextBlock>) {
    for entry in list {
        out.push(words(&entry.term));
        for blocks in &entry.definitions {
            collect(site, page, blocks, out);
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

/// What the page's own front matter says in a block that the generator fills, and which files it offers. Lists of other pages are
/// found as those pages.
fn filled_in(site: &Site, page: &SitePage, kind: &Generated) -> Vec<TextBlock> {
    let front = &page.page.front;
    let texts = match kind {
        Generated::Levels => front.levels.values(),
        Generated::Profile => front.profile_reasons.values(),
        Generated::Connections => front.mapping_reasons.values(),
        Generated::Pages
        | Generated::Items(_)
        | Generated::Matrix(_)
        | Generated::Index(_)
        | Generated::Search
        | Generated::Checklists => {
            return Vec::new();
        }
        Generated::Files(of) => {
            let names = of.kinds.iter();
            let names = names.map(|kind| site.text(&page.page.language, kind.text_key(), &[]));
            return vec![paragraph(names.collect::<Vec<_>>().join(" "))];
        }
        Generated::Path(steps) => {
            let steps = steps.iter();
            return steps.map(|step| paragraph(step.why.clone())).collect();
        }
    };
    texts.map(|text| paragraph(text.value.clone())).collect()
}
