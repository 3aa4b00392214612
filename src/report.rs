//! Results for people to read, in the words of one language.
//!
//! [`report`] is the entry for one assessment, [`comparison`] and [`over_time`] for several, [`distribution`] for many
//! teams:
//!
//! 1. An assessment is scored, and each part of the report is made from the result as typed values: `facts`, `summary`,
//!    `items`, `verdicts`, `sides`, `plan`, `carried`. JSON is these values themselves.
//! 2. `layout` puts the values into headings, tables and sentences: a [`Printable`].
//! 3. `text`, `markdown` and `html` are one small printer each, which knows nothing of assessments.
//!
//! [`worksheet`] goes another way: a workbook is not read from top to bottom, and its figures are formulas.

mod carried;
mod comparison;
mod distribution;
mod facts;
mod figures;
mod html;
mod items;
mod layout;
mod markdown;
mod plan;
mod printable;
mod sides;
mod summary;
mod text;
mod verdicts;
mod worksheet;

pub use carried::CarriedLines;
pub use comparison::{
    AnswerSet, Compared, Comparison, OverTime, comparison, entries, over_time, strictest,
};
pub use distribution::{Distribution, distribution};
pub use facts::NamedValue;
pub use html::html;
pub use items::ItemLine;
pub use markdown::markdown;
pub use plan::PlanLine;
pub use printable::{Column, Part, Parts, Printable, PrintedTable, Radar};
pub use sides::SideList;
pub use summary::{CategoryLine, FindingLine};
pub use text::text;
pub use verdicts::{VerdictLine, profile_name};
pub use worksheet::{Filling, worksheet};

use crate::formats::file::{Assessment, ModelReference};
use crate::scoring::{Model, Profile, Score, score};
use crate::tool::{ModelWords, Notice};
use serde::Serialize;

/// The report on one assessment.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// What it is, for programs.
    pub format: &'static str,
    /// The version of that form.
    pub format_version: u32,
    /// BCP 47 tag of its language.
    pub language: String,
    /// Its title.
    pub title: String,
    /// A label of TLP 2.0, or empty.
    pub tlp: String,
    /// Whether the team is invented.
    pub sample: bool,
    /// What was scored.
    pub model: ModelReference,
    /// That it is a self-assessment, and what it is not.
    pub statement: String,
    /// What must be known before anything else.
    pub notice: Option<Notice>,
    /// What became of the answers, where the file is of an earlier model.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub carried: Option<CarriedLines>,
    /// Who assessed what, and when.
    pub facts: Vec<NamedValue>,
    /// The result in sentences.
    pub summary: Vec<String>,
    /// How many items have an answer, do not apply, and are there at all.
    pub answered: usize,
    /// How many do not apply.
    pub not_applicable: usize,
    /// How many there are.
    pub total: usize,
    /// Categories, in the order of the model.
    pub categories: Vec<CategoryLine>,
    /// What profiles say.
    pub verdicts: Vec<VerdictLine>,
    /// Categories with the highest mean, and what is said of them.
    pub strengths: Vec<FindingLine>,
    /// Categories with the lowest mean, and what is said of them.
    pub weaknesses: Vec<FindingLine>,
    /// What to strengthen and what to move, where items can be done on several sides.
    pub lists: Option<Vec<SideList>>,
    /// What to do, in order.
    pub plan: Vec<PlanLine>,
    /// Items, in the order of the model.
    pub items: Vec<ItemLine>,
    /// What several people scored, if the file keeps it.
    pub spread: Option<Comparison>,
    /// Earlier states, if the file keeps any.
    pub trend: Option<OverTime>,
    /// How figures come about.
    pub method: Vec<String>,
}

/// Makes the report on an assessment, held against profiles: those named, or those that the assessment itself names.
#[must_use]
pub fn report(
    model: &Model,
    words: &ModelWords,
    assessment: &Assessment,
    profiles: &[Profile],
) -> Report {
    let result = result(model, assessment, profiles);
    let wanted = sides::wanted_sides(model, assessment);
    let said = crate::scoring::sides(model, &result, &wanted);
    let strengths = summary::findings(words, &said.strengths, true);
    let weaknesses = summary::findings(words, &said.weaknesses, false);
    let carried = assessment.carried.as_ref();
    Report {
        format: "shirube-report",
        format_version: 1,
        language: words.language.clone(),
        title: words.say("assess.title.report", &[("model", &words.model())]),
        tlp: assessment.details.tlp.clone(),
        sample: assessment.details.sample,
        model: model.reference(),
        statement: words.statement(model),
        notice: words.notice(),
        carried: carried.map(|from| carried::carried(model, words, assessment, from)),
        facts: facts::facts(model, words, assessment),
        summary: summary::summary(words, &result, &strengths, &weaknesses),
        answered: result.answered,
        not_applicable: result.not_applicable,
        total: result.total,
        categories: summary::categories(words, &result),
        verdicts: verdicts::verdicts(model, words, assessment, &result, profiles),
        strengths,
        weaknesses,
        lists: sides::side_lists(model, words, assessment, &said, !wanted.is_empty()),
        plan: plan::plan(model, words, assessment, &result),
        items: items::items(model, words, assessment, &result),
        spread: comparison::of_ratings(model, words, assessment),
        trend: comparison::of_snapshots(model, words, assessment),
        method: summary::method(model, words),
    }
}

/// The result of an assessment, held against profiles.
#[must_use]
pub fn result(model: &Model, assessment: &Assessment, profiles: &[Profile]) -> Score {
    score(model, &assessment.scored(), &assessment.target(), profiles)
}
