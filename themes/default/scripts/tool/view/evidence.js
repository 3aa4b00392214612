/** What an answer rests on: evidence, and for some levels who decided, and when. */
import { answerTo, withAnswer, withEvidence } from "../state/assessment.js";
import { LIMITS } from "../state/check.js";
import { CONFIDENCES } from "../state/parts.js";
import { h, unseen } from "./dom.js";
import { chooser, textField } from "./parts.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../types.js").Item} Item
 * @typedef {import("../types.js").Answer} Answer
 * @typedef {import("../types.js").Evidence} Evidence
 */

/**
 * Whether an answer is high enough to need evidence and has none.
 * @param {View} view
 * @param {Item} item
 */
export function evidenceMissing(view, item) {
  const { level, notApplicable, evidence } = answerTo(view.assessment, item.id);
  const from = view.model.evidenceFrom;
  if (from === undefined || level === null || notApplicable !== null || level < from) return false;
  return evidence.every(({ what, where }) => (what + where).trim() === "");
}

/**
 * @param {View} view
 * @param {Item} item
 * @param {Answer} answer
 */
export function evidenceList(view, item, answer) {
  const { words } = view;
  const missing = evidenceMissing(view, item);
  const count = answer.evidence.length;
  const title = count === 0 ? words.say("tool.evidence.title") : words.say("tool.evidence.count", { count });
  const add = () => {
    view.act.change("", (state, now) => withEvidence(state, item.id, count, {}, now));
    document.getElementById(`evidence-${item.id}-${count}-what`)?.focus();
  };
  return h(
    "details",
    { class: "evidence", id: `evidence-${item.id}`, open: count > 0 },
    h("summary", null, title, unseen(` ${item.id}`), missing && h("span", { class: "warning" }, ` ${words.say("tool.evidence.missing", { level: String(view.model.evidenceFrom) })}`)),
    answer.evidence.map((entry, at) => entryFields(view, item, entry, at)),
    h("p", { class: "buttons" }, h("button", { type: "button", class: "small", id: `evidence-add-${item.id}`, disabled: count >= LIMITS.evidence, click: add }, words.say("tool.evidence.add"), unseen(` ${item.id}`))),
  );
}

/**
 * @param {View} view
 * @param {Item} item
 * @param {Evidence} entry
 * @param {number} at
 */
function entryFields(view, item, entry, at) {
  const { words } = view;
  const id = (/** @type {string} */ name) => `evidence-${item.id}-${at}-${name}`;
  const set = (/** @type {string} */ topic, /** @type {Partial<Evidence> | null} */ part) => view.act.change(topic, (state, now) => withEvidence(state, item.id, at, part, now));
  const field = (/** @type {"what" | "where" | "owner" | "date"} */ name) =>
    textField(view, { id: id(name), words: words.say(`tool.evidence.field.${name}`), hidden: `${item.id} ${at + 1}`, value: entry[name], type: name === "date" ? "date" : "text", change: (value) => set(id(name), { [name]: value }) });
  const options = ["", ...CONFIDENCES].map((value) => ({ value, words: words.say(`tool.confidence.${value || "none"}`) }));
  const confidence = chooser(view, { class: "field", id: id("confidence"), words: words.say("tool.evidence.confidence"), options, chosen: entry.confidence, change: (value) => set("", { confidence: /** @type {Evidence["confidence"]} */ (value) }) });
  const remove = h("button", { type: "button", class: "small", id: id("remove"), click: () => set("", null) }, words.say("tool.evidence.remove"), unseen(` ${item.id} ${at + 1}`));
  return h("div", { class: "fields entry", role: "group", "aria-label": words.say("tool.evidence.entry", { item: item.id, number: at + 1 }) }, field("what"), field("where"), field("owner"), field("date"), confidence, h("p", { class: "buttons" }, remove));
}

/**
 * Who decided, and when, for levels that rest on a decision.
 * @param {View} view
 * @param {Item} item
 * @param {Answer} answer
 */
export function decision(view, item, { level, decidedBy, decidedOn }) {
  if (level === null || !view.model.decided?.includes(level)) return null;
  const { words } = view;
  const set = (/** @type {string} */ topic, /** @type {Partial<Answer>} */ part) => view.act.change(topic, (state, now) => withAnswer(state, item.id, part, now));
  return h(
    "div",
    { class: "fields decision", role: "group", "aria-label": words.say("tool.decision.title", { item: item.id }) },
    textField(view, { id: `decided-by-${item.id}`, words: words.say("tool.decision.by"), hidden: item.id, value: decidedBy, change: (value) => set(`decided-by/${item.id}`, { decidedBy: value }) }),
    textField(view, { id: `decided-on-${item.id}`, words: words.say("tool.decision.on"), hidden: item.id, value: decidedOn, type: "date", change: (value) => set(`decided-on/${item.id}`, { decidedOn: value }) }),
  );
}
