/** What can be saved of a damaged store: every record as it is, and what of it can be understood. Pure. */
import { hexOf, jsonText } from "../formats/json.js";
import { isFields, ownValue } from "../scoring/record.js";
import { fromParts } from "../state/reading.js";

/**
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Assessment} Assessment
 * @typedef {import("../types.js").Message} Message
 * @typedef {import("./database.js").Raw} Raw
 * @typedef {{parts: Record<string, unknown>, answers: Record<string, unknown>}} Records
 */

/** Deeper than any file that is read, so nothing that was opened from one is cut. */
const DEEPEST = 64;

/**
 * An assessment from its records, with what is wrong in them. Whatever is not wrong is in it.
 * @param {Model} model
 * @param {Records} kept
 * @returns {{assessment: Assessment, problems: Message[]}}
 */
export function understood(model, { parts, answers }) {
  const { hash: _, rest, ...others } = parts;
  return fromParts(model, { ...others, answers, rest: isFields(rest) ? rest : {} });
}

/**
 * The records of a shelf by their ids, as values that JSON can hold. What is not a record of ours is left out.
 * @param {Raw} raw
 * @param {string} shelf
 * @returns {Record<string, unknown>}
 */
export function recordsOf(raw, shelf) {
  const records = shelfRows(raw, shelf)
    .filter(isRow)
    .map(({ id, value }) => [id, plainValue(value)]);
  return Object.fromEntries(records);
}

/**
 * Whether all records of a shelf are of our kind.
 * @param {Raw} raw
 * @param {string} shelf
 */
export function isWhole(raw, shelf) {
  return shelfRows(raw, shelf).every(isRow);
}

/**
 * @param {Raw} raw
 * @param {string} shelf
 */
export function shelfRows({ shelves }, shelf) {
  return ownValue(shelves, shelf) ?? [];
}

/**
 * @param {unknown} row
 * @returns {row is {id: string, value: unknown}}
 */
function isRow(row) {
  return isFields(row) && typeof row.id === "string" && row.value !== undefined;
}

/**
 * The text of a file with every record as it is.
 * @param {Model} model
 * @param {string} database
 * @param {Raw} raw
 * @param {string} taken
 * @returns {string}
 */
export function rescueText({ id, version, hash }, database, raw, taken) {
  const head = {
    format: "shirube-rescue",
    formatVersion: 1,
    tool: "shirube",
    model: { id, version, hash },
    database,
    taken,
  };
  return jsonText({ ...head, shelves: plainValue(raw.shelves) });
}

/**
 * A value as JSON can hold it. A browser's storage also holds bytes, dates, maps and values that contain themselves; what
 * is met a second time, or lies too deep for a file of ours, is not written out.
 * @param {unknown} value
 * @param {Set<object>} [seen]
 * @param {number} [depth]
 * @returns {unknown}
 */
export function plainValue(value, seen = new Set(), depth = 0) {
  if (typeof value === "bigint") return { bigint: String(value) };
  if (typeof value !== "object" || value === null) return value;
  if (seen.has(value) || depth > DEEPEST) return { again: true };
  seen.add(value);
  if (value instanceof Date) return { date: String(value) };
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value))
    return {
      bytes: hexOf(
        ArrayBuffer.isView(value)
          ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
          : new Uint8Array(value),
      ),
    };
  if (value instanceof Map || value instanceof Set)
    return { entries: plainValue([...value], seen, depth + 1) };
  if (Array.isArray(value)) return value.map((entry) => plainValue(entry, seen, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [name, plainValue(entry, seen, depth + 1)]),
  );
}
