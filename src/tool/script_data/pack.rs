//! Several values of nearly one shape → that shape once, and what differs in lists; objects by item → lists by item.
//!
//! A tool carries the same data in each of its languages: the same keys, ids and levels around other words. Written out per
//! language that costs more than many a text. Here the shape is written once, with a [mark](MARK) wherever the languages
//! differ, and what stands there is a list per language, in the order in which a walk over the shape meets the marks: lists
//! from front to back, objects in the order that JavaScript gives their keys once it has read them (`OrdinaryOwnPropertyKeys`
//! of ECMA-262: whole numbers by value, then the others as they were written). `browser/packed.js` puts it back.

use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Stands in the shape where the values differ. A value that is this text itself differs by definition.
pub(super) const MARK: &str = "%";

/// The one key of an object that stands for another, whose keys are ids of items: a list in the order of the items.
const ROWS: &str = "@";

/// A value in which objects by item are lists in the order of the items, with `null` for an item that is not in them.
pub(super) fn by_item(value: Value, ids: &[&str]) -> Value {
    match value {
        Value::Array(entries) => Value::Array(
            entries
                .into_iter()
                .map(|entry| by_item(entry, ids))
                .collect(),
        ),
        Value::Object(fields) => {
            let mut fields: Map<String, Value> = fields
                .into_iter()
                .map(|(key, field)| (key, by_item(field, ids)))
                .collect();
            if fields.len() < 3 || !fields.keys().all(|key| ids.contains(&key.as_str())) {
                return Value::Object(fields);
            }
            let last = ids
                .iter()
                .rposition(|id| fields.contains_key(*id))
                .unwrap_or_default();
            let rows = ids[..=last]
                .iter()
                .map(|id| fields.remove(*id).unwrap_or_default())
                .collect();
            Value::Object(Map::from_iter([(ROWS.to_owned(), Value::Array(rows))]))
        }
        other => other,
    }
}

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
    let objects: Vec<&Map<String, Value>> =
        known.iter().filter_map(|value| value.as_object()).collect();
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
        let entry = |at| {
            shape(
                &arrays.iter().map(|array| array.get(at)).collect::<Vec<_>>(),
                lists,
            )
        };
        return Value::Array((0..length).map(entry).collect());
    }
    match known.first() {
        Some(first) if all && !is_mark(first) && known.iter().all(|value| value == first) => {
            (*first).clone()
        }
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
    key.parse()
        .ok()
        .filter(|number: &u32| *number < u32::MAX && number.to_string() == key)
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
        let case: Value =
            serde_json::from_str(include_str!("../../../tests/models/packed.json")).unwrap();
        let tags = ["en", "ja", "de"];
        let (shape, lists) = pack(&tags.map(|tag| &case["languages"][tag]));
        assert_eq!(shape, case["shape"]);
        for (tag, list) in tags.iter().zip(lists) {
            assert_eq!(Value::Array(list), case["lists"][tag], "{tag}");
        }
    }

    #[test]
    fn objects_by_item_are_lists_in_the_order_of_the_items() {
        let ids = ["O-1", "O-2", "H-1", "H-2", "T-1"];
        let value = json!([{ "H-1": { "level": 2 }, "O-1": { "level": 1 }, "O-2": {} }, { "O-1": 1, "O-2": 2 }, { "O-1": 1, "O-2": 2, "x": 3 }]);
        let expected = json!([{ "@": [{ "level": 1 }, {}, { "level": 2 }] }, { "O-1": 1, "O-2": 2 }, { "O-1": 1, "O-2": 2, "x": 3 }]);
        assert_eq!(by_item(value, &ids), expected);
        assert_eq!(
            by_item(json!({ "O-1": "a", "H-1": "b", "T-1": "c" }), &ids),
            json!({ "@": ["a", null, "b", null, "c"] })
        );
    }

    #[test]
    fn one_language_has_nothing_to_differ_from() {
        let (shape, lists) = pack(&[&json!({ "a": ["x", null] })]);
        assert_eq!((shape, lists), (json!({ "a": ["x", null] }), vec![vec![]]));
    }
}
