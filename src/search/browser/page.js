// The page that shows all that a search finds: as many results as are asked for, of one section of the site or of all of it, and what
// other languages have. The address says what is shown, so that it can be shared; the entry of the history says how much and where
// the reader was. view.js hands a query over; without one the page shows nothing.

import {
  searchAddressWith,
  searchMarkedAddress,
  searchQueryHere,
  searchSectionHere,
} from "./address.js";
import { searchElement, searchEntry } from "./elements.js";
import { searchElsewhere } from "./languages.js";

const SEARCH_PAGE_SHOWN = 20;
const SEARCH_PAGE_FEW = 3;
const SEARCH_PAGE_ELSEWHERE = 5;

/**
 * What a search page needs of its box: where the site is, which other languages it has, how to say something and how to find.
 * @typedef {object} Box
 * @property {string} root path from the page to the root of the site
 * @property {string} language
 * @property {string[]} others
 * @property {(key: string, count?: number) => string} say
 * @property {(language: string, query: string, limit: number, section: string) => Promise<import("./index.js").Results>} ask
 */

/** @typedef {{ query: string, section: string, limit: number, top: number }} Asked */

/** What is found, in the page. */
export class SearchPage {
  /**
   * @param {HTMLElement} element
   * @param {Box} box
   */
  constructor(element, box) {
    this.box = box;
    this.texts = JSON.parse(element.dataset.texts ?? "{}");
    this.title = document.title;
    this.asked = { query: "", section: "", limit: SEARCH_PAGE_SHOWN, top: 0 };
    // Grows with each search, so that an answer that comes late can be told from the newest.
    this.turn = 0;
    this.query = searchElement("strong", { class: "found-query" });
    this.count = searchElement("span", { role: "status" });
    this.section = /** @type {HTMLSelectElement} */ (searchElement("select", {}));
    const label = searchElement("label", { class: "found-scope", hidden: "" });
    label.append(this.texts["results.section"] ?? "", " ", this.section);
    this.scope = label;
    this.list = searchElement("ol", { class: "found-list" });
    this.more = searchElement("button", { type: "button", hidden: "" }, box.say("more"));
    this.further = searchElement("div", { class: "found-further" });
    const said = searchElement("p", { class: "found-count" }, this.query, " ", this.count);
    element.append(said, label, this.list, this.more, this.further);
  }

  listen() {
    this.section.addEventListener("change", () =>
      this.go(this.asked.query, this.section.value, "replaceState"),
    );
    this.more.addEventListener("click", () => this.grow());
    // Where the reader was, for whoever comes back from a result.
    addEventListener("pagehide", () => this.keep());
  }

  /** Shows what the address asks for. */
  resume() {
    const { limit, top } = history.state?.found ?? {};
    return this.show({
      query: searchQueryHere(),
      section: searchSectionHere(),
      limit: Number(limit) || SEARCH_PAGE_SHOWN,
      top: Number(top) || 0,
    });
  }

  /**
   * Asks for something else.
   * @param {string} query
   * @param {string} section
   * @param {"pushState" | "replaceState"} way
   */
  go(query, section, way) {
    this.keep();
    history[way](null, "", searchAddressWith(location.href, query, section));
    return this.show({ query, section, limit: SEARCH_PAGE_SHOWN, top: 0 });
  }

  async grow() {
    const shown = this.list.children.length;
    await this.show({ ...this.asked, limit: this.asked.limit + SEARCH_PAGE_SHOWN, top: 0 });
    this.keep();
    // The button may be gone: the first of the new results is where the reader goes on.
    this.list.children[shown]?.querySelector("a")?.focus({ preventScroll: true });
  }

  keep() {
    const found = { limit: this.asked.limit, top: scrollY };
    if (this.asked.query !== "") history.replaceState({ found }, "");
  }

  /** @param {Asked} asked */
  async show(asked) {
    this.turn += 1;
    const turn = this.turn;
    this.asked = asked;
    const query = asked.query.trim();
    this.query.textContent = query;
    document.title = query === "" ? this.title : query + " · " + this.title;
    if (query === "") {
      this.fill(asked, { items: [], total: 0, exact: true, near: [], sections: [] });
      this.count.textContent = "";
      return;
    }
    try {
      const { box } = this;
      const results = await box.ask(box.language, query, asked.limit, asked.section);
      if (turn !== this.turn) return;
      this.fill(asked, results);
      if (asked.top > 0) scrollTo({ top: asked.top, behavior: "instant" });
      const few = results.items.length < SEARCH_PAGE_FEW && asked.section === "";
      if (few) await this.elsewhere(query, turn);
    } catch {
      if (turn === this.turn) this.count.textContent = this.box.say("failed");
    }
  }

  /**
   * @param {Asked} asked
   * @param {import("./index.js").Results} results
   */
  fill(asked, results) {
    const { box } = this;
    const entries = (items) => items.map((item) => this.entry(item));
    this.list.replaceChildren(...entries(results.items));
    this.more.hidden = results.items.length === 0 || results.total <= results.items.length;
    const few = results.near.length > 0 ? "none_of_all" : "none";
    const key = results.total === 0 ? few : results.exact ? "results_count" : "about_count";
    this.count.textContent = box.say(key, results.total);
    this.scope.hidden = results.sections.length < 2 && asked.section === "";
    this.section.replaceChildren(...this.options(asked.section, results.sections));
    this.further.replaceChildren();
    if (results.near.length > 0) {
      if (results.items.length > 0) this.further.append(searchElement("h2", {}, box.say("near")));
      const list = searchElement("ol", { class: "found-list" }, ...entries(results.near));
      this.further.append(list);
    }
  }

  /**
   * Choices of a section: all of the site, and those that have something.
   * @param {string} chosen
   * @param {string[]} sections
   */
  options(chosen, sections) {
    const named = [...new Set([...(chosen === "" ? [] : [chosen]), ...sections])];
    const option = (value, text) => {
      const element = searchElement("option", { value }, text);
      /** @type {HTMLOptionElement} */ (element).selected = value === chosen;
      return element;
    };
    const all = option("", this.texts["results.all_sections"] ?? "");
    return [all, ...named.filter((name) => name !== "").map((name) => option(name, name))];
  }

  /**
   * What other languages have, below what this one has.
   * @param {string} query
   * @param {number} turn
   */
  async elsewhere(query, turn) {
    const { box } = this;
    const found = await searchElsewhere(box, query, SEARCH_PAGE_ELSEWHERE, box.others.length);
    if (turn !== this.turn) return;
    for (const { language, heading, items } of found) {
      const entries = items.map((item) => this.entry(item));
      const title = searchElement("h2", { lang: language }, heading);
      this.further.append(title, searchElement("ol", { class: "found-list" }, ...entries));
    }
  }

  /** @param {import("./excerpt.js").Found} item */
  entry(item) {
    const entry = searchEntry(item, this.box.root);
    const link = entry.querySelector("a");
    link?.addEventListener("click", () => (link.href = searchMarkedAddress(link, entry)));
    return entry;
  }
}
