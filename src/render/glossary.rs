//! The index of the glossary: a row of letters, a field to filter by, and the terms under their letters.

use super::escape::escape;
use super::lang::lang;
use super::phrases;
use crate::site::{Site, SitePage, TermWords, address, relative};
use std::fmt::Write as _;
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

/// Terms that stand under one letter.
struct Letter<'a> {
    head: String,
    terms: Vec<(&'a String, &'a TermWords)>,
}

/// The HTML of the index.
pub(super) fn index(site: &Site, page: &SitePage) -> String {
    let letters = letters(site, page);
    let mut out = bar(site, page, &letters);
    for Letter { head, terms } in &letters {
        let _ = write!(
            out,
            "<h2 class=\"letter\" id=\"letter-{}\">{}</h2><dl class=\"glossary\">",
            anchor(head),
            escape(head)
        );
        for (id, term) in terms {
            entry(site, page, id, term, &mut out);
        }
        out.push_str("</dl>");
    }
    out
}

/// The letters as links, and the field, which a script shows: without one it would do nothing.
fn bar(site: &Site, page: &SitePage, letters: &[Letter<'_>]) -> String {
    let say =
        |key: &str, arguments: &[(&str, &str)]| escape(&site.text(&page.language, key, arguments));
    let mut links = String::new();
    for Letter { head, .. } in letters {
        let _ = write!(
            links,
            "<li><a href=\"#letter-{}\">{}</a></li>",
            anchor(head),
            escape(head)
        );
    }
    format!(
        "<div class=\"glossary-bar\"><div class=\"glossary-filter\" data-count=\"{}\" hidden><label for=\"glossary-filter\">{}</label> <input type=\"search\" id=\"glossary-filter\" autocomplete=\"off\" autocapitalize=\"none\" spellcheck=\"false\"> <span role=\"status\"></span></div><nav class=\"letters\" aria-label=\"{}\"><ul>{links}</ul></nav></div>",
        say(
            "glossary.count",
            &[("count", "%{count}"), ("total", "%{total}")]
        ),
        say("glossary.filter", &[]),
        say("glossary.letters", &[]),
    )
}

fn entry(site: &Site, page: &SitePage, id: &str, term: &TermWords, out: &mut String) {
    let whole = |text: &str| phrases::title(text, term.language.as_str());
    let beside =
        beside(site, id, term).map(|text| format!(" <span class=\"long\">{}</span>", whole(text)));
    let _ = write!(
        out,
        "<div{} data-find=\"{}\"><dt><a href=\"{}\">{}</a>{}</dt><dd>{}</dd></div>",
        lang(page, term.language.as_str()),
        escape(&findable(site, id, term)),
        escape(&relative(
            &page.address,
            &address(&page.language, &term.path)
        )),
        phrases::title(&term.title, term.language.as_str()),
        beside.unwrap_or_default(),
        phrases::paragraph(&term.description, term.language.as_str())
    );
}

/// What stands after a term: its name at full length, else its abbreviation where that is not the term itself.
pub(super) fn beside<'a>(site: &'a Site, id: &str, term: &'a TermWords) -> Option<&'a str> {
    let abbreviation = || {
        site.models
            .terms
            .get(id)?
            .abbreviation
            .as_deref()
            .filter(|abbreviation| *abbreviation != term.title)
    };
    term.long.as_deref().or_else(abbreviation)
}

/// All that a term is found by, as words without spaces: title, full length, reading, other forms, abbreviation, and what
/// it is called in the other languages.
fn findable(site: &Site, id: &str, term: &TermWords) -> String {
    let abbreviation = site
        .models
        .terms
        .get(id)
        .and_then(|term| term.abbreviation.as_ref());
    let elsewhere = site
        .words
        .values()
        .filter_map(|words| words.terms.get(id))
        .flat_map(|term| [Some(&term.title), term.long.as_ref()]);
    let own = [
        Some(&term.title),
        term.long.as_ref(),
        term.reading.as_ref(),
        abbreviation,
    ]
    .into_iter()
    .chain(term.forms.iter().map(Some));
    let mut words: Vec<String> = Vec::new();
    for word in own.chain(elsewhere).flatten().map(|text| fold(text)) {
        if !words.iter().any(|known| known.contains(&word)) {
            words.push(word);
        }
    }
    words.join(" ")
}

/// A text as terms are compared with what a reader types: width, case, kana, long vowels, spaces and hyphens do not count.
/// `scripts/site/glossary.js` has the same; both pass `tests/search/fold.json`.
fn fold(text: &str) -> String {
    text.nfkc()
        .flat_map(char::to_lowercase)
        .map(hiragana)
        .filter(|c| !c.is_whitespace() && !"ー・-‐/".contains(*c))
        .collect()
}

/// Terms by what they are sorted by, under the first letter or the row of the kana table of it.
fn letters<'a>(site: &'a Site, page: &SitePage) -> Vec<Letter<'a>> {
    let words = site.words.get(&page.language);
    let terms = words.into_iter().flat_map(|words| &words.terms);
    let mut sorted: Vec<(String, &String, &TermWords)> =
        terms.map(|(id, term)| (sort_key(term), id, term)).collect();
    sorted.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
    let mut letters: Vec<Letter<'a>> = Vec::new();
    for (key, id, term) in sorted {
        let head = head(&key);
        match letters.last_mut().filter(|last| last.head == head) {
            Some(letter) => letter.terms.push((id, term)),
            None => letters.push(Letter {
                head,
                terms: vec![(id, term)],
            }),
        }
    }
    letters
}

/// What a term is sorted by: a title in Latin letters by itself, another one by its reading in hiragana.
fn sort_key(term: &TermWords) -> String {
    let latin = term.title.starts_with(|c: char| c.is_ascii_alphanumeric());
    let text = term
        .reading
        .as_deref()
        .filter(|_| !latin)
        .unwrap_or(&term.title);
    text.nfkc()
        .flat_map(char::to_lowercase)
        .map(hiragana)
        .collect()
}

fn hiragana(c: char) -> char {
    match c {
        'ァ'..='ヶ' => char::from_u32(c as u32 - 0x60).unwrap_or(c),
        c => c,
    }
}

/// The heading a key stands under: the row of the kana table, or the letter.
fn head(key: &str) -> String {
    let first = key.chars().next().unwrap_or('#');
    let row = KANA_ROWS.iter().find(|(_, row)| row.contains(first));
    row.map_or_else(
        || first.to_uppercase().to_string(),
        |(head, _)| head.to_string(),
    )
}

fn anchor(head: &str) -> String {
    head.chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_lowercase().to_string()
            } else {
                format!("{:x}", c as u32)
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Tag;

    fn term(title: &str, reading: Option<&str>) -> TermWords {
        let language = Tag::parse("ja").unwrap();
        let [description, path] = [String::new(), String::new()];
        TermWords {
            title: title.into(),
            long: None,
            reading: reading.map(Into::into),
            description,
            path,
            forms: Vec::new(),
            language,
        }
    }

    #[test]
    fn latin_titles_stand_under_their_letter_and_others_under_the_row_of_their_reading() {
        let heads = [
            ("SOC", Some("セキュリティ")),
            ("権限", Some("けんげん")),
            ("ログ", None),
            ("封じ込め", Some("ふうじこめ")),
        ]
        .map(|(title, reading)| head(&sort_key(&term(title, reading))));
        assert_eq!(heads, ["S", "か", "ら", "は"]);
    }

    #[test]
    fn texts_are_folded_as_the_script_of_the_page_folds_them() {
        let cases: Vec<(String, String)> =
            serde_json::from_str(include_str!("../../tests/search/fold.json")).unwrap();
        for (text, folded) in cases {
            assert_eq!(fold(&text), folded, "{text}");
        }
    }
}
