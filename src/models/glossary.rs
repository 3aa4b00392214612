//! The glossary's structure: which terms there are, and which of their words are linked without being asked.

use super::duplicate;
use crate::diagnostic::{Findings, Place};
use crate::fields::{At, Table};
use std::collections::BTreeMap;

/// Whether a term or an abbreviation is linked without being asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Linking {
    /// At its first mention on a page.
    Auto,
    /// Only where the author writes the link.
    Explicit,
    /// Never; the term is in the glossary alone.
    Never,
}

/// A term of the glossary.
#[derive(Debug, Clone)]
pub struct Term {
    /// Its id.
    pub id: String,
    /// Whether its words are linked.
    pub link: Linking,
    /// Its abbreviation, the same in every language.
    pub abbreviation: Option<String>,
    /// Whether the abbreviation is linked.
    pub abbreviation_link: Linking,
    /// Ids of related terms.
    pub related: Vec<At<String>>,
    /// Where it is declared.
    pub place: Place,
}

const LINKING: [(&str, Linking); 3] = [
    ("auto", Linking::Auto),
    ("explicit", Linking::Explicit),
    ("never", Linking::Never),
];

/// Reads `glossary.toml`.
pub(super) fn terms(table: Table<'_>, findings: &mut Findings) -> BTreeMap<String, Term> {
    let mut terms = BTreeMap::new();
    for entry in table.tables("term", findings) {
        let id = entry.required_string("id", findings);
        let link = entry.choice("link", &LINKING, findings);
        let abbreviation = entry.string("abbr", findings).map(|at| at.value);
        let abbreviation_link = entry.choice("abbr_link", &LINKING, findings);
        let related = entry.strings("related", findings);
        if link.is_none() {
            entry.required_string("link", findings);
        }
        entry.finish(findings);
        let Some(id) = id else { continue };
        if terms.contains_key(&id.value) {
            duplicate(&id, findings);
            continue;
        }
        let link = link.unwrap_or(Linking::Explicit);
        let term = Term {
            id: id.value.clone(),
            link,
            abbreviation,
            abbreviation_link: abbreviation_link.unwrap_or(link),
            related,
            place: id.place,
        };
        terms.insert(id.value, term);
    }
    table.finish(findings);
    terms
}
