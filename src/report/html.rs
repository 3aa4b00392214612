//! A report as one HTML file: no script, no request, its label at the top and the bottom of every printed page.

use super::document::{Document, Field, Heat, Part, Radar, Table};
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr as _;

const STYLE: &str = include_str!("report.css");

/// Writes it.
#[must_use]
pub fn html(document: &Document) -> String {
    let mut body = String::new();
    for part in &document.parts {
        self::part(&mut body, part);
    }
    let [language, direction, title] =
        [&document.language, &document.direction, &document.title].map(|text| escape(text));
    let label = if document.tlp.is_empty() {
        String::new()
    } else {
        label(&document.tlp)
    };
    // On paper the table's head and foot, repeated on every page, keep room for the labels; what is fixed stands there on
    // every page, the last one included.
    let fixed = if label.is_empty() {
        String::new()
    } else {
        format!("<div class=\"fixed\" aria-hidden=\"true\">{label}{label}</div>\n")
    };
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

/// Nothing is loaded and nothing runs; only this style sheet is applied.
fn policy() -> String {
    use base64::Engine as _;
    use sha2::Digest as _;
    let hash =
        base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(STYLE.as_bytes()));
    format!("default-src 'none'; style-src 'sha256-{hash}'; form-action 'none'; base-uri 'none'")
}

/// A TLP label in the colours that FIRST gives it.
fn label(tlp: &str) -> String {
    let kind: String = tlp
        .chars()
        .filter(char::is_ascii_alphabetic)
        .collect::<String>()
        .to_ascii_lowercase();
    format!("<p class=\"tlp {kind}\"><span>{}</span></p>", escape(tlp))
}

fn part(out: &mut String, part: &Part) {
    let _ = match part {
        Part::Heading(text) => writeln!(out, "<h2>{}</h2>", escape(text)),
        Part::Subheading(text) => writeln!(out, "<h3>{}</h3>", escape(text)),
        Part::Paragraph(text) => writeln!(out, "<p>{}</p>", lines(text)),
        Part::Notice(text) => writeln!(out, "<p class=\"notice\">{}</p>", lines(text)),
        Part::List(points) => {
            let points: Vec<String> = points
                .iter()
                .map(|point| format!("<li>{}</li>", lines(point)))
                .collect();
            writeln!(out, "<ul>{}</ul>", points.concat())
        }
        Part::Facts(facts) => {
            let facts = facts.iter().map(|(name, value)| {
                format!(
                    "<div><dt>{}</dt><dd>{}</dd></div>",
                    escape(name),
                    lines(value)
                )
            });
            writeln!(out, "<dl>{}</dl>", facts.collect::<String>())
        }
        Part::Table(table) => writeln!(out, "{}", self::table(table)),
        Part::Radar(radar) => writeln!(out, "{}", self::radar(radar)),
        Part::Heat(heat) => writeln!(out, "{}", self::heat(heat)),
    };
}

fn table(table: &Table) -> String {
    let class = |numeric: bool| if numeric { " class=\"n\"" } else { "" };
    let head = table.head.iter().map(|column| {
        format!(
            "<th scope=\"col\"{}>{}</th>",
            class(column.numeric),
            escape(&column.name)
        )
    });
    let row = |cells: &Vec<String>| {
        let cells =
            cells
                .iter()
                .zip(&table.head)
                .enumerate()
                .map(|(at, (cell, column))| match at {
                    0 => format!(
                        "<th scope=\"row\"{}>{}</th>",
                        class(column.numeric),
                        lines(cell)
                    ),
                    _ if is_day(cell) => format!("<td class=\"day\">{}</td>", lines(cell)),
                    _ => format!("<td{}>{}</td>", class(column.numeric), lines(cell)),
                });
        format!("<tr>{}</tr>\n", cells.collect::<String>())
    };
    format!(
        "<table class=\"data\">\n<caption>{}</caption>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}</tbody>\n</table>",
        escape(&table.caption),
        head.collect::<String>(),
        table.rows.iter().map(row).collect::<String>()
    )
}

/// Fields on the colours of their levels; the figures say what the colours do.
fn heat(heat: &Heat) -> String {
    let field = |field: &Field| {
        let step = field
            .step
            .map(|step| format!(" class=\"s{step}\""))
            .unwrap_or_default();
        let wanted = field
            .wanted
            .map(|level| format!(" → {level}"))
            .unwrap_or_default();
        format!(
            "<li{step}><span>{}</span> <strong>{}</strong>{wanted}</li>",
            escape(&field.id),
            escape(&field.figure)
        )
    };
    let row = |(name, fields): &(String, Vec<Field>)| {
        let fields: String = fields.iter().map(field).collect();
        format!(
            "<tr><th scope=\"row\">{}</th><td><ul>{fields}</ul></td></tr>\n",
            escape(name)
        )
    };
    let rows: String = heat.rows.iter().map(row).collect();
    format!(
        "<table class=\"data heat\">\n<caption>{}</caption>\n<tbody>\n{rows}</tbody>\n</table>",
        escape(&heat.caption)
    )
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

/// Half the width of a drawing, and the radius of its highest level.
const MIDDLE: f64 = 260.0;
const RADIUS: f64 = 150.0;

/// Rings for the levels, an axis for each name, and the values; what has no value has no point.
fn radar(radar: &Radar) -> String {
    let mut out = String::new();
    for level in 1..=radar.highest {
        let ring = radar
            .axes
            .iter()
            .enumerate()
            .map(|(at, _)| point(radar, at, Some(level * 10)));
        let _ = write!(
            out,
            "<polygon class=\"ring\" points=\"{}\"/>",
            ring.flatten().collect::<Vec<_>>().join(" ")
        );
    }
    for (at, (name, value)) in radar.axes.iter().enumerate() {
        let (x, y) = place(radar, at, RADIUS);
        let (tx, ty) = place(radar, at, RADIUS + 14.0);
        let anchor = if (tx - MIDDLE).abs() < 12.0 {
            "middle"
        } else if tx > MIDDLE {
            "start"
        } else {
            "end"
        };
        let _ = write!(
            out,
            "<line class=\"axis\" x1=\"{MIDDLE}\" y1=\"{MIDDLE}\" x2=\"{x:.1}\" y2=\"{y:.1}\"/>"
        );
        let value = value
            .map(|tenths| format!(" {}", tenths_as_text(tenths)))
            .unwrap_or_default();
        let name = shortened(name, 28);
        let _ = write!(
            out,
            "<text x=\"{tx:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\">{}{value}</text>",
            ty + 4.0,
            escape(&name)
        );
    }
    let points: Vec<String> = radar
        .axes
        .iter()
        .enumerate()
        .filter_map(|(at, (_, value))| point(radar, at, *value))
        .collect();
    let _ = write!(
        out,
        "<polygon class=\"value\" points=\"{}\"/>",
        points.join(" ")
    );
    for (x, y) in points.iter().filter_map(|point| point.split_once(',')) {
        let _ = write!(
            out,
            "<circle class=\"dot\" cx=\"{x}\" cy=\"{y}\" r=\"3.5\"/>"
        );
    }
    let title = escape(&radar.title);
    format!(
        "<figure><svg viewBox=\"-140 70 800 380\" role=\"img\" aria-label=\"{title}\">{out}</svg>\n<figcaption>{title}</figcaption></figure>"
    )
}

/// A number of tenths as it is written.
pub fn tenths_as_text(tenths: i64) -> String {
    format!(
        "{}{}.{}",
        if tenths < 0 { "-" } else { "" },
        tenths.abs() / 10,
        tenths.abs() % 10
    )
}

/// A name of at most so many narrow characters.
fn shortened(name: &str, most: usize) -> String {
    if name.width() <= most {
        return name.to_owned();
    }
    let mut short = String::new();
    for c in name.chars() {
        if short.width() + 2 >= most {
            break;
        }
        short.push(c);
    }
    short + "…"
}

fn point(radar: &Radar, at: usize, tenths: Option<i64>) -> Option<String> {
    #[expect(clippy::cast_precision_loss, reason = "levels are small numbers")]
    let part = tenths? as f64 / (10.0 * radar.highest.max(1) as f64);
    let (x, y) = place(radar, at, RADIUS * part.clamp(0.0, 1.0));
    Some(format!("{x:.1},{y:.1}"))
}

/// A place at a distance from the middle, on an axis counted clockwise from the top.
fn place(radar: &Radar, at: usize, distance: f64) -> (f64, f64) {
    #[expect(
        clippy::cast_precision_loss,
        reason = "as many axes as a model has categories or items"
    )]
    let turn = at as f64 / radar.axes.len().max(1) as f64 * std::f64::consts::TAU;
    (
        distance.mul_add(turn.sin(), MIDDLE),
        distance.mul_add(-turn.cos(), MIDDLE),
    )
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
