//! What columns, sides, levels and words of closed lists are called in tables: by their keys, and in every language.

use super::KnownModel;
use crate::scoring::Item;
use crate::tool::ModelWords;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization as _;

/// All columns that a table can have.
const COLUMNS: [&str; 24] = [
    "item",
    "category",
    "name",
    "official",
    "side",
    "level",
    "meaning",
    "notApplicable",
    "note",
    "evidence.what",
    "evidence.where",
    "evidence.owner",
    "evidence.date",
    "evidence.confidence",
    "target",
    "decidedBy",
    "decidedOn",
    "comeBack",
    "ask",
    "plan.level",
    "plan.owner",
    "plan.due",
    "plan.step",
    "agreed",
];

/// Columns that only show what the model says.
pub const ONLY_SHOWN: [&str; 4] = ["category", "name", "official", "meaning"];
/// Columns that hold days.
pub const DAYS: [&str; 3] = ["evidence.date", "decidedOn", "plan.due"];
/// Columns that hold levels.
pub const LEVELS: [&str; 3] = ["level", "target", "plan.level"];

type ByName = BTreeMap<String, String>;

/// Names of a model, in the form in which they are compared.
pub struct Names {
    columns: BTreeMap<String, &'static str>,
    scales: BTreeMap<String, BTreeSet<String>>,
    /// What levels are called, by scale and level.
    levels: BTreeMap<String, BTreeMap<i64, BTreeSet<String>>>,
    /// What may stand beside the number of a level and says nothing more.
    level_words: BTreeSet<String>,
    confidences: ByName,
    not_required: BTreeSet<String>,
    /// That an item does not apply, and that the reason is still to be written.
    reason_follows: BTreeSet<String>,
    yes: BTreeSet<String>,
    no: BTreeSet<String>,
    patterns: ByName,
}

/// A text as it is compared with names: full and half width, case and spaces around do not count.
pub fn comparable(text: &str) -> String {
    crate::scoring::trimmed(&text.nfkc().collect::<String>()).to_lowercase()
}

impl Names {
    pub fn of(known: &KnownModel<'_>) -> Self {
        let (model, all) = (known.model, &known.words);
        let label = |words: &ModelWords, key: &str| words.say(&format!("tool.sheet.{key}"), &[]);
        let called = |key: &str, name: &dyn Fn(&ModelWords) -> String| -> BTreeSet<String> {
            all.iter()
                .map(name)
                .chain([key.to_owned()])
                .map(|name| comparable(&name))
                .filter(|name| !name.is_empty())
                .collect()
        };
        let by_name = |keys: &[&str], name: &dyn Fn(&ModelWords, &str) -> String| -> ByName {
            let named = |key: &&str| {
                called(key, &|words| name(words, key))
                    .into_iter()
                    .map(|name| (name, (*key).to_owned()))
                    .collect::<Vec<_>>()
            };
            // Of two with one name the first is meant.
            keys.iter().rev().flat_map(named).collect()
        };
        let level_names = |scale: &str, level: i64| {
            called("", &|words| words.level(scale, level).unwrap_or_default())
        };
        let patterns: Vec<&str> = model
            .patterns
            .iter()
            .map(|pattern| pattern.id.as_str())
            .collect();
        let words_in = |key: &str| -> BTreeSet<String> {
            all.iter()
                .flat_map(|words| {
                    label(words, key)
                        .split([',', '、'])
                        .map(comparable)
                        .collect::<Vec<_>>()
                })
                .collect()
        };
        Self {
            columns: columns(&called, &label),
            scales: model
                .scales
                .keys()
                .map(|id| (id.clone(), called(id, &|words| words.scale(id))))
                .collect(),
            levels: model
                .scales
                .iter()
                .map(|(id, levels)| {
                    (
                        id.clone(),
                        levels
                            .iter()
                            .map(|level| (*level, level_names(id, *level)))
                            .collect(),
                    )
                })
                .collect(),
            level_words: words_in("levelWords"),
            confidences: by_name(&["low", "medium", "high"], &|words, key| {
                label(words, &format!("confidence.{key}"))
            }),
            not_required: called("not-required", &|words| label(words, "notRequired")),
            reason_follows: called("reasonFollows", &|words| label(words, "reasonFollows")),
            yes: words_in("yes"),
            no: words_in("no"),
            patterns: by_name(&patterns, &|words, id| words.pattern(id)),
        }
    }

    /// The column that a heading names.
    pub fn column(&self, heading: &str) -> Option<&'static str> {
        self.columns.get(&comparable(heading)).copied()
    }

    /// The side of an item that a text names.
    pub fn side<'i>(&self, item: &'i Item, text: &str) -> Option<&'i str> {
        let wanted = comparable(text);
        item.scales
            .iter()
            .find(|scale| {
                self.scales
                    .get(*scale)
                    .is_some_and(|names| names.contains(&wanted))
            })
            .map(String::as_str)
    }

    pub fn confidence(&self, text: &str) -> Option<&str> {
        self.confidences.get(&comparable(text)).map(String::as_str)
    }

    pub fn pattern(&self, text: &str) -> Option<&str> {
        self.patterns.get(&comparable(text)).map(String::as_str)
    }

    /// Whether a text says that nothing is required.
    pub fn is_not_required(&self, text: &str) -> bool {
        self.not_required.contains(&comparable(text))
    }

    /// Whether a text says that the reason why an item does not apply is still to be written.
    pub fn is_reason_to_follow(&self, text: &str) -> bool {
        self.reason_follows.contains(&comparable(text))
    }

    /// What a word says that answers with yes or no.
    pub fn answer(&self, text: &str) -> Option<bool> {
        let wanted = comparable(text);
        self.yes
            .contains(&wanted)
            .then_some(true)
            .or_else(|| self.no.contains(&wanted).then_some(false))
    }

    /// The level in a cell: its number, alone or beside words that say the same ("Level 3", "3 Approved").
    pub fn level(&self, item: &Item, text: &str) -> Option<i64> {
        let clean = comparable(text);
        let first = clean.find(|sign: char| sign.is_ascii_digit())?;
        let (before, rest) = clean.split_at(first);
        let digits = rest.len()
            - rest
                .trim_start_matches(|sign: char| sign.is_ascii_digit())
                .len();
        let (digits, rest) = rest.split_at(digits);
        let level: i64 = digits.parse().ok().filter(|_| digits.len() <= 6)?;
        let after = without_zeros(rest);
        let words: Vec<&str> = [before, after]
            .map(|part| part.trim_matches(is_between))
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        let is_alone = before.trim().is_empty() && after.trim().is_empty();
        let is_said = words
            .iter()
            .all(|words| self.says_level(item, words, level))
            && (is_alone || !words.is_empty());
        if is_said { Some(level) } else { whole(text) }
    }

    /// Whether words beside the number of a level are only another way to say it.
    fn says_level(&self, item: &Item, words: &str, level: i64) -> bool {
        let is_name = |scale: &String| {
            self.levels
                .get(scale)
                .and_then(|levels| levels.get(&level))
                .is_some_and(|names| names.contains(words))
        };
        self.level_words.contains(words) || item.scales.iter().any(is_name)
    }
}

/// Every name of something, by its key and what it is called in some words.
type Called<'c> = dyn Fn(&str, &dyn Fn(&ModelWords) -> String) -> BTreeSet<String> + 'c;

fn columns(
    called: &Called<'_>,
    label: &dyn Fn(&ModelWords, &str) -> String,
) -> BTreeMap<String, &'static str> {
    let named = |key: &'static str| {
        called(key, &|words| label(words, key))
            .into_iter()
            .map(move |name| (name, key))
            .collect::<Vec<_>>()
    };
    COLUMNS.into_iter().flat_map(named).collect()
}

/// Signs that stand between a number and words.
fn is_between(sign: char) -> bool {
    sign.is_whitespace() || ":.,()・=–—-".contains(sign)
}

/// What follows a number, without the zeros behind a decimal point or comma.
fn without_zeros(text: &str) -> &str {
    let Some(rest) = text.strip_prefix(['.', ',']) else {
        return text;
    };
    let zeros = rest.trim_start_matches('0');
    if zeros.len() < rest.len() && !zeros.starts_with(|sign: char| sign.is_ascii_digit()) {
        zeros
    } else {
        text
    }
}

/// A whole number in a cell.
pub fn whole(text: &str) -> Option<i64> {
    let clean = comparable(text);
    let digits = clean.strip_prefix('-').unwrap_or(&clean);
    let end = digits.len()
        - digits
            .trim_start_matches(|sign: char| sign.is_ascii_digit())
            .len();
    let number: i64 = digits[..end]
        .parse()
        .ok()
        .filter(|_| end <= 6 && without_zeros(&digits[end..]).is_empty())?;
    Some(if clean.starts_with('-') {
        -number
    } else {
        number
    })
}
