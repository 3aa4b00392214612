//! A file of any kind that the tools write, too. What it is, is told by its content, never by its name. The twin of the tools'
//! `incoming.js`.

use super::file::{self, Assessment, MAX_BYTES, ModelReference};
use super::protect::{Closed, PROTECTED_FORMAT, Protected};
use super::table::{KnownModel, Reading, Table, decoded};
use crate::diagnostic::{Finding, Findings, Place, Text, rules};
use crate::scoring::Model;
use serde::Deserialize;

/// A file of which nothing is known but its kind.
#[derive(Debug, Clone)]
pub enum Incoming {
    /// JSON, whatever is in it.
    Json(Text),
    /// A worksheet or CSV.
    Table(Table),
    /// Only a passphrase tells what is in it.
    Protected(Protected),
}

#[derive(Deserialize)]
struct Head {
    format: String,
}

impl Incoming {
    /// The content of a file; `None` where it is of no kind that is read, which findings say. `is_heading`: whether a text names
    /// a column of a table in any language.
    pub fn of(
        path: &str,
        bytes: &[u8],
        is_heading: &dyn Fn(&str) -> bool,
        findings: &mut Findings,
    ) -> Option<Self> {
        if bytes.len() > MAX_BYTES {
            findings.add(too_large(path));
            return None;
        }
        // A workbook is a ZIP archive; one with a password, and one of the old kind, is an OLE file.
        if bytes.starts_with(b"PK") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            return Table::of_workbook(path, bytes, findings).map(Self::Table);
        }
        // English headings are the same in every encoding, so they tell nothing.
        let has_headings = |text: &str| {
            let start: String = text.chars().take(10_000).collect();
            start
                .split([',', ';', '\t', '"', '\n', '\r'])
                .any(|cell| !cell.is_ascii() && is_heading(cell))
        };
        let (text, is_shift_jis) = decoded(path, bytes, has_headings, findings)?;
        let text = text.replace("\r\n", "\n");
        if text.contains('\0') || text.trim_start().starts_with('<') {
            findings.add(Finding::new(&rules::ASSESSMENT_FORMAT).at(Place::file(path)));
            return None;
        }
        if text.trim_start().starts_with(['{', '[']) {
            return Self::of_json(Text::new(path, &text), findings);
        }
        if is_shift_jis {
            findings.add(
                Finding::new(&rules::TABLE_ENCODING)
                    .at(Place::file(path))
                    .with("encoding", "Shift_JIS"),
            );
        }
        Table::of_csv(path, &text, is_heading, findings).map(Self::Table)
    }

    fn of_json(text: Text, findings: &mut Findings) -> Option<Self> {
        let is_protected = serde_json::from_str::<Head>(&text.text)
            .is_ok_and(|head| head.format == PROTECTED_FORMAT);
        if !is_protected {
            return Some(Self::Json(text));
        }
        match Protected::of(&text.text) {
            Ok(protected) => Some(Self::Protected(protected)),
            Err(closed) => {
                findings.add(closed_finding(&closed).at(Place::file(&text.path)));
                None
            }
        }
    }

    /// The model that it names, as far as it can be read.
    #[must_use]
    pub fn reference(&self) -> Option<ModelReference> {
        match self {
            Self::Json(text) => file::reference(text),
            Self::Table(table) => table.reference(),
            Self::Protected(_) => None,
        }
    }

    /// Reads it. `None` where it is refused; findings say why.
    #[must_use]
    pub fn read(
        &self,
        known: &[KnownModel<'_>],
        reading: Reading,
        findings: &mut Findings,
    ) -> Option<Assessment> {
        match self {
            Self::Json(text) => {
                let models: Vec<&Model> = known.iter().map(|known| known.model).collect();
                file::read(text, &models, reading.other, findings)
            }
            Self::Table(table) => table.read(known, reading, findings),
            Self::Protected(_) => None,
        }
    }
}

/// Why a protected file does not open, as a finding.
#[must_use]
pub fn closed_finding(closed: &Closed) -> Finding {
    Finding::new(match closed {
        Closed::Passphrase => &rules::PASSPHRASE_WRONG,
        Closed::Damaged => &rules::PROTECTED_DAMAGED,
        Closed::Unknown => &rules::PROTECTED_UNKNOWN,
    })
}

/// That a file is more than is read.
#[must_use]
pub fn too_large(path: &str) -> Finding {
    Finding::new(&rules::ASSESSMENT_LIMIT)
        .at(Place::file(path))
        .with("path", path)
        .with("limit", "8 MB")
}
