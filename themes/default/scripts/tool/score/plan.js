/**
 * The plan: what is missing, in an order that can be explained, and what would be reached if the plan were carried out. Pure.
 */
import { thresholdOf } from "./profile.js";

/**
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Result} Result
 * @typedef {import("../types.js").PlanEntry} PlanEntry
 * @typedef {import("./profile.js").Thresholds} Thresholds
 * @typedef {ReadonlyMap<string, unknown>} Planned Planned levels by item; what is no whole number is no plan.
 */

/**
 * The level that is wanted of each item: the highest of the team's target and the known thresholds of profiles. One known
 * threshold can be planned for, even where others of the same profile are not known.
 * @param {Model} model
 * @param {Result} result
 * @param {readonly Thresholds[]} profiles
 * @returns {Map<string, number>}
 */
export function wantedLevels(model, result, profiles) {
  const wanted = new Map();
  model.items.forEach((item, at) => {
    const asked = [result.items[at]?.target, ...profiles.map((profile) => thresholdOf(model, item, profile))];
    const levels = asked.filter((level) => typeof level === "number");
    if (levels.length > 0) wanted.set(item.id, Math.max(...levels));
  });
  return wanted;
}

/**
 * The answered items that are below what is wanted. Priority is (1 + gap)² − 1: a wide gap weighs more than two narrow
 * ones, and no gap weighs nothing. Then the lower level, then the order of the model. Items in the team's own order come
 * first, in that order; what it names and is not in the plan is passed over.
 * @param {Model} model
 * @param {Result} result
 * @param {ReadonlyMap<string, number>} wanted
 * @param {Planned} planned
 * @param {readonly string[]} order
 * @returns {PlanEntry[]}
 */
export function planEntries(model, result, wanted, planned, order) {
  const entries = model.items.flatMap(({ id }, at) => {
    const level = result.items[at]?.level ?? null;
    const aim = wanted.get(id);
    if (level === null || aim === undefined || level >= aim) return [];
    const gap = aim - level;
    return [{ id, level, wanted: aim, gap, priority: (1 + gap) ** 2 - 1, planned: plannedLevel(planned.get(id)) }];
  });
  const place = (/** @type {PlanEntry} */ entry) => (order.includes(entry.id) ? order.indexOf(entry.id) : order.length);
  return entries.sort((a, b) => place(a) - place(b) || b.priority - a.priority || a.level - b.level);
}

/**
 * Answers as they would be if the plan were carried out: a planned level stands where it is higher, or where there is
 * none yet. Sides, and what does not apply, stay.
 * @template {{level?: unknown}} T
 * @param {ReadonlyMap<string, T>} answers
 * @param {Planned} planned
 * @returns {Map<string, T | {level: number}>}
 */
export function whatIf(answers, planned) {
  /** @type {Map<string, T | {level: number}>} */
  const after = new Map(answers);
  for (const [id, value] of planned) {
    const level = plannedLevel(value);
    const answer = answers.get(id);
    if (level !== null && level > (plannedLevel(answer?.level) ?? -Infinity)) after.set(id, { ...answer, level });
  }
  return after;
}

/**
 * @param {unknown} value
 * @returns {number | null}
 */
function plannedLevel(value) {
  return Number.isSafeInteger(value) ? Number(value) : null;
}
