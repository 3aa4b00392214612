//! The sheet of a worksheet that says what is scored, by whom and when: keys, and values beside them.

use super::lines::CellPart;
use super::names::{Names, comparable, whole};
use super::rows::Rows;
use super::{At, Cell, Sheet, Table};
use crate::diagnostic::{Finding, Findings, rules};
use crate::formats::file::{ModelReference, TLP};
use serde_json::Value;
use std::collections::BTreeMap;

const FORMAT: &str = "shirube-worksheet";
const FORMAT_VERSION: i64 = 1;

/// The values of the sheet by key.
pub(super) struct Preparation<'t> {
    pub sheet: usize,
    given: BTreeMap<&'t str, (&'t Cell, At)>,
}

impl<'t> Preparation<'t> {
    /// That of a workbook which has one: a sheet that says the version of its format, or that it is of this format. One of the two
    /// rows may be gone; then the other one still says that the workbook is one of ours, and of the model that it names.
    pub fn of(table: &'t Table) -> Option<Self> {
        if table.text.is_some() {
            return None;
        }
        let keyed = |key: &'static str| {
            let sheets = table.sheets.iter().enumerate();
            sheets.filter_map(move |(sheet, cells)| Self::keyed(sheet, cells, key))
        };
        keyed("formatVersion")
            .next()
            .or_else(|| keyed("format").find(|found| found.text("format") == FORMAT))
    }

    /// The values beside the keys of a sheet. The row of a key says in which columns keys and values are: a column may have been
    /// put before them.
    fn keyed(sheet: usize, cells: &'t Sheet, known: &str) -> Option<Self> {
        let text = |cell: &'t Cell| cell.text.trim();
        let (key, value) = cells.rows.iter().find_map(|row| {
            let key = row.cells.iter().position(|cell| text(cell) == known)?;
            let mut filled =
                (key + 1..row.cells.len()).filter(|at| !text(&row.cells[*at]).is_empty());
            // What stands beside the key is what people call it, unless there is nothing else.
            let beside = filled.next();
            Some((key, filled.next().or(beside)))
        })?;
        let given = cells.rows.iter().filter_map(|row| {
            let name = row
                .cells
                .get(key)
                .map(text)
                .filter(|name| !name.is_empty())?;
            Some((name, row.cell(sheet, value?)?))
        });
        Some(Self {
            sheet,
            given: given.collect(),
        })
    }

    fn get(&self, key: &str) -> Option<(&'t Cell, At)> {
        self.given
            .get(key)
            .filter(|(cell, _)| cell.is_given() && !cell.uncomputed)
            .cloned()
    }

    fn text(&self, key: &str) -> String {
        self.get(key)
            .map(|(cell, _)| cell.text.trim().to_owned())
            .unwrap_or_default()
    }

    /// The model that it names.
    pub fn reference(&self) -> ModelReference {
        let [id, version, hash] =
            ["model.id", "model.version", "model.hash"].map(|key| self.text(key));
        ModelReference { id, version, hash }
    }

    /// What names the model, with the cells that do.
    pub fn model_part(&self) -> CellPart {
        let field = |key: &str| {
            CellPart::text(
                &self.text(key),
                self.given.get(key).map(|(_, at)| at.clone()),
            )
        };
        CellPart::record([
            ("id", field("model.id")),
            ("version", field("model.version")),
            ("hash", field("model.hash")),
        ])
    }

    /// Whether this program reads that version of worksheets; else a finding says that it does not.
    pub fn has_known_version(&self, table: &Table, findings: &mut Findings) -> bool {
        let is_ours = self.text("format") == FORMAT;
        let version = whole(&self.text("formatVersion")).filter(|version| is_ours && *version >= 1);
        if version.is_some_and(|version| version <= FORMAT_VERSION) {
            return true;
        }
        let finding = match version {
            Some(version) => {
                let newer =
                    Finding::new(&rules::ASSESSMENT_NEWER).with("version", version.to_string());
                newer.with("known", FORMAT_VERSION.to_string())
            }
            None => Finding::new(&rules::ASSESSMENT_FORMAT),
        };
        let at = self
            .given
            .get("formatVersion")
            .or_else(|| self.given.get("format"))
            .map(|(_, at)| at.clone());
        findings.add(finding.at(table.place(&at.unwrap_or_default())));
        false
    }

    /// Says which entries are formulas without a value.
    pub fn find_formulas(&self, rows: &mut Rows<'_>) {
        for (_, at) in self.given.values().filter(|(cell, _)| cell.uncomputed) {
            rows.problem(&rules::TABLE_FORMULA, at, &[]);
        }
    }

    /// The cell with the day of the assessment.
    pub fn date(&self) -> Option<(&'t Cell, At)> {
        self.get("date")
    }

    /// Who assessed what, and when.
    pub fn details(&self, rows: &Rows<'_>) -> CellPart {
        let keys = [
            "team",
            "scope",
            "date",
            "assessors",
            "position",
            "months",
            "tlp",
        ];
        let part = |key: &'static str| {
            let (cell, at) = self.get(key)?;
            let text = |text: &str| CellPart::text(text, Some(at.clone()));
            let part = match key {
                "date" => text(&rows.day(cell)),
                "assessors" => {
                    let names = cell.text.lines().filter(|line| !line.trim().is_empty());
                    CellPart::List(names.map(text).collect(), Some(at.clone()))
                }
                "months" => number_or_text(cell, &at),
                "tlp" => text(&tlp(&cell.text)),
                _ => text(&cell.text),
            };
            Some((key, part))
        };
        CellPart::record(keys.into_iter().filter_map(part))
    }

    /// Patterns of the organization now and to be, each by its id or its name.
    pub fn patterns(&self, names: &Names, rows: &mut Rows<'_>) -> CellPart {
        let keys = [("pattern.current", "current"), ("pattern.target", "target")];
        let mut parts = Vec::new();
        for (key, name) in keys {
            let Some((cell, at)) = self.get(key) else {
                continue;
            };
            match names.pattern(&cell.text) {
                Some(pattern) => parts.push((name, CellPart::text(pattern, Some(at)))),
                None => rows.unknown_pattern(key, &cell.text, &at),
            }
        }
        CellPart::record(parts)
    }

    /// The level aimed for where an item has no target of its own.
    pub fn general_target(&self) -> Option<CellPart> {
        self.get("targetLevel")
            .map(|(cell, at)| number_or_text(cell, &at))
    }
}

fn number_or_text(cell: &Cell, at: &At) -> CellPart {
    let value = whole(&cell.text).map_or_else(|| Value::from(cell.text.as_str()), Value::from);
    CellPart::Value(value, Some(at.clone()))
}

/// A label of TLP, with or without "TLP:" before it.
fn tlp(text: &str) -> String {
    let wanted = comparable(text);
    let wanted = wanted.strip_prefix("tlp:").unwrap_or(&wanted).trim_start();
    let known = TLP
        .iter()
        .find(|label| comparable(label).strip_prefix("tlp:") == Some(wanted));
    known.map_or_else(|| text.to_owned(), |label| (*label).to_owned())
}
