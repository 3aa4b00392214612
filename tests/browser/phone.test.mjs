// A page on a phone: what the bar at its top holds is at hand wherever one reads, and covers nothing that one goes to.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { BROWSERS, Session } from "./lib/browsers.mjs";
import { none } from "./lib/expect.mjs";
import { LANGUAGES, fileAddress } from "./lib/site.mjs";
import { sleep, until } from "./lib/wait.mjs";

const WIDTHS = [320, 390, 414];
const other = (language) => LANGUAGES.find((tag) => tag !== language) ?? "";

/** Which part of a section is at the line where one reads. */
const place = (page) =>
  page.evaluate(() => {
    const line = 90;
    const marks = [...document.querySelectorAll("#main, #main :is(h2, h3, h4)[id]")].map(
      (mark) => ({ id: mark.id, top: mark.getBoundingClientRect().top }),
    );
    const at = marks.findLastIndex(({ top }) => top <= line);
    return at < 0
      ? { id: null, top: 0, part: 0 }
      : {
          id: marks[at].id,
          top: marks[at].top,
          part:
            (line - marks[at].top) /
            ((marks[at + 1]?.top ??
              document.querySelector("#main").getBoundingClientRect().bottom) -
              marks[at].top),
        };
  });

/** Presses what is in sight, where it is: the driver would bring it into sight first. */
async function press(page, selector) {
  const box = await page.$eval(selector, (one) => one.getBoundingClientRect().toJSON());
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  assert.ok(
    await page.evaluate(
      (wanted, left, top) => Boolean(document.elementFromPoint(left, top)?.closest(wanted)),
      selector,
      x,
      y,
    ),
    `${selector} is not in sight`,
  );
  await page.mouse.click(x, y);
}

/** Scrolls as a hand does, with rests, until so much of the page is above. */
async function read(page, part) {
  await page.mouse.move(150, 300);
  for (let turn = 0; turn < 60; turn++) {
    if (
      await page.evaluate(
        (wanted) => scrollY >= (document.documentElement.scrollHeight - innerHeight) * wanted,
        part,
      )
    )
      break;
    await page.mouse.wheel({ deltaY: 400 });
    await sleep(120);
  }
  await sleep(400);
}

for (const name of BROWSERS) {
  describe(`a page on a phone, ${name}`, () => {
    /** @type {Session} */
    let session;
    let tab;
    before(async () => {
      session = await Session.start(name, { scheme: "light" });
      tab = await session.open({ width: 390, height: 844 });
    });
    after(() => session.stop());

    for (const [language, width] of LANGUAGES.flatMap((tag) =>
      WIDTHS.map((pixels) => [tag, pixels]),
    )) {
      test(`${language}, ${width} px: half way down, menu and language are two presses away, and the place is kept`, async () => {
        const { page } = tab;
        await page.setViewport({ width, height: 700 });
        await tab.goto(fileAddress(`${language}/sim3/o-1.html`));
        await read(page, 0.4);
        const left = await place(page);
        const top = () => page.$eval("#main h2", (heading) => heading.getBoundingClientRect().top);
        const still = await top();
        await press(page, ".menu > summary");
        await until(
          () => page.$eval(".tree a", (link) => link.checkVisibility()),
          "the navigation",
        );
        await sleep(300);
        assert.ok(Math.abs((await top()) - still) < 1, "the page moves when the menu opens");
        const menu = await page.evaluate(() => {
          const [tree, current, choice] = [
            ".tree",
            ".tree [aria-current=page]",
            ".preferences",
          ].map((one) => document.querySelector(one).getBoundingClientRect());
          return {
            gap: tree.top - choice.bottom,
            end: tree.bottom - innerHeight,
            current: current.top > choice.bottom && current.bottom < innerHeight,
            wide: document.documentElement.scrollWidth - innerWidth,
          };
        });
        assert.ok(
          menu.gap >= 0 &&
            menu.gap < 12 &&
            Math.abs(menu.end) <= 1 &&
            menu.current &&
            menu.wide <= 0,
          JSON.stringify(menu),
        );
        await press(page, `.languages a[hreflang="${other(language)}"]`);
        await until(
          () =>
            page
              .evaluate((tag) => document.documentElement.lang === tag, other(language))
              .catch(() => false),
          "the other language",
        );
        await sleep(300);
        const arrived = await until(async () => {
          const now = await place(page);
          return now.id === left.id && now;
        }, `section “${left.id}”`);
        // A heading that is in view is a place of its own: the other page begins there.
        assert.ok(
          left.top >= 0
            ? arrived.top >= 0 && arrived.top <= 90
            : Math.abs(arrived.part - left.part) < 0.15,
          `${JSON.stringify(left)} → ${JSON.stringify(arrived)}`,
        );
        assert.equal(await page.$eval(".menu", (menu_) => menu_.open), false);
        none(await tab.problems());
      });
    }

    test("the bar covers no heading that one goes to", async () => {
      const { page } = tab;
      await page.setViewport({ width: 390, height: 844 });
      await tab.goto(fileAddress("en/sim3/o-1.html"));
      const ids = await page.$$eval(".contents a", (links) =>
        links.map((link) => decodeURIComponent(link.hash.slice(1))),
      );
      const wrong = [];
      for (const id of [...ids, ...ids.toReversed()]) {
        await page.evaluate((wanted) => (location.hash = wanted), id);
        await sleep(60);
        const found = await page.evaluate(
          (wanted) => ({
            top: document.getElementById(wanted).getBoundingClientRect().top,
            bar: document.querySelector(".site-header").getBoundingClientRect().bottom,
          }),
          id,
        );
        if (found.bar < 40 || found.top < found.bar)
          wrong.push(`${id}: at ${found.top}, below a bar of ${found.bar}`);
      }
      none(wrong);
    });

    test("by keyboard the focus is never behind the bar or the menu", async () => {
      const { page } = tab;
      await page.setViewport({ width: 390, height: 600 });
      await tab.goto(fileAddress("ja/starter-kit/step-2/index.html"));
      const wrong = [];
      const hidden = () =>
        page.evaluate(() => {
          const focus = document.activeElement;
          // The first line of a link that is broken into several; past the last link, the page itself.
          const box = focus.getClientRects()[0];
          // What is higher than the window, a long table that scrolls, cannot be seen whole.
          const high = box.height > innerHeight / 2;
          const covered = document.elementFromPoint(
            box.x + Math.min(box.width / 2, 30),
            high
              ? (Math.max(0, box.top) + Math.min(innerHeight, box.bottom)) / 2
              : Math.max(0, box.y) + Math.min(box.height / 2, 10),
          );
          return focus === document.body ||
            (covered &&
              (focus.contains(covered) || covered.contains(focus)) &&
              box.top < innerHeight - 20)
            ? ""
            : `${focus.textContent?.trim().slice(0, 20)} (${Math.round(box.top)}–${Math.round(box.bottom)}) is behind ${covered?.className}`;
        });
      await page.evaluate(() => document.querySelector(".menu > summary").focus());
      await page.keyboard.press("Enter");
      for (const back of [false, true]) {
        for (let step = 0; step < 80; step++) {
          if (back) await page.keyboard.down("Shift");
          await page.keyboard.press("Tab");
          if (back) await page.keyboard.up("Shift");
          const found = await hidden();
          if (found) wrong.push(`${back ? "back" : "on"} ${step}: ${found}`);
        }
        assert.equal(
          await page.$eval(".menu", (menu) => menu.open),
          false,
          "the menu stays open behind what has the focus",
        );
      }
      none(wrong);
    });

    test("Escape closes the menu; Back does not show it open again", async () => {
      const own = await session.open({ width: 390, height: 844 });
      const start = fileAddress("en/sim3/o-1.html");
      const page = await own.goto(start);
      await read(page, 0.3);
      await press(page, ".menu > summary");
      await page.keyboard.press("Escape");
      assert.ok(
        await page.$eval(
          ".menu",
          (menu) => !menu.open && document.activeElement === menu.firstElementChild,
        ),
        "Escape",
      );
      await press(page, ".menu > summary");
      await page.$eval('.tree a[href$="o-2.html"]', (link) =>
        link.scrollIntoView({ block: "center" }),
      );
      await press(page, '.tree a[href$="o-2.html"]');
      await until(() => page.url().endsWith("o-2.html"), "the other page");
      await sleep(300);
      await page.evaluate(() => void setTimeout(() => history.back()));
      // Where a browser kept the page as it was, the driver is not told of it.
      await until(
        () => page.evaluate((address) => location.href === address, start).catch(() => false),
        "the first page",
      );
      await until(
        () => page.$eval(".menu", (menu) => !menu.open).catch(() => false),
        "a closed menu",
      );
      assert.ok(await page.evaluate(() => scrollY > 100), "Back loses the place");
      await own.close();
    });

    test("in a low window the bar goes with the page", async () => {
      const { page } = tab;
      await page.setViewport({ width: 700, height: 360 });
      await tab.goto(fileAddress("en/sim3/o-1.html"));
      await page.evaluate(() => scrollTo(0, 500));
      await until(
        () => page.$eval(".site-header", (bar) => bar.getBoundingClientRect().bottom < 0),
        "the bar to leave",
      );
    });

    test("in the glossary the filter stands below the bar, and a letter below the filter", async () => {
      const { page } = tab;
      for (const width of [1280, 800]) {
        await page.setViewport({ width, height: 800 });
        await tab.goto(fileAddress("en/glossary/index.html"));
        await page.evaluate(() =>
          [...document.querySelectorAll(".letters a")]
            .find((link) => link.textContent.trim() === "I")
            .click(),
        );
        await sleep(300);
        const found = await page.evaluate(() => {
          const [bar, filter, letter] = [".site-header", ".list-filter", "#letter-i"].map((one) =>
            document.querySelector(one).getBoundingClientRect(),
          );
          return { filter: filter.top - bar.bottom, letter: letter.top - filter.bottom };
        });
        assert.ok(
          found.filter >= 0 && found.letter >= 0 && found.letter < 200,
          `${width}: ${JSON.stringify(found)}`,
        );
      }
    });
  });
}
