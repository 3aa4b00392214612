//! The one normaliser: what readers type and what authors write become comparable here.
//!
//! `src/search/browser/normalise.js` is the same thing for the browser; `tests/search/normalise.json`
//! holds both to the same results. All positions count code points, because that is the only unit that
//! Rust and JavaScript share.
//!
//! Nothing here may depend on what stands to the left of a character further than one character away: a part of a
//! word must normalise to a part of the normalised word, or searching for parts of words would miss.

use crate::language::katakana;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The long-vowel mark of katakana.
pub const LONG: char = 'ー';

/// A text in the form in which it is compared, with the way back to the original.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folded {
    /// Normalised characters.
    pub chars: Vec<char>,
    /// What each of them was written in: both kana are one in `chars`.
    pub letters: Vec<Letter>,
    /// Marks that may be there or not: the long-vowel mark that ends a katakana word (サーバー, サーバ).
    pub weak: Vec<bool>,
    /// For each normalised character, where its original begins …
    pub from: Vec<u32>,
    /// … and where it ends, in code points of the original.
    pub to: Vec<u32>,
}

/// Kinds of letters that Japanese mixes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Letter {
    /// ひらがな.
    Hiragana,
    /// カタカナ, and the long-vowel mark.
    Katakana,
    /// 漢字.
    Ideograph,
    /// Everything else.
    Other,
}

/// Normalises a text: NFKC, lower case, no accents on Latin and Greek letters, no vowel signs in Hebrew and Arabic, one kana
/// for both, joined spaces, no middle dots between words of one script, weak long-vowel marks noted.
#[must_use]
pub fn fold(text: &str) -> Folded {
    let mut folded = Folded::default();
    folded.refill(text);
    folded
}

impl Folded {
    /// Normalises another text into the same memory.
    pub fn refill(&mut self, text: &str) {
        self.chars.clear();
        self.letters.clear();
        self.from.clear();
        self.to.clear();
        let mut original = text.chars().peekable();
        let (mut start, mut cluster) = (0, Vec::new());
        while let Some(first) = original.next() {
            let joined = original.peek().is_some_and(|&next| joins_previous(next));
            match plain(first) {
                Some(character) if !joined => self.push(character, start, start + 1),
                _ => {
                    cluster.clear();
                    cluster.push(first);
                    cluster.extend(std::iter::from_fn(|| {
                        original.next_if(|&next| joins_previous(next))
                    }));
                    self.push_cluster(&cluster, start, start + position(cluster.len()));
                    start += position(cluster.len()) - 1;
                }
            }
            start += 1;
        }
        self.mark_weak();
    }

    fn push_cluster(&mut self, cluster: &[char], from: u32, to: u32) {
        for composed in cluster.iter().copied().nfkc() {
            for lower in composed.to_lowercase() {
                self.push_letter(lower, from, to);
            }
        }
    }

    /// Adds a letter without its accents.
    fn push_letter(&mut self, letter: char, from: u32, to: u32) {
        if letter <= '\u{7f}' || letter >= '\u{2000}' {
            self.push(letter, from, to);
            return;
        }
        if let Some(plain) = without_stroke(letter) {
            for letter in plain.chars() {
                self.push(letter, from, to);
            }
            return;
        }
        // Marks that compose with no letter stand alone here.
        let after_letter = self.chars.last().copied().is_some_and(drops_accents);
        if is_vowel_sign(letter) || is_combining_mark(letter) && after_letter {
            return;
        }
        let base = std::iter::once(letter).nfd().next().unwrap_or(letter);
        self.push(if drops_accents(base) { base } else { letter }, from, to);
    }

    /// Adds one character, unless it is one that does not count.
    fn push(&mut self, character: char, from: u32, to: u32) {
        let last = self.chars.last().copied();
        let character = match character {
            '!'..='~' | '\u{4e00}'..='\u{9fff}' => character,
            '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' => return,
            '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => return,
            // Which shape of a character is meant.
            '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => return,
            '・' if last.is_some_and(is_cjk) => return,
            'ς' => 'σ',
            '―' | '─'
                if last.is_some_and(is_katakana)
                    && self.letters.last() == Some(&Letter::Katakana) =>
            {
                LONG
            }
            // What was to stand on a letter, and has none.
            mark if is_combining_mark(mark) && !last.is_some_and(carries_marks) => return,
            space if space.is_whitespace() => ' ',
            other => other,
        };
        if character == ' ' && last == Some(' ') {
            return;
        }
        let letter = match character {
            LONG => self
                .letters
                .last()
                .copied()
                .filter(|&kind| kind == Letter::Hiragana),
            _ => None,
        };
        self.letters
            .push(letter.unwrap_or_else(|| letter_of(character)));
        self.chars.push(katakana(character));
        self.from.push(from);
        self.to.push(to);
    }

    /// A mark is weak if it ends what is written in one of the kana.
    fn mark_weak(&mut self) {
        let (chars, letters) = (&self.chars, &self.letters);
        let weak = |(index, &character): (usize, &char)| {
            let ends = letters.get(index + 1) != Some(&letters[index]);
            character == LONG && index > 0 && is_katakana(chars[index - 1]) && ends
        };
        self.weak.clear();
        self.weak.extend(chars.iter().enumerate().map(weak));
    }
}

/// Texts longer than four thousand million characters do not occur; positions are kept small on purpose.
fn position(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// Characters that the normaliser leaves as they are or only lower-cases: most of every text, so worth a short way.
fn plain(character: char) -> Option<char> {
    match character {
        '\0'..='\u{7f}' => Some(character.to_ascii_lowercase()),
        '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | LONG | '\u{4e00}'..='\u{9fff}' => {
            Some(character)
        }
        _ => None,
    }
}

/// Whether a character is normalised together with the one before (カ and ﾞ become ガ).
fn joins_previous(character: char) -> bool {
    match character {
        '\0'..='\u{2ff}' | '\u{3041}'..='\u{3096}' | '\u{309b}'..='\u{9fff}' => false,
        '\u{ff9e}' | '\u{ff9f}' | '\u{1160}'..='\u{11ff}' | '\u{d7b0}'..='\u{d7ff}' => true,
        other => is_combining_mark(other),
    }
}

/// Letters of Latin alphabets that do not decompose into one without an accent.
fn without_stroke(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ı' => "i",
        _ => return None,
    })
}

/// Whether readers leave out what stands on a letter.
fn drops_accents(letter: char) -> bool {
    letter.is_ascii_alphabetic() || matches!(letter, '\u{370}'..='\u{3ff}')
}

/// Whether marks may stand on a character.
fn carries_marks(character: char) -> bool {
    character.is_alphabetic() || is_cjk(character) || is_combining_mark(character)
}

/// Marks of Hebrew and Arabic that readers do not type, and the stroke that stretches an Arabic word.
fn is_vowel_sign(letter: char) -> bool {
    matches!(letter, '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}'
        | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// What a character is written in.
#[must_use]
pub fn letter_of(character: char) -> Letter {
    match character {
        '\u{3041}'..='\u{309f}' => Letter::Hiragana,
        LONG => Letter::Katakana,
        'ヽ' | 'ヾ' => Letter::Katakana,
        kana if is_katakana(kana) => Letter::Katakana,
        '\u{3005}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{20000}'..='\u{3fffd}' => Letter::Ideograph,
        _ => Letter::Other,
    }
}

/// Whether a katakana letter; the long-vowel mark is not one.
#[must_use]
pub fn is_katakana(character: char) -> bool {
    matches!(character, '\u{30a1}'..='\u{30fa}' | '\u{31f0}'..='\u{31ff}')
}

/// Whether a character of a script that is written without spaces between words, so that pairs of characters are
/// indexed: Chinese, Japanese and Korean, and the scripts of Thailand, Laos, Myanmar and Cambodia.
#[must_use]
pub fn is_cjk(character: char) -> bool {
    character >= '\u{e00}'
        && matches!(character,
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1100}'..='\u{11ff}' | '\u{1780}'..='\u{17ff}'
        | '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{3029}' | '\u{3031}'..='\u{3035}'
        | '\u{3040}'..='\u{30fa}' | '\u{30fc}'..='\u{312f}' | '\u{31a0}'..='\u{31bf}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}'
        | '\u{1b000}'..='\u{1b16f}' | '\u{20000}'..='\u{3fffd}')
}

/// Whether a character of a word in a script that separates words.
#[must_use]
pub fn is_word(character: char) -> bool {
    match character {
        '\0'..='\u{7f}' => character.is_ascii_alphanumeric(),
        _ => !is_cjk(character) && (character.is_alphanumeric() || is_combining_mark(character)),
    }
}
