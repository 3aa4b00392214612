/** What each rater wrote about an item, note and evidence; the team can take the evidence into its own answer. */
import { answerTo } from "../state/assessment.js";
import { joinedEvidence, ratersEvidence, withFurtherEvidence } from "../state/evidence.js";
import { h, unseen } from "./dom.js";
import { evidenceWords, raterNumber } from "./parts.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../types.js").Evidence} Evidence
 */

/**
 * @param {View} view
 * @param {string} item
 */
export function ratersWords(view, item) {
  const { words, assessment } = view;
  const entries = assessment.ratings.flatMap(({ name, answers }, at) => {
    const { note = "", evidence = [] } = answers.get(item) ?? {};
    if (note.trim() === "" && evidence.length === 0) return [];
    return [
      h(
        "div",
        null,
        h("dt", null, raterNumber(at), " ", name),
        note.trim() !== "" && h("dd", null, note),
        evidence.length > 0 &&
          h("dd", null, pieces(view, item, evidence, { id: `take-${item}-${at}`, by: name })),
      ),
    ];
  });
  if (entries.length === 0) return null;
  const all = ratersEvidence(assessment, item);
  const together =
    all.length > 1 &&
    h(
      "p",
      { class: "buttons" },
      taking(view, item, all, { id: `take-${item}-all`, key: "tool.spread.takeall" }),
    );
  return h(
    "details",
    { id: `notes-${item}` },
    h(
      "summary",
      null,
      words.say("tool.spread.notes", { count: entries.length }),
      unseen(` ${item}`),
    ),
    h("dl", { class: "rater-notes" }, entries),
    together,
  );
}

/**
 * @param {View} view
 * @param {string} item
 * @param {readonly Evidence[]} evidence
 * @param {{id: string, by: string}} whose
 */
function pieces(view, item, evidence, { id, by }) {
  return [
    h(
      "ul",
      null,
      evidence.map((piece) => h("li", null, evidenceWords(view, piece))),
    ),
    taking(view, item, evidence, { id, key: "tool.spread.take", by }),
  ];
}

/**
 * A button that puts evidence with the team's own; words, where that has all of it.
 * @param {View} view
 * @param {string} item
 * @param {readonly Evidence[]} evidence
 * @param {{id: string, key: string, by?: string}} what
 */
function taking(view, item, evidence, { id, key, by = "" }) {
  const { words, act, assessment } = view;
  const own = answerTo(assessment, item).evidence;
  if (joinedEvidence(own, evidence) === own)
    return h("span", { class: "taken" }, words.say("tool.spread.taken"));
  const take = () => {
    act.change("", (state, now) => withFurtherEvidence(state, item, evidence, now));
    act.redraw();
    act.say(words.say("tool.spread.taken"));
    const summary = document.querySelector(`#${CSS.escape(`notes-${item}`)} summary`);
    if (summary instanceof HTMLElement) summary.focus({ preventScroll: true });
  };
  return h(
    "button",
    { type: "button", class: "small", id, disabled: view.readonly, click: take },
    words.say(key, { count: evidence.length }),
    unseen(` ${item} ${by}`),
  );
}
