//! A report as Markdown. Whatever a team wrote is text in it: characters that Markdown would read are escaped.

use super::printable::{Part, Printable, PrintedTable, one_line};
use std::fmt::Write as _;

/// Writes it.
#[must_use]
pub fn markdown(printable: &Printable) -> String {
    let mut out = String::new();
    let tlp = if printable.tlp.is_empty() {
        String::new()
    } else {
        format!("**{}**\n\n", escape(&printable.tlp))
    };
    let _ = write!(out, "{tlp}# {}\n\n", escape(&printable.title));
    printable
        .parts
        .iter()
        .for_each(|part| self::part(&mut out, part));
    // The label stands at both ends, so that a part that is cut off still has one.
    out.push_str(tlp.trim_end());
    format!("{}\n", out.trim_end())
}

fn part(out: &mut String, part: &Part) {
    match part {
        Part::Heading(text) => drop(write!(out, "## {}\n\n", escape(text))),
        Part::Subheading(text) => drop(write!(out, "### {}\n\n", escape(text))),
        Part::Paragraph(text) => drop(write!(out, "{}\n\n", escape(text))),
        Part::Notice(text) => drop(write!(out, "> {}\n\n", escape(text))),
        Part::List(points) => {
            for point in points {
                let _ = writeln!(out, "- {}", escape(point));
            }
            out.push('\n');
        }
        Part::Facts(facts) => {
            for (name, value) in facts {
                let _ = writeln!(out, "- **{}**: {}", escape(name), escape(value));
            }
            out.push('\n');
        }
        Part::Table(table) => self::table(out, table),
        Part::Radar(_) | Part::Heat(_) => {}
    }
}

fn table(out: &mut String, table: &PrintedTable) {
    let row = |cells: &mut dyn Iterator<Item = String>| {
        format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
    };
    let _ = write!(out, "{}\n\n", escape(&table.caption));
    out.push_str(&row(&mut table
        .head
        .iter()
        .map(|column| escape(&column.name))));
    out.push_str(&row(&mut table.head.iter().map(|column| {
        if column.numeric { "---:" } else { "---" }.to_owned()
    })));
    for cells in &table.rows {
        out.push_str(&row(&mut cells.iter().map(|cell| escape(cell))));
    }
    out.push('\n');
}

/// On one line, with everything escaped that could be read as Markdown or HTML.
fn escape(text: &str) -> String {
    let line = one_line(text);
    let mut out = String::with_capacity(line.len());
    for (at, c) in line.char_indices() {
        match c {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '!' => out.extend(['\\', c]),
            '#' | '>' | '+' | '=' | '-' if at == 0 => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    // "1." and "1)" at the beginning of a line begin a list.
    let digits = out.chars().take_while(char::is_ascii_digit).count();
    if digits > 0 && out[digits..].starts_with(['.', ')']) {
        out.insert(digits, '\\');
    }
    out
}
