//! What is to be done: sides to strengthen or to move to, and the plan.

use super::Layout;
use crate::report::PlanLine;
use crate::report::figures::whole;
use crate::report::printable::{Column, Parts};

impl Layout<'_> {
    pub fn sides(&self, parts: &mut Parts) {
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

    pub fn plan(&self, parts: &mut Parts) {
        if self.report.plan.is_empty() {
            return;
        }
        parts.heading(self.say("heading.plan"));
        parts.paragraph(self.say("plan.order"));
        let rows = self.report.plan.iter().map(plan_row).collect();
        parts.table(self.say("caption.plan"), self.plan_head(), rows);
    }

    fn plan_head(&self) -> Vec<Column> {
        let mut head = vec![Column::words(self.words.say("tool.column.item", &[]))];
        let figures = [
            "assess.column.level",
            "tool.column.target",
            "assess.column.priority",
            "assess.column.planned",
        ];
        head.extend(figures.map(|key| Column::numbers(self.words.say(key, &[]))));
        let words = ["column.owner", "column.due", "column.step"];
        head.extend(words.map(|key| Column::words(self.say(key))));
        head
    }
}

fn plan_row(line: &PlanLine) -> Vec<String> {
    let entry = &line.entry;
    let mut row = vec![format!("{} {}", entry.id, line.name)];
    row.extend([entry.level, entry.wanted, entry.priority].map(|number| number.to_string()));
    row.push(whole(entry.planned));
    row.extend([&line.owner, &line.due, &line.step].map(String::clone));
    row
}
