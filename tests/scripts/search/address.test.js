import assert from "node:assert/strict";
import test from "node:test";
import { searchAddressWith } from "../../../src/search/browser/address.js";

test("a query is put into an address and taken out of it, and the rest stays", () => {
  const page = "file:///a%20b/en/index.html?v=1#x";
  assert.equal(
    searchAddressWith(page, "権限 & more"),
    "file:///a%20b/en/index.html?v=1&q=%E6%A8%A9%E9%99%90+%26+more#x",
  );
  assert.equal(searchAddressWith(searchAddressWith(page, "a"), "b"), searchAddressWith(page, "b"));
  assert.equal(searchAddressWith(searchAddressWith(page, "a"), ""), page);
});
