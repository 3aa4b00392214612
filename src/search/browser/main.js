// The search. A page whose own script loads this one when the box is first used waits for it: that script holds the one
// policy by which scripts may be loaded. On a page that just names this script the search starts by itself.

import { searchPolicy } from "./loader.js";
import { startSearch } from "./view.js";

const searchWaitedFor = !document.dispatchEvent(
  new CustomEvent("shirube:search", { cancelable: true, detail: startSearch }),
);
if (!searchWaitedFor) {
  const policy = searchPolicy();
  for (const form of document.querySelectorAll("form[data-search]"))
    startSearch(/** @type {HTMLFormElement} */ (form), policy);
}
