//! Lists to choose from. Items that follow one another and have the same scales share one list.

use super::{NOT_REQUIRED, confidence, yes};
use crate::report::worksheet::{FIRST_ITEM, Sheets, column, row};
use crate::scoring::Item;
use rust_xlsxwriter::{DataValidation, Worksheet, XlsxError};

/// What programs allow: characters of a message, and of its title.
const MESSAGE: usize = 255;
const TITLE: usize = 32;

pub fn add(sheets: &Sheets<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    for (place, key) in sheets.input_columns().iter().enumerate() {
        match *key {
            "level" | "target" | "side" => add_by_item(sheets, sheet, place, key)?,
            "evidence.confidence" => {
                let names = ["low", "medium", "high"].map(|id| confidence(sheets, id));
                add_to_column(sheets, sheet, place, &names)?;
            }
            "comeBack" => add_to_column(sheets, sheet, place, &[yes(sheets)])?,
            _ => {}
        }
    }
    Ok(())
}

/// A list for each run of items that have the same scales.
fn add_by_item(
    sheets: &Sheets<'_>,
    sheet: &mut Worksheet,
    place: usize,
    key: &str,
) -> Result<(), XlsxError> {
    let mut from = FIRST_ITEM;
    for run in sheets
        .rows()
        .chunk_by(|one, next| one.item.scales == next.item.scales)
    {
        let [first, last] = [from, from + run.len() - 1].map(row);
        let rule = match key {
            "side" => side_choice(sheets, run[0].item)?,
            _ => level_choice(sheets, run[0].item, key)?,
        };
        sheet.add_data_validation(first, column(place), last, column(place), &rule)?;
        from += run.len();
    }
    Ok(())
}

fn add_to_column(
    sheets: &Sheets<'_>,
    sheet: &mut Worksheet,
    place: usize,
    names: &[String],
) -> Result<(), XlsxError> {
    let [first, last] = [FIRST_ITEM, FIRST_ITEM + sheets.rows().len() - 1].map(row);
    let rule = DataValidation::new().allow_list_strings(names)?;
    sheet.add_data_validation(first, column(place), last, column(place), &rule)?;
    Ok(())
}

fn side_choice(sheets: &Sheets<'_>, item: &Item) -> Result<DataValidation, XlsxError> {
    let scales = item.scales.iter();
    let names: Vec<String> = scales.map(|scale| sheets.words.scale(scale)).collect();
    DataValidation::new().allow_list_strings(&names)
}

/// The levels of an item, with their names beside the cell.
fn level_choice(sheets: &Sheets<'_>, item: &Item, key: &str) -> Result<DataValidation, XlsxError> {
    let levels = sheets.levels_of(item);
    let mut numbers: Vec<String> = levels.iter().map(ToString::to_string).collect();
    if key == "target" {
        numbers.push(sheets.label(NOT_REQUIRED));
    }
    let title = cut(&sheets.label(key), TITLE);
    let rule = DataValidation::new()
        .allow_list_strings(&numbers)?
        .set_error_title(&title)?
        .set_error_message(wrong_level(sheets, &numbers))?;
    let names = level_names(sheets, item, &levels);
    // A target is chosen after the level, so the names were seen.
    if names.is_empty() || key != "level" {
        return Ok(rule);
    }
    rule.set_input_title(&title)?.set_input_message(&names)
}

fn wrong_level(sheets: &Sheets<'_>, numbers: &[String]) -> String {
    let levels = numbers.join(", ");
    let said = sheets
        .words
        .say("assess.sheet.wrong_level", &[("levels", &levels)]);
    cut(&said, MESSAGE)
}

/// A line for each level that has a name on any scale of the item.
fn level_names(sheets: &Sheets<'_>, item: &Item, levels: &[i64]) -> String {
    let line = |level: &i64| {
        let mut scales = item.scales.iter();
        let name = scales.find_map(|scale| sheets.words.level(scale, *level))?;
        Some(format!("{level} {name}"))
    };
    let names: Vec<String> = levels.iter().filter_map(line).collect();
    cut(&names.join("\n"), MESSAGE)
}

fn cut(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}
