/**
 * The sheet with the result, which formulas count from the input, and its charts. Pure.
 */
import { askedLevel } from "../scoring/score.js";
import { comparedProfiles } from "../state/profiles.js";
import { columnLetters, nameIn, sheetLabel, shownOf, worksheetColumns } from "./table.js";
import { chartXml } from "./xlsx-chart.js";
import { cellOf, nameOfSheet } from "./xlsx-lists.js";
import { sheetRange } from "./xlsx-sheet.js";
import { STYLES } from "./xlsx-styles.js";

/**
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Texts} Texts
 * @typedef {import("../types.js").Result} Result
 * @typedef {import("./xlsx-sheet.js").Sheet} Sheet
 * @typedef {import("./xlsx-sheet.js").SheetRow} SheetRow
 * @typedef {import("./xlsx-lists.js").ToWrite} ToWrite
 */

/**
 * @param {ToWrite} what
 * @param {Sheet & {last: number}} input
 * @param {string} general Where the target for all items is.
 * @returns {Sheet}
 */
export function resultSheet(what, input, general) {
  const { model, texts, result } = what;
  const formulas = resultFormulas(model, input, general);
  const groups = result.categories.map((group, at) =>
    groupRow(model, texts, group, formulas, at + 4),
  );
  const first = groups.length + 6;
  const name = nameOfSheet(texts, "result");
  const mean = model.aggregation === undefined ? [] : ["mean"];
  const rows = [
    { cells: [cellOf(`${texts.model}: ${sheetLabel(texts, "result")}`, STYLES.title)] },
    { cells: [cellOf(sheetLabel(texts, "counted"), STYLES.key)] },
    headings(texts, ["", "category", "answered", "total", "lowest", ...mean]),
    ...groups,
    { cells: [] },
    headings(texts, ["item", "name", "level", "target"]),
    ...itemRows(what, formulas, first),
  ];
  return {
    name,
    rows,
    columns: [9, 40, 12, 12, 12, 12, 3].map((width) => ({ width })),
    dropdowns: [],
    titles: ["$1:$1"],
    tall: model.items.length > 70 ? 0 : 1,
    charts: resultCharts({ model, texts, result, name, first }),
  };
}

/**
 * @param {Texts} texts
 * @param {string[]} keys
 * @returns {SheetRow}
 */
function headings(texts, keys) {
  return { cells: keys.map((key) => cellOf(sheetLabel(texts, key), STYLES.heading)) };
}

/**
 * @param {ToWrite} what
 * @param {Formulas} formulas
 * @param {number} first The row of the first item.
 */
function itemRows({ model, texts, assessment, result }, formulas, first) {
  const profiles = comparedProfiles(model, assessment);
  return model.items.map((item, at) => {
    const asked = askedLevel(model, item, profiles);
    const isFree = assessment.target.items.get(item.id) === "not-required";
    const free = isFree ? sheetLabel(texts, "notRequired") : "";
    return itemRow(item, texts, result.items[at], formulas, first + at, asked, free);
  });
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
  const answered = (/** @type {number} */ row) =>
    `(${range("category")}=$B${row})*ISNUMBER(${level})*(${range("notApplicable")}="")`;
  const counted = (/** @type {number} */ row) =>
    answered(row) + (model.leftOut ?? []).map((left) => `*(${level}<>${left})`).join("");
  const look = (/** @type {string} */ column, /** @type {number} */ row) =>
    `INDEX(${range(column)},MATCH($A${row},${range("item")},0))`;
  return {
    answered: (/** @type {number} */ row) => `SUMPRODUCT(${answered(row)})`,
    lowest: (/** @type {number} */ row) =>
      `IF(SUMPRODUCT(${counted(row)})=0,"",SUMPRODUCT(MIN(999-${counted(row)}*(999-${level}))))`,
    mean: (/** @type {number} */ row) =>
      `IF(SUMPRODUCT(${counted(row)})=0,"",ROUND(SUMPRODUCT(${counted(row)},${level})/SUMPRODUCT(${counted(row)}),1))`,
    level: (/** @type {number} */ row) =>
      `IF(OR(${look("level", row)}="",${look("notApplicable", row)}<>""),"",${look("level", row)})`,
    target: (/** @type {number} */ row, /** @type {number | null} */ asked) => {
      const team = `IF(${look("target", row)}<>"",${look("target", row)},IF(${general}="","",${general}))`;
      return asked === null ? team : `IF(ISNUMBER(${team}),MAX(${team},${asked}),${asked})`;
    },
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
    cellOf(group.answered, STYLES.level, formulas.answered(row)),
    cellOf(group.total, STYLES.level),
    cellOf(group.lowest, STYLES.level, formulas.lowest(row)),
    cellOf(group.mean && group.mean / 10, STYLES.mean, formulas.mean(row)),
  ];
  const name = nameIn(texts.categories, group.id);
  return {
    cells: [
      cellOf(group.id, STYLES.shown),
      cellOf(name, STYLES.shown),
      ...(model.aggregation === undefined ? counted.slice(0, 3) : counted),
    ],
  };
}

/**
 * @param {import("../types.js").Item} item
 * @param {Texts} texts
 * @param {import("../types.js").ItemResult | undefined} result
 * @param {Formulas} formulas
 * @param {number} row
 * @param {number | null} asked What the profiles ask that the team compares with.
 * @param {string} [free] What stands instead of a target where none is required.
 * @returns {SheetRow}
 */
function itemRow(item, texts, result, formulas, row, asked, free = "") {
  const level = cellOf(result?.level ?? null, STYLES.level, formulas.level(row));
  const target = cellOf(result?.target ?? free, STYLES.level, formulas.target(row, asked));
  return {
    cells: [
      cellOf(item.id, STYLES.shown),
      cellOf(shownOf(item, texts).name ?? null, STYLES.shown),
      level,
      target,
    ],
  };
}

/**
 * @typedef {{model: Model, texts: Texts, result: Result, name: string, first: number}} Charted `name`: of the sheet; `first`: the row of the first item.
 * @typedef {Omit<Parameters<typeof chartXml>[0], "kind" | "title" | "most">} Drawn
 */

/**
 * Levels and targets of the items.
 * @param {Charted} what
 * @returns {Drawn}
 */
function itemSeries({ model, texts, result, name, first }) {
  const last = first + model.items.length - 1;
  const range = (/** @type {string} */ letters) =>
    sheetRange(name, `${letters}${first}:${letters}${last}`);
  const series = [
    {
      name: sheetLabel(texts, "level"),
      colour: "2B3A7E",
      range: range("C"),
      values: result.items.map((item) => item.level),
    },
    {
      name: sheetLabel(texts, "target"),
      colour: "C8553D",
      dashed: true,
      range: range("D"),
      values: result.items.map((item) => item.target),
    },
  ];
  return { names: model.items.map((item) => item.id), range: range("A"), series };
}

/**
 * Means of the categories.
 * @param {Charted} what
 * @returns {Drawn}
 */
function groupSeries({ model, texts, result, name }) {
  const end = model.categories.length + 3;
  const means = {
    name: sheetLabel(texts, "mean"),
    colour: "2B3A7E",
    range: sheetRange(name, `F4:F${end}`),
    values: result.categories.map(({ mean }) => (mean === null ? null : mean / 10)),
  };
  return {
    names: model.categories.map((id) => nameIn(texts.categories, id)),
    range: sheetRange(name, `B4:B${end}`),
    series: [means],
  };
}

/**
 * A radar of the means of categories (of items where there are hardly any categories), and a bar for each item.
 * @param {Charted} what
 * @returns {Sheet["charts"]}
 */
function resultCharts(what) {
  const { model, texts, first } = what;
  const most = Math.max(1, ...Object.values(model.scales).flat());
  const items = itemSeries(what);
  const isFew = model.categories.length < 3 || model.aggregation === undefined;
  const radar = isFew ? items : groupSeries(what);
  const [radarTitle, barsTitle] = [sheetLabel(texts, "radar"), sheetLabel(texts, "bars")];
  return [
    {
      chart: chartXml({ kind: "radar", title: radarTitle, most, ...radar }),
      from: [7, 2],
      to: [16, 24],
      text: radarTitle,
    },
    {
      chart: chartXml({ kind: "bar", title: barsTitle, most, ...items }),
      from: [7, 25],
      to: [16, Math.max(40, first + model.items.length - 1)],
      text: barsTitle,
    },
  ];
}
