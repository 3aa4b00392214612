/** What the views may ask for (`Actions` in types.js), each with what does it. */
import { redone, undone } from "../state/history.js";
import { tell } from "../view/dialogs.js";
import { drawPart, say } from "./drawing.js";
import { openFile, saveToFile } from "./filing.js";
import { deleteAll, keepingActions } from "./keeping.js";
import { isCurrent } from "./kept.js";
import { startNextRound } from "./next-round.js";
import { go, nextOpen } from "./places.js";
import { setLanguage, setTheme } from "./settings.js";

/** @typedef {import("./app.js").App} App */

/**
 * @param {App} app
 * @returns {import("../types.js").Actions}
 */
export function actionsOf(app) {
  return {
    change: (topic, next) => app.change(topic, next(app.assessment, new Date().toISOString())),
    undo: () => app.travel(undone, "tool.undo.done"),
    redo: () => app.travel(redone, "tool.redo.done"),
    go: (anchor) => go(app, anchor),
    nextOpen: () => nextOpen(app),
    save: () => saveToFile(app),
    open: () => openFile(app),
    print: () => printReport(app),
    isCurrent: (state) => isCurrent(app, state),
    deleteAll: () => deleteAll(app),
    nextRound: () => startNextRound(app),
    leaveOwn: () => app.data.base && app.switchTo(app.data.base),
    retry: () => app.keeper.retry(),
    keeping: keepingActions(app),
    takeOver: () => app.writer.takeOver(),
    setLanguage: (tag) => setLanguage(app, tag),
    setTheme: (theme) => setTheme(app, theme),
    say: (words) => say(app, words),
    redraw: () => drawPart(app),
  };
}

/** @param {App} app */
function printReport(app) {
  if (isCurrent(app)) print();
  else tell(app.words, "tool.behind.title", "tool.behind.text");
}
