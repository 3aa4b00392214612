/**
 * What one assessment has that another one lacks, field by field, whatever fields there are. Pure.
 */
import { isFields } from "../scoring/record.js";
import { entryName } from "./take.js";

/**
 * @typedef {import("../types.js").Assessment} Assessment
 * @typedef {{field: string, count: number, items: string[]}} Change How many entries of a field, and of which items (none where it is no field of items).
 * @typedef {Record<"removed" | "changed" | "added", Change[]>} Differences
 * @typedef {Map<string, {field: string, owner: string, text: string}>} Entries
 */

/** Fields that say when and what, and nothing of what somebody wrote. */
export const PASSED_OVER = ["id", "sample", "answers.updated"];

/**
 * @param {Assessment} before
 * @param {Assessment} after
 * @returns {Differences}
 */
export function differences(before, after) {
  const [then, now] = [entriesOf(before), entriesOf(after)];
  const [old, fresh] = [[...then], [...now]];
  return {
    removed: grouped(old.filter(([key]) => !now.has(key))),
    changed: grouped(old.filter(([key, { text }]) => (now.get(key)?.text ?? text) !== text)),
    added: grouped(fresh.filter(([key]) => !then.has(key))),
  };
}

/**
 * @param {[string, {field: string, owner: string}][]} entries
 * @returns {Change[]}
 */
function grouped(entries) {
  /** @type {Map<string, string[]>} */
  const byField = new Map();
  for (const [, { field, owner }] of entries)
    byField.set(field, [...(byField.get(field) ?? []), owner]);
  return [...byField].map(([field, owners]) => ({
    field,
    count: owners.length,
    items: [...new Set(owners)].filter((owner) => owner !== ""),
  }));
}

/**
 * Everything that is not empty: each value of a record, each entry of a list, by field and item.
 * @param {Assessment} state
 * @returns {Entries}
 */
function entriesOf(state) {
  /** @type {Entries} */
  const entries = new Map();
  const note = (
    /** @type {string} */ field,
    /** @type {string} */ owner,
    /** @type {unknown} */ value,
    /** @type {string} */ name,
  ) => {
    const key = JSON.stringify([field, owner, name]);
    if (entries.has(key)) return note(field, owner, value, `${name}\n`);
    entries.set(key, {
      field,
      owner,
      text: JSON.stringify(value, (_, one) => (one instanceof Map ? [...one] : one)),
    });
  };
  const walk = (
    /** @type {unknown} */ value,
    /** @type {string} */ field,
    /** @type {string} */ owner,
  ) => {
    const isReason = field === "answers.notApplicable" && value === "";
    if (
      PASSED_OVER.includes(field) ||
      value === null ||
      value === undefined ||
      (value === "" && !isReason) ||
      value === false
    )
      return;
    if (value instanceof Map) for (const [item, one] of value) walk(one, field, item);
    // The team's own order is one thing: what counts is where an item stands in it. So is the last round, an original.
    else if (field === "order" || field === "previous") note(field, owner, value, "");
    else if (Array.isArray(value)) for (const one of value) note(field, owner, one, entryName(one));
    else if (isFields(value))
      for (const [name, one] of Object.entries(value))
        walk(one, field === "" ? name : `${field}.${name}`, owner);
    else note(field, owner, value, "");
  };
  walk(state, "", "");
  return entries;
}
