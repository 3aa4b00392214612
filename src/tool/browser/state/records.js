/**
 * An assessment as records of the browser's storage: one for each part and one for each answer. What differs between two
 * states is what is written. Pure; the parts are those of a file (`parts.js`).
 */
import { answerFields, toParts } from "./parts.js";

/**
 * @typedef {import("../types.js").Assessment} Assessment
 * @typedef {{shelf: "answers" | "parts", id: string, value: unknown}} StateRecord The value is null for one to drop.
 */

/**
 * What differs between two states.
 * @param {Assessment | null} before
 * @param {Assessment} after
 * @returns {StateRecord[]}
 */
export function changedRecords(before, after) {
  return [...partChanges(before, after), ...answerChanges(before, after)];
}

/**
 * @param {Assessment | null} before
 * @param {Assessment} after
 * @returns {StateRecord[]}
 */
function partChanges(before, after) {
  const [then, now] = [before === null ? null : headParts(before), headParts(after)];
  const changed = Object.keys(now).filter((part) => !then || !sameHead(then[part], now[part]));
  if (changed.length === 0) return [];
  const whole = /** @type {Record<string, unknown>} */ (
    /** @type {unknown} */ (toParts({ ...after, answers: new Map() }))
  );
  return changed.map((id) => ({ shelf: "parts", id, value: whole[id] ?? null }));
}

/**
 * @param {Assessment | null} before
 * @param {Assessment} after
 * @returns {StateRecord[]}
 */
function answerChanges(before, after) {
  const changed = [...after.answers].filter(
    ([item, answer]) => before?.answers.get(item) !== answer,
  );
  const gone = [...(before?.answers.keys() ?? [])].filter((item) => !after.answers.has(item));
  return [
    ...changed.map(([id, answer]) => answerRecord(id, answerFields(answer))),
    ...gone.map((id) => answerRecord(id, null)),
  ];
}

/**
 * @param {string} id
 * @param {unknown} value
 * @returns {StateRecord}
 */
function answerRecord(id, value) {
  return { shelf: "answers", id, value };
}

/**
 * The values that each part beside the answers is made from; states share what did not change.
 * @param {Assessment} state
 * @returns {Record<string, unknown>}
 */
function headParts(state) {
  const { answers: _, target, profiles, compared, pattern, order, ...others } = state;
  const { snapshots, ratings, previous, rest, ...assessment } = others;
  const known = { target, profiles, compared, pattern, order };
  return {
    assessment: Object.values(assessment),
    ...known,
    ...{ snapshots, ratings, previous, rest },
  };
}

/**
 * Whether two values are the same; of a list, whether it holds the same.
 * @param {unknown} a
 * @param {unknown} b
 */
function sameHead(a, b) {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((value, at) => value === b[at]);
  return a === b;
}
