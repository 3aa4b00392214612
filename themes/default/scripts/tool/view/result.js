/** The result: a sentence, the profiles, what is missing, what stands out, and the drawings with their tables. */
import { h } from "./dom.js";
import { findingsSection } from "./findings.js";
import { statement } from "./parts.js";
import { barsSection, categorySections, levelTable } from "./result-charts.js";
import { verdictsSection } from "./verdicts.js";

/** @typedef {import("../types.js").View} View */

/** @type {import("../types.js").Part} */
export const resultPart = { name: "result", title: (view) => view.words.say("tool.result.title"), build: resultFrame, redraw: (view, panel) => panel.querySelector(".result")?.replaceChildren(...resultBody(view)) };

/** @param {View} view */
function resultFrame(view) {
  return [h("div", { class: "result" }), statement(view)];
}

/**
 * Everything that depends on the answers.
 * @param {View} view
 */
function resultBody(view) {
  const parts = [h("p", { class: "lead" }, resultWords(view)), verdictsSection(view), gapsSection(view), findingsSection(view), ...drawnResult(view)];
  return parts.filter((part) => part !== null);
}

/**
 * The drawings with their tables; a report shows the same.
 * @param {View} view
 */
export function drawnResult(view) {
  return [...categorySections(view), barsSection(view, resultWords(view))];
}

/**
 * The result in sentences.
 * @param {View} view
 */
export function resultWords({ words, result }) {
  const parts = [words.say("tool.result.answered", { answered: result.answered, total: result.total })];
  if (result.notApplicable > 0) parts.push(words.say("tool.result.notapplicable", { count: result.notApplicable }));
  if (result.lowest !== null) parts.push(words.say("tool.result.lowest", { level: result.lowest, count: result.lowestItems.length }));
  return words.sentences([...parts, ...targetWords({ words, result })]);
}

/**
 * How much of the target is reached, a sentence each.
 * @param {Pick<View, "words" | "result">} view
 */
function targetWords({ words, result: { targeted, met, gaps, open } }) {
  if (targeted === 0) return [];
  const sentence = words.say("tool.gaps.sentence", { met, targeted, count: gaps.length });
  return open.length > 0 ? [sentence, words.say("tool.gaps.open", { count: open.length })] : [sentence];
}

/** @param {View} view */
function gapsSection(view) {
  const { words, result } = view;
  const { gaps, exempt } = result;
  const parts = targetWords(view);
  const [largest] = gaps;
  if (largest) parts.push(words.say("tool.gaps.largest", { gap: largest.gap ?? 0, items: words.ids(gaps.filter(({ gap }) => gap === largest.gap).map(({ id }) => id)) }));
  if (exempt.length > 0) parts.push(words.say("tool.gaps.exempt", { items: words.ids(exempt) }));
  return h("section", null, h("h3", null, words.say("tool.gaps.title")), h("p", null, parts.length > 0 ? words.sentences(parts) : words.say("tool.gaps.notarget")), largest ? levelTable(view, words.say("tool.gaps.caption"), "list", gaps) : null);
}
