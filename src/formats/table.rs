//! Tables that people fill in with a spreadsheet (worksheets, CSV) → assessments.
//!
//! What stands in the cells is written as a text of the format `shirube-assessment`, a line for each cell, and read like any other
//! file. So one reader checks everything, and what it finds in a line is said of the cell that the line comes from.

mod csv;
mod days;
mod find;
mod lines;
mod names;
mod order;
mod preparation;
mod rows;
mod said;
mod workbook;

use super::file::{self, Assessment, ModelReference, OtherVersion};
use crate::diagnostic::{Findings, Place, Text, rules};
use crate::scoring::Model;
use crate::tool::ModelWords;
pub use csv::decoded;
pub use days::DayOrder;
use lines::Lines;
use names::Names;
use preparation::Preparation;
use rows::Rows;
use std::ops::{Range, RangeInclusive};
use std::sync::Arc;
use workbook::Refusal;

/// The most rows of a sheet that are read.
const MAX_ROWS: usize = 20_000;
/// How many rows all merged ranges of a sheet may cover.
const MAX_MERGED: usize = 200_000;

/// Cells of a file, of which nothing is known yet.
#[derive(Debug, Clone)]
pub struct Table {
    path: Arc<str>,
    /// The text of CSV.
    text: Option<Text>,
    sheets: Vec<Sheet>,
}

/// A sheet of a workbook, or all of a CSV file.
#[derive(Debug, Clone, Default)]
struct Sheet {
    name: String,
    rows: Vec<Row>,
    /// Ranges of merged cells, like `E3:E5`.
    merged: Vec<String>,
}

#[derive(Debug, Clone, Default)]
struct Row {
    /// As a spreadsheet counts it, from 1.
    number: usize,
    cells: Vec<Cell>,
}

#[derive(Debug, Clone, Default)]
struct Cell {
    text: String,
    /// The day that its number may be meant as.
    day: String,
    /// Whether it is a formula without a value.
    uncomputed: bool,
    /// The range that it is merged from.
    merged: Option<Arc<str>>,
    /// Where it stands in the text of CSV.
    span: Range<usize>,
}

/// Where a cell is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct At {
    sheet: usize,
    row: usize,
    /// From 0.
    column: usize,
    span: Range<usize>,
}

/// A model with its words in every language in which a table may be written.
#[derive(Debug, Clone)]
pub struct KnownModel<'m> {
    /// The model.
    pub model: &'m Model,
    /// Its words.
    pub words: Vec<ModelWords>,
}

/// How tables are read where they do not say it.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    /// What becomes of an assessment of another version of a model.
    pub other: OtherVersion,
    /// The order of days.
    pub dates: Option<DayOrder>,
}

impl Table {
    /// A workbook; `None` where it cannot be read, which findings say.
    #[must_use]
    pub fn of_workbook(path: &str, bytes: &[u8], findings: &mut Findings) -> Option<Self> {
        let laid_out = |mut sheets: Vec<Sheet>| {
            sheets.iter_mut().try_for_each(Sheet::lay_out_merged)?;
            Ok(sheets)
        };
        match workbook::sheets(bytes).and_then(laid_out) {
            Ok(sheets) => Some(Self {
                path: path.into(),
                text: None,
                sheets,
            }),
            Err(refusal) => {
                findings.add(refusal.finding(path).at(Place::file(path)));
                None
            }
        }
    }

    /// The text of a CSV file; `None` where it is no table, which findings say.
    #[must_use]
    pub fn of_csv(
        path: &str,
        text: &str,
        is_heading: &dyn Fn(&str) -> bool,
        findings: &mut Findings,
    ) -> Option<Self> {
        let text = Text::new(path, text);
        let sheet = csv::sheet(&text, is_heading, findings)?;
        Some(Self {
            path: path.into(),
            text: Some(text),
            sheets: vec![sheet],
        })
    }

    /// The model that it names; CSV names none.
    #[must_use]
    pub fn reference(&self) -> Option<ModelReference> {
        Preparation::of(self).map(|preparation| preparation.reference())
    }

    /// Reads it by the model that it names; where it names none, by the one that has its items.
    #[must_use]
    pub fn read(
        &self,
        known: &[KnownModel<'_>],
        reading: Reading,
        findings: &mut Findings,
    ) -> Option<Assessment> {
        let preparation = Preparation::of(self);
        if !preparation
            .as_ref()
            .is_none_or(|preparation| preparation.has_known_version(self, findings))
        {
            return None;
        }
        let known_model = match &preparation {
            Some(preparation) => named(known, &preparation.reference()),
            None => Some(find::model_of(self, known, findings)?),
        };
        let mut lines = Lines::default();
        let reference = known_model
            .map(|known| known.model.reference())
            .unwrap_or_default();
        lines.head(
            preparation
                .as_ref()
                .map_or_else(|| lines::model_part(&reference), Preparation::model_part),
        );
        if let Some(known_model) = known_model {
            self.write_answers(
                &mut lines,
                known_model,
                preparation.as_ref(),
                reading.dates,
                findings,
            );
        }
        let models: Vec<&Model> = known.iter().map(|known| known.model).collect();
        self.read_lines(
            &lines.finished(&self.path),
            &models,
            reading.other,
            findings,
        )
    }

    fn write_answers(
        &self,
        lines: &mut Lines,
        known: &KnownModel<'_>,
        preparation: Option<&Preparation<'_>>,
        dates: Option<DayOrder>,
        findings: &mut Findings,
    ) {
        let names = Names::of(known);
        let mut rows = Rows::new(self, known.model, &names, dates, findings);
        if let Some(preparation) = preparation {
            preparation.find_formulas(&mut rows);
            rows.note_day(preparation.date());
        }
        let sheets = (0..self.sheets.len())
            .filter(|at| preparation.is_none_or(|preparation| preparation.sheet != *at));
        if !rows.read_best(sheets, preparation.is_some()) {
            return;
        }
        if let Some(preparation) = preparation {
            lines.add("assessment", preparation.details(&rows));
            lines.add("pattern", preparation.patterns(&names, &mut rows));
        }
        let level = preparation.and_then(Preparation::general_target);
        for (name, part) in rows.parts(level) {
            lines.add(name, part);
        }
    }

    /// Reads the text of our own format, and says of cells what is wrong in its lines.
    fn read_lines(
        &self,
        written: &(Text, Vec<Option<At>>),
        models: &[&Model],
        other: OtherVersion,
        findings: &mut Findings,
    ) -> Option<Assessment> {
        let (text, places) = written;
        let mut found = Findings::default();
        let assessment = file::read(text, models, other, &mut found);
        // That a side is missing is said of its own column, when rows are read.
        for finding in found
            .iter()
            .filter(|finding| finding.rule != &rules::ASSESSMENT_SIDE)
        {
            let line = finding.place.as_ref().map_or(0, |place| place.line);
            let at = line
                .checked_sub(1)
                .and_then(|line| places.get(line)?.as_ref());
            let place = at.map_or_else(|| Place::file(&self.path), |at| self.place(at));
            findings.add(finding.clone().at(place));
        }
        assessment
    }

    fn place(&self, at: &At) -> Place {
        let place = match &self.text {
            Some(text) => text.place(at.span.clone()),
            None => Place {
                line: at.row,
                column: at.column + 1,
                ..Place::file(&self.path)
            },
        };
        Place {
            cell: self.cell_name(at),
            ..place
        }
    }

    /// What a spreadsheet calls a cell: `F12`, `Input!F12`.
    fn cell_name(&self, at: &At) -> String {
        let sheet = self
            .sheets
            .get(at.sheet)
            .map_or("", |sheet| sheet.name.as_str());
        let mark = if sheet.is_empty() { "" } else { "!" };
        format!("{sheet}{mark}{}{}", column_letter(at.column), at.row)
    }
}

fn named<'k, 'm>(
    known: &'k [KnownModel<'m>],
    reference: &ModelReference,
) -> Option<&'k KnownModel<'m>> {
    let itself = |known: &&KnownModel<'_>| {
        known.model.id == reference.id && known.model.version == reference.version
    };
    known.iter().find(itself).or_else(|| {
        known
            .iter()
            .find(|known| known.model.has_earlier(reference))
    })
}

impl Row {
    fn cell(&self, sheet: usize, column: usize) -> Option<(&Cell, At)> {
        let cell = self.cells.get(column)?;
        Some((
            cell,
            At {
                sheet,
                row: self.number,
                column,
                span: cell.span.clone(),
            },
        ))
    }
}

impl Cell {
    fn is_given(&self) -> bool {
        self.uncomputed || !self.text.trim().is_empty()
    }
}

impl Sheet {
    /// Puts the value of each merged range into all of its rows, whose cells then know that they are merged. A range in one row,
    /// and one without a value, say nothing of other rows.
    fn lay_out_merged(&mut self) -> Result<(), Refusal> {
        let mut left = MAX_MERGED;
        for range in std::mem::take(&mut self.merged) {
            let Some([(column, first), (_, last)]) = corners(&range) else {
                continue;
            };
            let Some(cell) = self
                .cell(first, column)
                .filter(|cell| cell.is_given() && first < last)
            else {
                continue;
            };
            let cell = Cell {
                merged: Some(range.as_str().into()),
                ..cell.clone()
            };
            left = left
                .checked_sub(last - first)
                .ok_or(Refusal::Large("200,000"))?;
            self.put(&cell, column, first..=last);
        }
        Ok(())
    }

    fn cell(&self, number: usize, column: usize) -> Option<&Cell> {
        let row = self.rows.iter().find(|row| row.number == number)?;
        row.cells.get(column)
    }

    fn put(&mut self, cell: &Cell, column: usize, rows: RangeInclusive<usize>) {
        for row in self
            .rows
            .iter_mut()
            .filter(|row| rows.contains(&row.number))
        {
            let width = row.cells.len().max(column + 1);
            row.cells.resize_with(width, Cell::default);
            row.cells[column] = cell.clone();
        }
    }
}

/// Column (from 0) and row of both corners of a range.
fn corners(range: &str) -> Option<[(usize, usize); 2]> {
    let corner = |place: &str| {
        Some((
            workbook::column_of(place)?,
            place
                .trim_start_matches(|c: char| c.is_ascii_uppercase())
                .parse()
                .ok()?,
        ))
    };
    let (first, last) = range.split_once(':')?;
    let corners: [(usize, usize); 2] = [corner(first)?, corner(last)?];
    (corners[1].0 < workbook::MAX_COLUMNS).then_some(corners)
}

/// What may stand in the row of headings.
pub struct Headings(Vec<Names>);

impl Headings {
    /// Those of tables of some models.
    #[must_use]
    pub fn of(known: &[KnownModel<'_>]) -> Self {
        Self(known.iter().map(Names::of).collect())
    }

    /// Whether a text is one.
    #[must_use]
    pub fn has(&self, text: &str) -> bool {
        self.0.iter().any(|names| names.column(text).is_some())
    }
}

/// The letters of a column, counted from 0.
pub(crate) fn column_letter(column: usize) -> String {
    let letter = |at: usize| char::from(b'A' + u8::try_from(at % 26).unwrap_or_default());
    if column < 26 {
        letter(column).to_string()
    } else {
        [letter(column / 26 - 1), letter(column)].iter().collect()
    }
}
