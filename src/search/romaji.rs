//! Latin letters → the kana that they spell, for readers who type Japanese without an input method: Hepburn, with the spellings
//! that keyboards accept. `browser/romaji.js` has the same table.

/// Syllables, longest first where one begins with another.
const SYLLABLES: &[(&str, &str)] = &[
    ("kya", "キャ"),
    ("kyu", "キュ"),
    ("kyo", "キョ"),
    ("sha", "シャ"),
    ("shu", "シュ"),
    ("sho", "ショ"),
    ("she", "シェ"),
    ("sya", "シャ"),
    ("syu", "シュ"),
    ("syo", "ショ"),
    ("cha", "チャ"),
    ("chu", "チュ"),
    ("cho", "チョ"),
    ("che", "チェ"),
    ("tya", "チャ"),
    ("tyu", "チュ"),
    ("tyo", "チョ"),
    ("nya", "ニャ"),
    ("nyu", "ニュ"),
    ("nyo", "ニョ"),
    ("hya", "ヒャ"),
    ("hyu", "ヒュ"),
    ("hyo", "ヒョ"),
    ("mya", "ミャ"),
    ("myu", "ミュ"),
    ("myo", "ミョ"),
    ("rya", "リャ"),
    ("ryu", "リュ"),
    ("ryo", "リョ"),
    ("gya", "ギャ"),
    ("gyu", "ギュ"),
    ("gyo", "ギョ"),
    ("bya", "ビャ"),
    ("byu", "ビュ"),
    ("byo", "ビョ"),
    ("pya", "ピャ"),
    ("pyu", "ピュ"),
    ("pyo", "ピョ"),
    ("zya", "ジャ"),
    ("zyu", "ジュ"),
    ("zyo", "ジョ"),
    ("jya", "ジャ"),
    ("jyu", "ジュ"),
    ("jyo", "ジョ"),
    ("shi", "シ"),
    ("chi", "チ"),
    ("tsu", "ツ"),
    ("dhi", "ディ"),
    ("thi", "ティ"),
    ("ja", "ジャ"),
    ("ju", "ジュ"),
    ("jo", "ジョ"),
    ("je", "ジェ"),
    ("fa", "ファ"),
    ("fi", "フィ"),
    ("fe", "フェ"),
    ("fo", "フォ"),
    ("ka", "カ"),
    ("ki", "キ"),
    ("ku", "ク"),
    ("ke", "ケ"),
    ("ko", "コ"),
    ("sa", "サ"),
    ("si", "シ"),
    ("su", "ス"),
    ("se", "セ"),
    ("so", "ソ"),
    ("ta", "タ"),
    ("ti", "チ"),
    ("tu", "ツ"),
    ("te", "テ"),
    ("to", "ト"),
    ("na", "ナ"),
    ("ni", "ニ"),
    ("nu", "ヌ"),
    ("ne", "ネ"),
    ("no", "ノ"),
    ("ha", "ハ"),
    ("hi", "ヒ"),
    ("hu", "フ"),
    ("fu", "フ"),
    ("he", "ヘ"),
    ("ho", "ホ"),
    ("ma", "マ"),
    ("mi", "ミ"),
    ("mu", "ム"),
    ("me", "メ"),
    ("mo", "モ"),
    ("ya", "ヤ"),
    ("yu", "ユ"),
    ("yo", "ヨ"),
    ("ra", "ラ"),
    ("ri", "リ"),
    ("ru", "ル"),
    ("re", "レ"),
    ("ro", "ロ"),
    ("wa", "ワ"),
    ("wo", "ヲ"),
    ("ga", "ガ"),
    ("gi", "ギ"),
    ("gu", "グ"),
    ("ge", "ゲ"),
    ("go", "ゴ"),
    ("za", "ザ"),
    ("zi", "ジ"),
    ("ji", "ジ"),
    ("zu", "ズ"),
    ("ze", "ゼ"),
    ("zo", "ゾ"),
    ("da", "ダ"),
    ("di", "ヂ"),
    ("du", "ヅ"),
    ("de", "デ"),
    ("do", "ド"),
    ("ba", "バ"),
    ("bi", "ビ"),
    ("bu", "ブ"),
    ("be", "ベ"),
    ("bo", "ボ"),
    ("pa", "パ"),
    ("pi", "ピ"),
    ("pu", "プ"),
    ("pe", "ペ"),
    ("po", "ポ"),
    ("vu", "ヴ"),
    ("a", "ア"),
    ("i", "イ"),
    ("u", "ウ"),
    ("e", "エ"),
    ("o", "オ"),
    ("n", "ン"),
    ("-", "ー"),
];
/// Fewer letters are more likely an abbreviation.
const LEAST: usize = 4;

/// The katakana that a word spells; nothing if not all of it is read so.
pub fn kana(word: &str) -> Option<String> {
    if word.len() < LEAST {
        return None;
    }
    let mut rest = word;
    let mut kana = String::new();
    while !rest.is_empty() {
        let (first, second) = (rest.get(..1)?, rest.get(1..2).unwrap_or_default());
        // A doubled consonant, and n before an apostrophe or another n.
        if first == second && !"aiueon".contains(first) || rest.starts_with("tch") {
            kana.push('ッ');
            rest = &rest[1..];
        } else {
            let (syllable, read) = SYLLABLES
                .iter()
                .find(|(spelt, _)| rest.starts_with(spelt))?;
            kana.push_str(read);
            rest = &rest[syllable.len()..];
        }
    }
    Some(kana)
}

#[cfg(test)]
mod tests {
    use super::kana;

    #[test]
    fn latin_letters_spell_kana() {
        let spelt = |word| kana(word).unwrap_or_default();
        assert_eq!(spelt("zeijakusei"), "ゼイジャクセイ");
        assert_eq!(spelt("kyouyuu"), "キョウユウ");
        assert_eq!(spelt("happou"), "ハッポウ");
        assert_eq!(spelt("shinryaku"), "シンリャク");
        assert_eq!(spelt("csirt"), "");
        assert_eq!(spelt("ioc"), "");
    }
}
