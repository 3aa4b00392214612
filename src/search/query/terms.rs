//! A query → the terms that are looked for.

use super::hits::Hits;
use super::shards::Shards;
use crate::search::matching::{QueryTerm, halves, stretches};
use crate::search::normalise::{Folded, fold};
use crate::search::tokenize::{Run, RunKind, needle, runs, text};

/// More words than this are not looked at.
const TERMS: usize = 10;

/// The parts of a query. Words that languages leave out are left out, unless there are no others.
pub fn terms_of(query: &str, stop: &str) -> Vec<QueryTerm> {
    let folded = fold(query);
    let mut terms: Vec<QueryTerm> = Vec::new();
    let found = runs(&folded).into_iter().map(|run| term_of(&folded, run));
    for term in found.filter(|term| !term.text.is_empty()) {
        // What was typed twice is looked for where it was typed last, which may be unfinished.
        terms.retain(|known| known.text != term.text);
        terms.push(term);
    }
    let is_stop = |term: &QueryTerm| stop.split(' ').any(|word| word == term.text);
    let mut telling: Vec<QueryTerm> = terms
        .iter()
        .filter(|term| !is_stop(term))
        .cloned()
        .collect();
    telling.truncate(TERMS);
    if telling.is_empty() {
        // The last word may be the beginning of a telling one.
        let last = terms.pop().map(|last| QueryTerm {
            prefix: true,
            ..last
        });
        telling.extend(last);
    }
    telling
}

/// A word at the end of the query may go on.
fn term_of(folded: &Folded, run: Run) -> QueryTerm {
    let is_word = run.kind == RunKind::Word;
    QueryTerm {
        kind: run.kind,
        text: if is_word {
            text(folded, run)
        } else {
            needle(folded, run)
        },
        prefix: is_word && run.end == folded.chars.len(),
        forms: Vec::new(),
    }
}

/// The terms of a wider search: those that occur, and the parts of those that do not. A single term was tried already.
pub fn wider_terms(shards: &mut Shards, terms: &[QueryTerm]) -> Vec<QueryTerm> {
    let mut wider: Vec<QueryTerm> = Vec::new();
    for term in terms {
        let whole = term.kind == RunKind::Word || (terms.len() > 1 && occurs(shards, term));
        let texts = if whole {
            vec![term.text.clone()]
        } else {
            parts_of(shards, term)
        };
        for text in texts {
            wider.retain(|known| known.text != text);
            wider.push(QueryTerm {
                text,
                ..term.clone()
            });
        }
    }
    wider.truncate(TERMS);
    wider
}

/// The stretches of a term that occur, and halves of those that do not.
fn parts_of(shards: &mut Shards, term: &QueryTerm) -> Vec<String> {
    let mut found = Vec::new();
    for text in stretches(&term.text) {
        let part = QueryTerm {
            text: text.clone(),
            ..term.clone()
        };
        if text == term.text || !occurs(shards, &part) {
            found.extend(halves(&text));
        } else {
            found.push(text);
        }
    }
    found
}

fn occurs(shards: &mut Shards, term: &QueryTerm) -> bool {
    !Hits::of(shards, term, 1, false).documents.is_empty()
}
