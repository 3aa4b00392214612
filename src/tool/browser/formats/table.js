/**
 * The table of an assessment with a row for each item, as CSV files and worksheets have it: what stands in the columns, and
 * how they are found again. A further row for the same item holds one more piece of evidence. Pure.
 */
import { ownValue } from "../scoring/record.js";
import { scaleLevels } from "../scoring/score.js";

/**
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Item} Item
 * @typedef {import("../types.js").Texts} Texts
 * @typedef {import("../types.js").Answer} Answer
 * @typedef {import("../types.js").Assessment} Assessment
 * @typedef {import("../types.js").Fields} Fields
 * @typedef {Record<string, string | number>} TableRow What stands in a row, by column.
 */

const SHEET_LABELS = "tool.sheet.";
/** Columns of a piece of evidence. */
export const EVIDENCE_COLUMNS = ["what", "where", "owner", "date", "confidence"].map(
  (key) => `evidence.${key}`,
);
const PLAN_COLUMNS = ["plan.level", "plan.owner", "plan.due", "plan.step"];
/** Columns that only show what the model says. */
export const ONLY_SHOWN = ["category", "name", "official", "meaning"];
const DECISION_COLUMNS = ["decidedBy", "decidedOn"];
const ALL_COLUMNS = [
  "item",
  "category",
  "name",
  "official",
  "side",
  "level",
  "meaning",
  "notApplicable",
  "note",
  ...EVIDENCE_COLUMNS,
  "target",
  ...DECISION_COLUMNS,
  "comeBack",
  "ask",
  ...PLAN_COLUMNS,
  "agreed",
];
const CSV_ONLY = [...PLAN_COLUMNS, "agreed"];
/** What stands for an answer that is no text. */
export const ANSWERS = /** @type {const} */ (["yes", "no"]);

/** Columns that hold days. */
export const DAY_COLUMNS = new Set(["evidence.date", "decidedOn", "plan.due"]);

/** The most rows that are read, and columns; what stands further to the right is passed over. */
export const MAX_ROWS = 20_000;
export const MAX_COLUMNS = 200;

/**
 * A word of the sheets' own: the heading of a column, the name of a sheet.
 * @param {Texts} texts
 * @param {string} key
 */
export function sheetLabel(texts, key) {
  return ownValue(texts.ui, SHEET_LABELS + key) ?? key;
}

/**
 * What something is called; the id itself where it has no name.
 * @param {Record<string, string> | undefined} names
 * @param {string} id
 */
export function nameIn(names, id) {
  return ownValue(names, id) ?? id;
}

/**
 * @param {Texts} texts
 * @param {string} id
 */
export function patternName(texts, id) {
  return ownValue(texts.patterns, id)?.name ?? id;
}

/**
 * @param {Texts} texts
 * @param {string} key
 */
export function confidenceName(texts, key) {
  return sheetLabel(texts, `confidence.${key}`);
}

/**
 * Lines of cells: the headings of the columns, and what rows have in them.
 * @param {Texts} texts
 * @param {string[]} columns
 * @param {TableRow[]} rows
 */
export function tableLines(texts, columns, rows) {
  return [
    columns.map((column) => sheetLabel(texts, column)),
    ...rows.map((row) => columns.map((column) => row[column] ?? "")),
  ];
}

/**
 * Fields of an answer that a model has no use for.
 * @param {Model} model
 */
export function unusedFields({ items, decided = [], shortcuts = [] }) {
  const side = items.some((item) => item.scales.length > 1) ? [] : ["side", "second"];
  return [
    ...side,
    ...(decided.length > 0 ? [] : DECISION_COLUMNS),
    ...(shortcuts.length > 0 ? [] : ["shortcut"]),
  ];
}

/**
 * The columns of a CSV file: all that the model has a use for.
 * @param {Model} model
 */
export function csvColumns(model) {
  const unused = unusedFields(model);
  return ALL_COLUMNS.filter((column) => !unused.includes(column));
}

/**
 * What a column says, as a path of an assessment.
 * @param {string} column
 */
export function pathOf(column) {
  return column === "target" ? "target.items" : `answers.${column}`;
}

/**
 * The columns of the worksheet: those of a CSV file without the plan.
 * @param {Model} model
 */
export function worksheetColumns(model) {
  return csvColumns(model).filter((column) => !CSV_ONLY.includes(column));
}

/**
 * What a spreadsheet calls a column: A, B, … Z, AA.
 * @param {number} index From 0; of a column that is not there, the first.
 * @returns {string}
 */
export function columnLetters(index) {
  const rest = Math.max(0, index);
  return (
    (rest < 26 ? "" : columnLetters(Math.floor(rest / 26) - 1)) +
    String.fromCharCode(65 + (rest % 26))
  );
}

/**
 * The levels that an item has on a side; without a side those of all its scales.
 * @param {Model} model
 * @param {Item} item
 * @param {string} side
 * @returns {number[]}
 */
export function sideLevels(model, item, side) {
  const scales = item.scales.includes(side) ? [side] : item.scales;
  return [...new Set(scales.flatMap((scale) => scaleLevels(model, scale)))].sort((a, b) => a - b);
}

/**
 * What an item's rows show of the model.
 * @param {Item} item
 * @param {Texts} texts
 * @returns {TableRow}
 */
export function shownOf(item, texts) {
  const name = ownValue(texts.items, item.id)?.title ?? item.name;
  return {
    item: item.id,
    category: nameIn(texts.categories, item.category),
    name,
    official: item.name,
  };
}

/**
 * What a level is called.
 * @param {Texts} texts
 * @param {Item} item
 * @param {string} side
 * @param {number | null} level
 */
export function meaningOf(texts, item, side, level) {
  const names = ownValue(texts.scales, item.scales.includes(side) ? side : (item.scales[0] ?? ""));
  return ownValue(names, String(level)) ?? "";
}

/**
 * What a result says of each item, and nothing that somebody wrote.
 * @param {Model} model
 * @param {Texts} texts
 * @param {import("../types.js").Result} result
 * @returns {TableRow[]}
 */
export function resultRows(model, texts, result) {
  return model.items.map((item, at) => {
    const { side = "", level = null, target, gap, state = "" } = result.items[at] ?? {};
    const known = item.scales.includes(side) ? nameIn(texts.scaleNames, side) : "";
    return {
      ...shownOf(item, texts),
      side: known,
      level: level ?? "",
      meaning: meaningOf(texts, item, side, level),
      target: target ?? "",
      gap: gap ?? "",
      state,
    };
  });
}

/**
 * The rows of an item: the first has everything, each further one a piece of evidence.
 * @param {Item} item
 * @param {Texts} texts
 * @param {Assessment} assessment
 * @returns {TableRow[]}
 */
export function rowsOf(item, texts, assessment) {
  const shown = shownOf(item, texts);
  const answer = assessment.answers.get(item.id);
  const target = assessment.target.items.get(item.id) ?? "";
  const wanted = typeof target === "number" ? target : target && sheetLabel(texts, "notRequired");
  if (answer === undefined) return [{ ...shown, target: wanted }];
  const [first = {}, ...more] = answer.evidence.map((one) => evidenceCells(one, texts));
  return [
    { ...shown, ...answerCells(item, texts, answer), ...first, target: wanted },
    ...more.map((cells) => ({ ...shown, ...cells })),
  ];
}

/**
 * @param {Item} item
 * @param {Texts} texts
 * @param {Answer} answer
 * @returns {TableRow}
 */
function answerCells(item, texts, answer) {
  const { level, side, notApplicable, note, decidedBy, decidedOn, plan, agreed, comeBack, ask } =
    answer;
  const named = {
    side: nameIn(texts.scaleNames, side),
    meaning: meaningOf(texts, item, side, level),
    comeBack: comeBack ? answerWord(texts, "yes") : "",
  };
  return {
    level: level ?? "",
    ...named,
    notApplicable:
      notApplicable === "" ? sheetLabel(texts, "reasonFollows") : (notApplicable ?? ""),
    note,
    decidedBy,
    decidedOn,
    ...cellsOf(PLAN_COLUMNS, plan),
    agreed,
    ask,
  };
}

/**
 * @param {import("../types.js").Evidence} one
 * @param {Texts} texts
 * @returns {TableRow}
 */
function evidenceCells(one, texts) {
  return {
    ...cellsOf(EVIDENCE_COLUMNS, one),
    "evidence.confidence": one.confidence && confidenceName(texts, one.confidence),
  };
}

/**
 * The word for an answer that is no text: the first of those that are read.
 * @param {Texts} texts
 * @param {string} key
 */
export function answerWord(texts, key) {
  return sheetLabel(texts, key).split(/[,、]/)[0] ?? "";
}

/**
 * The fields of a part of an answer that columns are named after.
 * @param {string[]} columns Like "plan.due".
 * @param {Fields} part
 * @returns {TableRow}
 */
function cellsOf(columns, part) {
  return Object.fromEntries(
    columns.map((column) => [
      column,
      /** @type {string | number} */ (part[column.slice(column.indexOf(".") + 1)] ?? ""),
    ]),
  );
}

/**
 * The columns by what headings call them: their machine keys, or their names in any of the languages.
 * @param {Record<string, Texts>} allTexts
 */
export function headingNames(allTexts) {
  return new Map(
    ALL_COLUMNS.flatMap((key) => namesOf(key, sheetLabel, allTexts).map((name) => [name, key])),
  );
}

/**
 * A key itself and what it is called in each language.
 * @param {string} key
 * @param {(texts: Texts, key: string) => string} name
 * @param {Record<string, Texts>} allTexts
 */
function namesOf(key, name, allTexts) {
  return [key, ...Object.values(allTexts).map((texts) => name(texts, key))].map(comparableName);
}

/**
 * A text as it is compared with names: full and half width, case and spaces around do not count.
 * @param {string} text
 */
export function comparableName(text) {
  return text.normalize("NFKC").trim().toLowerCase();
}

/**
 * The key among `keys` that a text means: the key itself or its name in any language.
 * @param {string} text
 * @param {readonly string[]} keys
 * @param {(texts: Texts, key: string) => string} name
 * @param {Record<string, Texts>} allTexts
 */
export function keyNamed(text, keys, name, allTexts) {
  const wanted = comparableName(text);
  return keys.find((key) => namesOf(key, name, allTexts).includes(wanted));
}
