//! Blocks that the generator fills: a fence whose word says with what, and whose body says how, as TOML.

use crate::diagnostic::Findings;
use crate::fields::TomlTable;

/// What the generator can fill in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Generated {
    /// The pages below this one, with their descriptions.
    Pages,
    /// The level texts of this page's item.
    Levels,
    /// All items of a model.
    Items(List),
    /// What this page's profile asks, and why.
    Profile,
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
pub(super) const BLOCKS: [&str; 4] = ["pages", "levels", "items", "profile"];

const GROUPINGS: [(&str, Grouping); 3] = [
    ("category", Grouping::Category),
    ("letter", Grouping::Letter),
    ("order", Grouping::Order),
];

/// Reads a block whose fence begins with `word`; `None` where it is none of ours.
pub(super) fn read(
    word: &str,
    argument: &str,
    table: TomlTable<'_>,
    findings: &mut Findings,
) -> Option<Generated> {
    let kind = match word {
        "pages" => Generated::Pages,
        "levels" => Generated::Levels,
        "profile" => Generated::Profile,
        "items" => Generated::Items(List {
            model: argument.to_owned(),
            by: table
                .choice("by", &GROUPINGS, findings)
                .unwrap_or(Grouping::Category),
            filter: table.boolean("filter", findings).unwrap_or(false),
        }),
        _ => return None,
    };
    table.finish(findings);
    Some(kind)
}
