import assert from "node:assert/strict";
import test from "node:test";
import { searchAddressWith, searchMarkedAddress } from "../../../src/search/browser/address.js";

test("a query is put into an address and taken out of it, and the rest stays", () => {
  const page = "file:///a%20b/en/index.html?v=1#x";
  assert.equal(
    searchAddressWith(page, "権限 & more"),
    "file:///a%20b/en/index.html?v=1&q=%E6%A8%A9%E9%99%90+%26+more#x",
  );
  assert.equal(searchAddressWith(searchAddressWith(page, "a"), "b"), searchAddressWith(page, "b"));
  assert.equal(searchAddressWith(searchAddressWith(page, "a"), ""), page);
});

test("an opened result marks its words; a letter alone, and the same word twice, are no mark", () => {
  const option = (href, ...words) => ({
    href,
    querySelectorAll: () => words.map((textContent) => ({ textContent })),
  });
  const marked = (href, ...words) =>
    searchMarkedAddress(/** @type {any} */ (option(href, ...words)));
  assert.equal(
    marked("file:///a.html#b", "付託", "O-1"),
    "file:///a.html#b:~:text=%E4%BB%98%E8%A8%97&text=O%2D1",
  );
  assert.equal(marked("file:///a.html", "team", "team"), "file:///a.html#:~:text=team");
  assert.equal(marked("file:///a.html#b:~:text=x", "a"), "file:///a.html#b");
  const tool = "file:///tools/a.html#lang=en&from=../en/a.html";
  assert.equal(marked(tool, "team"), tool, "a tool reads its fragment strictly");
});
