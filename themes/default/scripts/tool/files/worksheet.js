/**
 * A filled worksheet → parts of an assessment. Sheets are found by what is in them, columns by their keys or headings in
 * any language, rows by the item. Everything is read or nothing; each problem says its cell ("Input!F12"). Pure.
 */
import { TEXT_LIMITS } from "./check.js";
import { columnLetters, headColumns } from "./csv.js";
import { ownValue } from "./json.js";
import { FileProblem, problemIn } from "./problem.js";
import { TableReader, columnsNamed, comparable, dayIn, keyNamed, partsOfRows, wholeIn } from "./table.js";
import { readWorkbook } from "./xlsx-read.js";
import { SHEET_FORMAT, SHEET_TLP } from "./xlsx-write.js";

/**
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Texts} Texts
 * @typedef {import("../types.js").Fields} Fields
 * @typedef {import("../types.js").Message} Message
 * @typedef {import("./xlsx-read.js").ReadSheet} ReadSheet
 * @typedef {import("./table.js").TableCell} TableCell
 * @typedef {{assessment: Fields, answers: Record<string, Fields>, target: Fields, pattern: Fields}} SheetParts
 * @typedef {Map<string, {cell: TableCell, place: string}>} Given The values of the preparation sheet by key.
 */

/**
 * @param {Model} model
 * @param {Record<string, Texts>} allTexts
 * @param {Uint8Array} bytes
 * @returns {Promise<{parts: SheetParts | null, problems: Message[], warnings: Message[]}>}
 */
export async function parseWorksheet(model, allTexts, bytes) {
  try {
    const sheets = await readWorkbook(bytes);
    const preparation = sheets.find((sheet) => keyedValues(sheet).get("format")?.cell.text === SHEET_FORMAT.name);
    if (preparation === undefined) throw new FileProblem("tool.package.workbook");
    const given = keyedValues(preparation);
    const warnings = foreignWorksheet(model, given);
    const reader = new TableReader(model, allTexts);
    const { assessment, pattern, level } = readPreparation(reader, given);
    readInput(reader, inputOf(sheets.filter((sheet) => sheet !== preparation), allTexts));
    const { answers, target } = partsOfRows([...reader.rows.values()]);
    const { problems } = reader.check;
    const parts = { assessment, answers, target: { ...target, level }, pattern };
    return problems.length > 0 ? { parts: null, problems, warnings: [] } : { parts, problems, warnings };
  } catch (error) {
    return { parts: null, problems: [problemIn(error)], warnings: [] };
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
 * Refuses the worksheet of another model or of a newer tool.
 * @param {Model} model
 * @param {Given} given
 * @returns {Message[]}
 */
function foreignWorksheet(model, given) {
  const text = (/** @type {string} */ key) => given.get(key)?.cell.text.trim() ?? "";
  const version = wholeIn(text("formatVersion"));
  if (!(version >= 1)) throw new FileProblem("tool.problem.version");
  if (version > SHEET_FORMAT.version) throw new FileProblem("tool.problem.newer", { version: String(version), known: String(SHEET_FORMAT.version) });
  const its = `${text("model.id")} ${text("model.version")}`;
  const here = `${model.id} ${model.version}`;
  if (its !== here) throw new FileProblem("tool.problem.model", { file: its.slice(0, 80), here });
  return text("model.hash") === model.hash ? [] : [{ key: "tool.warning.hash", args: {} }];
}

/**
 * @param {TableReader} reader
 * @param {Given} given
 */
function readPreparation({ check, model, allTexts }, given) {
  const at = (/** @type {string} */ key) => given.get(key) ?? { cell: { text: "" }, place: key };
  const text = (/** @type {string} */ key, limit = TEXT_LIMITS.line) => check.text(at(key).cell.text, at(key).place, limit);
  const valued = (/** @type {string} */ key, /** @type {string} */ problem, /** @type {(cell: TableCell) => unknown} */ read) => {
    const { cell, place } = at(key);
    const value = cell.text.trim() === "" ? null : read(cell);
    if (value === undefined || value === "" || Number.isNaN(value)) check.problem(problem, place);
    return value ?? null;
  };
  const patterns = (model.patterns ?? []).map(({ id }) => id);
  const pattern = (/** @type {string} */ key) => valued(key, "tool.table.pattern", (cell) => keyNamed(cell.text, patterns, (texts, id) => ownValue(texts.patterns, id)?.name, allTexts)) ?? "";
  const tlp = (/** @type {TableCell} */ cell) => SHEET_TLP.find((label) => comparable(label).replace("tlp:", "") === comparable(cell.text).replace(/^tlp:\s*/, ""));
  const levels = new Set(Object.values(model.scales).flat());
  const assessment = {
    team: text("team"),
    scope: text("scope", TEXT_LIMITS.note),
    date: valued("date", "tool.problem.date", dayIn) ?? "",
    assessors: at("assessors").cell.text.split(/\r?\n/).filter((line) => line.trim() !== ""),
    position: text("position"),
    months: valued("months", "tool.problem.type", (cell) => (wholeIn(cell.text) >= 0 ? wholeIn(cell.text) : NaN)),
    tlp: valued("tlp", "tool.table.tlp", tlp) ?? "",
  };
  const level = valued("targetLevel", "tool.problem.level", (cell) => (levels.has(wholeIn(cell.text)) ? wholeIn(cell.text) : NaN));
  return { assessment, pattern: { current: pattern("pattern.current"), target: pattern("pattern.target") }, level };
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

/**
 * @param {TableReader} reader
 * @param {ReturnType<typeof inputOf>} input
 */
function readInput(reader, { name, rows, columns }) {
  for (const { number, cells } of rows) {
    const given = new Map(columns.flatMap((column, index) => (column === "" ? [] : [[column, cells[index] ?? { text: "" }]])));
    reader.read(given, (column) => `${name}!${columnLetters(columns.indexOf(column))}${number}`);
  }
}
