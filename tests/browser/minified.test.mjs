// Minification may not change what a page is: both builds, parsed by a browser, are the same tree.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { wholeData } from "../../src/tool/browser/packed.js";
import { Session } from "./lib/browsers.mjs";
import { none } from "./lib/expect.mjs";
import {
  LANGUAGES,
  OUTSIDE,
  PROJECT,
  SITE,
  fileAddress,
  filesOf,
  pageOfEachKind,
} from "./lib/site.mjs";

const PLAIN = process.env.PLAIN_SITE ?? join(PROJECT, "target/site-not-minified");

test("every page parses to the same tree with and without minification", async () => {
  assert.ok(existsSync(join(PLAIN, "index.html")), `no site at ${PLAIN}: tests/run builds it`);
  const paths = filesOf(SITE).filter((path) => path.endsWith(".html"));
  assert.deepEqual(
    filesOf(PLAIN).filter((path) => path.endsWith(".html")),
    paths,
  );
  const session = await Session.start("chromium");
  const { page } = await session.open();
  const different = [];
  for (const path of paths) {
    const [minified, plain] = withSameData(
      ...[SITE, PLAIN].map((folder) => readFileSync(join(folder, path), "utf8")),
    );
    const where = await page.evaluate(firstDifference, minified, plain);
    if (where) different.push(`${path}: ${where}`);
  }
  await session.stop();
  none(different);
});

test("no two words are joined on the screen by minification", async () => {
  const session = await Session.start("chromium");
  const tab = await session.open();
  const different = [];
  // Templates are minified, texts are not: one page of each kind shows every template.
  for (const path of [
    ...OUTSIDE,
    ...LANGUAGES.flatMap((language) => Object.values(pageOfEachKind(language))),
  ]) {
    const words = async (folder) =>
      (await tab.goto(fileAddress(path, folder))).evaluate(() =>
        document.body.innerText.split(/\s+/),
      );
    const [minified, plain] = [await words(SITE), await words(PLAIN)];
    const at = minified.findIndex((word, number) => word !== plain[number]);
    if (at >= 0 || minified.length !== plain.length)
      different.push(
        `${path}: ${minified.slice(at, at + 3).join(" ")} ≠ ${plain.slice(at, at + 3).join(" ")}`,
      );
  }
  await session.stop();
  none(different);
});

/** The data of a tool is packed differently, but what it unpacks to is the same; interface texts have other keys. */
function withSameData(...htmls) {
  const DATA = /(<script[^>]*tool-data[^>]*>)([\s\S]*?)(<\/script>)/;
  if (!DATA.test(htmls[0])) return htmls;
  const [minified, plain] = htmls.map((html) => wholeData(JSON.parse(DATA.exec(html)[2])));
  for (const [tag, { ui }] of Object.entries(minified.texts)) {
    const known = new Set(Object.values(plain.texts[tag].ui));
    none(Object.values(ui).filter((text) => text !== null && !known.has(text)));
    assert.ok(Object.keys(ui).length > 500, "hardly any texts");
  }
  return [minified, plain].map((data, at) => {
    const texts = Object.fromEntries(
      Object.entries(data.texts).map(([tag, words]) => [tag, { ...words, ui: {} }]),
    );
    return htmls[at].replace(
      DATA,
      (_, open, __, close) =>
        open + JSON.stringify({ ...data, texts }).replaceAll("<", "\\u003c") + close,
    );
  });
}

/**
 * Runs in the browser: where two documents differ, or null.
 * @param {string} first
 * @param {string} second
 */
function firstDifference(first, second) {
  const PREFORMATTED = "pre, textarea, script, style";
  const BLOCK = new Set(
    "html head body meta link title script style template header footer main nav section article aside form fieldset legend details summary dl dt dd div ul ol li p h1 h2 h3 h4 h5 h6 table caption colgroup col thead tbody tfoot tr th td figure figcaption blockquote hr pre noscript address dialog".split(
      " ",
    ),
  );
  const isBlock = (node) => !node || (node instanceof Element && BLOCK.has(node.localName));

  // Space is dropped only where none is drawn: beside a block, or at the edge of one. Between words and inline
  // elements it must stay, as one space.
  const textOf = (node) => {
    const parent = node.parentElement;
    if (parent.closest(PREFORMATTED) || parent.namespaceURI !== "http://www.w3.org/1999/xhtml")
      return node.data.trim();
    let text = node.data.replace(/[ \t\n\r\f]+/g, " ");
    const before = node.previousSibling;
    const after = node.nextSibling;
    const open = isBlock(parent);
    if (before ? isBlock(before) : open) text = text.replace(/^ /, "");
    if (after ? isBlock(after) : open) text = text.replace(/ $/, "");
    return text;
  };

  // The hash of the one inline script and the ?v= of the files follow the bytes, which differ by design.
  // Commas of the viewport's value may lose the space after them.
  const valueOf = ({ name, value }) =>
    name === "content"
      ? value
          .replace(/'sha256-[^']+'/g, "'sha256'")
          .replace(/^width=device-width, /, "width=device-width,")
      : value.replace(/\?v=[0-9a-f]+$/, "?v=");
  const CODE = new Set(["script", "style"]);

  const lines = (html) => {
    const parsed = new DOMParser().parseFromString(html, "text/html");
    for (const comment of collect(parsed, NodeFilter.SHOW_COMMENT)) comment.remove();
    parsed.normalize();
    const out = [];
    for (const node of collect(parsed, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)) {
      let depth = 0;
      for (let above = node.parentNode; above; above = above.parentNode) depth += 1;
      if (node instanceof Element) {
        const attributes = [...node.attributes]
          .map((attribute) => `${attribute.name}=${JSON.stringify(valueOf(attribute))}`)
          .sort();
        out.push(`${" ".repeat(depth)}<${[node.localName, ...attributes].join(" ")}>`);
      } else if (
        CODE.has(node.parentElement.localName) &&
        node.parentElement.getAttribute("type") !== "application/json"
      ) {
        out.push(`${" ".repeat(depth)}code`);
      } else {
        const text = textOf(node);
        // Space alone is no word; whether its loss joins two words on the screen is the next test's business.
        if (text.trim() !== "") out.push(`${" ".repeat(depth)}${JSON.stringify(text)}`);
      }
    }
    return out;
  };

  const collect = (root, what) => {
    const walker = document.createTreeWalker(root, what);
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode);
    return found;
  };

  const [a, b] = [lines(first), lines(second)];
  const at = a.findIndex((line, number) => line !== b[number]);
  if (at < 0 && a.length === b.length) return null;
  const from = Math.max(0, (at < 0 ? Math.min(a.length, b.length) : at) - 2);
  return `minified ${a
    .slice(from, from + 4)
    .map((line) => line.trim())
    .join(" ")} ≠ plain ${b
    .slice(from, from + 4)
    .map((line) => line.trim())
    .join(" ")}`;
}
