/**
 * What is printed in place of the page: the report. The label of TLP stands at the top and the bottom of every sheet. No
 * browser but Chromium prints the boxes in the margins that CSS has for this, so: two lines stay at fixed places, which
 * paper repeats on each sheet, and the head and foot of a table around everything, repeated too, keep their room free.
 */
import { h } from "./dom.js";
import { reportBody } from "./report.js";
import { reportTitle, shortened, tlpMark } from "./report-parts.js";

/** @typedef {import("../types.js").View} View */

/**
 * Fills in what is printed.
 * @param {View} view
 * @param {HTMLElement} root
 */
export function showPaper(view, root) {
  const { words, assessment } = view;
  const room = (/** @type {"thead" | "tfoot"} */ part) =>
    h(part, null, h("tr", null, h("td", { class: "paper-room" })));
  // Printing cannot be held back: the sheet itself says what it is.
  const old =
    !view.act.isCurrent(assessment) &&
    h("p", { class: "notice bad" }, words.say("tool.behind.text"));
  const sheet = h(
    "table",
    { class: "paper-sheet", role: "presentation" },
    room("thead"),
    h("tbody", null, h("tr", null, h("td", null, old, reportBody(view)))),
    room("tfoot"),
  );
  const top = running(view, "top", [shortened(assessment.team, 50), reportTitle(view)]);
  const foot = running(view, "foot", [
    words.say("tool.report.foot"),
    assessment.date && words.day(assessment.date),
  ]);
  root.querySelector(".paper")?.replaceChildren(sheet, top, foot);
}

/**
 * Takes away what was printed.
 * @param {HTMLElement} root
 */
export function clearPaper(root) {
  root.querySelector(".paper")?.replaceChildren();
}

/**
 * A line that stays at its place on each sheet.
 * @param {View} view
 * @param {"top" | "foot"} place
 * @param {string[]} parts
 */
function running({ assessment: { tlp } }, place, parts) {
  return h(
    "div",
    { class: `running running-${place}` },
    h("span", null, parts.filter(Boolean).join(" · ")),
    tlp !== "" && tlpMark(tlp),
  );
}
