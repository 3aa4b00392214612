/** The level of an item: which of its sides is answered, the levels to choose from, shortcuts, and a second side. */
import { levelsOf, scaleOf } from "../scoring/score.js";
import { withAnswer, withLevel, withNotApplicable } from "../state/assessment.js";
import { h, unseen } from "./dom.js";
import { levelKey } from "./keys.js";
import { chip, chooser, inLanguage } from "./parts.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../types.js").Item} Item
 * @typedef {import("../types.js").Answer} Answer
 */

/**
 * The levels to choose from.
 * @param {View} view
 * @param {Item} item
 * @param {Answer} answer
 */
export function levelChoice(view, item, answer) {
  const levels = levelsOf(view.model, item, answer.side);
  return h(
    "div",
    { class: "levels" },
    levels.map((level) => choice(view, item, answer, level)),
  );
}

/**
 * Which of the item's scales is answered on, where there are several.
 * @param {View} view
 * @param {Item} item
 * @param {Answer} answer
 */
export function sideChoice(view, item, answer) {
  if (item.scales.length < 2) return null;
  const one = (/** @type {string} */ side) => {
    const id = `side-${item.id}-${side}`;
    const input = h("input", {
      type: "radio",
      id,
      name: `side-${item.id}`,
      value: side,
      checked: answer.side === side,
      change: () => changeAnswer(view, item, "", { side }),
    });
    return h("label", { class: "side" }, input, " ", view.words.scale(side));
  };
  const id = `sides-${item.id}`;
  return h(
    "div",
    { class: "sides", role: "group", "aria-labelledby": id },
    h("span", { id }, view.words.say("tool.item.side")),
    item.scales.map(one),
  );
}

/**
 * One level with what it means.
 * @param {View} view
 * @param {Item} item
 * @param {Answer} answer
 * @param {number} level
 */
function choice(view, item, answer, level) {
  const scale = scaleOf(item, answer.side);
  // Without a side a level would mean nothing; the first scale is shown so that the question can be read.
  const locked = item.scales.length > 1 && answer.side === "";
  const checked = answer.level === level && answer.notApplicable === null;
  const name = `level-${item.id}`;
  const radio = h("input", {
    type: "radio",
    id: `${name}-${level}`,
    name,
    value: level,
    checked,
    disabled: locked,
    "aria-keyshortcuts": levelKey(level),
    change: () => pickLevel(view, item, { level }),
  });
  return h(
    "label",
    { class: "choice" },
    radio,
    chip(levelsOf(view.model, item, answer.side), level),
    h("span", { class: "level-name" }, view.words.level(scale, level)),
    levelMeaning(view, item, scale, level),
  );
}

/**
 * What a level means on its scale, and what it looks like for this item.
 * @param {View} view
 * @param {Item} item
 * @param {string} scale
 * @param {number} level
 */
function levelMeaning(view, item, scale, level) {
  const { levels, lang } = view.words.item(item);
  const own = levels[String(level)];
  return h(
    "span",
    { class: "level-text" },
    h("span", { class: "level-scale" }, view.words.levelText(scale, level)),
    own === undefined ? null : [" ", h("span", inLanguage(view, lang), own)],
  );
}

/**
 * Chooses a level; then the item applies, whatever was said before.
 * @param {View} view
 * @param {Item} item
 * @param {{level: number | null, side?: string, shortcut?: string}} given
 */
export function pickLevel(view, item, given) {
  view.act.change("", (state, now) =>
    withLevel(withNotApplicable(state, item.id, null, now), item.id, given, now),
  );
}

/**
 * Buttons that set a level and keep why.
 * @param {View} view
 * @param {Item} item
 * @param {Answer} answer
 */
export function shortcuts(view, item, answer) {
  const all = view.model.shortcuts ?? [];
  if (all.length === 0) return null;
  const side = answer.side || (item.scales[0] ?? "");
  const one = (/** @type {import("../types.js").Shortcut} */ { id, level }) =>
    h(
      "button",
      {
        type: "button",
        class: "small",
        id: `shortcut-${item.id}-${id}`,
        "aria-pressed": String(answer.shortcut === id),
        click: () =>
          pickLevel(view, item, { level, side: item.scales.length > 1 ? side : "", shortcut: id }),
      },
      view.words.shortcut(id),
      unseen(` ${item.id}`),
    );
  return h("p", { class: "buttons shortcuts" }, all.map(one));
}

/**
 * The other side, where both are used: noted, not counted.
 * @param {View} view
 * @param {Item} item
 * @param {Answer} answer
 */
export function secondSide(view, item, { side, second }) {
  const other = item.scales.find((scale) => scale !== side);
  if (item.scales.length < 2 || side === "" || !other) return null;
  const { words, model } = view;
  const levels = levelsOf(model, item, other).map((level) => ({
    value: String(level),
    words: `${level} ${words.level(other, level)}`,
  }));
  const options = [{ value: "", words: words.say("tool.second.none") }, ...levels];
  const set = (/** @type {string} */ value) =>
    changeAnswer(view, item, "", {
      second: value === "" ? null : { side: other, level: Number(value) },
    });
  const field = chooser(view, {
    id: `second-${item.id}`,
    words: words.say("tool.second.label", { side: words.scale(other) }),
    options,
    chosen: second === null ? "" : String(second.level),
    change: set,
  });
  return h(
    "details",
    { id: `second-details-${item.id}`, open: second !== null },
    h("summary", null, words.say("tool.second.title"), unseen(` ${item.id}`)),
    h("p", { class: "hint" }, words.say("tool.second.help")),
    field,
  );
}

/**
 * Changes a part of the answer; changes of one topic in a row are one step of undo.
 * @param {View} view
 * @param {Item} item
 * @param {string} topic
 * @param {Partial<Answer>} part
 */
export function changeAnswer(view, item, topic, part) {
  view.act.change(topic, (state, now) => withAnswer(state, item.id, part, now));
}
