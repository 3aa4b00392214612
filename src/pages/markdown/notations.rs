//! Notations of other generators, which would stand on the page as they are.

use super::BlockReader;
use crate::diagnostic::{Finding, rules};
use crate::pages::block::CALLOUTS;
use std::ops::Range;

impl BlockReader<'_, '_> {
    /// Reports a notation that a text begins, or stands within. The parser hands out texts between the characters that may mean
    /// something, so what is around one is looked at in the file.
    pub fn check_notation(&mut self, text: &str, range: &Range<usize>) {
        let whole = &self.text.text;
        let (before, from) = (&whole[..range.start], &whole[range.start..]);
        let begins_line =
            before.ends_with('\n') || before.trim_end_matches(['>', ' ']).ends_with('\n');
        let line = if begins_line {
            from.lines().next()
        } else {
            None
        };
        let line = line.unwrap_or_default();
        let is_link = before.ends_with("[[") && from[text.len()..].starts_with("]]");
        let (start, end, instead) = if is_link && !before.ends_with("\\[[") {
            let (start, end) = (range.start - 2, range.end + 2);
            (start, end, format!("[{text}]({text}.md)"))
        } else if line.starts_with(":::") {
            let Some(instead) = callout(line) else { return };
            (range.start, range.start + line.len(), instead)
        } else if let Some(at) = ["{/*", "{{<", "{{%", "{%"]
            .iter()
            .find_map(|mark| comes(from, text, mark))
        {
            let start = range.start + at;
            let end = whole[start..]
                .find('}')
                .map_or(range.end, |end| start + end + 1);
            let instead = if whole[start..].starts_with("{/*") {
                "<!-- -->"
            } else {
                ""
            };
            (start, end, instead.to_owned())
        } else if line.matches('｜').count() > 1 {
            (
                range.start,
                range.start + line.len(),
                line.replace('｜', "|"),
            )
        } else {
            return;
        };
        let finding = Finding::new(&rules::FOREIGN_NOTATION)
            .at(self.text.place(start..end))
            .with("written", &whole[start..end]);
        let instead = Some(instead).filter(|instead| !instead.is_empty());
        self.findings.add(finding.suggest(instead));
    }
}

/// Where a mark begins in a text, of which its last characters may be the next text.
fn comes(from: &str, text: &str, mark: &str) -> Option<usize> {
    let end = from.floor_char_boundary(text.len() + mark.len() - 1);
    from[..end].find(mark)
}

/// `> [!TIP]` for `:::tip`; none for the line that ends one.
fn callout(line: &str) -> Option<String> {
    let word = line.trim_start_matches(':').trim_start();
    let word: String = word.chars().take_while(char::is_ascii_alphabetic).collect();
    let word = word.to_lowercase();
    let known = CALLOUTS.contains(&word.as_str());
    (!word.is_empty()).then(|| {
        format!(
            "> [!{}]",
            if known { word } else { "note".to_owned() }.to_uppercase()
        )
    })
}
