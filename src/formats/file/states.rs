//! Earlier states of the answers: snapshots, what several people scored, and the last round.

use super::answers::{answer, earlier_answers, explained_pick, pick};
use super::assessment::{Previous, Rating, Snapshot};
use crate::diagnostic::Findings;
use crate::formats::json::Fields;
use crate::formats::values::{ITEMS, LINE, day, model_reference, months, records};

/// The most snapshots of an assessment.
const SNAPSHOTS: usize = 100;
/// The most people whose scores an assessment holds.
const RATINGS: usize = 100;

/// The snapshots of an assessment.
pub fn snapshots(fields: &Fields<'_>, findings: &mut Findings) -> Vec<Snapshot> {
    records(fields, "snapshots", SNAPSHOTS, findings)
        .iter()
        .map(|entry| snapshot(entry, findings))
        .collect()
}

fn snapshot(fields: &Fields<'_>, findings: &mut Findings) -> Snapshot {
    let mut line = |name| fields.string(name, LINE, findings);
    let [id, name, taken] = ["id", "name", "taken"].map(&mut line);
    Snapshot {
        id,
        name,
        taken,
        model: model_reference(&fields.fields("model", findings), findings),
        profiles: fields.strings("profiles", ITEMS, LINE, findings),
        answers: earlier_answers(fields, pick, findings),
    }
}

/// What several people scored.
pub fn ratings(fields: &Fields<'_>, findings: &mut Findings) -> Vec<Rating> {
    records(fields, "ratings", RATINGS, findings)
        .iter()
        .map(|entry| rating(entry, findings))
        .collect()
}

fn rating(fields: &Fields<'_>, findings: &mut Findings) -> Rating {
    let mut line = |name| fields.string(name, LINE, findings);
    let [id, name, position] = ["id", "name", "position"].map(&mut line);
    Rating {
        id,
        name,
        position,
        months: months(fields, findings),
        date: day(fields, "date", findings),
        model: model_reference(&fields.fields("model", findings), findings),
        answers: earlier_answers(fields, explained_pick, findings),
    }
}

/// The last round, where the assessment holds one.
pub fn previous(fields: &Fields<'_>, findings: &mut Findings) -> Option<Previous> {
    let fields = fields.get("previous")?.fields(findings)?;
    let [id, name] = ["id", "name"].map(|name| fields.string(name, LINE, findings));
    Some(Previous {
        id,
        name,
        date: day(&fields, "date", findings),
        model: model_reference(&fields.fields("model", findings), findings),
        answers: earlier_answers(&fields, answer, findings),
        ratings: ratings(&fields, findings),
    })
}
