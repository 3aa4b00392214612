/** The parts of the page in their order, which part an anchor is in, and a part built. */
import { dataPart } from "./data.js";
import { filesPart } from "./files-part.js";
import { listPart } from "./list.js";
import { anchorOf, panel } from "./parts.js";
import { questionParts } from "./questions.js";
import { reportPart } from "./report.js";
import { planPart } from "./plan.js";
import { resultPart } from "./result.js";
import { startPart } from "./start.js";
import { targetPart } from "./target.js";
import { timePart } from "./time.js";
import { togetherPart } from "./together.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../types.js").Part} Part
 */

/**
 * @param {View} view
 * @returns {Part[]}
 */
export function partsOf(view) {
  return [
    startPart,
    ...questionParts(view.model),
    listPart,
    targetPart,
    resultPart,
    planPart,
    togetherPart,
    timePart,
    reportPart,
    filesPart,
    dataPart,
  ];
}

/**
 * The name of the part that an anchor is in: a part's own, or that of an item's category.
 * @param {View} view
 * @param {string} anchor
 * @returns {string | undefined}
 */
export function partOf(view, anchor) {
  const item = view.model.items.find(({ id }) => anchorOf(id) === anchor);
  return item?.category ?? partsOf(view).find(({ name }) => `part-${name}` === anchor)?.name;
}

/**
 * @param {View} view
 * @param {string} name
 * @returns {HTMLElement}
 */
export function buildPanel(view, name) {
  const part = partsOf(view).find((known) => known.name === name) ?? startPart;
  const built = panel(part.name, part.title(view), ...part.build(view));
  part.update?.(view, built);
  part.redraw?.(view, built);
  return built;
}
