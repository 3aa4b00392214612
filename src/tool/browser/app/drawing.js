/**
 * What the page shows of the state: all of it, one part, or what changes with each answer, and the line that says how it is
 * kept. Views build elements; here is decided which of them are built anew, and when. Nothing here changes the assessment.
 */
import { changedAnswers, isFileDue } from "../keep/backup.js";
import { h, redrawn } from "../view/dom.js";
import { frame, showFrame, showPart } from "../view/frame.js";
import { saveLine, showNotices } from "../view/notices.js";
import { buildPanel, partsOf } from "../view/parts-of-page.js";

/** @typedef {import("./app.js").App} App */

const DRAW_DELAY = 250;
const SAY_DELAY = 700;

/**
 * Builds the whole page anew: at the start, in another language, with another assessment.
 * @param {App} app
 * @param {boolean} [anew] Whether another state is shown than the one that the user may be writing in.
 */
export function render(app, anew = false) {
  const view = app.view();
  showTitle(app, view.about.site);
  if (app.gate) return app.gate();
  clearTimeout(app.drawing);
  const parts = partsOf(view);
  const page = h("div", { id: app.root.id }, frame(view, parts, buildPanel(view, app.part)));
  redrawn(app.root, page, { anew });
  showPart(view, app.root, parts, app.part);
  drawSmall(app);
  showSaveState(app);
}

/**
 * Language, colours and title of the document.
 * @param {App} app
 * @param {string} site
 */
function showTitle({ words, theme }, site) {
  const html = document.documentElement;
  [html.lang, html.dir] = [words.language.tag, words.language.dir];
  document.title = `${words.say("tool.title", { model: words.model })} · ${site}`;
  html.setAttribute("data-theme", theme);
}

/**
 * Puts the part that is to be seen in place of the one that is there, and gives the focus back to what had it.
 * @param {App} app
 * @param {boolean} [anew] As of `render`.
 */
export function drawPart(app, anew = false) {
  clearTimeout(app.drawing);
  const place = app.root.querySelector("#panel");
  if (!place) return;
  const view = app.view();
  redrawn(place, h("div", { id: place.id }, buildPanel(view, app.part)), { anew });
  showPart(view, app.root, partsOf(view), app.part);
}

/**
 * What changes with each answer: at once, but for charts, for which an answer never waits.
 * @param {App} app
 */
export function drawSmall(app) {
  const [view, panel] = [app.view(), panelOf(app)];
  showFrame(view, app.root);
  const part = partsOf(view).find(({ name }) => name === app.part);
  if (panel) part?.update?.(view, panel);
  clearTimeout(app.drawing);
  app.drawing = setTimeout(
    () => panel?.isConnected && part?.redraw?.(app.view(), panel),
    DRAW_DELAY,
  );
}

/**
 * The part of the page that is in the document.
 * @param {App} app
 */
export function panelOf(app) {
  return /** @type {HTMLElement | null} */ (app.root.querySelector(".panel"));
}

/**
 * Draws anew without moving the question that is being read.
 * @param {App} app
 * @param {() => void} draw
 */
export function steadily(app, draw) {
  const anchor = [...app.root.querySelectorAll(".panel .item")].find(
    (item) => item.getBoundingClientRect().bottom > 0,
  );
  const before = anchor?.getBoundingClientRect().top ?? 0;
  draw();
  // The question may be another element by now: it is found by its id.
  const after = document.getElementById(anchor?.id ?? "")?.getBoundingClientRect().top;
  if (after !== undefined && scrollY > 0) scrollBy(0, after - before);
}

/**
 * The line beside the progress: what is true at this moment. Read out only when it becomes something else.
 * @param {App} app
 */
export function showSaveState(app) {
  if (!app.started) return;
  const { state } = app.keeper;
  if (state === "saved") app.savedAt = new Date();
  const words = saveLine(app.view(), state, app.savedAt, app.root);
  const { otherHash, earlier, arrived, dismissed } = app;
  const behind = app.behind && !app.writer.mine;
  const due = dueAnswers(app);
  const what = { state, otherHash, earlier, arrived, behind, dismissed, due };
  showNotices(app.view(), app.root, what);
  // While somebody types, "saving" and "saved" follow each other: that is not read out each time.
  if (state !== "saving" && state !== "idle" && state !== app.saidState) {
    app.saidState = state;
    say(app, words);
  }
}

/**
 * How many answers are in no file, where it is time for one.
 * @param {App} app
 */
function dueAnswers({ keeper, own }) {
  return isFileDue(keeper.backup, own.now, new Date().toISOString())
    ? changedAnswers(keeper.backup, own.now)
    : null;
}

/**
 * Reads a short message out, once nothing else is to be said.
 * @param {App} app
 * @param {string} words
 */
export function say(app, words) {
  clearTimeout(app.saying);
  app.saying = setTimeout(() => app.status.replaceChildren(words), SAY_DELAY);
}
