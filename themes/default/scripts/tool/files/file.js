/**
 * Files of the format `shirube-assessment`: an assessment to text and text to an assessment. A file that is wrong is
 * refused as a whole, with sentences that say what is wrong and where. Pure.
 */
import { isFields } from "../state/check.js";
import { fromParts, toParts } from "../state/parts.js";

/**
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Assessment} Assessment
 * @typedef {import("../types.js").Fields} Fields
 * @typedef {import("../types.js").Message} Message
 * @typedef {{assessment: Assessment | null, problems: Message[], warnings: Message[]}} Read
 */

const FORMAT = "shirube-assessment";
/** Version 1 had levels, notes and targets only; what it has is read the same way. */
const FORMAT_VERSION = 2;
const MAX_DEPTH = 32;

/** The largest file that is read, in bytes. */
export const MAX_BYTES = 8_000_000;

/**
 * @param {Model} model
 * @param {Assessment} state
 * @returns {string}
 */
export function serialise(model, state) {
  const { rest, ...parts } = toParts(state);
  const { id, version, hash } = model;
  const kept = isFields(rest.model) ? rest.model : {};
  const head = { format: FORMAT, formatVersion: FORMAT_VERSION, tool: "shirube", model: { ...kept, id, version, hash } };
  const whole = { ...rest, ...head, ...parts };
  return `${JSON.stringify({ ...head, ...whole }, null, 2)}\n`;
}

/**
 * The text of a file, and whether reading it back gives the same assessment: no field is lost on the way.
 * @param {Model} model
 * @param {Assessment} state
 * @returns {{text: string, same: boolean}}
 */
export function verifiedText(model, state) {
  const text = serialise(model, state);
  return { text, same: isSame(model, state, text) };
}

/**
 * Whether a text, read as a file, gives this assessment.
 * @param {Model} model
 * @param {Assessment} state
 * @param {string} text
 */
export function isSame(model, state, text) {
  const { assessment } = parse(model, text);
  return assessment !== null && JSON.stringify(toParts(assessment)) === JSON.stringify(toParts(state));
}

/**
 * @param {Model} model
 * @param {string} text
 * @returns {Read}
 */
export function parse(model, text) {
  const clean = text.replace(/^\uFEFF/, "");
  if (clean.length > MAX_BYTES) return refused("tool.problem.size");
  if (depth(clean) > MAX_DEPTH) return refused("tool.problem.depth");
  const value = parseJson(clean);
  if (value === undefined) return refused("tool.problem.json");
  if (!isFields(value) || value.format !== FORMAT) return refused("tool.problem.format");
  return foreign(model, value) ?? parseParts(model, value);
}

/**
 * Why a file of our format is not one for this tool; null if it is.
 * @param {Model} model
 * @param {Fields} file
 * @returns {Read | null}
 */
function foreign(model, file) {
  const version = file.formatVersion;
  if (typeof version !== "number" || !Number.isInteger(version) || version < 1) return refused("tool.problem.version");
  if (version > FORMAT_VERSION) return refused("tool.problem.newer", { version: String(version), known: String(FORMAT_VERSION) });
  const its = isFields(file.model) ? file.model : {};
  if (typeof its.id !== "string" || typeof its.version !== "string") return refused("tool.problem.type", { place: "model" });
  if (its.id === model.id && its.version === model.version) return null;
  const names = { file: `${its.id} ${its.version}`.slice(0, 80), here: `${model.id} ${model.version}` };
  return refused("tool.problem.model", names);
}

/**
 * @param {Model} model
 * @param {Fields} file
 * @returns {Read}
 */
function parseParts(model, file) {
  const { format, formatVersion, tool, model: its, assessment, answers, target, profiles, compared, pattern, order, snapshots, ratings, ...unknown } = file;
  const { id, version, hash, ...kept } = /** @type {Fields} */ (its);
  const rest = Object.keys(kept).length > 0 ? { ...unknown, model: kept } : unknown;
  const read = fromParts(model, { assessment, answers, target, profiles, compared, pattern, order, snapshots, ratings, rest });
  if (read.problems.length > 0) return { assessment: null, problems: read.problems, warnings: [] };
  return { assessment: read.assessment, problems: [], warnings: warnings(model, hash, read.assessment) };
}

/**
 * @param {Model} model
 * @param {unknown} hash
 * @param {Assessment} state
 * @returns {Message[]}
 */
function warnings(model, hash, state) {
  const known = new Set(model.items.map((item) => item.id));
  const unknown = [...new Set([...state.answers.keys(), ...state.target.items.keys()])].filter((id) => !known.has(id));
  const found = [];
  if (hash !== model.hash) found.push({ key: "tool.warning.hash", args: {} });
  if (unknown.length > 0) found.push({ key: "tool.warning.unknown", args: { count: String(unknown.length) } });
  return found;
}

/**
 * How deep the brackets of a text go, outside of strings.
 * @param {string} text
 */
function depth(text) {
  let [now, deepest, quoted] = [0, 0, false];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (quoted) {
      if (sign === "\\") at += 1;
      else if (sign === '"') quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === "{" || sign === "[") deepest = Math.max(deepest, (now += 1));
    else if (sign === "}" || sign === "]") now -= 1;
  }
  return deepest;
}

/**
 * @param {string} text
 * @returns {unknown}
 */
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * @param {string} key
 * @param {Record<string, string>} [args]
 * @returns {Read}
 */
function refused(key, args = {}) {
  return { assessment: null, problems: [{ key, args }], warnings: [] };
}
