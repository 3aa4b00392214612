//! What of a site is searched: each page of a language once, block by block.

use super::normalise::{LONG, fold, is_word};
use super::{Document, TextBlock};
use crate::language::Tag;
use crate::models::{Item, Model};
use crate::pages::{Generated, HtmlPiece};
use crate::site::{self, Site, SitePage, address, words_of};
use crate::url::fragment;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use wana_kana::ConvertJapanese;

/// The documents of a language, in the order of their addresses: each page (one that is shown in a fallback language is there
/// once, like the others), each section of a page that describes an item, and each entry of a list whose items have no pages.
#[must_use]
pub fn documents(site: &Site, language: &Tag) -> Vec<Document> {
    let pages = site.pages.iter().filter(|page| page.language == *language);
    let mut documents: Vec<Document> = pages.flat_map(|page| of_page(site, page)).collect();
    documents.extend(entries(site, language));
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
    collect(page, own, &mut blocks);
    let mut documents = vec![Document {
        address: page.address.clone(),
        title: front.title.clone(),
        boost: boost(site, item),
        ..named(site, page, item, &front.title, blocks)
    }];
    for (anchor, reference, content) in sections {
        let Some(words) = site.words.get(&page.language) else {
            continue;
        };
        let Some(words) = words.items.get(reference) else {
            continue;
        };
        let mut blocks = Vec::new();
        collect(page, content, &mut blocks);
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
    let mut keywords = known
        .map(|known| keywords(site, &page.language, known, title))
        .unwrap_or_default();
    let synonyms = site.strings.synonyms(&page.language);
    keywords.extend(synonyms_of(synonyms, title, &keywords));
    keywords.extend(written_otherwise(title));
    Document {
        label: known
            .and_then(|known| label(site, &page.language, known))
            .unwrap_or_default(),
        section: section(site, page),
        keywords,
        blocks,
        language: page.page.language.to_string(),
        ..Document::default()
    }
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

/// An item with its reference and its model.
type Known<'s> = (&'s str, &'s Model, &'s Item);

fn known<'s>(site: &'s Site, reference: &'s str) -> Option<Known<'s>> {
    let (model, item) = site.models.item(reference)?;
    Some((reference, model, item))
}

/// Further words for an item: what it says in its model's fields, how it is read, its official name, its ids as people write
/// them, and what it is called in other languages where it has no name.
fn keywords(
    site: &Site,
    language: &Tag,
    (reference, model, item): Known<'_>,
    title: &str,
) -> Vec<String> {
    let of_language = site.words.get(language);
    let own = of_language.and_then(|words| words.items.get(reference));
    let mut words: Vec<String> = Vec::new();
    // The entries of a list say these as their text.
    if model.has_pages() {
        for (_, value) in own.into_iter().flat_map(|own| own.values(model, item)) {
            words.extend(value.texts().iter().cloned());
        }
    }
    let every = site.words.values();
    for other in every.filter_map(|words| words.items.get(reference)) {
        if item.name().is_none() {
            words.push(other.title.clone());
            words.extend(
                other
                    .said(model, item, &model.shown.beside)
                    .map(str::to_owned),
            );
        }
    }
    let said = own.and_then(|own| own.said(model, item, model.shown.sort.as_slice()).next());
    let reading = of_language.and_then(|words| words.reading(&model.id, item.id()));
    words.extend(readings(said.or(reading).unwrap_or(title)));
    words.extend(ids(site, language, model, item));
    words.extend(item.name().map(str::to_owned));
    let mut seen = BTreeSet::from([title.to_owned()]);
    words.retain(|word| seen.insert(word.clone()));
    words
}

/// How a title is typed otherwise: without the kana between ideographs (`踏み台` as `踏台`, `検知の規則` as `検知規則`), and
/// without the space between letters and a number (`STEP 4` as `STEP4`).
fn written_otherwise(title: &str) -> Vec<String> {
    let chars: Vec<char> = title.chars().collect();
    let ideograph = |at: usize| {
        chars
            .get(at)
            .is_some_and(|c| matches!(c, '\u{4e00}'..='\u{9fff}' | '々'))
    };
    let hiragana = |at: usize| {
        chars
            .get(at)
            .is_some_and(|c| matches!(c, '\u{3041}'..='\u{3096}'))
    };
    // One or two kana, the first and the last of which stand beside an ideograph.
    let between = |at: usize| {
        let one = ideograph(at.wrapping_sub(1)) && ideograph(at + 1);
        let first = ideograph(at.wrapping_sub(1)) && hiragana(at + 1) && ideograph(at + 2);
        let second =
            ideograph(at.wrapping_sub(2)) && hiragana(at.wrapping_sub(1)) && ideograph(at + 1);
        hiragana(at) && (one || first || second)
    };
    let is = |at: usize, kind: fn(&char) -> bool| chars.get(at).is_some_and(kind);
    let joins = |at: usize| {
        chars[at] == ' '
            && is(at.wrapping_sub(1), char::is_ascii_alphabetic)
            && is(at + 1, char::is_ascii_digit)
    };
    let without = |left_out: &dyn Fn(usize) -> bool| -> String {
        let kept = (0..chars.len()).filter(|at| !left_out(*at));
        kept.map(|at| chars[at]).collect()
    };
    let variants = [without(&between), without(&joins)];
    variants.into_iter().filter(|text| text != title).collect()
}

/// The other words of each group of which the title, or one of the keywords, has a word.
fn synonyms_of(groups: &[Vec<String>], title: &str, keywords: &[String]) -> Vec<String> {
    let named: Vec<String> = std::iter::once(title)
        .chain(keywords.iter().map(String::as_str))
        .map(folded)
        .collect();
    let mut found: Vec<String> = Vec::new();
    for group in groups {
        let stands = |word: &String| named.iter().any(|name| has_word(name, &folded(word)));
        if group.iter().any(stands) {
            let others = group.iter().filter(|word| !stands(word));
            let new = others.filter(|word| !found.contains(word));
            found.extend(new.cloned().collect::<Vec<_>>());
        }
    }
    found
}

fn folded(text: &str) -> String {
    fold(text).chars.into_iter().collect()
}

/// Whether a word stands in a text: whole, where it is written in letters with spaces between words.
fn has_word(text: &str, word: &str) -> bool {
    let joins =
        |c: Option<char>, other: Option<char>| c.is_some_and(is_word) && other.is_some_and(is_word);
    !word.is_empty()
        && text.match_indices(word).any(|(at, _)| {
            let (before, after) = (&text[..at], &text[at + word.len()..]);
            !joins(before.chars().next_back(), word.chars().next())
                && !joins(word.chars().next_back(), after.chars().next())
        })
}

/// How kana are typed otherwise: in the other kana, and in Latin letters. Nothing for what is not in kana alone.
fn readings(text: &str) -> Vec<String> {
    let is_kana = |c: char| matches!(c, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | LONG);
    let kana: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '・')
        .collect();
    if kana.is_empty() || !kana.chars().all(is_kana) {
        return Vec::new();
    }
    // The long-vowel mark stays what it is, and is left out in Latin letters as often as it is typed.
    let shifted = |from: RangeInclusive<char>, by: i32| -> String {
        let other = |c: char| char::from_u32((c as u32).wrapping_add_signed(by)).unwrap_or(c);
        kana.chars()
            .map(|c| if from.contains(&c) { other(c) } else { c })
            .collect()
    };
    vec![
        shifted('\u{3041}'..='\u{3096}', 0x60),
        shifted('\u{30a1}'..='\u{30f6}', -0x60),
        kana.replace(LONG, "").to_romaji(),
    ]
}

/// The ids of an item as people write them: `SIM3 O-1`, `O-1`, `O1`, and with the first word of the framework's name where
/// that has several (`FIRST 6.4`).
fn ids(site: &Site, language: &Tag, model: &Model, item: &Item) -> Vec<String> {
    if !model.shown.ids {
        return Vec::new();
    }
    let id = item.id();
    let bare: String = id.chars().filter(|c| c.is_alphanumeric()).collect();
    let name = model_name(site, language, model);
    let mut ids = vec![format!("{name} {id}"), id.to_owned()];
    if let Some((first, _)) = name.split_once(' ') {
        ids.push(format!("{first} {id}"));
    }
    if id.starts_with(char::is_alphabetic) {
        ids.push(bare);
    }
    ids
}

fn model_name<'s>(site: &'s Site, language: &Tag, model: &'s Model) -> &'s str {
    let words = site.words.get(language);
    let name = words.and_then(|words| words.models.get(&model.id));
    name.map_or(model.id.as_str(), |(name, _)| name)
}

/// The id of an item with the name of its model, where readers know it by that.
fn label(site: &Site, language: &Tag, (_, model, item): Known<'_>) -> Option<String> {
    let name = model_name(site, language, model);
    model.shown.ids.then(|| format!("{name} {}", item.id()))
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

fn collect<'s>(
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_found_by_the_other_words_of_its_group() {
        let groups = [
            ["手順書", "プロシージャ", "runbook"],
            ["patch", "hotfix", "update"],
        ];
        let groups: Vec<Vec<String>> = groups
            .iter()
            .map(|group| group.iter().map(|word| (*word).to_owned()).collect())
            .collect();
        let of = |title: &str, keywords: &[&str]| {
            let keywords: Vec<String> = keywords.iter().map(|word| (*word).to_owned()).collect();
            synonyms_of(&groups, title, &keywords)
        };
        assert_eq!(of("種類別の手順書", &[]), ["プロシージャ", "runbook"]);
        assert_eq!(
            of("How to patch", &["Runbook"]),
            ["手順書", "プロシージャ", "hotfix", "update"]
        );
        assert_eq!(of("Dispatch", &[]), [""; 0], "a part of another word");
    }

    #[test]
    fn titles_are_found_as_they_are_typed_otherwise() {
        assert_eq!(written_otherwise("封じ込め"), ["封込め"]);
        assert_eq!(written_otherwise("踏み台と問い合わせ"), ["踏台問合わせ"]);
        assert_eq!(
            written_otherwise("STEP 4：運用を始める"),
            ["STEP 4：運用始める", "STEP4：運用を始める"]
        );
        assert_eq!(written_otherwise("トリアージ"), [""; 0]);
    }

    #[test]
    fn kana_are_found_in_either_kind_and_in_latin_letters() {
        assert_eq!(
            readings("トリアージ"),
            ["トリアージ", "とりあーじ", "toriaji"]
        );
        assert_eq!(
            readings("ぜいじゃくせい"),
            ["ゼイジャクセイ", "ぜいじゃくせい", "zeijakusei"]
        );
        assert_eq!(readings("CSIRTの役割"), [""; 0]);
    }
}
