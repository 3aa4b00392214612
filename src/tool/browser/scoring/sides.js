/**
 * What a result says in lists: the strong and the weak categories, and, where items can be done by the team or by others,
 * what to strengthen and what to move. Pure.
 */
import { isCounted } from "./score.js";

/**
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Result} Result
 * @typedef {import("../types.js").ItemResult} ItemResult
 * @typedef {{strengths: string[], weaknesses: string[], strengthen: Record<string, string[]>, consider: Record<string, string[]>}} Sides
 */

/**
 * Strong are the categories with the highest mean as it is shown (in tenths), weak those with the lowest, all ties; where
 * no two differ, none is either. An item is to be strengthened where it is on the side that the team wants and below the
 * model's level for it; a level that is left out of means is a decision, and nothing to strengthen. A side is to be
 * considered where an answered item is on another one. Items for which no side of theirs is wanted are in no list.
 * @param {Model} model
 * @param {Result} result
 * @param {ReadonlyMap<string, string>} wantedSides
 * @returns {Sides}
 */
export function sides(model, result, wantedSides) {
  const below = model.strengthenBelow ?? -Infinity;
  const scales = new Set(
    model.items.flatMap((item) => (item.scales.length > 1 ? item.scales : [])),
  );
  /** @param {(item: ItemResult, level: number, scale: string) => boolean} test */
  const lists = (test) =>
    Object.fromEntries([...scales].map((scale) => [scale, listed(scale, test)]));
  /**
   * @param {string} scale
   * @param {(item: ItemResult, level: number, scale: string) => boolean} test
   */
  const listed = (scale, test) =>
    model.items.flatMap(({ id, scales: own }, at) => {
      const item = result.items[at];
      const wanted = own.length > 1 && own.includes(scale) && wantedSides.get(id) === scale;
      return wanted && item && item.level !== null && test(item, item.level, scale) ? [id] : [];
    });
  return {
    ...extremes(result),
    strengthen: lists(
      (item, level, scale) => item.side === scale && level < below && isCounted(model, level),
    ),
    consider: lists((item, _, scale) => item.side !== scale),
  };
}

/**
 * @param {Result} result
 */
function extremes(result) {
  const means = result.categories.flatMap(({ mean }) => (mean === null ? [] : [mean]));
  const [lowest, highest] = [Math.min(...means), Math.max(...means)];
  const at = (/** @type {number} */ mean) =>
    lowest < highest
      ? result.categories
          .filter((category) => category.mean === mean)
          .map((category) => category.id)
      : [];
  return { strengths: at(highest), weaknesses: at(lowest) };
}
