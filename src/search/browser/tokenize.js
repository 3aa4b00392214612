// The one tokenizer, for the browser; src/search/tokenize.rs is the same thing for the generator.

import { SEARCH_LONG, searchIsCjk, searchIsWord } from "./normalise.js";

const SEARCH_WORD_LIMIT = 40;
const SEARCH_NAME_LIMIT = 60;

/**
 * A stretch of characters of one kind: a word, or a stretch of a script without spaces.
 * @typedef {{ word: boolean, start: number, end: number }} Run
 */

/**
 * Splits a text at everything that is no letter and no digit, between letters and digits, and where the kind of script changes.
 * @param {import("./normalise.js").Folded} folded
 * @returns {Run[]}
 */
export function searchRuns(folded) {
  const found = [];
  folded.chars.forEach((character, index) => {
    const word = searchIsWord(character);
    if (!word && !searchIsCjk(character)) return;
    const last = found.at(-1);
    const alike = () =>
      !word || searchIsDigit(folded.chars[index - 1]) === searchIsDigit(character);
    if (last && last.end === index && last.word === word && alike()) last.end += 1;
    else found.push({ word, start: index, end: index + 1 });
  });
  return found.filter((run) => !searchIsClitic(folded, run));
}

/** @param {string} character */
function searchIsDigit(character) {
  return /^\p{N}$/u.test(character);
}

/**
 * The s of “team's” and the l of “l'équipe” are no words to search for; the O of “'O1'” belongs to what follows.
 * @param {import("./normalise.js").Folded} folded
 * @param {Run} run
 */
function searchIsClitic({ chars }, { word, start, end }) {
  if (!word || end - start !== 1 || !/^\p{Alphabetic}$/u.test(chars[start])) return false;
  const [before, after] = [chars[start - 1] ?? "", chars[end] ?? ""];
  const apostrophe = (character) => character === "'" || character === "’";
  const free = (character) => character === "" || !searchIsWord(character);
  return (apostrophe(before) && free(after)) || (apostrophe(after) && free(before));
}

/**
 * The characters of a run without its weak marks, and for a word only as many as a key may have.
 * @param {import("./normalise.js").Folded} folded
 * @param {Run} run
 */
export function searchText(folded, run) {
  const strong = folded.chars
    .slice(run.start, run.end)
    .filter((_, offset) => !folded.weak[run.start + offset]);
  return (run.word ? strong.slice(0, SEARCH_WORD_LIMIT) : strong).join("");
}

/**
 * What to look for when a reader typed this run: without its weak marks, unless a single character would be left,
 * and without a long-vowel mark that has lost the letter before it. May be empty.
 * @param {import("./normalise.js").Folded} folded
 * @param {Run} run
 */
export function searchNeedle(folded, run) {
  const strong = searchText(folded, run);
  if (!run.word && run.end - run.start === 2 && folded.weak[run.start + 1])
    return strong + SEARCH_LONG;
  let start = 0;
  while (strong[start] === SEARCH_LONG) start += 1;
  return strong.slice(start);
}

/**
 * The key under which a whole title or keyword is found; empty for one without letters or too long to be typed.
 * @param {string[]} words
 */
export function searchNameKey(words) {
  const key = "=" + words.join("_");
  return key.length > 1 && Array.from(key).length <= SEARCH_NAME_LIMIT ? key : "";
}

/**
 * The pairs of a needle without spaces; a single character is its own.
 * @param {string} needle
 * @returns {string[]}
 */
export function searchPairs(needle) {
  const chars = Array.from(needle);
  if (chars.length < 2) return [needle];
  return [...new Set(chars.slice(1).map((character, index) => chars[index] + character))];
}

/**
 * The key of a loose pair, made of that of a pair: hiragana may stand between the two.
 * @param {string} pair
 */
export function searchLooseKey(pair) {
  const [first, ...rest] = pair;
  return first + ":" + rest.join("");
}
