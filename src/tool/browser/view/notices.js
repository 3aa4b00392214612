/** What is true at this moment: whether all is saved, and what the user must know or decide. */
import { isPastRound } from "../state/round.js";
import { h } from "./dom.js";
import { today } from "./exchange.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../keep/store.js").SaveState} SaveState
 * @typedef {{id?: string, key: string, click: () => void}} NoticeButton
 * @typedef {{key: string, args?: Record<string, string | number>, kind?: string, lines?: string[], buttons?: NoticeButton[], dismiss?: string}} Notice
 * `dismiss` names a notice that the user can put away until the page is opened again.
 * @typedef {object} Condition
 * @property {SaveState} state
 * @property {boolean} otherHash
 * @property {boolean} earlier Whether an older tool's assessment has been taken over.
 * @property {boolean} arrived Whether a page's link led straight to an item, past the start.
 * @property {boolean} behind Whether another tab has what this one does not show.
 * @property {number | null} due How many answers were changed since the last file, where it is time for one.
 * @property {ReadonlySet<string>} dismissed
 */

/**
 * Writes the line beside the progress and returns its words.
 * @param {View} view
 * @param {SaveState} state
 * @param {Date | null} savedAt
 * @param {HTMLElement} root
 */
export function saveLine(view, state, savedAt, root) {
  const time = savedAt ? view.words.time(savedAt) : "";
  const key = view.assessment.sample
    ? "tool.sample.state"
    : `tool.state.${view.readonly ? "other" : state}`;
  const words = view.words.say(key, { time });
  const line = root.querySelector("#save-state");
  line?.replaceChildren(words);
  line?.setAttribute("data-state", state);
  markUnsaved(view, root.querySelector("#save"));
  return words;
}

/**
 * Marks the button that saves to a file while there is something for it to do.
 * @param {View} view
 * @param {Element | null} save
 */
function markUnsaved({ keeping, words }, save) {
  save?.toggleAttribute("data-unsaved", keeping.unsaved);
  if (keeping.unsaved) save?.setAttribute("title", words.say("tool.unsaved"));
  else save?.removeAttribute("title");
}

/**
 * Shows the notices that hold; those that stay as they were are not touched, so that no button moves or loses the focus. Where they are
 * folded into one line, it says how many there are and begins with the most urgent one.
 * @param {View} view
 * @param {HTMLElement} root
 * @param {Condition} condition
 */
export function showNotices(view, root, condition) {
  const shown = noticesFor(view, condition);
  const names = shown.map((notice) => notice.key).join(" ") + view.words.language.tag;
  const box = root.querySelector("#notices");
  if (!box || box.getAttribute("data-shown") === names) return;
  box.setAttribute("data-shown", names);
  const first = shown.find(({ kind }) => kind === "bad") ?? shown[0];
  box.toggleAttribute("hidden", !first);
  box.classList.toggle("bad", first?.kind === "bad");
  const [line, all] = box.children;
  if (first)
    line?.replaceChildren(
      view.words.say("tool.notices", { count: shown.length }),
      " ",
      h("span", { "aria-hidden": "true" }, view.words.say(first.key, first.args)),
    );
  all?.replaceChildren(...shown.map((notice) => noticeBox(view, notice)));
}

/**
 * What holds and was not put away, in the order in which it is shown.
 * @param {View} view
 * @param {Condition} condition
 * @returns {Notice[]}
 */
function noticesFor(view, condition) {
  const all = [
    ...ownerNotices(view, condition),
    ...keepingNotices(view, condition),
    ...modelNotices(view, condition),
    ...reminders(view, condition),
  ];
  return all
    .filter(([holds, { dismiss }]) => holds && !condition.dismissed.has(dismiss ?? ""))
    .map(([, notice]) => notice);
}

/** @param {View} view */
function saveNow({ act }) {
  return { key: "tool.save", click: act.save };
}

/**
 * Whose assessment is shown, and who may change it.
 * @param {View} view
 * @param {Condition} condition
 * @returns {[boolean, Notice][]}
 */
function ownerNotices({ act, assessment, readonly }, { behind }) {
  const leave = { key: "tool.sample.leave", click: act.keeping.leaveSample };
  const takeOver = { key: "tool.notice.takeover", click: act.takeOver };
  return [
    [assessment.sample, { key: "tool.notice.sample", buttons: [leave] }],
    [readonly, { key: "tool.notice.other", buttons: [takeOver] }],
    [behind, { key: "tool.behind.text", kind: "bad" }],
  ];
}

/**
 * What is kept nowhere, or may be lost.
 * @param {View} view
 * @param {Condition} condition
 * @returns {[boolean, Notice][]}
 */
function keepingNotices(view, { state }) {
  const { act, keeping } = view;
  const save = saveNow(view);
  const anew = { id: "keep-anew", key: "tool.gone.again", click: act.retry };
  const retry = { key: "tool.notice.retry", click: act.retry };
  const lines = keeping.lacks.map((name) => `tool.lacks.what.${name}`);
  const gone = state === "gone" && !view.readonly;
  return [
    [gone, { key: "tool.gone.text", kind: "bad", buttons: [anew, save] }],
    [keeping.mode === "unable", { key: "tool.notice.memory", kind: "bad", buttons: [save] }],
    [keeping.mode === "aside", { key: "tool.remind.aside", kind: "bad", buttons: [save] }],
    [keeping.mode === "nothing", { key: "tool.remind.nothing", buttons: [save] }],
    [state === "failed", { key: "tool.notice.failed", kind: "bad", buttons: [retry, save] }],
    [lines.length > 0, { key: "tool.lacks.text", lines, buttons: [save], dismiss: "lacks" }],
  ];
}

/**
 * What is to be known of the model.
 * @param {View} view
 * @param {Condition} condition
 * @returns {[boolean, Notice][]}
 */
function modelNotices({ act, own }, { otherHash }) {
  const back = { id: "own-back", key: "tool.own.back", click: act.leaveOwn };
  return [
    [otherHash, { key: "tool.notice.hash" }],
    [own !== "", { key: "tool.own.notice", args: { file: own }, buttons: [back] }],
  ];
}

/**
 * What the user may want to do; all of it can be put away.
 * @param {View} view
 * @param {Condition} condition
 * @returns {[boolean, Notice][]}
 */
function reminders(view, { arrived, earlier, due }) {
  const { act, assessment, readonly } = view;
  const start = { id: "to-start", key: "tool.notice.start", click: () => act.go("part-start") };
  const next = { id: "round-start", key: "tool.round.button", click: act.nextRound };
  const past = !assessment.sample && !readonly && isPastRound(assessment, today());
  const args = { count: due ?? 0 };
  return [
    [arrived, { key: "tool.notice.arrived", buttons: [start], dismiss: "arrived" }],
    [earlier, { key: "tool.remind.earlier", dismiss: "earlier" }],
    [past, { key: "tool.remind.round", buttons: [next], dismiss: "round" }],
    [due !== null, { key: "tool.remind.due", args, buttons: [saveNow(view)], dismiss: "due" }],
  ];
}

/**
 * @param {View} view
 * @param {Notice} notice
 */
function noticeBox(view, { key, args, kind, lines = [], buttons = [], dismiss }) {
  const { words, act } = view;
  const all =
    dismiss === undefined
      ? buttons
      : [...buttons, { key: "tool.remind.dismiss", click: () => act.keeping.dismiss(dismiss) }];
  const row = all.map((button) =>
    h("button", { type: "button", id: button.id, click: button.click }, words.say(button.key)),
  );
  const list =
    lines.length > 0 &&
    h(
      "ul",
      null,
      lines.map((line) => h("li", null, words.say(line))),
    );
  return h(
    "div",
    { class: `notice ${kind ?? ""}` },
    h("p", null, words.say(key, args)),
    list,
    row.length > 0 && h("p", { class: "buttons" }, row),
  );
}
