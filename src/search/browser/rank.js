// What counts how much, in integers; src/search/rank.rs has the same numbers and says what each is for.

export const SEARCH_EXACT = 4;
export const SEARCH_STEM = 3;
export const SEARCH_PREFIX = 2;
export const SEARCH_BOOST = 39;
export const SEARCH_WIDER = 18;
const SEARCH_TITLE_IS_QUERY = 6000;
const SEARCH_KEYWORD_IS_QUERY = 4000;
const SEARCH_NAME_BOOST = 1000;

// Bits of the fields that a document has a key in; the body's two count how often.
const SEARCH_BODY = 3;
const SEARCH_HEADING = 4;
const SEARCH_KEYWORD = 8;
const SEARCH_TITLE = 16;

/**
 * What it is worth that the query is the name of a document.
 * @param {number} fields
 * @param {number} boost
 */
export function searchNameWeight(fields, boost) {
  const worth = fields & SEARCH_TITLE ? SEARCH_TITLE_IS_QUERY : SEARCH_KEYWORD_IS_QUERY;
  return worth + boost * SEARCH_NAME_BOOST;
}

/**
 * Whether a key is in a name of the document: its title or a keyword.
 * @param {number} fields
 */
export function searchIsNamed(fields) {
  return (fields & (SEARCH_TITLE | SEARCH_KEYWORD)) !== 0;
}

/**
 * What the fields that have a key are worth.
 * @param {number} fields
 */
export function searchFieldWeight(fields) {
  const body = [0, 3, 4, 5][fields & SEARCH_BODY];
  return (
    body +
    (fields & SEARCH_HEADING ? 10 : 0) +
    (fields & SEARCH_KEYWORD ? 10 : 0) +
    (fields & SEARCH_TITLE ? 24 : 0)
  );
}

/**
 * The fields that have both keys.
 * @param {number} left
 * @param {number} right
 */
export function searchCommonFields(left, right) {
  return (left & right & ~SEARCH_BODY) | Math.min(left & SEARCH_BODY, right & SEARCH_BODY);
}

/**
 * The fields that have either of two keys.
 * @param {number} left
 * @param {number} right
 */
export function searchAllFields(left, right) {
  return ((left | right) & ~SEARCH_BODY) | Math.max(left & SEARCH_BODY, right & SEARCH_BODY);
}

/**
 * How telling a key is that some of the documents have: a logarithm in quarters.
 * @param {number} documents
 * @param {number} found
 */
export function searchRarity(documents, found) {
  const ratio = Math.max(16, Math.floor((Math.min(documents, 2 ** 26) * 16) / Math.max(1, found)));
  const exponent = 31 - Math.clz32(ratio);
  return ((exponent << 2) | ((ratio >>> (exponent - 2)) & 3)) - 15;
}
