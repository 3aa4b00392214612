//! The sheet to fill in: one row for each item, and one more for each further piece of its evidence.
//!
//! [`fill`] writes heads, machine keys and rows, column by column as `Sheets::input_columns` lists them, then what helps to
//! fill them in: `choices` to choose from, and `colours` that show what is missing.

mod choices;
mod colours;

use super::cells::{Cells, height};
use super::levels::chosen;
use super::{FIRST_ITEM, InputRow, Sheets, column, row};
use crate::formats::file::{Answer, Evidence, NotApplicable};
use crate::scoring::Item;
use rust_xlsxwriter::{Format, Note, Worksheet, XlsxError};

pub fn fill(sheets: &Sheets<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    set_up(sheet)?;
    let columns = sheets.input_columns();
    for (at, key) in columns.iter().enumerate() {
        sheet.write_string_with_format(0, column(at), sheets.label(key), &sheets.style.head)?;
        sheet.write_string(1, column(at), *key)?;
        sheet.set_column_width(column(at), width(key))?;
    }
    let official = columns.iter().position(|key| *key == "official");
    if let Some(official) = official.filter(|_| !has_other_names(sheets)) {
        sheet.set_column_hidden(column(official))?;
    }
    sheet.set_row_height(0, 34)?;
    // Machine keys.
    sheet.set_row_hidden(1)?;
    for (at, row) in sheets.rows().iter().enumerate() {
        write_row(sheets, sheet, at + FIRST_ITEM, row)?;
    }
    choices::add(sheets, sheet)?;
    colours::add(sheets, sheet)
}

/// How the sheet behaves on screen and on paper.
fn set_up(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    // A text that is empty is one, also before a program computes it.
    sheet.set_formula_result_default("");
    sheet
        .set_landscape()
        .set_repeat_rows(0, 0)?
        .set_freeze_panes(row(FIRST_ITEM), 3)?;
    // Side by side on two sheets of paper its words can be read; on one they would be too small.
    sheet
        .set_print_fit_to_pages(2, 0)
        .set_repeat_columns(0, 0)?;
    Ok(())
}

/// Whether items have other names in this language than those of the model's owner, which are then worth a column.
fn has_other_names(sheets: &Sheets<'_>) -> bool {
    let mut items = sheets.model.items.iter();
    items.any(|item| sheets.words.item(item) != item.name)
}

fn width(key: &str) -> f64 {
    match key {
        "item" => 9.0,
        "category" => 17.0,
        "name" => 32.0,
        "official" => 28.0,
        "side" => 13.0,
        "level" | "target" => 8.0,
        "note" | "meaning" | "evidence.what" => 36.0,
        "evidence.date" | "decidedOn" => 12.0,
        "evidence.confidence" | "comeBack" => 11.0,
        _ => 20.0,
    }
}

/// Writes a row, as tall as its tallest text needs.
fn write_row(
    sheets: &Sheets<'_>,
    sheet: &mut Worksheet,
    at: usize,
    shown: &InputRow<'_>,
) -> Result<(), XlsxError> {
    let filling = sheets.filling;
    let answer = filling.and_then(|filling| filling.assessment.answers.get(&shown.item.id));
    let mut tallest: f64 = 18.0;
    for (place, key) in sheets.input_columns().iter().enumerate() {
        let mut cells = Cells::of(sheet, at);
        let height = if *key == "meaning" && shown.evidence == 0 {
            let meaning = chosen(sheets, shown, answer);
            cells.formula(place, meaning, &sheets.style.quiet)?;
            tallest_text(sheets, shown.item)
        } else {
            write_cell(&mut cells, place, sheets, shown, answer, key)?
        };
        tallest = tallest.max(height);
    }
    sheet.set_row_height(row(at), tallest)?;
    if let Some(note) = note(sheets, shown.item).filter(|_| shown.evidence == 0) {
        let note = Note::new(note)
            .add_author_prefix(false)
            .set_width(420)
            .set_height(220);
        sheet.insert_note(row(at), 2, &note)?;
    }
    Ok(())
}

/// Writes a cell, and returns the height that it needs.
fn write_cell(
    cells: &mut Cells<'_>,
    place: usize,
    sheets: &Sheets<'_>,
    shown: &InputRow<'_>,
    answer: Option<&Answer>,
    key: &str,
) -> Result<f64, XlsxError> {
    let text = text(sheets, shown, answer, key);
    let format = format_of(sheets, key);
    match number_of(sheets, shown, answer, key) {
        Some(level) => cells.number(place, level, format)?,
        None => cells.text_or_blank(place, &text, format)?,
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "widths are small and positive"
    )]
    let columns = width(key) as usize;
    Ok(height(&text, columns))
}

fn format_of<'a>(sheets: &'a Sheets<'_>, key: &str) -> &'a Format {
    let style = &sheets.style;
    match key {
        "item" | "category" | "name" | "official" => &style.cell,
        "meaning" => &style.quiet,
        "level" | "target" => &style.number_field,
        "evidence.date" | "decidedOn" => &style.text_field,
        _ => &style.field,
    }
}

/// The height of the longest text that a level of an item may show: programs do not fit rows to what a formula shows.
fn tallest_text(sheets: &Sheets<'_>, item: &Item) -> f64 {
    let heights = item.scales.iter().flat_map(|scale| {
        let levels = sheets.levels([scale]).into_iter();
        levels.map(|level| height(&sheets.level_text(item, scale, level), 34))
    });
    heights.fold(18.0, f64::max)
}

/// The number of a cell that holds one: the level as it was given, and the item's own target.
fn number_of(
    sheets: &Sheets<'_>,
    shown: &InputRow<'_>,
    answer: Option<&Answer>,
    key: &str,
) -> Option<i64> {
    match key {
        _ if shown.evidence > 0 => None,
        "level" => answer?.level,
        "target" => sheets
            .filling?
            .assessment
            .target_items
            .get(&shown.item.id)
            .copied()?,
        _ => None,
    }
}

/// The text of a cell; rows of further evidence have nothing but that, and what names the item.
fn text(sheets: &Sheets<'_>, shown: &InputRow<'_>, answer: Option<&Answer>, key: &str) -> String {
    let (words, item) = (sheets.words, shown.item);
    match key {
        "item" => item.id.clone(),
        "category" => words.category(&item.category),
        "name" => words.item(item),
        "official" => item.name.clone(),
        _ if key.starts_with("evidence.") => {
            let evidence = answer.and_then(|answer| answer.evidence.get(shown.evidence));
            evidence
                .map(|evidence| evidence_text(sheets, evidence, key))
                .unwrap_or_default()
        }
        _ if shown.evidence > 0 => String::new(),
        "target" => target_text(sheets, item),
        _ => answer
            .map(|answer| answer_text(sheets, answer, key))
            .unwrap_or_default(),
    }
}

/// The word of a target that asks nothing. One that asks a level is a number.
fn target_text(sheets: &Sheets<'_>, item: &Item) -> String {
    let targets = sheets
        .filling
        .map(|filling| &filling.assessment.target_items);
    match targets.and_then(|targets| targets.get(&item.id)) {
        Some(None) => sheets.label(NOT_REQUIRED),
        Some(Some(_)) | None => String::new(),
    }
}

/// The word of a target that asks nothing.
const NOT_REQUIRED: &str = "notRequired";

fn answer_text(sheets: &Sheets<'_>, answer: &Answer, key: &str) -> String {
    match key {
        "side" if !answer.side.is_empty() => sheets.words.scale(&answer.side),
        "notApplicable" => match &answer.not_applicable {
            NotApplicable::No => String::new(),
            NotApplicable::Because(reason) if reason.is_empty() => sheets.label("reasonFollows"),
            NotApplicable::Because(reason) => reason.clone(),
            NotApplicable::Untold => sheets.label("notShared"),
        },
        "note" => answer.note.clone(),
        "decidedBy" => answer.decided_by.clone(),
        "decidedOn" => answer.decided_on.clone(),
        "comeBack" if answer.come_back => yes(sheets),
        "ask" => answer.ask.clone(),
        _ => String::new(),
    }
}

/// The word that marks an item: the first of those that are read.
fn yes(sheets: &Sheets<'_>) -> String {
    sheets
        .label("yes")
        .split([',', '、'])
        .next()
        .unwrap_or_default()
        .to_owned()
}

fn evidence_text(sheets: &Sheets<'_>, evidence: &Evidence, key: &str) -> String {
    match key {
        "evidence.what" => evidence.what.clone(),
        "evidence.where" => evidence.place.clone(),
        "evidence.owner" => evidence.owner.clone(),
        "evidence.date" => evidence.date.clone(),
        _ => confidence(sheets, &evidence.confidence),
    }
}

fn confidence(sheets: &Sheets<'_>, id: &str) -> String {
    if id.is_empty() {
        String::new()
    } else {
        sheets.label(&format!("confidence.{id}"))
    }
}

/// What an item asks and what each of its levels looks like.
fn note(sheets: &Sheets<'_>, item: &Item) -> Option<String> {
    let words = sheets.words;
    let mut lines = vec![words.description(item)];
    let scale = item.scales.first()?;
    let own = |level: &i64| {
        words
            .level_text(item, *level)
            .map(|text| format!("{level}: {text}"))
    };
    lines.extend(sheets.model.scales.get(scale)?.iter().filter_map(own));
    let text = lines
        .into_iter()
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n");
    (!text.is_empty()).then(|| text.chars().take(2000).collect())
}
