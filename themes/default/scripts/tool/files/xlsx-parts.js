/**
 * The XML of a workbook, from plain descriptions of sheets: cells, columns, dropdowns, print setup, styles, the package.
 * Knows nothing of assessments. Pure.
 */
import { columnLetters } from "./csv.js";
import { isDay } from "./check.js";
import { xmlText } from "./xml.js";
import { zip } from "./zip.js";

/**
 * @typedef {{value: string | number, style: number, formula?: string}} SheetCell
 * @typedef {{cells: (SheetCell | null)[], hidden?: boolean}} SheetRow
 * @typedef {{range: string, type: "list" | "whole" | "date", formulas: string[], title?: string, prompt?: string, error: string}} Validation
 *
 * @typedef {object} Sheet
 * @property {string} name
 * @property {SheetRow[]} rows
 * @property {{width: number, hidden?: boolean, style?: number}[]} columns
 * @property {string} [freeze] The first cell that scrolls.
 * @property {string} [filter] The range with filter buttons.
 * @property {Validation[]} validations
 * @property {string[]} titles Columns and rows that are repeated on each page, like "$1:$1".
 * @property {number} [wide] How many pages side by side it takes at most.
 * @property {number} [tall] How many pages one after another; any number if absent.
 * @property {{chart: string, from: [number, number], to: [number, number], text: string}[]} charts Each from column and row to column and row, with what it says in words.
 *
 * @typedef {{title: string, lang: string, font: string, mark: string, sheets: Sheet[]}} Book `mark` stands at the top and bottom of every page.
 */

// Names of formats that XML is read by; nothing is fetched from there.
const OFFICE = "http://schemas.openxmlformats.org/";
const MAIN = `${OFFICE}spreadsheetml/2006/main`;
const RELATIONS = `${OFFICE}officeDocument/2006/relationships`;
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Places in the list of styles below. */
export const STYLES = { plain: 0, heading: 1, text: 2, level: 3, day: 4, title: 5, note: 6, mean: 7, shown: 8, key: 9 };

const FORMATS = [
  "0 0 0|vertical=top wrapText=1",
  "0 1 2|vertical=center wrapText=1",
  "49 0 0|vertical=top wrapText=1",
  "1 0 0|vertical=top horizontal=center",
  "164 0 0|vertical=top horizontal=left",
  "0 2 0|vertical=center",
  "0 0 0|vertical=top wrapText=1",
  "165 0 0|vertical=top horizontal=center",
  "49 0 3|vertical=top wrapText=1",
  "0 3 0|vertical=top",
];

/**
 * @param {string} font
 */
function stylesXml(font) {
  const fonts = [["", ""], ["<b/>", "FFFFFFFF"], ["<b/>", "FF1F2A60"], ["", "FF808080"]].map(([bold = "", colour = ""], at) => {
    return `<font>${bold}<sz val="${at === 2 ? 16 : 11}"/>${colour && `<color rgb="${colour}"/>`}<name val="${xmlText(font)}"/></font>`;
  });
  const fills = ["none", "gray125", "FF2B3A7E", "FFEEF0F7"].map((fill) => {
    return `<fill>${fill.startsWith("FF") ? `<patternFill patternType="solid"><fgColor rgb="${fill}"/></patternFill>` : `<patternFill patternType="${fill}"/>`}</fill>`;
  });
  const line = (/** @type {string} */ side) => `<${side} style="thin"><color rgb="FFB8BED6"/></${side}>`;
  const borders = ["<border><left/><right/><top/><bottom/><diagonal/></border>", `<border>${["left", "right", "top", "bottom"].map(line).join("")}<diagonal/></border>`];
  const framed = (/** @type {number} */ at) => (at === STYLES.plain || at === STYLES.title || at === STYLES.note || at === STYLES.key ? 0 : 1);
  const formats = FORMATS.map((format, at) => {
    const [numbers = "", alignment = ""] = format.split("|");
    const [number, face, fill] = numbers.split(" ");
    const aligned = alignment.replace(/=(\w+)/g, '="$1"');
    return `<xf numFmtId="${number}" fontId="${face}" fillId="${fill}" borderId="${framed(at)}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment ${aligned}/></xf>`;
  });
  const many = (/** @type {string} */ name, /** @type {string[]} */ list) => `<${name} count="${list.length}">${list.join("")}</${name}>`;
  const numbers = ['<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>', '<numFmt numFmtId="165" formatCode="0.0"/>'];
  const base = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>';
  const lists = [many("numFmts", numbers), many("fonts", fonts), many("fills", fills), many("borders", borders), many("cellStyleXfs", [base]), many("cellXfs", formats)];
  return `${HEAD}<styleSheet xmlns="${MAIN}">${lists.join("")}<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
}

/**
 * A text as a cell holds it. What looks like an escape of the format ("_x0041_") is escaped itself.
 * @param {string} text
 */
function cellText(text) {
  return xmlText(text.replace(/\r\n?/g, "\n").slice(0, 32767).replace(/_(?=x[\da-fA-F]{4}_)/g, "_x005F_"));
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
function cellXml({ value, style, formula }, place) {
  const at = `<c r="${place}" s="${style}"`;
  if (formula !== undefined) return `${at}${typeof value === "string" ? ' t="str"' : ""}><f>${xmlText(formula)}</f><v>${typeof value === "string" ? cellText(value) : value}</v></c>`;
  if (typeof value === "number") return `${at}><v>${value}</v></c>`;
  if (style === STYLES.day && isDay(value) && value >= "1900-03-01") return `${at}><v>${serialOf(value)}</v></c>`;
  return value === "" ? `${at}/>` : `${at} t="inlineStr"><is><t xml:space="preserve">${cellText(value)}</t></is></c>`;
}

/**
 * How many lines a text takes in a column; signs of East Asia are as wide as two others.
 * @param {string} text
 * @param {number} width
 */
function linesIn(text, width) {
  return text.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil(line.replace(/[\u2E80-\uFFFF]/g, "__").length / width)), 0);
}

/**
 * @param {SheetRow} row
 * @param {number} at
 * @param {Sheet["columns"]} columns
 */
function rowXml(row, at, columns) {
  const cells = row.cells.map((cell, column) => (cell === null ? "" : cellXml(cell, columnLetters(column) + (at + 1))));
  // Not every program finds the height of wrapped text by itself.
  const heights = row.cells.map((cell, column) => (cell === null || cell.style === STYLES.key ? 1 : cell.style === STYLES.title ? 1.6 : linesIn(String(cell.value), columns[column]?.width ?? 9)));
  const lines = Math.max(1, ...heights);
  return `<row r="${at + 1}"${lines > 1 ? ` ht="${Math.min(400, 15 * lines)}"` : ""}${row.hidden ? ' hidden="1"' : ""}>${cells.join("")}</row>`;
}

/**
 * @param {Sheet} sheet
 */
function columnsXml(sheet) {
  const columns = sheet.columns.map(({ width, hidden, style }, at) => {
    return `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"${hidden ? ' hidden="1"' : ""}${style ? ` style="${style}"` : ""}/>`;
  });
  return `<cols>${columns.join("")}</cols>`;
}

/**
 * @param {Sheet} sheet
 * @param {boolean} first
 */
function viewXml({ freeze }, first) {
  const selected = first ? ' tabSelected="1"' : "";
  const [, letters = "A", row = "1"] = /^([A-Z]+)(\d+)$/.exec(freeze ?? "") ?? [];
  const pane = `<pane xSplit="${letters.charCodeAt(0) - 65}" ySplit="${Number(row) - 1}" topLeftCell="${freeze}" activePane="bottomRight" state="frozen"/><selection pane="bottomRight" activeCell="${freeze}" sqref="${freeze}"/>`;
  return `<sheetViews><sheetView showGridLines="0"${selected} workbookViewId="0">${freeze === undefined ? "" : pane}</sheetView></sheetViews>`;
}

/**
 * @param {Validation[]} validations
 */
function validationsXml(validations) {
  if (validations.length === 0) return "";
  const each = validations.map(({ range, type, formulas, title, prompt, error }) => {
    const shown = prompt === undefined ? "" : ` showInputMessage="1" promptTitle="${xmlText((title ?? "").slice(0, 32))}" prompt="${xmlText(prompt.slice(0, 255)).replaceAll("\n", "&#10;")}"`;
    const operator = type === "list" ? "" : ' operator="greaterThanOrEqual"';
    const given = formulas.map((formula, at) => `<formula${at + 1}>${xmlText(formula)}</formula${at + 1}>`);
    return `<dataValidation type="${type}"${operator} allowBlank="1" showErrorMessage="1" error="${xmlText(error.slice(0, 255))}"${shown} sqref="${range}">${given.join("")}</dataValidation>`;
  });
  return `<dataValidations count="${each.length}">${each.join("")}</dataValidations>`;
}

/**
 * @param {Sheet} sheet
 * @param {boolean} first
 * @param {string} mark
 */
function sheetXml(sheet, first, mark) {
  const marked = `&amp;R${xmlText(mark.replaceAll("&", "&&"))}`;
  const parts = [
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
    viewXml(sheet, first),
    columnsXml(sheet),
    `<sheetData>${sheet.rows.map((row, at) => rowXml(row, at, sheet.columns)).join("")}</sheetData>`,
    sheet.filter === undefined ? "" : `<autoFilter ref="${sheet.filter}"/>`,
    validationsXml(sheet.validations),
    '<pageMargins left="0.5" right="0.5" top="0.7" bottom="0.7" header="0.3" footer="0.3"/>',
    `<pageSetup paperSize="9" orientation="landscape" fitToWidth="${sheet.wide ?? 1}" fitToHeight="${sheet.tall ?? 0}"/>`,
    `<headerFooter><oddHeader>&amp;L&amp;A${marked}</oddHeader><oddFooter>&amp;L&amp;P / &amp;N${marked}</oddFooter></headerFooter>`,
    sheet.charts.length === 0 ? "" : '<drawing r:id="rId1"/>',
  ];
  return `${HEAD}<worksheet xmlns="${MAIN}" xmlns:r="${RELATIONS}">${parts.join("")}</worksheet>`;
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
  const listed = sheets.map(({ name }, at) => `<sheet name="${xmlText(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`);
  const names = sheets.flatMap(({ name, filter, titles }, at) => [
    ...(filter === undefined ? [] : [`<definedName name="_xlnm._FilterDatabase" localSheetId="${at}" hidden="1">${xmlText(sheetRange(name, filter))}</definedName>`]),
    ...(titles.length === 0 ? [] : [`<definedName name="_xlnm.Print_Titles" localSheetId="${at}">${xmlText(titles.map((range) => sheetRange(name, range)).join(","))}</definedName>`]),
  ]);
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><bookViews><workbookView/></bookViews><sheets>${listed.join("")}</sheets><definedNames>${names.join("")}</definedNames><calcPr fullCalcOnLoad="1"/></workbook>`;
}

/**
 * @param {[string, string][]} targets What each is, and where.
 */
function relationsXml(targets) {
  const each = targets.map(([kind, target], at) => `<Relationship Id="rId${at + 1}" Type="${kind.startsWith("metadata") ? `${OFFICE}package/2006/relationships/${kind}` : `${RELATIONS}/${kind}`}" Target="${target}"/>`);
  return `${HEAD}<Relationships xmlns="${OFFICE}package/2006/relationships">${each.join("")}</Relationships>`;
}

/**
 * @param {Sheet} sheet
 */
function drawingXml({ charts }) {
  const place = (/** @type {string} */ name, /** @type {[number, number]} */ [column, row]) => `<xdr:${name}><xdr:col>${column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:${name}>`;
  const frames = charts.map(({ from, to, text }, at) => {
    const name = `<xdr:nvGraphicFramePr><xdr:cNvPr id="${at + 2}" name="Chart ${at + 1}" descr="${xmlText(text)}"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>`;
    const shape = '<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>';
    const graphic = `<a:graphic><a:graphicData uri="${OFFICE}drawingml/2006/chart"><c:chart xmlns:c="${OFFICE}drawingml/2006/chart" r:id="rId${at + 1}"/></a:graphicData></a:graphic>`;
    return `<xdr:twoCellAnchor>${place("from", from)}${place("to", to)}<xdr:graphicFrame macro="">${name}${shape}${graphic}</xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>`;
  });
  return `${HEAD}<xdr:wsDr xmlns:xdr="${OFFICE}drawingml/2006/spreadsheetDrawing" xmlns:a="${OFFICE}drawingml/2006/main" xmlns:r="${RELATIONS}">${frames.join("")}</xdr:wsDr>`;
}

/**
 * @param {Book} book
 */
function propertiesXml({ title, lang }) {
  const names = `xmlns:cp="${OFFICE}package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"`;
  return `${HEAD}<cp:coreProperties ${names}><dc:title>${xmlText(title)}</dc:title><dc:language>${xmlText(lang)}</dc:language></cp:coreProperties>`;
}

/**
 * @param {string[]} names
 */
function contentTypesXml(names) {
  const sheet = "officedocument.spreadsheetml.";
  const types = /** @type {[RegExp, string][]} */ ([
    [/^xl\/workbook/, `${sheet}sheet.main`],
    [/^xl\/worksheets\/\w+\.xml/, `${sheet}worksheet`],
    [/^xl\/styles/, `${sheet}styles`],
    [/^xl\/drawings\/\w+\.xml/, "officedocument.drawing"],
    [/^xl\/charts\/chart/, "officedocument.drawingml.chart"],
    [/^docProps/, "package.core-properties"],
  ]);
  const overrides = names.flatMap((name) => types.filter(([kind]) => kind.test(name)).map(([, type]) => `<Override PartName="/${name}" ContentType="application/vnd.openxmlformats-${type}+xml"/>`));
  const defaults = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>';
  return `${HEAD}<Types xmlns="${OFFICE}package/2006/content-types">${defaults}${overrides.join("")}</Types>`;
}

/**
 * The bytes of a workbook.
 * @param {Book} book
 * @returns {Promise<Uint8Array>}
 */
export function workbookBytes(book) {
  const { sheets, font, mark } = book;
  /** @type {[string, string][]} */
  const parts = [
    ["_rels/.rels", relationsXml([["officeDocument", "xl/workbook.xml"], ["metadata/core-properties", "docProps/core.xml"]])],
    ["docProps/core.xml", propertiesXml(book)],
    ["xl/workbook.xml", workbookXml(sheets)],
    ["xl/_rels/workbook.xml.rels", relationsXml([...sheets.map((_, at) => /** @type {[string, string]} */ (["worksheet", `worksheets/sheet${at + 1}.xml`])), ["styles", "styles.xml"]])],
    ["xl/styles.xml", stylesXml(font)],
  ];
  let charts = 0;
  sheets.forEach((sheet, at) => {
    parts.push([`xl/worksheets/sheet${at + 1}.xml`, sheetXml(sheet, at === 0, mark)]);
    if (sheet.charts.length === 0) return;
    parts.push([`xl/worksheets/_rels/sheet${at + 1}.xml.rels`, relationsXml([["drawing", `../drawings/drawing${at + 1}.xml`]])], [`xl/drawings/drawing${at + 1}.xml`, drawingXml(sheet)]);
    const named = sheet.charts.map(({ chart }) => {
      charts += 1;
      parts.push([`xl/charts/chart${charts}.xml`, HEAD + chart]);
      return /** @type {[string, string]} */ (["chart", `../charts/chart${charts}.xml`]);
    });
    parts.push([`xl/drawings/_rels/drawing${at + 1}.xml.rels`, relationsXml(named)]);
  });
  const types = /** @type {[string, string]} */ (["[Content_Types].xml", contentTypesXml(parts.map(([name]) => name))]);
  return zip([types, ...parts].map(([name, text]) => ({ name, data: new TextEncoder().encode(text) })));
}
