//! Emphasis that CommonMark does not render beside Japanese brackets and punctuation, found and mended.
//!
//! By the flanking rule of CommonMark 0.31, 6.2, `**` before a bracket or after a full stop opens or closes nothing
//! where a letter stands directly outside. The parser has an extension for it that is not released; until then such
//! marks are found and a form that works is suggested.

use crate::diagnostic::{Finding, Findings, Text, rules};
use std::ops::Range;

const MARKS: [&str; 3] = ["**", "~~", "*"];
const PAIRS: [(char, char); 8] = [
    ('「', '」'),
    ('『', '』'),
    ('（', '）'),
    ('【', '】'),
    ('〈', '〉'),
    ('《', '》'),
    ('"', '"'),
    ('(', ')'),
];

/// Reports marks that were left in a stretch of text. The parser hands them out character by character, so the stretch
/// is looked at together with the character after it. Marks that were escaped are meant.
pub fn check(text: &Text, range: &Range<usize>, findings: &mut Findings) {
    let after = text.text[range.end..]
        .chars()
        .next()
        .map_or(0, char::len_utf8);
    let slice = &text.text[range.start..range.end + after];
    let before = text.text[..range.start].chars().next_back();
    let line = text.text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    for mark in MARKS {
        let Some(at) = slice.find(mark) else { continue };
        let start = range.start + at;
        let around = (
            text.text[..start].chars().next_back(),
            text.text[start + mark.len()..].chars().next(),
        );
        let spaced = [around.0, around.1]
            .iter()
            .all(|side| side.is_none_or(char::is_whitespace));
        // The second mark of a pair that was reported with its first.
        let closes = text.text[line..start].matches(mark).count() % 2 == 1;
        if before == Some('\\') || spaced || closes {
            continue;
        }
        let suggestion = mended(&text.text[start..], mark);
        // A single asterisk is mostly meant as one; it is emphasis only around brackets.
        if mark == "*"
            && (around.0 == Some('*')
                || around.1 == Some('*')
                || suggestion.as_ref().is_none_or(|form| form.starts_with('*')))
        {
            continue;
        }
        let place = text.place(start..start + mark.len());
        findings.add(
            Finding::new(&rules::EMPHASIS_NOT_RENDERED)
                .at(place)
                .with("mark", mark)
                .suggest(suggestion),
        );
    }
}

/// `**「強調」**` → `「**強調**」`; `**注意：**` → `**注意**：`.
fn mended(from: &str, mark: &str) -> Option<String> {
    let inner = from.strip_prefix(mark)?;
    let inner = &inner[..inner.find(mark)?];
    if inner.is_empty() || inner.contains('\n') {
        return None;
    }
    let first = inner.chars().next()?;
    let last = inner.chars().next_back()?;
    if PAIRS.contains(&(first, last)) && inner.chars().count() > 2 {
        let within = &inner[first.len_utf8()..inner.len() - last.len_utf8()];
        return Some(format!("{first}{mark}{within}{mark}{last}"));
    }
    let words = inner.trim_end_matches(|c: char| !c.is_alphanumeric());
    let tail = &inner[words.len()..];
    if words.is_empty() || tail.is_empty() {
        return None;
    }
    // A closing bracket whose opening one stands within: the bracket leaves with all it holds.
    let open = PAIRS
        .iter()
        .find(|(_, close)| tail.starts_with(*close))
        .and_then(|(open, _)| words.rfind(*open));
    match open {
        Some(at) if at > 0 => Some(format!(
            "{mark}{}{mark}{}{tail}",
            &words[..at],
            &words[at..]
        )),
        _ => Some(format!("{mark}{words}{mark}{tail}")),
    }
}

#[cfg(test)]
mod tests {
    use super::mended;

    #[test]
    fn suggestions_are_forms_that_render() {
        assert_eq!(
            mended("**「強調」**です", "**").as_deref(),
            Some("「**強調**」")
        );
        assert_eq!(
            mended("**注意：**必ず", "**").as_deref(),
            Some("**注意**：")
        );
        assert_eq!(
            mended("**CSIRT（シーサート）**とは", "**").as_deref(),
            Some("**CSIRT**（シーサート）")
        );
        assert_eq!(mended("**alone", "**"), None);
    }
}
