// The examples of the CommonMark specification.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { PROJECT, examined } from "./examples.mjs";

const { tests: examples } = createRequire(join(PROJECT, "tests/browser/package.json"))(
  "commonmark-spec",
);

test("each example of CommonMark is on its page, has a finding, or is listed with a reason", () => {
  const differences = fileURLToPath(new URL("differences.json", import.meta.url));
  const { found, wrong } = examined(examples, differences);
  assert.equal(wrong.length, 0, `${wrong.length} of ${examples.length}\n${wrong.join("\n")}`);
  assert.ok(examples.length === 652, `${examples.length} examples`);
  const rules = {};
  for (const all of found.values()) for (const rule of all) rules[rule] = (rules[rule] ?? 0) + 1;
  assert.ok(found.size < examples.length / 2, JSON.stringify(rules));
});
