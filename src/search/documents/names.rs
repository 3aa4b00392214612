//! Further words by which a document is found, beside its title: readings, ids, official names, and other words for the same.

use crate::language::Tag;
use crate::models::{Item, Model};
use crate::search::normalise::{LONG, fold, is_word};
use crate::site::Site;
use std::collections::BTreeSet;
use wana_kana::ConvertJapanese;

/// The keywords of a document with a title; `known` is the item that it describes.
pub fn keywords(site: &Site, language: &Tag, known: Option<Known<'_>>, title: &str) -> Vec<String> {
    let of_item = known.map(|known| of_item(site, language, known, title));
    let mut keywords = of_item.unwrap_or_default();
    keywords.extend(synonyms_of(
        site.strings.synonyms(language),
        title,
        &keywords,
    ));
    keywords.extend(written_otherwise(title));
    keywords
}

/// An item with its reference and its model.
pub type Known<'s> = (&'s str, &'s Model, &'s Item);

pub fn known<'s>(site: &'s Site, reference: &'s str) -> Option<Known<'s>> {
    let (model, item) = site.models.item(reference)?;
    Some((reference, model, item))
}

/// Further words for an item: what it says in its model's fields, how it is read, its official name, its ids as people write
/// them, and what it is called in other languages where it has no name.
fn of_item(
    site: &Site,
    language: &Tag,
    (reference, model, item): Known<'_>,
    title: &str,
) -> Vec<String> {
    let of_language = site.words.get(language);
    let own = of_language.and_then(|words| words.items.get(reference));
    let mut words: Vec<String> = Vec::new();
    // The entries of a list say these as their text.
    if model.has_pages() {
        for (_, value) in own.into_iter().flat_map(|own| own.values(model, item)) {
            words.extend(value.texts().iter().cloned());
        }
    }
    let every = site.words.values();
    for other in every.filter_map(|words| words.items.get(reference)) {
        if item.name().is_none() {
            words.push(other.title.clone());
            words.extend(
                other
                    .said(model, item, &model.shown.beside)
                    .map(str::to_owned),
            );
        }
    }
    let said = own.and_then(|own| own.said(model, item, model.shown.sort.as_slice()).next());
    let reading = of_language.and_then(|words| words.reading(&model.id, item.id()));
    words.extend(readings(said.or(reading).unwrap_or(title)));
    words.extend(ids(site, language, model, item));
    words.extend(item.name().map(str::to_owned));
    let mut seen = BTreeSet::from([title.to_owned()]);
    words.retain(|word| seen.insert(word.clone()));
    words
}

/// How a title is typed otherwise: without the kana between ideographs (`踏み台` as `踏台`, `検知の規則` as `検知規則`).
fn written_otherwise(title: &str) -> Option<String> {
    let chars: Vec<char> = title.chars().collect();
    let ideograph = |at: usize| {
        chars
            .get(at)
            .is_some_and(|c| matches!(c, '\u{4e00}'..='\u{9fff}' | '々'))
    };
    let hiragana = |at: usize| {
        chars
            .get(at)
            .is_some_and(|c| matches!(c, '\u{3041}'..='\u{3096}'))
    };
    // One or two kana, the first and the last of which stand beside an ideograph.
    let between = |at: usize| {
        let one = ideograph(at.wrapping_sub(1)) && ideograph(at + 1);
        let first = ideograph(at.wrapping_sub(1)) && hiragana(at + 1) && ideograph(at + 2);
        let second =
            ideograph(at.wrapping_sub(2)) && hiragana(at.wrapping_sub(1)) && ideograph(at + 1);
        hiragana(at) && (one || first || second)
    };
    let kept = (0..chars.len()).filter(|at| !between(*at));
    let without: String = kept.map(|at| chars[at]).collect();
    Some(without).filter(|text| text != title)
}

/// The other words of each group of which the title, or one of the keywords, has a word.
fn synonyms_of(groups: &[Vec<String>], title: &str, keywords: &[String]) -> Vec<String> {
    let named: Vec<String> = std::iter::once(title)
        .chain(keywords.iter().map(String::as_str))
        .map(folded)
        .collect();
    let mut found: Vec<String> = Vec::new();
    for group in groups {
        let stands = |word: &String| named.iter().any(|name| has_word(name, &folded(word)));
        if group.iter().any(stands) {
            let others = group.iter().filter(|word| !stands(word));
            let new = others.filter(|word| !found.contains(word));
            found.extend(new.cloned().collect::<Vec<_>>());
        }
    }
    found
}

fn folded(text: &str) -> String {
    fold(text).chars.into_iter().collect()
}

/// Whether a word stands in a text: whole, where it is written in letters with spaces between words.
fn has_word(text: &str, word: &str) -> bool {
    let joins =
        |c: Option<char>, other: Option<char>| c.is_some_and(is_word) && other.is_some_and(is_word);
    !word.is_empty()
        && text.match_indices(word).any(|(at, _)| {
            let (before, after) = (&text[..at], &text[at + word.len()..]);
            !joins(before.chars().next_back(), word.chars().next())
                && !joins(word.chars().next_back(), after.chars().next())
        })
}

/// A reading in kana (either kind: search has one for both) and in Latin letters; what is in Latin letters anyway stays. Nothing
/// for what says more than how it is read, or no more than is written.
pub fn readings(text: &str) -> Vec<String> {
    let is_kana = |c: char| matches!(c, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | LONG);
    let kana: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '・')
        .collect();
    let is_read = |c: char| is_kana(c) || c.is_ascii_alphanumeric();
    if !kana.chars().any(is_kana) || !kana.chars().all(is_read) {
        return Vec::new();
    }
    // Long vowels are left out in Latin letters as often as they are typed.
    let latin = kana.replace(LONG, "").to_romaji();
    vec![kana, latin]
}

/// The ids of an item as people write them: `SIM3 O-1`, `O-1` (for search, `O1` is the same), and with the first word of the
/// framework's name where that has several (`FIRST 6.4`).
fn ids(site: &Site, language: &Tag, model: &Model, item: &Item) -> Vec<String> {
    if !model.shown.ids {
        return Vec::new();
    }
    let id = item.id();
    let name = model_name(site, language, model);
    let mut ids = vec![format!("{name} {id}"), id.to_owned()];
    if let Some((first, _)) = name.split_once(' ') {
        ids.push(format!("{first} {id}"));
    }
    ids
}

fn model_name<'s>(site: &'s Site, language: &Tag, model: &'s Model) -> &'s str {
    let words = site.words.get(language);
    let name = words.and_then(|words| words.models.get(&model.id));
    name.map_or(model.id.as_str(), |(name, _)| name)
}

/// The id of an item with the name of its model, where readers know it by that.
pub fn label(site: &Site, language: &Tag, (_, model, item): Known<'_>) -> Option<String> {
    let name = model_name(site, language, model);
    model.shown.ids.then(|| format!("{name} {}", item.id()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_found_by_the_other_words_of_its_group() {
        let groups = [
            ["手順書", "プロシージャ", "runbook"],
            ["patch", "hotfix", "update"],
        ];
        let groups: Vec<Vec<String>> = groups
            .iter()
            .map(|group| group.iter().map(|word| (*word).to_owned()).collect())
            .collect();
        let of = |title: &str, keywords: &[&str]| {
            let keywords: Vec<String> = keywords.iter().map(|word| (*word).to_owned()).collect();
            synonyms_of(&groups, title, &keywords)
        };
        assert_eq!(of("種類別の手順書", &[]), ["プロシージャ", "runbook"]);
        assert_eq!(
            of("How to patch", &["Runbook"]),
            ["手順書", "プロシージャ", "hotfix", "update"]
        );
        assert_eq!(of("Dispatch", &[]), [""; 0], "a part of another word");
    }

    #[test]
    fn titles_are_found_as_they_are_typed_otherwise() {
        let otherwise = |title: &str| written_otherwise(title).unwrap_or_default();
        assert_eq!(otherwise("封じ込め"), "封込め");
        assert_eq!(otherwise("踏み台と問い合わせ"), "踏台問合わせ");
        assert_eq!(otherwise("STEP 4：運用を始める"), "STEP 4：運用始める");
        assert_eq!(otherwise("トリアージ"), "");
    }

    #[test]
    fn readings_are_found_in_latin_letters() {
        assert_eq!(readings("トリアージ"), ["トリアージ", "toriaji"]);
        assert_eq!(readings("ぜいじゃくせい"), ["ぜいじゃくせい", "zeijakusei"]);
        assert_eq!(
            readings("CSIRTのやくわり"),
            ["CSIRTのやくわり", "CSIRTnoyakuwari"]
        );
        assert_eq!(readings("CSIRTの役割"), [""; 0]);
        assert_eq!(readings("CSIRT"), [""; 0]);
    }
}
