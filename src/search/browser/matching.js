// Finds what a query asks for in a text: confirms candidates, places marks. src/search/matching.rs is the same thing.

import { SEARCH_LETTER, searchFold } from "./normalise.js";
import { searchNameKey, searchRuns, searchText } from "./tokenize.js";

const SEARCH_LOOSE = 2;

/**
 * A part of a query: what its characters were written in (none for words), whether it may go on and whether hiragana may stand
 * between its characters; then what else stands for it in texts, and how telling it is.
 * @typedef {{ word: boolean, text: string, letters: number[], prefix: boolean, loose: boolean, forms: string[], rarity: number }} Term
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
  const found = [];
  for (const text of [term.text, ...term.forms]) {
    const needle = Array.from(text);
    let start = 0;
    while (start < prepared.folded.chars.length) {
      const end = searchPartEnd(prepared.folded, start, needle, term.loose);
      if (end > 0) found.push({ start, end, term: number });
      start = end > 0 ? end : start + 1;
    }
  }
  return found;
}

/**
 * Where the needle ends if it stands at a place, else 0. Weak marks of the text may be absent from the needle, and if it is
 * loose, hiragana between two characters that are none.
 * @param {import("./normalise.js").Folded} folded
 * @param {number} start
 * @param {string[]} needle
 * @param {boolean} loose
 */
function searchPartEnd(folded, start, needle, loose) {
  let at = start;
  let matched = 0;
  while (matched < needle.length) {
    if (folded.chars[at] === needle[matched]) matched += 1;
    else if (matched === 0) return 0;
    else if (!folded.weak[at]) {
      const passed = loose ? searchPassed(folded, at, needle[matched]) : 0;
      if (passed === 0) return 0;
      at += passed;
      matched += 1;
    }
    at += 1;
  }
  return folded.weak[at] ? at + 1 : at;
}

/**
 * How many hiragana stand at a place, after a character that is none and before the wanted one, which is none either; else 0.
 * @param {import("./normalise.js").Folded} folded
 * @param {number} at
 * @param {string} wanted
 */
function searchPassed({ chars, letters }, at, wanted) {
  const hiragana = (index) => letters[index] === SEARCH_LETTER.hiragana;
  let between = 0;
  while (between <= SEARCH_LOOSE && hiragana(at + between)) between += 1;
  const found = chars[at + between] === wanted && !hiragana(at - 1);
  return found && between <= SEARCH_LOOSE ? between : 0;
}

/**
 * Whether terms stand one after another somewhere, with nothing but signs and spaces between them.
 * @param {Prepared} prepared
 * @param {Term[]} terms
 */
export function searchHasPhrase(prepared, terms) {
  const [first, ...others] = terms.map((term) => searchPlaces(prepared, [term]));
  const between = (from, to) => !prepared.words.some(({ run }) => run.start < to && run.end > from);
  return first.some((place) => {
    let { end } = place;
    return others.every((places) => {
      // Of what follows only the nearest can follow at once.
      const next = places.find(({ start }) => start >= end);
      const follows = next !== undefined && between(end, next.start);
      end = next?.end ?? end;
      return follows;
    });
  });
}

/**
 * Whether the kind of Japanese letters changes at both ends of a place.
 * @param {Prepared} prepared
 * @param {Place} place
 */
export function searchHasBorders({ folded: { letters } }, { start, end }) {
  return letters[start - 1] !== letters[start] && letters[end] !== letters[end - 1];
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
