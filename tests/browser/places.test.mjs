// The built folder works wherever it is put.

import { cpSync, mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { BROWSERS, Session } from "./lib/browsers.mjs";
import { none } from "./lib/expect.mjs";
import { serve } from "./lib/server.mjs";
import {
  DOCUMENTS,
  LANGUAGES,
  SITE,
  TOOL,
  brokenIn,
  fileAddress,
  pageOfEachKind,
} from "./lib/site.mjs";
import { sleep } from "./lib/wait.mjs";

const STICK = join(
  mkdtempSync(join(tmpdir(), "shirube-places-")),
  "USB メモリ #1 100%",
  "しるべ の控え",
);
mkdirSync(STICK, { recursive: true });
cpSync(SITE, STICK, { recursive: true });

test("in a folder with spaces, signs and Japanese, every address leads to a file", () => {
  none(DOCUMENTS.flatMap((path) => brokenIn(path, STICK)));
});

for (const name of BROWSERS) {
  describe(`places, ${name}`, () => {
    /** @type {Session} */
    let session;
    let server;
    before(async () => {
      session = await Session.start(name, { scheme: "light" });
      server = await serve(STICK, "/wiki/kb-v1/");
    });
    after(async () => {
      await session.stop();
      await server.stop();
    });

    for (const place of ["file", "subfolder over http"]) {
      test(`${place}: styles, scripts, images, links and search work`, async () => {
        const tab = await session.open();
        const address = (path) =>
          place === "file" ? fileAddress(path, STICK) : server.base + path;
        const wrong = [];
        for (const path of [
          "index.html",
          TOOL,
          ...LANGUAGES.flatMap((language) => Object.values(pageOfEachKind(language))),
        ]) {
          const page = await tab.goto(address(path));
          const seen = await page.evaluate(look);
          wrong.push(...[...seen, ...(await tab.problems())].map((text) => `${path}: ${text}`));
        }
        // From page to page by its own links: to the first section, on, and to the other language.
        const page = await tab.goto(address("ja/index.html"));
        for (const selector of [
          "nav.sections a",
          "a[rel=next]",
          ".languages a[hreflang=en]",
          "a.brand",
        ]) {
          await Promise.all([page.waitForNavigation(), page.click(selector)]);
          const heading = await page.evaluate(
            () => document.querySelector("h1")?.textContent ?? "",
          );
          if (heading === "")
            wrong.push(`${selector} leads to ${page.url()}, which has no heading`);
        }
        await page.focus("form[role=search] input");
        await page.keyboard.type("incident");
        const found = await page
          .waitForSelector("[role=option]", { timeout: 8000 })
          .catch(() => null);
        if (!found) wrong.push("the search finds nothing");
        await sleep(100);
        await tab.close();
        none([
          ...wrong,
          ...server.missing.map((path) => `not found: ${path}`),
          ...session.counter.seen,
        ]);
      });
    }
  });
}

/** What a page lacks of what it should have loaded. */
function look() {
  const found = [];
  for (const image of document.images)
    if (!image.complete || image.naturalWidth === 0)
      found.push(`image ${image.getAttribute("src")}`);
  const styled =
    [...document.styleSheets].length > 0 &&
    getComputedStyle(document.body).fontFamily.includes(",");
  if (!styled) found.push("no styles");
  if (document.querySelector("script[src]") && !document.documentElement.classList.contains("js"))
    found.push("no scripts");
  return found;
}
