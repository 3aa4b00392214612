/** The points in time that are compared: the latest snapshots, and today. */
import { asCompared } from "../state/ratings.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {{name: string, label: string, model: import("../types.js").Edition, profiles: readonly string[], answers: ReadonlyMap<string, unknown>}} TimePoint A snapshot, or today.
 */

/** So many snapshots stand beside today; of more, the latest. */
export const SNAPSHOTS_SHOWN = 6;

/**
 * Snapshots from the oldest to the latest.
 * @param {View} view
 */
export function inOrder({ assessment }) {
  return [...assessment.snapshots].sort((a, b) =>
    a.taken < b.taken ? -1 : a.taken > b.taken ? 1 : 0,
  );
}

/**
 * @param {View} view
 * @param {number} [most] Snapshots.
 * @returns {TimePoint[]}
 */
export function pointsOf(view, most = SNAPSHOTS_SHOWN) {
  const { model, words, assessment } = view;
  const shown = inOrder(view).slice(-most);
  // The month is enough, unless two were taken in the same one.
  const length = new Set(shown.map(({ taken }) => taken.slice(0, 7))).size < shown.length ? 10 : 7;
  const kept = shown.map((snapshot) => ({
    ...asCompared(model, snapshot),
    label: snapshot.taken.slice(0, length),
  }));
  const now = words.say("tool.trend.now");
  return [
    ...kept,
    { name: now, label: now, model, profiles: assessment.compared, answers: assessment.answers },
  ];
}
