//! The summary over many teams in the words of one language. No name of a team gets here.

use super::document::{Column, Document, Parts};
use super::left_out;
use crate::formats::file::ModelReference;
use crate::scoring::{ItemSummary, Model, SMALLEST_GROUP, Summary, Team, summary};
use crate::tool::Words;
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
pub fn distribution(model: &Model, words: &Words, teams: &[Team]) -> Distribution {
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
    /// The summary as a document.
    #[must_use]
    pub fn document(&self, model: &Model, words: &Words) -> Document {
        let least = SMALLEST_GROUP.to_string();
        let mut parts = Parts::default();
        parts.notice(self.statement.clone());
        parts.paragraph(words.sentences(&self.sentences(words)));
        if self.summary.withheld {
            parts.notice(words.say("assess.distribution.few", &[("least", &least)]));
        } else {
            for category in &model.categories {
                self.table(model, words, category, &mut parts);
            }
            let mut method = vec![words.say("assess.method.quartiles", &[])];
            method.extend(left_out(model, words));
            method.push(words.say("assess.method.withheld", &[("least", &least)]));
            parts.list(method);
        }
        Document {
            language: self.language.clone(),
            direction: words.direction.clone(),
            title: self.title.clone(),
            tlp: String::new(),
            parts: parts.0,
        }
    }

    fn sentences(&self, words: &Words) -> Vec<String> {
        let counts = [
            ("sentence", self.summary.teams),
            ("repeated", self.summary.repeated),
            ("other_version", self.summary.other_version),
            ("other_hash", self.summary.other_hash),
        ];
        let told = counts
            .into_iter()
            .filter(|(key, count)| *key == "sentence" || *count > 0);
        told.map(|(key, count)| {
            words.say(
                &format!("assess.distribution.{key}"),
                &[("count", &count.to_string())],
            )
        })
        .collect()
    }

    fn table(&self, model: &Model, words: &Words, category: &str, parts: &mut Parts) {
        let say = |key: &str| words.say(&format!("assess.column.{key}"), &[]);
        let of_it = || {
            model
                .items
                .iter()
                .zip(&self.summary.items)
                .filter(|(item, _)| item.category == category)
        };
        let levels = levels(of_it().map(|(_, summary)| summary));
        let mut head = vec![
            Column::words(words.say("tool.column.item", &[])),
            Column::numbers(say("teams")),
        ];
        head.extend(levels.iter().map(|level| {
            Column::numbers(words.say("assess.column.at", &[("level", &level.to_string())]))
        }));
        head.extend(["exempt", "q1", "median", "q3"].map(|key| Column::numbers(say(key))));
        let rows = of_it().map(|(item, summary)| {
            let mut row = vec![format!("{} {}", item.id, words.item(item))];
            if summary.withheld {
                row.push(say("withheld"));
                row.resize(head.len(), String::new());
                return row;
            }
            row.extend(figures(summary, &levels));
            row
        });
        let caption = words.say(
            "assess.caption.distribution",
            &[("category", &words.category(category))],
        );
        parts.table(caption, head.clone(), rows.collect());
    }

    /// The figures as CSV with a byte order mark, so that spreadsheet programs read it as UTF-8. No cell begins a formula.
    #[must_use]
    pub fn csv(&self, model: &Model) -> String {
        let levels: BTreeSet<i64> = model.scales.values().flatten().copied().collect();
        let levels: Vec<i64> = levels.into_iter().collect();
        let mut out = String::from("\u{feff}item,category,name,withheld,teams");
        for level in &levels {
            let _ = write!(out, ",level_{level}");
        }
        out.push_str(",not_applicable,lower_quartile,median,upper_quartile\r\n");
        for (item, summary) in model.items.iter().zip(&self.summary.items) {
            let name = self.names.get(&item.id).unwrap_or(&item.name);
            let withheld = self.summary.withheld || summary.withheld;
            let mut cells = vec![
                item.id.clone(),
                item.category.clone(),
                name.clone(),
                withheld.to_string(),
            ];
            cells.extend(if withheld {
                vec![String::new(); levels.len() + 5]
            } else {
                figures(summary, &levels)
            });
            out.push_str(
                &cells
                    .iter()
                    .map(|cell| csv_cell(cell))
                    .collect::<Vec<_>>()
                    .join(","),
            );
            out.push_str("\r\n");
        }
        out
    }
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
    let at = |level: &i64| {
        let count = summary.counts.iter().find(|count| count.level == *level);
        count
            .map(|count| count.count.to_string())
            .unwrap_or_default()
    };
    let number = |count: Option<usize>| count.map(|count| count.to_string()).unwrap_or_default();
    let mut figures = vec![number(summary.answered)];
    figures.extend(levels.iter().map(at));
    figures.push(number(summary.not_applicable));
    let quartiles = [
        summary.lower_quartile,
        summary.median,
        summary.upper_quartile,
    ];
    figures
        .extend(quartiles.map(|hundredths| hundredths.map(hundredths_as_text).unwrap_or_default()));
    figures
}

fn hundredths_as_text(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    format!(
        "{sign}{}.{:02}",
        hundredths.abs() / 100,
        hundredths.abs() % 100
    )
}

fn csv_cell(text: &str) -> String {
    let begins_formula =
        text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text.parse::<f64>().is_err();
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
