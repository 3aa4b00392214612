/** What the two kinds of report share: label, facts, sentences, verdicts, and what is planned. */
import { h } from "./dom.js";
import { itemOf } from "./parts.js";
import { verdict } from "../score/profile.js";
import { sides } from "../score/sides.js";
import { answerTo } from "../state/assessment.js";
import { comparedProfiles } from "../state/profiles.js";

/** @typedef {import("../types.js").View} View */

/** The labels of TLP 2.0, from the widest circle to the narrowest. They are the same in every language. */
export const TLP_LABELS = ["TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"];

/**
 * A label in its colour on black.
 * @param {string} label
 */
export function tlpMark(label) {
  return h("span", { class: `tlp ${label.toLowerCase().replace(/[:+]/g, "-")}`, lang: "en", translate: "no" }, label);
}

/**
 * The key of what a label means.
 * @param {string} label
 */
export function tlpMeaning(label) {
  return `tool.tlp.meaning.${label.toLowerCase().replace(/.*[:+]/, "")}`;
}

/**
 * The title of a report.
 * @param {View} view
 */
export function reportTitle({ words }) {
  return words.say("tool.title", { model: words.model });
}

/**
 * Which model, in which version, by which definition.
 * @param {View} view
 */
export function modelLine({ words, model }) {
  return words.say("tool.paper.version", { model: words.model, version: model.version, hash: model.hash.slice(0, 12) });
}

/**
 * What must be known of the model's edition, and whether this is the sample team.
 * @param {View} view
 */
export function reportNotices(view) {
  const { words, assessment } = view;
  const notice = words.notice();
  const lines = [notice && [notice.text, notice.address].filter((part) => part !== "").join(" "), assessment.sample && words.say("tool.notice.sample"), view.own !== "" && words.say("tool.own.notice", { file: view.own })];
  return lines.flatMap((line) => (line ? [h("p", { class: "report-notice" }, line)] : []));
}

/**
 * The result in sentences.
 * @param {View} view
 */
export function summaryWords(view) {
  const { words, result } = view;
  const { answered, notApplicable, total, lowest, lowestItems, targeted, met, gaps, open } = result;
  const parts = [words.say("tool.result.answered", { answered, total })];
  if (notApplicable > 0) parts.push(words.say("tool.result.notapplicable", { count: notApplicable }));
  if (lowest !== null) parts.push(words.say("tool.result.lowest", { level: lowest, count: lowestItems.length }));
  if (targeted > 0) parts.push(words.say("tool.gaps.sentence", { met, targeted, count: gaps.length }));
  if (targeted > 0 && open.length > 0) parts.push(words.say("tool.gaps.open", { count: open.length }));
  return words.sentences(parts);
}

/**
 * What is strong and what is weak, in sentences; those of the model where it has some.
 * @param {View} view
 * @returns {string[]}
 */
export function strengthWords({ words, model, result }) {
  const { strengths, weaknesses } = sides(model, result, new Map());
  if (strengths.length === 0) return [words.say(result.answered === 0 ? "tool.report.nothing" : "tool.findings.none")];
  const sentence = (/** @type {"strong" | "weak"} */ key, /** @type {string[]} */ ids, /** @type {"high" | "low"} */ which) => {
    const mean = words.tenths(result.categories.find(({ id }) => id === ids[0])?.mean ?? 0);
    const found = ids.map((id) => words.finding(id)[which]).filter((finding) => finding !== "");
    return words.sentences([words.say(`tool.report.found.${key}`, { categories: words.join(ids.map((id) => categoryName({ words }, id))), mean }), ...found]);
  };
  return [sentence("strong", strengths, "high"), sentence("weak", weaknesses, "low")];
}

/**
 * @param {Pick<View, "words">} view
 * @param {string} id
 */
export function categoryName({ words }, id) {
  const name = words.category(id);
  return name === id ? id : `${id} ${name}`;
}

/**
 * A sentence for each profile, with whose it is.
 * @param {View} view
 */
export function verdictWords({ words, model, result, assessment }) {
  return comparedProfiles(model, assessment).map((profile) => {
    const { state, required, met, below, notApplicable, open } = verdict(model, result, profile);
    const said = words.say(`tool.report.verdict.${state.replace("-", "")}`, { profile: shortened(words.profile(profile).name, 60), required, met: met.length, below: below.length, open: open.length, notapplicable: notApplicable.length });
    return words.sentences(profile.ours ? [said, words.say("tool.profile.ours")] : [said]);
  });
}

/**
 * An item by its id and title.
 * @param {View} view
 * @param {string} id
 */
export function itemName(view, id) {
  return [h("span", { class: "item-id" }, id), ` ${view.words.item(itemOf(view, id)).title}`];
}

/**
 * The step, who takes it and until when.
 * @param {View} view
 * @param {string} id
 */
export function stepParts({ assessment, words }, id) {
  const { step, owner, due } = answerTo(assessment, id).plan;
  return { step, owner, due: due && words.day(due) };
}

/**
 * A text that is cut where it is too long for its place.
 * @param {string} text
 * @param {number} most
 */
export function shortened(text, most) {
  const signs = [...text.replace(/\s+/g, " ").trim()];
  return signs.length > most ? `${signs.slice(0, most - 1).join("")}…` : signs.join("");
}
