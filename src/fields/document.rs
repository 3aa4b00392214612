//! A text that is TOML, whole or in part, and where each part of it stands in its file.

use super::TomlTable;
use crate::diagnostic::{Finding, Findings, Span, Text, rules};
use std::cell::RefCell;
use std::ops::Range;
use toml::Spanned;
use toml::de::DeTable;

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
    let in_file = |byte: usize| {
        // The last origin that does not lie behind the byte.
        let before = origins.partition_point(|origin| origin.at <= byte);
        origins
            .get(before.saturating_sub(1))
            .map_or(byte, |origin| byte - origin.at + origin.from)
    };
    text.span(in_file(part.start)..in_file(part.end))
}
