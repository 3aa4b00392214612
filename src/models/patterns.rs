//! Ways to divide a model's items between their scales (`patterns.toml`): who does what, inside or outside, say.

use super::{Item, Model, check_item, check_reference, duplicate};
use crate::diagnostic::{Finding, Findings, rules};
use crate::fields::TomlTable;
use crate::scoring::Pattern;
use std::collections::{BTreeMap, BTreeSet};

/// Reads `patterns.toml`. Every item with several scales has its side in every pattern.
pub(super) fn read(table: TomlTable<'_>, model: &Model, findings: &mut Findings) -> Vec<Pattern> {
    table.required_string("label", findings);
    table.choice("label", &[("ours", ())], findings);
    let mut patterns = declared(&table, findings);
    let listed = sides(&table, model, &mut patterns, findings);
    for item in model
        .items
        .iter()
        .filter(|item| item.scales().len() > 1 && !listed.contains(item.id()))
    {
        let key = format!("item = \"{}\"", item.id());
        findings.add(
            Finding::new(&rules::MISSING_KEY)
                .at(table.place("sides"))
                .with("key", key),
        );
    }
    table.finish(findings);
    patterns
}

/// The patterns, without sides.
fn declared(table: &TomlTable<'_>, findings: &mut Findings) -> Vec<Pattern> {
    let mut patterns: Vec<Pattern> = Vec::new();
    for entry in table.tables("patterns", findings) {
        let id = entry.required_string("id", findings);
        entry.finish(findings);
        match id {
            Some(id) if patterns.iter().any(|pattern| pattern.id == id.value) => {
                duplicate(&id, findings);
            }
            Some(id) => patterns.push(Pattern {
                id: id.value,
                sides: BTreeMap::new(),
                reasons: BTreeMap::new(),
            }),
            None => {}
        }
    }
    patterns
}

/// Puts each item's sides into the patterns, and says which items are listed.
fn sides(
    table: &TomlTable<'_>,
    model: &Model,
    patterns: &mut [Pattern],
    findings: &mut Findings,
) -> BTreeSet<String> {
    let mut listed = BTreeSet::new();
    for entry in table.tables("sides", findings) {
        let id = entry.required_string("item", findings);
        if let Some(id) = &id
            && !listed.insert(id.value.clone())
        {
            duplicate(id, findings);
        }
        let id = id.filter(|id| check_item(model, &id.value, &id.span, findings));
        sides_of(
            &entry,
            id.and_then(|id| model.item(&id.value)),
            patterns,
            findings,
        );
        entry.finish(findings);
    }
    listed
}

/// One item's side in each pattern; of an item that is not known only the keys are looked at.
fn sides_of(
    entry: &TomlTable<'_>,
    item: Option<&Item>,
    patterns: &mut [Pattern],
    findings: &mut Findings,
) {
    let reason = entry.required_string("reason", findings);
    for pattern in patterns {
        let scale = entry.required_string(&pattern.id, findings);
        let (Some(item), Some(scale), Some(reason)) = (item, scale, &reason) else {
            continue;
        };
        let scales = item.scales().iter().map(String::as_str);
        check_reference(&pattern.id, &scale, scales, findings);
        let id = item.id().to_owned();
        pattern.sides.insert(id.clone(), scale.value);
        pattern.reasons.insert(id, reason.value.clone());
    }
}
