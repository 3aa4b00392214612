//! Below the lines of the first sheet: sentences without a key, then the meaning of the levels.

use crate::report::worksheet::cells::{Cells, height};
use crate::report::worksheet::{Sheets, row};
use rust_xlsxwriter::{Worksheet, XlsxError};

/// Writes them from the row `from` on, counted from 0.
pub fn fill(sheets: &Sheets<'_>, sheet: &mut Worksheet, from: usize) -> Result<(), XlsxError> {
    let mut at = from;
    for sentence in sentences(sheets) {
        sheet.merge_range(row(at), 1, row(at), 2, &sentence, &sheets.style.plain)?;
        sheet.set_row_height(row(at), height(&sentence, 108))?;
        at += 1;
    }
    for (scale, levels) in &sheets.model.scales {
        scale_at(sheets, sheet, at + 1, scale, levels)?;
        // An empty row above each scale, and one for its heads.
        at += levels.len() + 2;
    }
    Ok(())
}

fn sentences(sheets: &Sheets<'_>) -> Vec<String> {
    let words = sheets.words;
    let mut sentences = vec![words.statement(sheets.model)];
    let notice = words.notice();
    sentences.extend(notice.map(|notice| {
        let notice = [notice.text, notice.address].join(" ");
        notice.trim().to_owned()
    }));
    sentences.push(words.credit(sheets.model));
    sentences.extend(["how", "back"].map(|key| sheets.say(key)));
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

/// The levels of a scale and what they mean, below their heads.
fn scale_at(
    sheets: &Sheets<'_>,
    sheet: &mut Worksheet,
    from: usize,
    scale: &str,
    levels: &[i64],
) -> Result<(), XlsxError> {
    let (words, style) = (sheets.words, &sheets.style);
    let mut heads = Cells::of(sheet, from);
    heads.text(1, &title(sheets, scale), &style.head)?;
    heads.text(2, &sheets.label("meaning"), &style.head)?;
    for (at, level) in (from + 1..).zip(levels) {
        let meaning = words.level_meaning(scale, *level).unwrap_or_default();
        let mut cells = Cells::of(sheet, at);
        cells.text(1, &sheets.level_name(scale, *level), &style.label)?;
        cells.text(2, &meaning, &style.cell)?;
        cells.set_height(height(&meaning, 78))?;
    }
    Ok(())
}

/// Where there are several scales, each is named.
fn title(sheets: &Sheets<'_>, scale: &str) -> String {
    if !sheets.has_sides() {
        return sheets.label("level");
    }
    let scale = sheets.words.scale(scale);
    sheets
        .words
        .say("assess.sheet.levels_of", &[("scale", &scale)])
}
