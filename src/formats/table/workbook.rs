//! A workbook as plain cells: of our own making, or saved again by a spreadsheet program. The twin of the tools' `xlsx-read.js`.
//!
//! Nothing in it is evaluated or followed, and a hostile one meets a limit before it has filled the memory. (That is why no
//! general reader of workbooks is used: those lay a sheet out as a whole rectangle, and two cells can make it a huge one.)

use super::days::day_of_serial;
use super::{Cell, MAX_ROWS, Row, Sheet};
use crate::diagnostic::{Finding, rules};
use roxmltree::{Document, Node, ParsingOptions};
use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use zip::ZipArchive;
use zip::result::ZipError;

const MAX_ENTRIES: usize = 64;
const MAX_BYTES: u64 = 32 * 1024 * 1024;
const MAX_NODES: u32 = 500_000;
/// The most columns of a sheet that are read.
pub(super) const MAX_COLUMNS: usize = 200;
const MAX_SHEETS: usize = 20;

/// Why a workbook cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It is not complete, or not well-formed.
    Damaged,
    /// It is more than is read; the limit.
    Large(&'static str),
    /// It has a password, or it is of the old binary kind.
    Locked,
}

impl Refusal {
    /// It as a finding.
    pub fn finding(self, path: &str) -> Finding {
        match self {
            Self::Damaged => Finding::new(&rules::WORKBOOK_DAMAGED),
            Self::Locked => Finding::new(&rules::WORKBOOK_LOCKED),
            Self::Large(limit) => Finding::new(&rules::ASSESSMENT_LIMIT)
                .with("path", path)
                .with("limit", limit),
        }
    }
}

/// The files of the archive by name.
type Files = BTreeMap<String, String>;

/// The sheets of a workbook, in its order.
pub fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    // A workbook with a password, and one of the old binary kind, is an OLE file.
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(Refusal::Locked);
    }
    let files = unpacked(bytes, MAX_BYTES)?;
    let main = targets(&files, "", "officeDocument")?
        .into_values()
        .next()
        .ok_or(Refusal::Damaged)?;
    let worksheets = targets(&files, &main, "worksheet")?;
    let strings = match targets(&files, &main, "sharedStrings")?.values().next() {
        Some(name) => children(document(&files, name)?.root_element(), "si")
            .map(string_of)
            .collect(),
        None => Vec::new(),
    };
    let workbook = document(&files, &main)?;
    let root = workbook.root_element();
    let old_calendar =
        children(root, "workbookPr").any(|node| is_true(attribute(node, "date1904")));
    let named = children(root, "sheets")
        .flat_map(|node| children(node, "sheet").collect::<Vec<_>>())
        .take(MAX_SHEETS);
    let mut sheets = Vec::new();
    for sheet in named {
        let Some(part) = attribute(sheet, "id").and_then(|id| worksheets.get(id)) else {
            continue;
        };
        let part = document(&files, part)?;
        let name = attribute(sheet, "name").unwrap_or_default().to_owned();
        sheets.push(sheet_of(name, part.root_element(), &strings, old_calendar)?);
    }
    Ok(sheets)
}

/// The XML parts of the archive. What they say of their sizes is held against the limit first, and is not believed afterwards.
fn unpacked(bytes: &[u8], limit: u64) -> Result<Files, Refusal> {
    let damaged = |_: std::io::Error| Refusal::Damaged;
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| refusal(&error))?;
    if archive.len() > MAX_ENTRIES
        || archive
            .decompressed_size()
            .is_some_and(|size| size > u128::from(limit))
    {
        return Err(Refusal::Large("32 MB"));
    }
    if archive.has_duplicate_names() {
        return Err(Refusal::Damaged);
    }
    let mut files = Files::new();
    let mut left = limit;
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).map_err(|error| refusal(&error))?;
        let name = file.name().map_err(|error| refusal(&error))?.into_owned();
        let mut content = Vec::new();
        let read = file
            .by_ref()
            .take(left + 1)
            .read_to_end(&mut content)
            .map_err(damaged)?;
        left = left
            .checked_sub(read as u64)
            .ok_or(Refusal::Large("32 MB"))?;
        if let Ok(text) = String::from_utf8(content) {
            files.insert(name, text);
        }
    }
    Ok(files)
}

fn refusal(error: &ZipError) -> Refusal {
    match error {
        ZipError::UnsupportedArchive(why) if *why == ZipError::PASSWORD_REQUIRED => Refusal::Locked,
        _ => Refusal::Damaged,
    }
}

/// A part, parsed. A document type is refused, so there are no entities but the five, and no reference to anything outside.
fn document<'f>(files: &'f Files, name: &str) -> Result<Document<'f>, Refusal> {
    let text = files.get(name).ok_or(Refusal::Damaged)?;
    let options = ParsingOptions {
        nodes_limit: MAX_NODES,
        ..ParsingOptions::default()
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached => Refusal::Large("500,000"),
        _ => Refusal::Damaged,
    })
}

/// The parts that a part names, of one kind, by the id of the relation. What lies outside of the file does not count.
fn targets(files: &Files, name: &str, kind: &str) -> Result<BTreeMap<String, String>, Refusal> {
    let (folder, file) = name
        .rsplit_once('/')
        .map_or(("", name), |(folder, file)| (folder, file));
    let relations = path_of(folder, &format!("_rels/{file}.rels"));
    let document = document(files, &relations)?;
    let is_wanted = |node: &Node<'_, '_>| {
        let of_kind =
            attribute(*node, "Type").and_then(|known| known.rsplit('/').next()) == Some(kind);
        of_kind && attribute(*node, "TargetMode") != Some("External")
    };
    let wanted = children(document.root_element(), "Relationship").filter(is_wanted);
    let target = |node| {
        (
            text_of(node, "Id"),
            path_of(folder, &text_of(node, "Target")),
        )
    };
    Ok(wanted.map(target).collect())
}

/// A path from a folder of the archive; one that begins with a slash is from its root.
fn path_of(folder: &str, target: &str) -> String {
    let whole = if target.starts_with('/') {
        target.to_owned()
    } else {
        format!("{folder}/{target}")
    };
    let mut path: Vec<&str> = Vec::new();
    for step in whole.split('/') {
        match step {
            ".." => {
                path.pop();
            }
            "" | "." => {}
            step => path.push(step),
        }
    }
    path.join("/")
}

fn children<'a, 'i>(node: Node<'a, 'i>, name: &str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children()
        .filter(move |child| child.is_element() && child.tag_name().name() == name)
}

/// An attribute whatever its prefix.
fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes()
        .find(|attribute| attribute.name() == name)
        .map(|attribute| attribute.value())
}

fn text_of(node: Node<'_, '_>, attribute_name: &str) -> String {
    attribute(node, attribute_name)
        .unwrap_or_default()
        .to_owned()
}

fn is_true(value: Option<&str>) -> bool {
    matches!(value, Some("1" | "true"))
}

/// The text of a string with its runs; how Japanese is read aloud (`rPh`) is not part of it.
fn string_of(node: Node<'_, '_>) -> String {
    let mut text = String::new();
    for child in node.children() {
        match child.tag_name().name() {
            "t" => text.push_str(&inner_text(child)),
            "r" => children(child, "t").for_each(|run| text.push_str(&inner_text(run))),
            _ => {}
        }
    }
    unescaped(&text)
}

/// The text directly inside, in all its pieces.
fn inner_text(node: Node<'_, '_>) -> String {
    node.children()
        .filter_map(|child| child.text().filter(|_| child.is_text()))
        .collect()
}

/// Takes back the escapes by which a workbook holds signs that XML cannot (`_x0001_`); a line ends in one way.
fn unescaped(text: &str) -> String {
    let mut parts = text.split("_x");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let sign = part
            .get(..4)
            .filter(|_| part.get(4..5) == Some("_"))
            .and_then(|code| u32::from_str_radix(code, 16).ok());
        match sign.and_then(char::from_u32) {
            Some(sign) => {
                out.push(sign);
                out.push_str(&part[5..]);
            }
            None => {
                out.push_str("_x");
                out.push_str(part);
            }
        }
    }
    out.replace("\r\n", "\n").replace('\r', "\n")
}

fn sheet_of(
    name: String,
    root: Node<'_, '_>,
    strings: &[String],
    old_calendar: bool,
) -> Result<Sheet, Refusal> {
    let mut rows = Vec::new();
    let mut number = 0;
    for row in
        children(root, "sheetData").flat_map(|data| children(data, "row").collect::<Vec<_>>())
    {
        if rows.len() == MAX_ROWS {
            return Err(Refusal::Large("20,000"));
        }
        number = attribute(row, "r")
            .and_then(|written| written.parse().ok())
            .unwrap_or(number + 1);
        let mut cells: Vec<Cell> = Vec::new();
        for node in children(row, "c") {
            let column = attribute(node, "r")
                .and_then(column_of)
                .unwrap_or(cells.len());
            if column < MAX_COLUMNS {
                cells.resize_with(cells.len().max(column + 1), Cell::default);
                cells[column] = cell(node, strings, old_calendar)?;
            }
        }
        rows.push(Row { number, cells });
    }
    let merged =
        children(root, "mergeCells").flat_map(|all| children(all, "mergeCell").collect::<Vec<_>>());
    let merged = merged
        .filter_map(|node| attribute(node, "ref").map(str::to_owned))
        .take(MAX_ROWS)
        .collect();
    Ok(Sheet { name, rows, merged })
}

/// The column of a place like `AB12`, counted from 0.
pub(super) fn column_of(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_uppercase).count();
    let known = (1..=3).contains(&letters) && place.len() > letters;
    known.then(|| {
        place
            .bytes()
            .take(letters)
            .fold(0, |sum, letter| 26 * sum + usize::from(letter - b'A') + 1)
            - 1
    })
}

fn cell(node: Node<'_, '_>, strings: &[String], old_calendar: bool) -> Result<Cell, Refusal> {
    let kind = attribute(node, "t").unwrap_or("n");
    let value = children(node, "v")
        .next()
        .map(inner_text)
        .unwrap_or_default();
    let text = match kind {
        "inlineStr" => children(node, "is").map(string_of).collect(),
        "s" => value
            .parse::<usize>()
            .ok()
            .and_then(|at| strings.get(at))
            .ok_or(Refusal::Damaged)?
            .clone(),
        "b" => if is_true(Some(&value)) {
            "TRUE"
        } else {
            "FALSE"
        }
        .to_owned(),
        "str" => unescaped(&value),
        "n" => return Ok(number_cell(node, &value, old_calendar)),
        _ => value,
    };
    Ok(Cell {
        text,
        ..Cell::default()
    })
}

fn number_cell(node: Node<'_, '_>, value: &str, old_calendar: bool) -> Cell {
    // A program may write 3 as 3.0000000000000001.
    let number = value
        .trim()
        .parse::<f64>()
        .ok()
        .filter(|number| number.is_finite());
    let number = number.and_then(|number| format!("{number:.14e}").parse::<f64>().ok());
    let is_formula = children(node, "f").next().is_some();
    let Some(number) = number else {
        return Cell {
            text: value.to_owned(),
            uncomputed: is_formula && value.trim().is_empty(),
            ..Cell::default()
        };
    };
    Cell {
        text: number.to_string(),
        day: day_of_serial(number, old_calendar).unwrap_or_default(),
        ..Cell::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_and_paths_are_those_of_a_spreadsheet() {
        assert_eq!(
            ["A1", "Z9", "AA12", "XFD1"].map(column_of),
            [Some(0), Some(25), Some(26), Some(16383)]
        );
        assert_eq!(["", "1", "A", "AAAA1"].map(column_of), [None; 4]);
        assert_eq!(path_of("xl", "../media/x.png"), "media/x.png");
        assert_eq!(path_of("xl/worksheets", "/xl/styles.xml"), "xl/styles.xml");
    }

    /// An archive that says that it is small and is not stops at the limit; one that says how large it is is not even begun.
    #[test]
    fn archives_are_unpacked_up_to_a_limit() {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        writer
            .start_file("x", zip::write::SimpleFileOptions::default())
            .unwrap();
        std::io::Write::write_all(&mut writer, &[b' '; 5000]).unwrap();
        let mut bytes = writer.finish().unwrap().into_inner();
        assert_eq!(unpacked(&bytes, 5000).unwrap()["x"].len(), 5000);
        assert_eq!(unpacked(&bytes, 4999), Err(Refusal::Large("32 MB")));
        let size = 5000_u32.to_le_bytes();
        while let Some(at) = bytes.windows(4).position(|window| window == size) {
            bytes[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
        }
        assert!(unpacked(&bytes, 100).is_err());
    }

    #[test]
    fn escapes_are_taken_back() {
        assert_eq!(unescaped("a_x000D_b_x_x12_"), "a\nb_x_x12_");
    }
}
