/** All items in one list: filtered, marked, and set together. */
import { levelsOf } from "../scoring/score.js";
import { answerTo, peopleToAsk, withLevel, withNotApplicable } from "../state/assessment.js";
import { ROUND_STATES } from "../state/round.js";
import { h } from "./dom.js";
import { evidenceMissing } from "./evidence.js";
import { cell, chooser, itemLink, itemOf, resultMark, table } from "./parts.js";
import { statesOf } from "./previous.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../types.js").ItemResult} ItemResult
 * @typedef {import("../types.js").Assessment} Assessment
 */

/** What can be shown, and which items that is. @type {Record<string, (view: View, result: ItemResult) => boolean>} */
const ITEM_FILTERS = {
  all: () => true,
  open: (_, { state }) => state === "open",
  below: (_, { gap }) => (gap ?? 0) > 0,
  evidence: (view, { id }) => evidenceMissing(view, itemOf(view, id)),
  notapplicable: (_, { state }) => state === "not-applicable",
  comeback: (view, { id }) => answerTo(view.assessment, id).comeBack,
};
/** What the filters that show the items to ask somebody about begin with; the name follows. */
const ASK_FILTER = "ask:";

/** What stands before the filters by what became of an answer of the last round. */
const ROUND = "round-";

/** @type {import("../types.js").Part} */
export const listPart = {
  name: "list",
  title: (view) => view.words.say("tool.list.title"),
  build: listBody,
  update: showRows,
};

/** @param {View} view */
function listBody(view) {
  const { words } = view;
  const known = Object.keys(ITEM_FILTERS).map((value) => ({
    value,
    words: words.say(`tool.filter.${value}`),
  }));
  const asked = peopleToAsk(view.assessment).map((name) => ({
    value: ASK_FILTER + name,
    words: words.say("tool.filter.ask", { name }),
  }));
  const rounds = view.assessment.previous
    ? ROUND_STATES.map((state) => ({
        value: ROUND + state,
        words: words.say(`tool.round.state.${state}`),
      }))
    : [];
  const filter = chooser(
    { ...view, readonly: false },
    {
      id: "filter",
      words: words.say("tool.filter.label"),
      options: [...known, ...rounds, ...asked],
      chosen: filterOf(view),
      change: (value) => choose(view, value),
    },
  );
  return [
    h("p", null, words.say("tool.list.help")),
    filter,
    h("p", { id: "filter-count", role: "status" }),
    bulk(view),
    h("div", { class: "list-rows" }),
  ];
}

/**
 * @param {View} view
 * @param {string} filter
 */
function choose(view, filter) {
  view.shown.filter = filter;
  view.act.redraw();
}

/**
 * The filter that is chosen: all items where it asks for what is not there any more.
 * @param {View} view
 */
function filterOf({ shown: { filter = "all" }, assessment }) {
  const isGone = filter.startsWith(ROUND)
    ? !assessment.previous
    : filter.startsWith(ASK_FILTER) &&
      !peopleToAsk(assessment).includes(filter.slice(ASK_FILTER.length));
  return isGone ? "all" : filter;
}

/**
 * Fills in the rows that the filter lets through, where they or what they say have changed.
 * @param {View} view
 * @param {HTMLElement} panel
 */
function showRows(view, panel) {
  const filter = filterOf(view);
  const states = statesOf(view);
  const chosen =
    ITEM_FILTERS[filter] ??
    ((_, { id }) =>
      [ROUND + states.get(id), ASK_FILTER + answerTo(view.assessment, id).ask.trim()].includes(
        filter,
      ));
  const results = view.result.items.filter((result) => chosen(view, result));
  panel
    .querySelector("#filter-count")
    ?.replaceChildren(
      view.words.say("tool.filter.count", { count: results.length, total: view.result.total }),
    );
  const marked = markedRows();
  const head = [
    "tool.list.mark",
    "tool.column.item",
    "tool.column.level",
    "tool.column.target",
  ].map((key) => view.words.say(key));
  const rows = results.map((result) =>
    listRow(view, result, head, marked.includes(result.id), states.get(result.id)),
  );
  const box = panel.querySelector(".list-rows");
  box?.replaceChildren(
    rows.length === 0
      ? h("p", null, view.words.say("tool.filter.empty"))
      : table({
          caption: view.words.say("tool.list.caption"),
          kind: "list",
          head,
          body: [h("tbody", null, rows)],
        }),
  );
}

/**
 * @param {View} view
 * @param {ItemResult} result
 * @param {string[]} head
 * @param {boolean} marked
 * @param {import("../state/round.js").RoundState} [since] What became of the answer of the last round.
 */
function listRow(view, result, head, marked, since) {
  const { words } = view;
  const item = itemOf(view, result.id);
  const box = h("input", {
    type: "checkbox",
    id: `mark-${item.id}`,
    value: item.id,
    checked: marked,
    disabled: view.readonly,
    "aria-label": words.say("tool.list.markone", { item: item.id }),
  });
  const missing =
    evidenceMissing(view, item) &&
    h("span", { class: "warning" }, ` ${words.say("tool.list.noevidence")}`);
  const { comeBack, ask } = answerTo(view.assessment, item.id);
  const marks = [
    comeBack && words.say("tool.sheet.comeBack"),
    ask.trim() !== "" && words.say("tool.filter.ask", { name: ask.trim() }),
  ].filter((mark) => mark !== false);
  return h(
    "tr",
    null,
    cell(head[0] ?? "", box),
    h(
      "th",
      { scope: "row" },
      itemLink(view, item),
      marks.map((mark) => h("span", { class: "todo" }, mark)),
    ),
    cell(
      head[2] ?? "",
      resultMark(view, result),
      missing,
      since && " ",
      since && h("span", { class: `became ${since}` }, words.say(`tool.round.state.${since}`)),
    ),
    h(
      "td",
      { "data-column": head[3] ?? "", class: (result.gap ?? 0) > 0 && "below" },
      result.target === null ? "–" : String(result.target),
    ),
  );
}

/**
 * What is done to all marked items at once.
 * @param {View} view
 */
function bulk(view) {
  const { words, model } = view;
  const levels = [...new Set(Object.values(model.scales).flat())].sort((a, b) => a - b);
  const options = [
    { value: "", words: words.say("tool.bulk.choose") },
    ...levels.map((level) => ({
      value: String(level),
      words: words.say("tool.bulk.level", { level }),
    })),
    { value: "open", words: words.say("tool.bulk.open") },
    { value: "na", words: words.say("tool.bulk.notapplicable") },
  ];
  const select = chooser(view, {
    id: "bulk",
    words: words.say("tool.bulk.label"),
    options,
    chosen: "",
    change: () => {},
  });
  const value = () => /** @type {HTMLSelectElement} */ (select.querySelector("select")).value;
  const apply = h(
    "button",
    {
      type: "button",
      id: "bulk-apply",
      disabled: view.readonly,
      click: () => applyTo(view, value()),
    },
    words.say("tool.bulk.apply"),
  );
  const all = h(
    "button",
    { type: "button", id: "mark-all", disabled: view.readonly, click: () => markRows(true) },
    words.say("tool.list.markall"),
  );
  const none = h(
    "button",
    { type: "button", id: "mark-none", disabled: view.readonly, click: () => markRows(false) },
    words.say("tool.list.marknone"),
  );
  return h(
    "div",
    { class: "bulk", role: "group", "aria-label": words.say("tool.bulk.title") },
    select,
    h("p", { class: "buttons" }, apply, all, none),
  );
}

/** The ids of the items that are marked. */
function markedRows() {
  return [...document.querySelectorAll(".list-rows input:checked")].map(
    (box) => /** @type {HTMLInputElement} */ (box).value,
  );
}

/** @param {boolean} on */
function markRows(on) {
  for (const box of document.querySelectorAll(".list-rows input"))
    if (box instanceof HTMLInputElement) box.checked = on;
}

/**
 * @param {View} view
 * @param {string} value
 */
function applyTo(view, value) {
  const marked = markedRows();
  if (value === "" || marked.length === 0) return view.act.say(view.words.say("tool.bulk.nothing"));
  view.act.change("", (state, now) =>
    marked.reduce((next, item) => setOne(view, next, item, value, now), state),
  );
  view.act.say(view.words.say("tool.bulk.done", { count: marked.length }));
}

/**
 * @param {View} view
 * @param {Assessment} state
 * @param {string} id
 * @param {string} value
 * @param {string} now
 * @returns {Assessment}
 */
function setOne(view, state, id, value, now) {
  if (value === "na")
    return withNotApplicable(state, id, answerTo(state, id).notApplicable ?? "", now);
  const applies = withNotApplicable(state, id, null, now);
  if (value === "open") return withLevel(applies, id, { level: null }, now);
  const item = itemOf(view, id);
  const { side } = answerTo(state, id);
  const chosen = item.scales.length > 1 ? side || (item.scales[0] ?? "") : "";
  const level = Number(value);
  return levelsOf(view.model, item, chosen).includes(level)
    ? withLevel(applies, id, { level, side: chosen }, now)
    : state;
}
