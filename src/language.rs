//! Languages: BCP 47 tags, their direction; which characters are written without spaces, and which nobody sees.
//!
//! [`Tag::parse`] is the entry. A tag is canonical or refused, so two tags are one language only if they are equal.

use std::fmt;
use std::sync::Arc;
use unic_langid::{CharacterDirection, LanguageIdentifier};

/// A well-formed BCP 47 tag in canonical case (`ja`, `zh-Hant`, `pt-BR`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(Arc<str>);

impl Tag {
    /// Parses a tag. Only the canonical form is taken, because the tag is a folder's name and a part of addresses.
    ///
    /// # Errors
    /// The canonical form, where `text` is another spelling of a tag; `None` where it is no tag.
    pub fn parse(text: &str) -> Result<Self, Option<String>> {
        let parsed: LanguageIdentifier = text.parse().map_err(|_| None)?;
        // The grammar has room for names of five to eight letters, of which none was ever registered: that is a word.
        if parsed.language.as_str().len() > 3 {
            return Err(None);
        }
        let canonical = parsed.to_string();
        if canonical == text {
            Ok(Self(text.into()))
        } else {
            Err(Some(canonical))
        }
    }

    /// The tag as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Writing direction for the `dir` attribute, from the script that CLDR gives the language.
    #[must_use]
    pub fn direction(&self) -> &'static str {
        let Ok(id) = self.0.parse::<LanguageIdentifier>() else {
            return "ltr";
        };
        match id.character_direction() {
            CharacterDirection::RTL => "rtl",
            _ => "ltr",
        }
    }

    /// The primary language subtag (`zh` of `zh-Hant`).
    #[must_use]
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }

    /// Whether text of the language is written without spaces between words.
    #[must_use]
    pub fn is_unspaced(&self) -> bool {
        matches!(self.primary(), "ja" | "zh")
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The font that Office has for a language, given as a tag. Where it is missing, every program puts one of its own in its place.
#[must_use]
pub fn office_font(language: &str) -> &'static str {
    if language.starts_with("ja") {
        "Yu Gothic"
    } else {
        "Calibri"
    }
}

/// Whether a character is written without spaces around it: kanji, kana, and their punctuation and full-width forms.
#[must_use]
pub fn is_cjk(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Katakana as hiragana; anything else, the long-vowel mark too, is what it is.
#[must_use]
pub fn hiragana(c: char) -> char {
    match c {
        'ァ'..='ヶ' | 'ヽ' | 'ヾ' => char::from_u32(c as u32 - KANA).unwrap_or(c),
        c => c,
    }
}

/// Hiragana as katakana.
#[must_use]
pub fn katakana(c: char) -> char {
    match c {
        'ぁ'..='ゖ' | 'ゝ' | 'ゞ' => char::from_u32(c as u32 + KANA).unwrap_or(c),
        c => c,
    }
}

/// How far the same letters of the two kana are apart.
const KANA: u32 = 0x60;

/// Whether nobody sees a character: it takes no room, or only says in which direction others run. In a name or an address it
/// would make two that look the same.
#[must_use]
pub fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(
            u32::from(c),
            0xad | 0x34f | 0x61c | 0x115f | 0x1160 | 0x17b4 | 0x17b5 | 0x180e | 0x200b..=0x200f
                | 0x2028..=0x202e | 0x2060..=0x206f | 0x3164 | 0xfeff | 0xffa0 | 0xfff9..=0xfffb
                | 0xfffe | 0xffff | 0xe0000..=0xe0fff
        )
}

/// A character as its code point: `U+202E`.
#[must_use]
pub fn code_point(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// Where a text turns the direction of what follows without turning it back, with the character that does: it would say
/// something else than it shows.
#[must_use]
pub fn turned(text: &str) -> Option<(usize, char)> {
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '\u{202a}' | '\u{202b}' | '\u{202d}' | '\u{202e}' | '\u{2066}'..='\u{2068}' => {
                open.push((at, c));
            }
            // Ends the last embedding or override, but none outside of an isolate that is open.
            '\u{202c}' if open.last().is_some_and(|(_, c)| *c <= '\u{202e}') => drop(open.pop()),
            // Ends the last isolate, with what is open in it.
            '\u{2069}' => {
                let isolate = open.iter().rposition(|(_, c)| *c >= '\u{2066}');
                open.truncate(isolate.unwrap_or(open.len()));
            }
            _ => {}
        }
    }
    open.first().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_canonical_tags_are_taken() {
        assert_eq!(
            Tag::parse("ja").map(|tag| tag.to_string()),
            Ok("ja".to_owned())
        );
        assert_eq!(Tag::parse("pt-br"), Err(Some("pt-BR".to_owned())));
        assert_eq!(Tag::parse("en_us"), Err(Some("en-US".to_owned())));
        assert_eq!(Tag::parse("not a tag"), Err(None));
        assert_eq!(Tag::parse("Japanese"), Err(None));
    }

    #[test]
    fn direction_follows_the_script() {
        assert_eq!(Tag::parse("ar").unwrap().direction(), "rtl");
        assert_eq!(Tag::parse("he").unwrap().direction(), "rtl");
        assert_eq!(Tag::parse("ja").unwrap().direction(), "ltr");
    }

    #[test]
    fn a_direction_that_is_turned_is_turned_back() {
        for fine in [
            "",
            "a\u{202e}b\u{202c}c",
            "\u{2067}a\u{202b}b\u{2069}",
            "\u{202c}\u{2069}",
            "عربي",
        ] {
            assert_eq!(turned(fine), None, "{fine:?}");
        }
        assert_eq!(turned("a\u{202e}b"), Some((1, '\u{202e}')));
        assert_eq!(turned("\u{2067}a\u{202c}"), Some((0, '\u{2067}')));
    }
}
