/** What can be said of an item beside its level: that it does not apply and why, that it is for later, who is to be asked. */
import { peopleToAsk, withNotApplicable } from "../state/assessment.js";
import { LIMITS } from "../state/check.js";
import { h, unseen } from "./dom.js";
import { changeAnswer, pickLevel } from "./level-choice.js";
import { textField } from "./parts.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../types.js").Item} Item
 * @typedef {import("../types.js").Answer} Answer
 */

/**
 * What else can be said of an item than its level: that it does not apply, and that there is no answer after all. They are
 * no choices beside the levels, so that the arrow keys do not reach them by mistake.
 * @param {View} view
 * @param {Item} item
 * @param {Answer} answer
 */
export function otherAnswers(view, item, answer) {
  const { act, shown } = view;
  const { level, notApplicable, comeBack } = answer;
  const applies = notApplicable === null;
  const exempt = () => {
    act.change("", (state, now) => withNotApplicable(state, item.id, applies ? "" : null, now));
    if (applies) document.getElementById(`reason-${item.id}`)?.focus();
  };
  const clear = () => pickLevel(view, item, { level: null });
  const later = () => changeAnswer(view, item, "", { comeBack: !comeBack });
  const asking = () => {
    shown[`ask-${item.id}`] = "open";
    act.redraw();
    document.getElementById(`ask-${item.id}`)?.focus();
  };
  const button = answerButton.bind(null, view, item);
  return h(
    "p",
    { class: "buttons answers" },
    button(`level-${item.id}-na`, "tool.item.notapplicable", !applies, exempt),
    (level !== null || !applies) && button(`level-${item.id}-none`, "tool.item.clear", null, clear),
    button(`comeback-${item.id}`, "tool.sheet.comeBack", comeBack, later),
    !isAsking(view, item, answer) && button(`asking-${item.id}`, "tool.item.ask", null, asking),
  );
}

/**
 * @param {View} view
 * @param {Item} item
 * @param {string} id
 * @param {string} key
 * @param {boolean | null} pressed Null where it is not one that stays down.
 * @param {() => void} click
 */
function answerButton({ words }, item, id, key, pressed, click) {
  const state = pressed === null ? null : String(pressed);
  return h(
    "button",
    { type: "button", class: "small quiet", id, "aria-pressed": state, click },
    words.say(key),
    unseen(` ${item.id}`),
  );
}

/**
 * Whether the field for who is to be asked is there.
 * @param {View} view
 * @param {Item} item
 * @param {Answer} answer
 */
export function isAsking({ shown }, item, { ask }) {
  return ask !== "" || shown[`ask-${item.id}`] === "open";
}

/**
 * Who is to be asked; the names that are there already are offered, so that the list finds all items of a person.
 * @param {View} view
 * @param {Item} item
 * @param {Answer} answer
 */
export function askField(view, item, { ask }) {
  const id = `ask-${item.id}`;
  const set = (/** @type {string} */ name) => {
    // As long as the part is shown the field stays, also when it is emptied.
    view.shown[id] = "open";
    changeAnswer(view, item, `ask/${item.id}`, { ask: name });
  };
  const made = textField(view, {
    id,
    words: view.words.say("tool.sheet.ask"),
    hidden: item.id,
    value: ask,
    change: set,
  });
  const names = new Set([...peopleToAsk(view.assessment), ...view.assessment.assessors]);
  made.querySelector("input")?.setAttribute("list", `names-${item.id}`);
  made.append(
    h(
      "datalist",
      { id: `names-${item.id}` },
      [...names].map((value) => h("option", { value })),
    ),
  );
  return made;
}

/**
 * @param {View} view
 * @param {Item} item
 * @param {string} reason
 */
export function reasonField(view, item, reason) {
  const { act, words } = view;
  const set = (/** @type {string} */ text) =>
    act.change(`reason/${item.id}`, (state, now) => withNotApplicable(state, item.id, text, now));
  const made = textField(view, {
    id: `reason-${item.id}`,
    words: words.say("tool.item.reason"),
    hidden: item.id,
    hint: words.say("tool.item.reasonhint"),
    value: reason,
    rows: 2,
    limit: LIMITS.note,
    change: set,
  });
  if (reason.trim() !== "") return made;
  made
    .querySelector(".hint")
    ?.prepend(h("strong", { class: "warning" }, words.say("tool.item.noreason")), " ");
  made.querySelector("textarea")?.setAttribute("aria-invalid", "true");
  return made;
}
