// What the build packs comes out as it went in: the case of tests/models/packed.json, which the build is tested with, too.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { codePage, wholeData } from "../../../src/tool/browser/packed.js";

const read = () =>
  JSON.parse(readFileSync(new URL("../../models/packed.json", import.meta.url), "utf8"));
const model = {
  items: [
    { id: "A-1", name: "Mandate" },
    { id: "B-2", name: "Reach" },
    { id: "constructor", name: "Odd" },
  ],
};

test("packed data comes out as it went in", () => {
  const { languages, shape, lists } = read();
  const data = wholeData({ format: 2, default: "en", model, shape, pages: {}, lists });
  assert.deepEqual(
    [data.format, data.default, data.shape, data.lists],
    [2, "en", undefined, undefined],
  );
  for (const [tag, { texts, about, sample }] of Object.entries(languages)) {
    const { ui, ...words } = data.texts[tag];
    const { ui: named, lines: listed, page, ...expected } = texts;
    assert.deepEqual(words, expected, tag);
    for (const [key, text] of Object.entries(named)) assert.equal(ui[key], text, key);
    listed.forEach((text, place) => assert.equal(ui[String(place)], text));
    assert.deepEqual(data.about[tag], about);
    assert.deepEqual(data.samples[tag], sample, tag);
  }
});

test("a text that a language lacks is not there, so that another language may stand in", () => {
  const { shape, lists } = read();
  const data = wholeData({ model, shape, pages: {}, lists });
  assert.equal(Object.hasOwn(data.texts.de.ui, "tool.b"), false);
  assert.equal(Object.hasOwn(data.samples, "de"), false);
});

test("where no language has a sample there are none", () => {
  const { shape, lists } = read();
  delete shape.sample;
  const without = Object.fromEntries(
    Object.entries(lists).map(([tag, list]) => [tag, list.toSpliced(1, 1)]),
  );
  assert.equal(
    Object.hasOwn(wholeData({ model, shape, pages: {}, lists: without }), "samples"),
    false,
  );
});

test("what has only one shape and no marks stands for every language", () => {
  const shape = {
    about: { home: "x" },
    texts: { lines: [null, "%"], items: {}, page: "", ui: {}, list: ["a", ["%"]] },
  };
  const { texts } = wholeData({ model, shape, pages: {}, lists: { en: ["1", "2"] } });
  assert.deepEqual(texts.en.list, ["a", ["2"]]);
  assert.equal(texts.en.ui["1"], "1");
});

test("a code page gives texts back wherever they stand: the case of tests/models/code-page.json", () => {
  const { texts, gaps, coded } = JSON.parse(
    readFileSync(new URL("../../models/code-page.json", import.meta.url), "utf8"),
  );
  assert.deepEqual(coded.map(codePage(gaps)), texts);
});

test("only the language that has a code page is decoded", () => {
  const { gaps, texts, coded } = JSON.parse(
    readFileSync(new URL("../../models/code-page.json", import.meta.url), "utf8"),
  );
  const shape = { about: "%", texts: { lines: [null], items: {}, page: "", ui: {} } };
  const { about } = wholeData({
    model,
    shape,
    pages: { ja: gaps },
    lists: { ja: [coded[1]], en: [coded[1]] },
  });
  assert.deepEqual(about, { ja: texts[1], en: coded[1] });
});

test("what follows from the model is put back into the words of items, and only there", () => {
  const items = (page) => ({
    lines: [null],
    ui: {},
    page,
    items: {
      "A-1": { description: "what", levels: {}, lang: "en" },
      "B-2": { title: "Own", href: "other.html", levels: {} },
    },
  });
  const whole = (page) =>
    wholeData({ model, shape: { about: "", texts: items(page) }, pages: {}, lists: { en: [] } })
      .texts.en.items;
  assert.deepEqual(whole("../en/{id}.html"), {
    "A-1": {
      title: "Mandate",
      href: "../en/a-1.html",
      description: "what",
      levels: {},
      lang: "en",
    },
    "B-2": { title: "Own", href: "other.html", levels: {} },
  });
  assert.equal(whole("index.html#{ID}")["A-1"].href, "index.html#A-1");
});

test("objects by item come out by item, in the model, too", () => {
  const own = { ...model, profiles: [{ levels: { "@": [1, null, "not-required"] }, odd: "%" }] };
  const shape = {
    about: "",
    sample: { answers: { "@": [{ level: "%" }, { level: 0 }, "%"] } },
    texts: { lines: [null], ui: {}, items: {}, page: "" },
  };
  const data = wholeData({ model: own, shape, pages: {}, lists: { en: [3, null] } });
  assert.deepEqual(data.model.profiles, [
    { levels: { "A-1": 1, constructor: "not-required" }, odd: "%" },
  ]);
  assert.deepEqual(data.samples.en, { answers: { "A-1": { level: 3 }, "B-2": { level: 0 } } });
});
