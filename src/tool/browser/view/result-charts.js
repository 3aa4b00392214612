/** The result drawn: means of all categories, a radar a category, a bar an item, each with its sentence and its table. */
import { chartButtons, chartFigure } from "./chart-file.js";
import { bar, barSheet, radar } from "./charts.js";
import { h, unseen } from "./dom.js";
import { levelsAmong, levelsOf } from "../scoring/score.js";
import { bodiesByCategory, itemLink, itemOf, resultMark, row, table } from "./parts.js";
import { isSided } from "./wanted-sides.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../types.js").Item} Item
 * @typedef {import("../types.js").ItemResult} ItemResult
 * @typedef {import("../types.js").GroupResult} GroupResult
 */

/** With more categories than this their means make a shape; with fewer, they stand in their table only. */
const FEW = 3;

/**
 * @param {View} view
 * @returns {(HTMLElement | null)[]}
 */
export function categorySections(view) {
  const { words, model, result } = view;
  if (isSided(model)) return [];
  return [
    h("h3", null, words.say("tool.categories.items")),
    h(
      "div",
      { class: "categories" },
      result.categories.map((group) => categorySection(view, group)),
    ),
  ];
}

/**
 * What a mean is, and which levels it leaves out.
 * @param {View} view
 */
export function meanNote({ words, model }) {
  const leftOut = model.leftOut ?? [];
  const names = leftOut.map((level) => words.level(Object.keys(model.scales)[0] ?? "", level));
  const left =
    leftOut.length > 0
      ? [
          words.say("tool.mean.leftout", {
            levels: words.join(leftOut.map(String)),
            names: words.join(names),
          }),
        ]
      : [];
  return words.sentences([words.say("tool.mean.note"), ...left]);
}

/**
 * The means of all categories; none where the model has no means.
 * @param {View} view
 */
export function overviewSection(view) {
  if (!view.model.aggregation) return null;
  const title = view.words.say("tool.overview.title");
  const figure = overviewFigure(view, title);
  return h(
    "section",
    { class: "category" },
    h("h3", null, title),
    h(
      "div",
      { class: figure.querySelector("svg") ? "pair" : "" },
      figure,
      meanTable(view, view.result.categories),
    ),
  );
}

/**
 * The radar of all categories; its sentence only, where they are few.
 * @param {View} view
 * @param {string} title
 * @param {boolean} [explained] Whether it is said how to read it.
 */
export function overviewFigure(view, title, explained = true) {
  const { words, model, result } = view;
  const levels = levelsAmong(model);
  const spokes = result.categories.map(({ id, mean }) => ({
    label: id,
    levels,
    level: mean === null ? null : mean / 10,
    target: null,
    text: words.tenths(mean),
  }));
  const sentence = overviewSentence(view);
  const drawing = model.categories.length > FEW ? radar(spokes, { title, sentence }) : null;
  return chartFigure(view, {
    id: "radar-all",
    title,
    drawing,
    caption:
      drawing && explained ? words.sentences([sentence, words.say("tool.overview.key")]) : sentence,
  });
}

/** @param {View} view */
function overviewSentence(view) {
  const { words, result } = view;
  const known = result.categories.filter(({ mean }) => mean !== null);
  if (known.length === 0) return words.say("tool.overview.none");
  const means = known.map(({ mean }) => mean ?? 0);
  const at = (/** @type {number} */ mean) =>
    words.ids(known.filter((group) => group.mean === mean).map(({ id }) => id));
  const [low, high] = [Math.min(...means), Math.max(...means)];
  return words.say("tool.overview.sentence", {
    low: words.tenths(low),
    lowest: at(low),
    high: words.tenths(high),
    highest: at(high),
  });
}

/**
 * A bar a category: its mean, or its lowest level where the model has no means.
 * @param {View} view
 * @param {GroupResult[]} groups
 * @param {{head: string, cell: (id: string) => Node}} [instead] What stands in place of the bars and the lowest level.
 */
export function categoryBars({ words, model }, groups, instead) {
  const mean = model.aggregation !== undefined;
  const keys = [
    "tool.column.category",
    ...(instead ? [] : ["tool.column.lowest"]),
    ...(mean ? ["tool.column.mean"] : []),
  ];
  const head = [
    ...keys.map((key) => words.say(key)),
    instead?.head ?? words.say(mean ? "tool.report.bar" : "tool.report.lowestbar"),
  ];
  const rows = groups.map((group) => {
    const drawn = bar(
      levelsAmong(model),
      !mean ? group.lowest : group.mean === null ? null : group.mean / 10,
      null,
    );
    const last = instead?.cell(group.id) ?? h("td", { class: "bar-cell" }, drawn);
    return row(
      head,
      `${group.id}\u00a0${words.category(group.id)}`,
      ...(instead ? [] : [String(group.lowest ?? "–")]),
      ...(mean ? [words.tenths(group.mean)] : []),
      last,
    );
  });
  return table({
    caption: words.say("tool.categories.caption"),
    kind: "compact numbers bars-by-category",
    head,
    body: [h("tbody", null, rows)],
  });
}

/**
 * @param {View} view
 * @param {GroupResult[]} groups
 */
function meanTable({ words }, groups) {
  const head = [
    "tool.column.category",
    "tool.column.mean",
    "tool.column.lowest",
    "tool.column.counted",
  ].map((key) => words.say(key));
  const rows = groups.map(({ id, mean, lowest, counted, total }) =>
    row(
      head,
      `${id}\u00a0${words.category(id)}`,
      words.tenths(mean),
      String(lowest ?? "–"),
      words.say("tool.figure.of", { answered: counted, total }),
    ),
  );
  return table({
    caption: words.say("tool.overview.table"),
    kind: "compact numbers",
    head,
    body: [h("tbody", null, rows)],
  });
}

/**
 * @param {View} view
 * @param {GroupResult} group
 */
function categorySection(view, group) {
  const { words } = view;
  const title = `${group.id} ${words.category(group.id)}`;
  const results = view.result.items.filter(
    (result) => itemOf(view, result.id).category === group.id,
  );
  const sentence = categorySentence(view, group, results);
  const spokes = results.map((result) => ({
    ...result,
    label: result.id,
    levels: levelsOf(view.model, itemOf(view, result.id), result.side),
    ...(result.state === "not-applicable" ? { text: words.say("tool.radar.na") } : {}),
  }));
  const drawing =
    spokes.length < 3
      ? null
      : radar(spokes, { title: words.say("tool.radar.title", { category: title }), sentence });
  const figure = chartFigure(view, {
    id: `radar-${group.id}`,
    title,
    drawing,
    caption: drawing ? words.sentences([sentence, words.say("tool.radar.key")]) : sentence,
  });
  return h(
    "section",
    { class: "category" },
    h("h4", null, title),
    h(
      "div",
      { class: "pair" },
      figure,
      levelTable(view, words.say("tool.radar.table", { category: title }), "compact", results),
    ),
  );
}

/**
 * @param {View} view
 * @param {GroupResult} group
 * @param {ItemResult[]} results
 */
function categorySentence(view, group, results) {
  const { words } = view;
  const parts = [
    group.lowest === null
      ? words.say("tool.category.none")
      : words.say("tool.category.sentence", {
          answered: group.answered,
          total: group.total,
          level: group.lowest,
          items: words.ids(group.lowestItems),
        }),
  ];
  if (group.notApplicable > 0)
    parts.push(words.say("tool.result.notapplicable", { count: group.notApplicable }));
  const below = results.filter((result) => (result.gap ?? 0) > 0).map((result) => result.id);
  if (below.length > 0) parts.push(words.say("tool.category.below", { items: words.ids(below) }));
  return words.sentences(parts);
}

/**
 * The level of items, what is wanted, and what is missing.
 * @param {View} view
 * @param {string} caption
 * @param {string} kind
 * @param {ItemResult[]} results
 */
export function levelTable(view, caption, kind, results) {
  const head = [
    "tool.column.item",
    "tool.column.level",
    "tool.column.target",
    "tool.column.gap",
  ].map((key) => view.words.say(key));
  const rows = results.map((result) =>
    row(
      head,
      itemLink(view, itemOf(view, result.id)),
      resultMark(view, result),
      String(result.target ?? "–"),
      h("span", { class: result.gap ? "below" : null }, String(result.gap ?? "–")),
    ),
  );
  return table({ caption, kind: `${kind} targets`, head, body: [h("tbody", null, rows)] });
}

/**
 * @param {View} view
 * @param {string} sentence What the bars show as a whole.
 */
export function barsSection(view, sentence) {
  const { words } = view;
  const head = ["tool.column.item", "tool.column.level", "tool.column.bar"].map((key) =>
    words.say(key),
  );
  const bodies = bodiesByCategory(view, head.length, (item, at) =>
    barRow(view, item, /** @type {ItemResult} */ (view.result.items[at]), head),
  );
  const key = h("p", null, words.sentences([sentence, words.say("tool.bars.key")]));
  const title = words.say("tool.bars.title");
  return h(
    "section",
    { class: "bars" },
    h("h3", null, title),
    key,
    chartButtons(view, {
      id: "bars",
      title,
      saved: () =>
        barSheet(
          view.result.items.map((result) => barOf(view, itemOf(view, result.id), result)),
          { title, sentence },
        ),
    }),
    sideKey(view),
    table({ caption: words.say("tool.bars.caption"), kind: "chart", head, body: bodies }),
  );
}

/**
 * What a bar shows; `bar` is which of its sides an item is on, from 0, and undefined where it has no sides.
 * @param {View} view
 * @param {Item} item
 * @param {ItemResult} result
 */
function barOf({ model }, item, result) {
  return {
    ...result,
    label: item.id,
    levels: levelsOf(model, item, result.side),
    bar: item.scales.length > 1 ? Math.max(0, item.scales.indexOf(result.side)) : undefined,
  };
}

/**
 * Which bar is which side.
 * @param {View} view
 */
function sideKey(view) {
  const { model, words } = view;
  const scales = [
    ...new Set(model.items.flatMap((item) => (item.scales.length > 1 ? item.scales : []))),
  ];
  if (scales.length === 0) return null;
  return h(
    "ul",
    { class: "side-key" },
    scales.map((scale, at) =>
      h("li", null, h("span", { class: "swatch" }, bar([0, 1], 1, null, at)), words.scale(scale)),
    ),
  );
}

/**
 * @param {View} view
 * @param {Item} item
 * @param {ItemResult} result
 * @param {string[]} head
 */
function barRow(view, item, result, head) {
  const { levels, level, target, bar: side } = barOf(view, item, result);
  const wanted =
    target === null ? null : unseen(view.words.say("tool.bars.target", { level: target }));
  return row(
    head,
    itemLink(view, item),
    resultMark(view, result),
    h("td", { class: "bar-cell" }, bar(levels, level, target, side), wanted),
  );
}
