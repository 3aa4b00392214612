//! JSON text → values of which nothing is known yet, each with its place, and a finding for everything that is wrong.
//!
//! [`parse`] looks at size, depth and syntax, and for names that stand twice. What it gives is read through [`Node`], a value,
//! and [`Fields`], a record: both check the kind of what is asked for and say where it is another one. All formats of ours are
//! read this way; none goes through serde, which stops at the first mistake.

mod fields;
mod node;

use crate::diagnostic::{Finding, Findings, Place, Text, rules};
use jsonc_parser::ast::Value;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use std::collections::BTreeSet;

pub use fields::Fields;
pub use node::Node;

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
    if let Some(error) = syntax_error(&text.text) {
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

/// What is wrong with the syntax; `serde_json` says it best. That a number is too large for a program is said where it is read.
fn syntax_error(text: &str) -> Option<serde_json::Error> {
    let error = serde_json::from_str::<serde_json::Value>(text).err()?;
    if error.to_string().starts_with("number out of range") {
        serde_json::from_str::<serde::de::IgnoredAny>(text).err()
    } else {
        Some(error)
    }
}

/// Why a file is not of the format that is wanted.
pub enum NotThis {
    /// It is of another one, or does not say in which version; where it says so.
    Format(Place),
    /// It is of a newer version than is known.
    Newer {
        /// Where it says so.
        place: Place,
        /// The version.
        version: i64,
        /// The newest one that is read.
        known: i64,
    },
}

/// The fields of a file that is of one of some formats, each known up to a version; and which one it is.
pub fn of_format<'a>(
    top: &Node<'a>,
    formats: &[(&'static str, i64)],
) -> Result<(&'static str, Fields<'a>), NotThis> {
    let whole = || Place::file(&top.place().path);
    let Some(fields) = top.fields(&mut Findings::default()) else {
        return Err(NotThis::Format(whole()));
    };
    let place = |name: &str| fields.get(name).map_or_else(whole, Node::place);
    let is_named =
        |(name, _): &&(&str, i64)| fields.get("format").is_some_and(|node| node.is(name));
    let Some((name, known)) = formats.iter().find(is_named).copied() else {
        return Err(NotThis::Format(place("format")));
    };
    let version = fields.whole("formatVersion", &mut Findings::default());
    let place = place("formatVersion");
    match version.filter(|version| *version >= 1) {
        Some(version) if version <= known => Ok((name, fields)),
        Some(version) => Err(NotThis::Newer {
            place,
            version,
            known,
        }),
        None => Err(NotThis::Format(place)),
    }
}

impl NotThis {
    /// It as a finding; `other` is what is said of another format.
    pub fn finding(self, other: impl FnOnce() -> Finding) -> Finding {
        match self {
            Self::Format(place) => other().at(place),
            Self::Newer {
                place,
                version,
                known,
            } => Finding::new(&rules::ASSESSMENT_NEWER)
                .at(place)
                .with("version", version.to_string())
                .with("known", known.to_string()),
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
                    value.twice(findings);
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
