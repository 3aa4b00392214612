//! Which keys lead to words that are not typed as the site has them: stems, other spellings, letters that are wrong.
//!
//! A query finds the stem of a word that the site does not have by the endings that the stems of its own words lost
//! ([`endings`]); of a word in which one letter is wrong, either its first half is right or its second, so words are sorted by
//! both ends ([`backward_key`]).

use super::format::shared_chars;
use super::language::Analyser;
use std::collections::BTreeMap;

/// Before a stem.
const STEM: char = '^';
/// Before katakana.
const FORWARD: char = '>';
/// Before a word or katakana from its end.
const BACKWARD: char = '<';
/// Endings that are kept.
const ENDINGS: usize = 160;
/// A longer one says too little of the word.
const LONGEST: usize = 7;

/// The words of one stem.
pub struct Family<'g> {
    /// The stem.
    pub stem: String,
    /// Its words, sorted.
    pub words: Vec<&'g str>,
    /// Whether they are of the language of the index.
    pub own: bool,
    /// What knows them.
    pub analyser: &'g Analyser,
}

impl Family<'_> {
    /// Other spellings of one of the words.
    pub fn spellings(&self, word: &str) -> Vec<String> {
        self.analyser.spellings(word)
    }
}

/// The key of a stem that is no word itself.
pub fn stem_key(stem: &str) -> String {
    format!("{STEM}{stem}")
}

/// The key of katakana.
pub fn forward_key(word: &str) -> String {
    format!("{FORWARD}{word}")
}

/// The key of a word or katakana by its end; of the beginning of this key, all that end alike.
pub fn backward_key(word: &str) -> String {
    std::iter::once(BACKWARD)
        .chain(word.chars().rev())
        .collect()
}

/// What stems lose and get at their ends, the most frequent, joined: `ies:i s: ational:ate`. Longer endings come first.
pub fn endings(families: &[Family<'_>]) -> String {
    let mut counted: BTreeMap<(String, String), usize> = BTreeMap::new();
    for family in families.iter().filter(|family| family.own) {
        for word in &family.words {
            let shared = shared_chars(word, &family.stem);
            let rest = |text: &str| -> String { text.chars().skip(shared).collect() };
            let ending = (rest(word), rest(&family.stem));
            if !ending.0.is_empty() && ending.0.chars().count() <= LONGEST {
                *counted.entry(ending).or_default() += 1;
            }
        }
    }
    let mut endings: Vec<((String, String), usize)> = counted.into_iter().collect();
    endings.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    endings.truncate(ENDINGS);
    endings.sort_by_key(|((ending, _), _)| std::cmp::Reverse(ending.chars().count()));
    let joined = endings
        .into_iter()
        .map(|((from, to), _)| format!("{from}:{to}"));
    joined.collect::<Vec<_>>().join(" ")
}

/// Whether one text becomes the other by one letter more, less, another one, or two that change places.
pub fn is_near(left: &[char], right: &[char]) -> bool {
    let (short, long) = if left.len() <= right.len() {
        (left, right)
    } else {
        (right, left)
    };
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let rest = |text: &[char], skip: usize| text.get(same + skip..).unwrap_or_default().to_vec();
    match long.len() - short.len() {
        0 => {
            let swapped = short.len() >= same + 2
                && short[same] == long[same + 1]
                && short[same + 1] == long[same]
                && rest(short, 2) == rest(long, 2);
            swapped || rest(short, 1) == rest(long, 1)
        }
        1 => rest(short, 0) == rest(long, 1),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_near;

    #[test]
    fn one_letter_may_be_wrong() {
        let near = |left: &str, right: &str| {
            let [left, right]: [Vec<char>; 2] = [left, right].map(|text| text.chars().collect());
            is_near(&left, &right) && is_near(&right, &left)
        };
        assert!(near("incident", "incident") && near("incidnet", "incident"));
        assert!(near("incdent", "incident") && near("incidentt", "incident"));
        assert!(near("フォレンジク", "フォレンジック") && near("malwere", "malware"));
        assert!(!near("incdnet", "incident") && !near("abcd", "abdd1") && !near("ab", "ba12"));
    }
}
