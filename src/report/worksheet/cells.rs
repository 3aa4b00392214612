//! Cells of one row, and the texts that formulas need.

use super::{column, number, row};
use rust_xlsxwriter::{Format, Formula, Worksheet, XlsxError};

/// A row that is being written.
pub struct Cells<'a> {
    pub sheet: &'a mut Worksheet,
    /// Counted from 0.
    line: u32,
}

impl<'a> Cells<'a> {
    /// The row `at`, counted from 0.
    pub fn of(sheet: &'a mut Worksheet, at: usize) -> Self {
        Self {
            sheet,
            line: row(at),
        }
    }

    pub fn text(&mut self, at: usize, text: &str, format: &Format) -> Result<(), XlsxError> {
        self.sheet
            .write_string_with_format(self.line, column(at), text, format)?;
        Ok(())
    }

    /// A text; a cell with nothing but a format where it is empty.
    pub fn text_or_blank(
        &mut self,
        at: usize,
        text: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        if text.is_empty() {
            return self.blank(at, format);
        }
        self.text(at, text, format)
    }

    pub fn number(&mut self, at: usize, value: i64, format: &Format) -> Result<(), XlsxError> {
        self.sheet
            .write_number_with_format(self.line, column(at), number(value), format)?;
        Ok(())
    }

    pub fn blank(&mut self, at: usize, format: &Format) -> Result<(), XlsxError> {
        self.sheet.write_blank(self.line, column(at), format)?;
        Ok(())
    }

    /// A formula. `value` is shown until a program computes it.
    pub fn formula(
        &mut self,
        at: usize,
        (formula, value): (String, String),
        format: &Format,
    ) -> Result<(), XlsxError> {
        let formula = Formula::new(formula).set_result(value);
        self.sheet
            .write_formula_with_format(self.line, column(at), formula, format)?;
        Ok(())
    }

    /// A formula in a cell that nobody sees.
    pub fn hidden_formula(
        &mut self,
        at: usize,
        (formula, value): (String, String),
    ) -> Result<(), XlsxError> {
        let formula = Formula::new(formula).set_result(value);
        self.sheet.write_formula(self.line, column(at), formula)?;
        Ok(())
    }

    /// A formula that works on lists within the cell.
    pub fn array_formula(
        &mut self,
        at: usize,
        (formula, value): (String, String),
        format: &Format,
    ) -> Result<(), XlsxError> {
        let (line, at) = (self.line, column(at));
        let formula = Formula::new(formula).set_result(value);
        self.sheet
            .write_array_formula_with_format(line, at, line, at, formula, format)?;
        Ok(())
    }

    pub fn set_height(&mut self, height: f64) -> Result<(), XlsxError> {
        self.sheet.set_row_height(self.line, height)?;
        Ok(())
    }
}

/// Numbers as a list within a formula: `{0,1,2}`.
pub fn list_of(numbers: &[i64]) -> String {
    let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    format!("{{{}}}", numbers.join(","))
}

/// A text as it stands between quotation marks in a formula.
pub fn quoted(text: &str) -> String {
    text.replace('"', "\"\"")
}

/// The height of a row that shows a text in a column of that many narrow characters: programs do not compute it for
/// merged cells, and not all of them for others.
pub fn height(text: &str, width: usize) -> f64 {
    use unicode_width::UnicodeWidthStr as _;
    let lines = text.lines().map(|line| line.width().div_ceil(width).max(1));
    let lines: usize = lines.sum();
    #[expect(clippy::cast_precision_loss, reason = "a text has few lines")]
    let lines = lines.max(1) as f64;
    // Points: a line of 10.5 points with its leading, at most what programs allow a row.
    (15.5 * lines + 3.0).min(400.0)
}
