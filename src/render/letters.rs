//! Sorting as a dictionary of the reader's language does, and the letter or the row of the kana table that words stand under.
//!
//! ```text
//! (words, reading) ─key─▶ what a dictionary sorts by ─collation of the language─▶ order ─head─▶ letters and rows
//! ```

use crate::language::{Tag, hiragana};
use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale_core::Locale;
use std::cmp::Ordering;
use unicode_normalization::UnicodeNormalization;

/// The rows of the kana table, each under its first.
const KANA_ROWS: [(char, &str); 10] = [
    ('あ', "ぁあぃいぅうぇえぉおゔ"),
    ('か', "かがきぎくぐけげこご"),
    ('さ', "さざしじすずせぜそぞ"),
    ('た', "ただちぢっつづてでとど"),
    ('な', "なにぬねの"),
    ('は', "はばぱひびぴふぶぷへべぺほぼぽ"),
    ('ま', "まみむめも"),
    ('や', "ゃやゅゆょよ"),
    ('ら', "らりるれろ"),
    ('わ', "ゎわゐゑをん"),
];

/// The head of all that begins with a digit.
const DIGITS: &str = "0–9";

/// The order of a dictionary in one language, by the Unicode collation algorithm with the tailoring of the language.
pub(super) struct Order {
    collator: Option<CollatorBorrowed<'static>>,
}

impl Order {
    /// The order of a language; that of the root where there is none of its own.
    pub fn of(language: &Tag) -> Self {
        let locale: Locale = language.as_str().parse().unwrap_or(Locale::UNKNOWN);
        let preferences = CollatorPreferences::from(&locale);
        let collator = Collator::try_new(preferences, CollatorOptions::default()).ok();
        Self { collator }
    }

    /// Which of two keys stands first.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        match &self.collator {
            Some(collator) => collator.compare(a, b),
            None => a.cmp(b),
        }
    }
}

/// What words are sorted by: those that begin with a Latin letter or a digit by themselves, others by their reading.
pub(super) fn key(words: &str, reading: Option<&str>) -> String {
    let latin = words.starts_with(|c: char| c.is_ascii_alphanumeric());
    let text = reading.filter(|_| !latin).unwrap_or(words);
    text.nfkc().collect()
}

/// What a key stands under: the row of the kana table, the letter without its marks, or the digits.
pub(super) fn head(key: &str) -> String {
    let base = key.nfd().next().unwrap_or('#');
    let first = hiragana(base);
    if first.is_numeric() {
        return DIGITS.to_owned();
    }
    let row = KANA_ROWS.iter().find(|(_, row)| row.contains(first));
    row.map_or_else(
        || first.to_uppercase().to_string(),
        |(head, _)| head.to_string(),
    )
}

/// The anchor of a head, in letters that an address can have as they are.
pub(super) fn anchor(head: &str) -> String {
    let sign = |c: char| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase().to_string()
        } else {
            format!("{:x}", c as u32)
        }
    };
    format!("letter-{}", head.chars().map(sign).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_words_stand_under_their_letter_and_others_under_the_row_of_their_reading() {
        let heads = [
            ("SOC", Some("セキュリティ")),
            ("権限", Some("けんげん")),
            ("ログ", None),
            ("封じ込め", Some("ふうじこめ")),
            ("バックアップ", None),
            ("Événement", None),
            ("5W1H", Some("ごだぶりゅー")),
        ]
        .map(|(words, reading)| head(&key(words, reading)));
        assert_eq!(heads, ["S", "か", "ら", "は", "は", "E", "0–9"]);
    }

    /// A long vowel is sorted as the vowel that it lengthens, and small letters beside large ones: code points do neither.
    #[test]
    fn words_are_sorted_as_in_a_dictionary() {
        let order = |language: &str| Order::of(&Tag::parse(language).unwrap());
        let sorted = |language: &str, mut words: Vec<&'static str>| {
            let order = order(language);
            words.sort_by(|a, b| order.compare(a, b));
            words
        };
        assert_eq!(
            sorted(
                "ja",
                vec![
                    "さーばん",
                    "さあひ",
                    "サーバー",
                    "さいばー",
                    "しょ",
                    "しよう"
                ]
            ),
            [
                "サーバー",
                "さーばん",
                "さあひ",
                "さいばー",
                "しょ",
                "しよう"
            ]
        );
        assert_eq!(
            sorted("en", vec!["role", "RFC 2350", "résumé", "reset", "Zebra"]),
            ["reset", "résumé", "RFC 2350", "role", "Zebra"]
        );
        assert_eq!(
            sorted("sv", vec!["ära", "zon", "åtgärd"]),
            ["zon", "åtgärd", "ära"]
        );
    }
}
