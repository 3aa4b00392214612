/** The result: figures and bars first, then sentences, then the drawings with their tables, what is missing and what comes first. */
import { h } from "./dom.js";
import { findingsSection } from "./findings.js";
import { heatMap } from "./heat-map.js";
import { keyFigures } from "./key-figures.js";
import { statement } from "./parts.js";
import { planOf } from "./plan-entries.js";
import { roundLine } from "./previous.js";
import { planTable } from "./report-parts.js";
import {
  barsSection,
  categoryBars,
  categorySections,
  levelTable,
  meanNote,
  overviewSection,
} from "./result-charts.js";
import { verdictsSection } from "./verdicts.js";

/** @typedef {import("../types.js").View} View */

/** How many entries of the plan are shown here. */
const TEASER = 3;

/** @type {import("../types.js").Part} */
export const resultPart = {
  name: "result",
  title: (view) => view.words.say("tool.result.title"),
  build: resultFrame,
  redraw: (view, panel) => panel.querySelector(".result")?.replaceChildren(...resultBody(view)),
};

/** @param {View} view */
function resultFrame(view) {
  return [h("div", { class: "result" }), statement(view)];
}

/**
 * Everything that depends on the answers.
 * @param {View} view
 */
function resultBody(view) {
  const drawn = [
    overviewSection(view),
    heatMap(view),
    gapsSection(view),
    planTeaser(view),
    ...categorySections(view),
    barsSection(view, resultWords(view)),
  ];
  return [
    ...beginning(view),
    h("p", { class: "lead" }, resultWords(view)),
    roundLine(view),
    findingsSection(view),
    verdictsSection(view),
    ...drawn,
  ].filter((part) => part !== null);
}

/**
 * What the result begins with: key figures, and a bar a category.
 * @param {View} view
 */
export function beginning(view) {
  return [
    keyFigures(view),
    h("h3", null, view.words.say("tool.categories.title")),
    categoryBars(view, view.result.categories),
    view.model.aggregation ? h("p", { class: "hint" }, meanNote(view)) : null,
  ];
}

/**
 * The drawings with their tables, as a report shows them.
 * @param {View} view
 */
export function drawnResult(view) {
  return [
    overviewSection(view),
    heatMap(view),
    ...categorySections(view),
    barsSection(view, resultWords(view)),
  ];
}

/**
 * The result in sentences.
 * @param {View} view
 */
export function resultWords({ words, result }) {
  const parts = [
    words.say("tool.result.answered", { answered: result.answered, total: result.total }),
  ];
  if (result.notApplicable > 0)
    parts.push(words.say("tool.result.notapplicable", { count: result.notApplicable }));
  if (result.lowest !== null)
    parts.push(
      words.say("tool.result.lowest", { level: result.lowest, count: result.lowestItems.length }),
    );
  return words.sentences([...parts, ...targetWords({ words, result })]);
}

/**
 * How much of the target is reached, a sentence each.
 * @param {Pick<View, "words" | "result">} view
 */
function targetWords({ words, result: { targeted, met, gaps, open } }) {
  if (targeted === 0) return [];
  const sentence = words.say("tool.gaps.sentence", { met, targeted, count: gaps.length });
  return open.length > 0
    ? [sentence, words.say("tool.gaps.open", { count: open.length })]
    : [sentence];
}

/**
 * What comes first in the plan.
 * @param {View} view
 */
function planTeaser(view) {
  const { words } = view;
  const first = planOf(view).slice(0, TEASER);
  if (first.length === 0) return null;
  return h(
    "section",
    null,
    h("h3", null, words.say("tool.plan.first")),
    planTable(view, "tool.plan.first", first, ["level", "wanted", "step"], "list first-steps"),
    h("p", null, h("a", { href: "#part-plan" }, words.say("tool.plan.title"))),
  );
}

/** @param {View} view */
function gapsSection(view) {
  const { words, result, assessment } = view;
  const { gaps, exempt } = result;
  const parts = targetWords(view);
  const [largest] = gaps;
  if (largest)
    parts.push(
      words.say("tool.gaps.largest", {
        gap: largest.gap ?? 0,
        items: words.ids(gaps.filter(({ gap }) => gap === largest.gap).map(({ id }) => id)),
      }),
    );
  if (exempt.length > 0) parts.push(words.say("tool.gaps.exempt", { items: words.ids(exempt) }));
  return h(
    "section",
    null,
    h("h3", null, words.say("tool.gaps.title")),
    h("p", null, parts.length > 0 ? words.sentences(parts) : words.say("tool.gaps.notarget")),
    assessment.compared.length > 0 && h("p", { class: "hint" }, words.say("tool.method.target")),
    largest ? levelTable(view, words.say("tool.gaps.caption"), "list", gaps) : null,
  );
}
