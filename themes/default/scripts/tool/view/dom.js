/** Elements, built one by one: no markup is ever parsed from text. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * @typedef {Node | string | null | false | undefined} Child
 * @typedef {Record<string, string | number | boolean | ((event: any) => void) | null | undefined>} Attributes
 */

/**
 * An HTML element. Attributes that are functions listen to the event of that name; false, null and undefined are left out, also
 * among children.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Attributes | null} attributes
 * @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, attributes, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/**
 * An SVG element.
 * @template {keyof SVGElementTagNameMap} K
 * @param {K} tag
 * @param {Attributes | null} attributes
 * @param {...(Child | Child[])} children
 * @returns {SVGElementTagNameMap[K]}
 */
export function s(tag, attributes, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

/**
 * Words for those who hear the page.
 * @param {string} words
 */
export function unseen(words) {
  return h("span", { class: "unseen" }, words);
}

/**
 * Draws something anew: details that were open are open again, and the focus is back on what had it.
 * @param {Element} box
 * @param {() => void} draw
 * @param {string} [otherwise] Id of what gets the focus if what had it is gone.
 */
export function redrawn(box, draw, otherwise = "") {
  const focused = box.contains(document.activeElement) && document.activeElement?.id;
  const opened = [...box.querySelectorAll("details[open]")];
  draw();
  for (const { id } of opened) document.getElementById(id)?.setAttribute("open", "");
  if (focused) (document.getElementById(focused) ?? document.getElementById(otherwise))?.focus({ preventScroll: true });
}

/**
 * @template {Element} E
 * @param {E} element
 * @param {Attributes | null} attributes
 * @param {(Child | Child[])[]} children
 * @returns {E}
 */
function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if ((value ?? false) !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(.../** @type {(Node | string)[]} */ (children.flat().filter(Boolean)));
  return element;
}
