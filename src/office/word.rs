//! A form for Word, on A4.

use super::Form;
use super::content::{Grid, Part, shares};
use crate::language::office_font;
use docx_rs::{
    AlignmentType, Docx, HeightRule, PageMargin, Paragraph, Run, RunFonts, Shading, ShdType, Style,
    StyleType, Table, TableCell, TableRow, WidthType,
};
use std::io::Cursor;
use zip::ZipArchive;
use zip::result::ZipResult;
use zip::write::{SimpleFileOptions, ZipWriter};

/// Twentieths of a point in a millimetre, as ten times as many.
const TWIPS_IN_CENTIMETRE: f32 = 567.0;
/// Margins on all sides, in twentieths of a point: 2 cm.
const MARGIN: i32 = 1134;
/// What is left of the width of A4 between the margins.
const WIDTH: usize = 11_906 - 2 * 1134;
/// How high a row is at least, so that there is room to write by hand: 0.9 cm.
const ROW: f32 = 0.9 * TWIPS_IN_CENTIMETRE;
/// Sizes of text in half points.
const BODY: usize = 21;
const TITLE: usize = 36;
const HEADINGS: [usize; 3] = [28, 24, 22];

/// The document as a file.
pub fn document(form: &Form<'_>) -> Result<Vec<u8>, String> {
    let font = office_font(form.language);
    let fonts = RunFonts::new()
        .ascii(font)
        .hi_ansi(font)
        .east_asia(font)
        .cs(font);
    let margin = PageMargin::new()
        .top(MARGIN)
        .bottom(MARGIN)
        .left(MARGIN)
        .right(MARGIN);
    let mut docx = Docx::new()
        .default_fonts(fonts)
        .default_size(BODY)
        .page_margin(margin)
        // The clock would make every build another one.
        .created_at("2026-01-01T00:00:00Z")
        .updated_at("2026-01-01T00:00:00Z");
    let style = |id: &str, name: &str, size| {
        let style = Style::new(id, StyleType::Paragraph).name(name);
        style.bold().size(size)
    };
    docx = docx
        .add_style(style("Title", "Title", TITLE))
        .add_style(style("TableHead", "Table Head", BODY));
    for (at, size) in HEADINGS.into_iter().enumerate() {
        let level = at + 1;
        docx = docx.add_style(style(
            &format!("Heading{level}"),
            &format!("heading {level}"),
            size,
        ));
    }
    let mut writer = Writer {
        right_to_left: form.direction == "rtl",
        paragraphs: 0,
    };
    docx = docx.add_paragraph(writer.paragraph(form.title).style("Title"));
    for part in &form.parts {
        docx = writer.add(docx, part);
    }
    let mut file = Cursor::new(Vec::new());
    docx.build()
        .pack(&mut file)
        .map_err(|error| error.to_string())?;
    compressed(file).map_err(|error| error.to_string())
}

/// The library stores its parts as they are; compressed, a form is a quarter as large.
fn compressed(stored: Cursor<Vec<u8>>) -> ZipResult<Vec<u8>> {
    let mut stored = ZipArchive::new(stored)?;
    let mut file = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    for at in 0..stored.len() {
        let mut part = stored.by_index(at)?;
        if part.is_file() {
            file.start_file(part.name()?.into_owned(), options)?;
            std::io::copy(&mut part, &mut file)?;
        }
    }
    Ok(file.finish()?.into_inner())
}

struct Writer {
    right_to_left: bool,
    /// How many there are so far: each has an id, which otherwise the library would count for the whole process.
    paragraphs: usize,
}

impl Writer {
    fn add(&mut self, docx: Docx, part: &Part) -> Docx {
        match part {
            Part::Heading(level, text) => {
                let style = format!("Heading{}", (level + 1).min(HEADINGS.len()));
                docx.add_paragraph(self.paragraph(text).style(&style).keep_next(true))
            }
            Part::Text(text) => docx.add_paragraph(self.paragraph(text)),
            Part::Item(depth, mark, text) => {
                let indent = i32::try_from(360 * (depth + 1)).unwrap_or_default();
                let item = self.paragraph(&format!("{mark} {text}"));
                let hanging = docx_rs::SpecialIndentType::Hanging(360);
                docx.add_paragraph(item.indent(Some(indent), Some(hanging), None, None))
            }
            Part::Grid(grid) => {
                let table = self.table(grid);
                // Word joins tables that follow each other without anything between.
                docx.add_table(table).add_paragraph(self.paragraph(""))
            }
        }
    }

    fn paragraph(&mut self, text: &str) -> Paragraph {
        self.paragraphs += 1;
        let mut run = Run::new();
        for (at, line) in text.lines().enumerate() {
            if at > 0 {
                run = run.add_break(docx_rs::BreakType::TextWrapping);
            }
            run = run.add_text(line);
        }
        let paragraph = Paragraph::new().id(format!("{:08X}", self.paragraphs));
        let paragraph = if self.right_to_left {
            paragraph.align(AlignmentType::Right)
        } else {
            paragraph
        };
        paragraph.add_run(run)
    }

    fn table(&mut self, grid: &Grid) -> Table {
        let widths: Vec<usize> = shares(grid)
            .into_iter()
            .map(|share| share * WIDTH / 100)
            .collect();
        let head = self.row(&grid.head, &widths, true);
        let rows = grid.rows.iter().map(|row| self.row(row, &widths, false));
        let rows: Vec<TableRow> = std::iter::once(head).chain(rows).collect();
        Table::new(rows)
            .set_grid(widths)
            .width(WIDTH, WidthType::Dxa)
    }

    fn row(&mut self, cells: &[String], widths: &[usize], is_head: bool) -> TableRow {
        let cells = cells.iter().zip(widths).map(|(text, width)| {
            let cell = TableCell::new().width(*width, WidthType::Dxa);
            let paragraph = self.paragraph(text);
            if is_head {
                let shading = Shading::new().shd_type(ShdType::Clear);
                let cell = cell.shading(shading.fill("EDEFF5"));
                cell.add_paragraph(paragraph.style("TableHead"))
            } else {
                cell.add_paragraph(paragraph)
            }
        });
        let row = TableRow::new(cells.collect());
        row.row_height(ROW)
            .height_rule(HeightRule::AtLeast)
            .cant_split()
    }
}
