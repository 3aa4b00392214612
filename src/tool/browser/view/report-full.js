/** The full report: cover, summary, strengths and gaps, verdicts, plan, charts with tables, all answers, method. */
import { applicability, scaleOf } from "../scoring/score.js";
import { answerTo } from "../state/assessment.js";
import { h } from "./dom.js";
import {
  bodiesByCategory,
  evidenceWords,
  itemLink,
  levelMark,
  row,
  statement,
  table,
} from "./parts.js";
import { findingsSection } from "./findings.js";
import { planOf } from "./plan-entries.js";
import { roundLine } from "./previous.js";
import {
  modelLine,
  planTable,
  reportNotices,
  reportTitle,
  shortened,
  tlpMark,
  tlpMeaning,
} from "./report-parts.js";
import { beginning, drawnResult, resultWords } from "./result.js";
import { meanNote } from "./result-charts.js";
import { verdictsSection } from "./verdicts.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../types.js").Item} Item
 * @typedef {import("../types.js").Answer} Answer
 */

/** @param {View} view */
export function fullReport(view) {
  const { words } = view;
  const section = (
    /** @type {string} */ name,
    /** @type {(Node | null | false)[]} */ ...children
  ) =>
    h(
      "section",
      { class: `report-${name}` },
      h("h2", null, words.say(`tool.report.part.${name}`)),
      ...children,
    );
  return [
    cover(view),
    section(
      "summary",
      ...beginning(view),
      h("p", { class: "lead" }, resultWords(view)),
      roundLine(view),
      h("div", { class: "result" }, findingsSection(view), verdictsSection(view)),
    ),
    section(
      "plan",
      h("p", null, words.say("tool.report.planorder")),
      planTable(view, "tool.report.part.plan", planOf(view), [
        "level",
        "wanted",
        "priority",
        "step",
      ]),
    ),
    section("charts", h("div", { class: "result" }, drawnResult(view))),
    section("answers", ...answers(view)),
    section("method", ...method(view)),
  ];
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
  const rows = facts.map(([key = "", value]) =>
    h("div", null, h("dt", null, words.say(key)), h("dd", null, value || none)),
  );
  const label =
    tlp !== "" && h("p", { class: "report-label" }, tlpMark(tlp), ` ${words.say(tlpMeaning(tlp))}`);
  return h(
    "section",
    { class: "report-cover" },
    h("p", { class: "report-kind" }, words.say("tool.report.name")),
    h("h2", { class: "report-title" }, reportTitle(view)),
    h("p", { class: "report-who" }, shortened(team, 120) || words.say("tool.report.noteam")),
    h("dl", null, rows),
    label,
    statement(view),
    ...reportNotices(view),
  );
}

/** @param {View} view */
function answers(view) {
  const { words } = view;
  const head = ["tool.column.item", "tool.column.level", "tool.item.evidence"].map((key) =>
    words.say(key),
  );
  const bodies = bodiesByCategory(view, head.length, (item) => answerRow(view, item, head));
  return [
    table({ caption: words.say("tool.report.part.answers"), kind: "answers", head, body: bodies }),
  ];
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
  const reads =
    level === null
      ? ""
      : (words.item(item).levels[String(level)] ?? words.levelText(scaleOf(item, side), level));
  const mark =
    applicability(notApplicable) === false
      ? words.say("tool.level.notapplicable")
      : levelMark(view, item, level, side);
  const sideName =
    side !== "" && item.scales.length > 1 && h("span", { class: "reads" }, words.scale(side));
  const lines = answerLines(view, answer).map((line) => h("p", null, line));
  return row(
    head,
    itemLink(view, item),
    [mark, sideName, reads !== "" && h("span", { class: "reads" }, reads)],
    h("td", { class: "evidence" }, lines.length > 0 ? lines : "–"),
  );
}

/**
 * What was written about an item, a line each.
 * @param {View} view
 * @param {Answer} answer
 */
function answerLines(
  view,
  { notApplicable, note, evidence, decidedBy, decidedOn, shortcut, second, agreed },
) {
  const { words } = view;
  const said = (/** @type {string} */ key, /** @type {string} */ text) =>
    text === "" ? "" : words.say("tool.report.said", { label: words.say(key), text });
  return [
    said("tool.level.notapplicable", notApplicable ?? ""),
    shortcut && words.shortcut(shortcut),
    note,
    ...evidence.map((piece) => said("tool.evidence.title", evidenceWords(view, piece))),
    said(
      "tool.decision.by",
      [decidedBy, decidedOn && words.day(decidedOn)].filter((part) => part !== "").join(" · "),
    ),
    second
      ? words.say("tool.report.second", { side: words.scale(second.side), level: second.level })
      : "",
    said("tool.sheet.agreed", agreed),
  ].filter((line) => line !== "");
}

/** How the figures are made, and which of them are ours. */
const METHOD = [
  "tool.method.levels",
  "tool.method.open",
  "tool.method.target",
  "tool.verdict.rule",
  "tool.method.priority",
  "tool.method.sharing",
];

/** @param {View} view */
function method(view) {
  const { words, model } = view;
  const lines = [
    ...METHOD.map((key) => words.say(key)),
    meanNote(view),
    words.say(model.own ? "tool.own.credit" : "tool.credit.text", {
      model: words.model,
      version: model.version,
      owner: model.owner,
    }),
  ];
  return [
    h(
      "ul",
      null,
      lines.map((line) => h("li", null, line)),
    ),
  ];
}
