import assert from "node:assert/strict";
import { test } from "node:test";
import { score } from "../../../src/tool/browser/scoring/score.js";
import {
  answerTo,
  emptyAssessment,
  isEmpty,
  isOpen,
  picks,
  ratingOf,
  saysNothing,
  snapshotOf,
  withAnswer,
  withEvidence,
  withItemTarget,
  withLevel,
  withNotApplicable,
  withPlan,
  withSide,
  withSides,
  withTarget,
} from "../../../src/tool/browser/state/assessment.js";
import { toParts } from "../../../src/tool/browser/state/parts.js";
import { fromParts } from "../../../src/tool/browser/state/reading.js";
import { changedRecords } from "../../../src/tool/browser/state/records.js";
import { anyAssessment, model, numbers } from "./sample.js";

const empty = emptyAssessment("id");

test("an answer is a new state, and the old one stays", () => {
  const after = withLevel(empty, "A-1", { level: 2 }, "now");
  assert.equal(isEmpty(empty), true);
  assert.equal(isEmpty(after), false);
  assert.deepEqual([answerTo(after, "A-1").level, answerTo(after, "A-1").updated], [2, "now"]);
  assert.equal(answerTo(empty, "A-1").level, null);
});

test("a note survives a change of level, and an answer taken back keeps its note", () => {
  let state = withAnswer(empty, "A-1", { note: "seen" }, "1");
  state = withLevel(state, "A-1", { level: 3 }, "2");
  state = withLevel(state, "A-1", { level: null }, "3");
  const { level, note, updated } = answerTo(state, "A-1");
  assert.deepEqual([level, note, updated], [null, "seen", "3"]);
});

test("an item with a level applies; one that does not apply has no level", () => {
  const out = withNotApplicable(withLevel(empty, "A-1", { level: 3 }, "1"), "A-1", "no tools", "2");
  assert.deepEqual(
    [answerTo(out, "A-1").level, answerTo(out, "A-1").notApplicable],
    [null, "no tools"],
  );
  const back = withLevel(out, "A-1", { level: 1 }, "3");
  assert.deepEqual([answerTo(back, "A-1").level, answerTo(back, "A-1").notApplicable], [1, null]);
  assert.equal(answerTo(withNotApplicable(out, "A-1", null, "3"), "A-1").notApplicable, null);
});

test("a shortcut explains only the level that it set", () => {
  const set = withLevel(empty, "A-1", { level: 1, shortcut: "not-known" }, "1");
  assert.equal(answerTo(set, "A-1").shortcut, "not-known");
  assert.equal(answerTo(withLevel(set, "A-1", { level: 1 }, "2"), "A-1").shortcut, "");
});

test("evidence is added, changed and taken away", () => {
  const two = withEvidence(
    withEvidence(empty, "A-1", 0, { what: "rule" }, "2"),
    "A-1",
    1,
    { what: "minute" },
    "3",
  );
  assert.deepEqual(
    answerTo(two, "A-1").evidence.map(({ what }) => what),
    ["rule", "minute"],
  );
  assert.deepEqual(
    answerTo(withEvidence(two, "A-1", 0, null, "4"), "A-1").evidence.map(({ what }) => what),
    ["minute"],
  );
});

test("a piece of evidence that says nothing but a date is none", () => {
  assert.equal(withEvidence(empty, "A-1", 0, { date: "2026-11-29", what: " " }, "1"), empty);
  const two = withEvidence(
    withEvidence(empty, "A-1", 0, { date: "2026-11-29", what: "M" }, "1"),
    "A-1",
    1,
    { what: "N" },
    "2",
  );
  assert.equal(answerTo(two, "A-1").evidence[0].date, "2026-11-29");
  const emptied = withEvidence(two, "A-1", 0, { what: "" }, "3");
  assert.deepEqual(
    answerTo(emptied, "A-1").evidence.map(saysNothing),
    [true, false],
    "the next one is written over",
  );
  assert.deepEqual(
    answerTo(withEvidence(two, "A-1", 1, { what: "" }, "3"), "A-1").evidence.map(
      ({ what }) => what,
    ),
    ["M"],
  );
});

test("an answer is open exactly where the score says so", () => {
  for (const level of [null, 2]) {
    for (const notApplicable of [null, "", " \n", "no tools"]) {
      const state = withAnswer(empty, "A-1", { level, notApplicable }, "1");
      assert.equal(
        isOpen(answerTo(state, "A-1")),
        score(model, state.answers).items[0].state === "open",
        JSON.stringify({ level, notApplicable }),
      );
    }
  }
});

test("plan, target, sides: set and taken back", () => {
  assert.equal(answerTo(withPlan(empty, "A-1", { owner: "x" }, "1"), "A-1").plan.owner, "x");
  const set = withItemTarget(withTarget(empty, 3), "A-1", "not-required");
  assert.deepEqual([set.target.level, set.target.items.get("A-1")], [3, "not-required"]);
  assert.equal(withItemTarget(set, "A-1", null).target.items.size, 0);
  assert.equal(withSide(withSides(empty, { "A-1": "in" }), "A-1", null).pattern.sides.size, 0);
});

test("a snapshot and a rating hold what scoring needs, and stay when answers change", () => {
  const state = withNotApplicable(withLevel(empty, "A-1", { level: 3 }, "1"), "A-2", " ", "1");
  assert.deepEqual(picks(state).get("A-2"), { level: null, side: "", notApplicable: false });
  const kept = {
    ...state,
    snapshots: [snapshotOf(state, model, { id: "s", name: "2026", taken: "t" })],
  };
  const later = withLevel(kept, "A-1", { level: 0 }, "2");
  assert.equal(later.snapshots[0].answers.get("A-1").level, 3);
  const rating = ratingOf(withAnswer(state, "A-1", { note: "n" }, "3"), model, "Lead");
  assert.deepEqual(
    [rating.name, rating.answers.get("A-1").level, rating.answers.get("A-1").note],
    ["Lead", 3, "n"],
  );
});

test("fields of a newer tool survive a change", () => {
  const parts = {
    assessment: { mood: "fine" },
    answers: { "A-1": { level: 1, later: { due: "2027" } } },
    target: { why: "x" },
    rest: { history: [] },
  };
  const { assessment } = fromParts(model, parts);
  const after = toParts(withTarget(withLevel(assessment, "A-1", { level: 2 }, "now"), 3));
  assert.deepEqual(after.answers["A-1"], { later: { due: "2027" }, level: 2, updated: "now" });
  assert.equal(after.assessment.mood, "fine");
  assert.deepEqual(after.target, { why: "x", level: 3, items: {} });
  assert.deepEqual(after.rest, { history: [] });
});

test("parts are read back as they were", () => {
  const next = numbers(11);
  for (let run = 0; run < 300; run += 1) {
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

test("the records that a change touches, applied to what was kept, give the new state", () => {
  const next = numbers(5);
  let state = anyAssessment(next);
  const kept = { answers: {}, parts: {} };
  const apply = (records) =>
    records.forEach(({ shelf, id, value }) =>
      value === null
        ? delete kept[shelf][id]
        : Object.defineProperty(kept[shelf], id, {
            value: structuredClone(value),
            enumerable: true,
            configurable: true,
            writable: true,
          }),
    );
  apply(changedRecords(null, state));
  for (let run = 0; run < 100; run += 1) {
    const before = state;
    const other = anyAssessment(next);
    const part = [
      "team",
      "answers",
      "target",
      "profiles",
      "compared",
      "pattern",
      "order",
      "snapshots",
      "ratings",
      "rest",
    ][run % 10];
    state = { ...state, [part]: other[part] };
    apply(changedRecords(before, state));
    const { rest, ...parts } = kept.parts;
    assert.deepEqual(fromParts(model, { ...parts, answers: kept.answers, rest }).assessment, state);
  }
});

test("one answer is one record", () => {
  const before = anyAssessment(numbers(9));
  const after = withLevel(before, "A-1", { level: 2 }, "now");
  assert.deepEqual(
    changedRecords(before, after).map(({ shelf, id }) => `${shelf}/${id}`),
    ["answers/A-1"],
  );
});
