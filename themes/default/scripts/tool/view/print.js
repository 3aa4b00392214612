/** What only paper shows: a head with who, what and when, and all answers with their evidence. */
import { answerTo } from "../state/assessment.js";
import { h } from "./dom.js";
import { cell, levelMark, statement, table } from "./parts.js";
import { resultBody } from "./result.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../types.js").Item} Item
 */

/**
 * Fills in what is printed in place of the page.
 * @param {View} view
 * @param {HTMLElement} root
 */
export function showPaper(view, root) {
  const result = h("section", { class: "result" }, h("h2", null, view.words.say("tool.result.title")), resultBody(view));
  root.querySelector(".paper")?.replaceChildren(h("section", { class: "print-head" }, paperHead(view)), result, h("section", { class: "print-answers" }, paperAnswers(view)));
}

/** @param {View} view */
function paperHead(view) {
  const { words, assessment, model } = view;
  const none = words.say("tool.paper.none");
  const facts = [
    ["tool.details.team", assessment.team],
    ["tool.details.date", assessment.date === "" ? "" : words.day(assessment.date)],
    ["tool.details.scope", assessment.scope],
    ["tool.details.assessors", words.join([...assessment.assessors])],
    ["tool.paper.model", words.say("tool.paper.version", { model: words.model, version: model.version, hash: model.hash.slice(0, 12) })],
  ];
  const rows = facts.map(([key, value]) => h("div", null, h("dt", null, words.say(key ?? "")), h("dd", null, value || none)));
  return [h("p", { class: "print-title" }, words.say("tool.title", { model: words.model })), h("dl", null, rows), statement(view)];
}

/** @param {View} view */
function paperAnswers(view) {
  const { words, model } = view;
  const names = ["tool.column.item", "tool.column.level", "tool.item.evidence"].map((key) => words.say(key));
  const bodies = model.categories.map((category) => {
    const items = model.items.filter((item) => item.category === category);
    const title = h("tr", { class: "group" }, h("th", { scope: "rowgroup", colspan: 3 }, `${category} ${words.category(category)}`));
    return h("tbody", null, title, items.map((item) => paperRow(view, item, names)));
  });
  const title = words.say("tool.paper.answers");
  return [h("h2", null, title), table({ caption: title, kind: "answers", head: names, body: bodies })];
}

/**
 * @param {View} view
 * @param {Item} item
 * @param {string[]} names
 */
function paperRow(view, item, names) {
  const { words } = view;
  const { level, side, note, notApplicable } = answerTo(view.assessment, item.id);
  const texts = words.item(item);
  const reads = level === null ? null : h("span", { class: "reads" }, texts.levels[String(level)] ?? "");
  const name = h("th", { scope: "row" }, h("span", { class: "item-id" }, item.id), ` ${texts.title}`);
  return h("tr", null, name, cell(names[1] ?? "", notApplicable === null ? levelMark(view, item, level, side) : view.words.say("tool.level.notapplicable"), reads), h("td", { class: "evidence" }, [notApplicable, note].filter(Boolean).join(" / ") || "–"));
}
