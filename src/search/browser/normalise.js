// The one normaliser, for the browser; src/search/normalise.rs is the same thing for the generator and says why it does
// what it does. tests/search/normalise.json holds both to the same results. All positions count code points.

/** The long-vowel mark of katakana. */
export const SEARCH_LONG = "ー";

const SEARCH_IGNORED =
  /^[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufe00-\ufe0f\u{e0100}-\u{e01ef}]$/u;
const SEARCH_KATAKANA = /^[\u30a1-\u30fa\u31f0-\u31ff]$/;
const SEARCH_CJK = new RegExp(
  "^[\\u0e00-\\u0eff\\u1000-\\u109f\\u1100-\\u11ff\\u1780-\\u17ff\\u2e80-\\u2fdf\\u3005-\\u3007\\u3021-\\u3029\\u3031-\\u3035" +
    "\\u3040-\\u30fa\\u30fc-\\u312f\\u31a0-\\u31bf\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7ff\\uf900-\\ufaff" +
    "\\u{1b000}-\\u{1b16f}\\u{20000}-\\u{3fffd}]$",
  "u",
);
const SEARCH_WORD = /^[\p{Alphabetic}\p{N}\p{M}]$/u;
const SEARCH_JOINS = /^[\uff9e\uff9f\u1160-\u11ff\ud7b0-\ud7ff\p{M}]$/u;
const SEARCH_SPACE = /^\p{White_Space}$/u;
const SEARCH_MARK = /^\p{M}$/u;
const SEARCH_HIRAGANA = /^[\u3041-\u309f]$/;
const SEARCH_IDEOGRAPH = /^[\u3005\u3400-\u4dbf\u4e00-\u9fff\u{20000}-\u{3fffd}]$/u;
// Letters from which readers leave out what stands on them, and vowel signs that they do not type.
const SEARCH_BARE = /^[a-zA-Z\u0370-\u03ff]$/;
const SEARCH_VOWEL_SIGN =
  /^[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]$/;
const SEARCH_STROKES = new Map(
  Object.entries({ ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i" }),
);
const SEARCH_PLAIN = /^[\u0000-\u007f\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fff]$/;

/** What a character is written in: both kana are one where texts are compared. */
export const SEARCH_LETTER = { other: 0, hiragana: 1, katakana: 2, ideograph: 3 };

/**
 * A text in the form in which it is compared, with what each character was written in and the way back to the original.
 * @typedef {{ chars: string[], letters: number[], weak: boolean[], from: number[], to: number[] }} Folded
 */

/**
 * Normalises a text: NFKC, lower case, no accents on Latin and Greek letters, no vowel signs in Hebrew and Arabic, one kana for
 * both, joined spaces, no middle dots, weak long-vowel marks noted.
 * @param {string} text
 * @returns {Folded}
 */
export function searchFold(text) {
  const original = Array.from(text);
  const folded = { chars: [], letters: [], weak: [], from: [], to: [] };
  let start = 0;
  while (start < original.length) {
    let end = start + 1;
    while (end < original.length && SEARCH_JOINS.test(original[end])) end += 1;
    const plain = end === start + 1 && SEARCH_PLAIN.test(original[start]);
    const cluster = plain ? original[start] : original.slice(start, end).join("").normalize("NFKC");
    for (const composed of cluster) {
      for (const lower of composed.toLowerCase()) searchPushLetter(folded, lower, start, end);
    }
    start = end;
  }
  folded.weak = folded.chars.map((_, index) => searchIsWeak(folded, index));
  return folded;
}

/**
 * Adds a letter without its accents.
 * @param {Folded} folded
 * @param {string} letter
 * @param {number} from
 * @param {number} to
 */
function searchPushLetter(folded, letter, from, to) {
  if (letter < "\u0080" || letter >= "\u2000") {
    searchPush(folded, letter, from, to);
    return;
  }
  const plain = SEARCH_STROKES.get(letter);
  if (plain !== undefined) {
    for (const one of plain) searchPush(folded, one, from, to);
    return;
  }
  // Marks that compose with no letter stand alone here.
  const afterLetter = SEARCH_BARE.test(folded.chars.at(-1) ?? "");
  if (SEARCH_VOWEL_SIGN.test(letter) || (SEARCH_MARK.test(letter) && afterLetter)) return;
  const [base] = letter.normalize("NFD");
  searchPush(folded, SEARCH_BARE.test(base) ? base : letter, from, to);
}

/**
 * Adds one character, unless it is one that does not count.
 * @param {Folded} folded
 * @param {string} character
 * @param {number} from
 * @param {number} to
 */
function searchPush(folded, character, from, to) {
  const last = folded.chars.at(-1) ?? "";
  let kept = character;
  if (SEARCH_IGNORED.test(character)) return;
  if (character === "・" && searchIsCjk(last)) return;
  if (character === "ς") kept = "σ";
  const afterKatakana = searchIsKatakana(last) && folded.letters.at(-1) === SEARCH_LETTER.katakana;
  if ((character === "―" || character === "─") && afterKatakana) kept = SEARCH_LONG;
  // What was to stand on a letter, and has none.
  if (SEARCH_MARK.test(character) && !searchCarriesMarks(last)) return;
  if (SEARCH_SPACE.test(character)) kept = " ";
  if (kept === " " && last === " ") return;
  const within = kept === SEARCH_LONG && folded.letters.at(-1) === SEARCH_LETTER.hiragana;
  folded.letters.push(within ? SEARCH_LETTER.hiragana : searchLetter(kept));
  folded.chars.push(searchKatakana(kept));
  folded.from.push(from);
  folded.to.push(to);
}

/**
 * Whether marks may stand on a character.
 * @param {string} character
 */
function searchCarriesMarks(character) {
  return /^[\p{Alphabetic}\p{M}]$/u.test(character) || searchIsCjk(character);
}

/**
 * Whether a long-vowel mark ends what is written in one of the kana: then it may be absent elsewhere (サーバー, サーバ).
 * @param {Folded} folded
 * @param {number} index
 */
function searchIsWeak({ chars, letters }, index) {
  return (
    chars[index] === SEARCH_LONG &&
    index > 0 &&
    searchIsKatakana(chars[index - 1]) &&
    letters[index + 1] !== letters[index]
  );
}

/**
 * Hiragana as katakana.
 * @param {string} character
 */
function searchKatakana(character) {
  const hiragana = /^[\u3041-\u3096\u309d\u309e]$/.test(character);
  return hiragana ? String.fromCharCode(character.charCodeAt(0) + 0x60) : character;
}

/**
 * What a character is written in.
 * @param {string} character
 */
function searchLetter(character) {
  if (SEARCH_HIRAGANA.test(character)) return SEARCH_LETTER.hiragana;
  if (/^[ー\u30fd\u30fe]$/.test(character) || searchIsKatakana(character))
    return SEARCH_LETTER.katakana;
  return SEARCH_IDEOGRAPH.test(character) ? SEARCH_LETTER.ideograph : SEARCH_LETTER.other;
}

/** @param {string} character */
export function searchIsKatakana(character) {
  return SEARCH_KATAKANA.test(character);
}

/**
 * Whether a character of a script that is written without spaces between words.
 * @param {string} character
 */
export function searchIsCjk(character) {
  return SEARCH_CJK.test(character);
}

/**
 * Whether a character of a word in a script that separates words.
 * @param {string} character
 */
export function searchIsWord(character) {
  if (character < "\u0080") return /^[a-z0-9]$/i.test(character);
  return SEARCH_WORD.test(character) && !SEARCH_CJK.test(character);
}
