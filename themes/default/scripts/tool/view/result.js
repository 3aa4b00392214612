/** The result: a sentence, the target, what is missing, a radar a category, a bar an item, each with its table. */
import { bar, radar } from "./charts.js";
import { h } from "./dom.js";
import { NOT_REQUIRED, levelsOf, scaleOf } from "../score/score.js";
import { cell, itemLink, levelMark, panel, statement, table } from "./parts.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../types.js").Item} Item
 * @typedef {import("../types.js").ItemResult} ItemResult
 * @typedef {import("../types.js").GroupResult} GroupResult
 */

/**
 * The part with the result; `resultBody` fills its inner box again after each change, so that the controls stay.
 * @param {View} view
 * @returns {HTMLElement}
 */
export function resultPanel(view) {
  const { words } = view;
  return panel(
    "result",
    words.say("tool.result.title"),
    h("div", { class: "result-summary" }),
    h("div", { class: "target no-print" }, h("h3", null, words.say("tool.target.title")), h("p", null, words.say("tool.target.help")), generalTargetField(view), ownTargets(view)),
    h("div", { class: "result-body" }),
    statement(view),
  );
}

/**
 * Draws everything that depends on the answers.
 * @param {View} view
 * @param {HTMLElement} root
 */
export function showResult(view, root) {
  root.querySelector(".result-summary")?.replaceChildren(h("p", { class: "lead" }, wholeSentence(view)));
  root.querySelector(".result-body")?.replaceChildren(gapsSection(view), ...categorySections(view), barsSection(view));
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
function generalTargetField(view) {
  const levels = [...new Set(Object.values(view.model.scales).flat())].sort((a, b) => a - b);
  const scale = Object.keys(view.model.scales)[0] ?? "";
  const options = levels.map((level) => ({ value: String(level), words: `${level} ${view.words.level(scale, level)}` }));
  const none = { value: "", words: view.words.say("tool.target.none") };
  const chosen = view.assessment.target.level;
  const change = (/** @type {string} */ value) => view.act.setTarget(value === "" ? null : Number(value));
  return chooser(view, { id: "target-all", words: view.words.say("tool.target.all"), options: [none, ...options], chosen: String(chosen ?? ""), change });
}

/** @param {View} view */
function ownTargets(view) {
  const rows = view.model.items.map((item) => ownTargetField(view, item));
  return h("details", { class: "own-targets", id: "own-targets" }, h("summary", null, view.words.say("tool.target.own")), h("div", { class: "own-list" }, rows));
}

/**
 * @param {View} view
 * @param {Item} item
 */
function ownTargetField(view, item) {
  const { words } = view;
  const levels = levelsOf(view.model, item).map((level) => ({ value: String(level), words: `${level} ${words.level(scaleOf(item), level)}` }));
  const options = [
    { value: "", words: words.say("tool.target.same") },
    ...levels,
    { value: NOT_REQUIRED, words: words.say("tool.target.notrequired") },
  ];
  const chosen = String(view.assessment.target.items.get(item.id) ?? "");
  const change = (/** @type {string} */ value) => view.act.setItemTarget(item.id, value === "" ? null : value === NOT_REQUIRED ? value : Number(value));
  return chooser(view, { id: `target-${item.id}`, words: `${item.id} ${words.item(item).title}`, options, chosen, change });
}

/**
 * @param {View} view
 * @param {{id: string, words: string, options: {value: string, words: string}[], chosen: string, change: (value: string) => void}} what
 */
function chooser(view, { id, words, options, chosen, change }) {
  const entries = options.map((option) => h("option", { value: option.value, selected: option.value === chosen }, option.words));
  const select = h("select", { id, disabled: view.readonly }, entries);
  select.addEventListener("change", () => change(select.value));
  return h("div", { class: "choose" }, h("label", { for: id }, words), select);
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
  return h("tr", null, name, cell(head[1] ?? "", levelMark(view, item, gap.level)), cell(head[2] ?? "", levelMark(view, item, gap.target)), missing);
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
  const spokes = results.map((result) => ({ ...result, label: result.id, levels: levelsOf(view.model, itemOf(view, result.id)) }));
  const drawing = spokes.length < 3 ? null : radar(spokes, { id: `radar-${group.id}`, title: words.say("tool.radar.title", { category: title }), sentence });
  const figure = h("figure", null, drawing, h("figcaption", null, drawing ? words.sentences([sentence, words.say("tool.radar.key")]) : sentence));
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
    return h("tr", null, h("th", { scope: "row" }, itemLink(view, item)), cell(head[1] ?? "", levelMark(view, item, result.level)), wanted);
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
  return h("section", { class: "bars" }, h("h3", null, words.say("tool.bars.title")), key, table({ caption: words.say("tool.bars.caption"), kind: "chart", head, body: bodies }));
}

/**
 * @param {View} view
 * @param {ItemResult} result
 * @param {string[]} head
 */
function barRow(view, result, head) {
  const item = itemOf(view, result.id);
  const drawing = bar(levelsOf(view.model, item), result.level, result.target);
  const target = result.target === null ? null : h("span", { class: "unseen" }, view.words.say("tool.bars.target", { level: result.target }));
  return h("tr", null, h("th", { scope: "row" }, itemLink(view, item)), cell(head[1] ?? "", levelMark(view, item, result.level)), h("td", { class: "bar-cell" }, drawing, target));
}

/**
 * @param {View} view
 * @param {string} id
 * @returns {Item}
 */
function itemOf(view, id) {
  return /** @type {Item} */ (view.model.items.find((item) => item.id === id));
}
