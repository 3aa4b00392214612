/** Files out: `handOut` is the only place where data leaves the page, and a file of the user's the only way in. */
import { ask, tell } from "./dialogs.js";
import { h } from "./dom.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../types.js").Message} Message
 */

/** What a browser offers to choose when files are opened. */
export const FILE_KINDS = ".json,.csv,.tsv,.txt,.xlsx,application/json,text/csv";

/** What each ending means to a browser. */
const FILE_TYPES = /** @type {Record<string, string>} */ ({
  json: "application/json",
  csv: "text/csv",
  md: "text/markdown",
  svg: "image/svg+xml",
  png: "image/png",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
});

/**
 * Hands a file to the browser, which saves it where the user wants; returns the file's name, or "" where what is shown is not
 * what there is by now.
 * @param {Pick<View, "act" | "assessment" | "words">} from
 * @param {string} name
 * @param {BlobPart} content
 * @returns {string}
 */
export function handOut({ act, assessment, words }, name, content) {
  if (!act.isCurrent(assessment)) {
    tell(words, "tool.behind.title", "tool.behind.text");
    return "";
  }
  const ending = name.slice(name.lastIndexOf(".") + 1);
  const href = URL.createObjectURL(
    new Blob([content], { type: FILE_TYPES[ending] ?? "application/octet-stream" }),
  );
  h("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
  return name;
}

/**
 * Hands a file over and says so.
 * @param {Pick<View, "words" | "act" | "assessment">} view
 * @param {string} name
 * @param {BlobPart} content
 */
export function give(view, name, content) {
  const file = handOut(view, name, content);
  if (file !== "") view.act.say(view.words.say("tool.saved.file", { name: file }));
}

/**
 * The name of a file about this assessment.
 * @param {View} view
 * @param {string} today
 * @param {string} [kind]
 * @param {string} [ending]
 */
export function nameFor({ model, assessment }, today, kind = "", ending = "json") {
  return fileName([model.id, kind, assessment.team, assessment.date || today], ending);
}

/**
 * A name that every file system takes.
 * @param {string[]} parts
 * @param {string} [ending]
 * @returns {string}
 */
export function fileName(parts, ending = "json") {
  const clean = parts.map((part) =>
    part
      .replace(/[\p{C}\p{Z}\\/:*?"<>|.]+/gu, "-")
      .slice(0, 40)
      .replace(/^-+|-+$/g, ""),
  );
  return `shirube-${clean.filter((part) => part !== "").join("-")}.${ending}`;
}

/**
 * Lets the user choose a file; null if none was chosen.
 * @returns {Promise<File | null>}
 */
export function chooseFile() {
  const input = h("input", { type: "file", accept: FILE_KINDS });
  return new Promise((chosen) => {
    input.addEventListener("change", () => chosen(input.files?.[0] ?? null));
    input.addEventListener("cancel", () => chosen(null));
    input.click();
  });
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
 * Says why a file is not opened.
 * @param {View} view
 * @param {string} name
 * @param {Message[]} problems
 * @returns {Promise<null>}
 */
export async function refuse(view, name, problems) {
  const { words } = view;
  const list = h(
    "ul",
    null,
    problems.map((problem) => h("li", null, words.message(problem))),
  );
  const body = [h("p", null, words.say("tool.refused.text", { name })), list];
  await ask({
    title: words.say("tool.refused.title"),
    body,
    buttons: [{ value: "", words: words.say("tool.close") }],
  });
  return null;
}

/**
 * The day in the user's own time zone.
 * @param {Date} time
 */
export function localDay(time) {
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}

/** Today, in the user's own time zone. */
export function today() {
  return localDay(new Date());
}
