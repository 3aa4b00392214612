//! The words of a model and of a profile in front matter, beside the names of categories and levels.

use crate::diagnostic::Findings;
use crate::fields::{At, TomlTable};
use std::collections::BTreeMap;

/// Words by id.
pub type WordsById = BTreeMap<String, At<String>>;

/// The words of a model that its page holds.
#[derive(Debug, Clone, Default)]
pub struct ModelTexts {
    /// What a level means whatever the item, by scale and level.
    pub level_texts: BTreeMap<String, WordsById>,
    /// What the fields of items are called.
    pub field_names: WordsById,
    /// What is said of an item that lacks a field, where that is worth saying.
    pub field_absent: WordsById,
    /// How names of items are read, by item: what they are sorted by in languages that sort by readings.
    pub readings: WordsById,
    /// Names of scales.
    pub scale_names: WordsById,
    /// Patterns by id.
    pub patterns: BTreeMap<String, Named>,
    /// Profiles by id.
    pub profiles: BTreeMap<String, Named>,
    /// Why an item should be on a side, by the reason's id.
    pub reasons: WordsById,
    /// What shortcuts say, by id.
    pub shortcuts: WordsById,
    /// What is said of a category that came out strong or weak, by its id.
    pub findings: BTreeMap<String, HighLow>,
    /// What must be known before anything else.
    pub notice: Option<At<String>>,
    /// Key of the document that the notice leads to.
    pub notice_source: Option<At<String>>,
    /// How to use the tool.
    pub steps: Vec<String>,
    /// What to know about scoring.
    pub help: Vec<String>,
}

/// A name with what it means.
#[derive(Debug, Clone)]
pub struct Named {
    /// The name.
    pub name: At<String>,
    /// What it means.
    pub text: At<String>,
}

/// A sentence for what is strong, and one for what is weak.
#[derive(Debug, Clone)]
pub struct HighLow {
    /// Said of what is strong.
    pub high: At<String>,
    /// Said of what is weak.
    pub low: At<String>,
}

/// Reads the words of a model.
pub(super) fn read(table: &TomlTable<'_>, findings: &mut Findings) -> ModelTexts {
    let mut texts = ModelTexts {
        level_texts: by_id(table, "level_texts", findings, |entry, findings| {
            Some(entry.all_strings(findings))
        }),
        field_names: table.words("field_names", findings),
        field_absent: table.words("field_absent", findings),
        readings: table.words("readings", findings),
        scale_names: table.words("scale_names", findings),
        patterns: by_id(table, "patterns", findings, named),
        profiles: by_id(table, "profiles", findings, named),
        reasons: table.words("reasons", findings),
        shortcuts: table.words("shortcuts", findings),
        findings: by_id(table, "findings", findings, high_low),
        ..ModelTexts::default()
    };
    if let Some(tool) = table.table("tool", findings) {
        texts.notice = tool.string("notice", findings);
        texts.notice_source = tool.string("notice_source", findings);
        texts.steps = list(&tool, "steps", findings);
        texts.help = list(&tool, "help", findings);
        tool.finish(findings);
    }
    texts
}

fn list(table: &TomlTable<'_>, key: &str, findings: &mut Findings) -> Vec<String> {
    let strings = table.strings(key, findings).into_iter();
    strings.map(|at| at.value).collect()
}

/// The tables of a table whose keys are ids.
pub(super) fn by_id<T>(
    table: &TomlTable<'_>,
    key: &str,
    findings: &mut Findings,
    read: impl Fn(&TomlTable<'_>, &mut Findings) -> Option<T>,
) -> BTreeMap<String, T> {
    let Some(table) = table.table(key, findings) else {
        return BTreeMap::new();
    };
    let ids: Vec<String> = table.keys().map(|(id, _)| id.to_owned()).collect();
    let mut entries = BTreeMap::new();
    for id in ids {
        let Some(entry) = table.table(&id, findings) else {
            continue;
        };
        let value = read(&entry, findings);
        entry.finish(findings);
        entries.extend(value.map(|value| (id, value)));
    }
    entries
}

fn named(entry: &TomlTable<'_>, findings: &mut Findings) -> Option<Named> {
    let (name, text) = (
        entry.required_string("name", findings),
        entry.required_string("text", findings),
    );
    Some(Named {
        name: name?,
        text: text?,
    })
}

fn high_low(entry: &TomlTable<'_>, findings: &mut Findings) -> Option<HighLow> {
    let (high, low) = (
        entry.required_string("high", findings),
        entry.required_string("low", findings),
    );
    Some(HighLow {
        high: high?,
        low: low?,
    })
}
