//! The table of items: level, target, gap and side.

use super::{COUNTED, FIRST, FOURTH, HELPER, ID, NAME, SECOND, THIRD, heads, items_head};
use crate::report::figures::whole;
use crate::report::worksheet::cells::{Cells, list_of, quoted};
use crate::report::worksheet::{Sheets, column, number, row};
use crate::scoring::{Item, ItemScore, State};
use rust_xlsxwriter::{
    Color, ConditionalFormatDataBar, ConditionalFormatType, Worksheet, XlsxError,
};

pub fn fill(sheets: &Sheets<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let head = items_head(sheets);
    let fourth = if sheets.has_sides() { "side" } else { "" };
    let keys = ["item", "name", "level", "target", "gap", fourth];
    heads(sheets, sheet, head, keys)?;
    for (at, item) in sheets.model.items.iter().enumerate() {
        let row = ItemRow {
            sheets,
            item,
            at,
            score: sheets
                .filling
                .and_then(|filling| filling.score.items.get(at)),
            here: head + 2 + at,
        };
        row.write(&mut Cells::of(sheet, head + 1 + at))?;
    }
    bars(sheets, sheet)
}

/// Levels as bars.
fn bars(sheets: &Sheets<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let head = items_head(sheets);
    let [first, last] = [head + 1, head + sheets.model.items.len()].map(row);
    let highest = number(sheets.highest_level());
    let bars = ConditionalFormatDataBar::new()
        .set_minimum(ConditionalFormatType::Number, 0)
        .set_maximum(ConditionalFormatType::Number, highest)
        .set_fill_color(Color::RGB(0x00a9_b9f5))
        .set_solid_fill(true);
    let at = column(FIRST);
    sheet.add_conditional_format(first, at, last, at, &bars)?;
    Ok(())
}

/// An item. Each formula stands beside the value that we computed ourselves.
struct ItemRow<'a> {
    sheets: &'a Sheets<'a>,
    item: &'a Item,
    /// Its place in the model.
    at: usize,
    /// None in a worksheet that is not filled.
    score: Option<&'a ItemScore>,
    /// Its row as formulas number it.
    here: usize,
}

impl ItemRow<'_> {
    fn write(&self, cells: &mut Cells<'_>) -> Result<(), XlsxError> {
        let style = &self.sheets.style;
        cells.text(ID, &self.item.id, &style.cell)?;
        cells.text(NAME, &self.sheets.words.item(self.item), &style.cell)?;
        cells.formula(FIRST, self.level(), &style.centre)?;
        cells.formula(SECOND, self.target(), &style.centre)?;
        cells.formula(THIRD, self.gap(), &style.centre)?;
        if self.sheets.has_sides() {
            cells.formula(FOURTH, self.side(), &style.cell)?;
        }
        let sheet = &mut *cells.sheet;
        sheet.write_string(row(self.here - 1), column(HELPER), &self.item.category)?;
        cells.hidden_formula(COUNTED, self.counted())
    }

    /// A cell of its row of the sheet to fill in.
    fn input(&self, key: &str) -> String {
        self.sheets.input_cell(key, self.at)
    }

    /// Its levels, as a list within a formula.
    fn known(&self) -> String {
        list_of(&self.sheets.levels_of(self.item))
    }

    /// The level that counts: one that the item's scale has, with its side where it has several, unless it does not apply.
    fn level(&self) -> (String, String) {
        let [level, reason] = ["level", "notApplicable"].map(|key| self.input(key));
        let known = self.known();
        let sided = if self.item.scales.len() > 1 {
            format!(",LEN({})>0", self.input("side"))
        } else {
            String::new()
        };
        let exempt = self.exempt(&reason);
        let formula = format!(
            "=IF(LEN(TRIM({reason}))>0,{exempt},IF(AND(ISNUMBER(MATCH({level},{known},0)){sided}),{level},\"\"))"
        );
        (formula, self.level_now())
    }

    /// As long as its reason is still to be written, an item is neither exempt nor answered.
    fn exempt(&self, reason: &str) -> String {
        let follows = quoted(&self.sheets.label("reasonFollows"));
        let exempt = quoted(&self.sheets.say("not_applicable"));
        format!("IF(TRIM({reason})=\"{follows}\",\"\",\"{exempt}\")")
    }

    fn level_now(&self) -> String {
        match self.score {
            Some(score) if score.state == State::NotApplicable => self.sheets.say("not_applicable"),
            score => whole(score.and_then(|score| score.level)),
        }
    }

    /// The higher one of what the team and what profiles ask.
    fn target(&self) -> (String, String) {
        let team = self.target_of_team();
        // What the profiles ask is no input of the workbook, so it stands in the formula.
        let filling = self.sheets.filling;
        let asked = filling
            .and_then(|filling| self.sheets.model.highest_asked(self.item, filling.profiles));
        let formula = match asked {
            None => format!("={team}"),
            Some(asked) => format!("=IF(ISNUMBER({team}),MAX({team},{asked}),{asked})"),
        };
        (formula, whole(self.score.and_then(|score| score.target)))
    }

    /// The item's own target; without one the highest level of the scale that is not above the general target. A word in the
    /// cell asks nothing.
    fn target_of_team(&self) -> String {
        let (target, general) = (self.input("target"), self.sheets.general_target());
        let known = self.known();
        format!(
            "IF(ISNUMBER({target}),{target},IF(AND(LEN({target})=0,ISNUMBER({general})),IFERROR(LOOKUP({general},{known}),\"\"),\"\"))"
        )
    }

    fn gap(&self) -> (String, String) {
        let here = self.here;
        let formula = format!(
            "=IF(AND(ISNUMBER($C{here}),ISNUMBER($D{here})),MAX(0,$D{here}-$C{here}),\"\")"
        );
        (formula, whole(self.score.and_then(|score| score.gap)))
    }

    fn side(&self) -> (String, String) {
        let side = self.score.map(|score| score.side.as_str());
        let named = side
            .filter(|side| !side.is_empty())
            .map(|side| self.sheets.words.scale(side));
        let formula = format!("={}&\"\"", self.input("side"));
        (formula, named.unwrap_or_default())
    }

    /// The level if it takes part in means.
    fn counted(&self) -> (String, String) {
        let (model, here) = (self.sheets.model, self.here);
        let left_out = model.left_out.iter();
        let other = left_out.map(|level| format!(",$C{here}<>{level}"));
        let left_out = other.collect::<Vec<_>>().concat();
        let formula = format!("=IF(AND(ISNUMBER($C{here}){left_out}),$C{here},\"\")");
        let level = self.score.and_then(|score| score.level);
        (
            formula,
            whole(level.filter(|level| model.is_counted(*level))),
        )
    }
}
