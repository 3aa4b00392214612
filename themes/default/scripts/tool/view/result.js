/** The result: a sentence, the target, what is missing, a radar a category, a bar an item, each with its table. */
import { chartButtons, chartFigure } from "./chart-file.js";
import { bar, barSheet, radar } from "./charts.js";
import { h } from "./dom.js";
import { levelsOf } from "../score/score.js";
import { cell, itemLink, itemOf, levelMark, statement, table } from "./parts.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../types.js").Item} Item
 * @typedef {import("../types.js").ItemResult} ItemResult
 * @typedef {import("../types.js").GroupResult} GroupResult
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
  return [h("p", { class: "lead" }, wholeSentence(view)), gapsSection(view), ...categorySections(view), barsSection(view)];
}

/** @param {View} view */
function wholeSentence(view) {
  const { words, result } = view;
  const parts = [words.say("tool.result.answered", { answered: result.answered, total: result.total })];
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
  return h("tr", null, name, cell(head[1] ?? "", levelMark(view, item, gap.level, gap.side)), cell(head[2] ?? "", levelMark(view, item, gap.target, gap.side)), missing);
}

/** @param {View} view */
function categorySections(view) {
  const note = h("p", { class: "hint" }, view.words.say("tool.mean.note"));
  const sections = view.result.categories.map((group) => categorySection(view, group));
  return [h("h3", null, view.words.say("tool.categories.title")), note, ...sections];
}

/**
 * @param {View} view
 * @param {GroupResult} group
 */
function categorySection(view, group) {
  const { words } = view;
  const title = `${group.id} ${words.category(group.id)}`;
  const results = view.result.items.filter((result) => itemOf(view, result.id).category === group.id);
  const sentence = categorySentence(view, group, results);
  const spokes = results.map((result) => ({ ...result, label: result.id, levels: levelsOf(view.model, itemOf(view, result.id), result.side) }));
  const drawing = spokes.length < 3 ? null : radar(spokes, { id: `radar-${group.id}`, title: words.say("tool.radar.title", { category: title }), sentence });
  const figure = chartFigure(view, { id: `radar-${group.id}`, title, drawing, caption: drawing ? words.sentences([sentence, words.say("tool.radar.key")]) : sentence });
  return h("section", { class: "category" }, h("h4", null, title), figures(view, group), h("div", { class: "pair" }, figure, levelTable(view, title, results)));
}

/**
 * @param {View} view
 * @param {GroupResult} group
 */
function figures(view, group) {
  const { words } = view;
  const none = words.say("tool.figure.none");
  const mean = group.mean === null ? none : words.tenths(group.mean);
  const pairs = [
    [words.say("tool.figure.lowest"), group.lowest === null ? none : String(group.lowest)],
    [words.say("tool.figure.mean"), mean],
    [words.say("tool.figure.answered"), words.say("tool.figure.of", { answered: group.answered, total: group.total })],
  ];
  return h("dl", { class: "figures" }, pairs.map(([term, value]) => h("div", null, h("dt", null, term ?? ""), h("dd", null, value ?? ""))));
}

/**
 * @param {View} view
 * @param {GroupResult} group
 * @param {ItemResult[]} results
 */
function categorySentence(view, group, results) {
  const { words } = view;
  if (group.lowest === null) return words.say("tool.category.none");
  const parts = [words.say("tool.category.sentence", { answered: group.answered, total: group.total, level: group.lowest, items: words.ids(group.lowestItems) })];
  const below = results.filter((result) => (result.gap ?? 0) > 0).map((result) => result.id);
  if (below.length > 0) parts.push(words.say("tool.category.below", { items: words.ids(below) }));
  return words.sentences(parts);
}

/**
 * @param {View} view
 * @param {string} title
 * @param {ItemResult[]} results
 */
function levelTable(view, title, results) {
  const head = ["tool.column.item", "tool.column.level", "tool.column.target"].map((key) => view.words.say(key));
  const rows = results.map((result) => {
    const item = itemOf(view, result.id);
    const target = result.target === null ? "–" : String(result.target);
    const below = (result.gap ?? 0) > 0;
    const wanted = h("td", { "data-column": head[2], class: below ? "below" : "" }, target);
    return h("tr", null, h("th", { scope: "row" }, itemLink(view, item)), cell(head[1] ?? "", levelMark(view, item, result.level, result.side)), wanted);
  });
  return table({ caption: view.words.say("tool.radar.table", { category: title }), kind: "compact", head, body: [h("tbody", null, rows)] });
}

/** @param {View} view */
function barsSection(view) {
  const { words, model } = view;
  const head = ["tool.column.item", "tool.column.level", "tool.column.bar"].map((key) => words.say(key));
  const bodies = model.categories.map((category) => {
    const results = view.result.items.filter((result) => itemOf(view, result.id).category === category);
    const title = h("tr", { class: "group" }, h("th", { scope: "rowgroup", colspan: 3 }, `${category} ${words.category(category)}`));
    return h("tbody", null, title, results.map((result) => barRow(view, result, head)));
  });
  const key = h("p", null, words.sentences([wholeSentence(view), words.say("tool.bars.key")]));
  const title = words.say("tool.bars.title");
  const rows = view.result.items.map((result) => ({ ...result, label: result.id, levels: levelsOf(model, itemOf(view, result.id), result.side) }));
  const buttons = chartButtons(view, { id: "bars", title, saved: () => barSheet(rows, { title, sentence: wholeSentence(view) }) });
  return h("section", { class: "bars" }, h("h3", null, title), key, buttons, table({ caption: words.say("tool.bars.caption"), kind: "chart", head, body: bodies }));
}

/**
 * @param {View} view
 * @param {ItemResult} result
 * @param {string[]} head
 */
function barRow(view, result, head) {
  const item = itemOf(view, result.id);
  const drawing = bar(levelsOf(view.model, item, result.side), result.level, result.target);
  const target = result.target === null ? null : h("span", { class: "unseen" }, view.words.say("tool.bars.target", { level: result.target }));
  return h("tr", null, h("th", { scope: "row" }, itemLink(view, item)), cell(head[1] ?? "", levelMark(view, item, result.level, result.side)), h("td", { class: "bar-cell" }, drawing, target));
}
