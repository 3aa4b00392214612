/** JSON of which nothing is known yet: its size and depth are looked at before it is parsed. Pure. */
import { isFields } from "../scoring/record.js";
import { presentHash, unknownTo } from "../scoring/score.js";
import { FileProblem } from "./problem.js";

/**
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Fields} Fields
 * @typedef {import("../types.js").Message} Message
 */

const JSON_LIMITS = { characters: 8_000_000, depth: 32 };

/**
 * The fields of a file of one of our formats; throws a `FileProblem` if the text is not one.
 * @param {string} text
 * @param {{format: string, version: number, other: string}} known The format, the newest version that is read, and what to say of other files.
 * @returns {Fields}
 */
export function fileFields(text, known) {
  const value = jsonIn(text);
  if (!isFields(value) || value.format !== known.format) throw new FileProblem(known.other);
  checkVersion(value.formatVersion, known.version);
  return value;
}

/**
 * Refuses a version that is none, or that is newer than what is known.
 * @param {unknown} version
 * @param {number} known
 */
export function checkVersion(version, known) {
  if (typeof version !== "number" || !Number.isInteger(version) || version < 1)
    throw new FileProblem("tool.problem.version");
  if (version > known)
    throw new FileProblem("tool.problem.newer", { version: String(version), known: String(known) });
}

/**
 * A text as JSON; throws a `FileProblem` if it is none, or too much.
 * @param {string} text
 * @returns {unknown}
 */
export function jsonIn(text) {
  if (text.length > JSON_LIMITS.characters) throw new FileProblem("tool.problem.size");
  const clean = text.replace(/^\uFEFF/, "");
  if (bracketDepth(clean) > JSON_LIMITS.depth) throw new FileProblem("tool.problem.depth");
  const value = parsed(clean);
  const place = repeatedName(clean);
  if (place !== undefined)
    throw new FileProblem("tool.problem.twice", { place: place.slice(0, 80) });
  return value;
}

/** Half of a character that takes two units. */
const HALF = /\p{Surrogate}/u;

/**
 * A text as JSON. Half a character, which only an escape can say, is none: a file cannot hold it, so what is saved would be
 * another text.
 * @param {string} text
 * @returns {unknown}
 */
function parsed(text) {
  const whole = (/** @type {string} */ name, /** @type {unknown} */ value) => {
    if (HALF.test(name) || (typeof value === "string" && HALF.test(value)))
      throw new SyntaxError(name);
    return value;
  };
  try {
    return JSON.parse(text, /\\ud[89a-f]/i.test(text) ? whole : undefined);
  } catch {
    throw new FileProblem("tool.problem.json");
  }
}

/**
 * The first name that a record has twice, with what leads to it: a parser keeps the last value and says nothing of the others.
 * @param {string} text JSON that is known to be well-formed.
 * @returns {string | undefined}
 */
function repeatedName(text) {
  /** @type {{names: Set<string> | null, at: string | number | null}[]} */
  const open = [];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    const inner = open.at(-1);
    if (sign === "{") open.push({ names: new Set(), at: null });
    else if (sign === "[") open.push({ names: null, at: 0 });
    else if (sign === "}" || sign === "]") open.pop();
    else if (sign === "," && inner) inner.at = inner.names ? null : Number(inner.at) + 1;
    if (sign !== '"') continue;
    const start = at;
    do at += text[at] === "\\" ? 2 : 1;
    while (text[at] !== '"');
    // Of the texts in a record, the first one after a comma is a name.
    if (!inner?.names || inner.at !== null) continue;
    const name = /** @type {string} */ (JSON.parse(text.slice(start, at + 1)));
    inner.at = name;
    if (inner.names.has(name)) return open.map((one) => one.at).join(".");
    inner.names.add(name);
  }
  return undefined;
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

/** Warnings that a file was made with a model that asks, or may ask, something else. */
export const OTHER_MODEL = ["tool.warning.own", "tool.warning.hash"];

/**
 * Refuses what belongs to another model than the one that is expected; warns if the definition of the present one is another,
 * and if it was from a user's own file and the present one is not. What does not say with which definition it was made is taken
 * to have been made with this one.
 * @param {Model} model
 * @param {unknown} its What the file says of its model.
 * @param {{id: string, version: string}} [expected] The present one, or an earlier one.
 * @returns {Message[]}
 */
export function modelWarnings(model, its, expected = model) {
  if (!isFields(its)) throw new FileProblem("tool.problem.type", { place: "model" });
  const { id, version, hash, own } = its;
  const stated = hash ?? "";
  for (const [name, value] of Object.entries({ id, version, hash: stated }))
    if (typeof value !== "string")
      throw new FileProblem("tool.problem.type", { place: `model.${name}` });
  if (typeof (own ?? false) !== "boolean")
    throw new FileProblem("tool.problem.type", { place: "model.own" });
  if (id !== expected.id || version !== expected.version)
    throw new FileProblem("tool.problem.model", {
      file: `${id} ${version}`.slice(0, 80),
      here: `${model.id} ${model.version}`,
    });
  const differs =
    expected === model &&
    presentHash(model, { version: String(version), hash: String(stated) }) !== model.hash;
  return OTHER_MODEL.filter((_, at) => [own && !model.own, differs][at]).map((key) => ({
    key,
    args: {},
  }));
}

/**
 * Warns of items that the model does not have.
 * @param {Model} model
 * @param {Iterable<string>} ids
 * @returns {Message[]}
 */
export function unknownWarnings(model, ids) {
  const { length } = unknownTo(model, ids);
  return length === 0 ? [] : [{ key: "tool.warning.unknown", args: { count: String(length) } }];
}

/**
 * Warns of levels that do not count, because their item has several sides and none is named.
 * @param {Model} model
 * @param {import("../types.js").Assessment["answers"]} answers
 * @returns {Message[]}
 */
export function sideWarnings(model, answers) {
  const { length } = model.items.filter(({ id, scales }) => {
    const answer = answers.get(id);
    return scales.length > 1 && answer?.side === "" && answer.level !== null;
  });
  return length === 0 ? [] : [{ key: "tool.warning.side", args: { count: String(length) } }];
}

/**
 * Bytes in hexadecimal figures.
 * @param {Uint8Array} bytes
 */
export function hexOf(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * A value as the text of a file.
 * @param {unknown} value
 */
export function jsonText(value) {
  return `${JSON.stringify(value, null, 2)}\n`;
}
