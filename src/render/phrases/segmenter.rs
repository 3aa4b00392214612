//! Where phrases of Japanese end, by the model of `BudouX`: a place is judged by the three characters on either side of it.
//!
//! The library's own parser goes through a whole text. Here single places are asked for, for the last characters of every
//! paragraph, so its model is looked up with characters as numbers. A test holds both to the same places.

use budoux_phf_rs::{Model, Parser, ScoreMap};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Where the characters of each feature begin and end, from the place that is judged.
const FEATURES: [(isize, isize); 13] = [
    (-3, -2),
    (-2, -1),
    (-1, 0),
    (0, 1),
    (1, 2),
    (2, 3),
    (-2, 0),
    (-1, 1),
    (0, 2),
    (-3, 0),
    (-2, 1),
    (-1, 2),
    (0, 3),
];

static JAPANESE: LazyLock<Scores> = LazyLock::new(|| Scores::of(&Parser::japanese_parser().model));

/// Scores of each feature by its characters.
struct Scores {
    features: [FxHashMap<u64, i32>; 13],
    base: i32,
}

impl Scores {
    fn of(model: &Model) -> Self {
        let maps = [
            model.uw1, model.uw2, model.uw3, model.uw4, model.uw5, model.uw6, model.bw1, model.bw2,
            model.bw3, model.tw1, model.tw2, model.tw3, model.tw4,
        ];
        Self {
            features: maps.map(by_number),
            base: -(model.total_score / 2),
        }
    }
}

fn by_number(map: &ScoreMap) -> FxHashMap<u64, i32> {
    let entries = map.entries();
    entries
        .map(|(text, score)| (number(text.chars()), i32::from(*score)))
        .collect()
}

/// Up to three characters, of 21 bits each.
fn number(chars: impl Iterator<Item = char>) -> u64 {
    chars.fold(0, |number, c| number << 21 | u64::from(u32::from(c)))
}

/// Whether a phrase ends before the character at a place, which is neither the first nor behind the last.
pub fn ends_phrase(chars: &[char], at: usize) -> bool {
    let scores = FEATURES.iter().zip(&JAPANESE.features);
    let score: i32 = scores
        .filter_map(|((from, to), scores)| {
            let text = chars.get(at.checked_add_signed(*from)?..at.checked_add_signed(*to)?)?;
            scores.get(&number(text.iter().copied()))
        })
        .sum();
    JAPANESE.base + score > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_the_library() {
        let texts = [
            "経営層に報告する手順を、インシデントが起きる前に決めておきます。",
            "これはテストです。",
            "CSIRTの窓口は24時間365日ではなく、平日の9時から17時までです。",
            "𠮷野家で、あなたに寄り添う最先端のテクノロジー",
            "連絡",
            "あ",
        ];
        for text in texts {
            let (mut ends, mut end) = (Vec::new(), 0);
            Parser::japanese_parser().parse_with(text, |phrase| {
                end += phrase.chars().count();
                ends.push(end);
            });
            ends.pop();
            let chars: Vec<char> = text.chars().collect();
            let found = (1..chars.len()).filter(|at| ends_phrase(&chars, *at));
            assert_eq!(found.collect::<Vec<_>>(), ends, "{text}");
        }
    }
}
