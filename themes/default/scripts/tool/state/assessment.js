/**
 * The state of an assessment: made, changed (each change is a new value, the old one stays as it was), taken apart into
 * the parts that a file and the browser's storage hold, and read back from them with every field checked. Pure.
 */
import { NOT_REQUIRED, levelsOf } from "../score/score.js";

/**
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Assessment} Assessment
 * @typedef {import("../types.js").Answer} Answer
 * @typedef {import("../types.js").Target} Target
 * @typedef {import("../types.js").Detail} Detail
 * @typedef {import("../types.js").Fields} Fields
 * @typedef {import("../types.js").Parts} Parts
 * @typedef {import("../types.js").Message} Message
 */

/** How long a text may be, in UTF-16 units, and how many of a thing there may be. */
export const LIMITS = { line: 500, note: 20000, people: 100, items: 5000, problems: 5 };

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/**
 * @param {string} id
 * @returns {Assessment}
 */
export function emptyAssessment(id) {
  const target = { level: null, items: new Map(), kept: {} };
  return { id, team: "", scope: "", date: "", assessors: [], answers: new Map(), target, kept: {}, rest: {} };
}

/**
 * Whether nothing has been entered.
 * @param {Assessment} state
 */
export function isEmpty(state) {
  const words = [state.team, state.scope, state.date, ...state.assessors, ...[...state.answers.values()].map((answer) => answer.note)];
  const levels = [...state.answers.values()].some((answer) => answer.level !== null);
  return !levels && words.every((word) => word === "") && state.target.level === null && state.target.items.size === 0;
}

/**
 * @param {Assessment} state
 * @param {string} item
 * @returns {Answer}
 */
export function answerTo(state, item) {
  return state.answers.get(item) ?? { level: null, note: "", updated: "", kept: {} };
}

/**
 * @param {Assessment} state
 * @param {string} item
 * @param {Partial<Answer>} change
 * @param {string} now
 * @returns {Assessment}
 */
export function withAnswer(state, item, change, now) {
  const answer = { ...answerTo(state, item), ...change, updated: now };
  return { ...state, answers: new Map([...state.answers, [item, answer]]) };
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
  const items = new Map(state.target.items);
  if (level === null) items.delete(item);
  else items.set(item, level);
  return { ...state, target: { ...state.target, items } };
}

/**
 * @param {Assessment} state
 * @returns {Parts}
 */
export function toParts(state) {
  const { id, team, scope, date, assessors } = state;
  const answers = [...state.answers].map(([item, answer]) => [item, answerFields(answer)]);
  return {
    assessment: { ...state.kept, id, team, scope, date, assessors: [...assessors] },
    answers: Object.fromEntries(answers),
    target: targetFields(state.target),
    rest: state.rest,
  };
}

/**
 * @param {Answer} answer
 * @returns {Fields}
 */
export function answerFields(answer) {
  return { ...answer.kept, level: answer.level, note: answer.note, updated: answer.updated };
}

/**
 * @param {Target} target
 * @returns {Fields}
 */
export function targetFields(target) {
  return { ...target.kept, level: target.level, items: Object.fromEntries(target.items) };
}

/**
 * Reads parts of which nothing is known yet. Everything known is checked; what is not known is kept.
 * @param {Model} model
 * @param {{assessment?: unknown, answers?: unknown, target?: unknown, rest: Fields}} parts
 * @returns {{assessment: Assessment, problems: Message[]}}
 */
export function fromParts(model, parts) {
  const check = new Check();
  const { id, team, scope, date, assessors, ...kept } = check.fields(parts.assessment, "assessment");
  const assessment = {
    id: check.text(id, "assessment.id", LIMITS.line),
    team: check.text(team, "assessment.team", LIMITS.line),
    scope: check.text(scope, "assessment.scope", LIMITS.note),
    date: check.day(date, "assessment.date"),
    assessors: check.lines(assessors, "assessment.assessors"),
    answers: readAnswers(model, check, parts.answers),
    target: readTarget(model, check, parts.target),
    kept,
    rest: parts.rest,
  };
  return { assessment, problems: check.problems };
}

/**
 * @param {Model} model
 * @param {Check} check
 * @param {unknown} value
 * @returns {Map<string, Answer>}
 */
function readAnswers(model, check, value) {
  const levels = levelsByItem(model);
  const entries = check.entries(value, "answers").map(([item, given]) => {
    const place = `answers.${item}`;
    const { level, note, updated, ...kept } = check.fields(given, place);
    const read = {
      level: check.level(level, `${place}.level`, levels.get(item)),
      note: check.text(note, `${place}.note`, LIMITS.note),
      updated: check.text(updated, `${place}.updated`, LIMITS.line),
      kept,
    };
    return /** @type {[string, Answer]} */ ([item, read]);
  });
  return new Map(entries);
}

/**
 * @param {Model} model
 * @param {Check} check
 * @param {unknown} value
 * @returns {Target}
 */
function readTarget(model, check, value) {
  const levels = levelsByItem(model);
  const { level, items, ...kept } = check.fields(value, "target");
  const read = new Map();
  for (const [item, wanted] of check.entries(items, "target.items")) {
    const own = wanted === NOT_REQUIRED ? NOT_REQUIRED : check.level(wanted, `target.items.${item}`, levels.get(item));
    if (own !== null) read.set(item, own);
  }
  return { level: check.level(level, "target.level", Object.values(model.scales).flat()), items: read, kept };
}

/**
 * @param {Model} model
 * @returns {Map<string, number[]>}
 */
function levelsByItem(model) {
  return new Map(model.items.map((item) => [item.id, levelsOf(model, item)]));
}

/** Reads values of which nothing is known and notes what is wrong with them. */
class Check {
  constructor() {
    /** @type {Message[]} */
    this.problems = [];
  }

  /**
   * @param {string} key
   * @param {string} place
   */
  problem(key, place) {
    if (this.problems.length < LIMITS.problems) this.problems.push({ key, args: { place: place.slice(0, 80) } });
  }

  /**
   * @param {unknown} value
   * @param {string} place
   * @returns {Fields}
   */
  fields(value, place) {
    if (value === undefined) return {};
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return /** @type {Fields} */ (value);
    this.problem("tool.problem.type", place);
    return {};
  }

  /**
   * @param {unknown} value
   * @param {string} place
   */
  entries(value, place) {
    const entries = Object.entries(this.fields(value, place));
    if (entries.length > LIMITS.items) this.problem("tool.problem.long", place);
    return entries.slice(0, LIMITS.items);
  }

  /**
   * @param {unknown} value
   * @param {string} place
   * @param {number} limit
   * @returns {string}
   */
  text(value, place, limit) {
    if (value === undefined) return "";
    if (typeof value !== "string") this.problem("tool.problem.type", place);
    else if (value.length > limit) this.problem("tool.problem.long", place);
    else return value;
    return "";
  }

  /**
   * @param {unknown} value
   * @param {string} place
   */
  day(value, place) {
    const text = this.text(value, place, LIMITS.line);
    if (text === "" || DAY.test(text)) return text;
    this.problem("tool.problem.date", place);
    return "";
  }

  /**
   * @param {unknown} value
   * @param {string} place
   * @returns {string[]}
   */
  lines(value, place) {
    if (value === undefined) return [];
    if (!Array.isArray(value)) this.problem("tool.problem.type", place);
    else if (value.length > LIMITS.people) this.problem("tool.problem.long", place);
    else return value.map((line, at) => this.text(line, `${place}.${at}`, LIMITS.line));
    return [];
  }

  /**
   * A level; of an item that the model does not have, any whole number.
   * @param {unknown} value
   * @param {string} place
   * @param {number[] | undefined} levels
   * @returns {number | null}
   */
  level(value, place, levels) {
    if (value === undefined || value === null) return null;
    if (typeof value === "number" && Number.isSafeInteger(value) && (levels?.includes(value) ?? true)) return value;
    this.problem("tool.problem.level", place);
    return null;
  }
}
