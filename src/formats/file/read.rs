//! The parts of an assessment file, field by field.

use super::json::{Fields, Node};
use super::{
    Answer, Assessment, ChosenPattern, Details, Evidence, ModelReference, NotApplicable, Plan,
    Previous, Rating, Snapshot,
};
use crate::diagnostic::{Findings, nearest, rules};
use crate::scoring::{Earlier, Model, NOT_REQUIRED, Profile, Threshold};
use std::collections::BTreeMap;

/// How long texts may be, in UTF-16 units, and how many of a thing there may be: the `LIMITS` of the tools' `state/check.js`.
const LINE: usize = 500;
const NOTE: usize = 20_000;
const PEOPLE: usize = 100;
const ITEMS: usize = 5_000;
const EVIDENCE: usize = 50;
const PROFILES: usize = 50;
const SNAPSHOTS: usize = 100;
const RATINGS: usize = 100;

/// The labels of TLP 2.0.
pub(crate) const TLP: [&str; 5] = [
    "TLP:RED",
    "TLP:AMBER+STRICT",
    "TLP:AMBER",
    "TLP:GREEN",
    "TLP:CLEAR",
];
const CONFIDENCE: [&str; 3] = ["low", "medium", "high"];

/// All of it, read against a model; where it is of an earlier one, what the model knows of that.
pub fn assessment(
    path: &str,
    fields: &Fields<'_>,
    (model, earlier): (&Model, Option<&Earlier>),
    shared: bool,
    findings: &mut Findings,
) -> Assessment {
    let reader = Reader {
        model,
        earlier,
        flags: shared,
    };
    let target = fields.fields("target", findings);
    Assessment {
        path: path.to_owned(),
        shared,
        model: model_reference(
            &fields.fields("model", &mut Findings::default()),
            &mut Findings::default(),
        ),
        carried: None,
        details: if shared {
            shared_details(fields, findings)
        } else {
            details(&fields.fields("assessment", findings), findings)
        },
        answers: reader.answers(fields, true, findings),
        target_level: target.whole("level", findings),
        target_items: reader.thresholds(&target, "items", findings),
        profiles: nodes(fields, "profiles", PROFILES, findings)
            .iter()
            .map(|profile| reader.profile(profile, findings))
            .collect(),
        compared: fields.strings("compared", ITEMS, LINE, findings),
        pattern: pattern(&fields.fields("pattern", findings), findings),
        order: fields.strings("order", ITEMS, LINE, findings),
        snapshots: nodes(fields, "snapshots", SNAPSHOTS, findings)
            .iter()
            .map(|entry| reader.snapshot(entry, findings))
            .collect(),
        ratings: reader.ratings(fields, findings),
        previous: fields
            .get("previous")
            .and_then(|node| node.fields(findings))
            .map(|previous| reader.previous(&previous, findings)),
    }
}

/// The records of a list.
fn nodes<'a>(
    fields: &Fields<'a>,
    name: &str,
    limit: usize,
    findings: &mut Findings,
) -> Vec<Fields<'a>> {
    fields
        .list(name, limit, findings)
        .iter()
        .filter_map(|node| node.fields(findings))
        .collect()
}

/// Names a model.
pub fn model_reference(fields: &Fields<'_>, findings: &mut Findings) -> ModelReference {
    let [id, version, hash] =
        ["id", "version", "hash"].map(|name| fields.string(name, LINE, findings));
    ModelReference { id, version, hash }
}

fn details(fields: &Fields<'_>, findings: &mut Findings) -> Details {
    let mut line = |name| fields.string(name, LINE, findings);
    let [id, team, position] = ["id", "team", "position"].map(&mut line);
    Details {
        id,
        team,
        position,
        scope: fields.string("scope", NOTE, findings),
        date: day(fields, "date", findings),
        assessors: fields.strings("assessors", PEOPLE, LINE, findings),
        months: months(fields, findings),
        tlp: tlp(fields, findings),
        sample: fields.flag("sample", findings),
    }
}

fn shared_details(fields: &Fields<'_>, findings: &mut Findings) -> Details {
    Details {
        position: fields.string("position", LINE, findings),
        date: ["month", "date"]
            .map(|name| month(fields, name, findings))
            .into_iter()
            .find(|date| !date.is_empty())
            .unwrap_or_default(),
        ..Details::default()
    }
}

fn months(fields: &Fields<'_>, findings: &mut Findings) -> Option<i64> {
    let months = fields.whole("months", findings)?;
    if (0..=1200).contains(&months) {
        return Some(months);
    }
    if let Some(node) = fields.get("months") {
        node.wrong("0 … 1200", findings);
    }
    None
}

fn tlp(fields: &Fields<'_>, findings: &mut Findings) -> String {
    fields.form(
        "tlp",
        |text| TLP.contains(&text),
        &TLP.map(|label| format!("\"{label}\"")).join(", "),
        findings,
    )
}

fn day(fields: &Fields<'_>, name: &str, findings: &mut Findings) -> String {
    fields.form(name, is_day, "\"2026-04-01\"", findings)
}

fn month(fields: &Fields<'_>, name: &str, findings: &mut Findings) -> String {
    fields.form(
        name,
        |text| is_day(&format!("{text}-01")),
        "\"2026-04\"",
        findings,
    )
}

/// Whether a text is a day as ISO 8601 writes it, and one that there is: no 31st of February.
fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |part: &str, digits: usize| {
        part.parse::<u32>()
            .ok()
            .filter(|_| part.len() == digits && !part.starts_with('+'))
    };
    let [year, month, day] = parts.as_slice() else {
        return false;
    };
    match (number(year, 4), number(month, 2), number(day, 2)) {
        (Some(year), Some(month), Some(day)) => (1..=days_of(year, month)).contains(&day),
        _ => false,
    }
}

/// How many days a month has; none where there is no such month.
pub(crate) fn days_of(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

fn pattern(fields: &Fields<'_>, findings: &mut Findings) -> ChosenPattern {
    let [current, target] = ["current", "target"].map(|name| fields.string(name, LINE, findings));
    let sides = fields.entries("sides", ITEMS, findings);
    let sides = sides
        .into_iter()
        .filter_map(|(item, side)| Some((item, side.string(LINE, findings)?)))
        .collect();
    ChosenPattern {
        current,
        target,
        sides,
    }
}

/// Reads what depends on the model.
struct Reader<'m> {
    model: &'m Model,
    /// What the model knows of the earlier one that the file is of.
    earlier: Option<&'m Earlier>,
    /// Whether `notApplicable` is true or false, without the reason.
    flags: bool,
}

impl Reader<'_> {
    /// Answers by item. Levels of earlier states are not held against the model of today (`strict` is false).
    fn answers(
        &self,
        fields: &Fields<'_>,
        strict: bool,
        findings: &mut Findings,
    ) -> BTreeMap<String, Answer> {
        let mut answers = BTreeMap::new();
        for (item, node) in fields.entries("answers", ITEMS, findings) {
            if strict && !self.is_known(&item) {
                node.find(&rules::ASSESSMENT_ITEM, findings, |finding| {
                    let near = nearest(
                        &item,
                        self.model.items.iter().map(|known| known.id.as_str()),
                    );
                    finding.with("item", &item).suggest(near)
                });
            }
            if let Some(fields) = node.fields(findings) {
                answers.insert(
                    item.clone(),
                    self.answer(strict.then_some(item.as_str()), &fields, findings),
                );
            }
        }
        answers
    }

    fn is_known(&self, item: &str) -> bool {
        let of_earlier = self
            .earlier
            .is_some_and(|earlier| earlier.names.contains_key(item));
        of_earlier || self.model.items.iter().any(|known| known.id == item)
    }

    fn answer(&self, item: Option<&str>, fields: &Fields<'_>, findings: &mut Findings) -> Answer {
        let side = fields.string("side", LINE, findings);
        let level = fields.whole("level", findings);
        if let Some(item) = item {
            self.check_side(item, fields, level.is_some(), findings);
            self.check_level(item, &side, fields.get("level"), findings);
        }
        let mut line = |name| fields.string(name, LINE, findings);
        let [shortcut, decided_by, ask] = ["shortcut", "decidedBy", "ask"].map(&mut line);
        line("updated");
        let mut note = |name| fields.string(name, NOTE, findings);
        let [note, agreed] = ["note", "agreed"].map(&mut note);
        Answer {
            level,
            side,
            shortcut,
            decided_by,
            note,
            agreed,
            ask,
            come_back: fields.flag("comeBack", findings),
            second: second(&fields.fields_or_null("second", findings), findings),
            decided_on: day(fields, "decidedOn", findings),
            confirmed: day(fields, "confirmed", findings),
            not_applicable: self.not_applicable(fields, findings),
            evidence: nodes(fields, "evidence", EVIDENCE, findings)
                .iter()
                .map(|entry| evidence(entry, findings))
                .collect(),
            plan: self.plan(item, &fields.fields_or_null("plan", findings), findings),
            ..Answer::default()
        }
    }

    fn not_applicable(&self, fields: &Fields<'_>, findings: &mut Findings) -> NotApplicable {
        if self.flags {
            return if fields.flag("notApplicable", findings) {
                NotApplicable::Untold
            } else {
                NotApplicable::No
            };
        }
        let reason = fields
            .get("notApplicable")
            .and_then(|node| node.string(NOTE, findings));
        reason.map_or(NotApplicable::No, NotApplicable::Because)
    }

    fn plan(&self, item: Option<&str>, fields: &Fields<'_>, findings: &mut Findings) -> Plan {
        if let Some(item) = item {
            self.check_level(item, "", fields.get("level"), findings);
        }
        Plan {
            level: fields.whole("level", findings),
            owner: fields.string("owner", LINE, findings),
            due: day(fields, "due", findings),
            step: fields.string("step", NOTE, findings),
        }
    }

    /// Levels by item, or that nothing is required.
    fn thresholds(
        &self,
        fields: &Fields<'_>,
        name: &str,
        findings: &mut Findings,
    ) -> BTreeMap<String, Option<i64>> {
        let mut levels = BTreeMap::new();
        for (item, node) in fields.entries(name, ITEMS, findings) {
            if node.is(NOT_REQUIRED) {
                levels.insert(item, None);
            } else if !node.is_null()
                && let Some(level) = node.whole(findings)
            {
                self.check_level(&item, "", Some(&node), findings);
                levels.insert(item, Some(level));
            }
        }
        levels
    }

    fn profile(&self, fields: &Fields<'_>, findings: &mut Findings) -> Profile {
        // Whatever it says, a profile of the team's own is not a proposal of ours.
        fields.flag("ours", findings);
        let mut line = |name| fields.string(name, LINE, findings);
        let [id, name, address] = ["id", "name", "address"].map(&mut line);
        Profile {
            id,
            name: Some(name),
            address,
            source: fields.string("source", LINE, findings),
            checked: day(fields, "checked", findings),
            ours: false,
            levels: self
                .thresholds(fields, "levels", findings)
                .into_iter()
                .map(|(id, level)| (id, threshold(level)))
                .collect(),
        }
    }

    fn snapshot(&self, fields: &Fields<'_>, findings: &mut Findings) -> Snapshot {
        let mut line = |name| fields.string(name, LINE, findings);
        let [id, name, taken] = ["id", "name", "taken"].map(&mut line);
        Snapshot {
            id,
            name,
            taken,
            model: model_reference(&fields.fields("model", findings), findings),
            profiles: fields.strings("profiles", ITEMS, LINE, findings),
            answers: Self {
                flags: true,
                ..*self
            }
            .answers(fields, false, findings),
        }
    }

    fn previous(&self, fields: &Fields<'_>, findings: &mut Findings) -> Previous {
        let [id, name] = ["id", "name"].map(|name| fields.string(name, LINE, findings));
        Previous {
            id,
            name,
            date: day(fields, "date", findings),
            model: model_reference(&fields.fields("model", findings), findings),
            answers: self.answers(fields, false, findings),
            ratings: self.ratings(fields, findings),
        }
    }

    fn ratings(&self, fields: &Fields<'_>, findings: &mut Findings) -> Vec<Rating> {
        nodes(fields, "ratings", RATINGS, findings)
            .iter()
            .map(|entry| self.rating(entry, findings))
            .collect()
    }

    fn rating(&self, fields: &Fields<'_>, findings: &mut Findings) -> Rating {
        let mut line = |name| fields.string(name, LINE, findings);
        let [id, name, position] = ["id", "name", "position"].map(&mut line);
        Rating {
            id,
            name,
            position,
            months: months(fields, findings),
            date: day(fields, "date", findings),
            model: model_reference(&fields.fields("model", findings), findings),
            answers: Self {
                flags: true,
                ..*self
            }
            .answers(fields, false, findings),
        }
    }

    /// The scales of an item; none where the model lacks it.
    fn scales(&self, item: &str) -> Vec<&str> {
        let item = self.model.items.iter().find(|known| known.id == item);
        item.map(|item| item.scales.iter().map(String::as_str).collect())
            .unwrap_or_default()
    }

    /// A side must be one of the item's, and where there are several, a level without one does not count.
    fn check_side(&self, item: &str, fields: &Fields<'_>, answered: bool, findings: &mut Findings) {
        let scales = self.scales(item);
        let written = fields.get("side").filter(|node| !node.is(""));
        match written {
            Some(node) if !scales.is_empty() && !scales.iter().any(|scale| node.is(scale)) => {
                node.wrong(
                    &scales
                        .iter()
                        .map(|scale| format!("\"{scale}\""))
                        .collect::<Vec<_>>()
                        .join(", "),
                    findings,
                );
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

    /// A level must be of the scale that the side names, or of any of the item's scales where no side is named.
    fn check_level(
        &self,
        item: &str,
        side: &str,
        node: Option<&Node<'_>>,
        findings: &mut Findings,
    ) {
        let scales = self.scales(item);
        let Some(node) = node.filter(|_| !scales.is_empty()) else {
            return;
        };
        let Some(level) = node.whole(&mut Findings::default()) else {
            return;
        };
        let of_side = scales
            .iter()
            .filter(|scale| side.is_empty() || **scale == side || !scales.contains(&side));
        let mut levels: Vec<i64> = of_side
            .filter_map(|scale| self.model.scales.get(*scale))
            .flatten()
            .copied()
            .collect();
        levels.sort_unstable();
        levels.dedup();
        if !levels.contains(&level) {
            let known = levels
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(", ");
            node.find(&rules::ASSESSMENT_LEVEL, findings, |finding| {
                finding
                    .with("item", item)
                    .with("level", level.to_string())
                    .with("levels", known)
            });
        }
    }
}

fn threshold(level: Option<i64>) -> Threshold {
    level.map_or(Threshold::NotRequired, Threshold::Level)
}

fn second(fields: &Fields<'_>, findings: &mut Findings) -> Option<(String, i64)> {
    let side = fields.string("side", LINE, findings);
    let level = fields.whole("level", findings)?;
    Some((side, level))
}

fn evidence(fields: &Fields<'_>, findings: &mut Findings) -> Evidence {
    let mut note = |name| fields.string(name, NOTE, findings);
    let [what, place] = ["what", "where"].map(&mut note);
    Evidence {
        what,
        place,
        owner: fields.string("owner", LINE, findings),
        date: day(fields, "date", findings),
        confidence: fields.form(
            "confidence",
            |text| CONFIDENCE.contains(&text),
            "\"low\", \"medium\", \"high\"",
            findings,
        ),
    }
}
