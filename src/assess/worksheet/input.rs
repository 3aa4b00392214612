//! The sheet to fill in: one row for each item.

use super::preparation::height;
use super::{FIRST_ITEM, Sheets, column, column_letter, number, row};
use crate::assess::file::{Answer, Evidence, NotApplicable};
use crate::assess::score::{Item, State};
use rust_xlsxwriter::{Color, ConditionalFormatFormula, DataValidation, Format, Note, Worksheet, XlsxError};

pub fn fill(sheets: &Sheets<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_landscape().set_repeat_rows(0, 0)?.set_freeze_panes(row(FIRST_ITEM), 3)?;
    let columns = sheets.input_columns();
    for (at, key) in columns.iter().enumerate() {
        sheet.write_string_with_format(0, column(at), sheets.say(&format!("column.{key}")), &sheets.style.head)?;
        sheet.write_string(1, column(at), *key)?;
        sheet.set_column_width(column(at), width(key))?;
    }
    sheet.set_row_height(0, 34)?;
    sheet.set_row_hidden(1)?;
    for (at, item) in sheets.model.items.iter().enumerate() {
        row_of(sheets, sheet, at, item)?;
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
        "note" | "evidence.what" => 36.0,
        "evidence.date" | "decidedOn" => 12.0,
        "evidence.confidence" => 11.0,
        _ => 20.0,
    }
}

fn row_of(sheets: &Sheets<'_>, sheet: &mut Worksheet, at: usize, item: &Item) -> Result<(), XlsxError> {
    let style = &sheets.style;
    let line = row(at + FIRST_ITEM);
    let answer = sheets.filling.and_then(|filling| filling.assessment.answers.get(&item.id));
    let mut tallest: f64 = 18.0;
    for (place, key) in sheets.input_columns().iter().enumerate() {
        let text = text(sheets, item, answer, key);
        let format: &Format = match *key {
            "item" | "category" | "name" | "official" => &style.cell,
            "level" | "target" => &style.number_field,
            "evidence.date" | "decidedOn" => &style.text_field,
            _ => &style.field,
        };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "widths are small and positive")]
        let columns = width(key) as usize;
        match (number_of(sheets, answer, at, key), text.is_empty()) {
            (Some(level), _) => sheet.write_number_with_format(line, column(place), number(level), format)?,
            (None, true) => sheet.write_blank(line, column(place), format)?,
            (None, false) => sheet.write_string_with_format(line, column(place), &text, format)?,
        };
        tallest = tallest.max(height(&text, columns));
    }
    sheet.set_row_height(line, tallest)?;
    if let Some(note) = note(sheets, item) {
        sheet.insert_note(line, 2, &Note::new(note).add_author_prefix(false).set_width(420).set_height(220))?;
    }
    Ok(())
}

/// The number of a cell that holds one: the level as it was given, and the level aimed for.
fn number_of(sheets: &Sheets<'_>, answer: Option<&Answer>, at: usize, key: &str) -> Option<i64> {
    match key {
        "level" => answer?.level,
        "target" => sheets.filling?.score.items.get(at)?.target,
        _ => None,
    }
}

fn text(sheets: &Sheets<'_>, item: &Item, answer: Option<&Answer>, key: &str) -> String {
    let words = sheets.words;
    match key {
        "item" => return item.id.clone(),
        "category" => return words.category(&item.category),
        "name" => return words.item(item),
        "official" => return item.name.clone(),
        _ => {}
    }
    let Some(answer) = answer else { return String::new() };
    let first = answer.evidence.first();
    match key {
        "side" if !answer.side.is_empty() => words.scale(&answer.side),
        "notApplicable" => match &answer.not_applicable {
            NotApplicable::No => String::new(),
            NotApplicable::Because(reason) => reason.clone(),
            NotApplicable::Untold => words.say("assess.untold", &[]),
        },
        "note" => answer.note.clone(),
        "evidence.what" => evidence(&answer.evidence),
        "evidence.where" => first.map(|first| first.place.clone()).unwrap_or_default(),
        "evidence.owner" => first.map(|first| first.owner.clone()).unwrap_or_default(),
        "evidence.date" => first.map(|first| first.date.clone()).unwrap_or_default(),
        "evidence.confidence" => first.map(|first| confidence(sheets, &first.confidence)).unwrap_or_default(),
        "decidedBy" => answer.decided_by.clone(),
        "decidedOn" => answer.decided_on.clone(),
        _ => String::new(),
    }
}

/// What the first evidence is; further ones follow on lines of their own, because a row has columns for one.
fn evidence(evidence: &[Evidence]) -> String {
    let further = evidence.iter().skip(1).map(|entry| {
        let parts = [&entry.what, &entry.place, &entry.owner, &entry.date];
        parts.into_iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(", ")
    });
    evidence.iter().take(1).map(|first| first.what.clone()).chain(further).collect::<Vec<_>>().join("\n")
}

fn confidence(sheets: &Sheets<'_>, id: &str) -> String {
    if id.is_empty() { String::new() } else { sheets.say(&format!("confidence.{id}")) }
}

/// What an item asks and what each of its levels looks like.
fn note(sheets: &Sheets<'_>, item: &Item) -> Option<String> {
    let words = sheets.words;
    let mut lines = vec![words.description(item)];
    let scale = item.scales.first()?;
    let own = |level: &i64| words.level_text(item, *level).map(|text| format!("{level}: {text}"));
    lines.extend(sheets.model.scales.get(scale)?.iter().filter_map(own));
    let text = lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    (!text.is_empty()).then(|| text.chars().take(2000).collect())
}

/// Lists to choose from. Items that follow one another and have the same scales share one list.
fn choices(sheets: &Sheets<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let items = &sheets.model.items;
    let last = row(items.len() + FIRST_ITEM - 1);
    for (place, key) in sheets.input_columns().iter().enumerate() {
        let mut from = 0;
        for run in items.chunk_by(|one, next| one.scales == next.scales) {
            let [first, end] = [from, from + run.len() - 1].map(|at| row(at + FIRST_ITEM));
            let rule = match *key {
                "level" | "target" => level_choice(sheets, &run[0], key)?,
                "side" => {
                    let names: Vec<String> = run[0].scales.iter().map(|scale| sheets.words.scale(scale)).collect();
                    DataValidation::new().allow_list_strings(&names)?
                }
                _ => break,
            };
            sheet.add_data_validation(first, column(place), end, column(place), &rule)?;
            from += run.len();
        }
        if *key == "evidence.confidence" {
            let names = ["low", "medium", "high"].map(|id| confidence(sheets, id));
            let rule = DataValidation::new().allow_list_strings(&names)?;
            sheet.add_data_validation(row(FIRST_ITEM), column(place), last, column(place), &rule)?;
        }
    }
    Ok(())
}

/// The levels of an item, with their names beside the cell.
fn level_choice(sheets: &Sheets<'_>, item: &Item, key: &str) -> Result<DataValidation, XlsxError> {
    let levels = sheets.levels_of(item);
    let numbers: Vec<String> = levels.iter().map(ToString::to_string).collect();
    let names = levels.iter().filter_map(|level| {
        let name = item.scales.iter().find_map(|scale| sheets.words.level(scale, *level))?;
        Some(format!("{level} {name}"))
    });
    let names: String = names.collect::<Vec<_>>().join("\n").chars().take(255).collect();
    let title: String = sheets.say(&format!("column.{key}")).chars().take(32).collect();
    let wrong: String = sheets.words.say("assess.sheet.wrong_level", &[("levels", &numbers.join(", "))]).chars().take(255).collect();
    let mut rule = DataValidation::new().allow_list_strings(&numbers)?.set_error_title(&title)?.set_error_message(&wrong)?;
    if !names.is_empty() && key == "level" {
        rule = rule.set_input_title(&title)?.set_input_message(&names)?;
    }
    Ok(rule)
}

/// What does not apply is grey; a level below its target, and a high level without evidence, stand out.
fn colours(sheets: &Sheets<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let columns = sheets.input_columns();
    let [first, last] = [FIRST_ITEM, FIRST_ITEM + sheets.model.items.len() - 1].map(row);
    let letter = |key: &str| {
        let place = columns.iter().position(|known| *known == key).unwrap_or_default();
        (column(place), format!("${}{}", column_letter(place), FIRST_ITEM + 1))
    };
    let (level_at, level) = letter("level");
    let (_, target) = letter("target");
    let (_, reason) = letter("notApplicable");
    let (note_at, note) = letter("note");
    let (what_at, what) = letter("evidence.what");
    let rule = |formula: String, format: Format| ConditionalFormatFormula::new().set_rule(formula.as_str()).set_format(format);
    let grey = Format::new().set_background_color(Color::RGB(0x00e4_e4e0)).set_font_color(Color::RGB(0x0059_5d66));
    sheet.add_conditional_format(
        first,
        0,
        last,
        column(columns.len() - 1),
        &rule(format!("=LEN(TRIM({reason}))>0"), grey),
    )?;
    let low = Format::new().set_background_color(Color::RGB(0x00fb_dfd0)).set_bold();
    let below = format!("=AND(ISNUMBER({level}),ISNUMBER({target}),{level}<{target})");
    sheet.add_conditional_format(first, level_at, last, level_at, &rule(below, low))?;
    if let Some(from) = sheets.model.evidence_from {
        let missing = Format::new().set_background_color(Color::RGB(0x00fb_dfd0));
        let bare = format!("=AND(ISNUMBER({level}),{level}>={from},LEN(TRIM({note}))=0,LEN(TRIM({what}))=0)");
        for place in [note_at, what_at] {
            sheet.add_conditional_format(first, place, last, place, &rule(bare.clone(), missing.clone()))?;
        }
    }
    Ok(())
}

/// Whether an item of the result does not apply.
pub(super) fn is_exempt(sheets: &Sheets<'_>, at: usize) -> bool {
    sheets.filling.and_then(|filling| filling.score.items.get(at)).is_some_and(|item| item.state == State::NotApplicable)
}
