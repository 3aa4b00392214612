/**
 * An assessment as a Markdown report. All that a user or a model wrote stands in cells of tables and in the title,
 * escaped so that it stays text: no cell ends early, no HTML, no link, no picture. Pure.
 */
import { ownValue } from "../score/record.js";
import { meaningOf, rowsOf, sheetLabel, shownOf, sideName } from "./table.js";

/**
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Texts} Texts
 * @typedef {import("../types.js").Assessment} Assessment
 * @typedef {import("../types.js").Result} Result
 * @typedef {string | number | null | undefined} Shown
 */

// What a renderer may turn into a link by itself is set as code, which stays as it is.
const LINK_LIKE = /\S*(?:\/\/|@|www\.|mailto:|xmpp:)\S*/giu;

/**
 * A text as it may stand in a cell or a heading.
 * @param {Shown} text
 */
export function markdownText(text) {
  const clean = String(text ?? "").replace(/[^\S\r\n]+|[\u0000-\u0009\u000B\u000C\u000E-\u001F\u007F]/g, " ").trim();
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
  const entities = /** @type {Record<string, string>} */ ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" });
  return text.replace(/[\\\u0060*_{}[\]()#+\-.!|~$:^=]/g, "\\$&").replace(/[&<>]/g, (sign) => entities[sign] ?? "");
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
 * @param {Shown[]} head
 * @param {Shown[][]} rows
 */
function markdownTable(head, rows) {
  const lines = [head.map(markdownText), head.map(() => "---"), ...rows.map((row) => row.map(markdownText))];
  return `${lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n")}\n`;
}

/**
 * @param {Model} model
 * @param {Texts} texts
 * @param {Assessment} assessment
 * @param {Result} result
 * @returns {string}
 */
export function markdownReport(model, texts, assessment, result) {
  const label = (/** @type {string} */ key) => sheetLabel(texts, key);
  const { team, date, scope, assessors, position, tlp } = assessment;
  const facts = [["tlp", tlp], ["team", team], ["date", date], ["scope", scope], ["assessors", assessors.join("\n")], ["position", position]];
  const versions = [["model.id", model.id], ["model.version", model.version], ["model.hash", model.hash]];
  const rows = [...facts, ...versions].filter(([, value]) => value !== "").map(([key = "", value]) => [label(key), value]);
  const named = [texts.model, team].filter((text) => text !== "").map(markdownText).join(": ");
  const parts = [
    `# ${named.replaceAll("<br>", " ")}\n`,
    `${markdownText(texts.ui["tool.sheet.statement"])}\n`,
    markdownTable([label("fact"), label("value")], rows),
    `## ${markdownText(label("result"))}\n`,
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
  const head = ["category", "answered", "total", "lowest", ...(model.aggregation === undefined ? [] : ["mean"])];
  const rows = result.categories.map(({ id, answered, total, lowest, mean }) => {
    const name = ownValue(texts.categories, id) ?? id;
    return [name, answered, total, lowest, mean === null ? "" : (mean / 10).toFixed(1)].slice(0, head.length);
  });
  return markdownTable(head.map((key) => sheetLabel(texts, key)), rows);
}

/**
 * @param {Model} model
 * @param {Texts} texts
 * @param {Result} result
 */
function itemTable(model, texts, result) {
  const results = new Map(result.items.map((item) => [item.id, item]));
  const rows = model.items.map((item) => {
    const { side = "", level = null, target, gap, state } = results.get(item.id) ?? {};
    const meaning = state === "not-applicable" ? sheetLabel(texts, "notApplicable") : meaningOf(texts, item, side, level);
    return [item.id, shownOf(item, texts).name, side && sideName(texts, side), level, meaning, target, gap];
  });
  const head = ["item", "name", "side", "level", "meaning", "target", "gap"];
  const kept = head.map((key, at) => key !== "side" || rows.some((row) => row[at] !== ""));
  const only = (/** @type {Shown[]} */ cells) => cells.filter((_, at) => kept[at]);
  return markdownTable(only(head.map((key) => sheetLabel(texts, key))), rows.map(only));
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
    ["notes", "notApplicable", "note", "agreed", "decidedBy", "decidedOn"],
    ["evidences", "evidence.what", "evidence.where", "evidence.owner", "evidence.date", "evidence.confidence"],
    ["planned", "plan.level", "plan.step", "plan.owner", "plan.due"],
  ];
  return groups.flatMap(([title = "", ...columns]) => {
    const used = columns.filter((column) => rows.some((row) => (row[column] ?? "") !== ""));
    const filled = rows.filter((row) => used.some((column) => (row[column] ?? "") !== ""));
    if (filled.length === 0) return [];
    const head = ["item", ...used].map((key) => sheetLabel(texts, key));
    return [`## ${markdownText(sheetLabel(texts, title))}\n`, markdownTable(head, filled.map((row) => ["item", ...used].map((key) => row[key])))];
  });
}
