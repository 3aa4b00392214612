//! How the interface texts of a tool are found in its file.
//!
//! A script that names a key whole can ask by its place. One that puts a key together as it runs (`` `tool.plan.${end}` ``)
//! cannot, and writing those keys out costs more than many of the texts. They are found by a hash of the key.

use crate::tool::AskedTexts;

/// Bits of a hash: with a few hundred keys hardly two have the same, and those that have are written out.
const BITS: u32 = 17;

/// The texts of a tool in the order in which they are written.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct TextKeys {
    /// Keys that are written out.
    pub named: Vec<String>,
    /// Keys whose texts are found by their place in a list, from 1 on: first those that the script names whole, then those
    /// that are hashed, by their hash.
    pub listed: Vec<String>,
    /// How far the hash of each hashed key is from the one before.
    pub gaps: Vec<u32>,
}

impl TextKeys {
    /// Keys as the script asks for them, all written out that are not asked for by place.
    pub(super) fn plain(asked: &AskedTexts) -> Self {
        Self {
            named: asked.named.clone(),
            listed: asked.listed.clone(),
            gaps: Vec::new(),
        }
    }

    /// Keys as the script asks for them, hashed where they are put together.
    pub(super) fn hashed(asked: &AskedTexts) -> Self {
        let mut by_hash: Vec<(u32, &String)> =
            asked.named.iter().map(|key| (hash(key), key)).collect();
        by_hash.sort();
        let alone = |at: &usize| {
            let same = |other: Option<usize>| {
                other
                    .and_then(|other| by_hash.get(other))
                    .is_some_and(|(hash, _)| *hash == by_hash[*at].0)
            };
            !same(at.checked_sub(1)) && !same(Some(at + 1))
        };
        let (hashed, named): (Vec<usize>, Vec<usize>) = (0..by_hash.len()).partition(alone);
        let of_keys = || hashed.iter().map(|at| by_hash[*at].0);
        let key = |at: &usize| by_hash[*at].1.clone();
        Self {
            gaps: std::iter::once(0)
                .chain(of_keys())
                .zip(of_keys())
                .map(|(before, hash)| hash - before)
                .collect(),
            listed: asked
                .listed
                .iter()
                .cloned()
                .chain(hashed.iter().map(key))
                .collect(),
            named: named.iter().map(key).collect(),
        }
    }
}

/// The highest bits of FNV-1a with 32 bits; keys are ASCII.
fn hash(key: &str) -> u32 {
    let whole = key.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    whole >> (u32::BITS - BITS)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same hashes are what the script of the tools computes in its tests.
    #[test]
    fn a_key_has_the_hash_that_the_script_looks_for() {
        let case: serde_json::Value =
            serde_json::from_str(include_str!("../../../tests/models/text-keys.json")).unwrap();
        for (key, expected) in case["hashes"].as_object().unwrap() {
            assert_eq!(u64::from(hash(key)), expected.as_u64().unwrap(), "{key}");
        }
    }

    #[test]
    fn hashed_keys_follow_by_their_hash_and_equal_ones_are_written_out() {
        // Two keys with the same hash, found by trying: "tool.a" and a number.
        let first = (0..).map(|number| format!("tool.{number}"));
        let mut seen = std::collections::BTreeMap::new();
        let (one, other) = first
            .into_iter()
            .find_map(|key| {
                seen.insert(hash(&key), key.clone())
                    .map(|other| (other, key))
            })
            .unwrap();
        let asked = AskedTexts {
            named: vec![
                one.clone(),
                "tool.plan.end.up".to_owned(),
                other.clone(),
                "tool.plan.end.down".to_owned(),
            ],
            listed: vec!["tool.save".to_owned()],
        };
        let keys = TextKeys::hashed(&asked);
        let mut hashed = [asked.named[1].clone(), asked.named[3].clone()];
        hashed.sort_by_key(|key| hash(key));
        assert_eq!(
            keys.listed,
            ["tool.save".to_owned(), hashed[0].clone(), hashed[1].clone()]
        );
        assert_eq!(
            keys.gaps,
            [hash(&hashed[0]), hash(&hashed[1]) - hash(&hashed[0])]
        );
        let mut named = keys.named.clone();
        named.sort();
        let mut equal = vec![one, other];
        equal.sort();
        assert_eq!(named, equal);
    }
}
