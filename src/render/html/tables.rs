//! Tables, each in a frame that scrolls by itself.

use super::Writer;
use crate::render::phrases::LAST_LINE;
use crate::site::{Inline, Table};
use std::fmt::Write as _;

impl Writer<'_> {
    pub fn table(&mut self, table: &Table) {
        let label = self.say("page.table");
        let _ = write!(
            self.out,
            "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"{label}\"><table>"
        );
        self.table_head(table);
        if !table.rows.is_empty() {
            self.element("tbody", |writer| writer.rows(table));
        }
        self.out.push_str("</table></div>");
    }

    fn rows(&mut self, table: &Table) {
        for row in &table.rows {
            self.out.push_str("<tr>");
            for (column, cell) in row.iter().enumerate() {
                let open = opening("td", table, column);
                self.cell(&open, "td", |writer| writer.paragraph(cell, LAST_LINE));
            }
            self.out.push_str("</tr>");
        }
    }

    /// The head, unless nothing stands in it.
    fn table_head(&mut self, table: &Table) {
        if table.head.iter().all(Vec::is_empty) {
            return;
        }
        self.out.push_str("<thead><tr>");
        for (column, cell) in table.head.iter().enumerate() {
            self.head_cell(table, column, cell);
        }
        self.out.push_str("</tr></thead>");
    }

    /// A cell of the head. An empty one heads nothing.
    fn head_cell(&mut self, table: &Table, column: usize, cell: &[Inline]) {
        if cell.is_empty() {
            return self.cell(&opening("td", table, column), "td", |_| {});
        }
        let open = opening("th scope=\"col\"", table, column);
        self.cell(&open, "th", |writer| writer.title(cell));
    }

    fn cell(&mut self, open: &str, name: &str, content: impl FnOnce(&mut Self)) {
        self.out.push_str(open);
        content(self);
        let _ = write!(self.out, "</{name}>");
    }
}

/// The opening tag of a cell, with the alignment of its column.
fn opening(tag: &str, table: &Table, column: usize) -> String {
    match table.alignment.get(column).copied().flatten() {
        Some(side) => format!("<{tag} class=\"align-{side}\">"),
        None => format!("<{tag}>"),
    }
}
