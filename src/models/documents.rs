//! The documents that pages cite.

use super::duplicate;
use crate::diagnostic::{Findings, Place};
use crate::fields::{At, Table};

/// A document that pages cite.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its key.
    pub key: String,
    /// Its title, as its publisher writes it.
    pub title: String,
    /// Language of the title.
    pub language: String,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// The edition that our sources name.
    pub edition_named: Option<String>,
    /// The edition that is current, where known.
    pub edition_current: Option<String>,
    /// Date of the current edition: a year, a month or a day.
    pub date: Option<String>,
    /// Where it is on the web.
    pub address: Option<String>,
    /// Its licence.
    pub licence: Option<String>,
    /// When a person last looked at the address.
    pub date_checked: Option<String>,
    /// Whether the edition named has been replaced or withdrawn.
    pub superseded: bool,
    /// Key of what replaced it.
    pub superseded_by: Option<At<String>>,
    /// Where it is declared.
    pub place: Place,
}

/// Reads `documents.toml`.
pub(super) fn documents(table: Table<'_>, findings: &mut Findings) -> Vec<Document> {
    let mut documents: Vec<Document> = Vec::new();
    for entry in table.tables("document", findings) {
        let key = entry.required_string("key", findings);
        let title = entry.required_string("title", findings);
        let mut optional = |key: &str| entry.string(key, findings).map(|at| at.value);
        let language = optional("language");
        let [publisher, edition_named, edition_current] =
            ["publisher", "edition_named", "edition_current"].map(&mut optional);
        let [date, address, licence, date_checked] =
            ["date", "address", "licence", "date_checked"].map(&mut optional);
        let superseded = entry.boolean("superseded", findings).unwrap_or(false);
        let superseded_by = entry.string("superseded_by", findings);
        let place = entry.place("key");
        entry.finish(findings);
        let (Some(key), Some(title)) = (key, title) else {
            continue;
        };
        if documents.iter().any(|document| document.key == key.value) {
            duplicate(&key, findings);
            continue;
        }
        documents.push(Document {
            key: key.value,
            title: title.value,
            language: language.unwrap_or_else(|| "en".to_owned()),
            publisher,
            edition_named,
            edition_current,
            date,
            address,
            licence,
            date_checked,
            superseded,
            superseded_by,
            place,
        });
    }
    table.finish(findings);
    documents
}
