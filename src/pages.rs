//! One file → front matter, blocks, links and headings, in types of our own. Knows the Markdown parser.
//!
//! [`parse`] is the entry:
//!
//! 1. What stands below `content/` is told apart by its folder and its name: pages, figures (`svg`), files beside pages
//!    (`assets`); the folder of models is read elsewhere.
//! 2. Each page is read by itself, in parallel: `front` reads what stands between the `+++` lines, `markdown` the rest.
//! 3. Files of the folder that is published as it is stand beside all pages (`static_files`).
//! 4. Findings are put together in the order of paths, so that the same input gives the same report.
//!
//! Nothing is resolved here: a link is what the author wrote, with its place.

mod assets;
mod block;
mod draft;
mod emphasis;
mod front;
mod generated;
mod markdown;
mod model_texts;
mod prose;
pub mod resolve;
mod segments;
mod static_files;
mod svg;
mod units;

pub use assets::Asset;
pub use block::{
    Block, CALLOUTS, Definition, FigureUse, Heading, HtmlPiece, HtmlTag, Inline, Link, Table,
    each_block, each_link, lists, plain,
};
pub use draft::{draft, with_alias};
pub use front::{FrontMatter, WHOLE_PAGE, order};
pub use generated::{FileKind, Generated, Grouping, IndexBy, List, PathStep, SectionFiles};
pub use model_texts::{HighLow, ModelTexts, Named};
pub use prose::prose;
pub use segments::is_segment;
pub use svg::{Figure, SvgNode};
pub use units::{Marked, Source, Unit, addresses, number_of_links, replaced, units};

use crate::config::{Config, RawHtml};
use crate::diagnostic::{Finding, Findings, Place, Text, rules};
use crate::language::{Tag, code_point, turned};
use crate::source::{File, Tree};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Folders of `content/` that are no languages.
pub const SHARED_FOLDERS: [&str; 2] = ["models", "figures"];

/// Everything that stands below `content/`, models aside.
#[derive(Debug, Default)]
pub struct Pages {
    /// Pages in the order of their files' paths.
    pub pages: Vec<(Page, Content)>,
    /// Figures by name, drawn once for all languages.
    pub figures: BTreeMap<String, Figure>,
    /// Images and other files beside pages, by path below `content/`, and those that are published as they are, by path
    /// below `static/`: by their address, that is.
    pub assets: BTreeMap<String, Asset>,
    /// Paths of pages that are left out because they are drafts.
    pub drafts: BTreeSet<String>,
}

/// A page as one file says it.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its language, from its folder.
    pub language: Tag,
    /// Path without language and extension: `starter-kit/step-2/index`. The same in every language.
    pub path: String,
    /// The file, for places.
    pub text: Text,
    /// What stands between the `+++` lines.
    pub front: FrontMatter,
    /// All headings in order.
    pub headings: Vec<Heading>,
    /// Ids that raw HTML sets.
    pub anchors: Vec<String>,
}

/// What a page says, as it was written: it becomes something else as its links are resolved.
#[derive(Debug, Clone)]
pub struct Content {
    /// The text.
    pub blocks: Vec<Block>,
    /// The notice that pages of a section show, where this is the section's index.
    pub notice: Vec<Inline>,
}

/// A page's text that is still to be read: its language, its path below the language's folder, and the file.
type Unread<'t> = (Tag, &'t str, &'t Text);

/// Reads everything below `content/` but the models.
#[must_use]
pub fn parse(tree: &Tree, config: &Config, drafts: bool, findings: &mut Findings) -> Pages {
    let mut pages = Pages::default();
    let mut unread = Vec::new();
    for (path, file) in tree.below("content/") {
        match path["content/".len()..].split_once('/') {
            None => findings.add(Finding::new(&rules::UNSUPPORTED_FILE).at(Place::file(path))),
            Some(("models", rest)) => drop(segments::is_seen(path, rest, findings)),
            Some((folder, rest)) => {
                segments::check(path, rest, findings);
                unread.extend(sort_in(
                    &mut pages,
                    path,
                    (folder, rest),
                    file,
                    config,
                    findings,
                ));
            }
        }
    }
    static_files::read(tree, &mut pages.assets, findings);
    for (page, found) in read_all(unread, config.raw_html) {
        findings.extend(found);
        match page {
            Some((page, _)) if page.front.draft && !drafts => {
                pages.drafts.insert(page.path);
            }
            page => pages.pages.extend(page),
        }
    }
    pages
}

/// Puts a figure or another file where it belongs; a page's text is returned.
fn sort_in<'t>(
    pages: &mut Pages,
    path: &str,
    (folder, rest): (&str, &'t str),
    file: &'t File,
    config: &Config,
    findings: &mut Findings,
) -> Option<Unread<'t>> {
    match (folder, config.language(folder), file) {
        ("figures", _, File::Text(text)) if rest.ends_with(".svg") => {
            let name = rest.trim_end_matches(".svg").to_owned();
            let figure = svg::figure(text, findings);
            pages.figures.extend(figure.map(|figure| (name, figure)));
        }
        (_, Some(language), File::Text(text)) if rest.ends_with(".md") => {
            return Some((language.tag.clone(), rest, text));
        }
        (_, Some(_), file) => {
            let asset = assets::asset(path, file, findings);
            let path = path["content/".len()..].to_owned();
            pages.assets.extend(asset.map(|asset| (path, asset)));
        }
        (_, None, _) if folder != "figures" => unknown_folder(path, folder, config, findings),
        _ => findings.add(Finding::new(&rules::UNSUPPORTED_FILE).at(Place::file(path))),
    }
    None
}

fn read_all(
    unread: Vec<Unread<'_>>,
    raw_html: RawHtml,
) -> Vec<(Option<(Page, Content)>, Findings)> {
    unread
        .into_par_iter()
        .map(|(language, rest, text)| {
            let mut found = Findings::default();
            let page = page(language, rest, text, raw_html, &mut found);
            (page, found)
        })
        .collect()
}

fn page(
    language: Tag,
    rest: &str,
    text: &Text,
    raw_html: RawHtml,
    findings: &mut Findings,
) -> Option<(Page, Content)> {
    let Some((front, body)) = front::split(&text.text) else {
        // Other generators have YAML between lines of hyphens.
        let is_yaml = text.text.starts_with("---\n");
        let finding = Finding::new(&rules::FRONT_MATTER_MISSING).at(text.place(0..1));
        let suggestion = is_yaml.then(|| "+++ … title = \"…\" … +++".to_owned());
        findings.add(finding.suggest(suggestion));
        return None;
    };
    let front = front::parse(text, front, findings)?;
    directions(text, body, findings);
    let unspaced = language.is_unspaced();
    let body = markdown::parse(text, body, unspaced, raw_html, findings);
    let notice = front.notice.as_ref();
    let notice = notice.map(|line| markdown::parse_inline(line, unspaced, raw_html, findings));
    let page = Page {
        language,
        path: rest.trim_end_matches(".md").to_owned(),
        text: text.clone(),
        front,
        headings: body.headings,
        anchors: body.anchors,
    };
    let content = Content {
        blocks: body.blocks,
        notice: notice.unwrap_or_default(),
    };
    Some((page, content))
}

/// A paragraph ends with the direction that it began with: Markdown says nothing of directions, so who reads its source sees
/// what they do and not what it says.
fn directions(text: &Text, body: usize, findings: &mut Findings) {
    let mut from = body;
    for paragraph in text.text[body..].split_inclusive("\n\n") {
        if let Some((at, c)) = turned(paragraph) {
            let place = text.place(from + at..from + at + c.len_utf8());
            let finding = Finding::new(&rules::DIRECTION_OPEN).at(place);
            findings.add(finding.with("character", code_point(c)));
        }
        from += paragraph.len();
    }
}

fn unknown_folder(path: &str, folder: &str, config: &Config, findings: &mut Findings) {
    let known = config
        .languages
        .iter()
        .map(|language| language.tag.as_str());
    let finding = Finding::new(&rules::UNKNOWN_LANGUAGE)
        .at(Place::file(path))
        .with("tag", folder)
        .suggest(crate::diagnostic::nearest(folder, known));
    findings.add(finding);
}
