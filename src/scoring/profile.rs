//! Profiles: a result held against thresholds.
//!
//! Never by average: a high level of one item does not make up for another. Where a threshold is not known nothing is said at
//! all, because half a verdict would be read as a whole one.

use super::model::{Asked, Model, Profile};
use super::score::{ItemScore, Score, State};
use serde::Serialize;

/// What a profile says of a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Verdict {
    /// The verdict in one word.
    pub state: Standing,
    /// How many items are required of this team.
    pub required: usize,
    /// Required items that reach their threshold.
    pub met: Vec<String>,
    /// Required items below their threshold.
    pub below: Vec<Below>,
    /// Required items without an answer.
    pub open: Vec<String>,
    /// Required items that do not apply, of which the profile does not say that they may be left out: that is for its owner to
    /// say, and until then the verdict is open.
    pub not_applicable: Vec<String>,
    /// Items that do not apply and, as the profile says, may be left out then: not required of this team.
    pub exempted: Vec<String>,
    /// Items whose threshold is not known or is no level of any of their scales.
    pub absent: Vec<String>,
    /// Items that the model does not have, sorted.
    pub unknown: Vec<String>,
}

/// A verdict in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Every required item reaches its threshold.
    Met,
    /// One does not.
    NotMet,
    /// None fails, and some have no answer, or do not apply and nobody has said what that means.
    Open,
    /// Where the thresholds come from is not said: no verdict, only what is missing.
    Unsourced,
    /// Thresholds are not known, or nothing is required: nothing is said.
    None,
}

/// A required item below its threshold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Below {
    /// Its id.
    pub id: String,
    /// The level reached.
    pub level: i64,
    /// The level required.
    pub required: i64,
}

/// Holds a result against a profile. An open item leaves the verdict open, unless another item has settled it.
#[must_use]
pub fn verdict(model: &Model, result: &Score, profile: &Profile) -> Verdict {
    let absent: Vec<String> = model
        .items
        .iter()
        .filter(|item| model.asked(item, profile).is_none())
        .map(|item| item.id.clone())
        .collect();
    let mut said = silent(absent, model.unknown(profile.levels.keys()));
    if !said.absent.is_empty() {
        return said;
    }
    for (item, score) in model.items.iter().zip(&result.items) {
        if let Some(Asked::Level(required)) = model.asked(item, profile) {
            said.take(score, required, profile);
        }
    }
    let sourced = profile.ours || !profile.source.trim().is_empty();
    said.state = match standing(&said) {
        Standing::None => Standing::None,
        state if sourced => state,
        _ => Standing::Unsourced,
    };
    said
}

impl Verdict {
    /// Counts an item of which a level is required.
    fn take(&mut self, score: &ItemScore, required: i64, profile: &Profile) {
        let id = score.id.clone();
        if score.state == State::NotApplicable && profile.exemptions.contains(&id) {
            self.exempted.push(id);
            return;
        }
        self.required += 1;
        match score.level {
            _ if score.state == State::NotApplicable => self.not_applicable.push(id),
            None => self.open.push(id),
            Some(level) if level < required => self.below.push(Below {
                id,
                level,
                required,
            }),
            Some(_) => self.met.push(id),
        }
    }
}

/// A verdict that says nothing yet.
fn silent(absent: Vec<String>, unknown: Vec<String>) -> Verdict {
    let (met, below, open, not_applicable, exempted) = Default::default();
    Verdict {
        state: Standing::None,
        required: 0,
        met,
        below,
        open,
        not_applicable,
        exempted,
        absent,
        unknown,
    }
}

fn standing(said: &Verdict) -> Standing {
    if said.required == 0 {
        Standing::None
    } else if !said.below.is_empty() {
        Standing::NotMet
    } else if said.open.is_empty() && said.not_applicable.is_empty() {
        Standing::Met
    } else {
        Standing::Open
    }
}
