/** What a team agrees on where its members differ: a level, and why. */
import { levelsOf, scaleOf } from "../scoring/score.js";
import { answerTo } from "../state/assessment.js";
import { LIMITS } from "../state/check.js";
import { isSettled, withAgreed, withAgreedLevel } from "../state/ratings.js";
import { h } from "./dom.js";
import { chooser, namedLevels, textField } from "./parts.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../types.js").Item} Item
 */

/** The choice that says that an item does not apply. */
const AGREED_EXEMPT = "na";

/**
 * @param {View} view
 * @param {Item} item
 */
export function agreement(view, item) {
  const { words, assessment } = view;
  const answer = answerTo(assessment, item.id);
  const change = (/** @type {string} */ agreed) =>
    view.act.change(`agreed/${item.id}`, (state, now) => withAgreed(state, item.id, agreed, now));
  const why = textField(view, {
    id: `agreed-${item.id}`,
    words: words.say("tool.sheet.agreed"),
    hidden: item.id,
    value: answer.agreed,
    rows: 2,
    limit: LIMITS.note,
    change,
  });
  return h(
    "div",
    {
      class: "agreement",
      role: "group",
      "aria-label": words.say("tool.agree.group", { item: item.id }),
    },
    h("div", { class: "agreed-level" }, ...agreedSide(view, item), agreedLevel(view, item)),
    why,
  );
}

/**
 * @param {View} view
 * @param {Item} item
 */
function agreedSide(view, item) {
  if (item.scales.length < 2) return [];
  const { words } = view;
  const options = [
    { value: "", words: words.say("tool.agree.none") },
    ...item.scales.map((value) => ({ value, words: words.scale(value) })),
  ];
  const change = (/** @type {string} */ side) => {
    view.act.change("", (state, now) =>
      withAgreedLevel(state, item.id, { level: keptLevel(view, item, side), side }, now),
    );
    view.act.redraw();
  };
  return [
    chooser(view, {
      id: `agreed-side-${item.id}`,
      words: words.say("tool.agree.side"),
      options,
      chosen: answerTo(view.assessment, item.id).side,
      change,
      class: "field",
    }),
  ];
}

/**
 * The level that stays when the side changes: one that the other scale has, too.
 * @param {View} view
 * @param {Item} item
 * @param {string} side
 */
function keptLevel(view, item, side) {
  const { level } = answerTo(view.assessment, item.id);
  return side !== "" && level !== null && levelsOf(view.model, item, side).includes(level)
    ? level
    : null;
}

/**
 * @param {View} view
 * @param {Item} item
 */
function agreedLevel(view, item) {
  const { words, model } = view;
  const { level, side, notApplicable } = answerTo(view.assessment, item.id);
  const unsided = item.scales.length > 1 && side === "";
  const levels = unsided ? [] : namedLevels(view, levelsOf(model, item, side), scaleOf(item, side));
  const options = [
    { value: "", words: words.say("tool.agree.none") },
    ...levels,
    { value: AGREED_EXEMPT, words: words.say("tool.level.notapplicable") },
  ];
  const change = (/** @type {string} */ value) => {
    const given = value === "" ? null : value === AGREED_EXEMPT ? AGREED_EXEMPT : Number(value);
    view.act.change("", (state, now) =>
      withAgreedLevel(state, item.id, { level: given, side: answerTo(state, item.id).side }, now),
    );
  };
  return chooser(view, {
    id: `agreed-level-${item.id}`,
    words: words.say("tool.agree.level"),
    options,
    chosen: notApplicable === null ? String(level ?? "") : AGREED_EXEMPT,
    change,
    class: "field",
  });
}

/**
 * Whether an item is settled, and what it lacks.
 * @param {View} view
 * @param {string} id
 */
export function settledWords({ words, assessment }, id) {
  const { level, notApplicable } = answerTo(assessment, id);
  return words.say(
    isSettled(assessment, id)
      ? "tool.agree.settled"
      : level === null && notApplicable === null
        ? "tool.agree.nolevel"
        : "tool.agree.nowhy",
  );
}
