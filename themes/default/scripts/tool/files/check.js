/** Reads fields of which nothing is known and notes what is wrong with them, and where. Pure. */
import { isRecord } from "./json.js";

/**
 * @typedef {import("../types.js").Fields} Fields
 * @typedef {import("../types.js").Message} Message
 */

/** How long a line and a longer text may be, in UTF-16 units, and how many problems are told. */
export const TEXT_LIMITS = { line: 500, note: 20000, problems: 5 };

const CALENDAR_DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Whether a text is a day of the calendar, written like 2026-04-01.
 * @param {string} text
 */
export function isDay(text) {
  const time = CALENDAR_DAY.test(text) ? Date.parse(text) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** Reads values and collects problems; a value that is wrong becomes the empty one of its kind. */
export class FieldCheck {
  constructor() {
    /** @type {Message[]} */
    this.problems = [];
  }

  /**
   * @param {string} key
   * @param {string} place
   * @param {Record<string, string>} [args]
   */
  problem(key, place, args = {}) {
    if (this.problems.length < TEXT_LIMITS.problems) this.problems.push({ key, args: { ...args, place: place.slice(0, 80) } });
  }

  /**
   * @param {unknown} value
   * @param {string} place
   * @returns {Fields}
   */
  fields(value, place) {
    if (isRecord(value)) return value;
    if (value !== undefined) this.problem("tool.problem.type", place);
    return {};
  }

  /**
   * @param {unknown} value
   * @param {string} place
   * @param {number} limit
   * @returns {[string, unknown][]}
   */
  entries(value, place, limit) {
    const entries = Object.entries(this.fields(value, place));
    if (entries.length > limit) this.problem("tool.problem.long", place);
    return entries.slice(0, limit);
  }

  /**
   * @param {unknown} value
   * @param {string} place
   * @param {number} limit
   * @returns {unknown[]}
   */
  list(value, place, limit) {
    if (value === undefined) return [];
    if (!Array.isArray(value)) this.problem("tool.problem.type", place);
    else if (value.length > limit) this.problem("tool.problem.long", place);
    else return value;
    return [];
  }

  /**
   * @param {unknown} value
   * @param {string} place
   * @param {number} [limit]
   * @returns {string}
   */
  text(value, place, limit = TEXT_LIMITS.line) {
    if (value === undefined) return "";
    if (typeof value !== "string") this.problem("tool.problem.type", place);
    else if (value.length > limit) this.problem("tool.problem.long", place);
    else return value;
    return "";
  }

  /**
   * @param {unknown} value
   * @param {string} place
   * @returns {string}
   */
  day(value, place) {
    const text = this.text(value, place);
    if (text === "" || isDay(text)) return text;
    this.problem("tool.problem.date", place);
    return "";
  }
}
