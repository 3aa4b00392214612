/**
 * Rows of a table → parts of an assessment. What stands in them is told by the headings, wherever these are; rows may be in any
 * order, and several rows of an item may say the same. Everything is read or nothing; each problem says its cell. Pure.
 */
import { ownValue } from "../scoring/record.js";
import { LIMITS } from "../state/check.js";
import { CONFIDENCES } from "../state/parts.js";
import { DAY_ORDERS, daysIn, levelIn } from "./cell.js";
import { notRead, readChecked } from "./file.js";
import { FileProblem } from "./problem.js";
import {
  ANSWERS,
  DAY_COLUMNS,
  ONLY_SHOWN,
  columnLetters,
  comparableName,
  confidenceName,
  keyNamed,
  nameIn,
  pathOf,
  sheetLabel,
} from "./table.js";
import { itemIn } from "./table-find.js";

/**
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Item} Item
 * @typedef {import("../types.js").Texts} Texts
 * @typedef {import("../types.js").Fields} Fields
 * @typedef {import("../types.js").Message} Message
 * @typedef {import("./cell.js").TableCell} TableCell
 * @typedef {import("./cell.js").DayOrder} DayOrder
 * @typedef {import("./table-find.js").ReadRow} ReadRow
 * @typedef {import("./table-find.js").ReadTable} ReadTable
 * @typedef {{text: string, place: string, days: Partial<Record<DayOrder, string>>}} DayQuestion A day of which the file does not tell how to read it, and what it may be.
 */

const LEVEL_COLUMNS = ["level", "target", "plan.level"];

/** Reads rows into parts of an assessment, and remembers where each was. */
export class TableReader {
  /**
   * @param {Model} model
   * @param {Record<string, Texts>} allTexts
   * @param {DayOrder} [order] The order of days, where somebody was asked.
   */
  constructor(model, allTexts, order) {
    this.allTexts = allTexts;
    this.items = new Map(model.items.map((item) => [item.id, item]));
    /** @type {Map<string, Fields & {evidence: Fields[], plan: Fields}>} By item; also of one that a row names and says nothing of. */
    this.answers = new Map();
    /** @type {Map<string, unknown>} */
    this.targets = new Map();
    /** @type {Map<string, string>} */
    this.places = new Map();
    /** @type {Message[]} */
    this.problems = [];
    /** @type {Set<string>} What the columns that are there can say, as paths of an assessment. */
    this.fields = new Set();
    /** @type {Map<string, string>} The item that each merged range was met with. */
    this.merged = new Map();
    /** @type {readonly DayOrder[]} The orders in which all days so far can be read. */
    this.orders = order ? [order] : DAY_ORDERS;
    /** @type {DayQuestion[]} Days that one order reads otherwise than another one. */
    this.unsure = [];
    /** Every word in a list of words of any language. */
    this.wordsIn = (/** @type {string} */ key) =>
      new Set(
        Object.values(allTexts).flatMap((texts) =>
          sheetLabel(texts, key).split(/[,、]/).map(comparableName),
        ),
      );
    this.levelWords = this.wordsIn("levelWords");
  }

  /**
   * @param {string} key
   * @param {string} place
   * @param {string} [item]
   */
  problem(key, place, item = "") {
    this.problems.push({ key, args: { item: item.slice(0, 60), place } });
  }

  /**
   * Looks at a day before any is read: all days of a file are written in one order.
   * @param {TableCell} cell
   * @param {string} place
   */
  noteDay(cell, place) {
    const days = daysIn(cell);
    if (Object.keys(days).length === 0) return;
    const left = this.orders.filter((order) => days[order] !== undefined);
    if (left.length === 0) return this.problem("tool.table.order", place);
    this.orders = left;
    this.unsure.push({ text: cell.text.trim(), place, days });
  }

  /** The first day that the orders which are left read in different ways. */
  dayQuestion() {
    return this.unsure.find(
      ({ days }) => new Set(this.orders.map((order) => days[order])).size > 1,
    );
  }

  /**
   * A day in the order of the file; a text that is none stays as it is.
   * @param {TableCell} cell
   */
  dayIn(cell) {
    return daysIn(cell)[/** @type {DayOrder} */ (this.orders[0])] ?? cell.text;
  }

  /**
   * @param {ReadTable} table
   * @param {string} sheet
   */
  noteDays({ columns, rows }, sheet) {
    const days = [...columns].filter(([column]) => DAY_COLUMNS.has(column));
    for (const { number, cells } of rows) {
      for (const [, at] of days)
        this.noteDay(cells[at] ?? { text: "" }, sheet + columnLetters(at) + number);
    }
  }

  /**
   * Reads rows of which all days have been looked at.
   * @param {ReadTable} table
   * @param {string} sheet What stands before the place of a cell.
   */
  readRows({ columns, rows }, sheet) {
    const read = [...columns].filter(([column]) => !ONLY_SHOWN.includes(column));
    for (const [column] of read) this.fields.add(pathOf(column));
    for (const row of rows) this.readRow(columns, read, row, sheet);
    for (const [id, { level, side }] of this.answers) {
      const alone =
        level !== undefined && side === undefined && (this.items.get(id)?.scales.length ?? 0) > 1;
      const place = this.places
        .get(`answers.${id}.level`)
        ?.replace(/[A-Z]+(\d+)$/, `${columnLetters(columns.get("side") ?? 0)}$1`);
      if (alone) this.problem("tool.table.side", place ?? "", id);
    }
  }

  /** Refuses a table that names no item, unless something else is wrong with it. */
  refuseEmpty() {
    if (this.answers.size + this.problems.length === 0) throw new FileProblem("tool.table.empty");
  }

  /**
   * @param {Map<string, number>} columns
   * @param {[string, number][]} read The columns that hold more than what the model says.
   * @param {ReadRow} row
   * @param {string} sheet
   */
  readRow(columns, read, row, sheet) {
    const place = (/** @type {number} */ at) => sheet + columnLetters(at) + row.number;
    const given = read.filter(
      ([column, at]) => column !== "item" && (row.cells[at]?.formula || row.cells[at]?.text.trim()),
    );
    const id = itemIn(row, columns);
    const item = this.items.get(id);
    if (item === undefined && given.length > 0)
      this.problem("tool.table.item", place(columns.get("item") ?? 0), id);
    if (item === undefined) return;
    const answer = this.answers.get(id) ?? { evidence: [], plan: {} };
    this.answers.set(id, answer);
    /** @type {Fields} */
    const evidence = {};
    for (const [column, at] of given) {
      const cell = /** @type {TableCell} */ (row.cells[at]);
      if (cell.formula) this.problem("tool.table.formula", place(at));
      else if (!this.spans(cell, id, sheet))
        this.put(item, answer, evidence, column, cell, place(at));
    }
    if (Object.keys(evidence).length > 0) answer.evidence.push(evidence);
  }

  /**
   * Whether a cell is merged from rows of several items: then nobody knows which of them it is about.
   * @param {TableCell} cell
   * @param {string} id
   * @param {string} sheet
   */
  spans({ merged }, id, sheet) {
    if (merged === undefined) return false;
    const first = this.merged.get(merged);
    if (first === undefined) this.merged.set(merged, id);
    if (first === undefined || first === id) return false;
    if (!this.problems.some(({ args }) => args.place === sheet + merged))
      this.problem("tool.table.merged", sheet + merged);
    return true;
  }

  /**
   * Puts a value where it belongs. Another row may have said the same already, but not another thing.
   * @param {Item} item
   * @param {Fields & {evidence: Fields[], plan: Fields}} answer
   * @param {Fields} evidence
   * @param {string} column
   * @param {TableCell} cell
   * @param {string} place
   */
  put(item, answer, evidence, column, cell, place) {
    const value = this.valueOf(item, column, cell);
    // An item with one scale has no side to choose; its name may stand there all the same.
    if (column === "side" && item.scales.length === 1 && value === item.scales[0]) return;
    const [group = "", field = ""] = column.split(".");
    if (column === "target") {
      if (this.once(this.targets.get(item.id), value, item.id, `target.items.${item.id}`, place))
        this.targets.set(item.id, value);
      return;
    }
    const part = group === "evidence" ? evidence : group === "plan" ? answer.plan : answer;
    const name = field || column;
    // Where there is too much of it, that is said of the first piece.
    const first = `answers.${item.id}.${group}`;
    if (field && !this.places.has(first)) this.places.set(first, place);
    const path = `answers.${item.id}.${group === "evidence" ? `evidence.${answer.evidence.length}.${field}` : column}`;
    if (this.once(ownValue(part, name), value, item.id, path, place)) part[name] = value;
  }

  /**
   * Whether a value is the first one of its kind; remembers where it was. Another one is a problem, the same one is none.
   * @param {unknown} before
   * @param {unknown} value
   * @param {string} id
   * @param {string} path
   * @param {string} place
   */
  once(before, value, id, path, place) {
    if (before !== undefined && before !== value) this.problem("tool.table.repeated", place, id);
    if (before === undefined) this.places.set(path.slice(0, 80), place);
    return before === undefined;
  }

  /**
   * What a cell means in its column; a text that means nothing there stays as it is, and the check of the parts finds it.
   * @param {Item} item
   * @param {string} column
   * @param {TableCell} cell
   */
  valueOf(item, column, cell) {
    const { allTexts } = this;
    const named = (
      /** @type {readonly string[]} */ keys,
      /** @type {(texts: Texts, key: string) => string} */ name,
    ) => keyNamed(cell.text, keys, name, allTexts);
    if (DAY_COLUMNS.has(column)) return this.dayIn(cell);
    if (column === "side")
      return named(item.scales, (texts, key) => nameIn(texts.scaleNames, key)) ?? cell.text;
    if (column === "evidence.confidence") return named(CONFIDENCES, confidenceName) ?? cell.text;
    if (column === "comeBack") {
      const answer = ANSWERS.find((key) => this.wordsIn(key).has(comparableName(cell.text)));
      return answer === undefined ? cell.text : answer === "yes";
    }
    // That an item does not apply may be known before the reason is written.
    if (column === "notApplicable" && named(["reasonFollows"], sheetLabel)) return "";
    if (!LEVEL_COLUMNS.includes(column)) return cell.text;
    const free =
      column === "target"
        ? named(["not-required"], (texts) => sheetLabel(texts, "notRequired"))
        : undefined;
    return (
      free ??
      levelIn(
        cell.text,
        (words, level) => this.levelWords.has(words) || this.isLevelName(item, words, level),
      )
    );
  }

  /**
   * Whether a level of an item is called like that in any language.
   * @param {Item} item
   * @param {string} words
   * @param {number} level
   */
  isLevelName({ scales }, words, level) {
    const names = Object.values(this.allTexts).flatMap((texts) =>
      scales.map((scale) => ownValue(ownValue(texts.scales, scale), String(level))),
    );
    return names.some((name) => name !== undefined && comparableName(name) === words);
  }

  /**
   * Everything that was read, checked; problems say the cell. A file that does not tell how its days are written is asked about.
   * @param {Model} model
   * @param {{assessment?: Fields, pattern?: Fields, level?: unknown}} [more]
   * @param {Message[]} [changed]
   * @returns {import("./file.js").Read}
   */
  checked(model, { assessment, pattern, level = null } = {}, changed = []) {
    const answers = [...this.answers].filter(
      ([, { evidence, plan, ...rest }]) =>
        evidence.length + Object.keys(plan).length + Object.keys(rest).length > 0,
    );
    const parts = {
      assessment,
      pattern,
      answers: Object.fromEntries(answers),
      target: { level, items: Object.fromEntries(this.targets) },
      rest: {},
    };
    const read = readChecked(
      model,
      parts,
      changed,
      (path) => this.places.get(path) ?? this.places.get(path.replace(/\.\d+$/, "")) ?? path,
    );
    const places = new Set(this.problems.map(({ args }) => args.place));
    if (this.problems.length > 0)
      return notRead(
        [...this.problems, ...read.problems.filter(({ args }) => !places.has(args.place))].slice(
          0,
          LIMITS.problems,
        ),
      );
    const question = this.dayQuestion();
    const withheld = new Set(
      Object.values(this.allTexts).map((texts) => sheetLabel(texts, "notShared")),
    );
    if (read.assessment === null || question === undefined)
      return {
        ...read,
        extent: { fields: this.fields, items: new Set(this.answers.keys()), withheld },
      };
    return {
      ...notRead([]),
      question: {
        ...question,
        days: Object.fromEntries(this.orders.map((order) => [order, question.days[order]])),
      },
    };
  }
}
