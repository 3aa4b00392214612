/**
 * An assessment as a workbook of four sheets: preparation, input with dropdowns, what the levels mean, and a result that is counted
 * from the input by formulas. An empty assessment gives the worksheet to fill in. Each sheet has a module of its own
 * (`xlsx-preparation.js`, `xlsx-input.js`, `xlsx-levels.js`, `xlsx-result.js`); `xlsx-package.js` makes bytes of them. Pure.
 */
import { sheetLabel } from "./table.js";
import { inputSheet } from "./xlsx-input.js";
import { levelsSheet } from "./xlsx-levels.js";
import { nameOfSheet } from "./xlsx-lists.js";
import { workbookBytes } from "./xlsx-package.js";
import { preparationSheet } from "./xlsx-preparation.js";
import { resultSheet } from "./xlsx-result.js";
import { sheetRange } from "./xlsx-sheet.js";

/** @typedef {import("./xlsx-lists.js").ToWrite} ToWrite */

/**
 * @param {ToWrite} what
 * @returns {Promise<Uint8Array>}
 */
export function worksheetBytes(what) {
  const { model, texts, lang, assessment } = what;
  const levels = nameOfSheet(texts, "levels");
  const preparation = preparationSheet(what);
  const input = inputSheet(what, preparation.name, levels);
  const general = preparation.rows.findIndex(({ cells }) => cells[0]?.value === "targetLevel") + 1;
  const sheets = [
    preparation,
    input,
    levelsSheet(model, texts, levels),
    resultSheet(what, input, sheetRange(preparation.name, `C${general}`)),
  ];
  const title = [sheetLabel(texts, "title"), texts.model, assessment.team]
    .filter((text) => text !== "")
    .join(": ");
  return workbookBytes({
    title,
    lang,
    font: sheetLabel(texts, "font"),
    mark: assessment.tlp,
    sheets,
  });
}
