//! The scales of a model: levels from the lowest to the highest, and which of them are marked.

use super::{duplicate, invalid};
use crate::diagnostic::Findings;
use crate::fields::TomlTable;
use std::collections::{BTreeMap, BTreeSet};

/// The scales of a model. A level means the same on all of them.
#[derive(Debug, Default)]
pub(super) struct Scales {
    /// Levels by scale.
    pub levels: BTreeMap<String, Vec<i64>>,
    /// Levels that are answers and take no part in a mean.
    pub left_out: BTreeSet<i64>,
    /// Levels that rest on a decision, of which the tool asks who took it, and when.
    pub decided: BTreeSet<i64>,
}

impl Scales {
    /// Reads `[[scales]]`.
    pub fn read(table: &TomlTable<'_>, findings: &mut Findings) -> Self {
        let mut scales = Self::default();
        for entry in table.tables("scales", findings) {
            let id = entry.required_string("id", findings);
            let levels = levels(&entry, findings);
            let left_out = marks(&entry, "left_out", &levels, &scales.left_out, findings);
            let decided = marks(&entry, "decided", &levels, &scales.decided, findings);
            scales.left_out.extend(left_out);
            scales.decided.extend(decided);
            entry.finish(findings);
            match id {
                Some(id) if scales.levels.contains_key(&id.value) => duplicate(&id, findings),
                Some(id) => drop(scales.levels.insert(id.value, levels)),
                None => {}
            }
        }
        scales
    }

    /// A level of any scale, if the key is there.
    pub fn level(&self, table: &TomlTable<'_>, key: &str, findings: &mut Findings) -> Option<i64> {
        let level = table.integer(key, findings)?;
        let known: BTreeSet<i64> = self.levels.values().flatten().copied().collect();
        if !known.contains(&level) {
            findings.add(invalid(&table.place(key), key, level, known.iter()));
        }
        Some(level)
    }
}

/// Levels rise.
fn levels(entry: &TomlTable<'_>, findings: &mut Findings) -> Vec<i64> {
    if entry.keys().all(|(key, _)| key != "levels") {
        entry.missing("levels", findings);
    }
    let mut levels: Vec<i64> = Vec::new();
    for level in entry.integers("levels", findings) {
        match levels.last() {
            Some(last) if *last >= level.value => {
                let above = last.saturating_add(1);
                findings.add(invalid(
                    &level.span,
                    "levels",
                    level.value,
                    std::iter::once(format!("{above}…")),
                ));
            }
            _ => levels.push(level.value),
        }
    }
    levels
}

/// Levels of a scale with a mark. A level means the same on all scales of a model, so they agree in their marks.
fn marks(
    entry: &TomlTable<'_>,
    key: &str,
    levels: &[i64],
    before: &BTreeSet<i64>,
    findings: &mut Findings,
) -> Vec<i64> {
    let (known, strange): (Vec<_>, Vec<_>) = entry
        .integers(key, findings)
        .into_iter()
        .partition(|level| levels.contains(&level.value));
    for level in strange {
        findings.add(invalid(&level.span, key, level.value, levels.iter()));
    }
    let marks: Vec<i64> = known.into_iter().map(|level| level.value).collect();
    let forgotten: Vec<i64> = before
        .iter()
        .copied()
        .filter(|level| levels.contains(level) && !marks.contains(level))
        .collect();
    if !forgotten.is_empty() {
        let written = format!("{marks:?}");
        findings.add(invalid(
            &entry.place(key),
            key,
            written,
            std::iter::once(format!("{forgotten:?}")),
        ));
    }
    marks
}
