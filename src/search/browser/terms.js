// A query → its terms: what is typed, and for a wider search what occurs of it.

import { searchHits } from "./hits.js";
import { searchHalves, searchStretches } from "./matching.js";
import { searchFold } from "./normalise.js";
import { searchNeedle, searchRuns, searchText } from "./tokenize.js";

const SEARCH_TERMS = 10;

/**
 * The parts of a query. Words that languages leave out are left out, unless there are no others.
 * @param {string} query
 * @param {Set<string>} stop
 * @returns {import("./matching.js").Term[]}
 */
export function searchTerms(query, stop) {
  const folded = searchFold(query);
  const terms = new Map();
  for (const run of searchRuns(folded)) {
    const text = run.word ? searchText(folded, run) : searchNeedle(folded, run);
    if (text === "") continue;
    // A word that stands twice is one term, at its last place.
    terms.delete(text);
    terms.set(text, {
      word: run.word,
      text,
      prefix: run.word && run.end === folded.chars.length,
      forms: [],
    });
  }
  const all = [...terms.values()];
  const telling = all.filter((term) => !stop.has(term.text));
  if (telling.length > 0) return telling.slice(0, SEARCH_TERMS);
  // Nothing but words that languages leave out: the last one may be the beginning of another.
  return all.slice(-1).map((last) => ({ ...last, prefix: true }));
}

/**
 * The terms of a wider search: those that occur, and the parts of those that do not. A single term was tried already.
 * @param {import("./shards.js").SearchShards} shards
 * @param {import("./matching.js").Term[]} terms
 * @returns {Promise<import("./matching.js").Term[]>}
 */
export async function searchWiderTerms(shards, terms) {
  const wider = new Map();
  for (const term of terms) {
    const whole = term.word || (terms.length > 1 && (await searchOccurs(shards, term)));
    for (const text of whole ? [term.text] : await searchParts(shards, term)) {
      wider.delete(text);
      wider.set(text, { ...term, text });
    }
  }
  return [...wider.values()].slice(0, SEARCH_TERMS);
}

/**
 * The stretches of a term that occur; of the others their halves.
 * @param {import("./shards.js").SearchShards} shards
 * @param {import("./matching.js").Term} term
 */
async function searchParts(shards, term) {
  const found = [];
  for (const text of searchStretches(term.text)) {
    const halved = text === term.text || !(await searchOccurs(shards, { ...term, text }));
    found.push(...(halved ? searchHalves(text) : [text]));
  }
  return found;
}

/**
 * @param {import("./shards.js").SearchShards} shards
 * @param {import("./matching.js").Term} term
 */
async function searchOccurs(shards, term) {
  return (await searchHits(shards, term, 1, false)).documents.size > 0;
}
