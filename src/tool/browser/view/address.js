/** The tool's address: what a page of the site says in its link to the tool, and links back to pages of the site. */

/**
 * @typedef {import("../types.js").ToolData} ToolData
 * @typedef {import("../types.js").View} View
 * @typedef {{language: string, theme: string, item: string, from: string}} Opening Each "" where nothing (known) is said.
 */

/** The colour schemes to choose from. */
export const THEMES = ["auto", "light", "dark"];

/** The address of a page as seen from a tool. It names no scheme, no server and no way but down from the site's root. */
const PAGE = /^\.\.\/(?:[a-z0-9-]+\/)*[a-z0-9-]+\.html$/i;

/**
 * What a link says in its fragment; null where it is an ordinary one. What is not known here is as if it were not said.
 * @param {string} fragment
 * @param {ToolData} data
 * @returns {Opening | null}
 */
export function openingOf(fragment, { languages, model }) {
  if (!fragment.includes("=")) return null;
  const said = new URLSearchParams(fragment.slice(1));
  const among = (/** @type {string} */ name, /** @type {string[]} */ known) =>
    known.find((one) => one === said.get(name)) ?? "";
  return {
    language: among(
      "lang",
      languages.map(({ tag }) => tag),
    ),
    theme: among("theme", THEMES),
    item: among(
      "item",
      model.items.map(({ id }) => id),
    ),
    from: pageOrNone(said.get("from")),
  };
}

/**
 * The address of a page, if it is one.
 * @param {unknown} address
 */
export function pageOrNone(address) {
  return typeof address === "string" && PAGE.test(address) ? address : "";
}

/**
 * What a link says, without what it does not.
 * @param {Opening} opening
 */
export function said({ language, theme, from }) {
  return Object.fromEntries(
    Object.entries({ language, theme, from }).filter(([, value]) => value !== ""),
  );
}

/**
 * What an entry of the browser's history says of this opening; it is read as strictly as a link.
 * @param {any} state
 */
export function rememberedIn(state) {
  const { language = "", theme = "", from } = state ?? {};
  return said({
    language: String(language),
    theme: THEMES.includes(theme) ? theme : "",
    item: "",
    from: pageOrNone(from),
  });
}

/**
 * The page that the user came from, in the language that the tool is in now; the home page where nobody said.
 * @param {View} view
 */
export function wayHome({ from, about, languages, words }) {
  const [, tag = "", rest = ""] = /^\.\.\/([^/]+)(\/.*)$/.exec(from) ?? [];
  if (from === "") return about.home;
  return languages.some((language) => language.tag === tag)
    ? `../${words.language.tag}${rest}`
    : from;
}

/**
 * The address of a link as attributes. A page of the site is told the colours: from `file://` it may not see what is kept here.
 * @param {{theme: string}} view
 * @param {string} href
 */
export function pageLink({ theme }, href) {
  if (!href.startsWith("../")) return { href };
  const sent = theme === "auto" ? "" : `${href.includes("#") ? "&" : "#"}theme=${theme}`;
  return { href: href + sent, "data-page": href };
}

/**
 * Tells the links that there are the colours that hold now.
 * @param {HTMLElement} root
 * @param {string} theme
 */
export function tellTheme(root, theme) {
  for (const link of root.querySelectorAll("[data-page]"))
    link.setAttribute("href", pageLink({ theme }, link.getAttribute("data-page") ?? "").href);
}
