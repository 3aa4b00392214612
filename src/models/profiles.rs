//! Levels that somebody asks for, item by item (`profiles.toml`).

use super::{Model, check_item, duplicate, invalid};
use crate::diagnostic::Findings;
use crate::fields::{At, TomlTable};
use crate::scoring::{NOT_REQUIRED, Profile, Threshold};
use std::collections::BTreeMap;

/// A profile with the key of the document that its numbers are from, or would be.
pub(super) type Sourced = (Profile, Option<At<String>>);

/// Reads `profiles.toml`. What stands in the documents comes later, once these are read.
pub(super) fn read(table: TomlTable<'_>, model: &Model, findings: &mut Findings) -> Vec<Sourced> {
    let mut profiles: Vec<Sourced> = Vec::new();
    for entry in table.tables("profiles", findings) {
        let id = entry.required_string("id", findings);
        entry.required_string("label", findings);
        let ours = entry.choice("label", &[("ours", true), ("owner", false)], findings);
        let source = entry.string("source", findings);
        let checked = entry.date("checked", findings).map(|at| at.value);
        let levels = entry
            .table("levels", findings)
            .map(|levels| thresholds(&levels, model, findings))
            .unwrap_or_default();
        let exemptions = exemptions(&entry, model, findings);
        entry.finish(findings);
        let Some(id) = id else { continue };
        if profiles.iter().any(|(known, _)| known.id == id.value) {
            duplicate(&id, findings);
            continue;
        }
        let profile = Profile {
            id: id.value,
            ours: ours.unwrap_or(false),
            checked: checked.map(|date| date.to_string()).unwrap_or_default(),
            levels,
            exemptions,
            ..Profile::default()
        };
        profiles.push((profile, source));
    }
    table.finish(findings);
    profiles
}

/// Items that the profile's owner lets a team leave out where they do not apply.
fn exemptions(entry: &TomlTable<'_>, model: &Model, findings: &mut Findings) -> Vec<String> {
    let items = entry.strings("exemptions", findings).into_iter();
    items
        .filter(|item| check_item(model, &item.value, &item.span, findings))
        .map(|item| item.value)
        .collect()
}

fn thresholds(
    table: &TomlTable<'_>,
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
            findings.add(invalid(&written.span, id, level, levels.iter()));
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
