// The query stands in the page's address, so that Back, a reload and a shared address bring it back. What else is to be
// as it was (how many results, which one) stands in the entry of the history.

const SEARCH_MARKED = 4;

/** @typedef {{ limit: number, active: number, top: number }} SearchPlace */

/**
 * An address with a query in it, or without one (""), and with the section of the site that it is held to. What else it says
 * stays.
 * @param {string} address
 * @param {string} query
 * @param {string} [section]
 */
export function searchAddressWith(address, query, section = "") {
  const url = new URL(address);
  for (const [name, value] of Object.entries({ q: query, in: section })) {
    url.searchParams.delete(name);
    if (value !== "") url.searchParams.set(name, value);
  }
  return url.href;
}

/**
 * Puts a query into the address of the page; the page's entry in the history stays the same one.
 * @param {string} query
 * @param {SearchPlace | null} place
 */
export function searchRemember(query, place) {
  if (query === "" && searchQueryHere() === "") return;
  try {
    history.replaceState(
      query === "" ? null : { search: place },
      "",
      searchAddressWith(location.href, query),
    );
  } catch {
    // A browser that finds this too often; the results are there all the same.
  }
}

/**
 * Where the reader was among the results; null if the history knows nothing of it.
 * @returns {SearchPlace | null}
 */
export function searchPlace() {
  const { limit, active, top } = history.state?.search ?? {};
  return typeof limit === "number" ? { limit, active: Number(active), top: Number(top) } : null;
}

/** The section of the site in the address of the page. */
export function searchSectionHere() {
  return new URLSearchParams(location.search).get("in") ?? "";
}

/** The query in the address of the page. */
export function searchQueryHere() {
  return new URLSearchParams(location.search).get("q") ?? "";
}

/**
 * The address of a result with the words that matched, so that the browser marks them on the page and scrolls there. Where it does
 * not find them as whole words, or knows nothing of this, it goes to the part of the page as before.
 * @param {HTMLAnchorElement} link
 * @param {HTMLElement} [result] what has the excerpt, if the link does not
 */
export function searchMarkedAddress(link, result = link) {
  const [address] = link.href.split(":~:");
  const marks = [...result.querySelectorAll(".search-excerpt mark")];
  const words = marks.map((mark) => mark.textContent ?? "").filter((word) => word.length > 1);
  // A fragment that says more than a place is for a tool alone, which finds no other.
  if (words.length === 0 || address.includes("=", address.indexOf("#"))) return address;
  const first = new Set(words.slice(0, SEARCH_MARKED));
  const texts = [...first].map((word) => "text=" + encodeURIComponent(word).replaceAll("-", "%2D"));
  return address + (address.includes("#") ? "" : "#") + ":~:" + texts.join("&");
}
