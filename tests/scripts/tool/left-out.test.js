/** What tables cannot hold is what the page says they cannot hold: no more, and no less. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { csvFull, parseCsv } from "../../../src/tool/browser/formats/csv.js";
import { fieldsWritten, leftOut } from "../../../src/tool/browser/formats/left-out.js";
import { parseWorksheet } from "../../../src/tool/browser/formats/worksheet.js";
import { worksheetBytes } from "../../../src/tool/browser/formats/xlsx-write.js";
import { emptyAssessment } from "../../../src/tool/browser/state/assessment.js";
import { differences } from "../../../src/tool/browser/state/differences.js";
import { takenIn } from "../../../src/tool/browser/state/take.js";
import { fieldName } from "../../../src/tool/browser/view/taking.js";
import { allTexts, model, resultOf } from "./files-sample.js";
import { interfaceTexts } from "./interface-texts.js";

const all = { ...model, shortcuts: [{ id: "unknown", level: 0 }] };
const answer = {
  level: 2,
  side: "out",
  second: { side: "in", level: 1 },
  shortcut: "unknown",
  decidedBy: "the board",
  decidedOn: "2026-01-02",
  notApplicable: null,
  note: "seen",
  evidence: [
    {
      what: "minutes",
      where: "wiki",
      owner: "Ann",
      date: "2026-01-03",
      confidence: "low",
      kept: {},
    },
  ],
  plan: { level: 3, owner: "Bo", due: "2026-05-01", step: "write", kept: {} },
  agreed: "talked",
  confirmed: "2026-01-04",
  comeBack: true,
  ask: "Cy",
  updated: "2026-01-01T00:00:00.000Z",
  kept: {},
};
const past = {
  id: "p",
  name: "spring",
  date: "2025-01-01",
  model: { version: "1", hash: "abc" },
  answers: new Map(),
  kept: {},
};
/** With something in every field. */
const full = {
  ...emptyAssessment("id"),
  team: "T",
  scope: "S",
  date: "2026-01-05",
  assessors: ["Di"],
  position: "lead",
  months: 5,
  tlp: "TLP:AMBER",
  sample: false,
  answers: new Map([
    ["A-1", answer],
    ["A-2", { ...answer, side: "", second: null, level: null, notApplicable: "alone" }],
    ["B-1", { ...answer, side: "", second: null, level: null, notApplicable: "" }],
  ]),
  target: { level: 3, items: new Map([["A-1", 2]]), kept: {} },
  profiles: [
    {
      id: "own",
      name: "Own",
      source: "",
      address: "",
      checked: "",
      ours: false,
      levels: new Map([["A-1", 2]]),
      exemptions: [],
      kept: {},
    },
  ],
  compared: ["own"],
  pattern: { current: "small", target: "large", sides: new Map([["A-1", "in"]]) },
  order: ["A-1"],
  snapshots: [{ ...past, taken: "", profiles: [] }],
  ratings: [{ ...past, position: "", months: null }],
  previous: { ...past, ratings: [] },
};
const texts = allTexts.en;

const forms = {
  csv: async () => parseCsv(all, allTexts, csvFull(all, texts, full)),
  xlsx: async () =>
    parseWorksheet(
      all,
      allTexts,
      await worksheetBytes({
        model: all,
        texts,
        lang: "en",
        assessment: full,
        result: resultOf(full),
      }),
    ),
};

/** The fields of the list in which two assessments differ. */
function differing(one, other) {
  const { removed, changed, added } = differences(one, other);
  const listed = ({ field }) =>
    fieldsWritten(all).find((path) => field === path || field.startsWith(`${path}.`)) ?? field;
  return [...new Set([...removed, ...changed, ...added].map(listed))].sort();
}

test("every field has something in it here: a new one is to be added", () => {
  assert.deepEqual(differing(emptyAssessment(""), full), fieldsWritten(all).toSorted());
});

for (const [form, read] of Object.entries(forms)) {
  test(`${form}: what is lost on the way out and in again is what the page lists`, async () => {
    const { assessment, problems, extent } = await read();
    assert.deepEqual(problems, []);
    const { neither, csv, xlsx } = leftOut(all);
    const told = [...neither, ...(form === "csv" ? xlsx : csv)];
    assert.deepEqual(
      differing(full, takenIn("take", emptyAssessment("id"), assessment, extent, answer.updated)),
      told.sort(),
    );
  });
}

test("what is on the page stays where a table has no place for it, in all three ways", async () => {
  for (const read of Object.values(forms)) {
    const { assessment, extent } = await read();
    for (const way of ["take", "fill", "replace"])
      assert.deepEqual(
        differing(full, takenIn(way, full, assessment, extent, answer.updated)),
        [],
        way,
      );
  }
});

test("each field has a name in every language", () => {
  for (const lang of ["en", "ja"]) {
    const words = {
      find: (pick) => pick({ ui: interfaceTexts(lang) }),
      say: (_, { name }) => assert.fail(`${lang}: ${name}`),
    };
    for (const field of fieldsWritten(all)) assert.ok(fieldName(words, field));
  }
});

test("a model is told of what it has a use for", () => {
  const plain = {
    ...model,
    items: model.items.map((item) => ({ ...item, scales: ["in"] })),
    decided: [],
    patterns: [],
  };
  const fields = fieldsWritten(plain);
  assert.deepEqual(
    [
      "answers.side",
      "answers.second",
      "answers.shortcut",
      "answers.decidedBy",
      "pattern.current",
      "pattern.sides",
    ].filter((path) => fields.includes(path)),
    [],
  );
  assert.deepEqual(leftOut(plain).neither, [
    "profiles",
    "compared",
    "order",
    "snapshots",
    "ratings",
    "previous",
    "answers.confirmed",
  ]);
});
