/**
 * What a file brings into an assessment, in one of three ways. A file changes only what it can say: the columns and keys that it
 * has, of the items that it names. All follows the shape of the values, so that fields which assessments get later are taken, too. Pure.
 */
import { isFields } from "../scoring/record.js";
import { NO_ANSWER, isOpen } from "./assessment.js";
import { answerFields } from "./parts.js";

/**
 * @typedef {import("../types.js").Assessment} Assessment
 * @typedef {import("../types.js").Answer} Answer
 * @typedef {"take" | "fill" | "replace"} Way `take`: what the file has, the rest stays. `fill`: only what is empty, and nothing of
 *   items that are answered. `replace`: all that the file can say, also where it says nothing.
 *
 * @typedef {object} Extent What a file can say.
 * @property {ReadonlySet<string> | null} fields Like "answers.plan.owner" and "team"; null: everything.
 * @property {ReadonlySet<string> | null} items The items that it has rows of; null: all.
 * @property {ReadonlySet<string>} withheld Texts that stand for a reason which was not shared.
 *
 * @typedef {{way: Way, extent: Extent, now: string}} Taking
 */

/** The ways, the one first that loses nothing. */
export const WAYS = /** @type {const} */ (["take", "fill", "replace"]);

/** @type {Extent} */
export const EVERYTHING = { fields: null, items: null, withheld: new Set() };

/**
 * The assessment with what the file brings.
 * @param {Way} way
 * @param {Assessment} state
 * @param {Assessment} file
 * @param {Extent} extent
 * @param {string} now
 * @returns {Assessment}
 */
export function takenIn(way, state, file, extent, now) {
  if (way === "replace" && extent.fields === null) return file;
  const next = /** @type {Assessment} */ (merged({ way, extent, now }, state, file, ""));
  return { ...next, id: state.id, sample: state.sample };
}

/**
 * @param {Taking} taking
 * @param {any} before
 * @param {any} given
 * @param {string} path
 * @returns {unknown}
 */
function merged(taking, before, given, path) {
  const { way, extent } = taking;
  if (given === undefined || !isSaid(extent, path)) return before;
  // The last round is an original: one of two, and never a mixture.
  if (path === "previous")
    return given === null || (way === "fill" && before !== null) ? before : given;
  if (before instanceof Map) return mergedMap(taking, before, given, path);
  if (Array.isArray(before) && Array.isArray(given)) return mergedList(taking, before, given, path);
  if (isFields(before) && isFields(given)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(given)])];
    return Object.fromEntries(
      names.map((name) => [
        name,
        merged(taking, before[name], given[name], path === "" ? name : `${path}.${name}`),
      ]),
    );
  }
  const stays = way === "take" ? hasNothing(given) : way === "fill" && !hasNothing(before);
  return stays ? before : given;
}

/**
 * Whether a file can say a field, or one inside it.
 * @param {Pick<Extent, "fields">} extent
 * @param {string} path
 */
export function isSaid({ fields }, path) {
  return (
    fields === null ||
    path === "" ||
    [...fields].some(
      (field) => field === path || path.startsWith(`${field}.`) || field.startsWith(`${path}.`),
    )
  );
}

/** @param {unknown} value */
function hasNothing(value) {
  if (value instanceof Map) return value.size === 0;
  return (
    value === undefined ||
    value === null ||
    value === "" ||
    value === false ||
    (typeof value === "object" && Object.values(value).every(hasNothing))
  );
}

/**
 * @param {Taking} taking
 * @param {ReadonlyMap<string, unknown>} before
 * @param {ReadonlyMap<string, unknown>} given
 * @param {string} path
 */
function mergedMap(taking, before, given, path) {
  const { way, extent } = taking;
  const next = new Map(before);
  for (const name of new Set([...before.keys(), ...given.keys()])) {
    if (extent.items !== null && !extent.items.has(name)) continue;
    const [one, other] = [before.get(name), given.get(name)];
    if (path === "answers") {
      const answer = mergedAnswer(
        taking,
        /** @type {Answer | undefined} */ (one),
        /** @type {Answer | undefined} */ (other),
      );
      if (answer !== NO_ANSWER) next.set(name, answer);
    } else if (other !== undefined && (one === undefined || way !== "fill")) next.set(name, other);
    else if (other === undefined && way === "replace") next.delete(name);
  }
  return next;
}

/**
 * An answer. Its level, or that the item does not apply, is taken as one: a file that has the one says that the other does not hold.
 * A shortcut explains only the level that it set.
 * @param {Taking} taking
 * @param {Answer} [before]
 * @param {Answer} [given]
 * @returns {Answer}
 */
function mergedAnswer(taking, before = NO_ANSWER, given = NO_ANSWER) {
  const { way, extent, now } = taking;
  if (way === "fill" && !isOpen(before)) return before;
  const next = /** @type {Answer} */ (merged(taking, before, given, "answers"));
  // That an item does not apply without saying why is no answer yet: it is taken where nothing else is said.
  const isUnsaid = before.level === null && before.notApplicable === null;
  const from = way === "replace" || isUnsaid || !isOpen(given) ? given : before;
  const isUntold =
    extent.withheld.has(from.notApplicable ?? "") && (before.notApplicable ?? "").trim() !== "";
  const stays = isUntold || (from.level === null && !isSaid(extent, "answers.notApplicable"));
  const side = from === before && before.level !== null ? before.side : next.side;
  const answer = {
    ...next,
    level: from.level,
    side,
    notApplicable: stays ? before.notApplicable : from.notApplicable,
    updated: before.updated,
  };
  const isSame = answer.level === before.level && answer.side === before.side;
  if (!isSame || from === before) answer.shortcut = from.shortcut;
  const changed = JSON.stringify(answerFields(answer)) !== JSON.stringify(answerFields(before));
  return changed ? { ...answer, updated: now } : before;
}

/**
 * A list. Entries that are the same thing are put together; originals of other people are never changed.
 * @param {Taking} taking
 * @param {readonly unknown[]} before
 * @param {readonly unknown[]} given
 * @param {string} path
 */
function mergedList(taking, before, given, path) {
  const { way, extent } = taking;
  if (way === "fill") return before.length > 0 ? before : given;
  const left = [...before];
  const nameOf = (/** @type {unknown} */ entry) =>
    entryName(entry, (field) => isSaid(extent, `${path}.${field}`));
  const pairs = given.map((entry) => {
    const at = left.findIndex((known) => known !== undefined && nameOf(known) === nameOf(entry));
    const known = at < 0 ? undefined : left[at];
    // Two entries of the same name in a file are two: each takes the place of one.
    if (at >= 0) left[at] = undefined;
    return {
      known,
      entry:
        known === undefined
          ? entry
          : isOriginal(known)
            ? known
            : merged(taking, known, entry, path),
    };
  });
  if (way === "replace") return pairs.map(({ entry }) => entry);
  const kept = before.map((entry) => pairs.find(({ known }) => known === entry)?.entry ?? entry);
  return [...kept, ...pairs.filter(({ known }) => known === undefined).map(({ entry }) => entry)];
}

/** @param {unknown} entry */
function isOriginal(entry) {
  return isFields(entry) && entry.answers instanceof Map;
}

/**
 * What tells an entry of a list from the others: its id, or the first text that it has; of a text itself.
 * @param {unknown} entry
 * @param {(field: string) => boolean} [counts] Which fields can be compared.
 * @returns {string}
 */
export function entryName(entry, counts = () => true) {
  if (!isFields(entry)) return String(entry);
  if (typeof entry.id === "string") return entry.id;
  const [, text = ""] =
    Object.entries(entry).find(
      ([field, value]) => counts(field) && typeof value === "string" && value !== "",
    ) ?? [];
  return String(text).replace(/[\s\p{C}]+/gu, " ");
}
