/** What the team aims for: a level for all items, and levels of their own for some. */
import { NOT_REQUIRED, levelsOf } from "../score/score.js";
import { withItemTarget, withTarget } from "../state/assessment.js";
import { h } from "./dom.js";
import { chooser } from "./parts.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../types.js").Item} Item
 */

/** @type {import("../types.js").Part} */
export const targetPart = { name: "target", title: (view) => view.words.say("tool.target.title"), build: targetBody };

/** @param {View} view */
function targetBody(view) {
  return [h("p", null, view.words.say("tool.target.help")), generalTargetField(view), ownTargets(view)];
}

/** @param {View} view */
function generalTargetField(view) {
  const levels = [...new Set(Object.values(view.model.scales).flat())].sort((a, b) => a - b);
  const scales = Object.keys(view.model.scales);
  const name = (/** @type {number} */ level) => (scales.length === 1 ? ` ${view.words.level(scales[0] ?? "", level)}` : "");
  const options = levels.map((level) => ({ value: String(level), words: `${level}${name(level)}` }));
  const none = { value: "", words: view.words.say("tool.target.none") };
  const chosen = view.assessment.target.level;
  const change = (/** @type {string} */ value) => view.act.change("", (state) => withTarget(state, value === "" ? null : Number(value)));
  return chooser(view, { id: "target-all", words: view.words.say("tool.target.all"), options: [none, ...options], chosen: String(chosen ?? ""), change });
}

/** @param {View} view */
function ownTargets(view) {
  const rows = view.model.items.map((item) => ownTargetField(view, item));
  return h("details", { class: "own-targets", id: "own-targets" }, h("summary", null, view.words.say("tool.target.own")), h("div", { class: "own-list" }, rows));
}

/**
 * @param {View} view
 * @param {Item} item
 */
function ownTargetField(view, item) {
  const { words } = view;
  const levels = levelsOf(view.model, item).map((level) => ({ value: String(level), words: `${level} ${item.scales.length === 1 ? words.level(item.scales[0] ?? "", level) : ""}`.trim() }));
  const options = [
    { value: "", words: words.say("tool.target.same") },
    ...levels,
    { value: NOT_REQUIRED, words: words.say("tool.target.notrequired") },
  ];
  const chosen = String(view.assessment.target.items.get(item.id) ?? "");
  const change = (/** @type {string} */ value) => view.act.change("", (state) => withItemTarget(state, item.id, value === "" ? null : value === NOT_REQUIRED ? value : Number(value)));
  return chooser(view, { id: `target-${item.id}`, words: `${item.id} ${words.item(item).title}`, options, chosen, change });
}
