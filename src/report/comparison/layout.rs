//! Comparisons as something to print.
//!
//! [`Comparison::printable`] and [`OverTime::printable`] stand alone; `add_to` puts the same parts into the report on one
//! assessment that keeps several ratings or earlier states.

use super::{AnswerSet, Compared, Comparison, OverTime};
use crate::report::figures::{signed, tenths_as_text, whole};
use crate::report::items::id_and_name;
use crate::report::printable::{Column, Parts, Printable};
use crate::scoring::{Item, ItemSpread, ItemTrend, Model, PositionGroup, RatedLevel};
use crate::tool::ModelWords;

impl Compared {
    fn printable(&self, words: &ModelWords, add: impl FnOnce(&mut Parts)) -> Printable {
        let mut parts = Parts::default();
        parts.notice(self.statement.clone());
        add(&mut parts);
        Printable {
            language: words.language.clone(),
            direction: words.direction.clone(),
            title: self.title.clone(),
            tlp: self.tlp.clone(),
            parts: parts.0,
        }
    }

    /// What is compared, with a number for each entry, by which tables call it.
    fn entries(&self, words: &ModelWords, parts: &mut Parts) {
        parts.list(self.warnings.clone());
        let mut head = vec![Column::numbers("#".to_owned())];
        let told = ["column.file", "column.rater", "column.date"];
        head.extend(told.map(|key| Column::words(say(words, key))));
        let row = |entry: &AnswerSet| {
            vec![
                entry.number.to_string(),
                entry.name.clone(),
                entry.rater.clone(),
                entry.date.clone(),
            ]
        };
        let rows = self.entries.iter().map(row).collect();
        parts.table(say(words, "caption.files"), head, rows);
    }

    /// A column for each entry, over time: headed by its day.
    fn days(&self) -> impl Iterator<Item = Column> {
        self.entries
            .iter()
            .map(|entry| Column::numbers(entry.day()))
    }
}

impl Comparison {
    /// The comparison as something to print.
    #[must_use]
    pub fn printable(&self, words: &ModelWords) -> Printable {
        self.compared
            .printable(words, |parts| self.add_to(words, parts))
    }

    /// Its parts.
    pub(in crate::report) fn add_to(&self, words: &ModelWords, parts: &mut Parts) {
        parts.paragraph(self.finding(words));
        self.compared.entries(words, parts);
        self.groups(words, parts);
        self.items(words, parts);
    }

    /// How many items people scored differently, and what to do about it.
    fn finding(&self, words: &ModelWords) -> String {
        let items = &self.spread.items;
        let differing = items.iter().filter(|item| item.differ).count();
        let numbers = [self.compared.entries.len(), differing, items.len()];
        let [count, differ, total] = numbers.map(|number| number.to_string());
        let sentence = words.say(
            "assess.spread.sentence",
            &[("count", &count), ("differ", &differ), ("total", &total)],
        );
        let advice = if differing == 0 {
            "spread.same"
        } else {
            "spread.finding"
        };
        words.sentences(&[sentence, say(words, advice)])
    }

    /// Means by position, where anybody said what theirs is.
    fn groups(&self, words: &ModelWords, parts: &mut Parts) {
        let groups = &self.spread.groups;
        if groups.iter().all(|group| group.position.is_empty()) {
            return;
        }
        parts.heading(say(words, "heading.groups"));
        let head = vec![
            Column::words(say(words, "column.position")),
            Column::numbers(say(words, "column.people")),
            Column::numbers(say(words, "column.mean")),
        ];
        let row = |group: &PositionGroup| {
            let mean = group.mean.map(tenths_as_text).unwrap_or_default();
            vec![group.position.clone(), group.count.to_string(), mean]
        };
        let rows = groups.iter().map(row).collect();
        parts.table(say(words, "caption.groups"), head, rows);
    }

    /// The level that each person gave each item.
    fn items(&self, words: &ModelWords, parts: &mut Parts) {
        parts.heading(say(words, "heading.spread"));
        let mut head = vec![Column::words(words.say("tool.column.item", &[]))];
        let entries = self.compared.entries.iter();
        head.extend(entries.map(|entry| Column::numbers(entry.number.to_string())));
        head.extend(["column.median", "column.span"].map(|key| Column::numbers(say(words, key))));
        let items = self.spread.items.iter();
        let rows = items.map(|item| self.item_row(words, item)).collect();
        parts.table(say(words, "caption.spread"), head, rows);
    }

    fn item_row(&self, words: &ModelWords, item: &ItemSpread) -> Vec<String> {
        let name = self.compared.names.get(&item.id);
        let name = name.map_or("", String::as_str);
        let mut row = vec![format!("{} {name}", item.id)];
        let levels = item.levels.iter();
        row.extend(levels.map(|level| level_text(words, level)));
        // Twice the median is a whole number; five times that is tenths.
        let median = item.median2.map(|twice| tenths_as_text(twice * 5));
        row.push(median.unwrap_or_default());
        row.push(whole((item.rated > 1).then_some(item.span)));
        row
    }
}

fn level_text(words: &ModelWords, level: &RatedLevel) -> String {
    let number = match level.level {
        _ if level.not_applicable => words.say("assess.sheet.not_applicable", &[]),
        Some(number) => number.to_string(),
        // Not answered is not 0.
        None => return "–".to_owned(),
    };
    if level.side.is_empty() {
        number
    } else {
        format!("{number} ({})", words.scale(&level.side))
    }
}

impl OverTime {
    /// The comparison as something to print.
    #[must_use]
    pub fn printable(&self, model: &Model, words: &ModelWords) -> Printable {
        self.compared
            .printable(words, |parts| self.add_to(model, words, parts))
    }

    /// Its parts.
    pub(in crate::report) fn add_to(&self, model: &Model, words: &ModelWords, parts: &mut Parts) {
        parts.paragraph(self.sentence(words));
        self.compared.entries(words, parts);
        if model.aggregation.is_some() {
            self.categories(words, parts);
        }
        self.items(model, words, parts);
    }

    fn sentence(&self, words: &ModelWords) -> String {
        let entries = &self.compared.entries;
        let [from, to] = [entries.first(), entries.last()]
            .map(|entry| entry.map(AnswerSet::day).unwrap_or_default());
        let count = entries.len().to_string();
        words.say(
            "assess.trend.sentence",
            &[("count", &count), ("from", &from), ("to", &to)],
        )
    }

    /// The mean of each category at each point.
    fn categories(&self, words: &ModelWords, parts: &mut Parts) {
        parts.heading(say(words, "heading.trend"));
        let mut head = vec![Column::words(say(words, "column.category"))];
        head.extend(self.compared.days());
        let mean = |mean: &Option<i64>| mean.map_or_else(|| "–".to_owned(), tenths_as_text);
        let rows = self.trend.categories.iter().map(|category| {
            let mut row = vec![words.category(&category.id)];
            row.extend(category.means.iter().map(mean));
            row
        });
        parts.table(say(words, "caption.trend"), head, rows.collect());
    }

    /// The level of each item at each point, and how it changed; a table for each category.
    fn items(&self, model: &Model, words: &ModelWords, parts: &mut Parts) {
        parts.heading(say(words, "heading.changes"));
        let mut head = vec![Column::words(words.say("tool.column.item", &[]))];
        head.extend(self.compared.days());
        head.push(Column::numbers(say(words, "column.change")));
        for category in &model.categories {
            let items = model.items.iter().zip(&self.trend.items);
            let of_it = items.filter(|(item, _)| item.category == *category);
            let rows = of_it.map(|(item, changes)| change_row(words, item, changes));
            parts.table(words.category(category), head.clone(), rows.collect());
        }
    }
}

fn change_row(words: &ModelWords, item: &Item, changes: &ItemTrend) -> Vec<String> {
    let mut row = vec![id_and_name(words, item)];
    let points = changes.levels.iter().zip(&changes.sides);
    row.extend(points.map(|(level, side)| {
        let level = RatedLevel {
            rating: String::new(),
            level: *level,
            side: side.clone(),
            not_applicable: false,
        };
        level_text(words, &level)
    }));
    row.push(changes.change.map(signed).unwrap_or_default());
    row
}

fn say(words: &ModelWords, key: &str) -> String {
    words.say(&format!("assess.{key}"), &[])
}
