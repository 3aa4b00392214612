//! What the result says: sentences, strengths and weaknesses, categories, all items on one sheet, and verdicts.

use super::{Layout, told};
use crate::report::figures::tenths_as_text;
use crate::report::printable::{Column, Heat, HeatField, Part, Parts, Radar};
use crate::report::{CategoryLine, FindingLine, ItemLine, VerdictLine};
use crate::scoring::{Below, Item, Standing, State, Verdict};
use std::collections::BTreeSet;

impl Layout<'_> {
    pub fn result(&self, parts: &mut Parts) {
        parts.heading(self.say("heading.summary"));
        parts.paragraph(self.words.sentences(&self.report.summary));
        self.findings("heading.strengths", &self.report.strengths, parts);
        self.findings("heading.weaknesses", &self.report.weaknesses, parts);
        self.categories(parts);
        self.heat(parts);
        self.verdicts(parts);
    }

    /// Categories that stand out, where the model has something to say of any of them.
    fn findings(&self, heading: &str, lines: &[FindingLine], parts: &mut Parts) {
        if lines.iter().all(|line| line.text.is_empty()) {
            return;
        }
        parts.subheading(self.say(heading));
        let lines = lines.iter();
        parts.list(
            lines
                .map(|line| self.labelled(&line.name, &line.text))
                .collect(),
        );
    }

    fn categories(&self, parts: &mut Parts) {
        let words = self.words;
        parts.heading(words.say("tool.categories.title", &[]));
        let has_means = self.model.aggregation.is_some();
        // With fewer than three axes there is no shape to be seen.
        if has_means && self.report.categories.len() >= 3 {
            parts.0.push(Part::Radar(self.radar()));
        }
        let mut figures = vec!["tool.figure.answered", "tool.figure.lowest"];
        if has_means {
            figures.push("tool.figure.mean");
        }
        let mut head = vec![Column::words(self.say("column.category"))];
        let figures = figures.into_iter();
        head.extend(figures.map(|key| Column::numbers(words.say(key, &[]))));
        let lines = self.report.categories.iter();
        let rows = lines.map(|line| self.category_row(line)).collect();
        parts.table(self.say("caption.categories"), head, rows);
    }

    fn radar(&self) -> Radar {
        let levels = self.model.scales.values().flatten();
        let axis = |line: &CategoryLine| (line.name.clone(), line.score.mean);
        Radar {
            title: self.say("radar"),
            highest: levels.max().copied().unwrap_or(1),
            axes: self.report.categories.iter().map(axis).collect(),
        }
    }

    fn category_row(&self, line: &CategoryLine) -> Vec<String> {
        let score = &line.score;
        let none = || self.words.say("tool.figure.none", &[]);
        let [answered, total] = [score.answered, score.total].map(|count| count.to_string());
        let answered = [("answered", answered.as_str()), ("total", &total)];
        let lowest = score.lowest.map(|level| level.to_string());
        let mut row = vec![
            line.name.clone(),
            self.words.say("tool.figure.of", &answered),
            lowest.unwrap_or_else(none),
        ];
        if self.model.aggregation.is_some() {
            row.push(score.mean.map_or_else(none, tenths_as_text));
        }
        row
    }

    /// All items on one sheet.
    fn heat(&self, parts: &mut Parts) {
        let key = self.words.say("tool.heat.key", &[]);
        let row = |line: &CategoryLine| (line.name.clone(), self.fields(&line.score.id));
        let heat = Heat {
            caption: self.words.sentences(&[self.heat_counts(), key]),
            rows: self.report.categories.iter().map(row).collect(),
        };
        parts.0.push(Part::Heat(heat));
    }

    /// How many items are at each level.
    fn heat_counts(&self) -> String {
        let scales = self.model.scales.values();
        let levels: BTreeSet<i64> = scales.flatten().copied().collect();
        let levels = levels.into_iter();
        let counts: Vec<String> = levels.map(|level| self.heat_count(level)).collect();
        let items = self.report.items.iter();
        let open = items.filter(|line| line.score.state == State::Open);
        self.words.say(
            "tool.heat.sentence",
            &[
                ("counts", &self.words.join(&counts)),
                ("open", &open.count().to_string()),
                ("away", &self.report.not_applicable.to_string()),
            ],
        )
    }

    fn heat_count(&self, level: i64) -> String {
        let items = self.report.items.iter();
        let at_level = items.filter(|line| line.score.level == Some(level));
        let [level, count] = [level.to_string(), at_level.count().to_string()];
        self.words
            .say("tool.heat.level", &[("level", &level), ("count", &count)])
    }

    /// The fields of a category's items.
    fn fields(&self, category: &str) -> Vec<HeatField> {
        let items = self.model.items.iter().zip(&self.report.items);
        let of_it = items.filter(|(item, _)| item.category == category);
        of_it.map(|(item, line)| self.field(item, line)).collect()
    }

    fn field(&self, item: &Item, line: &ItemLine) -> HeatField {
        let score = &line.score;
        let levels = self.model.levels_of(item, &score.side);
        let figure = match (score.level, score.state) {
            (Some(level), _) => level.to_string(),
            (None, State::Open) => "–".to_owned(),
            (None, _) => self.words.say("tool.radar.na", &[]),
        };
        HeatField {
            id: score.id.clone(),
            figure,
            step: score.level.and_then(|level| step_of(levels, level)),
            wanted: score.target.filter(|_| score.gap > Some(0)),
        }
    }

    fn verdicts(&self, parts: &mut Parts) {
        if self.report.verdicts.is_empty() {
            return;
        }
        parts.heading(self.say("heading.profiles"));
        for line in &self.report.verdicts {
            parts.subheading(line.name.clone());
            parts.paragraph(self.verdict(line));
            parts.list(self.verdict_details(line));
        }
    }

    /// What a profile says, what it would say if the plan were carried out, and whether it is a proposal of ours.
    fn verdict(&self, line: &VerdictLine) -> String {
        let mut sentences = vec![self.standing(&line.verdict)];
        let planned = line.planned.as_ref();
        if let Some(planned) = planned.filter(|planned| planned.state != line.verdict.state) {
            let verdict = self.standing(planned);
            let arguments = [("verdict", verdict.as_str())];
            sentences.push(self.words.say("assess.verdict.planned", &arguments));
        }
        if line.ours {
            sentences.push(self.say("verdict.ours"));
        }
        self.words.sentences(&sentences)
    }

    /// A verdict in a sentence.
    fn standing(&self, verdict: &Verdict) -> String {
        let state = match verdict.state {
            Standing::Met => "met",
            Standing::NotMet => "not_met",
            Standing::Open => "open",
            Standing::Unsourced => "unsourced",
            Standing::None => "none",
        };
        let [required, met] = [verdict.required, verdict.met.len()].map(|count| count.to_string());
        self.words.say(
            &format!("assess.verdict.{state}"),
            &[("required", &required), ("met", &met)],
        )
    }

    /// The items that stand against a verdict, and where its numbers come from.
    fn verdict_details(&self, line: &VerdictLine) -> Vec<String> {
        let (words, verdict) = (self.words, &line.verdict);
        let mut points = Vec::new();
        let mut point = |key: &str, name: &str, value: &str| {
            if !value.is_empty() {
                points.push(words.say(&format!("assess.verdict.{key}"), &[(name, value)]));
            }
        };
        if verdict.state != Standing::None {
            let below: Vec<String> = verdict.below.iter().map(|item| self.below(item)).collect();
            point("below", "items", &words.join(&below));
            point("items_open", "items", &words.join(&verdict.open));
            point(
                "not_applicable",
                "items",
                &words.join(&verdict.not_applicable),
            );
            point("exempted", "items", &words.join(&verdict.exempted));
        }
        point("source", "source", &told([&line.source, &line.address]));
        point("checked", "date", &line.checked);
        points
    }

    /// An item below what a profile asks of it.
    fn below(&self, below: &Below) -> String {
        let [level, required] = [below.level, below.required].map(|level| level.to_string());
        self.words.say(
            "assess.verdict.gap",
            &[
                ("item", &below.id),
                ("level", &level),
                ("required", &required),
            ],
        )
    }
}

/// Where a level stands on the five-step scale of colours, rounded half up.
fn step_of(levels: &[i64], level: i64) -> Option<usize> {
    let at = levels.iter().position(|known| *known == level)?;
    let last = levels.len().saturating_sub(1).max(1);
    Some((8 * at + last) / (2 * last))
}
