import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { LIMITS } from "../../../themes/default/scripts/tool/state/assessment.js";
import { parse, serialise } from "../../../themes/default/scripts/tool/files/file.js";
import { anyAssessment, model, numbers } from "./sample.js";

// Where the schema lies in the repository; the tests run from its root.
const schema = JSON.parse(readFileSync(new URL("../../../src/assess/shirube-assessment.schema.json", import.meta.url), "utf8"));
const { properties, $defs } = schema;

test("the schema names every field that the tool writes, and no other", () => {
  const file = JSON.parse(serialise(model, { ...anyAssessment(numbers(1)), kept: {}, rest: {} }));
  assert.deepEqual(Object.keys(file).sort(), Object.keys(properties).sort());
  assert.deepEqual(Object.keys(file.model).sort(), Object.keys(properties.model.properties).sort());
  assert.deepEqual(Object.keys(file.assessment).sort(), Object.keys(properties.assessment.properties).sort());
});

test("the schema has the limits of the tool", () => {
  assert.equal($defs.line.maxLength, LIMITS.line);
  assert.equal($defs.note.maxLength, LIMITS.note);
  assert.equal(properties.assessment.properties.assessors.maxItems, LIMITS.people);
  assert.equal(properties.answers.maxProperties, LIMITS.items);
});

test("the schema knows the version that the tool reads", () => {
  const file = { format: properties.format.const, formatVersion: properties.formatVersion.const, model: { id: "sample", version: "1", hash: "abc" } };
  assert.deepEqual(parse(model, JSON.stringify(file)).problems, []);
});
