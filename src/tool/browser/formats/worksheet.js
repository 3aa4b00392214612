/**
 * A filled worksheet → parts of an assessment. Sheets are found by what is in them, columns by their keys or headings in
 * any language, rows by the item. Everything is read or nothing; each problem says its cell ("Input!F12"). Pure.
 */
import { TLP } from "../state/parts.js";
import { wholeIn } from "./cell.js";
import { notRead } from "./file.js";
import { checkVersion, modelWarnings } from "./json.js";
import { FileProblem, problemIn } from "./problem.js";
import { EVIDENCE_COLUMNS, columnLetters, comparableName, keyNamed, patternName } from "./table.js";
import { tableIn } from "./table-find.js";
import { TableReader } from "./table-read.js";
import { readWorkbook } from "./xlsx-read.js";
import { SHEET_FORMAT } from "./xlsx-preparation.js";

/**
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Texts} Texts
 * @typedef {import("../types.js").Fields} Fields
 * @typedef {import("./xlsx-read.js").ReadSheet} ReadSheet
 * @typedef {import("./cell.js").TableCell} TableCell
 * @typedef {Map<string, {cell: TableCell, place: string}>} Given The values of the preparation sheet by key.
 */

/**
 * @param {Model} model
 * @param {Record<string, Texts>} allTexts
 * @param {Uint8Array} bytes
 * @param {import("./cell.js").DayOrder} [order] How days are written, where somebody was asked.
 * @returns {Promise<import("./file.js").Read>}
 */
export async function parseWorksheet(model, allTexts, bytes, order) {
  try {
    const sheets = await readWorkbook(bytes);
    const given = preparationIn(sheets);
    const reader = new TableReader(model, allTexts, order);
    const changed = given ? checkHead(model, given) : [];
    const { name, table } = inputOf(sheets, model, allTexts, given !== undefined);
    const date = given?.get("date");
    if (date) reader.noteDay(date.cell, date.place);
    reader.noteDays(table, `${name}!`);
    for (const key of given?.keys() ?? [])
      reader.fields.add(key === "targetLevel" ? "target.level" : key);
    const prepared =
      given &&
      readPreparation(
        reader,
        (model.patterns ?? []).map(({ id }) => id),
        given,
      );
    reader.readRows(table, `${name}!`);
    reader.refuseEmpty();
    return reader.checked(model, prepared, changed);
  } catch (error) {
    return notRead([problemIn(error)]);
  }
}

/**
 * The values of the sheet for preparation: of the one that says its format, or the version of that. One of the two rows may be
 * gone; then the other one still says that the workbook is one of ours, and of the model that it names.
 * @param {ReadSheet[]} sheets
 * @returns {Given | undefined}
 */
function preparationIn(sheets) {
  const found = sheets.flatMap((sheet) =>
    ["formatVersion", "format"].map((key) => keyedValues(sheet, key)),
  );
  return (
    found.find((values) => values.has("formatVersion")) ??
    found.find((values) => values.get("format")?.cell.text.trim() === SHEET_FORMAT.name)
  );
}

/**
 * The values beside the keys of a sheet. The row of a key says in which columns keys and values are: others may have been put
 * before or between them.
 * @param {ReadSheet} sheet
 * @param {string} known
 * @returns {Given}
 */
function keyedValues({ name, rows }, known) {
  const textAt = (/** @type {TableCell[]} */ cells, /** @type {number} */ at) =>
    cells[at]?.text.trim() ?? "";
  const head =
    rows.find(({ cells }) => cells.some((cell) => cell?.text.trim() === known))?.cells ?? [];
  const filled = [...head.keys()].filter((at) => textAt(head, at) !== "");
  const first = filled.findIndex((at) => textAt(head, at) === known);
  if (first < 0) return new Map();
  // What stands beside the key is what people call it, unless there is nothing else.
  const [key = 0, beside = 0, value = beside] = filled.slice(first);
  const keyed = rows.filter(({ cells }) => textAt(cells, key) !== "");
  return new Map(
    keyed.map(({ number, cells }) => [
      textAt(cells, key),
      { cell: cells[value] ?? { text: "" }, place: `${name}!${columnLetters(value)}${number}` },
    ]),
  );
}

/**
 * Refuses another format, a newer one and another model; warns of another definition of the model.
 * @param {Model} model
 * @param {Given} given
 */
function checkHead(model, given) {
  const text = (/** @type {string} */ key) => given.get(key)?.cell.text.trim() ?? "";
  if (text("format") !== SHEET_FORMAT.name) throw new FileProblem("tool.package.workbook");
  checkVersion(wholeIn(text("formatVersion")), SHEET_FORMAT.version);
  return modelWarnings(model, {
    id: text("model.id"),
    version: text("model.version"),
    hash: text("model.hash"),
  });
}

/**
 * @param {TableReader} reader
 * @param {string[]} patterns
 * @param {Given} given
 */
function readPreparation(reader, patterns, given) {
  const { allTexts, places } = reader;
  const value = (
    /** @type {string} */ key,
    /** @type {(cell: TableCell) => unknown} */ read = (cell) => cell.text,
    path = `assessment.${key}`,
  ) => {
    const { cell, place } = given.get(key) ?? {
      cell: /** @type {TableCell} */ ({ text: "" }),
      place: "",
    };
    places.set(path, place);
    if (cell.formula) reader.problem("tool.table.formula", place);
    return cell.text.trim() === "" ? undefined : read(cell);
  };
  const number = (/** @type {TableCell} */ { text }) => wholeIn(text);
  const tlp = (/** @type {TableCell} */ { text }) =>
    TLP.find(
      (label) => comparableName(label).slice(4) === comparableName(text).replace(/^tlp:\s*/, ""),
    ) ?? text;
  const named = (/** @type {string} */ key) => {
    const read = (/** @type {TableCell} */ { text }) => {
      const known = keyNamed(text, patterns, patternName, allTexts);
      if (known === undefined) reader.problem("tool.problem.word", places.get(key) ?? "");
      return known;
    };
    return value(key, read, key);
  };
  const assessment = {
    team: value("team"),
    scope: value("scope"),
    date: value("date", (cell) => reader.dayIn(cell)),
    assessors: value("assessors", ({ text }) =>
      text.split("\n").filter((line) => line.trim() !== ""),
    ),
    position: value("position"),
    months: value("months", number),
    tlp: value("tlp", tlp),
  };
  return {
    assessment,
    pattern: { current: named("pattern.current"), target: named("pattern.target") },
    level: value("targetLevel", number, "target.level"),
  };
}

/**
 * The sheet with the items: the one whose headings name most of what a table can have. Of our own sheets the result has items and
 * levels, too, and nothing to write in.
 * @param {ReadSheet[]} sheets
 * @param {Model} model
 * @param {Record<string, Texts>} allTexts
 * @param {boolean} ours
 */
function inputOf(sheets, model, allTexts, ours) {
  const found = sheets.flatMap(({ name, rows }) => {
    const table = tableIn(rows, model, allTexts, `${name}!`);
    const isResult =
      ours &&
      !["note", "notApplicable", "side", ...EVIDENCE_COLUMNS].some((column) =>
        table?.columns.has(column),
      );
    return table === null || isResult ? [] : [{ name, table }];
  });
  const [most] = found.sort((one, other) => other.table.columns.size - one.table.columns.size);
  if (most === undefined) throw new FileProblem("tool.package.workbook");
  return most;
}
