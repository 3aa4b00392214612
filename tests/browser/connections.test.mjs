// Mappings as tables of marks, the index of all items, reading paths and print editions, in both browsers.

import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { BROWSERS, Session } from "./lib/browsers.mjs";
import { none } from "./lib/expect.mjs";
import { linesOf, sheetSize, sheets } from "./lib/pdf.mjs";
import { EDITIONS, LANGUAGES, fileAddress, read, tagsIn } from "./lib/site.mjs";

const rows = (page, matrix) =>
  page.$$eval(`${matrix} tbody tr`, (found) =>
    found
      .filter((row) => row.checkVisibility())
      .map((row) => row.querySelector("th .id").textContent),
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
      test(`${language}: rows of marks narrow to a name or an id, of either side`, async () => {
        const page = await tab.goto(fileAddress(`${language}/connections/sim3.html`));
        const matrix = ".list-bar:has(#filter-first-services) + .matrix";
        const all = await rows(page, matrix);
        assert.equal(all.length, 45);
        await page.click("#filter-first-services");
        await page.keyboard.type("T-10", { delay: 20 });
        assert.deepEqual(await rows(page, matrix), ["T-10"]);
        await page.keyboard.press("Escape");
        await page.keyboard.type("6.4", { delay: 20 });
        const found = await rows(page, matrix);
        assert.ok(found.includes("O-3") && found.length < 15, `${found}`);
        await page.keyboard.press("Escape");
        assert.deepEqual(await rows(page, matrix), all);
        none(await tab.problems());
      });

      test(`${language}: a mark says where it leads and leads there, names of rows stay in view`, async () => {
        const page = await tab.goto(fileAddress(`${language}/connections/sim3.html`));
        const matrix = ".list-bar:has(#filter-first-services) + .matrix";
        const stays = await page.$eval(matrix, (box) => {
          box.scrollLeft = box.scrollWidth;
          box.scrollTop = box.scrollHeight;
          const frame = box.getBoundingClientRect();
          const [row] = [...box.querySelectorAll("tbody th")].slice(-1);
          const [column] = [...box.querySelectorAll("thead tr + tr th")].slice(-1);
          const at = row.getBoundingClientRect();
          return (
            Math.abs(at.left - frame.left) < 3 &&
            column.getBoundingClientRect().top >= frame.top - 1
          );
        });
        assert.ok(stays, "names leave the view");
        const mark = await page.$eval(`${matrix} tbody td a`, (link) => [
          link.getAttribute("aria-label"),
          new URL(link.href).pathname.split("/").slice(-2).join("/"),
        ]);
        assert.match(mark[0], /^FIRST .*\d\.\d /);
        assert.match(mark[1], /^first-services\/\d-\d\.html$/);
      });

      test(`${language}: an item's page says what it is connected with, from either side, and why`, async () => {
        const service = await tab.goto(fileAddress(`${language}/first-services/6-4.html`));
        const section = ".connections";
        const links = await service.$$eval(`${section} .related a`, (found) =>
          found.map((link) => link.getAttribute("href")),
        );
        assert.ok(links.includes("../sim3/o-3.html"), `${links}`);
        assert.ok(
          links.some((href) => /^\.\.\/isomm\/d\.html#D-\d$/.test(href)),
          `${links}`,
        );
        assert.ok(
          (await service.$eval(`${section} > p:not(.ours)`, (line) => line.textContent)).length >
            15,
        );
      });

      test(`${language}: a role says at the end of its section where it appears`, async () => {
        const page = await tab.goto(fileAddress(`${language}/isomm/d.html`));
        const seen = await page.$$eval("details.connected", (all) =>
          all.map((details) => {
            details.open = true;
            return [
              Number(details.querySelector(".count").textContent),
              details.querySelectorAll("li a").length,
            ];
          }),
        );
        assert.equal(seen.length, 8);
        assert.ok(
          seen.every(([said, links]) => said === links && said > 0),
          JSON.stringify(seen),
        );
      });

      test(`${language}: everything is found by its id and by its name`, async () => {
        for (const [path, typed, href] of [
          ["ids", "A-1", "../isomm/a.html#A-1"],
          ["ids", "6.4.1", "../first-services/functions-6.html#6.4.1"],
          ["all", language === "ja" ? "けんげん" : "mandate", null],
        ]) {
          const page = await tab.goto(fileAddress(`${language}/connections/${path}.html`));
          await page.click("#filter-index");
          await page.keyboard.type(typed, { delay: 20 });
          const shown = await page.$$eval(".names li", (entries) =>
            entries
              .filter((entry) => entry.checkVisibility())
              .map((entry) => entry.querySelector("a").getAttribute("href")),
          );
          assert.ok(shown.length > 0 && shown.length < 40, `${typed}: ${shown.length}`);
          if (href !== null) assert.ok(shown.includes(href), `${typed}: ${shown}`);
        }
        none(await tab.problems());
      });
    }
  });
}

test("a path tells the minutes of each page and their sum", () => {
  for (const language of LANGUAGES) {
    const html = read(`${language}/paths/appointed.html`).replace(/<wbr>|\u00a0/g, "");
    const lists = html.split(/<ol class="?path"?>/).slice(1);
    assert.ok(lists.length > 0);
    for (const list of lists) {
      const [pages, after_] = list.split("</ol>");
      const minutes = [...pages.matchAll(/class="?minutes"?>[^<\d]*(\d+)/g)].map(([, found]) =>
        Number(found),
      );
      assert.ok(minutes.length > 0 && minutes.every((found) => found > 0));
      const [, total] = /class="?path-total"?>[^<\d]*(\d+)/.exec(after_);
      assert.equal(
        minutes.reduce((sum, found) => sum + found, 0),
        Number(total),
      );
    }
  }
});

test("links within an edition lead to something in it, and no id is there twice", () => {
  assert.ok(EDITIONS.length >= 12, `${EDITIONS}`);
  const wrong = [];
  for (const path of EDITIONS) {
    const tags = tagsIn(read(path));
    const ids = tags.flatMap(({ attributes }) => attributes.get("id") ?? []);
    const seen = new Set();
    for (const id of ids) {
      if (seen.has(id)) wrong.push(`${path}: #${id} twice`);
      seen.add(id);
    }
    for (const { tag, attributes } of tags) {
      const href = attributes.get("href");
      if (tag === "a" && href?.startsWith("#") && !seen.has(decodeURIComponent(href.slice(1))))
        wrong.push(`${path}: ${href}`);
    }
  }
  none(wrong);
});

test("an edition on paper: A4, contents first, numbered chapters, and numbers where links were", async () => {
  const session = await Session.start("chromium");
  const tab = await session.open();
  for (const [language, chapter] of [
    ["ja", "STEP 0"],
    ["en", "STEP 0"],
  ]) {
    const page = await tab.goto(fileAddress(`${language}/starter-kit/edition.html`));
    const path = join(mkdtempSync(join(tmpdir(), "shirube-edition-")), "edition.pdf");
    await page.pdf({ path, preferCSSPageSize: true });
    const found = sheets(path);
    const { width, height } = sheetSize(path);
    assert.ok(Math.abs(width - 595) < 2 && Math.abs(height - 842) < 2, `${width} × ${height}`);
    assert.ok(found.length > 60 && found.length < 140, `${found.length} sheets`);
    const contents = found.slice(1, 3).join("");
    assert.ok(contents.includes(chapter), contents);
    const text = found.slice(3).join("");
    assert.ok((text.match(/→\s*\d+(\.\d+)*/g) ?? []).length > 200);
    assert.match(text, /\b6\.1\b/);
    // A heading goes with what follows it.
    const last = linesOf(path).map((lines) => lines.at(-1)?.text ?? "");
    none(last.filter((line) => /^\d+\.\d+(\.\d+)? /.test(line)));
  }
  await session.stop();
});
