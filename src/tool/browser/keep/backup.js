/** How long the work goes on without a file: what the user is reminded of, and when. Pure. */

/**
 * @typedef {import("../types.js").Assessment} Assessment
 * @typedef {{saved: string, since: string, first: string}} Backup
 * When the last file was saved ("" for never), since when changes are in no file, and when the first of those was made.
 */

/** @type {Backup} */
export const NO_BACKUP = Object.freeze({ saved: "", since: "", first: "" });

const CHANGED_ANSWERS = 20;
const MINUTES = 30;

/**
 * What the browser kept of it; what is no time is left out.
 * @param {unknown} value
 * @returns {Backup}
 */
export function backupFrom(value) {
  const given = /** @type {Record<string, unknown>} */ (
    typeof value === "object" && value !== null ? value : {}
  );
  const time = (/** @type {unknown} */ text) =>
    typeof text === "string" && !Number.isNaN(Date.parse(text)) ? text : "";
  return { saved: time(given.saved), since: time(given.since), first: time(given.first) };
}

/**
 * How many answers were changed since the last file.
 * @param {Backup} backup
 * @param {Assessment} state
 */
export function changedAnswers({ since }, state) {
  return [...state.answers.values()].filter(({ updated }) => updated > since).length;
}

/**
 * Whether it is time for a file: twenty answers, or half an hour after the first change that is in none.
 * @param {Backup} backup
 * @param {Assessment} state
 * @param {string} now
 */
export function isFileDue(backup, state, now) {
  if (backup.first === "") return false;
  return (
    changedAnswers(backup, state) >= CHANGED_ANSWERS ||
    Date.parse(now) - Date.parse(backup.first) >= MINUTES * 60_000
  );
}
