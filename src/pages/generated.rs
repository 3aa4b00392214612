//! Blocks that the generator fills: a fence whose word says with what, and whose body says how, as TOML.

use super::segments::is_segment;
use crate::diagnostic::{Finding, Findings, rules};
use crate::fields::{At, TomlTable};

/// What the generator can fill in.
#[derive(Debug, Clone)]
pub enum Generated {
    /// The pages below this one, with their descriptions.
    Pages,
    /// The level texts of this page's item.
    Levels,
    /// All items of a model.
    Items(List),
    /// What this page's profile asks, and why.
    Profile,
    /// The section in which it stands, as files for other programs.
    Files(SectionFiles),
    /// The checklists of the pages below this one, to be ticked in one place.
    Checklists,
    /// The mapping that this page is about, as a table: its model's items by the items of another model (by the model's id), or
    /// by the pages below one (by its path).
    Matrix(String),
    /// The same mapping, item by item with the reason.
    Connections,
    /// The items of all models.
    Index(IndexBy),
    /// What a search finds, all of it: the page to which search boxes lead.
    Search,
    /// Pages in the order in which they are to be read, with the time that this takes.
    Path(Vec<PathStep>),
}

/// A section of a page that is published as files, too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionFiles {
    /// The id of the section's heading.
    pub section: String,
    /// The kinds of files.
    pub kinds: Vec<FileKind>,
}

/// A kind of file that a section is published as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// Office Open XML, as Word reads it.
    Docx,
    /// Office Open XML, as Excel reads it.
    Xlsx,
}

impl FileKind {
    /// The ending of such a file's name, which is also the word for it in a block.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
        }
    }

    /// The key of the interface text that names such a file.
    #[must_use]
    pub fn text_key(self) -> &'static str {
        match self {
            Self::Docx => "page.file.docx",
            Self::Xlsx => "page.file.xlsx",
        }
    }
}

/// A list of a model's items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// The model's id.
    pub model: String,
    /// What the list is divided by.
    pub by: Grouping,
    /// Whether it has a field that narrows it to what is typed.
    pub filter: bool,
}

/// What an index of all items is sorted and divided by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndexBy {
    /// By name, under letters and rows of the kana table.
    Letter,
    /// By id; items that readers do not know by theirs are left out.
    Id,
}

/// A page of a reading path.
#[derive(Debug, Clone)]
pub struct PathStep {
    /// Path of the page, without language and extension.
    pub page: At<String>,
    /// Why this reader reads it.
    pub why: String,
}

/// What a list of items is divided by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    /// By category, under the categories' names.
    Category,
    /// By first letter or row of the kana table, sorted.
    Letter,
    /// Not at all: in the order of the model.
    Order,
}

/// The words that fences of such blocks begin with.
pub(super) const BLOCKS: [&str; 11] = [
    "pages",
    "levels",
    "items",
    "profile",
    "files",
    "checklists",
    "matrix",
    "connections",
    "index",
    "path",
    "search",
];

const GROUPINGS: [(&str, Grouping); 3] = [
    ("category", Grouping::Category),
    ("letter", Grouping::Letter),
    ("order", Grouping::Order),
];

const INDEXES: [(&str, IndexBy); 2] = [("letter", IndexBy::Letter), ("id", IndexBy::Id)];

/// Reads a block whose fence begins with `word`; `None` where it is none of ours. `section`: the id of the heading above it.
pub(super) fn read(
    word: &str,
    argument: &str,
    section: &str,
    table: TomlTable<'_>,
    findings: &mut Findings,
) -> Option<Generated> {
    let kind = match word {
        "pages" => Generated::Pages,
        "checklists" => Generated::Checklists,
        "matrix" => Generated::Matrix(argument.to_owned()),
        "connections" => Generated::Connections,
        "index" => Generated::Index(
            table
                .choice("by", &INDEXES, findings)
                .unwrap_or(IndexBy::Letter),
        ),
        "search" => Generated::Search,
        "path" => Generated::Path(steps(&table, findings)),
        "levels" => Generated::Levels,
        "profile" => Generated::Profile,
        "items" => Generated::Items(List {
            model: argument.to_owned(),
            by: table
                .choice("by", &GROUPINGS, findings)
                .unwrap_or(Grouping::Category),
            filter: table.boolean("filter", findings).unwrap_or(false),
        }),
        "files" => Generated::Files(files(argument, section, &table, findings)),
        _ => return None,
    };
    let asks = matches!(
        kind,
        Generated::Items(_) | Generated::Matrix(_) | Generated::Files(_)
    );
    if !asks && !argument.is_empty() {
        let finding = Finding::new(&rules::INVALID_VALUE).at(table.place(word));
        let finding = finding.with("key", word).with("value", argument);
        findings.add(finding.with("expected", format!("```{word}")));
    }
    table.finish(findings);
    Some(kind)
}

fn steps(table: &TomlTable<'_>, findings: &mut Findings) -> Vec<PathStep> {
    let mut steps = Vec::new();
    for entry in table.tables("pages", findings) {
        let page = entry.required_string("page", findings);
        let why = entry.required_string("why", findings);
        entry.finish(findings);
        if let (Some(page), Some(why)) = (page, why) {
            let why = why.value;
            steps.push(PathStep { page, why });
        }
    }
    steps
}

/// The kinds of files are named behind the block's word. The heading's id is part of the files' names.
fn files(
    argument: &str,
    section: &str,
    table: &TomlTable<'_>,
    findings: &mut Findings,
) -> SectionFiles {
    let mut wrong = |key: &str, value: &str, expected: &str| {
        let finding = Finding::new(&rules::INVALID_VALUE).at(table.place("files"));
        findings.add(
            finding
                .with("key", key)
                .with("value", value)
                .with("expected", expected),
        );
    };
    if !is_segment(section) {
        wrong("{#…}", section, "## … {#form}");
    }
    let mut kinds = Vec::new();
    for word in argument.split_whitespace() {
        let known = [FileKind::Docx, FileKind::Xlsx].into_iter();
        match known.into_iter().find(|kind| kind.extension() == word) {
            Some(kind) => kinds.push(kind),
            None => wrong("files", word, "docx, xlsx"),
        }
    }
    if kinds.is_empty() {
        wrong("files", argument, "docx, xlsx");
    }
    SectionFiles {
        section: section.to_owned(),
        kinds,
    }
}
