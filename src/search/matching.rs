//! Finds what a query asks for in a text: confirms candidates, places marks.
//!
//! A text is [`Prepared`] once and asked for each term: words match whole or, at the end of a query, as a beginning; parts
//! of scripts without spaces match anywhere.

use super::normalise::{Folded, LONG, fold, is_katakana};
use super::tokenize::{Run, RunKind, name_key, runs, text};

/// A part of a query, with what stands for it in texts.
#[derive(Debug, Clone)]
pub struct QueryTerm {
    /// How it is looked up.
    pub kind: RunKind,
    /// As typed, normalised.
    pub text: String,
    /// Whether words may go on after it, because the reader may still be typing.
    pub prefix: bool,
    /// Other words that stand for it.
    pub forms: Vec<String>,
}

/// A text ready to be matched.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// Its normalised form.
    pub folded: Folded,
    words: Vec<(Run, String)>,
}

/// A place that matched, in normalised characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occurrence {
    /// Where it starts.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Number of the term.
    pub term: usize,
}

impl Prepared {
    /// Normalises and splits a text.
    #[must_use]
    pub fn new(source: &str) -> Self {
        let folded = fold(source);
        let words = runs(&folded)
            .into_iter()
            .map(|run| (run, text(&folded, run)))
            .collect();
        Self { folded, words }
    }

    /// The key of a title that is this text; empty if a title cannot be.
    #[must_use]
    pub fn name(&self) -> String {
        let words: Vec<String> = self.words.iter().map(|(_, word)| word.clone()).collect();
        name_key(&words).unwrap_or_default()
    }

    /// All places where a term matches, in order.
    #[must_use]
    pub fn places(&self, terms: &[QueryTerm]) -> Vec<Occurrence> {
        let mut found = Vec::new();
        for (number, term) in terms.iter().enumerate() {
            match term.kind {
                RunKind::Word => self.word_places(term, number, &mut found),
                RunKind::Cjk => self.part_places(term, number, &mut found),
            }
        }
        found.sort_unstable();
        found
    }

    fn word_places(&self, term: &QueryTerm, number: usize, found: &mut Vec<Occurrence>) {
        for (run, word) in self
            .words
            .iter()
            .filter(|(run, _)| run.kind == RunKind::Word)
        {
            let begins = term.prefix && word.starts_with(&term.text);
            if begins || *word == term.text || term.forms.contains(word) {
                found.push(Occurrence {
                    start: run.start,
                    end: run.end,
                    term: number,
                });
            }
        }
    }

    fn part_places(&self, term: &QueryTerm, number: usize, found: &mut Vec<Occurrence>) {
        let needle: Vec<char> = term.text.chars().collect();
        let mut start = 0;
        while start < self.folded.chars.len() {
            let Some(end) = part_end(&self.folded, start, &needle) else {
                start += 1;
                continue;
            };
            found.push(Occurrence {
                start,
                end,
                term: number,
            });
            // Occurrences of one term do not overlap: a mark cannot stand in two.
            start = end;
        }
    }

    /// Whether the kind of Japanese letters changes at both ends of a place.
    #[must_use]
    pub fn has_borders(&self, place: Occurrence) -> bool {
        let letter = |index: usize| {
            self.folded
                .chars
                .get(index)
                .map(|&character| letter_of(character))
        };
        let before = place.start.checked_sub(1).and_then(letter);
        before != letter(place.start) && letter(place.end) != letter(place.end - 1)
    }

    /// Length of the shortest stretch that has every term, if there is one.
    #[must_use]
    pub fn shortest_span(places: &[Occurrence], terms: usize) -> Option<usize> {
        let mut counts = vec![0_usize; terms];
        let (mut left, mut covered, mut best) = (0, 0, None);
        for place in places {
            counts[place.term] += 1;
            covered += usize::from(counts[place.term] == 1);
            // Each place enters at the right once and leaves at the left once.
            while covered == terms {
                let first = places[left];
                let length = place.end.saturating_sub(first.start);
                best = Some(best.map_or(length, |known: usize| known.min(length)));
                counts[first.term] -= 1;
                covered -= usize::from(counts[first.term] == 0);
                left += 1;
            }
        }
        best
    }
}

/// Where the needle ends if it stands at `start`. Weak marks of the text may be absent from the needle.
fn part_end(folded: &Folded, start: usize, needle: &[char]) -> Option<usize> {
    let (mut at, mut matched) = (start, 0);
    while matched < needle.len() {
        if folded.chars.get(at) == Some(&needle[matched]) {
            matched += 1;
        } else if matched == 0 || !folded.weak.get(at).copied().unwrap_or(false) {
            return None;
        }
        at += 1;
    }
    // A weak mark behind the last letter belongs to it.
    Some(at + usize::from(folded.weak.get(at).copied().unwrap_or(false)))
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum LetterKind {
    Hiragana,
    Katakana,
    Other,
    Ideograph,
}

fn letter_of(character: char) -> LetterKind {
    match character {
        '\u{3041}'..='\u{309f}' => LetterKind::Hiragana,
        LONG => LetterKind::Katakana,
        kana if is_katakana(kana) => LetterKind::Katakana,
        '\u{3005}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{20000}'..='\u{3fffd}' => LetterKind::Ideograph,
        _ => LetterKind::Other,
    }
}

/// The parts of a term without spaces that can stand alone: stretches of one kind of letters. One or two hiragana are
/// a particle or an ending, not a part.
#[must_use]
pub fn stretches(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    chars
        .chunk_by(|left, right| letter_of(*left) == letter_of(*right))
        .filter(|stretch| letter_of(stretch[0]) != LetterKind::Hiragana || stretch.len() > 2)
        .map(|stretch| stretch.iter().collect())
        .collect()
}

/// A stretch in pairs; nothing if it is too short for that to be of use.
#[must_use]
pub fn halves(stretch: &str) -> Vec<String> {
    let chars: Vec<char> = stretch.chars().collect();
    let pairs = if chars.len() > 3 {
        chars.chunks_exact(2)
    } else {
        [].chunks_exact(2)
    };
    pairs.map(|pair| pair.iter().collect()).collect()
}
