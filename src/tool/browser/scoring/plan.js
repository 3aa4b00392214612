/**
 * The plan: what is missing, in an order that can be explained, and what would be reached if the plan were carried out. Pure.
 */
/**
 * @typedef {import("../types.js").Result} Result
 * @typedef {import("../types.js").PlanEntry} PlanEntry
 * @typedef {ReadonlyMap<string, unknown>} Planned Planned levels by item; what is no whole number is no plan.
 */

/**
 * The answered items that are below what is wanted: the gaps of a result. Priority is (1 + gap)² − 1: a wide gap weighs more
 * than two narrow ones, and no gap weighs nothing. Then the lower level, then the order of the model. Items in the team's own
 * order come first, in that order; what it names and is not in the plan is passed over.
 * @param {Result} result
 * @param {Planned} planned
 * @param {readonly string[]} order
 * @returns {PlanEntry[]}
 */
export function planEntries(result, planned, order) {
  const entries = result.gaps.map(({ id, level, target, gap }) => {
    const missing = gap ?? 0;
    return {
      id,
      level: level ?? 0,
      wanted: target ?? 0,
      gap: missing,
      priority: (1 + missing) ** 2 - 1,
      planned: plannedLevel(planned.get(id)),
    };
  });
  const place = (/** @type {PlanEntry} */ entry) =>
    order.includes(entry.id) ? order.indexOf(entry.id) : order.length;
  return entries.sort((a, b) => place(a) - place(b));
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
    if (level !== null && level > (plannedLevel(answer?.level) ?? -Infinity))
      after.set(id, { ...answer, level });
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
