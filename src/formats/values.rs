//! Values that several formats have: days, levels, references to a model; and how long things may be.

use super::json::{Fields, Node};
use crate::diagnostic::{Findings, rules};
use crate::scoring::{Edition, Model};
use serde::Serialize;

/// The longest line, in UTF-16 units: the `LIMITS` of the tools' `state/check.js`, as all that follow.
pub const LINE: usize = 500;
/// The longest text of several lines, in UTF-16 units.
pub const NOTE: usize = 20_000;
/// The most months in post.
const MONTHS: i64 = 1200;
/// The most entries of a record or list that has no limit of its own.
pub const ITEMS: usize = 5_000;

/// Names a model.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ModelReference {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Hash of its definition.
    pub hash: String,
}

impl ModelReference {
    /// The edition that it names.
    #[must_use]
    pub fn edition(&self) -> Edition {
        Edition {
            version: self.version.clone(),
            hash: self.hash.clone(),
        }
    }
}

/// The records of a list.
pub fn records<'a>(
    fields: &Fields<'a>,
    name: &str,
    limit: usize,
    findings: &mut Findings,
) -> Vec<Fields<'a>> {
    fields
        .list(name, limit, findings)
        .iter()
        .filter_map(|node| node.fields(findings))
        .collect()
}

/// What names a model.
pub fn model_reference(fields: &Fields<'_>, findings: &mut Findings) -> ModelReference {
    let [id, version, hash] =
        ["id", "version", "hash"].map(|name| fields.string(name, LINE, findings));
    ModelReference { id, version, hash }
}

/// A day as ISO 8601 writes it, or nothing.
pub fn day(fields: &Fields<'_>, name: &str, findings: &mut Findings) -> String {
    fields.form(name, is_day, "\"2026-04-01\"", findings)
}

/// A month as ISO 8601 writes it, or nothing.
pub fn month(fields: &Fields<'_>, name: &str, findings: &mut Findings) -> String {
    let is_month = |text: &str| is_day(&format!("{text}-01"));
    fields.form(name, is_month, "\"2026-04\"", findings)
}

/// How long somebody has been in post, in months.
pub fn months(fields: &Fields<'_>, findings: &mut Findings) -> Option<i64> {
    let months = fields.whole("months", findings)?;
    if (0..=MONTHS).contains(&months) {
        return Some(months);
    }
    fields.wrong("months", &format!("0 … {MONTHS}"), findings);
    None
}

/// Whether a text is a day as ISO 8601 writes it, and one that there is: no 31st of February.
fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |part: &str, digits: usize| {
        part.parse::<u32>()
            .ok()
            .filter(|_| part.len() == digits && !part.starts_with('+'))
    };
    let [year, month, day] = parts.as_slice() else {
        return false;
    };
    match (number(year, 4), number(month, 2), number(day, 2)) {
        (Some(year), Some(month), Some(day)) => (1..=days_of(year, month)).contains(&day),
        _ => false,
    }
}

/// How many days a month has; none where there is no such month.
pub fn days_of(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// The scales of an item; none where the model lacks it.
pub fn scales_of<'m>(model: &'m Model, item: &str) -> &'m [String] {
    let item = model.items.iter().find(|known| known.id == item);
    item.map_or(&[], |item| item.scales.as_slice())
}

/// Looks whether a level is of the scale that the side names, or of any of the item's scales where no side of it is named.
pub fn check_level(
    model: &Model,
    item: &str,
    side: &str,
    node: Option<&Node<'_>>,
    findings: &mut Findings,
) {
    let scales = scales_of(model, item);
    let Some(node) = node.filter(|_| !scales.is_empty()) else {
        return;
    };
    let is_meant = |scale: &&String| **scale == side || !scales.iter().any(|known| known == side);
    let meant = scales.iter().filter(is_meant).map(String::as_str);
    check_level_of(model, item, meant, node, findings);
}

/// Looks whether a level is of one of these scales.
pub fn check_level_of<'s>(
    model: &Model,
    item: &str,
    scales: impl Iterator<Item = &'s str>,
    node: &Node<'_>,
    findings: &mut Findings,
) {
    let Some(level) = node.whole(&mut Findings::default()) else {
        return;
    };
    let mut levels: Vec<i64> = scales
        .filter_map(|scale| model.scales.get(scale))
        .flatten()
        .copied()
        .collect();
    levels.sort_unstable();
    levels.dedup();
    if levels.contains(&level) {
        return;
    }
    let known: Vec<String> = levels.iter().map(ToString::to_string).collect();
    node.find(&rules::ASSESSMENT_LEVEL, findings, |finding| {
        finding
            .with("item", item)
            .with("level", level.to_string())
            .with("levels", known.join(", "))
    });
}

/// Texts as a finding lists those that are expected: `"a", "b"`.
pub fn quoted(texts: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let quoted: Vec<String> = texts
        .into_iter()
        .map(|text| format!("\"{}\"", text.as_ref()))
        .collect();
    quoted.join(", ")
}
