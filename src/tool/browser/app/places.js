/**
 * Where the user is: the address, which names a part or an item and nothing else, the part that is shown, and the focus.
 * What a page of the site says in its link to the tool is taken up here (`view/address.js` reads it).
 */
import { answerTo } from "../state/assessment.js";
import { openingOf, rememberedIn, said } from "../view/address.js";
import { partOf } from "../view/parts-of-page.js";
import { anchorOf } from "../view/parts.js";
import { drawPart, panelOf, render, say } from "./drawing.js";

/** @typedef {import("./app.js").App} App */

/** The id that the address names; never more than that is in the address. */
export function anchorHere() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return "";
  }
}

/**
 * Takes up what a page's link says; then the address is an ordinary one.
 * @param {App} app
 */
export function follow(app) {
  const opening = openingOf(location.hash, app.data);
  app.before = { ...rememberedIn(history.state), ...app.before, ...(opening && said(opening)) };
  remember(app, opening ? `#${opening.item && anchorOf(opening.item)}` : undefined);
  return opening;
}

/**
 * What holds for this opening stays with each entry of the browser's history, so that it outlives loading the page again.
 * @param {App} app
 * @param {string} [address]
 */
export function remember({ before: { language, theme, from } }, address) {
  history.replaceState({ language, theme, from }, "", address);
}

/** Another tool begins in the place of this one: going back leads here again. */
export function leavePlace() {
  history.pushState(null, "", "#");
}

/**
 * The address has changed.
 * @param {App} app
 */
export function moved(app) {
  if (follow(app)) {
    app.adopt({});
    render(app);
  }
  reveal(app, anchorHere(), true);
}

/**
 * @param {App} app
 * @param {string} anchor
 */
export function go(app, anchor) {
  const hash = `#${encodeURIComponent(anchor)}`;
  if (location.hash !== hash) history.pushState(null, "", hash);
  reveal(app, anchor, true);
}

/**
 * Shows the part in which an anchor is, and goes there.
 * @param {App} app
 * @param {string} anchor
 * @param {boolean} move Whether the focus goes there too.
 */
export function reveal(app, anchor, move) {
  const part = partOf(app.view(), anchor);
  if (part === undefined) return;
  if (part !== app.part) {
    app.part = part;
    drawPart(app);
  }
  const [panel, target] = [panelOf(app), document.getElementById(anchor)];
  if (!panel || !target) return;
  if (target === panel) scrollToTop(panel);
  else target.scrollIntoView();
  const focus = target === panel ? panel.querySelector("h2") : firstField(target);
  if (move && focus instanceof HTMLElement) focus.focus({ preventScroll: true });
}

/**
 * What is to be done in a question: what is wrong, else what is chosen, else where one begins.
 * @param {Element} question
 */
function firstField(question) {
  return (
    question.querySelector("[aria-invalid]") ??
    question.querySelector("input:checked") ??
    question.querySelector("input, select, button")
  );
}

/**
 * Goes to the top of the page if the part is to be seen there, else to the part.
 * @param {Element} panel
 */
function scrollToTop(panel) {
  scrollTo(0, 0);
  if (panel.getBoundingClientRect().top > innerHeight / 2) panel.scrollIntoView();
}

/**
 * The item that has the focus, "" for none.
 * @returns {string}
 */
export function itemHere() {
  return document.activeElement?.closest(".item")?.id.slice(anchorOf("").length) ?? "";
}

/**
 * Goes to the first item without an answer after the one touched last, and round again; to that one itself where it lacks
 * no more than a reason, unless this has just gone there.
 * @param {App} app
 */
export function nextOpen(app) {
  const { items } = app.result;
  const here = itemHere() || app.touched;
  const at = items.findIndex((item) => item.id === here);
  const lacksReason = answerTo(app.assessment, here).notApplicable !== null && here !== app.reached;
  const from = lacksReason ? at : at + 1;
  const order = [...items.slice(from), ...items.slice(0, from)];
  const next = order.find(({ state }) => state === "open");
  if (next) app.touched = app.reached = next.id;
  else say(app, app.words.say("tool.alldone"));
  go(app, next ? anchorOf(next.id) : "part-result");
}
