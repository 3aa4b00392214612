//! The summary over many teams in the words of one language. No name of a team gets here.

use super::figures::hundredths_as_text;
use super::items::id_and_name;
use super::printable::{Column, Parts, Printable};
use super::summary::left_out;
use crate::formats::file::ModelReference;
use crate::scoring::{Item, ItemSummary, Model, SMALLEST_GROUP, Summary, Team, summary};
use crate::tool::ModelWords;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// The distribution of many teams' levels.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Distribution {
    /// What it is, for programs.
    pub format: &'static str,
    /// The version of that form.
    pub format_version: u32,
    /// BCP 47 tag of its language.
    pub language: String,
    /// Its title.
    pub title: String,
    /// What was scored.
    pub model: ModelReference,
    /// What it is not.
    pub statement: String,
    /// The figures.
    #[serde(flatten)]
    pub summary: Summary,
    /// Names of items by id.
    pub names: BTreeMap<String, String>,
}

/// Summarises many teams.
#[must_use]
pub fn distribution(model: &Model, words: &ModelWords, teams: &[Team]) -> Distribution {
    Distribution {
        format: "shirube-summary",
        format_version: 1,
        language: words.language.clone(),
        title: words.say("assess.title.summary", &[("model", &words.model())]),
        model: model.reference(),
        statement: words.say("assess.distribution.statement", &[]),
        summary: summary(model, teams),
        names: model
            .items
            .iter()
            .map(|item| (item.id.clone(), words.item(item)))
            .collect(),
    }
}

impl Distribution {
    /// The summary as something to print.
    #[must_use]
    pub fn printable(&self, model: &Model, words: &ModelWords) -> Printable {
        let mut parts = Parts::default();
        parts.notice(self.statement.clone());
        parts.paragraph(words.sentences(&self.sentences(words)));
        let least = SMALLEST_GROUP.to_string();
        if self.summary.withheld {
            parts.notice(words.say("assess.distribution.few", &[("least", &least)]));
        } else {
            for category in &model.categories {
                self.table(model, words, category, &mut parts);
            }
            parts.list(method(model, words, &least));
        }
        Printable {
            language: self.language.clone(),
            direction: words.direction.clone(),
            title: self.title.clone(),
            tlp: String::new(),
            parts: parts.0,
        }
    }

    /// How many teams there are, and what was left out or is not alike, where there is any.
    fn sentences(&self, words: &ModelWords) -> Vec<String> {
        let counts = [
            ("sentence", self.summary.teams),
            ("repeated", self.summary.repeated),
            ("other_version", self.summary.other_version),
            ("other_hash", self.summary.other_hash),
        ];
        let counts = counts.into_iter();
        let told = counts.filter(|(key, count)| *key == "sentence" || *count > 0);
        let sentence = |(key, count): (&str, usize)| {
            let key = format!("assess.distribution.{key}");
            words.say(&key, &[("count", &count.to_string())])
        };
        told.map(sentence).collect()
    }

    /// The table of a category.
    fn table(&self, model: &Model, words: &ModelWords, category: &str, parts: &mut Parts) {
        let items = model.items.iter().zip(&self.summary.items);
        let of_it: Vec<_> = items
            .filter(|(item, _)| item.category == category)
            .collect();
        let levels = levels(of_it.iter().map(|(_, summary)| *summary));
        let head = head(words, &levels);
        let rows = of_it.into_iter().map(|(item, summary)| {
            let mut row = vec![id_and_name(words, item)];
            if summary.withheld {
                row.push(words.say("assess.column.withheld", &[]));
                row.resize(head.len(), String::new());
            } else {
                row.extend(figures(summary, &levels));
            }
            row
        });
        let name = words.category(category);
        let caption = words.say("assess.caption.distribution", &[("category", &name)]);
        let rows = rows.collect();
        parts.table(caption, head, rows);
    }

    /// The figures as CSV with a byte order mark, so that spreadsheet programs read it as UTF-8. No cell begins a formula.
    #[must_use]
    pub fn csv(&self, model: &Model) -> String {
        let scales = model.scales.values();
        let levels: BTreeSet<i64> = scales.flatten().copied().collect();
        let levels: Vec<i64> = levels.into_iter().collect();
        let mut out = String::from("\u{feff}item,category,name,withheld,teams");
        for level in &levels {
            let _ = write!(out, ",level_{level}");
        }
        out.push_str(",not_applicable,lower_quartile,median,upper_quartile\r\n");
        for (item, summary) in model.items.iter().zip(&self.summary.items) {
            let cells = self.csv_cells(item, summary, &levels);
            let cells: Vec<String> = cells.iter().map(|cell| csv_cell(cell)).collect();
            let _ = write!(out, "{}\r\n", cells.join(","));
        }
        out
    }

    fn csv_cells(&self, item: &Item, summary: &ItemSummary, levels: &[i64]) -> Vec<String> {
        let name = self.names.get(&item.id).unwrap_or(&item.name);
        let withheld = self.summary.withheld || summary.withheld;
        let mut cells = vec![
            item.id.clone(),
            item.category.clone(),
            name.clone(),
            withheld.to_string(),
        ];
        cells.extend(if withheld {
            // As many as `figures` gives: teams, levels, not applicable and three quartiles.
            vec![String::new(); levels.len() + 5]
        } else {
            figures(summary, levels)
        });
        cells
    }
}

/// How figures come about, as far as there is anything to say.
fn method(model: &Model, words: &ModelWords, least: &str) -> Vec<String> {
    let mut method = vec![words.say("assess.method.quartiles", &[])];
    method.extend(left_out(model, words));
    method.push(words.say("assess.method.withheld", &[("least", least)]));
    method
}

/// The columns of a category's table.
fn head(words: &ModelWords, levels: &[i64]) -> Vec<Column> {
    let number = |key: &str| Column::numbers(words.say(&format!("assess.column.{key}"), &[]));
    let at = |level: &i64| {
        let level = level.to_string();
        Column::numbers(words.say("assess.column.at", &[("level", &level)]))
    };
    let mut head = vec![
        Column::words(words.say("tool.column.item", &[])),
        number("teams"),
    ];
    head.extend(levels.iter().map(at));
    head.extend(["exempt", "q1", "median", "q3"].map(number));
    head
}

/// The levels of several items, from the lowest to the highest.
fn levels<'a>(items: impl Iterator<Item = &'a ItemSummary>) -> Vec<i64> {
    let mut levels: Vec<i64> = items
        .flat_map(|item| item.counts.iter().map(|count| count.level))
        .collect();
    levels.sort_unstable();
    levels.dedup();
    levels
}

/// Teams, teams at each level, teams to which it does not apply, and quartiles.
fn figures(summary: &ItemSummary, levels: &[i64]) -> Vec<String> {
    let number = |count: Option<usize>| count.map(|count| count.to_string()).unwrap_or_default();
    let at = |level: &i64| {
        let count = summary.counts.iter().find(|count| count.level == *level);
        number(count.map(|count| count.count))
    };
    let quartiles = [
        summary.lower_quartile,
        summary.median,
        summary.upper_quartile,
    ];
    let mut figures = vec![number(summary.answered)];
    figures.extend(levels.iter().map(at));
    figures.push(number(summary.not_applicable));
    figures.extend(quartiles.map(|part| part.map(hundredths_as_text).unwrap_or_default()));
    figures
}

fn csv_cell(text: &str) -> String {
    let begins_formula =
        text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text.parse::<f64>().is_err();
    // An apostrophe makes a spreadsheet program take a cell for a text.
    let guarded = if begins_formula {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if guarded.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}
