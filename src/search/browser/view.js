// The search box of a page: a combobox with a list of results. Without this script the form is a plain form.

import { searchPlace, searchQueryHere, searchRemember } from "./address.js";
import { SearchIndex } from "./index.js";
import { SearchLoader } from "./loader.js";

const SEARCH_SHOWN = 10;
const SEARCH_TYPING_MS = 60;
const SEARCH_SPEAKING_MS = 800;
// Below this height results are no list any more: then the box goes to the top of the window.
const SEARCH_ROOM = 240;
const SEARCH_GAP = 8;

let searchBoxes = 0;

/**
 * Makes a search form live.
 * @param {HTMLFormElement} form
 * @param {{ createScriptURL: (address: string) => any } | null} [policy] the page's Trusted Types policy
 * @param {boolean} [composing] whether an input method is at work in the box already
 */
export function startSearch(form, policy = null, composing = false) {
  const input = form.querySelector("input[type=search], input[role=combobox]");
  if (input instanceof HTMLInputElement) new SearchBox(form, input, policy).listen(composing);
}

/**
 * @param {string} tag
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children
 */
function searchElement(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/**
 * @param {import("./excerpt.js").Pieces} pieces
 */
function searchPieces(pieces) {
  return pieces.map(({ text, marked }) => (marked ? searchElement("mark", {}, text) : text));
}

/** One search form and what it shows. */
class SearchBox {
  /**
   * @param {HTMLFormElement} form
   * @param {HTMLInputElement} input
   * @param {{ createScriptURL: (address: string) => any } | null} policy
   */
  constructor(form, input, policy) {
    const { search = "", language = "", texts = "{}" } = form.dataset;
    this.form = form;
    this.input = input;
    this.root = search === "" || search.endsWith("/") ? search : search + "/";
    this.language = language;
    this.texts = JSON.parse(texts);
    this.loader = new SearchLoader(
      this.root,
      language,
      policy,
      (head, shards) => new SearchIndex(head, shards),
    );
    this.limit = SEARCH_SHOWN;
    this.wide = false;
    // Grows with each search, so that an answer that comes late can be told from the newest.
    this.turn = 0;
    this.shown = "";
    this.active = -1;
    /** @type {HTMLElement[]} */
    this.options = [];
    this.typing = 0;
    this.speaking = 0;
    searchBoxes += 1;
    this.id = "search-" + searchBoxes;
    this.build();
  }

  /** Adds the parts that only make sense with this script. */
  build() {
    this.list = searchElement("div", {
      id: this.id + "-list",
      role: "listbox",
      class: "search-list",
      "aria-label": this.input.labels?.[0]?.textContent?.trim() ?? "",
    });
    this.note = searchElement("p", { class: "search-note", "aria-hidden": "true" });
    this.actions = searchElement("p", { class: "search-actions" });
    this.hint = searchElement(
      "p",
      { id: this.id + "-hint", class: "search-hint" },
      this.say("hint"),
    );
    this.panel = searchElement(
      "div",
      { class: "search-panel", hidden: "" },
      this.note,
      this.list,
      this.actions,
      this.hint,
    );
    this.status = searchElement("p", {
      class: "search-status visually-hidden",
      role: "status",
      "aria-live": "polite",
    });
    const place = this.form.querySelector(".search-results") ?? this.form;
    place.append(this.panel, this.status);
    const attributes = {
      role: "combobox",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
      "aria-autocomplete": "list",
      "aria-haspopup": "listbox",
      "aria-describedby": this.hint.id,
      autocomplete: "off",
      autocapitalize: "none",
      spellcheck: "false",
    };
    for (const [name, value] of Object.entries(attributes)) this.input.setAttribute(name, value);
  }

  /**
   * @param {boolean} composing
   */
  listen(composing) {
    this.input.addEventListener("focus", () => this.warm());
    this.input.addEventListener("input", (event) => this.typed(event));
    this.input.addEventListener("compositionend", () => this.later());
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    this.input.addEventListener("click", () => this.shown !== "" && this.open());
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("focusout", (event) => this.left(event));
    for (const target of [window, window.visualViewport ?? window]) {
      for (const name of ["resize", "scroll"])
        target.addEventListener(name, () => this.panel.hidden || this.fit(), { passive: true });
    }
    // Back to a page that the browser kept as it was.
    addEventListener(
      "pageshow",
      (event) => event.persisted && searchQueryHere() !== "" && this.resume(),
    );
    // A press on the panel must not take the focus from the box before the click arrives.
    this.panel.addEventListener("mousedown", (event) => event.preventDefault());
    document.addEventListener("keydown", (event) => this.called(event));
    if (document.activeElement === this.input) this.warm();
    if (this.input.value !== "" && this.input.value === searchQueryHere()) this.resume();
    else if (this.input.value !== "" && document.activeElement === this.input && !composing)
      this.later();
  }

  /** Shows what the address asks for, and where the reader was in it. */
  async resume() {
    const place = searchPlace();
    this.input.value = searchQueryHere();
    this.input.focus({ preventScroll: true });
    [this.limit, this.wide] = [place?.limit ?? SEARCH_SHOWN, place?.wide ?? false];
    await this.search();
    if (place === null || this.input.value !== this.shown) return;
    this.select(place.active);
    this.panel.scrollTop = place.top;
  }

  /** @param {FocusEvent} event */
  left(event) {
    // The whole window was left, for its address bar perhaps: the box still has the focus.
    if (document.activeElement === this.input) return;
    if (event.relatedTarget instanceof Node && this.form.contains(event.relatedTarget)) return;
    this.close();
    searchRemember("", null);
  }

  /** Keeps in the history what is shown, so that Back leads to it. */
  remember() {
    const { limit, wide, active } = this;
    searchRemember(this.shown, { limit, wide, active, top: this.panel.scrollTop });
  }

  /**
   * @param {string} key
   * @param {number} [count]
   */
  say(key, count) {
    const text = this.texts["search." + key] ?? "";
    return count === undefined
      ? text
      : text.replace("%{count}", new Intl.NumberFormat(this.language).format(count));
  }

  /** Loads the head as soon as a search is likely. A failure is told when there is something to search. */
  warm() {
    this.loader.withIndex(async () => null).catch(() => null);
  }

  /** @param {Event} event */
  typed(event) {
    if (event instanceof InputEvent && event.isComposing) return;
    this.later();
  }

  later() {
    clearTimeout(this.typing);
    this.typing = window.setTimeout(() => this.start(), SEARCH_TYPING_MS);
  }

  /** Starts over with what is in the box. */
  start() {
    clearTimeout(this.typing);
    if (this.input.value === this.shown && !this.wide && !this.panel.hidden) return null;
    this.limit = SEARCH_SHOWN;
    this.wide = false;
    return this.search();
  }

  async search() {
    const query = this.input.value;
    this.turn += 1;
    const turn = this.turn;
    if (query.trim() === "") {
      this.shown = "";
      this.close();
      searchRemember("", null);
      return;
    }
    const waiting = window.setTimeout(
      () => turn === this.turn && this.tell(this.say("loading")),
      200,
    );
    const task = (index) =>
      this.wide ? index.queryWider(query, this.limit) : index.query(query, this.limit);
    try {
      const results = await this.loader.withIndex(task);
      if (turn === this.turn) this.show(query, results);
    } catch {
      if (turn === this.turn) this.fail();
    } finally {
      clearTimeout(waiting);
    }
  }

  /**
   * @param {string} query
   * @param {import("./index.js").Results} results
   */
  show(query, results) {
    const kept = this.shown === query ? this.active : -1;
    this.shown = query;
    this.fill(results.items);
    this.select(kept < this.options.length ? kept : -1);
    this.actions.replaceChildren();
    if (results.items.length > 0 && results.total > results.items.length) {
      this.offer("more", () => (this.limit += SEARCH_SHOWN));
    }
    if (results.wider) this.offer("wider", () => (this.wide = true));
    const key = results.total === 0 ? "none" : results.exact ? "results_count" : "about_count";
    this.tell(this.say(key, results.total));
    this.remember();
  }

  fail() {
    this.shown = "";
    this.fill([]);
    this.actions.replaceChildren();
    this.tell(this.say("failed"));
  }

  /**
   * Results by section of the site; a section stands where its best result does.
   * @param {import("./excerpt.js").Found[]} items
   */
  fill(items) {
    /** @type {Map<string, HTMLElement>} */
    const groups = new Map();
    for (const item of items) {
      const group = groups.get(item.section) ?? this.group(item.section, groups.size);
      groups.set(item.section, group);
      group.append(this.option(item));
    }
    this.list.replaceChildren(...groups.values());
    this.options = /** @type {HTMLElement[]} */ ([...this.list.querySelectorAll("[role=option]")]);
    this.options.forEach((option, number) => (option.id = this.id + "-option-" + number));
    this.active = -1;
  }

  /**
   * @param {string} section
   * @param {number} number
   */
  group(section, number) {
    const id = this.id + "-group-" + number;
    const label = searchElement(
      "div",
      { id, class: "search-section", role: "presentation" },
      section,
    );
    return searchElement(
      "div",
      { role: "group", class: "search-group", "aria-labelledby": id },
      label,
    );
  }

  /**
   * @param {import("./excerpt.js").Found} item
   */
  option(item) {
    const title = searchElement("span", { class: "search-title" }, ...searchPieces(item.title));
    const parts =
      item.label === ""
        ? [title]
        : [searchElement("span", { class: "search-id" }, item.label), " ", title];
    if (item.heading.length > 0)
      parts.push(searchElement("span", { class: "search-heading" }, ...searchPieces(item.heading)));
    if (item.excerpt.length > 0)
      parts.push(searchElement("span", { class: "search-excerpt" }, ...searchPieces(item.excerpt)));
    const attributes = {
      role: "option",
      class: "search-option",
      tabindex: "-1",
      "aria-selected": "false",
      href: this.root + item.address,
    };
    if (item.language !== "") attributes.lang = item.language;
    const option = searchElement("a", attributes, ...parts);
    option.addEventListener("click", () => this.chosen(option));
    return option;
  }

  /**
   * The address keeps the query: whoever comes back finds the results again.
   * @param {HTMLElement} option
   */
  chosen(option) {
    const { scrollTop } = this.panel;
    this.select(this.options.indexOf(option));
    this.panel.scrollTop = scrollTop;
    this.remember();
    this.close();
  }

  /**
   * A button that searches again.
   * @param {string} key
   * @param {() => void} change
   */
  offer(key, change) {
    const button = searchElement(
      "button",
      { type: "button", class: "search-" + key },
      this.say(key),
    );
    button.addEventListener("click", () => {
      change();
      this.input.focus();
      this.search();
    });
    this.actions.append(button);
  }

  /**
   * Shows a text at once and speaks it when typing has come to rest.
   * @param {string} text
   */
  tell(text) {
    this.note.textContent = text;
    this.open();
    clearTimeout(this.speaking);
    this.speaking = window.setTimeout(() => (this.status.textContent = text), SEARCH_SPEAKING_MS);
  }

  open() {
    this.panel.hidden = false;
    this.input.setAttribute("aria-expanded", String(this.options.length > 0));
    this.list.hidden = this.options.length === 0;
    this.hint.hidden = this.options.length === 0;
    this.fit();
  }

  /** The list ends within the window, above a keyboard on the screen, too. */
  fit() {
    if (this.room() < SEARCH_ROOM) this.form.scrollIntoView();
    this.panel.style.setProperty("--search-room", `${Math.round(this.room())}px`);
  }

  /** How much height there is between the box and the lower edge of what is seen. */
  room() {
    const { offsetTop = 0, height = innerHeight } = window.visualViewport ?? {};
    return offsetTop + height - this.input.getBoundingClientRect().bottom - 2 * SEARCH_GAP;
  }

  close() {
    this.turn += 1;
    clearTimeout(this.typing);
    clearTimeout(this.speaking);
    this.status.textContent = "";
    this.panel.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.select(-1);
  }

  /**
   * @param {number} number
   */
  select(number) {
    this.options[this.active]?.setAttribute("aria-selected", "false");
    this.active = number;
    const option = this.options[number];
    if (!option) {
      this.input.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    this.input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    if (event.isComposing || event.keyCode === 229) return;
    const { key, altKey, ctrlKey, metaKey } = event;
    if (key === "Escape") this.leave(event);
    else if (key === "Enter") this.enter(event);
    else if ((key === "ArrowDown" || key === "ArrowUp") && !altKey && !ctrlKey && !metaKey)
      this.move(event, key === "ArrowDown" ? 1 : -1);
  }

  /**
   * First press: close the list. Second: empty the box.
   * @param {KeyboardEvent} event
   */
  leave(event) {
    event.preventDefault();
    if (!this.panel.hidden) {
      this.close();
      return;
    }
    this.input.value = "";
    this.shown = "";
    searchRemember("", null);
  }

  /**
   * Opens the chosen result, or the best one if the list is what was asked for.
   * @param {KeyboardEvent} event
   */
  async enter(event) {
    event.preventDefault();
    if (this.options[this.active]) {
      this.options[this.active].click();
      return;
    }
    if (this.input.value !== this.shown || this.panel.hidden) await this.start();
    if (this.input.value === this.shown && !this.panel.hidden) this.options[0]?.click();
  }

  /**
   * @param {KeyboardEvent} event
   * @param {number} step
   */
  move(event, step) {
    event.preventDefault();
    if (this.panel.hidden) {
      if (this.shown !== "" && this.input.value === this.shown) this.open();
      else this.later();
      return;
    }
    // One place more than there are options: the box itself, where the reader goes on typing.
    const places = this.options.length + 1;
    this.select(((this.active + 1 + step + places) % places) - 1);
  }

  /**
   * “/” calls the search box from anywhere but a field.
   * @param {KeyboardEvent} event
   */
  called(event) {
    if (
      event.key !== "/" ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      event.isComposing ||
      event.defaultPrevented
    )
      return;
    const target = event.target instanceof HTMLElement ? event.target : null;
    if (target?.isContentEditable || target?.closest("input, textarea, select")) return;
    event.preventDefault();
    this.input.focus();
    this.input.select();
  }
}
