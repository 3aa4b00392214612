/** JSON of which nothing is known yet: its size and depth are looked at before it is parsed. Pure. */
import { FileProblem } from "./problem.js";

/** @typedef {import("../types.js").Fields} Fields */

const JSON_LIMITS = { characters: 8_000_000, depth: 32 };

/**
 * The fields of a file of one of our formats; throws a `FileProblem` if the text is not one.
 * @param {string} text
 * @param {{format: string, version: number, other: string}} known The format, the newest version that is read, and what to say of other files.
 * @returns {Fields}
 */
export function fileFields(text, known) {
  const value = jsonIn(text);
  if (!isRecord(value) || value.format !== known.format) throw new FileProblem(known.other);
  const version = value.formatVersion;
  if (typeof version !== "number" || !Number.isInteger(version) || version < 1) throw new FileProblem("tool.problem.version");
  if (version > known.version) throw new FileProblem("tool.problem.newer", { version: String(version), known: String(known.version) });
  return value;
}

/**
 * @param {string} text
 * @returns {unknown}
 */
export function jsonIn(text) {
  if (text.length > JSON_LIMITS.characters) throw new FileProblem("tool.problem.size");
  const clean = text.replace(/^\uFEFF/, "");
  if (bracketDepth(clean) > JSON_LIMITS.depth) throw new FileProblem("tool.problem.depth");
  try {
    return JSON.parse(clean);
  } catch {
    throw new FileProblem("tool.problem.json");
  }
}

/**
 * How deep the brackets of a text go, outside of strings.
 * @param {string} text
 */
function bracketDepth(text) {
  let [now, deepest, quoted] = [0, 0, false];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (quoted && sign === "\\") at += 1;
    else if (sign === '"') quoted = !quoted;
    else if (!quoted && (sign === "{" || sign === "[")) deepest = Math.max(deepest, (now += 1));
    else if (!quoted && (sign === "}" || sign === "]")) now -= 1;
  }
  return deepest;
}

/**
 * @param {unknown} value
 * @returns {value is Fields}
 */
export function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * What a record itself has under a name; names that every object inherits ("constructor") are not in it.
 * @template T
 * @param {Record<string, T> | undefined} record
 * @param {string} name
 * @returns {T | undefined}
 */
export function ownValue(record, name) {
  return record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;
}
