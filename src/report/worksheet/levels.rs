//! The sheet that says what each level looks like for each item. The sheet to fill in shows the text of the chosen level from here.

use super::preparation::height;
use super::{Row, Sheets, row};
use crate::formats::file::Answer;
use crate::scoring::Item;
use rust_xlsxwriter::{Worksheet, XlsxError};

/// Characters of the columns: the item or the level, and what it looks like.
const WIDTHS: [u16; 2] = [24, 84];

/// The levels of an item on one of its scales, one below the other.
struct Block<'a> {
    item: &'a Item,
    scale: &'a str,
    /// The row of the first level, counted from 0.
    first: usize,
    levels: &'a [i64],
}

/// All blocks, in the order of the model: each below a row that names the item.
fn blocks<'a>(sheets: &Sheets<'a>) -> Vec<Block<'a>> {
    let model = sheets.model;
    let sided = model
        .items
        .iter()
        .flat_map(|item| item.scales.iter().map(move |scale| (item, scale.as_str())));
    let mut next = 2;
    let block = |(item, scale): (&'a Item, &'a str)| {
        let levels = model.scales.get(scale).map_or(&[][..], Vec::as_slice);
        let first = next;
        next += levels.len() + 1;
        Block {
            item,
            scale,
            first,
            levels,
        }
    };
    sided.map(block).collect()
}

pub fn fill(sheets: &Sheets<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let (words, style) = (sheets.words, &sheets.style);
    sheet.set_repeat_rows(0, 0)?.set_freeze_panes(1, 0)?;
    for (column, width) in (0_u16..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    sheet.write_string_with_format(0, 0, sheets.label("level"), &style.head)?;
    sheet.write_string_with_format(0, 1, sheets.label("meaning"), &style.head)?;
    for Block {
        item,
        scale,
        first,
        levels,
    } in blocks(sheets)
    {
        let side = if item.scales.len() > 1 {
            format!(" – {}", words.scale(scale))
        } else {
            String::new()
        };
        let name = format!("{}  {}{side}", item.id, words.item(item));
        sheet.merge_range(row(first - 1), 0, row(first - 1), 1, &name, &style.label)?;
        sheet.set_row_height(row(first - 1), height(&name, 104))?;
        for (at, level) in levels.iter().enumerate() {
            let name = format!(
                "{level}  {}",
                words.level(scale, *level).unwrap_or_default()
            );
            let text = sheets.level_text(item, scale, *level);
            let line = row(first + at);
            sheet.write_string_with_format(line, 0, name.trim(), &style.cell)?;
            sheet.write_string_with_format(line, 1, &text, &style.cell)?;
            sheet.set_row_height(line, height(&text, 80).max(height(&name, 22)))?;
        }
    }
    Ok(())
}

/// The formula that shows the text of the level that is chosen in an item's row, with the text for now.
pub fn chosen(sheets: &Sheets<'_>, shown: &Row<'_>, answer: Option<&Answer>) -> (String, String) {
    let [level, side] = ["level", "side"].map(|key| sheets.input_cell(key, shown.at));
    let found: Vec<Block<'_>> = blocks(sheets)
        .into_iter()
        .filter(|block| block.item.id == shown.item.id)
        .collect();
    let texts: Vec<String> = found
        .iter()
        .map(|block| lookup(sheets, block, &level))
        .collect();
    let formula = match texts.as_slice() {
        [only] => only.clone(),
        several => {
            let names: Vec<String> = found
                .iter()
                .map(|block| format!("\"{}\"", quoted(&sheets.words.scale(block.scale))))
                .collect();
            format!(
                "CHOOSE(MATCH({side},{{{}}},0),{})",
                names.join(","),
                several.join(",")
            )
        }
    };
    let now = answer.and_then(|answer| {
        let scale = shown
            .item
            .scales
            .iter()
            .find(|scale| shown.item.scales.len() == 1 || **scale == answer.side)?;
        Some(sheets.level_text(shown.item, scale, answer.level?))
    });
    (
        format!("=IFERROR({formula}&\"\",\"\")"),
        now.unwrap_or_default(),
    )
}

/// The text of a level in a block.
fn lookup(sheets: &Sheets<'_>, block: &Block<'_>, level: &str) -> String {
    let known = block
        .levels
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(",");
    let [first, last] = [block.first + 1, block.first + block.levels.len()];
    format!(
        "INDEX('{}'!$B${first}:$B${last},MATCH({level},{{{known}}},0))",
        sheets.names[3]
    )
}

fn quoted(text: &str) -> String {
    text.replace('"', "\"\"")
}
