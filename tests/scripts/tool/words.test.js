import assert from "node:assert/strict";
import { test } from "node:test";
import { Words, firstLanguage } from "../../../src/tool/browser/view/words.js";
import { model } from "./sample.js";

const texts = (ui, more = {}) => ({
  ui,
  model: "Sample",
  categories: {},
  scales: {},
  items: {},
  ...more,
});
const data = {
  format: 1,
  model,
  languages: [
    { tag: "ja", name: "日本語", dir: "ltr" },
    { tag: "zh-Hant", name: "中文", dir: "ltr" },
    { tag: "ar", name: "العربية", dir: "rtl" },
  ],
  default: "ja",
  texts: {
    ja: texts({ "tool.a": "あ%{count}%{count}", "tool.b": "い" }),
    "zh-Hant": texts({}),
    ar: texts({ "tool.a": "%{count} $& %{other}" }),
  },
  about: {},
};

test("placeholders are filled, whatever is put in", () => {
  assert.equal(
    new Words(data, "ja").say("tool.a", { count: "%{count}$&" }),
    "あ%{count}$&%{count}$&",
  );
  assert.equal(new Words(data, "ar").say("tool.a", { count: 3 }), "3 $& %{other}");
});

test("a missing text comes from the default language", () => {
  assert.equal(new Words(data, "ar").say("tool.b"), "い");
  assert.equal(new Words(data, "ar").language.dir, "rtl");
});

test("names of prototypes are no words", () => {
  assert.equal(new Words(data, "ja").say("constructor"), "constructor");
  assert.equal(new Words(data, "ja").category("toString"), "toString");
});

test("ids do not break at their hyphen", () => {
  assert.equal(new Words(data, "ja").ids(["O-1", "O-2"]), "O-\u20601、O-\u20602");
});

test("the first language: chosen before, asked for, near to what is asked for, default", () => {
  assert.equal(firstLanguage(data, "ar", ["ja"]), "ar");
  assert.equal(firstLanguage(data, "xx", ["fr", "ar-EG"]), "ar");
  assert.equal(firstLanguage(data, undefined, ["zh-TW", "ja"]), "zh-Hant");
  assert.equal(firstLanguage(data, 3, ["fr"]), "ja");
});
