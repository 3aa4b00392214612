//! The sheet to fill in: one row for each item.

use super::levels::chosen;
use super::preparation::height;
use super::{FIRST_ITEM, Row, Sheets, column, number, row};
use crate::formats::file::{Answer, Evidence, NotApplicable};
use crate::formats::table::column_letter;
use crate::scoring::{Item, State};
use rust_xlsxwriter::{
    Color, ConditionalFormatFormula, DataValidation, Format, Formula, Note, Worksheet, XlsxError,
};

pub fn fill(sheets: &Sheets<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
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
    let columns = sheets.input_columns();
    for (at, key) in columns.iter().enumerate() {
        sheet.write_string_with_format(0, column(at), sheets.label(key), &sheets.style.head)?;
        sheet.write_string(1, column(at), *key)?;
        sheet.set_column_width(column(at), width(key))?;
    }
    if sheets
        .model
        .items
        .iter()
        .all(|item| sheets.words.item(item) == item.name)
        && let Some(official) = columns.iter().position(|key| *key == "official")
    {
        sheet.set_column_hidden(column(official))?;
    }
    sheet.set_row_height(0, 34)?;
    sheet.set_row_hidden(1)?;
    for (at, row) in sheets.rows().iter().enumerate() {
        row_of(sheets, sheet, at, row)?;
    }
    choices(sheets, sheet)?;
    colours(sheets, sheet)
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

fn row_of(
    sheets: &Sheets<'_>,
    sheet: &mut Worksheet,
    at: usize,
    shown: &Row<'_>,
) -> Result<(), XlsxError> {
    let style = &sheets.style;
    let line = row(at + FIRST_ITEM);
    let answer = sheets
        .filling
        .and_then(|filling| filling.assessment.answers.get(&shown.item.id));
    let mut tallest: f64 = 18.0;
    for (place, key) in sheets.input_columns().iter().enumerate() {
        if *key == "meaning" && shown.evidence == 0 {
            let (formula, now) = chosen(sheets, shown, answer);
            sheet.write_formula_with_format(
                line,
                column(place),
                Formula::new(formula).set_result(now),
                &style.quiet,
            )?;
            tallest = tallest.max(tallest_text(sheets, shown.item));
            continue;
        }
        let text = text(sheets, shown, answer, key);
        let format: &Format = match *key {
            "item" | "category" | "name" | "official" => &style.cell,
            "meaning" => &style.quiet,
            "level" | "target" => &style.number_field,
            "evidence.date" | "decidedOn" => &style.text_field,
            _ => &style.field,
        };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "widths are small and positive"
        )]
        let columns = width(key) as usize;
        match (number_of(sheets, shown, answer, key), text.is_empty()) {
            (Some(level), _) => {
                sheet.write_number_with_format(line, column(place), number(level), format)?
            }
            (None, true) => sheet.write_blank(line, column(place), format)?,
            (None, false) => sheet.write_string_with_format(line, column(place), &text, format)?,
        };
        tallest = tallest.max(height(&text, columns));
    }
    sheet.set_row_height(line, tallest)?;
    if let Some(note) = note(sheets, shown.item).filter(|_| shown.evidence == 0) {
        sheet.insert_note(
            line,
            2,
            &Note::new(note)
                .add_author_prefix(false)
                .set_width(420)
                .set_height(220),
        )?;
    }
    Ok(())
}

/// The height of the longest text that a level of an item may show: programs do not fit rows to what a formula shows.
fn tallest_text(sheets: &Sheets<'_>, item: &Item) -> f64 {
    let levels = |scale: &String| {
        sheets
            .levels([scale])
            .into_iter()
            .map(|level| sheets.level_text(item, scale, level))
            .collect::<Vec<_>>()
    };
    item.scales
        .iter()
        .flat_map(levels)
        .map(|text| height(&text, 34))
        .fold(18.0, f64::max)
}

/// The number of a cell that holds one: the level as it was given, and the item's own target.
fn number_of(
    sheets: &Sheets<'_>,
    shown: &Row<'_>,
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

fn text(sheets: &Sheets<'_>, shown: &Row<'_>, answer: Option<&Answer>, key: &str) -> String {
    let (words, item) = (sheets.words, shown.item);
    match key {
        "item" => item.id.clone(),
        "category" => words.category(&item.category),
        "name" => words.item(item),
        "official" => item.name.clone(),
        _ if key.starts_with("evidence.") => {
            let shown = answer.and_then(|answer| answer.evidence.get(shown.evidence));
            shown
                .map(|evidence| evidence_text(sheets, evidence, key))
                .unwrap_or_default()
        }
        _ if shown.evidence > 0 => String::new(),
        "target" => {
            let own = sheets
                .filling
                .and_then(|filling| filling.assessment.target_items.get(&item.id));
            if own == Some(&None) {
                sheets.label(NOT_REQUIRED)
            } else {
                String::new()
            }
        }
        _ => answer
            .map(|answer| answer_text(sheets, answer, key))
            .unwrap_or_default(),
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

/// Lists to choose from. Items that follow one another and have the same scales share one list.
fn choices(sheets: &Sheets<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let rows = sheets.rows();
    let last = row(rows.len() + FIRST_ITEM - 1);
    for (place, key) in sheets.input_columns().iter().enumerate() {
        let mut from = 0;
        for run in rows.chunk_by(|one, next| one.item.scales == next.item.scales) {
            let [first, end] = [from, from + run.len() - 1].map(|at| row(at + FIRST_ITEM));
            let rule = match *key {
                "level" | "target" => level_choice(sheets, run[0].item, key)?,
                "side" => {
                    let names: Vec<String> = run[0]
                        .item
                        .scales
                        .iter()
                        .map(|scale| sheets.words.scale(scale))
                        .collect();
                    DataValidation::new().allow_list_strings(&names)?
                }
                _ => break,
            };
            sheet.add_data_validation(first, column(place), end, column(place), &rule)?;
            from += run.len();
        }
        let names = match *key {
            "evidence.confidence" => ["low", "medium", "high"]
                .map(|id| confidence(sheets, id))
                .to_vec(),
            "comeBack" => vec![yes(sheets)],
            _ => continue,
        };
        let rule = DataValidation::new().allow_list_strings(&names)?;
        sheet.add_data_validation(row(FIRST_ITEM), column(place), last, column(place), &rule)?;
    }
    Ok(())
}

/// The levels of an item, with their names beside the cell.
fn level_choice(sheets: &Sheets<'_>, item: &Item, key: &str) -> Result<DataValidation, XlsxError> {
    let levels = sheets.levels_of(item);
    let mut numbers: Vec<String> = levels.iter().map(ToString::to_string).collect();
    if key == "target" {
        numbers.push(sheets.label(NOT_REQUIRED));
    }
    let names = levels.iter().filter_map(|level| {
        let name = item
            .scales
            .iter()
            .find_map(|scale| sheets.words.level(scale, *level))?;
        Some(format!("{level} {name}"))
    });
    let names: String = names
        .collect::<Vec<_>>()
        .join("\n")
        .chars()
        .take(255)
        .collect();
    let title: String = sheets.label(key).chars().take(32).collect();
    let wrong: String = sheets
        .words
        .say(
            "assess.sheet.wrong_level",
            &[("levels", &numbers.join(", "))],
        )
        .chars()
        .take(255)
        .collect();
    let mut rule = DataValidation::new()
        .allow_list_strings(&numbers)?
        .set_error_title(&title)?
        .set_error_message(&wrong)?;
    if !names.is_empty() && key == "level" {
        rule = rule.set_input_title(&title)?.set_input_message(&names)?;
    }
    Ok(rule)
}

/// What does not apply is grey; a level below its target, and a high level without evidence, stand out.
fn colours(sheets: &Sheets<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let columns = sheets.input_columns();
    let [first, last] = [FIRST_ITEM, FIRST_ITEM + sheets.rows().len() - 1].map(row);
    let letter = |key: &str| {
        let place = columns
            .iter()
            .position(|known| *known == key)
            .unwrap_or_default();
        (
            column(place),
            format!("${}{}", column_letter(place), FIRST_ITEM + 1),
        )
    };
    let (level_at, level) = letter("level");
    let (_, target) = letter("target");
    let (_, reason) = letter("notApplicable");
    let (note_at, note) = letter("note");
    let (what_at, what) = letter("evidence.what");
    let rule = |formula: String, format: Format| {
        ConditionalFormatFormula::new()
            .set_rule(formula.as_str())
            .set_format(format)
    };
    let grey = Format::new()
        .set_background_color(Color::RGB(0x00e4_e4e0))
        .set_font_color(Color::RGB(0x0059_5d66));
    sheet.add_conditional_format(
        first,
        0,
        last,
        column(columns.len() - 1),
        &rule(format!("=LEN(TRIM({reason}))>0"), grey),
    )?;
    let low = Format::new()
        .set_background_color(Color::RGB(0x00fb_dfd0))
        .set_bold();
    let general = sheets.general_target();
    let below = format!(
        "=AND(ISNUMBER({level}),OR(AND(ISNUMBER({target}),{level}<{target}),AND(LEN({target})=0,ISNUMBER({general}),{level}<{general})))"
    );
    sheet.add_conditional_format(first, level_at, last, level_at, &rule(below, low))?;
    if let Some(from) = sheets.model.evidence_from {
        let missing = Format::new().set_background_color(Color::RGB(0x00fb_dfd0));
        let bare = format!(
            "=AND(ISNUMBER({level}),{level}>={from},LEN(TRIM({note}))=0,LEN(TRIM({what}))=0)"
        );
        for place in [note_at, what_at] {
            sheet.add_conditional_format(
                first,
                place,
                last,
                place,
                &rule(bare.clone(), missing.clone()),
            )?;
        }
    }
    Ok(())
}

/// Whether an item of the result does not apply.
pub(super) fn is_exempt(sheets: &Sheets<'_>, at: usize) -> bool {
    sheets
        .filling
        .and_then(|filling| filling.score.items.get(at))
        .is_some_and(|item| item.state == State::NotApplicable)
}
