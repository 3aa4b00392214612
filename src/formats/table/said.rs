//! What the rows of an item say of it, until it is written as a part of a file.

use super::At;
use super::lines::CellPart;
use serde_json::Value;
use std::collections::BTreeMap;

/// What a value is, and the cell that says it.
pub(super) type SaidAnswer = (Value, At);

/// What rows say of an item.
#[derive(Default)]
pub(super) struct Said {
    pub fields: BTreeMap<&'static str, SaidAnswer>,
    pub plan: BTreeMap<&'static str, SaidAnswer>,
    pub target: Option<SaidAnswer>,
    pub evidence: Vec<(BTreeMap<&'static str, SaidAnswer>, At)>,
    pub first: At,
}

impl Said {
    /// The value of a column other than those of evidence; the one that was there before, if there was one.
    pub fn value(&mut self, column: &'static str, given: SaidAnswer) -> &SaidAnswer {
        match column.split_once('.') {
            Some((_, field)) => self.plan.entry(field).or_insert(given),
            None if column == "target" => self.target.get_or_insert(given),
            None => self.fields.entry(column).or_insert(given),
        }
    }

    /// The answer; none where nothing is said of it.
    pub fn answer(self) -> Option<CellPart> {
        let mut fields = named(self.fields);
        if let Some((first, _)) = self.evidence.first() {
            let at = first.values().next().map(|(_, at)| at.clone());
            let pieces = self
                .evidence
                .into_iter()
                .map(|(fields, at)| CellPart::Record(named(fields), Some(at)));
            fields.push(("evidence".to_owned(), CellPart::List(pieces.collect(), at)));
        }
        if !self.plan.is_empty() {
            let plan = CellPart::Record(named(self.plan), Some(self.first.clone()));
            fields.push(("plan".to_owned(), plan));
        }
        (!fields.is_empty()).then_some(CellPart::Record(fields, Some(self.first)))
    }
}

fn named(fields: BTreeMap<&'static str, SaidAnswer>) -> Vec<(String, CellPart)> {
    fields
        .into_iter()
        .map(|(name, (value, at))| (name.to_owned(), CellPart::Value(value, Some(at))))
        .collect()
}
