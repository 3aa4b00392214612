/**
 * Several people's ratings side by side, disagreements first. Nothing is averaged into one answer: what the team agrees on
 * is for the team to say. Pure.
 */
import { isCounted, meanOf, modelChange, score } from "./score.js";

/**
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Result} Result
 * @typedef {{id: string, position: string, model: import("../types.js").Edition, answers: ReadonlyMap<string, unknown>}} Rated
 * @typedef {{rating: string, level: number | null, side: string, notApplicable: boolean}} RatedLevel
 *
 * @typedef {object} ItemSpread
 * @property {string} id
 * @property {RatedLevel[]} levels One a rating, in the order of the ratings.
 * @property {number} rated How many of them have a level.
 * @property {number | null} lowest
 * @property {number | null} highest
 * @property {number} span
 * @property {number | null} median2 Twice the median, which is a whole number.
 * @property {boolean} differ
 *
 * @typedef {{position: string, count: number, mean: number | null}} PositionGroup Raters of one position: how many, and the mean of all their counted levels in tenths.
 * @typedef {{rating: string, kind: "version" | "hash"}} RatingWarning
 * @typedef {{items: ItemSpread[], groups: PositionGroup[], warnings: RatingWarning[]}} Spread
 */

/**
 * Items on which raters differ come first, then those with the wider span; what is left keeps the order of the model.
 * @param {Model} model
 * @param {readonly Rated[]} ratings
 * @returns {Spread}
 */
export function spread(model, ratings) {
  const results = ratings.map((rating) => score(model, rating.answers));
  const items = model.items.map(({ id }, at) =>
    itemSpread(
      id,
      ratings.map((rating, number) => ratedLevel(rating.id, results[number]?.items[at])),
    ),
  );
  return {
    items: items.sort((a, b) => Number(b.differ) - Number(a.differ) || b.span - a.span),
    groups: positionGroups(model, ratings, results),
    warnings: ratings.flatMap((rating) => {
      const kind = modelChange(model, rating.model);
      return kind ? [{ rating: rating.id, kind }] : [];
    }),
  };
}

/**
 * @param {string} rating
 * @param {import("../types.js").ItemResult | undefined} result
 * @returns {RatedLevel}
 */
function ratedLevel(rating, result) {
  return {
    rating,
    level: result?.level ?? null,
    side: result?.side ?? "",
    notApplicable: result?.state === "not-applicable",
  };
}

/**
 * Raters differ where their levels or the sides of their levels do, and where one says that the item does not apply and
 * another gives a level. Who gave no answer agrees with everybody.
 * @param {string} id
 * @param {RatedLevel[]} levels
 * @returns {ItemSpread}
 */
function itemSpread(id, levels) {
  const rated = levels.filter((entry) => entry.level !== null);
  const sorted = rated.map((entry) => Number(entry.level)).sort((a, b) => a - b);
  const lowest = sorted[0] ?? null;
  const highest = sorted.at(-1) ?? null;
  const span = Number(highest) - Number(lowest);
  const sided = new Set(rated.map((entry) => entry.side)).size > 1;
  // That nobody gave a level and some say it does not apply is no disagreement.
  const exempted = rated.length > 0 && levels.some((entry) => entry.notApplicable);
  return {
    id,
    levels,
    rated: rated.length,
    lowest,
    highest,
    span,
    median2: doubleMedian(sorted),
    differ: span > 0 || sided || exempted,
  };
}

/**
 * @param {number[]} sorted
 * @returns {number | null}
 */
function doubleMedian(sorted) {
  const middle = sorted.length / 2;
  return sorted.length === 0
    ? null
    : Number(sorted[Math.ceil(middle) - 1]) + Number(sorted[Math.floor(middle)]);
}

/**
 * Positions are the same whatever their case and the space around them, and are shown as first written. Those that name
 * none come last.
 * @param {Model} model
 * @param {readonly Rated[]} ratings
 * @param {Result[]} results
 * @returns {PositionGroup[]}
 */
function positionGroups(model, ratings, results) {
  /** @type {Map<string, {position: string, count: number, levels: number[]}>} */
  const groups = new Map();
  ratings.forEach((rating, at) => {
    const position = rating.position.trim();
    const group = groups.get(position.toLowerCase()) ?? { position, count: 0, levels: [] };
    group.count += 1;
    group.levels.push(
      ...(results[at]?.items ?? []).flatMap(({ level }) =>
        level !== null && isCounted(model, level) ? [level] : [],
      ),
    );
    groups.set(position.toLowerCase(), group);
  });
  const sorted = [...groups].sort(
    ([a], [b]) => Number(a === "") - Number(b === "") || (a < b ? -1 : 1),
  );
  return sorted.map(([, { position, count, levels }]) => ({
    position,
    count,
    mean: meanOf(model, levels),
  }));
}
