//! A text that is TOML, whole or in part, and where each part of it stands in its file.

use super::TomlTable;
use crate::diagnostic::{Finding, Findings, Span, Text, rules};
use std::cell::RefCell;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A parsed TOML text, from which tables are read.
pub struct TomlDocument<'t> {
    text: &'t Text,
    origins: Vec<Origin>,
    root: Spanned<DeTable<'t>>,
}

/// From byte `at` of the TOML on, its bytes are those of the file from `from` on.
#[derive(Debug, Clone, Copy)]
pub struct Origin {
    /// Byte of the TOML.
    pub at: usize,
    /// Byte of the file.
    pub from: usize,
}

impl<'t> TomlDocument<'t> {
    /// Parses a whole file. Mistakes of syntax are added to `findings`; what could be read is still there.
    pub fn parse(text: &'t Text, findings: &mut Findings) -> Self {
        Self::parse_part(text, 0..text.text.len(), findings)
    }

    /// Parses a part of a file (front matter, a fenced block); places are those of the file.
    pub fn parse_part(text: &'t Text, part: Range<usize>, findings: &mut Findings) -> Self {
        let origins = vec![Origin {
            at: 0,
            from: part.start,
        }];
        Self::parse_lines(text, &text.text[part], origins, findings)
    }

    /// Parses TOML whose lines stand apart in a file (in a quotation, say). `origins` are sorted and begin at 0.
    pub fn parse_lines(
        text: &'t Text,
        toml: &'t str,
        origins: Vec<Origin>,
        findings: &mut Findings,
    ) -> Self {
        let (root, errors) = DeTable::parse_recoverable(toml);
        for error in errors {
            let place = span(text, &origins, &error.span().unwrap_or(0..0));
            findings.add(
                Finding::new(&rules::TOML_SYNTAX)
                    .at(place)
                    .with("error", error.message()),
            );
        }
        Self {
            text,
            origins,
            root,
        }
    }

    /// Where texts stand, quotes included, as bytes of the file. Lists are passed over: they hold names and ids.
    #[must_use]
    pub fn texts(&self) -> Vec<Range<usize>> {
        let mut spans = Vec::new();
        texts_in(self.root.get_ref(), &mut spans);
        let in_file = |part: Range<usize>| {
            let [start, end] = [part.start, part.end].map(|byte| in_file(&self.origins, byte));
            start..end
        };
        spans.into_iter().map(in_file).collect()
    }

    /// Every text with the keys that lead to it, joined by dots (`levels.2`, `tool.steps.0`), and where it stands in the file, in
    /// that order.
    #[must_use]
    pub fn texts_by_path(&self) -> Vec<(String, String, Range<usize>)> {
        let mut texts = Vec::new();
        for (key, value) in self.root.get_ref() {
            texts_below(key.get_ref(), value, &mut texts);
        }
        for (_, _, range) in &mut texts {
            *range = in_file(&self.origins, range.start)..in_file(&self.origins, range.end);
        }
        texts.sort_by_key(|(_, _, range)| range.start);
        texts
    }

    /// The table at the top.
    #[must_use]
    pub fn table(&self) -> TomlTable<'_> {
        TomlTable {
            text: self.text,
            origins: &self.origins,
            span: self.root.span(),
            entries: self.root.get_ref(),
            asked: RefCell::default(),
        }
    }
}

/// Where a span of the TOML stands in its file.
pub fn span(text: &Text, origins: &[Origin], part: &Range<usize>) -> Span {
    text.span(in_file(origins, part.start)..in_file(origins, part.end))
}

/// Where a byte of the TOML stands in its file.
fn in_file(origins: &[Origin], byte: usize) -> usize {
    // The last origin that does not lie behind the byte.
    let before = origins.partition_point(|origin| origin.at <= byte);
    origins
        .get(before.saturating_sub(1))
        .map_or(byte, |origin| byte - origin.at + origin.from)
}

fn texts_in(table: &DeTable<'_>, spans: &mut Vec<Range<usize>>) {
    for (_, value) in table {
        match value.get_ref() {
            DeValue::String(_) => spans.push(value.span()),
            DeValue::Table(table) => texts_in(table, spans),
            DeValue::Array(values) => {
                let tables = values.iter().filter_map(|value| value.get_ref().as_table());
                tables.for_each(|table| texts_in(table, spans));
            }
            _ => {}
        }
    }
}

fn texts_below(
    path: &str,
    value: &Spanned<DeValue<'_>>,
    texts: &mut Vec<(String, String, Range<usize>)>,
) {
    match value.get_ref() {
        DeValue::String(text) => texts.push((path.to_owned(), text.to_string(), value.span())),
        DeValue::Table(table) => {
            for (key, value) in table {
                texts_below(&format!("{path}.{}", key.get_ref()), value, texts);
            }
        }
        DeValue::Array(values) => {
            for (number, value) in values.iter().enumerate() {
                texts_below(&format!("{path}.{number}"), value, texts);
            }
        }
        _ => {}
    }
}
