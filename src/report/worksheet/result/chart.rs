//! A radar of the categories' means; of the items' levels where there are too few categories for one, or no means.

use super::{CATEGORIES, FIRST, HELPER, ID, NAME, items_head};
use crate::report::worksheet::{Sheets, column, number, row};
use rust_xlsxwriter::{Chart, ChartEmptyCells, ChartFont, ChartLine, Color, Worksheet, XlsxError};

pub fn insert(sheets: &Sheets<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let mut chart = Chart::new_radar();
    let small = ChartFont::new().set_size(9).clone();
    add_series(&mut chart, sheets);
    let (name, bold) = (
        sheets.say("chart"),
        ChartFont::new().set_size(11).set_bold().clone(),
    );
    chart.title().set_name(name.as_str()).set_font(&bold);
    chart
        .y_axis()
        .set_min(0)
        .set_max(number(sheets.highest_level()))
        .set_major_unit(1)
        .set_font(&small);
    chart.x_axis().set_font(&small);
    chart.legend().set_hidden();
    chart
        .set_width(580)
        .set_height(420)
        .set_alt_text(sheets.say("chart_alt"))
        // Its values stand in a hidden column.
        .show_hidden_data()
        .show_na_as_empty_cell()
        .show_empty_cells_as(ChartEmptyCells::Gaps);
    sheet.insert_chart_with_offset(row(CATEGORIES), 8, &chart, 12, 0)?;
    Ok(())
}

fn add_series(chart: &mut Chart, sheets: &Sheets<'_>) {
    let (model, heads) = (sheets.model, [CATEGORIES, items_head(sheets)]);
    let by_category = model.categories.len() >= 3 && model.aggregation.is_some();
    let (name, head, count, names, values) = if by_category {
        ("mean", heads[0], model.categories.len(), NAME, HELPER)
    } else {
        ("level", heads[1], model.items.len(), ID, FIRST)
    };
    let name = sheets.label(name);
    let [first, last] = [head + 1, head + count].map(row);
    let [names, values] = [names, values].map(column);
    let sheet = sheets.names[2].as_str();
    let mut line = ChartLine::new()
        .set_color(Color::RGB(0x0028_449b))
        .set_width(2.25)
        .clone();
    chart
        .add_series()
        .set_name(name.as_str())
        .set_categories((sheet, first, names, last, names))
        .set_values((sheet, first, values, last, values))
        .set_format(&mut line);
}
