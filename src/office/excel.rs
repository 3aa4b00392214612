//! A form for Excel: one sheet, as wide as a page of A4.

use super::Form;
use super::content::{Grid, Part, shares};
use crate::language::office_font;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};
use unicode_width::UnicodeWidthStr as _;

const INK: Color = Color::RGB(0x001b_1d22);
const LINE: Color = Color::RGB(0x0080_838a);
const HEAD: Color = Color::RGB(0x00ed_eff5);
/// Of all columns together, in characters: what fits on A4 between margins of 1.5 cm.
const WIDTH: usize = 92;
/// Of a line, in points.
const LINE_HEIGHT: f64 = 17.0;
/// Of a row to write in, in points.
const ROW_HEIGHT: f64 = 26.0;
const A4: u8 = 9;

/// The workbook as a file.
pub fn workbook(form: &Form<'_>) -> Result<Vec<u8>, String> {
    written(form).map_err(|error| error.to_string())
}

fn written(form: &Form<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // A fixed date: the clock would make every build another one.
    let date = ExcelDateTime::from_ymd(2026, 1, 1)?;
    let properties = DocProperties::new()
        .set_title(form.title)
        .set_creation_datetime(&date);
    workbook.set_properties(&properties);
    let sheet = workbook.add_worksheet();
    sheet.set_name(sheet_name(form.title))?;
    sheet
        .set_paper_size(A4)
        .set_print_fit_to_pages(1, 0)
        .set_margins(0.6, 0.6, 0.6, 0.6, 0.3, 0.3);
    sheet.set_footer("&L&9&A  &P / &N");
    if form.direction == "rtl" {
        sheet.set_right_to_left(true);
    }
    let mut writer = Writer {
        widths: widths(&form.parts),
        base: Format::new()
            .set_font_name(office_font(form.language))
            .set_font_size(10.5)
            .set_font_color(INK)
            .set_align(FormatAlign::Top)
            .set_text_wrap(),
        row: 0,
        sheet,
    };
    writer.fill(form)?;
    workbook.save_to_buffer()
}

/// A sheet's name: its characters and its length are limited.
fn sheet_name(title: &str) -> String {
    let allowed = title.chars().filter(|c| !"[]:*?/\\'".contains(*c));
    allowed.take(31).collect()
}

/// The widths of the sheet's columns, in characters: those of the table that has most.
fn widths(parts: &[Part]) -> Vec<usize> {
    let grids = parts.iter().filter_map(|part| match part {
        Part::Grid(grid) => Some(grid),
        _ => None,
    });
    let widest = grids.max_by_key(|grid| grid.head.len());
    let shares = widest.map_or_else(|| vec![100], shares);
    let width = |share: usize| (share * WIDTH / 100).max(4);
    shares.into_iter().map(width).collect()
}

struct Writer<'s> {
    sheet: &'s mut Worksheet,
    widths: Vec<usize>,
    base: Format,
    row: u32,
}

impl Writer<'_> {
    fn fill(&mut self, form: &Form<'_>) -> Result<(), XlsxError> {
        for (column, width) in (0..).zip(&self.widths) {
            // Columns are a few dozen characters wide.
            #[allow(clippy::cast_precision_loss)]
            self.sheet.set_column_width(column, *width as f64)?;
        }
        self.across(
            form.title,
            &self.base.clone().set_bold().set_font_size(16.0),
        )?;
        for part in &form.parts {
            self.part(part)?;
        }
        Ok(())
    }

    fn part(&mut self, part: &Part) -> Result<(), XlsxError> {
        match part {
            Part::Heading(level, text) => {
                let size = if *level == 0 { 13.0 } else { 11.5 };
                self.row += u32::from(*level > 0);
                self.across(text, &self.base.clone().set_bold().set_font_size(size))
            }
            Part::Text(text) => self.across(text, &self.base.clone()),
            Part::Item(depth, mark, text) => {
                let indent = u8::try_from(*depth).unwrap_or_default();
                let format = self.base.clone().set_indent(indent);
                self.across(&format!("{mark} {text}"), &format)
            }
            Part::Grid(grid) => self.grid(grid),
        }
    }

    /// A line of text across all columns.
    fn across(&mut self, text: &str, format: &Format) -> Result<(), XlsxError> {
        let last = last(self.widths.len());
        if last > 0 {
            self.sheet
                .merge_range(self.row, 0, self.row, last, text, format)?;
        } else {
            self.sheet
                .write_string_with_format(self.row, 0, text, format)?;
        }
        let height = lines(text, self.widths.iter().sum()) * LINE_HEIGHT;
        let large = if self.row == 0 { 8.0 } else { 0.0 };
        self.sheet.set_row_height(self.row, height + large)?;
        self.row += 1;
        Ok(())
    }

    fn grid(&mut self, grid: &Grid) -> Result<(), XlsxError> {
        let cell = self.base.clone();
        let cell = cell.set_border(FormatBorder::Thin).set_border_color(LINE);
        let head = cell.clone().set_bold().set_background_color(HEAD);
        self.cells(&grid.head, &head)?;
        for row in &grid.rows {
            self.cells(row, &cell)?;
        }
        self.row += 1;
        Ok(())
    }

    /// A row of a table. One with fewer columns than the sheet has gives the last of them what is left.
    fn cells(&mut self, cells: &[String], format: &Format) -> Result<(), XlsxError> {
        let [own, all] = [cells.len(), self.widths.len()].map(last);
        let mut height = ROW_HEIGHT;
        for (column, text) in (0..).zip(cells) {
            let mut width = self.widths[usize::from(column)];
            if column == own && own < all {
                width = self.widths[usize::from(own)..].iter().sum();
                self.sheet
                    .merge_range(self.row, own, self.row, all, text, format)?;
            } else {
                self.sheet
                    .write_string_with_format(self.row, column, text, format)?;
            }
            height = f64::max(height, lines(text, width) * LINE_HEIGHT + 4.0);
        }
        self.sheet.set_row_height(self.row, height)?;
        self.row += 1;
        Ok(())
    }
}

fn last(columns: usize) -> u16 {
    u16::try_from(columns.saturating_sub(1)).unwrap_or(u16::MAX)
}

/// How many lines a text takes in a column that is so many characters wide.
fn lines(text: &str, width: usize) -> f64 {
    let taken: usize = text
        .lines()
        .map(|line| line.width().div_ceil(width.max(1)).max(1))
        .sum();
    f64::from(u32::try_from(taken.max(1)).unwrap_or(u32::MAX))
}
