// What the site's scripts add to reading: definitions beside their terms, themes, a table of contents that follows.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { BROWSERS, Session } from "./lib/browsers.mjs";
import { none } from "./lib/expect.mjs";
import { LANGUAGES, contentPages, fileAddress, read, tagsIn } from "./lib/site.mjs";
import { sleep, until } from "./lib/wait.mjs";

const hasTerm = (path) =>
  tagsIn(read(path)).some(
    ({ tag, attributes }) => tag === "a" && attributes.get("class") === "term",
  );
const hasContents = (path) => /class="?contents"?[ >]/.test(read(path));
const pageWith = (language, test_) =>
  contentPages(language).find((path) => path.includes("starter-kit") && test_(path)) ??
  assert.fail(`no such page in ${language}`);
const other = (language) => LANGUAGES.find((tag) => tag !== language) ?? "";

/** The note beside a term, as a reader sees it. */
const note = (page) =>
  page.evaluate(() => {
    const shown = [...document.querySelectorAll(".term-note")].find(
      (element) => element instanceof HTMLElement && element.checkVisibility(),
    );
    if (!shown) return null;
    const box = shown.getBoundingClientRect();
    return {
      text: shown.textContent ?? "",
      inside: box.left >= 0 && box.top >= 0 && box.right <= innerWidth && box.bottom <= innerHeight,
      box: { x: box.x + box.width / 2, y: box.y + box.height / 2 },
    };
  });

const definition = (page) =>
  page.evaluate(() => {
    const link = document.querySelector("main a.term");
    link?.scrollIntoView({ block: "center" });
    return document.getElementById(link?.getAttribute("aria-describedby") ?? "")?.textContent ?? "";
  });

test("every term link names a definition on its own page", () => {
  const wrong = [];
  for (const path of LANGUAGES.flatMap(contentPages)) {
    const tags = tagsIn(read(path));
    const ids = new Set(tags.map(({ attributes }) => attributes.get("id")));
    for (const { tag, attributes } of tags) {
      if (
        tag === "a" &&
        attributes.get("class") === "term" &&
        !ids.has(attributes.get("aria-describedby"))
      )
        wrong.push(`${path}: ${attributes.get("href")}`);
    }
  }
  none(wrong);
});

for (const name of BROWSERS) {
  for (const language of LANGUAGES) {
    describe(`${name}, ${language}`, () => {
      /** @type {Session} */
      let session;
      let tab;
      before(async () => {
        session = await Session.start(name, { scheme: "light" });
        tab = await session.open({ width: 1280, height: 800 });
      });
      after(() => session.stop());

      test("a definition appears under the pointer, stays while the pointer is on it, and goes with Escape", async () => {
        const page = await tab.goto(fileAddress(pageWith(language, hasTerm)));
        const text = await definition(page);
        assert.notEqual(text, "");
        assert.equal(await note(page), null);
        await settled(page);
        await page.hover("main a.term");
        const shown = await until(async () => {
          const now = await note(page);
          return now?.text.includes(text) && now;
        }, `“${text}” under the pointer`);
        assert.ok(shown.inside, "the note leaves the window");
        await page.mouse.move(shown.box.x, shown.box.y);
        await sleep(500);
        assert.ok(await note(page), "the note is gone while the pointer is on it");
        await page.keyboard.press("Escape");
        await until(async () => !(await note(page)), "Escape");
        none(await tab.problems());
      });

      test("a definition appears at keyboard focus and goes with Escape and with the focus", async () => {
        const page = await tab.goto(fileAddress(pageWith(language, hasTerm)));
        await page.mouse.move(0, 0);
        const text = await definition(page);
        await tabTo(page, "main a.term");
        const shown = await until(() => note(page), "a note at the focus");
        assert.ok(shown.text.includes(text), shown.text);
        await page.keyboard.press("Escape");
        await until(async () => !(await note(page)), "Escape");
        assert.ok(
          await page.evaluate(() => document.activeElement?.matches("a.term")),
          "Escape takes the focus away",
        );
        await tabTo(page, "main a.term");
        await until(() => note(page), "a second note");
        await page.evaluate(() =>
          /** @type {HTMLElement} */ (document.querySelector("main a.term")).blur(),
        );
        await page.keyboard.down("Shift");
        await page.keyboard.press("Tab");
        await page.keyboard.up("Shift");
        await until(
          async () =>
            !(await note(page)) ||
            !(await page.evaluate(() => document.activeElement?.matches("main a.term"))),
          "leaving",
        );
      });

      test("the language switch goes to the same page and the same place", async () => {
        const path = pageWith(language, hasContents);
        const page = await tab.goto(fileAddress(path));
        const id = await page.evaluate(
          () => document.querySelector(".contents a")?.getAttribute("href") ?? "",
        );
        await tab.goto(fileAddress(path) + id);
        const switchTo = `.languages a[hreflang="${other(language)}"]`;
        await Promise.all([page.waitForNavigation(), page.click(switchTo)]);
        const expected = fileAddress(path.replace(`${language}/`, `${other(language)}/`));
        assert.equal(page.url().split("#")[0], expected);
        assert.equal(decodeURIComponent(new URL(page.url()).hash), decodeURIComponent(id));
        assert.equal(await page.evaluate(() => document.documentElement.lang), other(language));
        none(await tab.problems());
      });

      test("the language switch keeps the place within a section, and leaves a plain address", async () => {
        const path = `${language}/sim3/o-1.html`;
        const page = await tab.goto(fileAddress(path));
        const place = () =>
          page.evaluate(() => {
            const marks = [...document.querySelectorAll("#main, #main :is(h2, h3)[id]")].map(
              (mark) => ({ id: mark.id, top: mark.getBoundingClientRect().top }),
            );
            const at = marks.findLastIndex(({ top }) => top <= 60);
            return {
              id: marks[at]?.id,
              part: (60 - marks[at]?.top) / (marks[at + 1]?.top - marks[at]?.top),
            };
          });
        await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight * 0.35));
        const left = await place();
        assert.ok(
          left.part > 0.1 && left.part < 0.9,
          `not within a section: ${JSON.stringify(left)}`,
        );
        await Promise.all([
          page.waitForNavigation(),
          page.click(`.languages a[hreflang="${other(language)}"]`),
        ]).catch(() => null);
        await until(
          async () =>
            (await page.evaluate(() => document.documentElement.lang)) === other(language),
          "the other language",
        );
        const arrived = await until(async () => {
          const now = await place();
          return now.id === left.id && now;
        }, `section ${left.id}`);
        assert.ok(
          Math.abs(arrived.part - left.part) < 0.15,
          `${JSON.stringify(left)} → ${JSON.stringify(arrived)}`,
        );
        await until(async () => new URL(page.url()).search === "", "a plain address");
        none(await tab.problems());
      });

      test("the choice of colours holds at once, is kept, and returns to the system's", async () => {
        const page = await tab.goto(fileAddress(pageWith(language, hasContents)));
        const ground = () => page.evaluate(() => getComputedStyle(document.body).color);
        const system = await ground();
        const grounds = [];
        for (const theme of ["light", "dark", "auto"]) {
          await page.select(".theme select", theme);
          grounds.push(await ground());
          // Chromium writes it down in another process, in its own time; no reader loads a page again within that time.
          await until(async () => {
            await sleep(200);
            await page.reload();
            return (await ground()) === grounds.at(-1);
          }, "the choice that was kept, when the page is loaded again");
          assert.equal(
            await page.$eval(
              ".theme select",
              (select) => /** @type {HTMLSelectElement} */ (select).value,
            ),
            theme,
          );
        }
        assert.deepEqual(
          grounds.map((colour) => colour === system),
          [true, false, true],
          `${system} → ${grounds}`,
        );
        none(await tab.problems());
      });

      test("the table of contents follows the reader", async () => {
        const page = await tab.goto(fileAddress(pageWith(language, hasContents)));
        const count = await page.evaluate(() => document.querySelectorAll(".contents a").length);
        const current = () =>
          page.evaluate(() =>
            [...document.querySelectorAll(".contents a")].findIndex(
              (link) => link.getAttribute("aria-current") === "location",
            ),
          );
        for (const at of [count - 1, 0, 1].filter((number) => number < count)) {
          // The last headings of a page cannot always come to its top.
          const reachable = await page.evaluate((number) => {
            const link = document.querySelectorAll(".contents a")[number];
            document
              .getElementById(decodeURIComponent(link.getAttribute("href").slice(1)))
              .scrollIntoView();
            return (
              document
                .getElementById(decodeURIComponent(link.getAttribute("href").slice(1)))
                .getBoundingClientRect().top <
              innerHeight * 0.25
            );
          }, at);
          if (reachable)
            await until(async () => (await current()) === at, `entry ${at} of ${count}`);
          else await until(async () => (await current()) >= 0, "any entry");
        }
      });

      test("the first Tab offers to skip to the text", async () => {
        const page = await tab.goto(fileAddress(pageWith(language, hasContents)));
        await page.keyboard.press("Tab");
        const first = await page.evaluate(() => ({
          href: document.activeElement?.getAttribute("href"),
          shown: (document.activeElement?.getBoundingClientRect().bottom ?? 0) > 0,
        }));
        assert.deepEqual(first, { href: "#main", shown: true });
        await page.keyboard.press("Enter");
        assert.equal(new URL(page.url()).hash, "#main");
      });
    });
  }
}

/** Waits until the page has come to rest, so that the pointer meets what it is sent to. */
async function settled(page) {
  let before_ = -1;
  await until(async () => {
    const now = await page.evaluate(() => scrollY);
    const still = now === before_;
    before_ = now;
    await sleep(60);
    return still;
  }, "the page to stop scrolling");
}

/**
 * Goes to an element with the Tab key, from the one before it.
 * @param {import("puppeteer-core").Page} page
 * @param {string} selector
 */
async function tabTo(page, selector) {
  await page.evaluate((wanted) => {
    const target = document.querySelector(wanted);
    const all = [
      ...document.querySelectorAll("a[href], button, input, select, textarea, summary"),
    ].filter((element) => element.checkVisibility());
    /** @type {HTMLElement} */ (all[all.indexOf(target) - 1]).focus();
  }, selector);
  await page.keyboard.press("Tab");
  assert.ok(
    await page.evaluate(
      (wanted) => document.activeElement === document.querySelector(wanted),
      selector,
    ),
    `Tab does not reach ${selector}`,
  );
}
