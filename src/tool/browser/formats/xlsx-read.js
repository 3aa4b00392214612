/**
 * A workbook as plain cells: of our own making, or saved again by a spreadsheet program (shared strings, rich text, cached
 * values of formulas, merged cells, both calendars). Nothing in it is evaluated or followed. Pure but for decompression.
 */
import { FileProblem } from "./problem.js";
import { MAX_COLUMNS, MAX_ROWS } from "./table.js";
import { childrenOf, parseXml } from "./xml.js";
import { unzip } from "./zip.js";

/**
 * @typedef {import("./xml.js").XmlNode} XmlNode
 * @typedef {import("./cell.js").TableCell} TableCell
 * @typedef {import("./table-find.js").ReadRow} ReadRow
 * @typedef {{name: string, rows: ReadRow[]}} ReadSheet
 * @typedef {Map<string, Uint8Array>} Files
 */

const MAX_SHEETS = 20;
/** How many rows all merged ranges of a sheet may cover. */
const MAX_MERGED = 200_000;

/**
 * @param {Uint8Array} bytes
 * @returns {Promise<ReadSheet[]>}
 */
export async function readWorkbook(bytes) {
  const files = await unzip(bytes);
  const [main = ""] = targetsOf(files, "", "officeDocument").values();
  const workbook = xmlPart(files, main);
  const targets = targetsOf(files, main, "worksheet");
  const [strings = ""] = targetsOf(files, main, "sharedStrings").values();
  const shared = strings === "" ? [] : childrenOf(xmlPart(files, strings), "si").map(stringOf);
  const epoch = isTrue(childrenOf(workbook, "workbookPr")[0]?.attributes.get("date1904"))
    ? 24107
    : 25569;
  const sheets = childrenOf(childrenOf(workbook, "sheets")[0], "sheet").slice(0, MAX_SHEETS);
  return sheets.flatMap(({ attributes }) => {
    const target = targets.get(attributes.get("id") ?? "");
    return target === undefined
      ? []
      : [
          {
            name: attributes.get("name") ?? "",
            rows: sheetRows(xmlPart(files, target), shared, epoch),
          },
        ];
  });
}

/**
 * @param {string | undefined} value
 */
function isTrue(value) {
  return value === "1" || value === "true";
}

/**
 * @param {Files} files
 * @param {string} name
 * @returns {XmlNode}
 */
function xmlPart(files, name) {
  const bytes = files.get(name);
  if (bytes === undefined) throw new FileProblem("tool.package.workbook");
  try {
    return parseXml(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    throw error instanceof FileProblem ? error : new FileProblem("tool.package.xml");
  }
}

/**
 * The parts that a part names, of one kind, by the id of the relation. What lies outside of the file does not count.
 * @param {Files} files
 * @param {string} name
 * @param {string} kind
 * @returns {Map<string, string>}
 */
function targetsOf(files, name, kind) {
  const folder = name.slice(0, name.lastIndexOf("/") + 1);
  const listed = childrenOf(
    xmlPart(files, `${folder}_rels/${name.slice(folder.length)}.rels`),
    "Relationship",
  ).map(({ attributes }) => attributes);
  const own = listed.filter(
    (relation) =>
      relation.get("Type")?.endsWith(`/${kind}`) && relation.get("TargetMode") !== "External",
  );
  return new Map(
    own.map((relation) => [
      relation.get("Id") ?? "",
      partPath(folder, relation.get("Target") ?? ""),
    ]),
  );
}

/**
 * @param {string} folder
 * @param {string} target
 */
function partPath(folder, target) {
  /** @type {string[]} */
  const path = [];
  for (const step of (target.startsWith("/") ? target : folder + target).split("/")) {
    if (step === "..") path.pop();
    else if (step !== "" && step !== ".") path.push(step);
  }
  return path.join("/");
}

/**
 * The text of a string with its runs; how Japanese is read aloud (`rPh`) is not part of it.
 * @param {XmlNode} node
 */
function stringOf(node) {
  const texts = node.children.flatMap((child) =>
    child.name === "t" ? [child] : child.name === "r" ? childrenOf(child, "t") : [],
  );
  return unescapedText(texts.map(({ text }) => text).join(""));
}

/**
 * Takes back the escapes by which a workbook holds signs that XML cannot ("_x0001_"); a line ends in one way.
 * @param {string} text
 */
function unescapedText(text) {
  return text
    .replace(/_x([\da-fA-F]{4})_/g, (_, code) => String.fromCharCode(parseInt(code, 16)))
    .replace(/\r\n?/g, "\n");
}

/**
 * @param {XmlNode} sheet
 * @param {string[]} shared
 * @param {number} epoch
 */
function sheetRows(sheet, shared, epoch) {
  const rows = rowsIn(sheet, shared, epoch);
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  let left = MAX_MERGED;
  for (const { attributes } of childrenOf(childrenOf(sheet, "mergeCells")[0], "mergeCell")) {
    const merged = attributes.get("ref") ?? "";
    const [, letters = "", first = "", last = ""] =
      /^([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})$/.exec(merged) ?? [];
    if (first === last) continue;
    const column = columnIndex(letters + first, 0);
    const cell = byNumber.get(Number(first))?.cells[column];
    if (cell === undefined || (cell.text.trim() === "" && !cell.formula)) continue;
    if ((left -= Number(last) - Number(first)) < 0) throw new FileProblem("tool.package.large");
    for (let number = Number(first); number <= Number(last); number += 1) {
      const row = byNumber.get(number);
      if (row) row.cells[column] = { ...cell, merged };
    }
  }
  return rows;
}

/**
 * @param {XmlNode} sheet
 * @param {string[]} shared
 * @param {number} epoch
 * @returns {ReadRow[]}
 */
function rowsIn(sheet, shared, epoch) {
  let number = 0;
  const rows = childrenOf(childrenOf(sheet, "sheetData")[0], "row");
  if (rows.length > MAX_ROWS)
    throw new FileProblem("tool.problem.long", { place: `A${MAX_ROWS + 1}` });
  return rows.map((row) => {
    number = Number(row.attributes.get("r") ?? number + 1);
    /** @type {TableCell[]} */
    const cells = [];
    for (const cell of childrenOf(row, "c")) {
      const column = columnIndex(cell.attributes.get("r") ?? "", cells.length);
      if (column < MAX_COLUMNS) cells[column] = readCell(cell, shared, epoch);
    }
    return { number, cells };
  });
}

/**
 * @param {string} place Like "AB12".
 * @param {number} next
 */
function columnIndex(place, next) {
  const [letters] = /^[A-Z]{1,3}(?=\d)/.exec(place) ?? [];
  return letters === undefined
    ? next
    : [...letters].reduce((sum, letter) => 26 * sum + letter.charCodeAt(0) - 64, 0) - 1;
}

/**
 * @param {XmlNode} cell
 * @param {string[]} shared
 * @param {number} epoch
 * @returns {TableCell}
 */
function readCell(cell, shared, epoch) {
  const type = cell.attributes.get("t") ?? "n";
  const value = childrenOf(cell, "v")[0]?.text ?? "";
  // A program that only writes workbooks leaves the values of formulas to the one that opens them.
  if (type === "n" && value.trim() === "" && childrenOf(cell, "f").length > 0)
    return { text: "", formula: true };
  if (type === "inlineStr") return { text: childrenOf(cell, "is").map(stringOf).join("") };
  if (type === "s") return { text: sharedText(shared, value) };
  if (type === "b") return { text: isTrue(value) ? "TRUE" : "FALSE" };
  if (type !== "n") return { text: type === "str" ? unescapedText(value) : value };
  // A program may write 3 as 3.0000000000000001.
  const number = value.trim() === "" ? NaN : Number(Number(value).toPrecision(15));
  const day = Number.isNaN(number) ? "" : dayOfSerial(number, epoch);
  return { text: Number.isNaN(number) ? value : String(number), ...(day === "" ? {} : { day }) };
}

/**
 * @param {string[]} shared
 * @param {string} index
 */
function sharedText(shared, index) {
  const text = /^\d+$/.test(index) ? shared[Number(index)] : undefined;
  if (text === undefined) throw new FileProblem("tool.package.damaged");
  return text;
}

/**
 * The day that a number stands for, from 1900-03-01 on: before that the calendar of spreadsheets has a day too many.
 * @param {number} serial
 * @param {number} epoch How many days after the calendar's day 0 1970 begins.
 */
function dayOfSerial(serial, epoch) {
  const whole = Math.floor(serial);
  return whole < 61 || whole > 2_958_465
    ? ""
    : new Date((whole - epoch) * 86_400_000).toISOString().slice(0, 10);
}
