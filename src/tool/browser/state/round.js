/** The next round: a finished assessment becomes the past, and of each of its answers the team says whether it still holds. Pure. */
import { answerTo, isOpen, withAnswer, withPlan } from "./assessment.js";
import { joinedEvidence } from "./evidence.js";
import { asCompared, lastChange, snapshotFrom, withOriginal } from "./ratings.js";

/**
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Assessment} Assessment
 * @typedef {import("../types.js").Answer} Answer
 * @typedef {"confirmed" | "same" | "changed" | "open"} RoundState What became of an answer of the last round; "same": given anew.
 */

/** @type {readonly RoundState[]} */
export const ROUND_STATES = ["confirmed", "same", "changed", "open"];

/** After so many days answers are taken for those of a round that is over. */
const ROUND_DAYS = 180;

/**
 * The round after this one. Answers, ratings, and what is only true of the day begin anew; the rest goes on, of the plan what is
 * not reached yet.
 * @param {Assessment} state
 * @param {import("../types.js").Edition} edition Of the model.
 * @param {{id: string, name: string, now: string}} what
 * @returns {Assessment}
 */
export function nextRound(state, edition, { id, name, now }) {
  const snapshot = snapshotFrom(state, edition, name);
  const { answers, ratings } = state;
  const previous = {
    id: state.id,
    name: snapshot.name,
    date: snapshot.taken.slice(0, 10),
    model: snapshot.model,
    answers,
    ratings,
    kept: {},
  };
  const snapshots = withOriginal(state.snapshots, snapshot).originals;
  /** @type {Assessment} */
  const begun = {
    ...state,
    id,
    date: "",
    months: null,
    answers: new Map(),
    ratings: [],
    snapshots,
    previous,
  };
  return [...answers]
    .filter(([, answer]) => isAhead(answer))
    .reduce((next, [item, { plan }]) => withPlan(next, item, plan, now), begun);
}

/**
 * Whether something is planned and not reached.
 * @param {Answer} answer
 */
function isAhead({ level, plan }) {
  return plan.level === null
    ? plan.owner + plan.due + plan.step !== ""
    : level === null || level < plan.level;
}

/**
 * Whether the answers are of a round that is over: they were given, or last changed, long ago.
 * @param {Assessment} state
 * @param {string} today
 */
export function isPastRound(state, today) {
  // Days as text: the later one sorts last.
  const last = [state.date, lastChange(state).slice(0, 10)].sort().at(-1) ?? "";
  return (
    last !== "" &&
    Date.parse(today) - Date.parse(last) > ROUND_DAYS * 86_400_000 &&
    [...state.answers.values()].some((answer) => !isOpen(answer))
  );
}

/**
 * What became of each answer of the last round, by item; what another edition of the model had otherwise is left out.
 * @param {Model} model
 * @param {Assessment} state
 * @returns {Map<string, RoundState>}
 */
export function roundStates(model, state) {
  const known = state.previous ? asCompared(model, state.previous).answers : new Map();
  const answered = model.items.filter(({ id }) => known.has(id) && !isOpen(known.get(id)));
  return new Map(answered.map(({ id }) => [id, stateSince(known.get(id), answerTo(state, id))]));
}

/**
 * @param {Answer} then
 * @param {Answer} now
 * @returns {RoundState}
 */
function stateSince(then, now) {
  if (isOpen(now)) return "open";
  const exempt = now.notApplicable !== null;
  const alike = exempt
    ? then.notApplicable !== null
    : then.notApplicable === null && then.level === now.level && then.side === now.side;
  return !alike ? "changed" : now.confirmed === "" ? "same" : "confirmed";
}

/**
 * The answer of the last round holds still: all that it says is taken over, behind what has been written since.
 * @param {Assessment} state
 * @param {string} item
 * @param {string} day
 * @param {string} now
 * @returns {Assessment}
 */
export function withConfirmed(state, item, day, now) {
  const then = state.previous?.answers.get(item);
  if (!then) return state;
  const { level, side, second, shortcut, decidedBy, decidedOn, notApplicable } = then;
  return withAnswer(
    withWritten(state, item, now),
    item,
    { level, side, second, shortcut, decidedBy, decidedOn, notApplicable, confirmed: day },
    now,
  );
}

/**
 * Note and evidence of the last round, behind what has been written since; the level is another matter.
 * @param {Assessment} state
 * @param {string} item
 * @param {string} now
 * @returns {Assessment}
 */
export function withWritten(state, item, now) {
  const written = writtenSince(state, item);
  return written ? withAnswer(state, item, written, now) : state;
}

/**
 * What note and evidence are with those of the last round; null where nothing of them is missing.
 * @param {Assessment} state
 * @param {string} item
 */
export function writtenSince(state, item) {
  const then = state.previous?.answers.get(item);
  const now = answerTo(state, item);
  if (!then) return null;
  const [note, evidence] = [
    now.note.trim() === "" ? then.note : now.note,
    joinedEvidence(now.evidence, then.evidence),
  ];
  return note === now.note && evidence === now.evidence ? null : { note, evidence };
}
