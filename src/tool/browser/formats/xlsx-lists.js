/**
 * What the sheets of a worksheet have in common: their names, and the lists that dropdowns show, each in a hidden column of the
 * first sheet. Pure.
 */
import { CONFIDENCES } from "../state/parts.js";
import {
  answerWord,
  columnLetters,
  confidenceName,
  nameIn,
  patternName,
  sheetLabel,
} from "./table.js";
import { sheetRange } from "./xlsx-sheet.js";
import { STYLES } from "./xlsx-styles.js";

/**
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Texts} Texts
 * @typedef {import("../types.js").Assessment} Assessment
 * @typedef {import("../types.js").Result} Result
 * @typedef {import("./xlsx-sheet.js").SheetCell} SheetCell
 * @typedef {{model: Model, texts: Texts, lang: string, assessment: Assessment, result: Result}} ToWrite
 */

/**
 * A name that a sheet can have.
 * @param {Texts} texts
 * @param {string} key
 */
export function nameOfSheet(texts, key) {
  return sheetLabel(texts, key)
    .replace(/[[\]:*?/\\']/g, " ")
    .slice(0, 31);
}

/**
 * @param {string | number | null} value
 * @param {number} [look]
 * @param {string} [formula]
 * @returns {SheetCell}
 */
export function cellOf(value, look = STYLES.note, formula) {
  return { value: value ?? "", look, formula };
}

/**
 * The lists that dropdowns show, by what is chosen, and the hidden column of the first sheet that each is in.
 * @param {Model} model
 * @param {Texts} texts
 */
export function dropdownLists(model, texts) {
  const sides = [...new Set(model.items.flatMap((item) => item.scales))].map((side) =>
    nameIn(texts.scaleNames, side),
  );
  const patterns = (model.patterns ?? []).map(({ id }) => patternName(texts, id));
  const confidences = CONFIDENCES.map((key) => confidenceName(texts, key));
  return {
    side: { at: 4, values: sides },
    pattern: { at: 5, values: patterns },
    "evidence.confidence": { at: 6, values: confidences },
    comeBack: { at: 7, values: [answerWord(texts, "yes")] },
  };
}

/**
 * The range of a list of the first sheet.
 * @param {string} sheet
 * @param {number} at
 * @param {string[]} values
 */
export function listRange(sheet, at, values) {
  return sheetRange(sheet, `${columnLetters(at)}1:${columnLetters(at)}${values.length}`);
}
