//! What is held against each other: sets of answers, of several files or kept in one.

use crate::formats::file::{Answer, Assessment, Rating, Snapshot, scored};
use crate::scoring::{Answers, Difference, Edition, Model, as_compared, not_comparable};
use crate::tool::ModelWords;
use serde::Serialize;
use std::collections::BTreeMap;

/// One of several sets of answers that are held against each other.
#[derive(Debug, Clone, Serialize)]
pub struct AnswerSet {
    /// Its number, from 1, which is its name in tables.
    pub number: usize,
    /// Whose it is, as far as the file says, or what it is.
    pub name: String,
    /// The rater's position and months in post.
    pub rater: String,
    /// The day.
    pub date: String,
    #[serde(skip)]
    pub(super) position: String,
    #[serde(skip)]
    pub(super) edition: Edition,
    #[serde(skip)]
    pub(super) profiles: Vec<String>,
    #[serde(skip)]
    pub(super) answers: BTreeMap<String, Answer>,
}

/// The entries of whole assessments; each is called by who scored, or else by its file.
#[must_use]
pub fn entries(words: &ModelWords, assessments: &[&Assessment]) -> Vec<AnswerSet> {
    let numbered = (1..).zip(assessments);
    numbered
        .map(|(number, assessment)| of_assessment(words, number, assessment))
        .collect()
}

fn of_assessment(words: &ModelWords, number: usize, assessment: &Assessment) -> AnswerSet {
    let details = &assessment.details;
    let people = words.join(&details.assessors);
    AnswerSet {
        number,
        name: if people.is_empty() {
            file_name(&assessment.path).to_owned()
        } else {
            people
        },
        rater: words.rater(&details.position, details.months),
        date: details.date.clone(),
        position: details.position.clone(),
        edition: assessment.model.edition(),
        profiles: assessment.compared.clone(),
        answers: assessment.answers.clone(),
    }
}

/// The last part of a path of any system: a file may have been named on another one.
fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or_default()
}

/// The entries of the ratings that an assessment keeps.
pub fn rating_entries(words: &ModelWords, assessment: &Assessment) -> Vec<AnswerSet> {
    let entry = |(number, rating): (usize, &Rating)| AnswerSet {
        number,
        name: rating.name.clone(),
        rater: words.rater(&rating.position, rating.months),
        date: rating.date.clone(),
        position: rating.position.clone(),
        edition: rating.model.edition(),
        profiles: Vec::new(),
        answers: rating.answers.clone(),
    };
    (1..).zip(&assessment.ratings).map(entry).collect()
}

/// The entries of the snapshots that an assessment keeps, and of its answers as they are now.
pub fn snapshot_entries(words: &ModelWords, assessment: &Assessment) -> Vec<AnswerSet> {
    let entry = |(number, snapshot): (usize, &Snapshot)| AnswerSet {
        number,
        name: snapshot.name.clone(),
        rater: String::new(),
        // The day of a point in time.
        date: snapshot.taken.chars().take(10).collect(),
        position: String::new(),
        edition: snapshot.model.edition(),
        profiles: snapshot.profiles.clone(),
        answers: snapshot.answers.clone(),
    };
    let now = AnswerSet {
        // All entries are of one team, so nobody is named as their rater.
        rater: String::new(),
        ..of_assessment(words, assessment.snapshots.len() + 1, assessment)
    };
    let earlier = (1..).zip(&assessment.snapshots).map(entry);
    earlier.chain([now]).collect()
}

impl AnswerSet {
    /// Its answers, without those that an earlier version of the model asked otherwise.
    pub(super) fn comparable(&self, model: &Model) -> Answers {
        scored(&as_compared(model, &self.edition, &self.answers))
    }

    /// What must be known of it before it is compared.
    pub(super) fn warning(&self, model: &Model, words: &ModelWords, kind: Difference) -> String {
        let key = match kind {
            Difference::Version => "version",
            Difference::Hash => "hash",
            Difference::Profiles => "profiles",
        };
        let warning = words.say(
            &format!("assess.warning.{key}"),
            &[("name", &self.label()), ("version", &self.edition.version)],
        );
        match kind {
            Difference::Version => self.with_items_left(model, words, warning),
            Difference::Hash | Difference::Profiles => warning,
        }
    }

    /// The warning, and which items are not compared, if any.
    fn with_items_left(&self, model: &Model, words: &ModelWords, warning: String) -> String {
        let left = not_comparable(model, &self.edition);
        if left.is_empty() {
            return warning;
        }
        let left = words.say("tool.originals.left", &[("items", &words.join(&left))]);
        words.sentences(&[warning, left])
    }

    /// Number, name and day, as far as there are any.
    fn label(&self) -> String {
        let number = self.number.to_string();
        let parts = [number.as_str(), &self.name, &self.date];
        let told = parts.into_iter().filter(|part| !part.is_empty());
        told.collect::<Vec<_>>().join(" ")
    }

    /// The head of its column over time: its day, or its number where no day is known.
    pub(super) fn day(&self) -> String {
        if self.date.is_empty() {
            self.number.to_string()
        } else {
            self.date.clone()
        }
    }
}
