// The examples of a specification of Markdown, each a page of a site: what its author would read is on the page, or a
// finding names the example. A file says which examples are meant to differ, and why.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** @typedef {{number: number, markdown: string, html: string}} Example */

export const PROJECT = fileURLToPath(new URL("../../../", import.meta.url));
const PROGRAM = join(PROJECT, "target/debug/shirube");
const ELEMENTS =
  "blockquote code del em hr img input li ol pre strong table tbody td th thead tr ul".split(" ");

// The specifications draw tabs as arrows.
const drawn = (text) => text.replaceAll("→", "\t");

/** The words of a page in one line, without what only this program writes. */
function words(html) {
  return html
    .replace(/<!--->|<!-->|<!--[\s\S]*?-->|<a class="anchor"[^>]*><\/a>|<[a-z/][^>]*>/gi, "")
    .replace(/&(?:lt|gt|quot|amp|nbsp|#39|#x27);/g, (entity) => ENTITIES[entity])
    .replace(/\s+/g, "");
}

const ENTITIES = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&amp;": "&",
  "&nbsp;": " ",
  "&#39;": "'",
  "&#x27;": "'",
};

/** How often each kind of element opens. */
const elements = (html) =>
  ELEMENTS.map((name) => [
    name,
    html.match(new RegExp(`<${name}[\\s/>]`, "g"))?.length ?? 0,
  ]).filter(([, count]) => count > 0);

/** Which side cells stand on, and which boxes are ticked. */
const marks = (html) =>
  [...html.matchAll(/<input[^>]*>|(?:align="|class="align-)(\w+)"/g)].map(
    ([mark, side]) => side ?? /\bchecked\b/.test(mark),
  );

/** Where links lead that leave the site. */
const addresses = (html) =>
  [...html.matchAll(/<a [^>]*href="((?:https?|mailto):[^"]*)"/g)].map(([, address]) => address);

/**
 * What becomes of examples: the rules that each has findings of, and the differences from what it should be.
 * @param {Example[]} examples
 * @param {string} differences the file that says which are meant to differ
 */
export function examined(examples, differences) {
  const root = mkdtempSync(join(tmpdir(), "shirube-markdown-"));
  try {
    const found = built(root, examples);
    return { found, wrong: compared(root, examples, found, differences) };
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** Builds the pages without a finding; of the others the rules are returned. */
function built(root, examples) {
  /** @type {Map<number, Set<string>>} */
  const found = new Map();
  const page = (number) => join(root, `content/en/e${number}.md`);
  assert.ok(existsSync(PROGRAM), `${PROGRAM} is not built: run cargo build`);
  for (const folder of ["i18n", "themes"])
    cpSync(join(PROJECT, "tests/sites/base", folder), join(root, folder), { recursive: true });
  writeFileSync(
    join(root, "site.toml"),
    'title = "T"\ndefault_language = "en"\ntheme = "plain"\n\n[[languages]]\ntag = "en"\nname = "English"\n',
  );
  mkdirSync(join(root, "content/en"), { recursive: true });
  writeFileSync(join(root, "content/en/index.md"), '+++\ntitle = "Home"\n+++\n');
  for (const { number, markdown } of examples)
    writeFileSync(page(number), `+++\ntitle = "T"\n+++\n${drawn(markdown)}`);
  const { stdout, stderr } = spawnSync(PROGRAM, ["check", "--root", root, "--format", "json"], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  for (const line of `${stdout}${stderr}`.split("\n").filter((text) => text.startsWith("{"))) {
    const { path, rule } = JSON.parse(line);
    const number = Number(/\/e(\d+)\.md$/.exec(path)?.[1]);
    assert.ok(number, `a finding of no example: ${line}`);
    found.set(number, (found.get(number) ?? new Set()).add(rule));
  }
  for (const number of found.keys()) rmSync(page(number));
  execFileSync(PROGRAM, ["build", "--root", root, "--out", join(root, "public"), "--no-minify"], {
    stdio: "ignore",
  });
  return found;
}

/** The text of the page that an example became. */
function published(root, number) {
  const html = readFileSync(join(root, `public/en/e${number}.html`), "utf8");
  const main = /<h1>T<\/h1>([\s\S]*)<\/main>/.exec(html);
  assert.ok(main, `the text of example ${number}`);
  return main[1].replace(/<section class="footnotes"[\s\S]*/, "");
}

function compared(root, examples, found, differences) {
  const listed = Object.values(JSON.parse(readFileSync(differences, "utf8"))).flat();
  const wrong = [];
  for (const { number, markdown, html } of examples) {
    if (found.has(number)) continue;
    const [expected, seen] = [drawn(html), published(root, number)];
    const same = [words, elements, marks, addresses].every(
      (of) => JSON.stringify(of(expected)) === JSON.stringify(of(seen)),
    );
    if (same !== listed.includes(number)) continue;
    wrong.push(
      `${number}${same ? " is listed and does not differ" : ""}: ${JSON.stringify(markdown)}\n  ${JSON.stringify(expected)}\n  ${JSON.stringify(seen)}`,
    );
  }
  return wrong;
}
