/** What the chosen profiles say of the result: met or not, item by item, and never by average. */
import { verdict } from "../scoring/profile.js";
import { comparedProfiles } from "../state/profiles.js";
import { h } from "./dom.js";
import { itemLink, itemOf, levelMark } from "./parts.js";
import { profileName, profileSource } from "./profiles.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../types.js").Profile} Profile
 * @typedef {import("../types.js").Verdict} Verdict
 * @typedef {import("./dom.js").Child} Child
 */

/** @param {View} view */
export function verdictsSection(view) {
  const { words, model, assessment, result } = view;
  const chosen = comparedProfiles(model, assessment);
  const choose = h(
    "a",
    { href: "#part-target", class: "no-print" },
    words.say("tool.verdict.choose"),
  );
  const title = h("h3", null, words.say("tool.verdict.title"));
  if (chosen.length === 0)
    return h(
      "section",
      { class: "verdicts" },
      title,
      h("p", null, words.say("tool.verdict.nothing"), " ", choose),
    );
  const rule = h("p", { class: "hint" }, words.say("tool.verdict.rule"));
  return h(
    "section",
    { class: "verdicts" },
    title,
    rule,
    chosen.map((profile) => verdictOf(view, profile, verdict(model, result, profile))),
  );
}

/**
 * A verdict as a word with a mark of its own shape.
 * @param {View} view
 * @param {Verdict} said
 */
function verdictMark(view, { state }) {
  return h("span", { class: `verdict ${state}` }, view.words.say(`tool.verdict.state.${state}`));
}

/**
 * A verdict with how much is missing.
 * @param {View} view
 * @param {Verdict} said
 */
export function verdictBrief(view, said) {
  const { state, below, notApplicable, open } = said;
  const missing =
    (state === "not-met" || state === "open") &&
    h(
      "span",
      { class: "hint" },
      view.words.say("tool.whatif.left", {
        below: below.length,
        open: open.length + notApplicable.length,
      }),
    );
  return [verdictMark(view, said), " ", missing];
}

/**
 * @param {View} view
 * @param {Profile} profile
 * @param {Verdict} said
 */
function verdictOf(view, profile, said) {
  const { words } = view;
  const list = (
    /** @type {"below" | "open" | "applicable" | "exempted"} */ name,
    /** @type {Child[][]} */ entries,
  ) =>
    entries.length === 0
      ? []
      : [
          h(
            "div",
            null,
            h("dt", null, words.say(`tool.verdict.list.${name}`, { count: entries.length })),
            h(
              "dd",
              null,
              h(
                "ul",
                { class: name === "below" ? "plain" : "plain many" },
                entries.map((entry) => h("li", null, entry)),
              ),
            ),
          ),
        ];
  const link = (/** @type {string} */ id) => [itemLink(view, itemOf(view, id))];
  const below = said.below.map(({ id, level, required }) => [
    itemLink(view, itemOf(view, id)),
    " ",
    h(
      "span",
      { class: "step" },
      levelMark(view, itemOf(view, id), level, sideOf(view, id)),
      " ",
      words.say("tool.verdict.required", { level: required }),
    ),
  ]);
  const lists = [
    ...list("below", below),
    ...list("applicable", said.notApplicable.map(link)),
    ...list("open", said.open.map(link)),
    ...list("exempted", said.exempted.map(link)),
  ];
  return h(
    "div",
    { class: "verdict-of" },
    h("h4", null, profileName(view, profile), " ", verdictMark(view, said)),
    h(
      "p",
      null,
      verdictSentence(view, said),
      said.state === "none" ? [" ", profileSource(view, profile)] : null,
    ),
    lists.length > 0 && h("dl", { class: "verdict-lists" }, lists),
  );
}

/**
 * @param {View} view
 * @param {Verdict} said
 */
export function verdictSentence(view, said) {
  const { words, model } = view;
  const total = model.items.length;
  if (said.absent.length > 0)
    return words.say("tool.verdict.absent", { count: said.absent.length, total });
  if (said.state === "none") return words.say("tool.verdict.asksnothing");
  const unsourced = said.state === "unsourced" ? [words.say("tool.verdict.unsourced")] : [];
  const parts = [
    ...unsourced,
    words.say("tool.verdict.sentence", { required: said.required, met: said.met.length }),
  ];
  if (said.unknown.length > 0)
    parts.push(words.say("tool.verdict.unknown", { items: words.ids(said.unknown) }));
  return words.sentences(parts);
}

/**
 * @param {View} view
 * @param {string} id
 */
function sideOf(view, id) {
  return view.result.items.find((result) => result.id === id)?.side ?? "";
}
