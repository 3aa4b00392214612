//! A value with its place.

use super::Fields;
use crate::diagnostic::{Finding, Findings, Place, Rule, Text, rules};
use jsonc_parser::ast::{Array, Object, Value};
use jsonc_parser::common::Ranged as _;

/// A value with where it stands in the text and in the structure.
#[derive(Clone)]
pub struct Node<'a> {
    text: &'a Text,
    pub(super) value: &'a Value<'a>,
    /// Names that lead to it, joined by dots; empty at the top.
    pub path: String,
}

impl<'a> Node<'a> {
    /// The value at the top of a text.
    pub fn top(text: &'a Text, value: &'a Value<'a>) -> Self {
        Self {
            text,
            value,
            path: String::new(),
        }
    }

    /// The same under another path.
    pub(super) fn called(&self, path: String) -> Self {
        Self {
            path,
            ..self.clone()
        }
    }

    /// Where it stands in the text.
    pub fn place(&self) -> Place {
        self.text.place(self.value.start()..self.value.end())
    }

    /// The value as it is written, shortened.
    pub fn written(&self) -> String {
        let written = self.value.text(&self.text.text);
        let short: String = written.chars().take(40).collect();
        if short.len() < written.len() {
            format!("{short}…")
        } else {
            short
        }
    }

    /// Whether it stands for no value.
    pub fn is_null(&self) -> bool {
        matches!(self.value, Value::NullKeyword(_))
    }

    /// The record that it must be.
    pub fn fields(&self, findings: &mut Findings) -> Option<Fields<'a>> {
        match self.value {
            Value::Object(object) => Some(Fields::of(self, object)),
            _ => {
                self.wrong("{ … }", findings);
                None
            }
        }
    }

    /// A value of the record that it must be.
    ///
    /// The names lead from it to the value; where there is none, the place is that of the last one which is there.
    pub fn at(&self, names: &[String]) -> Self {
        let Some((name, rest)) = names.split_first() else {
            return self.clone();
        };
        let inner = match self.value {
            Value::Object(object) => self.properties(object).find(|(known, _)| known == name),
            Value::Array(array) => name
                .parse()
                .ok()
                .and_then(|at| self.elements(array).nth(at))
                .map(|node| ("", node)),
            _ => None,
        };
        match inner {
            Some((_, node)) => node.at(rest),
            None => self.called(inner_path(&self.path, &names.join("."))),
        }
    }

    /// The same; without fields where it is none.
    pub fn fields_or_none(&self, findings: &mut Findings) -> Fields<'a> {
        self.fields(findings)
            .unwrap_or_else(|| Fields::none(&self.path, Some(self.clone())))
    }

    /// The text that it must be, of at most `limit` UTF-16 units.
    pub fn string(&self, limit: usize, findings: &mut Findings) -> Option<String> {
        match self.value {
            Value::StringLit(text) if text.value.encode_utf16().count() <= limit => {
                Some(text.value.to_string())
            }
            Value::StringLit(_) => {
                self.too_much(limit, findings);
                None
            }
            _ => {
                self.wrong("\"…\"", findings);
                None
            }
        }
    }

    /// The text that it must be; empty where it stands for no value.
    pub fn text(&self, limit: usize, findings: &mut Findings) -> Option<String> {
        if self.is_null() {
            Some(String::new())
        } else {
            self.string(limit, findings)
        }
    }

    /// Whether it is `true`.
    pub fn flag(&self, findings: &mut Findings) -> bool {
        match self.value {
            Value::BooleanLit(flag) => flag.value,
            _ => {
                self.wrong("true, false", findings);
                false
            }
        }
    }

    /// Whether it is exactly this text.
    pub fn is(&self, word: &str) -> bool {
        self.value
            .as_string_lit()
            .is_some_and(|text| text.value == word)
    }

    /// The whole number that it must be. JSON has one kind of number: `3.0` is 3.
    pub fn whole(&self, findings: &mut Findings) -> Option<i64> {
        let number = self
            .value
            .as_number_lit()
            .and_then(|number| whole(number.value));
        if number.is_none() {
            self.wrong("0, 1, 2, …", findings);
        }
        number
    }

    /// The values of the list that it must be.
    pub fn list(&self, limit: usize, findings: &mut Findings) -> Vec<Self> {
        let Some(array) = self.value.as_array() else {
            self.wrong("[ … ]", findings);
            return Vec::new();
        };
        if array.elements.len() > limit {
            self.too_much(limit, findings);
        }
        self.elements(array).take(limit).collect()
    }

    pub(super) fn elements(&self, array: &'a Array<'a>) -> impl Iterator<Item = Self> {
        let node = |(at, value)| Self {
            text: self.text,
            value,
            path: format!("{}.{at}", self.path),
        };
        array.elements.iter().enumerate().map(node)
    }

    pub(super) fn properties(
        &self,
        object: &'a Object<'a>,
    ) -> impl Iterator<Item = (&'a str, Self)> {
        object.properties.iter().map(|property| {
            let name = property.name.as_str();
            let value = Self {
                text: self.text,
                value: &property.value,
                path: inner_path(&self.path, name),
            };
            (name, value)
        })
    }

    /// Says that another form is needed.
    pub fn wrong(&self, expected: &str, findings: &mut Findings) {
        self.find(&rules::ASSESSMENT_VALUE, findings, |finding| {
            finding
                .with("path", self.shown())
                .with("found", self.written())
                .with("expected", expected)
        });
    }

    /// Says that something is missing in it.
    pub(super) fn missing(&self, expected: &str, findings: &mut Findings) {
        self.find(&rules::ASSESSMENT_VALUE, findings, |finding| {
            finding
                .with("path", self.shown())
                .with("found", "—")
                .with("expected", expected)
        });
    }

    /// Says that the same is there before.
    pub fn twice(&self, findings: &mut Findings) {
        self.find(&rules::ASSESSMENT_REPEATED, findings, |finding| {
            finding.with("path", self.shown())
        });
    }

    /// Says that it is more than may be.
    pub fn too_much(&self, most: usize, findings: &mut Findings) {
        self.find(&rules::ASSESSMENT_LIMIT, findings, |finding| {
            finding
                .with("path", self.shown())
                .with("limit", most.to_string())
        });
    }

    /// Says what is wrong with it.
    pub fn find(
        &self,
        rule: &'static Rule,
        findings: &mut Findings,
        say: impl FnOnce(Finding) -> Finding,
    ) {
        findings.add_in(rule, &self.text.path, || {
            say(Finding::new(rule).at(self.place()))
        });
    }

    /// The path as a message shows it: not longer than a line.
    pub(super) fn shown(&self) -> String {
        self.path.chars().take(80).collect()
    }
}

/// The path of what a name leads to.
pub(super) fn inner_path(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}

/// The number if it is whole and every JSON reader has it exactly.
fn whole(written: &str) -> Option<i64> {
    const MAX_EXACT: f64 = 9_007_199_254_740_991.0;
    let number: f64 = written.parse().ok()?;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "whole and within the range just checked"
    )]
    (number.fract() == 0.0 && number.abs() <= MAX_EXACT).then_some(number as i64)
}
