/**
 * Profiles: a result held against thresholds. Never by average: a high level of one item does not make up for another.
 * Where a threshold is not known nothing is said at all, because half a verdict would be read as a whole one. Pure.
 */
import { thresholdOf, unknownTo } from "./score.js";

/**
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Result} Result
 * @typedef {import("../types.js").Verdict} Verdict
 * @typedef {import("./score.js").Thresholds} Thresholds
 */

/**
 * A required item that is open, or that does not apply although the profile does not say that it may be left out, leaves the
 * verdict open, unless another item has settled it. A profile of nobody knows whom gives none: it only lists what is missing.
 * @param {Model} model
 * @param {Result} result
 * @param {Thresholds & {source?: string, ours?: boolean, exemptions?: readonly string[]}} profile
 * @returns {Verdict}
 */
export function verdict(model, result, profile) {
  const absent = model.items
    .filter((item) => thresholdOf(model, item, profile) === undefined)
    .map((item) => item.id);
  /** @type {Verdict} */
  const said = {
    state: "none",
    required: 0,
    met: [],
    below: [],
    open: [],
    notApplicable: [],
    exempted: [],
    absent,
    unknown: unknownTo(model, profile.levels.keys()),
  };
  if (absent.length > 0) return said;
  model.items.forEach((item, at) => {
    const required = thresholdOf(model, item, profile);
    const { state, level } = result.items[at] ?? { state: "open", level: null };
    if (typeof required !== "number") return;
    if (state === "not-applicable" && profile.exemptions?.includes(item.id)) {
      said.exempted.push(item.id);
      return;
    }
    said.required += 1;
    if (state === "not-applicable") said.notApplicable.push(item.id);
    else if (level === null) said.open.push(item.id);
    else if (level < required) said.below.push({ id: item.id, level, required });
    else said.met.push(item.id);
  });
  const isOpen = said.open.length + said.notApplicable.length > 0;
  const sourced = profile.ours || (profile.source ?? "").trim() !== "";
  const state = !sourced
    ? "unsourced"
    : said.below.length > 0
      ? "not-met"
      : isOpen
        ? "open"
        : "met";
  return said.required === 0 ? said : { ...said, state };
}
