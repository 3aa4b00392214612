/** The report on one page: what management needs, cut to what fits. */
import { sides } from "../scoring/sides.js";
import { levelsAmong } from "../scoring/score.js";
import { trend } from "../scoring/trend.js";
import { spark } from "./charts-time.js";
import { h } from "./dom.js";
import { strengthLists } from "./findings.js";
import { keyFigures } from "./key-figures.js";
import { itemOf, statement } from "./parts.js";
import { planOf } from "./plan-entries.js";
import {
  modelLine,
  planTable,
  reportNotices,
  reportTitle,
  shortened,
  stepWords,
} from "./report-parts.js";
import { categoryBars, overviewFigure } from "./result-charts.js";
import { pointsOf } from "./time-points.js";

/** @typedef {import("../types.js").View} View */

// More than these do not fit on a page.
const MOST_CATEGORIES = 10;
const MOST_ENTRIES = 5;
const MOST_PROFILES = 3;
const MOST_POINTS = 3;
const MOST_SHORT = 90;
// With no more categories than these their column has room for the gaps, too, where names are cut less.
const FEW_CATEGORIES = 6;

/** @param {View} view */
export function onePage(view) {
  const { words, model, assessment, result } = view;
  const { team, date, scope } = assessment;
  const [overview, few] = [
    model.aggregation && overviewFigure(view, words.say("tool.overview.title"), false),
    result.categories.length <= FEW_CATEGORIES,
  ];
  const who = [shortened(team, MOST_SHORT), date && words.day(date)]
    .filter((part) => part !== "")
    .join(" · ");
  return [
    h(
      "div",
      { class: "report-head" },
      h("h2", { class: "report-title" }, reportTitle(view)),
      who !== "" && h("p", { class: "report-who" }, who),
      h(
        "p",
        { class: "report-model" },
        [modelLine(view), shortened(scope, MOST_SHORT)].filter((part) => part !== "").join(" · "),
      ),
    ),
    keyFigures(view, MOST_PROFILES),
    h(
      "div",
      { class: "report-pair" },
      h("div", null, overview, !few && gaps(view)),
      h("div", null, categories(view), few && gaps(view)),
    ),
    model.aggregation && h("section", null, strengthLists(view, sides(model, result, new Map()))),
    nextSteps(view),
    h(
      "div",
      { class: "report-end" },
      [statement(view), ...reportNotices(view)].flatMap((line) => [line, " "]),
    ),
  ];
}

/**
 * The categories with a bar each, and how they went over time; the lowest ones where there are too many.
 * @param {View} view
 */
function categories(view) {
  const { words, result } = view;
  const total = result.categories.length;
  const kept = new Set(
    [...result.categories].sort((a, b) => (a.mean ?? 0) - (b.mean ?? 0)).slice(0, MOST_CATEGORIES),
  );
  const more =
    total > kept.size &&
    h(
      "p",
      { class: "hint" },
      words.say("tool.report.lowestcategories", { count: kept.size, total }),
    );
  return h(
    "section",
    null,
    h("h3", null, words.say("tool.categories.title")),
    categoryBars(
      view,
      result.categories.filter((group) => kept.has(group)),
      trendColumn(view),
    ),
    more,
  );
}

/**
 * The means of the latest snapshots and of today, drawn and in figures; none where there are no snapshots or no means.
 * @param {View} view
 */
function trendColumn(view) {
  const { words, model, assessment } = view;
  if (assessment.snapshots.length === 0 || !model.aggregation) return undefined;
  const points = pointsOf(view, MOST_POINTS);
  const { categories: lines } = trend(model, points);
  const cell = (/** @type {string} */ id) => {
    const means = lines.find((line) => line.id === id)?.means ?? [];
    return h(
      "td",
      { class: "trend-cell" },
      spark(means, levelsAmong(model)),
      " ",
      means.map((mean) => words.tenths(mean)).join(" → "),
    );
  };
  // A day is not broken into two lines.
  return { head: points.map(({ label }) => label.replaceAll("-", "\u2011")).join(" → "), cell };
}

/** @param {View} view */
function gaps(view) {
  const title = "tool.report.gaps";
  const entries = planOf({
    result: view.result,
    assessment: { ...view.assessment, order: [] },
  }).slice(0, MOST_ENTRIES);
  return h(
    "section",
    null,
    h("h3", null, view.words.say(title)),
    planTable(view, title, entries, ["level", "wanted", "gap"]),
  );
}

/** @param {View} view */
function nextSteps(view) {
  const { words } = view;
  const planned = planOf(view)
    .map((entry) => ({ entry, ...stepWords(view, entry) }))
    .filter(({ entry, step }) => entry.planned !== null || step !== "");
  const lines = planned.slice(0, MOST_ENTRIES).map(({ entry, step, rest }) => {
    const text = shortened(step || words.item(itemOf(view, entry.id)).title, MOST_SHORT);
    return h(
      "li",
      null,
      h("span", { class: "item-id" }, entry.id),
      ` ${text}`,
      rest !== "" && h("span", { class: "report-rest" }, ` (${shortened(rest, MOST_SHORT)})`),
    );
  });
  return h(
    "section",
    { class: "report-steps" },
    h("h3", null, words.say("tool.report.steps")),
    lines.length > 0 ? h("ol", null, lines) : h("p", null, words.say("tool.report.nosteps")),
  );
}
