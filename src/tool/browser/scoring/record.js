/** Records of which it is not known whether they are some, and what is in them. Pure. */

/**
 * @param {unknown} value
 * @returns {value is import("../types.js").Fields}
 */
export function isFields(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * What a record itself has under a name; names that every object inherits ("constructor") are not in it.
 * @template T
 * @param {Record<string, T> | undefined} record
 * @param {string} name
 * @returns {T | undefined}
 */
export function ownValue(record, name) {
  return record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;
}
