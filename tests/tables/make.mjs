/** Writes the workbooks of the cases: `node tests/tables/make.mjs`. The same bytes each time, and no program's own habits in them. */
import { writeFileSync } from "node:fs";
import { zip } from "../../src/tool/browser/formats/zip.js";

const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** A cell: a text, a number, nothing, or a formula with the value that is kept beside it. */
function cell(value, place) {
  if (value === null || value === "") return "";
  if (typeof value === "number") return `<c r="${place}"><v>${value}</v></c>`;
  if (typeof value === "string")
    return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
  return value.value === undefined
    ? `<c r="${place}"><f>${value.formula}</f></c>`
    : `<c r="${place}"><f>${value.formula}</f><v>${value.value}</v></c>`;
}

function sheetXml({ rows, merged = [] }) {
  const lines = rows.map(
    (cells, row) =>
      `<row r="${row + 1}">${cells.map((value, at) => cell(value, String.fromCharCode(65 + at) + (row + 1))).join("")}</row>`,
  );
  const ranges =
    merged.length > 0
      ? `<mergeCells count="${merged.length}">${merged.map((ref) => `<mergeCell ref="${ref}"/>`).join("")}</mergeCells>`
      : "";
  return `<worksheet xmlns="${MAIN}"><sheetData>${lines.join("")}</sheetData>${ranges}</worksheet>`;
}

async function write(name, sheets) {
  const relations = sheets.map(
    (_, at) =>
      `<Relationship Id="rId${at + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
  );
  const types = ["workbook", ...sheets.map((_, at) => `worksheets/sheet${at + 1}`)].map(
    (part, at) =>
      `<Override PartName="/xl/${part}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${at === 0 ? "sheet.main" : "worksheet"}+xml"/>`,
  );
  const parts = {
    "[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${types.join("")}</Types>`,
    "_rels/.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets.map(({ name: sheet }, at) => `<sheet name="${sheet}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relations.join("")}</Relationships>`,
    ...Object.fromEntries(
      sheets.map((sheet, at) => [`xl/worksheets/sheet${at + 1}.xml`, sheetXml(sheet)]),
    ),
  };
  const files = Object.entries(parts).map(([part, xml]) => ({
    name: part,
    data: new TextEncoder().encode(DECLARATION + xml),
  }));
  writeFileSync(new URL(name, import.meta.url), await zip(files));
}

const KEYS = [
  ["format", "Format", "shirube-worksheet"],
  ["formatVersion", "Format version", 1],
  ["model.id", "Model", "circle"],
  ["model.version", "Version", "1"],
  ["model.hash", "Definition", "another"],
  ["team", "Team", "Team A"],
];
const preparation = { name: "Preparation", rows: KEYS };
const HEAD = [
  "Item",
  "Category",
  "Side",
  "Level",
  "Not applicable because",
  "Note",
  "Evidence: what",
  "Evidence: date",
];
const MACHINE = [
  "item",
  "category",
  "side",
  "level",
  "notApplicable",
  "note",
  "evidence.what",
  "evidence.date",
];
const A1 = ["A-1", "A", "", 3, "", "first", "Minutes", 46036];
const A2 = ["A-2", "A", "", 2, "", "", "", ""];
const C1 = ["C-1", "C", "", "", "no use", "", "", ""];
const input = (rows, more = {}) => ({ name: "Input", rows, ...more });
const shifted = (rows) => rows.map((cells) => ["mine", ...cells]);

await write("plain.xlsx", [preparation, input([HEAD, MACHINE, A1, A2, C1])]);
await write("title-rows.xlsx", [
  { ...preparation, rows: [["Our company"], [], ...KEYS] },
  input([["Our company"], [], HEAD, MACHINE, A1, [], A2, ["A category"], C1]),
]);
await write("extra-column.xlsx", [
  { ...preparation, rows: shifted(KEYS) },
  input(shifted([HEAD, MACHINE, A1, A2, C1])),
]);
await write("column-between.xlsx", [
  preparation,
  input(
    [HEAD, MACHINE, A1, A2, C1].map((cells) => [...cells.slice(0, 3), "mine", ...cells.slice(3)]),
  ),
]);
await write("own-note.xlsx", [
  preparation,
  input([[...HEAD, "Note"], MACHINE, [...A1, "mine"], A2]),
]);
await write("sorted.xlsx", [preparation, input([HEAD, C1, A2, MACHINE, A1])]);
await write("headings-again.xlsx", [preparation, input([HEAD, A1, HEAD, A2, MACHINE])]);
await write("no-preparation.xlsx", [input([HEAD, A1, A2, C1])]);
await write("without-input.xlsx", [
  preparation,
  {
    name: "Result",
    rows: [
      ["Item", "Title", "Level", "Target level"],
      ["A-1", "Purpose", 3, 2],
    ],
  },
]);
await write("merged-levels.xlsx", [
  preparation,
  input([HEAD, A1, ["A-2", "A"], ["C-1", "C"]], { merged: ["D2:D4"] }),
]);
await write("merged-item.xlsx", [
  preparation,
  input([HEAD, A1, ["", "", "", "", "", "", "Charter", 46037], A2], {
    merged: ["A2:A3", "D2:D3", "B2:B4"],
  }),
]);
await write("merged-across.xlsx", [preparation, input([HEAD, A1, A2], { merged: ["D3:E3"] })]);
await write("formula.xlsx", [
  preparation,
  input([
    HEAD,
    ["A-1", "A", "", { formula: "1+2", value: 3 }],
    ["A-2", "A", "", { formula: "1+1" }],
  ]),
]);
await write("formula-preparation.xlsx", [
  { ...preparation, rows: [...KEYS, ["date", "Date", { formula: "TODAY()" }]] },
  input([HEAD, A1]),
]);
await write("days-as-text.xlsx", [
  { ...preparation, rows: [...KEYS, ["date", "Date", "2/3/2026"]] },
  input([HEAD, [...A2.slice(0, 6), "Charter", "1/14/2026"], A1]),
]);
