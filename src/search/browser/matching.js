// Finds what a query asks for in a text: confirms candidates, places marks. src/search/matching.rs is the same thing.

import { SEARCH_LONG, searchFold, searchIsKatakana } from "./normalise.js";
import { searchNameKey, searchRuns, searchText } from "./tokenize.js";

/**
 * A part of a query, with the words that stand for it in texts.
 * @typedef {{ word: boolean, text: string, prefix: boolean, forms: string[] }} Term
 */

/**
 * A place that matched, in normalised characters, and the number of its term.
 * @typedef {{ start: number, end: number, term: number }} Place
 */

/**
 * A text ready to be matched.
 * @typedef {{ folded: import("./normalise.js").Folded, words: { run: import("./tokenize.js").Run, word: string }[] }} Prepared
 */

/**
 * @param {string} source
 * @returns {Prepared}
 */
export function searchPrepare(source) {
  const folded = searchFold(source);
  return {
    folded,
    words: searchRuns(folded).map((run) => ({ run, word: searchText(folded, run) })),
  };
}

/**
 * The key of a title that is this text; empty if a title cannot be.
 * @param {Prepared} prepared
 */
export function searchName(prepared) {
  return searchNameKey(prepared.words.map(({ word }) => word));
}

/**
 * All places where a term matches, in order.
 * @param {Prepared} prepared
 * @param {Term[]} terms
 * @returns {Place[]}
 */
export function searchPlaces(prepared, terms) {
  const found = [];
  terms.forEach((term, number) => {
    found.push(
      ...(term.word
        ? searchWordPlaces(prepared, term, number)
        : searchPartPlaces(prepared, term, number)),
    );
  });
  return found.sort((a, b) => a.start - b.start || a.end - b.end || a.term - b.term);
}

/**
 * @param {Prepared} prepared
 * @param {Term} term
 * @param {number} number
 */
function searchWordPlaces(prepared, term, number) {
  const stands = (word) =>
    word === term.text || (term.prefix && word.startsWith(term.text)) || term.forms.includes(word);
  const matched = prepared.words.filter(({ run, word }) => run.word && stands(word));
  return matched.map(({ run }) => ({ start: run.start, end: run.end, term: number }));
}

/**
 * @param {Prepared} prepared
 * @param {Term} term
 * @param {number} number
 */
function searchPartPlaces(prepared, term, number) {
  const needle = Array.from(term.text);
  const found = [];
  let start = 0;
  while (start < prepared.folded.chars.length) {
    const end = searchPartEnd(prepared.folded, start, needle);
    if (end > 0) found.push({ start, end, term: number });
    start = end > 0 ? end : start + 1;
  }
  return found;
}

/**
 * Where the needle ends if it stands at a place, else 0. Weak marks of the text may be absent from the needle.
 * @param {import("./normalise.js").Folded} folded
 * @param {number} start
 * @param {string[]} needle
 */
function searchPartEnd(folded, start, needle) {
  let at = start;
  let matched = 0;
  while (matched < needle.length) {
    if (folded.chars[at] === needle[matched]) matched += 1;
    else if (matched === 0 || !folded.weak[at]) return 0;
    at += 1;
  }
  return folded.weak[at] ? at + 1 : at;
}

/**
 * Whether the kind of Japanese letters changes at both ends of a place.
 * @param {Prepared} prepared
 * @param {Place} place
 */
export function searchHasBorders(prepared, place) {
  const letter = (index) => (index < 0 ? "" : searchLetter(prepared.folded.chars[index] ?? ""));
  return (
    letter(place.start - 1) !== letter(place.start) && letter(place.end) !== letter(place.end - 1)
  );
}

/**
 * @param {string} character
 */
function searchLetter(character) {
  if (character === "") return "";
  if (/^[\u3041-\u309f]$/.test(character)) return "hiragana";
  if (character === SEARCH_LONG || searchIsKatakana(character)) return "katakana";
  if (/^[\u3005\u3400-\u4dbf\u4e00-\u9fff\u{20000}-\u{3fffd}]$/u.test(character))
    return "ideograph";
  return "other";
}

/**
 * Length of the shortest stretch that has every term; -1 if there is none.
 * @param {Place[]} places
 * @param {number} terms
 */
export function searchSpan(places, terms) {
  const counts = new Array(terms).fill(0);
  let [left, covered, best] = [0, 0, -1];
  for (const place of places) {
    counts[place.term] += 1;
    if (counts[place.term] === 1) covered += 1;
    while (covered === terms) {
      const first = places[left];
      const length = Math.max(0, place.end - first.start);
      best = best < 0 ? length : Math.min(best, length);
      counts[first.term] -= 1;
      if (counts[first.term] === 0) covered -= 1;
      left += 1;
    }
  }
  return best;
}

/**
 * The parts of a term without spaces that can stand alone: stretches of one kind of letters. One or two hiragana are
 * a particle or an ending, not a part.
 * @param {string} text
 * @returns {string[]}
 */
export function searchStretches(text) {
  const stretches = [];
  for (const character of text) {
    const last = stretches.at(-1);
    if (last && searchLetter(last.at(-1)) === searchLetter(character)) last.push(character);
    else stretches.push([character]);
  }
  const kept = stretches.filter(
    (stretch) => searchLetter(stretch[0]) !== "hiragana" || stretch.length > 2,
  );
  return kept.map((stretch) => stretch.join(""));
}

/**
 * A stretch in pairs; nothing if it is too short for that to be of use.
 * @param {string} stretch
 * @returns {string[]}
 */
export function searchHalves(stretch) {
  const chars = Array.from(stretch);
  const pairs = [];
  for (let at = 0; at + 1 < chars.length && chars.length > 3; at += 2)
    pairs.push(chars[at] + chars[at + 1]);
  return pairs;
}
