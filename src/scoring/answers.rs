//! Answers and targets, as a file has them and as scoring takes them.

use super::model::{Item, Model, NOT_REQUIRED, whole};
use super::text::trimmed;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Whether an item has an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It has none.
    Open,
    /// It has a level.
    Answered,
    /// It does not apply, and it is said why.
    NotApplicable,
}

/// Answers by item.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "Map<String, Value>")]
pub struct Answers(pub(super) BTreeMap<String, Given>);

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The level given.
    pub(super) level: Level,
    /// The side named; empty where none is, nothing where what is named is no text.
    pub(super) side: Option<String>,
    /// Whether the item applies.
    pub(super) applies: Applies,
}

/// What was given as a level: nothing, a whole number, or something that is no level of any scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    Nothing,
    Number(i64),
    Wrong,
}

/// Whether an item applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applies {
    /// It does.
    Yes,
    /// It is said not to, and the reason is still to be written: it stays open, whatever its level.
    Unexplained,
    /// It does not.
    No,
    /// What is given is neither a reason nor a yes or no.
    Wrong,
}

/// What an answer says of an item of a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Read {
    pub state: State,
    /// The scale used; empty where the item has one scale only, or none was chosen.
    pub side: String,
    pub level: Option<i64>,
    /// Whether the level is none of the scale named, or no scale is named where there are several: a level of an unknown
    /// side says nothing.
    pub wrong: bool,
}

/// The levels that a team aims for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Target {
    pub(super) level: Option<i64>,
    pub(super) items: BTreeMap<String, Wanted>,
}

/// An item's own target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    Level(i64),
    NotRequired,
    Wrong,
}

impl Answers {
    /// What is said of an item.
    pub(super) fn read(&self, model: &Model, item: &Item) -> Read {
        let given = self.0.get(&item.id).cloned().unwrap_or_default();
        let unsided = item.scales.len() == 1 && given.side.as_deref() == Some("");
        let named = given.side.filter(|side| item.scales.contains(side));
        let side = named
            .clone()
            .filter(|_| item.scales.len() > 1)
            .unwrap_or_default();
        let unanswered = |state, wrong| Read {
            state,
            side: side.clone(),
            level: None,
            wrong,
        };
        match given.applies {
            Applies::No => return unanswered(State::NotApplicable, false),
            Applies::Unexplained => return unanswered(State::Open, false),
            Applies::Wrong => return unanswered(State::Open, true),
            Applies::Yes => (),
        }
        let levels = model.levels_of(item, named.as_deref().unwrap_or_default());
        match given.level {
            Level::Nothing => unanswered(State::Open, false),
            Level::Number(level) if (named.is_some() || unsided) && levels.contains(&level) => {
                Read {
                    state: State::Answered,
                    side,
                    level: Some(level),
                    wrong: false,
                }
            }
            Level::Number(_) | Level::Wrong => unanswered(State::Open, true),
        }
    }
}

impl FromIterator<(String, Given)> for Answers {
    /// Answers by item.
    fn from_iter<I: IntoIterator<Item = (String, Given)>>(answers: I) -> Self {
        Self(answers.into_iter().collect())
    }
}

impl Given {
    /// An answer whose values are known: the level, if there is one, and the side, which may be empty.
    #[must_use]
    pub fn new(level: Option<i64>, side: &str, applies: Applies) -> Self {
        Self {
            level: level.map_or(Level::Nothing, Level::Number),
            side: Some(side.to_owned()),
            applies,
        }
    }
}

impl Applies {
    /// That an item does not apply, for a reason; a blank one is still to be written.
    #[must_use]
    pub fn unless(reason: &str) -> Self {
        if trimmed(reason).is_empty() {
            Self::Unexplained
        } else {
            Self::No
        }
    }
}

impl Target {
    /// A level for all items, and items' own; none where nothing is required of one.
    #[must_use]
    pub fn new(level: Option<i64>, items: impl IntoIterator<Item = (String, Option<i64>)>) -> Self {
        let wanted = |level: Option<i64>| level.map_or(Wanted::NotRequired, Wanted::Level);
        Self {
            level,
            items: items
                .into_iter()
                .map(|(id, level)| (id, wanted(level)))
                .collect(),
        }
    }
}

impl Answers {
    /// Gives an item a level where it has none, or a lower one.
    pub(super) fn raise(&mut self, id: &str, level: i64) {
        let given = self.0.entry(id.to_owned()).or_default();
        if !matches!(given.level, Level::Number(present) if present >= level) {
            given.level = Level::Number(level);
        }
    }
}

impl From<&Map<String, Value>> for Answers {
    /// Answers as a file has them: records of `level`, `side` and `notApplicable`, each of which may be absent.
    fn from(fields: &Map<String, Value>) -> Self {
        Self(
            fields
                .iter()
                .map(|(id, answer)| (id.clone(), Given::from(answer)))
                .collect(),
        )
    }
}

impl From<Map<String, Value>> for Answers {
    fn from(fields: Map<String, Value>) -> Self {
        Self::from(&fields)
    }
}

impl Default for Given {
    fn default() -> Self {
        Self {
            level: Level::Nothing,
            side: Some(String::new()),
            applies: Applies::Yes,
        }
    }
}

impl From<&Value> for Given {
    fn from(answer: &Value) -> Self {
        let Some(fields) = answer.as_object() else {
            return Self {
                level: Level::Wrong,
                ..Self::default()
            };
        };
        let level = match fields.get("level") {
            None | Some(Value::Null) => Level::Nothing,
            Some(level) => whole(level).map_or(Level::Wrong, Level::Number),
        };
        let side = match fields.get("side") {
            None | Some(Value::Null) => Some(String::new()),
            Some(side) => side.as_str().map(str::to_owned),
        };
        let applies = match fields.get("notApplicable") {
            None | Some(Value::Null | Value::Bool(false)) => Applies::Yes,
            Some(Value::String(reason)) => Applies::unless(reason),
            Some(Value::Bool(true)) => Applies::No,
            Some(_) => Applies::Wrong,
        };
        Self {
            level,
            side,
            applies,
        }
    }
}

impl From<&Map<String, Value>> for Target {
    /// A target as a file has it: `level` for all items, and `items` for single ones.
    fn from(fields: &Map<String, Value>) -> Self {
        let wanted = |value: &Value| match value {
            Value::String(word) if word == NOT_REQUIRED => Wanted::NotRequired,
            other => whole(other).map_or(Wanted::Wrong, Wanted::Level),
        };
        let items = fields
            .get("items")
            .and_then(Value::as_object)
            .into_iter()
            .flatten();
        Self {
            level: fields.get("level").and_then(whole),
            items: items
                .map(|(id, value)| (id.clone(), wanted(value)))
                .collect(),
        }
    }
}
