//! An assessment as a file holds it, and what scoring takes of it.

use crate::formats::values::ModelReference;
use crate::scoring::{
    Answers, Applies, Carried, Earlier, Given, Model, Profile, Target, Team, carry_over,
};
use serde::Serialize;
use serde_json::Map;
use std::collections::BTreeMap;

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
        Target::new(self.target_level, self.target_items.clone())
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

    /// What is of the model's version and does not say with which definition it was made is taken to have been made with this
    /// one; and so is what names a hash that this definition had before.
    pub(super) fn name_present_hashes(&mut self, model: &Model) {
        let snapshots = self
            .snapshots
            .iter_mut()
            .map(|snapshot| &mut snapshot.model);
        let ratings = self.ratings.iter_mut().map(|rating| &mut rating.model);
        let previous = self.previous.iter_mut().flat_map(Previous::references);
        for reference in snapshots
            .chain(ratings)
            .chain(previous)
            .chain([&mut self.model])
        {
            model.present_hash(&reference.version, &mut reference.hash);
        }
    }

    /// Carries the answers over from an earlier model. What is to be looked at again is open, with the level that it had; notes
    /// and evidence stay.
    pub(super) fn carry_over(&mut self, model: &Model, earlier: &Earlier) {
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
    answers
        .iter()
        .map(|(id, answer)| (id.clone(), answer.given()))
        .collect()
}

impl Answer {
    /// It as it is scored.
    fn given(&self) -> Given {
        let applies = match &self.not_applicable {
            NotApplicable::No => Applies::Yes,
            NotApplicable::Because(reason) => Applies::unless(reason),
            NotApplicable::Untold => Applies::No,
        };
        Given::new(self.level, &self.side, applies)
    }
}
