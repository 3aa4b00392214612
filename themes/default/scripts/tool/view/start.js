/** The first part: what this is, and who scores what and when. */
import { LIMITS } from "../state/assessment.js";
import { h } from "./dom.js";
import { panel, statement } from "./parts.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../types.js").Detail} Detail
 */

/**
 * @param {View} view
 * @returns {HTMLElement}
 */
export function startPanel(view) {
  const { words, act, about } = view;
  const say = (/** @type {string} */ key) => words.say(key);
  return panel(
    "start",
    say("tool.start.title"),
    h("p", { class: "lead" }, words.say("tool.start.lead", { model: words.model, count: view.model.items.length })),
    h("p", null, say("tool.start.stays")),
    h("p", { class: "links" }, page(view, about.intro, "tool.start.intro"), page(view, about.scoring, "tool.start.scoring")),
    h("h3", null, say("tool.details.title")),
    h("div", { class: "fields" }, detail(view, "team"), detail(view, "date"), scopeField(view), assessorsField(view)),
    h("p", { class: "buttons" }, h("button", { type: "button", class: "primary", click: act.nextOpen }, say("tool.start.begin"))),
    statement(view),
  );
}

/**
 * @param {View} view
 * @param {string} href
 * @param {string} key
 */
function page(view, href, key) {
  return h("a", { href, target: "_blank", rel: "noreferrer" }, view.words.say(key), h("span", { class: "hint" }, ` ${view.words.say("tool.newtab")}`));
}

/**
 * @param {View} view
 * @param {"team" | "date"} name
 */
function detail(view, name) {
  const id = `detail-${name}`;
  const type = name === "date" ? "date" : "text";
  const value = view.assessment[name];
  const input = h("input", { id, type, value, maxlength: LIMITS.line, autocomplete: "off", disabled: view.readonly });
  input.addEventListener("input", () => view.act.setDetail(name, input.value));
  return h("div", { class: "field" }, h("label", { for: id }, view.words.say(`tool.details.${name}`)), input);
}

/** @param {View} view */
function scopeField(view) {
  const area = h("textarea", { id: "detail-scope", rows: 2, maxlength: LIMITS.note, disabled: view.readonly }, view.assessment.scope);
  area.addEventListener("input", () => view.act.setDetail("scope", area.value));
  return longField(view, "scope", area);
}

/** @param {View} view */
function assessorsField(view) {
  const area = h("textarea", { id: "detail-assessors", rows: 3, disabled: view.readonly }, view.assessment.assessors.join("\n"));
  area.addEventListener("input", () => view.act.setAssessors(names(area.value)));
  return longField(view, "assessors", area);
}

/**
 * @param {View} view
 * @param {string} name
 * @param {HTMLTextAreaElement} area
 */
function longField(view, name, area) {
  const hint = h("p", { class: "hint", id: `hint-${name}` }, view.words.say(`tool.hint.${name}`));
  area.setAttribute("aria-describedby", hint.id);
  return h("div", { class: "field wide" }, h("label", { for: area.id }, view.words.say(`tool.details.${name}`)), hint, area);
}

/**
 * One name a line.
 * @param {string} text
 */
function names(text) {
  const lines = text.split("\n").map((line) => line.trim().slice(0, LIMITS.line));
  return lines.filter((line) => line !== "").slice(0, LIMITS.people);
}
