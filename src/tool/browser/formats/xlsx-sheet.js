/**
 * A sheet of a workbook as XML, from a plain description: cells, rows, columns, dropdowns, print setup. Knows nothing of
 * assessments. Pure.
 */
import { isDay } from "../state/check.js";
import { columnLetters } from "./table.js";
import { SPREADSHEET_XMLNS, STYLES } from "./xlsx-styles.js";
import { countedXml, xmlElement, xmlText } from "./xml.js";

/**
 * @typedef {{value: string | number, look: number, formula?: string}} SheetCell
 * @typedef {{cells: (SheetCell | null)[], hidden?: boolean, least?: number}} SheetRow `least`: how many lines it has room for at least.
 * @typedef {{range: string, list: string, error: string, prompt?: string}} Dropdown
 *
 * @typedef {object} Sheet
 * @property {string} name
 * @property {SheetRow[]} rows
 * @property {{width: number, hidden?: boolean, style?: number}[]} columns
 * @property {string} [freeze] The first cell that scrolls.
 * @property {string} [filter] The range with filter buttons.
 * @property {Dropdown[]} dropdowns
 * @property {string[]} titles Columns and rows that are repeated on each page, like "$1:$1".
 * @property {number} [wide] How many pages side by side it takes at most.
 * @property {number} [tall] How many pages one after another; any number if absent.
 * @property {{chart: string, from: [number, number], to: [number, number], text: string}[]} charts Each from column and row to column and row, with what it says in words.
 */

/** The name of what relates parts of a workbook; nothing is fetched from there. */
export const RELATIONS_XMLNS =
  "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/**
 * A text as a cell holds it. What looks like an escape of the format ("_x0041_") is escaped itself.
 * @param {string} text
 */
function cellText(text) {
  return xmlText(
    text
      .replace(/\r\n?/g, "\n")
      .slice(0, 32767)
      .replace(/_(?=x[\da-fA-F]{4}_)/g, "_x005F_"),
  );
}

/**
 * The day's number in a sheet: days since the end of 1899.
 * @param {string} day
 */
export function serialOf(day) {
  return Date.parse(day) / 86_400_000 + 25569;
}

/**
 * @param {SheetCell} cell
 * @param {string} place
 */
function cellXml({ value, look, formula }, place) {
  const at = { r: place, s: look };
  const text = typeof value === "string" ? cellText(value) : value;
  if (formula !== undefined)
    return xmlElement(
      "c",
      { ...at, t: typeof value === "string" ? "str" : undefined },
      xmlElement("f", {}, xmlText(formula)),
      xmlElement("v", {}, text),
    );
  const isSerial = look === STYLES.day && isDay(String(value)) && value >= "1900-03-01";
  if (typeof value === "number" || isSerial)
    return xmlElement("c", at, xmlElement("v", {}, isSerial ? serialOf(String(value)) : value));
  return value === ""
    ? xmlElement("c", at)
    : xmlElement(
        "c",
        { ...at, t: "inlineStr" },
        xmlElement("is", {}, xmlElement("t", { "xml:space": "preserve" }, text)),
      );
}

/**
 * How many lines a text takes in a column; signs of East Asia are as wide as two others.
 * @param {string} text
 * @param {number} width
 */
export function linesIn(text, width) {
  return text
    .split("\n")
    .reduce(
      (sum, line) =>
        sum + Math.max(1, Math.ceil(line.replace(/[\u2E80-\uFFFF]/g, "__").length / width)),
      0,
    );
}

/**
 * @param {SheetRow} row
 * @param {number} at
 * @param {Sheet["columns"]} columns
 */
function rowXml(row, at, columns) {
  const cells = row.cells.map((cell, column) =>
    cell === null ? "" : cellXml(cell, columnLetters(column) + (at + 1)),
  );
  // Not every program finds the height of wrapped text by itself.
  const heights = row.cells.map((cell, column) =>
    cell === null || cell.look === STYLES.key
      ? 1
      : cell.look === STYLES.title
        ? 1.6
        : linesIn(String(cell.value), columns[column]?.width ?? 9),
  );
  const lines = Math.max(row.least ?? 1, ...heights);
  return xmlElement(
    "row",
    {
      r: at + 1,
      ht: lines > 1 ? Math.min(400, 15 * lines) : undefined,
      hidden: row.hidden ? 1 : undefined,
    },
    ...cells,
  );
}

/**
 * @param {Sheet["columns"]} columns
 */
function columnsXml(columns) {
  return columns.map(({ width, hidden, style = 0 }, at) =>
    xmlElement("col", {
      min: at + 1,
      max: at + 1,
      width,
      customWidth: 1,
      hidden: Number(hidden ?? false),
      style,
    }),
  );
}

/**
 * @param {string | undefined} freeze
 * @param {boolean} first
 */
function viewXml(freeze, first) {
  const [, letters = "A", row = "1"] = /^([A-Z]+)(\d+)$/.exec(freeze ?? "") ?? [];
  const [xSplit, name] =
    letters === "A" ? [undefined, "bottomLeft"] : [letters.charCodeAt(0) - 65, "bottomRight"];
  const split = {
    xSplit,
    ySplit: Number(row) - 1,
    topLeftCell: freeze,
    activePane: name,
    state: "frozen",
  };
  const pane =
    freeze === undefined
      ? ""
      : xmlElement("pane", split) +
        xmlElement("selection", { pane: name, activeCell: freeze, sqref: freeze });
  return xmlElement(
    "sheetViews",
    {},
    xmlElement(
      "sheetView",
      { showGridLines: 0, tabSelected: first ? 1 : undefined, workbookViewId: 0 },
      pane,
    ),
  );
}

/**
 * @param {Dropdown} dropdown
 */
function dropdownXml({ range, list, error, prompt }) {
  const shown = prompt === undefined ? {} : { showInputMessage: 1, prompt: prompt.slice(0, 255) };
  return xmlElement(
    "dataValidation",
    {
      type: "list",
      allowBlank: 1,
      showErrorMessage: 1,
      error: error.slice(0, 255),
      ...shown,
      sqref: range,
    },
    xmlElement("formula1", {}, xmlText(list)),
  );
}

/**
 * @param {Sheet} sheet
 * @param {boolean} first
 * @param {string} mark
 */
export function sheetXml(
  { rows, columns, filter, dropdowns, charts, freeze, wide = 1, tall = 0 },
  first,
  mark,
) {
  const marked = (/** @type {string} */ name, /** @type {string} */ text) =>
    xmlElement(name, {}, xmlText(`&L${text}&R${mark.replaceAll("&", "&&")}`));
  return xmlElement(
    "worksheet",
    { xmlns: SPREADSHEET_XMLNS, "xmlns:r": RELATIONS_XMLNS },
    xmlElement("sheetPr", {}, xmlElement("pageSetUpPr", { fitToPage: 1 })),
    viewXml(freeze, first),
    xmlElement("cols", {}, ...columnsXml(columns)),
    xmlElement("sheetData", {}, ...rows.map((row, at) => rowXml(row, at, columns))),
    filter === undefined ? "" : xmlElement("autoFilter", { ref: filter }),
    dropdowns.length === 0 ? "" : countedXml("dataValidations", dropdowns.map(dropdownXml)),
    xmlElement("pageMargins", {
      left: 0.5,
      right: 0.5,
      top: 0.7,
      bottom: 0.7,
      header: 0.3,
      footer: 0.3,
    }),
    xmlElement("pageSetup", {
      paperSize: 9,
      orientation: "landscape",
      fitToWidth: wide,
      fitToHeight: tall,
    }),
    xmlElement("headerFooter", {}, marked("oddHeader", "&A"), marked("oddFooter", "&P / &N")),
    charts.length === 0 ? "" : xmlElement("drawing", { "r:id": "rId1" }),
  );
}

/**
 * A reference to cells of a sheet, by absolute places.
 * @param {string} sheet
 * @param {string} range Like "A1:B2".
 */
export function sheetRange(sheet, range) {
  return `'${sheet.replaceAll("'", "''")}'!${range.replace(/([A-Z]+)(\d+)/g, "$$$1$$$2")}`;
}
