/**
 * An assessment as a workbook of three sheets: preparation, input with dropdowns, and a result that is counted from the
 * input by formulas. An empty assessment gives the worksheet to fill in. Pure.
 */
import { columnLetters } from "./csv.js";
import { ownValue } from "./json.js";
import { DAY_COLUMNS, meaningOf, rowsOf, sheetLabel, shownOf, sideLevels, sideName, worksheetColumns } from "./table.js";
import { chartXml } from "./xlsx-chart.js";
import { STYLES, sheetRange, workbookBytes } from "./xlsx-parts.js";

/**
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Texts} Texts
 * @typedef {import("../types.js").Assessment} Assessment
 * @typedef {import("../types.js").Result} Result
 * @typedef {import("./xlsx-parts.js").Sheet} Sheet
 * @typedef {import("./xlsx-parts.js").SheetCell} SheetCell
 * @typedef {import("./xlsx-parts.js").SheetRow} SheetRow
 * @typedef {import("./xlsx-parts.js").Validation} Validation
 * @typedef {{model: Model, texts: Texts, lang: string, assessment: Assessment, result: Result}} ToWrite
 */

/** The labels of TLP 2.0. */
export const SHEET_TLP = ["TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"];

/** What the first cell of the first sheet says, and the version of the layout. */
export const SHEET_FORMAT = { name: "shirube-worksheet", version: 1 };

const WIDTHS = /** @type {Record<string, number>} */ ({ item: 9, name: 26, official: 26, level: 9, notApplicable: 22, note: 36, "evidence.what": 26, "evidence.where": 22 });
const PATTERN_ROWS = ["pattern.current", "pattern.target"];
// Where the sources of dropdowns are, in hidden columns of the first sheet.
const LIST_COLUMNS = { sides: 4, patterns: 5, confidences: 6 };

/**
 * @param {ToWrite} what
 * @returns {Promise<Uint8Array>}
 */
export function worksheetBytes(what) {
  const { texts, lang, assessment } = what;
  const preparation = preparationSheet(what);
  const input = inputSheet(what, preparation.name);
  const general = preparation.rows.findIndex(({ cells }) => cells[0]?.value === "targetLevel") + 1;
  const sheets = [preparation, input, resultSheet(what, input, sheetRange(preparation.name, `C${general}`))];
  const title = [sheetLabel(texts, "title"), texts.model, assessment.team].filter((text) => text !== "").join(": ");
  return workbookBytes({ title, lang, font: sheetLabel(texts, "font"), mark: assessment.tlp, sheets });
}

/**
 * A name that a sheet can have.
 * @param {Texts} texts
 * @param {string} key
 */
function nameOfSheet(texts, key) {
  return sheetLabel(texts, key).replace(/[[\]:*?/\\']/g, " ").slice(0, 31);
}

/**
 * @param {string | number} value
 * @param {number} [style]
 * @returns {SheetCell}
 */
function cellOf(value, style = STYLES.note) {
  return { value, style };
}

/**
 * @param {ToWrite} what
 * @returns {Sheet}
 */
function preparationSheet(what) {
  const { model, texts } = what;
  const rows = [...keyRows(what), ...sheetNotes(what), ...levelRows(model, texts)];
  const lists = dropdownLists(model, texts);
  lists.forEach(({ column, values }) => values.forEach((value, at) => {
    const cells = (rows[at] ??= { cells: [] }).cells;
    while (cells.length < column) cells.push(null);
    cells[column] = cellOf(value, STYLES.key);
  }));
  const hidden = { width: 12, hidden: true };
  const columns = [hidden, { width: 34 }, { width: 90 }, { width: 3 }, hidden, hidden, hidden];
  const name = nameOfSheet(texts, "preparation");
  return { name, rows, columns, titles: [], validations: preparationChecks(texts, rows, name, lists), charts: [] };
}

/**
 * @param {ToWrite} what
 * @returns {SheetRow[]}
 */
function keyRows({ model, texts, lang, assessment }) {
  const { team, date, scope, assessors, position, months, tlp, pattern, target } = assessment;
  const machine = [["format", SHEET_FORMAT.name], ["formatVersion", SHEET_FORMAT.version], ["model.id", model.id], ["model.version", model.version], ["model.hash", model.hash], ["language", lang]];
  const patternName = (/** @type {string} */ id) => ownValue(texts.patterns, id)?.name ?? id;
  const patterns = (model.patterns ?? []).length === 0 ? [] : [["pattern.current", patternName(pattern.current)], ["pattern.target", patternName(pattern.target)]];
  const given = [["team", team], ["date", date], ["scope", scope], ["assessors", assessors.join("\n")], ["position", position], ["months", months ?? ""], ["tlp", tlp], ...patterns, ["targetLevel", target.level ?? ""]];
  const rowOf = (/** @type {(string | number)[]} */ [key = "", value = ""], /** @type {boolean} */ hidden) => {
    const style = key === "date" ? STYLES.day : typeof value === "number" || key === "months" || key === "targetLevel" ? STYLES.level : STYLES.text;
    return { hidden, cells: [cellOf(key, STYLES.key), cellOf(sheetLabel(texts, String(key)), STYLES.shown), cellOf(value, style)] };
  };
  const title = { cells: [null, cellOf(`${texts.model}: ${sheetLabel(texts, "title")}`, STYLES.title)] };
  return [...machine.map((row) => rowOf(row, true)), title, ...given.map((row) => rowOf(row, false))];
}

/**
 * @param {ToWrite} what
 * @returns {SheetRow[]}
 */
function sheetNotes({ texts }) {
  const { notice } = texts;
  const notes = [sheetLabel(texts, "fill"), sheetLabel(texts, "statement"), ...(notice ? [notice.text, `${notice.link} ${notice.address}`] : []), ...(texts.steps ?? [])];
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
    const head = { cells: [null, cellOf(sheetLabel(texts, "level"), STYLES.heading), cellOf(used.size > 1 ? sideName(texts, scale) : sheetLabel(texts, "meaning"), STYLES.heading)] };
    const rows = (ownValue(model.scales, scale) ?? []).map((level) => {
      const meanings = [ownValue(texts.scales, scale), ownValue(texts.scaleTexts, scale)].map((names) => ownValue(names, String(level)) ?? "");
      return { cells: [null, cellOf(level, STYLES.level), cellOf(meanings.filter((part) => part !== "").join(": "), STYLES.text)] };
    });
    return [{ cells: [] }, head, ...rows];
  });
  return [{ cells: [] }, { cells: [null, cellOf(sheetLabel(texts, "levels"), STYLES.title)] }, ...blocks];
}

/**
 * @param {Model} model
 * @param {Texts} texts
 */
function dropdownLists(model, texts) {
  const sides = [...new Set(model.items.flatMap((item) => item.scales))].map((side) => sideName(texts, side));
  const patterns = (model.patterns ?? []).map(({ id }) => ownValue(texts.patterns, id)?.name ?? id);
  const confidences = ["low", "medium", "high"].map((key) => sheetLabel(texts, `confidence.${key}`));
  return [
    { column: LIST_COLUMNS.sides, values: sides },
    { column: LIST_COLUMNS.patterns, values: patterns },
    { column: LIST_COLUMNS.confidences, values: confidences },
  ];
}

/**
 * The range of a list of the first sheet.
 * @param {string} sheet
 * @param {number} column
 * @param {number} count
 */
function listRange(sheet, column, count) {
  const letters = columnLetters(column);
  return sheetRange(sheet, `${letters}1:${letters}${count}`);
}

/**
 * @param {Texts} texts
 * @param {SheetRow[]} rows
 * @param {string} name
 * @param {ReturnType<typeof dropdownLists>} lists
 * @returns {Validation[]}
 */
function preparationChecks(texts, rows, name, lists) {
  const error = sheetLabel(texts, "choose");
  const patterns = lists.find(({ column }) => column === LIST_COLUMNS.patterns)?.values ?? [];
  return rows.flatMap(({ cells }, at) => {
    const [key, range] = [cells[0]?.value, `C${at + 1}`];
    if (key === "tlp") return [{ range, type: /** @type {const} */ ("list"), formulas: [`"${SHEET_TLP.join(",")}"`], error }];
    if (key === "date") return [dayCheck(range, texts)];
    if (key === "months") return [{ range, type: /** @type {const} */ ("whole"), formulas: ["0"], error: sheetLabel(texts, "wholenumber") }];
    const list = PATTERN_ROWS.includes(String(key)) ? [listRange(name, LIST_COLUMNS.patterns, patterns.length)] : [];
    return list.length === 0 ? [] : [{ range, type: /** @type {const} */ ("list"), formulas: list, error }];
  });
}

/**
 * @param {string} range
 * @param {Texts} texts
 * @returns {Validation}
 */
function dayCheck(range, texts) {
  return { range, type: "date", formulas: ["1"], error: sheetLabel(texts, "day") };
}

/**
 * @param {ToWrite} what
 * @param {string} preparation
 * @returns {Sheet & {last: number}}
 */
function inputSheet({ model, texts, assessment }, preparation) {
  const columns = worksheetColumns(model);
  const given = model.items.flatMap((item) => rowsOf(item, texts, assessment).map((cells) => ({ item, cells })));
  const head = { cells: columns.map((column) => cellOf(sheetLabel(texts, column), STYLES.heading)) };
  const keys = { hidden: true, cells: columns.map((column) => cellOf(column, STYLES.key)) };
  const rows = given.map(({ cells }) => ({ cells: columns.map((column) => cellOf(cells[column] ?? "", inputStyle(column))) }));
  const last = rows.length + 2;
  const filter = `A1:${columnLetters(columns.length - 1)}${last}`;
  const widths = columns.map((column) => ({ width: WIDTHS[column] ?? 14, style: inputStyle(column) }));
  const validations = inputChecks(model, texts, given.map(({ item }) => item), preparation);
  return { name: nameOfSheet(texts, "input"), rows: [head, keys, ...rows], columns: widths, freeze: "D3", filter, titles: ["$A:$A", "$1:$1"], wide: 2, validations, charts: [], last };
}

/**
 * @param {string} column
 */
function inputStyle(column) {
  if (["item", "category", "name", "official"].includes(column)) return STYLES.shown;
  if (column === "level" || column === "target") return STYLES.level;
  return DAY_COLUMNS.has(column) ? STYLES.day : STYLES.text;
}

/**
 * @param {Model} model
 * @param {Texts} texts
 * @param {import("../types.js").Item[]} items The item of each row.
 * @param {string} preparation
 * @returns {Validation[]}
 */
function inputChecks(model, texts, items, preparation) {
  const columns = worksheetColumns(model);
  const error = sheetLabel(texts, "choose");
  const whole = (/** @type {string} */ column) => `${columnLetters(columns.indexOf(column))}3:${columnLetters(columns.indexOf(column))}${items.length + 2}`;
  /** @type {Map<string, {levels: number[], prompt: string, rows: number[]}>} */
  const groups = new Map();
  items.forEach((item, at) => {
    const key = item.scales.join(" ");
    const group = groups.get(key) ?? { levels: sideLevels(model, item, ""), prompt: levelPrompt(model, texts, item), rows: [] };
    group.rows.push(at + 3);
    groups.set(key, group);
  });
  const byLevel = [...groups.values()].flatMap(({ levels, prompt, rows }) => ["level", "target"].map((column) => {
    const letters = columnLetters(columns.indexOf(column));
    const shown = column === "level" ? { title: sheetLabel(texts, "level"), prompt } : {};
    const required = column === "level" ? levels.join(",") : [...levels, sheetLabel(texts, "notRequired").replace(/[,"]/g, " ")].join(",");
    return { range: runsOf(rows).map(([from, to]) => `${letters}${from}:${letters}${to}`).join(" "), type: /** @type {const} */ ("list"), formulas: [`"${required}"`], error, ...shown };
  }));
  const lists = dropdownLists(model, texts);
  const named = [["side", LIST_COLUMNS.sides], ["evidence.confidence", LIST_COLUMNS.confidences]].filter(([column]) => columns.includes(String(column))).map(([column, at]) => {
    const count = lists.find((list) => list.column === at)?.values.length ?? 0;
    return { range: whole(String(column)), type: /** @type {const} */ ("list"), formulas: [listRange(preparation, Number(at), count)], error };
  });
  const days = columns.filter((column) => DAY_COLUMNS.has(column)).map((column) => dayCheck(whole(column), texts));
  return [...byLevel, ...named, ...days];
}

/**
 * Short names of an item's levels, shown beside the cell.
 * @param {Model} model
 * @param {Texts} texts
 * @param {import("../types.js").Item} item
 */
function levelPrompt(model, texts, item) {
  const lines = item.scales.flatMap((scale) => [
    ...(item.scales.length > 1 ? [sideName(texts, scale)] : []),
    ...sideLevels(model, item, scale).map((level) => `${level} ${meaningOf(texts, item, scale, level)}`),
  ]);
  return lines.join("\n");
}

/**
 * Rows that follow one another, as first and last of each run.
 * @param {number[]} rows
 * @returns {[number, number][]}
 */
function runsOf(rows) {
  /** @type {[number, number][]} */
  const runs = [];
  for (const row of rows) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] === row - 1) run[1] = row;
    else runs.push([row, row]);
  }
  return runs;
}

/**
 * @param {ToWrite} what
 * @param {Sheet & {last: number}} input
 * @param {string} general Where the target for all items is.
 * @returns {Sheet}
 */
function resultSheet({ model, texts, assessment, result }, input, general) {
  const mean = model.aggregation === undefined ? [] : ["mean"];
  const heading = (/** @type {string[]} */ keys) => ({ cells: keys.map((key) => cellOf(sheetLabel(texts, key), STYLES.heading)) });
  const formulas = resultFormulas(model, input, general);
  const groups = result.categories.map((group, at) => groupRow(model, texts, group, formulas, at + 4));
  const first = groups.length + 6;
  const free = new Map([...assessment.target.items].filter(([, level]) => level === "not-required").map(([id]) => [id, sheetLabel(texts, "notRequired")]));
  const items = model.items.map((item, at) => itemRow(item, texts, result.items[at], formulas, first + at, free.get(item.id)));
  const name = nameOfSheet(texts, "result");
  const rows = [
    { cells: [cellOf(`${texts.model}: ${sheetLabel(texts, "result")}`, STYLES.title)] },
    { cells: [cellOf(sheetLabel(texts, "counted"), STYLES.key)] },
    heading(["", "category", "answered", "total", "lowest", ...mean]),
    ...groups,
    { cells: [] },
    heading(["item", "name", "level", "target"]),
    ...items,
  ];
  const charts = resultCharts({ model, texts, result, name, first });
  const columns = [{ width: 9 }, { width: 40 }, { width: 12 }, { width: 12 }, { width: 12 }, { width: 12 }, { width: 3 }];
  return { name, rows, columns, validations: [], titles: ["$1:$1"], tall: model.items.length > 70 ? 0 : 1, charts };
}

/**
 * Formulas over the input, by what they count. Not answered is not 0, so blank cells stay out everywhere.
 * @param {Model} model
 * @param {Sheet & {last: number}} input
 * @param {string} general
 */
function resultFormulas(model, input, general) {
  const columns = worksheetColumns(model);
  const range = (/** @type {string} */ column) => {
    const letters = columnLetters(columns.indexOf(column));
    return sheetRange(input.name, `${letters}3:${letters}${input.last}`);
  };
  const level = range("level");
  const answered = (/** @type {number} */ row) => `(${range("category")}=$B${row})*ISNUMBER(${level})*(${range("notApplicable")}="")`;
  const counted = (/** @type {number} */ row) => answered(row) + (model.leftOut ?? []).map((left) => `*(${level}<>${left})`).join("");
  const look = (/** @type {string} */ column, /** @type {number} */ row) => `INDEX(${range(column)},MATCH($A${row},${range("item")},0))`;
  return {
    answered: (/** @type {number} */ row) => `SUMPRODUCT(${answered(row)})`,
    lowest: (/** @type {number} */ row) => `IF(SUMPRODUCT(${counted(row)})=0,"",SUMPRODUCT(MIN(999-${counted(row)}*(999-${level}))))`,
    mean: (/** @type {number} */ row) => `IF(SUMPRODUCT(${counted(row)})=0,"",ROUND(SUMPRODUCT(${counted(row)},${level})/SUMPRODUCT(${counted(row)}),1))`,
    level: (/** @type {number} */ row) => `IF(OR(${look("level", row)}="",${look("notApplicable", row)}<>""),"",${look("level", row)})`,
    target: (/** @type {number} */ row) => `IF(${look("target", row)}<>"",${look("target", row)},IF(${general}="","",${general}))`,
  };
}

/**
 * @typedef {ReturnType<typeof resultFormulas>} Formulas
 * @param {Model} model
 * @param {Texts} texts
 * @param {import("../types.js").GroupResult} group
 * @param {Formulas} formulas
 * @param {number} row
 * @returns {SheetRow}
 */
function groupRow(model, texts, group, formulas, row) {
  const counted = [
    { value: group.answered, style: STYLES.level, formula: formulas.answered(row) },
    cellOf(group.total, STYLES.level),
    { value: group.lowest ?? "", style: STYLES.level, formula: formulas.lowest(row) },
    { value: group.mean === null ? "" : group.mean / 10, style: STYLES.mean, formula: formulas.mean(row) },
  ];
  const name = ownValue(texts.categories, group.id) ?? group.id;
  return { cells: [cellOf(group.id, STYLES.shown), cellOf(name, STYLES.shown), ...(model.aggregation === undefined ? counted.slice(0, 3) : counted)] };
}

/**
 * @param {import("../types.js").Item} item
 * @param {Texts} texts
 * @param {import("../types.js").ItemResult | undefined} result
 * @param {Formulas} formulas
 * @param {number} row
 * @param {string} [free] What stands instead of a target where none is required.
 * @returns {SheetRow}
 */
function itemRow(item, texts, result, formulas, row, free = "") {
  const level = { value: result?.level ?? "", style: STYLES.level, formula: formulas.level(row) };
  const target = { value: result?.target ?? free, style: STYLES.level, formula: formulas.target(row) };
  return { cells: [cellOf(item.id, STYLES.shown), cellOf(shownOf(item, texts).name ?? "", STYLES.shown), level, target] };
}

/**
 * A radar of the means of categories (of items where there are hardly any categories), and a bar for each item.
 * @param {{model: Model, texts: Texts, result: Result, name: string, first: number}} what
 * @returns {Sheet["charts"]}
 */
function resultCharts({ model, texts, result, name, first }) {
  const most = Math.max(1, ...Object.values(model.scales).flat());
  const last = first + model.items.length - 1;
  const range = (/** @type {string} */ letters, /** @type {number} */ from, /** @type {number} */ to) => sheetRange(name, `${letters}${from}:${letters}${to}`);
  const items = {
    names: model.items.map((item) => item.id),
    range: range("A", first, last),
    series: [
      { name: sheetLabel(texts, "level"), colour: "2B3A7E", range: range("C", first, last), values: result.items.map((item) => item.level) },
      { name: sheetLabel(texts, "target"), colour: "C8553D", dashed: true, range: range("D", first, last), values: result.items.map((item) => item.target) },
    ],
  };
  const end = model.categories.length + 3;
  const means = { name: sheetLabel(texts, "mean"), colour: "2B3A7E", range: range("F", 4, end), values: result.categories.map(({ mean }) => mean === null ? null : mean / 10) };
  const groups = { names: model.categories.map((id) => ownValue(texts.categories, id) ?? id), range: range("B", 4, end), series: [means] };
  const radar = model.categories.length < 3 || model.aggregation === undefined ? items : groups;
  const [radarTitle, barsTitle] = [sheetLabel(texts, "radar"), sheetLabel(texts, "bars")];
  return [
    { chart: chartXml({ kind: "radar", title: radarTitle, most, ...radar }), from: [7, 2], to: [16, 24], text: radarTitle },
    { chart: chartXml({ kind: "bar", title: barsTitle, most, ...items }), from: [7, 25], to: [16, Math.max(40, first + model.items.length - 1)], text: barsTitle },
  ];
}
