// The navigation shows where the reader is; the table of contents follows.

import { reveal } from "./dom.js";

/**
 * @param {HTMLElement} nav
 * @param {HTMLDetailsElement | null} menu What opens it on a small screen, where it lies over the page.
 */
export function startNavigation(nav, menu) {
  const current = nav.querySelector('[aria-current="page"]');
  const show = () => {
    if (current instanceof HTMLElement) {
      reveal(nav, current);
    }
  };
  show();
  if (menu) {
    startMenu(menu, nav);
    menu.addEventListener("toggle", show);
  }
}

/**
 * The navigation begins where the rest of the menu ends. The menu closes by Escape, and as soon as one leaves it: for something
 * that it covers, or for another page.
 * @param {HTMLDetailsElement} menu
 * @param {HTMLElement} nav
 */
function startMenu(menu, nav) {
  const close = () => menu.removeAttribute("open");
  const fit = () => {
    if (menu.open) {
      nav.style.setProperty(
        "--menu-end",
        `${menu.lastElementChild?.getBoundingClientRect().bottom}px`,
      );
    }
  };
  menu.addEventListener("toggle", fit);
  addEventListener("resize", fit);
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && menu.open) {
      close();
      menu.querySelector("summary")?.focus();
    }
  });
  document.addEventListener("focusin", ({ target }) => {
    if (target instanceof Node && !menu.contains(target) && !nav.contains(target)) {
      close();
    }
  });
  // Back would show it open again.
  addEventListener("pagehide", close);
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
  const headings = links.map((link) =>
    document.getElementById(decodeURIComponent(link.hash.slice(1))),
  );
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
    const tops = headings.map((heading) =>
      heading ? heading.getBoundingClientRect().top : Infinity,
    );
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
