/** Taking a file in loses nothing that the file cannot say, and what is told before is what happens. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { csvFull, csvShare, parseCsv } from "../../../src/tool/browser/formats/csv.js";
import { parse, serialise } from "../../../src/tool/browser/formats/file.js";
import { parseShare, shareJson } from "../../../src/tool/browser/formats/share.js";
import { parseWorksheet } from "../../../src/tool/browser/formats/worksheet.js";
import { worksheetBytes } from "../../../src/tool/browser/formats/xlsx-write.js";
import {
  answerTo,
  emptyAssessment,
  withAnswer,
} from "../../../src/tool/browser/state/assessment.js";
import { differences } from "../../../src/tool/browser/state/differences.js";
import { EVERYTHING, WAYS, takenIn } from "../../../src/tool/browser/state/take.js";
import { allTexts, anyAssessment, model, resultOf } from "./files-sample.js";
import { numbers } from "./sample.js";

const NOW = "2026-11-25T00:00:00Z";
const read = (text) => parseCsv(model, allTexts, text);
const taken = (way, state, { assessment, extent }) => takenIn(way, state, assessment, extent, NOW);
const plan = (change) => ({ level: null, owner: "", due: "", step: "", kept: {}, ...change });
const evidence = (what, more = {}) => ({
  what,
  where: "",
  owner: "",
  date: "",
  confidence: "",
  kept: {},
  ...more,
});

/** A state with all that a table knows nothing of, and with a field that is yet to be invented. */
function fullState(next) {
  const state = anyAssessment(next);
  const answers = new Map(
    [...state.answers].map(([id, answer]) => [
      id,
      {
        ...answer,
        second: { side: model.items.find((item) => item.id === id).scales[0], level: 1 },
        shortcut: "not-known",
        kept: { later: "x" },
        comingLater: "kept",
      },
    ]),
  );
  const original = {
    id: "r1",
    name: "R",
    position: "",
    months: null,
    date: "",
    model: { version: "1", hash: "abc" },
    answers: new Map([
      ["A-1", { level: 1, side: "in", notApplicable: false, note: "n", evidence: [] }],
    ]),
    kept: {},
  };
  return {
    ...state,
    answers,
    profiles: [
      {
        id: "p",
        name: "P",
        source: "s",
        address: "",
        checked: "",
        ours: false,
        levels: new Map([["A-1", 2]]),
        exemptions: [],
        kept: {},
      },
    ],
    compared: ["p"],
    order: ["A-1"],
    snapshots: [{ ...original, id: "s1", taken: "t", profiles: [] }],
    ratings: [original],
    kept: { unknown: 1 },
    rest: { more: { of: "it" } },
  };
}

/** Files of every kind with only some of the columns. */
async function anyFile(next, way) {
  const given = anyAssessment(next);
  if (way === 0)
    return parseShare(model, shareJson(model, given, resultOf(given), "2026-11-25"), "withheld");
  if (way === 1) return read(csvShare(model, allTexts.ja, resultOf(given)));
  if (way === 2)
    return parseWorksheet(
      model,
      allTexts,
      await worksheetBytes({
        model,
        texts: allTexts.en,
        lang: "en",
        assessment: given,
        result: resultOf(given),
      }),
    );
  if (way === 3) return read(csvFull(model, allTexts.en, given));
  return read(
    `item,side,level,note\n${model.items
      .filter(({ id }) => id === "A-1" || next() < 0.6)
      .map(
        ({ id, scales }) =>
          `${id},${scales[0]},${next() < 0.5 ? "" : 1},${next() < 0.5 ? "" : "noted"}`,
      )
      .join("\n")}\n`,
  );
}

/** Every value of a state by its path, but the time of a change. */
function leaves(value, path = "", found = new Map()) {
  if (value instanceof Map) for (const [key, one] of value) leaves(one, `${path}/${key}`, found);
  else if (value !== null && typeof value === "object")
    for (const [key, one] of Object.entries(value)) leaves(one, `${path}.${key}`, found);
  else if (!path.endsWith(".updated")) found.set(path, value);
  return found;
}

/** The path of a value as an extent names it, and the item that it is of. */
const named = (path) => ({
  field: path
    .replace(/\/[^.]*/, "")
    .replace(/\.\d+/, "")
    .slice(1),
  item: /\/([^.]*)/.exec(path)?.[1],
});
const CONSEQUENCES = ["answers.shortcut", "answers.notApplicable", "answers.level"];

test("nothing outside of what a file says changes, whatever the file, the state and the way", async () => {
  const next = numbers(5);
  for (let run = 0; run < 60; run += 1) {
    const [state, file] = [fullState(next), await anyFile(next, run % 5)];
    assert.deepEqual(file.problems, []);
    const { fields, items } = file.extent;
    for (const way of WAYS) {
      const after = leaves(taken(way, state, file));
      for (const [path, value] of leaves(state)) {
        const { field, item } = named(path);
        const isSaid =
          [...fields].some((one) => field === one || field.startsWith(`${one}.`)) &&
          (item === undefined || items.has(item));
        // Which piece of evidence is which is told by its text, and an answer has consequences; both are tested below.
        if (!isSaid && !field.startsWith("answers.evidence") && !CONSEQUENCES.includes(field))
          assert.equal(after.get(path), value, `${way} ${path}`);
      }
    }
  }
});

test("taking what the file has empties nothing but what an answer contradicts", async () => {
  const next = numbers(6);
  for (let run = 0; run < 60; run += 1) {
    const [state, file] = [fullState(next), await anyFile(next, run % 5)];
    const after = taken("take", state, file);
    for (const { field, items } of differences(state, after).removed) {
      assert.ok(CONSEQUENCES.includes(field), field);
      for (const item of items) {
        const [was, is] = [answerTo(state, item), answerTo(after, item)];
        if (field === "answers.shortcut")
          assert.ok(was.level !== is.level || was.side !== is.side, item);
        else
          assert.ok(
            (was.level === null) !== (is.level === null) ||
              (was.notApplicable === null) !== (is.notApplicable === null),
            item,
          );
      }
    }
  }
});

test("filling in changes no answer, and removes nothing", async () => {
  const next = numbers(7);
  for (let run = 0; run < 40; run += 1) {
    const [state, file] = [fullState(next), await anyFile(next, run % 5)];
    const { removed, changed } = differences(state, taken("fill", state, file));
    assert.deepEqual(
      [removed.filter(({ field }) => field !== "answers.shortcut"), changed],
      [[], []],
    );
  }
});

test("filling in takes a list where there is none yet, and leaves one that is there", () => {
  const withPieces = (id, ...pieces) =>
    withAnswer(emptyAssessment(id), "A-2", { evidence: pieces }, NOW);
  const file = withPieces("file", evidence("Minutes"));
  const after = (state) =>
    answerTo(takenIn("fill", state, file, EVERYTHING, NOW), "A-2").evidence.map(({ what }) => what);
  assert.deepEqual(after(emptyAssessment("x")), ["Minutes"]);
  assert.deepEqual(after(withPieces("x", evidence("Charter"))), ["Charter"]);
});

test("what is told is exactly what happens: without it both states are the same", async () => {
  const next = numbers(8);
  for (let run = 0; run < 40; run += 1) {
    const [state, file] = [fullState(next), await anyFile(next, run % 5)];
    for (const way of WAYS) {
      const after = taken(way, state, file);
      const { removed, changed, added } = differences(state, after);
      const told = new Set(
        [...removed, ...changed, ...added].flatMap(({ field, items }) =>
          items.length > 0 ? items.map((item) => `${field} ${item}`) : [`${field} `],
        ),
      );
      const [was, is] = [leaves(state), leaves(after)];
      for (const path of new Set([...was.keys(), ...is.keys()])) {
        const blank = (value) => (value === false ? "" : (value ?? ""));
        if (blank(was.get(path)) === blank(is.get(path))) continue;
        const { field, item = "" } = named(path);
        assert.ok(
          [...told].some((one) => one.endsWith(` ${item}`) && field.startsWith(one.split(" ")[0])),
          `${way} ${path}`,
        );
      }
    }
    const same = differences(state, structuredClone(state));
    assert.deepEqual(same, { removed: [], changed: [], added: [] });
  }
});

test("the tool's own workbook and CSV change nothing of what they were made from", async () => {
  const next = numbers(9);
  for (let run = 0; run < 20; run += 1) {
    const state = fullState(next);
    const files = [
      read(csvFull(model, allTexts.en, state)),
      await parseWorksheet(
        model,
        allTexts,
        await worksheetBytes({
          model,
          texts: allTexts.ja,
          lang: "ja",
          assessment: state,
          result: resultOf(state),
        }),
      ),
    ];
    for (const file of files) {
      assert.deepEqual(file.problems, []);
      for (const way of ["take", "replace"]) {
        const { removed } = differences(state, taken(way, state, file));
        // What a cell cannot hold (a control, an end of line of old) comes back without it, as another text.
        assert.deepEqual(
          removed.filter(({ field }) => !["answers.evidence", "assessors"].includes(field)),
          [],
          way,
        );
      }
    }
  }
});

test("a workbook without plan and reasons leaves them, whatever the way", () => {
  const state = withAnswer(
    emptyAssessment("x"),
    "A-2",
    { level: 2, note: "n", plan: plan({ owner: "Ann", due: "2027-03-31" }), agreed: "because" },
    NOW,
  );
  for (const way of WAYS) {
    const { plan: after, agreed } = answerTo(
      taken(way, state, read("item,level,note\nA-2,3,\n")),
      "A-2",
    );
    assert.deepEqual([after.owner, after.due, agreed], ["Ann", "2027-03-31", "because"]);
  }
});

test("filling in keeps the owner and the due date of a plan that has no step yet", () => {
  const state = withAnswer(
    emptyAssessment("x"),
    "A-2",
    { plan: plan({ owner: "Ann", due: "2027-03-31" }) },
    NOW,
  );
  const answer = answerTo(
    taken("fill", state, read("item,level,plan.owner,plan.step\nA-2,3,Bob,Write it\n")),
    "A-2",
  );
  assert.deepEqual(
    [answer.level, answer.plan.owner, answer.plan.due, answer.plan.step],
    [3, "Ann", "2027-03-31", "Write it"],
  );
});

test("an empty cell keeps what is there, or empties it if it is to be as in the file; a missing row says nothing", () => {
  const state = withAnswer(
    withAnswer(emptyAssessment("x"), "A-2", { level: 2, note: "mine" }, NOW),
    "B-1",
    { level: 1, note: "other" },
    NOW,
  );
  const file = read("item,level,note\nA-2,3,\n");
  const notes = (way) =>
    ["A-2", "B-1"]
      .map((id) => answerTo(taken(way, state, file), id))
      .map(({ level, note }) => [level, note]);
  assert.deepEqual(notes("take"), [
    [3, "mine"],
    [1, "other"],
  ]);
  assert.deepEqual(notes("fill"), [
    [2, "mine"],
    [1, "other"],
  ]);
  assert.deepEqual(notes("replace"), [
    [3, ""],
    [1, "other"],
  ]);
});

test("a level from a file says that the item applies, and takes the place of what a shortcut set", () => {
  const state = withAnswer(
    withAnswer(emptyAssessment("x"), "A-2", { notApplicable: "no use" }, NOW),
    "B-1",
    { level: 1, shortcut: "not-known" },
    NOW,
  );
  const after = taken("take", state, read("item,level\nA-2,3\nB-1,4\n"));
  assert.deepEqual(
    [answerTo(after, "A-2").notApplicable, answerTo(after, "B-1").shortcut],
    [null, ""],
  );
  assert.deepEqual(differences(state, after).removed, [
    { field: "answers.notApplicable", count: 1, items: ["A-2"] },
    { field: "answers.shortcut", count: 1, items: ["B-1"] },
  ]);
  const same = taken("take", state, read("item,level\nA-2,\nB-1,1\n"));
  assert.deepEqual(
    [answerTo(same, "A-2").notApplicable, answerTo(same, "B-1").shortcut],
    ["no use", "not-known"],
  );
});

test("that an item does not apply is kept before its reason is written: in a file, and when files are taken in", () => {
  const state = withAnswer(emptyAssessment("x"), "A-2", { notApplicable: "" }, NOW);
  assert.equal(answerTo(parse(model, serialise(model, state)).assessment, "A-2").notApplicable, "");
  assert.equal(answerTo(taken("take", state, read("item,level\nA-2,\n")), "A-2").notApplicable, "");
  assert.equal(
    answerTo(takenIn("take", emptyAssessment("y"), state, EVERYTHING, NOW), "A-2").notApplicable,
    "",
  );
  assert.deepEqual(differences(state, emptyAssessment("y")).removed, [
    { field: "answers.notApplicable", count: 1, items: ["A-2"] },
  ]);
});

test("a reason that was not shared takes no reason's place", () => {
  const state = withAnswer(emptyAssessment("x"), "A-2", { notApplicable: "no use" }, NOW);
  const given = withAnswer(state, "B-1", { notApplicable: "of theirs" }, NOW);
  for (const text of [
    csvShare(model, allTexts.ja, resultOf(given)),
    csvShare(model, allTexts.en, resultOf(given)),
  ]) {
    for (const way of ["take", "replace"]) {
      const after = taken(way, state, read(text));
      assert.equal(answerTo(after, "A-2").notApplicable, "no use");
      assert.notEqual(answerTo(after, "B-1").notApplicable ?? "", "");
    }
  }
});

test("pieces of evidence are known by what they are: none goes, none comes twice, each keeps what no column has", () => {
  const pieces = [evidence("Charter", { owner: "Ann", kept: { later: 1 } }), evidence("Minutes")];
  const state = withAnswer(emptyAssessment("x"), "A-2", { level: 2, evidence: pieces }, NOW);
  const file = read(
    "item,level,evidence.what,evidence.date\nA-2,2,Mail,\nA-2,,Charter,2026-01-14\n",
  );
  const after = (way) => answerTo(taken(way, state, file), "A-2").evidence;
  const charter = evidence("Charter", { owner: "Ann", date: "2026-01-14", kept: { later: 1 } });
  assert.deepEqual(after("take"), [charter, evidence("Minutes"), evidence("Mail")]);
  assert.deepEqual(after("replace"), [evidence("Mail"), charter]);
  assert.deepEqual(after("fill"), pieces);
  assert.deepEqual(differences(state, taken("replace", state, file)).removed, [
    { field: "answers.evidence", count: 1, items: ["A-2"] },
  ]);
});

test("a whole assessment stands in place of the one that is there, or adds to it", () => {
  const next = numbers(10);
  for (let run = 0; run < 60; run += 1) {
    const [state, other] = [fullState(next), fullState(next)];
    const { assessment, problems } = parse(
      model,
      serialise(model, { ...other, ratings: [{ ...other.ratings[0], id: "r2" }] }),
    );
    assert.deepEqual(problems, []);
    assert.equal(takenIn("replace", state, assessment, EVERYTHING, NOW), assessment);
    const after = takenIn("take", state, assessment, EVERYTHING, NOW);
    assert.deepEqual(
      [after.id, after.ratings.map(({ id }) => id), after.snapshots, after.rest],
      [state.id, ["r1", "r2"], state.snapshots, state.rest],
    );
    const { removed } = differences(state, after);
    assert.deepEqual(
      removed.filter(({ field }) => !CONSEQUENCES.includes(field)),
      [],
    );
  }
});

test("a field that nobody knows yet is told and taken like the others", () => {
  const state = withAnswer(
    emptyAssessment("x"),
    "A-2",
    { level: 2, invented: { at: "here" } },
    NOW,
  );
  assert.deepEqual(differences(state, emptyAssessment("y")).removed, [
    { field: "answers.level", count: 1, items: ["A-2"] },
    { field: "answers.invented.at", count: 1, items: ["A-2"] },
  ]);
  assert.equal(
    answerTo(
      takenIn(
        "take",
        withAnswer(emptyAssessment("x"), "A-2", { level: 1, invented: { at: "" } }, NOW),
        state,
        EVERYTHING,
        NOW,
      ),
      "A-2",
    ).invented.at,
    "here",
  );
});
