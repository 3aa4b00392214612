/** What stands around the parts: head, progress and save state, the list of parts, foot. */
import { THEMES, pageLink, wayHome } from "./address.js";
import { h, redrawn, s, unseen } from "./dom.js";
import { progressWords } from "./parts.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../types.js").Part} Part
 */

/** From this width on the list of parts stands beside them, and all actions in the bar (as in styles/tool/frame.css). */
const WIDE_PAGE = "(min-width: 62rem)";

/** The site's mark, as in templates/mark.html. */
const SITE_MARK = {
  post: "M7.5 2v14.5c0 3.4 2 5.5 5.2 5.5 2.9 0 5-1.6 6.3-4.4",
  board: "M7.5 4.5h9.5l4 3.5-4 3.5H7.5z",
};

/**
 * All that stands on the page.
 * @param {View} view
 * @param {Part[]} parts
 * @param {HTMLElement} shown The part that is shown.
 * @returns {HTMLElement[]}
 */
export function frame(view, parts, shown) {
  const notices = h(
    "details",
    { class: "notices", id: "notices", hidden: true },
    h("summary", null),
    h("div", null),
  );
  const main = h(
    "main",
    { id: "main", tabindex: -1 },
    notices,
    h("div", { id: "panel" }, shown),
    h("div", { class: "steps" }),
  );
  const rooms = {
    head: header(view),
    bar: progressBar(view),
    columns: h("div", { class: "columns" }, main),
    menu: overlaid("menu", view.words.say("tool.menu")),
  };
  placed(view, parts, rooms, notices);
  return [
    h("a", { class: "skip", href: "#main" }, view.words.say("tool.skip")),
    rooms.head,
    rooms.bar,
    rooms.columns,
    credit(view),
    h("div", { class: "paper print-only" }),
  ];
}

/**
 * Puts what has its place by the width of the page into one of the rooms, now and whenever that width changes.
 * @param {View} view
 * @param {Part[]} parts
 * @param {Record<"head" | "bar" | "columns" | "menu", HTMLElement>} rooms
 * @param {HTMLElement} notices
 */
function placed(view, parts, { head, bar, columns, menu }, notices) {
  const [list, actions, save] = [navigation(view, parts), actionButtons(view), saveButton(view)];
  const settings = h("div", { class: "settings" }, languageChoice(view), themeChoice(view));
  const wide = matchMedia(WIDE_PAGE);
  const place = () => {
    columns.prepend(...(wide.matches ? [list] : []));
    bar.prepend(...(wide.matches ? [] : [list]));
    // Saving to a file is what counts: it is at hand without a menu.
    if (wide.matches) actions.querySelector("#redo")?.after(save);
    bar.querySelector("#next")?.before(wide.matches ? actions : save);
    menu.lastElementChild?.append(...(wide.matches ? [] : [actions, settings]));
    head.append(wide.matches ? settings : menu);
    if (wide.matches) menu.remove();
    for (const folded of [list.querySelector("details"), notices])
      folded?.toggleAttribute("open", wide.matches);
  };
  place();
  wide.addEventListener("change", place);
}

/** @param {View} view */
function saveButton({ act, words }) {
  return h(
    "button",
    { type: "button", id: "save", click: act.save },
    h("span", { class: "full" }, words.say("tool.save")),
    h("span", { class: "short", "aria-hidden": "true" }, words.say("tool.saveshort")),
  );
}

/**
 * Whose model it is.
 * @param {View} view
 */
function credit({ model, words }) {
  const { owner, version } = model;
  const key = model.own ? "tool.own.credit" : "tool.foot";
  const line = words.say(key, { model: words.model, owner, version });
  return h("footer", null, h("p", null, line));
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
  if (meter instanceof HTMLProgressElement)
    [meter.max, meter.value] = [total, answered + notApplicable];
  // Of all, too: there is no room for whole words on a small screen.
  for (const group of [...categories, { ...view.result, id: "" }]) {
    const count = root.querySelector(`[data-count="${CSS.escape(group.id)}"]`);
    if (count)
      count.textContent = view.words.say("tool.figure.of", {
        answered: group.answered + group.notApplicable,
        total: group.total,
      });
  }
  for (const name of /** @type {const} */ (["undo", "redo"]))
    root.querySelector(`#${name}`)?.toggleAttribute("disabled", view.readonly || !view.can[name]);
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
  const step = (/** @type {"back" | "on"} */ way, /** @type {Part | undefined} */ part) =>
    part &&
    h(
      "a",
      { href: `#part-${part.name}`, id: `step-${way}` },
      h("span", { class: "hint" }, view.words.say(`tool.step.${way}`)),
      " ",
      part.title(view),
    );
  const steps = root.querySelector(".steps");
  if (steps)
    redrawn(
      steps,
      h("div", { class: "steps" }, step("back", parts[at - 1]), step("on", parts[at + 1])),
    );
}

/** @param {View} view */
function header(view) {
  const { words, about, from } = view;
  const way = words.say(from === "" ? "tool.home" : "tool.back");
  const mark = s(
    "svg",
    { class: "site-mark", viewBox: "0 0 24 24", width: 24, height: 24, "aria-hidden": "true" },
    s("path", { class: "mark-post", d: SITE_MARK.post }),
    s("path", { class: "mark-board", d: SITE_MARK.board }),
  );
  return h(
    "header",
    null,
    h(
      "a",
      { class: "brand", ...pageLink(view, wayHome(view)), title: way },
      mark,
      h("span", null, about.site),
      unseen(` ${way}`),
    ),
    h("h1", null, words.say("tool.title", { model: words.model })),
  );
}

/** @param {View} view */
function actionButtons({ words, act, readonly }) {
  const button = (
    /** @type {"open" | "print" | "undo" | "redo"} */ id,
    /** @type {string} */ key,
    disabled = false,
  ) => h("button", { type: "button", id, disabled, click: act[id] }, words.say(key));
  return h(
    "div",
    { class: "actions" },
    button("undo", "tool.undo.button"),
    button("redo", "tool.redo.button"),
    button("open", "tool.open", readonly),
    button("print", "tool.print"),
  );
}

/**
 * Details whose content lies over the page: they close by Escape, by what is done in them, and by a press beside them.
 * @param {string} kind
 * @param {...(Node | string)} summary
 */
function overlaid(kind, ...summary) {
  const opener = h("summary", null, summary);
  const details = h(
    "details",
    { class: kind, id: `over-${kind}` },
    opener,
    h("div", { class: "over" }),
  );
  const close = () => {
    if (opener.checkVisibility()) details.open = false;
  };
  details.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !details.open) return;
    close();
    opener.focus();
  });
  details.addEventListener(
    "click",
    ({ target }) => target instanceof Element && target.closest("a, button") && close(),
  );
  return details;
}

/** @param {View} view */
export function languageChoice(view) {
  const options = view.languages.map(({ tag, name, dir }) =>
    h("option", { value: tag, lang: tag, dir, selected: tag === view.words.language.tag }, name),
  );
  return setting("language", view.words.say("tool.language"), options, view.act.setLanguage);
}

/** @param {View} view */
function themeChoice(view) {
  const options = THEMES.map((theme) =>
    h(
      "option",
      { value: theme, selected: theme === view.theme },
      view.words.say(`tool.theme.${theme}`),
    ),
  );
  return setting("theme", view.words.say("tool.theme.label"), options, view.act.setTheme);
}

/**
 * @param {string} id
 * @param {string} label
 * @param {HTMLElement[]} options
 * @param {(value: string) => void} set
 */
function setting(id, label, options, set) {
  return h(
    "p",
    null,
    h("label", { for: id }, label),
    " ",
    h("select", { id, change: ({ target }) => set(target.value) }, options),
  );
}

/** @param {View} view */
function progressBar(view) {
  return h(
    "section",
    { class: "bar-top", "aria-label": view.words.say("tool.bar") },
    h(
      "p",
      { class: "progress" },
      h("span", { id: "progress-words" }),
      h("span", { class: "count", "data-count": "", "aria-hidden": "true" }),
      " ",
      h("progress", { id: "progress", "aria-labelledby": "progress-words" }),
    ),
    h("p", { id: "save-state" }),
    h(
      "button",
      { type: "button", id: "next", class: "primary", click: view.act.nextOpen },
      view.words.say("tool.next"),
    ),
  );
}

/**
 * @param {View} view
 * @param {Part[]} parts
 */
function navigation(view, parts) {
  const links = parts.map((part) => {
    const count = part.counted === true && h("span", { class: "count", "data-count": part.name });
    return h(
      "li",
      null,
      h(
        "a",
        { href: `#part-${part.name}` },
        h("span", null, part.title(view)),
        count && " ",
        count,
      ),
    );
  });
  const folded = overlaid(
    "parts",
    h("span", { class: "unseen" }, view.words.say("tool.parts")),
    h("span", { class: "here" }),
  );
  folded.lastElementChild?.append(h("ul", null, links));
  return h("nav", { "aria-label": view.words.say("tool.parts") }, folded);
}
