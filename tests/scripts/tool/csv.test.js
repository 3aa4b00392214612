import assert from "node:assert/strict";
import { test } from "node:test";
import { csvFull, csvShare, decodeCsv, parseCsv } from "../../../src/tool/browser/formats/csv.js";
import { ratingFrom } from "../../../src/tool/browser/state/ratings.js";
import { allTexts, anyAssessment, model, resultOf } from "./files-sample.js";
import { numbers } from "./sample.js";

const FORMULA = /^[\s\p{C}\p{Z}"'`]*[=+\-@＝＋－＠]/u;
const bytes = (text) => new TextEncoder().encode(text);
const keysOf = (text) =>
  parseCsv(model, allTexts, text).problems.map(({ key, args }) =>
    `${key} ${args.place ?? ""}`.trim(),
  );

/** Cells by a reading of RFC 4180 of its own, so that the reader of the tool does not judge the writer. */
function cellsOf(text) {
  const [lines, row] = [[], []];
  let [cell, quoted] = ["", false];
  for (let at = 0; at < text.length; at += 1) {
    if (quoted) {
      if (text[at] !== '"') cell += text[at];
      else if (text[at + 1] === '"') cell += text[(at += 1)];
      else quoted = false;
    } else if (text[at] === '"') quoted = true;
    else if (text[at] === ",") (row.push(cell), (cell = ""));
    else if (text[at] === "\r") (row.push(cell), lines.push(row.splice(0)), (cell = ""), (at += 1));
    else cell += text[at];
  }
  return lines;
}

/** What must come back of an assessment: everything that has a column. */
function expected(assessment) {
  const blank = (value) =>
    ["", null, false].includes(value) ||
    (Array.isArray(value) && value.length === 0) ||
    (value?.due === "" && value.level === null && value.owner + value.step === "");
  const answers = [...assessment.answers].map(([id, { shortcut, second, ...answer }]) => [
    id,
    { ...answer, second: null, shortcut: "", comeBack: false, ask: "" },
  ]);
  return {
    answers: answers.filter(([, { kept, ...answer }]) => !Object.values(answer).every(blank)),
    targets: assessment.target.items,
  };
}

test("what is written is read back the same, in both languages, three hundred times", () => {
  const next = numbers(11);
  for (let run = 0; run < 300; run += 1) {
    const assessment = anyAssessment(next, ["\u0000"]);
    const read = parseCsv(
      model,
      allTexts,
      csvFull(model, allTexts[run % 2 ? "ja" : "en"], assessment),
    );
    assert.deepEqual(read.problems, []);
    const { answers, targets } = expected(assessment);
    assert.deepEqual([...read.assessment.answers], answers);
    assert.deepEqual(read.assessment.target, { level: null, items: targets, kept: {} });
  }
});

test("no cell runs as a formula, and every line has as many cells as the first", () => {
  const next = numbers(12);
  for (let run = 0; run < 100; run += 1) {
    const text = csvFull(model, allTexts.ja, anyAssessment(next, ["\u0000=", "\u200b=1", "\r=1"]));
    assert.equal(text[0], "\uFEFF");
    const lines = cellsOf(text.slice(1));
    assert.deepEqual([...new Set(lines.map((line) => line.length))], [lines[0].length]);
    for (const cell of lines.flat()) assert.ok(cell.startsWith("'") || !FORMULA.test(cell), cell);
  }
});

test("rows without an answer are none, targets stand alone", () => {
  const { assessment } = parseCsv(
    model,
    allTexts,
    "item,level,target,note\nA-2,3,not required,\nB-1,,4,\nA-1,,,\n",
  );
  assert.deepEqual([...assessment.answers.keys()], ["A-2"]);
  assert.equal(assessment.answers.get("A-2").level, 3);
  assert.deepEqual(
    assessment.target.items,
    new Map([
      ["A-2", "not-required"],
      ["B-1", 4],
    ]),
  );
});

const table = [
  ["machine keys", "item,level\nA-2,2\n"],
  ["Japanese headings, semicolons", "項目;段階;メモ\r\nA-2;2;a;\r\n"],
  ["tabs, upper case, other columns between", "ITEM\tours\tLevel\nA-2\tx\t2"],
  ["full width digits, as whole decimals", "item,level\nA-2,２\n"],
  ["2.0, and blank lines around", "item,level\n\nA-2,2.0\n,\n"],
  ["lines that end with CR alone", "item,level\rA-2,2\r"],
];
for (const [name, text] of table) {
  test(`read: ${name}`, () => {
    const { assessment, problems } = parseCsv(model, allTexts, text);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      [...assessment.answers].map(([item, { level }]) => [item, level]),
      [["A-2", 2]],
    );
  });
}

test("days as a spreadsheet rewrites them, sides and how sure one is in any language", () => {
  const { assessment } = parseCsv(
    model,
    allTexts,
    "item,level,side,evidence.date,evidence.confidence\nA-1,5,アウトソース,2026/4/1,低い\n",
  );
  const { side, evidence } = assessment.answers.get("A-1");
  assert.deepEqual([side, evidence[0].date, evidence[0].confidence], ["out", "2026-04-01", "low"]);
});

const refusals = [
  ["", "tool.table.heading"],
  ["a,b\n1,2\n", "tool.table.heading"],
  ["item\nA-1\n", "tool.table.heading"],
  ["item,level,段階\nA-1,1,2\n", "tool.table.twice C1"],
  ["item,level\n", "tool.table.empty"],
  ["item,level\nZ-9,1\n", "tool.table.item A2"],
  ["item,level\n,1\n", "tool.table.item A2"],
  ["item,level\n__proto__,1\n", "tool.table.item A2"],
  ["item,level\nA-2,5\n", "tool.problem.level B2"],
  ["item,level\nA-2,=1+1\n", "tool.problem.level B2"],
  ["item,level\nA-2,2.5\n", "tool.problem.level B2"],
  ["item,level\nA-2,1e0\n", "tool.problem.level B2"],
  ["item,level\nA-2,1\nA-2,2\n", "tool.table.repeated B3"],
  ["item,level\nA-1,1\n", "tool.table.side A2"],
  ["item,side,level\nA-1,elsewhere,\n", "tool.problem.word B2"],
  ["item,side,level\nA-2,out,\n", "tool.problem.word B2"],
  ["item,level,evidence.confidence\nA-2,1,constructor\n", "tool.problem.word C2"],
  ["item,level,evidence.date\nA-2,1,31/2/2026\n", "tool.problem.date C2"],
  ["item,level,evidence.date\nA-2,1,2026-13-30\n", "tool.problem.date C2"],
  ["item,level,target\nA-2,1,9\n", "tool.problem.level C2"],
  [`item,level,note\nA-2,1,${"x".repeat(20001)}\n`, "tool.problem.long C2"],
  ['item,level,note\nA-2,1,"never closed\n', "tool.table.quote C2"],
  ['item,level\nA-2,"1"2\n', "tool.table.quote B2"],
  [`item,level,note\nA-2,1,"${"x".repeat(3_000_000)}`, "tool.table.quote C2"],
  [`item,level\n${"A-2,\n".repeat(30_000)}`, "tool.problem.long A20001"],
  ["x".repeat(9_000_000), "tool.problem.size"],
];
for (const [text, problem] of refusals) {
  test(`refused: ${JSON.stringify(text.slice(0, 40))}, ${problem}`, () => {
    assert.equal(parseCsv(model, allTexts, text).assessment, null);
    assert.equal(keysOf(text)[0], problem);
  });
}

test("five problems are told at most", () => {
  assert.equal(keysOf(`item,level\n${"Z,1\n".repeat(9)}`).length, 5);
});

test("Shift_JIS is refused in words, UTF-8 and Excel's UTF-16 are read", () => {
  assert.deepEqual(
    decodeCsv(Uint8Array.of(0x8d, 0x80, 0x96, 0xda, 0x8d, 0x2c), allTexts).problems,
    [{ key: "tool.table.encoding", args: {} }],
  );
  assert.equal(decodeCsv(bytes("\uFEFF項目"), allTexts).text, "項目");
  assert.equal(decodeCsv(Uint8Array.of(0xff, 0xfe, 0x05, 0x98), allTexts).text, "項");
});

test("the shared table shows levels and targets, and no words of the team", () => {
  const assessment = anyAssessment(numbers(3));
  const lines = cellsOf(csvShare(model, allTexts.en, resultOf(assessment)).slice(1));
  assert.deepEqual(lines[0], [
    "Item",
    "Category",
    "Title",
    "Official name",
    "Side",
    "Level",
    "Meaning of the level",
    "Not applicable because",
    "Target level",
  ]);
  assert.equal(lines.length, model.items.length + 1);
});

test("a table that is taken in as a rating brings its evidence along", () => {
  const { assessment } = parseCsv(
    model,
    allTexts,
    "item,level,note,evidence.what,evidence.date\nA-2,3,seen,minutes,2026-03-01\nA-2,,,plan,\n",
  );
  const { answers } = ratingFrom(assessment, model, "night.csv");
  assert.deepEqual(
    answers.get("A-2").evidence.map(({ what, date }) => [what, date]),
    [
      ["minutes", "2026-03-01"],
      ["plan", ""],
    ],
  );
});
