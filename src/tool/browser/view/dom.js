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

/** Fields that text is written in. */
export const WRITING = "textarea, input:not([type=radio], [type=checkbox])";

/**
 * Makes an element what a fresh one of its kind is: details that were open are open again, and the focus is back on what had
 * it. A field that is being written in is not replaced but drawn around: its text, its caret and what an input method is
 * composing in it end with the element.
 * @param {Element} box
 * @param {Element} fresh
 * @param {object} [how]
 * @param {string} [how.otherwise] Id of what gets the focus if what had it is gone.
 * @param {boolean} [how.anew] Whether what is shown is another state: then a field takes the text of that one.
 */
export function redrawn(box, fresh, { otherwise = "", anew = false } = {}) {
  const focused = box.contains(document.activeElement) ? (document.activeElement?.id ?? "") : "";
  const opened = [...box.querySelectorAll("details[open]")];
  become(box, fresh, anew ? null : writtenIn(box));
  for (const { id } of opened) document.getElementById(id)?.setAttribute("open", "");
  if (focused === "" || document.activeElement?.id === focused) return;
  (document.getElementById(focused) ?? document.getElementById(otherwise))?.focus({
    preventScroll: true,
  });
}

/**
 * The field in a box that is being written in.
 * @param {Element} box
 */
function writtenIn(box) {
  const field = document.activeElement;
  return field &&
    field.id !== "" &&
    box.contains(field) &&
    field.matches(WRITING) &&
    field.matches(":enabled")
    ? field
    : null;
}

/**
 * Gives an element the attributes and children of a fresh one. The kept field and what it stands in stay in the document,
 * as far as the fresh one has them in the same places.
 * @param {Element} box
 * @param {Element} fresh
 * @param {Element | null} kept
 */
function become(box, fresh, kept) {
  takeAttributes(box, fresh);
  if (box === kept) return;
  const id = kept && `#${CSS.escape(kept.id)}`;
  const old = [...box.children].find((child) => kept !== null && child.contains(kept));
  const next = [...fresh.children].find(
    (child) => id !== null && (child.matches(id) || child.querySelector(id) !== null),
  );
  if (!old || !next || old.nodeName !== next.nodeName)
    return box.replaceChildren(...fresh.childNodes);
  const at = [...fresh.childNodes].indexOf(next);
  const [before, after] = [[...fresh.childNodes].slice(0, at), [...fresh.childNodes].slice(at + 1)];
  for (const child of [...box.childNodes]) if (child !== old) child.remove();
  old.before(...before);
  old.after(...after);
  become(old, next, kept);
}

/**
 * The text of a field is no attribute to take over, and details with a kept field in them stay open.
 * @param {Element} element
 * @param {Element} fresh
 */
function takeAttributes(element, fresh) {
  for (const { name } of [...element.attributes])
    if (name !== "open" && !fresh.hasAttribute(name)) element.removeAttribute(name);
  for (const { name, value } of fresh.attributes)
    if (name !== "value" && element.getAttribute(name) !== value) element.setAttribute(name, value);
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
    else if ((value ?? false) !== false)
      element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(.../** @type {(Node | string)[]} */ (children.flat().filter(Boolean)));
  return element;
}
