//! Texts as ECMAScript sees them, so that the twin in the page trims and sorts the same way.

use std::cmp::Ordering;

/// A text without white space at its ends, by ECMAScript's definition: it has U+FEFF and lacks U+0085.
pub(crate) fn trimmed(text: &str) -> &str {
    text.trim_matches(|letter: char| {
        letter == '\u{feff}' || (letter.is_whitespace() && letter != '\u{85}')
    })
}

/// The order of ECMAScript's `sort`: by UTF-16 code unit, which is not that of UTF-8 for letters beyond U+FFFF.
pub(crate) fn by_code_unit(a: &str, b: &str) -> Ordering {
    a.encode_utf16().cmp(b.encode_utf16())
}
