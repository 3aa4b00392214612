// The one normaliser, for the browser; src/search/normalise.rs is the same thing for the generator and says why it does
// what it does. tests/search/normalise.json holds both to the same results. All positions count code points.

/** The long-vowel mark of katakana. */
export const SEARCH_LONG = "ー";

const SEARCH_IGNORED = /^[\u00ad\u200b-\u200d\u2060\ufeff]$/;
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
const SEARCH_PLAIN = /^[\u0000-\u007f\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fff]$/;

/**
 * A text in the form in which it is compared, with the way back to the original.
 * @typedef {{ chars: string[], weak: boolean[], from: number[], to: number[] }} Folded
 */

/**
 * Normalises a text: NFKC, lower case, joined spaces, no middle dots, weak long-vowel marks noted.
 * @param {string} text
 * @returns {Folded}
 */
export function searchFold(text) {
  const original = Array.from(text);
  const folded = { chars: [], weak: [], from: [], to: [] };
  let start = 0;
  while (start < original.length) {
    let end = start + 1;
    while (end < original.length && SEARCH_JOINS.test(original[end])) end += 1;
    const plain = end === start + 1 && SEARCH_PLAIN.test(original[start]);
    const cluster = plain ? original[start] : original.slice(start, end).join("").normalize("NFKC");
    for (const composed of cluster) {
      for (const lower of composed.toLowerCase()) searchPush(folded, lower, start, end);
    }
    start = end;
  }
  folded.weak = folded.chars.map((_, index) => searchIsWeak(folded.chars, index));
  return folded;
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
  if ((character === "―" || character === "─") && searchIsKatakana(last)) kept = SEARCH_LONG;
  if (SEARCH_SPACE.test(character)) kept = " ";
  if (kept === " " && last === " ") return;
  folded.chars.push(kept);
  folded.from.push(from);
  folded.to.push(to);
}

/**
 * Whether a long-vowel mark ends a katakana word: then it may be absent elsewhere (サーバー, サーバ).
 * @param {string[]} chars
 * @param {number} index
 */
function searchIsWeak(chars, index) {
  if (chars[index] !== SEARCH_LONG || index === 0 || !searchIsKatakana(chars[index - 1]))
    return false;
  const next = chars[index + 1] ?? "";
  return next !== SEARCH_LONG && !searchIsKatakana(next);
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
