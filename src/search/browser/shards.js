// The index of one language as it lies on the server: which shard has a key or a document, each fetched when it is first
// needed and kept. src/search/format.rs says how it is written; loader.js fetches.

import { searchList, searchNumbers, searchOrder, searchShard, searchShared } from "./format.js";

/**
 * What must be known before a shard can be chosen.
 * @typedef {{ version: number, documents: number, bounds: string, texts: string, boosts: [number, number][], stop: string }} Head
 */

/**
 * Where shards come from: posting lists as text, texts as base64 of raw deflate.
 * @typedef {{ postings: (number: number) => Promise<string>, texts: (number: number) => Promise<string> }} ShardSource
 */

/** The shards that were read so far, and how to find the others. */
export class SearchShards {
  /**
   * @param {Head} head
   * @param {ShardSource} source
   */
  constructor(head, source) {
    this.source = source;
    this.bounds = head.bounds.split(" ");
    this.counts = searchNumbers(head.texts);
    /** @type {Map<number, Promise<Map<string, import("./format.js").Entry>>>} */
    this.read = new Map();
    /** @type {Map<number, Promise<import("./excerpt.js").Stored[]>>} */
    this.texts = new Map();
  }

  /**
   * The shard in which a key stands, if any has it.
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
   * A shard of posting lists, fetched once.
   * @param {number} number
   */
  shard(number) {
    // The promise is kept, not what it brings: two terms of a query may ask for a shard at once.
    const known = this.read.get(number) ?? this.source.postings(number).then(searchShard);
    this.read.set(number, known);
    return known;
  }

  /**
   * The posting list of a key.
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
    const known = this.texts.get(shard) ?? this.source.texts(shard).then(searchInflate);
    this.texts.set(shard, known);
    return (await known)[number - first];
  }
}

/**
 * Texts as they were stored.
 * @param {string} packed
 * @returns {Promise<import("./excerpt.js").Stored[]>}
 */
async function searchInflate(packed) {
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return JSON.parse(await new Response(stream).text());
}
