/** The assessment into a file and out of one, and what is known of the last file. */
import { verifiedText } from "../formats/file.js";
import { isEmpty } from "../state/assessment.js";
import { tell } from "../view/dialogs.js";
import { chooseFile, handOut, nameFor, today } from "../view/exchange.js";
import { preview } from "../view/open.js";
import { drawPart, say, showSaveState } from "./drawing.js";

/** @typedef {import("./app.js").App} App */

/**
 * Hands the whole assessment to the browser as a file, which is read back and compared before.
 * @param {App} app
 */
export function saveToFile(app) {
  const { text, same } = verifiedText(app.data.model, app.assessment);
  const name = handOut(app, nameFor(app.view(), today()), text);
  if (name === "") return;
  if (!same) return tell(app.words, "tool.saved.title", "tool.saved.differs");
  say(app, app.words.say("tool.saved.verified", { name }));
  fileSaved(app);
}

/**
 * All that is shown is in a file.
 * @param {App} app
 */
export function fileSaved(app) {
  if (app.assessment.sample) return;
  // Some browsers keep data longer for pages that ask; nothing here relies on it.
  if (app.keeper.backup.saved === "") navigator.storage?.persist?.().catch(() => false);
  noteFile(app, true);
}

/**
 * @param {App} app
 * @param {boolean} saved Whether the file was saved; otherwise it was opened.
 */
function noteFile(app, saved) {
  app.unsavedFile = false;
  if (app.writer.mine) app.keeper.noteFile(new Date().toISOString(), saved);
  showSaveState(app);
  if (app.part === "data") drawPart(app);
}

/** @param {App} app */
function noteUnsaved(app) {
  app.unsavedFile = true;
  app.keeper.noteChange(new Date().toISOString());
  showSaveState(app);
}

/**
 * Opens a file that the user chooses. The sample is left for it: what is replaced is the team's own assessment.
 * @param {App} app
 */
export async function openFile(app) {
  const file = await chooseFile();
  if (file) await openGiven(app, file);
}

/**
 * Shows what is in a file and opens it if that is wanted. Returns whether it was.
 * @param {App} app
 * @param {File} file
 * @param {boolean} [inFile] Whether the user has the file; a safety copy is in none.
 */
export async function openGiven(app, file, inFile = true) {
  app.act.keeping.leaveSample();
  const before = app.assessment;
  const opened = await preview(app.view(), file, () => saveToFile(app), isEmpty(before));
  if (opened?.own) return app.switchTo(opened.own);
  if (!opened || !app.writer.mine) return;
  app.take(opened.assessment);
  const isWhole = inFile && opened.assessment.id !== before.id;
  if (isWhole && !opened.assessment.sample) noteFile(app, false);
  // What was put together of the page and of a file is in no file yet.
  else if (!opened.assessment.sample) noteUnsaved(app);
  say(app, app.words.say("tool.opened", { name: file.name }));
}
