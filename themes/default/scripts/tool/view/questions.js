/** The questions: one part a category, one group of choices an item. */
import { LIMITS, answerTo } from "../state/assessment.js";
import { stepOf } from "./charts.js";
import { h, unseen } from "./dom.js";
import { levelsOf, scaleOf } from "../score/score.js";
import { anchorOf, inLanguage, panel, progressWords } from "./parts.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../types.js").Item} Item
 */

/**
 * The parts of all categories.
 * @param {View} view
 * @returns {HTMLElement[]}
 */
export function questionPanels(view) {
  return view.model.categories.map((category) => {
    const items = view.model.items.filter((item) => item.category === category);
    const title = `${category} ${view.words.category(category)}`;
    const progress = h("p", { class: "progress-words", "data-progress": category });
    return panel(category, title, progress, items.map((item) => question(view, item)));
  });
}

/**
 * Writes the progress into the parts of all categories.
 * @param {View} view
 * @param {HTMLElement} root
 */
export function showProgress(view, root) {
  for (const group of view.result.categories) {
    const line = root.querySelector(`[data-progress="${CSS.escape(group.id)}"]`);
    if (line) line.textContent = progressWords(view, group);
  }
}

/**
 * @param {View} view
 * @param {Item} item
 */
function question(view, item) {
  const texts = view.words.item(item);
  const foreign = inLanguage(view, texts.lang);
  const official = item.name === texts.title ? null : h("span", { class: "official", lang: view.model.lang }, item.name);
  return h(
    "fieldset",
    { class: "item", id: anchorOf(item.id), disabled: view.readonly },
    h("legend", null, h("h3", null, h("span", { class: "item-id" }, item.id), " ", h("span", foreign, texts.title), " ", official)),
    h("p", { class: "ask" }, h("span", foreign, texts.description), " ", guide(view, item)),
    h("div", { class: "levels" }, levelsOf(view.model, item).map((level) => choice(view, item, level)), unanswered(view, item)),
    note(view, item),
  );
}

/**
 * @param {View} view
 * @param {Item} item
 */
function guide(view, item) {
  const { title, href } = view.words.item(item);
  if (href === "") return null;
  const rest = unseen(` ${item.id} ${title} ${view.words.say("tool.newtab")}`);
  return h("a", { class: "guide", href, target: "_blank", rel: "noreferrer" }, view.words.say("tool.item.guide"), rest);
}

/**
 * @param {View} view
 * @param {Item} item
 * @param {number} level
 */
function choice(view, item, level) {
  const texts = view.words.item(item);
  const step = stepOf(levelsOf(view.model, item), level);
  return h(
    "label",
    { class: "choice" },
    radio(view, item, level),
    h("span", { class: `chip step-${step}` }, String(level)),
    h("span", { class: "level-name" }, view.words.level(scaleOf(item), level)),
    h("span", { class: "level-text", ...inLanguage(view, texts.lang) }, texts.levels[String(level)] ?? ""),
  );
}

/**
 * The choice that takes an answer back.
 * @param {View} view
 * @param {Item} item
 */
function unanswered(view, item) {
  return h("label", { class: "choice open" }, radio(view, item, null), h("span", { class: "level-text" }, view.words.say("tool.item.open")));
}

/**
 * @param {View} view
 * @param {Item} item
 * @param {number | null} level
 */
function radio(view, item, level) {
  const name = `level-${item.id}`;
  const checked = answerTo(view.assessment, item.id).level === level;
  const value = level ?? "none";
  return h("input", { type: "radio", id: `${name}-${value}`, name, value, checked, change: () => view.act.setLevel(item.id, level) });
}

/**
 * @param {View} view
 * @param {Item} item
 */
function note(view, item) {
  const id = `note-${item.id}`;
  const text = answerTo(view.assessment, item.id).note;
  const area = h("textarea", { id, rows: 2, maxlength: LIMITS.note }, text);
  area.addEventListener("input", () => view.act.setNote(item.id, area.value));
  return h("div", { class: "note" }, h("label", { for: id }, view.words.say("tool.item.evidence"), unseen(` ${item.id}`)), area);
}
