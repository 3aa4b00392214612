//! What changed between two texts, word by word.

use similar::{ChangeTag, TextDiff};

/// What became of a part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// It is in both.
    Same,
    /// It was in the old one.
    Gone,
    /// It is in the new one.
    New,
}

/// A part of the old text, the new one, or both.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Part {
    /// Where it is.
    pub change: Change,
    /// Its words.
    pub text: String,
}

/// The parts of two texts, in order. Words are those of Unicode's segmentation, which takes a kanji for one.
#[must_use]
pub fn difference(old: &str, new: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for change in TextDiff::from_unicode_words(old, new).iter_all_changes() {
        let tag = match change.tag() {
            ChangeTag::Equal => Change::Same,
            ChangeTag::Delete => Change::Gone,
            ChangeTag::Insert => Change::New,
        };
        let text = change.value();
        match parts.last_mut() {
            Some(last) if last.change == tag => last.text.push_str(text),
            _ => parts.push(Part {
                change: tag,
                text: text.to_owned(),
            }),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_changed_are_told_from_those_that_stayed() {
        let told: String = difference("Name one person.", "Name two persons.")
            .iter()
            .map(|part| match part.change {
                Change::Same => part.text.clone(),
                Change::Gone => format!("[-{}-]", part.text),
                Change::New => format!("{{+{}+}}", part.text),
            })
            .collect();
        assert_eq!(told, "Name [-one-]{+two+} [-person-]{+persons+}.");
    }
}
