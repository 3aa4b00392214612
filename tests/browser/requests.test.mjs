// Nothing leaves the machine: the browsers can only reach a counter, and the counter is shown to count.

import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, test } from "node:test";
import { BROWSERS, Session } from "./lib/browsers.mjs";
import { none } from "./lib/expect.mjs";
import { serve } from "./lib/server.mjs";
import { FILES, LANGUAGES, SITE, TOOL, fileAddress, pageOfEachKind, read } from "./lib/site.mjs";
import { answer, openTool, saved } from "./lib/tool.mjs";
import { sleep, until } from "./lib/wait.mjs";

/** Every way out that the scripts of the site could take; a new one must be looked at. */
const WAYS_OUT =
  /\b(fetch\s*\(|XMLHttpRequest|sendBeacon|WebSocket|WebTransport|EventSource|RTCPeerConnection|importScripts|serviceWorker|window\.open|location\.(assign|replace)|location\s*=[^=])/g;

test("the site's scripts know no way to send anything", () => {
  const scripts = FILES.filter((path) => path.endsWith(".js") && !/(^|\/)search\//.test(path));
  assert.ok(scripts.length > 0);
  none(
    [...scripts, TOOL].flatMap((path) =>
      (read(path).match(WAYS_OUT) ?? []).map((way) => `${path}: ${way}`),
    ),
  );
});

test("every page forbids connections by its policy", () => {
  const policy = /default-src 'none'/;
  none(
    FILES.filter(
      (path) =>
        path.endsWith(".html") &&
        !policy.test(read(path).replaceAll("&#39;", "'").replaceAll("&#x27;", "'")),
    ),
  );
});

for (const name of BROWSERS) {
  describe(`requests, ${name}`, () => {
    test("the counter sees a page that asks, over http and https", async () => {
      const session = await Session.start(name);
      const tab = await session.open();
      const file = join(mkdtempSync(join(tmpdir(), "shirube-asks-")), "asks.html");
      writeFileSync(
        file,
        "<!doctype html><title>asks</title><img src='http://plain.counted.example/a.png'><img src='https://secret.counted.example/b.png'><script>fetch('http://127.0.0.2/c').catch(() => {})</script>",
      );
      await tab.goto(pathToFileURL(file).href);
      await until(
        () => session.counter.seen.length >= 3,
        `three requests, seen: ${session.counter.seen}`,
      ).finally(() => session.stop());
      const text = session.counter.seen.join("\n");
      for (const host of ["plain.counted.example", "secret.counted.example", "127.0.0.2"])
        assert.ok(text.includes(host), `${host} in ${text}`);
    });

    for (const scheme of ["file", "http"]) {
      test(`reading, searching and scoring ask for nothing outside, ${scheme}`, async () => {
        const server = await serve(SITE);
        const session = await Session.start(name);
        const tab = await session.open();
        const address = (path) => (scheme === "file" ? fileAddress(path) : server.base + path);
        for (const path of [
          "index.html",
          ...LANGUAGES.flatMap((language) => Object.values(pageOfEachKind(language))),
        ]) {
          const page = await tab.goto(address(path));
          await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
        }
        for (const [language, query] of [
          ["ja", "脆弱性"],
          ["en", "incident"],
        ]) {
          const page = await tab.goto(address(`${language}/index.html`));
          await page.focus("form[role=search] input");
          await page.keyboard.type(query);
          await page.waitForSelector("[role=option]", { timeout: 10_000 });
        }
        const page = await openTool(tab, address(TOOL));
        await answer(page, "O-1", 2);
        await saved(page);
        await page.click("#next");
        await sleep(1500);
        await session.stop();
        await server.stop();
        none([...session.counter.seen, ...server.missing.map((path) => `not found: ${path}`)]);
      });
    }
  });
}
