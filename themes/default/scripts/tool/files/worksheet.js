/**
 * A filled worksheet → parts of an assessment. Sheets are found by what is in them, columns by their keys or headings in
 * any language, rows by the item. Everything is read or nothing; each problem says its cell ("Input!F12"). Pure.
 */
import { TLP } from "../state/parts.js";
import { headColumns } from "./csv.js";
import { notRead } from "./file.js";
import { checkVersion, modelWarnings } from "./json.js";
import { FileProblem, problemIn } from "./problem.js";
import { TableReader, columnsNamed, comparableName, dayIn, keyNamed, patternName, wholeIn } from "./table.js";
import { readWorkbook } from "./xlsx-read.js";
import { SHEET_FORMAT } from "./xlsx-write.js";

/**
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Texts} Texts
 * @typedef {import("../types.js").Fields} Fields
 * @typedef {import("./xlsx-read.js").ReadSheet} ReadSheet
 * @typedef {import("./table.js").TableCell} TableCell
 * @typedef {Map<string, {cell: TableCell, place: string}>} Given The values of the preparation sheet by key.
 */

/**
 * @param {Model} model
 * @param {Record<string, Texts>} allTexts
 * @param {Uint8Array} bytes
 * @returns {Promise<import("./file.js").Read>}
 */
export async function parseWorksheet(model, allTexts, bytes) {
  try {
    const sheets = await readWorkbook(bytes);
    const preparation = sheets.find((sheet) => keyedValues(sheet).get("format")?.cell.text === SHEET_FORMAT.name);
    if (preparation === undefined) throw new FileProblem("tool.package.workbook");
    const given = keyedValues(preparation);
    const text = (/** @type {string} */ key) => given.get(key)?.cell.text.trim();
    checkVersion(wholeIn(text("formatVersion") ?? ""), SHEET_FORMAT.version);
    const changed = modelWarnings(model, { id: text("model.id"), version: text("model.version"), hash: text("model.hash") });
    const reader = new TableReader(model, allTexts);
    const prepared = readPreparation(reader, (model.patterns ?? []).map(({ id }) => id), given);
    const { name, rows, columns } = inputOf(sheets.filter((sheet) => sheet !== preparation), allTexts);
    for (const { number, cells } of rows) reader.readRow(columns, cells, `${name}!`, number);
    return reader.checked(model, prepared, changed);
  } catch (error) {
    return notRead([problemIn(error)]);
  }
}

/**
 * @param {ReadSheet} sheet
 * @returns {Given}
 */
function keyedValues({ name, rows }) {
  const keyed = rows.filter(({ cells }) => (cells[0]?.text ?? "") !== "");
  return new Map(keyed.map(({ number, cells }) => [cells[0]?.text.trim() ?? "", { cell: cells[2] ?? { text: "" }, place: `${name}!C${number}` }]));
}

/**
 * @param {TableReader} reader
 * @param {string[]} patterns
 * @param {Given} given
 */
function readPreparation({ allTexts, places, problems }, patterns, given) {
  const value = (/** @type {string} */ key, /** @type {(cell: TableCell) => unknown} */ read = (cell) => cell.text, path = `assessment.${key}`) => {
    const { cell, place } = given.get(key) ?? { cell: { text: "" }, place: "" };
    places.set(path, place);
    return cell.text.trim() === "" ? undefined : read(cell);
  };
  const number = (/** @type {TableCell} */ { text }) => wholeIn(text);
  const tlp = (/** @type {TableCell} */ { text }) => TLP.find((label) => comparableName(label).slice(4) === comparableName(text).replace(/^tlp:\s*/, "")) ?? text;
  const named = (/** @type {string} */ key) => {
    const read = (/** @type {TableCell} */ { text }) => {
      const known = keyNamed(text, patterns, patternName, allTexts);
      if (known === undefined) problems.push({ key: "tool.problem.word", args: { place: places.get(key) ?? "" } });
      return known;
    };
    return value(key, read, key);
  };
  const assessment = {
    team: value("team"),
    scope: value("scope"),
    date: value("date", dayIn),
    assessors: value("assessors", ({ text }) => text.split("\n").filter((line) => line.trim() !== "")),
    position: value("position"),
    months: value("months", number),
    tlp: value("tlp", tlp),
  };
  return { assessment, pattern: { current: named("pattern.current"), target: named("pattern.target") }, level: value("targetLevel", number, "target.level") };
}

/**
 * The sheet with the items: the one that has a row of keys, else the one whose first row has our headings.
 * @param {ReadSheet[]} sheets
 * @param {Record<string, Texts>} allTexts
 */
function inputOf(sheets, allTexts) {
  const textsOf = (/** @type {TableCell[]} */ cells) => Array.from(cells, (cell) => cell?.text ?? "");
  for (const { name, rows } of sheets) {
    const keys = rows.find(({ cells }) => cells[0]?.text.trim() === "item" && cells.some((cell) => cell?.text === "level"));
    // A row of keys is where a row was sorted to: what stands above it counts, too, but the headings.
    if (keys !== undefined) return { name, rows: rows.filter((row) => row !== keys && row !== rows[0]), columns: headColumns(textsOf(keys.cells), {}) };
  }
  for (const { name, rows } of sheets) {
    const [head, ...rest] = rows;
    const columns = columnsNamed(textsOf(head?.cells ?? []), allTexts);
    if (columns.includes("item") && columns.includes("note")) return { name, rows: rest, columns: headColumns(textsOf(head?.cells ?? []), allTexts) };
  }
  throw new FileProblem("tool.package.workbook");
}
