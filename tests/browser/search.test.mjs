// The search box, over file:// and http, in both browsers and languages.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { axe } from "./lib/axe.mjs";
import { BROWSERS, Session } from "./lib/browsers.mjs";
import { none } from "./lib/expect.mjs";
import { keysOf } from "./lib/texts.mjs";
import { serve } from "./lib/server.mjs";
import { LANGUAGES, SITE, contentPages, fileAddress, read } from "./lib/site.mjs";
import { sleep, until, visit } from "./lib/wait.mjs";

/** In each language: something only a good index finds, and the word that it is a part of. */
const QUERIES = {
  ja: { part: "要素認", whole: "多要素認証", common: "トリアージ", none: "ぬへほ゛鷽" },
  en: { part: "constit", whole: "constituency", common: "triage", none: "xyzzyq" },
};

const BOX = "form[role=search] input";
const START = "about.html";

/** The search as its user meets it. */
const state = (page) =>
  page.evaluate((box) => {
    const input = document.querySelector(box);
    const form = input.closest("form");
    const options = [...document.querySelectorAll("[role=option]")].filter((option) =>
      option.checkVisibility(),
    );
    return {
      expanded: input.getAttribute("aria-expanded"),
      active:
        document
          .getElementById(input.getAttribute("aria-activedescendant") ?? "")
          ?.getAttribute("href") ?? null,
      options: options.map((option) => ({
        href: option.getAttribute("href"),
        text: option.textContent ?? "",
      })),
      marks: options.flatMap((option) =>
        [...option.querySelectorAll("mark")].map((mark) => mark.textContent ?? ""),
      ),
      groups: [...document.querySelectorAll("[role=group]")].filter((group) =>
        group.checkVisibility(),
      ).length,
      // The address keeps the query whose results are shown: on a slow machine the box is ahead of it.
      settled: new URLSearchParams(location.search).get("q") === input.value,
      status: form.querySelector("[role=status]")?.textContent ?? "",
      loaded: [...document.scripts].filter((script) => /\/search\//.test(script.src)).length,
      asked: performance
        .getEntriesByType("resource")
        .filter((entry) => /\/search\//.test(entry.name)).length,
    };
  }, BOX);

test("the words that the tests look for are in the content", () => {
  for (const language of LANGUAGES) {
    const text = contentPages(language).map(read).join("");
    for (const key of ["whole", "common"])
      assert.ok(text.toLowerCase().includes(QUERIES[language][key]), QUERIES[language][key]);
    assert.ok(!text.includes(QUERIES[language].none));
  }
});

/** What a reader types, and the page or place that is meant: readings, Latin letters, ids. */
const TYPED = {
  ja: [
    ["とりあーじ", "glossary/triage.html"],
    ["zeijakusei", "glossary/vulnerability.html"],
    ["ふたく", "glossary/mandate.html"],
    ["O1", "sim3/o-1.html"],
    ["6.4.1", "first-services/functions-6.html#6.4.1"],
    ["エスカレション", "glossary/escalation.html"],
    ["jouhou kyouyuu", "glossary/info-sharing.html"],
  ],
  en: [
    ["O1", "sim3/o-1.html"],
    ["FIRST 6.4", "first-services/6-4.html"],
    ["ISOMM D-1", "isomm/d.html#D-1"],
    ["eradicate", "glossary/eradication.html"],
    ["ransomeware", "glossary/ransomware.html"],
  ],
};
/** A query that no page has all of, and a page that comes near. */
const NEAR = {
  ja: ["初動 冷蔵庫", "glossary/first-response.html"],
  en: ["eradicatoin", "glossary/eradication.html"],
};

for (const name of BROWSERS) {
  for (const scheme of ["file", "http"]) {
    describe(`${name}, ${scheme}`, () => {
      /** @type {Session} */
      let session;
      let server;
      let tab;
      before(async () => {
        server = await serve(SITE);
        session = await Session.start(name, { scheme: "light" });
        tab = await session.open();
      });
      after(async () => {
        await session.stop();
        await server.stop();
      });
      const address = (path) => (scheme === "file" ? fileAddress(path) : server.base + path);
      const open = async (language) => tab.goto(address(`${language}/${START}`));
      const type = async (page, text) => {
        await page.focus(BOX);
        await page.evaluate((box) => document.querySelector(box).select(), BOX);
        await page.keyboard.type(text);
      };
      // Results come while the query is being typed: only those count that answer all of it, and that stay.
      const found = async (page, what) => {
        let before_ = "";
        return until(async () => {
          const now = await state(page);
          const hrefs = now.options.map(({ href }) => href).join();
          const still = now.settled && hrefs !== "" && hrefs === before_;
          before_ = hrefs;
          if (!still) await sleep(200);
          return still && now;
        }, what);
      };

      for (const language of LANGUAGES) {
        const query = QUERIES[language];

        test(`${language}: nothing of the index is loaded before the box is used`, async () => {
          const page = await open(language);
          await sleep(300);
          const { loaded, asked } = await state(page);
          assert.deepEqual([loaded, asked], [0, 0]);
        });

        test(`${language}: “${query.part}” finds ${query.whole}, marked, grouped, counted and announced`, async () => {
          const page = await open(language);
          await type(page, query.part);
          const seen = await found(page, "results");
          assert.ok(
            seen.options.some(({ text }) => text.toLowerCase().includes(query.whole)),
            seen.options.map(({ text }) => text).join(" | "),
          );
          assert.ok(
            seen.marks.some((mark) => mark.toLowerCase().includes(query.part)),
            `marks: ${seen.marks}`,
          );
          assert.ok(seen.groups > 0, "no groups");
          assert.equal(seen.expanded, "true");
          const { status } = await until(async () => {
            const now = await state(page);
            return now.status !== "" && now;
          }, "an announcement");
          assert.match(status, /\d/);
          none(await tab.problems());
        });

        test(`${language}: what is typed otherwise leads there, and a box is not empty where something comes near`, async () => {
          const page = await open(language);
          for (const [typed, first] of TYPED[language]) {
            await type(page, typed);
            const seen = await found(page, typed);
            const [best] = seen.options.map(({ href }) => href.split(`/${language}/`).pop());
            assert.ok(best === first || best.startsWith(`${first}#`), `${typed}: ${best}`);
          }
          const [typed, near] = NEAR[language];
          await type(page, typed);
          const seen = await found(page, typed);
          assert.ok(
            seen.options.some(({ href }) => href.includes(near)),
            seen.options.map(({ href }) => href).join(),
          );
          const heading = await page.$eval(
            ".search-near .search-section",
            (line) => line.textContent,
          );
          assert.ok(keysOf(language, heading).includes("search.near"), heading);
          none(await tab.problems());
        });

        test(`${language}: every result leads to a file`, async () => {
          const page = await open(language);
          await type(page, query.common);
          const { options } = await found(page, "results");
          const files = new Set(contentPages(language));
          none(
            options
              .map(({ href }) =>
                new URL(href ?? "", "x://x/" + `${language}/${START}`).pathname.slice(1),
              )
              .filter((path) => !files.has(path)),
          );
        });

        test(`${language}: arrows choose, Escape closes, Enter opens`, async () => {
          const page = await open(language);
          await type(page, query.common);
          const { options } = await found(page, "results");
          assert.ok(options.length > 1, "one result is no list");
          await page.keyboard.press("ArrowDown");
          assert.equal((await state(page)).active, options[0].href);
          await page.keyboard.press("ArrowDown");
          assert.equal((await state(page)).active, options[1].href);
          await page.keyboard.press("ArrowUp");
          assert.equal((await state(page)).active, options[0].href);
          await page.keyboard.press("Escape");
          const closed = await state(page);
          assert.deepEqual([closed.options.length, closed.expanded], [0, "false"]);
          assert.ok(
            await page.evaluate(
              (box) => document.activeElement === document.querySelector(box),
              BOX,
            ),
            "Escape takes the focus away",
          );
          await page.keyboard.press("ArrowDown");
          await found(page, "results again");
          await page.keyboard.press("ArrowDown");
          const chosen = (await state(page)).active ?? "";
          await leave(page, page.keyboard.press("Enter"));
          assert.equal(
            await page.evaluate(() => location.href),
            new URL(chosen, address(`${language}/${START}`)).href,
          );
          assert.ok(await page.evaluate(() => document.querySelector("h1") !== null));
        });

        test(`${language}: a click opens a result`, async () => {
          const page = await open(language);
          await type(page, query.part);
          const { options } = await found(page, "results");
          await leave(page, page.click("[role=option]"));
          assert.equal(
            await page.evaluate(() => location.href),
            new URL(options[0].href ?? "", address(`${language}/${START}`)).href,
          );
        });

        test(`${language}: Back and a shared address bring query, results and place back`, async () => {
          const page = await open(language);
          await type(page, query.common);
          await found(page, "results");
          for (let n = 0; n < 3; n += 1) await page.keyboard.press("ArrowDown");
          const { active, options } = await state(page);
          await leave(page, page.keyboard.press("Enter"));
          // As the reader's key does: the driver's own command waits for a load that a kept page does not have. A moment later,
          // or the page may be gone before it has answered.
          await page.evaluate(() => void setTimeout(() => history.back()));
          await until(
            () =>
              page
                .evaluate(
                  (start) => location.href.includes(start) && document.readyState === "complete",
                  START,
                )
                .catch(() => false),
            "the page before",
          );
          const again = await found(page, "results after Back");
          assert.deepEqual(
            again.options.map(({ href }) => href),
            options.map(({ href }) => href),
          );
          await until(
            async () => (await state(page)).active === active,
            "the chosen result is chosen again",
          );
          assert.equal(
            await page.$eval(BOX, (input) => document.activeElement === input && input.value),
            query.common,
          );
          const shared = await page.evaluate(() => location.href);
          assert.match(shared, /[?&]q=/);
          await visit(page, address(`${language}/glossary/index.html`));
          await visit(page, shared);
          assert.deepEqual((await found(page, "results of a shared address")).options, options);
          await page.click("h1");
          await until(
            () => page.evaluate(() => location.search === ""),
            "the address without the query, once the list is left",
          );
          none(await tab.problems());
        });

        test(`${language}: results end within the window and show ids`, async () => {
          for (const [path, height] of [
            [`${language}/index.html`, 500],
            [`${language}/${START}`, 700],
          ]) {
            await tab.page.setViewport({ width: 390, height });
            const page = await tab.goto(address(path));
            await type(page, "SIM3 O-1");
            const { options } = await found(page, "results");
            const bottom = await page.$eval(
              ".search-panel",
              (panel) => panel.getBoundingClientRect().bottom,
            );
            assert.ok(bottom <= height, `${path}: ends at ${bottom} of ${height}`);
            assert.ok(
              options.some(({ text }) => text.startsWith("SIM3 O-1 ")),
              options.map(({ text }) => text).join(" | "),
            );
          }
          await tab.page.setViewport({ width: 1280, height: 900 });
        });

        test(`${language}: no result is said`, async () => {
          const page = await open(language);
          await type(page, query.none);
          const { status, options } = await until(async () => {
            const now = await state(page);
            return now.status !== "" && now;
          }, "an announcement");
          assert.equal(options.length, 0);
          assert.notEqual(status, "");
          const index = await page.$eval(".search-actions a", (link) => link.pathname);
          assert.ok(index.endsWith(`/${language}/connections/all.html`), index);
        });
      }

      test("an input method is left alone until it has ended", async () => {
        const page = await open("ja");
        await page.focus(BOX);
        await page.waitForSelector(`${BOX}[role=combobox]`);
        await compose(page, name, "よ", "要素");
        await sleep(500);
        assert.equal((await state(page)).options.length, 0, "results while composing");
        await commit(page, name, "要素認");
        const seen = await found(page, "results after composing");
        assert.ok(seen.options.some(({ text }) => text.includes("多要素認証")));
      });

      test("an input method that is quicker than the search is left alone, too", async () => {
        const page = await open("ja");
        // Focus and composition in one go: the search cannot have been loaded between them.
        await page.evaluate((box) => {
          const input = document.querySelector(box);
          input.focus();
          input.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
          input.value = "要素";
          input.dispatchEvent(
            new InputEvent("input", {
              data: "要素",
              inputType: "insertCompositionText",
              isComposing: true,
              bubbles: true,
            }),
          );
        }, BOX);
        await page.waitForSelector(`${BOX}[role=combobox]`);
        await sleep(500);
        assert.equal((await state(page)).options.length, 0, "results while composing");
      });

      test("Enter that ends a composition opens nothing", async () => {
        const page = await open("ja");
        await type(page, "トリアージ");
        await found(page, "results");
        await page.keyboard.press("ArrowDown");
        const before_ = page.url();
        await page.evaluate(
          (box) =>
            document.querySelector(box).dispatchEvent(
              new KeyboardEvent("keydown", {
                key: "Enter",
                keyCode: 229,
                isComposing: true,
                bubbles: true,
                cancelable: true,
              }),
            ),
          BOX,
        );
        await sleep(400);
        assert.equal(page.url(), before_);
      });

      test("the open list is accessible", async () => {
        const page = await open("ja");
        await type(page, "トリアージ");
        await found(page, "results");
        await page.keyboard.press("ArrowDown");
        none(await axe(page));
      });

      test("nothing left the site", () => {
        none(session.counter.seen);
        none(server.missing);
      });
    });
  }
}

/** Waits for another page: what the search writes into the address counts as a navigation for the drivers, too. */
async function leave(page, act) {
  await act;
  await until(
    () =>
      page
        .evaluate(
          (start) => !location.href.includes(start) && document.readyState === "complete",
          START,
        )
        .catch(() => false),
    "another page",
  );
}

/** Chromium is driven like an input method does it; Firefox has no such command, so it gets the events. */
async function compose(page, name, ...steps) {
  if (name === "chromium") {
    const client = await page.createCDPSession();
    for (const text of steps)
      await client.send("Input.imeSetComposition", {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      });
    return;
  }
  await page.evaluate(
    (box, texts) => {
      const input = document.querySelector(box);
      input.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
      for (const text of texts) {
        input.value = text;
        input.dispatchEvent(
          new InputEvent("input", {
            data: text,
            inputType: "insertCompositionText",
            isComposing: true,
            bubbles: true,
          }),
        );
      }
    },
    BOX,
    steps,
  );
}

async function commit(page, name, text) {
  if (name === "chromium") {
    const client = await page.createCDPSession();
    await client.send("Input.insertText", { text });
    return;
  }
  await page.evaluate(
    (box, last) => {
      const input = document.querySelector(box);
      input.value = last;
      input.dispatchEvent(new CompositionEvent("compositionend", { data: last, bubbles: true }));
      input.dispatchEvent(
        new InputEvent("input", {
          data: last,
          inputType: "insertCompositionText",
          isComposing: false,
          bubbles: true,
        }),
      );
    },
    BOX,
    text,
  );
}
