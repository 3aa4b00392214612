// A query in, results out: the same steps as src/search/query.rs, which explains them, with shards that arrive later.

import { searchFold } from "./normalise.js";
import { searchNeedle, searchPairs, searchRuns, searchText } from "./tokenize.js";
import { searchList, searchNumbers, searchOrder, searchShard, searchShared } from "./format.js";
import { searchHalves, searchName, searchPrepare, searchStretches } from "./matching.js";
import { searchRead } from "./excerpt.js";

const SEARCH_BATCH = 10;
const SEARCH_SPARE = 50;
const SEARCH_TERMS = 10;
const SEARCH_PREFIX_SHARDS = 2;
const SEARCH_DEPTH = 8;
const SEARCH_EXACT = 4;
const SEARCH_STEM = 3;
const SEARCH_PREFIX = 2;
const SEARCH_BOOST = 32;
const SEARCH_WIDER = 100000;
const SEARCH_BODY = 3;
const SEARCH_HEADING = 4;
const SEARCH_KEYWORD = 8;
const SEARCH_TITLE = 16;
const SEARCH_TITLE_IS_QUERY = 6000;
const SEARCH_KEYWORD_IS_QUERY = 4000;

/**
 * What must be known before a shard can be chosen.
 * @typedef {{ version: number, documents: number, bounds: string, texts: string, boosts: [number, number][], stop: string }} Head
 */

/**
 * Where shards come from: posting lists as text, texts as base64 of raw deflate.
 * @typedef {{ postings: (number: number) => Promise<string>, texts: (number: number) => Promise<string> }} Shards
 */

/**
 * @typedef {{ items: import("./excerpt.js").Found[], total: number, exact: boolean, wider: boolean }} Results
 */

/**
 * Documents that have a term; see Hits in the generator.
 * @typedef {{ documents: Map<number, { weight: number, named: boolean }>, total: number, unread: boolean, open: boolean, unsure: boolean, forms: string[] }} Hits
 */

/** The index of one language, with the shards read so far. */
export class SearchIndex {
  /**
   * @param {Head} head
   * @param {Shards} shards
   */
  constructor(head, shards) {
    this.head = head;
    this.shards = shards;
    this.bounds = head.bounds.split(" ");
    this.counts = searchNumbers(head.texts);
    this.stop = new Set(head.stop.split(" "));
    /** @type {Map<number, Promise<Map<string, import("./format.js").Entry>>>} */
    this.read = new Map();
    /** @type {Map<number, Promise<import("./excerpt.js").Stored[]>>} */
    this.texts = new Map();
  }

  /**
   * Finds the documents that have every part of the query.
   * @param {string} query
   * @param {number} limit
   * @returns {Promise<Results>}
   */
  async query(query, limit) {
    const terms = searchTerms(query, this.stop);
    const results = await this.search(query, terms, limit, false);
    if (results.items.length > 0) return results;
    const plan = await this.plan(query, await this.widerTerms(terms), 1, true);
    return { ...results, wider: plan.candidates.length > 0 };
  }

  /**
   * Finds the documents that have any part of the query, those that have most of it first.
   * @param {string} query
   * @param {number} limit
   * @returns {Promise<Results>}
   */
  async queryWider(query, limit) {
    return this.search(query, await this.widerTerms(searchTerms(query, this.stop)), limit, true);
  }

  /**
   * The terms of a wider search: those that occur, and the parts of those that do not. A single term was tried already.
   * @param {import("./matching.js").Term[]} terms
   */
  async widerTerms(terms) {
    const wider = new Map();
    for (const term of terms) {
      const whole = term.word || (terms.length > 1 && (await this.occurs(term)));
      for (const text of whole ? [term.text] : await this.partsOf(term)) {
        wider.delete(text);
        wider.set(text, { ...term, text });
      }
    }
    return [...wider.values()].slice(0, SEARCH_TERMS);
  }

  /**
   * @param {import("./matching.js").Term} term
   */
  async partsOf(term) {
    const found = [];
    for (const text of searchStretches(term.text)) {
      const halved = text === term.text || !(await this.occurs({ ...term, text }));
      found.push(...(halved ? searchHalves(text) : [text]));
    }
    return found;
  }

  /**
   * @param {import("./matching.js").Term} term
   */
  async occurs(term) {
    return (await this.hits(term, 1, false)).documents.size > 0;
  }

  /**
   * @param {string} query
   * @param {import("./matching.js").Term[]} terms
   * @param {number} limit
   * @param {boolean} wide
   * @returns {Promise<Results>}
   */
  async search(query, terms, limit, wide) {
    for (let depth = 1; ; depth += 1) {
      const plan = await this.plan(query, terms, depth, wide);
      const reading = { query: searchName(searchPrepare(query)), terms: plan.terms, wide };
      const results = await this.confirm(plan, reading, limit);
      if (results.items.length >= limit || !plan.unread || depth === SEARCH_DEPTH) return results;
    }
  }

  /**
   * Candidates in the order that posting lists give.
   * @param {string} query
   * @param {import("./matching.js").Term[]} terms
   * @param {number} depth
   * @param {boolean} wide
   */
  async plan(query, terms, depth, wide) {
    const [names, ...hits] = await Promise.all([
      this.names(query),
      ...terms.map((term) => this.hits(term, depth, wide)),
    ]);
    const chosen = new Set([...searchChosen(hits, wide), ...names.keys()]);
    const score = (document) => (names.get(document) ?? 0) + this.score(hits, document, wide);
    const candidates = [...chosen].map((document) => ({ document, score: score(document) }));
    candidates.sort((a, b) => b.score - a.score || a.document - b.document);
    return {
      terms: terms.map((term, number) => ({ ...term, forms: hits[number].forms })),
      candidates,
      unread: hits.some((hit) => hit.unread),
      unsure: hits.some((hit) => hit.unsure),
      said: hits.length === 1 ? hits[0].total : 0,
    };
  }

  /**
   * Documents of which the query is the title or a keyword, and what that is worth.
   * @param {string} query
   * @returns {Promise<Map<number, number>>}
   */
  async names(query) {
    const name = searchName(searchPrepare(query));
    const entry = name === "" ? undefined : await this.entry(name);
    const postings = entry ? searchList(entry.packed).postings : [];
    const worth = (fields) =>
      fields & SEARCH_TITLE ? SEARCH_TITLE_IS_QUERY : SEARCH_KEYWORD_IS_QUERY;
    return new Map(postings.map(({ document, fields }) => [document, worth(fields)]));
  }

  /**
   * Reads the texts of the best candidates.
   * @param {Awaited<ReturnType<SearchIndex["plan"]>>} plan
   * @param {import("./excerpt.js").Reading} reading
   * @param {number} limit
   * @returns {Promise<Results>}
   */
  async confirm(plan, reading, limit) {
    const { candidates } = plan;
    const items = [];
    let [scanned, refused] = [0, 0];
    while (scanned < candidates.length && items.length < limit && scanned < limit + SEARCH_SPARE) {
      const batch = candidates.slice(scanned, scanned + SEARCH_BATCH);
      const texts = await Promise.all(batch.map(({ document }) => this.stored(document)));
      const found = texts
        .map((text, at) => searchRead(reading, text, batch[at].score))
        .filter((item) => item !== null);
      scanned += batch.length;
      refused += batch.length - found.length;
      items.push(...found.sort((a, b) => b.score - a.score));
    }
    const all = scanned === candidates.length && !plan.unread;
    const total = items.length === 0 ? 0 : Math.max(candidates.length, plan.said) - refused;
    return { items: items.slice(0, limit), total, exact: all || !plan.unsure, wider: false };
  }

  /**
   * @param {Hits[]} hits
   * @param {number} document
   * @param {boolean} wide
   */
  score(hits, document, wide) {
    const boost = this.head.boosts.find(([, end]) => document < end)?.[0] ?? 0;
    let score = 0;
    for (const { documents, total, open } of hits) {
      const rarity = searchRarity(this.head.documents, total);
      const hit = documents.get(document);
      score += rarity * (hit ? hit.weight : open ? 1 : 0);
      if (hit?.named) score += rarity * SEARCH_BOOST * boost;
      if (hit && wide) score += SEARCH_WIDER;
    }
    return score;
  }

  /**
   * @param {import("./matching.js").Term} term
   * @param {number} depth
   * @param {boolean} wide
   * @returns {Promise<Hits>}
   */
  async hits(term, depth, wide) {
    if (!term.word && Array.from(term.text).length > 1) return this.partHits(term, depth);
    const hits = {
      documents: new Map(),
      total: 0,
      unread: false,
      open: false,
      unsure: false,
      forms: [],
    };
    const entry = term.word ? await this.entry(term.text) : undefined;
    if (entry) {
      await this.add(hits, entry, depth, SEARCH_EXACT);
      await this.addSiblings(hits, entry, depth, SEARCH_STEM);
    }
    if (term.prefix || !term.word) {
      const { entries, more } = await this.starting(term.text, SEARCH_PREFIX_SHARDS * depth);
      hits.unread ||= more;
      for (const entry of entries)
        await this.add(hits, entry, depth, term.word ? SEARCH_PREFIX : SEARCH_EXACT);
    }
    if (term.word && wide && hits.documents.size === 0) {
      for (const entry of await this.near(term.text)) {
        await this.add(hits, entry, depth, SEARCH_PREFIX);
        await this.addSiblings(hits, entry, depth, SEARCH_PREFIX);
      }
    }
    return {
      ...hits,
      open: hits.unread,
      unsure: hits.unread,
      total: Math.max(hits.total, hits.documents.size),
    };
  }

  /**
   * Adds the other words of a stem.
   * @param {Hits} hits
   * @param {import("./format.js").Entry} entry
   * @param {number} depth
   * @param {number} exactness
   */
  async addSiblings(hits, entry, depth, exactness) {
    const siblings = await Promise.all(entry.siblings.map((sibling) => this.entry(sibling)));
    for (const sibling of siblings) {
      if (sibling) await this.add(hits, sibling, depth, exactness);
    }
  }

  /**
   * Adds the documents of a key that stands for the term.
   * @param {Hits} hits
   * @param {import("./format.js").Entry} entry
   * @param {number} depth
   * @param {number} exactness
   */
  async add(hits, entry, depth, exactness) {
    const { postings, unread, total } = await this.list(entry, depth);
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
   * @param {import("./matching.js").Term} term
   * @param {number} depth
   * @returns {Promise<Hits>}
   */
  async partHits(term, depth) {
    const pairs = searchPairs(term.text);
    const entries = await Promise.all(pairs.map((pair) => this.entry(pair)));
    const none = {
      documents: new Map(),
      total: 0,
      unread: false,
      open: false,
      unsure: false,
      forms: [],
    };
    if (entries.includes(undefined)) return none;
    const lists = await Promise.all(entries.map((entry) => this.list(entry, depth)));
    const unread = lists.some((list) => list.unread);
    const open = lists.every((list) => list.unread);
    const documents = searchIntersect(lists, open);
    const total = unread ? Math.min(...lists.map((list) => list.total)) : documents.size;
    return { ...none, documents, total, unread, open, unsure: unread || pairs.length > 1 };
  }

  /**
   * @param {string} key
   */
  numberOf(key) {
    let [low, high] = [0, this.bounds.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (searchOrder(this.bounds[middle], key) <= 0) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }

  /**
   * @param {number} number
   */
  shard(number) {
    const known = this.read.get(number) ?? this.shards.postings(number).then(searchShard);
    this.read.set(number, known);
    return known;
  }

  /**
   * @param {string} key
   */
  async entry(key) {
    return (await this.shard(this.numberOf(key))).get(key);
  }

  /**
   * Keys that begin with a prefix, in at most so many shards, and whether there are more.
   * @param {string} prefix
   * @param {number} shards
   */
  async starting(prefix, shards) {
    const first = this.numberOf(prefix);
    const goesOn = (number) => this.bounds[number]?.startsWith(prefix) ?? false;
    let end = first + 1;
    while (goesOn(end) && end < first + shards) end += 1;
    const numbers = Array.from({ length: end - first }, (_, offset) => first + offset);
    const found = await Promise.all(numbers.map((number) => this.shard(number)));
    const entries = found.flatMap((shard) => [...shard.values()]);
    return {
      entries: entries.filter(({ key }) => key.startsWith(prefix) && !key.includes("~")),
      more: goesOn(end),
    };
  }

  /**
   * Words that are nearly the given one, which itself does not occur: same beginning, other ending.
   * @param {string} word
   */
  async near(word) {
    const length = Array.from(word).length;
    const shard = await this.shard(this.numberOf(word));
    const keys = [...shard.values()].filter(({ key }) => !key.includes("~"));
    const ranked = keys.map((entry) => ({ entry, common: searchShared(entry.key, word) }));
    const close = ranked.filter(
      ({ entry, common }) =>
        common >= 4 && common + 4 >= length && Array.from(entry.key).length <= common + 4,
    );
    const best = Math.max(0, ...close.map(({ common }) => common));
    return close.filter(({ common }) => common === best).map(({ entry }) => entry);
  }

  /**
   * The first pages of a list, and whether there are more.
   * @param {import("./format.js").Entry} entry
   * @param {number} depth
   */
  async list(entry, depth) {
    const { postings, pages, total } = searchList(entry.packed);
    for (let page = 1; page < Math.min(depth, pages); page += 1) {
      const next = await this.entry(entry.key + "~" + page);
      if (next) postings.push(...searchList(next.packed).postings);
    }
    return { postings, unread: pages > depth, total };
  }

  /**
   * A document as it was stored.
   * @param {number} number
   */
  async stored(number) {
    let [shard, first] = [0, 0];
    while (number >= first + this.counts[shard]) {
      first += this.counts[shard];
      shard += 1;
    }
    const known = this.texts.get(shard) ?? this.shards.texts(shard).then(searchInflate);
    this.texts.set(shard, known);
    return (await known)[number - first];
  }
}

/**
 * The parts of a query. Words that languages leave out are left out, unless there are no others.
 * @param {string} query
 * @param {Set<string>} stop
 * @returns {import("./matching.js").Term[]}
 */
function searchTerms(query, stop) {
  const folded = searchFold(query);
  const terms = new Map();
  for (const run of searchRuns(folded)) {
    const text = run.word ? searchText(folded, run) : searchNeedle(folded, run);
    if (text === "") continue;
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
  return all.slice(-1).map((last) => ({ ...last, prefix: true }));
}

/**
 * Documents that have all terms, or any in a wider search.
 * @param {Hits[]} hits
 * @param {boolean} wide
 */
function searchChosen(hits, wide) {
  const allOpen = hits.every((hit) => hit.open);
  const counting = hits.filter((hit) => wide || allOpen || !hit.open);
  const counted = new Map();
  for (const { documents } of counting) {
    for (const document of documents.keys())
      counted.set(document, (counted.get(document) ?? 0) + 1);
  }
  return [...counted]
    .filter(([, count]) => wide || count === counting.length)
    .map(([document]) => document);
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

/**
 * @param {number} fields
 */
function searchIsNamed(fields) {
  return (fields & (SEARCH_TITLE | SEARCH_KEYWORD)) !== 0;
}

/**
 * What the fields that have a key are worth.
 * @param {number} fields
 */
function searchFieldWeight(fields) {
  const body = [0, 3, 4, 5][fields & SEARCH_BODY];
  return (
    body +
    (fields & SEARCH_HEADING ? 8 : 0) +
    (fields & SEARCH_KEYWORD ? 16 : 0) +
    (fields & SEARCH_TITLE ? 24 : 0)
  );
}

/**
 * @param {number} left
 * @param {number} right
 */
function searchCommonFields(left, right) {
  return (left & right & ~SEARCH_BODY) | Math.min(left & SEARCH_BODY, right & SEARCH_BODY);
}

/**
 * How telling a key is that some of the documents have: a logarithm in quarters.
 * @param {number} documents
 * @param {number} found
 */
function searchRarity(documents, found) {
  const ratio = Math.max(16, Math.floor((Math.min(documents, 2 ** 26) * 16) / Math.max(1, found)));
  const exponent = 31 - Math.clz32(ratio);
  return ((exponent << 2) | ((ratio >>> (exponent - 2)) & 3)) - 15;
}

/**
 * @param {string} packed
 * @returns {Promise<import("./excerpt.js").Stored[]>}
 */
async function searchInflate(packed) {
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return JSON.parse(await new Response(stream).text());
}
