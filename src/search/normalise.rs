//! The one normaliser: what readers type and what authors write become comparable here.
//!
//! `src/search/browser/normalise.js` is the same thing for the browser; `tests/search/normalise.json`
//! holds both to the same results. All positions count code points, because that is the only unit that
//! Rust and JavaScript share.
//!
//! Nothing here may depend on what stands to the left of a character further than one character away: a part of a
//! word must normalise to a part of the normalised word, or searching for parts of words would miss.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The long-vowel mark of katakana.
pub const LONG: char = 'ー';

/// A text in the form in which it is compared, with the way back to the original.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folded {
    /// Normalised characters.
    pub chars: Vec<char>,
    /// Marks that may be there or not: the long-vowel mark that ends a katakana word (サーバー, サーバ).
    pub weak: Vec<bool>,
    /// For each normalised character, where its original begins …
    pub from: Vec<u32>,
    /// … and where it ends, in code points of the original.
    pub to: Vec<u32>,
}

/// Normalises a text: NFKC, lower case, joined spaces, no middle dots between words of one script, weak long-vowel
/// marks noted.
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
                self.push(lower, from, to);
            }
        }
    }

    /// Adds one character, unless it is one that does not count.
    fn push(&mut self, character: char, from: u32, to: u32) {
        let last = self.chars.last().copied();
        let character = match character {
            '!'..='~' | '\u{4e00}'..='\u{9fff}' => character,
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => return,
            '・' if last.is_some_and(is_cjk) => return,
            'ς' => 'σ',
            '―' | '─' if last.is_some_and(is_katakana) => LONG,
            space if space.is_whitespace() => ' ',
            other => other,
        };
        if character == ' ' && last == Some(' ') {
            return;
        }
        self.chars.push(character);
        self.from.push(from);
        self.to.push(to);
    }

    fn mark_weak(&mut self) {
        let chars = &self.chars;
        let goes_on = |index: usize| {
            chars
                .get(index)
                .is_some_and(|&next| next == LONG || is_katakana(next))
        };
        let weak = |(index, &character): (usize, &char)| {
            character == LONG && index > 0 && is_katakana(chars[index - 1]) && !goes_on(index + 1)
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
