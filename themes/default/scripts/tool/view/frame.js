/** What stands around the parts: head, progress and save state, the list of parts, notices, foot. */
import { h } from "./dom.js";
import { progressWords } from "./parts.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {{key: string, args?: Record<string, string>, kind?: string, buttons?: {key: string, click: () => void}[]}} Notice
 */

/** The colour schemes to choose from. */
const THEMES = ["auto", "light", "dark"];

/**
 * @param {View} view
 * @param {HTMLElement[]} panels
 * @param {HTMLElement[]} printed Head and answers for paper.
 * @returns {HTMLElement[]}
 */
export function frame(view, panels, printed) {
  const [head, answers] = printed;
  return [
    h("a", { class: "skip", href: "#main" }, view.words.say("tool.skip")),
    header(view),
    progressBar(view),
    h("div", { class: "columns" }, navigation(view), h("main", { id: "main", tabindex: -1 }, h("div", { class: "notices" }), head ?? null, ...panels, answers ?? null, steps(view))),
    h("footer", null, h("p", null, view.words.say("tool.foot", { model: view.words.model, owner: view.model.owner }))),
  ];
}

/**
 * Writes progress into the bar and the list of parts.
 * @param {View} view
 * @param {HTMLElement} root
 */
export function showFrame(view, root) {
  const { answered, total } = view.result;
  const words = root.querySelector("#progress-words");
  if (words) words.textContent = progressWords(view, view.result);
  const meter = root.querySelector("#progress");
  if (meter instanceof HTMLProgressElement) [meter.max, meter.value] = [total, answered];
  for (const group of view.result.categories) {
    const count = root.querySelector(`[data-count="${CSS.escape(group.id)}"]`);
    if (count) count.textContent = view.words.say("tool.figure.of", { answered: group.answered, total: group.total });
  }
}

/**
 * Shows one part and marks it in the list.
 * @param {View} view
 * @param {HTMLElement} root
 * @param {string} id
 */
export function showPanel(view, root, id) {
  for (const panel of root.querySelectorAll(".panel")) panel.toggleAttribute("hidden", panel.id !== id);
  for (const link of root.querySelectorAll("nav a")) {
    if (link.getAttribute("href") === `#${id}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  const parts = partsOf(view);
  const at = parts.findIndex((part) => `part-${part.name}` === id);
  stepLink(root, "#step-back", parts[at - 1]);
  stepLink(root, "#step-on", parts[at + 1]);
}

/**
 * @param {View} view
 * @param {HTMLElement} root
 * @param {Notice[]} notices
 */
export function showNotices(view, root, notices) {
  const shown = notices.map(({ key, args, kind, buttons }) => {
    const row = (buttons ?? []).map((button) => h("button", { type: "button", click: button.click }, view.words.say(button.key)));
    return h("div", { class: `notice ${kind ?? ""}` }, h("p", null, view.words.say(key, args)), row.length > 0 && h("p", { class: "buttons" }, row));
  });
  root.querySelector(".notices")?.replaceChildren(...shown);
}

/** @param {View} view */
function header(view) {
  const { words, act, about } = view;
  const button = (/** @type {string} */ id, /** @type {() => void} */ click) => h("button", { type: "button", id, click }, words.say(`tool.${id}`));
  const open = button("open", act.open);
  open.toggleAttribute("disabled", view.readonly);
  return h(
    "header",
    null,
    h("p", { class: "home" }, h("a", { href: about.home }, words.say("tool.home"))),
    h("h1", null, words.say("tool.title", { model: words.model })),
    h("div", { class: "settings" }, languageChoice(view), themeChoice(view)),
    h("div", { class: "actions" }, button("save", act.save), open, button("print", act.print)),
  );
}

/** @param {View} view */
function languageChoice(view) {
  const options = view.languages.map(({ tag, name, dir }) => h("option", { value: tag, lang: tag, dir, selected: tag === view.words.language.tag }, name));
  const select = h("select", { id: "language" }, options);
  select.addEventListener("change", () => view.act.setLanguage(select.value));
  return h("p", null, h("label", { for: "language" }, view.words.say("tool.language")), " ", select);
}

/** @param {View} view */
function themeChoice(view) {
  const options = THEMES.map((theme) => h("option", { value: theme, selected: theme === view.theme }, view.words.say(`tool.theme.${theme}`)));
  const select = h("select", { id: "theme" }, options);
  select.addEventListener("change", () => view.act.setTheme(select.value));
  return h("p", null, h("label", { for: "theme" }, view.words.say("tool.theme.label")), " ", select);
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
 * The parts in their order.
 * @param {View} view
 */
function partsOf(view) {
  const { words } = view;
  const categories = view.model.categories.map((id) => ({ name: id, title: `${id} ${words.category(id)}`, counted: true }));
  return [
    { name: "start", title: words.say("tool.start.title"), counted: false },
    ...categories,
    { name: "result", title: words.say("tool.result.title"), counted: false },
    { name: "data", title: words.say("tool.data.title"), counted: false },
  ];
}

/** @param {View} view */
function navigation(view) {
  const links = partsOf(view).map(({ name, title, counted }) => {
    const count = counted && h("span", { class: "count", "data-count": name });
    return h("li", null, h("a", { href: `#part-${name}` }, h("span", null, title), count && " ", count));
  });
  return h("nav", { "aria-label": view.words.say("tool.parts") }, h("ul", null, links));
}

/** @param {View} view */
function steps(view) {
  const step = (/** @type {string} */ id, /** @type {string} */ key) => h("a", { id, href: "#", hidden: true }, h("span", { class: "hint" }, view.words.say(key)), " ", h("span", { class: "to" }));
  return h("div", { class: "steps" }, step("step-back", "tool.step.back"), step("step-on", "tool.step.on"));
}

/**
 * @param {HTMLElement} root
 * @param {string} selector
 * @param {{name: string, title: string} | undefined} part
 */
function stepLink(root, selector, part) {
  const link = root.querySelector(selector);
  link?.toggleAttribute("hidden", !part);
  link?.setAttribute("href", `#part-${part?.name ?? ""}`);
  link?.querySelector(".to")?.replaceChildren(part?.title ?? "");
}
