/** What the two kinds of report share: label, facts, and what is planned. */
import { answerTo } from "../state/assessment.js";
import { h } from "./dom.js";
import { itemLink, itemOf, row, table } from "./parts.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../types.js").PlanEntry} PlanEntry
 */

/** The labels of TLP 2.0, from the widest circle to the narrowest. They are the same in every language. */
export const TLP_LABELS = ["TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"];

/**
 * A label in its colour on black.
 * @param {string} label
 */
export function tlpMark(label) {
  return h(
    "span",
    { class: `tlp ${label.toLowerCase().replace(/[:+]/g, "-")}`, lang: "en", translate: "no" },
    label,
  );
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
  return words.say("tool.paper.version", {
    model: words.model,
    version: model.version,
    hash: model.hash.slice(0, 12),
  });
}

/**
 * What must be known of the model's edition, and whether this is the sample team.
 * @param {View} view
 */
export function reportNotices(view) {
  const { words, assessment } = view;
  const notice = words.notice();
  const lines = [
    notice && [notice.text, notice.address].filter((part) => part !== "").join(" "),
    assessment.sample && words.say("tool.notice.sample"),
    view.own !== "" && words.say("tool.own.notice", { file: view.own }),
  ];
  return lines.flatMap((line) => (line ? [h("p", { class: "report-notice" }, line)] : []));
}

const FIGURE_KEYS = {
  level: "tool.whatif.now",
  wanted: "tool.column.target",
  gap: "tool.column.gap",
  priority: "tool.report.priority",
  step: "tool.report.step",
};

/**
 * What is missing, or a sentence where nothing is.
 * @param {View} view
 * @param {string} caption
 * @param {PlanEntry[]} entries
 * @param {(keyof typeof FIGURE_KEYS)[]} columns
 * @param {string} [kind]
 */
export function planTable(view, caption, entries, columns, kind = "") {
  const { words, result, assessment } = view;
  if (entries.length === 0)
    return h(
      "p",
      null,
      words.say(
        result.targeted === 0 && assessment.compared.length === 0
          ? "tool.report.notarget"
          : "tool.plan.empty",
      ),
    );
  const head = ["tool.column.item", ...columns.map((name) => FIGURE_KEYS[name])].map((key) =>
    words.say(key),
  );
  const rows = entries.map((entry) => {
    const { step, rest } = stepWords(view, entry);
    return row(
      head,
      itemLink(view, itemOf(view, entry.id)),
      ...columns.map((name) =>
        name === "step"
          ? [step, rest !== "" && h("span", { class: "reads" }, rest)]
          : String(entry[name]),
      ),
    );
  });
  return table({
    caption: words.say(caption),
    kind: `report-figures ${kind}`,
    head,
    body: [h("tbody", null, rows)],
  });
}

/**
 * The step that is planned; and from which level to which, who takes it and until when.
 * @param {View} view
 * @param {PlanEntry} entry
 */
export function stepWords({ assessment, words }, { id, level, planned }) {
  const { step, owner, due } = answerTo(assessment, id).plan;
  const levels =
    planned === null ? "" : words.say("tool.report.from", { from: level, to: planned });
  return {
    step,
    rest: [levels, owner, due && words.day(due)].filter((part) => part !== "").join(" · "),
  };
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
