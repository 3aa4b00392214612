//! The plan in a report: what is to be done, in order.

use super::items::name_of;
use crate::formats::file::{Assessment, Plan};
use crate::scoring::{Model, PlanEntry, Score, plan_entries};
use crate::tool::ModelWords;
use serde::Serialize;

/// An item to work on.
#[derive(Debug, Clone, Serialize)]
pub struct PlanLine {
    /// Its name.
    pub name: String,
    /// What is missing.
    #[serde(flatten)]
    pub entry: PlanEntry,
    /// Who does it.
    pub owner: String,
    /// By which day.
    pub due: String,
    /// The next step.
    pub step: String,
}

/// What to do, in the order that the team chose or that priorities give.
pub fn plan(
    model: &Model,
    words: &ModelWords,
    assessment: &Assessment,
    result: &Score,
) -> Vec<PlanLine> {
    let entries = plan_entries(result, &assessment.planned(), &assessment.order);
    let line = |entry: PlanEntry| {
        let answer = assessment.answers.get(&entry.id);
        let planned = answer.map(|answer| answer.plan.clone()).unwrap_or_default();
        let Plan {
            owner, due, step, ..
        } = planned;
        PlanLine {
            name: name_of(model, words, &entry.id),
            entry,
            owner,
            due,
            step,
        }
    };
    entries.into_iter().map(line).collect()
}
