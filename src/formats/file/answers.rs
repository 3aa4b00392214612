//! Answers, read against a model.

use super::assessment::{Answer, Evidence, NotApplicable, Plan};
use crate::diagnostic::{Findings, nearest, rules};
use crate::formats::json::{Fields, Node};
use crate::formats::values::{ITEMS, LINE, NOTE, check_level, day, quoted, records, scales_of};
use crate::scoring::{Earlier, Model};
use std::collections::BTreeMap;

/// The most pieces of evidence for an answer.
const EVIDENCE: usize = 50;
const CONFIDENCE: [&str; 3] = ["low", "medium", "high"];

/// Reads answers to a model.
pub struct Reader<'m> {
    pub model: &'m Model,
    /// What the model knows of the earlier one that the file is of.
    pub earlier: Option<&'m Earlier>,
    /// Whether the file is of the form for sharing: levels, sides, and whether an item applies.
    pub shared: bool,
}

impl Reader<'_> {
    /// The answers of today.
    pub fn answers(
        &self,
        fields: &Fields<'_>,
        findings: &mut Findings,
    ) -> BTreeMap<String, Answer> {
        let mut answers = BTreeMap::new();
        for (item, node) in fields.entries("answers", ITEMS, findings) {
            self.find_unknown(&item, &node, findings);
            if let Some(fields) = node.fields(findings) {
                let answer = self.answer(&item, &fields, findings);
                answers.insert(item, answer);
            }
        }
        answers
    }

    fn find_unknown(&self, item: &str, node: &Node<'_>, findings: &mut Findings) {
        let known = || self.model.items.iter().map(|known| known.id.as_str());
        let of_earlier = self
            .earlier
            .is_some_and(|earlier| earlier.names.contains_key(item));
        if !of_earlier && !known().any(|known| known == item) {
            node.find(&rules::ASSESSMENT_ITEM, findings, |finding| {
                finding.with("item", item).suggest(nearest(item, known()))
            });
        }
    }

    fn answer(&self, item: &str, fields: &Fields<'_>, findings: &mut Findings) -> Answer {
        let side = fields.string("side", LINE, findings);
        let is_answered = fields.get("level").is_some();
        self.check_side(item, fields, is_answered, findings);
        check_level(self.model, item, &side, fields.get("level"), findings);
        if self.shared {
            return pick(fields, findings);
        }
        check_level(
            self.model,
            item,
            "",
            fields
                .fields_or_null("plan", &mut Findings::default())
                .get("level"),
            findings,
        );
        Answer {
            second: self.second(item, fields, findings),
            ..answer(fields, findings)
        }
    }

    /// The other side where both are used; held against the model as the first one is.
    fn second(
        &self,
        item: &str,
        fields: &Fields<'_>,
        findings: &mut Findings,
    ) -> Option<(String, i64)> {
        let second = fields.fields_or_null("second", &mut Findings::default());
        let (side, level) = second_side(fields, findings)?;
        self.check_side(item, &second, false, findings);
        check_level(self.model, item, &side, second.get("level"), findings);
        Some((side, level))
    }

    /// A side must be one of the item's, and where there are several, a level without one does not count.
    fn check_side(&self, item: &str, fields: &Fields<'_>, answered: bool, findings: &mut Findings) {
        let scales = scales_of(self.model, item);
        match fields.get("side").filter(|node| !node.is("")) {
            Some(node) if !scales.is_empty() && !scales.iter().any(|scale| node.is(scale)) => {
                node.wrong(&quoted(scales), findings);
            }
            None if answered && scales.len() > 1 => {
                let Some(node) = fields.get("level") else {
                    return;
                };
                node.find(&rules::ASSESSMENT_SIDE, findings, |finding| {
                    finding.with("item", item).with("sides", scales.join(", "))
                });
            }
            _ => {}
        }
    }
}

/// Answers of another time, which are not held against the model of today. `read` says how much of each is read.
pub fn earlier_answers(
    fields: &Fields<'_>,
    read: impl Fn(&Fields<'_>, &mut Findings) -> Answer,
    findings: &mut Findings,
) -> BTreeMap<String, Answer> {
    fields
        .entries("answers", ITEMS, findings)
        .into_iter()
        .filter_map(|(item, node)| Some((item, read(&node.fields(findings)?, findings))))
        .collect()
}

/// All of an answer.
pub fn answer(fields: &Fields<'_>, findings: &mut Findings) -> Answer {
    let mut line = |name| fields.string(name, LINE, findings);
    let [side, shortcut, decided_by, ask] = ["side", "shortcut", "decidedBy", "ask"].map(&mut line);
    line("updated");
    let mut note = |name| fields.string(name, NOTE, findings);
    let [note, agreed] = ["note", "agreed"].map(&mut note);
    let reason = fields
        .get("notApplicable")
        .and_then(|node| node.string(NOTE, findings));
    Answer {
        level: fields.whole("level", findings),
        side,
        shortcut,
        decided_by,
        note,
        agreed,
        ask,
        come_back: fields.flag("comeBack", findings),
        second: second_side(fields, findings),
        decided_on: day(fields, "decidedOn", findings),
        confirmed: day(fields, "confirmed", findings),
        not_applicable: reason.map_or(NotApplicable::No, NotApplicable::Because),
        evidence: all_evidence(fields, findings),
        plan: plan(&fields.fields_or_null("plan", findings), findings),
        ..Answer::default()
    }
}

/// Of an answer what is counted: its level, its side, and whether the item applies.
pub fn pick(fields: &Fields<'_>, findings: &mut Findings) -> Answer {
    Answer {
        level: fields.whole("level", findings),
        side: fields.string("side", LINE, findings),
        not_applicable: if fields.flag("notApplicable", findings) {
            NotApplicable::Untold
        } else {
            NotApplicable::No
        },
        ..Answer::default()
    }
}

/// Of an answer what is counted, and what it rests on.
pub fn explained_pick(fields: &Fields<'_>, findings: &mut Findings) -> Answer {
    Answer {
        note: fields.string("note", NOTE, findings),
        evidence: all_evidence(fields, findings),
        ..pick(fields, findings)
    }
}

fn second_side(fields: &Fields<'_>, findings: &mut Findings) -> Option<(String, i64)> {
    let second = fields.fields_or_null("second", findings);
    let side = second.string("side", LINE, findings);
    Some((side, second.whole("level", findings)?))
}

fn plan(fields: &Fields<'_>, findings: &mut Findings) -> Plan {
    Plan {
        level: fields.whole("level", findings),
        owner: fields.string("owner", LINE, findings),
        due: day(fields, "due", findings),
        step: fields.string("step", NOTE, findings),
    }
}

fn all_evidence(fields: &Fields<'_>, findings: &mut Findings) -> Vec<Evidence> {
    records(fields, "evidence", EVIDENCE, findings)
        .iter()
        .map(|entry| evidence(entry, findings))
        .collect()
}

fn evidence(fields: &Fields<'_>, findings: &mut Findings) -> Evidence {
    let mut note = |name| fields.string(name, NOTE, findings);
    let [what, place] = ["what", "where"].map(&mut note);
    let is_known = |text: &str| CONFIDENCE.contains(&text);
    Evidence {
        what,
        place,
        owner: fields.string("owner", LINE, findings),
        date: day(fields, "date", findings),
        confidence: fields.form("confidence", is_known, &quoted(CONFIDENCE), findings),
    }
}
