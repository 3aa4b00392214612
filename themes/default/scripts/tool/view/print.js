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
  const room = (/** @type {"thead" | "tfoot"} */ part) => h(part, null, h("tr", null, h("td", { class: "paper-room" })));
  const sheet = h("table", { class: "paper-sheet", role: "presentation" }, room("thead"), h("tbody", null, h("tr", null, h("td", null, reportBody(view)))), room("tfoot"));
  root.querySelector(".paper")?.replaceChildren(sheet, running(view, "top"), running(view, "foot"));
}

/**
 * Takes away what was printed.
 * @param {HTMLElement} root
 */
export function clearPaper(root) {
  root.querySelector(".paper")?.replaceChildren();
}

/**
 * @param {View} view
 * @param {"top" | "foot"} place
 */
function running(view, place) {
  const { words, assessment } = view;
  const head = [shortened(assessment.team, 50), reportTitle(view)].filter((part) => part !== "").join(" · ");
  const foot = [words.say("tool.report.foot"), assessment.date && words.day(assessment.date)].filter((part) => part !== "").join(" · ");
  return h("div", { class: `running running-${place}` }, h("span", null, place === "top" ? head : foot), assessment.tlp !== "" && tlpMark(assessment.tlp));
}
