//! A translation has what its original has: the same headings by their ids, links, figures, tables and filled-in blocks.
//!
//! ```text
//! pages of one path ─outline─▶ what stands on each that is the same in every language ─differences─▶ findings
//! ```
//!
//! Which words a link stands in, and how often, is the translator's; where it leads is not. Addresses outside of the site may
//! have an edition for each language.

use super::own_pages;
use crate::diagnostic::{Finding, Findings, Place, rules};
use crate::pages::{FileKind, Generated, IndexBy, each_block, each_link};
use crate::site::{Block, Destination, Site, SitePage};
use std::collections::{BTreeMap, BTreeSet};

/// Every page that differs from the one in its source language, or in the first language that has it.
pub fn translations_have_what_their_originals_have(site: &Site, findings: &mut Findings) {
    let mut by_path: BTreeMap<&str, Vec<&SitePage>> = BTreeMap::new();
    for page in own_pages(site) {
        by_path.entry(&page.path).or_default().push(page);
    }
    for (path, mut pages) in by_path {
        let order = site
            .config
            .fallbacks(site.config.source_language(path), path);
        pages.sort_by_key(|page| order.iter().position(|tag| **tag == page.language));
        let Some((original, translations)) = pages.split_first() else {
            continue;
        };
        let first = outline(original);
        for translation in translations {
            let own = outline(translation);
            if own != first {
                findings.add(difference(original, translation, &first, &own));
            }
        }
    }
}

/// What is the same in every language, each as it is written: links without an order, all else in the order of the page.
#[derive(Debug, Default, PartialEq, Eq)]
struct Outline {
    order: Vec<String>,
    links: BTreeSet<String>,
}

fn outline(page: &SitePage) -> Outline {
    let mut outline = Outline::default();
    each_block(&page.blocks, &mut |block| {
        outline.order.extend(match block {
            Block::Heading { level, id, .. } => {
                Some(format!("{} … {{#{id}}}", "#".repeat(usize::from(*level))))
            }
            Block::Figure(figure) => Some(format!("```figure {}", figure.name)),
            Block::Table(table) => Some(format!("| … | × {}", table.rows.len())),
            Block::Generated { kind, .. } => Some(format!("```{}", block_word(kind))),
            _ => None,
        });
    });
    each_link(&page.blocks, &mut |link| {
        outline.links.extend(target(page, link));
    });
    outline
}

/// Where a link leads, without the language.
fn target(page: &SitePage, link: &Destination) -> Option<String> {
    match link {
        Destination::Page {
            address,
            anchor,
            named,
            ..
        } => {
            let language = named.as_ref().unwrap_or(&page.language);
            let path = address
                .strip_prefix(&format!("{language}/"))
                .unwrap_or(address);
            let anchor = anchor
                .as_ref()
                .map(|anchor| format!("#{anchor}"))
                .unwrap_or_default();
            let named = named
                .as_ref()
                .map(|tag| format!("lang:{tag}:"))
                .unwrap_or_default();
            Some(format!("({named}{path}{anchor})"))
        }
        Destination::Tool { model, .. } => Some(format!("(tool:{model})")),
        Destination::Count(_) | Destination::Asset { .. } => None,
        Destination::External(_) | Destination::Broken => None,
    }
}

/// The first word of a block's fence, and what follows where that decides what it is filled with.
fn block_word(kind: &Generated) -> String {
    match kind {
        Generated::Pages => "pages".to_owned(),
        Generated::Levels => "levels".to_owned(),
        Generated::Items(list) => format!("items {}", list.model),
        Generated::Profile => "profile".to_owned(),
        Generated::Files(files) => {
            let kinds = files.kinds.iter().map(|kind| FileKind::extension(*kind));
            format!("files {}", kinds.collect::<Vec<_>>().join(" "))
        }
        Generated::Checklists => "checklists".to_owned(),
        Generated::Matrix(columns) => format!("matrix {columns}"),
        Generated::Connections => "connections".to_owned(),
        Generated::Index(IndexBy::Letter) => "index letter".to_owned(),
        Generated::Index(IndexBy::Id) => "index id".to_owned(),
        Generated::Search => "search".to_owned(),
        Generated::Path(steps) => {
            let pages = steps.iter().map(|step| step.page.value.as_str());
            format!("path {}", pages.collect::<Vec<_>>().join(" "))
        }
    }
}

fn difference(
    original: &SitePage,
    translation: &SitePage,
    first: &Outline,
    own: &Outline,
) -> Finding {
    let lacking = lacking(&own.order, &first.order);
    let added = self::lacking(&first.order, &own.order);
    let missing = lacking
        .into_iter()
        .chain(first.links.difference(&own.links).cloned());
    let extra = added
        .into_iter()
        .chain(own.links.difference(&first.links).cloned());
    let (missing, extra): (Vec<_>, Vec<_>) = (missing.collect(), extra.collect());
    let said = |list: Vec<String>| {
        if list.is_empty() {
            "–".to_owned()
        } else {
            list.join(", ")
        }
    };
    Finding::new(&rules::TRANSLATION_DIFFERS)
        .at(Place::file(&translation.page.text.path))
        .with("original", &*original.page.text.path)
        .with("missing", said(missing))
        .with("extra", said(extra))
}

/// What of `wanted` is not in `there`, each as often as it is wanted. Where nothing is, the order differs.
fn lacking(there: &[String], wanted: &[String]) -> Vec<String> {
    let mut left: Vec<&String> = there.iter().collect();
    let mut lacking = Vec::new();
    for it in wanted {
        match left.iter().position(|known| *known == it) {
            Some(at) => drop(left.swap_remove(at)),
            None => lacking.push(it.clone()),
        }
    }
    lacking
}
