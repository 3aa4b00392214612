//! The first sheet: who scores what; below, what the model's owner asks to know and what the levels mean.
//!
//! [`fill`] writes lines, each with the machine key by which programs find it again in a hidden column, then `notes`, which
//! nobody reads back.

mod notes;

use super::cells::Cells;
use super::{Sheets, row};
use crate::formats::file::Assessment;
use rust_xlsxwriter::{DataValidation, Format, Worksheet, XlsxError};

/// A line of the sheet: machine key, words, value, and whether it is to be filled in.
struct Line {
    key: &'static str,
    label: String,
    value: Value,
    open: bool,
}

enum Value {
    Text(String),
    Number(i64),
    Empty,
}

/// The labels of TLP 2.0, the strictest first.
const TLP: [&str; 5] = [
    "TLP:RED",
    "TLP:AMBER+STRICT",
    "TLP:AMBER",
    "TLP:GREEN",
    "TLP:CLEAR",
];

pub fn fill(sheets: &Sheets<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    // Machine keys.
    sheet.set_column_hidden(0)?;
    sheet.set_column_width(1, 30)?;
    sheet.set_column_width(2, 78)?;
    let lines = lines(sheets);
    for (at, line) in lines.iter().enumerate() {
        write(sheets, sheet, at, line)?;
    }
    // The row that names the format begins with the title instead of a label.
    sheet.write_string_with_format(0, 1, sheets.title(), &sheets.style.title)?;
    sheet.write_string_with_format(0, 2, FORMAT, &sheets.style.muted)?;
    sheet.set_row_height(0, 26)?;
    sheet.set_row_hidden(1)?;
    notes::fill(sheets, sheet, lines.len() + 1)
}

const FORMAT: &str = "shirube-worksheet";

const GENERAL_TARGET: &str = "targetLevel";

/// What is asked of a team, in the order of the sheet.
const DETAILS: [&str; 7] = [
    "team",
    "date",
    "scope",
    "assessors",
    "position",
    "months",
    "tlp",
];

/// What the worksheet is, then what is to be filled in. The general target is the last line.
fn lines(sheets: &Sheets<'_>) -> Vec<Line> {
    let mut lines = fixed_lines(sheets);
    let open = |key, label: &str, value| Line {
        key,
        label: sheets.label(label),
        value,
        open: true,
    };
    let assessment = sheets.filling.map(|filling| filling.assessment);
    lines.extend(DETAILS.map(|key| {
        let value = assessment.map_or(Value::Empty, |assessment| value(assessment, key));
        open(key, key, value)
    }));
    if !sheets.model.patterns.is_empty() {
        let keys = ["pattern.current", "pattern.target"];
        lines.extend(keys.map(|key| open(key, key, pattern(sheets, key))));
    }
    let general = assessment.and_then(|assessment| assessment.target_level);
    let general = general.map_or(Value::Empty, Value::Number);
    lines.push(open(GENERAL_TARGET, GENERAL_TARGET, general));
    lines
}

/// What programs need to take the worksheet in.
fn fixed_lines(sheets: &Sheets<'_>) -> Vec<Line> {
    let model = sheets.model;
    let fixed = |key, label, value| Line {
        key,
        label,
        value,
        open: false,
    };
    let of_model = |key, value: &str| fixed(key, sheets.label(key), Value::Text(value.to_owned()));
    let version = sheets.label("formatVersion");
    vec![
        fixed("format", String::new(), Value::Text(FORMAT.to_owned())),
        fixed("formatVersion", version, Value::Number(1)),
        of_model("model.id", &model.id),
        of_model("model.version", &model.version),
        of_model("model.hash", &model.hash),
        of_model("language", &sheets.words.language),
    ]
}

/// The row of the level aimed for where an item has no target of its own, counted from 0.
pub(super) fn general_target_row(sheets: &Sheets<'_>) -> usize {
    lines(sheets).len() - 1
}

fn value(assessment: &Assessment, key: &str) -> Value {
    let details = &assessment.details;
    let text = match key {
        "team" => &details.team,
        "date" => &details.date,
        "scope" => &details.scope,
        "position" => &details.position,
        "tlp" => &details.tlp,
        "months" => return details.months.map_or(Value::Empty, Value::Number),
        _ => return Value::Text(details.assessors.join("\n")),
    };
    if text.is_empty() {
        Value::Empty
    } else {
        Value::Text(text.clone())
    }
}

/// The name of the pattern that the team has, or aims for.
fn pattern(sheets: &Sheets<'_>, key: &str) -> Value {
    let chosen = sheets.filling.map(|filling| match key {
        "pattern.current" => filling.assessment.pattern.current.as_str(),
        _ => filling.assessment.pattern.target.as_str(),
    });
    chosen
        .filter(|id| !id.is_empty())
        .map_or(Value::Empty, |id| Value::Text(sheets.words.pattern(id)))
}

fn write(
    sheets: &Sheets<'_>,
    sheet: &mut Worksheet,
    at: usize,
    line: &Line,
) -> Result<(), XlsxError> {
    let mut cells = Cells::of(sheet, at);
    cells.sheet.write_string(row(at), 0, line.key)?;
    cells.text(1, &line.label, &sheets.style.label)?;
    let format = format_of(sheets, line);
    match &line.value {
        Value::Text(text) => cells.text(2, text, format)?,
        Value::Number(value) => cells.number(2, *value, format)?,
        Value::Empty => cells.blank(2, format)?,
    }
    if matches!(line.key, "scope" | "assessors") {
        cells.set_height(48.0)?;
    }
    add_choice(sheet, at, &choices(sheets, line.key))
}

fn format_of<'a>(sheets: &'a Sheets<'_>, line: &Line) -> &'a Format {
    let style = &sheets.style;
    match (line.open, line.key) {
        (true, "date") => &style.text_field,
        (true, "months" | GENERAL_TARGET) => &style.left_field,
        (true, _) => &style.field,
        (false, _) => &style.cell,
    }
}

/// What a cell can be chosen from; nothing where anything can be written.
fn choices(sheets: &Sheets<'_>, key: &str) -> Vec<String> {
    let patterns = sheets.model.patterns.iter();
    match key {
        "tlp" => TLP.map(str::to_owned).to_vec(),
        "pattern.current" | "pattern.target" => patterns
            .map(|pattern| sheets.words.pattern(&pattern.id))
            .collect(),
        GENERAL_TARGET => {
            let levels = sheets.levels(sheets.model.scales.keys());
            levels.iter().map(ToString::to_string).collect()
        }
        _ => Vec::new(),
    }
}

fn add_choice(sheet: &mut Worksheet, at: usize, choices: &[String]) -> Result<(), XlsxError> {
    let length: usize = choices.iter().map(|name| name.chars().count() + 1).sum();
    // A list within the cell has 255 characters; a longer one would be refused.
    if choices.is_empty() || length > 255 {
        return Ok(());
    }
    let list = DataValidation::new().allow_list_strings(choices)?;
    sheet.add_data_validation(row(at), 2, row(at), 2, &list)?;
    Ok(())
}
