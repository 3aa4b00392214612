//! Levels that somebody asks for, item by item (`profiles.toml`).

use super::{Model, check_item, duplicate, invalid};
use crate::diagnostic::Findings;
use crate::fields::{At, Table};
use std::collections::BTreeMap;

/// Levels that somebody asks for, item by item.
#[derive(Debug, Clone)]
pub struct Profile {
    /// Its id.
    pub id: String,
    /// Whose it is.
    pub label: Label,
    /// Key of the document that its numbers are from, or would be.
    pub source: Option<At<String>>,
    /// Day on which the numbers were compared with the source.
    pub checked: Option<String>,
    /// What is asked of an item, by its id. Of an item that is absent it is not known.
    pub levels: BTreeMap<String, Threshold>,
}

/// Whose a profile is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// A proposal of this site's.
    Ours,
    /// The owner's of its source.
    Owner,
}

/// What a profile asks of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Threshold {
    /// At least this level.
    Level(i64),
    /// Nothing.
    NotRequired,
}

/// The word for [`Threshold::NotRequired`].
const NOT_REQUIRED: &str = "not-required";

/// Reads `profiles.toml`.
pub(super) fn read(table: Table<'_>, model: &Model, findings: &mut Findings) -> Vec<Profile> {
    let mut profiles: Vec<Profile> = Vec::new();
    for entry in table.tables("profiles", findings) {
        let id = entry.required_string("id", findings);
        entry.required_string("label", findings);
        let label = entry.choice(
            "label",
            &[("ours", Label::Ours), ("owner", Label::Owner)],
            findings,
        );
        let source = entry.string("source", findings);
        let checked = entry.date("checked", findings).map(|at| at.value);
        let levels = entry
            .table("levels", findings)
            .map(|levels| thresholds(&levels, model, findings))
            .unwrap_or_default();
        entry.finish(findings);
        let Some(id) = id else { continue };
        let label = label.unwrap_or(Label::Owner);
        if profiles.iter().any(|profile| profile.id == id.value) {
            duplicate(&id, findings);
        } else {
            profiles.push(Profile {
                id: id.value,
                label,
                source,
                checked,
                levels,
            });
        }
    }
    table.finish(findings);
    profiles
}

fn thresholds(
    table: &Table<'_>,
    model: &Model,
    findings: &mut Findings,
) -> BTreeMap<String, Threshold> {
    let mut thresholds = BTreeMap::new();
    for (id, place) in table.keys() {
        let Some(written) = table.integer_or(id, NOT_REQUIRED, findings) else {
            continue;
        };
        if !check_item(model, id, &place, findings) {
            continue;
        }
        let levels = model
            .item(id)
            .map(|item| model.levels_of(item))
            .unwrap_or_default();
        if let Some(level) = written.value.filter(|level| !levels.contains(level)) {
            findings.add(invalid(&written.place, id, level, levels.iter()));
        }
        thresholds.insert(
            id.to_owned(),
            written
                .value
                .map_or(Threshold::NotRequired, Threshold::Level),
        );
    }
    thresholds
}
