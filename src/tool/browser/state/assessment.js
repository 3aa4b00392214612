/** The state of an assessment: made, and changed (each change is a new value, the old one stays as it was). Pure. */
import { applicability } from "../scoring/score.js";

/**
 * @typedef {import("../types.js").Assessment} Assessment
 * @typedef {import("../types.js").Answer} Answer
 * @typedef {import("../types.js").Evidence} Evidence
 * @typedef {import("../types.js").Plan} Plan
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Snapshot} Snapshot
 * @typedef {import("../types.js").Rating} Rating
 */

/** @type {Plan} */
export const NO_PLAN = Object.freeze({ level: null, owner: "", due: "", step: "", kept: {} });

/** @type {Evidence} */
export const NO_EVIDENCE = Object.freeze({
  what: "",
  where: "",
  owner: "",
  date: "",
  confidence: "",
  kept: {},
});

/** @type {Answer} */
export const NO_ANSWER = Object.freeze({
  level: null,
  side: "",
  second: null,
  shortcut: "",
  decidedBy: "",
  decidedOn: "",
  notApplicable: null,
  note: "",
  evidence: [],
  plan: NO_PLAN,
  agreed: "",
  confirmed: "",
  comeBack: false,
  ask: "",
  updated: "",
  kept: {},
});

/**
 * @param {string} id
 * @returns {Assessment}
 */
export function emptyAssessment(id) {
  return {
    id,
    team: "",
    scope: "",
    date: "",
    assessors: [],
    position: "",
    months: null,
    tlp: "",
    sample: false,
    answers: new Map(),
    target: { level: null, items: new Map(), kept: {} },
    profiles: [],
    compared: [],
    pattern: { current: "", target: "", sides: new Map() },
    order: [],
    snapshots: [],
    ratings: [],
    previous: null,
    kept: {},
    rest: {},
  };
}

/**
 * Whether nothing has been entered.
 * @param {Assessment} state
 */
export function isEmpty({
  team,
  scope,
  date,
  position,
  tlp,
  months,
  assessors,
  profiles,
  snapshots,
  ratings,
  previous,
  compared,
  pattern,
  target,
  answers,
}) {
  return (
    team + scope + date + position + tlp + pattern.current + pattern.target === "" &&
    months === null &&
    previous === null &&
    [assessors, profiles, snapshots, ratings, compared].every((list) => list.length === 0) &&
    [...answers.values()].every(isEmptyAnswer) &&
    target.level === null &&
    target.items.size + pattern.sides.size === 0
  );
}

/** @param {Answer} answer */
function isEmptyAnswer(answer) {
  const { level, notApplicable, note, evidence, second, plan, comeBack, ask } = answer;
  return (
    level === null &&
    notApplicable === null &&
    !comeBack &&
    note + ask === "" &&
    evidence.length === 0 &&
    second === null &&
    plan.level === null &&
    plan.owner + plan.due + plan.step === ""
  );
}

/**
 * @param {Assessment} state
 * @param {string} item
 * @returns {Answer}
 */
export function answerTo(state, item) {
  return state.answers.get(item) ?? NO_ANSWER;
}

/**
 * Whether an answer is still to be given, as the score has it: without a reason an item is not yet one that does not apply.
 * @param {Pick<Answer, "level" | "notApplicable">} answer
 */
export function isOpen({ level, notApplicable }) {
  const applies = applicability(notApplicable);
  return applies === null || (applies === true && level === null);
}

/**
 * Who is to be asked about some item, each once.
 * @param {Assessment} state
 */
export function peopleToAsk({ answers }) {
  return [...new Set([...answers.values()].map(({ ask }) => ask.trim()))]
    .filter((name) => name !== "")
    .sort();
}

/**
 * Whether a piece of evidence says nothing: a date alone is none.
 * @param {Evidence} entry
 */
export function saysNothing({ what, where, owner, confidence, kept }) {
  return (what + where + owner + confidence).trim() === "" && Object.keys(kept).length === 0;
}

/**
 * An answer that becomes another one is no longer what was said to hold still.
 * @param {Assessment} state
 * @param {string} item
 * @param {Partial<Answer>} change
 * @param {string} now
 * @returns {Assessment}
 */
export function withAnswer(state, item, change, now) {
  const before = answerTo(state, item);
  const another = "level" in change || "side" in change || "notApplicable" in change;
  const answer = { ...before, confirmed: another ? "" : before.confirmed, ...change, updated: now };
  return { ...state, answers: new Map([...state.answers, [item, answer]]) };
}

/**
 * Sets a level, or takes it back. An item with a level applies, and a shortcut explains only the level that it set.
 * @param {Assessment} state
 * @param {string} item
 * @param {{level: number | null, side?: string, shortcut?: string}} given
 * @param {string} now
 * @returns {Assessment}
 */
export function withLevel(state, item, { level, side, shortcut = "" }, now) {
  const before = answerTo(state, item);
  const applies = level === null ? before.notApplicable : null;
  return withAnswer(
    state,
    item,
    { level, side: side ?? before.side, shortcut, notApplicable: applies },
    now,
  );
}

/**
 * Says that an item does not apply (a reason, which may still be empty), or that it does (null).
 * @param {Assessment} state
 * @param {string} item
 * @param {string | null} reason
 * @param {string} now
 * @returns {Assessment}
 */
export function withNotApplicable(state, item, reason, now) {
  const change =
    reason === null
      ? { notApplicable: null }
      : { notApplicable: reason, level: null, shortcut: "" };
  return withAnswer(state, item, change, now);
}

/**
 * Puts a piece of evidence in place of the one that is there, adds it at the end, or takes it away (null). At the end one that
 * says nothing is not kept; before others it is, so that they stay where they are while it is written anew.
 * @param {Assessment} state
 * @param {string} item
 * @param {number} at
 * @param {Partial<Evidence> | null} change
 * @param {string} now
 * @returns {Assessment}
 */
export function withEvidence(state, item, at, change, now) {
  const { evidence } = answerTo(state, item);
  const entry = change && { ...NO_EVIDENCE, ...evidence[at], ...change };
  const away = entry === null || (saysNothing(entry) && at >= evidence.length - 1);
  if (away && at >= evidence.length) return state;
  const next = away
    ? evidence.filter((_, index) => index !== at)
    : [...evidence.slice(0, at), entry, ...evidence.slice(at + 1)];
  return withAnswer(state, item, { evidence: next }, now);
}

/**
 * @param {Assessment} state
 * @param {string} item
 * @param {Partial<Plan>} change
 * @param {string} now
 * @returns {Assessment}
 */
export function withPlan(state, item, change, now) {
  return withAnswer(state, item, { plan: { ...answerTo(state, item).plan, ...change } }, now);
}

/**
 * @param {Assessment} state
 * @param {number | null} level
 * @returns {Assessment}
 */
export function withTarget(state, level) {
  return { ...state, target: { ...state.target, level } };
}

/**
 * Sets an item's own target; null gives it the general one again.
 * @param {Assessment} state
 * @param {string} item
 * @param {number | "not-required" | null} level
 * @returns {Assessment}
 */
export function withItemTarget(state, item, level) {
  return {
    ...state,
    target: { ...state.target, items: withEntry(state.target.items, item, level) },
  };
}

/**
 * Chooses a pattern; its proposed sides are taken over by `withSides` only, when the team asks for it.
 * @param {Assessment} state
 * @param {"current" | "target"} which
 * @param {string} pattern
 * @returns {Assessment}
 */
export function withPattern(state, which, pattern) {
  return { ...state, pattern: { ...state.pattern, [which]: pattern } };
}

/**
 * Sets the side that the team aims for; null takes it back.
 * @param {Assessment} state
 * @param {string} item
 * @param {string | null} side
 * @returns {Assessment}
 */
export function withSide(state, item, side) {
  return {
    ...state,
    pattern: { ...state.pattern, sides: withEntry(state.pattern.sides, item, side) },
  };
}

/**
 * Fills in the sides of a pattern for all items.
 * @param {Assessment} state
 * @param {Record<string, string>} sides
 * @returns {Assessment}
 */
export function withSides(state, sides) {
  return { ...state, pattern: { ...state.pattern, sides: new Map(Object.entries(sides)) } };
}

/**
 * An assessment as a snapshot.
 * @param {Assessment} state
 * @param {import("../types.js").Edition} model
 * @param {{id: string, name: string, taken: string}} what
 * @returns {Snapshot}
 */
export function snapshotOf(state, { version, hash }, { id, name, taken }) {
  return {
    id,
    name,
    taken,
    model: { version, hash },
    profiles: [...state.compared],
    answers: picks(state),
    kept: {},
  };
}

/**
 * An assessment as one rater's original.
 * @param {Assessment} state
 * @param {import("../types.js").Edition} model
 * @param {string} name
 * @returns {Rating}
 */
export function ratingOf(state, { version, hash }, name) {
  const answers = new Map(
    [...picks(state)].map(([item, pick]) => [
      item,
      { ...pick, note: answerTo(state, item).note, evidence: answerTo(state, item).evidence },
    ]),
  );
  return {
    id: state.id,
    name,
    position: state.position,
    months: state.months,
    date: state.date,
    model: { version, hash },
    answers,
    kept: {},
  };
}

/**
 * What scoring needs of each answer.
 * @param {Assessment} state
 * @returns {Map<string, import("../types.js").Pick>}
 */
export function picks(state) {
  const given = [...state.answers].map(([item, { level, side, notApplicable }]) => [
    item,
    {
      level: notApplicable === null ? level : null,
      side,
      notApplicable: applicability(notApplicable) === false,
    },
  ]);
  return new Map(/** @type {[string, import("../types.js").Pick][]} */ (given));
}

/**
 * @template T
 * @param {ReadonlyMap<string, T>} map
 * @param {string} key
 * @param {T | null} value
 * @returns {Map<string, T>}
 */
export function withEntry(map, key, value) {
  const next = new Map(map);
  if (value === null) next.delete(key);
  else next.set(key, value);
  return next;
}
