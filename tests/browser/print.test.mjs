// A content page on paper.

import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { Session } from "./lib/browsers.mjs";
import { none } from "./lib/expect.mjs";
import { sheetSize, sheets } from "./lib/pdf.mjs";
import { LANGUAGES, fileAddress, pageOfEachKind } from "./lib/site.mjs";

const flat = (text) => text.normalize("NFKC").replace(/[\s\u00ad\u200b]+/g, "");

for (const language of LANGUAGES) {
  describe(`print, ${language}`, () => {
    /** @type {Session} */
    let session;
    const folder = mkdtempSync(join(tmpdir(), "shirube-print-"));
    before(async () => (session = await Session.start("chromium", { scheme: "dark" })));
    after(() => session.stop());

    /** Prints a page and returns what a test wants to know of it. */
    const printed = async (path, prepare) => {
      const tab = await session.open();
      const page = await tab.goto(fileAddress(path));
      if (prepare) await page.evaluate(prepare);
      const pdf = join(folder, "page.pdf");
      await page.pdf({ path: pdf, preferCSSPageSize: true });
      const facts = await page.evaluate(() => ({
        headings: [...document.querySelectorAll("main h1, main .prose h2, main .prose h3")].map(
          (heading) => heading.textContent ?? "",
        ),
        paragraphs: [
          ...document.querySelectorAll("main .prose > p, main .prose > ul > li > p"),
        ].map((text) => (text.textContent ?? "").slice(0, 20)),
        outside: [...document.querySelectorAll("main .prose a[href^=http]")].map(
          (link) => link.getAttribute("href") ?? "",
        ),
        navigation: [...document.querySelectorAll(".tree a, .sequence a")].map(
          (link) => link.textContent ?? "",
        ),
        search:
          document.querySelector("form[role=search] input")?.getAttribute("placeholder") ?? "",
        text: document.querySelector("main")?.textContent ?? "",
      }));
      await tab.close();
      return {
        ...facts,
        sheets: sheets(pdf),
        size: sheetSize(pdf),
        paper: flat(sheets(pdf).join("")),
      };
    };

    for (const [kind, path] of Object.entries(pageOfEachKind(language)).filter(([kind]) =>
      ["text", "figure", "item", "sources"].includes(kind),
    )) {
      test(`${kind}: A4, all the text`, async () => {
        const { size, headings, paragraphs, paper } = await printed(path);
        assert.ok(
          Math.abs(size.width - 595) < 1 && Math.abs(size.height - 842) < 1,
          `${size.width} × ${size.height}`,
        );
        assert.ok(headings.length > 0);
        none(
          [...headings, ...paragraphs]
            .filter((text) => !paper.includes(flat(text)))
            .map((text) => `not printed: ${text}`),
        );
      });

      test(`${kind}: no navigation, no search`, async () => {
        const { navigation, outside, paper, text, search } = await printed(path);
        // Titles may stand in the text as well, and in addresses; what is only in the navigation must not be on paper.
        const said = flat(text + outside.join(" "));
        const only = navigation.filter((title) => title.length > 3 && !said.includes(flat(title)));
        none(
          only.filter((title) => paper.includes(flat(title))).map((title) => `printed: ${title}`),
        );
        assert.ok(search === "" || !paper.endsWith(flat(search)));
      });
    }

    test("addresses of other sites are printed", async () => {
      const { outside, paper } = await printed(pageOfEachKind(language).sources ?? "");
      assert.ok(outside.length > 3, `${outside.length} addresses`);
      none(outside.filter((address) => !paper.includes(flat(address).replace(/\/$/, ""))));
    });

    test("the head of a table is on every sheet of it", async () => {
      const { sheets: found } = await printed(pageOfEachKind(language).text ?? "", () => {
        const table = document.querySelector("main table");
        table.querySelector("thead th").textContent = "KOPFZEILE";
        const row = table.querySelector("tbody tr");
        for (let copies = 0; copies < 120; copies += 1) row.after(row.cloneNode(true));
      });
      const heads = found.filter((sheet) => sheet.includes("KOPFZEILE")).length;
      assert.ok(heads >= 3, `the head is on ${heads} of ${found.length} sheets`);
    });

    test("black on white, whatever the screen shows", async () => {
      const tab = await session.open();
      const page = await tab.goto(fileAddress(pageOfEachKind(language).text ?? ""));
      const screen = await page.evaluate(() => getComputedStyle(document.body).color);
      await page.emulateMediaType("print");
      const paper = await page.evaluate(() => getComputedStyle(document.body).color);
      const brightness = (colour) =>
        Math.max(...(colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number));
      assert.ok(brightness(screen) > 150, `the screen is not dark: ${screen}`);
      assert.ok(brightness(paper) < 80, `the ink is ${paper}`);
    });
  });
}
