// A query → what is looked for: terms, phrases, and what must not be there. src/search/query/terms.rs is the same thing.

import { searchHits } from "./hits.js";
import { SEARCH_LETTER, SEARCH_LONG, searchFold } from "./normalise.js";
import { searchKana } from "./romaji.js";
import { searchNeedle, searchRuns, searchText } from "./tokenize.js";

const SEARCH_TERMS = 16;
// Hiragana that join or end what they stand between, and are no part of it; all in katakana, as normalised.
const SEARCH_PARTICLES = new Set(
  (
    "ヲ ニ ハ ガ ト ノ デ モ ヘ ヤ カ カラ マデ ヨリ ナド トカ ッテ ニハ デハ トハ ノハ ノガ ノヲ ニモ デモ " +
    "ヘノ トノ ナ"
  ).split(" "),
);
// Hiragana of which fewer stand between others are not looked for by themselves; of compounds of so many characters, the parts are.
const SEARCH_OWN_HIRAGANA = 3;
const SEARCH_COMPOUND = 4;
// Katakana in a part of others.
const SEARCH_KATAKANA_PART = 3;

/**
 * What a query asks for: what a document has, what stands together in it (in quotation marks, or typed as one word: O1), and what
 * does not stand in it.
 * @typedef {{ terms: import("./matching.js").Term[], phrases: import("./matching.js").Term[][], refused: import("./matching.js").Term[][] }} Asked
 */

/**
 * The parts of a query. Words that languages leave out are left out, unless there are no others.
 * @param {string} query
 * @param {Set<string>} stop
 * @returns {Asked}
 */
export function searchAsked(query, stop) {
  const folded = searchFold(query);
  /** @type {Asked} */
  const asked = { terms: [], phrases: [], refused: [] };
  const terms = new Map();
  const groups = searchRunGroups(folded);
  // What asks for nothing else is not meant to refuse it.
  const refuses = groups.some(({ refused }) => !refused);
  for (const { runs, refused } of groups) {
    const found = runs.map((run) => searchTerm(folded, run)).filter(({ text }) => text !== "");
    if (refused && refuses) {
      if (found.length > 0) asked.refused.push(found);
      continue;
    }
    for (const term of found) {
      // A word that stands twice is one term, at its last place.
      terms.delete(term.text);
      terms.set(term.text, term);
    }
    if (found.length > 1) asked.phrases.push(found);
  }
  const all = [...terms.values()];
  asked.terms = all.filter((term) => !stop.has(term.text)).slice(0, SEARCH_TERMS);
  if (asked.terms.length > 0) return asked;
  // Nothing but words that languages leave out: the last one may be the beginning of another.
  const last = all.slice(-1).map((term) => ({ ...term, prefix: true }));
  return { ...asked, terms: last, phrases: [] };
}

/**
 * Each run alone, but those in quotation marks, and those that are typed as one.
 * @param {import("./normalise.js").Folded} folded
 * @returns {{ runs: import("./tokenize.js").Run[], refused: boolean }[]}
 */
function searchRunGroups(folded) {
  const groups = [];
  let quoted = -1;
  for (const run of searchRuns(folded)) {
    const quote = searchQuoteBefore(folded, run.start);
    const last = groups.at(-1)?.runs.at(-1);
    const joined = last && quote === quoted && (quote >= 0 || searchIsJoined(folded, last, run));
    if (joined) groups.at(-1).runs.push(run);
    else
      groups.push({ runs: [run], refused: searchIsRefused(folded, quote < 0 ? run.start : quote) });
    quoted = quote;
  }
  return groups;
}

/**
 * Where the quotation mark stands in which a place is; -1 if there is none.
 * @param {import("./normalise.js").Folded} folded
 * @param {number} at
 */
function searchQuoteBefore({ chars }, at) {
  const quotes = [...chars.keys()].filter((index) => index < at && /["“”„]/.test(chars[index]));
  return quotes.length % 2 === 1 ? (quotes.at(-1) ?? -1) : -1;
}

/**
 * Whether words, or a word and a number, were typed as one.
 * @param {import("./normalise.js").Folded} folded
 * @param {import("./tokenize.js").Run} last
 * @param {import("./tokenize.js").Run} next
 */
function searchIsJoined({ chars }, last, next) {
  return last.word && next.word && /^[-._'’]?$/.test(chars.slice(last.end, next.start).join(""));
}

/**
 * A minus without a space before what is not wanted.
 * @param {import("./normalise.js").Folded} folded
 * @param {number} start
 */
function searchIsRefused({ chars }, start) {
  return start > 0 && /[-−]/.test(chars[start - 1]) && (start === 1 || chars[start - 2] === " ");
}

/**
 * A word at the end of the query may go on.
 * @param {import("./normalise.js").Folded} folded
 * @param {import("./tokenize.js").Run} run
 * @returns {import("./matching.js").Term}
 */
function searchTerm(folded, run) {
  const { word, start, end } = run;
  const text = word ? searchText(folded, run) : searchNeedle(folded, run);
  const length = Array.from(text).length;
  const letters = folded.letters
    .slice(start, end)
    .filter((_, offset) => !folded.weak[start + offset] || length === 2);
  return {
    word,
    text,
    // What was cut off stood at the front.
    letters: word ? [] : letters.slice(Math.max(0, letters.length - length)),
    // Too many numbers begin with a digit.
    prefix: word && end === folded.chars.length && !/^\p{N}$/u.test(text),
    loose: false,
    forms: [],
    rarity: 0,
  };
}

/**
 * The terms of a wider search: words, and of scripts without spaces what occurs of them.
 * @param {import("./shards.js").SearchShards} shards
 * @param {Asked} asked
 * @returns {Promise<Asked>}
 */
export async function searchWider(shards, { terms, refused }) {
  const wider = new Map();
  for (const term of terms) {
    const parts = term.word ? [await searchSpelt(shards, term)] : await searchParts(shards, term);
    for (const part of parts) {
      wider.delete(part.text);
      wider.set(part.text, part);
    }
  }
  return { terms: [...wider.values()].slice(0, SEARCH_TERMS), phrases: [], refused };
}

/**
 * A word, or what it spells in kana where nothing has the word itself.
 * @param {import("./shards.js").SearchShards} shards
 * @param {import("./matching.js").Term} term
 */
async function searchSpelt(shards, term) {
  const kana = searchKana(term.text);
  if (kana === "" || (await searchOccurs(shards, term))) return term;
  let end = kana.length;
  while (kana[end - 1] === SEARCH_LONG) end -= 1;
  const letters = Array.from(kana, () => SEARCH_LETTER.katakana);
  const spelt = { ...term, word: false, text: kana.slice(0, end), letters, prefix: false };
  return (await searchOccurs(shards, spelt)) ? spelt : term;
}

/**
 * What of a run can be looked for by itself.
 * @param {import("./shards.js").SearchShards} shards
 * @param {import("./matching.js").Term} term
 */
async function searchParts(shards, term) {
  const found = [];
  for (const segment of searchSegments(term)) {
    const part = await searchWithNearKana(shards, searchCompact(segment));
    const length = part.letters.length;
    const occurs = length > 1 && (await searchOccurs(shards, part));
    if (occurs || length === 1) found.push(part);
    if ((!occurs && length > 1) || length >= SEARCH_COMPOUND)
      found.push(...(await searchPartPieces(shards, part, occurs)));
  }
  return found;
}

/**
 * Where a run can be cut: at particles, and at longer hiragana, which are a segment themselves unless they end a word that begins
 * with an ideograph.
 * @param {import("./matching.js").Term} term
 * @returns {import("./matching.js").Term[]}
 */
function searchSegments(term) {
  const found = [];
  let open = -1;
  for (const [start, end] of searchStretches(term)) {
    const own = end - start >= SEARCH_OWN_HIRAGANA;
    const particle = SEARCH_PARTICLES.has(searchPiece(term, start, end).text);
    if (term.letters[start] !== SEARCH_LETTER.hiragana) {
      open = open < 0 ? start : open;
    } else if (particle || own) {
      if (open >= 0) found.push(searchPiece(term, open, start));
      const ends = term.letters[start - 1] === SEARCH_LETTER.ideograph;
      if (!particle && !ends) found.push(searchPiece(term, start, end));
      open = -1;
    }
  }
  if (open >= 0) found.push(searchPiece(term, open, term.letters.length));
  return found;
}

/**
 * Where stretches of one kind of letters begin and end.
 * @param {import("./matching.js").Term} term
 */
function searchStretches({ letters }) {
  const starts = [...letters.keys()].filter((at) => letters[at] !== letters[at - 1]);
  return starts.map((start, number) => [start, starts[number + 1] ?? letters.length]);
}

/**
 * A part of a term.
 * @param {import("./matching.js").Term} term
 * @param {number} start
 * @param {number} end
 * @returns {import("./matching.js").Term}
 */
function searchPiece(term, start, end) {
  const text = Array.from(term.text).slice(start, end).join("");
  return { ...term, text, letters: term.letters.slice(start, end), forms: [] };
}

/**
 * A segment without the hiragana between its characters and behind them: 引き継ぎ and 引継ぎ are one.
 * @param {import("./matching.js").Term} segment
 * @returns {import("./matching.js").Term}
 */
function searchCompact(segment) {
  const { letters } = segment;
  const chars = Array.from(segment.text);
  const all = letters.every((letter) => letter === SEARCH_LETTER.hiragana);
  const kept = [...letters.keys()].filter((at) => all || letters[at] !== SEARCH_LETTER.hiragana);
  return {
    ...segment,
    text: kept.map((at) => chars[at]).join(""),
    letters: kept.map((at) => letters[at]),
    prefix: false,
    loose: kept.length > 1 && !all,
  };
}

/**
 * The parts of a segment that occur: stretches of one kind of letters, and of long ones the pairs.
 * @param {import("./shards.js").SearchShards} shards
 * @param {import("./matching.js").Term} part
 * @param {boolean} within whether the segment itself occurs
 */
async function searchPartPieces(shards, part, within) {
  const found = [];
  const add = async (piece) => {
    if (await searchOccurs(shards, piece)) found.push(piece);
  };
  for (const [start, end] of searchStretches(part)) {
    const piece = (from, to) => searchPiece(part, from, to);
    const whole = await searchWithNearKana(shards, piece(start, end));
    const occurs = end - start < part.letters.length && (await searchOccurs(shards, whole));
    if (occurs) found.push(whole);
    const letter = part.letters[start];
    if (letter === SEARCH_LETTER.ideograph && (within || occurs)) {
      // 情報共有: its halves.
      if (end - start === SEARCH_COMPOUND)
        found.push(piece(start, start + 2), piece(start + 2, end));
    } else if (letter === SEARCH_LETTER.ideograph && end - start > 2) {
      for (let at = start; at + 1 < end; at += 1) await add(piece(at, at + 2));
    } else if (letter === SEARCH_LETTER.katakana && !occurs && !within) {
      found.push(...(await searchParted(shards, piece(start, end))));
    } else if (letter === SEARCH_LETTER.hiragana && end - start > SEARCH_OWN_HIRAGANA) {
      // A particle may stand in front of the word.
      await add(piece(start + 1, end));
    }
  }
  return found;
}

/**
 * Katakana in two parts that occur.
 * @param {import("./shards.js").SearchShards} shards
 * @param {import("./matching.js").Term} whole
 */
async function searchParted(shards, whole) {
  const { length } = whole.letters;
  for (let at = SEARCH_KATAKANA_PART; at <= length - SEARCH_KATAKANA_PART; at += 1) {
    const parts = [searchPiece(whole, 0, at), searchPiece(whole, at, length)];
    const occur = [await searchOccurs(shards, parts[0]), await searchOccurs(shards, parts[1])];
    if (occur.every(Boolean)) return parts;
  }
  return [];
}

/**
 * Katakana with what may be meant by them, if a letter is wrong.
 * @param {import("./shards.js").SearchShards} shards
 * @param {import("./matching.js").Term} term
 * @returns {Promise<import("./matching.js").Term>}
 */
async function searchWithNearKana(shards, term) {
  const katakana = term.letters.every((letter) => letter === SEARCH_LETTER.katakana);
  return katakana ? { ...term, forms: await shards.nearKana(term.text) } : term;
}

/**
 * @param {import("./shards.js").SearchShards} shards
 * @param {import("./matching.js").Term} term
 */
async function searchOccurs(shards, term) {
  return (await searchHits(shards, term, 1, false)).documents.size > 0;
}
