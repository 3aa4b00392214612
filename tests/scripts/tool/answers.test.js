import assert from "node:assert/strict";
import { test } from "node:test";
import { answerTo, emptyAssessment, fromParts, isEmpty, toParts, withAnswer, withItemTarget, withTarget } from "../../../themes/default/scripts/tool/state/assessment.js";
import { anyAssessment, model, numbers } from "./sample.js";

test("an answer is a new state, and the old one stays", () => {
  const before = emptyAssessment("id");
  const after = withAnswer(before, "A-1", { level: 2 }, "now");
  assert.equal(isEmpty(before), true);
  assert.equal(isEmpty(after), false);
  assert.deepEqual(answerTo(after, "A-1"), { level: 2, note: "", updated: "now", kept: {} });
  assert.deepEqual(answerTo(before, "A-1").level, null);
});

test("a note survives a change of level, and an answer taken back keeps its note", () => {
  let state = withAnswer(emptyAssessment("id"), "A-1", { note: "seen" }, "1");
  state = withAnswer(state, "A-1", { level: 3 }, "2");
  state = withAnswer(state, "A-1", { level: null }, "3");
  assert.deepEqual(answerTo(state, "A-1"), { level: null, note: "seen", updated: "3", kept: {} });
});

test("fields of a newer tool survive a change", () => {
  const parts = { assessment: { tlp: "AMBER" }, answers: { "A-1": { level: 1, plan: { due: "2027" } } }, target: { profile: "x" }, rest: { snapshots: [] } };
  const { assessment } = fromParts(model, parts);
  const after = toParts(withTarget(withAnswer(assessment, "A-1", { level: 2 }, "now"), 3));
  assert.deepEqual(after.answers["A-1"], { plan: { due: "2027" }, level: 2, note: "", updated: "now" });
  assert.equal(after.assessment.tlp, "AMBER");
  assert.deepEqual(after.target, { profile: "x", level: 3, items: {} });
  assert.deepEqual(after.rest, { snapshots: [] });
});

test("an item's own target can be set and taken back", () => {
  const set = withItemTarget(emptyAssessment("id"), "A-1", "not-required");
  assert.equal(set.target.items.get("A-1"), "not-required");
  assert.equal(withItemTarget(set, "A-1", null).target.items.size, 0);
});

test("parts are read back as they were", () => {
  const next = numbers(11);
  for (let run = 0; run < 200; run += 1) {
    const state = anyAssessment(next);
    const read = fromParts(model, structuredClone(toParts(state)));
    assert.deepEqual(read.problems, []);
    assert.deepEqual(read.assessment, state);
  }
});

test("parts that are absent are empty", () => {
  const { assessment, problems } = fromParts(model, { rest: {} });
  assert.deepEqual(problems, []);
  assert.equal(isEmpty(assessment), true);
});
