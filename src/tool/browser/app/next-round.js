/** From a finished round to the next one, after a question that says what stays and what begins anew. */
import { LIMITS } from "../state/check.js";
import { lastChange } from "../state/ratings.js";
import { nextRound } from "../state/round.js";
import { ask, tell } from "../view/dialogs.js";
import { h } from "../view/dom.js";
import { today } from "../view/exchange.js";
import { saveToFile } from "./filing.js";
import { drawPart, say, showSaveState } from "./drawing.js";
import { go } from "./places.js";

/** @typedef {import("./app.js").App} App */

/** @param {App} app */
export async function startNextRound(app) {
  const { words, assessment } = app;
  const name = words.day(assessment.date || lastChange(assessment).slice(0, 10) || today());
  if (assessment.snapshots.length >= LIMITS.snapshots)
    return tell(words, "tool.round.title", "tool.originals.full", {
      file: name,
      count: LIMITS.snapshots,
    });
  if ((await ask(roundQuestion(app, name))) !== "yes" || !app.writer.mine) return;
  const now = new Date().toISOString();
  if (!assessment.sample) app.keeper.keepCopy(app.assessment, now);
  app.change("", nextRound(app.assessment, app.data.model, { id: crypto.randomUUID(), name, now }));
  drawPart(app);
  showSaveState(app);
  go(app, "part-start");
  say(app, words.say("tool.round.done"));
}

/**
 * @param {App} app
 * @param {string} name
 */
function roundQuestion(app, name) {
  const { words, assessment, result } = app;
  const { previous, ratings } = assessment;
  const say = (
    /** @type {string} */ key,
    /** @type {Record<string, string | number>} */ args = {},
  ) => h("li", null, words.say(`tool.round.ask.${key}`, args));
  const lines = [
    say("stays"),
    say("past", { count: result.answered + result.notApplicable, name }),
    ratings.length > 0 ? say("ratings", { count: ratings.length }) : "",
    say("anew"),
    previous ? say("older", { name: previous.name }) : "",
  ];
  const save = h(
    "button",
    { type: "button", id: "round-save", click: () => saveToFile(app) },
    words.say("tool.preview.save"),
  );
  return {
    title: words.say("tool.round.title"),
    body: [
      h("ul", null, lines),
      h("p", null, words.say("tool.round.undo")),
      h("p", { class: "buttons" }, save),
    ],
    buttons: [
      { value: "", words: words.say("tool.cancel") },
      { value: "yes", words: words.say("tool.round.confirm"), kind: "primary" },
    ],
  };
}
