//! The sheet with the result: formulas over what is filled in, whose values are those of our own scoring.
//!
//! [`fill`] writes it from top to bottom: title, the table of `categories`, the table of `items`, and a `chart` beside the
//! first. Both tables have the same columns.

mod categories;
mod chart;
mod items;

use super::cells::{Cells, height};
use super::{Sheets, row};
use crate::formats::table::column_letter;
use crate::report::figures::tenths_as_text;
use rust_xlsxwriter::{Worksheet, XlsxError};

// Columns, the same for categories and items. Helpers are hidden.
const ID: usize = 0;
const NAME: usize = 1;
/// Answered items; the level of an item.
const FIRST: usize = 2;
/// All items; the target of an item.
const SECOND: usize = 3;
/// The mean; the gap of an item.
const THIRD: usize = 4;
/// The lowest level; the side of an item.
const FOURTH: usize = 5;
/// The mean for the chart, which must be an error where there is none; the category of an item.
const HELPER: usize = 6;
/// How many levels are in the mean; the level of an item if it is in a mean.
const COUNTED: usize = 7;

/// Widths of the columns that are seen, in characters.
const WIDTHS: [(usize, u16); 6] = [
    (ID, 9),
    (NAME, 40),
    (FIRST, 11),
    (SECOND, 11),
    (THIRD, 11),
    (FOURTH, 15),
];

/// Row of the heads of the table of categories, counted from 0.
const CATEGORIES: usize = 4;
/// Rows that the chart needs beside that table.
const CHART_ROWS: usize = 20;

pub fn fill(sheets: &Sheets<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    // What has no value is an empty text, also before a program computes it.
    sheet.set_landscape().set_formula_result_default("");
    for (at, width) in WIDTHS {
        sheet.set_column_width(super::column(at), width)?;
    }
    sheet.set_column_hidden(super::column(HELPER))?;
    sheet.set_column_hidden(super::column(COUNTED))?;
    sheet.write_string_with_format(0, 0, sheets.label("result"), &sheets.style.title)?;
    sheet.set_row_height(0, 26)?;
    sentence(sheets, sheet, 1, &sheets.words.statement(sheets.model))?;
    sentence(sheets, sheet, 2, &note_on_means(sheets))?;
    categories::fill(sheets, sheet)?;
    items::fill(sheets, sheet)?;
    chart::insert(sheets, sheet)
}

/// A sentence over all columns.
fn sentence(
    sheets: &Sheets<'_>,
    sheet: &mut Worksheet,
    at: usize,
    text: &str,
) -> Result<(), XlsxError> {
    let [first, last] = [ID, FOURTH].map(super::column);
    sheet.merge_range(row(at), first, row(at), last, text, &sheets.style.muted)?;
    sheet.set_row_height(row(at), height(text, 92))?;
    Ok(())
}

fn note_on_means(sheets: &Sheets<'_>) -> String {
    sheets.say(if sheets.model.aggregation.is_some() {
        "mean_note"
    } else {
        "no_mean_note"
    })
}

/// Row of the heads of the table of items, counted from 0.
fn items_head(sheets: &Sheets<'_>) -> usize {
    CATEGORIES + sheets.model.categories.len().max(CHART_ROWS) + 3
}

/// A column of the table of items, as formulas name it.
fn range(sheets: &Sheets<'_>, column: usize) -> String {
    let first = items_head(sheets) + 2;
    let last = first + sheets.model.items.len() - 1;
    let letter = column_letter(column);
    format!("${letter}${first}:${letter}${last}")
}

fn heads(
    sheets: &Sheets<'_>,
    sheet: &mut Worksheet,
    at: usize,
    keys: [&str; 6],
) -> Result<(), XlsxError> {
    let mut cells = Cells::of(sheet, at);
    for (column, key) in keys.into_iter().enumerate() {
        let text = match key {
            "" => String::new(),
            "category_id" => sheets.say("category_id"),
            key => sheets.label(key),
        };
        cells.text(column, &text, &sheets.style.head)?;
    }
    cells.set_height(34.0)
}

fn tenths(value: Option<i64>) -> String {
    value.map(tenths_as_text).unwrap_or_default()
}
