/** Evidence that comes from elsewhere, from a rater or from the last round, put with what an answer has. Pure. */
import { answerTo, withAnswer } from "./assessment.js";
import { LIMITS } from "./check.js";

/**
 * @typedef {import("../types.js").Assessment} Assessment
 * @typedef {import("../types.js").Evidence} Evidence
 */

/**
 * What an answer has, and after it what is not there yet. Pieces are the same where they say the same; how sure one is of
 * them does not count.
 * @param {readonly Evidence[]} own
 * @param {readonly Evidence[]} further
 * @returns {readonly Evidence[]}
 */
export function joinedEvidence(own, further) {
  const known = new Set(own.map(saying));
  const fresh = further.filter(
    (piece) =>
      !known.has(saying(piece)) &&
      (piece.what + piece.where).trim() !== "" &&
      known.add(saying(piece)),
  );
  const room = LIMITS.evidence - own.length;
  return fresh.length > 0 && room > 0 ? [...own, ...fresh.slice(0, room)] : own;
}

/** @param {Evidence} piece */
function saying({ what, where, owner, date }) {
  return JSON.stringify([what, where, owner, date].map((text) => text.trim()));
}

/**
 * @param {Assessment} state
 * @param {string} item
 * @param {readonly Evidence[]} further
 * @param {string} now
 * @returns {Assessment}
 */
export function withFurtherEvidence(state, item, further, now) {
  const before = answerTo(state, item).evidence;
  const evidence = joinedEvidence(before, further);
  return evidence === before ? state : withAnswer(state, item, { evidence }, now);
}

/**
 * What all raters brought forward for an item, each piece once.
 * @param {Assessment} state
 * @param {string} item
 */
export function ratersEvidence({ ratings }, item) {
  return joinedEvidence(
    [],
    ratings.flatMap(({ answers }) => answers.get(item)?.evidence ?? []),
  );
}
