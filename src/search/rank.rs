//! What counts how much, in integers, so that the browser comes to the same order. `browser/rank.js` and `browser/excerpt.js`
//! have the same numbers.

use super::fields;

/// A key is what the reader typed.
pub const EXACT: u32 = 4;
/// A key is another word of the same stem.
pub const STEM: u32 = 3;
/// A key begins with what the reader typed, or nearly does.
pub const PREFIX: u32 = 2;

/// The title is the query.
pub const TITLE_IS_QUERY: u32 = 6_000;
/// A keyword is the query.
pub const KEYWORD_IS_QUERY: u32 = 4_000;
/// A boosted document is named so: times its boost.
pub const NAME_BOOST: u32 = 1_000;
/// The title begins with the query.
pub const TITLE_BEGINS: u32 = 1_500;
/// A boosted document is named by a word of the query: times its weight.
pub const BOOST: u32 = 39;
/// A stretch without spaces matched at borders of script: times the factor of the field.
pub const BORDER: u32 = 240;
/// Words stand together: times the factor of the field and what is left of [`NEAR`].
pub const TOGETHER: u32 = 5;
/// Characters between words that count as together.
pub const NEAR: u32 = 60;
/// In a wider search: each word found, times its rarity. A rare word outweighs two that most documents have.
pub const WIDER: u32 = 18;

/// In a wider search: each word that stands in the passage that has most of them, a heading, or a question of readers, times its
/// rarity. Words spread over a long document tell less than those of one sentence.
pub const PASSAGE: u32 = 60;
/// As [`PASSAGE`].
pub const PASSAGE_HEADING: u32 = 155;
/// As [`PASSAGE`]; a question has few words, which stand close to each other.
pub const PASSAGE_QUESTION: u32 = 50;
/// In a wider search: the document has every word, times their rarity.
pub const WHOLE: u32 = 10;

/// What the fields that have a key are worth.
#[must_use]
pub fn field_weight(found: u8) -> u32 {
    let body = [0, 3, 4, 5][usize::from(found & fields::BODY)];
    let field = |bit: u8, weight: u32| if found & bit == 0 { 0 } else { weight };
    body + field(fields::HEADING, 10) + field(fields::KEYWORD, 10) + field(fields::TITLE, 24)
}

/// The fields that have both keys.
#[must_use]
pub fn common_fields(left: u8, right: u8) -> u8 {
    (left & right & !fields::BODY) | (left & fields::BODY).min(right & fields::BODY)
}

/// The fields that have either of two keys.
#[must_use]
pub fn all_fields(left: u8, right: u8) -> u8 {
    ((left | right) & !fields::BODY) | (left & fields::BODY).max(right & fields::BODY)
}

/// How telling a key is that `found` of `documents` have: a logarithm in quarters, 1 where all have it.
#[must_use]
pub fn rarity(documents: u32, found: u32) -> u32 {
    let ratio = (documents.min(1 << 26) * 16 / found.max(1)).max(16);
    let exponent = ratio.ilog2();
    let quarter = (ratio >> (exponent - 2)) & 3;
    (exponent << 2 | quarter) - 15
}

#[cfg(test)]
mod tests {
    use super::rarity;

    #[test]
    fn rare_keys_tell_more() {
        let of = |found| rarity(160, found);
        assert_eq!(of(160), 1);
        assert!(of(1) > of(2) && of(2) > of(10) && of(10) > of(100));
    }
}
