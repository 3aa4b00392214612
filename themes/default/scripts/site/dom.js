// Small helpers that several modules need.

/**
 * The interface texts that the page brings along for its scripts.
 * @param {ParentNode} root
 * @returns {Record<string, string>}
 */
export function readTexts(root) {
  const holder = root.querySelector("[data-texts]");
  return holder instanceof HTMLElement ? JSON.parse(holder.dataset.texts || "{}") : {};
}

/**
 * An element with a class and a text.
 * @param {string} name
 * @param {string} className
 * @param {string} text
 * @returns {HTMLElement}
 */
export function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

/**
 * Scrolls a box, and nothing else, until one of its links is well within it.
 * @param {HTMLElement} box
 * @param {HTMLElement} link
 */
export function reveal(box, link) {
  const [outer, inner] = [box.getBoundingClientRect(), link.getBoundingClientRect()];
  if (inner.top < outer.top + 32 || inner.bottom > outer.bottom - 32) {
    box.scrollTop += inner.top - outer.top - outer.height / 2;
  }
}
