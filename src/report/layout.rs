//! The report on one assessment as a document: what management reads first, then what the team works with.

use super::document::{Column, Document, Field, Heat, Part, Parts, Radar};
use super::{FindingLine, ItemLine, Report, VerdictLine, tenths_as_text};
use crate::formats::file::Evidence;
use crate::scoring::{Item, Model, Standing, State, Verdict};
use crate::tool::Words;
use std::collections::BTreeSet;

impl Report {
    /// The report as a document.
    #[must_use]
    pub fn document(&self, model: &Model, words: &Words) -> Document {
        let layout = Layout {
            report: self,
            model,
            words,
        };
        let mut parts = Parts::default();
        layout.head(&mut parts);
        layout.summary(&mut parts);
        layout.categories(&mut parts);
        layout.heat(&mut parts);
        layout.verdicts(&mut parts);
        layout.sides(&mut parts);
        layout.plan(&mut parts);
        layout.items(&mut parts);
        layout.answers(&mut parts);
        if let Some(spread) = &self.spread {
            parts.heading(spread.compared.title.clone());
            spread.add_to(words, &mut parts);
        }
        if let Some(trend) = &self.trend {
            parts.heading(trend.compared.title.clone());
            trend.add_to(model, words, &mut parts);
        }
        parts.heading(layout.say("heading.method"));
        parts.list(self.method.clone());
        parts.paragraph(self.statement.clone());
        Document {
            language: self.language.clone(),
            direction: words.direction.clone(),
            title: self.title.clone(),
            tlp: self.tlp.clone(),
            parts: parts.0,
        }
    }
}

/// Where a level stands on the five-step scale of colours, rounded half up.
fn step_of(levels: &[i64], level: i64) -> Option<usize> {
    let at = levels.iter().position(|known| *known == level)?;
    let last = levels.len().saturating_sub(1).max(1);
    Some((8 * at + last) / (2 * last))
}

struct Layout<'a> {
    report: &'a Report,
    model: &'a Model,
    words: &'a Words,
}

impl Layout<'_> {
    fn say(&self, key: &str) -> String {
        self.words.say(&format!("assess.{key}"), &[])
    }

    fn head(&self, parts: &mut Parts) {
        if self.report.sample {
            parts.notice(self.say("sample"));
        }
        parts.notice(self.report.statement.clone());
        if let Some(notice) = &self.report.notice {
            let source: Vec<&str> = [notice.link.as_str(), &notice.address]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect();
            parts.notice(
                self.words
                    .sentences(&[notice.text.clone(), source.join(" ")]),
            );
        }
        if let Some(carried) = &self.report.carried {
            parts.notice(carried.text.clone());
            parts.list(carried.lines.clone());
        }
        parts.facts(
            self.report
                .facts
                .iter()
                .map(|fact| (fact.name.clone(), fact.value.clone()))
                .collect(),
        );
    }

    fn summary(&self, parts: &mut Parts) {
        parts.heading(self.say("heading.summary"));
        parts.paragraph(self.words.sentences(&self.report.summary));
        for (heading, lines) in [
            ("heading.strengths", &self.report.strengths),
            ("heading.weaknesses", &self.report.weaknesses),
        ] {
            let said = |line: &FindingLine| {
                self.words.say(
                    "assess.labelled",
                    &[("name", &line.name), ("value", &line.text)],
                )
            };
            if lines.iter().any(|line| !line.text.is_empty()) {
                parts.subheading(self.say(heading));
                parts.list(lines.iter().map(said).collect());
            }
        }
    }

    fn categories(&self, parts: &mut Parts) {
        let words = self.words;
        parts.heading(words.say("tool.categories.title", &[]));
        let has_means = self.model.aggregation.is_some();
        if has_means && self.report.categories.len() >= 3 {
            let axes = self
                .report
                .categories
                .iter()
                .map(|line| (line.name.clone(), line.score.mean))
                .collect();
            let highest = self
                .model
                .scales
                .values()
                .flatten()
                .max()
                .copied()
                .unwrap_or(1);
            parts.0.push(Part::Radar(Radar {
                title: self.say("radar"),
                highest,
                axes,
            }));
        }
        let mut head = vec![Column::words(self.say("column.category"))];
        let figures = [
            "tool.figure.answered",
            "tool.figure.lowest",
            "tool.figure.mean",
        ];
        head.extend(
            figures[..if has_means { 3 } else { 2 }]
                .iter()
                .map(|key| Column::numbers(words.say(key, &[]))),
        );
        let none = words.say("tool.figure.none", &[]);
        let rows = self.report.categories.iter().map(|line| {
            let [answered, total] =
                [line.score.answered, line.score.total].map(|count| count.to_string());
            let mut row = vec![
                line.name.clone(),
                words.say(
                    "tool.figure.of",
                    &[("answered", &answered), ("total", &total)],
                ),
            ];
            row.push(
                line.score
                    .lowest
                    .map_or_else(|| none.clone(), |level| level.to_string()),
            );
            if has_means {
                row.push(line.score.mean.map_or_else(|| none.clone(), tenths_as_text));
            }
            row
        });
        parts.table(self.say("caption.categories"), head, rows.collect());
    }

    /// All items on one sheet.
    fn heat(&self, parts: &mut Parts) {
        let fields = |category: &str| {
            let its = self
                .model
                .items
                .iter()
                .zip(&self.report.items)
                .filter(|(item, _)| item.category == category);
            its.map(|(item, line)| self.field(item, line)).collect()
        };
        let rows = self
            .report
            .categories
            .iter()
            .map(|line| (line.name.clone(), fields(&line.score.id)))
            .collect();
        let caption = self
            .words
            .sentences(&[self.heat_counts(), self.words.say("tool.heat.key", &[])]);
        parts.0.push(Part::Heat(Heat { caption, rows }));
    }

    /// How many items are at each level.
    fn heat_counts(&self) -> String {
        let items = &self.report.items;
        let levels: BTreeSet<i64> = self.model.scales.values().flatten().copied().collect();
        let count = |level: i64| {
            items
                .iter()
                .filter(|line| line.score.level == Some(level))
                .count()
                .to_string()
        };
        let counted = |level: i64| [("level", level.to_string()), ("count", count(level))];
        let say = |[level, count]: [(&str, String); 2]| {
            self.words.say(
                "tool.heat.level",
                &[(level.0, &level.1), (count.0, &count.1)],
            )
        };
        let counts: Vec<String> = levels.into_iter().map(counted).map(say).collect();
        let open = items
            .iter()
            .filter(|line| line.score.state == State::Open)
            .count()
            .to_string();
        let away = self.report.not_applicable.to_string();
        self.words.say(
            "tool.heat.sentence",
            &[
                ("counts", &self.words.join(&counts)),
                ("open", &open),
                ("away", &away),
            ],
        )
    }

    fn field(&self, item: &Item, line: &ItemLine) -> Field {
        let score = &line.score;
        let step = score
            .level
            .and_then(|level| step_of(self.model.levels_of(item, &score.side), level));
        let none = || {
            if score.state == State::Open {
                "–".to_owned()
            } else {
                self.words.say("tool.radar.na", &[])
            }
        };
        let figure = score.level.map_or_else(none, |level| level.to_string());
        Field {
            id: score.id.clone(),
            figure,
            step,
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
            let mut sentences = vec![self.standing(&line.verdict)];
            let changed = line
                .planned
                .as_ref()
                .filter(|planned| planned.state != line.verdict.state);
            sentences.extend(changed.map(|planned| {
                self.words.say(
                    "assess.verdict.planned",
                    &[("verdict", &self.standing(planned))],
                )
            }));
            if line.ours {
                sentences.push(self.say("verdict.ours"));
            }
            parts.paragraph(self.words.sentences(&sentences));
            parts.list(self.details_of(line));
        }
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

    fn details_of(&self, line: &VerdictLine) -> Vec<String> {
        let words = self.words;
        let mut points = Vec::new();
        let mut point = |key: &str, ids: Vec<String>| {
            if !ids.is_empty() && line.verdict.state != Standing::None {
                points.push(words.say(
                    &format!("assess.verdict.{key}"),
                    &[("items", &words.join(&ids))],
                ));
            }
        };
        let below = line.verdict.below.iter().map(|below| {
            let [level, required] = [below.level, below.required].map(|level| level.to_string());
            words.say(
                "assess.verdict.gap",
                &[
                    ("item", &below.id),
                    ("level", &level),
                    ("required", &required),
                ],
            )
        });
        point("below", below.collect());
        point("items_open", line.verdict.open.clone());
        point("not_applicable", line.verdict.not_applicable.clone());
        let source: Vec<&str> = [line.source.as_str(), &line.address]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        if !source.is_empty() {
            points.push(words.say("assess.verdict.source", &[("source", &source.join(" "))]));
        }
        if !line.checked.is_empty() {
            points.push(words.say("assess.verdict.checked", &[("date", &line.checked)]));
        }
        points
    }

    fn sides(&self, parts: &mut Parts) {
        let Some(lists) = &self.report.lists else {
            return;
        };
        parts.heading(self.say("heading.sides"));
        if lists.is_empty() {
            parts.paragraph(self.say("sides.nowanted"));
        }
        for list in lists {
            parts.subheading(list.title.clone());
            if list.texts.is_empty() {
                parts.paragraph(self.say("sides.none"));
            }
            parts.list(list.texts.clone());
        }
    }

    fn plan(&self, parts: &mut Parts) {
        if self.report.plan.is_empty() {
            return;
        }
        parts.heading(self.say("heading.plan"));
        parts.paragraph(self.say("plan.order"));
        let mut head = vec![Column::words(self.words.say("tool.column.item", &[]))];
        let figures = [
            "assess.column.level",
            "tool.column.target",
            "assess.column.priority",
            "assess.column.planned",
        ];
        head.extend(figures.map(|key| Column::numbers(self.words.say(key, &[]))));
        head.extend(
            ["owner", "due", "step"].map(|key| Column::words(self.say(&format!("column.{key}")))),
        );
        let rows = self.report.plan.iter().map(|line| {
            let entry = &line.entry;
            let planned = entry
                .planned
                .map(|level| level.to_string())
                .unwrap_or_default();
            let numbers =
                [entry.level, entry.wanted, entry.priority].map(|number| number.to_string());
            let mut row = vec![format!("{} {}", entry.id, line.name)];
            row.extend(numbers);
            row.extend([
                planned,
                line.owner.clone(),
                line.due.clone(),
                line.step.clone(),
            ]);
            row
        });
        parts.table(self.say("caption.plan"), head, rows.collect());
    }

    fn items(&self, parts: &mut Parts) {
        let words = self.words;
        parts.heading(self.say("heading.items"));
        let sided = self.model.items.iter().any(|item| item.scales.len() > 1);
        let mut head = vec![Column::words(words.say("tool.column.item", &[]))];
        if sided {
            head.push(Column::words(self.say("column.side")));
        }
        head.push(Column::numbers(words.say("tool.column.level", &[])));
        head.push(Column::words(self.say("column.level_name")));
        head.extend(
            ["tool.column.target", "tool.column.gap"]
                .map(|key| Column::numbers(words.say(key, &[]))),
        );
        for category in &self.report.categories {
            let lines = self
                .report
                .items
                .iter()
                .filter(|line| line.category == category.score.id);
            let rows = lines.map(|line| {
                let mut row = vec![format!("{} {}", line.score.id, line.name)];
                if sided {
                    row.push(line.side_name.clone());
                }
                row.extend(self.level(line));
                row.extend(
                    [line.score.target, line.score.gap]
                        .map(|level| level.map(|level| level.to_string()).unwrap_or_default()),
                );
                row
            });
            parts.table(category.name.clone(), head.clone(), rows.collect());
        }
    }

    /// The level of an item, and its name or why there is none.
    fn level(&self, line: &ItemLine) -> [String; 2] {
        match line.score.state {
            State::Answered => [
                line.score
                    .level
                    .map(|level| level.to_string())
                    .unwrap_or_default(),
                line.level_name.clone(),
            ],
            State::Open => [String::new(), self.words.say("tool.level.open", &[])],
            State::NotApplicable => [String::new(), self.say("not_applicable")],
        }
    }

    /// What the team wrote.
    fn answers(&self, parts: &mut Parts) {
        let written: Vec<(&ItemLine, Vec<String>)> = self
            .report
            .items
            .iter()
            .map(|line| (line, self.written(line)))
            .filter(|(_, points)| !points.is_empty())
            .collect();
        if written.is_empty() {
            return;
        }
        parts.heading(self.say("heading.evidence"));
        for (line, points) in written {
            let name = format!("{} {}", line.score.id, line.name);
            let level = line.score.level.map(|level| {
                self.words.say(
                    "assess.at_level",
                    &[("name", &name), ("level", &level.to_string())],
                )
            });
            parts.subheading(level.unwrap_or(name));
            parts.list(points);
        }
    }

    fn written(&self, line: &ItemLine) -> Vec<String> {
        let labelled = |key: &str, value: &str| {
            (!value.trim().is_empty()).then(|| {
                self.words.say(
                    "assess.labelled",
                    &[
                        ("name", &self.say(&format!("column.{key}"))),
                        ("value", value),
                    ],
                )
            })
        };
        let decided: Vec<&str> = [line.decided_by.as_str(), &line.decided_on]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        let mut points: Vec<String> = [
            labelled("reason", &line.reason),
            labelled("note", &line.note),
            labelled("decided", &decided.join(" ")),
            labelled("agreed", &line.agreed),
        ]
        .into_iter()
        .flatten()
        .collect();
        points.extend(
            line.evidence
                .iter()
                .filter_map(|evidence| labelled("evidence", &self.evidence(evidence))),
        );
        points
    }

    fn evidence(&self, evidence: &Evidence) -> String {
        let confidence = match evidence.confidence.as_str() {
            "" => String::new(),
            id => self.words.say(
                "assess.confidence",
                &[(
                    "confidence",
                    &self.words.say(&format!("tool.sheet.confidence.{id}"), &[]),
                )],
            ),
        };
        let parts = [
            &evidence.what,
            &evidence.place,
            &evidence.owner,
            &evidence.date,
            &confidence,
        ];
        self.words.join(
            &parts
                .into_iter()
                .filter(|part| !part.is_empty())
                .cloned()
                .collect::<Vec<_>>(),
        )
    }
}
