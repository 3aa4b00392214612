/** The plan as it stands, for every part that shows it. */
import { planEntries } from "../scoring/plan.js";

/**
 * The planned levels by item.
 * @param {import("../types.js").Assessment} state
 * @returns {Map<string, number>}
 */
export function plannedLevels(state) {
  return new Map(
    [...state.answers].flatMap(([id, { plan }]) =>
      plan.level === null ? [] : [/** @type {[string, number]} */ ([id, plan.level])],
    ),
  );
}

/**
 * @param {Pick<import("../types.js").View, "result" | "assessment">} view
 * @returns {import("../types.js").PlanEntry[]}
 */
export function planOf({ result, assessment }) {
  return planEntries(result, plannedLevels(assessment), assessment.order);
}
