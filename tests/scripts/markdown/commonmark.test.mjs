// The examples of the CommonMark specification, each a page of a site: what its author would read is on the page, or a
// finding names the example. `differences.json` says which examples are meant to differ, and why.

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
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const PROJECT = fileURLToPath(new URL("../../../", import.meta.url));
const PROGRAM = join(PROJECT, "target/debug/shirube");
const DIFFERENCES = fileURLToPath(new URL("differences.json", import.meta.url));
const { tests: examples } = createRequire(join(PROJECT, "tests/browser/package.json"))(
  "commonmark-spec",
);
const ELEMENTS = ["blockquote", "code", "em", "hr", "img", "li", "ol", "pre", "strong", "ul"];

const root = mkdtempSync(join(tmpdir(), "shirube-commonmark-"));
/** @type {Map<number, Set<string>>} The rules that an example has findings of. */
const found = new Map();

const page = (number) => join(root, `content/en/e${number}.md`);
// The specification draws tabs as arrows.
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

/** Where links lead that leave the site. */
const addresses = (html) =>
  [...html.matchAll(/<a [^>]*href="((?:https?|mailto):[^"]*)"/g)].map(([, address]) => address);

/** The text of the page that an example became. */
function published(number) {
  const html = readFileSync(join(root, `public/en/e${number}.html`), "utf8");
  const main = /<h1>T<\/h1>([\s\S]*)<\/main>/.exec(html);
  assert.ok(main, `the text of example ${number}`);
  return main[1].replace(/<section class="footnotes"[\s\S]*/, "");
}

before(() => {
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
});
after(() => rmSync(root, { recursive: true }));

test("each example is on its page, has a finding, or is listed with a reason", () => {
  const listed = JSON.parse(readFileSync(DIFFERENCES, "utf8"));
  const reasons = new Map(
    Object.entries(listed).flatMap(([reason, numbers]) =>
      numbers.map((number) => [number, reason]),
    ),
  );
  const wrong = [];
  for (const { number, markdown, html } of examples) {
    if (found.has(number)) continue;
    const [expected, seen] = [drawn(html), published(number)];
    const same =
      words(expected) === words(seen) &&
      JSON.stringify(elements(expected)) === JSON.stringify(elements(seen)) &&
      JSON.stringify(addresses(expected)) === JSON.stringify(addresses(seen));
    if (same !== reasons.has(number)) continue;
    wrong.push(
      `${number}${same ? " is listed and does not differ" : ""}: ${JSON.stringify(markdown)}\n  ${JSON.stringify(expected)}\n  ${JSON.stringify(seen)}`,
    );
  }
  assert.equal(wrong.length, 0, `${wrong.length} of ${examples.length}\n${wrong.join("\n")}`);
  assert.ok(examples.length === 652, `${examples.length} examples`);
});

test("most examples need no finding", () => {
  const rules = {};
  for (const all of found.values()) for (const rule of all) rules[rule] = (rules[rule] ?? 0) + 1;
  assert.ok(found.size < examples.length / 2, JSON.stringify(rules));
});
