// One term of a query → the documents that have it, by the posting lists of every key that stands for it. The entry is
// `searchHits`; Hits in src/search/query/hits.rs is the same thing.

import { searchLooseKey, searchPairs } from "./tokenize.js";
import {
  SEARCH_EXACT,
  SEARCH_PREFIX,
  SEARCH_STEM,
  searchAllFields,
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
    // Keys that begin with a character only say where it is: in texts it stands for itself.
    if (!term.word) hits.forms = [];
  }
  // A word that nothing has may be written wrongly.
  if (term.word && wide && hits.documents.size === 0) {
    await searchAddFamilies(hits, shards, await shards.nearWords(term.text), depth);
    if (hits.documents.size === 0)
      await searchAddFamilies(hits, shards, await shards.alike(term.text), depth);
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
  if (entry) await searchAdd(hits, shards, entry, depth, SEARCH_EXACT);
  const words = entry ? entry.siblings : await shards.ofStem(term.text);
  await searchAddWords(hits, shards, words, depth, SEARCH_STEM);
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
 * Adds what has a word that may be meant, or another one of its stem.
 * @param {Hits} hits
 * @param {import("./shards.js").SearchShards} shards
 * @param {string[]} words
 * @param {number} depth
 */
async function searchAddFamilies(hits, shards, words, depth) {
  await searchAddWords(hits, shards, words, depth, SEARCH_PREFIX);
  for (const word of words) {
    const siblings = (await shards.entry(word))?.siblings ?? [];
    await searchAddWords(hits, shards, siblings, depth, SEARCH_PREFIX);
  }
}

/**
 * Adds what has any of some words.
 * @param {Hits} hits
 * @param {import("./shards.js").SearchShards} shards
 * @param {string[]} words
 * @param {number} depth
 * @param {number} exactness
 */
async function searchAddWords(hits, shards, words, depth, exactness) {
  const entries = await Promise.all(words.map((word) => shards.entry(word)));
  for (const entry of entries) {
    if (entry) await searchAdd(hits, shards, entry, depth, exactness);
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
 * Documents that have every pair of a part, or of one of its forms, in a common field.
 * @param {import("./shards.js").SearchShards} shards
 * @param {import("./matching.js").Term} term
 * @param {number} depth
 * @returns {Promise<Hits>}
 */
async function searchPartHits(shards, term, depth) {
  const needles = [term.text, ...term.forms];
  const found = await Promise.all(
    needles.map((needle) => searchNeedleHits(shards, needle, term.loose, depth)),
  );
  const [all, ...others] = found;
  for (const other of others) {
    for (const [document, hit] of other.documents) {
      const known = all.documents.get(document) ?? hit;
      const weight = Math.max(known.weight, hit.weight);
      all.documents.set(document, { weight, named: known.named || hit.named });
    }
    all.total = Math.max(all.total, other.total, all.documents.size);
    all.unread ||= other.unread;
    all.open ||= other.open;
    all.unsure ||= other.unsure;
  }
  return { ...all, forms: term.forms };
}

/**
 * @param {import("./shards.js").SearchShards} shards
 * @param {string} needle
 * @param {boolean} loose whether two of its characters may have hiragana between them
 * @param {number} depth
 * @returns {Promise<Hits>}
 */
async function searchNeedleHits(shards, needle, loose, depth) {
  const pairs = searchPairs(needle);
  const lists = await Promise.all(pairs.map((pair) => searchPairList(shards, pair, loose, depth)));
  if (lists.includes(null)) return searchNoHits();
  const unread = lists.some((list) => list.unread);
  const open = lists.every((list) => list.unread);
  const documents = searchIntersect(lists, open);
  const total = unread ? Math.min(...lists.map((list) => list.total)) : documents.size;
  // That a text has all pairs does not say that they follow each other.
  const unsure = unread || pairs.length > 1;
  return { ...searchNoHits(), documents, total, unread, open, unsure };
}

/**
 * The documents that have a pair; null if none has.
 * @param {import("./shards.js").SearchShards} shards
 * @param {string} pair
 * @param {boolean} loose
 * @param {number} depth
 */
async function searchPairList(shards, pair, loose, depth) {
  const keys = loose ? [pair, searchLooseKey(pair)] : [pair];
  const entries = await Promise.all(keys.map((key) => shards.entry(key)));
  const found = entries.filter((entry) => entry !== undefined);
  const lists = await Promise.all(found.map((entry) => shards.list(entry, depth)));
  if (lists.length === 0) return null;
  return {
    postings: lists.flatMap(({ postings }) => postings),
    total: lists.reduce((sum, { total }) => sum + total, 0),
    unread: lists.some(({ unread }) => unread),
  };
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
    // A document may have a pair both ways.
    const own = new Map();
    for (const { document, fields } of postings)
      own.set(document, searchAllFields(own.get(document) ?? 0, fields));
    for (const [document, fields] of own) {
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
