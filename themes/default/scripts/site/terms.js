// A term's definition stands at the end of the page; here it is also shown beside its link: on hover, on keyboard
// focus, and on the first tap. Escape takes it away, the pointer may move onto it, and it never leaves the window.

import { element } from "./dom.js";

const NOTE_GAP = 6;
const NOTE_EDGE = 8;

/**
 * Where a note stands: below its link, or above where there is more room.
 * @param {{left: number, top: number, bottom: number}} link
 * @param {{width: number, height: number}} note
 * @param {{width: number, height: number}} view
 * @returns {{left: number, top: number}}
 */
export function notePlace(link, note, view) {
  const below = view.height - link.bottom;
  const under = below >= note.height + NOTE_GAP + NOTE_EDGE || below >= link.top;
  const top = under ? link.bottom + NOTE_GAP : link.top - NOTE_GAP - note.height;
  return {
    left: Math.max(NOTE_EDGE, Math.min(link.left, view.width - note.width - NOTE_EDGE)),
    top: Math.max(NOTE_EDGE, Math.min(top, view.height - note.height - NOTE_EDGE)),
  };
}

/**
 * @param {EventTarget | null} target
 * @returns {HTMLAnchorElement | null}
 */
function termLink(target) {
  return target instanceof Element ? target.closest("a.term") : null;
}

/**
 * The line of a broken link that the pointer is on.
 * @param {Element} link
 * @param {number} y
 * @returns {DOMRect}
 */
function lineAt(link, y) {
  const lines = Array.from(link.getClientRects());
  return (
    lines.find((line) => line.top <= y && y <= line.bottom) ||
    lines[0] ||
    link.getBoundingClientRect()
  );
}

/** @param {Record<string, string>} texts */
export function startTerms(texts) {
  const note = element("div", "term-note", "");
  note.hidden = true;
  note.setAttribute("aria-hidden", "true");
  document.body.append(note);
  /** @type {HTMLAnchorElement | null} */
  let shown = null;
  let lineIndex = 0;
  let timer = 0;
  let pointer = "";

  const hide = () => {
    clearTimeout(timer);
    shown = null;
    note.hidden = true;
  };
  const place = () => {
    if (shown) {
      const line = shown.getClientRects()[lineIndex] || shown.getBoundingClientRect();
      const view = { width: document.documentElement.clientWidth, height: innerHeight };
      const at = notePlace(line, note.getBoundingClientRect(), view);
      note.style.setProperty("left", `${at.left}px`);
      note.style.setProperty("top", `${at.top}px`);
    }
  };
  /** @param {HTMLAnchorElement} link @param {number} y @param {boolean} tapped */
  const show = (link, y, tapped) => {
    clearTimeout(timer);
    const definition = document.getElementById(link.getAttribute("aria-describedby") || "");
    if (!definition || link === shown) {
      return;
    }
    const language = definition.closest("[lang]");
    note.lang = language ? language.getAttribute("lang") || "" : "";
    const name = definition.previousElementSibling;
    note.replaceChildren(
      element("strong", "", name ? name.textContent || "" : ""),
      element("span", "", definition.textContent || ""),
    );
    if (tapped) {
      note.append(element("small", "", texts["script.term_tap"] || ""));
    }
    shown = link;
    lineIndex = Math.max(
      0,
      Array.from(link.getClientRects()).findIndex((line) => line.top === lineAt(link, y).top),
    );
    note.hidden = false;
    place();
  };
  const hideSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(hide, 200);
  };

  document.addEventListener("pointerdown", (event) => {
    pointer = event.pointerType;
    if (shown && !termLink(event.target) && !note.contains(/** @type {Node} */ (event.target))) {
      hide();
    }
  });
  document.addEventListener("pointerover", (event) => {
    const link = termLink(event.target);
    if (event.pointerType === "mouse" && link) {
      clearTimeout(timer);
      timer = setTimeout(show, shown ? 0 : 150, link, event.clientY, false);
    } else if (event.pointerType === "mouse" && note.contains(/** @type {Node} */ (event.target))) {
      clearTimeout(timer);
    } else if (event.pointerType === "mouse") {
      hideSoon();
    }
  });
  document.addEventListener("focusin", (event) => {
    const link = termLink(event.target);
    if (link && link.matches(":focus-visible")) {
      show(link, 0, false);
    } else if (pointer !== "touch") {
      hide();
    }
  });
  document.addEventListener("click", (event) => {
    const link = termLink(event.target);
    if (link && pointer === "touch" && link !== shown) {
      event.preventDefault();
      show(link, event.clientY, true);
    }
  });
  document.addEventListener("keydown", (event) => {
    pointer = "";
    if (event.key === "Escape") {
      hide();
    }
  });
  addEventListener("scroll", place, { passive: true });
  addEventListener("resize", place, { passive: true });
}
