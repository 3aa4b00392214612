//! What several people scored, or one team at several times, in the words of one language.

use super::document::{Column, Document, Parts};
use super::tenths_as_text;
use crate::formats::file::{Answer, Assessment, ModelReference, scored};
use crate::scoring::{
    self, Answers, Difference, Edition, Model, Point, RatedLevel, Spread, Trend, as_compared,
    not_comparable,
};
use crate::tool::Words;
use serde::Serialize;
use std::collections::BTreeMap;

/// One of several sets of answers that are held against each other.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// Its number, from 1, which is its name in tables.
    pub number: usize,
    /// Whose it is, as far as the file says, or what it is.
    pub name: String,
    /// The rater's position and months in post.
    pub rater: String,
    /// The day.
    pub date: String,
    #[serde(skip)]
    position: String,
    #[serde(skip)]
    edition: Edition,
    #[serde(skip)]
    profiles: Vec<String>,
    #[serde(skip)]
    answers: BTreeMap<String, Answer>,
}

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
    pub entries: Vec<Entry>,
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

/// The entries of whole assessments; each is called by who scored, or else by its file.
#[must_use]
pub fn entries(words: &Words, assessments: &[&Assessment]) -> Vec<Entry> {
    let entry = |(at, assessment): (usize, &&Assessment)| {
        let details = &assessment.details;
        let file = assessment
            .path
            .rsplit(['/', '\\'])
            .next()
            .unwrap_or_default();
        let people = words.join(&details.assessors);
        Entry {
            number: at + 1,
            name: if people.is_empty() {
                file.to_owned()
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
    };
    assessments.iter().enumerate().map(entry).collect()
}

/// The entries of the ratings that an assessment keeps.
#[must_use]
pub fn rating_entries(words: &Words, assessment: &Assessment) -> Vec<Entry> {
    let entry = |(at, rating): (usize, &crate::formats::file::Rating)| {
        let (position, months) = (rating.position.clone(), rating.months);
        Entry {
            number: at + 1,
            name: rating.name.clone(),
            rater: words.rater(&position, months),
            date: rating.date.clone(),
            position,
            edition: rating.model.edition(),
            profiles: Vec::new(),
            answers: rating.answers.clone(),
        }
    };
    assessment.ratings.iter().enumerate().map(entry).collect()
}

/// The entries of the snapshots that an assessment keeps, and of its answers as they are now.
#[must_use]
pub fn snapshot_entries(words: &Words, assessment: &Assessment) -> Vec<Entry> {
    let entry = |(at, snapshot): (usize, &crate::formats::file::Snapshot)| Entry {
        number: at + 1,
        name: snapshot.name.clone(),
        rater: String::new(),
        date: snapshot.taken.chars().take(10).collect(),
        position: String::new(),
        edition: snapshot.model.edition(),
        profiles: snapshot.profiles.clone(),
        answers: snapshot.answers.clone(),
    };
    let mut all: Vec<Entry> = assessment.snapshots.iter().enumerate().map(entry).collect();
    let now = entries(words, &[assessment]).into_iter();
    all.extend(now.map(|now| Entry {
        number: assessment.snapshots.len() + 1,
        rater: String::new(),
        ..now
    }));
    all
}

/// Compares what several people scored.
#[must_use]
pub fn comparison(model: &Model, words: &Words, entries: Vec<Entry>, tlp: &str) -> Comparison {
    let rating = |entry: &Entry| scoring::Rating {
        id: entry.number.to_string(),
        position: entry.position.clone(),
        model: entry.edition.clone(),
        answers: entry.comparable(model),
    };
    let spread = scoring::spread(model, &entries.iter().map(rating).collect::<Vec<_>>());
    Comparison {
        compared: Compared::new(
            model,
            words,
            ("shirube-comparison", "spread"),
            entries,
            &[],
            tlp,
        ),
        spread,
    }
}

/// Compares one team at several times; `entries` are in the order of time.
#[must_use]
pub fn over_time(model: &Model, words: &Words, entries: Vec<Entry>, tlp: &str) -> OverTime {
    let point = |entry: &Entry| Point {
        model: entry.edition.clone(),
        profiles: entry.profiles.clone(),
        answers: entry.comparable(model),
    };
    let trend = scoring::trend(model, &entries.iter().map(point).collect::<Vec<_>>());
    // Editions are held against the model, as all answers are, whatever the last one was made with.
    let profiles = trend
        .warnings
        .iter()
        .filter(|warning| warning.kind == Difference::Profiles)
        .map(|warning| warning.at);
    let compared = Compared::new(
        model,
        words,
        ("shirube-trend", "trend"),
        entries,
        &profiles.collect::<Vec<_>>(),
        tlp,
    );
    OverTime { compared, trend }
}

impl Compared {
    /// Of the entries at the places `profiles` other profiles were compared with.
    fn new(
        model: &Model,
        words: &Words,
        (format, title): (&'static str, &str),
        entries: Vec<Entry>,
        profiles: &[usize],
        tlp: &str,
    ) -> Self {
        let warnings = entries.iter().enumerate().flat_map(|(at, entry)| {
            let edition = model.edition().difference(&entry.edition);
            let kinds = edition
                .into_iter()
                .chain(profiles.contains(&at).then_some(Difference::Profiles));
            kinds.map(|kind| entry.warning(model, words, kind))
        });
        Self {
            format,
            format_version: 1,
            language: words.language.clone(),
            title: words.say(
                &format!("assess.title.{title}"),
                &[("model", &words.model())],
            ),
            tlp: tlp.to_owned(),
            model: model.reference(),
            statement: words.statement(model),
            warnings: warnings.collect(),
            names: model
                .items
                .iter()
                .map(|item| (item.id.clone(), words.item(item)))
                .collect(),
            entries,
        }
    }

    fn document(&self, words: &Words, parts: Parts) -> Document {
        Document {
            language: words.language.clone(),
            direction: words.direction.clone(),
            title: self.title.clone(),
            tlp: self.tlp.clone(),
            parts: parts.0,
        }
    }
}

impl Entry {
    fn label(&self) -> String {
        let parts = [
            self.number.to_string(),
            self.name.clone(),
            self.date.clone(),
        ];
        parts
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Its answers, without those that an earlier version of the model asked otherwise.
    fn comparable(&self, model: &Model) -> Answers {
        scored(&as_compared(model, &self.edition, &self.answers))
    }

    /// What must be known of it before it is compared.
    fn warning(&self, model: &Model, words: &Words, kind: Difference) -> String {
        let key = match kind {
            Difference::Version => "version",
            Difference::Hash => "hash",
            Difference::Profiles => "profiles",
        };
        let arguments = [
            ("name", self.label()),
            ("version", self.edition.version.clone()),
        ];
        let warning = words.say(
            &format!("assess.warning.{key}"),
            &arguments
                .each_ref()
                .map(|(name, value)| (*name, value.as_str())),
        );
        let left = if kind == Difference::Version {
            not_comparable(model, &self.edition)
        } else {
            Vec::new()
        };
        if left.is_empty() {
            return warning;
        }
        words.sentences(&[
            warning,
            words.say("tool.originals.left", &[("items", &words.join(&left))]),
        ])
    }

    /// The head of its column over time.
    fn day(&self) -> String {
        if self.date.is_empty() {
            self.number.to_string()
        } else {
            self.date.clone()
        }
    }
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

impl Comparison {
    /// The comparison as a document.
    #[must_use]
    pub fn document(&self, words: &Words) -> Document {
        let mut parts = Parts::default();
        parts.notice(self.compared.statement.clone());
        self.add_to(words, &mut parts);
        self.compared.document(words, parts)
    }

    /// Its parts.
    pub(super) fn add_to(&self, words: &Words, parts: &mut Parts) {
        let say = |key: &str| words.say(&format!("assess.{key}"), &[]);
        let differing = self.spread.items.iter().filter(|item| item.differ).count();
        let [count, differ, total] = [
            self.compared.entries.len(),
            differing,
            self.spread.items.len(),
        ]
        .map(|number| number.to_string());
        let sentence = words.say(
            "assess.spread.sentence",
            &[("count", &count), ("differ", &differ), ("total", &total)],
        );
        let advice = say(if differing == 0 {
            "spread.same"
        } else {
            "spread.finding"
        });
        parts.paragraph(words.sentences(&[sentence, advice]));
        parts.list(self.compared.warnings.clone());
        entries_table(words, &self.compared.entries, parts);
        if self
            .spread
            .groups
            .iter()
            .any(|group| !group.position.is_empty())
        {
            parts.heading(say("heading.groups"));
            let head = vec![
                Column::words(say("column.position")),
                Column::numbers(say("column.people")),
                Column::numbers(say("column.mean")),
            ];
            let rows = self.spread.groups.iter().map(|group| {
                vec![
                    group.position.clone(),
                    group.count.to_string(),
                    group.mean.map(tenths_as_text).unwrap_or_default(),
                ]
            });
            parts.table(say("caption.groups"), head, rows.collect());
        }
        parts.heading(say("heading.spread"));
        let mut head = vec![Column::words(words.say("tool.column.item", &[]))];
        head.extend(
            self.compared
                .entries
                .iter()
                .map(|entry| Column::numbers(entry.number.to_string())),
        );
        head.extend(["column.median", "column.span"].map(|key| Column::numbers(say(key))));
        let rows = self.spread.items.iter().map(|item| {
            let mut row = vec![format!(
                "{} {}",
                item.id,
                self.compared.names.get(&item.id).map_or("", String::as_str)
            )];
            row.extend(item.levels.iter().map(|level| level_text(words, level)));
            row.push(
                item.median2
                    .map(|twice| tenths_as_text(twice * 5))
                    .unwrap_or_default(),
            );
            row.push(if item.rated > 1 {
                item.span.to_string()
            } else {
                String::new()
            });
            row
        });
        parts.table(say("caption.spread"), head, rows.collect());
    }
}

fn level_text(words: &Words, level: &RatedLevel) -> String {
    let number = match level.level {
        _ if level.not_applicable => words.say("assess.sheet.not_applicable", &[]),
        Some(number) => number.to_string(),
        None => return "–".to_owned(),
    };
    if level.side.is_empty() {
        number
    } else {
        format!("{number} ({})", words.scale(&level.side))
    }
}

fn entries_table(words: &Words, entries: &[Entry], parts: &mut Parts) {
    let say = |key: &str| words.say(&format!("assess.{key}"), &[]);
    let mut head = vec![Column::numbers("#".to_owned())];
    head.extend(["column.file", "column.rater", "column.date"].map(|key| Column::words(say(key))));
    let rows = entries.iter().map(|entry| {
        vec![
            entry.number.to_string(),
            entry.name.clone(),
            entry.rater.clone(),
            entry.date.clone(),
        ]
    });
    parts.table(say("caption.files"), head, rows.collect());
}

impl OverTime {
    /// The comparison as a document.
    #[must_use]
    pub fn document(&self, model: &Model, words: &Words) -> Document {
        let mut parts = Parts::default();
        parts.notice(self.compared.statement.clone());
        self.add_to(model, words, &mut parts);
        self.compared.document(words, parts)
    }

    /// Its parts.
    pub(super) fn add_to(&self, model: &Model, words: &Words, parts: &mut Parts) {
        let say = |key: &str| words.say(&format!("assess.{key}"), &[]);
        let [from, to] = [self.compared.entries.first(), self.compared.entries.last()]
            .map(|entry| entry.map(Entry::day).unwrap_or_default());
        let count = self.compared.entries.len().to_string();
        parts.paragraph(words.say(
            "assess.trend.sentence",
            &[("count", &count), ("from", &from), ("to", &to)],
        ));
        parts.list(self.compared.warnings.clone());
        entries_table(words, &self.compared.entries, parts);
        let days = || {
            self.compared
                .entries
                .iter()
                .map(|entry| Column::numbers(entry.day()))
        };
        if model.aggregation.is_some() {
            parts.heading(say("heading.trend"));
            let head = [Column::words(say("column.category"))]
                .into_iter()
                .chain(days())
                .collect();
            let rows = self.trend.categories.iter().map(|category| {
                let means = category
                    .means
                    .iter()
                    .map(|mean| mean.map_or_else(|| "–".to_owned(), tenths_as_text));
                [words.category(&category.id)]
                    .into_iter()
                    .chain(means)
                    .collect()
            });
            parts.table(say("caption.trend"), head, rows.collect());
        }
        parts.heading(say("heading.changes"));
        let mut head: Vec<Column> = [Column::words(words.say("tool.column.item", &[]))]
            .into_iter()
            .chain(days())
            .collect();
        head.push(Column::numbers(say("column.change")));
        for category in &model.categories {
            let of_it = model
                .items
                .iter()
                .zip(&self.trend.items)
                .filter(|(item, _)| item.category == *category);
            let rows = of_it.map(|(item, changes)| {
                let mut row = vec![format!("{} {}", item.id, words.item(item))];
                row.extend(
                    changes
                        .levels
                        .iter()
                        .zip(&changes.sides)
                        .map(|(level, side)| {
                            let (level, not_applicable, rating) = (*level, false, String::new());
                            level_text(
                                words,
                                &RatedLevel {
                                    rating,
                                    level,
                                    side: side.clone(),
                                    not_applicable,
                                },
                            )
                        }),
                );
                row.push(changes.change.map(signed).unwrap_or_default());
                row
            });
            parts.table(words.category(category), head.clone(), rows.collect());
        }
    }
}

fn signed(change: i64) -> String {
    if change > 0 {
        format!("+{change}")
    } else {
        change.to_string()
    }
}
