// What other languages have of a query, where the reader's own has little.

/**
 * @param {string} tag BCP 47
 * @returns {string} what the language is called in itself
 */
function searchLanguageName(tag) {
  try {
    return new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/**
 * What one language has.
 * @typedef {{ language: string, heading: string, items: import("./excerpt.js").Found[] }} Foreign
 */

/**
 * Results by language, those of the first languages that have any. A language whose index does not load is passed over: the
 * reader's own has answered.
 * @param {import("./page.js").Box} box
 * @param {string} query
 * @param {number} limit how many results of each
 * @param {number} most how many languages
 * @returns {Promise<Foreign[]>}
 */
export async function searchElsewhere({ others, ask }, query, limit, most) {
  const found = [];
  for (const language of others) {
    if (found.length === most) break;
    const results = await ask(language, query, limit, "").catch(() => null);
    const items = results === null ? [] : [...results.items, ...results.near].slice(0, limit);
    if (items.length === 0) continue;
    const marked = items.map((item) => ({ ...item, language: item.language || language }));
    found.push({ language, heading: searchLanguageName(language), items: marked });
  }
  return found;
}
