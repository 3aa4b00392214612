// Checklists: ticked where all of them stand, kept by the browser, and on paper; over the web on each page, too.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { axe } from "./lib/axe.mjs";
import { BROWSERS, Session } from "./lib/browsers.mjs";
import { none } from "./lib/expect.mjs";
import { serve } from "./lib/server.mjs";
import { LANGUAGES, SITE, fileAddress } from "./lib/site.mjs";

const ALL = "starter-kit/index.html";
const STEP = "starter-kit/step-0/index.html";

const boxes = (page) =>
  page.$$eval('.tasks[data-page="starter-kit/step-0/index"] input', (all) =>
    all.map(({ checked, disabled }) => ({ checked, disabled })),
  );
const status = (page) => page.$eval(".progress [role=status]", (said) => said.textContent);
const tick = async (page, at) => {
  const list = '.tasks[data-page="starter-kit/step-0/index"]';
  await page.$eval(list, (shown) => shown.closest("details")?.setAttribute("open", ""));
  const all = await page.$$(`${list} input`);
  await all[at].click();
};

for (const name of BROWSERS) {
  describe(name, () => {
    /** @type {Session} */
    let session;
    let tab;
    let server;
    before(async () => {
      session = await Session.start(name);
      tab = await session.open();
      server = await serve(SITE);
    });
    after(async () => {
      await session.stop();
      await server.stop();
    });

    test("from a folder, ticks are made in one place, counted, kept, taken away and brought back", async () => {
      let page = await tab.goto(fileAddress(`en/${ALL}`));
      const total = (await page.$$(".checklists input")).length;
      assert.ok(total > 30, `${total} tasks`);
      assert.equal(await status(page), `0 of ${total} done`);
      await tick(page, 0);
      await tick(page, 2);
      await tick(page, 2);
      await tick(page, 3);
      assert.equal(await status(page), `2 of ${total} done`);
      const count = await page.$eval(".checklists .count", (said) => said.textContent);
      assert.match(count, /^2\/\d+$/);
      page = await tab.goto(fileAddress(`en/${ALL}`));
      assert.equal(await status(page), `2 of ${total} done`);
      assert.deepEqual(
        (await boxes(page)).slice(0, 4).map(({ checked }) => checked),
        [true, false, false, true],
      );
      await page.click(".progress button");
      assert.equal(await status(page), `0 of ${total} done`);
      await page.click(".progress button");
      assert.equal(await status(page), `2 of ${total} done`);
      none(await tab.problems());
    });

    test("from a folder, a step's own list leads to that place and takes no ticks that would be lost", async () => {
      const page = await tab.goto(fileAddress(`ja/${STEP}`));
      assert.ok((await boxes(page)).every(({ disabled }) => disabled));
      const href = await page.$eval(".all-checklists a", (link) => link.href);
      assert.equal(href, `${fileAddress(`ja/${ALL}`)}#checklists`);
    });

    test("over the web a step's list and the place of all lists show the same, in both languages", async () => {
      let page = await tab.goto(`${server.base}ja/${STEP}`);
      await tick(page, 1);
      page = await tab.goto(`${server.base}en/${ALL}`);
      assert.match(await status(page), /^1 of /);
      assert.equal((await boxes(page))[1].checked, true);
      await page.click(".progress button");
      page = await tab.goto(`${server.base}en/${STEP}`);
      assert.ok((await boxes(page)).every(({ checked, disabled }) => !checked && !disabled));
      none(await tab.problems());
    });

    test("axe finds nothing in lists that are open", async () => {
      for (const language of LANGUAGES) {
        const page = await tab.goto(fileAddress(`${language}/${ALL}`));
        await page.$$eval(".checklists details", (all) => all.forEach((one) => (one.open = true)));
        none(await axe(page));
      }
    });
  });
}
