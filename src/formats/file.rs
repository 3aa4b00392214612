//! Assessment files → typed values. Every field is checked, and everything that is wrong is a finding, all at once.
//!
//! `shirube-assessment` is what the tools save; `shirube-assessment-share` is the same without notes and names, for others.

mod json;
mod read;

use crate::diagnostic::{Finding, Findings, Place, Text, nearest, rules};
use crate::scoring::{
    Answers, Carried, Earlier, Edition, Model, NOT_REQUIRED, Profile, Target, Team, carry_over,
};
use json::{Fields, Node};
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

pub use json::MAX_BYTES;
pub(super) use read::{TLP, days_of};

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

/// An assessment as a file holds it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Assessment {
    /// The file's path, as it was given.
    pub path: String,
    /// Whether it is the form for sharing, which has no notes and no names.
    pub shared: bool,
    /// Which model was scored; the present one where answers were carried over.
    pub model: ModelReference,
    /// What became of the items, where answers to an earlier model were carried over.
    pub carried: Option<CarriedFrom>,
    /// Who assessed what, and when.
    pub details: Details,
    /// Answers by item.
    pub answers: BTreeMap<String, Answer>,
    /// The level aimed for where an item has none of its own.
    pub target_level: Option<i64>,
    /// Items' own targets; none where nothing is required.
    pub target_items: BTreeMap<String, Option<i64>>,
    /// The team's own profiles.
    pub profiles: Vec<Profile>,
    /// Ids of the profiles that it compares itself with.
    pub compared: Vec<String>,
    /// Patterns of the organization now and to be, and the sides aimed for.
    pub pattern: ChosenPattern,
    /// The team's own order of the plan.
    pub order: Vec<String>,
    /// Earlier states.
    pub snapshots: Vec<Snapshot>,
    /// What several people scored.
    pub ratings: Vec<Rating>,
    /// The last round as it was.
    pub previous: Option<Previous>,
}

/// What became of the items of an earlier model.
#[derive(Debug, Clone, PartialEq)]
pub struct CarriedFrom {
    /// The earlier model.
    pub model: ModelReference,
    /// The lists of items; the answers are those of the assessment.
    pub items: Carried,
}

/// Names a model.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ModelReference {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Hash of its definition.
    pub hash: String,
}

/// Who assessed what, and when.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Details {
    /// Tells assessments apart.
    pub id: String,
    /// The team's name.
    pub team: String,
    /// What was assessed.
    pub scope: String,
    /// A day, or a month in the form for sharing.
    pub date: String,
    /// Who scored.
    pub assessors: Vec<String>,
    /// The rater's position.
    pub position: String,
    /// How long the rater has been in post.
    pub months: Option<i64>,
    /// A label of TLP 2.0.
    pub tlp: String,
    /// Whether it is an invented team.
    pub sample: bool,
}

/// The answer to one item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// The level.
    pub level: Option<i64>,
    /// Id of the scale, where the item has several.
    pub side: String,
    /// A second side, noted and not counted.
    pub second: Option<(String, i64)>,
    /// Id of the button that set the level.
    pub shortcut: String,
    /// Who decided.
    pub decided_by: String,
    /// When it was decided.
    pub decided_on: String,
    /// Whether the item does not apply, and why.
    pub not_applicable: NotApplicable,
    /// Free words.
    pub note: String,
    /// What the level rests on.
    pub evidence: Vec<Evidence>,
    /// What is to be done.
    pub plan: Plan,
    /// Why several raters agreed on this answer.
    pub agreed: String,
    /// When it was said that the answer of the last round still holds.
    pub confirmed: String,
    /// Whether it is to be looked at again later.
    pub come_back: bool,
    /// Who is to be asked about it.
    pub ask: String,
    /// The level before the answers were carried over, where it is to be looked at again.
    pub earlier_level: Option<i64>,
    /// Whether the item did not apply then, where that is to be looked at again.
    pub earlier_not_applicable: NotApplicable,
}

/// Whether an item does not apply.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum NotApplicable {
    /// It does.
    #[default]
    No,
    /// It does not, for this reason; without one the item is still open.
    Because(String),
    /// It does not, and the form for sharing does not tell why.
    Untold,
}

/// What a level rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// What it is.
    pub what: String,
    /// Where it is kept.
    #[serde(rename = "where")]
    pub place: String,
    /// Whose it is.
    pub owner: String,
    /// Its day.
    pub date: String,
    /// `low`, `medium`, `high`, or empty.
    pub confidence: String,
}

/// What is to be done about an item.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// The level planned.
    pub level: Option<i64>,
    /// Who does it.
    pub owner: String,
    /// By which day.
    pub due: String,
    /// The next step.
    pub step: String,
}

/// Patterns of the organization and the sides that the team aims for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChosenPattern {
    /// The pattern now.
    pub current: String,
    /// The pattern to be.
    pub target: String,
    /// Scales by item.
    pub sides: BTreeMap<String, String>,
}

/// An earlier state of the answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// When it was taken.
    pub taken: String,
    /// The model then.
    pub model: ModelReference,
    /// Ids of the profiles compared with then.
    pub profiles: Vec<String>,
    /// The answers then.
    pub answers: BTreeMap<String, Answer>,
}

/// What one person scored.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rating {
    /// Of the assessment it came from.
    pub id: String,
    /// Whose it is.
    pub name: String,
    /// The rater's position.
    pub position: String,
    /// How long the rater has been in post.
    pub months: Option<i64>,
    /// The day.
    pub date: String,
    /// The model then.
    pub model: ModelReference,
    /// The answers.
    pub answers: BTreeMap<String, Answer>,
}

/// The last round as it was, to look at while scoring again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Previous {
    /// Of its assessment, and of its snapshot.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its day.
    pub date: String,
    /// The model then.
    pub model: ModelReference,
    /// The answers then.
    pub answers: BTreeMap<String, Answer>,
    /// What several people scored then.
    pub ratings: Vec<Rating>,
}

impl Model {
    /// Whether it knows a model as an earlier one.
    #[must_use]
    pub fn has_earlier(&self, reference: &ModelReference) -> bool {
        self.earlier(&reference.id, &reference.version).is_some()
    }

    /// Its name in a file.
    #[must_use]
    pub fn reference(&self) -> ModelReference {
        ModelReference {
            id: self.id.clone(),
            version: self.version.clone(),
            hash: self.hash.clone(),
        }
    }
}

impl ModelReference {
    /// The edition that it names.
    #[must_use]
    pub fn edition(&self) -> Edition {
        Edition {
            version: self.version.clone(),
            hash: self.hash.clone(),
        }
    }
}

impl Previous {
    /// The models that it and its ratings were made with.
    fn references(&mut self) -> impl Iterator<Item = &mut ModelReference> {
        self.ratings
            .iter_mut()
            .map(|rating| &mut rating.model)
            .chain([&mut self.model])
    }
}

impl Assessment {
    /// The answers as they are scored.
    #[must_use]
    pub fn scored(&self) -> Answers {
        scored(&self.answers)
    }

    /// The levels aimed for.
    #[must_use]
    pub fn target(&self) -> Target {
        let threshold =
            |level: &Option<i64>| level.map_or_else(|| Value::from(NOT_REQUIRED), Value::from);
        let items: Map<String, Value> = self
            .target_items
            .iter()
            .map(|(id, level)| (id.clone(), threshold(level)))
            .collect();
        Target::from(&Map::from_iter([
            ("level".to_owned(), Value::from(self.target_level)),
            ("items".to_owned(), Value::from(items)),
        ]))
    }

    /// What a summary over many teams takes: no name.
    #[must_use]
    pub fn team(&self) -> Team {
        Team {
            id: self.details.id.clone(),
            model: self.model.edition(),
            answers: self.scored(),
        }
    }

    /// The levels that are planned.
    #[must_use]
    pub fn planned(&self) -> BTreeMap<String, Option<i64>> {
        self.answers
            .iter()
            .map(|(id, answer)| (id.clone(), answer.plan.level))
            .collect()
    }

    /// Carries the answers over from an earlier model. What is to be looked at again is open, with the level that it had; notes
    /// and evidence stay.
    fn carry_over(&mut self, model: &Model, earlier: &Earlier) {
        let items = carry_over(model, earlier, &Map::new());
        for id in items.look_again.iter().chain(&items.fresh) {
            if let Some(answer) = self.answers.get_mut(id) {
                answer.earlier_level = answer.level.take();
                answer.earlier_not_applicable = std::mem::take(&mut answer.not_applicable);
            }
        }
        self.carried = Some(CarriedFrom {
            model: std::mem::replace(&mut self.model, model.reference()),
            items,
        });
    }
}

/// Answers as they are scored.
#[must_use]
pub fn scored(answers: &BTreeMap<String, Answer>) -> Answers {
    let fields = |answer: &Answer| {
        let not_applicable = match &answer.not_applicable {
            NotApplicable::No => Value::Null,
            NotApplicable::Because(reason) => Value::from(reason.as_str()),
            NotApplicable::Untold => Value::from(true),
        };
        serde_json::json!({ "level": answer.level, "side": answer.side, "notApplicable": not_applicable })
    };
    Answers::from(
        &answers
            .iter()
            .map(|(id, answer)| (id.clone(), fields(answer)))
            .collect::<Map<_, _>>(),
    )
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
    let Some(fields) = top.fields(&mut Findings::default()) else {
        findings.add(Finding::new(&rules::ASSESSMENT_FORMAT).at(Place::file(&text.path)));
        return None;
    };
    let shared = format(text, &fields, findings)?;
    let (model, earlier) = model(text, &fields, known, other, findings)?;
    // Only now, so that a foreign file is refused with one sentence.
    top.fields(findings);
    let mut assessment = read::assessment(&text.path, &fields, (model, earlier), shared, findings);
    // What is of this version and does not say with which definition it was made is taken to have been made with this one.
    let ratings = assessment
        .ratings
        .iter_mut()
        .map(|rating| &mut rating.model);
    let snapshots = assessment
        .snapshots
        .iter_mut()
        .map(|snapshot| &mut snapshot.model);
    let previous = assessment
        .previous
        .iter_mut()
        .flat_map(Previous::references);
    for reference in ratings
        .chain(snapshots)
        .chain(previous)
        .chain([&mut assessment.model])
    {
        model.present_hash(&reference.version, &mut reference.hash);
    }
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
    Some(read::model_reference(&fields, unheard))
}

/// Whether the file is of the form for sharing; `None` where it is no format of ours, or one newer than we know.
fn format(text: &Text, fields: &Fields<'_>, findings: &mut Findings) -> Option<bool> {
    let known = FORMATS
        .iter()
        .find(|(name, _)| fields.get("format").is_some_and(|node| node.is(name)));
    let Some((name, newest)) = known else {
        let place = fields
            .get("format")
            .map_or_else(|| Place::file(&text.path), Node::place);
        findings.add(Finding::new(&rules::ASSESSMENT_FORMAT).at(place));
        return None;
    };
    let version = fields.get("formatVersion");
    let number = version
        .and_then(|node| node.whole(&mut Findings::default()))
        .filter(|number| *number >= 1);
    let place = version.map_or_else(|| Place::file(&text.path), Node::place);
    match number {
        Some(number) if number <= *newest => Some(*name == SHARE),
        Some(number) => {
            let finding = Finding::new(&rules::ASSESSMENT_NEWER)
                .at(place)
                .with("version", number.to_string());
            findings.add(finding.with("known", newest.to_string()));
            None
        }
        None => {
            findings.add(Finding::new(&rules::ASSESSMENT_FORMAT).at(place));
            None
        }
    }
}

/// The model that the file is read by; and what that knows of the earlier model that the file names, if it names one.
fn model<'m>(
    text: &Text,
    fields: &Fields<'_>,
    known: &[&'m Model],
    other: OtherVersion,
    findings: &mut Findings,
) -> Option<(&'m Model, Option<&'m Earlier>)> {
    let written = fields.fields("model", findings);
    let place = fields
        .get("model")
        .map_or_else(|| Place::file(&text.path), Node::place);
    let mut reference = read::model_reference(&written, findings);
    let name = format!("{} {}", reference.id, reference.version);
    let Some((model, earlier)) = named(&reference, known, other) else {
        let names: Vec<String> = known
            .iter()
            .map(|model| format!("{} {}", model.id, model.version))
            .collect();
        let near = nearest(&name, names.iter().map(String::as_str));
        let finding = Finding::new(&rules::ASSESSMENT_MODEL)
            .at(place)
            .with("model", name)
            .with("known", names.join(", "));
        findings.add(finding.suggest(near));
        return None;
    };
    let present = format!("{} {}", model.id, model.version);
    let own = written.flag("own", findings) && !model.own;
    model.present_hash(&reference.version, &mut reference.hash);
    if own {
        let place = written.get("own").map_or(place.clone(), Node::place);
        findings.add(
            Finding::new(&rules::ASSESSMENT_OWN)
                .at(place)
                .with("model", name.as_str()),
        );
    }
    if let Some(earlier) = earlier {
        let changed = carry_over(model, earlier, &Map::new())
            .look_again
            .len()
            .to_string();
        let finding = Finding::new(&rules::ASSESSMENT_EARLIER)
            .at(place)
            .with("model", name)
            .with("present", present);
        findings.add(finding.with("count", changed));
    } else if name != present {
        findings.add(
            Finding::new(&rules::ASSESSMENT_VERSION)
                .at(place)
                .with("model", name)
                .with("present", present),
        );
    } else if reference.hash != model.hash {
        let place = written.get("hash").map_or(place, Node::place);
        findings.add(
            Finding::new(&rules::ASSESSMENT_HASH)
                .at(place)
                .with("model", present),
        );
    }
    Some((model, earlier))
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
