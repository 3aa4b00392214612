//! What was answered: the level of each item, and what the team wrote of it.

use super::Layout;
use crate::formats::file::Evidence;
use crate::report::ItemLine;
use crate::report::figures::whole;
use crate::report::printable::{Column, Parts};
use crate::scoring::State;

impl Layout<'_> {
    /// A table for each category.
    pub fn items(&self, parts: &mut Parts) {
        parts.heading(self.say("heading.items"));
        let sided = self.model.items.iter().any(|item| item.scales.len() > 1);
        let head = self.items_head(sided);
        for category in &self.report.categories {
            let lines = self.report.items.iter();
            let of_it = lines.filter(|line| line.category == category.score.id);
            let rows = of_it.map(|line| self.item_row(line, sided)).collect();
            parts.table(category.name.clone(), head.clone(), rows);
        }
    }

    fn items_head(&self, sided: bool) -> Vec<Column> {
        let number = |key| Column::numbers(self.words.say(key, &[]));
        let mut head = vec![Column::words(self.words.say("tool.column.item", &[]))];
        if sided {
            head.push(Column::words(self.say("column.side")));
        }
        head.push(number("tool.column.level"));
        head.push(Column::words(self.say("column.level_name")));
        head.extend(["tool.column.target", "tool.column.gap"].map(number));
        head
    }

    fn item_row(&self, line: &ItemLine, sided: bool) -> Vec<String> {
        let mut row = vec![format!("{} {}", line.score.id, line.name)];
        if sided {
            row.push(line.side_name.clone());
        }
        row.extend(self.level(line));
        row.extend([line.score.target, line.score.gap].map(whole));
        row
    }

    /// The level of an item, and its name or why there is none.
    fn level(&self, line: &ItemLine) -> [String; 2] {
        match line.score.state {
            State::Answered => [whole(line.score.level), line.level_name.clone()],
            State::Open => [String::new(), self.words.say("tool.level.open", &[])],
            State::NotApplicable => [String::new(), self.say("not_applicable")],
        }
    }

    /// What the team wrote, item by item; nothing of items of which it wrote nothing.
    pub fn answers(&self, parts: &mut Parts) {
        let lines = self.report.items.iter();
        let written: Vec<(&ItemLine, Vec<String>)> = lines
            .map(|line| (line, self.written(line)))
            .filter(|(_, points)| !points.is_empty())
            .collect();
        if written.is_empty() {
            return;
        }
        parts.heading(self.say("heading.evidence"));
        for (line, points) in written {
            parts.subheading(self.item_at_level(line));
            parts.list(points);
        }
    }

    fn item_at_level(&self, line: &ItemLine) -> String {
        let name = format!("{} {}", line.score.id, line.name);
        match line.score.level {
            Some(level) => self.words.say(
                "assess.at_level",
                &[("name", &name), ("level", &level.to_string())],
            ),
            None => name,
        }
    }

    fn written(&self, line: &ItemLine) -> Vec<String> {
        let decided = super::told([&line.decided_by, &line.decided_on]);
        let mut points = vec![
            ("reason", line.reason.clone()),
            ("note", line.note.clone()),
            ("decided", decided),
            ("agreed", line.agreed.clone()),
        ];
        let evidence = line.evidence.iter();
        points.extend(evidence.map(|evidence| ("evidence", self.evidence(evidence))));
        let told = points.iter().filter(|(_, value)| !value.trim().is_empty());
        told.map(|(key, value)| self.labelled(&self.say(&format!("column.{key}")), value))
            .collect()
    }

    /// A piece of evidence on one line.
    fn evidence(&self, evidence: &Evidence) -> String {
        let parts = [
            evidence.what.clone(),
            evidence.place.clone(),
            evidence.owner.clone(),
            evidence.date.clone(),
            self.confidence(&evidence.confidence),
        ];
        let told = parts.into_iter().filter(|part| !part.is_empty());
        self.words.join(&told.collect::<Vec<_>>())
    }

    /// How much the team trusts a piece of evidence; nothing where it does not say.
    fn confidence(&self, id: &str) -> String {
        if id.is_empty() {
            return String::new();
        }
        let named = self.words.say(&format!("tool.sheet.confidence.{id}"), &[]);
        self.words
            .say("assess.confidence", &[("confidence", &named)])
    }
}
