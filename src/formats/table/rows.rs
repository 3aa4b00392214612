//! Rows of a table → answers and targets. Rows may be in any order, and several rows of an item may say the same. The twin of the
//! tools' `table-read.js`.
//!
//! [`Rows::read_best`] takes the sheet that has most of what can be read, looks at all days first, since one of them may tell how the
//! others are written, and then reads row by row; [`Rows::parts`] gives what was read.

use super::find::{Found, find};
use super::lines::CellPart;
use super::names::{DAYS, LEVELS, Names, ONLY_SHOWN};
use super::order::OrderOfDays;
use super::said::{Said, SaidAnswer};
use super::{At, Cell, DayOrder, Row, Table};
use crate::diagnostic::{Finding, Findings, Place, Rule, nearest, rules};
use crate::scoring::{Item, Model, NOT_REQUIRED};
use serde_json::Value;
use std::collections::BTreeMap;

/// Reads rows, and remembers where each value was.
pub(super) struct Rows<'r> {
    table: &'r Table,
    model: &'r Model,
    names: &'r Names,
    findings: &'r mut Findings,
    has_problems: bool,
    items: BTreeMap<String, Said>,
    /// The item that each merged range was met with.
    merged: BTreeMap<String, String>,
    order: OrderOfDays,
}

impl<'r> Rows<'r> {
    pub fn new(
        table: &'r Table,
        model: &'r Model,
        names: &'r Names,
        dates: Option<DayOrder>,
        findings: &'r mut Findings,
    ) -> Self {
        Self {
            table,
            model,
            names,
            findings,
            has_problems: false,
            items: BTreeMap::new(),
            merged: BTreeMap::new(),
            order: OrderOfDays::new(dates),
        }
    }

    pub fn problem(&mut self, rule: &'static Rule, at: &At, arguments: &[(&'static str, &str)]) {
        self.has_problems = true;
        let short = |value: &str| value.chars().take(60).collect::<String>();
        self.findings.add_in(rule, &self.table.path, || {
            let finding = Finding::new(rule).at(self.table.place(at));
            arguments.iter().fold(finding, |finding, (name, value)| {
                finding.with(name, short(value))
            })
        });
    }

    fn item(&self, id: &str) -> Option<&'r Item> {
        self.model.items.iter().find(|item| item.id == id)
    }

    /// Whether the model has an item, or had it once.
    fn is_item(&self, id: &str) -> bool {
        self.item(id).is_some()
            || self
                .model
                .earlier
                .iter()
                .any(|earlier| earlier.names.contains_key(id))
    }

    /// Looks at a day before any is read: all days of a file are written in one order.
    pub fn note_day(&mut self, given: Option<(&Cell, At)>) {
        if let Some((cell, at)) = given
            && !self.order.note(cell, &at)
        {
            self.problem(&rules::TABLE_DAY_ORDER, &at, &[("day", cell.text.trim())]);
        }
    }

    /// A day in the order of the file; a text that is none stays as it is.
    pub fn day(&self, cell: &Cell) -> String {
        self.order.day(cell)
    }

    /// Asks how days are to be read, where orders that are left read one of them in different ways.
    fn ask_for_order(&mut self) {
        if let Some((text, meanings, at)) = self.order.question() {
            let days = [("day", text.as_str()), ("days", meanings.as_str())];
            self.problem(&rules::TABLE_DATES, &at, &days);
        }
    }

    /// Reads the sheet with the most columns that we know, of those that have items. `false` where there is none.
    pub fn read_best(&mut self, sheets: impl Iterator<Item = usize>, is_ours: bool) -> bool {
        let found =
            sheets.filter_map(|sheet| find(self.table, sheet, &|id| self.is_item(id), self.names));
        // The sheet with the result of one of our own workbooks has items and levels, too, and nothing to fill in.
        let found: Vec<Found<'r>> = found
            .filter(|found| !is_ours || found.has_fields())
            .collect();
        let Some(found) = found
            .into_iter()
            .rev()
            .max_by_key(|found| found.columns.len())
        else {
            self.findings
                .add(Finding::new(&rules::TABLE_HEADING).at(Place::file(&self.table.path)));
            return false;
        };
        self.find_repeated_columns(&found);
        for row in &found.rows {
            for (_, at) in found
                .columns
                .iter()
                .filter(|(column, _)| DAYS.contains(column))
            {
                self.note_day(row.cell(found.sheet, *at));
            }
        }
        for row in &found.rows {
            self.read_row(&found, row);
        }
        if self.items.is_empty() && !self.has_problems {
            self.findings
                .add(Finding::new(&rules::TABLE_HEADING).at(Place::file(&self.table.path)));
        }
        self.find_missing_sides(&found);
        self.ask_for_order();
        true
    }

    fn find_repeated_columns(&mut self, found: &Found<'r>) {
        if !found.repeats {
            return;
        }
        for (at, cell) in found.head.cells.iter().enumerate() {
            let Some(column) = self.names.column(&cell.text) else {
                continue;
            };
            if found.column(column) != at
                && let Some((cell, at)) = found.head.cell(found.sheet, at)
            {
                self.problem(
                    &rules::ASSESSMENT_REPEATED,
                    &at,
                    &[("path", cell.text.trim())],
                );
            }
        }
    }

    /// A level without a side means nothing where an item has several.
    fn find_missing_sides(&mut self, found: &Found<'r>) {
        let column = found.column("side");
        let missing: Vec<(&Item, At)> = self
            .items
            .iter()
            .filter(|(_, said)| !said.fields.contains_key("side"))
            .filter_map(|(id, said)| Some((self.item(id)?, said.fields.get("level")?)))
            .filter(|(item, _)| item.scales.len() > 1)
            .map(|(item, (_, at))| {
                (
                    item,
                    At {
                        column,
                        ..at.clone()
                    },
                )
            })
            .collect();
        for (item, at) in missing {
            self.problem(
                &rules::TABLE_SIDE,
                &at,
                &[("item", &item.id), ("sides", &item.scales.join(", "))],
            );
        }
    }

    fn read_row(&mut self, found: &Found<'r>, row: &'r Row) {
        let known = found
            .columns
            .iter()
            .filter(|(column, _)| *column != "item" && !ONLY_SHOWN.contains(column));
        let cells = known.filter_map(|(column, at)| Some((*column, row.cell(found.sheet, *at)?)));
        let given: Vec<(&'static str, (&Cell, At))> =
            cells.filter(|(_, (cell, _))| cell.is_given()).collect();
        let id = found.item(row);
        if !self.is_item(&id) {
            if !given.is_empty() {
                let at = At {
                    sheet: found.sheet,
                    row: row.number,
                    column: found.column("item"),
                    ..At::default()
                };
                let at = row.cell(found.sheet, at.column).map_or(at, |(_, at)| at);
                self.unknown_item(&id, &at);
            }
            return;
        }
        let at = row
            .cell(found.sheet, found.column("item"))
            .map(|(_, at)| at)
            .unwrap_or_default();
        let item = self.item(&id).cloned().unwrap_or_else(|| Item {
            id: id.clone(),
            ..Item::default()
        });
        self.items.entry(id.clone()).or_insert_with(|| Said {
            first: at.clone(),
            ..Said::default()
        });
        let mut evidence = BTreeMap::new();
        for (column, (cell, at)) in given {
            if cell.uncomputed {
                self.problem(&rules::TABLE_FORMULA, &at, &[]);
            } else if !self.spans_items(cell, &id, &at) {
                self.put(&item, column, cell, at, &mut evidence);
            }
        }
        if let Some(said) = self.items.get_mut(&id).filter(|_| !evidence.is_empty()) {
            said.evidence.push((evidence, at));
        }
    }

    /// Says that a text is no pattern of the model.
    pub fn unknown_pattern(&mut self, key: &str, text: &str, at: &At) {
        let patterns: Vec<&str> = self
            .model
            .patterns
            .iter()
            .map(|one| one.id.as_str())
            .collect();
        let arguments = [
            ("path", key),
            ("found", text.trim()),
            ("expected", &patterns.join(", ")),
        ];
        self.problem(&rules::ASSESSMENT_VALUE, at, &arguments);
    }

    fn unknown_item(&mut self, id: &str, at: &At) {
        self.has_problems = true;
        self.findings
            .add_in(&rules::TABLE_ITEM, &self.table.path, || {
                let near = nearest(id, self.model.items.iter().map(|item| item.id.as_str()));
                let finding = Finding::new(&rules::TABLE_ITEM).at(self.table.place(at));
                finding
                    .with("item", id.chars().take(60).collect::<String>())
                    .suggest(near)
            });
    }

    /// Whether a cell is merged from rows of several items: then nobody knows which of them it is about.
    fn spans_items(&mut self, cell: &Cell, id: &str, at: &At) -> bool {
        let Some(range) = &cell.merged else {
            return false;
        };
        let range = range.to_string();
        match self.merged.get(&range) {
            None => {
                self.merged.insert(range, id.to_owned());
                false
            }
            Some(first) if first == id => false,
            Some(_) => {
                // Once for a range: its cell is where it begins.
                if let Some([(column, row), _]) = super::corners(&range) {
                    let place = self.table.place(&At {
                        row,
                        column,
                        ..at.clone()
                    });
                    let cell = place
                        .cell
                        .replace(range.split(':').next().unwrap_or_default(), &range);
                    let finding = Finding::new(&rules::TABLE_MERGED).at(Place { cell, ..place });
                    self.findings.add(finding.with("range", range));
                }
                true
            }
        }
    }

    /// Puts a value where it belongs. Another row may have said the same already, but not another thing.
    fn put(
        &mut self,
        item: &Item,
        column: &'static str,
        cell: &Cell,
        at: At,
        evidence: &mut BTreeMap<&'static str, SaidAnswer>,
    ) {
        let value = self.value(item, column, cell);
        // An item with one scale has no side to choose; its name may stand there all the same.
        if column == "side" && matches!(item.scales.as_slice(), [only] if value == only.as_str()) {
            return;
        }
        if let Some(field) = column.strip_prefix("evidence.") {
            evidence.entry(field).or_insert((value, at));
            return;
        }
        let Some(said) = self.items.get_mut(&item.id) else {
            return;
        };
        if said.value(column, (value.clone(), at.clone())).0 != value {
            self.problem(&rules::TABLE_REPEATED, &at, &[("item", &item.id)]);
        }
    }

    /// What a cell means in its column; a text that means nothing there stays as it is, and the check of the parts finds it.
    fn value(&self, item: &Item, column: &str, cell: &Cell) -> Value {
        let text = || Value::from(cell.text.as_str());
        match column {
            column if DAYS.contains(&column) => Value::from(self.day(cell)),
            "side" => self
                .names
                .side(item, &cell.text)
                .map_or_else(text, Value::from),
            "evidence.confidence" => self
                .names
                .confidence(&cell.text)
                .map_or_else(text, Value::from),
            "comeBack" => self.names.answer(&cell.text).map_or_else(text, Value::from),
            "notApplicable" if self.names.is_reason_to_follow(&cell.text) => Value::from(""),
            "target" if self.names.is_not_required(&cell.text) => Value::from(NOT_REQUIRED),
            column if LEVELS.contains(&column) => self
                .names
                .level(item, &cell.text)
                .map_or_else(text, Value::from),
            _ => text(),
        }
    }

    /// Answers and targets as parts of a file, items in the order of their ids.
    pub fn parts(self, general_target: Option<CellPart>) -> [(&'static str, CellPart); 2] {
        let (mut answers, mut targets) = (Vec::new(), Vec::new());
        for (id, mut said) in self.items {
            if let Some((value, at)) = said.target.take() {
                targets.push((id.clone(), CellPart::Value(value, Some(at))));
            }
            if let Some(answer) = said.answer() {
                answers.push((id, answer));
            }
        }
        let level = general_target.map(|level| ("level".to_owned(), level));
        let items = [("items".to_owned(), CellPart::Record(targets, None))];
        let target = CellPart::Record(level.into_iter().chain(items).collect(), None);
        [
            ("answers", CellPart::Record(answers, None)),
            ("target", target),
        ]
    }
}
