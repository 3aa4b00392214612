// The page that shows all that a search finds: over file:// and http, in both browsers and languages.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { axe } from "./lib/axe.mjs";
import { BROWSERS, Session } from "./lib/browsers.mjs";
import { none } from "./lib/expect.mjs";
import { serve } from "./lib/server.mjs";
import { LANGUAGES, SITE, fileAddress } from "./lib/site.mjs";
import { keysOf } from "./lib/texts.mjs";
import { sleep, until, visit } from "./lib/wait.mjs";

const PAGE = "search.html";
const START = "about.html";
const BOX = "form[role=search] input";
/** A word that more pages have than are shown at first, and one that only the other language has. */
const QUERIES = {
  ja: { many: "報告", next: "権限", foreign: "beforehand", other: "en" },
  en: { many: "report", next: "authority", foreign: "zeijakusei", other: "ja" },
};

/** What the page shows. */
const state = (page) =>
  page.evaluate(() => {
    const entries = [...document.querySelectorAll(".found > .found-list > li")];
    const select = document.querySelector(".found select");
    return {
      said: document.querySelector(".found [role=status]")?.textContent ?? "",
      query: document.querySelector(".found-query")?.textContent ?? "",
      hrefs: entries.map((entry) => entry.querySelector("a")?.href ?? ""),
      sections: [
        ...new Set(
          entries.map((entry) =>
            entry.querySelector(".found-section")?.textContent?.replace("· ", ""),
          ),
        ),
      ],
      choices: select instanceof HTMLSelectElement ? [...select.options].map((it) => it.value) : [],
      chosen: select instanceof HTMLSelectElement ? select.value : "",
      more: document.querySelector(".found > button")?.checkVisibility() ?? false,
      marks: [...document.querySelectorAll(".found mark")].map((mark) => mark.textContent),
      asked: Object.fromEntries(new URLSearchParams(location.search)),
      foreign: [...document.querySelectorAll(".found-further h2[lang] + ol li")].map(
        (entry) => entry.getAttribute("lang") ?? "",
      ),
      title: document.title,
      top: scrollY,
    };
  });

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
      const asking = (language, query) =>
        `${address(`${language}/${PAGE}`)}?q=${encodeURIComponent(query)}`;
      const shows = (page, wanted, what) =>
        until(async () => {
          const now = await state(page).catch(() => null);
          return now && wanted(now) && now;
        }, what);
      const asked = (query) => (now) => now.query === query && now.hrefs.length > 0;

      for (const language of LANGUAGES) {
        const { many, next, foreign, other } = QUERIES[language];

        test(`${language}: the box leads to all results, which a section narrows and a button adds to`, async () => {
          const page = await tab.goto(address(`${language}/${START}`));
          await page.focus(BOX);
          await page.keyboard.type(many);
          const link = await until(
            () =>
              page.evaluate((typed) => {
                const link = document.querySelector(".search-actions a");
                const href = link instanceof HTMLAnchorElement ? link.href : "";
                return new URL(href || "x:y").searchParams.get("q") === typed && href;
              }, many),
            "the way to all results",
          );
          assert.ok(link.includes(`/${language}/${PAGE}?q=`), link);
          await page.click(".search-actions a");
          const all = await shows(page, asked(many), "all results");
          assert.equal(all.hrefs.length, 20);
          assert.match(all.said, /\d/);
          assert.ok(all.marks.some((mark) => mark?.toLowerCase().includes(many)));
          assert.ok(all.title.startsWith(`${many} · `), all.title);
          assert.ok(all.more && all.choices.length > 2 && all.sections.length > 1);

          await page.click(".found > button");
          const longer = await shows(page, ({ hrefs }) => hrefs.length > 20, "more results");
          assert.deepEqual(longer.hrefs.slice(0, 20), all.hrefs);
          const at = await page.evaluate(() => document.activeElement?.closest("li") !== null);
          assert.ok(at, "the focus is lost with the button");

          const section = all.choices[2];
          await page.select(".found select", section);
          const narrow = await shows(page, ({ asked }) => asked.in === section, "a section");
          const settled = await shows(page, ({ sections }) => sections.length === 1, "one section");
          assert.deepEqual([settled.sections, narrow.chosen], [[section], section]);
          none(await axe(page));
          none(await tab.problems());
        });

        test(`${language}: Enter asks anew, Back leads to what was asked before, and to the place in it`, async () => {
          const page = await tab.goto(asking(language, many));
          await shows(page, asked(many), "what the address asks for");
          assert.equal(await page.$eval(BOX, (input) => input.value), many);
          await page.click(".found > button");
          const long = await shows(page, ({ hrefs }) => hrefs.length > 20, "more results");
          await page.evaluate(() => scrollTo({ top: 900, behavior: "instant" }));
          await page.evaluate(
            () => void setTimeout(() => document.querySelectorAll(".found-list a")[12].click()),
          );
          await until(
            () => page.evaluate((here) => !location.href.includes(here), PAGE).catch(() => false),
            "an opened result",
          );
          await until(
            () => page.evaluate(() => document.readyState === "complete").catch(() => false),
            "its page",
          );
          await page.evaluate(() => void setTimeout(() => history.back()));
          const again = await shows(page, ({ hrefs }) => hrefs.length > 20, "the results again");
          assert.deepEqual(again.hrefs.length, long.hrefs.length);
          await shows(page, ({ top }) => Math.abs(top - 900) < 50, "the place among them");

          await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
          await page.focus(BOX);
          await page.evaluate((box) => document.querySelector(box).select(), BOX);
          await page.keyboard.type(next);
          await page.keyboard.press("Enter");
          const other_ = await shows(page, asked(next), "another query");
          assert.equal(other_.asked.q, next);
          await sleep(300);
          assert.equal((await state(page)).asked.q, next, "the box has taken it away");
          await page.evaluate(() => void setTimeout(() => history.back()));
          await shows(page, asked(many), "the query before");
          assert.equal(await page.$eval(BOX, (input) => input.value), many);
          none(await tab.problems());
        });

        test(`${language}: what only the other language has is listed in it`, async () => {
          const page = tab.page;
          await visit(page, asking(language, foreign));
          const seen = await shows(page, ({ foreign }) => foreign.length > 0, "the other language");
          assert.ok(seen.foreign.every((lang) => lang === other));
          assert.ok(
            keysOf(language, seen.said).some((key) => /^search\.(none|results_count)/.test(key)),
            seen.said,
          );
          none(await axe(page));
          none(await tab.problems());
        });
      }

      test("nothing left the site", () => {
        none(session.counter.seen);
        none(server.missing);
      });
    });
  }
}
