//! What the rows of an item say of it, until it is written as a part of a file.

use super::At;
use super::lines::Part;
use serde_json::Value;
use std::collections::BTreeMap;

/// What a value is, and the cell that says it.
pub(super) type Given = (Value, At);

/// What rows say of an item.
#[derive(Default)]
pub(super) struct Said {
    pub fields: BTreeMap<&'static str, Given>,
    pub plan: BTreeMap<&'static str, Given>,
    pub target: Option<Given>,
    pub evidence: Vec<(BTreeMap<&'static str, Given>, At)>,
    pub first: At,
}

impl Said {
    /// The value of a column other than those of evidence; the one that was there before, if there was one.
    pub fn value(&mut self, column: &'static str, given: Given) -> &Given {
        match column.split_once('.') {
            Some((_, field)) => self.plan.entry(field).or_insert(given),
            None if column == "target" => self.target.get_or_insert(given),
            None => self.fields.entry(column).or_insert(given),
        }
    }

    /// The answer; none where nothing is said of it.
    pub fn answer(self) -> Option<Part> {
        let mut fields = named(self.fields);
        if let Some((first, _)) = self.evidence.first() {
            let at = first.values().next().map(|(_, at)| at.clone());
            let pieces = self
                .evidence
                .into_iter()
                .map(|(fields, at)| Part::Record(named(fields), Some(at)));
            fields.push(("evidence".to_owned(), Part::List(pieces.collect(), at)));
        }
        if !self.plan.is_empty() {
            let plan = Part::Record(named(self.plan), Some(self.first.clone()));
            fields.push(("plan".to_owned(), plan));
        }
        (!fields.is_empty()).then_some(Part::Record(fields, Some(self.first)))
    }
}

fn named(fields: BTreeMap<&'static str, Given>) -> Vec<(String, Part)> {
    fields
        .into_iter()
        .map(|(name, (value, at))| (name.to_owned(), Part::Value(value, Some(at))))
        .collect()
}
