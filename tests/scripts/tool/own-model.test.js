/**
 * The example of a model of one's own: what the guide prints is what the file for tests holds, so that a reader who copies it
 * from the page has the model that is tested.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const root = new URL("../../../", import.meta.url);
const read = (/** @type {string} */ path) => readFileSync(new URL(path, root), "utf8");
const tested = JSON.parse(read("tests/models/sharing-group.json"));

/** @param {string} language */
function printed(language) {
  const block = /^````json\n(.*?)\n````$/ms.exec(
    read(`content/${language}/assessment/own-model.md`),
  );
  return JSON.parse(block?.[1] ?? "null");
}

for (const language of ["en", "ja"]) {
  test(`the guide prints the tested model, in ${language}`, () => {
    const { model, texts, ...head } = printed(language);
    assert.deepEqual(head, { format: tested.format, formatVersion: tested.formatVersion });
    assert.deepEqual(texts, { [language]: tested.texts[language] });
    assert.deepEqual(structure(model), structure(tested.model));
  });
}

test("every level of every item has a text in each language", () => {
  for (const { items } of Object.values(tested.texts)) {
    for (const { id, scales } of tested.model.items) {
      const levels = scales.flatMap((/** @type {string} */ scale) => tested.model.scales[scale]);
      assert.deepEqual(Object.keys(items[id].levels), levels.map(String), id);
    }
  }
});

/**
 * A model without the words that each language has of its own: owner, official names, where the levels come from.
 * @param {any} model
 */
function structure({ owner, lang, items, profiles, ...rest }) {
  return {
    ...rest,
    items: items.map((/** @type {any} */ { name, ...item }) => item),
    profiles: profiles.map((/** @type {any} */ { source, ...profile }) => profile),
  };
}
