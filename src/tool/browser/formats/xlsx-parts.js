/**
 * The XML of a workbook, from plain descriptions of sheets: cells, columns, dropdowns, print setup, styles, the package.
 * Knows nothing of assessments. Pure.
 */
import { isDay } from "../state/check.js";
import { columnLetters } from "./table.js";
import { xmlElement, xmlText } from "./xml.js";
import { zip } from "./zip.js";

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
 *
 * @typedef {{title: string, lang: string, font: string, mark: string, sheets: Sheet[]}} Book `mark` stands at the top and bottom of every page.
 */

// Names of formats that XML is read by; nothing is fetched from there.
const OFFICE = "http://schemas.openxmlformats.org/";
const DRAWING = `${OFFICE}drawingml/2006/`;
const MAIN = `${OFFICE}spreadsheetml/2006/main`;
const RELATIONS = `${OFFICE}officeDocument/2006/relationships`;

/** Places in the list of styles below. */
export const STYLES = {
  note: 0,
  heading: 1,
  text: 2,
  level: 3,
  day: 4,
  title: 5,
  mean: 6,
  shown: 7,
  key: 8,
  computed: 9,
};

/** Number format, font, fill and border of each style, and how its text is aligned. */
const FORMATS =
  /** @type {[number, number, number, number, Record<string, string | number>?][]} */ ([
    [0, 0, 0, 0],
    [0, 1, 2, 1],
    [49, 0, 0, 1],
    [1, 0, 0, 1, { vertical: "top", horizontal: "center" }],
    [164, 0, 0, 1, { vertical: "top", horizontal: "left" }],
    [0, 2, 0, 0, { vertical: "center" }],
    [165, 0, 0, 1, { vertical: "top", horizontal: "center" }],
    [49, 0, 3, 1],
    [0, 3, 0, 0, { vertical: "top" }],
    [0, 0, 3, 1],
  ]);

/**
 * A list that says how long it is.
 * @param {string} name
 * @param {string[]} entries
 */
function countedXml(name, entries) {
  return xmlElement(name, { count: entries.length }, ...entries);
}

/**
 * @param {string} font
 */
function stylesXml(font) {
  const colour = (/** @type {string} */ name, /** @type {string} */ code) =>
    xmlElement(name, { rgb: `FF${code}` });
  const face = (/** @type {string} */ marks, /** @type {string} */ code, size = 11) =>
    xmlElement(
      "font",
      {},
      marks,
      xmlElement("sz", { val: size }),
      colour("color", code),
      xmlElement("name", { val: font }),
    );
  const fill = (/** @type {string} */ patternType, inside = "") =>
    xmlElement("fill", {}, xmlElement("patternFill", { patternType }, inside));
  const line = (/** @type {string} */ side) =>
    xmlElement(side, { style: "thin" }, colour("color", "B8BED6"));
  const formats = FORMATS.map(
    ([numFmtId, fontId, fillId, borderId, alignment = { vertical: "top", wrapText: 1 }]) =>
      xmlElement(
        "xf",
        { numFmtId, xfId: 0, fontId, fillId, borderId, applyNumberFormat: 1, applyAlignment: 1 },
        xmlElement("alignment", alignment),
      ),
  );
  return xmlElement(
    "styleSheet",
    { xmlns: MAIN },
    countedXml("numFmts", [
      xmlElement("numFmt", { numFmtId: 164, formatCode: "yyyy\\-mm\\-dd" }),
      xmlElement("numFmt", { numFmtId: 165, formatCode: "0.0" }),
    ]),
    countedXml("fonts", [
      face("", "000000"),
      face("<b/>", "FFFFFF"),
      face("<b/>", "1F2A60", 16),
      face("", "808080"),
    ]),
    countedXml("fills", [
      fill("none"),
      fill("gray125"),
      fill("solid", colour("fgColor", "2B3A7E")),
      fill("solid", colour("fgColor", "EEF0F7")),
    ]),
    countedXml("borders", [
      "<border/>",
      xmlElement("border", {}, ...["left", "right", "top", "bottom"].map(line)),
    ]),
    countedXml("cellStyleXfs", ["<xf/>"]),
    countedXml("cellXfs", formats),
  );
}

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
function sheetXml(
  { rows, columns, filter, dropdowns, charts, freeze, wide = 1, tall = 0 },
  first,
  mark,
) {
  const marked = (/** @type {string} */ name, /** @type {string} */ text) =>
    xmlElement(name, {}, xmlText(`&L${text}&R${mark.replaceAll("&", "&&")}`));
  return xmlElement(
    "worksheet",
    { xmlns: MAIN, "xmlns:r": RELATIONS },
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

/**
 * @param {Sheet[]} sheets
 */
function workbookXml(sheets) {
  const listed = sheets.map(({ name }, at) =>
    xmlElement("sheet", { name, sheetId: at + 1, "r:id": `rId${at + 1}` }),
  );
  const named = (
    /** @type {string} */ kind,
    /** @type {number} */ localSheetId,
    /** @type {string[]} */ ranges,
    hidden = {},
  ) =>
    ranges.length === 0
      ? ""
      : xmlElement(
          "definedName",
          { name: `_xlnm.${kind}`, localSheetId, ...hidden },
          xmlText(
            ranges.map((range) => sheetRange(sheets[localSheetId]?.name ?? "", range)).join(","),
          ),
        );
  const names = sheets.map(
    ({ filter, titles }, at) =>
      named("_FilterDatabase", at, filter === undefined ? [] : [filter], { hidden: 1 }) +
      named("Print_Titles", at, titles),
  );
  return xmlElement(
    "workbook",
    { xmlns: MAIN, "xmlns:r": RELATIONS },
    xmlElement("bookViews", {}, "<workbookView/>"),
    xmlElement("sheets", {}, ...listed),
    xmlElement("definedNames", {}, ...names),
    xmlElement("calcPr", { fullCalcOnLoad: 1 }),
  );
}

/**
 * @param {[string, string][]} targets What each is, and where.
 */
function relationsXml(targets) {
  const each = targets.map(([kind, target], at) =>
    xmlElement("Relationship", { Id: `rId${at + 1}`, Type: OFFICE + kind, Target: target }),
  );
  return xmlElement("Relationships", { xmlns: `${OFFICE}package/2006/relationships` }, ...each);
}

/**
 * @param {Sheet["charts"]} charts
 */
function drawingXml(charts) {
  const xdr = (
    /** @type {string} */ name,
    /** @type {Record<string, string | number>} */ attributes,
    /** @type {(string | number)[]} */ ...children
  ) => xmlElement(`xdr:${name}`, attributes, ...children);
  const place = (/** @type {string} */ name, /** @type {[number, number]} */ [column, row]) =>
    xdr(
      name,
      {},
      xdr("col", {}, column),
      xdr("colOff", {}, 0),
      xdr("row", {}, row),
      xdr("rowOff", {}, 0),
    );
  const chart = `${DRAWING}chart`;
  const frames = charts.map(({ from, to, text }, at) => {
    const named = xdr(
      "nvGraphicFramePr",
      {},
      xdr("cNvPr", { id: at + 2, name: `Chart ${at + 1}`, descr: text }),
      xdr("cNvGraphicFramePr", {}),
    );
    const size = xdr(
      "xfrm",
      {},
      xmlElement("a:off", { x: 0, y: 0 }),
      xmlElement("a:ext", { cx: 0, cy: 0 }),
    );
    const graphic = xmlElement(
      "a:graphic",
      {},
      xmlElement(
        "a:graphicData",
        { uri: chart },
        xmlElement("c:chart", { "xmlns:c": chart, "r:id": `rId${at + 1}` }),
      ),
    );
    return xdr(
      "twoCellAnchor",
      {},
      place("from", from),
      place("to", to),
      xdr("graphicFrame", { macro: "" }, named, size, graphic),
      xdr("clientData", {}),
    );
  });
  return xdr(
    "wsDr",
    {
      "xmlns:xdr": `${DRAWING}spreadsheetDrawing`,
      "xmlns:a": `${DRAWING}main`,
      "xmlns:r": RELATIONS,
    },
    ...frames,
  );
}

/**
 * @param {Book} book
 */
function propertiesXml({ title, lang }) {
  const names = {
    "xmlns:cp": `${OFFICE}package/2006/metadata/core-properties`,
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
  };
  return xmlElement(
    "cp:coreProperties",
    names,
    xmlElement("dc:title", {}, xmlText(title)),
    xmlElement("dc:language", {}, xmlText(lang)),
  );
}

/**
 * What each part is, by the beginning of its name.
 * @param {string[]} names
 */
function contentTypesXml(names) {
  const types = Object.entries({
    "xl/workbook": "officedocument.spreadsheetml.sheet.main",
    "xl/worksheets/s": "officedocument.spreadsheetml.worksheet",
    "xl/styles": "officedocument.spreadsheetml.styles",
    "xl/drawings/d": "officedocument.drawing",
    "xl/charts/": "officedocument.drawingml.chart",
    docProps: "package.core-properties",
  });
  const each = names.flatMap((name) =>
    types
      .filter(([start]) => name.startsWith(start))
      .map(([, type]) =>
        xmlElement("Override", {
          PartName: `/${name}`,
          ContentType: `application/vnd.openxmlformats-${type}+xml`,
        }),
      ),
  );
  const byEnding = Object.entries({
    rels: "application/vnd.openxmlformats-package.relationships+xml",
    xml: "application/xml",
  });
  return xmlElement(
    "Types",
    { xmlns: `${OFFICE}package/2006/content-types` },
    ...byEnding.map(([Extension, ContentType]) =>
      xmlElement("Default", { Extension, ContentType }),
    ),
    ...each,
  );
}

/**
 * The bytes of a workbook. Charts are on its last sheet.
 * @param {Book} book
 * @returns {Promise<Uint8Array>}
 */
export function workbookBytes(book) {
  const { sheets } = book;
  const charts = sheets.at(-1)?.charts ?? [];
  const relation = (/** @type {string} */ kind, /** @type {string} */ target) =>
    /** @type {[string, string]} */ ([`officeDocument/2006/relationships/${kind}`, target]);
  /** @type {[string, string][]} */
  const parts = [
    [
      "_rels/.rels",
      relationsXml([
        relation("officeDocument", "xl/workbook.xml"),
        ["package/2006/relationships/metadata/core-properties", "docProps/core.xml"],
      ]),
    ],
    ["docProps/core.xml", propertiesXml(book)],
    ["xl/workbook.xml", workbookXml(sheets)],
    [
      "xl/_rels/workbook.xml.rels",
      relationsXml([
        ...sheets.map((_, at) => relation("worksheet", `worksheets/sheet${at + 1}.xml`)),
        relation("styles", "styles.xml"),
      ]),
    ],
    ["xl/styles.xml", stylesXml(book.font)],
    ...sheets.map(
      (sheet, at) =>
        /** @type {[string, string]} */ ([
          `xl/worksheets/sheet${at + 1}.xml`,
          sheetXml(sheet, at === 0, book.mark),
        ]),
    ),
    [
      `xl/worksheets/_rels/sheet${sheets.length}.xml.rels`,
      relationsXml([relation("drawing", "../drawings/drawing1.xml")]),
    ],
    ["xl/drawings/drawing1.xml", drawingXml(charts)],
    [
      "xl/drawings/_rels/drawing1.xml.rels",
      relationsXml(charts.map((_, at) => relation("chart", `../charts/chart${at + 1}.xml`))),
    ],
    ...charts.map(
      ({ chart }, at) => /** @type {[string, string]} */ ([`xl/charts/chart${at + 1}.xml`, chart]),
    ),
  ];
  const all = [["[Content_Types].xml", contentTypesXml(parts.map(([name]) => name))], ...parts];
  return zip(
    all.map(([name = "", text]) => ({
      name,
      data: new TextEncoder().encode(
        `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${text}`,
      ),
    })),
  );
}
