/**
 * The form of an assessment for sharing: an allow-list. Only what is named here gets in, and of each thing only a value of
 * the kind that it must have; a field that is added to assessments later stays out until somebody names it here. Pure.
 */
import { isFields } from "../scoring/record.js";
import { modelReference, notRead, readChecked } from "./file.js";
import { fileFields, jsonText, modelWarnings } from "./json.js";
import { FileProblem, problemIn } from "./problem.js";

/**
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Assessment} Assessment
 * @typedef {import("../types.js").Result} Result
 * @typedef {import("../types.js").Fields} Fields
 */

const SHARE_FORMAT = "shirube-assessment-share";
const SHARE_VERSION = 1;
const MAX_POSITION = 60;

/**
 * @param {Model} model
 * @param {Assessment} assessment
 * @param {Result} result
 * @param {string} today
 * @returns {string}
 */
export function shareJson(model, assessment, result, today) {
  const { items: targets, level } = assessment.target;
  const known = model.items
    .map(({ id }) => /** @type {const} */ ([id, targets.get(id)]))
    .filter(([, target]) => target === "not-required" || wholeOrNull(target) !== null);
  const file = {
    format: SHARE_FORMAT,
    formatVersion: SHARE_VERSION,
    model: modelReference(model),
    month: monthOf(assessment.date) || monthOf(today),
    position: [...assessment.position.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, " ").trim()]
      .slice(0, MAX_POSITION)
      .join(""),
    answers: Object.fromEntries(model.items.flatMap((item) => sharedAnswer(item, result))),
    target: { level: wholeOrNull(level), items: Object.fromEntries(known) },
    categories: Object.fromEntries(model.categories.flatMap((id) => sharedCategory(id, result))),
  };
  return jsonText(file);
}

/**
 * @param {string} day
 */
function monthOf(day) {
  return /^\d{4}-\d{2}(?=-\d{2}$)/.exec(day)?.[0] ?? "";
}

/**
 * @param {unknown} value
 */
function wholeOrNull(value) {
  return typeof value === "number" && Number.isInteger(value) ? value : null;
}

/**
 * @param {import("../types.js").Item} item
 * @param {Result} result
 * @returns {[string, Fields][]}
 */
function sharedAnswer({ id, scales }, result) {
  return result.items
    .filter((known) => known.id === id)
    .map(({ level, side, state }) => {
      const known = scales.includes(side) ? { side } : {};
      const notApplicable = state === "not-applicable" ? { notApplicable: true } : {};
      return [id, { level: wholeOrNull(level), ...known, ...notApplicable }];
    });
}

/**
 * @param {string} id
 * @param {Result} result
 * @returns {[string, Fields][]}
 */
function sharedCategory(id, result) {
  return result.categories
    .filter((known) => known.id === id)
    .map(({ answered, counted, total, mean }) => {
      const numbers = Object.entries({ answered, counted, total, meanInTenths: mean }).map(
        ([name, value]) => [name, wholeOrNull(value)],
      );
      return [id, Object.fromEntries(numbers)];
    });
}

/**
 * Reads a shared file as an assessment that holds answers, targets and a position, and nothing else of it. Why an item does
 * not apply was not shared, so the caller says what stands in that place.
 * @param {Model} model
 * @param {string} text
 * @param {string} notShared
 * @returns {import("./file.js").Read & {month: string}}
 */
export function parseShare(model, text, notShared) {
  try {
    const file = fileFields(text, {
      format: SHARE_FORMAT,
      version: SHARE_VERSION,
      other: "tool.share.format",
    });
    const changed = modelWarnings(model, file.model);
    const month = String(file.month ?? "");
    if (!/^(\d{4}-(0[1-9]|1[0-2]))?$/.test(month))
      throw new FileProblem("tool.problem.date", { place: "month" });
    const answers = isFields(file.answers)
      ? Object.fromEntries(
          Object.entries(file.answers).map(([id, given]) => [id, answerOfShare(given, notShared)]),
        )
      : file.answers;
    const target = isFields(file.target) ? whatIsShared(file.target) : file.target;
    const { items } = isFields(target) ? target : {};
    const fields = [
      "position",
      "target.level",
      "target.items",
      ...["level", "side", "notApplicable"].map((name) => `answers.${name}`),
    ];
    const extent = {
      fields: new Set(fields),
      items: new Set([answers, items].flatMap((part) => (isFields(part) ? Object.keys(part) : []))),
      withheld: new Set([notShared]),
    };
    return {
      ...readChecked(
        model,
        { assessment: { position: file.position }, answers, target, rest: {} },
        changed,
        (path) => (path === "assessment.position" ? "position" : path),
      ),
      month,
      extent,
    };
  } catch (error) {
    return { ...notRead([problemIn(error)]), month: "" };
  }
}

/**
 * @param {Fields} target
 * @returns {Fields}
 */
function whatIsShared({ level, items }) {
  return { level, items };
}

/**
 * @param {unknown} given
 * @param {string} notShared
 */
function answerOfShare(given, notShared) {
  if (!isFields(given)) return given;
  const { level, side, notApplicable } = given;
  const isMark = typeof (notApplicable ?? false) === "boolean";
  const reason = notApplicable === true ? notShared : null;
  // What is no mark goes on as what no reason can be, and is refused.
  return { level, side, notApplicable: isMark ? reason : [] };
}
