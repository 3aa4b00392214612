//! A report as one HTML file: no script, no request, its label at the top and the bottom of every printed page.
//!
//! [`html`] is the entry; `radar` and `heat` draw. Whatever a team wrote is escaped, and the policy of the page allows one
//! style sheet and nothing else.

mod heat;
mod radar;

use super::printable::{Column, Part, Printable, PrintedTable};
use std::fmt::Write as _;

const STYLE: &str = include_str!("report.css");

/// Writes it.
#[must_use]
pub fn html(printable: &Printable) -> String {
    let mut body = String::new();
    for part in &printable.parts {
        self::part(&mut body, part);
    }
    let [language, direction, title] =
        [&printable.language, &printable.direction, &printable.title].map(|text| escape(text));
    let label = label(&printable.tlp);
    let fixed = fixed(&label);
    format!(
        "<!doctype html>\n<html lang=\"{language}\" dir=\"{direction}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{fixed}\
         <table class=\"sheet\" role=\"presentation\">\n<thead><tr><td>{label}</td></tr></thead>\n<tbody><tr><td>\n<main>\n\
         <h1>{title}</h1>\n{body}</main>\n</td></tr></tbody>\n<tfoot><tr><td>{label}</td></tr></tfoot>\n</table>\n</body>\n</html>\n",
        policy()
    )
}

/// The label on paper. The table's head and foot, repeated on every page, keep room for it; what is fixed stands there on
/// every page, the last one included.
fn fixed(label: &str) -> String {
    if label.is_empty() {
        return String::new();
    }
    format!("<div class=\"fixed\" aria-hidden=\"true\">{label}{label}</div>\n")
}

/// Nothing is loaded and nothing runs; only this style sheet is applied.
fn policy() -> String {
    use base64::Engine as _;
    use sha2::Digest as _;
    let hash =
        base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(STYLE.as_bytes()));
    format!("default-src 'none'; style-src 'sha256-{hash}'; form-action 'none'; base-uri 'none'")
}

/// A TLP label in the colours that FIRST gives it; nothing where there is none.
fn label(tlp: &str) -> String {
    if tlp.is_empty() {
        return String::new();
    }
    let letters = tlp.chars().filter(char::is_ascii_alphabetic);
    let kind = letters.collect::<String>().to_ascii_lowercase();
    format!("<p class=\"tlp {kind}\"><span>{}</span></p>", escape(tlp))
}

fn part(out: &mut String, part: &Part) {
    let _ = match part {
        Part::Heading(text) => writeln!(out, "<h2>{}</h2>", escape(text)),
        Part::Subheading(text) => writeln!(out, "<h3>{}</h3>", escape(text)),
        Part::Paragraph(text) => writeln!(out, "<p>{}</p>", lines(text)),
        Part::Notice(text) => writeln!(out, "<p class=\"notice\">{}</p>", lines(text)),
        Part::List(points) => {
            let points = points
                .iter()
                .map(|point| format!("<li>{}</li>", lines(point)));
            writeln!(out, "<ul>{}</ul>", points.collect::<String>())
        }
        Part::Facts(facts) => writeln!(
            out,
            "<dl>{}</dl>",
            facts.iter().map(fact).collect::<String>()
        ),
        Part::Table(table) => writeln!(out, "{}", self::table(table)),
        Part::Radar(radar) => writeln!(out, "{}", radar::radar(radar)),
        Part::Heat(heat) => writeln!(out, "{}", heat::heat(heat)),
    };
}

fn fact((name, value): &(String, String)) -> String {
    let [name, value] = [escape(name), lines(value)];
    format!("<div><dt>{name}</dt><dd>{value}</dd></div>")
}

fn table(table: &PrintedTable) -> String {
    let head = table.head.iter().map(|column| {
        let [class, name] = [class(column), &escape(&column.name)];
        format!("<th scope=\"col\"{class}>{name}</th>")
    });
    let rows = table.rows.iter().map(|cells| row(&table.head, cells));
    format!(
        "<table class=\"data\">\n<caption>{}</caption>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}</tbody>\n</table>",
        escape(&table.caption),
        head.collect::<String>(),
        rows.collect::<String>()
    )
}

/// The class of a column's cells.
fn class(column: &Column) -> &'static str {
    if column.numeric { " class=\"n\"" } else { "" }
}

/// A row, whose first cell is its head.
fn row(columns: &[Column], cells: &[String]) -> String {
    let cells = cells.iter().zip(columns).enumerate();
    let cells = cells.map(|(at, (cell, column))| {
        let [class, text] = [class(column), &lines(cell)];
        match at {
            0 => format!("<th scope=\"row\"{class}>{text}</th>"),
            _ if is_day(cell) => format!("<td class=\"day\">{text}</td>"),
            _ => format!("<td{class}>{text}</td>"),
        }
    });
    format!("<tr>{}</tr>\n", cells.collect::<String>())
}

/// Whether it is a day, which is not broken into lines.
fn is_day(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| {
            if matches!(at, 4 | 7) {
                byte == b'-'
            } else {
                byte.is_ascii_digit()
            }
        })
}

/// Text that stands for itself in an element or an attribute.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() && c != '\n' => {}
            c => out.push(c),
        }
    }
    out
}

/// Escaped, with its lines kept apart.
fn lines(text: &str) -> String {
    escape(text.trim()).replace('\n', "<br>")
}
