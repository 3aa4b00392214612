/**
 * A team's results over time. Pure.
 */
import { modelChange, score } from "./score.js";

/**
 * @typedef {import("../types.js").Model} Model
 * @typedef {{model: import("../types.js").Edition, profiles: readonly string[], answers: ReadonlyMap<string, unknown>}} TrendPoint A snapshot, or the answers of today; the oldest first.
 * @typedef {{id: string, levels: (number | null)[], sides: string[], change: number | null}} ItemTrend
 * @typedef {{at: number, kind: "version" | "hash" | "profiles"}} TrendWarning What differs between a point (by its place) and the last one.
 * @typedef {{categories: {id: string, means: (number | null)[]}[], items: ItemTrend[], warnings: TrendWarning[]}} Trend
 */

/**
 * @param {Model} model
 * @param {readonly TrendPoint[]} points
 * @returns {Trend}
 */
export function trend(model, points) {
  const results = points.map((point) => score(model, point.answers));
  return {
    categories: model.categories.map((id, at) => ({
      id,
      means: results.map((result) => result.categories[at]?.mean ?? null),
    })),
    items: model.items.map(({ id }, at) => {
      const levels = results.map((result) => result.items[at]?.level ?? null);
      const sides = results.map((result) => result.items[at]?.side ?? "");
      return { id, levels, sides, change: levelChange(levels, sides) };
    }),
    warnings: points
      .slice(0, -1)
      .flatMap((point, at) => pointWarnings(point, points[points.length - 1] ?? point, at)),
  };
}

/**
 * The last level less the one before it that is known. Levels of two sides are not on one scale: no change is told.
 * @param {(number | null)[]} levels
 * @param {string[]} sides
 * @returns {number | null}
 */
function levelChange(levels, sides) {
  const last = levels.at(-1) ?? null;
  const before = levels.slice(0, -1).findLastIndex((level) => level !== null);
  if (last === null || before < 0 || sides[before] !== sides.at(-1)) return null;
  return last - Number(levels[before]);
}

/**
 * @param {TrendPoint} point
 * @param {TrendPoint} last
 * @param {number} at
 * @returns {TrendWarning[]}
 */
function pointWarnings(point, last, at) {
  const model = modelChange(last.model, point.model);
  const set = (/** @type {TrendPoint} */ { profiles }) =>
    JSON.stringify([...new Set(profiles)].sort());
  /** @type {TrendWarning[]} */
  const warnings = model ? [{ at, kind: model }] : [];
  return set(point) === set(last) ? warnings : [...warnings, { at, kind: "profiles" }];
}
