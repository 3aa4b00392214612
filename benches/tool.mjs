// How fast the scoring tool opens and answers, in both browsers: the bundled SIM3 tool, and the same tool with a model of
// 500 items. Not a test: it prints figures. Needs a built site and the packages of tests/browser:
//   cargo run --release -- build && node benches/tool.mjs [SITE] [RUNS]

import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Session } from "../tests/browser/lib/browsers.mjs";
import { wholeData } from "../src/tool/browser/packed.js";

const [site = "public", runs = "9"] = process.argv.slice(2);
const ITEMS = 500;
const html = readFileSync(join(site, "tools/sim3.html"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "shirube-bench-"));

/** The tool with a model of many items, in categories of fifty. */
function large() {
  const [, data] = /<script[^>]*tool-data[^>]*>(.*?)<\/script>/s.exec(html);
  const { texts, about, ...tool } = wholeData(JSON.parse(data));
  const first = tool.model.items[0].id;
  const ids = Array.from({ length: ITEMS }, (_, at) => ({
    id: `X-${at}`,
    category: `C${Math.floor(at / 50)}`,
  }));
  tool.model = {
    ...tool.model,
    id: "large",
    profiles: [],
    earlier: [],
    categories: [...new Set(ids.map(({ category }) => category))],
    items: ids.map((item) => ({ ...tool.model.items[0], ...item })),
  };
  // Nothing is packed: each language brings all of its own.
  const whole = ([tag, words]) => [
    tag,
    [
      {
        texts: {
          ...words,
          lines: [],
          page: "",
          items: Object.fromEntries(ids.map(({ id }) => [id, words.items[first]])),
        },
        about: about[tag],
      },
    ],
  ];
  const lists = Object.fromEntries(Object.entries(texts).map(whole));
  return html.replace(data, () =>
    JSON.stringify({ ...tool, samples: undefined, shape: "%", pages: {}, lists }).replaceAll(
      "<",
      "\\u003c",
    ),
  );
}

const files = { "SIM3, 45 items": html, [`${ITEMS} items`]: large() };
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

for (const browser of ["chromium", "firefox"]) {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, `${name.replace(/\W+/g, "-")}.html`);
    writeFileSync(path, text);
    const session = await Session.start(browser);
    const opened = [];
    const answered = [];
    for (let run = 0; run < Number(runs); run += 1) {
      const { page } = await session.open();
      await page.evaluateOnNewDocument(() => {
        new MutationObserver((_, observer) => {
          if (!document.querySelector(".panel")) return;
          observer.disconnect();
          requestAnimationFrame(() =>
            requestAnimationFrame((now) => Object.assign(window, { drawnAt: now })),
          );
        }).observe(document, { childList: true, subtree: true });
      });
      await page.goto(pathToFileURL(path).href);
      await page.waitForFunction(() => "drawnAt" in window);
      opened.push(await page.evaluate(() => window.drawnAt));
      answered.push(...(await page.evaluate(clicks)));
      await page.close();
    }
    await session.stop();
    console.log(
      `${browser}, ${name}: opened in ${median(opened).toFixed(0)} ms, an answer handled in ${median(answered).toFixed(1)} ms (slowest ${Math.max(...answered).toFixed(1)} ms); medians of ${opened.length} and ${answered.length}`,
    );
  }
}
process.exit(0);

/** Runs in the page: answers questions one after the other; milliseconds from the click to the end of its work. */
async function clicks() {
  document.querySelectorAll("nav li a")[1].click();
  await new Promise((done) => setTimeout(done, 300));
  const times = [];
  for (const level of [1, 3, 2]) {
    for (const item of [...document.querySelectorAll("fieldset.item")].slice(0, 8)) {
      const radio = document.getElementById(`level-${item.id.slice("item-".length)}-${level}`);
      const begun = performance.now();
      radio.click();
      // Reading a size makes the browser lay the page out, which belongs to the frame.
      document.body.getBoundingClientRect();
      times.push(performance.now() - begun);
      await new Promise((done) => requestAnimationFrame(done));
    }
  }
  return times;
}
