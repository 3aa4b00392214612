/**
 * CSV that Excel opens as it is: UTF-8 with a byte order mark, CRLF, no cell that runs as a formula; and CSV that comes
 * back, whatever a spreadsheet made of its delimiters, headings' language and dates. Pure.
 */
import { notRead } from "./file.js";
import { FileProblem, problemIn } from "./problem.js";
import { MAX_ROWS, TableReader, columnLetters, columnsNamed, csvColumns, resultRows, rowsOf, sheetLabel, tableLines } from "./table.js";

/**
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Texts} Texts
 * @typedef {import("../types.js").Assessment} Assessment
 * @typedef {import("../types.js").Result} Result
 * @typedef {import("../types.js").Message} Message
 */

const MAX_CSV = 8_000_000;
const SHARED_COLUMNS = ["item", "category", "name", "official", "side", "level", "meaning", "notApplicable", "target"];
// What a spreadsheet takes for the beginning of a formula, also behind quotation marks and what is not seen.
const FORMULA_START = /^[\p{C}\p{Z}\s"'\u0060]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\u2212]|^'*[\t\r\n]/u;

/**
 * Everything that a table can hold, a row for each item and each further piece of evidence.
 * @param {Model} model
 * @param {Texts} texts
 * @param {Assessment} assessment
 * @returns {string}
 */
export function csvFull(model, texts, assessment) {
  return csvText(tableLines(texts, csvColumns(model), model.items.flatMap((item) => rowsOf(item, texts, assessment))));
}

/**
 * For sharing: of the assessment only what the result has in levels, sides and targets.
 * @param {Model} model
 * @param {Texts} texts
 * @param {Result} result
 * @returns {string}
 */
export function csvShare(model, texts, result) {
  const withheld = sheetLabel(texts, "notShared");
  const rows = resultRows(model, texts, result).map((row) => ({ ...row, notApplicable: row.state === "not-applicable" ? withheld : "" }));
  return csvText(tableLines(texts, SHARED_COLUMNS, rows));
}

/**
 * @param {(string | number)[][]} lines
 */
function csvText(lines) {
  return `\uFEFF${lines.map((cells) => cells.map(csvCell).join(",")).join("\r\n")}\r\n`;
}

/**
 * @param {string | number} value
 */
function csvCell(value) {
  const text = typeof value === "string" && FORMULA_START.test(value) ? `'${value}` : String(value);
  return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Takes off the apostrophe that `csvCell` put before what would run.
 * @param {string} text
 */
function unguarded(text) {
  return text.startsWith("'") && FORMULA_START.test(text.slice(1)) ? text.slice(1) : text;
}

/**
 * The text of a CSV file. Excel saves "Unicode text" in UTF-16, which says so; in any other encoding it is refused.
 * @param {Uint8Array} bytes
 * @returns {{text: string, problems: Message[]}}
 */
export function decodeCsv(bytes) {
  const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const encoding = wide ? (bytes[0] === 0xff ? "utf-16le" : "utf-16be") : "utf-8";
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), problems: [] };
  } catch {
    return { text: "", problems: [{ key: "tool.table.encoding", args: {} }] };
  }
}

/**
 * Reads a table back. Places are those of a spreadsheet ("F12": column F, row 12). All or nothing.
 * @param {Model} model
 * @param {Record<string, Texts>} allTexts
 * @param {string} text
 * @returns {import("./file.js").Read}
 */
export function parseCsv(model, allTexts, text) {
  try {
    const [head = [], ...lines] = csvLines(text.replace(/^\uFEFF/, ""));
    const columns = headColumns(head, allTexts);
    const reader = new TableReader(model, allTexts);
    lines.forEach((cells, at) => reader.readRow(columns, cells.map((text) => ({ text: unguarded(text) })), "", at + 2));
    if (reader.answers.size + reader.problems.length === 0) throw new FileProblem("tool.table.empty");
    return reader.checked(model);
  } catch (error) {
    return notRead([problemIn(error)]);
  }
}

/**
 * @param {string[]} head
 * @param {Record<string, Texts>} allTexts
 */
export function headColumns(head, allTexts) {
  const columns = columnsNamed(head.map(unguarded), allTexts);
  if (!columns.includes("item") || !columns.includes("level")) throw new FileProblem("tool.table.heading");
  const twice = columns.findIndex((column, at) => column !== "" && columns.indexOf(column) < at);
  if (twice >= 0) throw new FileProblem("tool.table.twice", { place: `${columnLetters(twice)}1` });
  return columns;
}

/**
 * Splits a text into lines of cells. The delimiter is the one that the first line has most of.
 * @param {string} text
 * @returns {string[][]}
 */
function csvLines(text) {
  if (text.length > MAX_CSV) throw new FileProblem("tool.problem.size");
  const [head = ""] = text.replace(/"[^"]*"/g, "").split(/\r\n?|\n/, 1);
  const delimiter = [",", ";", "\t"].reduce((best, sign) => (head.split(sign).length > head.split(best).length ? sign : best));
  const piece = new RegExp(`(?:"([^"]*(?:""[^"]*)*)"|([^"${delimiter}\\r\\n][^${delimiter}\\r\\n]*)?)(${delimiter}|\\r\\n?|\\n|$)`, "y");
  /** @type {string[][]} */
  const lines = [[]];
  while (piece.lastIndex < text.length) {
    const found = piece.exec(text);
    if (found === null) throw new FileProblem("tool.table.quote", { place: columnLetters(lines.at(-1)?.length ?? 0) + lines.length });
    const [, quoted, plain = "", stop] = found;
    lines.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (stop !== delimiter) lines.push([]);
    if (lines.length > MAX_ROWS) throw new FileProblem("tool.problem.long", { place: `A${MAX_ROWS}` });
    if (stop === "") break;
  }
  return lines;
}
