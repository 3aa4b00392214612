/**
 * What this tab shows and what the browser keeps: read at the start, and again whenever another tab writes or this one may
 * again. `keep/` reads and writes; here is decided what of it is shown.
 */
import { emptyAssessment } from "../state/assessment.js";
import { changedRecords } from "../state/records.js";
import { drawPart, drawSmall, render, say, showSaveState, steadily } from "./drawing.js";
import { passGate } from "./gate.js";

/**
 * @typedef {import("./app.js").App} App
 * @typedef {import("../types.js").Assessment} Assessment
 */

/**
 * Reads what the browser keeps. What cannot be used is left as it is until the user has decided, and nothing is written
 * over it.
 * @param {App} app
 */
export async function load(app) {
  let found = await app.keeper.load();
  if (!app.started) app.adopt(found.settings);
  let goOn = null;
  // Another passphrase, another try: the user is asked until it opens, or goes on without.
  while (found.trouble && goOn === null) {
    goOn = await passGate(app, found.trouble);
    found = await app.keeper.load();
  }
  app.otherHash = found.otherHash;
  app.begin(goOn ?? found.assessment ?? emptyAssessment(""));
  app.unsavedFile ||= goOn !== null;
  if (!found.earlier || !app.writer.mine) return;
  app.earlier = true;
  app.keeper.replace(app.assessment);
  app.keeper.keepSetting("earlier", true);
}

/**
 * What is kept is kept in another way by now: other tabs hear of it.
 * @param {App} app
 */
export function keptOtherwise(app) {
  if (app.writer.mine) app.tabs.tell(app.keeper.state);
  showSaveState(app);
}

/**
 * A tab that does not write asks how things are, and looks for itself where nobody may answer.
 * @param {App} app
 */
export function catchUp(app) {
  if (app.writer.mine) return;
  app.tabs.ask();
  if (!app.tabs.channel) hear(app, "saved");
}

/**
 * Shows what the tab that writes has saved, as soon as that is all that it has.
 * @param {App} app
 * @param {string} state
 */
export async function hear(app, state) {
  if (!app.started || app.gate) return;
  app.behind = true;
  // What this tab alone has is never given up for what another one saved.
  const alone = app.keeper.waiting || ["memory", "failed"].includes(app.keeper.state);
  const [look, settled] = [(app.looks += 1), !alone && ["saved", "idle"].includes(state)];
  const found = settled ? await app.keeper.load(true) : null;
  // Meanwhile another word may have come, or the right to write.
  if (look !== app.looks || app.writer.mine) return;
  if (found?.trouble === null) {
    app.behind = false;
    showKept(app, found.assessment);
  }
  if (state !== "saving") showSaveState(app);
}

/**
 * Puts what is kept in place of what is shown, where it differs; what is being read stays where it is.
 * @param {App} app
 * @param {Assessment | null} kept
 */
function showKept(app, kept) {
  const next = kept ?? emptyAssessment(app.own.now.id);
  if (changedRecords(app.own.now, next).length === 0) return;
  app.begin(next);
  steadily(app, () => drawPart(app));
  drawSmall(app);
}

/**
 * Another tab writes, or this one may again: then what was written meanwhile is read first.
 * @param {App} app
 * @param {boolean} mine
 */
export async function writing(app, mine) {
  if (!app.started) return;
  if (mine && app.keeper.state !== "memory" && !app.keeper.waiting) await load(app);
  render(app, mine);
  say(app, app.words.say(mine ? "tool.notice.mine" : "tool.state.other"));
}

/**
 * Whether what was made from a state may be handed out: not where it is older than what another tab has.
 * @param {App} app
 * @param {Assessment} [state]
 */
export function isCurrent(app, state = app.assessment) {
  return app.writer.mine || (!app.behind && state === app.assessment);
}
