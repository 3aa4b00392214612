/** The full report: cover, summary, strengths and gaps, verdicts, plan, charts with tables, all answers, method. */
import { answerTo } from "../state/assessment.js";
import { h } from "./dom.js";
import { cell, levelMark, statement, table } from "./parts.js";
import { findingsSection } from "./findings.js";
import { planOf } from "./plan.js";
import { itemName, modelLine, reportNotices, reportTitle, shortened, stepParts, summaryWords, tlpMark, tlpMeaning } from "./report-parts.js";
import { resultBody } from "./result.js";
import { meanNote } from "./result-charts.js";
import { verdictsSection } from "./verdicts.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../types.js").Item} Item
 * @typedef {import("../types.js").Answer} Answer
 * @typedef {import("../types.js").PlanEntry} PlanEntry
 */

/** @param {View} view */
export function fullReport(view) {
  const { words } = view;
  const section = (/** @type {string} */ name, /** @type {(Node | null | false)[]} */ ...children) => h("section", { class: `report-${name}` }, h("h2", null, words.say(`tool.report.part.${name}`)), ...children);
  return [
    cover(view),
    section("summary", h("p", { class: "lead" }, summaryWords(view)), h("div", { class: "result" }, findingsSection(view), verdictsSection(view))),
    section("plan", ...plan(view)),
    section("charts", h("div", { class: "result" }, chartsOf(view))),
    section("answers", ...answers(view)),
    section("method", ...method(view)),
  ];
}

/**
 * The result as the page shows it, without what the report says elsewhere.
 * @param {View} view
 */
function chartsOf(view) {
  return resultBody(view).filter((part) => !(part instanceof Element && part.matches(".lead, .gaps, .verdicts, .findings")));
}

/** @param {View} view */
function cover(view) {
  const { words, assessment } = view;
  const { team, date, scope, assessors, tlp } = assessment;
  const none = words.say("tool.paper.none");
  const facts = [
    ["tool.details.scope", scope],
    ["tool.details.date", date === "" ? "" : words.day(date)],
    ["tool.details.assessors", words.join([...assessors])],
    ["tool.paper.model", modelLine(view)],
    ["tool.report.owner", view.model.owner],
  ];
  const rows = facts.map(([key = "", value]) => h("div", null, h("dt", null, words.say(key)), h("dd", null, value || none)));
  const label = tlp !== "" && h("p", { class: "report-label" }, tlpMark(tlp), ` ${words.say(tlpMeaning(tlp))}`);
  return h("section", { class: "report-cover" }, h("p", { class: "report-kind" }, words.say("tool.report.name")), h("h2", { class: "report-title" }, reportTitle(view)), h("p", { class: "report-who" }, shortened(team, 120) || words.say("tool.report.noteam")), h("dl", null, rows), label, statement(view), ...reportNotices(view));
}

/** @param {View} view */
function plan(view) {
  const { words, assessment, result } = view;
  const entries = planOf(view);
  if (entries.length === 0) return [h("p", null, words.say(result.targeted === 0 && assessment.compared.length === 0 ? "tool.report.notarget" : "tool.plan.empty"))];
  const head = ["tool.column.item", "tool.whatif.now", "tool.report.wanted", "tool.report.priority", "tool.plan.title", "tool.report.step"].map((key) => words.say(key));
  const rows = entries.map((entry) => plannedRow(view, entry, head));
  return [h("p", null, words.say("tool.report.planorder")), table({ caption: words.say("tool.report.part.plan"), kind: "report-figures report-plan-table", head, body: [h("tbody", null, rows)] })];
}

/**
 * @param {View} view
 * @param {PlanEntry} entry
 * @param {string[]} head
 */
function plannedRow(view, { id, level, wanted, priority, planned }, head) {
  const { step, owner, due } = stepParts(view, id);
  const rest = [owner, due].filter((part) => part !== "").join(" · ");
  const figures = [level, wanted, priority, planned ?? "–"].map((figure, at) => cell(head[at + 1] ?? "", String(figure)));
  return h("tr", null, h("th", { scope: "row" }, itemName(view, id)), figures, cell(head[5] ?? "", step, rest !== "" && h("span", { class: "reads" }, rest)));
}

/** @param {View} view */
function answers(view) {
  const { words, model } = view;
  const head = ["tool.column.item", "tool.column.level", "tool.item.evidence"].map((key) => words.say(key));
  const bodies = model.categories.map((category) => {
    const items = model.items.filter((item) => item.category === category);
    const title = h("tr", { class: "group" }, h("th", { scope: "rowgroup", colspan: 3 }, `${category} ${words.category(category)}`));
    return h("tbody", null, title, items.map((item) => answerRow(view, item, head)));
  });
  return [table({ caption: words.say("tool.report.part.answers"), kind: "answers", head, body: bodies })];
}

/**
 * @param {View} view
 * @param {Item} item
 * @param {string[]} head
 */
function answerRow(view, item, head) {
  const { words } = view;
  const answer = answerTo(view.assessment, item.id);
  const { level, side, notApplicable } = answer;
  const reads = level === null ? "" : (words.item(item).levels[String(level)] ?? words.levelText(item.scales.find((scale) => scale === side) ?? item.scales[0] ?? "", level));
  const mark = notApplicable === null ? levelMark(view, item, level, side) : words.say("tool.level.notapplicable");
  const sideName = side !== "" && item.scales.length > 1 && h("span", { class: "reads" }, words.scale(side));
  const lines = answerLines(view, answer).map((line) => h("p", null, line));
  return h("tr", null, h("th", { scope: "row" }, itemName(view, item.id)), cell(head[1] ?? "", mark, sideName, reads !== "" && h("span", { class: "reads" }, reads)), h("td", { class: "evidence" }, lines.length > 0 ? lines : "–"));
}

/**
 * What was written about an item, a line each.
 * @param {View} view
 * @param {Answer} answer
 */
function answerLines({ words }, { notApplicable, note, evidence, decidedBy, decidedOn, shortcut, second, agreed }) {
  const said = (/** @type {string} */ key, /** @type {string} */ text) => (text === "" ? "" : words.say("tool.report.said", { label: words.say(key), text }));
  const pieces = evidence.map(({ what, where, owner, date, confidence }) => {
    const rest = [where, owner, date && words.day(date), confidence && words.say("tool.report.confidence", { confidence: words.say(`tool.confidence.${confidence}`) })];
    return [what, ...rest].filter((part) => part !== "").join(" · ");
  });
  return [
    said("tool.level.notapplicable", notApplicable ?? ""),
    shortcut && words.shortcut(shortcut),
    note,
    ...pieces.map((piece) => said("tool.evidence.title", piece)),
    said("tool.decision.by", [decidedBy, decidedOn && words.day(decidedOn)].filter((part) => part !== "").join(" · ")),
    second ? words.say("tool.report.second", { side: words.scale(second.side), level: second.level }) : "",
    said("tool.sheet.agreed", agreed),
  ].filter((line) => line !== "");
}

/** How the figures are made, and which of them are ours. */
const METHOD = ["tool.method.levels", "tool.method.open", "tool.method.target", "tool.verdict.rule", "tool.method.priority", "tool.method.sharing"];

/** @param {View} view */
function method(view) {
  const { words, model } = view;
  const lines = [...METHOD.map((key) => words.say(key)), meanNote(view), words.say("tool.credit.text", { model: words.model, version: model.version, owner: model.owner })];
  return [h("ul", null, lines.map((line) => h("li", null, line)))];
}
