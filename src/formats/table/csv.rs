//! CSV as spreadsheets save it → cells. The twin of the tools' `csv.js`.

use super::workbook::MAX_COLUMNS;
use super::{Cell, MAX_ROWS, Row, Sheet};
use crate::diagnostic::{Finding, Findings, Place, Text, rules};
use std::ops::Range;

/// How many lines are looked at for the delimiter: headings stand there, below a title at most.
const HEAD_LINES: usize = 20;

/// The cells of a text; `None` where it is no table, which findings say. `is_heading`: whether a text names a column of a table.
pub fn sheet(
    text: &Text,
    is_heading: &dyn Fn(&str) -> bool,
    findings: &mut Findings,
) -> Option<Sheet> {
    let (delimiter, first) = delimiter(&text.text, is_heading);
    let mut lines = Lines {
        text: &text.text,
        at: first,
        delimiter,
    };
    let mut rows = Vec::new();
    let mut number = 1;
    while lines.at < text.text.len() {
        if rows.len() == MAX_ROWS {
            let at = place(text, number, 0, lines.at..lines.at);
            let finding = Finding::new(&rules::ASSESSMENT_LIMIT).at(at);
            findings.add(
                finding
                    .with("path", text.path.to_string())
                    .with("limit", "20,000"),
            );
            return None;
        }
        match lines.next_row() {
            Ok(cells) => rows.push(Row { number, cells }),
            Err((column, at)) => {
                findings.add(Finding::new(&rules::TABLE_QUOTE).at(place(text, number, column, at)));
                return None;
            }
        }
        number += 1;
    }
    if let Some(last) = cut_off(&text.text, &rows) {
        let at = last
            .cells
            .last()
            .map(|cell| cell.span.clone())
            .unwrap_or_default();
        findings.add(Finding::new(&rules::TABLE_CUT).at(place(
            text,
            last.number,
            last.cells.len() - 1,
            at,
        )));
        return None;
    }
    // What stands further to the right is passed over.
    for row in &mut rows {
        row.cells.truncate(MAX_COLUMNS);
    }
    Some(Sheet {
        name: String::new(),
        rows,
        merged: Vec::new(),
    })
}

/// The delimiter, and where the table begins: below a line like `sep=;`, which is for Excel. Without one, the delimiter is that
/// with which a line has the most headings.
fn delimiter(text: &str, is_heading: &dyn Fn(&str) -> bool) -> (char, usize) {
    let first = text.split(['\r', '\n']).next().unwrap_or_default();
    let bare = first.trim_matches('"');
    if let Some(head) = bare.get(..4)
        && head.eq_ignore_ascii_case("sep=")
        && let Some(sign) = bare[4..].chars().next()
    {
        return (sign, (first.len() + 1).min(text.len()));
    }
    let lines = || text.split(['\r', '\n']).take(HEAD_LINES);
    let headings = |line: &str, sign: char| {
        line.split(sign)
            .filter(|cell| is_heading(cell.trim_matches('"')))
            .count()
    };
    let count = |sign: char| lines().map(|line| headings(line, sign)).max().unwrap_or(0);
    let counts = [',', ';', '\t'].map(|sign| (count(sign), sign));
    let best = counts
        .into_iter()
        .reduce(|best, next| if next.0 > best.0 { next } else { best });
    (best.map_or(',', |(_, sign)| sign), 0)
}

/// The line at which a table breaks off: it has no end, and fewer cells than the one with most.
fn cut_off<'r>(text: &str, rows: &'r [Row]) -> Option<&'r Row> {
    let most = rows.iter().map(|row| row.cells.len()).max()?;
    rows.last()
        .filter(|row| !text.ends_with(['\n', '\r']) && row.cells.len() < most)
}

fn place(text: &Text, row: usize, column: usize, at: Range<usize>) -> Place {
    Place {
        cell: format!("{}{row}", super::column_letter(column)),
        ..text.place(at)
    }
}

struct Lines<'t> {
    text: &'t str,
    at: usize,
    delimiter: char,
}

impl Lines<'_> {
    /// The cells of the next line; where a quotation mark is wrong, its column and place.
    fn next_row(&mut self) -> Result<Vec<Cell>, (usize, Range<usize>)> {
        let mut cells = Vec::new();
        loop {
            let is_quoted = self.text[self.at..].starts_with('"');
            let cell = if is_quoted {
                self.quoted().map_err(|at| (cells.len(), at))?
            } else {
                self.plain()
            };
            cells.push(cell);
            let rest = &self.text[self.at..];
            if let Some(after) = rest.strip_prefix(self.delimiter) {
                self.at = self.text.len() - after.len();
                if after.is_empty() {
                    cells.push(Cell {
                        span: self.at..self.at,
                        ..Cell::default()
                    });
                    return Ok(cells);
                }
                continue;
            }
            let after = rest
                .strip_prefix("\r\n")
                .or_else(|| rest.strip_prefix(['\r', '\n']))
                .unwrap_or(rest);
            self.at = self.text.len() - after.len();
            return Ok(cells);
        }
    }

    fn plain(&mut self) -> Cell {
        let rest = &self.text[self.at..];
        let end = rest
            .find([self.delimiter, '\r', '\n'])
            .unwrap_or(rest.len());
        let span = self.at..self.at + end;
        self.at = span.end;
        Cell {
            text: unguarded(&rest[..end]).to_owned(),
            span,
            ..Cell::default()
        }
    }

    /// A cell between quotation marks; a mark inside stands twice.
    fn quoted(&mut self) -> Result<Cell, Range<usize>> {
        let start = self.at;
        let mut text = String::new();
        let mut from = start + 1;
        loop {
            let wrong = start..start + 1;
            let close = self.text[from..]
                .find('"')
                .map(|at| from + at)
                .ok_or(wrong.clone())?;
            text.push_str(&self.text[from..close]);
            from = close + 1;
            let rest = &self.text[from..];
            if rest.starts_with('"') {
                text.push('"');
                from += 1;
            } else if rest.is_empty() || rest.starts_with([self.delimiter, '\r', '\n']) {
                self.at = from;
                return Ok(Cell {
                    text: unguarded(&text).replace("\r\n", "\n").replace('\r', "\n"),
                    span: start..from,
                    ..Cell::default()
                });
            } else {
                return Err(wrong);
            }
        }
    }
}

/// Takes off the apostrophe that the tools put before what a spreadsheet would run as a formula.
fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'')
        .filter(|rest| runs(rest))
        .unwrap_or(text)
}

/// Whether a spreadsheet takes a text for the beginning of a formula, also behind quotation marks and what is not seen.
fn runs(text: &str) -> bool {
    let unseen = |sign: char| {
        sign.is_whitespace()
            || sign.is_control()
            || "\"'`\u{feff}\u{200b}\u{200e}\u{200f}".contains(sign)
    };
    text.trim_start_matches('\'')
        .starts_with(['\t', '\r', '\n'])
        || text
            .trim_start_matches(unseen)
            .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '−'])
}

/// The text of a file in the encodings of spreadsheets: UTF-8, UTF-16 that says so, and what `fits` in `Shift_JIS`, as Excel saves
/// CSV in Japan. `true` where it is that. `None` is no text, which findings say.
pub fn decoded(
    path: &str,
    bytes: &[u8],
    fits: impl Fn(&str) -> bool,
    findings: &mut Findings,
) -> Option<(String, bool)> {
    let wide = [encoding_rs::UTF_16LE, encoding_rs::UTF_16BE]
        .into_iter()
        .zip([[0xff, 0xfe], [0xfe, 0xff]]);
    for (encoding, mark) in wide {
        if let Some(rest) = bytes.strip_prefix(&mark)
            && let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(rest)
        {
            return Some((text.into_owned(), false));
        }
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some((
            text.strip_prefix('\u{feff}').unwrap_or(text).to_owned(),
            false,
        ));
    }
    let japanese =
        encoding_rs::SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes);
    match japanese.filter(|text| fits(text)) {
        Some(text) => Some((text.into_owned(), true)),
        None => {
            findings.add(Finding::new(&rules::INVALID_UTF8).at(Place::file(path)));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_heading(text: &str) -> bool {
        ["item", "level", "note"].contains(&text)
    }

    fn cells(text: &str) -> Vec<Vec<String>> {
        let sheet = sheet(
            &Text::new("x.csv", text),
            &is_heading,
            &mut Findings::default(),
        )
        .unwrap();
        sheet
            .rows
            .iter()
            .map(|row| row.cells.iter().map(|cell| cell.text.clone()).collect())
            .collect()
    }

    #[test]
    fn lines_are_split_whatever_the_delimiter() {
        let expected = vec![
            vec!["item", "level"],
            vec!["A;1", ""],
            vec!["two\nlines \"x\"", "3"],
        ];
        assert_eq!(
            cells("item,level\r\nA;1,\r\n\"two\nlines \"\"x\"\"\",3\r\n"),
            expected
        );
        assert_eq!(
            cells("sep=;\nitem;level\n\"A;1\";\n\"two\nlines \"\"x\"\"\";3\n"),
            expected
        );
        assert_eq!(
            cells("Our title\ritem\tlevel\rA\t1"),
            [vec!["Our title"], vec!["item", "level"], vec!["A", "1"]]
        );
        assert_eq!(cells("a,b,"), [["a", "b", ""]]);
    }

    #[test]
    fn what_breaks_off_is_no_table() {
        for text in [
            "item,level\nA,\"3",
            "item,level,note\nA,3,x\nB,2",
            "item,level\n\"A\"x,3\n",
        ] {
            let mut findings = Findings::default();
            assert!(
                sheet(&Text::new("x.csv", text), &is_heading, &mut findings).is_none(),
                "{text}"
            );
            assert_eq!(findings.iter().count(), 1);
        }
        assert_eq!(cells("item,level\nA,3").len(), 2);
    }

    #[test]
    fn only_our_own_apostrophe_is_taken_off() {
        assert_eq!(
            ["'=1+1", "'a", "'\t=x", "=1"].map(unguarded),
            ["=1+1", "'a", "\t=x", "=1"]
        );
    }
}
