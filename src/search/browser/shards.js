// The index of one language as it lies on the server: which shard has a key or a document, each fetched when it is first
// needed and kept. src/search/format.rs says how it is written; loader.js fetches.

import { searchList, searchNumbers, searchOrder, searchShard, searchShared } from "./format.js";
import { searchInflate } from "./pack.js";

// Letters that a stem has at least, and words that may be written wrongly; shards and words that are looked at then.
const SEARCH_STEM_LENGTH = 3;
const SEARCH_NEAR_WORD = 5;
const SEARCH_NEAR_KANA = 4;
const SEARCH_NEAR_SHARDS = 3;
const SEARCH_NEAR_WORDS = 6;

/**
 * What must be known before a shard can be chosen.
 * @typedef {{ version: number, documents: number, bounds: string, texts: string, dictionary: string, boosts: [number, number][], sections: [string, number][], stop: string, endings: string }} Head
 */

/**
 * Where shards come from: posting lists and texts, packed (pack.js).
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
    this.dictionary = head.dictionary;
    this.endings = head.endings.split(" ").map((rule) => rule.split(":"));
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
    const known = this.read.get(number) ?? this.source.postings(number).then(searchReadShard);
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
   * Words of the stem that a word without an entry of its own has, by the endings that stems lose.
   * @param {string} word
   */
  async ofStem(word) {
    const stems = this.endings
      .filter(([ending]) => word.endsWith(ending))
      .map(([ending, rest]) => word.slice(0, word.length - ending.length) + rest)
      .filter((stem) => Array.from(stem).length >= SEARCH_STEM_LENGTH);
    for (const stem of new Set([word, ...stems])) {
      const family = await this.entry("^" + stem);
      if (family) return family.siblings;
      const entry = await this.entry(stem);
      if (entry) return [stem, ...entry.siblings];
    }
    return [];
  }

  /**
   * Words in which one letter is another, more or less.
   * @param {string} word
   */
  nearWords(word) {
    return this.nearBy(word, SEARCH_NEAR_WORD, "");
  }

  /**
   * Katakana in which one letter is another, more or less; none for what stands in texts as it is typed.
   * @param {string} word
   */
  async nearKana(word) {
    return (await this.entry(">" + word)) ? [] : this.nearBy(word, SEARCH_NEAR_KANA, ">");
  }

  /**
   * Keys after `before` that are near to a text: their first half is as it is typed, or their second.
   * @param {string} typed
   * @param {number} least
   * @param {string} before
   */
  async nearBy(typed, least, before) {
    const chars = Array.from(typed);
    if (chars.length < least) return [];
    const half = Math.floor((chars.length - 1) / 2);
    const second = chars.slice(half + 1).reverse();
    const [forward, backward] = await Promise.all([
      this.starting(before + chars.slice(0, half).join(""), SEARCH_NEAR_SHARDS),
      this.starting("<" + second.join(""), SEARCH_NEAR_SHARDS),
    ]);
    const found = new Set([
      ...forward.entries.map(({ key }) => key.slice(before.length)),
      ...backward.entries.map(({ key }) => Array.from(key.slice(1)).reverse().join("")),
    ]);
    const near = [...found].filter((key) => searchIsNear(Array.from(key), chars));
    return near.sort(searchOrder).slice(0, SEARCH_NEAR_WORDS);
  }

  /**
   * Words with the same beginning and another ending.
   * @param {string} word
   */
  async alike(word) {
    const length = Array.from(word).length;
    const shard = await this.shard(this.numberOf(word));
    const keys = [...shard.keys()].filter((key) => !key.includes("~"));
    const ranked = keys.map((key) => ({ key, common: searchShared(key, word) }));
    const close = ranked.filter(
      ({ key, common }) =>
        common >= 4 && common + 4 >= length && Array.from(key).length <= common + 4,
    );
    const best = Math.max(0, ...close.map(({ common }) => common));
    return close.filter(({ common }) => common === best).map(({ key }) => key);
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
    const known =
      this.texts.get(shard) ??
      this.source.texts(shard).then((packed) => searchReadTexts(packed, this.dictionary));
    this.texts.set(shard, known);
    return (await known)[number - first];
  }
}

/**
 * @param {string} packed
 */
async function searchReadShard(packed) {
  return searchShard(await searchInflate(packed));
}

/**
 * Texts as they were stored.
 * @param {string} packed
 * @param {string} dictionary
 * @returns {Promise<import("./excerpt.js").Stored[]>}
 */
async function searchReadTexts(packed, dictionary) {
  return JSON.parse(await searchInflate(packed, dictionary));
}

/**
 * Whether one text becomes the other by one letter more, less, another one, or two that change places.
 * @param {string[]} left
 * @param {string[]} right
 */
export function searchIsNear(left, right) {
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  const differs = short.findIndex((character, at) => character !== long[at]);
  const same = differs < 0 ? short.length : differs;
  const rest = (text, skip) => text.slice(same + skip).join("");
  if (long.length === short.length + 1) return rest(short, 0) === rest(long, 1);
  if (long.length !== short.length) return false;
  const swapped =
    short.length >= same + 2 && short[same] === long[same + 1] && short[same + 1] === long[same];
  return (swapped && rest(short, 2) === rest(long, 2)) || rest(short, 1) === rest(long, 1);
}
