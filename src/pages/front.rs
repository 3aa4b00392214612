//! Front matter: TOML between two lines of `+++` at the top of a page.

use super::model_texts::{self, ModelTexts, WordsById};
use crate::diagnostic::{Finding, Findings, Text, rules};
use crate::fields::{At, Date, TomlDocument, TomlTable, Written};
use std::collections::BTreeMap;
use std::ops::Range;

/// The key of questions that a page answers as a whole.
pub const WHOLE_PAGE: &str = "page";

/// What a page says of itself.
#[derive(Debug, Clone, Default)]
pub struct FrontMatter {
    /// Title, plain text.
    pub title: String,
    /// One sentence for lists, search and `<meta name="description">`.
    pub description: String,
    /// A shorter title for the navigation.
    pub nav_title: Option<String>,
    /// How the title is read, in a language whose writing does not say it: search finds the page by it.
    pub reading: Option<String>,
    /// Place among its siblings; those without come after those with one.
    pub order: i64,
    /// When it was first published; such pages are in the feed.
    pub date: Option<Date>,
    /// When it was changed last.
    pub updated: Option<Date>,
    /// Keys of the documents that it rests on.
    pub sources: Vec<At<String>>,
    /// Addresses that it had before, as paths without language and extension.
    pub aliases: Vec<At<String>>,
    /// Whether it is left out unless drafts are asked for.
    pub draft: bool,
    /// Whether nobody has reviewed the translation: readers are told.
    pub unreviewed: bool,
    /// Name of its template, `page` unless said otherwise.
    pub template: Option<At<String>>,
    /// Whether its section is published as one page for printing, too.
    pub edition: bool,
    /// A line that every page of the section shows; Markdown.
    pub notice: Option<At<String>>,
    /// The item of a model that it describes, as `model:item`.
    pub item: Option<At<String>>,
    /// The level texts of that item.
    pub levels: BTreeMap<String, At<String>>,
    /// The model whose names this page holds.
    pub model: Option<At<String>>,
    /// The model of which sections of this page are items: those whose anchors are their ids.
    pub items: Option<At<String>>,
    /// Names of the model's categories, by id.
    pub categories: BTreeMap<String, At<String>>,
    /// Names of the levels, by scale and level.
    pub scales: BTreeMap<String, WordsById>,
    /// Further words of that model.
    pub texts: ModelTexts,
    /// The profiles of one model that it describes, as `model:profile`.
    pub profiles: Vec<At<String>>,
    /// Why they ask what they ask, by item.
    pub profile_reasons: WordsById,
    /// The model of whose mapping it gives the reasons.
    pub mapping: Option<At<String>>,
    /// Why an item is connected with what that mapping names, by item.
    pub mapping_reasons: WordsById,
    /// What readers ask that the page answers, by the id of the heading under which it does; `page` for the page as a whole.
    /// Search finds it by these.
    pub questions: BTreeMap<String, Written>,
    /// What that item says in fields that have words, by field.
    pub fields: BTreeMap<String, Written>,
}

/// The byte ranges of front matter and body; `None` where the first line is not `+++` or no second one follows.
pub fn split(text: &str) -> Option<(Range<usize>, usize)> {
    let start = text.strip_prefix("+++")?.find('\n')? + 4;
    if !text[3..start].trim().is_empty() {
        return None;
    }
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == "+++" {
            return Some((start..at, at + line.len()));
        }
        at += line.len();
    }
    None
}

/// A page's place among its siblings, of a file that is not read otherwise.
#[must_use]
pub fn order(text: &Text) -> i64 {
    let findings = &mut Findings::default();
    let order = split(&text.text).and_then(|(part, _)| {
        let document = TomlDocument::parse_part(text, part, findings);
        document.table().integer("order", findings)
    });
    order.unwrap_or(i64::MAX)
}

/// Reads front matter; `None` if it has no title.
pub fn parse(text: &Text, part: Range<usize>, findings: &mut Findings) -> Option<FrontMatter> {
    let document = TomlDocument::parse_part(text, part, findings);
    let table = document.table();
    let title = title(text, &table, findings);
    let item = table.string("item", findings);
    let model = table.string("model", findings);
    let profiles = table.one_or_more("profile", findings);
    let mapping = table.string("mapping", findings);
    let front = FrontMatter {
        title: title.clone().unwrap_or_default(),
        description: table
            .string("description", findings)
            .map(|at| at.value)
            .unwrap_or_default(),
        nav_title: table.string("nav_title", findings).map(|at| at.value),
        reading: table.string("reading", findings).map(|at| at.value),
        order: table.integer("order", findings).unwrap_or(i64::MAX),
        date: table.date("date", findings).map(|at| at.value),
        updated: table.date("updated", findings).map(|at| at.value),
        sources: table.strings("sources", findings),
        aliases: table.strings("aliases", findings),
        draft: table.boolean("draft", findings).unwrap_or(false),
        unreviewed: table
            .choice("review", &[("draft", true)], findings)
            .unwrap_or(false),
        template: table.string("template", findings),
        edition: table.boolean("edition", findings).unwrap_or(false),
        notice: table.string("notice", findings),
        levels: table.words("levels", findings),
        items: table.string("items", findings),
        texts: model
            .as_ref()
            .map(|_| model_texts::read(&table, findings))
            .unwrap_or_default(),
        profile_reasons: if profiles.is_empty() {
            BTreeMap::new()
        } else {
            table.words("profile_reasons", findings)
        },
        mapping_reasons: mapping
            .as_ref()
            .map(|_| table.words("mapping_reasons", findings))
            .unwrap_or_default(),
        questions: table.texts_by_key("questions", findings),
        categories: table.words("categories", findings),
        scales: model_texts::by_id(&table, "scales", findings, |entry, findings| {
            Some(entry.all_strings(findings))
        }),
        model,
        profiles,
        mapping,
        fields: item
            .as_ref()
            .map(|_| table.texts_by_key("fields", findings))
            .unwrap_or_default(),
        item,
    };
    table.finish(findings);
    title.map(|_| front)
}

fn title(text: &Text, table: &TomlTable<'_>, findings: &mut Findings) -> Option<String> {
    let title = table.string("title", findings);
    match title {
        Some(title) if !title.value.trim().is_empty() => Some(title.value),
        Some(title) => {
            findings.add(Finding::new(&rules::MISSING_TITLE).at(title.span));
            None
        }
        None => {
            findings.add(Finding::new(&rules::MISSING_TITLE).at(text.place(0..3)));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_stands_between_two_lines() {
        let text = "+++\ntitle = \"a\"\n+++\nBody\n";
        let (front, body) = split(text).unwrap();
        assert_eq!((&text[front], &text[body..]), ("title = \"a\"\n", "Body\n"));
        assert_eq!(split("+++\ntitle = 1\n"), None);
        assert_eq!(split("# A page\n"), None);
    }
}
