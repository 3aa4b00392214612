import assert from "node:assert/strict";
import { test } from "node:test";
import { parse, serialise } from "../../../src/tool/browser/formats/file.js";
import { understood } from "../../../src/tool/browser/keep/rescue.js";
import {
  answerTo,
  emptyAssessment,
  isEmpty,
  withAnswer,
  withEvidence,
  withLevel,
  withNotApplicable,
  withPlan,
  withTarget,
} from "../../../src/tool/browser/state/assessment.js";
import { toParts } from "../../../src/tool/browser/state/parts.js";
import { changedRecords } from "../../../src/tool/browser/state/records.js";
import { ratingFrom, withOriginal, snapshotFrom } from "../../../src/tool/browser/state/ratings.js";
import {
  isPastRound,
  nextRound,
  roundStates,
  withConfirmed,
  withWritten,
  writtenSince,
} from "../../../src/tool/browser/state/round.js";
import { differences } from "../../../src/tool/browser/state/differences.js";
import { EVERYTHING, takenIn } from "../../../src/tool/browser/state/take.js";
import { model } from "./sample.js";

const [THEN, NOW, TODAY] = ["2025-04-02T00:00:00.000Z", "2026-04-02T00:00:00.000Z", "2026-04-02"];
const piece = {
  what: "minutes",
  where: "wiki",
  owner: "",
  date: "2025-03-01",
  confidence: "high",
  kept: { later: 1 },
};

/** A round that is over: a level with evidence, an item that does not apply, one on a side, and a plan. */
function finished() {
  let state = {
    ...emptyAssessment("one"),
    team: "T",
    scope: "S",
    date: "2025-04-01",
    months: 7,
    assessors: ["P"],
    compared: ["p"],
    order: ["B-1"],
    rest: { x: 1 },
  };
  state = withEvidence(withLevel(state, "A-1", { level: 3 }, THEN), "A-1", 0, piece, THEN);
  state = withAnswer(state, "A-1", { note: "as agreed", decidedBy: "board", agreed: "seen" }, THEN);
  state = withNotApplicable(state, "A-2", "none here", THEN);
  state = withPlan(
    withLevel(state, "B-1", { level: 2, side: "six" }, THEN),
    "B-1",
    { level: 4, owner: "O", due: "2026-12-01", step: "do" },
    THEN,
  );
  state = withPlan(state, "A-1", { level: 3, step: "reached" }, THEN);
  return {
    ...withTarget(state, 3),
    ratings: [
      ratingFrom(withLevel(emptyAssessment("r"), "A-1", { level: 2 }, THEN), model, "r.json"),
    ],
  };
}
const begun = () => nextRound(finished(), model, { id: "two", name: "spring", now: NOW });

test("a new round keeps the team and what it aims for, and begins without answers", () => {
  const [before, round] = [finished(), begun()];
  for (const name of [
    "team",
    "scope",
    "assessors",
    "compared",
    "pattern",
    "profiles",
    "target",
    "order",
    "rest",
  ])
    assert.deepEqual(round[name], before[name], name);
  assert.deepEqual([round.id, round.date, round.months, round.ratings], ["two", "", null, []]);
  assert.deepEqual([...round.answers.keys()], ["B-1"]);
  const { level, plan } = answerTo(round, "B-1");
  assert.deepEqual(
    [level, plan],
    [null, { level: 4, owner: "O", due: "2026-12-01", step: "do", kept: {} }],
  );
  assert.deepEqual(round.previous, {
    id: "one",
    name: "spring",
    date: "2025-04-01",
    model: { version: "1", hash: "abc" },
    answers: before.answers,
    ratings: before.ratings,
    kept: {},
  });
  assert.deepEqual(
    round.snapshots.map(({ id, taken, answers }) => [
      id,
      taken.slice(0, 10),
      answers.get("A-1").level,
    ]),
    [["one", "2025-04-01", 3]],
  );
  assert.equal(
    withOriginal(round.snapshots, snapshotFrom(before, model, "file")).met,
    "twice",
    "the file of the round is another snapshot",
  );
  assert.equal(isEmpty({ ...emptyAssessment("x"), previous: round.previous }), false);
});

test("what became of each answer: still open, confirmed, given anew, another one", () => {
  const states = (round) => [...roundStates(model, round).values()].join();
  let round = begun();
  assert.equal(states(round), "open,open,open");
  round = withConfirmed(round, "A-1", TODAY, NOW);
  round = withConfirmed(round, "A-2", TODAY, NOW);
  round = withLevel(round, "B-1", { level: 2, side: "six" }, NOW);
  assert.equal(states(round), "confirmed,confirmed,same");
  assert.equal(
    states(withLevel(round, "B-1", { level: 2, side: "five" }, NOW)),
    "confirmed,confirmed,changed",
  );
  const changed = withLevel(withNotApplicable(round, "A-2", null, NOW), "A-1", { level: 4 }, NOW);
  assert.equal(states(changed), "changed,open,same");
  assert.equal(answerTo(changed, "A-1").confirmed, "");
  assert.equal(
    states(withLevel(changed, "A-1", { level: 3 }, NOW)),
    "same,open,same",
    "confirmed without anybody saying so",
  );
  assert.equal(answerTo(withAnswer(round, "A-1", { note: "more" }, NOW), "A-1").confirmed, TODAY);
  // An older tool keeps the day when it changes the level.
  assert.equal(
    states(withAnswer(round, "A-1", { level: 1, confirmed: TODAY }, NOW)),
    "changed,confirmed,same",
  );
  assert.equal(states(emptyAssessment("first")), "");
});

test("an answer that holds still is taken over whole, behind what was written since, with its evidence's own dates", () => {
  const round = withAnswer(
    withEvidence(begun(), "A-1", 0, { what: "new paper" }, NOW),
    "A-1",
    { note: "today" },
    NOW,
  );
  const answer = answerTo(withConfirmed(round, "A-1", TODAY, NOW), "A-1");
  assert.deepEqual(
    [answer.level, answer.confirmed, answer.decidedBy, answer.note, answer.agreed],
    [3, TODAY, "board", "today", ""],
  );
  assert.deepEqual(answer.evidence.slice(1), [piece]);
  assert.deepEqual(
    answerTo(withConfirmed(begun(), "A-2", TODAY, NOW), "A-2").notApplicable,
    "none here",
  );
  assert.equal(answerTo(withConfirmed(begun(), "A-1", TODAY, NOW), "A-1").note, "as agreed");
  assert.equal(answerTo(withConfirmed(begun(), "B-1", TODAY, NOW), "B-1").plan.step, "do");
  assert.equal(withConfirmed(round, "Z-9", TODAY, NOW), round);
});

test("where the level is another one, what was written still can be taken over, once", () => {
  const round = withLevel(begun(), "A-1", { level: 4 }, NOW);
  const taken = withWritten(round, "A-1", NOW);
  assert.deepEqual(
    [
      answerTo(taken, "A-1").level,
      answerTo(taken, "A-1").note,
      answerTo(taken, "A-1").evidence,
      answerTo(taken, "A-1").confirmed,
    ],
    [4, "as agreed", [piece], ""],
  );
  assert.equal(writtenSince(taken, "A-1"), null);
  assert.equal(withWritten(taken, "A-1", NOW), taken);
});

test("items that an earlier edition had otherwise are not said to be the same", () => {
  const present = {
    ...model,
    version: "2",
    earlier: [
      {
        model: "sample",
        version: "1",
        names: { "A-1": "another name", "A-2": "A-2", "B-1": "B-1" },
        lookAgain: ["B-1"],
      },
    ],
  };
  assert.deepEqual([...roundStates(present, begun()).keys()], ["A-2"]);
});

test("a year later it is time for the next round, not before, and not without answers", () => {
  const state = finished();
  assert.deepEqual(
    [TODAY, "2025-09-01", "2025-04-03"].map((day) => isPastRound(state, day)),
    [true, false, false],
  );
  assert.equal(isPastRound({ ...state, date: "" }, TODAY), true);
  assert.equal(isPastRound(withLevel(state, "A-1", { level: 2 }, NOW), TODAY), false);
  assert.equal(isPastRound({ ...emptyAssessment("x"), date: "2020-01-01" }, TODAY), false);
});

test("the last round is in the file and in the browser's storage, whole, and never changes", () => {
  const round = withConfirmed(begun(), "A-1", TODAY, NOW);
  assert.equal(round.previous, withLevel(round, "A-1", { level: 1 }, NOW).previous);
  assert.deepEqual(parse(model, serialise(model, round)), {
    assessment: round,
    problems: [],
    warnings: [],
    edition: { version: "1", hash: "abc" },
  });
  const records = changedRecords(finished(), round);
  assert.deepEqual(records.find(({ id }) => id === "previous").value, toParts(round).previous);
  assert.equal(
    changedRecords(round, { ...round, previous: null }).find(({ id }) => id === "previous").value,
    null,
  );
  assert.ok(!("previous" in JSON.parse(serialise(model, finished()))));
});

test("what an older tool kept without knowing it is the last round again", () => {
  const { previous, ...parts } = toParts(begun());
  const { assessment, problems } = understood(model, {
    parts: { ...parts, rest: { ...parts.rest, previous } },
    answers: parts.answers,
  });
  assert.deepEqual(problems, []);
  assert.deepEqual([assessment.previous, assessment.rest], [begun().previous, { x: 1 }]);
});

test("a last round that is wrong is refused with its place", () => {
  const wrong = (change) => {
    const file = JSON.parse(serialise(model, begun()));
    change(file.previous);
    return parse(model, JSON.stringify(file)).problems.map(({ args }) => args.place);
  };
  assert.deepEqual(
    wrong((previous) => (previous.date = "spring")),
    ["previous.date"],
  );
  assert.deepEqual(
    wrong((previous) => (previous.answers["A-1"].evidence[0].confidence = "sure")),
    ["previous.answers.A-1.evidence.0.confidence"],
  );
  assert.deepEqual(
    wrong((previous) => (previous.answers["A-1"].level = 77)),
    [],
    "a level of an earlier edition",
  );
  assert.deepEqual(
    wrong((previous) => (previous.ratings[0].answers = 5)),
    ["previous.ratings.0.answers"],
  );
});

test("a file that is taken in brings its last round whole or not at all, and that is told as one thing", () => {
  const [mine, other] = [
    begun(),
    nextRound({ ...finished(), id: "three", answers: new Map() }, model, {
      id: "four",
      name: "autumn",
      now: NOW,
    }),
  ];
  const taken = (way, state, file) => takenIn(way, state, file, EVERYTHING, NOW);
  assert.deepEqual(taken("take", mine, other).previous, other.previous);
  assert.deepEqual(taken("take", mine, emptyAssessment("x")).previous, mine.previous);
  assert.deepEqual(taken("fill", mine, other).previous, mine.previous);
  assert.deepEqual(taken("fill", emptyAssessment("x"), other).previous, other.previous);
  const { added } = differences(finished(), mine);
  assert.deepEqual(
    added.filter(({ field }) => field.startsWith("previous")),
    [{ field: "previous", count: 1, items: [] }],
  );
  assert.deepEqual(
    differences(mine, { ...mine, previous: other.previous }).changed.map(({ field }) => field),
    ["previous"],
  );
});
