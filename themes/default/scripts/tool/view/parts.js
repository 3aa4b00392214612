/** Small parts that several views share. */
import { stepOf } from "./charts.js";
import { h } from "./dom.js";
import { levelsOf, scaleOf } from "../score/score.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../types.js").Item} Item
 * @typedef {import("../types.js").GroupResult} GroupResult
 * @typedef {import("./dom.js").Child} Child
 */

/**
 * A part of the page; one is shown at a time.
 * @param {string} name
 * @param {string} title
 * @param {...(Child | Child[])} children
 * @returns {HTMLElement}
 */
export function panel(name, title, ...children) {
  const id = `part-${name}`;
  const heading = h("h2", { id: `${id}-title`, tabindex: -1 }, title);
  return h("section", { class: "panel", id, "aria-labelledby": heading.id, hidden: true }, heading, ...children);
}

/**
 * What the result is and is not.
 * @param {View} view
 */
export function statement(view) {
  return h("p", { class: "statement" }, view.words.say("tool.statement", { model: view.words.model, owner: view.model.owner }));
}

/**
 * A level as a figure on its colour, with its short name.
 * @param {View} view
 * @param {Item} item
 * @param {number | null} level
 * @returns {HTMLElement}
 */
export function levelMark(view, item, level) {
  if (level === null) return h("span", { class: "none" }, view.words.say("tool.level.open"));
  const step = stepOf(levelsOf(view.model, item), level);
  const name = h("span", { class: "level-name" }, view.words.level(scaleOf(item), level));
  return h("span", { class: "mark" }, h("span", { class: `chip step-${step}` }, String(level)), " ", name);
}

/**
 * A link to the question about an item.
 * @param {View} view
 * @param {Item} item
 */
export function itemLink(view, item) {
  const texts = view.words.item(item);
  return h("a", { href: `#${anchorOf(item.id)}` }, h("span", { class: "item-id" }, item.id), " ", h("span", inLanguage(view, texts.lang), texts.title));
}

/** @param {string} id */
export function anchorOf(id) {
  return `item-${id}`;
}

/**
 * The attributes of text that may be in another language than the page.
 * @param {View} view
 * @param {string} lang
 */
export function inLanguage(view, lang) {
  if (lang === "" || lang === view.words.language.tag) return null;
  const language = view.languages.find((known) => known.tag === lang);
  return { lang, dir: language?.dir ?? null };
}

/**
 * A table that its own box scrolls where the page is narrow.
 * @param {object} what
 * @param {string} what.caption
 * @param {string} [what.kind]
 * @param {string[]} what.head
 * @param {(Child | Child[])[]} what.body
 * @returns {HTMLElement}
 */
export function table({ caption, kind = "", head, body }) {
  const names = head.map((words) => h("th", { scope: "col" }, words));
  return h(
    "table",
    { class: kind },
    h("caption", null, caption),
    h("thead", null, h("tr", null, names)),
    ...body,
  );
}

/**
 * A cell that says on narrow pages which column it is.
 * @param {string} column
 * @param {...(Child | Child[])} children
 */
export function cell(column, ...children) {
  return h("td", { "data-column": column }, ...children);
}

/**
 * The progress of a group as words and as a bar.
 * @param {View} view
 * @param {GroupResult | import("../types.js").Result} result
 */
export function progressWords(view, result) {
  return view.words.say("tool.progress", { answered: result.answered, total: result.total });
}
