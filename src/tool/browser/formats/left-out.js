/**
 * What a CSV file or a workbook has no place for: every field of an assessment but those of its columns and keys. It follows from the
 * shape of the values, so that a new field is told of until it has a column. Pure.
 */
import { NO_ANSWER, emptyAssessment } from "../state/assessment.js";
import { PASSED_OVER } from "../state/differences.js";
import { isSaid } from "../state/take.js";
import { csvColumns, pathOf, unusedFields, worksheetColumns } from "./table.js";
import { sheetKeys } from "./xlsx-preparation.js";

/** @typedef {import("../types.js").Model} Model */

/** What this version does not know. */
const UNKNOWN = ["kept", "rest"];

/**
 * All that somebody may have written into an assessment, as paths.
 * @param {Model} model
 */
export function fieldsWritten(model) {
  const { answers: _, target, pattern, ...state } = emptyAssessment("");
  const unused = unusedFields(model);
  const inside = (/** @type {string} */ part, /** @type {object} */ fields) =>
    Object.keys(fields).map((field) => `${part}.${field}`);
  const sides = unused.includes("side") ? ["pattern.sides"] : [];
  const patterns = (model.patterns ?? []).length === 0 ? ["pattern.current", "pattern.target"] : [];
  const without = [
    ...PASSED_OVER,
    ...sides,
    ...patterns,
    ...unused.map((field) => `answers.${field}`),
  ];
  const all = [
    ...Object.keys(state),
    ...inside("target", target),
    ...inside("pattern", pattern),
    ...inside("answers", NO_ANSWER),
  ];
  return all.filter(
    (path) => !without.includes(path) && !UNKNOWN.includes(path.replace(/^.*\./, "")),
  );
}

/**
 * What is in neither, and what is in one of them only.
 * @param {Model} model
 */
export function leftOut(model) {
  const said = (/** @type {string[]} */ paths) => (/** @type {string} */ path) =>
    isSaid({ fields: new Set(paths) }, path);
  const inTable = said(csvColumns(model).map(pathOf));
  const inWorkbook = said([
    ...worksheetColumns(model).map(pathOf),
    ...sheetKeys(model).map((key) => (key === "targetLevel" ? "target.level" : key)),
  ]);
  const fields = fieldsWritten(model);
  const where = (/** @type {boolean} */ table, /** @type {boolean} */ workbook) =>
    fields.filter((path) => inTable(path) === table && inWorkbook(path) === workbook);
  return { neither: where(false, false), csv: where(true, false), xlsx: where(false, true) };
}
