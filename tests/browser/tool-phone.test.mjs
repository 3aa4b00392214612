// The scoring tool on a phone: the question comes before what is to be said, and saving to a file needs no menu.

import assert from "node:assert/strict";
import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import { BROWSERS, Session } from "./lib/browsers.mjs";
import { none } from "./lib/expect.mjs";
import { LANGUAGES, TOOL, fileAddress } from "./lib/site.mjs";
import { openTool, saved } from "./lib/tool.mjs";
import { sleep, until } from "./lib/wait.mjs";

const VIEW = { width: 390, height: 844 };
const arriving = (language) =>
  `${fileAddress(TOOL)}#lang=${language}&item=O-1&from=../${language}/sim3/o-1.html`;
const boxes = (page, ...selectors) =>
  page.evaluate(
    (all) => all.map((one) => document.querySelector(one).getBoundingClientRect().toJSON()),
    selectors,
  );
const isUnsaved = (page) => page.$eval("#save", (button) => button.hasAttribute("data-unsaved"));

/** What a hand does: a press, and a look at what it did. */
async function press(page, selector) {
  await page.click(selector);
  await sleep(300);
}

for (const name of BROWSERS) {
  describe(`the tool on a phone, ${name}`, () => {
    let downloads;
    /** @type {Session} */
    let session;
    beforeEach(async () => {
      downloads = mkdtempSync(join(tmpdir(), "shirube-phone-"));
      session = await Session.start(name, { scheme: "light", downloads });
    });
    afterEach(() => session.stop());

    for (const language of LANGUAGES) {
      test(`${language}: with three notices the question and its first level are in the first window`, async () => {
        const tab = await session.open(VIEW);
        const { page } = tab;
        await page.evaluateOnNewDocument(() =>
          Object.defineProperty(window, "indexedDB", { value: undefined }),
        );
        await openTool(tab, arriving(language));
        assert.equal(await page.$$eval(".notices .notice", (all) => all.length), 3);
        await page.evaluate(() => scrollTo(0, 0));
        await sleep(300);
        const [line, title, level] = await boxes(
          page,
          ".notices > summary",
          "#item-O-1 h3",
          ".choice",
        );
        assert.ok(
          line.height >= 44 && line.height <= 54,
          `the line of notices is ${line.height} px high`,
        );
        assert.ok(
          title.top < VIEW.height / 2 + 30 && level.bottom < VIEW.height,
          `the question begins at ${title.top}, its first level ends at ${level.bottom}`,
        );
        const said = await page.$eval(".notices > summary", (summary) => summary.textContent);
        const worst = await page.$eval(".notices .notice.bad > p", (words) => words.textContent);
        assert.ok(
          said.includes("3") && said.includes(worst),
          `the line does not begin with the worst: ${said}`,
        );
        assert.ok(
          !(await page.$eval(".notices .notice", (notice) => notice.checkVisibility())),
          "the notices are open already",
        );
        await press(page, ".notices > summary");
        const hidden = await page.$$eval(".notices .notice", (all) =>
          all.filter((one) => !one.checkVisibility()).map((one) => one.textContent),
        );
        const small = await page.$$eval(".notices button", (all) =>
          all
            .map((one) => ({ words: one.textContent, height: one.getBoundingClientRect().height }))
            .filter(({ height }) => height < 44)
            .map(({ words }) => words),
        );
        // Where one goes on answering, what was opened stays so.
        await press(page, "label:has(#level-O-1-1)");
        assert.ok(await page.$eval("#notices", (box) => box.open));
        none([...hidden, ...small, ...(await tab.problems())]);
      });

      for (const width of [390, 360]) {
        test(`${language}, ${width} px: what is in no file yet is marked where it is saved, in sight, and nothing moves`, async () => {
          const tab = await session.open({ ...VIEW, width });
          const page = await openTool(tab, arriving(language));
          await page.$eval("#item-O-2", (item) => item.scrollIntoView());
          assert.equal(await isUnsaved(page), false);
          // The question itself may grow: there is more to say once it is answered.
          const places = () => boxes(page, "#save", "#next", ".bar-top", "#item-O-2 h3");
          const before_ = await places();
          await press(page, "label:has(#level-O-2-1)");
          await saved(page);
          assert.equal(await isUnsaved(page), true);
          assert.notEqual(await page.$eval("#save", (button) => button.title), "");
          assert.deepEqual(await places(), before_, "what is not saved moves the page");
          const [button, , bar] = before_;
          assert.ok(
            button.width >= 44 &&
              button.height >= 44 &&
              button.top >= 0 &&
              button.right <= width &&
              button.bottom <= bar.bottom,
            JSON.stringify(button),
          );
          const met = await page.evaluate(
            ({ x, y, width: wide, height }) =>
              document.elementFromPoint(x + wide / 2, y + height / 2)?.closest("[id]")?.id,
            button,
          );
          assert.equal(met, "save", "something covers the button");
          assert.equal(
            await page.evaluate(
              () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
            ),
            0,
          );
          await press(page, "#save");
          await until(() => readdirSync(downloads).length > 0, "a file");
          await until(async () => !(await isUnsaved(page)), "the mark to go");
          assert.deepEqual(await places(), before_, "what is saved moves the page");
          // A change is told from a file after the page was loaded again, too.
          await press(page, "label:has(#level-O-2-2)");
          await saved(page);
          await page.reload();
          await openTool(tab, fileAddress(TOOL));
          await until(() => isUnsaved(page), "the mark after the page was loaded again");
          await press(page, "#save");
          await until(async () => !(await isUnsaved(page)), "the mark to go again");
          none(await tab.problems());
        });
      }
    }

    test("in a wide window the notices are open, and the button has its whole name", async () => {
      const tab = await session.open({ width: 1280, height: 900 });
      const page = await openTool(tab, arriving("en"));
      await until(
        () => page.$eval(".notices .notice", (notice) => notice.checkVisibility()),
        "a notice",
      );
      assert.ok(await page.$eval(".notices > summary", (summary) => !summary.checkVisibility()));
      assert.equal(await page.$eval("#save", (button) => button.innerText.trim()), "Save to file");
      await page.setViewport(VIEW);
      await until(() => page.$eval("#notices", (box) => !box.open), "the notices to fold");
    });
  });
}
