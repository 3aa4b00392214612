//! The sheet with the result: formulas over what is filled in, whose values are those of our own scoring.

use super::input::is_exempt;
use super::preparation::height;
use super::{Sheets, number, row};
use crate::formats::table::column_letter;
use rust_xlsxwriter::{
    Chart, ChartEmptyCells, ChartFont, ChartLine, Color, ConditionalFormatDataBar, Formula,
    Worksheet, XlsxError,
};

// Columns, the same for categories and items. Helpers are hidden.
const ID: u16 = 0;
const NAME: u16 = 1;
/// Answered items; the level of an item.
const FIRST: u16 = 2;
/// All items; the target of an item.
const SECOND: u16 = 3;
/// The mean; the gap of an item.
const THIRD: u16 = 4;
/// The lowest level; the side of an item.
const FOURTH: u16 = 5;
/// The mean for the chart, which must be an error where there is none; the category of an item.
const HELPER: u16 = 6;
/// How many levels are in the mean; the level of an item if it is in a mean.
const COUNTED: u16 = 7;

/// Row of the heads of the table of categories, counted from 0.
const CATEGORIES: usize = 4;
/// Rows that the chart needs beside that table.
const CHART_ROWS: usize = 20;

pub fn fill(sheets: &Sheets<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    // What has no value is an empty text, also before a program computes it.
    sheet.set_landscape().set_formula_result_default("");
    for (at, width) in [
        (ID, 9),
        (NAME, 40),
        (FIRST, 11),
        (SECOND, 11),
        (THIRD, 11),
        (FOURTH, 15),
    ] {
        sheet.set_column_width(at, width)?;
    }
    sheet.set_column_hidden(HELPER)?;
    sheet.set_column_hidden(COUNTED)?;
    let statement = sheets.words.statement(sheets.model);
    sheet.write_string_with_format(0, 0, sheets.label("result"), &sheets.style.title)?;
    sheet.set_row_height(0, 26)?;
    sheet.merge_range(1, ID, 1, FOURTH, &statement, &sheets.style.muted)?;
    sheet.set_row_height(1, height(&statement, 92))?;
    let note = sheets.say(if sheets.model.aggregation.is_some() {
        "mean_note"
    } else {
        "no_mean_note"
    });
    sheet.merge_range(2, ID, 2, FOURTH, &note, &sheets.style.muted)?;
    sheet.set_row_height(2, height(&note, 92))?;
    categories(sheets, sheet)?;
    items(sheets, sheet)?;
    chart(sheets, sheet)
}

/// Row of the heads of the table of items, counted from 0.
fn items_head(sheets: &Sheets<'_>) -> usize {
    CATEGORIES + sheets.model.categories.len().max(CHART_ROWS) + 3
}

/// A column of the table of items, as formulas name it.
fn range(sheets: &Sheets<'_>, column: u16) -> String {
    let first = items_head(sheets) + 2;
    let letter = column_letter(column.into());
    format!(
        "${letter}${first}:${letter}${}",
        first + sheets.model.items.len() - 1
    )
}

fn heads(
    sheets: &Sheets<'_>,
    sheet: &mut Worksheet,
    at: usize,
    keys: [&str; 6],
) -> Result<(), XlsxError> {
    for (column, key) in keys.iter().enumerate() {
        let text = match *key {
            "" => String::new(),
            "category_id" => sheets.say("category_id"),
            key => sheets.label(key),
        };
        sheet.write_string_with_format(row(at), super::column(column), text, &sheets.style.head)?;
    }
    sheet.set_row_height(row(at), 34)?;
    Ok(())
}

/// A cell that shows `value` until a program computes the formula.
fn computed(formula: &str, value: impl Into<String>) -> Formula {
    Formula::new(formula).set_result(value)
}

fn shown(value: Option<i64>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn tenths(value: Option<i64>) -> String {
    value
        .map(crate::report::figures::tenths_as_text)
        .unwrap_or_default()
}

fn categories(sheets: &Sheets<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let style = &sheets.style;
    heads(
        sheets,
        sheet,
        CATEGORIES,
        [
            "category_id",
            "category",
            "answered",
            "total",
            "mean",
            "lowest",
        ],
    )?;
    let [category, level, counted] = [HELPER, FIRST, COUNTED].map(|column| range(sheets, column));
    for (at, id) in sheets.model.categories.iter().enumerate() {
        let line = row(CATEGORIES + 1 + at);
        let here = CATEGORIES + 2 + at;
        let score = sheets
            .filling
            .and_then(|filling| filling.score.categories.get(at));
        let (mean, lowest) = (
            score.and_then(|score| score.mean),
            score.and_then(|score| score.lowest),
        );
        let count = |value: Option<usize>| value.unwrap_or(0).to_string();
        sheet.write_string_with_format(line, ID, id, &style.cell)?;
        sheet.write_string_with_format(line, NAME, sheets.words.category(id), &style.cell)?;
        let answered = format!("=SUMPRODUCT(({category}=$A{here})*ISNUMBER({level}))");
        sheet.write_formula_with_format(
            line,
            FIRST,
            computed(&answered, count(score.map(|score| score.answered))),
            &style.centre,
        )?;
        let of_it = sheets
            .model
            .items
            .iter()
            .filter(|item| item.category == *id)
            .count();
        sheet.write_formula_with_format(
            line,
            SECOND,
            computed(
                &format!("=SUMPRODUCT(({category}=$A{here})*1)"),
                of_it.to_string(),
            ),
            &style.centre,
        )?;
        let many = format!("=SUMPRODUCT(({category}=$A{here})*ISNUMBER({counted}))");
        sheet.write_formula(
            line,
            COUNTED,
            computed(&many, count(score.map(|score| score.counted))),
        )?;
        if sheets.model.aggregation.is_some() {
            // Whole numbers until the last step, so that no program rounds another way: tenths, half up.
            let sum = format!("SUMIFS({counted},{category},$A{here})");
            let formula = format!("=IF($H{here}=0,\"\",INT((20*{sum}+$H{here})/(2*$H{here}))/10)");
            sheet.write_formula_with_format(
                line,
                THIRD,
                computed(&formula, tenths(mean)),
                &style.tenths,
            )?;
        } else {
            sheet.write_blank(line, THIRD, &style.cell)?;
        }
        let least = format!(
            "=IF($H{here}=0,\"\",MIN(IF(({category}=$A{here})*ISNUMBER({counted}),{counted},9E+99)))"
        );
        let least = Formula::new(least).set_result(shown(lowest));
        sheet.write_array_formula_with_format(line, FOURTH, line, FOURTH, least, &style.centre)?;
        let drawn = computed(
            &format!("=IF(ISNUMBER($E{here}),$E{here},NA())"),
            mean.map_or("#N/A".to_owned(), |mean| tenths(Some(mean))),
        );
        sheet.write_formula(line, HELPER, drawn)?;
    }
    Ok(())
}

fn items(sheets: &Sheets<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let head = items_head(sheets);
    let fourth = if sheets.has_sides() { "side" } else { "" };
    heads(
        sheets,
        sheet,
        head,
        ["item", "name", "level", "target", "gap", fourth],
    )?;
    for at in 0..sheets.model.items.len() {
        item(sheets, sheet, head + 1 + at, at)?;
    }
    let [first, last] = [head + 1, head + sheets.model.items.len()].map(row);
    let highest = sheets
        .model
        .scales
        .values()
        .flatten()
        .max()
        .copied()
        .unwrap_or(1);
    let bars = ConditionalFormatDataBar::new()
        .set_minimum(rust_xlsxwriter::ConditionalFormatType::Number, 0)
        .set_maximum(
            rust_xlsxwriter::ConditionalFormatType::Number,
            number(highest),
        )
        .set_fill_color(Color::RGB(0x00a9_b9f5))
        .set_solid_fill(true);
    sheet.add_conditional_format(first, FIRST, last, FIRST, &bars)?;
    Ok(())
}

fn item(
    sheets: &Sheets<'_>,
    sheet: &mut Worksheet,
    line: usize,
    at: usize,
) -> Result<(), XlsxError> {
    let (style, item) = (&sheets.style, &sheets.model.items[at]);
    let score = sheets
        .filling
        .and_then(|filling| filling.score.items.get(at));
    let (line, here) = (row(line), line + 1);
    let [level, reason, target] =
        ["level", "notApplicable", "target"].map(|key| sheets.input_cell(key, at));
    sheet.write_string_with_format(line, ID, &item.id, &style.cell)?;
    sheet.write_string_with_format(line, NAME, sheets.words.item(item), &style.cell)?;
    let known = sheets
        .levels_of(item)
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(",");
    let sided = if item.scales.len() > 1 {
        format!(",LEN({})>0", sheets.input_cell("side", at))
    } else {
        String::new()
    };
    let [exempt, follows] = [sheets.say("not_applicable"), sheets.label("reasonFollows")]
        .map(|text| text.replace('"', "\"\""));
    // As long as its reason is still to be written, an item is neither exempt nor answered.
    let exempt = format!("IF(TRIM({reason})=\"{follows}\",\"\",\"{exempt}\")");
    let reached = format!(
        "=IF(LEN(TRIM({reason}))>0,{exempt},IF(AND(ISNUMBER(MATCH({level},{{{known}}},0)){sided}),{level},\"\"))"
    );
    let value = if is_exempt(sheets, at) {
        sheets.say("not_applicable")
    } else {
        shown(score.and_then(|score| score.level))
    };
    sheet.write_formula_with_format(line, FIRST, computed(&reached, value), &style.centre)?;
    // The general target is the highest level of the scale that is not above it; a word in the cell asks nothing.
    let general = sheets.general_target();
    let team = format!(
        "IF(ISNUMBER({target}),{target},IF(AND(LEN({target})=0,ISNUMBER({general})),IFERROR(LOOKUP({general},{{{known}}}),\"\"),\"\"))"
    );
    // What the profiles ask is no input of the workbook, so it stands in the formula.
    let asked = sheets
        .filling
        .and_then(|filling| sheets.model.highest_asked(item, filling.profiles));
    let wanted = asked.map_or_else(
        || format!("={team}"),
        |asked| format!("=IF(ISNUMBER({team}),MAX({team},{asked}),{asked})"),
    );
    sheet.write_formula_with_format(
        line,
        SECOND,
        computed(&wanted, shown(score.and_then(|score| score.target))),
        &style.centre,
    )?;
    let gap =
        format!("=IF(AND(ISNUMBER($C{here}),ISNUMBER($D{here})),MAX(0,$D{here}-$C{here}),\"\")");
    sheet.write_formula_with_format(
        line,
        THIRD,
        computed(&gap, shown(score.and_then(|score| score.gap))),
        &style.centre,
    )?;
    if sheets.has_sides() {
        let side = score
            .map(|score| score.side.as_str())
            .filter(|side| !side.is_empty());
        let side = side
            .map(|side| sheets.words.scale(side))
            .unwrap_or_default();
        let formula = format!("={}&\"\"", sheets.input_cell("side", at));
        sheet.write_formula_with_format(line, FOURTH, computed(&formula, side), &style.cell)?;
    }
    sheet.write_string(line, HELPER, &item.category)?;
    let left_out: Vec<String> = sheets
        .model
        .left_out
        .iter()
        .map(|level| format!(",$C{here}<>{level}"))
        .collect();
    let left_out = left_out.concat();
    let counted = score
        .and_then(|score| score.level)
        .filter(|level| !sheets.model.left_out.contains(level));
    let formula = format!("=IF(AND(ISNUMBER($C{here}){left_out}),$C{here},\"\")");
    sheet.write_formula(line, COUNTED, computed(&formula, shown(counted)))?;
    Ok(())
}

/// A radar of the categories' means; of the items' levels where there are too few categories for one, or no means.
fn chart(sheets: &Sheets<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let by_category = sheets.model.categories.len() >= 3 && sheets.model.aggregation.is_some();
    let [first, last, values] = if by_category {
        [
            CATEGORIES + 1,
            CATEGORIES + sheets.model.categories.len(),
            HELPER.into(),
        ]
    } else {
        [
            items_head(sheets) + 1,
            items_head(sheets) + sheets.model.items.len(),
            FIRST.into(),
        ]
    };
    let [first, last] = [first, last].map(row);
    let name = if by_category {
        sheets.label("mean")
    } else {
        sheets.label("level")
    };
    let names = if by_category { NAME } else { ID };
    let sheet_name = sheets.names[2].as_str();
    let mut chart = Chart::new_radar();
    let small = ChartFont::new().set_size(9).clone();
    chart
        .add_series()
        .set_name(name.as_str())
        .set_categories((sheet_name, first, names, last, names))
        .set_values((
            sheet_name,
            first,
            super::column(values),
            last,
            super::column(values),
        ))
        .set_format(
            ChartLine::new()
                .set_color(Color::RGB(0x0028_449b))
                .set_width(2.25),
        );
    let highest = sheets
        .model
        .scales
        .values()
        .flatten()
        .max()
        .copied()
        .unwrap_or(1);
    chart
        .title()
        .set_name(sheets.say("chart").as_str())
        .set_font(ChartFont::new().set_size(11).set_bold());
    chart
        .y_axis()
        .set_min(0)
        .set_max(number(highest))
        .set_major_unit(1)
        .set_font(&small);
    chart.x_axis().set_font(&small);
    chart.legend().set_hidden();
    chart
        .set_width(580)
        .set_height(420)
        .set_alt_text(sheets.say("chart_alt"));
    chart
        .show_hidden_data()
        .show_na_as_empty_cell()
        .show_empty_cells_as(ChartEmptyCells::Gaps);
    sheet.insert_chart_with_offset(row(CATEGORIES), 8, &chart, 12, 0)?;
    Ok(())
}
