/**
 * Answers to an earlier model, carried over to the present one. Nothing is changed silently: what may mean something else
 * now is shown as not answered, with the old answer beside it. Pure; `src/scoring/carry.rs` is its twin.
 */
import { unknownTo } from "../scoring/score.js";

/**
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Earlier} Earlier
 * @typedef {import("../types.js").Answer} Answer
 * @typedef {{answers: Map<string, Answer>, same: string[], lookAgain: string[], fresh: string[], gone: string[]}} Carried
 */

/**
 * An item is the same where it kept id and name and the model does not ask to look at it again. What the earlier model
 * lacks is fresh; what only the earlier one has is gone, and its answers are kept as those of unknown items. The lists are
 * about the models, whatever was answered.
 * @param {Model} model
 * @param {Earlier} earlier
 * @param {ReadonlyMap<string, Answer>} answers
 * @returns {Carried}
 */
export function carryOver(model, earlier, answers) {
  /** @type {{same: string[], lookAgain: string[], fresh: string[]}} */
  const lists = { same: [], lookAgain: [], fresh: [] };
  for (const { id, name } of model.items) {
    const kept = earlier.names[id] === name && !earlier.lookAgain.includes(id);
    lists[!Object.hasOwn(earlier.names, id) ? "fresh" : kept ? "same" : "lookAgain"].push(id);
  }
  const again = new Set([...lists.lookAgain, ...lists.fresh]);
  const carried = [...answers].map(
    ([id, answer]) =>
      /** @type {[string, Answer]} */ ([id, again.has(id) ? toLookAt(answer) : answer]),
  );
  return {
    answers: new Map(carried),
    ...lists,
    gone: unknownTo(model, Object.keys(earlier.names)),
  };
}

/**
 * An answer that is to be given again. Its note and evidence stay, and its level and its reason for not applying are kept
 * beside it.
 * @param {Answer} answer
 * @returns {Answer}
 */
function toLookAt(answer) {
  const { level, notApplicable } = answer;
  const earlierLevel = level === null ? {} : { earlierLevel: level };
  const earlierReason =
    typeof notApplicable === "string" ? { earlierNotApplicable: notApplicable } : {};
  return {
    ...answer,
    level: null,
    notApplicable: null,
    kept: { ...answer.kept, ...earlierLevel, ...earlierReason },
  };
}
