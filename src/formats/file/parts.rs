//! The parts of an assessment file, field by field.

use super::answers::Reader;
use super::assessment::{Assessment, ChosenPattern, Details};
use super::states::{previous, ratings, snapshots};
use crate::diagnostic::Findings;
use crate::formats::json::Fields;
use crate::formats::profile::{profile, thresholds};
use crate::formats::values::{
    ITEMS, LINE, NOTE, check_level_of, day, model_reference, month, months, quoted, records,
};
use crate::scoring::Model;

/// The most people who scored together.
const PEOPLE: usize = 100;
/// The most profiles of a team's own.
const PROFILES: usize = 50;

/// The labels of TLP 2.0.
pub const TLP: [&str; 5] = [
    "TLP:RED",
    "TLP:AMBER+STRICT",
    "TLP:AMBER",
    "TLP:GREEN",
    "TLP:CLEAR",
];

/// All of it, read against a model.
pub fn assessment(
    path: &str,
    fields: &Fields<'_>,
    reader: &Reader<'_>,
    findings: &mut Findings,
) -> Assessment {
    let target = fields.fields("target", findings);
    let model = model_reference(
        &fields.fields("model", &mut Findings::default()),
        &mut Findings::default(),
    );
    let shared = Assessment {
        path: path.to_owned(),
        shared: reader.shared,
        model,
        details: if reader.shared {
            shared_details(fields, findings)
        } else {
            details(&fields.fields("assessment", findings), findings)
        },
        answers: reader.answers(fields, findings),
        target_level: general_target(&target, reader.model, findings),
        target_items: thresholds(&target, "items", reader.model, findings),
        ..Assessment::default()
    };
    if reader.shared {
        return shared;
    }
    Assessment {
        profiles: records(fields, "profiles", PROFILES, findings)
            .iter()
            .map(|fields| profile(fields, reader.model, findings))
            .collect(),
        compared: fields.strings("compared", ITEMS, LINE, findings),
        pattern: pattern(&fields.fields("pattern", findings), findings),
        order: fields.strings("order", ITEMS, LINE, findings),
        snapshots: snapshots(fields, findings),
        ratings: ratings(fields, findings),
        previous: previous(fields, findings),
        ..shared
    }
}

/// The level aimed for where an item has no target of its own: of any scale.
fn general_target(target: &Fields<'_>, model: &Model, findings: &mut Findings) -> Option<i64> {
    let level = target.whole("level", findings);
    if let Some(node) = target.get("level") {
        let scales = model.scales.keys().map(String::as_str);
        check_level_of(model, "target.level", scales, node, findings);
    }
    level
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
        tlp: fields.form("tlp", |text| TLP.contains(&text), &quoted(TLP), findings),
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

fn pattern(fields: &Fields<'_>, findings: &mut Findings) -> ChosenPattern {
    let [current, target] = ["current", "target"].map(|name| fields.string(name, LINE, findings));
    let sides = fields.entries("sides", ITEMS, findings);
    let sides = sides
        .into_iter()
        .filter_map(|(item, side)| Some((item, side.text(LINE, findings)?)))
        .collect();
    ChosenPattern {
        current,
        target,
        sides,
    }
}
