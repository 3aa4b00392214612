/** The report on one page: what management needs, cut to what fits. */
import { levelsAmong } from "../score/score.js";
import { answerTo } from "../state/assessment.js";
import { bar } from "./charts.js";
import { h } from "./dom.js";
import { statement } from "./parts.js";
import { planOf } from "./plan.js";
import { categoryName, itemName, modelLine, reportNotices, reportTitle, shortened, stepParts, strengthWords, summaryWords, verdictWords } from "./report-parts.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../types.js").GroupResult} GroupResult
 * @typedef {import("../types.js").PlanEntry} PlanEntry
 */

// More than these do not fit on a page.
const MOST = { verdict: 300, gaps: 5, steps: 5, categories: 10, verdicts: 3, line: 40, text: 90, finding: 160 };

/** @param {View} view */
export function onePage(view) {
  const { words, assessment } = view;
  const { team, date, scope } = assessment;
  const who = [shortened(team, MOST.line), date && words.day(date)].filter((part) => part !== "").join(" · ");
  return [
    h("div", { class: "report-head" }, h("h2", { class: "report-title" }, reportTitle(view)), who !== "" && h("p", { class: "report-who" }, who), h("p", { class: "report-model" }, shortened(scope, MOST.text)), h("p", { class: "report-model" }, modelLine(view))),
    h("section", null, h("h3", null, words.say("tool.report.part.summary")), h("p", null, summaryWords(view)), strengthWords(view).map((line) => h("p", null, shortened(line, MOST.finding))), verdictList(view)),
    h("div", { class: "report-pair" }, categories(view), gaps(view)),
    nextSteps(view),
    h("div", { class: "report-end" }, statement(view), ...reportNotices(view)),
  ];
}

/** @param {View} view */
function verdictList(view) {
  const said = verdictWords(view).slice(0, MOST.verdicts);
  return said.length > 0 && h("ul", null, said.map((sentence) => h("li", null, shortened(sentence, MOST.verdict))));
}

/**
 * The categories with a bar each; the lowest ones where there are too many.
 * @param {View} view
 */
function categories(view) {
  const { words, result } = view;
  const sorted = [...result.categories].sort((a, b) => (a.mean ?? 0) - (b.mean ?? 0));
  const kept = new Set(sorted.slice(0, MOST.categories));
  const head = ["tool.column.category", "tool.column.lowest", "tool.positions.mean", "tool.report.bar"].map((key, at) => h("th", { scope: "col", class: at === 3 ? "bar-cell" : "" }, words.say(key)));
  const rows = result.categories.filter((group) => kept.has(group)).map((group) => categoryRow(view, group));
  const more = result.categories.length > rows.length && h("p", { class: "hint" }, words.say("tool.report.lowestcategories", { count: rows.length, total: result.categories.length }));
  return h("section", null, h("h3", null, words.say("tool.categories.title")), h("table", { class: "report-categories" }, h("thead", null, h("tr", null, head)), h("tbody", null, rows)), more);
}

/**
 * @param {View} view
 * @param {GroupResult} group
 */
function categoryRow(view, { id, lowest, mean }) {
  const { words, model } = view;
  const none = words.say("tool.figure.none");
  const drawing = bar(levelsAmong(model), mean === null ? null : mean / 10, null);
  return h("tr", null, h("th", { scope: "row" }, categoryName(view, id)), h("td", null, lowest === null ? none : String(lowest)), h("td", null, mean === null ? none : words.tenths(mean)), h("td", { class: "bar-cell" }, drawing));
}

/** @param {View} view */
function gaps(view) {
  const { words } = view;
  const entries = planOf({ ...view, assessment: { ...view.assessment, order: [] } }).slice(0, MOST.gaps);
  const title = h("h3", null, words.say("tool.report.gaps"));
  if (entries.length === 0) return h("section", null, title, h("p", null, words.say(view.result.targeted === 0 && view.assessment.compared.length === 0 ? "tool.report.notarget" : "tool.plan.empty")));
  const head = ["tool.column.item", "tool.whatif.now", "tool.report.wanted", "tool.column.gap"].map((key) => h("th", { scope: "col" }, words.say(key)));
  const rows = entries.map(({ id, level, wanted, gap }) => h("tr", null, h("th", { scope: "row" }, itemName(view, id)), [level, wanted, gap].map((figure) => h("td", null, String(figure)))));
  return h("section", null, title, h("table", { class: "report-figures" }, h("thead", null, h("tr", null, head)), h("tbody", null, rows)));
}

/** @param {View} view */
function nextSteps(view) {
  const { words } = view;
  const planned = planOf(view).filter(({ id, planned: level }) => level !== null || stepParts(view, id).step !== "");
  const title = h("h3", null, words.say("tool.report.steps"));
  if (planned.length === 0) return h("section", null, title, h("p", null, words.say("tool.report.nosteps")));
  return h("section", { class: "report-steps" }, title, h("ol", null, planned.slice(0, MOST.steps).map((entry) => stepLine(view, entry))));
}

/**
 * @param {View} view
 * @param {PlanEntry} entry
 */
function stepLine(view, { id, level, planned }) {
  const { words } = view;
  const { step, owner, due } = answerTo(view.assessment, id).plan;
  const levels = planned === null ? "" : words.say("tool.report.from", { from: level, to: planned });
  const rest = [levels, shortened(owner, MOST.line), due].filter((part) => part !== "");
  return h("li", null, h("span", { class: "item-id" }, id), ` ${shortened(step || view.words.item(/** @type {import("../types.js").Item} */ (view.model.items.find((item) => item.id === id))).title, MOST.text)}`, rest.length > 0 && h("span", { class: "report-rest" }, ` (${rest.join(" · ")})`));
}
