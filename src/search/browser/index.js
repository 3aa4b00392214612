// A query in, results out: what the query is made of (terms.js), which documents have that (hits.js), in which order
// (rank.js), and what their texts say of it (excerpt.js). The entries are `SearchIndex.query` and `queryWider`. The same steps
// as src/search/query.rs, which explains them, with shards that arrive later.

import { searchList } from "./format.js";
import { searchHits } from "./hits.js";
import { searchName, searchPrepare } from "./matching.js";
import { SEARCH_BOOST, SEARCH_WIDER, searchNameWeight, searchRarity } from "./rank.js";
import { searchRead } from "./excerpt.js";
import { SearchShards } from "./shards.js";
import { searchAsked, searchWider } from "./terms.js";

const SEARCH_BATCH = 10;
const SEARCH_SPARE = 10;
const SEARCH_DEPTH = 8;
// Where fewer documents than this have all of a query, those that have most of it follow.
const SEARCH_FEW = 3;
// Of so many words, documents that have most stand among those that have all.
const SEARCH_MANY = 3;
// Characters of a query that are looked at.
const SEARCH_LONGEST = 200;

/**
 * What was found, and where that is little, what has most of the query.
 * @typedef {{ items: import("./excerpt.js").Found[], total: number, exact: boolean, near: import("./excerpt.js").Found[], sections: string[] }} Results
 */

/**
 * How many results are wanted, and from which section of the site ("" for all of it).
 * @typedef {{ limit: number, section: string }} Scope
 */

/** The index of one language. */
export class SearchIndex {
  /**
   * @param {import("./shards.js").Head} head
   * @param {import("./shards.js").ShardSource} source
   */
  constructor(head, source) {
    this.head = head;
    this.shards = new SearchShards(head, source);
    this.stop = new Set(head.stop.split(" "));
  }

  /**
   * Finds the documents that have every part of the query, and where these are few, those that have most of it.
   * @param {string} query
   * @param {number} limit
   * @param {string} [section] of the site
   * @returns {Promise<Results>}
   */
  async query(query, limit, section = "") {
    const cut = searchCut(query);
    const asked = searchAsked(cut, this.stop);
    if (asked.terms.length >= SEARCH_MANY && asked.phrases.length === 0) {
      const found = await this.queryWider(cut, limit, section);
      if (found.total > 0) return { ...found, total: Math.max(found.total, found.items.length) };
      return { ...found, items: [], exact: false, near: found.items };
    }
    const results = await this.search(cut, asked, { limit, section }, false);
    if (results.items.length >= SEARCH_FEW) return results;
    const wider = await this.queryWider(cut, limit, section);
    const known = new Set(results.items.map(searchDocumentOf));
    const near = wider.items.filter((item) => !known.has(searchDocumentOf(item)));
    const sections = [...new Set([...results.sections, ...wider.sections])];
    return { ...results, near, sections };
  }

  /**
   * Finds the documents that have any part of the query, those that have most of it first.
   * @param {string} query
   * @param {number} limit
   * @param {string} [section] of the site
   * @returns {Promise<Results>}
   */
  async queryWider(query, limit, section = "") {
    const cut = searchCut(query);
    const asked = searchAsked(cut, this.stop);
    return this.search(cut, await searchWider(this.shards, asked), { limit, section }, true);
  }

  /**
   * Reads more of each list until there are enough results.
   * @param {string} query
   * @param {import("./terms.js").Asked} asked
   * @param {Scope} scope
   * @param {boolean} wide
   * @returns {Promise<Results>}
   */
  async search(query, asked, { limit, section }, wide) {
    const name = searchName(searchPrepare(query));
    for (let depth = 1; ; depth += 1) {
      const all = await this.plan(query, asked.terms, depth, wide);
      const plan = section === "" ? all : this.within(all, section);
      const reading = { query: name, asked: { ...asked, terms: plan.terms }, wide };
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
      ...terms.map((term) => searchHits(this.shards, term, depth, wide)),
    ]);
    // What may be meant is named as well as what was typed.
    for (const form of hits.length === 1 && wide ? hits[0].forms : []) {
      for (const [document, worth] of await this.names(form))
        names.set(document, names.get(document) ?? Math.floor(worth / 2));
    }
    const chosen = new Set([...searchChosen(hits, wide), ...names.keys()]);
    const score = (document) => (names.get(document) ?? 0) + this.score(hits, document, wide);
    const candidates = [...chosen].map((document) => ({ document, score: score(document) }));
    candidates.sort((a, b) => b.score - a.score || a.document - b.document);
    return {
      terms: terms.map((term, number) => ({
        ...term,
        forms: hits[number].forms,
        rarity: searchRarity(this.head.documents, hits[number].total),
      })),
      candidates,
      named: names.size > 0,
      unread: hits.some((hit) => hit.unread),
      unsure: hits.some((hit) => hit.unsure),
      // How many have a single term, read or not.
      said: hits.length === 1 ? hits[0].total : 0,
      // In a wider search, the documents that have every term.
      whole: wide ? searchChosen(hits, false) : [],
      sections: [...new Set(candidates.map(({ document }) => this.section(document)))],
    };
  }

  /**
   * The candidates of a section of the site.
   * @param {Awaited<ReturnType<SearchIndex["plan"]>>} plan
   * @param {string} section
   */
  within(plan, section) {
    const stands = (document) => this.section(document) === section;
    return {
      ...plan,
      candidates: plan.candidates.filter(({ document }) => stands(document)),
      whole: plan.whole.filter(stands),
      // What lists say that were not read is not said of sections.
      said: 0,
    };
  }

  /**
   * The section of the site that a document is in.
   * @param {number} document
   */
  section(document) {
    return this.head.sections.find(([, end]) => document < end)?.[0] ?? "";
  }

  /**
   * Documents of which the query is the title or a keyword, and what that is worth.
   * @param {string} query
   * @returns {Promise<Map<number, number>>}
   */
  async names(query) {
    const name = searchName(searchPrepare(query));
    const found = new Map();
    // Words may be typed apart that are one name.
    for (const key of name === "" ? [] : new Set([name, name.replaceAll("_", "")])) {
      const entry = await this.shards.entry(key);
      for (const { document, fields } of entry ? searchList(entry.packed).postings : []) {
        const worth = searchNameWeight(fields, this.boost(document));
        found.set(document, Math.max(found.get(document) ?? 0, worth));
      }
    }
    return found;
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
    // Of an id there is little more than what has it as its name.
    const spare = plan.named && reading.asked.phrases.length > 0 ? 0 : SEARCH_SPARE;
    while (scanned < candidates.length && items.length < limit && scanned < limit + spare) {
      const batch = candidates.slice(scanned, scanned + SEARCH_BATCH);
      const texts = await Promise.all(batch.map(({ document }) => this.shards.stored(document)));
      const found = texts
        .map((text, at) => searchRead(reading, text, batch[at].score))
        .filter((item) => item !== null);
      scanned += batch.length;
      refused += batch.length - found.length;
      items.push(...found.sort((a, b) => b.score - a.score));
    }
    const all = scanned === candidates.length && !plan.unread;
    const { wide } = reading;
    const said = wide ? plan.said || plan.whole.length : Math.max(candidates.length, plan.said);
    const total = items.length === 0 ? 0 : Math.max(0, said - refused);
    const exact = !wide && (all || !plan.unsure);
    return { items: items.slice(0, limit), total, exact, near: [], sections: plan.sections };
  }

  /**
   * The boost of a document: documents are sorted by it.
   * @param {number} document
   */
  boost(document) {
    return this.head.boosts.find(([, end]) => document < end)?.[0] ?? 0;
  }

  /**
   * What posting lists say of a document. Where more of a list is to be read, whoever is not in it yet counts a little.
   * @param {import("./hits.js").Hits[]} hits
   * @param {number} document
   * @param {boolean} wide
   */
  score(hits, document, wide) {
    const boost = this.boost(document);
    let score = 0;
    // Weights are whole numbers, and so is the score: the order is the same in every browser and on the command line.
    for (const { documents, total, open } of hits) {
      const rarity = searchRarity(this.head.documents, total);
      const hit = documents.get(document);
      score += rarity * (hit ? hit.weight : open ? 1 : 0);
      if (hit?.named) score += rarity * SEARCH_BOOST * boost;
      if (hit && wide) score += rarity * SEARCH_WIDER;
    }
    return score;
  }
}

/**
 * What of a query is looked at: a text that was pasted by mistake is as good by its beginning.
 * @param {string} query
 */
function searchCut(query) {
  // No character has more than two units.
  return Array.from(query.slice(0, 2 * SEARCH_LONGEST))
    .slice(0, SEARCH_LONGEST)
    .join("");
}

/**
 * What tells the document of a result from others: the place in it that matched may be another one.
 * @param {import("./excerpt.js").Found} item
 */
function searchDocumentOf({ address, label, title }) {
  return [address.split("#")[0], label, title.map(({ text }) => text).join("")].join("\n");
}

/**
 * Documents that have all terms, or any in a wider search.
 * @param {import("./hits.js").Hits[]} hits
 * @param {boolean} wide
 */
function searchChosen(hits, wide) {
  // A list that was not read to its end refuses nobody, unless there is no other.
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
