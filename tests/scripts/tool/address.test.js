import assert from "node:assert/strict";
import { test } from "node:test";
import {
  openingOf,
  pageLink,
  pageOrNone,
  rememberedIn,
  wayHome,
} from "../../../src/tool/browser/view/address.js";

const data = /** @type {any} */ ({
  languages: [{ tag: "ja" }, { tag: "en" }],
  model: { items: [{ id: "O-1" }] },
});
const NOTHING = { language: "", theme: "", item: "", from: "" };

test("a page's link says language, item, way back and colours", () => {
  const opening = openingOf("#lang=en&item=O-1&from=../en/sim3/o-1.html&theme=dark", data);
  assert.deepEqual(opening, {
    language: "en",
    theme: "dark",
    item: "O-1",
    from: "../en/sim3/o-1.html",
  });
});

test("an ordinary fragment is none", () => {
  for (const fragment of ["", "#", "#item-O-1", "#part-result"])
    assert.equal(openingOf(fragment, data), null, fragment);
});

test("what is not known is as if it were not said", () => {
  for (const fragment of [
    "#lang=fr&item=X-9&theme=pink&from=x",
    "#lang=__proto__&item=constructor",
    "#=",
    "#lang=%zz&from=%",
  ])
    assert.deepEqual(openingOf(fragment, data), NOTHING, fragment);
});

test("the way back leads to a page of the site and nowhere else", () => {
  for (const page of [
    "../en/sim3/o-1.html",
    "../ja/index.html",
    "../zh-Hant/a/b/c.html",
    "../index.html",
  ])
    assert.equal(pageOrNone(page), page);
  const elsewhere = [
    "javascript:alert(1)//.html",
    "https://example.org/a.html",
    "//example.org/a.html",
    "../../a.html",
    "../en/../../a.html",
    "..//example.org/a.html",
    "../\\example.org/a.html",
    "/etc/a.html",
    "a.html",
    "../a.html?x=.html",
    "../a.html#x",
    "../a.txt",
    "../.html",
    "../%2e%2e/a.html",
    "../en/.\t./a.html",
    "../en/a.html\n",
    " ../en/a.html",
    "data:text/html,.html",
    "",
    null,
    undefined,
    1,
    {},
  ];
  for (const address of elsewhere) assert.equal(pageOrNone(address), "", String(address));
});

test("what the browser's history says is read as strictly as a link", () => {
  assert.deepEqual(rememberedIn({ language: "en", theme: "dark", from: "../en/a.html" }), {
    language: "en",
    theme: "dark",
    from: "../en/a.html",
  });
  for (const state of [null, undefined, 1, {}, { theme: "pink", from: "javascript:1" }])
    assert.deepEqual(rememberedIn(state), {});
});

test("the way back is in the language that the tool is in; home where nobody said", () => {
  const view = (/** @type {string} */ from, tag = "ja") =>
    /** @type {any} */ ({
      from,
      about: { home: "../ja/index.html" },
      languages: data.languages,
      words: { language: { tag } },
    });
  assert.equal(wayHome(view("../en/sim3/o-1.html")), "../ja/sim3/o-1.html");
  assert.equal(wayHome(view("../en/sim3/o-1.html", "en")), "../en/sim3/o-1.html");
  assert.equal(wayHome(view("../index.html")), "../index.html");
  assert.equal(wayHome(view("")), "../ja/index.html");
});

test("links to pages tell the colours that were chosen, others do not", () => {
  assert.deepEqual(pageLink({ theme: "dark" }, "../en/a.html"), {
    href: "../en/a.html#theme=dark",
    "data-page": "../en/a.html",
  });
  assert.equal(pageLink({ theme: "dark" }, "../en/a.html#A-1").href, "../en/a.html#A-1&theme=dark");
  assert.equal(pageLink({ theme: "auto" }, "../en/a.html").href, "../en/a.html");
  assert.deepEqual(pageLink({ theme: "dark" }, "https://example.org/"), {
    href: "https://example.org/",
  });
});
