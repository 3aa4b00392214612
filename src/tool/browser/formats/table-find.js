/** Where in a sheet the table of answers is: what stands in the columns is told by the headings, wherever these are. Pure. */
import { FileProblem } from "./problem.js";
import { columnLetters, comparableName, headingNames } from "./table.js";

/**
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Texts} Texts
 * @typedef {import("./cell.js").TableCell} TableCell
 * @typedef {{number: number, cells: TableCell[]}} ReadRow Cells by column; where there is none, the list has a hole.
 * @typedef {{columns: Map<string, number>, rows: ReadRow[]}} ReadTable The columns that are known, and where each is.
 */

/**
 * The table in a sheet, null where there are no headings. Those count that name the most: a row of keys may be there, too. What
 * stands above the headings is a title, unless it names an item: then a row was sorted there.
 * @param {ReadRow[]} rows
 * @param {Model} model
 * @param {Record<string, Texts>} allTexts
 * @param {string} [sheet] What stands before the place of a cell.
 * @returns {ReadTable | null}
 */
export function tableIn(rows, model, allTexts, sheet = "") {
  const names = headingNames(allTexts);
  const heads = rows.flatMap((row, at) => {
    const named = columnsOf(row, names);
    const columns = new Map(named.toReversed());
    return columns.has("item") && columns.has("level")
      ? [
          {
            row,
            at,
            columns,
            twice: named.find(([column, index]) => columns.get(column) !== index),
          },
        ]
      : [];
  });
  const worth = (/** @type {typeof heads[number]} */ { columns, twice }) =>
    columns.size - (twice ? 1 : 0);
  const [head] = [...heads].sort((one, other) => worth(other) - worth(one));
  if (head === undefined) return null;
  if (head.twice)
    throw new FileProblem("tool.table.twice", {
      place: sheet + columnLetters(head.twice[1]) + head.row.number,
    });
  const [first, ids, isHead] = [
    heads[0]?.at ?? 0,
    new Set(model.items.map(({ id }) => id)),
    new Set(heads.map(({ row }) => row)),
  ];
  const counts = (/** @type {ReadRow} */ row, /** @type {number} */ at) =>
    !isHead.has(row) && (at > first || ids.has(itemIn(row, head.columns)));
  return { columns: head.columns, rows: rows.filter(counts) };
}

/**
 * The columns that the cells of a row name, and where.
 * @param {ReadRow} row
 * @param {Map<string, string>} names
 * @returns {[string, number][]}
 */
function columnsOf({ cells }, names) {
  return Array.from(
    cells,
    (cell, at) =>
      /** @type {[string, number]} */ ([names.get(comparableName(cell?.text ?? "")) ?? "", at]),
  ).filter(([column]) => column !== "");
}

/**
 * The item that a row names.
 * @param {ReadRow} row
 * @param {Map<string, number>} columns
 */
export function itemIn({ cells }, columns) {
  return cells[columns.get("item") ?? 0]?.text.trim() ?? "";
}
