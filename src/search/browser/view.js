// The search box of a page: a combobox with a list of results. What is typed is searched for (loader.js brings the index) and
// shown (panel.js); what is shown stays in the history (address.js). On the page of results the box also says what that page
// shows (page.js). The entry is `startSearch`. Without this script the form is a plain form.

import {
  searchAddressWith,
  searchMarkedAddress,
  searchPlace,
  searchQueryHere,
  searchRemember,
} from "./address.js";
import { SearchIndex } from "./index.js";
import { searchElsewhere } from "./languages.js";
import { SearchLoader } from "./loader.js";
import { SearchPage } from "./page.js";
import { SearchPanel } from "./panel.js";

const SEARCH_SHOWN = 10;
const SEARCH_TYPING_MS = 60;
const SEARCH_WAITING_MS = 200;

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

/** One search form and what it shows. */
class SearchBox {
  /**
   * @param {HTMLFormElement} form
   * @param {HTMLInputElement} input
   * @param {{ createScriptURL: (address: string) => any } | null} policy
   */
  constructor(form, input, policy) {
    const { search = "", language = "", texts = "{}", index = "", indexTitle = "" } = form.dataset;
    const { languages = "", results = "" } = form.dataset;
    this.contents = { href: index, title: indexTitle };
    this.results = results;
    this.others = languages.split(" ").filter((tag) => tag !== "");
    this.form = form;
    this.input = input;
    this.root = search === "" || search.endsWith("/") ? search : search + "/";
    this.language = language;
    this.texts = JSON.parse(texts);
    this.policy = policy;
    /** @type {Map<string, SearchLoader>} */
    this.loaders = new Map();
    this.limit = SEARCH_SHOWN;
    // Grows with each search, so that an answer that comes late can be told from the newest.
    this.turn = 0;
    this.shown = "";
    this.typing = 0;
    searchBoxes += 1;
    this.panel = new SearchPanel(form, input, "search-" + searchBoxes, this.say("hint"));
    const page = document.querySelector("[data-search-page]");
    this.page = page instanceof HTMLElement ? new SearchPage(page, this.box()) : null;
  }

  /** @returns {import("./page.js").Box} */
  box() {
    const { root, language, others } = this;
    return {
      root,
      language,
      others,
      say: (key, count) => this.say(key, count),
      ask: (...asked) => this.ask(...asked),
    };
  }

  /**
   * The index of a language, loaded when it is first used.
   * @param {string} language
   */
  loader(language) {
    const open = (head, shards) => new SearchIndex(head, shards);
    const loader =
      this.loaders.get(language) ?? new SearchLoader(this.root, language, this.policy, open);
    this.loaders.set(language, loader);
    return loader;
  }

  /**
   * @param {string} language
   * @param {string} query
   * @param {number} limit
   * @param {string} [section] of the site
   */
  ask(language, query, limit, section = "") {
    return this.loader(language).withIndex((index) => index.query(query, limit, section));
  }

  /**
   * @param {boolean} composing
   */
  listen(composing) {
    this.input.addEventListener("focus", () => this.warm());
    this.input.addEventListener("input", (event) => this.typed(event));
    this.input.addEventListener("compositionend", () => this.later());
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    this.input.addEventListener("click", () => this.shown !== "" && this.panel.open());
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("focusout", (event) => this.left(event));
    // Back to a page that the browser kept as it was.
    addEventListener(
      "pageshow",
      (event) => event.persisted && searchQueryHere() !== "" && this.resume(),
    );
    this.panel.listen();
    document.addEventListener("keydown", (event) => this.called(event));
    if (document.activeElement === this.input) this.warm();
    if (this.page) {
      this.page.listen();
      this.resumePage();
      addEventListener("popstate", () => this.resumePage());
    } else if (this.input.value !== "" && this.input.value === searchQueryHere()) this.resume();
    else if (this.input.value !== "" && document.activeElement === this.input && !composing)
      this.later();
  }

  /** The page of results shows what the address asks for, and the box says it. */
  resumePage() {
    this.input.value = searchQueryHere();
    this.shown = "";
    this.close();
    this.page?.resume();
  }

  /** Shows what the address asks for, and where the reader was in it. */
  async resume() {
    const place = searchPlace();
    this.input.value = searchQueryHere();
    this.input.focus({ preventScroll: true });
    this.limit = place?.limit ?? SEARCH_SHOWN;
    await this.search();
    if (place === null || this.input.value !== this.shown) return;
    this.panel.select(place.active);
    this.panel.element.scrollTop = place.top;
  }

  /** @param {FocusEvent} event */
  left(event) {
    // The whole window was left, for its address bar perhaps: the box still has the focus.
    if (document.activeElement === this.input) return;
    if (event.relatedTarget instanceof Node && this.form.contains(event.relatedTarget)) return;
    this.close();
    this.remember("");
  }

  /** Keeps in the history what is shown, so that Back leads to it. */
  remember(query = this.shown) {
    // The address of the page of results says what that page shows.
    if (this.page) return;
    const { limit, panel } = this;
    const place = { limit, active: panel.active, top: panel.element.scrollTop };
    searchRemember(query, place);
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
    const loader = this.loader(this.language);
    loader.withIndex(async () => null).catch(() => null);
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
    if (this.input.value === this.shown && !this.panel.hidden) return null;
    this.limit = SEARCH_SHOWN;
    return this.search();
  }

  async search() {
    const query = this.input.value;
    this.turn += 1;
    const turn = this.turn;
    if (query.trim() === "") {
      this.shown = "";
      this.close();
      this.remember("");
      return;
    }
    const loading = () => turn === this.turn && this.panel.tell(this.say("loading"));
    const waiting = window.setTimeout(loading, SEARCH_WAITING_MS);
    try {
      const results = await this.ask(this.language, query, this.limit);
      if (turn !== this.turn) return;
      this.show(query, results);
      if (this.panel.options.length === 0) await this.elsewhere(query, turn);
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
    const kept = this.shown === query ? this.panel.active : -1;
    this.shown = query;
    const near = { items: results.near, heading: this.say("near") };
    this.panel.fill(results.items, near, this.root, (option) => this.chosen(option));
    this.panel.select(kept < this.panel.options.length ? kept : -1);
    if (results.items.length > 0 && results.total > results.items.length) {
      this.offer("more", () => (this.limit += SEARCH_SHOWN));
    }
    const some = results.items.length + results.near.length > 0;
    if (some && this.results !== "" && !this.page) this.panel.lead(this.wholePage(query));
    if (!some && this.contents.href !== "") this.panel.lead(this.contents);
    const few = results.near.length > 0 ? "none_of_all" : "none";
    const key = results.total === 0 ? few : results.exact ? "results_count" : "about_count";
    this.panel.tell(this.say(key, results.total));
    this.remember();
  }

  /**
   * Where nothing is found, another language may have it.
   * @param {string} query
   * @param {number} turn
   */
  async elsewhere(query, turn) {
    const [foreign] = await searchElsewhere(this.box(), query, SEARCH_SHOWN, 1);
    if (turn !== this.turn || foreign === undefined) return;
    this.panel.fill([], foreign, this.root, (option) => this.chosen(option));
    if (this.contents.href !== "") this.panel.lead(this.contents);
    this.panel.open();
  }

  /**
   * The way to the page that shows all results.
   * @param {string} query
   */
  wholePage(query) {
    const href = searchAddressWith(new URL(this.results, location.href).href, query);
    return { href, title: this.say("all") };
  }

  fail() {
    this.shown = "";
    this.panel.fill([], { items: [], heading: "" }, this.root, () => {});
    this.panel.tell(this.say("failed"));
  }

  /**
   * The address keeps the query: whoever comes back finds the results again.
   * @param {HTMLElement} option
   */
  chosen(option) {
    const { panel } = this;
    if (option instanceof HTMLAnchorElement) option.href = searchMarkedAddress(option);
    const { scrollTop } = panel.element;
    panel.select(panel.options.indexOf(option));
    panel.element.scrollTop = scrollTop;
    this.remember();
    this.close();
  }

  /**
   * A button that searches again.
   * @param {string} key
   * @param {() => void} change
   */
  offer(key, change) {
    this.panel.offer(key, this.say(key), () => {
      change();
      this.input.focus();
      this.search();
    });
  }

  close() {
    this.turn += 1;
    clearTimeout(this.typing);
    this.panel.close();
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
    this.remember("");
  }

  /**
   * Opens the chosen result, or the best one if the list is what was asked for.
   * @param {KeyboardEvent} event
   */
  async enter(event) {
    event.preventDefault();
    const { panel } = this;
    if (panel.options[panel.active]) {
      panel.options[panel.active].click();
      return;
    }
    if (this.page) {
      this.close();
      this.page.go(this.input.value.trim(), "", "pushState");
      return;
    }
    if (this.input.value !== this.shown || panel.hidden) await this.start();
    if (this.input.value === this.shown && !panel.hidden) panel.options[0]?.click();
  }

  /**
   * @param {KeyboardEvent} event
   * @param {number} step
   */
  move(event, step) {
    event.preventDefault();
    if (!this.panel.hidden) this.panel.move(step);
    else if (this.shown !== "" && this.input.value === this.shown) this.panel.open();
    else this.later();
  }

  /**
   * “/” calls the search box from anywhere but a field.
   * @param {KeyboardEvent} event
   */
  called(event) {
    const { key, ctrlKey, metaKey, altKey, isComposing, defaultPrevented } = event;
    if (key !== "/" || ctrlKey || metaKey || altKey || isComposing || defaultPrevented) return;
    const target = event.target instanceof HTMLElement ? event.target : null;
    if (target?.isContentEditable || target?.closest("input, textarea, select")) return;
    event.preventDefault();
    this.input.focus();
    this.input.select();
  }
}
