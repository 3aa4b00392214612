/**
 * Scoring: model + answers + target -> result, in integers. Pure; `src/scoring/score.rs` is its twin, and both pass the
 * vectors of `tests/scoring/`.
 *
 * Not answered is not 0: an item without a level takes no part in a mean, a lowest level or a gap. Neither does one that
 * does not apply; nor, in means and lowest levels, a level that the model leaves out ("decided not to do" is no low
 * maturity).
 *
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Item} Item
 * @typedef {import("../types.js").ItemResult} ItemResult
 * @typedef {import("../types.js").GroupResult} GroupResult
 * @typedef {import("../types.js").Result} Result
 * @typedef {import("../types.js").State} State
 * @typedef {ReadonlyMap<string, unknown>} Given Answers by item: records of `level`, `side` and `notApplicable`, each of which may be absent.
 * @typedef {{level?: unknown, items?: ReadonlyMap<string, unknown>}} Wanted
 * @typedef {{levels: ReadonlyMap<string, unknown>}} Thresholds
 */
import { isFields, ownValue } from "./record.js";

/** The value of a target that asks nothing of an item. */
export const NOT_REQUIRED = "not-required";

/**
 * @param {Model} model
 * @param {Given} answers
 * @param {Wanted} [target] Of the team.
 * @param {readonly Thresholds[]} [profiles] That the team compares with.
 * @returns {Result}
 */
export function score(model, answers, target = {}, profiles = []) {
  const own = target.items ?? new Map();
  const judged = model.items.map((item) =>
    judge(model, item, answers.get(item.id), target, profiles),
  );
  const items = judged.map((entry) => entry.result);
  const { answered, notApplicable, total, lowest, lowestItems } = summary(model, "", items);
  const targeted = items.filter((item) => item.target !== null);
  const targetedIn = (/** @type {State} */ state) =>
    targeted.filter((item) => item.state === state).map((item) => item.id);
  return {
    answered,
    notApplicable,
    total,
    lowest,
    lowestItems,
    items,
    categories: model.categories.map((id) =>
      summary(
        model,
        id,
        items.filter((_, at) => model.items[at]?.category === id),
      ),
    ),
    targeted: targeted.length,
    met: targeted.filter((item) => item.gap === 0).length,
    gaps: targeted.filter((item) => (item.gap ?? 0) > 0).sort(bySize),
    open: targetedIn("open"),
    exempt: targetedIn("not-applicable"),
    unknown: unknownTo(model, [...answers.keys(), ...own.keys()]),
    wrong: judged.filter((entry) => entry.wrong).map((entry) => entry.result.id),
  };
}

/**
 * The scale that an item is scored on: the one chosen (its side), or its first.
 * @param {Item} item
 * @param {unknown} [side]
 * @returns {string}
 */
export function scaleOf(item, side) {
  return item.scales.find((scale) => scale === side) ?? item.scales[0] ?? "";
}

/**
 * The levels of the scale that an item is scored on.
 * @param {Model} model
 * @param {Item} item
 * @param {unknown} [side]
 * @returns {number[]}
 */
export function levelsOf(model, item, side) {
  return scaleLevels(model, scaleOf(item, side));
}

/**
 * @param {Model} model
 * @param {string} scale
 * @returns {number[]}
 */
export function scaleLevels(model, scale) {
  return ownValue(model.scales, scale) ?? [];
}

/**
 * The levels of several scales, from the lowest to the highest.
 * @param {Model} model
 * @param {string[]} [scales] All of the model, unless named.
 * @returns {number[]}
 */
export function levelsAmong(model, scales = Object.keys(model.scales)) {
  return [...new Set(scales.flatMap((scale) => scaleLevels(model, scale)))].sort((a, b) => a - b);
}

/**
 * Which of some ids are those of no item.
 * @param {Model} model
 * @param {Iterable<string>} ids
 * @returns {string[]}
 */
export function unknownTo(model, ids) {
  const known = new Set(model.items.map((item) => item.id));
  return [...new Set(ids)].filter((id) => !known.has(id)).sort();
}

/**
 * Whether a level takes part in means.
 * @param {Model} model
 * @param {number} level
 */
export function isCounted(model, level) {
  return !model.leftOut?.includes(level);
}

/**
 * What differs between a model and the one that a file was made with: its version, or else its hash; null where nothing
 * does. Levels of another version or hash are compared all the same, with a warning.
 * @param {import("../types.js").Edition} model
 * @param {import("../types.js").Edition} other
 * @returns {"version" | "hash" | null}
 */
export function modelChange(model, other) {
  return model.version !== other.version ? "version" : model.hash !== other.hash ? "hash" : null;
}

/**
 * The hash of today for one that the same definition had before, and where none is said.
 * @param {Model} model
 * @param {import("../types.js").Edition} edition
 */
export function presentHash(model, { version, hash }) {
  const isPresent = hash === "" || model.formerHashes?.includes(hash);
  return version === model.version && isPresent ? model.hash : hash;
}

/**
 * The mean of levels in tenths, where the model says that levels have one.
 * @param {Model} model
 * @param {number[]} levels
 * @returns {number | null}
 */
export function meanOf(model, levels) {
  return model.aggregation === "mean" ? meanInTenths(levels) : null;
}

/**
 * The mean of levels in tenths, rounded half up.
 * @param {number[]} levels
 * @returns {number | null}
 */
function meanInTenths(levels) {
  if (levels.length === 0) return null;
  const sum = levels.reduce((total, level) => total + level, 0);
  // 10 * sum / n + 1/2 as one division of whole numbers, so that every program rounds alike.
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
 * What a profile asks of an item: a level of one of its scales, or nothing; undefined where that is not known.
 * @param {Model} model
 * @param {Item} item
 * @param {Thresholds} profile
 * @returns {number | typeof NOT_REQUIRED | undefined}
 */
export function thresholdOf(model, item, profile) {
  const asked = profile.levels.get(item.id);
  if (asked === NOT_REQUIRED) return NOT_REQUIRED;
  return isLevel(levelsAmong(model, item.scales), asked) ? asked : undefined;
}

/**
 * The highest level that profiles ask of an item; null where none is known. One known threshold counts, even where others of
 * the same profile are not known.
 * @param {Model} model
 * @param {Item} item
 * @param {readonly Thresholds[]} profiles
 * @returns {number | null}
 */
export function askedLevel(model, item, profiles) {
  const levels = profiles
    .map((profile) => thresholdOf(model, item, profile))
    .filter((asked) => typeof asked === "number");
  return levels.length === 0 ? null : Math.max(...levels);
}

/**
 * The target of an item is what is wanted of it: the higher of what the team aims for and what the profiles ask that it
 * compares with.
 * @param {Model} model
 * @param {Item} item
 * @param {unknown} answer
 * @param {Wanted} team
 * @param {readonly Thresholds[]} profiles
 */
function judge(model, item, answer, team, profiles) {
  const { wrong, ...given } = answerGiven(model, item, answer);
  const levels = levelsOf(model, item, given.side);
  const own = team.items?.get(item.id);
  const ownWrong = own !== undefined && own !== NOT_REQUIRED && !isLevel(levels, own);
  const aim =
    own === undefined ? generalTarget(levels, team.level) : isLevel(levels, own) ? own : null;
  const asked = askedLevel(model, item, profiles);
  const target = aim === null || asked === null ? (aim ?? asked) : Math.max(aim, asked);
  const gap = given.level === null || target === null ? null : Math.max(0, target - given.level);
  return { result: { id: item.id, ...given, target, gap }, wrong: wrong || ownWrong };
}

/**
 * What an answer says. It is wrong where its level is none of the scale that it names, or where the item has several
 * scales and it names none of them: a level of an unknown side says nothing.
 * @param {Model} model
 * @param {Item} item
 * @param {unknown} answer
 * @returns {{state: State, side: string, level: number | null, wrong: boolean}}
 */
function answerGiven(model, item, answer) {
  const fields = answer === undefined ? {} : answer;
  if (!isFields(fields)) return { state: "open", side: "", level: null, wrong: true };
  const named = item.scales.some((scale) => scale === fields.side);
  const side = item.scales.length > 1 && named ? String(fields.side) : "";
  const applies = applicability(fields.notApplicable);
  if (applies !== true)
    return {
      state: applies === false ? "not-applicable" : "open",
      side,
      level: null,
      wrong: applies === undefined,
    };
  const given = fields.level ?? null;
  // With one scale only, nobody needs to name it.
  const sided = named || (item.scales.length === 1 && (fields.side ?? "") === "");
  const level = sided && isLevel(levelsOf(model, item, fields.side), given) ? given : null;
  return { state: level === null ? "open" : "answered", side, level, wrong: given !== level };
}

/**
 * Whether an item applies: true, false, or null where it is said not to and the reason is still to be written: without a
 * reason it stays open, whatever its level. undefined where what is given is neither a reason nor a yes or no.
 * @param {unknown} notApplicable The reason, as in a file; true or false where reasons are not kept.
 */
export function applicability(notApplicable) {
  if (typeof notApplicable === "string") return notApplicable.trim() === "" ? null : false;
  return notApplicable === undefined || notApplicable === null
    ? true
    : typeof notApplicable === "boolean"
      ? !notApplicable
      : undefined;
}

/**
 * @param {number[]} levels
 * @param {unknown} value
 * @returns {value is number}
 */
export function isLevel(levels, value) {
  return typeof value === "number" && levels.includes(value);
}

/**
 * @param {Model} model
 * @param {string} id
 * @param {ItemResult[]} items
 * @returns {GroupResult}
 */
function summary(model, id, items) {
  const counted = items.flatMap(({ level }) =>
    level !== null && isCounted(model, level) ? [level] : [],
  );
  const lowest =
    counted.length === 0 ? null : counted.reduce((least, level) => Math.min(least, level));
  const inState = (/** @type {State} */ state) =>
    items.filter((item) => item.state === state).length;
  return {
    id,
    answered: inState("answered"),
    notApplicable: inState("not-applicable"),
    total: items.length,
    counted: counted.length,
    mean: meanOf(model, counted),
    lowest,
    lowestItems: items
      .filter((item) => lowest !== null && item.level === lowest)
      .map((item) => item.id),
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
