//! Answers to an earlier model, carried over to the present one.
//!
//! Nothing is changed silently: what may mean something else now becomes an open answer with the old one beside it, and is left
//! out where answers are only compared. Twin of `src/tool/browser/state/carry.js`, and of `asCompared` in
//! `ratings.js` beside it.

use super::model::{Earlier, Edition, Model};
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Answers carried over, and what became of the items. The lists are about the models, whatever was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Carried {
    /// The answers, as a file has them.
    pub answers: Map<String, Value>,
    /// Items that kept id and name.
    pub same: Vec<String>,
    /// Items that were renamed, or that the model asks to look at again.
    pub look_again: Vec<String>,
    /// Items that the earlier model lacks.
    pub fresh: Vec<String>,
    /// Items that only the earlier model has, sorted; their answers are kept as those of unknown items.
    pub gone: Vec<String>,
}

/// Carries answers over.
#[must_use]
pub fn carry_over(model: &Model, earlier: &Earlier, answers: &Map<String, Value>) -> Carried {
    let (mut same, mut look_again, mut fresh) = (Vec::new(), Vec::new(), Vec::new());
    for item in &model.items {
        let list = match earlier.names.get(&item.id) {
            None => &mut fresh,
            Some(name) if *name == item.name && !earlier.look_again.contains(&item.id) => &mut same,
            Some(_) => &mut look_again,
        };
        list.push(item.id.clone());
    }
    let again: BTreeSet<&String> = look_again.iter().chain(&fresh).collect();
    let mut carried = answers.clone();
    for (_, answer) in carried.iter_mut().filter(|(id, _)| again.contains(id)) {
        to_look_at(answer);
    }
    Carried {
        answers: carried,
        gone: model.unknown(earlier.names.keys()),
        same,
        look_again,
        fresh,
    }
}

/// The items that an edition of an earlier model had otherwise: under another name, or so that they have to be looked at again.
#[must_use]
pub fn not_comparable(model: &Model, edition: &Edition) -> Vec<String> {
    let another = edition.version != model.version;
    let earlier = model
        .earlier
        .iter()
        .find(|earlier| another && earlier.version == edition.version);
    earlier
        .map(|earlier| carry_over(model, earlier, &Map::new()).look_again)
        .unwrap_or_default()
}

/// The answers of an edition that can be compared with the model of today.
#[must_use]
pub fn as_compared<A: Clone>(
    model: &Model,
    edition: &Edition,
    answers: &BTreeMap<String, A>,
) -> BTreeMap<String, A> {
    let left: BTreeSet<String> = not_comparable(model, edition).into_iter().collect();
    answers
        .iter()
        .filter(|(id, _)| !left.contains(*id))
        .map(|(id, answer)| (id.clone(), answer.clone()))
        .collect()
}

/// An answer that is to be given again. Its note and evidence stay, and its level and its reason for not applying are kept
/// beside it.
fn to_look_at(answer: &mut Value) {
    if let Some(fields) = answer.as_object_mut() {
        for (field, beside) in [
            ("level", "earlierLevel"),
            ("notApplicable", "earlierNotApplicable"),
        ] {
            if let Some(old) = fields.remove(field).filter(|old| !old.is_null()) {
                fields.insert(beside.to_owned(), old);
            }
        }
        fields.insert("level".to_owned(), Value::Null);
    }
}
