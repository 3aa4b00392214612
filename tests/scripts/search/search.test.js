// The browser's search, run by node on the vectors of tests/search; tests/it/search.rs runs the generator's on the same.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { SearchIndex } from "../../../src/search/browser/index.js";
import { searchAccepts } from "../../../src/search/browser/loader.js";
import { searchFold } from "../../../src/search/browser/normalise.js";
import { searchRuns, searchText } from "../../../src/search/browser/tokenize.js";

const read = (name) =>
  JSON.parse(readFileSync(new URL(`../../search/${name}`, import.meta.url), "utf8"));

test("texts are normalised and split", () => {
  for (const { text, normal, weak, runs, from, to } of read("normalise.json")) {
    const folded = searchFold(text);
    assert.equal(folded.chars.join(""), normal, text);
    assert.deepEqual(
      [...folded.weak.keys()].filter((at) => folded.weak[at]),
      weak,
      text,
    );
    assert.deepEqual(
      searchRuns(folded).map((run) => searchText(folded, run)),
      runs,
      text,
    );
    if (from) assert.deepEqual([folded.from, folded.to], [from, to], text);
  }
});

function opened(vector) {
  const file = (name) => vector.files[`search/${vector.language}/${name}.js`];
  const payload = (name) => {
    let found;
    new Function("shirubeSearch", file(name))(
      (language, hash, kind, number, data) => (found = data),
    );
    return found;
  };
  return new SearchIndex(payload("head"), {
    postings: async (number) => payload(`p${number}`),
    texts: async (number) => payload(`t${number}`),
  });
}

const bracketed = (pieces) =>
  pieces.map(({ text, marked }) => (marked ? `[${text}]` : text)).join("");

const told = (found) => [
  found.score,
  found.address,
  found.section,
  found.language,
  bracketed(found.title),
  bracketed(found.heading),
  bracketed(found.excerpt),
];

const described = ({ items, total, exact, near, sections }) => ({
  total,
  exact,
  near: near.map(told),
  items: items.map(told),
  sections,
});

for (const name of ["ja.json", "en.json", "many.json"]) {
  test(`${name}: the same results, order and scores as the generator`, async () => {
    const vector = read(name);
    const index = opened(vector);
    assert.equal(vector.queries.length, vector.results.length);
    for (const [at, { query, limit, wide, section }] of vector.queries.entries()) {
      const search = wide ? index.queryWider : index.query;
      const results = await search.call(index, query, limit, section);
      assert.deepEqual(described(results), vector.results[at], query);
    }
  });
}

test("only addresses of the index may become scripts", () => {
  for (const address of [
    "search/ja/head.js",
    "../../search/zh-Hant/p12.js?v=0a1b",
    "./search/en/t0.js",
  ]) {
    assert.ok(searchAccepts(address), address);
  }
  for (const address of [
    "//search/ja/head.js",
    "https://a/search/ja/head.js",
    "search/ja/x.js",
    "../search/ja/../p0.js",
    "data:search/ja/head.js",
    "search/ja/p0.js?v=0a&x",
    "search/ja/p0.js\n",
  ]) {
    assert.ok(!searchAccepts(address), address);
  }
});
