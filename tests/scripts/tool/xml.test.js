import assert from "node:assert/strict";
import { test } from "node:test";
import { parseXml, xmlText } from "../../../src/tool/browser/formats/xml.js";
import { numbers } from "./sample.js";

const keyOf = (text) => {
  try {
    parseXml(text);
    return "read";
  } catch (error) {
    return error.key ?? error.stack;
  }
};

test("elements, attributes and text, without prefixes", () => {
  const root = parseXml(
    '\uFEFF<?xml version="1.0" encoding="UTF-8"?>\n<!-- c --><x:a xmlns:x="u" x:n=\'1 "&#x41;\'><b/>t&lt;<![CDATA[<&]]>\r\n<c >d</c\n></x:a>\n',
  );
  assert.equal(root.name, "a");
  assert.deepEqual([...root.attributes], [["n", '1 "A']]);
  assert.equal(root.text, "t<<&\n");
  assert.deepEqual(
    root.children.map(({ name, text }) => [name, text]),
    [
      ["b", ""],
      ["c", "d"],
    ],
  );
});

test("any text comes back, but for characters that XML forbids", () => {
  const next = numbers(51);
  for (let run = 0; run < 500; run += 1) {
    const text = String.fromCodePoint(
      ...Array.from({ length: 20 }, () => Math.floor(next() * (next() < 0.5 ? 0x80 : 0x10ffff))),
    );
    const root = parseXml(`<a b="${xmlText(text).replace(/[\t\n\r]/g, "")}">${xmlText(text)}</a>`);
    const kept = text
      .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
      .replace(/\r\n?/g, "\n");
    assert.equal(root.text, kept);
    assert.equal(root.attributes.get("b"), kept.replace(/[\t\n]/g, ""));
  }
});

const refusals = {
  "tool.package.dtd": [
    '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>',
    '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
    "<a><!ELEMENT b></a>",
  ],
  "tool.package.xml": [
    "",
    "text",
    "<a>",
    "</a>",
    "<a></b>",
    "<a/><b/>",
    "<a/>x",
    "x<a/>",
    "<a b=1/>",
    "<a b/>",
    '<a b="1" b="2"/>',
    '<a b="1"c="2"/>',
    '<a b="<"/>',
    "<a>&nbsp;</a>",
    "<a>&amp</a>",
    "<a>& b</a>",
    "<a>&#0;</a>",
    "<a>&#xD800;</a>",
    "<a>&#x110000;</a>",
    "<a>&#99999999999;</a>",
    "<a>\u0000</a>",
    "<a>\uFFFE</a>",
    "<a>]]></a>",
    "<a><!-- -- --></a>",
    "<a><!-- </a>",
    "<a><![CDATA[</a>",
    "<![CDATA[x]]><a/>",
    "<a><?xml version='1.0'?></a>",
    "<1a/>",
    "< a/>",
    "<a:b:c/>",
    "<a>&constructor;</a>",
    "<a>&__proto__;</a>",
    `<a b="${"x".repeat(100_000)}`,
    `<a ${"b".repeat(100_000)}`,
    `<a ${'b="c" '.repeat(100_000)}`,
  ],
  "tool.package.large": ["<a>".repeat(50) + "</a>".repeat(50), `<a>${"<b/>".repeat(600_000)}</a>`],
};
for (const [key, texts] of Object.entries(refusals)) {
  texts.forEach((text, at) =>
    test(`refused: ${key} ${at + 1}: ${JSON.stringify(text.slice(0, 30))}`, () =>
      assert.equal(keyOf(text), key)),
  );
}
