//! Which keys lead to words that are not typed as the site has them: stems, other spellings, letters that are wrong.
//!
//! A query finds the stem of a word that the site does not have by the endings that the stems of its own words lost
//! ([`endings`]); of a word in which one letter is wrong, either its first half is right or its second, so words are sorted by
//! both ends ([`backward_key`]).

use super::format::shared_chars;
use super::language::Analyser;
use super::postings::Gathered;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Words of fewer letters are looked for as they are typed.
pub const NEAR_WORD: usize = 5;
/// Katakana of fewer letters are looked for as they are typed.
pub const NEAR_KANA: usize = 4;
/// More words of one stem than this are not looked up together.
pub const SIBLINGS: usize = 12;

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

/// The words of each stem.
pub fn families<'g>(
    gathered: &'g Gathered,
    languages: &'g [(String, Analyser)],
    spoken: &[Vec<(usize, bool)>],
    language: &str,
) -> Vec<Family<'g>> {
    let mut families: BTreeMap<(&str, String), Family> = BTreeMap::new();
    for (place, spoken) in spoken.iter().enumerate() {
        let Some(word) = gathered.name_at(place) else {
            continue;
        };
        if let Some(own) = speaker(languages, spoken, language) {
            let (name, analyser) = &languages[own];
            let stem = analyser.analyse(word).stem;
            let family = families.entry((analyser.code(), stem.clone()));
            let family = family.or_insert_with(|| Family {
                stem,
                words: Vec::new(),
                own: name == language,
                analyser,
            });
            family.words.push(word);
        }
    }
    let mut families: Vec<Family> = families.into_values().collect();
    for family in &mut families {
        family.words.sort_unstable();
    }
    families
}

/// For each word, the others of its stem.
pub fn siblings<'g>(families: &[Family<'g>]) -> FxHashMap<&'g str, Vec<String>> {
    let mut found = FxHashMap::default();
    for family in families.iter().filter(|family| family.words.len() > 1) {
        for word in &family.words {
            let others = family
                .words
                .iter()
                .filter(|other| *other != word)
                .take(SIBLINGS);
            found.insert(*word, others.map(|other| (*other).to_owned()).collect());
        }
    }
    found
}

/// The language whose stem a word has: the index's if the word was seen in it, else the first by name that does not
/// leave it out.
fn speaker(
    languages: &[(String, Analyser)],
    spoken: &[(usize, bool)],
    wanted: &str,
) -> Option<usize> {
    let kept = spoken.iter().filter(|(_, stop)| !stop);
    let kept = kept.map(|(language, _)| *language);
    kept.min_by_key(|&language| (languages[language].0 != wanted, &languages[language].0))
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

/// The word or the katakana of a key by its end.
pub fn of_backward_key(key: &str) -> String {
    key.chars().rev().take_while(|&c| c != BACKWARD).collect()
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
    fn keys_by_the_end_come_back() {
        assert_eq!(
            super::of_backward_key(&super::backward_key("サーバ")),
            "サーバ"
        );
    }

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
