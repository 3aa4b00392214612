/**
 * XML as spreadsheets have it: a small strict reader, and text written so that it is well-formed. A document type is
 * refused, so there are no entities but the five and no reference to anything outside. Pure.
 */
import { FileProblem } from "./problem.js";

/**
 * @typedef {object} XmlNode
 * @property {string} name Without its prefix, as are the names of attributes.
 * @property {Map<string, string>} attributes
 * @property {XmlNode[]} children
 * @property {string} text The text directly inside.
 */

const XML_LIMITS = { depth: 40, nodes: 500_000 };
const NAMED = new Map([
  ["lt", "<"],
  ["gt", ">"],
  ["amp", "&"],
  ["quot", '"'],
  ["apos", "'"],
]);
const ELEMENT =
  /<(\/?)([\p{L}_][\p{L}\p{N}._-]*(?::[\p{L}_][\p{L}\p{N}._-]*)?)([^<>"']*(?:(?:"[^"<]*"|'[^'<]*')[^<>"']*)*)>/uy;
const ATTRIBUTE = /\s+([\p{L}_][\p{L}\p{N}._:-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')/uy;
// Besides the controls, halves of surrogate pairs and the two that are no characters.
const NOT_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/**
 * A text as it may stand in an element or an attribute; characters that XML forbids are dropped.
 * @param {string | number} text
 */
export function xmlText(text) {
  const signs = /** @type {Record<string, string>} */ ({
    "<": "&lt;",
    ">": "&gt;",
    "&": "&amp;",
    '"': "&quot;",
  });
  return String(text)
    .replace(NOT_XML, "")
    .replace(/[<>&"]/g, (sign) => signs[sign] ?? "");
}

/**
 * An element as text. Attributes without a value are left out; children are XML, or numbers.
 * @param {string} name
 * @param {Record<string, string | number | undefined>} attributes
 * @param {...(string | number)} children
 */
export function xmlElement(name, attributes, ...children) {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined);
  const tag =
    name +
    given
      .map(([key, value = ""]) => ` ${key}="${xmlText(value).replaceAll("\n", "&#10;")}"`)
      .join("");
  const inside = children.join("");
  return inside === "" ? `<${tag}/>` : `<${tag}>${inside}</${name}>`;
}

/**
 * The children of a node that have a name.
 * @param {XmlNode | undefined} node
 * @param {string} name
 * @returns {XmlNode[]}
 */
export function childrenOf(node, name) {
  return node?.children.filter((child) => child.name === name) ?? [];
}

/**
 * The root of a document; throws a `FileProblem` if it is not well-formed, or goes too far.
 * @param {string} text
 * @returns {XmlNode}
 */
export function parseXml(text) {
  const clean = text.replace(/^\uFEFF/, "").replace(/^<\?xml\s[^<>]*\?>/, "");
  if (clean.search(NOT_XML) >= 0) throw notXml();
  const top = xmlNode("", new Map());
  const open = [top];
  let nodes = 0;
  for (let at = 0; at < clean.length;) {
    const inner = open.at(-1) ?? top;
    const tag = clean.indexOf("<", at);
    const end = tag < 0 ? clean.length : tag;
    addText(inner, decodedText(clean.slice(at, end)), open.length);
    if (tag < 0) break;
    at = afterOther(clean, tag, inner, open.length) || afterElement(clean, tag, open);
    if ((nodes += 1) > XML_LIMITS.nodes || open.length > XML_LIMITS.depth)
      throw new FileProblem("tool.package.large");
  }
  const [root] = top.children;
  if (root === undefined || top.children.length > 1 || open.length > 1) throw notXml();
  return root;
}

function notXml() {
  return new FileProblem("tool.package.xml");
}

/**
 * @param {string} name
 * @param {Map<string, string>} attributes
 * @returns {XmlNode}
 */
function xmlNode(name, attributes) {
  return { name, attributes, children: [], text: "" };
}

/**
 * @param {XmlNode} node
 * @param {string} text
 * @param {number} depth
 */
function addText(node, text, depth) {
  if (depth > 1) node.text += text;
  else if (/[^ \t\r\n]/.test(text)) throw notXml();
}

/**
 * Goes over a comment, an instruction or a CDATA section; 0 if there is none.
 * @param {string} text
 * @param {number} at
 * @param {XmlNode} inner
 * @param {number} depth
 */
function afterOther(text, at, inner, depth) {
  const sections = /** @type {const} */ ([
    ["<!--", "-->"],
    ["<![CDATA[", "]]>"],
    ["<?", "?>"],
  ]);
  const section = sections.find(([start]) => text.startsWith(start, at));
  if (section === undefined) {
    if (text.startsWith("<!", at)) throw new FileProblem("tool.package.dtd");
    return 0;
  }
  const [start, stop] = section;
  const end = text.indexOf(stop, at + start.length);
  const body = text.slice(at + start.length, end);
  if (
    end < 0 ||
    (start === "<!--" && body.includes("--")) ||
    (start === "<?" && /^xml\s/i.test(body))
  )
    throw notXml();
  if (start === "<![CDATA[") {
    if (depth === 1) throw notXml();
    inner.text += body;
  }
  return end + stop.length;
}

/**
 * Reads a tag and returns where it ends.
 * @param {string} text
 * @param {number} at
 * @param {XmlNode[]} open
 */
function afterElement(text, at, open) {
  ELEMENT.lastIndex = at;
  const found = ELEMENT.exec(text);
  if (found === null) throw notXml();
  const [whole, closing, name = "", rest = ""] = found;
  const local = name.slice(name.indexOf(":") + 1);
  if (closing === "/") {
    const closed = open.pop();
    if (open.length === 0 || closed?.name !== local || rest.trim() !== "") throw notXml();
  } else {
    const empty = rest.endsWith("/");
    const node = xmlNode(local, attributesIn(empty ? rest.slice(0, -1) : rest));
    open.at(-1)?.children.push(node);
    if (!empty) open.push(node);
  }
  return at + whole.length;
}

/**
 * @param {string} text
 * @returns {Map<string, string>}
 */
function attributesIn(text) {
  const attributes = new Map();
  const seen = new Set();
  const end = text.trimEnd().length;
  for (let at = 0; at < end; at = ATTRIBUTE.lastIndex) {
    ATTRIBUTE.lastIndex = at;
    const found = ATTRIBUTE.exec(text);
    const [, name = "", double, single] = found ?? [];
    if (found === null || seen.has(name)) throw notXml();
    seen.add(name);
    if (!/^xmlns(:|$)/.test(name))
      attributes.set(name.slice(name.indexOf(":") + 1), decodedText(double ?? single ?? ""));
  }
  return attributes;
}

/**
 * @param {string} text
 */
function decodedText(text) {
  const plain = text.replace(/\r\n?/g, "\n");
  if (!plain.includes("&") && !plain.includes("]]>")) return plain;
  if (plain.includes("]]>")) throw notXml();
  return plain.replace(/&([^;&]{0,12};)?/g, (_, name) =>
    entityText(String(name ?? "").slice(0, -1)),
  );
}

/**
 * @param {string} name
 */
function entityText(name) {
  const [, hex, decimal] = /^#(?:x([\da-f]+)|(\d+))$/i.exec(name) ?? [];
  const code = hex === undefined ? Number(decimal) : parseInt(hex, 16);
  const sign = code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : NAMED.get(name);
  if (sign === undefined || sign.search(NOT_XML) >= 0) throw notXml();
  return sign;
}

/**
 * A list that says how long it is.
 * @param {string} name
 * @param {string[]} entries
 */
export function countedXml(name, entries) {
  return xmlElement(name, { count: entries.length }, ...entries);
}
