//! A code of its own for the texts of a language that UTF-8 is not made for.
//!
//! UTF-8 takes three bytes for each Japanese character, and the compression that files go through on their way gets only a
//! part of that back. In a code page the characters that a language uses most are one ASCII character each, the others two:
//! the texts of the bundled tools take a fifth less after gzip. What is left of the text in the file cannot be read there,
//! so an unminified site does without. `browser/packed.js` reads it.

use serde_json::Value;
use std::collections::BTreeMap;

/// What codes are made of: printable ASCII without the three characters that JSON or HTML would want to escape.
fn digits() -> Vec<char> {
    (' '..='~')
        .filter(|sign| !matches!(sign, '"' | '\\' | '<'))
        .collect()
}

/// The characters of a language's texts, in the order of their codes.
#[derive(Debug)]
pub(super) struct CodePage {
    signs: Vec<char>,
    codes: BTreeMap<char, String>,
}

impl CodePage {
    /// A code page for these texts; `None` where they would not take at least a fifth less, or have too many characters.
    pub(super) fn of(texts: &[Value]) -> Option<Self> {
        let mut counts = BTreeMap::new();
        for text in texts {
            count(text, &mut counts);
        }
        let page = Self::with(&counts)?;
        let plain: usize = counts
            .iter()
            .map(|(sign, count)| sign.len_utf8() * count)
            .sum();
        let coded: usize = counts
            .iter()
            .map(|(sign, count)| page.codes[sign].len() * count)
            .sum();
        (5 * coded < 4 * plain).then_some(page)
    }

    fn with(counts: &BTreeMap<char, usize>) -> Option<Self> {
        let digits = digits();
        // Each digit that begins a code of two is one code of one less.
        let pairs = counts
            .len()
            .saturating_sub(digits.len())
            .div_ceil(digits.len() - 1);
        let singles = digits.len().checked_sub(pairs)?;
        let mut by_use: Vec<char> = counts.keys().copied().collect();
        by_use.sort_by_key(|sign| std::cmp::Reverse(counts[sign]));
        let (most, rest) = by_use.split_at_mut(singles.min(counts.len()));
        // Within both the order is that of Unicode, so that the page itself can be written in small numbers.
        most.sort_unstable();
        rest.sort_unstable();
        let single = digits.iter().take(singles).map(char::to_string);
        let pair = digits
            .iter()
            .skip(singles)
            .flat_map(|first| digits.iter().map(move |second| format!("{first}{second}")));
        let codes = by_use.iter().copied().zip(single.chain(pair)).collect();
        Some(Self {
            signs: by_use,
            codes,
        })
    }

    /// The page as it is written: how far each character is from the one before, in code points.
    pub(super) fn gaps(&self) -> Vec<i64> {
        let points = || self.signs.iter().map(|sign| i64::from(u32::from(*sign)));
        std::iter::once(0)
            .chain(points())
            .zip(points())
            .map(|(before, point)| point - before)
            .collect()
    }

    /// A value with its texts in this code. Keys of objects stay as they are.
    pub(super) fn coded(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => Value::String(
                text.chars()
                    .map(|sign| self.codes[&sign].as_str())
                    .collect(),
            ),
            Value::Array(entries) => {
                Value::Array(entries.iter().map(|entry| self.coded(entry)).collect())
            }
            Value::Object(fields) => Value::Object(
                fields
                    .iter()
                    .map(|(key, field)| (key.clone(), self.coded(field)))
                    .collect(),
            ),
            other => other.clone(),
        }
    }
}

fn count(value: &Value, counts: &mut BTreeMap<char, usize>) {
    match value {
        Value::String(text) => text
            .chars()
            .for_each(|sign| *counts.entry(sign).or_default() += 1),
        Value::Array(entries) => entries.iter().for_each(|entry| count(entry, counts)),
        Value::Object(fields) => fields.values().for_each(|field| count(field, counts)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// A text with as many different characters as are asked for, the earlier ones more often.
    fn text(signs: u32) -> Value {
        let signs: Vec<char> = ('一'..).take(signs as usize).collect();
        Value::String(
            (1..=signs.len())
                .flat_map(|length| signs[..length].to_vec())
                .collect(),
        )
    }

    #[test]
    fn codes_are_as_many_as_characters_and_begin_each_other_nowhere() {
        for signs in [1, 91, 92, 93, 183, 184, 900] {
            let text = text(signs);
            let page = CodePage::of(std::slice::from_ref(&text)).unwrap();
            assert_eq!(page.codes.len(), signs as usize);
            let codes: Vec<&String> = page.codes.values().collect();
            let begun = codes.iter().filter(|code| {
                codes
                    .iter()
                    .any(|other| *other != **code && other.starts_with(code.as_str()))
            });
            assert_eq!(begun.count(), 0, "{signs}");
            let written = page.coded(&text);
            assert!(
                written
                    .as_str()
                    .unwrap()
                    .chars()
                    .all(|sign| (' '..='~').contains(&sign) && !"\"\\<".contains(sign))
            );
        }
    }

    #[test]
    fn a_language_that_gains_nothing_has_no_page() {
        assert!(CodePage::of(&[json!("What is the team’s mandate?")]).is_none());
        assert!(CodePage::of(&[]).is_none());
        // More characters than there are codes of two.
        assert!(CodePage::of(&[Value::String(('\u{4e00}'..='\u{9fff}').collect())]).is_none());
    }

    /// The same case is what the script of the tools decodes in its tests.
    #[test]
    fn texts_are_coded_wherever_they_stand() {
        let case: Value =
            serde_json::from_str(include_str!("../../../tests/models/code-page.json")).unwrap();
        let texts = case["texts"].as_array().unwrap();
        let page = CodePage::of(texts).unwrap();
        assert_eq!(json!(page.gaps()), case["gaps"]);
        assert_eq!(
            Value::Array(texts.iter().map(|text| page.coded(text)).collect()),
            case["coded"]
        );
    }
}
