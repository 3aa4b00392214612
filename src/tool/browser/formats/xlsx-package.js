/**
 * A workbook as the bytes of its package: the sheets, what names them, styles, charts, and what each part is. Knows nothing of
 * assessments. Pure.
 */
import { RELATIONS_XMLNS, sheetRange, sheetXml } from "./xlsx-sheet.js";
import { SPREADSHEET_XMLNS, stylesXml } from "./xlsx-styles.js";
import { xmlElement, xmlText } from "./xml.js";
import { zip } from "./zip.js";

/**
 * @typedef {import("./xlsx-sheet.js").Sheet} Sheet
 * @typedef {{title: string, lang: string, font: string, mark: string, sheets: Sheet[]}} Book `mark` stands at the top and bottom of every page.
 */

// Names of formats that XML is read by; nothing is fetched from there.
const OFFICE = "http://schemas.openxmlformats.org/";
const DRAWING = `${OFFICE}drawingml/2006/`;

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
    { xmlns: SPREADSHEET_XMLNS, "xmlns:r": RELATIONS_XMLNS },
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
 * An element of a drawing.
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 * @param {(string | number)[]} children
 */
function xdr(name, attributes, ...children) {
  return xmlElement(`xdr:${name}`, attributes, ...children);
}

/**
 * @param {string} name
 * @param {[number, number]} place
 */
function placeXml(name, [column, row]) {
  const at = [
    xdr("col", {}, column),
    xdr("colOff", {}, 0),
    xdr("row", {}, row),
    xdr("rowOff", {}, 0),
  ];
  return xdr(name, {}, ...at);
}

/**
 * @param {Sheet["charts"][number]} chart
 * @param {number} at
 */
function frameXml({ from, to, text }, at) {
  const uri = `${DRAWING}chart`;
  const chart = xmlElement("c:chart", { "xmlns:c": uri, "r:id": `rId${at + 1}` });
  const named = xdr(
    "nvGraphicFramePr",
    {},
    xdr("cNvPr", { id: at + 2, name: `Chart ${at + 1}`, descr: text }),
    xdr("cNvGraphicFramePr", {}),
  );
  const [offset, extent] = [
    xmlElement("a:off", { x: 0, y: 0 }),
    xmlElement("a:ext", { cx: 0, cy: 0 }),
  ];
  const size = xdr("xfrm", {}, offset, extent);
  const graphic = xmlElement("a:graphic", {}, xmlElement("a:graphicData", { uri }, chart));
  const frame = xdr("graphicFrame", { macro: "" }, named, size, graphic);
  const places = placeXml("from", from) + placeXml("to", to);
  return xdr("twoCellAnchor", {}, places, frame, xdr("clientData", {}));
}

/**
 * @param {Sheet["charts"]} charts
 */
function drawingXml(charts) {
  const names = {
    "xmlns:xdr": `${DRAWING}spreadsheetDrawing`,
    "xmlns:a": `${DRAWING}main`,
    "xmlns:r": RELATIONS_XMLNS,
  };
  return xdr("wsDr", names, ...charts.map(frameXml));
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

/** What each part is, by the beginning of its name. */
const PART_TYPES = Object.entries({
  "xl/workbook": "officedocument.spreadsheetml.sheet.main",
  "xl/worksheets/s": "officedocument.spreadsheetml.worksheet",
  "xl/styles": "officedocument.spreadsheetml.styles",
  "xl/drawings/d": "officedocument.drawing",
  "xl/charts/": "officedocument.drawingml.chart",
  docProps: "package.core-properties",
});

/** What parts are that are not named, by their ending. */
const ENDINGS = Object.entries({
  rels: "application/vnd.openxmlformats-package.relationships+xml",
  xml: "application/xml",
});

/**
 * What each part is.
 * @param {string[]} names
 */
function contentTypesXml(names) {
  const overrides = names.flatMap((name) =>
    PART_TYPES.filter(([start]) => name.startsWith(start)).map(([, type]) =>
      xmlElement("Override", {
        PartName: `/${name}`,
        ContentType: `application/vnd.openxmlformats-${type}+xml`,
      }),
    ),
  );
  const endings = ENDINGS.map(([Extension, ContentType]) =>
    xmlElement("Default", { Extension, ContentType }),
  );
  const xmlns = `${OFFICE}package/2006/content-types`;
  return xmlElement("Types", { xmlns }, ...endings, ...overrides);
}

/** @typedef {[name: string, text: string]} Part */

/**
 * What a relation is, and where it leads.
 * @param {string} kind
 * @param {string} target
 * @returns {[string, string]}
 */
function relation(kind, target) {
  return [`officeDocument/2006/relationships/${kind}`, target];
}

/**
 * The parts of the workbook itself.
 * @param {Book} book
 * @returns {Part[]}
 */
function bookParts(book) {
  const sheets = book.sheets.map((_, at) => relation("worksheet", `worksheets/sheet${at + 1}.xml`));
  const core = "package/2006/relationships/metadata/core-properties";
  const top = relationsXml([
    relation("officeDocument", "xl/workbook.xml"),
    [core, "docProps/core.xml"],
  ]);
  return [
    ["_rels/.rels", top],
    ["docProps/core.xml", propertiesXml(book)],
    ["xl/workbook.xml", workbookXml(book.sheets)],
    ["xl/_rels/workbook.xml.rels", relationsXml([...sheets, relation("styles", "styles.xml")])],
    ["xl/styles.xml", stylesXml(book.font)],
  ];
}

/**
 * The parts of its sheets, and of the charts on the last one.
 * @param {Book} book
 * @returns {Part[]}
 */
function sheetParts({ sheets, mark }) {
  const charts = sheets.at(-1)?.charts ?? [];
  const drawing = relationsXml([relation("drawing", "../drawings/drawing1.xml")]);
  const drawn = relationsXml(
    charts.map((_, at) => relation("chart", `../charts/chart${at + 1}.xml`)),
  );
  const each = sheets.map(
    (sheet, at) =>
      /** @type {Part} */ ([`xl/worksheets/sheet${at + 1}.xml`, sheetXml(sheet, at === 0, mark)]),
  );
  return [
    ...each,
    [`xl/worksheets/_rels/sheet${sheets.length}.xml.rels`, drawing],
    ["xl/drawings/drawing1.xml", drawingXml(charts)],
    ["xl/drawings/_rels/drawing1.xml.rels", drawn],
    ...charts.map(({ chart }, at) => /** @type {Part} */ ([`xl/charts/chart${at + 1}.xml`, chart])),
  ];
}

/**
 * The bytes of a workbook. Charts are on its last sheet.
 * @param {Book} book
 * @returns {Promise<Uint8Array>}
 */
export function workbookBytes(book) {
  const parts = [...bookParts(book), ...sheetParts(book)];
  const types = contentTypesXml(parts.map(([name]) => name));
  const all = [/** @type {Part} */ (["[Content_Types].xml", types]), ...parts];
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  return zip(all.map(([name, text]) => ({ name, data: new TextEncoder().encode(head + text) })));
}
