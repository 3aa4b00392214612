/** Originals beside the assessment: ratings of several people, and snapshots over time. Added, named, taken away. Pure. */
import { carryOver } from "./carry.js";
import {
  answerTo,
  isOpen,
  ratingOf,
  snapshotOf,
  withAnswer,
  withLevel,
  withNotApplicable,
} from "./assessment.js";
import { LIMITS } from "./check.js";
import { ratersEvidence, withFurtherEvidence } from "./evidence.js";

/**
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Assessment} Assessment
 * @typedef {import("../types.js").Rating} Rating
 * @typedef {import("../types.js").Snapshot} Snapshot
 * @typedef {import("../types.js").Message} Message
 * @typedef {import("../types.js").Edition} Edition
 * @typedef {import("../scoring/spread.js").Spread} Spread
 * @typedef {import("../scoring/spread.js").ItemSpread} ItemSpread
 */

/** What stands after the id of a second original from one assessment. */
const FURTHER = /#\d+$/;

/**
 * Puts an original with the others. One that is there already is not added again; another one from the same assessment
 * (a copy that several people answered, or a later state) gets an id of its own.
 * @template {{id: string, answers: ReadonlyMap<string, unknown>}} O
 * @param {readonly O[]} originals
 * @param {O} original
 * @returns {{originals: readonly O[], met: "new" | "twice" | "again", like: O | undefined}}
 */
export function withOriginal(originals, original) {
  const family = originals.filter(({ id }) => id.replace(FURTHER, "") === original.id);
  const twin = family.find((known) => sameAnswers(known, original));
  if (twin) return { originals, met: "twice", like: twin };
  const used = new Set(originals.map(({ id }) => id));
  let id = original.id;
  for (let number = 2; used.has(id); number += 1) id = `${original.id}#${number}`;
  return {
    originals: [...originals, { ...original, id }],
    met: family.length > 0 ? "again" : "new",
    like: family[0],
  };
}

/**
 * @param {{answers: ReadonlyMap<string, unknown>}} a
 * @param {{answers: ReadonlyMap<string, unknown>}} b
 */
function sameAnswers(a, b) {
  const text = (/** @type {ReadonlyMap<string, unknown>} */ answers) =>
    JSON.stringify(
      [...answers]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([item, given]) => [item, Object.entries(/** @type {object} */ (given)).sort()]),
    );
  return text(a.answers) === text(b.answers);
}

/**
 * Another name for an original; its answers stay as they are.
 * @template {{id: string}} O
 * @param {readonly O[]} originals
 * @param {string} id
 * @param {Partial<O>} change
 * @returns {readonly O[]}
 */
export function withLabel(originals, id, change) {
  return originals.map((original) => (original.id === id ? { ...original, ...change } : original));
}

/**
 * An opened file as a rating. The name is that of who assessed, or of the team, or of the file.
 * @param {Assessment} state
 * @param {Edition} edition
 * @param {string} file
 * @returns {Rating}
 */
export function ratingFrom(state, edition, file) {
  return ratingOf(
    state,
    edition,
    (state.assessors.join(", ") || state.team || file.replace(/\.json$/, "")).slice(0, LIMITS.line),
  );
}

/**
 * An opened file as a snapshot, as of the day of its assessment or of its last answer.
 * @param {Assessment} state
 * @param {Edition} edition
 * @param {string} file
 * @returns {Snapshot}
 */
export function snapshotFrom(state, edition, file) {
  const taken = state.date === "" ? lastChange(state) : `${state.date}T00:00:00.000Z`;
  return snapshotOf(state, edition, {
    id: state.id,
    name: file.replace(/\.json$/, "").slice(0, LIMITS.line),
    taken,
  });
}

/**
 * When an answer was last changed, "" where none says so.
 * @param {Assessment} state
 */
export function lastChange({ answers }) {
  return (
    [...answers.values()]
      .map(({ updated }) => updated)
      .sort()
      .at(-1) ?? ""
  );
}

/**
 * The answers of an original that can be compared with the model of today: an item that an earlier model had under another
 * name, or that has to be looked at again, is left out. The original keeps them.
 * @template {{model: Edition, answers: ReadonlyMap<string, unknown>}} O
 * @param {Model} model
 * @param {O} original
 * @returns {O}
 */
export function asCompared(model, original) {
  const left = new Set(notComparable(model, original.model));
  if (left.size === 0) return original;
  return {
    ...original,
    answers: new Map([...original.answers].filter(([item]) => !left.has(item))),
  };
}

/**
 * The items that an edition of an earlier model had otherwise.
 * @param {Model} model
 * @param {Edition} edition
 * @returns {string[]}
 */
export function notComparable(model, { version }) {
  const earlier =
    version === model.version
      ? undefined
      : model.earlier?.find((known) => known.version === version);
  return earlier ? carryOver(model, earlier, new Map()).lookAgain : [];
}

/**
 * Why several raters agreed. Where they agreed that an item does not apply, it is the reason for that, too.
 * @param {Assessment} state
 * @param {string} item
 * @param {string} agreed
 * @param {string} now
 * @returns {Assessment}
 */
export function withAgreed(state, item, agreed, now) {
  const before = answerTo(state, item);
  const both = before.notApplicable !== null && before.notApplicable === before.agreed;
  return withAnswer(state, item, both ? { agreed, notApplicable: agreed } : { agreed }, now);
}

/**
 * The level that several raters agreed on: one of the scale's, none yet (null), or that the item does not apply.
 * @param {Assessment} state
 * @param {string} item
 * @param {{level: number | null | "na", side: string}} given
 * @param {string} now
 * @returns {Assessment}
 */
export function withAgreedLevel(state, item, { level, side }, now) {
  if (level === "na") return withNotApplicable(state, item, answerTo(state, item).agreed, now);
  const applies = withNotApplicable(state, item, null, now);
  return withLevel(applies, item, { level, side }, now);
}

/**
 * Whether raters who differed have agreed: there is an answer, and why.
 * @param {Assessment} state
 * @param {string} item
 */
export function isSettled(state, item) {
  const answer = answerTo(state, item);
  return answer.agreed.trim() !== "" && !isOpen(answer);
}

/**
 * Items that have no answer yet and on which all raters gave one and the same level.
 * @param {Assessment} state
 * @param {Spread} spread
 * @returns {ItemSpread[]}
 */
export function unanimous(state, { items }) {
  return items.filter(
    ({ id, differ, rated, levels }) =>
      !differ && rated > 1 && rated === levels.length && isOpen(answerTo(state, id)),
  );
}

/**
 * Takes over what all raters gave: no mean, and nothing on which they differ.
 * @param {Assessment} state
 * @param {Spread} spread
 * @param {string} now
 * @param {boolean} [evidence] Whether what they brought forward for it is taken, too.
 * @returns {Assessment}
 */
export function withUnanimous(state, spread, now, evidence = false) {
  return unanimous(state, spread).reduce((next, { id, lowest, levels }) => {
    const answered = withLevel(next, id, { level: lowest, side: levels[0]?.side ?? "" }, now);
    return evidence ? withFurtherEvidence(answered, id, ratersEvidence(state, id), now) : answered;
  }, state);
}
