//! Several values of nearly one shape → that shape once, and what differs in lists.
//!
//! A tool carries the same data in each of its languages: the same keys, ids and levels around other words. Written out per
//! language that costs more than many a text. Here the shape is written once, with a [mark](MARK) wherever the languages
//! differ, and what stands there is a list per language, in the order in which a walk over the shape meets the marks: lists
//! from front to back, objects in the order that JavaScript gives their keys once it has read them (`OrdinaryOwnPropertyKeys`
//! of ECMA-262: whole numbers by value, then the others as they were written). `packed.js` of the theme puts it back.

use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Stands in the shape where the values differ. A value that is this text itself differs by definition.
pub(super) const MARK: &str = "%";

/// What several values have in common, and for each of them what stands at the marks. What only some have is `null` in the
/// lists of the others.
pub(super) fn pack(values: &[&Value]) -> (Value, Vec<Vec<Value>>) {
    let mut lists = vec![Vec::new(); values.len()];
    let present: Vec<Option<&Value>> = values.iter().copied().map(Some).collect();
    let shape = shape(&present, &mut lists);
    (shape, lists)
}

fn shape(values: &[Option<&Value>], lists: &mut [Vec<Value>]) -> Value {
    let known: Vec<&Value> = values.iter().flatten().copied().collect();
    let all = known.len() == values.len();
    let objects: Vec<&Map<String, Value>> = known.iter().filter_map(|value| value.as_object()).collect();
    if all && objects.len() == values.len() {
        let keys: BTreeSet<&String> = objects.iter().flat_map(|object| object.keys()).collect();
        let mut keys: Vec<&String> = keys.into_iter().collect();
        keys.sort_by_key(|key| (whole_number(key).is_none(), whole_number(key)));
        let field = |key: &String| {
            let inside: Vec<_> = objects.iter().map(|object| object.get(key)).collect();
            (key.clone(), shape(&inside, lists))
        };
        return Value::Object(keys.into_iter().map(field).collect());
    }
    let arrays: Vec<&Vec<Value>> = known.iter().filter_map(|value| value.as_array()).collect();
    let length = arrays.first().map_or(0, |array| array.len());
    if all && arrays.len() == values.len() && arrays.iter().all(|array| array.len() == length) {
        let entry = |at| shape(&arrays.iter().map(|array| array.get(at)).collect::<Vec<_>>(), lists);
        return Value::Array((0..length).map(entry).collect());
    }
    match known.first() {
        Some(first) if all && !is_mark(first) && known.iter().all(|value| value == first) => (*first).clone(),
        _ => {
            for (list, value) in lists.iter_mut().zip(values) {
                list.push(value.cloned().unwrap_or(Value::Null));
            }
            Value::String(MARK.to_owned())
        }
    }
}

/// A key that JavaScript takes for a place in a list: a whole number as it is written there.
fn whole_number(key: &str) -> Option<u32> {
    key.parse().ok().filter(|number: &u32| *number < u32::MAX && number.to_string() == key)
}

fn is_mark(value: &Value) -> bool {
    value.as_str() == Some(MARK)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// The same case is what the script of the tools unpacks in its tests.
    #[test]
    fn what_is_the_same_is_said_once() {
        let case: Value = serde_json::from_str(include_str!("../../tests/models/packed.json")).unwrap();
        let tags = ["en", "ja", "de"];
        let (shape, lists) = pack(&tags.map(|tag| &case["languages"][tag]));
        assert_eq!(shape, case["shape"]);
        for (tag, list) in tags.iter().zip(lists) {
            assert_eq!(Value::Array(list), case["lists"][tag], "{tag}");
        }
    }

    #[test]
    fn one_language_has_nothing_to_differ_from() {
        let (shape, lists) = pack(&[&json!({ "a": ["x", null] })]);
        assert_eq!((shape, lists), (json!({ "a": ["x", null] }), vec![vec![]]));
    }
}
