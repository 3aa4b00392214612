// Reads shards of posting lists; src/search/format.rs writes them and describes the format.

/**
 * One page of the posting list of a key, still packed, and the other words of its stem.
 * @typedef {{ key: string, packed: string, siblings: string[] }} Entry
 */

/**
 * A document that has a key, and the fields it has it in.
 * @typedef {{ document: number, fields: number }} Posting
 */

/**
 * @param {number} code
 */
function searchDigit(code) {
  return code - (code > 92 ? 36 : 35);
}

/**
 * Reads the number at a position; returns it and the position after it.
 * @param {string} text
 * @param {number} at
 * @returns {[number, number]}
 */
export function searchNumber(text, at) {
  let value = 0;
  let unit = 1;
  for (let next = at; next < text.length; next += 1) {
    const digit = searchDigit(text.charCodeAt(next));
    value += digit * unit;
    if (digit < 60) return [value, next + 1];
    unit *= 30;
  }
  return [value, text.length];
}

/**
 * All numbers of a text.
 * @param {string} text
 */
export function searchNumbers(text) {
  const found = [];
  for (let at = 0; at < text.length;) {
    const [value, next] = searchNumber(text, at);
    found.push(value);
    at = next;
  }
  return found;
}

/**
 * A word of which only what differs from another is written.
 * @param {string} previous
 * @param {string} text
 */
function searchUnshared(previous, text) {
  const [shared, at] = searchNumber(text, 0);
  return Array.from(previous).slice(0, shared).join("") + text.slice(at);
}

/**
 * @param {string} text
 * @returns {Map<string, Entry>}
 */
export function searchShard(text) {
  const entries = new Map();
  let previous = "";
  for (const part of text.split("!")) {
    if (part === "") continue;
    const [head, packed, ...siblings] = part.split(" ");
    const key = searchUnshared(previous, head);
    entries.set(key, {
      key,
      packed,
      siblings: siblings.map((sibling) => searchUnshared(key, sibling)),
    });
    previous = key;
  }
  return entries;
}

/**
 * Unpacks one page of a posting list.
 * @param {string} packed
 * @returns {{ postings: Posting[], pages: number, total: number }}
 */
export function searchList(packed) {
  const postings = [];
  let [at, pages, total, next] = [0, 1, 0, 0];
  if (packed.startsWith("~")) {
    [pages, at] = searchNumber(packed, 1);
    [total, at] = searchNumber(packed, at);
  }
  while (at < packed.length) {
    let number = 0;
    let fields = 1;
    [number, at] = searchNumber(packed, at);
    if (number % 2 === 1) [fields, at] = searchNumber(packed, at);
    const document = next + Math.floor(number / 2);
    postings.push({ document, fields });
    next = document + 1;
  }
  return { postings, pages, total: pages === 1 ? postings.length : total };
}

/**
 * Orders keys by code points, as the generator does; JavaScript's own order differs for rare characters.
 * @param {string} left
 * @param {string} right
 */
export function searchOrder(left, right) {
  const shorter = Math.min(left.length, right.length);
  for (let at = 0; at < shorter; at += 1) {
    if (left[at] !== right[at]) return (left.codePointAt(at) ?? 0) - (right.codePointAt(at) ?? 0);
  }
  return left.length - right.length;
}

/**
 * How many characters two words have in common at the front.
 * @param {string} left
 * @param {string} right
 */
export function searchShared(left, right) {
  const [one, other] = [Array.from(left), Array.from(right)];
  const differs = one.findIndex((character, index) => character !== other[index]);
  return differs < 0 ? one.length : differs;
}
