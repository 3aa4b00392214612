//! Assessment files → typed values. Every field is checked, and everything that is wrong is a finding, all at once.
//!
//! `shirube-assessment` is what the tools save; `shirube-assessment-share` is the same without notes and names, for others.
//! [`read`] looks at the format first and at the model then, since a foreign file is to be refused with one sentence; `parts`
//! reads what is left: answers (`answers`), earlier states (`states`), and the rest itself.

mod answers;
mod assessment;
mod parts;
mod states;

use super::json::{self, Fields, Node};
use super::profile::foreign;
use super::values::model_reference;
use crate::diagnostic::{Finding, Findings, Place, Text, rules};
use crate::scoring::{Earlier, Model, carry_over};
use answers::Reader;
use serde_json::Map;

pub use super::json::MAX_BYTES;
pub use super::values::ModelReference;
pub use assessment::{
    Answer, Assessment, CarriedFrom, ChosenPattern, Details, Evidence, NotApplicable, Plan,
    Previous, Rating, Snapshot, scored,
};
pub(super) use parts::TLP;

const FORMAT: &str = "shirube-assessment";
const SHARE: &str = "shirube-assessment-share";
/// The newest version of each format that is read.
const FORMATS: [(&str, i64); 2] = [(FORMAT, 2), (SHARE, 1)];

/// What becomes of an assessment of another version of a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OtherVersion {
    /// It is refused.
    Refused,
    /// It is carried over where the model knows its version as an earlier one, and is else refused.
    CarriedOver,
    /// It is taken with its answers as they were given, to be compared.
    Compared,
}

/// Reads an assessment of one of the models that are `known`. `None` where the file is refused; findings say why. With
/// errors among the findings, what is returned lacks what is wrong.
pub fn read(
    text: &Text,
    known: &[&Model],
    other: OtherVersion,
    findings: &mut Findings,
) -> Option<Assessment> {
    let value = json::parse(text, findings)?;
    let top = Node::top(text, &value);
    let (format, fields) = match json::of_format(&top, &FORMATS) {
        Ok(found) => found,
        Err(not_this) => {
            findings.add(not_this.finding(|| Finding::new(&rules::ASSESSMENT_FORMAT)));
            return None;
        }
    };
    let (model, earlier) = model(text, &fields, known, other, findings)?;
    let shared = format == SHARE;
    let reader = Reader {
        model,
        earlier,
        shared,
    };
    let mut assessment = parts::assessment(&text.path, &fields, &reader, findings);
    assessment.name_present_hashes(model);
    if let Some(earlier) = earlier.filter(|_| other == OtherVersion::CarriedOver) {
        assessment.carry_over(model, earlier);
    }
    Some(assessment)
}

/// The model that a file names, as far as it can be read.
#[must_use]
pub fn reference(text: &Text) -> Option<ModelReference> {
    let unheard = &mut Findings::default();
    let value = json::parse(text, unheard)?;
    let fields = Node::top(text, &value)
        .fields(unheard)?
        .get("model")?
        .fields(unheard)?;
    Some(model_reference(&fields, unheard))
}

/// The model that the file is read by; and what that knows of the earlier model that the file names, if it names one.
fn model<'m>(
    text: &Text,
    fields: &Fields<'_>,
    known: &[&'m Model],
    other: OtherVersion,
    findings: &mut Findings,
) -> Option<(&'m Model, Option<&'m Earlier>)> {
    let written = named_model(fields, findings)?;
    let place = fields
        .get("model")
        .map_or_else(|| Place::file(&text.path), Node::place);
    let reference = model_reference(&written, findings);
    let Some((model, earlier)) = named(&reference, known, other) else {
        let name = format!("{} {}", reference.id, reference.version);
        findings.add(foreign(&name, known, place));
        return None;
    };
    if written.flag("own", findings) && !model.own {
        let place = written.get("own").map_or(place.clone(), Node::place);
        let name = format!("{} {}", reference.id, reference.version);
        findings.add(
            Finding::new(&rules::ASSESSMENT_OWN)
                .at(place)
                .with("model", name),
        );
    }
    let hash = written.get("hash").map_or(place.clone(), Node::place);
    findings_of_edition(model, earlier, reference, (place, hash), findings);
    Some((model, earlier))
}

/// What names the model, where it does: a record with an id and a version.
fn named_model<'a>(fields: &Fields<'a>, findings: &mut Findings) -> Option<Fields<'a>> {
    let Some(node) = fields.get("model") else {
        fields.wrong("model", "{ … }", findings);
        return None;
    };
    let written = node.fields(findings)?;
    for name in ["id", "version"] {
        if !written.is_text(name) {
            written.wrong(name, "\"…\"", findings);
            return None;
        }
    }
    Some(written)
}

/// Warns of another edition of the model than the present one; `at` is where the model is named, and where its hash.
fn findings_of_edition(
    model: &Model,
    earlier: Option<&Earlier>,
    mut reference: ModelReference,
    at: (Place, Place),
    findings: &mut Findings,
) {
    let name = format!("{} {}", reference.id, reference.version);
    let present = format!("{} {}", model.id, model.version);
    model.present_hash(&reference.version, &mut reference.hash);
    if let Some(earlier) = earlier {
        let changed = changed_items(model, earlier).to_string();
        let finding = Finding::new(&rules::ASSESSMENT_EARLIER)
            .at(at.0)
            .with("model", name);
        findings.add(finding.with("present", present).with("count", changed));
    } else if name != present {
        let finding = Finding::new(&rules::ASSESSMENT_VERSION)
            .at(at.0)
            .with("model", name);
        findings.add(finding.with("present", present));
    } else if reference.hash != model.hash {
        let finding = Finding::new(&rules::ASSESSMENT_HASH).at(at.1);
        findings.add(finding.with("model", present));
    }
}

/// How many items are to be looked at again.
fn changed_items(model: &Model, earlier: &Earlier) -> usize {
    carry_over(model, earlier, &Map::new()).look_again.len()
}

/// The model of that id and version; else, where other versions are taken, the one that knows it as an earlier one; else, where
/// it is only compared, the one of that id.
fn named<'m>(
    reference: &ModelReference,
    known: &[&'m Model],
    other: OtherVersion,
) -> Option<(&'m Model, Option<&'m Earlier>)> {
    let of_id = || known.iter().copied().find(|model| model.id == reference.id);
    let itself = of_id()
        .filter(|model| model.version == reference.version)
        .map(|model| (model, None));
    let earlier = || {
        known.iter().find_map(|model| {
            Some((
                *model,
                Some(model.earlier(&reference.id, &reference.version)?),
            ))
        })
    };
    match other {
        OtherVersion::Refused => itself,
        OtherVersion::CarriedOver => itself.or_else(earlier),
        OtherVersion::Compared => itself
            .or_else(earlier)
            .or_else(|| of_id().map(|model| (model, None))),
    }
}
