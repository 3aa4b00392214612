/** The result: a sentence, the profiles, what is missing, what stands out, and the drawings with their tables. */
import { h } from "./dom.js";
import { findingsSection } from "./findings.js";
import { cell, itemLink, itemOf, levelMark, resultMark, statement, table } from "./parts.js";
import { barsSection, categorySections } from "./result-charts.js";
import { verdictsSection } from "./verdicts.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../types.js").ItemResult} ItemResult
 */

/** @type {import("../types.js").Part} */
export const resultPart = { name: "result", title: (view) => view.words.say("tool.result.title"), build: resultFrame, redraw: (view, panel) => panel.querySelector(".result")?.replaceChildren(...resultBody(view)) };

/** @param {View} view */
function resultFrame(view) {
  return [h("div", { class: "result" }), statement(view)];
}

/**
 * Everything that depends on the answers.
 * @param {View} view
 */
export function resultBody(view) {
  const sentence = wholeSentence(view);
  const parts = [h("p", { class: "lead" }, sentence), verdictsSection(view), gapsSection(view), findingsSection(view), ...categorySections(view), barsSection(view, sentence)];
  return parts.filter((part) => part !== null);
}

/** @param {View} view */
function wholeSentence(view) {
  const { words, result } = view;
  const parts = [words.say("tool.result.answered", { answered: result.answered, total: result.total })];
  if (result.notApplicable > 0) parts.push(words.say("tool.result.notapplicable", { count: result.notApplicable }));
  if (result.lowest !== null) parts.push(words.say("tool.result.lowest", { level: result.lowest, count: result.lowestItems.length }));
  if (result.targeted > 0) parts.push(words.say("tool.result.below", { count: result.gaps.length, open: result.open.length }));
  return words.sentences(parts);
}

/** @param {View} view */
function gapsSection(view) {
  const { words, result } = view;
  const title = h("h3", null, words.say("tool.gaps.title"));
  if (result.targeted === 0) return h("section", { class: "gaps" }, title, h("p", null, words.say("tool.gaps.notarget")));
  const sentence = h("p", null, gapSentence(view));
  if (result.gaps.length === 0) return h("section", { class: "gaps" }, title, sentence);
  const head = ["tool.column.item", "tool.column.level", "tool.column.target", "tool.column.gap"].map((key) => words.say(key));
  const rows = result.gaps.map((gap) => gapRow(view, gap, head));
  return h("section", { class: "gaps" }, title, sentence, table({ caption: words.say("tool.gaps.caption"), kind: "list", head, body: [h("tbody", null, rows)] }));
}

/** @param {View} view */
function gapSentence(view) {
  const { words, result } = view;
  const parts = [words.say("tool.gaps.sentence", { met: result.met, targeted: result.targeted, count: result.gaps.length })];
  const largest = result.gaps[0];
  const largestIds = result.gaps.filter((gap) => gap.gap === largest?.gap).map((gap) => gap.id);
  if (largest) parts.push(words.say("tool.gaps.largest", { gap: largest.gap ?? 0, items: words.ids(largestIds) }));
  if (result.open.length > 0) parts.push(words.say("tool.gaps.open", { count: result.open.length }));
  if (result.exempt.length > 0) parts.push(words.say("tool.gaps.exempt", { items: words.ids(result.exempt) }));
  return words.sentences(parts);
}

/**
 * @param {View} view
 * @param {ItemResult} gap
 * @param {string[]} head
 */
function gapRow(view, gap, head) {
  const item = itemOf(view, gap.id);
  const name = h("th", { scope: "row" }, itemLink(view, item));
  const missing = h("td", { class: "below", "data-column": head[3] }, String(gap.gap));
  return h("tr", null, name, cell(head[1] ?? "", resultMark(view, gap)), cell(head[2] ?? "", levelMark(view, item, gap.target, gap.side)), missing);
}
