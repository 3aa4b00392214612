//! The first sheet: who scores what; below, what the model's owner asks to know and what the levels mean.

use super::{Sheets, number, row};
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
    sheet.set_column_hidden(0)?;
    sheet.set_column_width(1, 30)?;
    sheet.set_column_width(2, 78)?;
    let mut at = 0;
    for line in lines(sheets) {
        write(sheets, sheet, at, &line)?;
        at += 1;
    }
    // The row that names the format begins with the title instead of a label.
    sheet.write_string_with_format(0, 1, sheets.title(), &sheets.style.title)?;
    sheet.write_string_with_format(0, 2, FORMAT, &sheets.style.muted)?;
    sheet.set_row_height(0, 26)?;
    sheet.set_row_hidden(1)?;
    notes(sheets, sheet, at + 1)
}

const FORMAT: &str = "shirube-worksheet";

fn lines(sheets: &Sheets<'_>) -> Vec<Line> {
    let model = sheets.model;
    let of_model = |key, value: &str| fixed(key, sheets.label(key), Value::Text(value.to_owned()));
    let mut lines = vec![
        fixed("format", String::new(), Value::Text(FORMAT.to_owned())),
        fixed(
            "formatVersion",
            sheets.label("formatVersion"),
            Value::Number(1),
        ),
        of_model("model.id", &model.id),
        of_model("model.version", &model.version),
        of_model("model.hash", &model.hash),
        of_model("language", &sheets.words.language),
    ];
    let assessment = sheets.filling.map(|filling| filling.assessment);
    for key in [
        "team",
        "date",
        "scope",
        "assessors",
        "position",
        "months",
        "tlp",
    ] {
        let value = assessment.map_or(Value::Empty, |assessment| value(assessment, key));
        lines.push(Line {
            key,
            label: sheets.label(key),
            value,
            open: true,
        });
    }
    if !model.patterns.is_empty() {
        for key in ["pattern.current", "pattern.target"] {
            let chosen = assessment.map(|assessment| match key {
                "pattern.current" => assessment.pattern.current.as_str(),
                _ => assessment.pattern.target.as_str(),
            });
            let name = chosen
                .filter(|id| !id.is_empty())
                .map(|id| Value::Text(sheets.words.pattern(id)));
            lines.push(Line {
                key,
                label: sheets.label(key),
                value: name.unwrap_or(Value::Empty),
                open: true,
            });
        }
    }
    let general = assessment
        .and_then(|assessment| assessment.target_level)
        .map_or(Value::Empty, Value::Number);
    lines.push(Line {
        key: GENERAL_TARGET,
        label: sheets.label("targetLevel"),
        value: general,
        open: true,
    });
    lines
}

/// The row of the level aimed for where an item has no target of its own, counted from 0.
pub(super) fn general_target_row(sheets: &Sheets<'_>) -> usize {
    lines(sheets).len() - 1
}

const GENERAL_TARGET: &str = "targetLevel";

fn fixed(key: &'static str, label: String, value: Value) -> Line {
    Line {
        key,
        label,
        value,
        open: false,
    }
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

fn write(
    sheets: &Sheets<'_>,
    sheet: &mut Worksheet,
    at: usize,
    line: &Line,
) -> Result<(), XlsxError> {
    let style = &sheets.style;
    sheet.write_string(row(at), 0, line.key)?;
    sheet.write_string_with_format(row(at), 1, &line.label, &style.label)?;
    let format: &Format = match (line.open, line.key) {
        (true, "date") => &style.text_field,
        (true, "months" | GENERAL_TARGET) => &style.left_field,
        (true, _) => &style.field,
        (false, _) => &style.cell,
    };
    match &line.value {
        Value::Text(text) => sheet.write_string_with_format(row(at), 2, text, format)?,
        Value::Number(value) => {
            sheet.write_number_with_format(row(at), 2, number(*value), format)?
        }
        Value::Empty => sheet.write_blank(row(at), 2, format)?,
    };
    if matches!(line.key, "scope" | "assessors") {
        sheet.set_row_height(row(at), 48)?;
    }
    let choice: Vec<String> = match line.key {
        "tlp" => TLP.map(str::to_owned).to_vec(),
        "pattern.current" | "pattern.target" => sheets
            .model
            .patterns
            .iter()
            .map(|pattern| sheets.words.pattern(&pattern.id))
            .collect(),
        GENERAL_TARGET => sheets
            .levels(sheets.model.scales.keys())
            .iter()
            .map(ToString::to_string)
            .collect(),
        _ => return Ok(()),
    };
    // A list within the cell has 255 characters; a longer one would be refused.
    if choice
        .iter()
        .map(|name| name.chars().count() + 1)
        .sum::<usize>()
        <= 255
    {
        sheet.add_data_validation(
            row(at),
            2,
            row(at),
            2,
            &DataValidation::new().allow_list_strings(&choice)?,
        )?;
    }
    Ok(())
}

/// Sentences without a key, then the meaning of the levels.
fn notes(sheets: &Sheets<'_>, sheet: &mut Worksheet, from: usize) -> Result<(), XlsxError> {
    let (words, style) = (sheets.words, &sheets.style);
    let mut sentences = vec![words.statement(sheets.model)];
    sentences.extend(
        words
            .notice()
            .map(|notice| [notice.text, notice.address].join(" ").trim().to_owned()),
    );
    sentences.push(words.credit(sheets.model));
    sentences.push(sheets.say("how"));
    sentences.push(sheets.say("back"));
    let mut at = from;
    for sentence in sentences.iter().filter(|sentence| !sentence.is_empty()) {
        sheet.merge_range(row(at), 1, row(at), 2, sentence, &style.plain)?;
        sheet.set_row_height(row(at), height(sentence, 108))?;
        at += 1;
    }
    for (scale, levels) in &sheets.model.scales {
        at += 1;
        let title = if sheets.has_sides() {
            sheets
                .words
                .say("assess.sheet.levels_of", &[("scale", &words.scale(scale))])
        } else {
            sheets.label("level")
        };
        sheet.write_string_with_format(row(at), 1, title, &style.head)?;
        sheet.write_string_with_format(row(at), 2, sheets.label("meaning"), &style.head)?;
        for level in levels {
            at += 1;
            let name = format!(
                "{level}  {}",
                words.level(scale, *level).unwrap_or_default()
            );
            let meaning = words.level_meaning(scale, *level).unwrap_or_default();
            sheet.write_string_with_format(row(at), 1, name.trim(), &style.label)?;
            sheet.write_string_with_format(row(at), 2, &meaning, &style.cell)?;
            sheet.set_row_height(row(at), height(&meaning, 78))?;
        }
        at += 1;
    }
    Ok(())
}

/// The height of a row that shows a text in a column of that many narrow characters: programs do not compute it for
/// merged cells, and not all of them for others.
pub(super) fn height(text: &str, width: usize) -> f64 {
    use unicode_width::UnicodeWidthStr as _;
    let lines: usize = text
        .lines()
        .map(|line| line.width().div_ceil(width).max(1))
        .sum();
    #[expect(clippy::cast_precision_loss, reason = "a text has few lines")]
    let lines = lines.max(1) as f64;
    (15.5 * lines + 3.0).min(400.0)
}
