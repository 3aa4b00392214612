// A term's definition stands at the end of the page; here it is also shown beside its link: on hover, on keyboard
// focus, and on the first tap. Escape takes it away, the pointer may move onto it, and it never leaves the window.

import { element } from "./dom.js";

const NOTE_GAP = 6;
const NOTE_EDGE = 8;
// Milliseconds: a pointer that only passes by shows nothing, and one that goes to the note does not lose it.
const SHOW_DELAY = 150;
const HIDE_DELAY = 200;

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

/** The note beside a link; there is one, and it is about one link at a time. */
class TermNote {
  /** @type {HTMLAnchorElement | null} The link that the note is about; null while it is hidden. */
  link = null;
  /** Which line of a broken link the note stands at. */
  line = 0;
  timer = 0;
  /** What was pressed last: "touch", "mouse", "pen"; "" once a key was. */
  pointer = "";

  /** @param {string} hint What is said below a note that came by a tap. */
  constructor(hint) {
    this.hint = hint;
    this.element = element("div", "term-note", "");
    this.element.hidden = true;
    // What it says is said by the link's description already.
    this.element.setAttribute("aria-hidden", "true");
    document.body.append(this.element);
  }

  hide() {
    clearTimeout(this.timer);
    this.link = null;
    this.element.hidden = true;
  }

  hideSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.hide(), HIDE_DELAY);
  }

  /**
   * @param {HTMLAnchorElement} link
   * @param {number} y Where the pointer is.
   */
  showSoon(link, y) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.show(link, y, false), this.link ? 0 : SHOW_DELAY);
  }

  /**
   * @param {HTMLAnchorElement} link
   * @param {number} y Where the pointer is.
   * @param {boolean} tapped
   */
  show(link, y, tapped) {
    clearTimeout(this.timer);
    const definition = document.getElementById(link.getAttribute("aria-describedby") || "");
    if (!definition || link === this.link) {
      return;
    }
    this.fill(definition, tapped);
    this.link = link;
    const { top } = lineAt(link, y);
    const lines = Array.from(link.getClientRects());
    this.line = Math.max(
      0,
      lines.findIndex((line) => line.top === top),
    );
    this.element.hidden = false;
    this.place();
  }

  /**
   * @param {HTMLElement} definition
   * @param {boolean} tapped
   */
  fill(definition, tapped) {
    const language = definition.closest("[lang]");
    this.element.lang = language ? language.getAttribute("lang") || "" : "";
    const name = definition.previousElementSibling;
    this.element.replaceChildren(
      element("strong", "", name ? name.textContent || "" : ""),
      element("span", "", definition.textContent || ""),
    );
    if (tapped) {
      this.element.append(element("small", "", this.hint));
    }
  }

  place() {
    if (this.link) {
      const line = this.link.getClientRects()[this.line] || this.link.getBoundingClientRect();
      const view = { width: document.documentElement.clientWidth, height: innerHeight };
      const at = notePlace(line, this.element.getBoundingClientRect(), view);
      this.element.style.setProperty("left", `${at.left}px`);
      this.element.style.setProperty("top", `${at.top}px`);
    }
  }

  /** @param {EventTarget | null} target */
  has(target) {
    return this.element.contains(/** @type {Node} */ (target));
  }

  /** @param {PointerEvent} event */
  pressed({ pointerType, target }) {
    this.pointer = pointerType;
    if (this.link && !termLink(target) && !this.has(target)) {
      this.hide();
    }
  }

  /** @param {PointerEvent} event */
  pointed({ pointerType, target, clientY }) {
    const link = termLink(target);
    if (pointerType !== "mouse") {
      return;
    }
    if (link) {
      this.showSoon(link, clientY);
    } else if (this.has(target)) {
      clearTimeout(this.timer);
    } else {
      this.hideSoon();
    }
  }

  /** @param {FocusEvent} event */
  focused({ target }) {
    const link = termLink(target);
    if (link && link.matches(":focus-visible")) {
      this.show(link, 0, false);
    } else if (this.pointer !== "touch") {
      this.hide();
    }
  }

  /**
   * The first tap shows the note, the second one follows the link.
   * @param {MouseEvent} event
   */
  tapped(event) {
    const link = termLink(event.target);
    if (link && this.pointer === "touch" && link !== this.link) {
      event.preventDefault();
      this.show(link, event.clientY, true);
    }
  }
}

/** @param {Record<string, string>} texts */
export function startTerms(texts) {
  const note = new TermNote(texts["script.term_tap"] || "");
  document.addEventListener("pointerdown", (event) => note.pressed(event));
  document.addEventListener("pointerover", (event) => note.pointed(event));
  document.addEventListener("focusin", (event) => note.focused(event));
  document.addEventListener("click", (event) => note.tapped(event));
  document.addEventListener("keydown", (event) => {
    note.pointer = "";
    if (event.key === "Escape") {
      note.hide();
    }
  });
  for (const name of ["scroll", "resize"]) {
    addEventListener(name, () => note.place(), { passive: true });
  }
}
