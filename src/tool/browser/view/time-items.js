/** How each item went over time: a table of levels, with the last change in words. */
import { levelsOf } from "../scoring/score.js";
import { h, unseen } from "./dom.js";
import { bodiesByCategory, chip, itemLink, row, scroller, shownChooser, table } from "./parts.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../scoring/trend.js").Trend} Trend
 * @typedef {import("../scoring/trend.js").ItemTrend} ItemTrend
 */

const TREND_FILTER = "trend-filter";
const CHANGE_SIGNS = { up: "▲", down: "▼", same: "＝", unknown: "–" };

/**
 * @param {View} view
 * @param {{name: string}[]} points
 * @param {Trend} found
 * @returns {HTMLElement[]}
 */
export function itemTrends(view, points, found) {
  const { words } = view;
  const only = view.shown[TREND_FILTER] === "changed";
  const options = ["all", "changed"].map((value) => ({
    value,
    words: words.say(`tool.trend.filter.${value}`),
  }));
  const head = [
    words.say("tool.column.item"),
    ...points.map(({ name }) => name),
    words.say("tool.trend.change"),
  ];
  const bodies = bodiesByCategory(view, head.length, (item, at) => {
    const its = found.items[at];
    return its && (its.change || !only) ? trendRow(view, item, its, head) : null;
  });
  return [
    h("h3", null, words.say("tool.trend.items")),
    h("p", null, changeSentence(view, found)),
    shownChooser(view, TREND_FILTER, words.say("tool.filter.label"), options),
    scroller(
      words.say("tool.trend.items"),
      table({
        caption: words.say("tool.trend.caption"),
        kind: "compact list trend",
        head,
        body: bodies,
      }),
    ),
  ];
}

/** @param {ItemTrend} item */
function kindOf({ change }) {
  return change === null ? "unknown" : change > 0 ? "up" : change < 0 ? "down" : "same";
}

/**
 * @param {View} view
 * @param {Trend} found
 */
function changeSentence({ words }, found) {
  const count = (/** @type {string} */ kind) =>
    found.items.filter((item) => kindOf(item) === kind).length;
  return words.say("tool.trend.sentence", {
    up: count("up"),
    down: count("down"),
    same: count("same"),
    unknown: count("unknown"),
  });
}

/**
 * @param {View} view
 * @param {import("../types.js").Item} item
 * @param {ItemTrend} trend
 * @param {string[]} head
 */
function trendRow(view, item, trend, head) {
  const { words, model } = view;
  const levels = trend.levels.map((level, at) => {
    const side = trend.sides[at] ?? "";
    const sided =
      item.scales.length > 1 && level !== null
        ? h("span", { class: "hint" }, ` ${words.scale(side)}`)
        : null;
    return [
      level === null
        ? h("span", { class: "none" }, "–", unseen(words.say("tool.level.open")))
        : chip(levelsOf(model, item, side), level),
      sided,
    ];
  });
  const kind = kindOf(trend);
  const sign = h("span", { "aria-hidden": "true", class: "sign" }, CHANGE_SIGNS[kind]);
  return row(
    head,
    itemLink(view, item),
    ...levels,
    h(
      "td",
      { class: `change ${kind}`, "data-column": head.at(-1) },
      sign,
      " ",
      words.say(`tool.trend.kind.${kind}`, { count: Math.abs(trend.change ?? 0) }),
    ),
  );
}
