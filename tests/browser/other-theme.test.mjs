// A theme that has no script for search and tools, only the elements that CONTRIBUTING.md names: both work there, because what
// runs in the browser is part of the program. The site is the one of the Rust tests.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { BROWSERS, Session } from "./lib/browsers.mjs";
import { none } from "./lib/expect.mjs";
import { PROJECT, fileAddress } from "./lib/site.mjs";
import { answer, levelOf, openTool, saved } from "./lib/tool.mjs";
import { until } from "./lib/wait.mjs";

const folder = mkdtempSync(join(tmpdir(), "shirube-other-theme-"));
const address = (path) => fileAddress(path, folder);

before(() =>
  execFileSync(
    join(PROJECT, "target/debug/shirube"),
    ["build", "--root", join(PROJECT, "tests/sites/base"), "--out", join(folder)],
    { stdio: "pipe" },
  ),
);

for (const name of BROWSERS) {
  describe(name, () => {
    /** @type {Session} */
    let session;
    let tab;
    before(async () => {
      session = await Session.start(name);
      tab = await session.open();
    });
    after(() => session.stop());

    test("a page that names the script of the search finds", async () => {
      const page = await tab.goto(address("en/index.html"));
      await page.focus("input[type=search]");
      await page.keyboard.type("mandat");
      await until(
        () => page.evaluate(() => document.querySelectorAll("[role=option]").length > 0),
        "results",
      );
      const found = await page.evaluate(() =>
        [...document.querySelectorAll("[role=option]")].map((option) =>
          option.getAttribute("href"),
        ),
      );
      assert.ok(
        found.some((href) => href.includes("demo/a-1.html")),
        String(found),
      );
      none(await tab.problems());
    });

    test("a tool scores and keeps answers", async () => {
      const tool = address("tools/demo.html");
      const page = await openTool(tab, tool);
      await answer(page, "A-1", 2);
      await saved(page);
      await page.reload();
      await openTool(tab, tool);
      assert.equal(
        await page.evaluate(
          () => JSON.parse(document.getElementById("tool-data").textContent).model.id,
        ),
        "demo",
      );
      await page.evaluate(() => {
        location.hash = "item-A-1";
      });
      await page.waitForSelector("#level-A-1-2");
      assert.equal(await levelOf(page, "A-1"), "2");
      none(await tab.problems());
    });
  });
}
