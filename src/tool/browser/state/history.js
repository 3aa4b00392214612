/** Undo and redo: states before and after the one that is shown. Pure; a state is a value, so keeping it costs nothing. */

const DEPTH = 300;

/**
 * @template S
 * @typedef {{past: readonly S[], now: S, future: readonly S[], topic: string}} History
 */

/**
 * @template S
 * @param {S} now
 * @returns {History<S>}
 */
export function beginHistory(now) {
  return { past: [], now, future: [], topic: "" };
}

/**
 * A further state. Changes of the same topic one after the other (the letters of a text) are one step.
 * @template S
 * @param {History<S>} history
 * @param {S} next
 * @param {string} topic "" is a step of its own.
 * @returns {History<S>}
 */
export function advance(history, next, topic) {
  const joined = topic !== "" && topic === history.topic;
  const past = joined ? history.past : [...history.past, history.now].slice(-DEPTH);
  return { past, now: next, future: [], topic };
}

/**
 * The same state, after which a change of the same topic is a new step.
 * @template S
 * @param {History<S>} history
 * @returns {History<S>}
 */
export function endTopic(history) {
  return { ...history, topic: "" };
}

/**
 * @template S
 * @param {History<S>} history
 * @returns {History<S>}
 */
export function undone(history) {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    now: before,
    future: [history.now, ...history.future],
    topic: "",
  };
}

/**
 * @template S
 * @param {History<S>} history
 * @returns {History<S>}
 */
export function redone(history) {
  const after = history.future[0];
  if (after === undefined) return history;
  return {
    past: [...history.past, history.now],
    now: after,
    future: history.future.slice(1),
    topic: "",
  };
}
