//! Headings and their anchors.

use super::BlockReader;
use crate::diagnostic::{Finding, Span, rules};
use crate::pages::block::{Block, Heading, Inline, plain};
use std::borrow::Cow;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

impl BlockReader<'_, '_> {
    /// A heading, which may end in the anchor that its author gave it.
    pub fn heading(&mut self, level: u8, range: Range<usize>) -> Block {
        let mut content = self.inlines_to_end();
        let id = take_anchor(&self.text.text[range.clone()], &mut content);
        let text = plain(&content);
        let span = self.text.span(range);
        // The title of a page is its only heading of level 1, and stands in its front matter.
        if level == 1 {
            self.findings
                .add(Finding::new(&rules::HEADING_LEVEL).at(&span));
        }
        let id = match id {
            Some(id) => self.given_anchor(id, &span),
            None => self.new_anchor(slug(&text)),
        };
        self.body.headings.push(Heading {
            level,
            id: id.clone(),
            text,
            span,
        });
        Block::Heading { level, id, content }
    }

    /// An anchor that its author chose stays as it is, also where it is a mistake.
    fn given_anchor(&mut self, id: String, span: &Span) -> String {
        if is_reserved(&id) || !self.ids.insert(id.clone()) {
            let finding = Finding::new(&rules::DUPLICATE_ANCHOR).at(span);
            self.findings.add(finding.with("anchor", &id));
        }
        id
    }

    /// An anchor that raw HTML sets.
    pub fn raw_anchor(&mut self, id: &str, span: &Span) {
        let id = self.given_anchor(id.to_owned(), span);
        self.body.anchors.push(id);
    }

    /// An anchor that is not taken: with a number where the words occur again.
    fn new_anchor(&mut self, base: String) -> String {
        if !is_reserved(&base) && self.ids.insert(base.clone()) {
            return base;
        }
        let mut number = self.repeated.get(&base).copied().unwrap_or(1);
        let id = loop {
            number += 1;
            let id = format!("{base}-{number}");
            if self.ids.insert(id.clone()) {
                break id;
            }
        };
        self.repeated.insert(base, number);
        id
    }
}

/// Ids that a page has anyway: of its own parts, and of the parts of the default theme.
const RESERVED: [&str; 10] = [
    "connections",
    "late",
    "main",
    "q",
    "sections",
    "serves",
    "sources",
    "terms",
    "tool-data",
    "used-in",
];
/// How the ids begin that the generator numbers or makes of an item: footnotes, figures, notes on terms.
const NUMBERED: [&str; 4] = ["fig-", "fn-", "fnref-", "term-"];

fn is_reserved(id: &str) -> bool {
    RESERVED.contains(&id) || NUMBERED.iter().any(|start| id.starts_with(start))
}

/// `{#anchor}` at the end of a heading, which is taken out of its words. Other braces are words.
fn take_anchor(written: &str, content: &mut Vec<Inline>) -> Option<String> {
    // An underlined heading ends in its line; `##` may close the other kind.
    let line = written.trim_end().lines().next()?;
    let line = line.trim_end().trim_end_matches('#').trim_end();
    let (before, rest) = line.rsplit_once("{#")?;
    let id = rest.strip_suffix('}')?;
    let is_id = !id.is_empty() && !id.contains(|c: char| c.is_whitespace() || "{}#".contains(c));
    if !is_id || before.ends_with('\\') {
        return None;
    }
    let Some(Inline::Text(last)) = content.last_mut() else {
        return None;
    };
    let words = last.trim_end().strip_suffix(&format!("{{#{id}}}"))?;
    *last = words.trim_end().to_owned();
    if last.is_empty() {
        content.pop();
    }
    Some(id.to_owned())
}

/// An anchor from a heading's words: their Latin letters, without accents, and digits; or a hash where other letters stand in
/// it, so that it does not depend on how anyone romanises Japanese.
fn slug(text: &str) -> String {
    let latin: String = text
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .map(latin)
        .collect();
    let words: Vec<String> = latin
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    if words.is_empty() || words.iter().any(|word| !word.is_ascii()) {
        return format!("h-{}", &blake3::hash(text.as_bytes()).to_hex()[..8]);
    }
    words.join("-")
}

/// Latin letters that are not made of a letter and a mark.
fn latin(c: char) -> Cow<'static, str> {
    Cow::Borrowed(match c {
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ø' | 'Ø' => "o",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'ł' | 'Ł' => "l",
        'þ' | 'Þ' => "th",
        'ı' => "i",
        other => return Cow::Owned(other.to_string()),
    })
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn anchors_do_not_depend_on_romanisation() {
        assert_eq!(slug("Log management 2"), "log-management-2");
        assert_eq!(slug("Überblick"), "uberblick");
        assert_eq!(slug("Café über alles: Straße"), "cafe-uber-alles-strasse");
        assert_eq!(slug("Đội ứng phó sự cố"), "doi-ung-pho-su-co");
        assert_eq!(slug("ログ管理"), slug("ログ管理"));
        assert!(slug("ログ管理").starts_with("h-"));
        assert!(slug("Обзор").starts_with("h-"));
    }
}
