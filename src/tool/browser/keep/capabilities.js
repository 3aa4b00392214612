/** What the tool needs of a browser. What is missing is said in words; a file can be saved all the same. Pure but for `completed`. */
import { hexOf } from "../formats/json.js";

/**
 * @typedef {Record<string, any>} Scope The browser's global object, or one made for a test.
 * @typedef {{name: string, works: (scope: Scope) => boolean}} Probe
 */

/** @type {Probe[]} */
export const PROBES = [
  { name: "storage", works: (scope) => typeof scope.indexedDB?.open === "function" },
  { name: "locks", works: (scope) => typeof scope.navigator?.locks?.request === "function" },
  { name: "crypto", works: (scope) => typeof scope.crypto?.subtle?.encrypt === "function" },
  {
    name: "compression",
    works: (scope) =>
      typeof scope.CompressionStream === "function" &&
      typeof scope.DecompressionStream === "function",
  },
  {
    name: "dialog",
    works: (scope) => typeof scope.HTMLDialogElement?.prototype?.showModal === "function",
  },
  {
    name: "download",
    works: (scope) =>
      typeof scope.Blob === "function" && "download" in scope.HTMLAnchorElement.prototype,
  },
];

/**
 * The names of what a browser lacks. A browser that throws when it is asked lacks it, too.
 * @param {Scope} scope
 * @returns {string[]}
 */
export function lacking(scope) {
  return PROBES.filter(({ works }) => !probeWorks(works, scope)).map(({ name }) => name);
}

/**
 * Ids are random; a page that came over plain http gets no ids made by the browser, so they are made here.
 * @param {Scope} scope
 */
export function completed(scope) {
  scope.crypto.randomUUID ??= () => {
    const hex = hexOf(scope.crypto.getRandomValues(new Uint8Array(16)));
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
  };
}

/**
 * @param {(scope: Scope) => boolean} works
 * @param {Scope} scope
 */
function probeWorks(works, scope) {
  try {
    return works(scope);
  } catch {
    return false;
  }
}
