/** The report on one page: what management needs, cut to what fits. */
import { verdict } from "../score/profile.js";
import { sides } from "../score/sides.js";
import { comparedProfiles } from "../state/profiles.js";
import { h } from "./dom.js";
import { strengthLists } from "./findings.js";
import { itemOf, statement } from "./parts.js";
import { planOf } from "./plan.js";
import { profileName } from "./profiles.js";
import { modelLine, planTable, reportNotices, reportTitle, shortened, stepWords } from "./report-parts.js";
import { meanTable } from "./result-charts.js";
import { resultWords } from "./result.js";
import { verdictBrief, verdictSentence } from "./verdicts.js";

/** @typedef {import("../types.js").View} View */

// More than these do not fit on a page.
const MOST_CATEGORIES = 10;
const MOST_ENTRIES = 5;
const MOST_PROFILES = 3;
const MOST_SHORT = 90;

/** @param {View} view */
export function onePage(view) {
  const { words, model, assessment, result } = view;
  const { team, date, scope } = assessment;
  const who = [shortened(team, MOST_SHORT), date && words.day(date)].filter((part) => part !== "").join(" · ");
  return [
    h("div", { class: "report-head" }, h("h2", { class: "report-title" }, reportTitle(view)), who !== "" && h("p", { class: "report-who" }, who), [shortened(scope, MOST_SHORT), modelLine(view)].map((line) => h("p", { class: "report-model" }, line))),
    h("section", null, h("h3", null, words.say("tool.report.part.summary")), h("p", null, resultWords(view)), strengthLists(view, sides(model, result, new Map())), verdictList(view)),
    h("div", { class: "report-pair" }, categories(view), gaps(view)),
    nextSteps(view),
    h("div", { class: "report-end" }, statement(view), ...reportNotices(view)),
  ];
}

/** @param {View} view */
function verdictList(view) {
  const { model, assessment, result } = view;
  const entries = comparedProfiles(model, assessment).slice(0, MOST_PROFILES).map((profile) => {
    const said = verdict(model, result, profile);
    return h("li", null, profileName(view, profile), " ", verdictBrief(view, said), " ", verdictSentence(view, said));
  });
  return entries.length > 0 && h("ul", null, entries);
}

/**
 * The categories with a bar each; the lowest ones where there are too many.
 * @param {View} view
 */
function categories(view) {
  const { words, result } = view;
  const total = result.categories.length;
  const kept = new Set([...result.categories].sort((a, b) => (a.mean ?? 0) - (b.mean ?? 0)).slice(0, MOST_CATEGORIES));
  const more = total > kept.size && h("p", { class: "hint" }, words.say("tool.report.lowestcategories", { count: kept.size, total }));
  return h("section", null, h("h3", null, words.say("tool.categories.title")), meanTable(view, result.categories.filter((group) => kept.has(group)), true), more);
}

/** @param {View} view */
function gaps(view) {
  const title = "tool.report.gaps";
  const entries = planOf({ ...view, assessment: { ...view.assessment, order: [] } }).slice(0, MOST_ENTRIES);
  return h("section", null, h("h3", null, view.words.say(title)), planTable(view, title, entries, ["level", "wanted", "gap"]));
}

/** @param {View} view */
function nextSteps(view) {
  const { words } = view;
  const planned = planOf(view).map((entry) => ({ entry, ...stepWords(view, entry) })).filter(({ entry, step }) => entry.planned !== null || step !== "");
  const lines = planned.slice(0, MOST_ENTRIES).map(({ entry, step, rest }) => {
    const text = shortened(step || words.item(itemOf(view, entry.id)).title, MOST_SHORT);
    return h("li", null, h("span", { class: "item-id" }, entry.id), ` ${text}`, rest !== "" && h("span", { class: "report-rest" }, ` (${shortened(rest, MOST_SHORT)})`));
  });
  return h("section", { class: "report-steps" }, h("h3", null, words.say("tool.report.steps")), lines.length > 0 ? h("ol", null, lines) : h("p", null, words.say("tool.report.nosteps")));
}
