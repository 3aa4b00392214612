// The index of the glossary, and the home page on paper, in both browsers.

import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { BROWSERS, Session } from "./lib/browsers.mjs";
import { none } from "./lib/expect.mjs";
import { sheets } from "./lib/pdf.mjs";
import { LANGUAGES, fileAddress, read } from "./lib/site.mjs";
import { until } from "./lib/wait.mjs";

/** In each language: what a reader types, and the term that it means. */
const TYPED = {
  ja: [
    ["ぬぬぬぬ", null],
    ["ＳＯＣ", "soc"],
    ["トリアージ", "triage"],
    ["とりあ", "triage"],
    ["traffic light", "tlp"],
  ],
  en: [
    ["tlp", "tlp"],
    ["Forum of Incident", "first"],
    ["トラフィックライト", "tlp"],
    ["qqqq", null],
  ],
};

const shownTerms = (page) =>
  page.$$eval(".index > div", (terms) =>
    terms
      .filter((term) => term.checkVisibility())
      .map((term) => term.querySelector("a").getAttribute("href")),
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

    for (const language of LANGUAGES) {
      test(`${language}: the glossary narrows as one types, and Escape shows all terms again`, async () => {
        const page = await tab.goto(fileAddress(`${language}/glossary/index.html`));
        const all = await shownTerms(page);
        for (const [text, term] of TYPED[language]) {
          await page.click("#filter-glossary");
          await page.keyboard.type(text, { delay: 20 });
          const shown = await shownTerms(page);
          if (term === null) assert.deepEqual(shown, [], text);
          else
            assert.ok(
              shown.includes(`${term}.html`) && shown.length < all.length / 2,
              `${text}: ${shown}`,
            );
          assert.match(
            await page.$eval(".list-filter [role=status]", (status) => status.textContent),
            new RegExp(`\\b${shown.length}\\b|${shown.length}`),
          );
          const heads = await page.$$eval(
            ".letter",
            (letters) => letters.filter((letter) => letter.checkVisibility()).length,
          );
          assert.ok(heads <= shown.length, `${heads} letters for ${shown.length} terms`);
          await page.keyboard.press("Escape");
          assert.equal((await shownTerms(page)).length, all.length);
        }
        none(await tab.problems());
      });

      test(`${language}: each letter leads to its terms, also while others are shown`, async () => {
        const page = await tab.goto(fileAddress(`${language}/glossary/index.html`));
        const letters = await page.$$eval(".letters a", (links) =>
          links.map((link) => link.getAttribute("href")),
        );
        const heads = await page.$$eval(".letter", (found) => found.map((head) => `#${head.id}`));
        assert.deepEqual(letters, heads);
        await page.click("#filter-glossary");
        await page.keyboard.type("qqqq");
        await page.click(".letters li:last-child a");
        await until(
          () =>
            page.$eval(
              letters.at(-1),
              (head) => head.checkVisibility() && head.getBoundingClientRect().top < innerHeight,
            ),
          "the letter in view",
        );
        const covered = await page.evaluate(
          (head) =>
            document.querySelector(head).getBoundingClientRect().top <
            (document.querySelector(".list-bar").getBoundingClientRect().bottom | 0),
          letters.at(-1),
        );
        assert.equal(covered, false, "the heading is behind the row of letters");
      });

      test(`${language}: home is one sheet of paper`, async () => {
        const page = await tab.goto(fileAddress(`${language}/index.html`));
        const path = join(mkdtempSync(join(tmpdir(), "shirube-home-")), "home.pdf");
        await page.pdf({ path, preferCSSPageSize: true });
        assert.equal(sheets(path).length, 1);
      });
    }
  });
}

test("abbreviations that people say lead, with their full names beside them", () => {
  for (const language of LANGUAGES) {
    const index = read(`${language}/glossary/index.html`);
    for (const word of ["CSIRT", "FIRST", "TLP", "SOC", "OCF"])
      assert.match(
        index,
        new RegExp(
          `>${word}</a> <span class="?long"?>(?:[^<]|<wbr>|<span class="?end"?>){3,}</span>`,
        ),
        `${language}: ${word}`,
      );
  }
});
