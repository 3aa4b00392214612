//! Rows of a table → answers and targets. What stands in the columns is told by the headings, wherever these are; rows may be in
//! any order, and several rows of an item may say the same. The twin of the tools' `table-read.js`.

use super::days::{DAY_ORDERS, Days, days_in};
use super::lines::Part;
use super::names::{DAYS, LEVELS, Names, ONLY_SHOWN, comparable};
use super::{At, Cell, DayOrder, KnownModel, Row, Table};
use crate::diagnostic::{Finding, Findings, Place, nearest, rules};
use crate::scoring::{Item, Model, NOT_REQUIRED};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The rows of answers in a sheet, and which column is where.
struct Found<'t> {
    sheet: usize,
    head: &'t Row,
    columns: Vec<(&'static str, usize)>,
    /// Whether a heading is there a second time.
    repeats: bool,
    rows: Vec<&'t Row>,
}

impl Found<'_> {
    fn column(&self, key: &str) -> usize {
        self.columns
            .iter()
            .find(|(known, _)| *known == key)
            .map_or(0, |(_, at)| *at)
    }

    fn has_fields(&self) -> bool {
        let is_field = |column: &str| {
            matches!(column, "note" | "notApplicable") || column.starts_with("evidence.")
        };
        self.columns.iter().any(|(column, _)| is_field(column))
    }

    fn item(&self, row: &Row) -> String {
        row.cells
            .get(self.column("item"))
            .map(|cell| cell.text.trim().to_owned())
            .unwrap_or_default()
    }
}

/// The columns that a row names as headings do, of two with one name the first; and whether there are two.
fn columns(row: &Row, names: &Names) -> (Vec<(&'static str, usize)>, bool) {
    let mut found: Vec<(&'static str, usize)> = Vec::new();
    let mut repeats = false;
    for (at, cell) in row.cells.iter().enumerate() {
        let Some(column) = names.column(&cell.text) else {
            continue;
        };
        if found.iter().any(|(known, _)| *known == column) {
            repeats = true;
        } else {
            found.push((column, at));
        }
    }
    (found, repeats)
}

/// The table in a sheet. Those headings count that name the most: a row of keys may be there, too. What stands above the headings
/// is a title, unless it names an item: then a row was sorted there.
fn find<'t>(
    table: &'t Table,
    sheet: usize,
    is_item: &dyn Fn(&str) -> bool,
    names: &Names,
) -> Option<Found<'t>> {
    let rows = &table.sheets[sheet].rows;
    let is_head = |columns: &[(&str, usize)]| {
        ["item", "level"]
            .iter()
            .all(|key| columns.iter().any(|(known, _)| known == key))
    };
    let heads: Vec<(usize, (Vec<_>, bool))> = rows
        .iter()
        .map(|row| columns(row, names))
        .enumerate()
        .filter(|(_, (columns, _))| is_head(columns))
        .collect();
    let first = heads.first()?.0;
    let worth =
        |(_, (columns, repeats)): &&(usize, (Vec<_>, bool))| columns.len() - usize::from(*repeats);
    let (at, (columns, repeats)) = heads.iter().rev().max_by_key(worth)?.clone();
    let mut found = Found {
        sheet,
        head: &rows[at],
        columns,
        repeats,
        rows: Vec::new(),
    };
    let counts = |(at, row): &(usize, &'t Row)| {
        !heads.iter().any(|(head, _)| head == at) && (*at > first || is_item(&found.item(row)))
    };
    let counted: Vec<&Row> = rows
        .iter()
        .enumerate()
        .filter(counts)
        .map(|(_, row)| row)
        .collect();
    found.rows = counted;
    Some(found)
}

/// The model whose items a table has that names none. Names count, too: editions of a model share ids.
pub(super) fn model_of<'k, 'm>(
    table: &Table,
    known: &'k [KnownModel<'m>],
    findings: &mut Findings,
) -> Option<&'k KnownModel<'m>> {
    let likeness = |known: &KnownModel<'_>| {
        let names = Names::of(known);
        let found = find(
            table,
            0,
            &|id| known.model.items.iter().any(|item| item.id == id),
            &names,
        )?;
        let cells = |row: &Row| {
            row.cells
                .iter()
                .map(|cell| comparable(&cell.text))
                .collect::<BTreeSet<_>>()
        };
        let score = |row: &&Row| {
            let item = known
                .model
                .items
                .iter()
                .find(|item| item.id == found.item(row))?;
            let cells = cells(row);
            let called = known
                .words
                .iter()
                .map(|words| words.item(item))
                .chain([item.name.clone()]);
            Some(
                if called
                    .into_iter()
                    .any(|name| cells.contains(&comparable(&name)))
                {
                    2
                } else {
                    1
                },
            )
        };
        Some(found.rows.iter().filter_map(score).sum::<usize>())
    };
    let scores: Vec<(usize, &KnownModel<'_>)> = known
        .iter()
        .filter_map(|known| Some((likeness(known)?, known)))
        .collect();
    let Some(best) = scores.iter().map(|(score, _)| *score).max() else {
        findings.add(Finding::new(&rules::TABLE_HEADING).at(Place::file(&table.path)));
        return None;
    };
    let candidates: Vec<&KnownModel<'_>> = scores
        .iter()
        .filter(|(score, _)| *score == best)
        .map(|(_, known)| *known)
        .collect();
    if let [one] = candidates.as_slice() {
        return known.iter().find(|known| std::ptr::eq(*known, *one));
    }
    let names: Vec<&str> = candidates
        .iter()
        .map(|known| known.model.id.as_str())
        .collect();
    findings.add(
        Finding::new(&rules::TABLE_MODEL)
            .at(Place::file(&table.path))
            .with("models", names.join(", ")),
    );
    None
}

/// What a value is, and the cell that says it.
type Given = (Value, At);

/// What rows say of an item.
#[derive(Default)]
struct Said {
    fields: BTreeMap<&'static str, Given>,
    plan: BTreeMap<&'static str, Given>,
    target: Option<Given>,
    evidence: Vec<(BTreeMap<&'static str, Given>, At)>,
    first: At,
}

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
    /// The orders in which all days so far can be read.
    orders: Vec<DayOrder>,
    /// Days as they were written, which one order may read otherwise than another one.
    unsure: Vec<(String, Days, At)>,
}

impl<'r> Rows<'r> {
    pub fn new(
        table: &'r Table,
        model: &'r Model,
        names: &'r Names,
        dates: Option<DayOrder>,
        findings: &'r mut Findings,
    ) -> Self {
        let orders = dates.map_or_else(|| DAY_ORDERS.to_vec(), |order| vec![order]);
        let (items, merged) = (BTreeMap::new(), BTreeMap::new());
        Self {
            table,
            model,
            names,
            findings,
            has_problems: false,
            items,
            merged,
            orders,
            unsure: Vec::new(),
        }
    }

    pub fn problem(
        &mut self,
        rule: &'static crate::diagnostic::Rule,
        at: &At,
        arguments: &[(&'static str, &str)],
    ) {
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
        let Some((cell, at)) = given.filter(|(cell, _)| cell.day.is_empty()) else {
            return;
        };
        let days = days_in(&comparable(&cell.text));
        if !days.is_day() {
            return;
        }
        let left: Vec<DayOrder> = self
            .orders
            .iter()
            .copied()
            .filter(|order| days.get(*order).is_some())
            .collect();
        if left.is_empty() {
            self.problem(&rules::TABLE_DAY_ORDER, &at, &[("day", cell.text.trim())]);
            return;
        }
        self.orders = left;
        self.unsure.push((cell.text.trim().to_owned(), days, at));
    }

    /// A day in the order of the file; a text that is none stays as it is.
    pub fn day(&self, cell: &Cell) -> String {
        if !cell.day.is_empty() {
            return cell.day.clone();
        }
        let days = days_in(&comparable(&cell.text));
        // One that fits no order of the others has been found; it is not told again that it is no day.
        let fits = self
            .orders
            .first()
            .into_iter()
            .chain(&DAY_ORDERS)
            .find_map(|order| days.get(*order));
        fits.map_or_else(|| cell.text.clone(), str::to_owned)
    }

    /// Asks how days are to be read, where orders that are left read one of them in different ways.
    fn ask_for_order(&mut self) {
        let differs = |(_, days, _): &&(String, Days, At)| {
            self.orders
                .iter()
                .any(|order| days.get(*order) != days.get(self.orders[0]))
        };
        let Some((text, days, at)) = self.unsure.iter().find(differs).cloned() else {
            return;
        };
        let mut meanings: Vec<&str> = self
            .orders
            .iter()
            .filter_map(|order| days.get(*order))
            .collect();
        meanings.dedup();
        self.problem(
            &rules::TABLE_DATES,
            &at,
            &[("day", &text), ("days", &meanings.join(", "))],
        );
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
        evidence: &mut BTreeMap<&'static str, Given>,
    ) {
        let value = self.value(item, column, cell);
        // An item with one scale has no side to choose; its name may stand there all the same.
        if column == "side" && matches!(item.scales.as_slice(), [only] if value == only.as_str()) {
            return;
        }
        let Some(said) = self.items.get_mut(&item.id) else {
            return;
        };
        let before = match column.split_once('.') {
            Some(("evidence", field)) => {
                evidence.entry(field).or_insert((value, at));
                return;
            }
            Some((_, field)) => said
                .plan
                .entry(field)
                .or_insert_with(|| (value.clone(), at.clone())),
            None if column == "target" => said
                .target
                .get_or_insert_with(|| (value.clone(), at.clone())),
            None => said
                .fields
                .entry(column)
                .or_insert_with(|| (value.clone(), at.clone())),
        };
        if before.0 != value {
            let id = item.id.clone();
            self.problem(&rules::TABLE_REPEATED, &at, &[("item", &id)]);
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

    /// Answers and targets as parts of a file, items in the order of the table's ids.
    pub fn parts(self, general_target: Option<Part>) -> [(&'static str, Part); 2] {
        let (mut answers, mut targets) = (Vec::new(), Vec::new());
        for (id, said) in self.items {
            if let Some((value, at)) = said.target {
                targets.push((id.clone(), Part::Value(value, Some(at))));
            }
            let mut fields = named(said.fields);
            if !said.evidence.is_empty() {
                let pieces = said
                    .evidence
                    .into_iter()
                    .map(|(fields, at)| Part::Record(named(fields), Some(at)));
                fields.push(("evidence".to_owned(), Part::List(pieces.collect())));
            }
            if !said.plan.is_empty() {
                fields.push((
                    "plan".to_owned(),
                    Part::Record(named(said.plan), Some(said.first.clone())),
                ));
            }
            if !fields.is_empty() {
                answers.push((id, Part::Record(fields, Some(said.first))));
            }
        }
        let level = general_target.map(|level| ("level".to_owned(), level));
        let items = [("items".to_owned(), Part::Record(targets, None))];
        let target = Part::Record(level.into_iter().chain(items).collect(), None);
        [("answers", Part::Record(answers, None)), ("target", target)]
    }
}

fn named(fields: BTreeMap<&'static str, Given>) -> Vec<(String, Part)> {
    fields
        .into_iter()
        .map(|(name, (value, at))| (name.to_owned(), Part::Value(value, Some(at))))
        .collect()
}
