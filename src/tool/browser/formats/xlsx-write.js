/**
 * An assessment as a workbook of four sheets: preparation, input with dropdowns, what the levels mean, and a result that is counted
 * from the input by formulas. An empty assessment gives the worksheet to fill in. Pure.
 */
import { ownValue } from "../scoring/record.js";
import { askedLevel, scaleLevels } from "../scoring/score.js";
import { CONFIDENCES, TLP } from "../state/parts.js";
import { comparedProfiles } from "../state/profiles.js";
import {
  DAY_COLUMNS,
  answerWord,
  columnLetters,
  confidenceName,
  meaningOf,
  nameIn,
  patternName,
  rowsOf,
  sheetLabel,
  shownOf,
  sideLevels,
  tableLines,
  worksheetColumns,
} from "./table.js";
import { chartXml } from "./xlsx-chart.js";
import { levelFormula, levelText, levelsSheet } from "./xlsx-levels.js";
import { STYLES, linesIn, sheetRange, workbookBytes } from "./xlsx-parts.js";

/**
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Texts} Texts
 * @typedef {import("../types.js").Assessment} Assessment
 * @typedef {import("../types.js").Result} Result
 * @typedef {import("./xlsx-parts.js").Sheet} Sheet
 * @typedef {import("./xlsx-parts.js").SheetCell} SheetCell
 * @typedef {import("./xlsx-parts.js").SheetRow} SheetRow
 * @typedef {import("./xlsx-parts.js").Dropdown} Dropdown
 * @typedef {{model: Model, texts: Texts, lang: string, assessment: Assessment, result: Result}} ToWrite
 */

/** What the first cell of the first sheet says, and the version of the layout. */
export const SHEET_FORMAT = { name: "shirube-worksheet", version: 1 };

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
 * @returns {Promise<Uint8Array>}
 */
export function worksheetBytes(what) {
  const { model, texts, lang, assessment } = what;
  const levels = nameOfSheet(texts, "levels");
  const preparation = preparationSheet(what);
  const input = inputSheet(what, preparation.name, levels);
  const general = preparation.rows.findIndex(({ cells }) => cells[0]?.value === "targetLevel") + 1;
  const sheets = [
    preparation,
    input,
    levelsSheet(model, texts, levels),
    resultSheet(what, input, sheetRange(preparation.name, `C${general}`)),
  ];
  const title = [sheetLabel(texts, "title"), texts.model, assessment.team]
    .filter((text) => text !== "")
    .join(": ");
  return workbookBytes({
    title,
    lang,
    font: sheetLabel(texts, "font"),
    mark: assessment.tlp,
    sheets,
  });
}

/**
 * A name that a sheet can have.
 * @param {Texts} texts
 * @param {string} key
 */
function nameOfSheet(texts, key) {
  return sheetLabel(texts, key)
    .replace(/[[\]:*?/\\']/g, " ")
    .slice(0, 31);
}

/**
 * @param {string | number | null} value
 * @param {number} [look]
 * @param {string} [formula]
 * @returns {SheetCell}
 */
function cellOf(value, look = STYLES.note, formula) {
  return { value: value ?? "", look, formula };
}

/**
 * @param {ToWrite} what
 * @returns {Sheet}
 */
function preparationSheet(what) {
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
 * @param {ToWrite} what
 * @returns {SheetRow[]}
 */
function keyRows({ model, texts, lang, assessment }) {
  const { team, date, scope, assessors, position, months, tlp, pattern, target } = assessment;
  const machine = [
    ["format", SHEET_FORMAT.name],
    ["formatVersion", SHEET_FORMAT.version],
    ["model.id", model.id],
    ["model.version", model.version],
    ["model.hash", model.hash],
    ["language", lang],
  ];
  const patterns = {
    "pattern.current": patternName(texts, pattern.current),
    "pattern.target": patternName(texts, pattern.target),
  };
  const values = /** @type {Record<string, string | number>} */ ({
    team,
    date,
    scope,
    assessors: assessors.join("\n"),
    position,
    months: months ?? "",
    tlp,
    ...patterns,
    targetLevel: target.level ?? "",
  });
  const rowOf = (
    /** @type {(string | number)[]} */ [key = "", value = ""],
    /** @type {boolean} */ hidden,
  ) => {
    const style =
      key === "date"
        ? STYLES.day
        : typeof value === "number" || key === "months" || key === "targetLevel"
          ? STYLES.level
          : STYLES.text;
    return {
      hidden,
      cells: [
        cellOf(key, STYLES.key),
        cellOf(sheetLabel(texts, String(key)), STYLES.shown),
        cellOf(value, style),
      ],
    };
  };
  const title = {
    cells: [null, cellOf(`${texts.model}: ${sheetLabel(texts, "title")}`, STYLES.title)],
  };
  return [
    ...machine.map((row) => rowOf(row, true)),
    title,
    ...sheetKeys(model).map((key) => rowOf([key, values[key] ?? ""], false)),
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
    const head = {
      cells: [
        null,
        cellOf(sheetLabel(texts, "level"), STYLES.heading),
        cellOf(
          used.size > 1 ? nameIn(texts.scaleNames, scale) : sheetLabel(texts, "meaning"),
          STYLES.heading,
        ),
      ],
    };
    const rows = scaleLevels(model, scale).map((level) => {
      const meanings = [ownValue(texts.scales, scale), ownValue(texts.scaleTexts, scale)].map(
        (names) => ownValue(names, String(level)) ?? "",
      );
      return {
        cells: [
          null,
          cellOf(level, STYLES.level),
          cellOf(meanings.filter((part) => part !== "").join(": "), STYLES.text),
        ],
      };
    });
    return [{ cells: [] }, head, ...rows];
  });
  return [
    { cells: [] },
    { cells: [null, cellOf(sheetLabel(texts, "levels"), STYLES.title)] },
    ...blocks,
  ];
}

/**
 * The lists that dropdowns show, by what is chosen, and the hidden column of the first sheet that each is in.
 * @param {Model} model
 * @param {Texts} texts
 */
function dropdownLists(model, texts) {
  const sides = [...new Set(model.items.flatMap((item) => item.scales))].map((side) =>
    nameIn(texts.scaleNames, side),
  );
  const patterns = (model.patterns ?? []).map(({ id }) => patternName(texts, id));
  const confidences = CONFIDENCES.map((key) => confidenceName(texts, key));
  return {
    side: { at: 4, values: sides },
    pattern: { at: 5, values: patterns },
    "evidence.confidence": { at: 6, values: confidences },
    comeBack: { at: 7, values: [answerWord(texts, "yes")] },
  };
}

/**
 * The range of a list of the first sheet.
 * @param {string} sheet
 * @param {number} at
 * @param {string[]} values
 */
function listRange(sheet, at, values) {
  return sheetRange(sheet, `${columnLetters(at)}1:${columnLetters(at)}${values.length}`);
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

/**
 * @param {ToWrite} what
 * @param {string} preparation
 * @param {string} levels The sheet that says what levels mean.
 * @returns {Sheet & {last: number}}
 */
function inputSheet({ model, texts, assessment }, preparation, levels) {
  const columns = worksheetColumns(model);
  const given = model.items.flatMap((item) =>
    rowsOf(item, texts, assessment).map((cells) => ({ item, cells })),
  );
  const [head = [], ...lines] = tableLines(
    texts,
    columns,
    given.map(({ cells }) => cells),
  );
  const keys = { hidden: true, cells: columns.map((column) => cellOf(column, STYLES.key)) };
  const letters = (/** @type {string} */ column) => columnLetters(columns.indexOf(column));
  const rows = lines.map((values, row) => {
    const { item } = /** @type {typeof given[number]} */ (given[row]);
    const cells = values.map((value, at) => cellOf(value, inputStyle(columns[at] ?? "")));
    // A further row of an item is one more piece of its evidence, and says nothing of its level.
    if (given[row - 1]?.item === item) return { cells };
    const formula = levelFormula(model, texts, item, levels, {
      level: `${letters("level")}${row + 3}`,
      side: `${letters("side")}${row + 3}`,
    });
    cells[columns.indexOf("meaning")] = cellOf(
      chosenText(texts, item, assessment.answers.get(item.id)),
      STYLES.computed,
      formula,
    );
    // No program fits a row to what its formulas come to.
    return {
      cells,
      least: Math.max(
        ...sideTexts(model, texts, item).map((text) => linesIn(text, WIDTHS.meaning ?? 1)),
      ),
    };
  });
  const last = rows.length + 2;
  const filter = `A1:${columnLetters(columns.length - 1)}${last}`;
  const widths = columns.map((column) => ({
    width: WIDTHS[column] ?? 14,
    style: inputStyle(column),
  }));
  const dropdowns = inputDropdowns(
    model,
    texts,
    given.map(({ item }) => item),
    preparation,
  );
  return {
    name: nameOfSheet(texts, "input"),
    rows: [{ cells: head.map((label) => cellOf(label, STYLES.heading)) }, keys, ...rows],
    columns: widths,
    freeze: "D3",
    filter,
    titles: ["$A:$A", "$1:$1"],
    wide: 2,
    dropdowns,
    charts: [],
    last,
  };
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

/**
 * @param {ToWrite} what
 * @param {Sheet & {last: number}} input
 * @param {string} general Where the target for all items is.
 * @returns {Sheet}
 */
function resultSheet({ model, texts, assessment, result }, input, general) {
  const mean = model.aggregation === undefined ? [] : ["mean"];
  const heading = (/** @type {string[]} */ keys) => ({
    cells: keys.map((key) => cellOf(sheetLabel(texts, key), STYLES.heading)),
  });
  const formulas = resultFormulas(model, input, general);
  const groups = result.categories.map((group, at) =>
    groupRow(model, texts, group, formulas, at + 4),
  );
  const first = groups.length + 6;
  const free = new Map(
    [...assessment.target.items]
      .filter(([, level]) => level === "not-required")
      .map(([id]) => [id, sheetLabel(texts, "notRequired")]),
  );
  const profiles = comparedProfiles(model, assessment);
  const items = model.items.map((item, at) =>
    itemRow(
      item,
      texts,
      result.items[at],
      formulas,
      first + at,
      askedLevel(model, item, profiles),
      free.get(item.id),
    ),
  );
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
  const columns = [
    { width: 9 },
    { width: 40 },
    { width: 12 },
    { width: 12 },
    { width: 12 },
    { width: 12 },
    { width: 3 },
  ];
  return {
    name,
    rows,
    columns,
    dropdowns: [],
    titles: ["$1:$1"],
    tall: model.items.length > 70 ? 0 : 1,
    charts,
  };
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
 * A radar of the means of categories (of items where there are hardly any categories), and a bar for each item.
 * @param {{model: Model, texts: Texts, result: Result, name: string, first: number}} what
 * @returns {Sheet["charts"]}
 */
function resultCharts({ model, texts, result, name, first }) {
  const most = Math.max(1, ...Object.values(model.scales).flat());
  const last = first + model.items.length - 1;
  const range = (
    /** @type {string} */ letters,
    /** @type {number} */ from,
    /** @type {number} */ to,
  ) => sheetRange(name, `${letters}${from}:${letters}${to}`);
  const items = {
    names: model.items.map((item) => item.id),
    range: range("A", first, last),
    series: [
      {
        name: sheetLabel(texts, "level"),
        colour: "2B3A7E",
        range: range("C", first, last),
        values: result.items.map((item) => item.level),
      },
      {
        name: sheetLabel(texts, "target"),
        colour: "C8553D",
        dashed: true,
        range: range("D", first, last),
        values: result.items.map((item) => item.target),
      },
    ],
  };
  const end = model.categories.length + 3;
  const means = {
    name: sheetLabel(texts, "mean"),
    colour: "2B3A7E",
    range: range("F", 4, end),
    values: result.categories.map(({ mean }) => (mean === null ? null : mean / 10)),
  };
  const groups = {
    names: model.categories.map((id) => nameIn(texts.categories, id)),
    range: range("B", 4, end),
    series: [means],
  };
  const radar = model.categories.length < 3 || model.aggregation === undefined ? items : groups;
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
