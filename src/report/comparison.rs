//! What several people scored, or one team at several times, in the words of one language.
//!
//! 1. `entries`: sets of answers, of several files or kept in one.
//! 2. [`comparison`] and [`over_time`] hold them against each other (`scoring::spread`, `scoring::trend`) and say of
//!    which entries something must be known first.
//! 3. `layout` puts the result into headings, tables and sentences.

mod entries;
mod layout;

pub use entries::{AnswerSet, entries};

use crate::formats::file::{Assessment, ModelReference};
use crate::scoring::{self, Difference, Model, Point, RaterAnswers, Spread, Trend};
use crate::tool::ModelWords;
use entries::{rating_entries, snapshot_entries};
use serde::Serialize;
use std::collections::BTreeMap;

/// What comparisons of both kinds have in common.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Compared {
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
    /// What was scored.
    pub model: ModelReference,
    /// That these are self-assessments.
    pub statement: String,
    /// What is compared; over time the oldest first.
    pub entries: Vec<AnswerSet>,
    /// What must be known of single entries.
    pub warnings: Vec<String>,
    /// Names of items by id.
    pub names: BTreeMap<String, String>,
}

/// What several people scored.
#[derive(Debug, Clone, Serialize)]
pub struct Comparison {
    /// What is compared.
    #[serde(flatten)]
    pub compared: Compared,
    /// Items, disagreements first; means by position.
    pub spread: Spread,
}

/// One team at several times.
#[derive(Debug, Clone, Serialize)]
pub struct OverTime {
    /// What is compared.
    #[serde(flatten)]
    pub compared: Compared,
    /// Categories and items over time.
    pub trend: Trend,
}

/// What several people scored, as one assessment keeps it; none where it does not keep several.
pub fn of_ratings(
    model: &Model,
    words: &ModelWords,
    assessment: &Assessment,
) -> Option<Comparison> {
    let tlp = &assessment.details.tlp;
    let entries = || rating_entries(words, assessment);
    (assessment.ratings.len() > 1).then(|| comparison(model, words, entries(), tlp))
}

/// The earlier states that an assessment keeps, and its own; none where it keeps no earlier one.
pub fn of_snapshots(
    model: &Model,
    words: &ModelWords,
    assessment: &Assessment,
) -> Option<OverTime> {
    let tlp = &assessment.details.tlp;
    let entries = || snapshot_entries(words, assessment);
    (!assessment.snapshots.is_empty()).then(|| over_time(model, words, entries(), tlp))
}

/// Compares what several people scored.
#[must_use]
pub fn comparison(
    model: &Model,
    words: &ModelWords,
    entries: Vec<AnswerSet>,
    tlp: &str,
) -> Comparison {
    let rating = |entry: &AnswerSet| RaterAnswers {
        id: entry.number.to_string(),
        position: entry.position.clone(),
        model: entry.edition.clone(),
        answers: entry.comparable(model),
    };
    let ratings: Vec<RaterAnswers> = entries.iter().map(rating).collect();
    let form = ("shirube-comparison", "spread");
    Comparison {
        spread: scoring::spread(model, &ratings),
        compared: Compared::new(model, words, form, entries, &[], tlp),
    }
}

/// Compares one team at several times; `entries` are in the order of time.
#[must_use]
pub fn over_time(
    model: &Model,
    words: &ModelWords,
    entries: Vec<AnswerSet>,
    tlp: &str,
) -> OverTime {
    let point = |entry: &AnswerSet| Point {
        model: entry.edition.clone(),
        profiles: entry.profiles.clone(),
        answers: entry.comparable(model),
    };
    let points: Vec<Point> = entries.iter().map(point).collect();
    let trend = scoring::trend(model, &points);
    // Editions are held against the model, as all answers are, whatever the last one was made with.
    let warnings = trend.warnings.iter();
    let of_profiles = warnings.filter(|warning| warning.kind == Difference::Profiles);
    let profiles: Vec<usize> = of_profiles.map(|warning| warning.at).collect();
    let form = ("shirube-trend", "trend");
    OverTime {
        compared: Compared::new(model, words, form, entries, &profiles, tlp),
        trend,
    }
}

impl Compared {
    /// `profiles`: the places of entries that other profiles were compared with.
    fn new(
        model: &Model,
        words: &ModelWords,
        (format, title): (&'static str, &str),
        entries: Vec<AnswerSet>,
        profiles: &[usize],
        tlp: &str,
    ) -> Self {
        let title = format!("assess.title.{title}");
        let items = model.items.iter();
        Self {
            format,
            format_version: 1,
            language: words.language.clone(),
            title: words.say(&title, &[("model", &words.model())]),
            tlp: tlp.to_owned(),
            model: model.reference(),
            statement: words.statement(model),
            warnings: warnings(model, words, &entries, profiles),
            names: items
                .map(|item| (item.id.clone(), words.item(item)))
                .collect(),
            entries,
        }
    }
}

/// What must be known of single entries: another edition of the model, other profiles.
fn warnings(
    model: &Model,
    words: &ModelWords,
    entries: &[AnswerSet],
    profiles: &[usize],
) -> Vec<String> {
    let of_entry = |(at, entry): (usize, &AnswerSet)| {
        let edition = model.edition().difference(&entry.edition);
        let profiles = profiles.contains(&at).then_some(Difference::Profiles);
        let kinds = edition.into_iter().chain(profiles);
        kinds
            .map(|kind| entry.warning(model, words, kind))
            .collect::<Vec<_>>()
    };
    entries.iter().enumerate().flat_map(of_entry).collect()
}

/// The strictest of the labels, because what is compared holds something of each.
#[must_use]
pub fn strictest<'a>(labels: impl Iterator<Item = &'a str>) -> String {
    const STRICTEST_FIRST: [&str; 5] = [
        "TLP:RED",
        "TLP:AMBER+STRICT",
        "TLP:AMBER",
        "TLP:GREEN",
        "TLP:CLEAR",
    ];
    let given: Vec<&str> = labels.collect();
    STRICTEST_FIRST
        .into_iter()
        .find(|label| given.contains(label))
        .unwrap_or_default()
        .to_owned()
}
