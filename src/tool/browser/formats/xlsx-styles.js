/**
 * How cells of a workbook look: fonts, fills, borders and formats of numbers, and the list of styles that cells name. Pure.
 */
import { countedXml, xmlElement } from "./xml.js";

/** The name of a format that XML is read by; nothing is fetched from there. */
export const SPREADSHEET_XMLNS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

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
 * @param {string} name
 * @param {string} code
 */
function colour(name, code) {
  return xmlElement(name, { rgb: `FF${code}` });
}

/**
 * @param {string} font
 */
function fontsXml(font) {
  const face = (/** @type {string} */ marks, /** @type {string} */ code, size = 11) =>
    xmlElement(
      "font",
      {},
      marks,
      xmlElement("sz", { val: size }),
      colour("color", code),
      xmlElement("name", { val: font }),
    );
  return countedXml("fonts", [
    face("", "000000"),
    face("<b/>", "FFFFFF"),
    face("<b/>", "1F2A60", 16),
    face("", "808080"),
  ]);
}

function fillsXml() {
  const fill = (/** @type {string} */ patternType, inside = "") =>
    xmlElement("fill", {}, xmlElement("patternFill", { patternType }, inside));
  return countedXml("fills", [
    fill("none"),
    fill("gray125"),
    fill("solid", colour("fgColor", "2B3A7E")),
    fill("solid", colour("fgColor", "EEF0F7")),
  ]);
}

function bordersXml() {
  const line = (/** @type {string} */ side) =>
    xmlElement(side, { style: "thin" }, colour("color", "B8BED6"));
  return countedXml("borders", [
    "<border/>",
    xmlElement("border", {}, ...["left", "right", "top", "bottom"].map(line)),
  ]);
}

/**
 * The styles as a part of a workbook.
 * @param {string} font
 */
export function stylesXml(font) {
  const formats = FORMATS.map(
    ([numFmtId, fontId, fillId, borderId, alignment = { vertical: "top", wrapText: 1 }]) =>
      xmlElement(
        "xf",
        { numFmtId, xfId: 0, fontId, fillId, borderId, applyNumberFormat: 1, applyAlignment: 1 },
        xmlElement("alignment", alignment),
      ),
  );
  const numbers = [
    xmlElement("numFmt", { numFmtId: 164, formatCode: "yyyy\\-mm\\-dd" }),
    xmlElement("numFmt", { numFmtId: 165, formatCode: "0.0" }),
  ];
  return xmlElement(
    "styleSheet",
    { xmlns: SPREADSHEET_XMLNS },
    countedXml("numFmts", numbers),
    fontsXml(font) + fillsXml() + bordersXml(),
    countedXml("cellStyleXfs", ["<xf/>"]),
    countedXml("cellXfs", formats),
  );
}
