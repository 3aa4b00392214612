// Site and tools are one thing: from a page to its question and back, in the page's language and colours. And the tool on a phone.

import assert from "node:assert/strict";
import test, { after, before, describe } from "node:test";
import { BROWSERS, Session } from "./lib/browsers.mjs";
import { none } from "./lib/expect.mjs";
import { LANGUAGES, TOOL, fileAddress } from "./lib/site.mjs";
import { answer, openTool, saved } from "./lib/tool.mjs";
import { until } from "./lib/wait.mjs";

const ADDRESS = fileAddress(TOOL);
const other = (language) => LANGUAGES.find((tag) => tag !== language);
const theme = (page) => page.evaluate(() => document.documentElement.dataset.theme);
const brand = (page) =>
  page.$eval(".brand", (link) => /** @type {HTMLAnchorElement} */ (link).href);

/** Follows a link and waits for the page that it leads to; a tool has then read what the browser keeps. */
async function follow(page, selector) {
  await Promise.all([page.waitForNavigation(), page.click(selector)]);
  if (page.url().includes("/tools/")) await page.waitForSelector("#save-state:not(:empty)");
}

for (const name of BROWSERS) {
  describe(`${name}, site and tool`, () => {
    let session;
    let tab;
    before(async () => {
      session = await Session.start(name, { scheme: "light" });
      tab = await session.open();
    });
    after(() => session.stop());

    for (const language of LANGUAGES) {
      test(`${language}: an item's page leads to its question in its language and colours, and the tool leads back`, async () => {
        const item = fileAddress(`${language}/sim3/p-4.html`);
        const page = await tab.goto(item);
        await page.select(".theme select", "dark");
        await follow(page, ".facts a.tool");
        assert.equal(new URL(page.url()).hash, "#item-P-4");
        assert.equal(await page.evaluate(() => document.documentElement.lang), language);
        assert.equal(await theme(page), "dark");
        const { top, bottom } = await page.$eval("#item-P-4 h3", (heading) =>
          heading.getBoundingClientRect().toJSON(),
        );
        assert.ok(top >= 0 && bottom < 900, `the question stands at ${top}`);
        await page.reload();
        await page.waitForSelector("#save-state:not(:empty)");
        assert.equal(
          (await brand(page)).split("#")[0],
          item,
          "the way back is lost when the tool is loaded again",
        );
        await page.select("#language", other(language));
        assert.equal(
          (await brand(page)).split("#")[0],
          fileAddress(`${other(language)}/sim3/p-4.html`),
          "the way back is in another language than the tool",
        );
        await page.select("#theme", "light");
        await follow(page, ".brand");
        assert.equal(page.url(), fileAddress(`${other(language)}/sim3/p-4.html`));
        assert.equal(await theme(page), "light");
        assert.equal(
          await page.$eval(
            ".theme select",
            (select) => /** @type {HTMLSelectElement} */ (select).value,
          ),
          "light",
        );
        none(await tab.problems());
      });
    }

    test("a page that the tool links to keeps its place besides the colours", async () => {
      const page = await tab.goto(fileAddress("en/isomm/b.html") + "#B-2&theme=dark");
      await until(() => page.evaluate(() => location.hash === "#B-2"), "the place");
      assert.equal(await theme(page), "dark");
      await until(
        () =>
          page.evaluate(() => {
            const top = document.getElementById("B-2").getBoundingClientRect().top;
            return top >= 0 && top < innerHeight;
          }),
        "the page to be at its place",
      );
      none(await tab.problems());
    });

    test("an item that stands on a page with others has a way to its question, too", async () => {
      const page = await tab.goto(fileAddress("ja/isomm/b.html"));
      await follow(page, ".heading:has(#B-2) + .score a");
      assert.equal(new URL(page.url()).hash, "#item-B-2");
      assert.equal(await page.evaluate(() => document.documentElement.lang), "ja");
      none(await tab.problems());
    });

    test("a link's language wins for one opening, and the start can be reached", async () => {
      const page = await tab.goto(`${ADDRESS}#lang=en&item=O-1`);
      await page.waitForSelector("#to-start");
      await page.click("#to-start");
      await page.waitForSelector("#part-start");
      await page.select("#language", "ja");
      await answer(page, "O-1", 1);
      await saved(page);
      await tab.goto("about:blank");
      await tab.goto(`${ADDRESS}#lang=en&item=O-2`);
      await page.waitForSelector("#item-O-2");
      assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
      assert.equal(await page.$("#to-start"), null, "who has begun is told nothing of the start");
      await tab.goto("about:blank");
      await openTool(tab, ADDRESS);
      assert.equal(
        await page.evaluate(() => document.documentElement.lang),
        "ja",
        "the link's language took the place of the one chosen",
      );
      none(await tab.problems());
    });

    for (const from of [
      "javascript:window.harmed=1//.html",
      "https://example.org/a.html",
      "//example.org/a.html",
      "../../a.html",
      "..%2F..%2Fa.html",
      "../%252e%252e/%252e%252e/a.html",
    ]) {
      test(`no way out of the site: from=${from}`, async () => {
        await tab.goto("about:blank");
        const page = await tab.goto(`${ADDRESS}#lang=en&from=${from}`);
        await page.waitForSelector("#save-state:not(:empty)");
        assert.equal((await brand(page)).split("#")[0], fileAddress("en/index.html"));
        none(await tab.problems());
      });
    }

    for (const language of LANGUAGES) {
      test(`${language}: on a phone the question begins in the first screen, below low bars`, async () => {
        const page = tab.page;
        await page.setViewport({ width: 390, height: 844 });
        await tab.goto("about:blank");
        await tab.goto(`${ADDRESS}#lang=${language}`);
        await page.waitForSelector("#open-sample");
        await page.click("#open-sample");
        await page.evaluate(() => (location.hash = "#part-O"));
        await page.waitForSelector("#item-O-1");
        await page.evaluate(() => scrollTo(0, 0));
        const found = await page.evaluate(() => {
          const box = (selector) => document.querySelector(selector).getBoundingClientRect();
          return {
            head: box("header").height,
            bar: box(".bar-top").height,
            text: box("#item-O-1 > p").bottom,
            extra: document.documentElement.scrollWidth - innerWidth,
          };
        });
        assert.ok(found.head >= 48 && found.head <= 56, `the head is ${found.head} px high`);
        assert.ok(found.bar <= 84, `the bar is ${found.bar} px high`);
        assert.ok(found.text < 700, `the question's text ends at ${found.text}`);
        assert.ok(found.extra <= 0, `${found.extra} px too wide`);
        none(await tab.problems());
      });
    }

    test("on a phone the parts are a list and the actions a menu; nothing moves when they open", async () => {
      const page = tab.page;
      const top = () => page.$eval("#panel", (panel) => panel.getBoundingClientRect().top);
      const small = [];
      const measure = async (selector) => {
        for (const { words, height, width } of await page.$$eval(selector, (all) =>
          all.map((one) => ({
            words: one.textContent,
            height: one.getBoundingClientRect().height,
            width: one.getBoundingClientRect().width,
          })),
        ))
          if (height < 44 || width < 44) small.push(`${words}: ${width} × ${height}`);
      };
      await measure("#next, .choice, .bar-top summary, header summary");
      for (const [kind, inside] of [
        ["parts", "nav a"],
        ["menu", ".menu button, .menu select"],
      ]) {
        const before_ = await top();
        await page.click(`.${kind} > summary`);
        assert.equal(await top(), before_);
        await measure(inside);
        await page.keyboard.press("Escape");
        assert.ok(
          await page.$eval(
            `.${kind}`,
            (details) => !details.open && document.activeElement === details.firstElementChild,
          ),
          `${kind} stays open`,
        );
        await page.click(`.${kind} > summary`);
        await page.mouse.click(195, 830);
        assert.ok(
          await page.$eval(`.${kind}`, (details) => !details.open),
          `a press beside ${kind} does not close it`,
        );
      }
      await page.click(".parts > summary");
      await page.click('.parts a[href="#part-result"]');
      await page.waitForSelector("#part-result");
      assert.ok(await page.$eval(".parts", (details) => !details.open));
      none([...small, ...(await tab.problems())]);
    });

    test("in a wide window all actions are in sight, in a low bar", async () => {
      const page = tab.page;
      for (const width of [1280, 1024]) {
        await page.setViewport({ width, height: 800 });
        await until(
          () =>
            page.evaluate(
              () =>
                document.querySelector(".bar-top #save") !== null &&
                document.querySelector(".columns nav") !== null,
            ),
          "the wide frame",
        );
        for (const language of LANGUAGES) {
          await page.select("#language", language);
          const [head, bar] = await page.$$eval("header, .bar-top", (all) =>
            all.map((one) => one.getBoundingClientRect().height),
          );
          assert.ok(head <= 56 && bar <= 58, `${width} ${language}: ${head} and ${bar} px high`);
          assert.equal(
            await page.evaluate(
              () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
            ),
            0,
          );
          for (const id of ["undo", "redo", "save", "open", "print", "next"])
            assert.ok(await page.$eval(`#${id}`, (button) => button.checkVisibility()), id);
        }
      }
      none(await tab.problems());
    });
  });
}
