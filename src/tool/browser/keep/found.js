/**
 * What stands in a database → what the tool can go on with, or why it cannot. Records are as a browser gives them: any may be
 * missing or of another kind. Pure, but for what opens a seal.
 */
import { isFields } from "../scoring/record.js";
import { isWhole, recordsOf, shelfRows } from "./rescue.js";

/**
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Assessment} Assessment
 * @typedef {import("../types.js").Message} Message
 * @typedef {import("../types.js").Copy} Copy
 * @typedef {import("./database.js").Raw} Raw
 * @typedef {{kind: "locked" | "damaged" | "closed", raw: Raw, assessment: Assessment | null, problems: Message[]}} Trouble
 * Why what is kept cannot be used: its passphrase is asked for, it is damaged, or it cannot be opened.
 * @typedef {{assessment: Assessment | null, settings: Record<string, unknown>, trouble: Trouble | null, otherHash: boolean, earlier: boolean}} Loaded
 * @typedef {import("./rescue.js").Records & {copies: Record<string, unknown>, whole: boolean}} Kept
 * The records of a store, and whether all of them are of our kind.
 */

/** @type {Loaded} */
export const NOTHING_KEPT = Object.freeze({
  assessment: null,
  settings: {},
  trouble: null,
  otherHash: false,
  earlier: false,
});

/**
 * Whether a hash is one that the same definition had before.
 * @param {Model} model
 * @param {unknown} hash
 */
export function isFormer({ formerHashes = [] }, hash) {
  return formerHashes.some((former) => former === hash);
}

/**
 * @param {Trouble["kind"]} kind
 * @param {Raw} raw
 * @param {Record<string, unknown>} settings
 * @param {Assessment | null} [assessment] What can be understood all the same.
 * @param {Message[]} [problems]
 * @returns {Loaded}
 */
export function troubled(kind, raw, settings, assessment = null, problems = []) {
  return { ...NOTHING_KEPT, settings, trouble: { kind, raw, assessment, problems } };
}

/**
 * The records of a store that is not sealed. Safety copies that are none are no reason to call it damaged.
 * @param {Raw} raw
 * @returns {Kept}
 */
export function readable(raw) {
  return keptOn((name) => recordsOf(raw, name), isWhole(raw, "parts") && isWhole(raw, "answers"));
}

/**
 * @param {(shelf: string) => Record<string, unknown>} shelf
 * @param {boolean} whole
 * @returns {Kept}
 */
function keptOn(shelf, whole) {
  return { parts: shelf("parts"), answers: shelf("answers"), copies: shelf("copies"), whole };
}

/**
 * Settings as they are: the seal's bytes must stay bytes.
 * @param {Raw} raw
 * @returns {Record<string, unknown>}
 */
export function settingsIn(raw) {
  const rows = /** @type {{id: unknown, value: unknown}[]} */ (
    shelfRows(raw, "settings").filter(isFields)
  );
  return Object.fromEntries(rows.map(({ id, value }) => [String(id), value]));
}

/**
 * The records of a sealed store.
 * @param {import("./seal.js").Seal} seal
 * @param {Raw} raw
 * @returns {Promise<Kept>}
 */
export async function unsealed(seal, raw) {
  const { entries, whole } = await seal.open(shelfRows(raw, "sealed"));
  const on = (/** @type {string} */ name) => entries.filter(({ shelf }) => shelf === name);
  return keptOn((name) => Object.fromEntries(on(name).map(({ id, value }) => [id, value])), whole);
}

/** @param {Kept} kept */
export function isNothing({ parts, answers }) {
  return Object.keys(parts).length + Object.keys(answers).length === 0;
}

/**
 * Safety copies, the newest first.
 * @param {Record<string, unknown>} records
 * @returns {Copy[]}
 */
export function copiesIn(records) {
  const copies = /** @type {Copy[]} */ (Object.values(records));
  const sound = copies.filter((copy) =>
    [copy?.id, copy?.taken, copy?.team, copy?.text].every((part) => typeof part === "string"),
  );
  return sound.sort((a, b) => (a.taken < b.taken ? 1 : -1));
}
