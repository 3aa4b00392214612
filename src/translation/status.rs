//! How far a language is: each page in blocks and words.

use super::compare::{Comparison, Freshness};
use super::{Translated, Wanted, paths, translated};
use crate::config::Config;
use crate::diagnostic::Findings;
use crate::language::{Tag, is_cjk};
use crate::pages::order;
use crate::source::Tree;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::AddAssign;

/// How many blocks, or words of the original, stand how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Counts {
    /// Up to date.
    pub fresh: usize,
    /// Made from an earlier text.
    pub stale: usize,
    /// Not translated.
    pub missing: usize,
    /// Translated, and nobody recorded from which text.
    pub unrecorded: usize,
}

impl Counts {
    /// All of them.
    #[must_use]
    pub fn total(&self) -> usize {
        self.fresh + self.stale + self.missing + self.unrecorded
    }

    fn add(&mut self, freshness: Freshness, count: usize) {
        *match freshness {
            Freshness::Fresh => &mut self.fresh,
            Freshness::Stale => &mut self.stale,
            Freshness::Missing => &mut self.missing,
            Freshness::Unrecorded => &mut self.unrecorded,
        } += count;
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.fresh += other.fresh;
        self.stale += other.stale;
        self.missing += other.missing;
        self.unrecorded += other.unrecorded;
    }
}

/// How a page stands in a language.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct PageStatus {
    /// Path without language and extension.
    pub path: String,
    /// The language of the original.
    pub from: String,
    /// Whether there is a file at all.
    pub exists: bool,
    /// Blocks of the original.
    pub blocks: Counts,
    /// Words of the original; a character that is written without spaces counts as one.
    pub words: Counts,
    /// Blocks of the translation for which the original has none.
    pub extra: usize,
    /// The original's place among its siblings.
    #[serde(skip)]
    order: i64,
}

impl PageStatus {
    /// Whether nothing is left to do.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.blocks.stale + self.blocks.missing + self.extra == 0
    }
}

/// Every page that is or could be translated into a language, the next one to take first: by the list in `site.toml`; then what
/// readers are told wrongly before what they are not told, what was begun before what was not, and so on as readers read. What is wrong
/// in state files is a finding.
#[must_use]
pub fn language_status(
    tree: &Tree,
    config: &Config,
    language: &Tag,
    findings: &mut Findings,
) -> Vec<PageStatus> {
    let pages: Vec<(Option<PageStatus>, Findings)> = paths(tree, config)
        .par_iter()
        .map(|path| {
            let mut found = Findings::default();
            let wanted = Wanted {
                language,
                path,
                from: None,
            };
            let page = translated(tree, config, wanted, &mut found);
            (page.map(|page| page_status(&page)), found)
        })
        .collect();
    let mut all = Vec::new();
    for (page, found) in pages {
        findings.extend(found);
        all.extend(page);
    }
    let places = places(&all);
    all.sort_by_cached_key(|page| {
        let next = (Reverse(page.blocks.stale > 0), !page.exists);
        (
            page.is_done(),
            config.translation_rank(&page.path),
            next,
            places[&page.path].clone(),
        )
    });
    all
}

/// Where a page stands in the order of reading: its place among its siblings, below those of the pages that it is under.
type Place = Vec<(i64, String)>;

fn places(pages: &[PageStatus]) -> BTreeMap<String, Place> {
    let orders: BTreeMap<&str, i64> = pages
        .iter()
        .map(|page| (page.path.as_str(), page.order))
        .collect();
    let of = |path: &str| {
        if path == "index" {
            return Place::new();
        }
        let name = path.strip_suffix("/index").unwrap_or(path);
        let ends = name.match_indices('/').map(|(at, _)| at);
        let steps = ends.chain([name.len()]).map(|end| &name[..end]);
        let steps = steps.map(|step| {
            let index = format!("{step}/index");
            let order = orders.get(index.as_str()).or_else(|| orders.get(step));
            (order.copied().unwrap_or(i64::MAX), step.to_owned())
        });
        steps.collect::<Place>()
    };
    let places = pages.iter().map(|page| (page.path.clone(), of(&page.path)));
    places.collect()
}

fn page_status(page: &Translated<'_>) -> PageStatus {
    let comparison: Comparison<'_> = page.compared();
    let (mut blocks, mut words) = (Counts::default(), Counts::default());
    for block in &comparison.blocks {
        blocks.add(block.freshness, 1);
        words.add(block.freshness, word_count(&block.original.text));
    }
    PageStatus {
        path: page.path.clone(),
        from: page.from.to_string(),
        exists: page.translation.is_some(),
        blocks,
        words,
        extra: comparison.extra.len(),
        order: order(page.original),
    }
}

/// Words of a text: stretches of letters and digits, and each character that is written without spaces.
#[must_use]
pub fn word_count(text: &str) -> usize {
    let mut count = 0;
    let mut within = false;
    for c in text.chars() {
        if is_cjk(c) {
            count += usize::from(c.is_alphanumeric());
            within = false;
        } else if c.is_alphanumeric() {
            count += usize::from(!within);
            within = true;
        } else {
            // An apostrophe and a hyphen stand within words.
            within = within && matches!(c, '\'' | '’' | '-');
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::word_count;

    #[test]
    fn words_are_counted_as_translators_count_them() {
        let of = ["", "It's a well-known one.", "報告する CSIRT。", "- *"].map(word_count);
        assert_eq!(of, [0, 4, 5, 0]);
    }
}
