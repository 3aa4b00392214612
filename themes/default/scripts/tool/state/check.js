/** Reads values of which nothing is known, and notes what is wrong with them and where. Pure. */

/**
 * @typedef {import("../types.js").Fields} Fields
 * @typedef {import("../types.js").Message} Message
 */

/** How long a text may be, in UTF-16 units, and how many of a thing there may be. */
export const LIMITS = { line: 500, note: 20000, people: 100, items: 5000, evidence: 50, profiles: 50, snapshots: 100, ratings: 100, problems: 5 };

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** Each method returns a value that can be used; what was wrong with the given one is in `problems`. */
export class Check {
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
    if (isFields(value)) return value;
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
   * @template T
   * @param {unknown} value
   * @param {string} place
   * @param {number} most
   * @param {(entry: unknown, place: string) => T} read
   * @returns {T[]}
   */
  list(value, place, most, read) {
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) this.problem("tool.problem.type", place);
    else if (value.length > most) this.problem("tool.problem.long", place);
    else return value.map((entry, at) => read(entry, `${place}.${at}`));
    return [];
  }

  /**
   * @param {unknown} value
   * @param {string} place
   * @param {number} [limit]
   * @returns {string}
   */
  text(value, place, limit = LIMITS.line) {
    if (value === undefined || value === null) return "";
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
    const text = this.text(value, place);
    if (text === "" || DAY.test(text)) return text;
    this.problem("tool.problem.date", place);
    return "";
  }

  /**
   * @param {unknown} value
   * @param {string} place
   * @param {number} most
   */
  lines(value, place, most) {
    return this.list(value, place, most, (line, at) => this.text(line, at));
  }

  /**
   * @param {unknown} value
   * @param {string} place
   */
  flag(value, place) {
    if (value !== undefined && typeof value !== "boolean") this.problem("tool.problem.type", place);
    return value === true;
  }

  /**
   * One of the words of a closed list, or "".
   * @template {string} W
   * @param {unknown} value
   * @param {string} place
   * @param {readonly W[]} words
   * @returns {W | ""}
   */
  word(value, place, words) {
    const text = this.text(value, place);
    const known = words.find((word) => word === text);
    if (known === undefined && text !== "") this.problem("tool.problem.word", place);
    return known ?? "";
  }

  /**
   * A whole number that is not below 0.
   * @param {unknown} value
   * @param {string} place
   * @returns {number | null}
   */
  count(value, place) {
    if (value === undefined || value === null) return null;
    if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
    this.problem("tool.problem.type", place);
    return null;
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

/**
 * @param {unknown} value
 * @returns {value is Fields}
 */
export function isFields(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
