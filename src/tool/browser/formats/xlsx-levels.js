/** The sheet of a workbook that says what each level looks like for each item, and the formula that shows that of the chosen level. Pure. */
import { ownValue } from "../scoring/record.js";
import { scaleLevels } from "../scoring/score.js";
import { meaningOf, nameIn, sheetLabel, shownOf } from "./table.js";
import { sheetRange } from "./xlsx-sheet.js";
import { STYLES } from "./xlsx-styles.js";

/**
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Item} Item
 * @typedef {import("../types.js").Texts} Texts
 * @typedef {import("./xlsx-sheet.js").Sheet} Sheet
 * @typedef {{item: Item, scale: string, levels: number[], first: number}} Block The levels of an item on one of its scales; `first` is the row of the first, from 1.
 */

/**
 * All blocks, in the order of the model: each below a row that names the item.
 * @param {Model} model
 * @returns {Block[]}
 */
function levelBlocks(model) {
  let next = 3;
  return model.items.flatMap((item) =>
    item.scales.map((scale) => {
      const levels = scaleLevels(model, scale);
      const first = next;
      next += levels.length + 1;
      return { item, scale, levels, first };
    }),
  );
}

/**
 * What a level looks like for an item; what it means whatever the item, where the item has nothing of its own.
 * @param {Texts} texts
 * @param {Item} item
 * @param {string} scale
 * @param {number} level
 */
export function levelText(texts, item, scale, level) {
  return (
    ownValue(ownValue(texts.items, item.id)?.levels, String(level)) ??
    ownValue(ownValue(texts.scaleTexts, scale), String(level)) ??
    ""
  );
}

/**
 * @param {Model} model
 * @param {Texts} texts
 * @param {string} name
 * @returns {Sheet}
 */
export function levelsSheet(model, texts, name) {
  const line = (/** @type {number} */ look, /** @type {string[]} */ ...cells) => ({
    cells: cells.map((value) => ({ value, look })),
  });
  const rows = levelBlocks(model).flatMap(({ item, scale, levels }) => [
    line(
      STYLES.shown,
      item.id,
      [
        shownOf(item, texts).name,
        ...(item.scales.length > 1 ? [nameIn(texts.scaleNames, scale)] : []),
      ].join(" – "),
    ),
    ...levels.map((level) =>
      line(
        STYLES.text,
        `${level}  ${meaningOf(texts, item, scale, level)}`.trim(),
        levelText(texts, item, scale, level),
      ),
    ),
  ]);
  const head = line(STYLES.heading, sheetLabel(texts, "level"), sheetLabel(texts, "meaning"));
  return {
    name,
    rows: [head, ...rows],
    columns: [{ width: 24 }, { width: 84 }],
    freeze: "A2",
    titles: ["$1:$1"],
    dropdowns: [],
    charts: [],
  };
}

/**
 * The formula that shows the text of the level in an item's row: by its side, where it has several.
 * @param {Model} model
 * @param {Texts} texts
 * @param {Item} item
 * @param {string} sheet
 * @param {{level: string, side: string}} cells
 */
export function levelFormula(model, texts, item, sheet, { level, side }) {
  const blocks = levelBlocks(model).filter((block) => block.item === item);
  const found = blocks.map(
    ({ levels, first }) =>
      `INDEX(${sheetRange(sheet, `B${first}:B${first + levels.length - 1}`)},MATCH(${level},{${levels.join(",")}},0))`,
  );
  const sides = blocks.map(
    ({ scale }) => `"${nameIn(texts.scaleNames, scale).replaceAll('"', '""')}"`,
  );
  const text =
    found.length === 1
      ? found[0]
      : `CHOOSE(MATCH(${side},{${sides.join(",")}},0),${found.join(",")})`;
  return `IFERROR(${text}&"","")`;
}
