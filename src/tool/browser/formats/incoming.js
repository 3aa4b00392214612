/**
 * A file of any kind that the tool reads. What it is, is told by its content, never by its name; it is read as a whole or
 * refused with sentences that say what is wrong and where. Pure.
 */
import { isFields, ownValue } from "../scoring/record.js";
import { decodeCsv, parseCsv } from "./csv.js";
import { notRead, parse } from "./file.js";
import { jsonIn } from "./json.js";
import { parseModelFile } from "./model-file.js";
import { FileProblem, problemIn } from "./problem.js";
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
 * @property {import("./file.js").Read["edition"]} [edition] Which model a whole assessment was made with.
 * @property {import("./file.js").Read["carried"]} [carried] Of a file of an earlier model: what becomes of its answers.
 * @property {import("./table-read.js").DayQuestion} [question] Of a table that does not tell how its days are written.
 * @property {import("../state/take.js").Extent} [extent] Of a table or a shared file: what it can say.
 * @property {Message[]} problems
 * @property {Message[]} warnings
 */

const JSON_KINDS = /** @type {Record<string, Kind>} */ ({
  "shirube-assessment": "assessment",
  "shirube-assessment-share": "share",
  "shirube-protected": "protected",
  "shirube-model": "model",
});

/**
 * @param {ToolData} data
 * @param {Uint8Array} bytes
 * @param {string} notShared Stands for a reason that was not shared.
 * @param {typeof parse} [whole] Reads a whole assessment.
 * @param {import("./cell.js").DayOrder} [order] How a table writes days, where somebody was asked.
 * @returns {Promise<Incoming>}
 */
export async function readIncoming(data, bytes, notShared, whole = parse, order) {
  const { model, texts } = data;
  // A workbook is a ZIP archive; one with a password, and one of the old kind, is an OLE file.
  if (startsWith(bytes, [0x50, 0x4b]) || startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0]))
    return { kind: "worksheet", ...(await parseWorksheet(model, texts, bytes, order)) };
  const { text, problems, warnings } = decodeCsv(bytes, texts);
  const start = text.trimStart()[0] ?? "";
  const binary =
    text.includes("\0") || (problems.length > 0 && bytes.subarray(0, 1000).includes(0));
  if (binary || start === "<")
    return { kind: "unknown", ...notRead([{ key: "tool.incoming.kind", args: {} }]) };
  if (problems.length > 0) return { kind: "unknown", ...notRead(problems) };
  if (start === "{" || start === "[") return readJson(data, text, notShared, whole);
  return { kind: "csv", ...parseCsv(model, texts, text, order, warnings) };
}

/**
 * @param {ToolData} data
 * @param {string} text
 * @param {string} notShared
 * @param {typeof parse} [whole]
 * @returns {Promise<Incoming>}
 */
export async function readJson({ model }, text, notShared, whole = parse) {
  try {
    const value = jsonIn(text);
    const kind = ownValue(JSON_KINDS, String(isFields(value) && value.format));
    if (kind === "assessment") return { kind, ...whole(model, text) };
    if (kind === "share") return { kind, ...parseShare(model, text, notShared) };
    if (kind === "protected") return { kind, ...notRead([]), text };
    if (kind === "model") {
      const { model: own, texts, problems } = await parseModelFile(text);
      return { kind, ...notRead(problems), ...(own && { own: { model: own, texts } }) };
    }
    throw new FileProblem("tool.problem.format");
  } catch (error) {
    return { kind: "unknown", ...notRead([problemIn(error)]) };
  }
}

/**
 * @param {Uint8Array} bytes
 * @param {number[]} sign
 */
function startsWith(bytes, sign) {
  return sign.every((byte, at) => bytes[at] === byte);
}
