/** What an answer rests on: evidence, and for some levels who decided, and when. */
import {
  NO_EVIDENCE,
  answerTo,
  saysNothing,
  withAnswer,
  withEvidence,
} from "../state/assessment.js";
import { LIMITS } from "../state/check.js";
import { CONFIDENCES } from "../state/parts.js";
import { h, unseen } from "./dom.js";
import { today } from "./exchange.js";
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
 * What decides which fields the evidence of an item has.
 * @param {View} view
 * @param {Item} item
 */
export function evidenceShape(view, item) {
  const { evidence } = answerTo(view.assessment, item.id);
  return [
    evidence.length,
    evidence.filter(saysNothing).length,
    draftOf(view, item),
    evidenceMissing(view, item),
  ].join();
}

/**
 * Where the page remembers the date proposed for a piece of evidence that says nothing yet: only with its first word it
 * becomes one.
 * @param {View} view
 * @param {Item} item
 * @param {number} at
 */
function draftKey({ assessment }, item, at) {
  return `evidence/${assessment.id}/${item.id}/${at}`;
}

/**
 * The date proposed for a further piece of evidence, where one is being written.
 * @param {View} view
 * @param {Item} item
 */
function draftOf(view, item) {
  return view.shown[draftKey(view, item, answerTo(view.assessment, item.id).evidence.length)];
}

/**
 * @param {View} view
 * @param {Item} item
 * @param {Answer} answer
 */
export function evidenceList(view, item, { evidence }) {
  const { words } = view;
  const [count, draft] = [evidence.length, draftOf(view, item)];
  const entries = draft === undefined ? evidence : [...evidence, { ...NO_EVIDENCE, date: draft }];
  const filled = evidence.filter((entry) => !saysNothing(entry)).length;
  const title =
    filled === 0
      ? words.say("tool.evidence.title")
      : words.say("tool.evidence.count", { count: filled });
  const add = () => {
    view.shown[draftKey(view, item, count)] ??= today();
    view.act.redraw();
    document.getElementById(`evidence-${item.id}-${count}-what`)?.focus();
  };
  return h(
    "div",
    { class: "evidence" },
    entries.length > 0 &&
      h(
        "details",
        { id: `evidence-${item.id}`, open: true },
        h("summary", null, title, unseen(` ${item.id}`)),
        entries.map((entry, at) => entryFields(view, item, entry, at)),
      ),
    h(
      "p",
      { class: "buttons" },
      h(
        "button",
        {
          type: "button",
          class: "small",
          id: `evidence-add-${item.id}`,
          disabled: count >= LIMITS.evidence,
          click: add,
        },
        words.say("tool.evidence.add"),
        unseen(` ${item.id}`),
      ),
      evidenceMissing(view, item) &&
        h(
          "span",
          { class: "warning" },
          words.say("tool.evidence.missing", { level: String(view.model.evidenceFrom) }),
        ),
    ),
  );
}

/**
 * The fields of one piece of evidence.
 * @param {View} view
 * @param {Item} item
 * @param {Evidence} entry
 * @param {number} at
 */
function entryFields(view, item, entry, at) {
  const { words } = view;
  const field = (/** @type {"what" | "where" | "owner" | "date"} */ name) =>
    textField(view, {
      id: fieldId(item, at, name),
      words: words.say(`tool.evidence.field.${name}`),
      hidden: `${item.id} ${at + 1}`,
      value: entry[name],
      type: name === "date" ? "date" : "text",
      change: (value) => changeEntry(view, item, at, fieldId(item, at, name), { [name]: value }),
    });
  const label = words.say("tool.evidence.entry", { item: item.id, number: at + 1 });
  return h(
    "div",
    { class: "fields entry", role: "group", "aria-label": label },
    field("what"),
    field("where"),
    field("owner"),
    field("date"),
    confidenceChoice(view, item, entry, at),
    h("p", { class: "buttons" }, removeEntryButton(view, item, at)),
  );
}

/**
 * @param {Item} item
 * @param {number} at
 * @param {string} name
 */
function fieldId(item, at, name) {
  return `evidence-${item.id}-${at}-${name}`;
}

/**
 * @param {View} view
 * @param {Item} item
 * @param {number} at
 * @param {string} topic
 * @param {Partial<Evidence>} part
 */
function changeEntry(view, item, at, topic, part) {
  const { act, shown } = view;
  const key = draftKey(view, item, at);
  act.change(topic, (state, now) => {
    const date = answerTo(state, item.id).evidence[at]?.date ?? shown[key] ?? "";
    // One whose last word is deleted is evidence no more; it stays on the page to be written anew.
    shown[key] = part.date ?? date;
    return withEvidence(state, item.id, at, { date, ...part }, now);
  });
}

/**
 * @param {View} view
 * @param {Item} item
 * @param {Evidence} entry
 * @param {number} at
 */
function confidenceChoice(view, item, { confidence }, at) {
  const { words } = view;
  const options = ["", ...CONFIDENCES].map((value) => ({
    value,
    words: words.say(`tool.confidence.${value || "none"}`),
  }));
  return chooser(view, {
    class: "field",
    id: fieldId(item, at, "confidence"),
    words: words.say("tool.evidence.confidence"),
    options,
    chosen: confidence,
    change: (value) =>
      changeEntry(view, item, at, "", {
        confidence: /** @type {Evidence["confidence"]} */ (value),
      }),
  });
}

/**
 * @param {View} view
 * @param {Item} item
 * @param {number} at
 */
function removeEntryButton(view, item, at) {
  const { words, act, shown } = view;
  const remove = () => {
    const { length } = answerTo(view.assessment, item.id).evidence;
    for (const last of [length, length - 1]) delete shown[draftKey(view, item, last)];
    act.change("", (state, now) => withEvidence(state, item.id, at, null, now));
    act.redraw();
    document.getElementById(`evidence-add-${item.id}`)?.focus();
  };
  return h(
    "button",
    { type: "button", class: "small", id: fieldId(item, at, "remove"), click: remove },
    words.say("tool.evidence.remove"),
    unseen(` ${item.id} ${at + 1}`),
  );
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
  const set = (/** @type {string} */ topic, /** @type {Partial<Answer>} */ part) =>
    view.act.change(topic, (state, now) => withAnswer(state, item.id, part, now));
  return h(
    "div",
    {
      class: "fields decision",
      role: "group",
      "aria-label": words.say("tool.decision.title", { item: item.id }),
    },
    textField(view, {
      id: `decided-by-${item.id}`,
      words: words.say("tool.decision.by"),
      hidden: item.id,
      value: decidedBy,
      change: (value) => set(`decided-by/${item.id}`, { decidedBy: value }),
    }),
    textField(view, {
      id: `decided-on-${item.id}`,
      words: words.say("tool.decision.on"),
      hidden: item.id,
      value: decidedOn,
      type: "date",
      change: (value) => set(`decided-on/${item.id}`, { decidedOn: value }),
    }),
  );
}
