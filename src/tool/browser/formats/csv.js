/**
 * CSV that Excel opens as it is: UTF-8 with a byte order mark, CRLF, no cell that runs as a formula; and CSV that comes
 * back, whatever a spreadsheet made of its delimiters, headings' language and dates. Pure.
 */
import { notRead } from "./file.js";
import { FileProblem, problemIn } from "./problem.js";
import {
  MAX_COLUMNS,
  MAX_ROWS,
  columnLetters,
  comparableName,
  csvColumns,
  headingNames,
  resultRows,
  rowsOf,
  sheetLabel,
  tableLines,
} from "./table.js";
import { tableIn } from "./table-find.js";
import { TableReader } from "./table-read.js";

/**
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Texts} Texts
 * @typedef {import("../types.js").Assessment} Assessment
 * @typedef {import("../types.js").Result} Result
 * @typedef {import("../types.js").Message} Message
 * @typedef {import("./cell.js").DayOrder} DayOrder
 */

const MAX_CSV = 8_000_000;
const SHARED_COLUMNS = [
  "item",
  "category",
  "name",
  "official",
  "side",
  "level",
  "meaning",
  "notApplicable",
  "target",
];
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
  return csvText(
    tableLines(
      texts,
      csvColumns(model),
      model.items.flatMap((item) => rowsOf(item, texts, assessment)),
    ),
  );
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
  const rows = resultRows(model, texts, result).map((row) => ({
    ...row,
    notApplicable: row.state === "not-applicable" ? withheld : "",
  }));
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
 * The text of a CSV file. Excel saves "Unicode text" in UTF-16, which says so, and in Japan "CSV" in Shift_JIS: that is what it is
 * if it has headings of ours in Japanese then. In any other encoding it is refused.
 * @param {Uint8Array} bytes
 * @param {Record<string, Texts>} allTexts
 * @returns {{text: string, problems: Message[], warnings: Message[]}}
 */
export function decodeCsv(bytes, allTexts) {
  const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const text = decoded(bytes, wide ? (bytes[0] === 0xff ? "utf-16le" : "utf-16be") : "utf-8");
  if (text !== null) return { text, problems: [], warnings: [] };
  const other = wide ? null : decoded(bytes, "shift_jis");
  const names = headingNames(allTexts);
  const isHeading = (/** @type {string} */ word) =>
    /[^ -~]/.test(word) && names.has(comparableName(word));
  if (
    other
      ?.slice(0, 10_000)
      .split(/[,;\t"\r\n]/)
      .some(isHeading)
  )
    return {
      text: other,
      problems: [],
      warnings: [{ key: "tool.warning.encoding", args: { encoding: "Shift_JIS" } }],
    };
  return { text: "", problems: [{ key: "tool.table.encoding", args: {} }], warnings: [] };
}

/**
 * @param {Uint8Array} bytes
 * @param {string} encoding
 */
function decoded(bytes, encoding) {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * Reads a table back. Places are those of a spreadsheet ("F12": column F, row 12). All or nothing.
 * @param {Model} model
 * @param {Record<string, Texts>} allTexts
 * @param {string} text
 * @param {DayOrder} [order] How days are written, where somebody was asked.
 * @param {Message[]} [known] What is warned of already.
 * @returns {import("./file.js").Read}
 */
export function parseCsv(model, allTexts, text, order, known) {
  try {
    const clean = text.replace(/^\uFEFF/, "");
    // A first line that names the delimiter is for the spreadsheet program, which does not show it.
    const [first = "", named] = /^"?sep=(.)"?[,;\t]*(?:\r\n?|\n)/i.exec(clean) ?? [];
    const body = clean.slice(first.length);
    const rows = csvLines(body, named ?? delimiterOf(body, headingNames(allTexts))).map(
      (cells, at) => ({
        number: at + 1,
        cells: cells.slice(0, MAX_COLUMNS).map((cell) => ({ text: unguarded(cell) })),
      }),
    );
    const table = tableIn(rows, model, allTexts);
    if (table === null) throw new FileProblem("tool.table.heading");
    refuseCut(body, rows);
    const reader = new TableReader(model, allTexts, order);
    reader.noteDays(table, "");
    reader.readRows(table, "");
    reader.refuseEmpty();
    return reader.checked(model, {}, known);
  } catch (error) {
    return notRead([problemIn(error)]);
  }
}

/**
 * Refuses a file that stops in the middle of a row: it does not end with an end of line, and the row is shorter than the longest.
 * @param {string} text
 * @param {import("./table-find.js").ReadRow[]} rows
 */
function refuseCut(text, rows) {
  const last = rows.findLast(({ cells }) => cells.some((cell) => cell.text !== ""));
  const width = Math.max(...rows.slice(0, 50).map(({ cells }) => cells.length));
  if (last && !/[\r\n]$/.test(text) && last.cells.length < width)
    throw new FileProblem("tool.table.cut", {
      place: columnLetters(last.cells.length - 1) + last.number,
    });
}

/**
 * The delimiter with which one of the first lines has our headings, else the one that the first line has most of.
 * @param {string} text
 * @param {Map<string, string>} names
 */
function delimiterOf(text, names) {
  const signs = [",", ";", "\t"];
  const lines = text.slice(0, 20_000).split(/\r\n?|\n/);
  const isHead = (/** @type {string} */ sign) =>
    lines.some((line) => {
      const columns = line
        .split(sign)
        .map((cell) => names.get(comparableName(unguarded(cell.replaceAll('"', "")))));
      return columns.includes("item") && columns.includes("level");
    });
  const [head = ""] = text
    .slice(0, 20_000)
    .replace(/"[^"]*"/g, "")
    .split(/\r\n?|\n/, 1);
  return (
    signs.find(isHead) ??
    signs.reduce((best, sign) => (head.split(sign).length > head.split(best).length ? sign : best))
  );
}

/**
 * Splits a text into lines of cells.
 * @param {string} text
 * @param {string} delimiter
 * @returns {string[][]}
 */
function csvLines(text, delimiter) {
  if (text.length > MAX_CSV) throw new FileProblem("tool.problem.size");
  const sign = delimiter.replace(/[\\\]^-]/, "\\$&");
  const piece = new RegExp(
    `(?:"([^"]*(?:""[^"]*)*)"|([^"${sign}\\r\\n][^${sign}\\r\\n]*)?)([${sign}]|\\r\\n?|\\n|$)`,
    "y",
  );
  /** @type {string[][]} */
  const lines = [[]];
  for (;;) {
    const found = piece.exec(text);
    if (found === null)
      throw new FileProblem("tool.table.quote", {
        place: columnLetters(lines.at(-1)?.length ?? 0) + lines.length,
      });
    const [, quoted, plain = "", stop] = found;
    lines.at(-1)?.push(quoted?.replaceAll('""', '"').replace(/\r\n?/g, "\n") ?? plain);
    if (stop === "") return lines;
    if (stop !== delimiter) lines.push([]);
    if (lines.length > MAX_ROWS)
      throw new FileProblem("tool.problem.long", { place: `A${MAX_ROWS + 1}` });
  }
}
