/**
 * An assessment as a Markdown report. All that a user or a model wrote stands in cells of tables and in the title,
 * escaped so that it stays text: no cell ends early, no HTML, no link, no picture. Pure.
 */
import { EVIDENCE_COLUMNS, nameIn, resultRows, rowsOf, sheetLabel, tableLines } from "./table.js";

/**
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Texts} Texts
 * @typedef {import("../types.js").Assessment} Assessment
 * @typedef {import("../types.js").Result} Result
 * @typedef {import("./table.js").TableRow} TableRow
 */

// What a renderer may turn into a link by itself is set as code, which stays as it is.
const LINK_LIKE = /\S*(?:\/\/|@|www\.|mailto:|xmpp:)\S*/giu;

/**
 * A text as it may stand in a cell or a heading.
 * @param {string | number | null | undefined} text
 */
export function markdownText(text) {
  const clean = String(text ?? "")
    .replace(/[^\S\r\n]+|[\u0000-\u0009\u000B\u000C\u000E-\u001F\u007F]/g, " ")
    .trim();
  let [out, at] = ["", 0];
  for (const found of clean.matchAll(LINK_LIKE)) {
    out += markdownPlain(clean.slice(at, found.index)) + markdownCode(found[0]);
    at = found.index + found[0].length;
  }
  return (out + markdownPlain(clean.slice(at))).replace(/\r\n?|[\n\u2028\u2029]/g, "<br>");
}

/**
 * @param {string} text
 */
function markdownPlain(text) {
  const entities = /** @type {Record<string, string>} */ ({
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
  });
  return text
    .replace(/[\\\u0060*_{}[\]()#+\-.!|~$:^=]/g, "\\$&")
    .replace(/[&<>]/g, (sign) => entities[sign] ?? "");
}

/**
 * @param {string} text
 */
function markdownCode(text) {
  const longest = Math.max(0, ...[...text.matchAll(/\u0060+/g)].map(([run]) => run.length));
  const fence = "\u0060".repeat(longest + 1);
  const space = longest > 0 ? " " : "";
  return fence + space + text.replaceAll("|", "\\|") + space + fence;
}

/**
 * A heading and a table under it.
 * @param {Texts} texts
 * @param {string} title "" for a table without a heading of its own.
 * @param {string[]} columns
 * @param {TableRow[]} rows
 */
function markdownTable(texts, title, columns, rows) {
  const [head = [], ...lines] = tableLines(texts, columns, rows).map((cells) =>
    cells.map(markdownText),
  );
  const table = [head, head.map(() => "---"), ...lines]
    .map((cells) => `| ${cells.join(" | ")} |\n`)
    .join("");
  return (title && `## ${markdownText(sheetLabel(texts, title))}\n\n`) + table;
}

/**
 * @param {Model} model
 * @param {Texts} texts
 * @param {Assessment} assessment
 * @param {Result} result
 * @returns {string}
 */
export function markdownReport(model, texts, assessment, result) {
  const { team, date, scope, assessors, position, tlp } = assessment;
  const facts = [
    ["tlp", tlp],
    ["team", team],
    ["date", date],
    ["scope", scope],
    ["assessors", assessors.join("\n")],
    ["position", position],
  ];
  const versions = [
    ["model.id", model.id],
    ["model.version", model.version],
    ["model.hash", model.hash],
  ];
  const rows = [...facts, ...versions]
    .filter(([, value]) => value !== "")
    .map(([key = "", value = ""]) => ({ fact: sheetLabel(texts, key), value }));
  const named = [texts.model, team]
    .filter((text) => text !== "")
    .map(markdownText)
    .join(": ");
  const parts = [
    `# ${named.replaceAll("<br>", " ")}\n`,
    `${markdownText(sheetLabel(texts, "statement"))}\n`,
    markdownTable(texts, "", ["fact", "value"], rows),
    categoryTable(model, texts, result),
    itemTable(model, texts, result),
    ...markdownDetails(model, texts, assessment),
  ];
  return parts.join("\n");
}

/**
 * @param {Model} model
 * @param {Texts} texts
 * @param {Result} result
 */
function categoryTable(model, texts, result) {
  const columns = [
    "category",
    "answered",
    "total",
    "lowest",
    ...(model.aggregation === undefined ? [] : ["mean"]),
  ];
  const rows = result.categories.map(({ id, answered, total, lowest, mean }) => ({
    category: nameIn(texts.categories, id),
    answered,
    total,
    lowest: lowest ?? "",
    mean: mean === null ? "" : (mean / 10).toFixed(1),
  }));
  return markdownTable(texts, "result", columns, rows);
}

/**
 * @param {Model} model
 * @param {Texts} texts
 * @param {Result} result
 */
function itemTable(model, texts, result) {
  const notApplicable = sheetLabel(texts, "notApplicable");
  const rows = resultRows(model, texts, result).map((row) =>
    row.state === "not-applicable" ? { ...row, meaning: notApplicable } : row,
  );
  const side = usedColumns(["side"], rows);
  return markdownTable(
    texts,
    "",
    ["item", "name", ...side, "level", "meaning", "target", "gap"],
    rows,
  );
}

/**
 * A table each of what was written about items, of evidence and of the plan; none where there is nothing.
 * @param {Model} model
 * @param {Texts} texts
 * @param {Assessment} assessment
 */
function markdownDetails(model, texts, assessment) {
  const rows = model.items.flatMap((item) => rowsOf(item, texts, assessment));
  const groups = [
    ["notes", "notApplicable", "note", "agreed", "decidedBy", "decidedOn", "ask"],
    ["evidences", ...EVIDENCE_COLUMNS],
    ["planned", "plan.level", "plan.step", "plan.owner", "plan.due"],
  ];
  return groups.flatMap(([title = "", ...columns]) => {
    const used = usedColumns(columns, rows);
    const filled = rows.filter((row) => usedColumns(used, [row]).length > 0);
    return filled.length === 0 ? [] : [markdownTable(texts, title, ["item", ...used], filled)];
  });
}

/**
 * @param {string[]} columns
 * @param {TableRow[]} rows
 */
function usedColumns(columns, rows) {
  return columns.filter((column) => rows.some((row) => (row[column] ?? "") !== ""));
}
