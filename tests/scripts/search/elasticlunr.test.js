// The index for clients of other people, read by elasticlunr.js itself; src/search/lunr.rs writes these files.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";

const elasticlunr = createRequire(new URL("../../browser/package.json", import.meta.url))(
  "elasticlunr",
);
const read = (language) =>
  elasticlunr.Index.load(
    JSON.parse(
      readFileSync(new URL(`../../search/elasticlunr-${language}.json`, import.meta.url), "utf8"),
    ),
  );
const found = (index, query) =>
  index
    .search(query, { expand: false })
    .map(({ ref }) => [ref, index.documentStore.getDoc(ref).title]);

test("elasticlunr.js finds by its own stems", () => {
  const index = read("en");
  assert.deepEqual(found(index, "policy"), [["a.html", "Policies"]]);
  assert.deepEqual(found(index, "reports"), [["b.html", "Triage"]]);
  assert.deepEqual(found(index, "the"), []);
});

test("elasticlunr.js finds Japanese by pairs, if it splits queries so", () => {
  const index = read("ja");
  const own = elasticlunr.tokenizer;
  elasticlunr.tokenizer = (text) =>
    text
      .split("")
      .slice(1)
      .map((next, at) => text[at] + next);
  assert.deepEqual(found(index, "報告が"), [["b.html", "トリアージ"]]);
  assert.deepEqual(found(index, "権限"), [["a.html", "権限"]]);
  elasticlunr.tokenizer = own;
});
