// Single steps of the search at their limits, which the vectors of tests/search do not come to.

import assert from "node:assert/strict";
import { test } from "node:test";

import { SearchIndex } from "../../../src/search/browser/index.js";
import { SearchShards } from "../../../src/search/browser/shards.js";
import { searchWiderTerms } from "../../../src/search/browser/terms.js";
import { searchNameKey } from "../../../src/search/browser/tokenize.js";

const head = { version: 1, documents: 100, bounds: "a", texts: "", boosts: [], stop: "" };
const nowhere = { postings: async () => "", texts: async () => "" };

test("a word that is nearly another one begins alike and ends within four characters of that", async () => {
  const near = async (word, ...keys) => {
    const shards = new SearchShards(head, nowhere);
    const entries = keys.map((key) => [key, { key, packed: "", siblings: [] }]);
    shards.read.set(0, Promise.resolve(new Map(entries)));
    return (await shards.near(word)).map(({ key }) => key);
  };
  assert.deepEqual(await near("incident", "incidence", "incidentally", "incident~1"), [
    "incidentally",
  ]);
  assert.deepEqual(await near("incident", "incidence", "incidentallys"), ["incidence"]);
  assert.deepEqual(await near("abcdefgh", "abcd", "abcx"), ["abcd"]);
  assert.deepEqual(await near("abcdefghi", "abcd"), []);
  assert.deepEqual(await near("abcdef", "abc"), []);
});

test("a wider search takes a part that occurs whole, and halves of one that does not or was tried alone", async () => {
  const part = { word: false, text: "情報共有", prefix: false, forms: [] };
  const word = { word: true, text: "csirt", prefix: false, forms: [] };
  const wider = async (occurs, ...terms) => {
    const list = { postings: [{ document: 0, fields: 1 }], unread: false, total: 1 };
    const shards = {
      entry: async (key) => (occurs ? { key, packed: "", siblings: [] } : undefined),
      list: async () => list,
    };
    return (await searchWiderTerms(shards, terms)).map(({ text }) => text);
  };
  assert.deepEqual(await wider(true, part, word), ["情報共有", "csirt"]);
  assert.deepEqual(await wider(false, part, word), ["情報", "共有", "csirt"]);
  assert.deepEqual(await wider(true, part), ["情報", "共有"]);
});

test("of candidates whose texts refuse them no more are read than were asked for and fifty", async () => {
  const index = new SearchIndex(head, nowhere);
  let reads = 0;
  index.shards.stored = async () => {
    reads += 1;
    return ["a.html", "Title", "", [], "", ["A text."], ""];
  };
  const candidates = Array.from({ length: 100 }, (_, document) => ({ document, score: 1 }));
  const reading = {
    query: "",
    terms: [{ word: true, text: "csirt", prefix: false, forms: [] }],
    wide: false,
  };
  const plan = { candidates, unread: false, unsure: true, said: 0 };
  const results = await index.confirm(plan, reading, 10);
  assert.deepEqual([reads, results.items, results.total], [60, [], 0]);
});

test("a name has a key as long as that has at most sixty characters, counted as readers do", () => {
  assert.equal(searchNameKey([]), "");
  assert.equal(searchNameKey(["a".repeat(59)]), "=" + "a".repeat(59));
  assert.equal(searchNameKey(["a".repeat(60)]), "");
  assert.equal(searchNameKey(["𠮷".repeat(59)]), "=" + "𠮷".repeat(59));
});
