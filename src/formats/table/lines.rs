//! Parts of an assessment as a text of our own format, a line for each value, with the cell that each line comes from.

use super::At;
use crate::diagnostic::Text;
use crate::formats::file::ModelReference;
use serde_json::Value;

/// A part of a file.
#[derive(Debug, Clone)]
pub(super) enum CellPart {
    Value(Value, Option<At>),
    /// Fields by name; the cell is said where the record itself is wrong.
    Record(Vec<(String, CellPart)>, Option<At>),
    /// Values in order; the cell is said where there are too many.
    List(Vec<CellPart>, Option<At>),
}

impl CellPart {
    pub fn record(fields: impl IntoIterator<Item = (&'static str, Self)>) -> Self {
        Self::Record(
            fields
                .into_iter()
                .map(|(name, part)| (name.to_owned(), part))
                .collect(),
            None,
        )
    }

    pub fn text(text: &str, at: Option<At>) -> Self {
        Self::Value(Value::from(text), at)
    }
}

/// What names a model that no cell names.
pub(super) fn model_part(reference: &ModelReference) -> CellPart {
    let fields = [
        ("id", &reference.id),
        ("version", &reference.version),
        ("hash", &reference.hash),
    ];
    CellPart::record(fields.map(|(name, value)| (name, CellPart::text(value, None))))
}

/// The text, line by line.
#[derive(Debug, Default)]
pub(super) struct Lines {
    parts: Vec<(String, CellPart)>,
}

impl Lines {
    /// The format, and which model.
    pub fn head(&mut self, model: CellPart) {
        self.add("format", CellPart::text("shirube-assessment", None));
        self.add("formatVersion", CellPart::Value(Value::from(2), None));
        self.add("model", model);
    }

    pub fn add(&mut self, name: &str, part: CellPart) {
        self.parts.push((name.to_owned(), part));
    }

    /// The text, and the cell of each of its lines.
    pub fn finished(self, path: &str) -> (Text, Vec<Option<At>>) {
        let (mut text, mut places) = (String::new(), Vec::new());
        write(
            &CellPart::Record(self.parts, None),
            "",
            "",
            &mut text,
            &mut places,
        );
        (Text::new(path, &text), places)
    }
}

fn write(
    part: &CellPart,
    before: &str,
    after: &str,
    text: &mut String,
    places: &mut Vec<Option<At>>,
) {
    let mut line = |piece: &str, at: &Option<At>| {
        text.push_str(piece);
        text.push('\n');
        places.push(at.clone());
    };
    match part {
        CellPart::Value(value, at) => line(&format!("{before}{value}{after}"), at),
        CellPart::Record(fields, at) => {
            line(&format!("{before}{{"), at);
            for (number, (name, part)) in fields.iter().enumerate() {
                let comma = if number + 1 < fields.len() { "," } else { "" };
                write(
                    part,
                    &format!("{}: ", Value::from(name.as_str())),
                    comma,
                    text,
                    places,
                );
            }
            text.push('}');
            text.push_str(after);
            text.push('\n');
            places.push(at.clone());
        }
        CellPart::List(parts, at) => {
            line(&format!("{before}["), at);
            for (number, part) in parts.iter().enumerate() {
                let comma = if number + 1 < parts.len() { "," } else { "" };
                write(part, "", comma, text, places);
            }
            text.push(']');
            text.push_str(after);
            text.push('\n');
            places.push(None);
        }
    }
}
