//! The report on one assessment as something to print: what management reads first, then what the team works with.
//!
//! [`Report::printable`] is the entry, and the order of the parts. `result` lays out what the result says, `work` what is
//! to be done, `items` what was answered; each takes values that are made already and only says where they stand.

mod items;
mod result;
mod work;

use super::Report;
use super::printable::{Parts, Printable};
use crate::scoring::Model;
use crate::tool::ModelWords;

impl Report {
    /// The report as something to print.
    #[must_use]
    pub fn printable(&self, model: &Model, words: &ModelWords) -> Printable {
        let layout = Layout {
            report: self,
            model,
            words,
        };
        let mut parts = Parts::default();
        layout.head(&mut parts);
        layout.result(&mut parts);
        layout.sides(&mut parts);
        layout.plan(&mut parts);
        layout.items(&mut parts);
        layout.answers(&mut parts);
        layout.compared(&mut parts);
        layout.foot(&mut parts);
        Printable {
            language: self.language.clone(),
            direction: words.direction.clone(),
            title: self.title.clone(),
            tlp: self.tlp.clone(),
            parts: parts.0,
        }
    }
}

struct Layout<'a> {
    report: &'a Report,
    model: &'a Model,
    words: &'a ModelWords,
}

impl Layout<'_> {
    fn say(&self, key: &str) -> String {
        self.words.say(&format!("assess.{key}"), &[])
    }

    /// "Name: value", in the way of the language.
    fn labelled(&self, name: &str, value: &str) -> String {
        self.words
            .say("assess.labelled", &[("name", name), ("value", value)])
    }

    /// What must be known before anything else, and who assessed what.
    fn head(&self, parts: &mut Parts) {
        if self.report.sample {
            parts.notice(self.say("sample"));
        }
        parts.notice(self.report.statement.clone());
        if let Some(notice) = &self.report.notice {
            let source = told([&notice.link, &notice.address]);
            parts.notice(self.words.sentences(&[notice.text.clone(), source]));
        }
        if let Some(carried) = &self.report.carried {
            parts.notice(carried.text.clone());
            parts.list(carried.lines.clone());
        }
        let facts = self.report.facts.iter();
        parts.facts(
            facts
                .map(|fact| (fact.name.clone(), fact.value.clone()))
                .collect(),
        );
    }

    /// What several people scored, and earlier states, where the file keeps them.
    fn compared(&self, parts: &mut Parts) {
        if let Some(spread) = &self.report.spread {
            parts.heading(spread.compared.title.clone());
            spread.add_to(self.words, parts);
        }
        if let Some(trend) = &self.report.trend {
            parts.heading(trend.compared.title.clone());
            trend.add_to(self.model, self.words, parts);
        }
    }

    /// How figures come about, and what they are not.
    fn foot(&self, parts: &mut Parts) {
        parts.heading(self.say("heading.method"));
        parts.list(self.report.method.clone());
        parts.paragraph(self.report.statement.clone());
    }
}

/// What is there of several texts, one after the other.
fn told<const N: usize>(texts: [&str; N]) -> String {
    let there = texts.into_iter().filter(|text| !text.is_empty());
    there.collect::<Vec<_>>().join(" ")
}
