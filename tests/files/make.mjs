/** Writes the workbooks among the files: `node tests/files/make.mjs`. The same bytes each time, and no program's own habits in them. */
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
  // A cell as it stands in the part, but for its place.
  if (value.type !== undefined) return `<c r="${place}" t="${value.type}">${value.inside}</c>`;
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

const taken = (name, sheets, more) => write(`taken/worksheets/${name}.xlsx`, sheets, more);
const refused = (name, sheets, more) => write(`refused/worksheets/${name}.xlsx`, sheets, more);

/** `more`: parts beside those of a workbook, and what else the workbook says of itself. */
async function write(name, sheets, { parts: added = {}, says = "" } = {}) {
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
    "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">${says}<sheets>${sheets.map(({ name: sheet }, at) => `<sheet name="${sheet}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relations.join("")}</Relationships>`,
    ...Object.fromEntries(
      sheets.map((sheet, at) => [`xl/worksheets/sheet${at + 1}.xml`, sheetXml(sheet)]),
    ),
    ...added,
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

await taken("plain", [preparation, input([HEAD, MACHINE, A1, A2, C1])]);
await taken("title-rows", [
  { ...preparation, rows: [["Our company"], [], ...KEYS] },
  input([["Our company"], [], HEAD, MACHINE, A1, [], A2, ["A category"], C1]),
]);
await taken("extra-column", [
  { ...preparation, rows: shifted(KEYS) },
  input(shifted([HEAD, MACHINE, A1, A2, C1])),
]);
await taken("column-between", [
  preparation,
  input(
    [HEAD, MACHINE, A1, A2, C1].map((cells) => [...cells.slice(0, 3), "mine", ...cells.slice(3)]),
  ),
]);
await taken("own-note", [preparation, input([[...HEAD, "Note"], MACHINE, [...A1, "mine"], A2])]);
await taken("sorted", [preparation, input([HEAD, C1, A2, MACHINE, A1])]);
await taken("headings-again", [preparation, input([HEAD, A1, HEAD, A2, MACHINE])]);
await taken("no-preparation", [input([HEAD, A1, A2, C1])]);
await refused("without-input", [
  preparation,
  {
    name: "Result",
    rows: [
      ["Item", "Title", "Level", "Target level"],
      ["A-1", "Purpose", 3, 2],
    ],
  },
]);
await refused("merged-levels", [
  preparation,
  input([HEAD, A1, ["A-2", "A"], ["C-1", "C"]], { merged: ["D2:D4"] }),
]);
await taken("merged-item", [
  preparation,
  input([HEAD, A1, ["", "", "", "", "", "", "Charter", 46037], A2], {
    merged: ["A2:A3", "D2:D3", "B2:B4"],
  }),
]);
await taken("merged-across", [preparation, input([HEAD, A1, A2], { merged: ["D3:E3"] })]);
await refused("formula", [
  preparation,
  input([
    HEAD,
    ["A-1", "A", "", { formula: "1+2", value: 3 }],
    ["A-2", "A", "", { formula: "1+1" }],
  ]),
]);
await refused("formula-preparation", [
  { ...preparation, rows: [...KEYS, ["date", "Date", { formula: "TODAY()" }]] },
  input([HEAD, A1]),
]);
await taken("days-as-text", [
  { ...preparation, rows: [...KEYS, ["date", "Date", "2/3/2026"]] },
  input([HEAD, [...A2.slice(0, 6), "Charter", "1/14/2026"], A1]),
]);

const raw = (type, inside) => ({ type, inside });
const prepared = (...rows) => ({
  ...preparation,
  rows: [...KEYS.filter(([key]) => !rows.some(([own]) => own === key)), ...rows],
});

await taken("levels-as-text", [
  preparation,
  input([HEAD, ["A-1", "A", "", "3.0"], ["A-2", "A", "", "２"], ["C-1", "C", "", "Level 1"]]),
]);
await taken("levels-not-quite-whole", [
  preparation,
  input([
    HEAD,
    ["A-1", "A", "", raw("n", "<v>3.0000000000000001</v>")],
    ["A-2", "A", "", raw("n", "<v>2E0</v>")],
  ]),
]);
await taken("formula-texts", [
  preparation,
  input([
    HEAD,
    ["A-1", "A", "", raw("str", "<f>TEXT(3,0)</f><v>3</v>"), "", raw("str", "<v>a_x000D_b</v>")],
  ]),
]);
await taken("rich-text", [
  preparation,
  input([
    HEAD,
    [
      "A-1",
      "A",
      "",
      3,
      "",
      raw(
        "inlineStr",
        '<is><r><t>東</t></r><r><t xml:space="preserve"> 京</t></r><rPh sb="0" eb="1"><t>トウ</t></rPh></is>',
      ),
    ],
  ]),
]);
await taken(
  "calendar-of-1904",
  [preparation, input([HEAD, ["A-1", "A", "", 3, "", "", "Minutes", 44574]])],
  { says: '<workbookPr date1904="1"/>' },
);
await taken("everything-prepared", [
  prepared(
    ["scope", "Scope", "All of it"],
    ["date", "Date", 46036],
    ["assessors", "Assessors", "Ann\nBo\n"],
    ["position", "Position", "Lead"],
    ["months", "Months", "12.0"],
    ["tlp", "TLP", "amber"],
    ["targetLevel", "Target level", "2"],
    ["pattern.current", "Pattern now", "own"],
  ),
  input([HEAD, A1]),
]);
await taken("other-sheets", [
  { name: "Notes", rows: [["Do not forget", "format"], ["A-1"]] },
  preparation,
  input([HEAD, A1]),
  {
    name: "Result",
    rows: [
      ["Item", "Title", "Level", "Target level"],
      ["A-1", "Purpose", 1, 2],
    ],
  },
]);
await taken("empty-form", [preparation, input([HEAD, MACHINE, ["A-1", "A"], ["A-2", "A"]])]);

await refused("another-model", [prepared(["model.id", "Model", "other"]), input([HEAD, A1])]);
await refused("another-version", [prepared(["model.version", "Version", "9"]), input([HEAD, A1])]);
await refused("version-missing", [
  { ...preparation, rows: KEYS.filter(([key]) => key !== "model.version") },
  input([HEAD, A1]),
]);
await refused("newer", [prepared(["formatVersion", "Format version", 2]), input([HEAD, A1])]);
await refused("version-in-words", [
  prepared(["formatVersion", "Format version", "two"]),
  input([HEAD, A1]),
]);
await refused("another-format", [
  prepared(["format", "Format", "something-else"]),
  input([HEAD, A1]),
]);
await refused("only-preparation", [preparation]);
await refused("no-sheets", []);
await refused("empty-sheet", [{ name: "Sheet1", rows: [] }]);
await refused("error-values", [
  preparation,
  input([HEAD, ["A-1", "A", "", raw("e", "<f>1/0</f><v>#DIV/0!</v>")]]),
]);
await refused("levels-out-of-scale", [
  preparation,
  input([
    HEAD,
    ["A-1", "A", "", 9],
    ["A-2", "A", "", -1],
    ["C-1", "C", "", 1e21],
    ["B-1", "B", "inside", 2.5],
  ]),
]);
await refused("level-that-is-true", [
  preparation,
  input([HEAD, ["A-1", "A", "", raw("b", "<v>1</v>")]]),
]);
await refused("preparation-wrong", [
  prepared(
    ["date", "Date", "soon"],
    ["months", "Months", "many"],
    ["tlp", "TLP", "secret"],
    ["targetLevel", "Target level", 9],
  ),
  input([HEAD, A1]),
]);
await refused("pattern-unknown", [
  prepared(["pattern.current", "Pattern now", "mine"]),
  input([HEAD, A1]),
]);
await refused("rows-that-differ", [preparation, input([HEAD, A1, A1, [...A1.slice(0, 3), 2]])]);
await refused("side-missing", [preparation, input([HEAD, ["B-1", "B", "", 2]])]);
await refused("shared-text-missing", [
  preparation,
  input([HEAD, ["A-1", "A", "", raw("s", "<v>7</v>")]]),
]);
await refused("document-type", [preparation], {
  parts: {
    "xl/worksheets/sheet1.xml": `<!DOCTYPE x [<!ENTITY a "b">]><worksheet xmlns="${MAIN}"><sheetData/></worksheet>`,
  },
});
await refused("part-missing", [preparation, input([HEAD, A1])], {
  parts: { "xl/_rels/workbook.xml.rels": "<Relationships/>" },
});
await refused("part-cut-short", [preparation, input([HEAD, A1])], {
  parts: { "xl/worksheets/sheet2.xml": `<worksheet xmlns="${MAIN}"><sheetData><row r="1">` },
});
await refused("twice-the-same-heading", [
  preparation,
  input([
    [...HEAD, "Note"],
    [...A1, "mine"],
  ]),
]);
await refused("merged-over-many-rows", [
  preparation,
  input([HEAD, A1, A2], { merged: ["D2:D999999"] }),
]);
await refused("archive-of-something-else", [], {
  parts: { "_rels/.rels": "<Relationships/>", "readme.txt": "hello" },
});
await refused("version-row-gone", [
  { ...preparation, rows: KEYS.filter(([key]) => key !== "formatVersion") },
  input([HEAD, A1]),
]);
await refused("format-row-gone", [
  { ...preparation, rows: KEYS.filter(([key]) => key !== "format") },
  input([HEAD, A1]),
]);
await refused("no-rows", [preparation, input([HEAD, MACHINE])]);
await taken("bare-second-sheet", [
  { name: "Read me", rows: [["Fill in the second sheet."]] },
  input([HEAD, A1]),
]);
await taken("value-beside-its-key", [
  { ...preparation, rows: KEYS.map(([key, , value]) => [key, value]) },
  input([HEAD, A1]),
]);
await taken("merged-over-values", [
  preparation,
  input([HEAD, ["A-1", "A", "", ""], A2], { merged: ["D2:D3"] }),
]);
