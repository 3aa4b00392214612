import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyAssessment } from "../../../src/tool/browser/state/assessment.js";
import { parse, parseOriginal, serialise } from "../../../src/tool/browser/formats/file.js";
import { anyAssessment, model, numbers } from "./sample.js";

const good = () => JSON.parse(serialise(model, emptyAssessment("id")));
const keys = (text) => parse(model, text).problems.map((problem) => problem.key);
const changed = (change) => {
  const file = good();
  change(file);
  return JSON.stringify(file);
};

test("what is saved and opened again is the same, in every field, five hundred times", () => {
  const next = numbers(7);
  for (let run = 0; run < 500; run += 1) {
    const state = anyAssessment(next);
    const text = serialise(model, state);
    const read = parse(model, text);
    assert.deepEqual(read.problems, []);
    assert.deepEqual(read.assessment, state);
    assert.equal(serialise(model, read.assessment), text);
    assert.equal({}.x, undefined);
  }
});

test("a file says what it is", () => {
  const { format, formatVersion, tool, model: its } = good();
  assert.deepEqual([format, formatVersion, tool], ["shirube-assessment", 2, "shirube"]);
  assert.deepEqual(its, { id: "sample", version: "1", hash: "abc" });
});

test("a byte order mark and CRLF are fine", () => {
  const text = serialise(model, emptyAssessment("id"));
  assert.deepEqual(keys(`\uFEFF${text.replaceAll("\n", "\r\n")}`), []);
});

test("another hash and unknown items are warned of, and opened", () => {
  const text = changed((file) =>
    Object.assign(file, {
      model: { ...file.model, hash: "old" },
      answers: { "Z-1": { level: 77 }, "A-1": { level: 1 } },
    }),
  );
  const read = parse(model, text);
  assert.deepEqual(read.warnings, [
    { key: "tool.warning.hash", args: {} },
    { key: "tool.warning.unknown", args: { count: "1" } },
  ]);
  assert.equal(read.assessment.answers.get("Z-1").level, 77);
});

test("a former hash of the same definition is this one, in the file and in what it keeps of earlier", () => {
  const present = { ...model, hash: "new", formerHashes: ["older", "abc"] };
  const [taken, other] = [
    { model: { version: "1", hash: "abc" } },
    { model: { version: "0", hash: "abc" } },
  ].map((its, at) => ({ id: `s${at}`, name: "s", taken: "2026-01-01T00:00:00Z", ...its }));
  const rating = { id: "r", name: "r", model: { version: "1", hash: "older" } };
  const text = changed((file) =>
    Object.assign(file, { snapshots: [taken, other], ratings: [rating] }),
  );
  for (const read of [parse(present, text), parseOriginal(present, text)]) {
    assert.deepEqual(
      [read.problems, read.warnings, read.edition],
      [[], [], { version: "1", hash: "new" }],
    );
    assert.deepEqual(
      read.assessment.snapshots.map((one) => one.model.hash),
      ["new", "abc"],
    );
    assert.equal(read.assessment.ratings[0].model.hash, "new");
  }
  assert.equal(JSON.parse(serialise(present, parse(present, text).assessment)).model.hash, "new");
});

test("a file of a model from a user's own file says so, and is told apart from one of the model with its name", () => {
  const own = { ...model, own: true };
  const text = serialise(own, emptyAssessment("id"));
  assert.equal(JSON.parse(text).model.own, true);
  assert.deepEqual(parse(own, text).warnings, []);
  const read = parse(model, text);
  assert.deepEqual(read.warnings, [{ key: "tool.warning.own", args: {} }]);
  assert.equal(
    JSON.parse(serialise(model, read.assessment)).model.own,
    undefined,
    "what is taken in is of the model that took it in",
  );
  assert.deepEqual(
    parse({ ...model, hash: "z" }, text).warnings.map(({ key }) => key),
    ["tool.warning.own", "tool.warning.hash"],
  );
  const present = {
    ...model,
    id: "later",
    hash: "z",
    earlier: [{ model: "sample", version: "1", names: {}, lookAgain: [] }],
  };
  assert.deepEqual(
    parse(present, text).warnings.map(({ key }) => key),
    ["tool.warning.own"],
    "also where it is carried over",
  );
  assert.deepEqual(parse(present, serialise(model, emptyAssessment("id"))).warnings, []);
  for (const its of [{ own: "yes" }, { own: 1 }, { hash: 5 }, { hash: ["abc"] }])
    assert.deepEqual(keys(changed((file) => Object.assign(file.model, its))), [
      "tool.problem.type",
    ]);
  for (const its of [{ own: null }, { own: false }, { hash: "" }, { hash: null }])
    assert.deepEqual(
      parse(
        model,
        changed((file) => Object.assign(file.model, its)),
      ).warnings,
      [],
    );
});

test("a profile of the team's own is no proposal of this site, whatever the file says", () => {
  const read = parse(
    model,
    changed((file) => (file.profiles = [{ id: "p", name: "P", ours: true, levels: { "A-1": 2 } }])),
  );
  assert.deepEqual(
    [read.problems, read.assessment.profiles.map(({ ours }) => ours)],
    [[], [false]],
  );
});

const refusals = {
  "tool.problem.json": [
    "",
    "{",
    "nonsense",
    '{"a":1,}',
    "\u0000",
    serialise(model, emptyAssessment("id")).slice(0, -20),
  ],
  "tool.problem.format": [
    "null",
    "[]",
    "3",
    '"text"',
    "{}",
    '{"format":"other"}',
    '{"__proto__":{"format":"shirube-assessment"}}',
  ],
  "tool.problem.version": [undefined, "1", 0, -1, 1.5, null].map((version) =>
    changed((file) => (file.formatVersion = version)),
  ),
  "tool.problem.newer": [
    changed((file) => (file.formatVersion = 3)),
    changed((file) => (file.formatVersion = 1e9)),
  ],
  "tool.problem.model": [
    changed((file) => (file.model.id = "other")),
    changed((file) => (file.model.version = "0")),
  ],
  "tool.problem.depth": ["[".repeat(100000), `{"a":${"[".repeat(40)}${"]".repeat(40)}}`],
  "tool.problem.size": ["x".repeat(9_000_000)],
  "tool.problem.date": [
    changed((file) => (file.assessment.date = "22.11.2026")),
    changed((file) => (file.assessment.date = "2026-13-01")),
  ],
  "tool.problem.level": [5, -1, 2.5, "3", true, [], {}, 1e300].map((level) =>
    changed((file) => (file.answers["A-1"] = { level })),
  ),
  "tool.problem.long": [
    changed((file) => (file.assessment.team = "x".repeat(501))),
    changed((file) => (file.answers["A-1"] = { note: "x".repeat(20001) })),
    changed((file) => (file.assessment.assessors = Array(101).fill("x"))),
    changed(
      (file) =>
        (file.answers = Object.fromEntries(
          Array.from({ length: 5001 }, (_, at) => [`X-${at}`, {}]),
        )),
    ),
  ],
  "tool.problem.type": [
    changed((file) => (file.model = "sample")),
    changed((file) => (file.model.id = 3)),
    changed((file) => (file.assessment = [])),
    changed((file) => (file.assessment.team = { toString: "x" })),
    changed((file) => (file.assessment.assessors = "x")),
    changed((file) => (file.assessment.assessors = [1])),
    changed((file) => (file.answers = [1])),
    changed((file) => (file.answers["A-1"] = 3)),
    changed((file) => (file.answers["A-1"] = { note: 1 })),
    changed((file) => (file.target = 3)),
    changed((file) => (file.target.items = [])),
    changed((file) => (file.answers["A-1"] = { notApplicable: true })),
    changed((file) => (file.answers["A-1"] = { evidence: {} })),
    changed((file) => (file.answers["A-1"] = { plan: 3 })),
    changed((file) => (file.assessment.months = -1)),
    changed((file) => (file.assessment.sample = "yes")),
    changed((file) => (file.snapshots = {})),
    changed((file) => (file.ratings = [3])),
    changed((file) => (file.profiles = [{ levels: 1 }])),
    changed((file) => (file.pattern = [])),
    changed((file) => (file.order = [1])),
  ],
  "tool.problem.word": [
    changed((file) => (file.assessment.tlp = "TLP:PINK")),
    changed((file) => (file.answers["B-1"] = { side: "seven", level: 1 })),
    changed((file) => (file.answers["A-1"] = { evidence: [{ confidence: "sure" }] })),
  ],
};

for (const [key, texts] of Object.entries(refusals)) {
  texts.forEach((text, at) => {
    test(`refused: ${key} ${at + 1}`, () => {
      const read = parse(model, text);
      assert.equal(read.assessment, null);
      assert.equal(read.problems[0]?.key, key);
    });
  });
}

test("a file of version 1 is read as it was meant", () => {
  const old = {
    format: "shirube-assessment",
    formatVersion: 1,
    model: { id: "sample", version: "1", hash: "abc" },
    assessment: { team: "t" },
    answers: { "A-1": { level: 3, note: "n", updated: "u" } },
    target: { level: 2, items: { "A-2": "not-required" } },
  };
  const { assessment } = parse(model, JSON.stringify(old));
  const { level, note, notApplicable, evidence } = assessment.answers.get("A-1");
  assert.deepEqual([level, note, notApplicable, evidence], [3, "n", null, []]);
  assert.deepEqual(
    [assessment.team, assessment.target.level, assessment.target.items.get("A-2")],
    ["t", 2, "not-required"],
  );
});

test("every file cut short is refused", () => {
  const text = serialise(model, anyAssessment(numbers(3)));
  for (let length = 0; length < text.length - 1; length += 1)
    assert.equal(parse(model, text.slice(0, length)).assessment, null);
});

test("brackets inside of strings are not depth", () => {
  assert.deepEqual(keys(changed((file) => (file.assessment.team = `\\"${"[".repeat(100)}`))), []);
});

test("problems say where, five at most", () => {
  const text = changed(
    (file) =>
      (file.answers = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`A-${at}`, 1]))),
  );
  const { problems } = parse(model, text);
  assert.equal(problems.length, 5);
  assert.equal(problems[0].args.place, "answers.A-0");
});
