/** The report: chosen here, shown as it will be printed, and printed. */
import { h } from "./dom.js";
import { chooser, shownChooser } from "./parts.js";
import { fullReport } from "./report-full.js";
import { onePage } from "./report-page.js";
import { TLP_LABELS, tlpMark, tlpMeaning } from "./report-parts.js";

/** @typedef {import("../types.js").View} View */

const REPORT_KIND = "report-kind";

/** @type {import("../types.js").Part} */
export const reportPart = {
  name: "report",
  title: (view) => view.words.say("tool.report.title"),
  build: reportFrame,
  redraw: (view, panel) =>
    panel.querySelector(".report-preview")?.replaceChildren(reportBody(view)),
};

/** @param {View} view */
function reportFrame(view) {
  const { words, act, assessment } = view;
  const kinds = ["full", "page"].map((value) => ({
    value,
    words: words.say(`tool.report.kind.${value}`),
  }));
  const kind = shownChooser(view, REPORT_KIND, words.say("tool.report.kind.label"), kinds);
  const labels = [
    { value: "", words: words.say("tool.tlp.none") },
    ...TLP_LABELS.map((label) => ({ value: label, words: label })),
  ];
  const setLabel = (/** @type {string} */ tlp) => {
    act.change("", (state) => ({ ...state, tlp }));
    act.redraw();
  };
  const label = chooser(view, {
    id: "report-tlp",
    words: words.say("tool.tlp.label"),
    options: labels,
    chosen: assessment.tlp,
    change: setLabel,
  });
  const meanings = TLP_LABELS.map((name) =>
    h("div", null, h("dt", null, tlpMark(name)), h("dd", null, words.say(tlpMeaning(name)))),
  );
  return [
    h("p", { class: "lead" }, words.say("tool.report.lead")),
    h("div", { class: "report-options" }, kind, label),
    h(
      "details",
      { id: "tlp-meanings" },
      h("summary", null, words.say("tool.tlp.meanings")),
      h("dl", { class: "tlp-list" }, meanings),
      h("p", { class: "hint" }, words.say("tool.tlp.note")),
    ),
    h(
      "p",
      { class: "buttons" },
      h(
        "button",
        { type: "button", class: "primary", id: "report-print", click: act.print },
        words.say("tool.report.print"),
      ),
    ),
    h("p", { class: "hint" }, words.say("tool.report.hint")),
    h("h3", { id: "report-preview-title" }, words.say("tool.report.preview")),
    h("section", {
      class: "report-preview",
      tabindex: 0,
      "aria-labelledby": "report-preview-title",
    }),
  ];
}

/**
 * The report that is chosen, as it is shown and printed.
 * @param {View} view
 */
export function reportBody(view) {
  const kind = view.shown[REPORT_KIND] === "page" ? "page" : "full";
  const report = h(
    "article",
    { class: `report report-${kind}` },
    kind === "page" ? onePage(view) : fullReport(view),
  );
  if (kind === "full") keepTogether(report);
  return report;
}

/**
 * No row stands alone at the end or the beginning of a sheet, nor does the head of a group: the first two rows and the last two
 * become bodies of their own, which are not broken.
 * @param {HTMLElement} report
 */
function keepTogether(report) {
  for (const body of report.querySelectorAll("tbody")) {
    const rows = [...body.rows];
    const some = (/** @type {HTMLTableRowElement[]} */ together) =>
      h("tbody", { class: "together" }, together);
    if (rows.length > 2) body.before(some(rows.splice(0, 2)));
    if (rows.length > 2) body.after(some(rows.splice(-2)));
    if (rows.length <= 2) body.classList.add("together");
  }
}
