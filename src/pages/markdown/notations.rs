//! Notations of other generators, which would stand on the page as they are.

use super::BlockReader;
use crate::diagnostic::{Finding, rules};
use crate::pages::block::CALLOUTS;
use std::ops::Range;

/// What begins something that other programs fill in or leave out.
const MARKS: [&str; 4] = ["{/*", "{{<", "{{%", "{%"];

/// What the name of a file that pages link or show ends in.
const FILES: [&str; 9] = [
    "md", "html", "png", "jpg", "jpeg", "gif", "svg", "webp", "pdf",
];

/// A notation: where it stands in the file, and what to write instead.
type Notation = (Range<usize>, Option<String>);

impl BlockReader<'_, '_> {
    /// Reports a notation that a text begins, or stands within. The parser hands out texts between the characters that may mean
    /// something, so what is around one is looked at in the file.
    pub fn check_notation(&mut self, range: &Range<usize>) {
        let whole = &*self.text.text;
        let notation = wiki_link(whole, range)
            .or_else(|| spaced(whole, range))
            .or_else(|| line(whole, range))
            .or_else(|| filled_in(whole, range));
        if let Some((part, instead)) = notation {
            let finding = Finding::new(&rules::FOREIGN_NOTATION)
                .at(self.text.place(part.clone()))
                .with("written", &whole[part]);
            self.findings.add(finding.suggest(instead));
        }
    }
}

/// `[[page]]`
fn wiki_link(whole: &str, range: &Range<usize>) -> Option<Notation> {
    let before = whole[..range.start].strip_suffix("[[")?;
    if before.ends_with('\\') || !whole[range.end..].starts_with("]]") {
        return None;
    }
    let page = &whole[range.clone()];
    let instead = format!("[{page}]({page}.md)");
    Some((range.start - 2..range.end + 2, Some(instead)))
}

/// `[photo](my photo.png)`: an address with a space ends a link before it begins, and nobody sees why.
fn spaced(whole: &str, range: &Range<usize>) -> Option<Notation> {
    let text = whole[..range.start]
        .ends_with(']')
        .then(|| &whole[range.start..])?;
    let line = text.split('\n').next()?;
    let (address, _) = line.strip_prefix('(')?.split_once(')')?;
    let (_, extension) = address.rsplit_once('.')?;
    let is_file = FILES.contains(&extension.to_lowercase().as_str());
    let whole_address = range.start..range.start + address.len() + 2;
    let instead = format!("(<{address}>)");
    (is_file && address.contains(' ')).then_some((whole_address, Some(instead)))
}

/// `:::tip`, or a row of a table that is drawn with full-width lines.
fn line(whole: &str, range: &Range<usize>) -> Option<Notation> {
    let before = whole[..range.start].trim_end_matches(['>', ' ']);
    let line = before.ends_with('\n').then(|| &whole[range.start..])?;
    let line = line.split('\n').next()?;
    let instead = if line.starts_with(":::") {
        callout(line)?
    } else if line.matches('｜').count() > 1 {
        line.replace('｜', "|")
    } else {
        return None;
    };
    Some((range.start..range.start + line.len(), Some(instead)))
}

/// `> [!TIP]` for `:::tip`; none for the line that ends one.
fn callout(line: &str) -> Option<String> {
    let word = line.trim_start_matches(':').trim_start();
    let word: String = word.chars().take_while(char::is_ascii_alphabetic).collect();
    let word = word.to_lowercase();
    let known = CALLOUTS.into_iter().find(|known| *known == word);
    let kind = known.unwrap_or("note").to_uppercase();
    (!word.is_empty()).then(|| format!("> [!{kind}]"))
}

/// `{% include %}`, `{{< figure >}}`, `{/* comment */}`. Their last characters may be the next text.
fn filled_in(whole: &str, range: &Range<usize>) -> Option<Notation> {
    let end = whole.floor_char_boundary(range.end + "{/*".len() - 1);
    let text = &whole[range.start..end];
    // Most texts have none, and one look is quicker than one for each mark.
    text.find('{')?;
    let (at, mark) = MARKS
        .into_iter()
        .find_map(|mark| Some((range.start + text.find(mark)?, mark)))?;
    let end = whole[at..].find('}').map_or(end, |end| at + end + 1);
    let instead = (mark == "{/*").then(|| "<!-- -->".to_owned());
    Some((at..end, instead))
}
