/** What the user decides about keeping: in this browser or not, protected or not, safety copies, a new start, the sample. */
import { parse } from "../formats/file.js";
import { emptyAssessment, isEmpty } from "../state/assessment.js";
import { beginHistory } from "../state/history.js";
import { confirmed, tell } from "../view/dialogs.js";
import { fileName, give } from "../view/exchange.js";
import { choosePassphrase } from "../view/passphrase.js";
import { fileSaved, openGiven } from "./filing.js";
import { render, say, showSaveState } from "./drawing.js";
import { go } from "./places.js";

/**
 * @typedef {import("./app.js").App} App
 * @typedef {import("../types.js").Assessment} Assessment
 * @typedef {import("../types.js").Copy} Copy
 * @typedef {import("../types.js").ToolData} ToolData
 * @typedef {"nothing" | "again" | "protect" | "unprotect" | "startNew" | "openSample" | "leaveSample" | "saved"} Plain
 * @typedef {Record<Plain, () => void> & {openCopy: (copy: Copy) => void, saveCopy: (copy: Copy) => void, dismiss: (notice: string) => void}} KeepingActions
 */

/**
 * @param {App} app
 * @returns {KeepingActions}
 */
export function keepingActions(app) {
  return {
    nothing: () => keepNothing(app),
    again: () => keepAgain(app),
    protect: () => protectKept(app),
    unprotect: () => changeSeal(app, ""),
    startNew: () => startNew(app),
    openCopy: (copy) => openGiven(app, new File([copy.text], copyName(app, copy)), false),
    saveCopy: (copy) => give(app, copyName(app, copy), copy.text),
    openSample: () => openSample(app),
    leaveSample: () => leaveSample(app),
    saved: () => fileSaved(app),
    dismiss: (notice) => {
      app.dismissed.add(notice);
      showSaveState(app);
    },
  };
}

/** @param {App} app */
async function keepNothing(app) {
  if (!(await confirmed(app.words, "tool.nothing")) || !app.writer.mine) return;
  try {
    await app.keeper.destroy(true);
  } catch {
    return tell(app.words, "tool.nothing.title", "tool.delete.failed");
  }
  app.keeper.useMemory("nothing");
  app.unsavedFile = !isEmpty(app.own.now);
  render(app);
  say(app, app.words.say("tool.nothing.done"));
}

/** @param {App} app */
function keepAgain(app) {
  app.keeper.keepAgain(app.own.now, { language: app.words.language.tag, theme: app.theme });
  render(app);
}

/** @param {App} app */
async function protectKept(app) {
  const passphrase = await choosePassphrase(app.view(), "seal");
  if (passphrase !== "" && app.writer.mine) await changeSeal(app, passphrase);
}

/**
 * @param {App} app
 * @param {string} passphrase "" takes the seal away.
 */
async function changeSeal(app, passphrase) {
  if (passphrase === "" && !(await confirmed(app.words, "tool.unseal"))) return;
  const done = await app.keeper.protect(passphrase, app.own.now).catch(() => false);
  render(app);
  say(
    app,
    app.words.say(
      done ? `tool.${passphrase === "" ? "unseal" : "seal"}.done` : "tool.notice.failed",
    ),
  );
}

/** @param {App} app */
async function startNew(app) {
  leaveSample(app);
  if (
    !(await confirmed(app.words, "tool.anew", { count: app.result.answered })) ||
    !app.writer.mine
  )
    return;
  app.take(emptyAssessment(crypto.randomUUID()));
  go(app, "part-start");
  say(app, app.words.say("tool.anew.done"));
}

/**
 * @param {App} app
 * @param {Copy} copy
 */
function copyName({ data, words }, { team, taken }) {
  return fileName([
    data.model.id,
    words.say("tool.copies.name"),
    team,
    taken.slice(0, 16).replace(/[T:]/g, "-"),
  ]);
}

/**
 * The sample team in a language; null where there is none.
 * @param {ToolData} data
 * @param {string} tag
 * @returns {Assessment | null}
 */
function sampleIn({ model, samples = {}, default: other }, tag) {
  const file = Object.hasOwn(samples, tag) ? samples[tag] : samples[other];
  const read = parse(model, JSON.stringify(file ?? null)).assessment;
  return read && { ...read, sample: true };
}

/** @param {App} app */
function openSample(app) {
  const sample = sampleIn(app.data, app.words.language.tag);
  if (sample === null) return tell(app.words, "tool.sample.title", "tool.sample.none");
  showSample(app, sample);
  go(app, "part-start");
  say(app, app.words.say("tool.notice.sample"));
}

/**
 * Shows a sample, and lays the team's own assessment aside.
 * @param {App} app
 * @param {Assessment} sample
 */
export function showSample(app, sample) {
  app.aside ??= app.history;
  app.show(beginHistory(sample));
}

/**
 * The sample in the page's new language, as long as nothing in it was changed.
 * @param {App} app
 */
export function translateSample(app) {
  const sample =
    app.aside && app.history.past.length === 0 ? sampleIn(app.data, app.words.language.tag) : null;
  if (sample) app.show(beginHistory(sample));
}

/**
 * Gives the team's own assessment back as it was.
 * @param {App} app
 */
export function leaveSample(app) {
  if (!app.assessment.sample) return;
  const own = app.own;
  app.aside = null;
  app.show(own);
  say(app, app.words.say("tool.sample.left"));
}

/**
 * Deletes all that the browser keeps, after a question.
 * @param {App} app
 */
export async function deleteAll(app) {
  const { words, keeper } = app;
  if (
    !(await confirmed(words, "tool.delete", { count: app.result.answered }, [
      "tool.delete.ask",
      "tool.delete.files",
    ]))
  )
    return;
  try {
    if (!["nothing", "unable"].includes(keeper.mode)) await keeper.destroy(true);
  } catch {
    return tell(words, "tool.delete.title", "tool.delete.failed");
  }
  [app.otherHash, app.earlier, app.unsavedFile, app.aside] = [false, false, false, null];
  [app.touched, app.saidState] = ["", ""];
  keeper.copies = [];
  app.begin(emptyAssessment(""));
  render(app, true);
  tell(words, "tool.delete.title", "tool.delete.done");
}
