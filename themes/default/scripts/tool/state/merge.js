/** Answers of a table put into an assessment. Pure. */
import { answerTo, isOpen } from "./assessment.js";

/**
 * @typedef {import("../types.js").Assessment} Assessment
 * @typedef {import("../types.js").Answer} Answer
 */

const DETAILS = /** @type {const} */ (["team", "scope", "date", "position", "tlp"]);

/**
 * What the table has stands in place of what there was: all answers and targets, and the details that the table gives.
 * Profiles, snapshots and ratings, of which a table knows nothing, stay.
 * @param {Assessment} state
 * @param {Assessment} table
 * @param {string} now
 * @returns {Assessment}
 */
export function replacedBy(state, table, now) {
  const answers = new Map([...table.answers].map(([item, answer]) => [item, { ...answer, updated: now }]));
  return { ...state, ...detailsOf(table, state), answers, target: { ...table.target, kept: state.target.kept } };
}

/**
 * Only what is empty is filled in: an item that has neither a level nor a reason not to apply takes those of the table, and
 * keeps what was written about it.
 * @param {Assessment} state
 * @param {Assessment} table
 * @param {string} now
 * @returns {Assessment}
 */
export function filledFrom(state, table, now) {
  const answers = new Map(state.answers);
  for (const [item, given] of table.answers) {
    const before = answerTo(state, item);
    if (isOpen(before)) answers.set(item, filledAnswer(before, given, now));
  }
  const items = new Map([...table.target.items, ...state.target.items]);
  return { ...state, ...detailsOf(state, table), answers, target: { ...state.target, level: state.target.level ?? table.target.level, items } };
}

/**
 * How many items a table would answer that have no answer yet.
 * @param {Assessment} state
 * @param {Assessment} table
 */
export function countFilled(state, table) {
  return [...table.answers].filter(([item, given]) => !isOpen(given) && isOpen(answerTo(state, item))).length;
}

/**
 * @param {Answer} before
 * @param {Answer} given
 * @param {string} now
 * @returns {Answer}
 */
function filledAnswer(before, given, now) {
  const evidence = before.evidence.length > 0 ? before.evidence : given.evidence;
  return { ...given, note: before.note || given.note, agreed: before.agreed || given.agreed, plan: before.plan.step || before.plan.level !== null ? before.plan : given.plan, evidence, second: before.second, kept: before.kept, updated: now };
}

/**
 * The details of the first; where it has none, of the second.
 * @param {Assessment} first
 * @param {Assessment} second
 * @returns {Partial<Assessment>}
 */
function detailsOf(first, second) {
  const given = Object.fromEntries(DETAILS.map((name) => [name, first[name] || second[name]]));
  const [one, other] = [first.pattern, second.pattern];
  const pattern = { current: one.current || other.current, target: one.target || other.target, sides: one.sides.size > 0 ? one.sides : other.sides };
  return { ...given, assessors: first.assessors.length > 0 ? first.assessors : second.assessors, months: first.months ?? second.months, pattern };
}
