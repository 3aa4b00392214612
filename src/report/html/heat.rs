//! All items on one sheet: fields on the colours of their levels. The figures say what the colours do.

use super::escape;
use crate::report::printable::{Heat, HeatField};

/// Draws it, a row a category.
pub fn heat(heat: &Heat) -> String {
    let rows: String = heat.rows.iter().map(row).collect();
    format!(
        "<table class=\"data heat\">\n<caption>{}</caption>\n<tbody>\n{rows}</tbody>\n</table>",
        escape(&heat.caption)
    )
}

fn row((name, fields): &(String, Vec<HeatField>)) -> String {
    let name = escape(name);
    let fields: String = fields.iter().map(field).collect();
    format!("<tr><th scope=\"row\">{name}</th><td><ul>{fields}</ul></td></tr>\n")
}

fn field(field: &HeatField) -> String {
    let step = field.step.map(|step| format!(" class=\"s{step}\""));
    let wanted = field.wanted.map(|level| format!(" → {level}"));
    format!(
        "<li{}><span>{}</span> <strong>{}</strong>{}</li>",
        step.unwrap_or_default(),
        escape(&field.id),
        escape(&field.figure),
        wanted.unwrap_or_default()
    )
}
