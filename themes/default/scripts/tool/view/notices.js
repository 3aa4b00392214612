/** What is true at this moment: whether all is saved, and what the user must know or decide. */
import { h } from "./dom.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../keep/store.js").SaveState} SaveState
 * @typedef {{key: string, args?: Record<string, string>, kind?: string, buttons?: {key: string, click: () => void}[]}} Notice
 * @typedef {{state: SaveState, damaged: boolean, otherHash: boolean}} Condition
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
  const words = view.readonly ? view.words.say("tool.state.other") : view.words.say(`tool.state.${state}`, { time });
  const line = root.querySelector("#save-state");
  line?.replaceChildren(words);
  line?.setAttribute("data-state", state);
  return words;
}

/**
 * Shows the notices that hold; those that stay as they were are not touched, so that no button moves or loses the focus.
 * @param {View} view
 * @param {HTMLElement} root
 * @param {Condition} condition
 */
export function showNotices(view, root, condition) {
  const shown = noticesFor(view, condition);
  const names = shown.map((notice) => notice.key).join(" ") + view.words.language.tag;
  const box = root.querySelector(".notices");
  if (!box || box.getAttribute("data-shown") === names) return;
  box.setAttribute("data-shown", names);
  box.replaceChildren(...shown.map((notice) => noticeBox(view, notice)));
}

/**
 * @param {View} view
 * @param {Condition} condition
 * @returns {Notice[]}
 */
function noticesFor(view, { state, damaged, otherHash }) {
  const { act } = view;
  const save = { key: "tool.save", click: act.save };
  /** @type {[boolean, Notice][]} */
  const all = [
    [view.readonly, { key: "tool.notice.other", buttons: [{ key: "tool.notice.takeover", click: act.takeOver }] }],
    [damaged, { key: "tool.notice.damaged", kind: "bad" }],
    [state === "memory" && !damaged, { key: "tool.notice.memory", kind: "bad", buttons: [save] }],
    [state === "failed", { key: "tool.notice.failed", kind: "bad", buttons: [{ key: "tool.notice.retry", click: act.retry }, save] }],
    [otherHash, { key: "tool.notice.hash" }],
    [view.own !== "", { key: "tool.own.notice", args: { file: view.own }, buttons: [{ key: "tool.own.back", click: act.leaveOwn }] }],
    [view.assessment.sample, { key: "tool.notice.sample" }],
  ];
  return all.filter(([wanted]) => wanted).map(([, notice]) => notice);
}

/**
 * @param {View} view
 * @param {Notice} notice
 */
function noticeBox(view, { key, args, kind, buttons }) {
  const row = (buttons ?? []).map((button) => h("button", { type: "button", click: button.click }, view.words.say(button.key)));
  return h("div", { class: `notice ${kind ?? ""}` }, h("p", null, view.words.say(key, args)), row.length > 0 && h("p", { class: "buttons" }, row));
}
