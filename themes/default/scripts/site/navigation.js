// The navigation shows where the reader is; the table of contents follows.

import { reveal } from "./dom.js";

/** @param {HTMLElement} nav */
export function startNavigation(nav) {
  const current = nav.querySelector('[aria-current="page"]');
  if (current instanceof HTMLElement) {
    reveal(nav, current);
  }
}

/**
 * The last heading above the line; -1 before the first.
 * @param {number[]} tops
 * @param {number} line
 * @returns {number}
 */
export function headingAt(tops, line) {
  let at = -1;
  while (at + 1 < tops.length && tops[at + 1] <= line) {
    at += 1;
  }
  return at;
}

/** @param {HTMLElement} nav */
export function startContents(nav) {
  /** @type {HTMLAnchorElement[]} */
  const links = Array.from(nav.querySelectorAll("a"));
  const headings = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  /** @param {number} at */
  const mark = (at) => {
    links.forEach((link, index) => {
      if (index !== at) {
        link.removeAttribute("aria-current");
      }
    });
    if (links[at]) {
      links[at].setAttribute("aria-current", "location");
      reveal(nav, links[at]);
    }
  };
  const follow = () => {
    const tops = headings.map((heading) => (heading ? heading.getBoundingClientRect().top : Infinity));
    // Close to the top: a heading that was jumped to is the current one, also where the next is near.
    mark(headingAt(tops, innerHeight * 0.15));
  };
  let waiting = 0;
  // Not an observer of the headings: where one scrolls far at once, none of them comes into view.
  addEventListener(
    "scroll",
    () => {
      cancelAnimationFrame(waiting);
      waiting = requestAnimationFrame(follow);
    },
    { passive: true },
  );
  follow();
  for (const [index, link] of links.entries()) {
    link.addEventListener("click", () => setTimeout(mark, 600, index));
  }
}
