import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { LIMITS } from "../../../themes/default/scripts/tool/state/check.js";
import { parse, serialise } from "../../../themes/default/scripts/tool/files/file.js";
import { anyAssessment, model, numbers } from "./sample.js";

// Where the schema lies in the repository; the tests run from its root.
const schema = JSON.parse(readFileSync(new URL("../../../src/assess/shirube-assessment.schema.json", import.meta.url), "utf8"));
const { properties, $defs } = schema;

/** Every field of a record that many random assessments have, by the schema of that record. */
function fieldsOf(records) {
  return [...new Set(records.flatMap((record) => Object.keys(record)))].sort();
}

test("the schema names every field that the tool writes, and no other", () => {
  const next = numbers(1);
  const plain = (value) => (Array.isArray(value) ? value.map(plain) : value instanceof Map ? new Map([...value].map(([key, entry]) => [key, plain(entry)])) : value !== null && typeof value === "object" ? Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, key === "kept" || key === "rest" ? {} : plain(entry)])) : value);
  const files = Array.from({ length: 60 }, () => JSON.parse(serialise(model, plain(anyAssessment(next)))));
  const answers = files.flatMap((file) => Object.values(file.answers));
  const all = (part) => files.flatMap((file) => file[part]);
  const pairs = [
    [files, properties],
    [files.map((file) => file.model), properties.model.properties],
    [files.map((file) => file.assessment), properties.assessment.properties],
    [files.map((file) => file.target), properties.target.properties],
    [files.map((file) => file.pattern), properties.pattern.properties],
    [answers, $defs.answer.properties],
    [answers.flatMap((answer) => answer.evidence ?? []), $defs.answer.properties.evidence.items.properties],
    [answers.flatMap((answer) => answer.plan ?? []), $defs.answer.properties.plan.properties],
    [all("profiles"), $defs.profile.properties],
    [all("snapshots"), $defs.snapshot.properties],
    [all("ratings"), $defs.rating.properties],
    [all("ratings").flatMap((rating) => Object.values(rating.answers)), $defs.pick.properties],
  ];
  for (const [records, known] of pairs) assert.deepEqual(fieldsOf(records), Object.keys(known).sort());
});

test("the schema has the limits of the tool", () => {
  assert.equal($defs.line.maxLength, LIMITS.line);
  assert.equal($defs.note.maxLength, LIMITS.note);
  assert.equal(properties.assessment.properties.assessors.maxItems, LIMITS.people);
  assert.equal(properties.answers.maxProperties, LIMITS.items);
  assert.equal($defs.answer.properties.evidence.maxItems, LIMITS.evidence);
  for (const part of ["profiles", "snapshots", "ratings"]) assert.equal(properties[part].maxItems, LIMITS[part]);
});

test("the schema knows the versions that the tool reads", () => {
  for (const formatVersion of properties.formatVersion.enum) {
    const file = { format: properties.format.const, formatVersion, model: { id: "sample", version: "1", hash: "abc" } };
    assert.deepEqual(parse(model, JSON.stringify(file)).problems, []);
  }
});
