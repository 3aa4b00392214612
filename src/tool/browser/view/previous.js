/** The last round beside each question: what was answered then, on what it rested, and whether it still holds. */
import { levelsOf } from "../scoring/score.js";
import { answerTo, isOpen } from "../state/assessment.js";
import { notComparable } from "../state/ratings.js";
import {
  ROUND_STATES,
  roundStates,
  withConfirmed,
  withWritten,
  writtenSince,
} from "../state/round.js";
import { h, redrawn, unseen } from "./dom.js";
import { today } from "./exchange.js";
import { evidenceWords, itemOf, levelMark } from "./parts.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../types.js").Item} Item
 * @typedef {import("../types.js").Answer} Answer
 */

/** What became of each answer, of a state of the assessment. @type {WeakMap<import("../types.js").Assessment, ReturnType<typeof roundStates>>} */
const STATES = new WeakMap();

/** @param {View} view */
export function statesOf({ model, assessment }) {
  const known = STATES.get(assessment) ?? roundStates(model, assessment);
  STATES.set(assessment, known);
  return known;
}

/**
 * What was answered then; null where there is nothing to show.
 * @param {View} view
 * @param {Item} item
 */
export function previousBox(view, item) {
  const { words, assessment } = view;
  const { previous } = assessment;
  const then = previous?.answers.get(item.id);
  if (
    !previous ||
    !then ||
    (isOpen(then) && then.note === "" && then.evidence.length === 0 && earlierLevel(then) === null)
  )
    return null;
  const written = then.note !== "" && h("p", { class: "previous-note" }, then.note);
  const evidence =
    then.evidence.length > 0 &&
    h(
      "ul",
      null,
      then.evidence.map((piece) => h("li", null, evidenceWords(view, piece))),
    );
  return h(
    "div",
    {
      class: "previous",
      id: `previous-${item.id}`,
      role: "group",
      "aria-label": words.say("tool.previous.label", { item: item.id }),
      "data-shape": previousShape(view, item),
    },
    h(
      "p",
      { class: "previous-level" },
      h(
        "span",
        { class: "previous-name" },
        words.say("tool.previous.title", { name: previous.name }),
      ),
      " ",
      ...answerMarks(view, item, then),
      " ",
      became(view, item, then),
    ),
    written,
    evidence,
    takingOver(view, item, then),
  );
}

/** @param {Answer} answer */
function earlierLevel({ level, kept }) {
  return level ?? (typeof kept.earlierLevel === "number" ? kept.earlierLevel : null);
}

/**
 * @param {View} view
 * @param {Item} item
 * @param {Answer} then
 */
function answerMarks(view, item, then) {
  const { words } = view;
  const exempt = words.say("tool.level.notapplicable");
  if (then.notApplicable !== null)
    return [
      then.notApplicable.trim() === ""
        ? exempt
        : words.say("tool.report.said", { label: exempt, text: then.notApplicable }),
    ];
  return [
    item.scales.length > 1 && then.side !== "" && `${words.scale(then.side)} `,
    levelMark(view, item, earlierLevel(then), then.side),
  ];
}

/**
 * What has become of the answer since.
 * @param {View} view
 * @param {Item} item
 * @param {Answer} then
 */
function became(view, item, then) {
  const { words, assessment } = view;
  const state = statesOf(view).get(item.id);
  if (isAnother(view, item, then))
    return h("span", { class: "became" }, words.say("tool.previous.differs"));
  if (!state) return null;
  const said =
    state === "confirmed"
      ? words.say("tool.previous.confirmed", {
          day: words.day(answerTo(assessment, item.id).confirmed),
        })
      : words.say(`tool.round.state.${state}`);
  return h("span", { class: `became ${state}` }, said);
}

/**
 * Whether the item, or its scale, was another one then, so that its level says nothing today.
 * @param {View} view
 * @param {Item} item
 * @param {Answer} then
 */
function isAnother({ model, assessment: { previous } }, item, then) {
  const level = earlierLevel(then);
  return (
    level !== then.level ||
    (level !== null && !levelsOf(model, item, then.side).includes(level)) ||
    (previous !== null && notComparable(model, previous.model).includes(item.id))
  );
}

/**
 * The buttons: that all of it holds, and, where it does not, that what was written then is still of use.
 * @param {View} view
 * @param {Item} item
 * @param {Answer} then
 */
function takingOver(view, item, then) {
  const { act, assessment, readonly, words } = view;
  const state = statesOf(view).get(item.id);
  const button = (
    /** @type {string} */ id,
    /** @type {string} */ said,
    /** @type {typeof withWritten} */ change,
  ) => {
    const click = () => {
      act.change("", (before, now) => change(before, item.id, now));
      act.redraw();
      focusChosen(item.id);
    };
    return h(
      "button",
      { type: "button", class: "small", id: `${id}-${item.id}`, disabled: readonly, click },
      said,
      unseen(` ${item.id}`),
    );
  };
  const holds = (state === "open" || state === "same") && !isAnother(view, item, then);
  const written = !(holds && state === "open") && writtenSince(assessment, item.id) !== null;
  const buttons = [
    holds &&
      button("still", words.say("tool.previous.still"), (before, id, now) =>
        withConfirmed(before, id, today(), now),
      ),
    written && button("written", words.say("tool.previous.written"), withWritten),
  ];
  return (holds || written) && h("p", { class: "buttons" }, buttons);
}

/** @param {string} item */
function focusChosen(item) {
  const chosen = document.querySelector(`#item-${CSS.escape(item)} .levels input:checked`);
  if (chosen instanceof HTMLElement) chosen.focus({ preventScroll: true });
}

/**
 * What decides how the box looks.
 * @param {View} view
 * @param {Item} item
 */
function previousShape(view, item) {
  return [statesOf(view).get(item.id), writtenSince(view.assessment, item.id) === null].join("/");
}

/**
 * Draws the boxes anew of which the answer has become another one; no field of a question is touched.
 * @param {View} view
 * @param {HTMLElement} panel
 */
export function showPrevious(view, panel) {
  for (const box of panel.querySelectorAll(".previous")) {
    const item = itemOf(view, box.id.slice("previous-".length));
    const fresh =
      box.getAttribute("data-shape") === previousShape(view, item) ? null : previousBox(view, item);
    if (fresh) redrawn(box, fresh);
  }
}

/**
 * How many answers of the last round hold, are others, and are still open, in a sentence; "" in the first round.
 * @param {View} view
 */
export function roundWords(view) {
  const { words, assessment } = view;
  if (!assessment.previous) return "";
  const states = [...statesOf(view).values()];
  const counts = ROUND_STATES.map((state) => [
    state,
    states.filter((known) => known === state).length,
  ]);
  return words.say("tool.round.counts", {
    name: assessment.previous.name,
    ...Object.fromEntries(counts),
  });
}

/**
 * What has become of the answers of the last round, a line of its own; null in the first round.
 * @param {View} view
 */
export function roundLine(view) {
  const said = roundWords(view);
  return said === "" ? null : h("p", { class: "round" }, said);
}
