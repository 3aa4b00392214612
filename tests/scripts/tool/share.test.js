import assert from "node:assert/strict";
import { test } from "node:test";
import { csvShare } from "../../../src/tool/browser/formats/csv.js";
import { parseShare, shareJson } from "../../../src/tool/browser/formats/share.js";
import { allTexts, anyAssessment, model, resultOf } from "./files-sample.js";
import { numbers } from "./sample.js";

const CANARY = "canary-7f3a";
// Named by the tool, not by the team: what may be shared is checked below, so here they keep their values.
const NAMED = new Set(["side", "date", "tlp", "confidence", "position"]);

/** The same with every text replaced and a field added to every record that nobody has named. */
function poisoned(value, name = "") {
  if (typeof value === "string") return NAMED.has(name) ? value : CANARY;
  if (value instanceof Map)
    return new Map([
      ...[...value].map(([id, one]) => [id, one === "not-required" ? one : poisoned(one, id)]),
      [CANARY, value.values().next().value],
    ]);
  if (Array.isArray(value)) return [...value, CANARY].map((one) => poisoned(one));
  if (typeof value !== "object" || value === null) return value;
  return {
    ...Object.fromEntries(Object.entries(value).map(([key, one]) => [key, poisoned(one, key)])),
    later: { deep: CANARY },
    [CANARY]: CANARY,
  };
}

const shared = (assessment, result = resultOf(assessment)) =>
  shareJson(model, assessment, result, "2026-11-25");

test("nothing that the team wrote and no field that nobody named is shared, a hundred times", () => {
  const next = numbers(21);
  for (let run = 0; run < 100; run += 1) {
    const assessment = poisoned(anyAssessment(next));
    assessment.target.level = 3;
    const result = resultOf(assessment);
    for (const item of result.items)
      Object.assign(item, { note: CANARY, side: item.side || CANARY });
    for (const group of result.categories)
      Object.assign(group, { lowestItems: [CANARY], comment: CANARY });
    assert.ok(JSON.stringify([...assessment.answers]).includes(CANARY));
    assert.ok(!shared(assessment, result).includes(CANARY));
    assert.ok(!csvShare(model, allTexts.ja, result).includes(CANARY));
  }
});

test("a file says what it is, the month, levels, targets and means", () => {
  const assessment = {
    ...anyAssessment(numbers(2)),
    date: "2026-11-22",
    position: " lead\nof team\u0000 ",
  };
  const file = JSON.parse(shared(assessment));
  assert.deepEqual(Object.keys(file), [
    "format",
    "formatVersion",
    "model",
    "month",
    "position",
    "answers",
    "target",
    "categories",
  ]);
  assert.deepEqual(
    [file.format, file.formatVersion, file.month, file.position],
    ["shirube-assessment-share", 1, "2026-11", "lead of team"],
  );
  assert.deepEqual(file.model, { id: "sample", version: "1", hash: "abc" });
  assert.deepEqual(
    Object.keys(file.answers),
    model.items.map(({ id }) => id),
  );
  assert.deepEqual(Object.keys(file.categories.A), [
    "answered",
    "counted",
    "total",
    "meanInTenths",
  ]);
});

test("an assessment without a date is of this month; a team's own words in its place are not shared", () => {
  assert.equal(JSON.parse(shared({ ...anyAssessment(numbers(2)), date: "" })).month, "2026-11");
  assert.equal(
    JSON.parse(shared({ ...anyAssessment(numbers(2)), date: "our 2026-11-22" })).month,
    "2026-11",
  );
});

test("values of the wrong kind are not shared", () => {
  const assessment = anyAssessment(numbers(2));
  assessment.target = {
    level: "secret",
    items: new Map([
      ["A-1", "secret"],
      ["A-2", {}],
    ]),
    kept: {},
  };
  const result = resultOf(assessment);
  result.items[0].level = "secret";
  result.categories[0].mean = "secret";
  assert.ok(!shared(assessment, result).includes("secret"));
  assert.deepEqual(JSON.parse(shared(assessment, result)).target, { level: null, items: {} });
});

test("what is shared is read back the same, two hundred times", () => {
  const next = numbers(22);
  for (let run = 0; run < 200; run += 1) {
    const assessment = anyAssessment(next);
    const result = resultOf(assessment);
    const read = parseShare(model, shared(assessment, result), "not shared");
    assert.deepEqual(
      [read.problems, read.warnings, read.month],
      [[], [], assessment.date.slice(0, 7) || "2026-11"],
    );
    for (const { id, level, side, state } of result.items) {
      const answer = read.assessment.answers.get(id);
      assert.deepEqual(
        [answer.level, answer.side, answer.notApplicable],
        [level, side, state === "not-applicable" ? "not shared" : null],
      );
    }
    assert.deepEqual(read.assessment.target.items, assessment.target.items);
    assert.equal(read.assessment.target.level, assessment.target.level);
  }
});

const good = () => JSON.parse(shared(anyAssessment(numbers(2))));
const changed = (change) => {
  const file = good();
  change(file);
  return JSON.stringify(file);
};

test("only what may be shared is read, and unknown items are warned of", () => {
  const { assessment, warnings } = parseShare(
    model,
    changed((file) =>
      Object.assign(file.answers, {
        "Z-9": { level: 1 },
        "A-2": { level: 1, note: "x", later: 1, notApplicable: false },
      }),
    ),
    "",
  );
  const { note, kept, notApplicable } = assessment.answers.get("A-2");
  assert.deepEqual(
    [note, kept, notApplicable, warnings[0].key],
    ["", {}, null, "tool.warning.unknown"],
  );
});

test("another hash is warned of", () => {
  assert.deepEqual(
    parseShare(
      model,
      changed((file) => (file.model.hash = "old")),
      "",
    ).warnings,
    [{ key: "tool.warning.hash", args: {} }],
  );
});

const refusals = [
  ["", "tool.problem.json"],
  ["[".repeat(1000), "tool.problem.depth"],
  [`"${'\\"'.repeat(1_000_000)}`, "tool.problem.json"],
  ["null", "tool.share.format"],
  ['{"format":"shirube-assessment"}', "tool.share.format"],
  ['{"__proto__":{"format":"shirube-assessment-share"}}', "tool.share.format"],
  [changed((file) => (file.formatVersion = "1")), "tool.problem.version"],
  [changed((file) => (file.formatVersion = 2)), "tool.problem.newer"],
  [changed((file) => (file.model.id = "other")), "tool.problem.model"],
  [changed((file) => (file.model = [])), "tool.problem.type"],
  [changed((file) => (file.month = "2026-13")), "tool.problem.date"],
  [changed((file) => (file.position = { x: 1 })), "tool.problem.type"],
  [changed((file) => (file.position = "x".repeat(501))), "tool.problem.long"],
  [changed((file) => (file.answers = [])), "tool.problem.type"],
  [changed((file) => (file.answers["A-2"] = 3)), "tool.problem.type"],
  [changed((file) => (file.answers["A-2"] = { level: "3" })), "tool.problem.level"],
  [changed((file) => (file.answers["A-2"] = { level: 9 })), "tool.problem.level"],
  [changed((file) => (file.answers["A-1"] = { side: "__proto__" })), "tool.problem.word"],
  [changed((file) => (file.target = "3")), "tool.problem.type"],
  [changed((file) => (file.target.level = 1.5)), "tool.problem.level"],
  [changed((file) => (file.target.items = { "A-1": "free" })), "tool.problem.level"],
];
refusals.forEach(([text, key], at) => {
  test(`refused: ${at + 1} ${key}`, () => {
    const { assessment, problems } = parseShare(model, text, "");
    assert.deepEqual([assessment, problems[0]?.key], [null, key]);
  });
});
