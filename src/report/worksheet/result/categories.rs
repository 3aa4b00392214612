//! The table of categories: how many items are answered, their mean and the lowest level.

use super::{
    CATEGORIES, COUNTED, FIRST, FOURTH, HELPER, ID, NAME, SECOND, THIRD, heads, range, tenths,
};
use crate::report::figures::whole;
use crate::report::worksheet::Sheets;
use crate::report::worksheet::cells::Cells;
use crate::scoring::GroupScore;
use rust_xlsxwriter::{Worksheet, XlsxError};

const HEADS: [&str; 6] = [
    "category_id",
    "category",
    "answered",
    "total",
    "mean",
    "lowest",
];

pub fn fill(sheets: &Sheets<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    heads(sheets, sheet, CATEGORIES, HEADS)?;
    let ranges = [HELPER, FIRST, COUNTED].map(|column| range(sheets, column));
    for (at, id) in sheets.model.categories.iter().enumerate() {
        let row = CategoryRow {
            sheets,
            id,
            score: sheets
                .filling
                .and_then(|filling| filling.score.categories.get(at)),
            ranges: &ranges,
            here: CATEGORIES + 2 + at,
        };
        row.write(&mut Cells::of(sheet, CATEGORIES + 1 + at))?;
    }
    Ok(())
}

/// A category, and what its formulas count. Each formula stands beside the value that we computed ourselves.
struct CategoryRow<'a> {
    sheets: &'a Sheets<'a>,
    id: &'a str,
    /// None in a worksheet that is not filled.
    score: Option<&'a GroupScore>,
    /// Of all items: their category, their level, their level if it is in a mean.
    ranges: &'a [String; 3],
    /// Its row as formulas number it.
    here: usize,
}

impl CategoryRow<'_> {
    fn write(&self, cells: &mut Cells<'_>) -> Result<(), XlsxError> {
        let style = &self.sheets.style;
        cells.text(ID, self.id, &style.cell)?;
        cells.text(NAME, &self.sheets.words.category(self.id), &style.cell)?;
        cells.formula(FIRST, self.answered(), &style.centre)?;
        cells.formula(SECOND, self.total(), &style.centre)?;
        cells.hidden_formula(COUNTED, self.counted())?;
        if self.sheets.model.aggregation.is_some() {
            cells.formula(THIRD, self.mean(), &style.tenths)?;
        } else {
            cells.blank(THIRD, &style.cell)?;
        }
        cells.array_formula(FOURTH, self.lowest(), &style.centre)?;
        cells.hidden_formula(HELPER, self.drawn())
    }

    fn answered(&self) -> (String, String) {
        let ([category, level, _], here) = (self.ranges, self.here);
        let answered = self.score.map_or(0, |score| score.answered);
        let formula = format!("=SUMPRODUCT(({category}=$A{here})*ISNUMBER({level}))");
        (formula, answered.to_string())
    }

    fn total(&self) -> (String, String) {
        let ([category, ..], here) = (self.ranges, self.here);
        let items = self.sheets.model.items.iter();
        let total = items.filter(|item| item.category == self.id).count();
        let formula = format!("=SUMPRODUCT(({category}=$A{here})*1)");
        (formula, total.to_string())
    }

    fn counted(&self) -> (String, String) {
        let ([category, _, counted], here) = (self.ranges, self.here);
        let value = self.score.map_or(0, |score| score.counted);
        let formula = format!("=SUMPRODUCT(({category}=$A{here})*ISNUMBER({counted}))");
        (formula, value.to_string())
    }

    /// Whole numbers until the last step, so that no program rounds another way: tenths, half up.
    fn mean(&self) -> (String, String) {
        let ([category, _, counted], here) = (self.ranges, self.here);
        let sum = format!("SUMIFS({counted},{category},$A{here})");
        let formula = format!("=IF($H{here}=0,\"\",INT((20*{sum}+$H{here})/(2*$H{here}))/10)");
        (formula, tenths(self.score.and_then(|score| score.mean)))
    }

    fn lowest(&self) -> (String, String) {
        let ([category, _, counted], here) = (self.ranges, self.here);
        // No level is as high as the number that stands for items that do not count.
        let formula = format!(
            "=IF($H{here}=0,\"\",MIN(IF(({category}=$A{here})*ISNUMBER({counted}),{counted},9E+99)))"
        );
        (formula, whole(self.score.and_then(|score| score.lowest)))
    }

    /// The mean as the chart draws it: an error leaves a gap, where a text would be drawn as 0.
    fn drawn(&self) -> (String, String) {
        let here = self.here;
        let formula = format!("=IF(ISNUMBER($E{here}),$E{here},NA())");
        let mean = self.score.and_then(|score| score.mean);
        (
            formula,
            mean.map_or("#N/A".to_owned(), |mean| tenths(Some(mean))),
        )
    }
}
