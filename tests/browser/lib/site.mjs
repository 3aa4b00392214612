// The built site as a folder of files: which pages it has, of which kind, and what they point to.

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, posix, relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const PROJECT = fileURLToPath(new URL("../../../", import.meta.url));
export const SITE = process.env.SITE ?? join(PROJECT, "target/site-under-test");

if (!existsSync(join(SITE, "index.html")))
  throw new Error(`no site at ${SITE}: tests/run builds it`);

/** All files below a folder, by path with slashes, sorted. */
export function filesOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      relative(folder, join(entry.parentPath ?? entry.path, entry.name))
        .split(sep)
        .join("/"),
    )
    .sort();
}

export const FILES = filesOf(SITE);
export const LANGUAGES = ["ja", "en"];
export const TOOL = "tools/sim3.html";

export const read = (path) => readFileSync(join(SITE, path), "utf8");
export const fileAddress = (path, folder = SITE) => pathToFileURL(join(folder, path)).href;

const moved = (path) => /http-equiv=["']?refresh/i.test(read(path));

/** Every document a browser can open, without those that only point to where a page has gone. */
export const DOCUMENTS = FILES.filter((path) => path.endsWith(".html") && !moved(path));

/** Sections as one page for printing: all that they say stands on other pages, too. */
export const EDITIONS = DOCUMENTS.filter((path) => path.endsWith("/edition.html"));

/** Pages made from the content of one language. */
export const contentPages = (language) =>
  DOCUMENTS.filter((path) => path.startsWith(language + "/") && !EDITIONS.includes(path));

/** Pages of items of a catalogue: one template and the same blocks, in other words. */
const ITEM =
  /\/(?:glossary|working-groups|sim3\/[ohtp]-\d+|first-services\/\d-\d|japan\/(?:desks|duties))\b(?!\/index)/;

/** All documents but most pages of items, of which every eighth stands for the others, and editions, of which the shortest does. */
export const DIFFERENT = DOCUMENTS.filter(
  (path) => !ITEM.test(path) && !EDITIONS.includes(path),
).concat(
  DOCUMENTS.filter((path) => ITEM.test(path)).filter((_, at) => at % 8 === 0),
  EDITIONS.filter((path) => path.includes("/working-groups/")),
);

/** Pages that belong to no language: the chooser and, where a site has an address, “not found”. */
export const OUTSIDE = DOCUMENTS.filter((path) => !path.includes("/"));

const FALLBACK = /class=["']?[^"'>]*\bfallback\b/;

/** One page of each kind in a language: what differs in its template or in the blocks that it is made of. */
export function pageOfEachKind(language) {
  const pages = contentPages(language);
  const first = (test) => pages.find((path) => test(path, read(path)));
  const kinds = {
    home: first((path) => path === `${language}/index.html`),
    section: first(
      (path) =>
        path.split("/").length === 3 && path.endsWith("/index.html") && !path.includes("glossary"),
    ),
    text: first((path, html) => path.includes("starter-kit/") && /<table/.test(html)),
    figure: first((path, html) => path.includes("starter-kit/") && /<figure/.test(html)),
    item: first((path, html) => path.includes("/sim3/") && html.includes("level-mark")),
    glossary: first((path) => path === `${language}/glossary/index.html`),
    term: first((path) => path.includes("/glossary/") && !path.endsWith("/index.html")),
    sources: first((path) => path === `${language}/sources.html`),
    about: first((path) => path === `${language}/about.html`),
    fallback: first((_, html) => FALLBACK.test(html)),
  };
  return Object.fromEntries(Object.entries(kinds).filter(([, path]) => path !== undefined));
}

const TAG = /<([a-z][a-z0-9-]*)((?:\s+[^\s=>/]+(?:=(?:"[^"]*"|'[^']*'|[^\s"'>]+))?)*)\s*\/?>/gi;
const ATTRIBUTE = /([^\s=]+)=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g;

const unescape = (text) =>
  text
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

/**
 * The start tags of a document with their attributes.
 * @param {string} html
 */
export function tagsIn(html) {
  const text = html.replace(/(<script\b[^>]*>)[\s\S]*?<\/script>/gi, "$1");
  return [...text.matchAll(TAG)].map(([, name, written]) => {
    const attributes = [...written.matchAll(ATTRIBUTE)].map(([, key, a, b, c]) => [
      key.toLowerCase(),
      unescape(a ?? b ?? c),
    ]);
    return {
      tag: name.toLowerCase(),
      attributes: new Map(/** @type {[string, string][]} */ (attributes)),
    };
  });
}

/** Addresses in the `href` and `src` of a page's elements, with the element's name. */
export function addressesIn(html) {
  return tagsIn(html).flatMap(({ tag, attributes }) =>
    ["href", "src"]
      .filter((key) => attributes.has(key))
      .map((key) => ({ tag, address: attributes.get(key) ?? "" })),
  );
}

export function idsIn(html) {
  return new Set(tagsIn(html).map(({ attributes }) => attributes.get("id")));
}

export const isOutside = (address) =>
  /^[a-z][a-z0-9+.-]*:/i.test(address) || address.startsWith("//");

const idsOfFile = new Map();

function idsOf(file) {
  if (!idsOfFile.has(file)) idsOfFile.set(file, idsIn(readFileSync(file, "utf8")));
  return idsOfFile.get(file);
}

/**
 * What is wrong with what a link tells a tool: its language, an item of its model, and the page that the link is on.
 * @param {string} path
 * @param {string} tool
 * @param {string} fragment
 * @param {string} folder
 */
function wrongInTool(path, tool, fragment, folder) {
  const said = new URLSearchParams(fragment);
  const [lang, item, from] = ["lang", "item", "from"].map((name) => said.get(name));
  const wrong = [];
  if (!LANGUAGES.includes(lang ?? "")) wrong.push(`lang is ${lang}`);
  if (item !== null && !readFileSync(join(folder, tool), "utf8").includes(`"${item}"`))
    wrong.push(`the tool has no ${item}`);
  if (posix.normalize(posix.join(dirname(tool), from ?? "")) !== path)
    wrong.push(`from is ${from}`);
  return wrong.map((what) => `${path}: ${tool}#${fragment}: ${what}`);
}

/**
 * Addresses of a page inside the site that lead nowhere.
 * @param {string} path
 * @param {string} [folder]
 */
export function brokenIn(path, folder = SITE) {
  const broken = [];
  const html = readFileSync(join(folder, path), "utf8");
  for (const { tag, address } of addressesIn(html)) {
    if (isOutside(address)) continue;
    const [file, fragment] = address.split("#");
    const target = file.split("?")[0];
    if (target.startsWith("/")) {
      broken.push(`${path}: <${tag}> ${address} is absolute`);
      continue;
    }
    const full =
      target === "" ? path : posix.normalize(posix.join(dirname(path), decodeURIComponent(target)));
    if (!existsSync(join(folder, full)) || !statSync(join(folder, full)).isFile())
      broken.push(`${path}: <${tag}> ${address} is not there`);
    else if (full.startsWith("tools/") && fragment?.startsWith("lang="))
      broken.push(...wrongInTool(path, full, fragment, folder));
    else if (
      fragment &&
      full.endsWith(".html") &&
      !idsOf(join(folder, full)).has(decodeURIComponent(fragment))
    ) {
      broken.push(`${path}: <${tag}> ${address} has no such id`);
    }
  }
  return broken;
}
