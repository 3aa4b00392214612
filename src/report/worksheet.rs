//! A model as a workbook for spreadsheet programs. Empty ones are published with the site; a report can be one, filled.
//!
//! [`worksheet`] is the entry. It writes four sheets:
//!
//! 1. `preparation`: who scores what.
//! 2. `input`: the sheet to fill in, a row for each item.
//! 3. `levels`: what each level looks like for each item, beside the sheet on which it is chosen.
//! 4. `result`: figures over what was filled in.
//!
//! A program finds its way by machine keys, which stand in a hidden column and a hidden row; words and order of the sheets are for
//! people. Figures are formulas, with our own results as the values that are shown until a program computes them.

mod cells;
mod input;
mod levels;
mod preparation;
mod result;
mod style;

use crate::formats::file::Assessment;
use crate::formats::table::column_letter;
use crate::scoring::{Item, Model, Profile, Score};
use crate::tool::ModelWords;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};
use std::collections::BTreeSet;
use style::Style;

/// What a worksheet is filled with.
#[derive(Debug, Clone, Copy)]
pub struct Filling<'a> {
    /// The answers.
    pub assessment: &'a Assessment,
    /// Their result.
    pub score: &'a Score,
    /// The profiles that it was held against.
    pub profiles: &'a [Profile],
}

/// The workbook, as bytes; the same input gives the same bytes.
///
/// # Errors
/// [`XlsxError`] where something does not fit into a workbook.
pub fn worksheet(
    model: &Model,
    words: &ModelWords,
    filling: Option<Filling<'_>>,
) -> Result<Vec<u8>, XlsxError> {
    let sheets = Sheets::new(model, words, filling);
    let mut workbook = Workbook::new();
    // A fixed date: the clock would make every build another one.
    let date = ExcelDateTime::from_ymd(2026, 1, 1)?;
    let properties = DocProperties::new()
        .set_title(sheets.title())
        .set_creation_datetime(&date);
    workbook.set_properties(&properties);
    for (name, fill) in sheets.in_order() {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name)?;
        sheets.set_up(sheet);
        fill(&sheets, sheet)?;
    }
    workbook.save_to_buffer()
}

type Fill = fn(&Sheets<'_>, &mut Worksheet) -> Result<(), XlsxError>;

/// What all sheets need.
struct Sheets<'a> {
    model: &'a Model,
    words: &'a ModelWords,
    filling: Option<Filling<'a>>,
    style: Style,
    /// Of preparation, input, result and levels.
    names: [String; 4],
}

impl<'a> Sheets<'a> {
    fn new(model: &'a Model, words: &'a ModelWords, filling: Option<Filling<'a>>) -> Self {
        let name = |sheet| sheet_name(&words.say(&format!("tool.sheet.{sheet}"), &[]));
        Self {
            model,
            words,
            filling,
            style: Style::of(&words.language),
            names: ["preparation", "input", "result", "levels"].map(name),
        }
    }
}

impl Sheets<'_> {
    /// The sheets as they stand in the workbook. What levels mean stands beside the sheet on which they are chosen.
    fn in_order(&self) -> [(&String, Fill); 4] {
        let [preparation, input, result, levels] = &self.names;
        [
            (preparation, preparation::fill),
            (input, input::fill),
            (levels, levels::fill),
            (result, result::fill),
        ]
    }

    fn say(&self, key: &str) -> String {
        self.words.say(&format!("assess.sheet.{key}"), &[])
    }

    /// A word that the tools' own workbooks use, too: they read ours back by it.
    fn label(&self, key: &str) -> String {
        self.words.say(&format!("tool.sheet.{key}"), &[])
    }

    fn title(&self) -> String {
        self.words
            .say("assess.sheet.title", &[("model", &self.words.model())])
    }

    /// Whether items are scored on one of several scales.
    fn has_sides(&self) -> bool {
        self.model.items.iter().any(|item| item.scales.len() > 1)
    }

    /// The levels that an item can have on any of its scales, from the lowest to the highest.
    fn levels_of(&self, item: &Item) -> Vec<i64> {
        self.levels(&item.scales)
    }

    /// The levels of several scales, from the lowest to the highest.
    fn levels<'s>(&self, scales: impl IntoIterator<Item = &'s String>) -> Vec<i64> {
        let scales = scales.into_iter();
        let levels = scales.filter_map(|scale| self.model.scales.get(scale));
        let levels: BTreeSet<i64> = levels.flatten().copied().collect();
        levels.into_iter().collect()
    }

    /// The highest level of any scale, up to which figures are drawn.
    fn highest_level(&self) -> i64 {
        let levels = self.model.scales.values().flatten();
        levels.max().copied().unwrap_or(1)
    }

    /// A level with its short name, where it has one.
    fn level_name(&self, scale: &str, level: i64) -> String {
        let name = self.words.level(scale, level).unwrap_or_default();
        format!("{level}  {name}").trim().to_owned()
    }

    /// What a level looks like for an item; what it means on its scale, where the item has nothing of its own.
    fn level_text(&self, item: &Item, scale: &str, level: i64) -> String {
        let own = self
            .words
            .level_text(item, level)
            .or_else(|| self.words.level_meaning(scale, level));
        own.unwrap_or_default()
    }

    /// The rows of the sheet to fill in: one for each item, and for each further piece of evidence one more.
    fn rows(&self) -> Vec<InputRow<'_>> {
        let further = |item: &Item| {
            let answer = self
                .filling
                .and_then(|filling| filling.assessment.answers.get(&item.id));
            answer.map_or(1, |answer| answer.evidence.len().max(1))
        };
        let rows = self.model.items.iter().enumerate();
        rows.flat_map(|(at, item)| {
            (0..further(item)).map(move |evidence| InputRow { at, item, evidence })
        })
        .collect()
    }

    /// A cell of an item's row of the sheet to fill in, as formulas name it.
    fn input_cell(&self, key: &str, at: usize) -> String {
        let columns = self.input_columns();
        let column = columns.iter().position(|known| *known == key);
        let letter = column_letter(column.unwrap_or_default());
        let row = self.rows().iter().position(|row| row.at == at);
        let row = row.unwrap_or_default() + FIRST_ITEM + 1;
        format!("'{}'!${letter}${row}", self.names[1])
    }

    /// The cell of the level aimed for where an item has no target of its own.
    fn general_target(&self) -> String {
        let row = preparation::general_target_row(self) + 1;
        format!("'{}'!$C${row}", self.names[0])
    }

    /// The machine keys of the columns of the sheet to fill in.
    fn input_columns(&self) -> Vec<&'static str> {
        let mut columns = vec!["item", "category", "name", "official"];
        if self.has_sides() {
            columns.push("side");
        }
        columns.extend(["level", "meaning", "notApplicable", "note"]);
        columns.extend([
            "evidence.what",
            "evidence.where",
            "evidence.owner",
            "evidence.date",
            "evidence.confidence",
            "target",
        ]);
        if !self.model.decided.is_empty() {
            columns.extend(["decidedBy", "decidedOn"]);
        }
        columns.extend(["comeBack", "ask"]);
        columns
    }

    /// Paper, and the label of the assessment at the top and the bottom of each page.
    fn set_up(&self, sheet: &mut Worksheet) {
        sheet
            .set_paper_size(9)
            .set_print_fit_to_pages(1, 0)
            .set_margins(0.4, 0.4, 0.7, 0.7, 0.3, 0.3);
        let label = self
            .filling
            .map(|filling| filling.assessment.details.tlp.as_str())
            .unwrap_or_default();
        if !label.is_empty() {
            sheet.set_header(format!("&R&\"-,Bold\"&12{label}"));
        }
        sheet.set_footer(format!("&L&9&A  &P / &N&R&\"-,Bold\"&12{label}"));
        if self.words.direction == "rtl" {
            sheet.set_right_to_left(true);
        }
    }
}

/// A row of the sheet to fill in.
struct InputRow<'a> {
    /// Which item of the model it is for.
    at: usize,
    item: &'a Item,
    /// Which piece of its evidence it shows; the first row has everything else.
    evidence: usize,
}

/// The row of the first item on the sheet to fill in, counted from 0: below headings and keys.
const FIRST_ITEM: usize = 2;

/// Row and column as the writer counts them.
fn row(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn column(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

/// A level as a number of a cell.
fn number(level: i64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "levels are small numbers")]
    let number = level as f64;
    number
}

/// A name that a sheet may have: at most 31 characters, none of which a formula reads.
fn sheet_name(text: &str) -> String {
    text.chars()
        .filter(|c| !"[]:*?/\\'".contains(*c))
        .take(31)
        .collect()
}
