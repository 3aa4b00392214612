//! A query in, results out. `browser/index.js` takes the same steps for pages, and `tests/search/*.json` holds both to the
//! same results.
//!
//! [`query`] is the entry; [`query_wider`] is what follows by itself where few documents have all of it:
//!
//! 1. `terms`: the query becomes words and parts of words.
//! 2. `shards`, `hits`: posting lists are read as they are needed, and say which documents have a term.
//! 3. `candidates`: documents that have all terms, in the order that posting lists give.
//! 4. The texts of the first few are read (`excerpt`), which confirms them and refines the order among them. What is
//!    beyond what was read is counted, not confirmed: hence “about”.

mod candidates;
mod hits;
mod shards;
mod terms;

use super::matching::Asked;
use super::{Index, Results, Scope, SearchResult};
use candidates::Candidates;
use shards::Shards;
use std::collections::BTreeSet;
use terms::{asked, wider_terms};

/// Pages of a list that are read at most.
const DEPTH: u32 = 8;

/// Where fewer documents than this have all of a query, those that have most of it follow.
const FEW: usize = 3;

/// Of so many words, documents that have most stand among those that have all.
const MANY: usize = 3;
/// Characters of a query that are looked at.
const LONGEST: usize = 200;

/// Finds the documents that have every part of the query, and where these are few, those that have most of it.
#[must_use]
pub fn query<'s>(index: &Index, query: &str, scope: impl Into<Scope<'s>>) -> Results {
    let scope = scope.into();
    let query = cut(query);
    let mut shards = Shards::new(index);
    let asked = asked(query, &index.head.stop);
    if asked.phrases.is_empty() && asked.terms.len() >= MANY {
        let found = query_wider(index, query, scope);
        return if found.total == 0 {
            Results {
                near: found.items,
                sections: found.sections,
                ..Results::default()
            }
        } else {
            Results {
                total: found.total.max(found.items.len()),
                ..found
            }
        };
    }
    let mut results = search(&mut shards, query, &asked, scope, false);
    if results.items.len() < FEW {
        let wider = wider_terms(&mut shards, &asked);
        let near = search(&mut shards, query, &wider, scope, true);
        let known: BTreeSet<_> = results.items.iter().map(document_of).collect();
        let others = near.items.into_iter();
        let others = others.filter(|found| !known.contains(&document_of(found)));
        results.near = others.collect();
        for section in near.sections {
            if !results.sections.contains(&section) {
                results.sections.push(section);
            }
        }
    }
    results
}

/// What of a query is looked at: a text that was pasted by mistake is as good by its beginning.
fn cut(query: &str) -> &str {
    let end = query.char_indices().nth(LONGEST);
    end.map_or(query, |(end, _)| &query[..end])
}

/// What tells the document of a result from others: the place in it that matched may be another one.
fn document_of(found: &SearchResult) -> (&str, &str, &str) {
    let page = found.address.split('#').next().unwrap_or_default();
    (page, &found.label, &found.title.text)
}

/// Finds the documents that have any part of the query, those that have most of it first.
#[must_use]
pub fn query_wider<'s>(index: &Index, query: &str, scope: impl Into<Scope<'s>>) -> Results {
    let query = cut(query);
    let mut shards = Shards::new(index);
    let wider = wider_terms(&mut shards, &asked(query, &index.head.stop));
    search(&mut shards, query, &wider, scope.into(), true)
}

/// Reads more pages of posting lists until there are enough results, or no more pages.
fn search(
    shards: &mut Shards,
    query: &str,
    asked: &Asked,
    scope: Scope<'_>,
    wide: bool,
) -> Results {
    let mut depth = 1;
    loop {
        let candidates = Candidates::new(shards, query, asked, depth, wide).within(scope.section);
        let results = candidates.read(shards.index, query, scope.limit);
        if results.items.len() >= scope.limit || !candidates.unread || depth == DEPTH {
            return results;
        }
        // What was refused may leave room for documents on further pages.
        depth += 1;
    }
}
