/** Files out and in. The only place where data leaves the page is `handOut`: a file that the user asked for. */
import { carriedNotes } from "./carried.js";
import { ask } from "./dialogs.js";
import { h } from "./dom.js";
import { MAX_BYTES, parse, serialise } from "../files/file.js";
import { score } from "../score/score.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../types.js").Assessment} Assessment
 * @typedef {import("../types.js").Message} Message
 */

/**
 * Hands the assessment to the browser as a file; returns the file's name.
 * @param {View} view
 * @param {string} today
 * @returns {string}
 */
export function download(view, today) {
  const { model, assessment } = view;
  const name = fileName([model.id, assessment.team, assessment.date || today]);
  handOut(name, serialise(model, assessment));
  return name;
}

/**
 * Hands a text to the browser as a file: the one way out of this page.
 * @param {string} name
 * @param {string} text
 */
export function handOut(name, text) {
  const href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  h("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

/**
 * A name that every file system takes.
 * @param {string[]} parts
 * @returns {string}
 */
export function fileName(parts) {
  const clean = parts.map((part) => part.replace(/[\p{C}\p{Z}\\/:*?"<>|.]+/gu, "-").slice(0, 40).replace(/^-+|-+$/g, ""));
  return `shirube-${clean.filter((part) => part !== "").join("-")}.json`;
}

/**
 * Lets the user choose a file; null if none was chosen.
 * @returns {Promise<File | null>}
 */
export function chooseFile() {
  const input = h("input", { type: "file", accept: ".json,application/json" });
  return new Promise((chosen) => {
    input.addEventListener("change", () => chosen(input.files?.[0] ?? null));
    input.addEventListener("cancel", () => chosen(null));
    input.click();
  });
}

/**
 * Reads a file, shows what is in it and asks before anything is replaced. Returns what is to be opened, or null.
 * @param {View} view
 * @param {File} file
 * @param {() => void} saveFirst
 * @param {boolean} empty Whether nothing would be replaced.
 * @returns {Promise<Assessment | null>}
 */
export async function preview(view, file, saveFirst, empty) {
  const read = file.size > MAX_BYTES ? tooLarge() : await readFile(view, file);
  if (read.assessment === null) {
    await refuse(view, file.name, read.problems);
    return null;
  }
  const { words } = view;
  const body = [...summaryOf(view, file.name, read.assessment, read.warnings), ...(read.carried ? carriedNotes(view, read.carried) : [])];
  if (!empty) body.push(h("p", { class: "notice" }, words.say("tool.preview.replaces", { count: view.result.answered })), saveFirstButton(view, saveFirst));
  const buttons = [
    { value: "", words: words.say("tool.cancel") },
    { value: "open", words: words.say(empty ? "tool.preview.open" : "tool.preview.replace"), kind: "primary" },
  ];
  const answer = await ask({ title: words.say("tool.preview.title"), body, buttons });
  return answer === "open" ? read.assessment : null;
}

/** @returns {ReturnType<typeof parse>} */
function tooLarge() {
  return { assessment: null, problems: [{ key: "tool.problem.size", args: {} }], warnings: [] };
}

/**
 * @param {View} view
 * @param {File} file
 * @returns {Promise<ReturnType<typeof parse>>}
 */
async function readFile(view, file) {
  const text = await textOf(file);
  return text === null ? { assessment: null, problems: [{ key: "tool.problem.read", args: {} }], warnings: [] } : parse(view.model, text);
}

/**
 * The text of a file, or null where it is none.
 * @param {File} file
 */
export async function textOf(file) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    return null;
  }
}

/**
 * @param {View} view
 * @param {string} name
 * @param {Message[]} problems
 */
export async function refuse(view, name, problems) {
  const { words } = view;
  const list = h("ul", null, problems.map((problem) => h("li", null, words.message(problem))));
  const body = [h("p", null, words.say("tool.refused.text", { name })), list];
  await ask({ title: words.say("tool.refused.title"), body, buttons: [{ value: "", words: words.say("tool.close") }] });
}

/**
 * @param {View} view
 * @param {string} name
 * @param {Assessment} state
 * @param {Message[]} warnings
 */
function summaryOf(view, name, state, warnings) {
  const { words } = view;
  const result = score(view.model, state.answers, state.target);
  const facts = [
    ["tool.preview.file", name],
    ["tool.details.team", state.team],
    ["tool.details.date", state.date === "" ? "" : words.day(state.date)],
    ["tool.details.assessors", words.join([...state.assessors])],
    ["tool.preview.answers", words.say("tool.figure.of", { answered: result.answered, total: result.total })],
  ];
  const rows = facts.map(([key, value]) => h("div", null, h("dt", null, words.say(key ?? "")), h("dd", null, value || words.say("tool.paper.none"))));
  const notes = warnings.map((warning) => h("p", { class: "notice" }, words.message(warning)));
  return [h("dl", null, rows), ...notes];
}

/**
 * @param {View} view
 * @param {() => void} saveFirst
 */
function saveFirstButton(view, saveFirst) {
  return h("p", { class: "buttons" }, h("button", { type: "button", click: saveFirst }, view.words.say("tool.preview.save")));
}

/**
 * The day in the user's own time zone.
 * @param {Date} time
 */
export function localDay(time) {
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}
