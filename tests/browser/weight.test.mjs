// What a reader downloads, in gzip's bytes. Budgets of ARCHITECTURE.md, "Budgets".

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { posix } from "node:path";
import { describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { BROWSERS, Session } from "./lib/browsers.mjs";
import { none } from "./lib/expect.mjs";
import { serve } from "./lib/server.mjs";
import {
  FILES,
  LANGUAGES,
  SITE,
  TOOL,
  addressesIn,
  contentPages,
  pageOfEachKind,
  read,
} from "./lib/site.mjs";

const PAGE_BUDGET = 30_000;
const TOOL_BUDGET = 80_000 + 26_000 * LANGUAGES.length;

// The gzip program writes its name and time into ten more bytes at most.
const compressed = (path) => gzipSync(readFileSync(join(SITE, path)), { level: 9 }).length;

// Whole-table pages: they are read seldom, and printed. They may weigh twice as much.
const EXEMPT = LANGUAGES.flatMap((language) => [
  ...contentPages(language).filter((path) => path.includes("/connections/")),
  `${language}/glossary/index.html`,
  `${language}/sources.html`,
]);

/** Files that a page loads by itself: styles, scripts, images, its icon. */
function loadedBy(path) {
  const found = addressesIn(read(path))
    .filter(
      ({ tag, address }) =>
        ["link", "script", "img", "source"].includes(tag) && !/^(data|https?):/.test(address),
    )
    .map(({ address }) => posix.join(posix.dirname(path), address.split(/[?#]/)[0]))
    .filter((file) => !file.endsWith(".html") && !file.endsWith(".xml"));
  return [path, ...new Set(found)];
}

test(`a content page with all that it loads stays within ${PAGE_BUDGET} bytes`, (t) => {
  const sums = LANGUAGES.flatMap(contentPages)
    .map((path) => ({
      path,
      bytes: loadedBy(path).reduce((sum, file) => sum + compressed(file), 0),
    }))
    .sort((a, b) => b.bytes - a.bytes);
  t.diagnostic(
    `heaviest: ${sums
      .slice(0, 3)
      .map(({ path, bytes }) => `${path} ${bytes}`)
      .join(", ")}`,
  );
  none(
    sums
      .filter(({ path, bytes }) => bytes > (EXEMPT.includes(path) ? 2 * PAGE_BUDGET : PAGE_BUDGET))
      .map(({ path, bytes }) => `${path}: ${bytes} bytes`),
  );
});

test(`each tool stays within ${TOOL_BUDGET} bytes`, (t) => {
  const tools = FILES.filter((path) => /^tools\/[^/]+\.html$/.test(path)).map((path) => ({
    path,
    bytes: compressed(path),
  }));
  t.diagnostic(tools.map(({ path, bytes }) => `${path} ${bytes}`).join(", "));
  assert.ok(tools.some(({ path }) => path === TOOL));
  none(
    tools
      .filter(({ bytes }) => bytes > TOOL_BUDGET)
      .map(({ path, bytes }) => `${path}: ${bytes} bytes`),
  );
});

describe("the sum above leaves nothing out: browsers load just these files", () => {
  for (const name of BROWSERS) {
    test(name, async () => {
      const server = await serve(SITE);
      const session = await Session.start(name);
      const tab = await session.open();
      const wrong = [];
      for (const path of Object.values(pageOfEachKind("ja"))) {
        const page = await tab.goto(server.base + path);
        const asked = await page.evaluate(() =>
          performance
            .getEntriesByType("resource")
            .map((entry) => new URL(entry.name).pathname.slice(1)),
        );
        const extra = asked.filter(
          (file) => file !== "favicon.ico" && !loadedBy(path).includes(file),
        );
        if (extra.length > 0) wrong.push(`${path} loads ${extra}`);
      }
      await session.stop();
      await server.stop();
      none(wrong);
    });
  }
});
