//! Finds what a query asks for in a text: confirms candidates, places marks.
//!
//! A text is [`Prepared`] once and asked for each term: words match whole or, at the end of a query, as a beginning; parts
//! of scripts without spaces match anywhere.

use super::normalise::{Folded, Letter, fold};
use super::tokenize::{LOOSE, Run, RunKind, name_key, runs, text};

/// A part of a query, with what stands for it in texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryTerm {
    /// How it is looked up.
    pub kind: RunKind,
    /// As typed, normalised.
    pub text: String,
    /// What its characters were written in; empty for words.
    pub letters: Vec<Letter>,
    /// Whether words may go on after it, because the reader may still be typing.
    pub prefix: bool,
    /// Whether a text may have one or two hiragana between two of its characters (検知の規則 for 検知規則).
    pub loose: bool,
    /// Other words that stand for it.
    pub forms: Vec<String>,
    /// How telling it is.
    pub rarity: u32,
}

/// What a query asks for.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// What a document has.
    pub terms: Vec<QueryTerm>,
    /// What stands together in it: in quotation marks, or typed as one word (`O1`, `sp800-61`).
    pub phrases: Vec<Vec<QueryTerm>>,
    /// What does not stand in it.
    pub refused: Vec<Vec<QueryTerm>>,
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
        for needle in std::iter::once(&term.text).chain(&term.forms) {
            let needle: Vec<char> = needle.chars().collect();
            let mut start = 0;
            while start < self.folded.chars.len() {
                let Some(end) = part_end(&self.folded, start, &needle, term.loose) else {
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
    }

    /// Whether the terms stand one after another somewhere, with nothing but signs and spaces between them.
    #[must_use]
    pub fn has_phrase(&self, terms: &[QueryTerm]) -> bool {
        let places: Vec<Vec<Occurrence>> = terms
            .iter()
            .map(|term| self.places(std::slice::from_ref(term)))
            .collect();
        let Some((first, others)) = places.split_first() else {
            return true;
        };
        first.iter().any(|place| {
            let mut end = place.end;
            others.iter().all(|next| {
                // Of what follows only the nearest can follow at once.
                let follows = next.iter().find(|next| next.start >= end);
                let follows = follows.filter(|next| self.is_between_words(end, next.start));
                follows.map(|next| end = next.end).is_some()
            })
        })
    }

    /// Whether no word and no letter stands between two places.
    fn is_between_words(&self, from: usize, to: usize) -> bool {
        !self
            .words
            .iter()
            .any(|(run, _)| run.start < to && run.end > from)
    }

    /// Whether the kind of Japanese letters changes at both ends of a place.
    #[must_use]
    pub fn has_borders(&self, place: Occurrence) -> bool {
        let letter = |index: usize| self.folded.letters.get(index);
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

/// Where the needle ends if it stands at `start`. Weak marks of the text may be absent from the needle, and if it is loose,
/// hiragana between two characters that are none.
fn part_end(folded: &Folded, start: usize, needle: &[char], loose: bool) -> Option<usize> {
    let (mut at, mut matched) = (start, 0);
    while matched < needle.len() {
        if folded.chars.get(at) == Some(&needle[matched]) {
            matched += 1;
        } else if matched == 0 {
            return None;
        } else if folded.weak.get(at) != Some(&true) {
            at += if loose {
                passed(folded, at, needle[matched])?
            } else {
                return None;
            };
            matched += 1;
        }
        at += 1;
    }
    // A weak mark behind the last letter belongs to it.
    Some(at + usize::from(folded.weak.get(at).copied().unwrap_or(false)))
}

/// How many hiragana stand at a place, after a character that is none and before the wanted one, which is none either.
fn passed(folded: &Folded, at: usize, wanted: char) -> Option<usize> {
    let is_hiragana = |at: usize| folded.letters.get(at) == Some(&Letter::Hiragana);
    let between = (at..=at + LOOSE).take_while(|&at| is_hiragana(at)).count();
    let found = folded.chars.get(at + between) == Some(&wanted);
    (found && !is_hiragana(at - 1) && (1..=LOOSE).contains(&between)).then_some(between)
}
