// Nothing that a page says is lost to search: what is shown stands in the index, and what stands there is found by any part of it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { SearchIndex } from "../../src/search/browser/index.js";
import { searchPrepare } from "../../src/search/browser/matching.js";
import { searchInflate } from "../../src/search/browser/pack.js";
import { Session } from "./lib/browsers.mjs";
import { none } from "./lib/expect.mjs";
import { LANGUAGES, contentPages, read } from "./lib/site.mjs";
import { interfaceTexts } from "../scripts/tool/interface-texts.js";

const SAMPLES = 150;
/** Results are asked for without a limit. */
const ALL = 5000;
/** A page's ways to other pages, which are found as those: by title, id, name and description. */
const ELSEWHERE = [
  "nav",
  "noscript",
  ".sources",
  ".terms",
  ".used-in",
  ".related",
  ".serves",
  ".names",
  ".pages",
  ".items",
  ".index",
  ".entries",
  ".mapping",
  ".path",
  ".tasks",
  ".checklists",
  ".to-edition",
  ".matrix",
  ".sections",
].join();
/** What the theme says of a page, and what is put together of things that are found one by one. */
const OWN = [
  "h1",
  ".heading",
  ".dates",
  ".facts",
  ".score",
  ".path-total",
  ".level-mark",
  ".connected > summary",
].join();

/** A language's index as it is published, read back. */
async function opened(language) {
  const payload = (name) => {
    let found;
    const script = new Function("shirubeSearch", read(`search/${language}/${name}.js`));
    script((_language, _hash, _kind, _number, data) => (found = data));
    return found;
  };
  const head = payload("head");
  const index = new SearchIndex(head, {
    postings: async (number) => payload(`p${number}`),
    texts: async (number) => payload(`t${number}`),
  });
  const documents = [];
  for (let number = 0; documents.length < head.documents; number += 1) {
    const shard = await searchInflate(payload(`t${number}`), head.dictionary);
    documents.push(...JSON.parse(shard));
  }
  return { index, documents };
}

const textsOf = ([, title, section, keywords, , blocks, label]) => [
  title,
  section,
  label,
  ...keywords,
  ...blocks.map((block) => (typeof block === "string" ? block : block[2])),
];
const plain = (text) => text.normalize("NFKC").toLowerCase().replaceAll(/\s/g, "");

/** The texts of the main part of pages, a block each, without what leads elsewhere. */
const shown = (pages, left) => {
  const inline = /^(a|abbr|b|bdi|code|dfn|em|i|kbd|mark|q|s|small|span|strong|sub|sup|u|wbr)$/i;
  return pages.map((html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const main = page.querySelector("main");
    for (const element of main?.querySelectorAll(left) ?? []) element.remove();
    /** @type {Map<Element, string>} */
    const blocks = new Map();
    const walker = page.createTreeWalker(main ?? page, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      let block = node.parentElement;
      while (block?.parentElement && inline.test(block.tagName)) block = block.parentElement;
      // A scale's own words stand before those of an item.
      if (node.parentElement?.closest(".level-scale")) continue;
      if (block) blocks.set(block, (blocks.get(block) ?? "") + node.textContent);
    }
    return [...blocks.values()];
  });
};

for (const language of LANGUAGES) {
  test(`${language}: what a page shows is in the index`, async () => {
    const { documents } = await opened(language);
    const all = documents.flatMap(textsOf).map(plain).join("\n");
    const said = new Set(Object.values(interfaceTexts(language)).map(plain));
    const session = await Session.start("chromium", {});
    const { page } = await session.open();
    await page.goto("about:blank");
    const missing = [];
    const paths = contentPages(language);
    for (let at = 0; at < paths.length; at += 50) {
      const batch = paths.slice(at, at + 50);
      const blocks = await page.evaluate(shown, batch.map(read), `${ELSEWHERE}, ${OWN}`);
      batch.forEach((path, number) => {
        for (const text of blocks[number]) {
          const letters = plain(text);
          const is = all.includes(letters) || said.has(letters) || !/\p{L}{2}/u.test(letters);
          if (!is) missing.push(`${path}: ${text.trim()}`);
        }
      });
    }
    await session.stop();
    none(missing);
  });

  test(`${language}: any part of a Japanese word, and any beginning of another one, finds its page`, async () => {
    const { index, documents } = await opened(language);
    // The same samples in each run.
    let state = 1;
    const random = (below) => {
      state = (state * 1103515245 + 12345) & 0x7fffffff;
      return (state >> 8) % below;
    };
    const missing = [];
    for (let asked = 0; asked < SAMPLES;) {
      const document = documents[random(documents.length)];
      const texts = textsOf(["", document[1], "", [], "", document[5], ""]);
      const text = texts[random(texts.length)];
      const part = partOf(text, random);
      if (part === "") continue;
      asked += 1;
      const { items } = await index.query(part, ALL);
      const same = ({ address, title }) =>
        address.split("#")[0] === document[0].split("#")[0] &&
        title.map((piece) => piece.text).join("") === document[1];
      if (!items.some(same)) missing.push(`${document[0]}: ${part}`);
      if (!/\p{L}/u.test(part) || /^[a-z]/i.test(part)) continue;
      // And all that is found has it.
      for (const { address, title } of items) {
        const name = title.map((piece) => piece.text).join("");
        const found = documents.filter(
          (it) => it[1] === name && it[0].split("#")[0] === address.split("#")[0],
        );
        const has = found.some((it) => textsOf(it).some((text) => kana(text).includes(kana(part))));
        if (!has) missing.push(`${address} does not have ${part}`);
      }
    }
    none(missing);
    assert.ok(documents.length > 100);
  });
}

/** Japanese in one kana, without what may be left out. */
const kana = (text) =>
  plain(text)
    .replaceAll(/[\u3041-\u3096]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0x60))
    .replaceAll(/[ー・]/g, "");

/**
 * Of a run of Japanese two to eight characters, of a word its first three letters or more; "" of neither.
 * @param {string} text
 * @param {(below: number) => number} random
 */
function partOf(text, random) {
  const { folded, words } = searchPrepare(text);
  if (words.length === 0) return "";
  const { run, word } = words[random(words.length)];
  const letters = Array.from(word);
  if (run.word) {
    if (letters.length < 3 || /^\p{N}/u.test(word)) return "";
    return letters.slice(0, 3 + random(letters.length - 2)).join("");
  }
  const length = run.end - run.start;
  if (length < 2) return "";
  const wanted = 2 + random(Math.min(length, 8) - 1);
  const at = run.start + random(length - wanted + 1);
  const last = folded.to[at + wanted - 1];
  return Array.from(text).slice(folded.from[at], last).join("");
}
