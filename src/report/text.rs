//! A report as plain text for a terminal: columns are aligned, wide characters counted as two.

use super::printable::{Part, Printable, PrintedTable, one_line};
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr as _;

/// Writes it.
#[must_use]
pub fn text(printable: &Printable) -> String {
    let mut out = String::new();
    if !printable.tlp.is_empty() {
        let _ = writeln!(out, "{}\n", printable.tlp);
    }
    underlined(&mut out, &printable.title, '=');
    printable
        .parts
        .iter()
        .for_each(|part| self::part(&mut out, part));
    if !printable.tlp.is_empty() {
        let _ = writeln!(out, "{}", printable.tlp);
    }
    out
}

fn part(out: &mut String, part: &Part) {
    match part {
        Part::Heading(text) => underlined(out, text, '='),
        Part::Subheading(text) => underlined(out, text, '-'),
        Part::Paragraph(text) => drop(write!(out, "{}\n\n", plain(text))),
        Part::Notice(text) => drop(write!(out, "! {}\n\n", plain(text))),
        Part::List(points) => {
            for point in points {
                let _ = writeln!(out, "- {}", plain(point));
            }
            out.push('\n');
        }
        Part::Facts(facts) => {
            let rows: Vec<Vec<String>> = facts
                .iter()
                .map(|(name, value)| vec![name.clone(), value.clone()])
                .collect();
            rows_of(out, &rows, &[false, false]);
            out.push('\n');
        }
        Part::Table(table) => self::table(out, table),
        Part::Radar(_) | Part::Heat(_) => {}
    }
}

/// On one line, and without characters that steer a terminal.
fn plain(text: &str) -> String {
    one_line(text).chars().filter(|c| !c.is_control()).collect()
}

fn underlined(out: &mut String, text: &str, with: char) {
    let text = plain(text);
    let _ = writeln!(out, "{text}\n{}\n", with.to_string().repeat(text.width()));
}

fn table(out: &mut String, table: &PrintedTable) {
    let _ = writeln!(out, "{}", plain(&table.caption));
    let numeric: Vec<bool> = table.head.iter().map(|column| column.numeric).collect();
    let mut rows = vec![
        table
            .head
            .iter()
            .map(|column| column.name.clone())
            .collect::<Vec<_>>(),
    ];
    rows.extend(table.rows.iter().cloned());
    rows_of(out, &rows, &numeric);
    out.push('\n');
}

/// Rows whose cells stand below each other; numbers end below each other.
fn rows_of(out: &mut String, rows: &[Vec<String>], numeric: &[bool]) {
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| row.iter().map(|cell| plain(cell)).collect())
        .collect();
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.width()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..numeric.len()).map(width).collect();
    for row in &rows {
        let cells = row.iter().zip(&widths).zip(numeric);
        let cells = cells.map(|((cell, width), numeric)| padded(cell, *width, *numeric));
        let line = cells.collect::<Vec<_>>().join("  ");
        let _ = writeln!(out, "  {}", line.trim_end());
    }
}

fn padded(cell: &str, width: usize, numeric: bool) -> String {
    let space = " ".repeat(width - cell.width());
    if numeric {
        format!("{space}{cell}")
    } else {
        format!("{cell}{space}")
    }
}
