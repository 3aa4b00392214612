/** Small parts that several views share. */
import { stepOf } from "./charts.js";
import { h, unseen } from "./dom.js";
import { levelsAmong, levelsOf, scaleOf } from "../scoring/score.js";
import { LIMITS } from "../state/check.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../types.js").Item} Item
 * @typedef {import("../types.js").GroupResult} GroupResult
 * @typedef {import("./dom.js").Child} Child
 */

/**
 * A part of the page; one is in the document at a time.
 * @param {string} name
 * @param {string} title
 * @param {...(Child | Child[])} children
 * @returns {HTMLElement}
 */
export function panel(name, title, ...children) {
  const id = `part-${name}`;
  const heading = h("h2", { id: `${id}-title`, tabindex: -1 }, title);
  return h("section", { class: "panel", id, "aria-labelledby": heading.id }, heading, ...children);
}

/**
 * What the result is and is not.
 * @param {View} view
 */
export function statement(view) {
  return h(
    "p",
    { class: "statement" },
    view.words.say(view.model.own ? "tool.own.statement" : "tool.statement", {
      model: view.words.model,
      owner: view.model.owner,
    }),
  );
}

/**
 * A level as a figure on its colour, with its short name.
 * @param {View} view
 * @param {Item} item
 * @param {number | null} level
 * @param {string} [side] The scale that the level is on, of an item that has several.
 * @returns {HTMLElement}
 */
export function levelMark(view, item, level, side = "") {
  if (level === null) return h("span", { class: "none" }, view.words.say("tool.level.open"));
  const name = h("span", { class: "level-name" }, view.words.level(scaleOf(item, side), level));
  return h("span", { class: "mark" }, chip(levelsOf(view.model, item, side), level), " ", name);
}

/**
 * A level as a figure on its colour.
 * @param {number[]} levels
 * @param {number} level
 */
export function chip(levels, level) {
  return h("span", { class: `chip step-${stepOf(levels, level)}` }, String(level));
}

/**
 * @param {View} view
 * @param {string} id
 * @returns {Item}
 */
export function itemOf(view, id) {
  return /** @type {Item} */ (view.model.items.find((item) => item.id === id));
}

/**
 * A choice from a list, with its label.
 * @param {View} view
 * @param {{id: string, words: string, options: {value: string, words: string}[], chosen: string, change: (value: string) => void, class?: string}} what
 */
export function chooser(view, { id, words, options, chosen, change, class: kind = "choose" }) {
  const entries = options.map((option) =>
    h("option", { value: option.value, selected: option.value === chosen }, option.words),
  );
  const select = h(
    "select",
    { id, disabled: view.readonly, change: ({ target }) => change(target.value) },
    entries,
  );
  return h("div", { class: kind }, h("label", { for: id }, words), select);
}

/**
 * A choice of what to show; it can be made in a page that only reads, too. Unless chosen otherwise it is the first one.
 * @param {View} view
 * @param {string} id Of the control, and of what is chosen among `view.shown`.
 * @param {string} words
 * @param {{value: string, words: string}[]} options
 */
export function shownChooser(view, id, words, options) {
  const change = (/** @type {string} */ value) => {
    view.shown[id] = value;
    view.act.redraw();
  };
  return chooser(
    { ...view, readonly: false },
    { id, words, options, chosen: view.shown[id] ?? "", change },
  );
}

/**
 * A field with its label. What is typed is one step of undo.
 * @param {View} view
 * @param {{id: string, words: string, hidden?: string, hint?: string, value: string, type?: "text" | "date" | "number", rows?: number, limit?: number, change: (value: string) => void}} what
 */
export function textField(
  view,
  { id, words, hidden, hint, value, type = "text", rows, limit = LIMITS.line, change },
) {
  const typed = (/** @type {any} */ { target }) => change(target.value);
  const about = hint ? h("p", { class: "hint", id: `hint-${id}` }, hint) : null;
  const common = {
    id,
    disabled: view.readonly,
    maxlength: type === "text" ? limit : null,
    "aria-describedby": about?.id,
    input: typed,
  };
  const input = rows
    ? h("textarea", { ...common, rows }, value)
    : h("input", {
        ...common,
        type,
        value,
        autocomplete: "off",
        min: type === "number" ? 0 : null,
      });
  return h(
    "div",
    { class: "field" },
    h("label", { for: id }, words, hidden && unseen(` ${hidden}`)),
    about,
    input,
  );
}

/**
 * The number by which an original is known on the page.
 * @param {number} at
 */
export function raterNumber(at) {
  return h("span", { class: "rater" }, String(at + 1));
}

/**
 * A piece of evidence in one line.
 * @param {View} view
 * @param {import("../types.js").Evidence} piece
 */
export function evidenceWords({ words }, { what, where, owner, date, confidence }) {
  const sure =
    confidence &&
    words.say("tool.report.confidence", { confidence: words.say(`tool.confidence.${confidence}`) });
  return [what, where, owner, date && words.day(date), sure]
    .filter((part) => part !== "")
    .join(" · ");
}

/**
 * A link to the question about an item.
 * @param {View} view
 * @param {Item} item
 */
export function itemLink(view, item) {
  const texts = view.words.item(item);
  return h(
    "a",
    { href: `#${anchorOf(item.id)}` },
    h("span", { class: "item-id" }, item.id),
    " ",
    h("span", inLanguage(view, texts.lang), texts.title),
  );
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
 * A wide table in a box of its own that can be scrolled by keyboard, too.
 * @param {string} name
 * @param {HTMLElement} content
 */
export function scroller(name, content) {
  return h("div", { class: "scroller", role: "region", tabindex: 0, "aria-label": name }, content);
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
 * A row, named by its first cell; the others say on narrow pages which column they are in. A `td` stays as it is.
 * @param {string[]} head
 * @param {Child | Child[]} name
 * @param {...(Child | Child[])} cells
 */
export function row(head, name, ...cells) {
  return h(
    "tr",
    null,
    h("th", { scope: "row" }, name),
    cells.map((child, at) =>
      child instanceof HTMLTableCellElement ? child : cell(head[at + 1] ?? "", child),
    ),
  );
}

/**
 * Rows of items under the names of their categories; a category without rows is left out.
 * @param {View} view
 * @param {number} columns
 * @param {(item: Item, at: number) => HTMLElement | null} make `at` is the item's place in the model.
 */
export function bodiesByCategory({ model, words }, columns, make) {
  const rows = model.items.map(make);
  return model.categories.flatMap((category) => {
    const its = rows.filter((_, at) => model.items[at]?.category === category);
    return its.every((made) => made === null)
      ? []
      : [
          h(
            "tbody",
            null,
            h(
              "tr",
              { class: "group" },
              h(
                "th",
                { scope: "rowgroup", colspan: columns },
                `${category} ${words.category(category)}`,
              ),
            ),
            its,
          ),
        ];
  });
}

/**
 * The progress of a group as words and as a bar.
 * @param {View} view
 * @param {GroupResult | import("../types.js").Result} result
 */
export function progressWords(view, result) {
  return view.words.say("tool.progress", {
    answered: result.answered + result.notApplicable,
    total: result.total,
  });
}

/**
 * What an item's result is: its level with the side that it is on, or why there is none.
 * @param {View} view
 * @param {import("../types.js").ItemResult} result
 * @returns {(HTMLElement | null)[]}
 */
export function resultMark(view, { id, state, level, side }) {
  if (state === "not-applicable")
    return [h("span", { class: "none" }, view.words.say("tool.level.notapplicable"))];
  return [
    side === "" ? null : h("span", { class: "side-name" }, view.words.scale(side), " "),
    levelMark(view, itemOf(view, id), level, side),
  ];
}

/**
 * The levels that can be chosen for an item whatever its side; named where there is one scale only.
 * @param {View} view
 * @param {Item} item
 */
export function levelOptions(view, item) {
  return namedLevels(
    view,
    levelsAmong(view.model, item.scales),
    item.scales.length > 1 ? "" : item.scales[0],
  );
}

/**
 * Levels as options, with their names on a scale.
 * @param {View} view
 * @param {number[]} levels
 * @param {string} [scale]
 */
export function namedLevels({ words }, levels, scale = "") {
  return levels.map((level) => ({
    value: String(level),
    words: `${level} ${words.level(scale, level)}`.trim(),
  }));
}

/**
 * Something for each item, under the names of their categories.
 * @param {View} view
 * @param {(item: Item) => HTMLElement} make
 */
export function itemsByCategory(view, make) {
  const group = (/** @type {string} */ category) => {
    const id = `group-${category}`;
    return h(
      "div",
      {
        class: "own-list",
        role: "group",
        "aria-label": `${category} ${view.words.category(category)}`,
      },
      h("h4", { "data-group": id }, `${category} ${view.words.category(category)}`),
      view.model.items.filter((item) => item.category === category).map(make),
    );
  };
  return h("div", null, view.model.categories.map(group));
}

/**
 * Details whose content is made when they are first opened: a model of 500 items has much of it.
 * @param {View} view
 * @param {{id: string, kind?: string, summary: (Node | string)[], body: () => (Child | Child[])[]}} what
 */
export function lazyDetails(view, { id, kind = "", summary, body }) {
  const open = view.shown[id] === "open";
  const details = h(
    "details",
    { id, class: kind, open },
    h("summary", null, summary),
    ...(open ? body() : []),
  );
  details.addEventListener("toggle", () => {
    view.shown[id] = details.open ? "open" : "";
    if (details.open && details.childElementCount === 1) details.append(h("div", null, ...body()));
  });
  return details;
}
