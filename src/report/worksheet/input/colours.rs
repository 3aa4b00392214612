//! What does not apply is grey; a level below its target, and a high level without evidence, stand out.

use crate::formats::table::column_letter;
use crate::report::worksheet::{FIRST_ITEM, Sheets, column, row};
use rust_xlsxwriter::{Color, ConditionalFormatFormula, Format, Worksheet, XlsxError};

const GREY: Color = Color::RGB(0x00e4_e4e0);
const GREY_INK: Color = Color::RGB(0x0059_5d66);
const LOW: Color = Color::RGB(0x00fb_dfd0);

pub fn add(sheets: &Sheets<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let columns = sheets.input_columns();
    let last = columns.len() - 1;
    let grey = Format::new()
        .set_background_color(GREY)
        .set_font_color(GREY_INK);
    colour(sheets, sheet, [0, last], &not_applicable(sheets), grey)?;
    let low = Format::new().set_background_color(LOW).set_bold();
    let level = place(sheets, "level");
    colour(sheets, sheet, [level, level], &below_target(sheets), low)?;
    if let Some(from) = sheets.model.evidence_from {
        let bare = without_evidence(sheets, from);
        for at in ["note", "evidence.what"].map(|key| place(sheets, key)) {
            let missing = Format::new().set_background_color(LOW);
            colour(sheets, sheet, [at, at], &bare, missing)?;
        }
    }
    Ok(())
}

/// Gives rows of items a format where the formula, written for the first of them, is true.
fn colour(
    sheets: &Sheets<'_>,
    sheet: &mut Worksheet,
    columns: [usize; 2],
    formula: &str,
    format: Format,
) -> Result<(), XlsxError> {
    let [first, last] = [FIRST_ITEM, FIRST_ITEM + sheets.rows().len() - 1].map(row);
    let [left, right] = columns.map(column);
    let rule = ConditionalFormatFormula::new()
        .set_rule(formula)
        .set_format(format);
    sheet.add_conditional_format(first, left, last, right, &rule)?;
    Ok(())
}

fn not_applicable(sheets: &Sheets<'_>) -> String {
    format!("=LEN(TRIM({}))>0", cell(sheets, "notApplicable"))
}

fn below_target(sheets: &Sheets<'_>) -> String {
    let [level, target] = ["level", "target"].map(|key| cell(sheets, key));
    let general = sheets.general_target();
    format!(
        "=AND(ISNUMBER({level}),OR(AND(ISNUMBER({target}),{level}<{target}),AND(LEN({target})=0,ISNUMBER({general}),{level}<{general})))"
    )
}

fn without_evidence(sheets: &Sheets<'_>, from: i64) -> String {
    let [level, note, what] = ["level", "note", "evidence.what"].map(|key| cell(sheets, key));
    format!("=AND(ISNUMBER({level}),{level}>={from},LEN(TRIM({note}))=0,LEN(TRIM({what}))=0)")
}

/// A cell of the first item, whose row moves with the row that is looked at.
fn cell(sheets: &Sheets<'_>, key: &str) -> String {
    let letter = column_letter(place(sheets, key));
    format!("${letter}{}", FIRST_ITEM + 1)
}

fn place(sheets: &Sheets<'_>, key: &str) -> usize {
    let columns = sheets.input_columns();
    let at = columns.iter().position(|known| *known == key);
    at.unwrap_or_default()
}
