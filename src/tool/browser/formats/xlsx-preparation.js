/**
 * The sheet that says what is scored, by whom and when: keys, what people call them, and values beside them; below, how it is
 * filled in and what the levels mean. Pure.
 */
import { ownValue } from "../scoring/record.js";
import { scaleLevels } from "../scoring/score.js";
import { TLP } from "../state/parts.js";
import { nameIn, patternName, sheetLabel } from "./table.js";
import { cellOf, dropdownLists, listRange, nameOfSheet } from "./xlsx-lists.js";
import { STYLES } from "./xlsx-styles.js";

/**
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Texts} Texts
 * @typedef {import("./xlsx-sheet.js").Sheet} Sheet
 * @typedef {import("./xlsx-sheet.js").SheetRow} SheetRow
 * @typedef {import("./xlsx-sheet.js").Dropdown} Dropdown
 * @typedef {import("./xlsx-lists.js").ToWrite} ToWrite
 */

/** What the first cell of the first sheet says, and the version of the layout. */
export const SHEET_FORMAT = { name: "shirube-worksheet", version: 1 };

/**
 * @param {ToWrite} what
 * @returns {Sheet}
 */
export function preparationSheet(what) {
  const { model, texts } = what;
  const rows = [...keyRows(what), ...sheetNotes(what), ...levelRows(model, texts)];
  const lists = dropdownLists(model, texts);
  for (const { at, values } of Object.values(lists)) {
    values.forEach((value, row) => {
      const { cells } = (rows[row] ??= { cells: [] });
      while (cells.length < at) cells.push(null);
      cells[at] = cellOf(value, STYLES.key);
    });
  }
  const hidden = { width: 12, hidden: true };
  const columns = [
    hidden,
    { width: 34 },
    { width: 90 },
    { width: 3 },
    hidden,
    hidden,
    hidden,
    hidden,
  ];
  const name = nameOfSheet(texts, "preparation");
  return {
    name,
    rows,
    columns,
    titles: [],
    dropdowns: preparationDropdowns(
      texts,
      rows,
      listRange(name, lists.pattern.at, lists.pattern.values),
    ),
    charts: [],
  };
}

/**
 * The keys of the sheet for preparation that have a value to fill in.
 * @param {Model} model
 */
export function sheetKeys({ patterns = [] }) {
  return [
    "team",
    "date",
    "scope",
    "assessors",
    "position",
    "months",
    "tlp",
    ...(patterns.length > 0 ? ["pattern.current", "pattern.target"] : []),
    "targetLevel",
  ];
}

/**
 * What stands beside each key.
 * @param {ToWrite} what
 * @returns {Record<string, string | number>}
 */
function keyValues({ texts, assessment }) {
  const { team, date, scope, assessors, position, months, tlp, pattern, target } = assessment;
  return {
    team,
    date,
    scope,
    assessors: assessors.join("\n"),
    position,
    months: months ?? "",
    tlp,
    "pattern.current": patternName(texts, pattern.current),
    "pattern.target": patternName(texts, pattern.target),
    targetLevel: target.level ?? "",
  };
}

/**
 * @param {Texts} texts
 * @param {string} key
 * @param {string | number} value
 * @param {boolean} hidden
 * @returns {SheetRow}
 */
function keyRow(texts, key, value, hidden) {
  const isNumber = typeof value === "number" || key === "months" || key === "targetLevel";
  const look = key === "date" ? STYLES.day : isNumber ? STYLES.level : STYLES.text;
  return {
    hidden,
    cells: [
      cellOf(key, STYLES.key),
      cellOf(sheetLabel(texts, key), STYLES.shown),
      cellOf(value, look),
    ],
  };
}

/**
 * @param {ToWrite} what
 * @returns {SheetRow[]}
 */
function keyRows(what) {
  const { model, texts, lang } = what;
  const machine = Object.entries({
    format: SHEET_FORMAT.name,
    formatVersion: SHEET_FORMAT.version,
    "model.id": model.id,
    "model.version": model.version,
    "model.hash": model.hash,
    language: lang,
  });
  const title = `${texts.model}: ${sheetLabel(texts, "title")}`;
  const values = keyValues(what);
  return [
    ...machine.map(([key, value]) => keyRow(texts, key, value, true)),
    { cells: [null, cellOf(title, STYLES.title)] },
    ...sheetKeys(model).map((key) => keyRow(texts, key, values[key] ?? "", false)),
  ];
}

/**
 * @param {ToWrite} what
 * @returns {SheetRow[]}
 */
function sheetNotes({ texts }) {
  const { notice } = texts;
  const notes = [
    sheetLabel(texts, "fill"),
    sheetLabel(texts, "statement"),
    ...(notice ? [notice.text, `${notice.link} ${notice.address}`] : []),
    ...(texts.steps ?? []),
  ];
  return [{ cells: [] }, ...notes.map((text) => ({ cells: [null, null, cellOf(text)] }))];
}

/**
 * What the levels of each scale mean.
 * @param {Model} model
 * @param {Texts} texts
 * @returns {SheetRow[]}
 */
function levelRows(model, texts) {
  const used = new Set(model.items.flatMap((item) => item.scales));
  const blocks = [...used].flatMap((scale) => {
    const title = used.size > 1 ? nameIn(texts.scaleNames, scale) : sheetLabel(texts, "meaning");
    const heads = [sheetLabel(texts, "level"), title].map((text) => cellOf(text, STYLES.heading));
    return [{ cells: [] }, { cells: [null, ...heads] }, ...scaleRows(model, texts, scale)];
  });
  return [
    { cells: [] },
    { cells: [null, cellOf(sheetLabel(texts, "levels"), STYLES.title)] },
    ...blocks,
  ];
}

/**
 * @param {Model} model
 * @param {Texts} texts
 * @param {string} scale
 * @returns {SheetRow[]}
 */
function scaleRows(model, texts, scale) {
  const names = [ownValue(texts.scales, scale), ownValue(texts.scaleTexts, scale)];
  return scaleLevels(model, scale).map((level) => {
    const meanings = names.map((known) => ownValue(known, String(level)) ?? "");
    const text = meanings.filter((part) => part !== "").join(": ");
    return { cells: [null, cellOf(level, STYLES.level), cellOf(text, STYLES.text)] };
  });
}

/**
 * @param {Texts} texts
 * @param {SheetRow[]} rows
 * @param {string} patterns Where their names are.
 * @returns {Dropdown[]}
 */
function preparationDropdowns(texts, rows, patterns) {
  const lists = /** @type {Record<string, string>} */ ({
    tlp: `"${TLP.join(",")}"`,
    "pattern.current": patterns,
    "pattern.target": patterns,
  });
  return rows.flatMap(({ cells }, at) => {
    const list = ownValue(lists, String(cells[0]?.value));
    return list === undefined
      ? []
      : [{ range: `C${at + 1}`, list, error: sheetLabel(texts, "choose") }];
  });
}
