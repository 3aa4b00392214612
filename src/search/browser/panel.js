// What opens below the search box: a list of results, of which one can be active, a note of how many there are, and buttons
// that ask for more. It knows nothing of queries; view.js fills it and hears what is chosen.

import { searchElement, searchGroups, searchNear } from "./elements.js";

const SEARCH_SPEAKING_MS = 800;
// Below this height results are no list any more: then the box goes to the top of the window.
const SEARCH_ROOM = 240;
const SEARCH_GAP = 8;

/** The panel of one search box. */
export class SearchPanel {
  /**
   * Adds the parts that only make sense with this script.
   * @param {HTMLFormElement} form
   * @param {HTMLInputElement} input
   * @param {string} id what ids begin with
   * @param {string} hint how the keyboard is used
   */
  constructor(form, input, id, hint) {
    this.form = form;
    this.input = input;
    this.id = id;
    this.active = -1;
    /** @type {HTMLElement[]} */
    this.options = [];
    this.speaking = 0;
    this.list = searchElement("div", {
      id: id + "-list",
      role: "listbox",
      class: "search-list",
      "aria-label": input.labels?.[0]?.textContent?.trim() ?? "",
    });
    this.note = searchElement("p", { class: "search-note", "aria-hidden": "true" });
    this.actions = searchElement("p", { class: "search-actions" });
    this.hint = searchElement("p", { id: id + "-hint", class: "search-hint" }, hint);
    const parts = [this.note, this.list, this.actions, this.hint];
    this.element = searchElement("div", { class: "search-panel", hidden: "" }, ...parts);
    const spoken = { class: "search-status visually-hidden", role: "status" };
    this.status = searchElement("p", { ...spoken, "aria-live": "polite" });
    (form.querySelector(".search-results") ?? form).append(this.element, this.status);
    this.describe();
  }

  /** Says in the box that a list belongs to it. */
  describe() {
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

  get hidden() {
    return this.element.hidden;
  }

  listen() {
    for (const target of [window, window.visualViewport ?? window]) {
      for (const name of ["resize", "scroll"])
        target.addEventListener(name, () => this.hidden || this.fit(), { passive: true });
    }
    // A press on the panel must not take the focus from the box before the click arrives.
    this.element.addEventListener("mousedown", (event) => event.preventDefault());
  }

  /**
   * Shows results in place of those before; none is active, and none asks for more.
   * @param {import("./excerpt.js").Found[]} items
   * @param {{ items: import("./excerpt.js").Found[], heading: string, language?: string }} near what has most of the query, under
   *   its heading
   * @param {string} root
   * @param {(option: HTMLElement) => void} choose
   */
  fill(items, near, root, choose) {
    const groups = searchGroups(items, root, this.id);
    if (near.items.length > 0)
      groups.push(searchNear(near.items, near.heading, root, this.id, near.language));
    this.list.replaceChildren(...groups);
    this.options = /** @type {HTMLElement[]} */ ([...this.list.querySelectorAll("[role=option]")]);
    this.options.forEach((option, number) => {
      option.id = this.id + "-option-" + number;
      option.addEventListener("click", () => choose(option));
    });
    this.active = -1;
    this.actions.replaceChildren();
  }

  /**
   * Adds a button.
   * @param {string} name
   * @param {string} words
   * @param {() => void} press
   */
  offer(name, words, press) {
    const attributes = { type: "button", class: "search-" + name };
    const button = searchElement("button", attributes, words);
    button.addEventListener("click", press);
    this.actions.append(button);
  }

  /**
   * Leads elsewhere.
   * @param {{ href: string, title: string }} to
   */
  lead({ href, title }) {
    this.actions.append(searchElement("a", { href }, title));
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
    this.element.hidden = false;
    this.input.setAttribute("aria-expanded", String(this.options.length > 0));
    this.list.hidden = this.options.length === 0;
    this.hint.hidden = this.options.length === 0;
    this.fit();
  }

  close() {
    clearTimeout(this.speaking);
    this.status.textContent = "";
    this.element.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.select(-1);
  }

  /** The list ends within the window, above a keyboard on the screen, too. */
  fit() {
    if (this.room() < SEARCH_ROOM) this.form.scrollIntoView();
    this.element.style.setProperty("--search-room", `${Math.round(this.room())}px`);
  }

  /** How much height there is between the box and the lower edge of what is seen. */
  room() {
    const { offsetTop = 0, height = innerHeight } = window.visualViewport ?? {};
    return offsetTop + height - this.input.getBoundingClientRect().bottom - 2 * SEARCH_GAP;
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

  /**
   * Goes a step on, and round again.
   * @param {number} step
   */
  move(step) {
    // One place more than there are options: the box itself, where the reader goes on typing.
    const places = this.options.length + 1;
    this.select(((this.active + 1 + step + places) % places) - 1);
  }
}
