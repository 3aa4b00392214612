/**
 * The table of an assessment with a row for each item, as CSV files and worksheets have it: what stands in the columns,
 * and how rows that come back are read. A further row for the same item holds one more piece of evidence. Pure.
 */
import { FieldCheck, TEXT_LIMITS, isDay } from "./check.js";
import { ownValue } from "./json.js";

/**
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Item} Item
 * @typedef {import("../types.js").Texts} Texts
 * @typedef {import("../types.js").Answer} Answer
 * @typedef {import("../types.js").Assessment} Assessment
 * @typedef {import("../types.js").Fields} Fields
 * @typedef {import("../types.js").Message} Message
 * @typedef {Record<string, string | number>} TableRow What stands in a row, by column.
 * @typedef {{text: string, day?: string}} TableCell A cell as it was read; `day` where its number may be meant as one.
 * @typedef {(column: string) => string} PlaceOf Says where the cell of a row is.
 *
 * @typedef {object} AnswerRow What was read of an item.
 * @property {string} item
 * @property {number | null} level
 * @property {string} side
 * @property {string | null} notApplicable
 * @property {string} note
 * @property {{what: string, where: string, owner: string, date: string, confidence: string}[]} evidence
 * @property {number | "not-required" | null} target
 * @property {string} decidedBy
 * @property {string} decidedOn
 * @property {{level: number | null, owner: string, due: string, step: string}} plan
 * @property {string} agreed
 */

const SHEET_LABELS = "tool.sheet.";
const SHEET_CONFIDENCES = ["low", "medium", "high"];
const EVIDENCE_COLUMNS = ["what", "where", "owner", "date", "confidence"].map((key) => `evidence.${key}`);
const PLAN_COLUMNS = ["plan.level", "plan.owner", "plan.due", "plan.step"];
const LONG_COLUMNS = new Set(["note", "notApplicable", "agreed", "plan.step"]);
// Columns that only show what the model says.
const ONLY_SHOWN = ["category", "name", "official", "meaning"];
const ALL_COLUMNS = ["item", ...ONLY_SHOWN, "side", "level", "notApplicable", "note", ...EVIDENCE_COLUMNS, "target", "decidedBy", "decidedOn", ...PLAN_COLUMNS, "agreed"];

/** Columns that hold days. */
export const DAY_COLUMNS = new Set(["evidence.date", "decidedOn", "plan.due"]);

/** The most rows that are read. */
export const MAX_ROWS = 20_000;

/**
 * A word of the sheets' own: the heading of a column, the name of a sheet.
 * @param {Texts} texts
 * @param {string} key
 */
export function sheetLabel(texts, key) {
  return ownValue(texts.ui, SHEET_LABELS + key) ?? key;
}

/**
 * The columns of the worksheet.
 * @param {Model} model
 */
export function worksheetColumns(model) {
  const side = model.items.some((item) => item.scales.length > 1) ? ["side"] : [];
  const decided = (model.decided ?? []).length > 0 ? ["decidedBy", "decidedOn"] : [];
  return ["item", "category", "name", "official", ...side, "level", "notApplicable", "note", ...EVIDENCE_COLUMNS, "target", ...decided];
}

/**
 * The columns of a CSV file: those of the worksheet, what the level means, and the plan.
 * @param {Model} model
 */
export function csvColumns(model) {
  const columns = [...worksheetColumns(model), ...PLAN_COLUMNS, "agreed"];
  columns.splice(columns.indexOf("level") + 1, 0, "meaning");
  return columns;
}

/**
 * The levels that an item has on a side; without a side those of all its scales.
 * @param {Model} model
 * @param {Item} item
 * @param {string} side
 * @returns {number[]}
 */
export function sideLevels(model, item, side) {
  const scales = item.scales.includes(side) ? [side] : item.scales;
  return [...new Set(scales.flatMap((scale) => ownValue(model.scales, scale) ?? []))].sort((a, b) => a - b);
}

/**
 * What an item's rows show of the model.
 * @param {Item} item
 * @param {Texts} texts
 * @returns {TableRow}
 */
export function shownOf(item, texts) {
  const name = ownValue(texts.items, item.id)?.title ?? item.name;
  return { item: item.id, category: ownValue(texts.categories, item.category) ?? item.category, name, official: item.name };
}

/**
 * What a level is called.
 * @param {Texts} texts
 * @param {Item} item
 * @param {string} side
 * @param {number | null} level
 */
export function meaningOf(texts, item, side, level) {
  const names = ownValue(texts.scales, item.scales.includes(side) ? side : (item.scales[0] ?? ""));
  return level === null ? "" : (ownValue(names, String(level)) ?? "");
}

/**
 * @param {Texts} texts
 * @param {string} side
 */
export function sideName(texts, side) {
  return ownValue(texts.scaleNames, side) ?? side;
}

/**
 * The rows of an item: the first has everything, each further one a piece of evidence.
 * @param {Item} item
 * @param {Texts} texts
 * @param {Assessment} assessment
 * @returns {TableRow[]}
 */
export function rowsOf(item, texts, assessment) {
  const shown = shownOf(item, texts);
  const answer = assessment.answers.get(item.id);
  const target = assessment.target.items.get(item.id) ?? "";
  const wanted = typeof target === "number" ? target : target && sheetLabel(texts, "notRequired");
  if (answer === undefined) return [{ ...shown, target: wanted }];
  const [first = {}, ...more] = answer.evidence.map((one) => evidenceCells(one, texts));
  return [{ ...shown, ...answerCells(item, texts, answer), ...first, target: wanted }, ...more.map((cells) => ({ ...shown, ...cells }))];
}

/**
 * @param {Item} item
 * @param {Texts} texts
 * @param {Answer} answer
 * @returns {TableRow}
 */
function answerCells(item, texts, answer) {
  const { level, side, notApplicable, note, decidedBy, decidedOn, plan, agreed } = answer;
  const planned = { "plan.level": plan.level ?? "", "plan.owner": plan.owner, "plan.due": plan.due, "plan.step": plan.step };
  const named = { side: side && sideName(texts, side), meaning: meaningOf(texts, item, side, level) };
  return { level: level ?? "", ...named, notApplicable: notApplicable ?? "", note, decidedBy, decidedOn, ...planned, agreed };
}

/**
 * @param {import("../types.js").Evidence} one
 * @param {Texts} texts
 * @returns {TableRow}
 */
function evidenceCells({ what, where, owner, date, confidence }, texts) {
  const named = confidence && sheetLabel(texts, `confidence.${confidence}`);
  return { "evidence.what": what, "evidence.where": where, "evidence.owner": owner, "evidence.date": date, "evidence.confidence": named };
}

/**
 * Which column each heading names, by machine key or in any of the languages; "" for a heading that is not ours.
 * @param {string[]} headings
 * @param {Record<string, Texts>} allTexts
 */
export function columnsNamed(headings, allTexts) {
  const names = new Map(ALL_COLUMNS.flatMap((key) => namesOf(key, SHEET_LABELS + key, allTexts).map((name) => [name, key])));
  return headings.map((heading) => names.get(comparable(heading)) ?? "");
}

/**
 * A key itself and what it is called in each language.
 * @param {string} key
 * @param {string} text
 * @param {Record<string, Texts>} allTexts
 */
function namesOf(key, text, allTexts) {
  return [key, ...Object.values(allTexts).map((texts) => ownValue(texts.ui, text) ?? key)].map(comparable);
}

/**
 * A text as it is compared with names: full and half width, case and spaces around do not count.
 * @param {string} text
 */
export function comparable(text) {
  return text.normalize("NFKC").trim().toLowerCase();
}

/**
 * The key among `keys` that a text means: the key itself or its name in any language.
 * @param {string} text
 * @param {readonly string[]} keys
 * @param {(texts: Texts, key: string) => string | undefined} name
 * @param {Record<string, Texts>} allTexts
 */
export function keyNamed(text, keys, name, allTexts) {
  const wanted = comparable(text);
  return keys.find((key) => comparable(key) === wanted || Object.values(allTexts).some((texts) => comparable(name(texts, key) ?? key) === wanted));
}

/**
 * A day however a spreadsheet wrote it with the year first; "" if it is none.
 * @param {TableCell} cell
 */
export function dayIn(cell) {
  const [, year = "", month = "", day = ""] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:T00:00:00.*)?$/.exec(cell.text.normalize("NFKC").trim()) ?? [];
  const written = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return cell.day ?? (isDay(written) ? written : "");
}

/**
 * A whole number in a cell; NaN if there is another thing.
 * @param {string} text
 */
export function wholeIn(text) {
  const [, digits = "NaN"] = /^(-?\d{1,6})(?:\.0+)?$/.exec(comparable(text)) ?? [];
  return Number(digits);
}

/** Reads rows one after another. */
export class TableReader {
  /**
   * @param {Model} model
   * @param {Record<string, Texts>} allTexts
   */
  constructor(model, allTexts) {
    this.check = new FieldCheck();
    this.allTexts = allTexts;
    this.model = model;
    this.items = new Map(model.items.map((item) => [item.id, item]));
    /** @type {Map<string, AnswerRow>} */
    this.rows = new Map();
  }

  /**
   * @param {ReadonlyMap<string, TableCell>} given The cells by column.
   * @param {PlaceOf} place
   */
  read(given, place) {
    const cells = new Map([...given].filter(([column, cell]) => !ONLY_SHOWN.includes(column) && cell.text.trim() !== ""));
    if (cells.size === 0) return;
    const id = cells.get("item")?.text.trim() ?? "";
    const item = this.items.get(id);
    if (item === undefined) return this.check.problem("tool.table.item", place("item"), { item: id.slice(0, 60) });
    cells.delete("item");
    const known = this.rows.get(id);
    if (known === undefined) this.rows.set(id, this.answer(item, cells, place));
    else if ([...cells.keys()].every((column) => EVIDENCE_COLUMNS.includes(column))) known.evidence.push(...this.evidence(cells, place));
    else this.check.problem("tool.table.repeated", place("item"), { item: id });
  }

  /**
   * @param {Item} item
   * @param {Map<string, TableCell>} cells
   * @param {PlaceOf} place
   * @returns {AnswerRow}
   */
  answer(item, cells, place) {
    const text = (/** @type {string} */ column) => this.text(cells, column, place);
    const side = this.side(item, cells, place);
    const level = this.level(item, side, cells, "level", place);
    if (level !== null && side === "" && item.scales.length > 1) this.check.problem("tool.table.side", place("side"));
    return {
      item: item.id,
      level,
      side,
      notApplicable: text("notApplicable") || null,
      note: text("note"),
      evidence: this.evidence(cells, place),
      target: this.target(item, side, cells, place),
      decidedBy: text("decidedBy"),
      decidedOn: this.day(cells, "decidedOn", place),
      plan: { level: this.level(item, side, cells, "plan.level", place), owner: text("plan.owner"), due: this.day(cells, "plan.due", place), step: text("plan.step") },
      agreed: text("agreed"),
    };
  }

  /**
   * @param {Map<string, TableCell>} cells
   * @param {string} column
   * @param {PlaceOf} place
   */
  text(cells, column, place) {
    return this.check.text(cells.get(column)?.text, place(column), LONG_COLUMNS.has(column) ? TEXT_LIMITS.note : TEXT_LIMITS.line);
  }

  /**
   * @param {Map<string, TableCell>} cells
   * @param {string} column
   * @param {PlaceOf} place
   */
  day(cells, column, place) {
    const cell = cells.get(column);
    const day = cell === undefined ? "" : dayIn(cell);
    if (cell !== undefined && day === "") this.check.problem("tool.problem.date", place(column));
    return day;
  }

  /**
   * @param {Item} item
   * @param {Map<string, TableCell>} cells
   * @param {PlaceOf} place
   */
  side(item, cells, place) {
    const cell = cells.get("side");
    const side = cell && keyNamed(cell.text, item.scales, (texts, key) => ownValue(texts.scaleNames, key), this.allTexts);
    if (cell !== undefined && side === undefined) this.check.problem("tool.table.side", place("side"));
    return item.scales.length > 1 ? (side ?? "") : "";
  }

  /**
   * @param {Item} item
   * @param {string} side
   * @param {Map<string, TableCell>} cells
   * @param {string} column
   * @param {PlaceOf} place
   */
  level(item, side, cells, column, place) {
    const cell = cells.get(column);
    if (cell === undefined) return null;
    const level = wholeIn(cell.text);
    if (sideLevels(this.model, item, side).includes(level)) return level;
    this.check.problem("tool.problem.level", place(column));
    return null;
  }

  /**
   * @param {Item} item
   * @param {string} side
   * @param {Map<string, TableCell>} cells
   * @param {PlaceOf} place
   */
  target(item, side, cells, place) {
    const names = namesOf("not-required", `${SHEET_LABELS}notRequired`, this.allTexts);
    if (names.includes(comparable(cells.get("target")?.text ?? ""))) return /** @type {const} */ ("not-required");
    return this.level(item, side, cells, "target", place);
  }

  /**
   * @param {Map<string, TableCell>} cells
   * @param {PlaceOf} place
   */
  evidence(cells, place) {
    if (!EVIDENCE_COLUMNS.some((column) => cells.has(column))) return [];
    const text = (/** @type {string} */ key) => this.text(cells, `evidence.${key}`, place);
    const given = cells.get("evidence.confidence");
    const confidence = given && keyNamed(given.text, SHEET_CONFIDENCES, (texts, key) => ownValue(texts.ui, `${SHEET_LABELS}confidence.${key}`), this.allTexts);
    if (given !== undefined && confidence === undefined) this.check.problem("tool.table.confidence", place("evidence.confidence"));
    return [{ what: text("what"), where: text("where"), owner: text("owner"), date: this.day(cells, "evidence.date", place), confidence: confidence ?? "" }];
  }
}

/**
 * What rows say, as the parts of an assessment's file.
 * @param {AnswerRow[]} rows
 * @returns {{answers: Record<string, Fields>, target: Fields}}
 */
export function partsOfRows(rows) {
  const targets = rows.flatMap(({ item, target }) => (target === null ? [] : [[item, target]]));
  const answers = rows.map(({ item, target: _, ...answer }) => /** @type {const} */ ([item, answer]));
  const given = answers.filter(([, answer]) => answer.evidence.length > 0 || JSON.stringify(answer) !== NOTHING_GIVEN);
  return { answers: Object.fromEntries(given), target: { level: null, items: Object.fromEntries(targets) } };
}

const NOTHING_GIVEN = JSON.stringify({
  level: null,
  side: "",
  notApplicable: null,
  note: "",
  evidence: [],
  decidedBy: "",
  decidedOn: "",
  plan: { level: null, owner: "", due: "", step: "" },
  agreed: "",
});
