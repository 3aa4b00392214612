//! The sheet that says what each level looks like for each item. The sheet to fill in shows the text of the chosen level from here.

use super::cells::{Cells, height, list_of, quoted};
use super::{InputRow, Sheets, row};
use crate::formats::file::Answer;
use crate::scoring::Item;
use rust_xlsxwriter::{Worksheet, XlsxError};

/// Characters of the columns: the item or the level, and what it looks like.
const WIDTHS: [u16; 2] = [24, 84];

/// The levels of an item on one of its scales, one below the other.
struct LevelRows<'a> {
    item: &'a Item,
    scale: &'a str,
    /// The row of the first level, counted from 0.
    first: usize,
    levels: &'a [i64],
}

/// All blocks, in the order of the model: each below a row that names the item.
fn blocks<'a>(sheets: &Sheets<'a>) -> Vec<LevelRows<'a>> {
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
        LevelRows {
            item,
            scale,
            first,
            levels,
        }
    };
    sided.map(block).collect()
}

pub fn fill(sheets: &Sheets<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_repeat_rows(0, 0)?.set_freeze_panes(1, 0)?;
    for (column, width) in (0_u16..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    let mut heads = Cells::of(sheet, 0);
    heads.text(0, &sheets.label("level"), &sheets.style.head)?;
    heads.text(1, &sheets.label("meaning"), &sheets.style.head)?;
    for block in blocks(sheets) {
        title(sheets, sheet, &block)?;
        for (at, level) in (block.first..).zip(block.levels) {
            level_at(&mut Cells::of(sheet, at), sheets, &block, *level)?;
        }
    }
    Ok(())
}

/// The item, and the side where it has several, above its levels.
fn title(
    sheets: &Sheets<'_>,
    sheet: &mut Worksheet,
    block: &LevelRows<'_>,
) -> Result<(), XlsxError> {
    let (words, item) = (sheets.words, block.item);
    let side = if item.scales.len() > 1 {
        format!(" – {}", words.scale(block.scale))
    } else {
        String::new()
    };
    let name = format!("{}  {}{side}", item.id, words.item(item));
    let line = row(block.first - 1);
    sheet.merge_range(line, 0, line, 1, &name, &sheets.style.label)?;
    sheet.set_row_height(line, height(&name, 104))?;
    Ok(())
}

fn level_at(
    cells: &mut Cells<'_>,
    sheets: &Sheets<'_>,
    block: &LevelRows<'_>,
    level: i64,
) -> Result<(), XlsxError> {
    let name = sheets.level_name(block.scale, level);
    let text = sheets.level_text(block.item, block.scale, level);
    cells.text(0, &name, &sheets.style.cell)?;
    cells.text(1, &text, &sheets.style.cell)?;
    cells.set_height(height(&text, 80).max(height(&name, 22)))
}

/// The formula that shows the text of the level that is chosen in an item's row, with the text for now.
pub fn chosen(
    sheets: &Sheets<'_>,
    shown: &InputRow<'_>,
    answer: Option<&Answer>,
) -> (String, String) {
    let [level, side] = ["level", "side"].map(|key| sheets.input_cell(key, shown.at));
    let mut blocks = blocks(sheets);
    blocks.retain(|block| block.item.id == shown.item.id);
    let lookups = blocks.iter().map(|block| lookup(sheets, block, &level));
    let formula = match lookups.collect::<Vec<_>>().as_slice() {
        [only] => only.clone(),
        several => {
            let names = names_of(sheets, &blocks);
            format!("CHOOSE(MATCH({side},{names},0),{})", several.join(","))
        }
    };
    let now = answer.and_then(|answer| text_now(sheets, shown.item, answer));
    (
        format!("=IFERROR({formula}&\"\",\"\")"),
        now.unwrap_or_default(),
    )
}

/// The names of scales, as a list within a formula.
fn names_of(sheets: &Sheets<'_>, blocks: &[LevelRows<'_>]) -> String {
    let name = |block: &LevelRows<'_>| format!("\"{}\"", quoted(&sheets.words.scale(block.scale)));
    let names: Vec<String> = blocks.iter().map(name).collect();
    format!("{{{}}}", names.join(","))
}

/// The text of the level that an answer has, on the side that it has where there are several.
fn text_now(sheets: &Sheets<'_>, item: &Item, answer: &Answer) -> Option<String> {
    let scale = item
        .scales
        .iter()
        .find(|scale| item.scales.len() == 1 || **scale == answer.side)?;
    Some(sheets.level_text(item, scale, answer.level?))
}

/// The text of a level in a block.
fn lookup(sheets: &Sheets<'_>, block: &LevelRows<'_>, level: &str) -> String {
    let known = list_of(block.levels);
    let [first, last] = [block.first + 1, block.first + block.levels.len()];
    format!(
        "INDEX('{}'!$B${first}:$B${last},MATCH({level},{known},0))",
        sheets.names[3]
    )
}
