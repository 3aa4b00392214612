//! Where lines break. [`title`], [`paragraph`] and [`running`] are the entries, by what the words are:
//!
//! - Nothing breaks between a number and what it counts.
//! - A paragraph leaves more than a few characters for its last line.
//! - A Japanese title breaks at phrases only.
//!
//! It is markup, and spaces that do not break, made as a page is written: the search index, feeds and anchors have the plain
//! text.

mod segmenter;

use super::escape::escape;
use crate::language::is_cjk;
use segmenter::ends_phrase;
use std::fmt::Write as _;

/// The fewest characters that may stand alone on the last line of a paragraph.
pub const LAST_LINE: usize = 4;

/// The most that are kept together for that.
pub const KEPT: usize = 9;

/// A phrase of more characters than this may have to break on a phone.
const LONG: usize = 10;

/// No line begins with one of these, whatever a segmenter says.
const NOT_FIRST: &str =
    "、。，．・：；？！ー々…‥）」』】〉》〕｝％ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ";
/// No line ends with one of these.
const NOT_LAST: &str = "（「『【〈《〔｛";
/// Each of these ends a phrase.
const AFTER: &str = "、。，：；）」』】";

fn is_japanese(language: &str) -> bool {
    language.split('-').next() == Some("ja")
}

/// A title as HTML. In Japanese it may break at phrases only, which the style sheet's `word-break: keep-all` needs.
pub fn title(text: &str, language: &str) -> String {
    if !is_japanese(language) || !text.chars().any(is_cjk) {
        return running(text);
    }
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len() * 2);
    let mut start = 0;
    for at in phrase_ends(&chars) {
        if start > 0 {
            out.push_str("<wbr>");
        }
        push_phrase(&chars[start..at], at == chars.len(), &mut out);
        start = at;
    }
    out
}

/// Where the phrases of a title end. One that may be longer than a line of a phone also ends where kanji meet katakana, which is
/// where the words of a compound do (情報・セキュリティインシデント).
fn phrase_ends(chars: &[char]) -> Vec<usize> {
    let whole = (2..chars.len()).filter(|at| at + LAST_LINE <= chars.len());
    let whole = whole.filter(|at| is_phrase_end(chars, *at));
    let (mut ends, mut start) = (Vec::new(), 0);
    for end in whole.chain([chars.len()]) {
        if end - start > LONG {
            let within = (start + 2..end - 1).filter(|at| at + LAST_LINE <= chars.len());
            ends.extend(within.filter(|at| joins_words(chars[at - 1], chars[*at])));
        }
        ends.push(end);
        start = end;
    }
    ends
}

/// Whether a word in kanji ends and one in katakana begins, or the other way round.
fn joins_words(before: char, after: char) -> bool {
    let is_kanji = |c| matches!(c, '\u{4e00}'..='\u{9fff}');
    let is_katakana = |c| matches!(c, 'ァ'..='ヺ' | 'ー');
    is_kanji(before) && is_katakana(after) || is_katakana(before) && is_kanji(after)
}

/// A phrase of a title. The last one may be longer than a narrow column, where it breaks anywhere: then not within its last
/// characters.
fn push_phrase(phrase: &[char], last: bool, out: &mut String) {
    let text = |part: &[char]| running(&part.iter().collect::<String>());
    match tail(phrase).filter(|_| last) {
        Some(at) => {
            let _ = write!(
                out,
                "{}<span class=\"end\">{}</span>",
                text(&phrase[..at]),
                text(&phrase[at..])
            );
        }
        None => out.push_str(&text(phrase)),
    }
}

/// Where the last characters of a phrase begin that is long, or within whose last characters a line may end by itself: behind a
/// comma, or where Latin letters follow.
fn tail(phrase: &[char]) -> Option<usize> {
    let mut at = phrase.len().checked_sub(LAST_LINE)?;
    while at > 0 && (NOT_FIRST.contains(phrase[at]) || NOT_LAST.contains(phrase[at - 1])) {
        at -= 1;
    }
    let last = &phrase[at..];
    let ends_within = last[..last.len() - 1].iter().any(|c| AFTER.contains(*c))
        || last[1..].iter().any(|c| NOT_LAST.contains(*c));
    // Two characters before them are worth it; one is, where a line may end at a dot.
    let enough = at > 1 || at == 1 && phrase.contains(&'・') || ends_within;
    // A word in Latin letters is not cut.
    let from = at.saturating_sub(1);
    let cuts = phrase[from..=at].iter().any(char::is_ascii);
    (enough && !cuts && !phrase[from..].iter().any(|c| c.is_whitespace())).then_some(at)
}

/// Whether a line may end before the character at a place, which is within the text: at the end of a phrase, where the rules of
/// lines allow it. (The segmenter tears a first character off now and then: no place before the third one is asked for.)
fn is_phrase_end(chars: &[char], at: usize) -> bool {
    let (before, after) = (chars[at - 1], chars[at]);
    let spaces = before.is_whitespace() || after.is_whitespace();
    let word = !is_cjk(before) && !is_cjk(after);
    !spaces
        && !word
        && !NOT_FIRST.contains(after)
        && !NOT_LAST.contains(before)
        && (AFTER.contains(before) || ends_phrase(chars, at))
}

/// Running text as HTML: "STEP 1", "1. Name" and "O-1 Name" do not break after the number, nor "O-1" within.
pub fn running(text: &str) -> String {
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return escape(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut words = text.split(' ').peekable();
    let mut first = true;
    while let Some(word) = words.next() {
        push_word(word, &mut out);
        if let Some(next) = words.peek() {
            let joined = is_identifier(word)
                || first && is_ordinal(word)
                || is_counted(word) && is_number(next);
            out.push_str(if joined && !next.is_empty() {
                "\u{a0}"
            } else {
                " "
            });
        }
        first = false;
    }
    out
}

/// A word; an identifier within it, as in "（O-1）", does not break at its hyphen.
fn push_word(word: &str, out: &mut String) {
    let mut rest = word;
    while let Some((start, end)) = identifier(rest) {
        out.push_str(&escape(&rest[..start]));
        out.push_str("<span class=\"id\">");
        out.push_str(&rest[start..end]);
        out.push_str("</span>");
        rest = &rest[end..];
    }
    out.push_str(&escape(rest));
}

/// The first `O-1` of a word: one to three capital letters, a hyphen, up to three digits, and no Latin letter beside it.
fn identifier(word: &str) -> Option<(usize, usize)> {
    let bytes = word.as_bytes();
    let beside = |at: Option<usize>| {
        at.and_then(|at| bytes.get(at))
            .is_some_and(|c| c.is_ascii_alphanumeric() || b"-_./".contains(c))
    };
    word.match_indices('-')
        .map(|(hyphen, _)| hyphen)
        .find_map(|hyphen| {
            let letters = bytes[..hyphen]
                .iter()
                .rev()
                .take_while(|c| c.is_ascii_uppercase())
                .count();
            let digits = bytes[hyphen + 1..]
                .iter()
                .take_while(|c| c.is_ascii_digit())
                .count();
            let (start, end) = (hyphen - letters, hyphen + 1 + digits);
            let sized = (1..=3).contains(&letters) && (1..=3).contains(&digits);
            let tail = beside(Some(end)) && (bytes[end] != b'.' || beside(Some(end + 1)));
            (sized && !beside(start.checked_sub(1)) && !tail).then_some((start, end))
        })
}

fn is_identifier(word: &str) -> bool {
    identifier(word).is_some_and(|(_, end)| end == word.len())
}

/// `1.` at the beginning.
fn is_ordinal(word: &str) -> bool {
    word.strip_suffix('.').is_some_and(|digits| {
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// A name that a number belongs to: it ends in a word of Latin letters that begins with a capital.
fn is_counted(word: &str) -> bool {
    let start = word
        .rfind(|c: char| !c.is_ascii_alphabetic())
        .map_or(0, |at| {
            at + word[at..].chars().next().map_or(0, char::len_utf8)
        });
    word[start..].starts_with(|c: char| c.is_ascii_uppercase())
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

/// A paragraph of plain text as HTML.
pub fn paragraph(text: &str, language: &str) -> String {
    match last_line(text, language, LAST_LINE) {
        Some(at) => format!(
            "{}<span class=\"end\">{}</span>",
            running(&text[..at]),
            running(&text[at..])
        ),
        None => running(text),
    }
}

/// Where the end of a text begins that must stay on one line, so that at least `fewest` characters stand on the last;
/// `None` where that is so anyway.
pub fn last_line(text: &str, language: &str, fewest: usize) -> Option<usize> {
    // Only the end of a long text has a say, unless it is one long word.
    let near = tail_of(text, NEAR);
    match end_start(&text[near..], language, fewest) {
        Some(0) if near > 0 => end_start(text, language, fewest),
        at => at.map(|at| near + at),
    }
    .filter(|at| *at > 0)
}

/// How many characters of a text are looked at first.
const NEAR: usize = 64;

/// Where the last `count` characters of a text begin, in bytes.
fn tail_of(text: &str, count: usize) -> usize {
    text.char_indices()
        .rev()
        .take(count)
        .last()
        .map_or(0, |(at, _)| at)
}

fn end_start(text: &str, language: &str, fewest: usize) -> Option<usize> {
    let chars: Vec<char> = text.chars().collect();
    let latest = chars.len().checked_sub(fewest)?;
    let spaced = chars.iter().rev().take(KEPT).all(|c| !is_cjk(*c))
        || !is_japanese(language) && !text.contains(is_cjk);
    let at = if spaced {
        word_start(&chars, latest)?
    } else {
        phrase_start(&chars, latest)
    };
    Some(chars[..at].iter().map(|c| c.len_utf8()).sum())
}

/// The beginning of the word before the last ones, where those are too short to stand alone.
fn word_start(chars: &[char], latest: usize) -> Option<usize> {
    let short = chars[latest..].contains(&' ');
    let space = chars[..latest].iter().rposition(|c| *c == ' ')?;
    (short && chars.len() - space <= 2 * KEPT).then_some(space + 1)
}

/// The beginning of a phrase, where one begins soon enough, or `latest`.
fn phrase_start(chars: &[char], latest: usize) -> usize {
    let earliest = chars.len().saturating_sub(KEPT).max(2);
    let mut at = (earliest..=latest)
        .rfind(|at| is_phrase_end(chars, *at))
        .unwrap_or(latest);
    // A word of Latin letters, or an identifier, is not cut by the markup.
    while at > 0 && chars[at].is_ascii_graphic() && chars[at - 1].is_ascii_graphic() {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_break_at_phrases() {
        assert_eq!(
            title("経営層に報告する手順", "ja"),
            "経営層に<wbr>報告<span class=\"end\">する手順</span>"
        );
        assert_eq!(
            title("STEP 2：企画立案", "ja"),
            "STEP\u{a0}2：<wbr>企画立案"
        );
        assert_eq!(title("Report to management", "en"), "Report to management");
        assert_eq!(title("<管理>と「運用」", "ja").matches("&lt;").count(), 1);
    }

    #[test]
    fn a_comma_or_latin_letters_leave_no_short_last_line() {
        for (text, end) in [
            ("聞いた相手、日付", "手、日付"),
            ("時刻（日、時、分）", "時、分）"),
            ("対象（件）", "象（件）"),
            ("セキュリティレポーティングWG", "ングWG"),
        ] {
            let end = format!("<span class=\"end\">{end}</span>");
            assert!(title(text, "ja").ends_with(&end), "{}", title(text, "ja"));
        }
    }

    #[test]
    fn a_long_phrase_breaks_where_kanji_meet_katakana() {
        let broken = title("情報セキュリティインシデント報告の受付", "ja");
        assert!(
            broken.starts_with("情報<wbr>セキュリティインシデント<wbr>報告"),
            "{broken}"
        );
        assert!(!title("報告システム", "ja").contains("<wbr>"));
    }

    #[test]
    fn a_title_that_must_break_within_a_phrase_keeps_four_characters() {
        assert_eq!(
            title("コンスティチュエンシー", "ja"),
            "コンスティチュ<span class=\"end\">エンシー</span>"
        );
        assert_eq!(
            title("ミッションステートメント", "ja"),
            "ミッションステー<span class=\"end\">トメント</span>"
        );
        assert_eq!(
            title("良い・悪い", "ja"),
            "良<span class=\"end\">い・悪い</span>"
        );
        assert_eq!(
            title("いま決められる人", "ja"),
            "いま決め<span class=\"end\">られる人</span>"
        );
        for whole in ["報告手順", "連絡の窓口", "CERT/CC", "用語とEメール"] {
            assert!(!title(whole, "ja").contains("span"), "{whole}");
        }
    }

    #[test]
    fn no_phrase_begins_or_ends_where_no_line_may() {
        for text in [
            "名称（ミッション）を、決めてから「方針」を書く。",
            "サーバーへのアクセスっぽいもの",
        ] {
            for phrase in title(text, "ja")
                .replace("</span>", "")
                .split("<wbr>")
                .flat_map(|part| part.split("<span class=\"end\">"))
            {
                assert!(!phrase.starts_with(|c| NOT_FIRST.contains(c)), "{phrase}");
                assert!(!phrase.ends_with(|c| NOT_LAST.contains(c)), "{phrase}");
            }
        }
    }

    #[test]
    fn numbers_stay_with_what_they_count() {
        assert_eq!(
            running("See STEP 1 and Level 3."),
            "See STEP\u{a0}1 and Level\u{a0}3."
        );
        assert_eq!(running("1. Name 2"), "1.\u{a0}Name\u{a0}2");
        assert_eq!(
            running("O-1 Mandate"),
            "<span class=\"id\">O-1</span>\u{a0}Mandate"
        );
        assert_eq!(
            running("項目（O-1）と"),
            "項目（<span class=\"id\">O-1</span>）と"
        );
        assert_eq!(running("O-1."), "<span class=\"id\">O-1</span>.");
        for plain in ["UTF-8-BOM", "CVE-2024-1", "A-1/B", "ISO-27001", "x-1"] {
            assert_eq!(running(plain), plain);
        }
        assert_eq!(
            running("in 2026 there were 45 of them"),
            "in 2026 there were 45 of them"
        );
    }

    #[test]
    fn a_last_line_has_four_characters_or_more() {
        let text = "日付のある決定を、上位者が承認している。";
        let at = last_line(text, "ja", LAST_LINE).unwrap();
        assert_eq!(
            paragraph("段階：行動指針。", "ja"),
            "段階：<span class=\"end\">行動指針。</span>"
        );
        assert!(
            (LAST_LINE..=KEPT).contains(&text[at..].chars().count()),
            "{}",
            &text[at..]
        );
        assert_eq!(
            paragraph("Whether the team has it.", "en"),
            "Whether the team <span class=\"end\">has it.</span>"
        );
        assert_eq!(last_line("Whether the team exists", "en", LAST_LINE), None);
        assert_eq!(last_line("はい。", "ja", LAST_LINE), None);
    }
}
