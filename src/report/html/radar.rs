//! A radar chart as SVG: rings for the levels, an axis for each name, and the values. What has no value has no point.

use super::escape;
use crate::report::figures::tenths_as_text;
use crate::report::printable::Radar;
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr as _;

/// Half the width of a drawing, and the radius of its highest level, in units of its view box.
const MIDDLE: f64 = 260.0;
const RADIUS: f64 = 150.0;

/// Draws it.
pub fn radar(radar: &Radar) -> String {
    let mut out = String::new();
    // Level 0 is the middle.
    for level in 1..=radar.highest {
        ring(&mut out, radar, level);
    }
    for at in 0..radar.axes.len() {
        axis(&mut out, radar, at);
    }
    values(&mut out, radar);
    let title = escape(&radar.title);
    format!(
        "<figure><svg viewBox=\"-140 70 800 380\" role=\"img\" aria-label=\"{title}\">{out}</svg>\n<figcaption>{title}</figcaption></figure>"
    )
}

fn ring(out: &mut String, radar: &Radar, level: i64) {
    let axes = 0..radar.axes.len();
    let points: Vec<String> = axes
        .filter_map(|at| point(radar, at, Some(level * 10)))
        .collect();
    let points = points.join(" ");
    let _ = write!(out, "<polygon class=\"ring\" points=\"{points}\"/>");
}

/// An axis, with its name and value at its end.
fn axis(out: &mut String, radar: &Radar, at: usize) {
    let (name, value) = &radar.axes[at];
    let (x, y) = place(radar, at, RADIUS);
    let (text_x, text_y) = place(radar, at, RADIUS + 14.0);
    let _ = write!(
        out,
        "<line class=\"axis\" x1=\"{MIDDLE}\" y1=\"{MIDDLE}\" x2=\"{x:.1}\" y2=\"{y:.1}\"/>"
    );
    let value = value.map(|tenths| format!(" {}", tenths_as_text(tenths)));
    let _ = write!(
        out,
        "<text x=\"{text_x:.1}\" y=\"{:.1}\" text-anchor=\"{}\">{}{}</text>",
        text_y + 4.0,
        anchor(text_x),
        escape(&shortened(name, 28)),
        value.unwrap_or_default()
    );
}

/// Names stand outside the chart, those above and below it centred.
fn anchor(x: f64) -> &'static str {
    if (x - MIDDLE).abs() < 12.0 {
        "middle"
    } else if x > MIDDLE {
        "start"
    } else {
        "end"
    }
}

fn values(out: &mut String, radar: &Radar) {
    let axes = radar.axes.iter().enumerate();
    let points: Vec<String> = axes
        .filter_map(|(at, (_, value))| point(radar, at, *value))
        .collect();
    let line = points.join(" ");
    let _ = write!(out, "<polygon class=\"value\" points=\"{line}\"/>");
    for (x, y) in points.iter().filter_map(|point| point.split_once(',')) {
        let _ = write!(
            out,
            "<circle class=\"dot\" cx=\"{x}\" cy=\"{y}\" r=\"3.5\"/>"
        );
    }
}

/// A name of at most so many narrow characters.
fn shortened(name: &str, most: usize) -> String {
    if name.width() <= most {
        return name.to_owned();
    }
    let mut short = String::new();
    for c in name.chars() {
        // Room for a wide character, or for a narrow one and the ellipsis.
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
