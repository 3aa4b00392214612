// Shows that the tests can fail: breaks a copy of the built site in one way at a time and expects a test to notice.
// usage: SITE=… PLAIN_SITE=… node prove.mjs [name]   (not part of tests/run)

import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const PROJECT = join(here, "../..");
const SITE = process.env.SITE ?? join(PROJECT, "target/site-under-test");
const PLAIN = process.env.PLAIN_SITE ?? join(PROJECT, "target/site-not-minified");

/** Changes a file of the copy; fails if there is nothing to change. */
function edit(folder, path, from, to) {
  const before = readFileSync(join(folder, path), "utf8");
  const after = before.replaceAll(
    typeof from === "string" ? from : new RegExp(from.source, "gi"),
    to,
  );
  if (after === before) throw new Error(`nothing to break in ${path}: ${from}`);
  writeFileSync(join(folder, path), after);
}

const asset = (folder, ending) => {
  const found = readdirSync(join(folder, "assets")).find(
    (name) => name.endsWith(ending) && name.startsWith("site"),
  );
  return `assets/${found}`;
};

const PAGE = "ja/starter-kit/step-2/structure.html";
const TOOL = "tools/sim3.html";
const CSP = /<meta[^>]*content-security-policy[^>]*>/gi;

/** Lets the tool's script be changed, as it was written before it is shortened; its hash goes with its policy. */
const tool = (from, to) => (folder) => {
  cpSync(join(PLAIN, TOOL), join(folder, TOOL));
  edit(folder, TOOL, CSP, "");
  edit(folder, TOOL, from, to);
};

/** @type {Record<string, { test: string, pattern: string, break: (folder: string) => void }>} */
const BREAKS = {
  "a link to nowhere": {
    test: "reading",
    pattern: "every link",
    break: (folder) =>
      edit(
        folder,
        PAGE,
        /href="?[^" >]*overview[^" >]*"?|<h1>/,
        '<a href="nowhere.html">x</a><h1>',
      ),
  },
  "an image from elsewhere": {
    test: "reading",
    pattern: "nothing that is loaded",
    break: (folder) =>
      edit(folder, PAGE, "<h1>", '<img alt="" src="https://example.org/a.png"><h1>'),
  },
  "a style attribute": {
    test: "reading",
    pattern: "no style attributes",
    break: (folder) => edit(folder, PAGE, "<h1>", '<h1 style="color:red">'),
  },
  "a page in one language": {
    test: "reading",
    pattern: "both languages",
    break: (folder) => rmSync(join(folder, PAGE)),
  },
  "a wide page": {
    test: "reading",
    pattern: "every page of ja",
    break: (folder) => edit(folder, asset(folder, ".css"), /$/, "main h1{min-width:700px}"),
  },
  "text that needs a script": {
    test: "reading",
    pattern: "every page of ja",
    break: (folder) =>
      edit(folder, asset(folder, ".css"), /$/, "main{display:none}.js main{display:block}"),
  },
  "pale text": {
    test: "accessibility",
    pattern: "every page, Chromium",
    break: (folder) => edit(folder, asset(folder, ".css"), /$/, "main p{color:#bbb!important}"),
  },
  "pale text in the dark": {
    test: "accessibility",
    pattern: "360 px",
    break: (folder) =>
      edit(
        folder,
        asset(folder, ".css"),
        /$/,
        "@media(prefers-color-scheme:dark){main p{color:#444!important}}",
      ),
  },
  "a script that fails": {
    test: "accessibility",
    pattern: "1280 px",
    break: (folder) => edit(folder, asset(folder, ".js"), /$/, "\nundefinedFunction();"),
  },
  "a request by a page": {
    test: "requests",
    pattern: "reading, searching",
    break: (folder) => {
      for (const path of ["ja/index.html"]) {
        edit(folder, path, CSP, "");
        edit(folder, path, "<h1>", '<img alt="" src="http://example.org/a.png"><h1>');
      }
    },
  },
  "a script that can send": {
    test: "requests",
    pattern: "know no way",
    break: (folder) =>
      edit(folder, asset(folder, ".js"), /$/, "\nif (0) navigator.sendBeacon('x');"),
  },
  "a page without policy": {
    test: "requests",
    pattern: "forbids connections",
    break: (folder) => edit(folder, PAGE, CSP, ""),
  },
  "an index that lacks a word": {
    test: "search",
    pattern: "要素認",
    break: (folder) => rmSync(join(folder, "search/ja"), { recursive: true }),
  },
  "an index loaded at once": {
    test: "search",
    pattern: "before the box",
    break: (folder) => {
      const files = readdirSync(join(folder, "search/ja"));
      edit(
        folder,
        "ja/about.html",
        "</body>",
        `<script src="../search/ja/${files[0]}"></script></body>`,
      );
      edit(
        folder,
        "en/about.html",
        "</body>",
        `<script src="../search/ja/${files[0]}"></script></body>`,
      );
    },
  },
  "search while composing": {
    test: "search",
    pattern: "input method",
    break: (folder) => breakScript(folder, "isComposing", "isNotComposing"),
  },
  "arrows that do nothing": {
    test: "search",
    pattern: "arrows choose",
    break: (folder) => breakScript(folder, '"ArrowDown"', '"ArrowNone"'),
  },
  "a silent search": {
    test: "search",
    pattern: "announced",
    break: (folder) => breakScript(folder, /this\.status\.textContent ?= ?text/g, "0"),
  },
  "Escape that does nothing": {
    test: "interface",
    pattern: "Escape",
    break: (folder) => breakScript(folder, '"Escape"', '"Escapf"'),
  },
  "no definitions": {
    test: "interface",
    pattern: "definition appears",
    break: (folder) => breakScript(folder, "focusin", "focusout"),
  },
  "a forgotten theme": {
    test: "interface",
    pattern: "theme switch",
    break: (folder) => breakScript(folder, "localStorage.setItem", "localStorage.getItem"),
  },
  "a language switch to the home page": {
    test: "interface",
    pattern: "language switch",
    break: (folder) => {
      for (const path of execFileSync("find", ["ja/starter-kit", "-name", "*.html"], {
        cwd: folder,
        encoding: "utf8",
      })
        .trim()
        .split("\n"))
        edit(folder, path, /href="?[^" >]*\/en\/[^" >]*"?/g, 'href="../../en/index.html"');
    },
  },
  "a table of contents that stands still": {
    test: "interface",
    pattern: "contents follows",
    break: (folder) =>
      breakScript(folder, "IntersectionObserver(follow", "IntersectionObserver(()=>{}"),
  },
  "a tool that saves nothing": {
    test: "tool",
    pattern: "there after a reload",
    break: tool(/\bput\(shelf, id, value\) ?\{|put\(([^)]*)\) ?\{/, "put(){}put0($1){"),
  },
  "a tool that saves late": {
    test: "tool",
    pattern: "killed 300 ms",
    break: tool(
      "next)) this.store.put(shelf, id, value);",
      "next)) setTimeout(() => this.store.put(shelf, id, value), 3000);",
    ),
  },
  "a tool that says saved too early": {
    test: "tool",
    pattern: "killed 300 ms",
    break: tool("next)) this.store.put(shelf, id, value);", 'next)) this.store.setState("saved");'),
  },
  "a tool that opens anything": {
    test: "tool",
    pattern: "is refused",
    break: tool("if (problems.length > 0) return notRead(", "if (0) return notRead("),
  },
  "a tool that loses notes in its file": {
    test: "tool",
    pattern: "the same state",
    break: tool(
      "const text = serialise(model, state);",
      'const text = serialise(model, state).replace(/"note": "[^"]*"/g, \'"note": ""\');',
    ),
  },
  "a tool that asks": {
    test: "tool",
    pattern: "left the machine|chromium|firefox",
    break: tool("</body>", '<img alt="" src="http://example.org/a.png"></body>'),
  },
  "a pale tool": {
    test: "tool",
    pattern: "axe, ja, light",
    break: tool("</style>", "p{color:#bbb!important}</style>"),
  },
  "navigation on paper": {
    test: "print",
    pattern: "no navigation",
    break: (folder) =>
      edit(
        folder,
        asset(folder, ".css"),
        /$/,
        "@media print{.tree,.menu,.page>details,.tree *{display:block!important;content-visibility:visible}.menu::details-content{content-visibility:visible!important;display:block!important}}",
      ),
  },
  "text missing on paper": {
    test: "print",
    pattern: "all the text",
    break: (folder) =>
      edit(folder, asset(folder, ".css"), /$/, "@media print{.prose h2{display:none}}"),
  },
  "letter paper": {
    test: "print",
    pattern: "A4",
    break: (folder) => edit(folder, asset(folder, ".css"), /$/, "@page{size:letter!important}"),
  },
  "table heads once": {
    test: "print",
    pattern: "head of a table",
    break: (folder) =>
      edit(
        folder,
        asset(folder, ".css"),
        /$/,
        "@media print{thead{display:table-row-group!important}}",
      ),
  },
  "addresses not printed": {
    test: "print",
    pattern: "addresses of other",
    break: (folder) =>
      edit(folder, asset(folder, ".css"), /$/, "@media print{a::after{content:none!important}}"),
  },
  "dark paper": {
    test: "print",
    pattern: "black on white",
    break: (folder) =>
      edit(folder, asset(folder, ".css"), /$/, "@media print{body{color:#eee!important}}"),
  },
  "an absolute address": {
    test: "places",
    pattern: "file|http",
    break: (folder) => edit(folder, PAGE, "<h1>", '<a href="/ja/index.html">x</a><h1>'),
  },
  "a missing style": {
    test: "places",
    pattern: "styles, scripts",
    break: (folder) => rmSync(join(folder, asset(folder, ".css"))),
  },
  "a lost word in minification": {
    test: "minified",
    pattern: "same tree",
    break: (folder) => edit(folder, PAGE, "<main", "<div></div><main"),
  },
  "two words joined": {
    test: "minified",
    pattern: "no two words",
    break: (folder) => edit(folder, "en/about.html", " of the ", " ofthe "),
  },
  "a heavy page": {
    test: "weight",
    pattern: "content page",
    break: (folder) =>
      edit(
        folder,
        PAGE,
        "<h1>",
        `<!-- ${Array.from({ length: 9000 }, (_, at) => ((at * 2654435761) % 4294967296).toString(36)).join("")} --><h1>`,
      ),
  },
  "a heavy tool": {
    test: "weight",
    pattern: "the tool",
    break: (folder) =>
      edit(
        folder,
        TOOL,
        "</body>",
        `<!-- ${Array.from({ length: 30000 }, (_, at) => ((at * 2654435761) % 4294967296).toString(36)).join("")} --></body>`,
      ),
  },
  "a hidden asset": {
    test: "weight",
    pattern: "chromium|firefox",
    break: (folder) => {
      writeFileSync(join(folder, "assets/big.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>");
      edit(folder, asset(folder, ".css"), /$/, "body{background-image:url(big.svg)}");
    },
  },
};

/** Changes the site's scripts wherever the text stands in them. */
function breakScript(folder, from, to) {
  let broken = 0;
  for (const name of readdirSync(join(folder, "assets")).filter((file) => file.endsWith(".js"))) {
    const before = readFileSync(join(folder, "assets", name), "utf8");
    const after = before.replaceAll(from, to);
    if (after !== before) broken += 1;
    writeFileSync(join(folder, "assets", name), after);
  }
  if (broken === 0) throw new Error(`nothing to break: ${from}`);
}

let unnoticed = 0;
for (const [name, { test, pattern, break: spoil }] of Object.entries(BREAKS)) {
  if (process.argv[2] && !name.includes(process.argv[2]) && process.argv[2] !== test) continue;
  const copy = mkdtempSync(join(tmpdir(), "shirube-broken-"));
  cpSync(SITE, copy, { recursive: true });
  let verdict;
  try {
    spoil(copy);
    const run = spawnSync(
      process.execPath,
      ["--test", "--test-reporter=tap", `--test-name-pattern=${pattern}`, `${test}.test.mjs`],
      { cwd: here, encoding: "utf8", env: { ...process.env, SITE: copy, PLAIN_SITE: PLAIN } },
    );
    const failed = [...run.stdout.matchAll(/^\s*not ok \d+ - (.*)$/gm)].map(([, title]) => title);
    verdict = failed.length > 0 ? `noticed by “${failed[0]}”` : "NOT NOTICED";
  } catch (error) {
    verdict = `NOT TRIED: ${error.message}`;
  }
  if (!verdict.startsWith("noticed")) unnoticed += 1;
  console.log(`${name} (${test}): ${verdict}`);
  rmSync(copy, { recursive: true });
}
process.exitCode = unnoticed > 0 ? 1 : 0;
