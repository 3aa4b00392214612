//! TOML text → typed values, with a finding for everything that is wrong in it, all at once.
//!
//! serde stops at the first mistake. An author wants all of them, each at its place:
//!
//! 1. [`TomlDocument::parse`] is the entry; front matter and fenced blocks are parts of a file.
//! 2. A [`TomlTable`] hands out its values one by one, by type, and remembers which keys were asked for.
//! 3. [`TomlTable::finish`] reports the others.

mod date;
mod document;
pub mod edit;

pub use date::Date;
pub use document::{Origin, TomlDocument};

use crate::diagnostic::{Finding, Findings, Span, Text, nearest, rules};
use crate::language::{self, Tag};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A table that knows where it stands and which of its keys were asked for.
pub struct TomlTable<'t> {
    text: &'t Text,
    origins: &'t [Origin],
    span: Range<usize>,
    entries: &'t DeTable<'t>,
    asked: RefCell<BTreeSet<String>>,
}

/// A value with its place.
#[derive(Debug, Clone)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

/// A text or a list of texts, as it was written.
#[derive(Debug, Clone)]
pub struct Written {
    /// Whether it is a list.
    pub list: bool,
    /// The texts.
    pub texts: Vec<String>,
    /// Where they stand.
    pub span: Span,
    /// Where their key stands.
    pub key: Span,
}

impl<'t> TomlTable<'t> {
    /// Where a key's value stands; the table's own place where the key is missing.
    #[must_use]
    pub fn place(&self, key: &str) -> Span {
        self.entries.get(key).map_or_else(
            || self.at(&(self.span.start..self.span.start + 1)),
            |value| self.at(&value.span()),
        )
    }

    /// The keys in the order of the alphabet, with where they stand.
    pub fn keys(&self) -> impl Iterator<Item = (&str, Span)> {
        self.entries
            .iter()
            .map(|(key, _)| (key.get_ref().as_ref(), self.at(&key.span())))
    }

    /// Whether a key is there.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// A text, if the key is there.
    pub fn string(&self, key: &str, findings: &mut Findings) -> Option<At<String>> {
        let text = self.typed(key, "string", findings, |value| {
            value.as_str().map(str::to_owned)
        });
        text.inspect(|text| characters(text, findings))
    }

    /// A text that must be there.
    pub fn required_string(&self, key: &str, findings: &mut Findings) -> Option<At<String>> {
        if !self.entries.contains_key(key) {
            self.missing(key, findings);
        }
        self.string(key, findings)
    }

    /// A truth value, if the key is there.
    pub fn boolean(&self, key: &str, findings: &mut Findings) -> Option<bool> {
        self.typed(key, "boolean", findings, DeValue::as_bool)
            .map(|at| at.value)
    }

    /// A whole number, if the key is there.
    pub fn integer(&self, key: &str, findings: &mut Findings) -> Option<i64> {
        self.typed(key, "integer", findings, integer_of)
            .map(|at| at.value)
    }

    /// A whole number, or one word in its place, which is `None`.
    pub fn integer_or(
        &self,
        key: &str,
        word: &str,
        findings: &mut Findings,
    ) -> Option<At<Option<i64>>> {
        let expected = format!("integer or \"{word}\"");
        let convert = |value: &DeValue<'t>| {
            integer_of(value)
                .map(Some)
                .or_else(|| (value.as_str() == Some(word)).then_some(None))
        };
        self.typed(key, &expected, findings, convert)
    }

    /// A date or a date and time, if the key is there. A time of no day is none.
    pub fn date(&self, key: &str, findings: &mut Findings) -> Option<At<Date>> {
        self.typed(key, "date", findings, |value| {
            value.as_datetime().and_then(Date::of)
        })
    }

    /// A list of texts; empty if the key is not there.
    pub fn strings(&self, key: &str, findings: &mut Findings) -> Vec<At<String>> {
        let texts = self.list(key, "list of strings", findings, |value| {
            value.as_str().map(str::to_owned)
        });
        for text in &texts {
            characters(text, findings);
        }
        texts
    }

    /// A list of whole numbers; empty if the key is not there.
    pub fn integers(&self, key: &str, findings: &mut Findings) -> Vec<At<i64>> {
        self.list(key, "list of integers", findings, integer_of)
    }

    /// One of a closed set of words.
    pub fn choice<T: Copy>(
        &self,
        key: &str,
        choices: &[(&str, T)],
        findings: &mut Findings,
    ) -> Option<T> {
        let written = self.string(key, findings)?;
        if let Some((_, value)) = choices.iter().find(|(name, _)| *name == written.value) {
            return Some(*value);
        }
        let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
        let finding = Finding::new(&rules::INVALID_VALUE)
            .at(written.span)
            .with("key", key)
            .with("value", &written.value)
            .with("expected", names.join(", "));
        findings.add(finding);
        None
    }

    /// A table within, if the key is there.
    pub fn table(&self, key: &str, findings: &mut Findings) -> Option<TomlTable<'t>> {
        let value = self.ask(key)?;
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong_type(key, "table", value, findings);
        }
        table.map(|table| self.inner(value.span(), table))
    }

    /// Whether a table stands at a key. To ask is not to read: what nobody reads is still unknown at the end.
    #[must_use]
    pub fn is_table(&self, key: &str) -> bool {
        let value = self.entries.get(key);
        value.is_some_and(|value| value.get_ref().is_table())
    }

    /// An array of tables; empty if the key is not there.
    pub fn tables(&self, key: &str, findings: &mut Findings) -> Vec<TomlTable<'t>> {
        let Some(value) = self.ask(key) else {
            return Vec::new();
        };
        let Some(array) = value.get_ref().as_array() else {
            self.wrong_type(key, "list of tables", value, findings);
            return Vec::new();
        };
        let mut tables = Vec::new();
        for element in array {
            match element.get_ref().as_table() {
                Some(table) => tables.push(self.inner(element.span(), table)),
                None => self.wrong_type(key, "table", element, findings),
            }
        }
        tables
    }

    /// All texts of a table whose keys are free (words by id); other types are findings.
    pub fn words(&self, key: &str, findings: &mut Findings) -> BTreeMap<String, At<String>> {
        self.table(key, findings)
            .map(|table| table.all_strings(findings))
            .unwrap_or_default()
    }

    /// All texts of this table, by key.
    pub fn all_strings(&self, findings: &mut Findings) -> BTreeMap<String, At<String>> {
        let keys: Vec<String> = self
            .entries
            .keys()
            .map(|key| key.get_ref().to_string())
            .collect();
        keys.into_iter()
            .filter_map(|key| Some((key.clone(), self.string(&key, findings)?)))
            .collect()
    }

    /// Texts and lists of texts of a table whose keys are free (fields by id); other types are findings.
    pub fn texts_by_key(&self, key: &str, findings: &mut Findings) -> BTreeMap<String, Written> {
        let Some(table) = self.table(key, findings) else {
            return BTreeMap::new();
        };
        let mut all = BTreeMap::new();
        for (written, value) in table.entries {
            let key = written.get_ref().as_ref();
            let list = value.get_ref().is_array();
            let texts = if list {
                let texts = table.strings(key, findings).into_iter();
                texts.map(|at| at.value).collect()
            } else {
                let text = table.string(key, findings);
                text.map(|at| at.value).into_iter().collect()
            };
            let written = Written {
                list,
                texts,
                span: table.at(&value.span()),
                key: table.at(&written.span()),
            };
            all.insert(key.to_owned(), written);
        }
        all
    }

    /// A language, as a BCP 47 tag in canonical form, if the key is there.
    pub fn language(&self, key: &str, findings: &mut Findings) -> Option<Tag> {
        let written = self.string(key, findings)?;
        let tag = Tag::parse(&written.value);
        let wrong = |canonical: Option<String>| {
            let finding = Finding::new(&rules::LANGUAGE_TAG).at(written.span);
            findings.add(finding.with("tag", written.value).suggest(canonical));
        };
        tag.map_err(wrong).ok()
    }

    /// A text or a list of texts; empty if the key is not there.
    pub fn one_or_more(&self, key: &str, findings: &mut Findings) -> Vec<At<String>> {
        let value = self.entries.get(key);
        if value.is_some_and(|value| value.get_ref().is_array()) {
            self.strings(key, findings)
        } else {
            self.string(key, findings).into_iter().collect()
        }
    }

    /// Reports the keys that nobody asked for.
    pub fn finish(self, findings: &mut Findings) {
        let asked = self.asked.borrow();
        let known: Vec<&str> = asked.iter().map(String::as_str).collect();
        for key in self.entries.keys() {
            let name = key.get_ref().as_ref();
            if !asked.contains(name) {
                findings.add_in(&rules::UNKNOWN_KEY, &self.text.path, || {
                    Finding::new(&rules::UNKNOWN_KEY)
                        .at(self.at(&key.span()))
                        .with("key", name)
                        .with("known", known.join(", "))
                        .suggest(nearest(name, known.iter().copied()))
                });
            }
        }
    }

    /// Reports a key that must be there and is not.
    pub fn missing(&self, key: &str, findings: &mut Findings) {
        findings.add(
            Finding::new(&rules::MISSING_KEY)
                .at(self.place(key))
                .with("key", key),
        );
    }

    fn at(&self, span: &Range<usize>) -> Span {
        document::span(self.text, self.origins, span)
    }

    fn inner(&self, span: Range<usize>, table: &'t DeTable<'t>) -> TomlTable<'t> {
        TomlTable {
            text: self.text,
            origins: self.origins,
            span,
            entries: table,
            asked: RefCell::default(),
        }
    }

    fn ask(&self, key: &str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.asked.borrow_mut().insert(key.to_owned());
        self.entries.get(key)
    }

    fn typed<T>(
        &self,
        key: &str,
        expected: &str,
        findings: &mut Findings,
        convert: impl Fn(&DeValue<'t>) -> Option<T>,
    ) -> Option<At<T>> {
        let value = self.ask(key)?;
        let converted = convert(value.get_ref());
        if converted.is_none() {
            self.wrong_type(key, expected, value, findings);
        }
        converted.map(|converted| At {
            value: converted,
            span: self.at(&value.span()),
        })
    }

    fn list<T>(
        &self,
        key: &str,
        expected: &str,
        findings: &mut Findings,
        convert: impl Fn(&DeValue<'t>) -> Option<T>,
    ) -> Vec<At<T>> {
        let Some(value) = self.ask(key) else {
            return Vec::new();
        };
        let Some(array) = value.get_ref().as_array() else {
            self.wrong_type(key, expected, value, findings);
            return Vec::new();
        };
        let element = |element: &Spanned<DeValue<'t>>| {
            let converted = convert(element.get_ref());
            if converted.is_none() {
                self.wrong_type(key, expected, element, findings);
            }
            let span = self.at(&element.span());
            converted.map(|value| At { value, span })
        };
        array.iter().filter_map(element).collect()
    }

    fn wrong_type(
        &self,
        key: &str,
        expected: &str,
        found: &Spanned<DeValue<'_>>,
        findings: &mut Findings,
    ) {
        let value = found.get_ref();
        if let Some(written) = value.as_datetime()
            && written.date.is_none()
            && written.time.is_none()
        {
            // What the parser made of a day that no calendar has, which it has reported.
            return;
        }
        // The parser has one name for days, times and both together.
        let time_alone = value
            .as_datetime()
            .is_some_and(|written| written.date.is_none());
        let name = if time_alone { "time" } else { value.type_str() };
        findings.add_in(&rules::WRONG_TYPE, &self.text.path, || {
            Finding::new(&rules::WRONG_TYPE)
                .at(self.at(&found.span()))
                .with("key", key)
                .with("expected", expected)
                .with("found", name)
                .suggest(instead(expected, value))
        });
    }
}

/// The same words in the form that was expected, where quotes or brackets are all that is wrong.
fn instead(expected: &str, found: &DeValue<'_>) -> Option<String> {
    let text = found.as_str()?;
    match expected {
        "date" => {
            let date = text.trim().parse().ok()?;
            Date::of(&date).map(|date| date.to_string())
        }
        "integer" => text.trim().parse::<i64>().ok().map(|n| n.to_string()),
        "boolean" => text
            .trim()
            .parse::<bool>()
            .ok()
            .map(|truth| truth.to_string()),
        "list of strings" => Some(format!("[{text:?}]")),
        _ => None,
    }
}

/// No file that is published can hold control characters, and nobody sees that a direction is turned and not turned back.
fn characters(text: &At<String>, findings: &mut Findings) {
    let is_none =
        |c: &char| c.is_control() && !"\t\n\r".contains(*c) || matches!(c, '\u{fffe}' | '\u{ffff}');
    if let Some(c) = text.value.chars().find(is_none) {
        findings.add(invisible(&text.span, c));
    }
    if let Some((_, c)) = language::turned(&text.value) {
        let finding = Finding::new(&rules::DIRECTION_OPEN).at(&text.span);
        findings.add(finding.with("character", language::code_point(c)));
    }
}

/// An address, or a part of one, holds a character that nobody sees.
pub fn unseen(text: &At<String>, findings: &mut Findings) -> bool {
    let found = text.value.chars().find(|c| language::is_unseen(*c));
    if let Some(c) = found {
        findings.add(invisible(&text.span, c));
    }
    found.is_some()
}

fn invisible(span: &Span, c: char) -> Finding {
    let finding = Finding::new(&rules::INVISIBLE_CHARACTER).at(span);
    finding.with("character", language::code_point(c))
}

fn integer_of(value: &DeValue<'_>) -> Option<i64> {
    let integer = value.as_integer()?;
    i64::from_str_radix(integer.as_str(), integer.radix()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_mistakes_are_reported_at_their_places() {
        let text = Text::new("site.toml", "titel = \"a\"\norder = \"b\"\n");
        let mut findings = Findings::default();
        let document = TomlDocument::parse(&text, &mut findings);
        let table = document.table();
        table.required_string("title", &mut findings);
        table.integer("order", &mut findings);
        table.finish(&mut findings);
        let seen: Vec<_> = findings
            .iter()
            .map(|f| (f.rule.name, f.place.as_ref().unwrap().line))
            .collect();
        assert_eq!(
            seen,
            [("missing-key", 1), ("unknown-key", 1), ("wrong-type", 2)]
        );
    }
}
