import assert from "node:assert/strict";
import { test } from "node:test";
import { parse, parseOriginal, serialise } from "../../../src/tool/browser/formats/file.js";
import { spread } from "../../../src/tool/browser/scoring/spread.js";
import {
  answerTo,
  emptyAssessment,
  withAnswer,
  withLevel,
} from "../../../src/tool/browser/state/assessment.js";
import { LIMITS } from "../../../src/tool/browser/state/check.js";
import { withFurtherEvidence } from "../../../src/tool/browser/state/evidence.js";
import {
  asCompared,
  isSettled,
  notComparable,
  ratingFrom,
  snapshotFrom,
  unanimous,
  withAgreed,
  withAgreedLevel,
  withLabel,
  withOriginal,
  withUnanimous,
} from "../../../src/tool/browser/state/ratings.js";
import { model } from "./sample.js";

const NOW = "2026-11-22T00:00:00.000Z";
const levels = (id, given) =>
  Object.entries(given).reduce(
    (state, [item, level]) =>
      withLevel(state, item, { level, side: item === "B-1" ? "six" : "" }, NOW),
    emptyAssessment(id),
  );
const rating = (id, given) => ratingFrom(levels(id, given), model, `${id}.json`);
const earlierModel = {
  ...model,
  id: "sample-old",
  version: "0",
  hash: "old",
  items: [
    { ...model.items[0] },
    { ...model.items[1], name: "once otherwise" },
    { id: "X-1", category: "A", scales: ["five"], name: "X-1" },
  ],
};
const present = {
  ...model,
  earlier: [
    {
      model: "sample-old",
      version: "0",
      names: { "A-1": "A-1", "A-2": "once otherwise", "X-1": "X-1" },
      lookAgain: [],
    },
  ],
};

test("an original is added once; another state of the same assessment stands beside it under an id of its own", () => {
  const first = withOriginal([], rating("a", { "A-1": 1, "A-2": 2 }));
  assert.equal(first.met, "new");
  const twice = withOriginal(first.originals, {
    ...rating("a", { "A-2": 2, "A-1": 1 }),
    name: "another label",
  });
  assert.deepEqual([twice.met, twice.originals, twice.like?.name], ["twice", first.originals, "a"]);
  const again = withOriginal(first.originals, rating("a", { "A-1": 3 }));
  assert.deepEqual(
    [again.met, again.like?.id, again.originals.map(({ id }) => id)],
    ["again", "a", ["a", "a#2"]],
  );
  assert.equal(withOriginal(again.originals, rating("a", { "A-1": 3 })).met, "twice");
  assert.deepEqual(
    withOriginal(again.originals, rating("a", {})).originals.map(({ id }) => id),
    ["a", "a#2", "a#3"],
  );
});

test("a name is a label: the answers of an original stay the same object", () => {
  const { originals } = withOriginal([], rating("a", { "A-1": 1 }));
  const named = withLabel(originals, "a", { name: "Head" });
  assert.equal(named[0].name, "Head");
  assert.equal(named[0].answers, originals[0].answers);
});

test("a rating is named after who assessed, then the team, then the file, and is never too long to be read again", () => {
  const named = (change) => ratingFrom({ ...levels("a", {}), ...change }, model, "head.json").name;
  assert.deepEqual(
    [named({}), named({ team: "T" }), named({ team: "T", assessors: ["P", "Q"] })],
    ["head", "T", "P, Q"],
  );
  const long = ratingFrom(
    { ...levels("a", {}), assessors: Array(100).fill("x".repeat(500)) },
    model,
    "",
  );
  assert.deepEqual(
    parse(model, serialise(model, { ...emptyAssessment("b"), ratings: [long] })).problems,
    [],
  );
});

test("a file is a snapshot of the day of its assessment, or of its last answer, and keeps its edition and profiles", () => {
  const state = { ...levels("a", { "A-1": 1 }), compared: ["p"] };
  assert.equal(snapshotFrom(state, model, "x.json").taken, NOW);
  const dated = snapshotFrom(
    { ...state, date: "2024-04-01" },
    { version: "0", hash: "old" },
    "spring.json",
  );
  assert.deepEqual(
    [dated.taken.slice(0, 10), dated.name, dated.model, dated.profiles],
    ["2024-04-01", "spring", { version: "0", hash: "old" }, ["p"]],
  );
  assert.deepEqual([...dated.answers], [["A-1", { level: 1, side: "", notApplicable: false }]]);
});

test("settled is what has an answer and a reason", () => {
  const settled = (change) => isSettled(change(emptyAssessment("a")), "A-1");
  assert.equal(
    settled((state) => withAgreedLevel(state, "A-1", { level: 2, side: "" }, NOW)),
    false,
  );
  assert.equal(
    settled((state) => withAgreed(state, "A-1", "why", NOW)),
    false,
  );
  assert.equal(
    settled((state) =>
      withAgreed(withAgreedLevel(state, "A-1", { level: 2, side: "" }, NOW), "A-1", " \n", NOW),
    ),
    false,
  );
  assert.equal(
    settled((state) =>
      withAgreed(withAgreedLevel(state, "A-1", { level: 0, side: "" }, NOW), "A-1", "why", NOW),
    ),
    true,
  );
});

test("an agreement that an item does not apply has the agreement's reason, and a reason of its own stays", () => {
  const exempt = withAgreed(
    withAgreedLevel(levels("a", { "A-1": 2 }), "A-1", { level: "na", side: "" }, NOW),
    "A-1",
    "no such thing here",
    NOW,
  );
  assert.deepEqual(
    [
      answerTo(exempt, "A-1").level,
      answerTo(exempt, "A-1").notApplicable,
      isSettled(exempt, "A-1"),
    ],
    [null, "no such thing here", true],
  );
  const applies = withAgreedLevel(exempt, "A-1", { level: 3, side: "" }, NOW);
  assert.deepEqual(
    [
      answerTo(applies, "A-1").level,
      answerTo(applies, "A-1").notApplicable,
      answerTo(applies, "A-1").agreed,
    ],
    [3, null, "no such thing here"],
  );
  const own = withAgreed(
    withAnswer(emptyAssessment("a"), "A-1", { notApplicable: "written before" }, NOW),
    "A-1",
    "agreed",
    NOW,
  );
  assert.equal(answerTo(own, "A-1").notApplicable, "written before");
});

test("only what all gave alike, and what has no answer yet, is taken over", () => {
  const ratings = [
    rating("a", { "A-1": 2, "A-2": 1, "B-1": 5 }),
    rating("b", { "A-1": 2, "A-2": 3, "B-1": 5 }),
  ];
  const found = spread(model, ratings);
  assert.deepEqual(
    unanimous(emptyAssessment("t"), found).map(({ id }) => id),
    ["A-1", "B-1"],
  );
  const taken = withUnanimous(levels("t", { "A-1": 4 }), found, NOW);
  assert.deepEqual(
    ["A-1", "A-2", "B-1"].map((item) => answerTo(taken, item).level),
    [4, null, 5],
  );
  assert.equal(answerTo(taken, "B-1").side, "six");
  assert.deepEqual(
    unanimous(emptyAssessment("t"), spread(model, [...ratings, rating("c", { "B-1": 5 })])).map(
      ({ id }) => id,
    ),
    ["B-1"],
  );
});

test("of an earlier version only what means the same is compared, and the original keeps the rest", () => {
  const old = {
    model: { version: "0", hash: "old" },
    answers: new Map([
      ["A-1", {}],
      ["A-2", {}],
      ["X-1", {}],
    ]),
  };
  assert.deepEqual(notComparable(present, old.model), ["A-2"]);
  assert.deepEqual([...asCompared(present, old).answers.keys()], ["A-1", "X-1"]);
  assert.equal(old.answers.size, 3);
  const now = { ...old, model: { version: "1", hash: "abc" } };
  assert.equal(asCompared(present, now), now);
  assert.deepEqual(notComparable(present, { version: "7", hash: "" }), []);
});

test("a file of an earlier model is carried over, and nothing of it is lost", () => {
  const state = ["A-1", "A-2", "X-1"].reduce(
    (before, item) =>
      withAnswer(withLevel(before, item, { level: 3 }, NOW), item, { note: `note ${item}` }, NOW),
    emptyAssessment("a"),
  );
  const read = parse(present, serialise(earlierModel, state));
  assert.deepEqual(read.problems, []);
  assert.deepEqual(
    [
      read.carried?.from,
      read.carried?.same,
      read.carried?.lookAgain,
      read.carried?.fresh,
      read.carried?.gone,
    ],
    ["sample-old 0", ["A-1"], ["A-2"], ["B-1"], ["X-1"]],
  );
  const carried = (item) => answerTo(read.assessment, item);
  assert.deepEqual(
    [carried("A-1").level, carried("A-2").level, carried("A-2").kept, carried("X-1").level],
    [3, null, { earlierLevel: 3 }, 3],
  );
  assert.deepEqual(
    ["A-1", "A-2", "X-1"].map((item) => carried(item).note),
    ["note A-1", "note A-2", "note X-1"],
  );
  const saved = parse(present, serialise(present, read.assessment));
  assert.deepEqual([saved.carried, saved.assessment], [undefined, read.assessment]);
});

test("to compare with, a file of any version of the model is read as it is; one of another model is refused", () => {
  const state = levels("a", { "A-1": 3, "A-2": 3 });
  const original = parseOriginal(present, serialise(earlierModel, state));
  assert.deepEqual(
    [answerTo(original.assessment, "A-2").level, original.edition, original.carried],
    [3, { version: "0", hash: "old" }, undefined],
  );
  const other = serialise({ ...model, version: "2", hash: "z" }, state);
  assert.deepEqual(parseOriginal(model, other).edition, { version: "2", hash: "z" });
  assert.equal(parse(model, other).problems[0].key, "tool.problem.model");
  for (const read of [parse, parseOriginal])
    assert.equal(read(model, serialise(earlierModel, state)).problems[0].key, "tool.problem.model");
});

const piece = (what, more = {}) => ({
  what,
  where: "wiki",
  owner: "",
  date: "2026-03-01",
  confidence: "",
  kept: {},
  ...more,
});
const rated = (id, level, evidence) =>
  ratingFrom(
    withAnswer(levels(id, { "A-1": level }), "A-1", { evidence }, NOW),
    model,
    `${id}.json`,
  );

test("a rating has the evidence of its answers, in a file and back", () => {
  const state = {
    ...emptyAssessment("t"),
    ratings: [
      rated("a", 3, [piece("minutes", { confidence: "high", kept: { later: 1 } })]),
      rated("b", 3, []),
    ],
  };
  const written = JSON.parse(serialise(model, state));
  assert.deepEqual(
    written.ratings.map(({ answers }) => answers["A-1"].evidence?.length),
    [1, undefined],
  );
  assert.deepEqual(parse(model, serialise(model, state)).assessment.ratings, state.ratings);
  written.ratings[0].answers["A-1"].evidence[0].date = "yesterday";
  assert.equal(
    parse(model, JSON.stringify(written)).problems[0].args.place,
    "ratings.0.answers.A-1.evidence.0.date",
  );
});

test("a rater's evidence is taken over behind the team's own, each piece once, and no more than an answer can hold", () => {
  const own = withAnswer(
    emptyAssessment("t"),
    "A-1",
    { evidence: [piece("minutes", { confidence: "low" })] },
    NOW,
  );
  const taken = withFurtherEvidence(
    own,
    "A-1",
    [
      piece(" minutes ", { confidence: "high" }),
      piece("plan"),
      piece("plan"),
      piece("", { where: " " }),
    ],
    "later",
  );
  assert.deepEqual(
    answerTo(taken, "A-1").evidence.map(({ what, confidence }) => [what, confidence]),
    [
      ["minutes", "low"],
      ["plan", ""],
    ],
  );
  assert.equal(answerTo(taken, "A-1").updated, "later");
  assert.equal(withFurtherEvidence(taken, "A-1", [piece("plan")], "later still"), taken);
  assert.deepEqual(
    answerTo(
      withFurtherEvidence(own, "A-1", [piece("minutes", { date: "2027-03-01" })], NOW),
      "A-1",
    ).evidence.length,
    2,
  );
  const many = withFurtherEvidence(
    own,
    "A-1",
    Array.from({ length: 99 }, (_, at) => piece(`paper ${at}`)),
    NOW,
  );
  assert.equal(answerTo(many, "A-1").evidence.length, LIMITS.evidence);
  assert.equal(withFurtherEvidence(many, "A-1", [piece("one more")], NOW), many);
});

test("what all gave alike can be taken with what each of them brought forward for it", () => {
  const ratings = [
    rated("a", 3, [piece("minutes"), piece("plan")]),
    rated("b", 3, [piece("minutes"), piece("test report")]),
  ];
  const state = { ...emptyAssessment("t"), ratings };
  const found = spread(model, ratings);
  assert.deepEqual(answerTo(withUnanimous(state, found, NOW), "A-1").evidence, []);
  const taken = answerTo(withUnanimous(state, found, NOW, true), "A-1");
  assert.deepEqual(
    [taken.level, taken.evidence.map(({ what }) => what)],
    [3, ["minutes", "plan", "test report"]],
  );
  assert.deepEqual(state.ratings, ratings);
});
