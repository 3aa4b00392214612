// One term of a query → the documents that have it, by the posting lists of every key that stands for it. The entry is
// `searchHits`; Hits in src/search/query/hits.rs is the same thing.

import { searchPairs } from "./tokenize.js";
import {
  SEARCH_EXACT,
  SEARCH_PREFIX,
  SEARCH_STEM,
  searchCommonFields,
  searchFieldWeight,
  searchIsNamed,
} from "./rank.js";

const SEARCH_PREFIX_SHARDS = 2;

/**
 * Documents that have a term.
 * @typedef {object} Hits
 * @property {Map<number, { weight: number, named: boolean }>} documents
 * @property {number} total how many there are at least, read or not
 * @property {boolean} unread whether there is more to be read
 * @property {boolean} open whether documents that are not here may have the term, too
 * @property {boolean} unsure whether only the text can tell
 * @property {string[]} forms the keys that stand for the term
 */

/**
 * @param {import("./shards.js").SearchShards} shards
 * @param {import("./matching.js").Term} term
 * @param {number} depth how many pages of each list are read
 * @param {boolean} wide whether words that are nearly the term will do
 * @returns {Promise<Hits>}
 */
export async function searchHits(shards, term, depth, wide) {
  if (!term.word && Array.from(term.text).length > 1) return searchPartHits(shards, term, depth);
  const hits = searchNoHits();
  if (term.word) await searchAddWord(hits, shards, term, depth);
  if (term.prefix || !term.word) {
    const exactness = term.word ? SEARCH_PREFIX : SEARCH_EXACT;
    await searchAddStarting(hits, shards, term.text, depth, exactness);
  }
  // A word that nothing has may be written wrongly.
  if (term.word && wide && hits.documents.size === 0) {
    await searchAddNear(hits, shards, term.text, depth);
  }
  const total = Math.max(hits.total, hits.documents.size);
  return { ...hits, open: hits.unread, unsure: hits.unread, total };
}

/** @returns {Hits} */
function searchNoHits() {
  return {
    documents: new Map(),
    total: 0,
    unread: false,
    open: false,
    unsure: false,
    forms: [],
  };
}

/**
 * Adds what has the word itself or another one of its stem.
 * @param {Hits} hits
 * @param {import("./shards.js").SearchShards} shards
 * @param {import("./matching.js").Term} term
 * @param {number} depth
 */
async function searchAddWord(hits, shards, term, depth) {
  const entry = await shards.entry(term.text);
  if (!entry) return;
  await searchAdd(hits, shards, entry, depth, SEARCH_EXACT);
  await searchAddSiblings(hits, shards, entry, depth, SEARCH_STEM);
}

/**
 * Adds what has a key with this beginning; with more pages more shards of such keys are read.
 * @param {Hits} hits
 * @param {import("./shards.js").SearchShards} shards
 * @param {string} prefix
 * @param {number} depth
 * @param {number} exactness
 */
async function searchAddStarting(hits, shards, prefix, depth, exactness) {
  const { entries, more } = await shards.starting(prefix, SEARCH_PREFIX_SHARDS * depth);
  hits.unread ||= more;
  for (const entry of entries) await searchAdd(hits, shards, entry, depth, exactness);
}

/**
 * Adds what has a word that is nearly this one.
 * @param {Hits} hits
 * @param {import("./shards.js").SearchShards} shards
 * @param {string} word
 * @param {number} depth
 */
async function searchAddNear(hits, shards, word, depth) {
  for (const entry of await shards.near(word)) {
    await searchAdd(hits, shards, entry, depth, SEARCH_PREFIX);
    await searchAddSiblings(hits, shards, entry, depth, SEARCH_PREFIX);
  }
}

/**
 * Adds the other words of a stem.
 * @param {Hits} hits
 * @param {import("./shards.js").SearchShards} shards
 * @param {import("./format.js").Entry} entry
 * @param {number} depth
 * @param {number} exactness
 */
async function searchAddSiblings(hits, shards, entry, depth, exactness) {
  const siblings = await Promise.all(entry.siblings.map((sibling) => shards.entry(sibling)));
  for (const sibling of siblings) {
    if (sibling) await searchAdd(hits, shards, sibling, depth, exactness);
  }
}

/**
 * Adds the documents of a key that stands for the term.
 * @param {Hits} hits
 * @param {import("./shards.js").SearchShards} shards
 * @param {import("./format.js").Entry} entry
 * @param {number} depth
 * @param {number} exactness
 */
async function searchAdd(hits, shards, entry, depth, exactness) {
  const { postings, unread, total } = await shards.list(entry, depth);
  hits.unread ||= unread;
  hits.total = Math.max(hits.total, total);
  hits.forms.push(entry.key);
  for (const { document, fields } of postings) {
    const known = hits.documents.get(document) ?? { weight: 0, named: false };
    const weight = Math.max(known.weight, searchFieldWeight(fields) * exactness);
    const named = known.named || (exactness === SEARCH_EXACT && searchIsNamed(fields));
    hits.documents.set(document, { weight, named });
  }
}

/**
 * Documents that have every pair of a part, in a common field.
 * @param {import("./shards.js").SearchShards} shards
 * @param {import("./matching.js").Term} term
 * @param {number} depth
 * @returns {Promise<Hits>}
 */
async function searchPartHits(shards, term, depth) {
  const pairs = searchPairs(term.text);
  const entries = await Promise.all(pairs.map((pair) => shards.entry(pair)));
  if (entries.includes(undefined)) return searchNoHits();
  const lists = await Promise.all(entries.map((entry) => shards.list(entry, depth)));
  const unread = lists.some((list) => list.unread);
  const open = lists.every((list) => list.unread);
  const documents = searchIntersect(lists, open);
  const total = unread ? Math.min(...lists.map((list) => list.total)) : documents.size;
  // That a text has all pairs does not say that they follow each other.
  const unsure = unread || pairs.length > 1;
  return { ...searchNoHits(), documents, total, unread, open, unsure };
}

/**
 * Documents in all lists that were read to their end, or in all lists if none was, in a field that they have in common.
 * @param {{ postings: import("./format.js").Posting[], unread: boolean }[]} lists
 * @param {boolean} open
 */
function searchIntersect(lists, open) {
  const counted = new Map();
  let needed = 0;
  for (const { postings, unread } of lists) {
    const must = open || !unread ? 1 : 0;
    needed += must;
    for (const { document, fields } of postings) {
      const [count, common] = counted.get(document) ?? [0, 255];
      counted.set(document, [count + must, searchCommonFields(common, fields)]);
    }
  }
  const sure = [...counted].filter(([, [count, fields]]) => count === needed && fields !== 0);
  return new Map(
    sure.map(([document, [, fields]]) => [
      document,
      { weight: searchFieldWeight(fields) * SEARCH_EXACT, named: searchIsNamed(fields) },
    ]),
  );
}
