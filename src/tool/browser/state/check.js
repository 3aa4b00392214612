/** Reads values of which nothing is known, and notes what is wrong with them and where. Pure. */
import { isFields } from "../scoring/record.js";

/**
 * @typedef {import("../types.js").Fields} Fields
 * @typedef {import("../types.js").Message} Message
 */

/**
 * @template T
 * @typedef {(value: unknown, place: string, name: string) => T} Reader Reads the value of a name; its place ends with the name.
 */

/**
 * @template {Record<string, Reader<any>>} S
 * @typedef {{[name in keyof S]: ReturnType<S[name]>}} Shaped What a shape reads: each field by its reader.
 */

/** How long a text may be, in UTF-16 units, and how many of a thing there may be. */
export const LIMITS = {
  line: 500,
  note: 20000,
  people: 100,
  months: 1200,
  items: 5000,
  evidence: 50,
  profiles: 50,
  snapshots: 100,
  ratings: 100,
  problems: 5,
};

/**
 * Whether a text is a day of the calendar, written like 2026-04-01.
 * @param {string} text
 */
export function isDay(text) {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** Readers, and methods that make some. What is read can be used; what was wrong with the given value is in `problems`. */
export class Check {
  /** @type {Message[]} */
  problems = [];

  /**
   * @param {string} key
   * @param {string} place
   */
  problem(key, place) {
    if (this.problems.length < LIMITS.problems)
      this.problems.push({ key, args: { place: place.slice(0, 80) } });
  }

  /** @type {(value: unknown, place: string) => Fields} */
  fields = (value, place) => {
    if (value === undefined) return {};
    if (isFields(value)) return value;
    this.problem("tool.problem.type", place);
    return {};
  };

  /** @type {(value: unknown, place: string) => string} */
  text = (value, place) => this.bounded(value, place, LIMITS.line);

  /** @type {(value: unknown, place: string) => string} */
  note = (value, place) => this.bounded(value, place, LIMITS.note);

  /** @type {(value: unknown, place: string) => string} */
  day = (value, place) => {
    const text = this.text(value, place);
    if (text === "" || isDay(text)) return text;
    this.problem("tool.problem.date", place);
    return "";
  };

  /** @type {(value: unknown, place: string) => boolean} */
  flag = (value, place) => {
    const isGiven = value !== undefined && value !== null;
    if (isGiven && typeof value !== "boolean") this.problem("tool.problem.type", place);
    return value === true;
  };

  /**
   * A number of months, from 0.
   * @type {(value: unknown, place: string) => number | null}
   */
  months = (value, place) =>
    this.number(
      value,
      place,
      "tool.problem.type",
      (number) => number >= 0 && number <= LIMITS.months,
    );

  /**
   * @param {unknown} value
   * @param {string} place
   * @param {number} limit
   */
  bounded(value, place, limit) {
    if (value === undefined || value === null) return "";
    if (typeof value !== "string") this.problem("tool.problem.type", place);
    else if (value.length > limit) this.problem("tool.problem.long", place);
    else return value;
    return "";
  }

  /**
   * @param {unknown} value
   * @param {string} place
   * @param {string} key What is wrong with one that does not fit.
   * @param {(number: number) => boolean} fits
   */
  number(value, place, key, fits) {
    if (value === undefined || value === null) return null;
    if (typeof value === "number" && Number.isSafeInteger(value) && fits(value)) return value;
    this.problem(key, place);
    return null;
  }

  /**
   * A level; of an item that the model does not have, any whole number.
   * @param {readonly number[]} [levels]
   * @returns {Reader<number | null>}
   */
  level(levels) {
    return (value, place) =>
      this.number(value, place, "tool.problem.level", (number) => levels?.includes(number) ?? true);
  }

  /**
   * One of the words of a closed list, or "".
   * @template {string} W
   * @param {readonly W[]} words
   * @returns {Reader<W | "">}
   */
  word(words) {
    return (value, place) => {
      const text = this.text(value, place);
      const known = words.find((word) => word === text);
      if (known === undefined && text !== "") this.problem("tool.problem.word", place);
      return known ?? "";
    };
  }

  /**
   * @template T
   * @param {Reader<T>} read
   * @param {number} [most]
   * @returns {Reader<T[]>}
   */
  list(read, most = LIMITS.items) {
    return (value, place) => {
      if (value === undefined || value === null) return [];
      if (!Array.isArray(value)) this.problem("tool.problem.type", place);
      else if (value.length > most) this.problem("tool.problem.long", place);
      else return value.map((entry, at) => read(entry, `${place}.${at}`, String(at)));
      return [];
    };
  }

  /**
   * Values by name.
   * @template T
   * @param {Reader<T>} read
   * @returns {Reader<Map<string, T>>}
   */
  map(read) {
    return (value, place) => {
      const entries = Object.entries(this.fields(value, place));
      if (entries.length > LIMITS.items) this.problem("tool.problem.long", place);
      return new Map(
        entries
          .slice(0, LIMITS.items)
          .map(([name, one]) => [name, read(one, `${place}.${name}`, name)]),
      );
    };
  }

  /**
   * A record, each field by its own reader.
   * @template {Record<string, Reader<any>>} S
   * @param {S} shape
   * @returns {Reader<Shaped<S>>}
   */
  record(shape) {
    return (value, place) => {
      const fields = this.fields(value, place);
      const read = Object.entries(shape).map(([name, one]) => [
        name,
        one(fields[name], place === "" ? name : `${place}.${name}`, name),
      ]);
      return Object.fromEntries(read);
    };
  }

  /**
   * A record with the fields that its shape does not know kept as they are.
   * @template {Record<string, Reader<any>>} S
   * @param {S} shape
   * @returns {Reader<Shaped<S> & {kept: Fields}>}
   */
  whole(shape) {
    const known = this.record(shape);
    return (value, place, name) => {
      const unknown = isFields(value)
        ? Object.entries(value).filter(([field]) => !Object.hasOwn(shape, field))
        : [];
      return { ...known(value, place, name), kept: Object.fromEntries(unknown) };
    };
  }
}

/**
 * @template T
 * @param {Reader<T>} read
 * @returns {Reader<T | null>} That leaves what is absent.
 */
export function optional(read) {
  return (value, place, name) =>
    value === undefined || value === null ? null : read(value, place, name);
}
