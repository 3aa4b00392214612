/**
 * The form of an assessment for sharing: an allow-list. Only what is named here gets in, and of each thing only a value of
 * the kind that it must have; a field that is added to assessments later stays out until somebody names it here. Pure.
 */
import { FieldCheck } from "./check.js";
import { fileFields } from "./json.js";
import { problemIn } from "./problem.js";
import { sideLevels } from "./table.js";

/**
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Item} Item
 * @typedef {import("../types.js").Assessment} Assessment
 * @typedef {import("../types.js").Result} Result
 * @typedef {import("../types.js").Pick} Pick
 * @typedef {import("../types.js").Fields} Fields
 * @typedef {import("../types.js").Message} Message
 *
 * @typedef {object} Share
 * @property {string} month Like 2026-04, or "".
 * @property {string} position
 * @property {{version: string, hash: string}} model
 * @property {ReadonlyMap<string, Pick>} answers
 * @property {{level: number | null, items: ReadonlyMap<string, number | "not-required">}} target
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
  const items = model.items.filter((item) => assessment.target.items.has(item.id));
  const targets = items.flatMap((item) => sharedTarget(model, item, assessment.target.items.get(item.id)));
  const file = {
    format: SHARE_FORMAT,
    formatVersion: SHARE_VERSION,
    model: { id: model.id, version: model.version, hash: model.hash },
    month: monthOf(assessment.date) || monthOf(today),
    position: assessment.position.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, " ").trim().slice(0, MAX_POSITION),
    answers: Object.fromEntries(result.items.flatMap((item) => sharedAnswer(model, item))),
    target: { level: wholeOrNull(assessment.target.level), items: Object.fromEntries(targets) },
    categories: Object.fromEntries(model.categories.flatMap((id) => sharedCategory(result, id))),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
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
 * @param {Model} model
 * @param {Item} item
 * @param {unknown} target
 * @returns {[string, number | "not-required"][]}
 */
function sharedTarget(model, item, target) {
  if (target === "not-required") return [[item.id, target]];
  return typeof target === "number" && sideLevels(model, item, "").includes(target) ? [[item.id, target]] : [];
}

/**
 * @param {Model} model
 * @param {import("../types.js").ItemResult} result
 * @returns {[string, Fields][]}
 */
function sharedAnswer(model, { id, level, side, state }) {
  const item = model.items.find((known) => known.id === id);
  if (item === undefined) return [];
  const known = item.scales.includes(side) ? { side } : {};
  const notApplicable = state === "not-applicable" ? { notApplicable: true } : {};
  return [[id, { level: wholeOrNull(level), ...known, ...notApplicable }]];
}

/**
 * @param {Result} result
 * @param {string} id
 * @returns {[string, Fields][]}
 */
function sharedCategory(result, id) {
  const group = result.categories.find((known) => known.id === id);
  if (group === undefined) return [];
  const { answered, counted, total, mean } = group;
  return [[id, { answered: wholeOrNull(answered), counted: wholeOrNull(counted), total: wholeOrNull(total), meanInTenths: wholeOrNull(mean) }]];
}

/**
 * Reads a shared file: what it says, and the same as parts of an assessment that holds answers only. Why an item does not
 * apply was not shared, so the caller says what stands in that place.
 * @param {Model} model
 * @param {string} text
 * @param {string} notShared
 * @returns {{share: Share | null, parts: {answers: Record<string, Fields>, target: Fields} | null, problems: Message[], warnings: Message[]}}
 */
export function parseShare(model, text, notShared) {
  try {
    const file = fileFields(text, { format: SHARE_FORMAT, version: SHARE_VERSION, other: "tool.share.format" });
    const check = new FieldCheck();
    const its = check.fields(file.model, "model");
    const [id, version, hash] = [check.text(its.id, "model.id"), check.text(its.version, "model.version"), check.text(its.hash, "model.hash")];
    if (id !== model.id || version !== model.version) check.problem("tool.problem.model", "model", { file: `${id} ${version}`.slice(0, 80), here: `${model.id} ${model.version}` });
    const share = readShare(model, check, file, { version, hash });
    if (check.problems.length > 0) return { share: null, parts: null, problems: check.problems, warnings: [] };
    const warnings = hash === model.hash ? [] : [{ key: "tool.warning.hash", args: {} }];
    return { share, parts: partsOfShare(share, notShared), problems: [], warnings };
  } catch (error) {
    return { share: null, parts: null, problems: [problemIn(error)], warnings: [] };
  }
}

/**
 * @param {Model} model
 * @param {FieldCheck} check
 * @param {Fields} file
 * @param {{version: string, hash: string}} its
 * @returns {Share}
 */
function readShare(model, check, file, its) {
  const items = new Map(model.items.map((item) => [item.id, item]));
  const month = check.text(file.month, "month");
  if (month !== "" && !/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) check.problem("tool.problem.date", "month");
  const answers = new Map();
  for (const [id, given] of check.entries(file.answers, "answers", 5000)) {
    const item = items.get(id);
    if (item === undefined) check.problem("tool.table.item", `answers.${id}`, { item: id.slice(0, 60) });
    else answers.set(id, sharedPick(model, item, check, given));
  }
  const target = check.fields(file.target, "target");
  const targets = new Map();
  for (const [id, wanted] of check.entries(target.items, "target.items", 5000)) {
    const item = items.get(id);
    const known = item === undefined ? [] : sharedTarget(model, item, wanted);
    if (known.length === 0) check.problem("tool.problem.level", `target.items.${id}`);
    for (const [key, level] of known) targets.set(key, level);
  }
  const level = wholeOrNull(target.level);
  if (level === null && (target.level ?? null) !== null) check.problem("tool.problem.level", "target.level");
  return { month, position: check.text(file.position, "position"), model: its, answers, target: { level, items: targets } };
}

/**
 * @param {Model} model
 * @param {Item} item
 * @param {FieldCheck} check
 * @param {unknown} given
 * @returns {Pick}
 */
function sharedPick(model, item, check, given) {
  const place = `answers.${item.id}`;
  const { level = null, side = "", notApplicable = false } = check.fields(given, place);
  const known = typeof side === "string" && item.scales.includes(side) ? side : "";
  if (known !== side) check.problem("tool.table.side", `${place}.side`);
  if (typeof notApplicable !== "boolean") check.problem("tool.problem.type", `${place}.notApplicable`);
  const valid = level === null || (typeof level === "number" && sideLevels(model, item, known).includes(level));
  if (!valid) check.problem("tool.problem.level", `${place}.level`);
  return { level: valid ? level : null, side: known, notApplicable: notApplicable === true };
}

/**
 * @param {Share} share
 * @param {string} notShared
 */
function partsOfShare({ answers, target }, notShared) {
  const given = [...answers].filter(([, { level, side, notApplicable }]) => level !== null || side !== "" || notApplicable);
  const fields = given.map(([id, { level, side, notApplicable }]) => [id, { level, side, notApplicable: notApplicable ? notShared : null }]);
  return { answers: Object.fromEntries(fields), target: { level: target.level, items: Object.fromEntries(target.items) } };
}
