/**
 * The XML of a workbook, from plain descriptions of sheets: cells, columns, dropdowns, print setup, styles, the package.
 * Knows nothing of assessments. Pure.
 */
import { columnLetters } from "./csv.js";
import { xmlText } from "./xml.js";
import { zip } from "./zip.js";

/**
 * @typedef {{value: string | number, look: number, formula?: string}} SheetCell
 * @typedef {{cells: (SheetCell | null)[], hidden?: boolean}} SheetRow
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
const MAIN = `${OFFICE}spreadsheetml/2006/main`;
const RELATIONS = `${OFFICE}officeDocument/2006/relationships`;

/** Places in the list of styles below. */
export const STYLES = { note: 0, heading: 1, text: 2, level: 3, day: 4, title: 5, mean: 6, shown: 7, key: 8 };

/**
 * @param {string} font
 */
function stylesXml(font) {
  const face = (/** @type {string} */ marks, /** @type {string} */ colour, size = 11) => `<font>${marks}<sz val="${size}"/><color rgb="FF${colour}"/><name val="${xmlText(font)}"/></font>`;
  const filled = (/** @type {string} */ colour) => `<fill><patternFill patternType="solid"><fgColor rgb="FF${colour}"/></patternFill></fill>`;
  const line = (/** @type {string} */ side) => `<${side} style="thin"><color rgb="FFB8BED6"/></${side}>`;
  const format = (/** @type {string} */ numbers, /** @type {string} */ look, alignment = 'vertical="top" wrapText="1"') => `<xf numFmtId="${numbers}" xfId="0" ${look} applyNumberFormat="1" applyAlignment="1"><alignment ${alignment}/></xf>`;
  const [bare, framed] = ['fontId="0" fillId="0" borderId="0"', 'fontId="0" fillId="0" borderId="1"'];
  const centred = 'vertical="top" horizontal="center"';
  const formats = [
    format("0", bare),
    format("0", 'fontId="1" fillId="2" borderId="1"'),
    format("49", framed),
    format("1", framed, centred),
    format("164", framed, 'vertical="top" horizontal="left"'),
    format("0", 'fontId="2" fillId="0" borderId="0"', 'vertical="center"'),
    format("165", framed, centred),
    format("49", 'fontId="0" fillId="3" borderId="1"'),
    format("0", 'fontId="3" fillId="0" borderId="0"', 'vertical="top"'),
  ];
  return `<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="0.0"/></numFmts><fonts count="4">${face("", "000000")}${face("<b/>", "FFFFFF")}${face("<b/>", "1F2A60", 16)}${face("", "808080")}</fonts><fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>${filled("2B3A7E")}${filled("EEF0F7")}</fills><borders count="2"><border/><border>${["left", "right", "top", "bottom"].map(line).join("")}</border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="${formats.length}">${formats.join("")}</cellXfs></styleSheet>`;
}

/**
 * A text as a cell holds it. What looks like an escape of the format ("_x0041_") is escaped itself.
 * @param {string} text
 */
function cellText(text) {
  return xmlText(text.replace(/\r\n?/g, "\n").slice(0, 32767).replace(/_(?=x[\da-fA-F]{4}_)/g, "_x005F_"));
}

/**
 * Whether a text is a day of the calendar, written like 2026-04-01.
 * @param {string} text
 */
function isDay(text) {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
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
  const at = `<c r="${place}" s="${look}"`;
  if (formula !== undefined) return `${at}${typeof value === "string" ? ' t="str"' : ""}><f>${xmlText(formula)}</f><v>${typeof value === "string" ? cellText(value) : value}</v></c>`;
  if (typeof value === "number") return `${at}><v>${value}</v></c>`;
  if (look === STYLES.day && isDay(value) && value >= "1900-03-01") return `${at}><v>${serialOf(value)}</v></c>`;
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
  const heights = row.cells.map((cell, column) => (cell === null || cell.look === STYLES.key ? 1 : cell.look === STYLES.title ? 1.6 : linesIn(String(cell.value), columns[column]?.width ?? 9)));
  const lines = Math.max(1, ...heights);
  return `<row r="${at + 1}"${lines > 1 ? ` ht="${Math.min(400, 15 * lines)}"` : ""}${row.hidden ? ' hidden="1"' : ""}>${cells.join("")}</row>`;
}

/**
 * @param {Sheet} sheet
 */
function columnsXml(sheet) {
  const columns = sheet.columns.map(({ width, hidden, style = 0 }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1" hidden="${Number(hidden ?? false)}" style="${style}"/>`);
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
 * @param {Dropdown[]} dropdowns
 */
function dropdownsXml(dropdowns) {
  const each = dropdowns.map(({ range, list, error, prompt }) => {
    const shown = prompt === undefined ? "" : ` showInputMessage="1" prompt="${xmlText(prompt.slice(0, 255)).replaceAll("\n", "&#10;")}"`;
    return `<dataValidation type="list" allowBlank="1" showErrorMessage="1" error="${xmlText(error.slice(0, 255))}"${shown} sqref="${range}"><formula1>${xmlText(list)}</formula1></dataValidation>`;
  });
  return each.length === 0 ? "" : `<dataValidations count="${each.length}">${each.join("")}</dataValidations>`;
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
    dropdownsXml(sheet.dropdowns),
    '<pageMargins left="0.5" right="0.5" top="0.7" bottom="0.7" header="0.3" footer="0.3"/>',
    `<pageSetup paperSize="9" orientation="landscape" fitToWidth="${sheet.wide ?? 1}" fitToHeight="${sheet.tall ?? 0}"/>`,
    `<headerFooter><oddHeader>&amp;L&amp;A${marked}</oddHeader><oddFooter>&amp;L&amp;P / &amp;N${marked}</oddFooter></headerFooter>`,
    sheet.charts.length === 0 ? "" : '<drawing r:id="rId1"/>',
  ];
  return `<worksheet xmlns="${MAIN}" xmlns:r="${RELATIONS}">${parts.join("")}</worksheet>`;
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
  return `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><bookViews><workbookView/></bookViews><sheets>${listed.join("")}</sheets><definedNames>${names.join("")}</definedNames><calcPr fullCalcOnLoad="1"/></workbook>`;
}

/**
 * @param {[string, string][]} targets What each is, and where.
 */
function relationsXml(targets) {
  const each = targets.map(([kind, target], at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}${kind}" Target="${target}"/>`);
  return `<Relationships xmlns="${OFFICE}package/2006/relationships">${each.join("")}</Relationships>`;
}

/**
 * @param {Sheet["charts"]} charts
 */
function drawingXml(charts) {
  const place = (/** @type {string} */ name, /** @type {[number, number]} */ [column, row]) => `<xdr:${name}><xdr:col>${column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:${name}>`;
  const frames = charts.map(({ from, to, text }, at) => {
    const name = `<xdr:nvGraphicFramePr><xdr:cNvPr id="${at + 2}" name="Chart ${at + 1}" descr="${xmlText(text)}"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>`;
    const graphic = `<a:graphic><a:graphicData uri="${OFFICE}drawingml/2006/chart"><c:chart xmlns:c="${OFFICE}drawingml/2006/chart" r:id="rId${at + 1}"/></a:graphicData></a:graphic>`;
    return `<xdr:twoCellAnchor>${place("from", from)}${place("to", to)}<xdr:graphicFrame macro="">${name}${graphic}</xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>`;
  });
  return `<xdr:wsDr xmlns:xdr="${OFFICE}drawingml/2006/spreadsheetDrawing" xmlns:a="${OFFICE}drawingml/2006/main" xmlns:r="${RELATIONS}">${frames.join("")}</xdr:wsDr>`;
}

/**
 * @param {Book} book
 */
function propertiesXml({ title, lang }) {
  return `<cp:coreProperties xmlns:cp="${OFFICE}package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${xmlText(title)}</dc:title><dc:language>${xmlText(lang)}</dc:language></cp:coreProperties>`;
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
  const each = names.flatMap((name) => types.filter(([start]) => name.startsWith(start)).map(([, type]) => `<Override PartName="/${name}" ContentType="application/vnd.openxmlformats-${type}+xml"/>`));
  return `<Types xmlns="${OFFICE}package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${each.join("")}</Types>`;
}

/**
 * The bytes of a workbook. Charts are on its last sheet.
 * @param {Book} book
 * @returns {Promise<Uint8Array>}
 */
export function workbookBytes(book) {
  const { sheets } = book;
  const charts = sheets.at(-1)?.charts ?? [];
  const relation = (/** @type {string} */ kind, /** @type {string} */ target) => /** @type {[string, string]} */ ([`officeDocument/2006/relationships/${kind}`, target]);
  /** @type {[string, string][]} */
  const parts = [
    ["_rels/.rels", relationsXml([relation("officeDocument", "xl/workbook.xml"), ["package/2006/relationships/metadata/core-properties", "docProps/core.xml"]])],
    ["docProps/core.xml", propertiesXml(book)],
    ["xl/workbook.xml", workbookXml(sheets)],
    ["xl/_rels/workbook.xml.rels", relationsXml([...sheets.map((_, at) => relation("worksheet", `worksheets/sheet${at + 1}.xml`)), relation("styles", "styles.xml")])],
    ["xl/styles.xml", stylesXml(book.font)],
    ...sheets.map((sheet, at) => /** @type {[string, string]} */ ([`xl/worksheets/sheet${at + 1}.xml`, sheetXml(sheet, at === 0, book.mark)])),
    [`xl/worksheets/_rels/sheet${sheets.length}.xml.rels`, relationsXml([relation("drawing", "../drawings/drawing1.xml")])],
    ["xl/drawings/drawing1.xml", drawingXml(charts)],
    ["xl/drawings/_rels/drawing1.xml.rels", relationsXml(charts.map((_, at) => relation("chart", `../charts/chart${at + 1}.xml`)))],
    ...charts.map(({ chart }, at) => /** @type {[string, string]} */ ([`xl/charts/chart${at + 1}.xml`, chart])),
  ];
  const all = [["[Content_Types].xml", contentTypesXml(parts.map(([name]) => name))], ...parts];
  return zip(all.map(([name = "", text]) => ({ name, data: new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${text}`) })));
}
