//! One file → front matter, blocks, links and headings, in types of our own. Knows the Markdown parser.
//!
//! [`parse`] is the entry. Nothing is resolved here: a link is what the author wrote, with its place.

mod emphasis;
mod front;
mod markdown;
mod model_texts;
mod svg;

pub use front::FrontMatter;
pub use model_texts::{HighLow, ModelTexts, Named};
pub use svg::{Figure, Node};

use crate::config::{Config, RawHtml};
use crate::diagnostic::{Finding, Findings, Place, Text, rules};
use crate::language::Tag;
use crate::source::{File, Tree};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Folders of `content/` that are no languages.
pub const SHARED_FOLDERS: [&str; 2] = ["models", "figures"];

/// Everything that stands below `content/`, models aside.
#[derive(Debug, Default)]
pub struct Pages {
    /// Pages in the order of their files' paths.
    pub pages: Vec<Page>,
    /// Figures by name, drawn once for all languages.
    pub figures: BTreeMap<String, Figure>,
    /// Images and other files beside pages, by path below `content/`.
    pub assets: BTreeMap<String, Asset>,
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
    /// The body.
    pub blocks: Vec<Block>,
    /// The notice that pages of a section show, where this is the section's index.
    pub notice: Vec<Inline>,
    /// All links, in the order in which [`Inline::Link`] counts them.
    pub links: Vec<Link>,
    /// All headings in order.
    pub headings: Vec<Heading>,
}

/// A link or an image's address as it was written.
#[derive(Debug, Clone)]
pub struct Link {
    /// What stands between the parentheses.
    pub destination: String,
    /// Whether it is an image.
    pub image: bool,
    /// Where it stands.
    pub place: Place,
}

/// A heading.
#[derive(Debug, Clone)]
pub struct Heading {
    /// 2 to 6.
    pub level: u8,
    /// Anchor.
    pub id: String,
    /// Its words, without marks.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

/// A callout's kind, each with its title in the interface texts.
pub const CALLOUTS: [&str; 7] = [
    "note",
    "tip",
    "important",
    "warning",
    "caution",
    "example",
    "outcome",
];

/// A block of a page.
#[derive(Debug, Clone)]
pub enum Block {
    /// A heading; its words stand in [`Page::headings`] too.
    Heading {
        level: u8,
        id: String,
        content: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// Text of a tight list item.
    Plain(Vec<Inline>),
    /// An ordered list has a start.
    List {
        start: Option<u64>,
        items: Vec<Vec<Block>>,
    },
    /// Terms with their definitions.
    Definitions(Vec<Definition>),
    /// A quotation.
    Quote(Vec<Block>),
    /// A callout of one of [`CALLOUTS`].
    Callout {
        kind: &'static str,
        blocks: Vec<Block>,
    },
    /// Code, with the first word of its info string.
    Code { language: String, text: String },
    /// A table.
    Table(Table),
    /// Raw HTML.
    Html(String),
    /// A thematic break.
    Rule,
    /// An image that stands alone, with its caption.
    Image {
        link: usize,
        alt: String,
        caption: Option<String>,
    },
    /// A figure drawn from `content/figures/` with the page's words.
    Figure(FigureUse),
    /// A block that the generator fills.
    Generated {
        kind: Generated,
        argument: String,
        place: Place,
    },
    /// A footnote's text.
    Footnote { label: String, blocks: Vec<Block> },
}

/// An entry of a definition list.
#[derive(Debug, Clone)]
pub struct Definition {
    /// What is defined.
    pub term: Vec<Inline>,
    /// Its definitions.
    pub definitions: Vec<Vec<Block>>,
}

/// A table: head and rows of cells.
#[derive(Debug, Clone)]
pub struct Table {
    /// `None`, `"left"`, `"center"` or `"right"` for each column.
    pub alignment: Vec<Option<&'static str>>,
    /// Cells of the head.
    pub head: Vec<Vec<Inline>>,
    /// Rows of cells.
    pub rows: Vec<Vec<Vec<Inline>>>,
}

/// A figure as a page uses it.
#[derive(Debug, Clone)]
pub struct FigureUse {
    /// Name of the file in `content/figures/`.
    pub name: String,
    /// Accessible name.
    pub title: String,
    /// What the figure shows, in words.
    pub description: String,
    /// A caption below it.
    pub caption: Option<String>,
    /// The words of its placeholders.
    pub words: BTreeMap<String, String>,
    /// Where the block begins.
    pub place: Place,
}

/// What the generator can fill in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Generated {
    /// The pages below this one, with their descriptions.
    Pages,
    /// The level texts of this page's item.
    Levels,
    /// All items of a model, by category.
    Items,
    /// All terms of the glossary.
    Terms,
    /// All documents.
    Documents,
    /// What this page's profile asks, and why.
    Profile,
}

/// Text within a block.
#[derive(Debug, Clone)]
pub enum Inline {
    /// Words.
    Text(String),
    /// Code.
    Code(String),
    /// `*…*`
    Emphasis(Vec<Inline>),
    /// `**…**`
    Strong(Vec<Inline>),
    /// `~~…~~`
    Strikethrough(Vec<Inline>),
    /// A link: its place in [`Page::links`], its words and its title.
    Link {
        link: usize,
        content: Vec<Inline>,
        title: String,
    },
    /// An image within text; its title is the caption where it stands alone.
    Image {
        link: usize,
        alt: String,
        title: String,
    },
    /// A word that the glossary explains: the term's id and the words.
    Term { id: String, text: String },
    /// A line break that stands for a space.
    SoftBreak,
    /// A line break that was asked for.
    HardBreak,
    /// A reference to a footnote.
    Footnote(String),
    /// A task's box.
    Task(bool),
    /// Raw HTML.
    Html(String),
}

/// A file that is published as it is.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Path relative to the root.
    pub origin: String,
    /// Its bytes (SVG written anew).
    pub bytes: Arc<[u8]>,
    /// Width and height in CSS pixels, for images.
    pub size: Option<(usize, usize)>,
}

/// Reads everything below `content/` but the models.
#[must_use]
pub fn parse(tree: &Tree, config: &Config, drafts: bool, findings: &mut Findings) -> Pages {
    let mut pages = Pages::default();
    let mut texts = Vec::new();
    for (path, file) in tree.below("content/") {
        let Some((folder, rest)) = path["content/".len()..].split_once('/') else {
            findings.add(Finding::new(&rules::UNSUPPORTED_FILE).at(Place::file(path)));
            continue;
        };
        if folder == "models" {
            continue;
        }
        check_segments(path, &format!("{folder}/{rest}"), findings);
        match (folder, config.language(folder), file) {
            ("figures", _, File::Text(text)) if rest.ends_with(".svg") => {
                add_figure(&mut pages, rest, text, findings);
            }
            (_, Some(language), File::Text(text)) if rest.ends_with(".md") => {
                texts.push((language.tag.clone(), rest, text));
            }
            (_, Some(_), file) => add_asset(&mut pages, path, file, findings),
            (_, None, _) if folder != "figures" => unknown_folder(path, folder, config, findings),
            _ => findings.add(Finding::new(&rules::UNSUPPORTED_FILE).at(Place::file(path))),
        }
    }
    let parsed: Vec<_> = texts
        .into_par_iter()
        .map(|(language, rest, text)| {
            let mut found = Findings::default();
            let page = page(language, rest, text, config.raw_html, &mut found);
            (page, found)
        })
        .collect();
    for (page, found) in parsed {
        findings.extend(found);
        pages
            .pages
            .extend(page.filter(|page| drafts || !page.front.draft));
    }
    pages
}

fn page(
    language: Tag,
    rest: &str,
    text: &Text,
    raw_html: RawHtml,
    findings: &mut Findings,
) -> Option<Page> {
    let Some((front, body)) = front::split(&text.text) else {
        findings.add(Finding::new(&rules::FRONT_MATTER_MISSING).at(text.place(0..1)));
        return None;
    };
    let front = front::parse(text, front, findings)?;
    let unspaced = language.is_unspaced();
    let mut body = markdown::parse(text, body, unspaced, raw_html, findings);
    let notice = front
        .notice
        .as_ref()
        .map(|notice| markdown::parse_inline(notice, unspaced, raw_html, &mut body, findings))
        .unwrap_or_default();
    Some(Page {
        language,
        path: rest.trim_end_matches(".md").to_owned(),
        text: text.clone(),
        front,
        blocks: body.blocks,
        notice,
        links: body.links,
        headings: body.headings,
    })
}

fn add_figure(pages: &mut Pages, rest: &str, text: &Text, findings: &mut Findings) {
    if let Some(figure) = svg::figure(text, findings) {
        pages
            .figures
            .insert(rest.trim_end_matches(".svg").to_owned(), figure);
    }
}

fn add_asset(pages: &mut Pages, path: &str, file: &File, findings: &mut Findings) {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    let (bytes, size) = match (extension, file) {
        ("svg", File::Text(text)) => match svg::figure(text, findings) {
            Some(figure) => (figure.standalone().into_bytes().into(), Some(figure.size())),
            None => return,
        },
        ("png" | "jpg" | "jpeg" | "gif" | "webp", File::Bytes(bytes)) => {
            match imagesize::blob_size(bytes) {
                Ok(size) => (Arc::clone(bytes), Some((size.width, size.height))),
                Err(_) => {
                    return findings
                        .add(Finding::new(&rules::UNSUPPORTED_FILE).at(Place::file(path)));
                }
            }
        }
        ("pdf", File::Bytes(bytes)) => (Arc::clone(bytes), None),
        ("txt", File::Text(text)) => (text.text.as_bytes().into(), None),
        _ => return findings.add(Finding::new(&rules::UNSUPPORTED_FILE).at(Place::file(path))),
    };
    pages.assets.insert(
        path["content/".len()..].to_owned(),
        Asset {
            origin: path.to_owned(),
            bytes,
            size,
        },
    );
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

/// Names that Windows keeps for devices, in any folder and with any extension.
const RESERVED: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

fn check_segments(path: &str, below_content: &str, findings: &mut Findings) {
    let (_, rest) = below_content.split_once('/').unwrap_or(("", below_content));
    for segment in rest.split('/') {
        let stem = segment.rsplit_once('.').map_or(segment, |(stem, _)| stem);
        if !is_segment(stem) {
            findings.add(
                Finding::new(&rules::PATH_SEGMENT)
                    .at(Place::file(path))
                    .with("segment", segment),
            );
        }
    }
}

/// Whether a word can stand in an address on every system: `[a-z0-9][a-z0-9-]*`, at most 60 characters, no device name.
#[must_use]
pub fn is_segment(stem: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    stem.starts_with(plain)
        && stem.chars().all(|c| plain(c) || c == '-')
        && stem.len() <= 60
        && !RESERVED.contains(&stem)
}

/// Visits blocks and all that stand within them, in order.
pub fn each_block<'a>(blocks: &'a [Block], visit: &mut impl FnMut(&'a Block)) {
    for block in blocks {
        visit(block);
        match block {
            Block::List { items, .. } => items.iter().for_each(|item| each_block(item, visit)),
            Block::Definitions(list) => {
                for blocks in list.iter().flat_map(|entry| &entry.definitions) {
                    each_block(blocks, visit);
                }
            }
            Block::Quote(blocks)
            | Block::Callout { blocks, .. }
            | Block::Footnote { blocks, .. } => each_block(blocks, visit),
            _ => {}
        }
    }
}

/// The words of inline content, without marks.
#[must_use]
pub fn plain(content: &[Inline]) -> String {
    let mut out = String::new();
    plain_into(content, &mut out);
    out
}

fn plain_into(content: &[Inline], out: &mut String) {
    for inline in content {
        match inline {
            Inline::Text(text) | Inline::Code(text) | Inline::Term { text, .. } => {
                out.push_str(text);
            }
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::Strikethrough(content) => plain_into(content, out),
            Inline::Link { content, .. } => plain_into(content, out),
            Inline::Image { alt, .. } => out.push_str(alt),
            Inline::SoftBreak | Inline::HardBreak => out.push(' '),
            Inline::Footnote(_) | Inline::Task(_) | Inline::Html(_) => {}
        }
    }
}
