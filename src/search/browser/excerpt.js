// Reads the text of one candidate: does it hold what was asked for, where, how well, and which lines show it best.
// src/search/excerpt.rs is the same thing; src/search/rank.rs explains the numbers.

import {
  searchHasBorders,
  searchHasPhrase,
  searchName,
  searchPlaces,
  searchPrepare,
  searchSpan,
} from "./matching.js";

const SEARCH_KEPT = 4000;
const SEARCH_WIDTH = 170;
const SEARCH_BEFORE = 50;
const SEARCH_EDGE = 16;
const SEARCH_TITLE_BEGINS = 1500;
const SEARCH_BORDER = 240;
const SEARCH_TOGETHER = 5;
const SEARCH_NEAR = 60;

/**
 * Texts that were read before: while a reader types, the same documents come up again and again.
 * @type {Map<string, import("./matching.js").Prepared>}
 */
const searchPreparedTexts = new Map();

/**
 * A text in pieces, of which some matched.
 * @typedef {{ text: string, marked: boolean }[]} Pieces
 */

/**
 * One result. The language is empty if it is the index's.
 * @typedef {{ address: string, label: string, title: Pieces, heading: Pieces, section: string, language: string, excerpt: Pieces, score: number }} Found
 */

/**
 * What is looked for in texts; wide accepts documents that have but one of the terms.
 * @typedef {{ query: string, asked: import("./terms.js").Asked, wide: boolean }} Reading
 */

// What a passage is: text, a heading, or a question of readers whose answer stands under the heading with its anchor.
const SEARCH_IS_TEXT = 0;
const SEARCH_IS_HEADING = 1;
const SEARCH_IS_QUESTION = 2;
// What each word that stands in the best passage is worth in a wider search, times its rarity.
const SEARCH_PASSAGE = [60, 155, 50];
// The document has every word.
const SEARCH_WHOLE = 10;

/**
 * A document as stored: address, title, section, keywords, language, blocks, label.
 * @typedef {[string, string, string, string[], string, (string | [string, number, string])[], string]} Stored
 */

/**
 * A text with its places, and where it stands.
 * @typedef {{ text: string, prepared: import("./matching.js").Prepared, places: import("./matching.js").Place[], anchor: string, kind: number }} Spot
 */

/**
 * The result, or null if the text does not hold what was asked for.
 * @param {Reading} reading
 * @param {Stored} stored
 * @param {number} score
 * @returns {Found | null}
 */
export function searchRead(reading, stored, score) {
  const [address, titleText, section, keywordTexts, language, blocks, label] = stored;
  const title = searchSpot(reading, titleText);
  const keywords = keywordTexts.map((keyword) => searchSpot(reading, keyword));
  const passages = blocks.map((block) =>
    typeof block === "string"
      ? searchSpot(reading, block)
      : searchSpot(reading, block[2], block[0], block[1]),
  );
  const spots = [title, ...keywords, ...passages];
  const held = searchHeld(spots.flatMap((spot) => spot.places));
  const { terms, phrases, refused } = reading.asked;
  if (held === 0 || (held < terms.length && !reading.wide)) return null;
  const stands = (phrase) => spots.some(({ prepared }) => searchHasPhrase(prepared, phrase));
  if (!phrases.every(stands) || refused.some(stands)) return null;
  // Whoever types the name of something wants to know what it is.
  const isName = ({ prepared }) => reading.query !== "" && searchName(prepared) === reading.query;
  const [matched, shown] = [title, ...keywords].some(isName)
    ? [-1, passages.findIndex(({ kind }) => kind === SEARCH_IS_TEXT)]
    : searchChoose(reading, passages);
  const before = passages.slice(0, matched + 1).reverse();
  const heading = before.find((passage) => passage.kind !== SEARCH_IS_TEXT);
  const anchored =
    before[0]?.kind === SEARCH_IS_QUESTION
      ? before[0]
      : before.find((passage) => passage.anchor !== "");
  return {
    address: searchAddressed(address, anchored?.anchor ?? ""),
    label,
    title: searchMarked(title, 0, Infinity),
    heading: heading ? searchMarked(heading, 0, Infinity) : [],
    section,
    language,
    excerpt: shown < 0 ? [] : searchExcerpt(passages[shown]),
    score: score + searchBonus(reading, title, passages, held),
  };
}

/**
 * @param {Reading} reading
 * @param {string} text
 * @returns {Spot}
 */
function searchSpot(reading, text, anchor = "", kind = SEARCH_IS_TEXT) {
  const prepared = searchPreparedTexts.get(text) ?? searchPrepare(text);
  // While somebody types, the same texts are read with each letter.
  if (searchPreparedTexts.size >= SEARCH_KEPT) searchPreparedTexts.clear();
  searchPreparedTexts.set(text, prepared);
  return { text, prepared, places: searchPlaces(prepared, reading.asked.terms), anchor, kind };
}

/**
 * How many terms have a place.
 * @param {import("./matching.js").Place[]} places
 */
function searchHeld(places) {
  return new Set(places.map((place) => place.term)).size;
}

/**
 * @param {Reading} reading
 * @param {Spot} title
 * @param {Spot[]} passages
 * @param {number} held how many of the terms stand in the document
 */
function searchBonus(reading, title, passages, held) {
  const name = searchName(title.prepared);
  const begins = reading.query !== "" && name !== reading.query && name.startsWith(reading.query);
  const bonus = begins ? SEARCH_TITLE_BEGINS : 0;
  const best = passages.map((passage) => {
    const closeness = searchCloseness(reading, passage);
    return (passage.kind === SEARCH_IS_TEXT ? 1 : 2) * closeness + searchCovered(reading, passage);
  });
  const { terms } = reading.asked;
  const all = reading.wide && held === terms.length ? searchRarities(terms) : 0;
  const titled = 3 * searchCloseness(reading, title) + searchCovered(reading, title);
  return bonus + SEARCH_WHOLE * all + Math.max(0, titled, ...best);
}

/**
 * In a wider search, how much of the query one passage has: each term by its rarity.
 * @param {Reading} reading
 * @param {Spot} passage
 */
function searchCovered(reading, { places, kind }) {
  if (!reading.wide) return 0;
  const held = new Set(places.map((place) => place.term));
  const terms = reading.asked.terms.filter((_, number) => held.has(number));
  return searchRarities(terms) * SEARCH_PASSAGE[kind];
}

/** @param {import("./matching.js").Term[]} terms */
function searchRarities(terms) {
  return terms.reduce((sum, { rarity }) => sum + rarity, 0);
}

/**
 * How near to each other the terms stand; for a single one without spaces, whether it stands at borders.
 * @param {Reading} reading
 * @param {Spot} spot
 */
function searchCloseness(reading, spot) {
  const { terms } = reading.asked;
  if (terms.length === 1) {
    const bordered =
      !terms[0].word && spot.places.some((place) => searchHasBorders(spot.prepared, place));
    return bordered ? SEARCH_BORDER : 0;
  }
  const span = searchSpan(spot.places, terms.length);
  if (span < 0) return 0;
  // Words that follow each other have no distance: the room that they take themselves does not count.
  const own = terms.reduce((sum, term) => sum + Array.from(term.text).length, 0);
  return Math.max(0, SEARCH_NEAR - Math.max(0, span - own)) * SEARCH_TOGETHER;
}

/**
 * The passage that matched best and the one to show: the same, or the text under a heading. -1 where there is none.
 * @param {Reading} reading
 * @param {Spot[]} passages
 * @returns {[number, number]}
 */
function searchChoose(reading, passages) {
  const text = (from) =>
    passages.findIndex((passage, at) => at >= from && passage.kind === SEARCH_IS_TEXT);
  let best = 0;
  let known = [0, 0, 1];
  passages.forEach((passage, at) => {
    const rank = [
      searchHeld(passage.places),
      searchCloseness(reading, passage),
      passage.kind === SEARCH_IS_TEXT ? 1 : 0,
    ];
    const differs = rank.findIndex((value, index) => value !== known[index]);
    if (differs >= 0 && rank[differs] > known[differs]) [best, known] = [at, rank];
  });
  if (known[0] === 0) return [-1, text(0)];
  const shown = text(searchAnswer(passages, best));
  return [best, shown < 0 ? best : shown];
}

/**
 * Where the answer to a question begins; any other passage stands for itself.
 * @param {Spot[]} passages
 * @param {number} at
 */
function searchAnswer(passages, at) {
  const { kind, anchor } = passages[at];
  if (kind !== SEARCH_IS_QUESTION) return at;
  const heading = passages.findIndex(
    (passage) => passage.kind === SEARCH_IS_HEADING && passage.anchor === anchor,
  );
  return Math.max(0, heading);
}

/**
 * @param {Spot} spot
 */
function searchExcerpt(spot) {
  const original = Array.from(spot.text);
  const first = spot.places.length > 0 ? spot.prepared.folded.from[spot.places[0].start] : 0;
  const start = searchExcerptStart(original, first);
  return searchMarked(spot, start, searchExcerptEnd(original, start));
}

/**
 * The text from one character to another in pieces, with dots where it was cut.
 * @param {Spot} spot
 * @param {number} start
 * @param {number} end
 * @returns {Pieces}
 */
function searchMarked(spot, start, end) {
  const original = Array.from(spot.text);
  const stop = Math.min(end, original.length);
  const pieces = [];
  const push = (text, marked) => {
    const last = pieces.at(-1);
    if (text === "") return;
    if (last && !last.marked && !marked) last.text += text;
    else pieces.push({ text, marked });
  };
  let at = start;
  push(start > 0 ? "…" : "", false);
  for (const [from, to] of searchMarks(spot, start, stop)) {
    push(original.slice(at, from).join(""), false);
    push(original.slice(from, to).join(""), true);
    at = to;
  }
  push(original.slice(at, stop).join(""), false);
  push(stop < original.length ? "…" : "", false);
  return pieces;
}

/**
 * Marks within a stretch of the original, joined where they touch.
 * @param {Spot} spot
 * @param {number} start
 * @param {number} end
 */
function searchMarks(spot, start, end) {
  const marks = [];
  for (const place of spot.places) {
    const from = Math.max(start, spot.prepared.folded.from[place.start]);
    const to = Math.min(end, spot.prepared.folded.to[place.end - 1]);
    const last = marks.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else if (from < to) marks.push([from, to]);
  }
  return marks;
}

/**
 * @param {string} character
 */
function searchWidth(character) {
  return (character.codePointAt(0) ?? 0) < 0x2e80 ? 1 : 2;
}

/**
 * Where to begin so that the first mark is seen in its sentence.
 * @param {string[]} original
 * @param {number} first
 */
function searchExcerptStart(original, first) {
  let start = first;
  let left = SEARCH_BEFORE;
  while (start > 0 && left >= searchWidth(original[start - 1])) {
    left -= searchWidth(original[start - 1]);
    start -= 1;
    if (start > 0 && "。．！？".includes(original[start - 1])) return start;
  }
  if (start === 0 || searchWidth(original[start]) === 2) return start;
  const space = original.slice(start, Math.min(first, start + SEARCH_EDGE)).indexOf(" ");
  return space < 0 ? start : start + space + 1;
}

/**
 * Where to end, if possible after a word.
 * @param {string[]} original
 * @param {number} start
 */
function searchExcerptEnd(original, start) {
  let end = start;
  let left = SEARCH_WIDTH;
  while (end < original.length && left >= searchWidth(original[end])) {
    left -= searchWidth(original[end]);
    end += 1;
  }
  if (end === original.length || searchWidth(original[end]) === 2) return end;
  const space = original
    .slice(Math.max(start, end - SEARCH_EDGE), end)
    .reverse()
    .indexOf(" ");
  return space < 0 ? end : end - space - 1;
}

/**
 * The name of a part of a page as an address has it: the twin of `url::fragment`.
 * @param {string} anchor
 */
function searchFragment(anchor) {
  return encodeURI(anchor).replaceAll("'", "%27");
}

/**
 * @param {string} address
 * @param {string} anchor
 */
function searchAddressed(address, anchor) {
  return anchor === "" || address.includes("#") ? address : address + "#" + searchFragment(anchor);
}
