//! The one tokenizer: texts become runs, runs become keys of the index.
//!
//! A run is a stretch of one kind of script: a word, a number, or an unbroken stretch of a script without spaces. Words and
//! numbers are keys as they are: `O-1`, `O1` and `o 1` are the same two. Of the other runs every pair of neighbours is a key,
//! and the last character alone, so that a single character can be looked up as a prefix of a key. Neighbours but for one or
//! two hiragana between them (検知の規則, 問い合わせ) are a loose pair. `tokenize.js` does the same in the browser.

use super::normalise::{Folded, LONG, Letter, is_cjk, is_word};

/// Longer words (hashes, encoded data) are cut, so that a key has a bounded size.
const WORD_LIMIT: usize = 40;
/// Longer titles have no key of their own.
const NAME_LIMIT: usize = 60;

/// How a run is indexed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunKind {
    /// A word of a script that separates words.
    Word,
    /// A stretch of a script that does not.
    Cjk,
}

/// A stretch of characters of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// How it is indexed.
    pub kind: RunKind,
    /// Where it starts, in normalised characters.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// Hiragana that may stand between the characters of a loose pair.
pub const LOOSE: usize = 2;

/// Splits a text at everything that is no letter and no digit, between letters and digits, and where the kind of script changes.
#[must_use]
pub fn runs(folded: &Folded) -> Vec<Run> {
    let mut found: Vec<Run> = Vec::new();
    for (index, &character) in folded.chars.iter().enumerate() {
        let Some(kind) = kind_of(character) else {
            continue;
        };
        let goes_on = |run: &Run| {
            run.end == index
                && run.kind == kind
                && (kind == RunKind::Cjk
                    || folded.chars[index - 1].is_numeric() == character.is_numeric())
        };
        match found.last_mut() {
            Some(run) if goes_on(run) => run.end += 1,
            _ => found.push(Run {
                kind,
                start: index,
                end: index + 1,
            }),
        }
    }
    found.retain(|run| !is_clitic(folded, *run));
    found
}

/// What a character is a part of, if anything.
#[must_use]
pub fn kind_of(character: char) -> Option<RunKind> {
    if is_cjk(character) {
        Some(RunKind::Cjk)
    } else {
        is_word(character).then_some(RunKind::Word)
    }
}

/// The *s* of “team's” and the *l* of “l'équipe” are no words to search for; the *O* of “'O1'” belongs to what follows.
fn is_clitic(folded: &Folded, run: Run) -> bool {
    let at = |index: Option<usize>| index.and_then(|at| folded.chars.get(at)).copied();
    let (before, after) = (at(run.start.checked_sub(1)), at(Some(run.end)));
    let is_apostrophe = |found: Option<char>| matches!(found, Some('\'' | '’'));
    let is_free = |found: Option<char>| !found.is_some_and(is_word);
    run.kind == RunKind::Word
        && run.end - run.start == 1
        && folded.chars[run.start].is_alphabetic()
        && (is_apostrophe(before) && is_free(after) || is_apostrophe(after) && is_free(before))
}

/// The characters of a run without its weak marks, and for a word only as many as a key may have.
#[must_use]
pub fn text(folded: &Folded, run: Run) -> String {
    let mut text = String::new();
    push_text(folded, run, &mut text);
    text
}

/// As [`text`], at the end of `out`.
pub fn push_text(folded: &Folded, run: Run, out: &mut String) {
    let strong = (run.start..run.end)
        .filter(|&index| !folded.weak[index])
        .map(|index| folded.chars[index]);
    match run.kind {
        RunKind::Word => out.extend(strong.take(WORD_LIMIT)),
        RunKind::Cjk => out.extend(strong),
    }
}

/// Calls `emit` with the one or two characters of each key of a run without spaces, and whether they are a loose pair.
///
/// A weak mark is indexed with its left neighbour as well, so that キー can be told from キ.
pub fn pairs(folded: &Folded, run: Run, mut emit: impl FnMut(char, Option<char>, bool)) {
    let mut previous: Option<char> = None;
    for index in run.start..run.end {
        let character = folded.chars[index];
        if let Some(before) = previous {
            emit(before, Some(character), false);
        }
        if let Some(after) = loose_neighbour(folded, run, index) {
            emit(character, Some(after), true);
        }
        if !folded.weak[index] {
            previous = Some(character);
        }
    }
    if let Some(last) = previous {
        emit(last, None, false);
    }
}

/// The character that follows another one after a few hiragana, if neither of the two is one. Weak marks do not count.
fn loose_neighbour(folded: &Folded, run: Run, index: usize) -> Option<char> {
    let is_hiragana = |at: usize| folded.letters[at] == Letter::Hiragana;
    if is_hiragana(index) || folded.weak[index] {
        return None;
    }
    let mut following = (index + 1..run.end).filter(|&at| !folded.weak[at]);
    let mut between = 0;
    let after = following.find(|&at| {
        between += usize::from(is_hiragana(at));
        !is_hiragana(at)
    })?;
    (1..=LOOSE).contains(&between).then(|| folded.chars[after])
}

/// The katakana of a run that stand together, at least so many, without weak marks.
pub fn kana_words(folded: &Folded, run: Run, least: usize) -> impl Iterator<Item = String> {
    let places: Vec<usize> = (run.start..run.end)
        .filter(|&at| !folded.weak[at])
        .collect();
    let words: Vec<String> = places
        .chunk_by(|&left, &right| folded.letters[left] == folded.letters[right])
        .filter(|chunk| folded.letters[chunk[0]] == Letter::Katakana && chunk.len() >= least)
        .map(|chunk| chunk.iter().map(|&at| folded.chars[at]).collect())
        .collect();
    words.into_iter()
}

/// Stands between the two characters of the key of a loose pair.
pub const LOOSE_MARK: char = ':';

/// What to look for when a reader typed this run: without its weak marks, unless a single character would be left,
/// and without a long-vowel mark that has lost the letter before it. May be empty.
#[must_use]
pub fn needle(folded: &Folded, run: Run) -> String {
    let strong = text(folded, run);
    if run.kind == RunKind::Cjk && run.end - run.start == 2 && folded.weak[run.start + 1] {
        return strong + LONG.encode_utf8(&mut [0; 4]);
    }
    strong.trim_start_matches(LONG).to_owned()
}

/// The key under which a whole title or keyword is found; nothing for one without letters or too long to be typed.
#[must_use]
pub fn name_key(words: &[String]) -> Option<String> {
    let key = format!("={}", words.join("_"));
    (key.len() > 1 && key.chars().count() <= NAME_LIMIT).then_some(key)
}

/// The pairs of a needle without spaces; a single character is its own, open ended.
#[must_use]
pub fn needle_pairs(needle: &str) -> Vec<String> {
    let chars: Vec<char> = needle.chars().collect();
    if chars.len() < 2 {
        return vec![needle.to_owned()];
    }
    let mut found: Vec<String> = chars.windows(2).map(|pair| pair.iter().collect()).collect();
    found.sort_unstable();
    // A pair that occurs twice is one key.
    found.dedup();
    found
}

/// The key of a loose pair, made of that of a pair.
#[must_use]
pub fn loose_key(pair: &str) -> String {
    let mut chars = pair.chars();
    chars
        .next()
        .into_iter()
        .chain([LOOSE_MARK])
        .chain(chars)
        .collect()
}
