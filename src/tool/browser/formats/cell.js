/** What people and their spreadsheets write in a cell: numbers, levels, and days in the order of any country. Pure. */
import { isDay } from "../state/check.js";
import { comparableName } from "./table.js";

/**
 * @typedef {"dmy" | "mdy" | "ymd"} DayOrder Which of three numbers is the day, the month and the year.
 * @typedef {object} TableCell A cell as it was read.
 * @property {string} text
 * @property {string} [day] The day that its number may be meant as.
 * @property {boolean} [formula] Whether it is a formula without a value.
 * @property {string} [merged] The range that it was merged from.
 */

/** The orders in which days may be written where the year is not first, or has two figures. */
export const DAY_ORDERS = /** @type {const} */ (["dmy", "mdy", "ymd"]);

const YEAR_FIRST =
  /^(\d{4}|(?:令和|平成|昭和|[rhs]) ?(?:\d\d?|元)) ?[-/.年] ?(\d\d?) ?[-/.月] ?(\d\d?) ?[.日]?$/;
const THREE_NUMBERS = /^(\d\d?) ?[-/.] ?(\d\d?) ?[-/.] ?(\d{4}|\d\d?)$/;
// The year before the first one of each Japanese era that a document of today may be from.
const ERAS = /** @type {Record<string, number>} */ ({
  令: 2018,
  r: 2018,
  平: 1988,
  h: 1988,
  昭: 1925,
  s: 1925,
});
// Names of months, also shortened to three letters or more, and of weekdays, in the languages in which spreadsheets write them out.
const MONTHS = [
  "january januar jänner",
  "february februar",
  "march märz maerz mrz",
  "april",
  "may mai",
  "june juni",
  "july juli",
  "august",
  "september",
  "october oktober",
  "november",
  "december dezember",
];
const WEEKDAYS =
  "monday montag tuesday dienstag wednesday mittwoch thursday donnerstag friday freitag saturday samstag sonnabend sunday sonntag";
const BEFORE_LEVEL = /^(.*?)(\d{1,6})(?:[.,]0+)?(\D*)$/su;

/**
 * The days that a cell may mean, by the order in which it is read; none if it is no day. A time of midnight, as a spreadsheet
 * adds it, and a weekday in brackets do not count.
 * @param {TableCell} cell
 * @returns {Partial<Record<DayOrder, string>>}
 */
export function daysIn({ text, day }) {
  const clean = comparableName(text).replace(/[t ]+0?0:00.*$| *\(.\)$/g, "");
  const [, year = "", month = "", date = ""] = YEAR_FIRST.exec(clean) ?? [];
  const only = day ?? (calendarDay(yearOf(year), month, date) || namedDay(clean));
  if (only !== "") return { dmy: only, mdy: only, ymd: only };
  const [, one = "", two = "", three = ""] = THREE_NUMBERS.exec(clean) ?? [];
  const found = {
    dmy: calendarDay(yearOf(three), two, one),
    mdy: calendarDay(yearOf(three), one, two),
    ymd: three.length < 3 ? calendarDay(yearOf(one), two, three) : "",
  };
  return Object.fromEntries(Object.entries(found).filter(([, one]) => one !== ""));
}

/**
 * A day with the name of its month, "" for another text. The month needs no order then, and a year of two figures stands last.
 * @param {string} text
 */
function namedDay(text) {
  const words = text.split(/[ ,./-]+/).filter((word) => word !== "");
  const isOf = (
    /** @type {string} */ names,
    /** @type {string | undefined} */ word = "",
    least = 3,
  ) => word.length >= least && names.split(" ").some((name) => name.startsWith(word));
  if (words.length === 4 && isOf(WEEKDAYS, words[0], 2)) words.shift();
  const at = words.slice(0, 2).findIndex((word) => MONTHS.some((names) => isOf(names, word)));
  const [month] = at < 0 ? [] : words.splice(at, 1);
  const numbers = /^\d{4}$/.test(words[0] ?? "") ? words.toReversed() : words;
  const [, day, year] = /^(\d\d?)(?:st|nd|rd|th)? (\d\d|\d{4})$/.exec(numbers.join(" ")) ?? [];
  return month && day && year
    ? calendarDay(yearOf(year), String(MONTHS.findIndex((names) => isOf(names, month)) + 1), day)
    : "";
}

/**
 * A year of four figures, of two, or of a Japanese era; NaN for another text.
 * @param {string} text
 */
function yearOf(text) {
  const era = ERAS[text[0] ?? ""];
  // The first year of an era has a word instead of figures.
  if (era !== undefined) return era + Number(text.replace(/\D+/g, "") || 1);
  return text.length === 2
    ? Number(text) + (text < "70" ? 2000 : 1900)
    : text.length === 4
      ? Number(text)
      : NaN;
}

/**
 * A day of the calendar, "" if there is none like it.
 * @param {number} year
 * @param {string} month
 * @param {string} day
 */
function calendarDay(year, month, day) {
  const text = [String(year).padStart(4, "0"), month.padStart(2, "0"), day.padStart(2, "0")].join(
    "-",
  );
  return isDay(text) ? text : "";
}

/**
 * A whole number in a cell; the text itself if there is another thing.
 * @param {string} text
 */
export function wholeIn(text) {
  const [, digits] = /^(-?\d{1,6})(?:[.,]0+)?$/.exec(comparableName(text)) ?? [];
  return digits === undefined ? text : Number(digits);
}

/**
 * A level in a cell: its number, alone or beside words that say the same ("Level 3", "3 Approved"). The text itself if there
 * is another thing.
 * @param {string} text
 * @param {(words: string, level: number) => boolean} isSaid Whether words beside the number of a level are only another way to say it.
 */
export function levelIn(text, isSaid) {
  const [, before = "", digits = "", after = ""] = BEFORE_LEVEL.exec(comparableName(text)) ?? [];
  const words = [before, after]
    .map((part) => part.replace(/^[\s:.,()・=–—-]+|[\s:.,()・=–—-]+$/g, ""))
    .filter((part) => part !== "");
  const isAlone = (before + after).trim() === "";
  const isNumber =
    digits !== "" &&
    words.every((part) => isSaid(part, Number(digits))) &&
    (isAlone || words.length > 0);
  return isNumber ? Number(digits) : wholeIn(text);
}
