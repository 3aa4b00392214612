//! JSON text → typed values, with a finding for everything that is wrong in it, each at its place.

use crate::diagnostic::{Finding, Findings, Place, Rule, Text, rules};
use jsonc_parser::ast::{Array, Object, Value};
use jsonc_parser::common::Ranged as _;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use std::collections::{BTreeMap, BTreeSet};

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 8_000_000;
/// How deep records and lists may be nested.
const MAX_DEPTH: usize = 32;

/// The value of a JSON text, or a finding that says why there is none.
pub fn parse<'t>(text: &'t Text, findings: &mut Findings) -> Option<Value<'t>> {
    if text.text.len() > MAX_BYTES {
        findings.add(limit(Place::file(&text.path), &text.path, "8 MB"));
        return None;
    }
    if let Some(at) = too_deep(&text.text) {
        findings.add(limit(text.place(at..at + 1), "{ [", MAX_DEPTH.to_string()));
        return None;
    }
    if let Err(error) = serde_json::from_str::<serde_json::Value>(&text.text) {
        let at = offset(&text.text, error.line(), error.column());
        findings.add(syntax(text.place(at..at + 1), &error.to_string()));
        return None;
    }
    match parse_to_ast(&text.text, &CollectOptions::default(), &strict()) {
        Ok(parsed) => {
            if let Some(value) = &parsed.value {
                find_repeated(&Node::top(text, value), findings);
            }
            parsed.value
        }
        Err(error) => {
            findings.add(syntax(
                text.place(error.range().start..error.range().end),
                &error.kind().to_string(),
            ));
            None
        }
    }
}

/// Finds names that stand twice in a record, in all of the text: also in fields that nothing reads, since another program may.
fn find_repeated(node: &Node<'_>, findings: &mut Findings) {
    match node.value {
        Value::Object(object) => {
            let mut seen = BTreeSet::new();
            for (name, value) in node.properties(object) {
                if !seen.insert(name) {
                    value.find(&rules::ASSESSMENT_REPEATED, findings, |finding| {
                        finding.with("path", value.shown())
                    });
                }
                find_repeated(&value, findings);
            }
        }
        Value::Array(array) => node
            .elements(array)
            .for_each(|value| find_repeated(&value, findings)),
        _ => {}
    }
}

/// JSON alone, without what the parser also understands. (`serde_json` has seen to it already.)
fn strict() -> ParseOptions {
    ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    }
}

fn syntax(place: Place, error: &str) -> Finding {
    // serde_json ends its message with the place, which the finding has already.
    let error = error.split(" at line ").next().unwrap_or(error);
    Finding::new(&rules::ASSESSMENT_JSON)
        .at(place)
        .with("error", error)
}

fn limit(place: Place, path: &str, limit: impl Into<String>) -> Finding {
    Finding::new(&rules::ASSESSMENT_LIMIT)
        .at(place)
        .with("path", path)
        .with("limit", limit)
}

/// The byte at a line and a column (in bytes) as `serde_json` counts them.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    (before + column.saturating_sub(1)).min(text.len().saturating_sub(1))
}

/// Where the text is nested too deeply, without parsing it.
fn too_deep(text: &str) -> Option<usize> {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return Some(at);
        }
    }
    None
}

/// A value with where it stands in the text and in the structure.
#[derive(Clone)]
pub struct Node<'a> {
    text: &'a Text,
    value: &'a Value<'a>,
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

    fn elements(&self, array: &'a Array<'a>) -> impl Iterator<Item = Self> {
        let node = |(at, value)| Self {
            text: self.text,
            value,
            path: format!("{}.{at}", self.path),
        };
        array.elements.iter().enumerate().map(node)
    }

    fn properties(&self, object: &'a Object<'a>) -> impl Iterator<Item = (&'a str, Self)> {
        object.properties.iter().map(|property| {
            let name = property.name.as_str();
            let path = if self.path.is_empty() {
                name.to_owned()
            } else {
                format!("{}.{name}", self.path)
            };
            (
                name,
                Self {
                    text: self.text,
                    value: &property.value,
                    path,
                },
            )
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

    fn too_much(&self, most: usize, findings: &mut Findings) {
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
    fn shown(&self) -> String {
        self.path.chars().take(80).collect()
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

/// A record whose fields are asked for one by one. A field that is absent is empty, not wrong.
pub struct Fields<'a> {
    path: String,
    entries: BTreeMap<&'a str, Node<'a>>,
    order: Vec<&'a str>,
}

impl<'a> Fields<'a> {
    /// A record without fields.
    pub fn none(path: &str) -> Self {
        Self {
            path: path.to_owned(),
            entries: BTreeMap::new(),
            order: Vec::new(),
        }
    }

    fn of(node: &Node<'a>, object: &'a Object<'a>) -> Self {
        let mut fields = Self::none(&node.path);
        for (name, value) in node.properties(object) {
            if fields.entries.insert(name, value).is_none() {
                fields.order.push(name);
            }
        }
        fields
    }

    /// A field's value, if it is there and not null.
    pub fn get(&self, name: &str) -> Option<&Node<'a>> {
        self.entries.get(name).filter(|node| !node.is_null())
    }

    /// A text; empty where the field is absent.
    pub fn string(&self, name: &str, limit: usize, findings: &mut Findings) -> String {
        self.get(name)
            .and_then(|node| node.string(limit, findings))
            .unwrap_or_default()
    }

    /// A text in a form of which `expected` is an example; empty where the field is absent.
    pub fn form(
        &self,
        name: &str,
        fits: impl Fn(&str) -> bool,
        expected: &str,
        findings: &mut Findings,
    ) -> String {
        let Some(node) = self.get(name) else {
            return String::new();
        };
        let Some(text) = node.string(usize::MAX, findings) else {
            return String::new();
        };
        if text.is_empty() || fits(&text) {
            return text;
        }
        node.wrong(expected, findings);
        String::new()
    }

    /// A whole number.
    pub fn whole(&self, name: &str, findings: &mut Findings) -> Option<i64> {
        self.get(name)?.whole(findings)
    }

    /// Whether a field is `true`.
    pub fn flag(&self, name: &str, findings: &mut Findings) -> bool {
        let Some(node) = self.get(name) else {
            return false;
        };
        match node.value {
            Value::BooleanLit(flag) => flag.value,
            _ => {
                node.wrong("true, false", findings);
                false
            }
        }
    }

    /// A record; one without fields where it is absent. `null` is no record: a program that wrote it lost what was there.
    pub fn fields(&self, name: &str, findings: &mut Findings) -> Self {
        let fields = self
            .entries
            .get(name)
            .and_then(|node| node.fields(findings));
        fields.unwrap_or_else(|| Self::none(&format!("{}.{name}", self.path)))
    }

    /// A record that may also be `null`.
    pub fn fields_or_null(&self, name: &str, findings: &mut Findings) -> Self {
        if self.get(name).is_some() {
            self.fields(name, findings)
        } else {
            Self::none(&format!("{}.{name}", self.path))
        }
    }

    /// The fields of a record by name, in the order of the file.
    pub fn entries(
        &self,
        name: &str,
        limit: usize,
        findings: &mut Findings,
    ) -> Vec<(String, Node<'a>)> {
        let fields = self.fields(name, findings);
        if let Some(node) = self.get(name).filter(|_| fields.order.len() > limit) {
            node.too_much(limit, findings);
        }
        let entry = |name: &&str| Some(((*name).to_owned(), fields.entries.get(name)?.clone()));
        fields.order.iter().take(limit).filter_map(entry).collect()
    }

    /// The values of a list; none where it is absent.
    pub fn list(&self, name: &str, limit: usize, findings: &mut Findings) -> Vec<Node<'a>> {
        self.get(name)
            .map(|node| node.list(limit, findings))
            .unwrap_or_default()
    }

    /// The texts of a list.
    pub fn strings(
        &self,
        name: &str,
        limit: usize,
        length: usize,
        findings: &mut Findings,
    ) -> Vec<String> {
        self.list(name, limit, findings)
            .iter()
            .filter_map(|node| node.string(length, findings))
            .collect()
    }
}
