/**
 * Scoring: model + answers + target -> result, in integers. Pure; `src/assess.rs` is its twin, and both pass the vectors
 * of `tests/scoring/`.
 *
 * Not answered is not 0: an item without a level takes no part in a mean, a lowest level or a gap.
 *
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Item} Item
 * @typedef {import("../types.js").ItemResult} ItemResult
 * @typedef {import("../types.js").GroupResult} GroupResult
 * @typedef {import("../types.js").Result} Result
 * @typedef {ReadonlyMap<string, unknown>} Given Answers by item: objects whose `level` is a level, or null, or absent.
 * @typedef {{level?: unknown, items?: ReadonlyMap<string, unknown>}} Wanted
 */

/** The value of a target that asks nothing of an item. */
export const NOT_REQUIRED = "not-required";

/**
 * @param {Model} model
 * @param {Given} answers
 * @param {Wanted} [target]
 * @returns {Result}
 */
export function score(model, answers, target = {}) {
  const wanted = target.items ?? new Map();
  const known = new Set(model.items.map((item) => item.id));
  const judged = model.items.map((item) => judge(levelsOf(model, item), item.id, answers, target.level, wanted));
  const items = judged.map((entry) => entry.result);
  const all = summary("", items, model.aggregation);
  const targeted = items.filter((item) => item.target !== null);
  return {
    answered: all.answered,
    total: all.total,
    lowest: all.lowest,
    lowestItems: all.lowestItems,
    items,
    categories: model.categories.map((id) => summary(id, items.filter((_, at) => model.items[at]?.category === id), model.aggregation)),
    targeted: targeted.length,
    met: targeted.filter((item) => item.gap === 0).length,
    gaps: targeted.filter((item) => (item.gap ?? 0) > 0).sort(bySize),
    open: targeted.filter((item) => item.level === null).map((item) => item.id),
    unknown: [...new Set([...answers.keys(), ...wanted.keys()])].filter((id) => !known.has(id)).sort(),
    wrong: judged.filter((entry) => entry.wrong).map((entry) => entry.result.id),
  };
}

/**
 * The levels of the scale that an item is scored on.
 * @param {Model} model
 * @param {Item} item
 * @returns {number[]}
 */
export function levelsOf(model, item) {
  return Object.hasOwn(model.scales, item.scale) ? (model.scales[item.scale] ?? []) : [];
}

/**
 * The mean of levels in tenths, rounded half up.
 * @param {number[]} levels
 * @returns {number | null}
 */
export function meanInTenths(levels) {
  if (levels.length === 0) return null;
  const sum = levels.reduce((total, level) => total + level, 0);
  return Math.floor((20 * sum + levels.length) / (2 * levels.length));
}

/**
 * The target of an item whose own target is not set: the highest level of its scale that is not above the general one.
 * @param {number[]} levels
 * @param {unknown} general
 * @returns {number | null}
 */
export function generalTarget(levels, general) {
  if (!Number.isInteger(general)) return null;
  return levels.filter((level) => level <= Number(general)).at(-1) ?? null;
}

/**
 * @param {number[]} levels
 * @param {string} id
 * @param {Given} answers
 * @param {unknown} general
 * @param {ReadonlyMap<string, unknown>} wanted
 */
function judge(levels, id, answers, general, wanted) {
  const given = levelGiven(levels, answers.get(id));
  const own = wanted.get(id);
  const ownWrong = own !== undefined && own !== NOT_REQUIRED && !isLevel(levels, own);
  const level = given ?? null;
  const target = own === undefined ? generalTarget(levels, general) : isLevel(levels, own) ? own : null;
  const gap = level === null || target === null ? null : Math.max(0, target - level);
  return { result: { id, level, target, gap }, wrong: given === undefined || ownWrong };
}

/**
 * The level of an answer, null where there is none, undefined where it is no level of the scale.
 * @param {number[]} levels
 * @param {unknown} answer
 * @returns {number | null | undefined}
 */
function levelGiven(levels, answer) {
  if (answer === undefined) return null;
  if (typeof answer !== "object" || answer === null || Array.isArray(answer)) return undefined;
  const level = "level" in answer ? answer.level : null;
  if (level === null || level === undefined) return null;
  return isLevel(levels, level) ? level : undefined;
}

/**
 * @param {number[]} levels
 * @param {unknown} value
 * @returns {value is number}
 */
function isLevel(levels, value) {
  return typeof value === "number" && levels.includes(value);
}

/**
 * @param {string} id
 * @param {ItemResult[]} items
 * @param {string | undefined} aggregation
 * @returns {GroupResult}
 */
function summary(id, items, aggregation) {
  const levels = items.flatMap((item) => (item.level === null ? [] : [item.level]));
  const lowest = levels.length === 0 ? null : levels.reduce((least, level) => Math.min(least, level));
  return {
    id,
    answered: levels.length,
    total: items.length,
    mean: aggregation === "mean" ? meanInTenths(levels) : null,
    lowest,
    lowestItems: items.filter((item) => lowest !== null && item.level === lowest).map((item) => item.id),
  };
}

/**
 * The larger gap first, then the lower level; what is left keeps the order of the model.
 * @param {ItemResult} a
 * @param {ItemResult} b
 */
function bySize(a, b) {
  return (b.gap ?? 0) - (a.gap ?? 0) || (a.level ?? 0) - (b.level ?? 0);
}
