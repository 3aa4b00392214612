/** The team's own order of the plan. Pure. */

/** @typedef {import("../types.js").Assessment} Assessment */

/**
 * Moves an item up (-1) or down (1) among those that are shown. The whole order is kept from then on, also the places of
 * items that are not in the plan at present.
 * @param {Assessment} state
 * @param {readonly string[]} shown Ids of the plan as it is shown.
 * @param {string} id
 * @param {-1 | 1} step
 * @returns {Assessment}
 */
export function movedInPlan(state, shown, id, step) {
  const at = shown.indexOf(id);
  const other = shown[at + step];
  if (at < 0 || other === undefined) return state;
  const order = shown.map((known) => (known === id ? other : known === other ? id : known));
  return { ...state, order: [...order, ...state.order.filter((known) => !shown.includes(known))] };
}

/**
 * @param {Assessment} state
 * @returns {Assessment}
 */
export function inComputedOrder(state) {
  return { ...state, order: [] };
}
