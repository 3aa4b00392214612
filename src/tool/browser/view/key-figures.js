/** The result in a few figures, before any sentence. Every figure is one that scoring has made. */
import { verdict } from "../scoring/profile.js";
import { comparedProfiles } from "../state/profiles.js";
import { h } from "./dom.js";
import { verdictBrief } from "./verdicts.js";

/** @typedef {import("../types.js").View} View */

/**
 * @param {View} view
 * @param {number} [most] Profiles.
 */
export function keyFigures(view, most = Infinity) {
  const { words, result } = view;
  const { answered, total, notApplicable, lowest, lowestItems, targeted, met, open } = result;
  const of = (/** @type {number} */ reached, /** @type {number} */ all) =>
    words.say("tool.figure.of", { answered: reached, total: all });
  const known = targeted > 0;
  return h(
    "dl",
    { class: "figures" },
    figure(
      words.say("tool.figure.answered"),
      of(answered, total),
      notApplicable > 0 && words.say("tool.result.notapplicable", { count: notApplicable }),
    ),
    figure(
      words.say("tool.figure.lowest"),
      String(lowest ?? "–"),
      lowest !== null && words.say("tool.figure.items", { count: lowestItems.length }),
    ),
    ...lowestMean(view),
    figure(
      words.say("tool.figure.targets"),
      known ? of(met, targeted) : "–",
      !known
        ? words.say("tool.report.notarget")
        : open.length > 0 && words.say("tool.gaps.open", { count: open.length }),
    ),
    ...profileFigures(view, most),
  );
}

/**
 * @param {string} name
 * @param {string} value
 * @param {string | false} note
 */
function figure(name, value, note) {
  return h(
    "div",
    null,
    h("dt", null, name),
    h("dd", null, h("b", null, value), " ", note && h("span", { class: "hint" }, note)),
  );
}

/**
 * The lowest mean with the categories that have it.
 * @param {View} view
 */
function lowestMean({ words, model, result }) {
  if (!model.aggregation) return [];
  const means = result.categories.flatMap(({ mean }) => (mean === null ? [] : [mean]));
  const lowest = means.length === 0 ? null : Math.min(...means);
  const ids = result.categories
    .filter(({ mean }) => mean !== null && mean === lowest)
    .map(({ id }) => id);
  const [only = "", ...others] = ids;
  return [
    figure(
      words.say("tool.figure.category"),
      words.tenths(lowest),
      ids.length > 0 && (others.length > 0 ? words.ids(ids) : `${only} ${words.category(only)}`),
    ),
  ];
}

/**
 * What the chosen profiles say, each in a word; the sentences below say whose they are.
 * @param {View} view
 * @param {number} most
 */
function profileFigures(view, most) {
  const { words, model, assessment, result } = view;
  const entries = comparedProfiles(model, assessment)
    .slice(0, most)
    .map((profile) =>
      h(
        "li",
        null,
        words.profile(profile).name,
        " ",
        verdictBrief(view, verdict(model, result, profile)),
      ),
    );
  return entries.length === 0
    ? []
    : [
        h(
          "div",
          { class: "wide" },
          h("dt", null, words.say("tool.verdict.title")),
          h("dd", null, h("ul", { class: "plain" }, entries)),
        ),
      ];
}
