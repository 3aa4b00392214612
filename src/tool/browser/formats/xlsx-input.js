/**
 * The sheet that people fill in: a row for each item and each further piece of evidence, with dropdowns and what the chosen level
 * means. Pure.
 */
import { scaleLevels } from "../scoring/score.js";
import {
  DAY_COLUMNS,
  columnLetters,
  meaningOf,
  nameIn,
  rowsOf,
  sheetLabel,
  sideLevels,
  tableLines,
  worksheetColumns,
} from "./table.js";
import { levelFormula, levelText } from "./xlsx-levels.js";
import { cellOf, dropdownLists, listRange, nameOfSheet } from "./xlsx-lists.js";
import { linesIn } from "./xlsx-sheet.js";
import { STYLES } from "./xlsx-styles.js";

/**
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Texts} Texts
 * @typedef {import("../types.js").Item} Item
 * @typedef {import("./xlsx-sheet.js").Sheet} Sheet
 * @typedef {import("./xlsx-sheet.js").SheetRow} SheetRow
 * @typedef {import("./xlsx-sheet.js").Dropdown} Dropdown
 * @typedef {import("./xlsx-lists.js").ToWrite} ToWrite
 */

const WIDTHS = /** @type {Record<string, number>} */ ({
  item: 9,
  name: 26,
  official: 26,
  level: 9,
  notApplicable: 22,
  meaning: 36,
  note: 36,
  "evidence.what": 26,
  "evidence.where": 22,
});

/**
 * @param {ToWrite} what
 * @param {string} preparation
 * @param {string} levels The sheet that says what levels mean.
 * @returns {Sheet & {last: number}}
 */
export function inputSheet(what, preparation, levels) {
  const { model, texts, assessment } = what;
  const columns = worksheetColumns(model);
  const given = model.items.flatMap((item) =>
    rowsOf(item, texts, assessment).map((cells) => ({ item, cells })),
  );
  const items = given.map(({ item }) => item);
  const [head = [], ...lines] = tableLines(
    texts,
    columns,
    given.map(({ cells }) => cells),
  );
  const rows = lines.map((values, row) => inputRow(what, levels, values, items, row));
  const last = rows.length + 2;
  const keys = { hidden: true, cells: columns.map((column) => cellOf(column, STYLES.key)) };
  return {
    name: nameOfSheet(texts, "input"),
    rows: [{ cells: head.map((label) => cellOf(label, STYLES.heading)) }, keys, ...rows],
    columns: columns.map((column) => ({ width: WIDTHS[column] ?? 14, style: inputStyle(column) })),
    freeze: "D3",
    filter: `A1:${columnLetters(columns.length - 1)}${last}`,
    titles: ["$A:$A", "$1:$1"],
    wide: 2,
    dropdowns: inputDropdowns(model, texts, items, preparation),
    charts: [],
    last,
  };
}

/**
 * @param {ToWrite} what
 * @param {string} levels
 * @param {(string | number)[]} values
 * @param {Item[]} items The item of each row.
 * @param {number} row
 * @returns {SheetRow}
 */
function inputRow({ model, texts, assessment }, levels, values, items, row) {
  const columns = worksheetColumns(model);
  const item = /** @type {Item} */ (items[row]);
  const cells = values.map((value, at) => cellOf(value, inputStyle(columns[at] ?? "")));
  // A further row of an item is one more piece of its evidence, and says nothing of its level.
  if (items[row - 1] === item) return { cells };
  const place = (/** @type {string} */ column) =>
    `${columnLetters(columns.indexOf(column))}${row + 3}`;
  const places = { level: place("level"), side: place("side") };
  const formula = levelFormula(model, texts, item, levels, places);
  const chosen = chosenText(texts, item, assessment.answers.get(item.id));
  cells[columns.indexOf("meaning")] = cellOf(chosen, STYLES.computed, formula);
  // No program fits a row to what its formulas come to.
  const lines = sideTexts(model, texts, item).map((text) => linesIn(text, WIDTHS.meaning ?? 1));
  return { cells, least: Math.max(...lines) };
}

/**
 * What the level of an answer looks like for the item.
 * @param {Texts} texts
 * @param {import("../types.js").Item} item
 * @param {import("../types.js").Answer} [answer]
 */
function chosenText(texts, item, answer) {
  const scale =
    item.scales.length === 1 ? item.scales[0] : item.scales.find((side) => side === answer?.side);
  return scale === undefined || answer === undefined || answer.level === null
    ? ""
    : levelText(texts, item, scale, answer.level);
}

/**
 * All that the levels of an item may look like.
 * @param {Model} model
 * @param {Texts} texts
 * @param {import("../types.js").Item} item
 */
function sideTexts(model, texts, item) {
  return item.scales.flatMap((scale) =>
    scaleLevels(model, scale).map((level) => levelText(texts, item, scale, level)),
  );
}

/**
 * @param {string} column
 */
function inputStyle(column) {
  if (column === "meaning") return STYLES.computed;
  if (["item", "category", "name", "official"].includes(column)) return STYLES.shown;
  if (column === "level" || column === "target") return STYLES.level;
  return DAY_COLUMNS.has(column) ? STYLES.day : STYLES.text;
}

/**
 * @param {Model} model
 * @param {Texts} texts
 * @param {import("../types.js").Item[]} items The item of each row.
 * @param {string} preparation
 * @returns {Dropdown[]}
 */
function inputDropdowns(model, texts, items, preparation) {
  const columns = worksheetColumns(model);
  const error = sheetLabel(texts, "choose");
  const letters = (/** @type {string} */ column) => columnLetters(columns.indexOf(column));
  const free = sheetLabel(texts, "notRequired").replace(/[,"]/g, " ");
  const byRow = items.flatMap((item, at) => {
    const levels = sideLevels(model, item, "").join(",");
    return [
      {
        range: `${letters("level")}${at + 3}`,
        list: `"${levels}"`,
        error,
        prompt: levelPrompt(model, texts, item),
      },
      { range: `${letters("target")}${at + 3}`, list: `"${levels},${free}"`, error },
    ];
  });
  const lists = Object.entries(dropdownLists(model, texts)).filter(([column]) =>
    columns.includes(column),
  );
  const whole = lists.map(([column, { at, values }]) => ({
    range: `${letters(column)}3:${letters(column)}${items.length + 2}`,
    list: listRange(preparation, at, values),
    error,
  }));
  return [...byRow, ...whole];
}

/**
 * Short names of an item's levels, shown beside the cell.
 * @param {Model} model
 * @param {Texts} texts
 * @param {import("../types.js").Item} item
 */
function levelPrompt(model, texts, item) {
  const lines = item.scales.flatMap((scale) => [
    ...(item.scales.length > 1 ? [nameIn(texts.scaleNames, scale)] : []),
    ...sideLevels(model, item, scale).map(
      (level) => `${level} ${meaningOf(texts, item, scale, level)}`,
    ),
  ]);
  return lines.join("\n");
}
