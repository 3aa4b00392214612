// Results as elements: an option for each document, in a group for each section of the site, or an entry of a list. Texts stay
// texts: what is marked in them is an element of its own.

/**
 * @param {string} tag
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children
 */
export function searchElement(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/**
 * @param {import("./excerpt.js").Pieces} pieces
 */
function searchPieces(pieces) {
  return pieces.map(({ text, marked }) => (marked ? searchElement("mark", {}, text) : text));
}

/**
 * Results by section of the site; a section stands where its best result does.
 * @param {import("./excerpt.js").Found[]} items
 * @param {string} root path from the page to the root of the site
 * @param {string} id what ids begin with
 */
export function searchGroups(items, root, id) {
  /** @type {Map<string, HTMLElement>} */
  const groups = new Map();
  for (const item of items) {
    const named = id + "-group-" + groups.size;
    const group = groups.get(item.section) ?? searchGroup(item.section, named);
    groups.set(item.section, group);
    group.append(searchOption(item, root));
  }
  return [...groups.values()];
}

/**
 * Results that have most of a query: one group, in their order, each with its section.
 * @param {import("./excerpt.js").Found[]} items
 * @param {string} heading
 * @param {string} root
 * @param {string} id
 * @param {string} [language] of the heading, if it is not the page's
 */
export function searchNear(items, heading, root, id, language = "") {
  const group = searchGroup(heading, id + "-near");
  group.classList.add("search-near");
  if (language !== "") group.lang = language;
  group.append(...items.map((item) => searchOption(item, root)));
  return group;
}

/**
 * @param {string} section
 * @param {string} id of its heading
 */
function searchGroup(section, id) {
  const heading = { id, class: "search-section", role: "presentation" };
  const label = searchElement("div", heading, section);
  return searchElement(
    "div",
    { role: "group", class: "search-group", "aria-labelledby": id },
    label,
  );
}

/**
 * @param {import("./excerpt.js").Found} item
 * @param {string} root
 */
function searchOption(item, root) {
  const attributes = {
    role: "option",
    class: "search-option",
    tabindex: "-1",
    "aria-selected": "false",
    href: root + item.address,
  };
  if (item.language !== "") attributes.lang = item.language;
  return searchElement("a", attributes, ...searchOptionParts(item));
}

/**
 * @param {import("./excerpt.js").Found} item
 */
function searchOptionParts(item) {
  const excerpt = searchExcerptOf(item);
  return [...searchNameOf(item), ...(excerpt ? [excerpt] : [])];
}

/**
 * Id, title and heading of a result.
 * @param {import("./excerpt.js").Found} item
 * @returns {(Node | string)[]}
 */
function searchNameOf({ label, title, heading }) {
  const part = (name, children) => searchElement("span", { class: "search-" + name }, ...children);
  const parts = label === "" ? [] : [part("id", [label]), " "];
  parts.push(part("title", searchPieces(title)));
  if (heading.length > 0) parts.push(part("heading", searchPieces(heading)));
  return parts;
}

/**
 * @param {import("./excerpt.js").Found} item
 */
function searchExcerptOf({ excerpt }) {
  const attributes = { class: "search-excerpt" };
  return excerpt.length > 0 && searchElement("span", attributes, ...searchPieces(excerpt));
}

/**
 * A result as an entry of a list: the link, the section of the site, and what the text says.
 * @param {import("./excerpt.js").Found} item
 * @param {string} root
 */
export function searchEntry(item, root) {
  const attributes = item.language === "" ? {} : { lang: item.language };
  const link = searchElement("a", { href: root + item.address }, ...searchNameOf(item));
  const section = searchElement("span", { class: "found-section" }, "· " + item.section);
  const excerpt = searchExcerptOf(item);
  return searchElement("li", attributes, link, " ", section, ...(excerpt ? [excerpt] : []));
}
