/**
 * A file of any kind that the tool reads. What it is, is told by its content, never by its name; it is read as a whole or
 * refused with sentences that say what is wrong and where. Pure.
 */
import { isFields } from "../score/record.js";
import { decodeCsv, parseCsv } from "./csv.js";
import { parse } from "./file.js";
import { jsonIn } from "./json.js";
import { parseModelFile } from "./model-file.js";
import { problemIn } from "./problem.js";
import { parseShare } from "./share.js";
import { parseWorksheet } from "./worksheet.js";

/**
 * @typedef {import("../types.js").ToolData} ToolData
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Texts} Texts
 * @typedef {import("../types.js").Assessment} Assessment
 * @typedef {import("../types.js").Message} Message
 * @typedef {"assessment" | "share" | "protected" | "model" | "worksheet" | "csv" | "unknown"} Kind
 *
 * @typedef {object} Incoming
 * @property {Kind} kind
 * @property {Assessment | null} assessment Whole; of a table or a shared file with what that has, and nothing else.
 * @property {string} [text] Of a protected file: what the passphrase opens.
 * @property {{model: Model, texts: Record<string, Texts>}} [own] Of a user's own model.
 * @property {import("./file.js").Read["carried"]} [carried] Of a file of an earlier model: what becomes of its answers.
 * @property {Message[]} problems
 * @property {Message[]} warnings
 */

const JSON_KINDS = /** @type {Record<string, Kind>} */ ({
  "shirube-assessment": "assessment",
  "shirube-assessment-share": "share",
  "shirube-protected": "protected",
  "shirube-model": "model",
});

/** Kinds that hold answers and no whole assessment: they can fill in what is open. */
export const PARTIAL_KINDS = ["share", "worksheet", "csv"];

/**
 * @param {ToolData} data
 * @param {Uint8Array} bytes
 * @param {string} notShared Stands for a reason that was not shared.
 * @returns {Promise<Incoming>}
 */
export async function readIncoming(data, bytes, notShared) {
  const { model, texts } = data;
  // A workbook is a ZIP archive; one with a password, and one of the old kind, is an OLE file.
  if (startsWith(bytes, [0x50, 0x4b]) || startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return { kind: "worksheet", ...(await parseWorksheet(model, texts, bytes)) };
  const { text, problems } = decodeCsv(bytes);
  if (problems.length > 0) return refusedAs("unknown", bytes.subarray(0, 1000).includes(0) ? [{ key: "tool.incoming.kind", args: {} }] : problems);
  const start = text.trimStart()[0] ?? "";
  if (start === "<" || text.includes("\0")) return refusedAs("unknown", [{ key: "tool.incoming.kind", args: {} }]);
  if (start === "{" || start === "[") return readJson(data, text, notShared);
  return { kind: "csv", ...parseCsv(model, texts, text) };
}

/**
 * @param {ToolData} data
 * @param {string} text
 * @param {string} notShared
 * @returns {Promise<Incoming>}
 */
export async function readJson({ model }, text, notShared) {
  const { kind, problems } = jsonKind(text);
  if (kind === "share") return { kind, ...parseShare(model, text, notShared) };
  if (kind === "protected") return { kind, assessment: null, text, problems: [], warnings: [] };
  if (kind === "model") {
    const read = await parseModelFile(text);
    return read.model === null ? refusedAs(kind, read.problems) : { kind, assessment: null, own: { model: read.model, texts: read.texts }, problems: [], warnings: [] };
  }
  return kind === "assessment" ? { kind, ...parse(model, text) } : refusedAs(kind, problems);
}

/**
 * @param {string} text
 * @returns {{kind: Kind, problems: Message[]}}
 */
function jsonKind(text) {
  try {
    const value = jsonIn(text);
    const format = isFields(value) && typeof value.format === "string" ? value.format : "";
    const kind = Object.hasOwn(JSON_KINDS, format) ? JSON_KINDS[format] : undefined;
    return kind ? { kind, problems: [] } : { kind: "unknown", problems: [{ key: "tool.problem.format", args: {} }] };
  } catch (error) {
    return { kind: "unknown", problems: [problemIn(error)] };
  }
}

/**
 * @param {Kind} kind
 * @param {Message[]} problems
 * @returns {Incoming}
 */
function refusedAs(kind, problems) {
  return { kind, assessment: null, problems, warnings: [] };
}

/**
 * @param {Uint8Array} bytes
 * @param {number[]} sign
 */
function startsWith(bytes, sign) {
  return sign.every((byte, at) => bytes[at] === byte);
}
