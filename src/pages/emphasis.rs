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

/// How far a mark may stand from the beginning of its line, in bytes, to be looked at.
const LONGEST_LINE: usize = 20_000;

/// Reports marks that were left in a stretch of text. The parser hands them out character by character, so the stretch
/// is looked at together with the character after it. Marks that were escaped are meant.
pub fn check(text: &Text, range: &Range<usize>, findings: &mut Findings) {
    let whole = &text.text;
    let after = whole[range.end..].chars().next().map_or(0, char::len_utf8);
    let slice = &whole[range.start..range.end + after];
    if whole[..range.start].ends_with('\\') {
        return;
    }
    for mark in MARKS {
        // What only begins in the character after it was taken for a mark.
        let marks = slice
            .match_indices(mark)
            .filter(|(at, _)| range.start + at < range.end);
        for (at, _) in marks {
            let Some(start) = opening(whole, range.start + at, mark) else {
                continue;
            };
            if is_meant(whole, start, mark) {
                continue;
            }
            let finding = Finding::new(&rules::EMPHASIS_NOT_RENDERED)
                .at(text.place(start..start + mark.len()))
                .with("mark", mark);
            findings.add(finding.suggest(mended(&whole[start..], mark)));
        }
    }
}

/// Where the pair begins that a mark belongs to: two by two from the beginning of the line, whatever the parser paired
/// instead. A single asterisk that ends something is not looked at again.
fn opening(text: &str, start: usize, mark: &str) -> Option<usize> {
    // A line of many thousands of characters is nothing that somebody wrote.
    let from = text.floor_char_boundary(start.saturating_sub(LONGEST_LINE));
    let line = match text[from..start].rfind('\n') {
        Some(at) => from + at + 1,
        None if from == 0 => 0,
        None => return None,
    };
    let before: Vec<usize> = text[line..start]
        .match_indices(mark)
        .map(|(at, _)| line + at)
        .collect();
    match before.last() {
        Some(opening) if before.len() % 2 == 1 => (mark != "*").then_some(*opening),
        _ => Some(start),
    }
}

/// Whether a mark that did not render was hardly meant to: it stands alone.
fn is_meant(text: &str, start: usize, mark: &str) -> bool {
    let before = text[..start].chars().next_back();
    let after = text[start + mark.len()..].chars().next();
    let spaced = [before, after]
        .iter()
        .all(|side| side.is_none_or(char::is_whitespace));
    spaced || (mark == "*" && is_lone_asterisk(&text[start..], before, after))
}

/// A single asterisk is mostly meant as one; it is emphasis only around brackets.
fn is_lone_asterisk(from: &str, before: Option<char>, after: Option<char>) -> bool {
    before == Some('*')
        || after == Some('*')
        || mended(from, "*").is_none_or(|form| form.starts_with('*'))
}

/// `**「強調」**` → `「**強調**」`; `**注意：**` → `**注意**：`.
fn mended(from: &str, mark: &str) -> Option<String> {
    let inner = from.strip_prefix(mark)?;
    let inner = &inner[..inner.find(mark)?];
    if inner.contains('\n') {
        return None;
    }
    within_brackets(inner, mark).or_else(|| before_punctuation(inner, mark))
}

/// Words in brackets: the marks go within them.
fn within_brackets(inner: &str, mark: &str) -> Option<String> {
    let mut chars = inner.chars();
    let pair = (chars.next()?, chars.next_back()?);
    let within = chars.as_str();
    let (first, last) = pair;
    (PAIRS.contains(&pair) && !within.is_empty())
        .then(|| format!("{first}{mark}{within}{mark}{last}"))
}

/// Words with punctuation at their end: the marks end before it. A closing bracket whose opening one stands within leaves
/// with all it holds.
fn before_punctuation(inner: &str, mark: &str) -> Option<String> {
    let words = inner.trim_end_matches(|c: char| !c.is_alphanumeric());
    let tail = &inner[words.len()..];
    if words.is_empty() || tail.is_empty() {
        return None;
    }
    let closing = PAIRS.iter().find(|(_, close)| tail.starts_with(*close));
    // `CSIRT（シーサート）` reads on without its bracket; `（注）` is all bracket.
    let open = closing.and_then(|(open, _)| words.rfind(*open));
    let end = open.filter(|at| *at > 0).unwrap_or(words.len());
    Some(format!("{mark}{}{mark}{}", &inner[..end], &inner[end..]))
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
