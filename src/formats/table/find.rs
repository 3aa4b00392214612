//! Where in a sheet the table of answers is, and of which model it is. What stands in the columns is told by the headings, wherever
//! these are.

use super::names::{Names, comparable};
use super::{KnownModel, Row, Table};
use crate::diagnostic::{Finding, Findings, Place, rules};
use crate::scoring::Item;
use std::collections::BTreeSet;

/// The rows of answers in a sheet, and which column is where.
pub(super) struct Found<'t> {
    pub sheet: usize,
    pub head: &'t Row,
    pub columns: Vec<(&'static str, usize)>,
    /// Whether a heading is there a second time.
    pub repeats: bool,
    pub rows: Vec<&'t Row>,
}

impl Found<'_> {
    /// Where a column is; the first one where it is not there.
    pub fn column(&self, key: &str) -> usize {
        self.columns
            .iter()
            .find(|(known, _)| *known == key)
            .map_or(0, |(_, at)| *at)
    }

    /// Whether there is something to fill in beside levels.
    pub fn has_fields(&self) -> bool {
        let is_field = |column: &str| {
            matches!(column, "note" | "notApplicable") || column.starts_with("evidence.")
        };
        self.columns.iter().any(|(column, _)| is_field(column))
    }

    /// The item that a row names.
    pub fn item(&self, row: &Row) -> String {
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
pub(super) fn find<'t>(
    table: &'t Table,
    sheet: usize,
    is_item: &dyn Fn(&str) -> bool,
    names: &Names,
) -> Option<Found<'t>> {
    let rows = &table.sheets.get(sheet)?.rows;
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
    let counted = rows.iter().enumerate().filter(counts).map(|(_, row)| row);
    found.rows = counted.collect();
    Some(found)
}

/// Whether columns are those of a table with an item in each row.
fn is_head(columns: &[(&str, usize)]) -> bool {
    let has = |key: &str| columns.iter().any(|(known, _)| *known == key);
    has("item") && has("level")
}

/// The model whose items a table has that names none. Names count, too: editions of a model share ids.
pub(super) fn model_of<'k, 'm>(
    table: &Table,
    known: &'k [KnownModel<'m>],
    findings: &mut Findings,
) -> Option<&'k KnownModel<'m>> {
    let scores: Vec<(usize, &KnownModel<'_>)> = known
        .iter()
        .filter_map(|known| Some((likeness(table, known)?, known)))
        .collect();
    let Some(best) = scores.iter().map(|(score, _)| *score).max() else {
        findings.add(Finding::new(&rules::TABLE_HEADING).at(Place::file(&table.path)));
        return None;
    };
    let mut candidates = scores.iter().filter(|(score, _)| *score == best);
    if let (Some((_, one)), None) = (candidates.next(), candidates.next()) {
        return known.iter().find(|known| std::ptr::eq(*known, *one));
    }
    let candidates = scores.iter().filter(|(score, _)| *score == best);
    let names: Vec<&str> = candidates
        .map(|(_, known)| known.model.id.as_str())
        .collect();
    findings.add(
        Finding::new(&rules::TABLE_MODEL)
            .at(Place::file(&table.path))
            .with("models", names.join(", ")),
    );
    None
}

/// How much of a table is of a model: a point for each row with an item of it, and one more where the row has the item's name,
/// too. None where there are no headings.
fn likeness(table: &Table, known: &KnownModel<'_>) -> Option<usize> {
    let names = Names::of(known);
    let item = |id: &str| known.model.items.iter().find(|item| item.id == id);
    let found = (0..table.sheets.len())
        .filter_map(|sheet| find(table, sheet, &|id| item(id).is_some(), &names));
    let score = |found: Found<'_>| {
        let of_row =
            |row: &&Row| Some(1 + usize::from(has_name(row, item(&found.item(row))?, known)));
        found.rows.iter().filter_map(of_row).sum::<usize>()
    };
    found.map(score).max()
}

/// Whether a row has the name of an item in any language.
fn has_name(row: &Row, item: &Item, known: &KnownModel<'_>) -> bool {
    let cells: BTreeSet<String> = row
        .cells
        .iter()
        .map(|cell| comparable(&cell.text))
        .collect();
    let named = known.words.iter().map(|words| words.item(item));
    named
        .chain([item.name.clone()])
        .any(|name| cells.contains(&comparable(&name)))
}
