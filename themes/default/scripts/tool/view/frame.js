/** What stands around the parts: head, progress and save state, the list of parts, foot. */
import { h, redrawn } from "./dom.js";
import { progressWords } from "./parts.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../types.js").Part} Part
 */

/** From this width on the list of parts stands beside them; below, it is folded (as in styles/tool/frame.css). */
const WIDE_PAGE = "(min-width: 62rem)";

/** The colour schemes to choose from. */
const THEMES = ["auto", "light", "dark"];

/**
 * @param {View} view
 * @param {Part[]} parts
 * @param {HTMLElement} shown The part that is shown.
 * @returns {HTMLElement[]}
 */
export function frame(view, parts, shown) {
  const main = h("main", { id: "main", tabindex: -1 }, h("div", { class: "notices" }), h("div", { id: "panel" }, shown), h("div", { class: "steps" }));
  return [
    h("a", { class: "skip", href: "#main" }, view.words.say("tool.skip")),
    header(view),
    progressBar(view),
    h("div", { class: "columns" }, navigation(view, parts), main),
    h("footer", null, h("p", null, view.words.say("tool.foot", { model: view.words.model, owner: view.model.owner }))),
    h("div", { class: "paper print-only" }),
  ];
}

/**
 * Writes progress into the bar and the list of parts, and which way there is something to undo.
 * @param {View} view
 * @param {HTMLElement} root
 */
export function showFrame(view, root) {
  const { answered, notApplicable, total, categories } = view.result;
  const words = root.querySelector("#progress-words");
  if (words) words.textContent = progressWords(view, view.result);
  const meter = root.querySelector("#progress");
  if (meter instanceof HTMLProgressElement) [meter.max, meter.value] = [total, answered + notApplicable];
  for (const group of categories) {
    const count = root.querySelector(`[data-count="${CSS.escape(group.id)}"]`);
    if (count) count.textContent = view.words.say("tool.figure.of", { answered: group.answered + group.notApplicable, total: group.total });
  }
  for (const name of /** @type {const} */ (["undo", "redo"])) root.querySelector(`#${name}`)?.toggleAttribute("disabled", view.readonly || !view.can[name]);
}

/**
 * Marks the part that is shown in the list, and says which ones stand before and after it.
 * @param {View} view
 * @param {HTMLElement} root
 * @param {Part[]} parts
 * @param {string} name
 */
export function showPart(view, root, parts, name) {
  for (const link of root.querySelectorAll("nav a")) {
    if (link.getAttribute("href") === `#part-${name}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  const at = parts.findIndex((part) => part.name === name);
  root.querySelector("nav .here")?.replaceChildren(parts[at]?.title(view) ?? "");
  const step = (/** @type {"back" | "on"} */ way, /** @type {Part | undefined} */ part) => part && h("a", { href: `#part-${part.name}`, id: `step-${way}` }, h("span", { class: "hint" }, view.words.say(`tool.step.${way}`)), " ", part.title(view));
  const steps = root.querySelector(".steps");
  if (steps) redrawn(steps, h("div", { class: "steps" }, step("back", parts[at - 1]), step("on", parts[at + 1])));
}

/** @param {View} view */
function header(view) {
  const { words, act, about } = view;
  const button = (/** @type {"save" | "open" | "print" | "undo" | "redo"} */ id, /** @type {string} */ key, disabled = false) => h("button", { type: "button", id, disabled, click: act[id] }, words.say(key));
  return h(
    "header",
    null,
    h("p", { class: "home" }, h("a", { href: about.home }, words.say("tool.home"))),
    h("h1", null, words.say("tool.title", { model: words.model })),
    h("div", { class: "settings" }, languageChoice(view), themeChoice(view)),
    h("div", { class: "buttons actions" }, button("save", "tool.save"), button("open", "tool.open", view.readonly), button("print", "tool.print"), button("undo", "tool.undo.button"), button("redo", "tool.redo.button")),
  );
}

/** @param {View} view */
export function languageChoice(view) {
  const options = view.languages.map(({ tag, name, dir }) => h("option", { value: tag, lang: tag, dir, selected: tag === view.words.language.tag }, name));
  return setting("language", view.words.say("tool.language"), options, view.act.setLanguage);
}

/** @param {View} view */
function themeChoice(view) {
  const options = THEMES.map((theme) => h("option", { value: theme, selected: theme === view.theme }, view.words.say(`tool.theme.${theme}`)));
  return setting("theme", view.words.say("tool.theme.label"), options, view.act.setTheme);
}

/**
 * @param {string} id
 * @param {string} label
 * @param {HTMLElement[]} options
 * @param {(value: string) => void} set
 */
function setting(id, label, options, set) {
  return h("p", null, h("label", { for: id }, label), " ", h("select", { id, change: ({ target }) => set(target.value) }, options));
}

/** @param {View} view */
function progressBar(view) {
  return h(
    "section",
    { class: "bar-top", "aria-label": view.words.say("tool.bar") },
    h("p", { class: "progress" }, h("span", { id: "progress-words" }), " ", h("progress", { id: "progress", "aria-labelledby": "progress-words" })),
    h("p", { id: "save-state" }),
    h("button", { type: "button", id: "next", class: "primary", click: view.act.nextOpen }, view.words.say("tool.next")),
  );
}

/**
 * @param {View} view
 * @param {Part[]} parts
 */
function navigation(view, parts) {
  const links = parts.map((part) => {
    const count = part.counted === true && h("span", { class: "count", "data-count": part.name });
    return h("li", null, h("a", { href: `#part-${part.name}` }, h("span", null, part.title(view)), count && " ", count));
  });
  const wide = matchMedia(WIDE_PAGE);
  const folded = h("details", { class: "parts", open: wide.matches }, h("summary", null, h("span", { class: "hint" }, view.words.say("tool.parts")), " ", h("span", { class: "here" })), h("ul", null, links));
  wide.addEventListener("change", () => (folded.open = wide.matches));
  folded.addEventListener("click", (event) => {
    if (!wide.matches && event.target instanceof Element && event.target.closest("a")) folded.open = false;
  });
  return h("nav", { "aria-label": view.words.say("tool.parts") }, folded);
}
