//! A query → what is looked for: terms, phrases, and what must not be there.

use super::hits::Hits;
use super::shards::Shards;
use crate::search::matching::{Asked, QueryTerm};
use crate::search::normalise::{Folded, LONG, Letter, fold};
use crate::search::romaji::kana;
use crate::search::tokenize::{Run, RunKind, needle, runs, text};

/// More terms than this are not looked at.
const TERMS: usize = 16;
/// Hiragana that join or end what they stand between, and are no part of it.
const PARTICLES: [&str; 28] = [
    "ヲ", "ニ", "ハ", "ガ", "ト", "ノ", "デ", "モ", "ヘ", "ヤ", "カ", "カラ", "マデ", "ヨリ",
    "ナド", "トカ", "ッテ", "ニハ", "デハ", "トハ", "ノハ", "ノガ", "ノヲ", "ニモ", "デモ", "ヘノ",
    "トノ", "ナ",
];
/// Hiragana of which fewer stand between others are not looked for by themselves.
const HIRAGANA: usize = 3;
/// Katakana in a part of others.
const KATAKANA: usize = 3;
/// Of a compound of so many characters, its parts are looked for, too.
const COMPOUND: usize = 4;

/// The parts of a query. Words that languages leave out are left out, unless there are no others.
pub fn asked(query: &str, stop: &str) -> Asked {
    let folded = fold(query);
    let mut asked = Asked::default();
    let mut terms: Vec<QueryTerm> = Vec::new();
    let groups = groups(&folded);
    // What asks for nothing else is not meant to refuse it.
    let refuses = groups.iter().any(|group| !group.refused);
    for group in groups {
        let found: Vec<QueryTerm> = group
            .runs
            .iter()
            .map(|run| term_of(&folded, *run))
            .filter(|term| !term.text.is_empty())
            .collect();
        if group.refused && refuses {
            asked
                .refused
                .extend(Some(found).filter(|found| !found.is_empty()));
            continue;
        }
        for term in &found {
            // What was typed twice is looked for where it was typed last, which may be unfinished.
            terms.retain(|known| known.text != term.text);
            terms.push(term.clone());
        }
        asked
            .phrases
            .extend(Some(found).filter(|found| found.len() > 1));
    }
    let is_stop = |term: &QueryTerm| stop.split(' ').any(|word| word == term.text);
    let telling = terms.iter().filter(|term| !is_stop(term));
    asked.terms = telling.take(TERMS).cloned().collect();
    if asked.terms.is_empty() {
        // The last word may be the beginning of a telling one.
        let last = terms.pop().map(|last| QueryTerm {
            prefix: true,
            ..last
        });
        asked.terms.extend(last);
        asked.phrases.clear();
    }
    asked
}

/// Runs that belong together.
#[derive(Default)]
struct Group {
    runs: Vec<Run>,
    refused: bool,
}

/// Each run alone, but those in quotation marks, and those that are typed as one.
fn groups(folded: &Folded) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut quoted = None;
    for run in runs(folded) {
        let quote = quote_before(folded, run.start);
        let joined = groups
            .last()
            .and_then(|group| group.runs.last())
            .is_some_and(|last| {
                quote == quoted && (quote.is_some() || is_joined(folded, *last, run))
            });
        let start = quote.unwrap_or(run.start);
        match groups.last_mut() {
            Some(group) if joined => group.runs.push(run),
            _ => groups.push(Group {
                runs: vec![run],
                refused: is_refused(folded, start),
            }),
        }
        quoted = quote;
    }
    groups
}

/// Where the quotation mark stands in which a place is.
fn quote_before(folded: &Folded, at: usize) -> Option<usize> {
    let is_quote = |index: &usize| matches!(folded.chars[*index], '"' | '“' | '”' | '„');
    let quotes: Vec<usize> = (0..at).filter(is_quote).collect();
    quotes.last().copied().filter(|_| quotes.len() % 2 == 1)
}

/// Whether words, or a word and a number, were typed as one.
fn is_joined(folded: &Folded, last: Run, next: Run) -> bool {
    let between = &folded.chars[last.end..next.start];
    last.kind == RunKind::Word
        && next.kind == RunKind::Word
        && matches!(between, [] | ['-' | '.' | '_' | '\'' | '’'])
}

/// A minus without a space before what is not wanted.
fn is_refused(folded: &Folded, start: usize) -> bool {
    let is_minus = |index: usize| matches!(folded.chars[index], '-' | '−');
    match start {
        0 => false,
        1 => is_minus(0),
        _ => is_minus(start - 1) && folded.chars[start - 2] == ' ',
    }
}

/// A word at the end of the query may go on.
fn term_of(folded: &Folded, run: Run) -> QueryTerm {
    let is_word = run.kind == RunKind::Word;
    let text = if is_word {
        text(folded, run)
    } else {
        needle(folded, run)
    };
    // What was cut off stood at the front; a weak mark does not count.
    let strong = (run.start..run.end).filter(|&at| !folded.weak[at] || text.chars().count() == 2);
    let letters: Vec<Letter> = strong.map(|at| folded.letters[at]).collect();
    let cut = letters.len().saturating_sub(text.chars().count());
    QueryTerm {
        kind: run.kind,
        letters: if is_word {
            Vec::new()
        } else {
            letters[cut..].to_vec()
        },
        // Too many numbers begin with a digit.
        prefix: is_word && run.end == folded.chars.len() && !is_digit(&text),
        text,
        loose: false,
        forms: Vec::new(),
        rarity: 0,
    }
}

fn is_digit(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(char::is_numeric) && chars.next().is_none()
}

/// The terms of a wider search: words, and of scripts without spaces what occurs of them.
pub fn wider_terms(shards: &mut Shards, asked: &Asked) -> Asked {
    let mut wider: Vec<QueryTerm> = Vec::new();
    for term in &asked.terms {
        let parts = match term.kind {
            RunKind::Word => vec![read(shards, term)],
            RunKind::Cjk => parts_of(shards, term),
        };
        for part in parts {
            wider.retain(|known| known.text != part.text);
            wider.push(part);
        }
    }
    wider.truncate(TERMS);
    Asked {
        terms: wider,
        phrases: Vec::new(),
        refused: asked.refused.clone(),
    }
}

/// A word, or what it spells in kana where nothing has the word itself.
fn read(shards: &mut Shards, term: &QueryTerm) -> QueryTerm {
    let typed = || term.clone();
    let Some(text) = kana(&term.text).filter(|_| !occurs(shards, term)) else {
        return typed();
    };
    let spelt = QueryTerm {
        kind: RunKind::Cjk,
        letters: vec![Letter::Katakana; text.chars().count()],
        text: text.trim_end_matches(LONG).to_owned(),
        prefix: false,
        ..typed()
    };
    if occurs(shards, &spelt) {
        spelt
    } else {
        typed()
    }
}

/// What of a run can be looked for by itself.
fn parts_of(shards: &mut Shards, term: &QueryTerm) -> Vec<QueryTerm> {
    let chars: Vec<char> = term.text.chars().collect();
    let letters = &term.letters;
    let mut found = Vec::new();
    for (start, end) in segments(&chars, letters) {
        let mut part = compact(&chars[start..end], &letters[start..end]);
        let length = part.letters.len();
        with_near_kana(shards, &mut part);
        let occurs = length > 1 && occurs(shards, &part);
        if occurs || length == 1 {
            found.push(part.clone());
        }
        if !occurs && length > 1 || length >= COMPOUND {
            found.extend(pieces(shards, &part, occurs));
        }
    }
    found
}

/// Where a run can be cut: at particles, and at longer hiragana, which are a segment themselves unless they end a word that
/// begins with an ideograph.
fn segments(chars: &[char], letters: &[Letter]) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut open: Option<usize> = None;
    let mut at = 0;
    while at < chars.len() {
        let end = at
            + letters[at..]
                .iter()
                .take_while(|&&it| it == letters[at])
                .count();
        let stretch: String = chars[at..end].iter().collect();
        if letters[at] != Letter::Hiragana {
            open.get_or_insert(at);
        } else if PARTICLES.contains(&stretch.as_str()) || end - at >= HIRAGANA {
            found.extend(open.take().map(|start| (start, at)));
            let ends = at > 0 && letters[at - 1] == Letter::Ideograph;
            let own = !PARTICLES.contains(&stretch.as_str()) && !ends;
            found.extend(Some((at, end)).filter(|_| own));
        }
        at = end;
    }
    found.extend(open.map(|start| (start, chars.len())));
    found
}

/// A segment without the hiragana between its characters and behind them: 引き継ぎ and 引継ぎ are one.
fn compact(chars: &[char], letters: &[Letter]) -> QueryTerm {
    let hiragana = |at: usize| letters[at] == Letter::Hiragana;
    let all = (0..chars.len()).all(hiragana);
    let kept: Vec<usize> = (0..chars.len())
        .filter(|&at| all || !hiragana(at))
        .collect();
    QueryTerm {
        kind: RunKind::Cjk,
        text: kept.iter().map(|&at| chars[at]).collect(),
        letters: kept.iter().map(|&at| letters[at]).collect(),
        prefix: false,
        loose: kept.len() > 1 && !all,
        forms: Vec::new(),
        rarity: 0,
    }
}

/// The parts of a segment that occur: stretches of one kind of letters, and of long ones the pairs. `within` says that the
/// segment itself occurs.
fn pieces(shards: &mut Shards, part: &QueryTerm, within: bool) -> Vec<QueryTerm> {
    let chars: Vec<char> = part.text.chars().collect();
    let mut found = Vec::new();
    let mut start = 0;
    for stretch in part.letters.chunk_by(|left, right| left == right) {
        let end = start + stretch.len();
        let piece = |from: usize, to: usize| QueryTerm {
            text: chars[from..to].iter().collect(),
            letters: part.letters[from..to].to_vec(),
            forms: Vec::new(),
            ..part.clone()
        };
        let mut whole = piece(start, end);
        let is_part = stretch.len() < chars.len();
        with_near_kana(shards, &mut whole);
        let occurs_itself = is_part && occurs(shards, &whole);
        if occurs_itself {
            found.push(whole);
        }
        let ideographs = stretch[0] == Letter::Ideograph;
        if ideographs && (within || occurs_itself) {
            // 情報共有: its halves.
            if stretch.len() == COMPOUND {
                found.extend([piece(start, start + 2), piece(start + 2, end)]);
            }
        } else if ideographs && stretch.len() > 2 {
            let pairs = (start..end - 1).map(|at| piece(at, at + 2));
            found.extend(
                pairs
                    .filter(|pair| occurs(shards, pair))
                    .collect::<Vec<_>>(),
            );
        } else if stretch[0] == Letter::Katakana && !occurs_itself && !within {
            found.extend(parted(shards, &piece(start, end)));
        } else if stretch[0] == Letter::Hiragana {
            // A particle may stand in front of the word.
            let shorter = piece(start + 1, end);
            found.extend(
                Some(shorter).filter(|it| it.letters.len() >= HIRAGANA && occurs(shards, it)),
            );
        }
        start = end;
    }
    found
}

/// Katakana in two parts that occur: コンタクトポイント where only its words do.
fn parted(shards: &mut Shards, whole: &QueryTerm) -> Vec<QueryTerm> {
    let chars: Vec<char> = whole.text.chars().collect();
    let part = |from: usize, to: usize| QueryTerm {
        text: chars[from..to].iter().collect(),
        letters: whole.letters[from..to].to_vec(),
        ..whole.clone()
    };
    let places = KATAKANA..=chars.len().saturating_sub(KATAKANA);
    let cuts = places.map(|at| [part(0, at), part(at, chars.len())]);
    let found = cuts
        .into_iter()
        .find(|parts| parts.iter().all(|part| occurs(shards, part)));
    found.into_iter().flatten().collect()
}

/// Adds to katakana what may be meant by them, if a letter is wrong.
fn with_near_kana(shards: &mut Shards, term: &mut QueryTerm) {
    if term
        .letters
        .iter()
        .all(|letter| *letter == Letter::Katakana)
    {
        term.forms = shards.near_kana(&term.text);
    }
}

fn occurs(shards: &mut Shards, term: &QueryTerm) -> bool {
    !Hits::of(shards, term, 1, false).documents.is_empty()
}
