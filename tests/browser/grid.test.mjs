// Head, navigation, text, contents and foot stand on one grid, on pages and at home, and what the tool's result lists stands in
// columns, in both browsers.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { BROWSERS, Session } from "./lib/browsers.mjs";
import { none } from "./lib/expect.mjs";
import { LANGUAGES, TOOL, fileAddress } from "./lib/site.mjs";
import { go, openTool, setLanguage } from "./lib/tool.mjs";

/** Widths with the contents beside the text, and with the navigation only. */
const WIDTHS = [1600, 1440, 1100];
const PHONE = { width: 390, height: 844 };

/** Two numbers are the same place: less than a pixel is rounding. */
const same = (one, other) => Math.abs(one - other) <= 1;

/** Where the words of the first element that a selector finds begin and how high they stand. */
function wordsOf(selectors) {
  return Object.fromEntries(
    Object.entries(selectors).map(([name, selector]) => {
      const range = document.createRange();
      range.selectNodeContents(document.querySelector(selector));
      const { x, y, height } = range.getBoundingClientRect();
      return [name, { x, middle: y + height / 2 }];
    }),
  );
}

for (const name of BROWSERS) {
  describe(name, () => {
    /** @type {Session} */
    let session;
    before(async () => {
      session = await Session.start(name);
    });
    after(() => session.stop());

    for (const width of WIDTHS) {
      test(`${width} px: name, navigation and foot begin at one edge, search and text at the next, and first lines are level`, async () => {
        const tab = await session.open({ width, height: 900 });
        const wrong = [];
        for (const language of LANGUAGES) {
          const page = await tab.goto(fileAddress(`${language}/starter-kit/step-1/index.html`));
          const at = await page.evaluate(wordsOf, {
            tree: ".tree a",
            text: "main .crumbs a",
            contents: ".contents-title",
            foot: ".site-footer p",
          });
          const [brand, search] = await page.$$eval(".brand, .site-header .search input", (boxes) =>
            boxes.map((box) => box.getBoundingClientRect().x),
          );
          const edges = [
            ["navigation", brand, at.tree.x],
            ["foot", brand, at.foot.x],
            ["search", search, at.text.x],
          ];
          // In a smaller window the contents stand above the text.
          if (width >= 1280)
            edges.push(
              ["first line of the navigation", at.text.middle, at.tree.middle],
              ["first line of the contents", at.text.middle, at.contents.middle],
            );
          wrong.push(
            ...edges
              .filter(([, one, other]) => !same(one, other))
              .map((edge) => `${language}: ${edge.join(" ")}`),
          );
        }
        none(wrong);
        await tab.close();
      });

      test(`${width} px: at home, each heading and its door hang from one line, and the sections stand where contents do`, async () => {
        const tab = await session.open({ width, height: 900 });
        const wrong = [];
        for (const language of LANGUAGES) {
          const page = await tab.goto(fileAddress(`${language}/index.html`));
          const seen = await page.evaluate(() => ({
            lines: [...document.querySelectorAll(".doors > h2")].map((heading) => [
              heading.getBoundingClientRect().y,
              heading.nextElementSibling.getBoundingClientRect().y,
            ]),
            gaps: [...document.querySelectorAll(".doors > h2 + p + p")].map(
              (door) =>
                door.getBoundingClientRect().y -
                door.previousElementSibling.getBoundingClientRect().bottom,
            ),
            sections: document.querySelector(".sections").getBoundingClientRect().toJSON(),
            welcome: document.querySelector(".welcome").getBoundingClientRect().toJSON(),
            // Their ground ends there.
            doors: document.querySelector(".welcome").getBoundingClientRect().bottom,
          }));
          assert.ok(seen.lines.length > 2);
          wrong.push(
            ...seen.lines
              .filter(([one, other]) => !same(one, other))
              .map((line) => `${language}: ${line}`),
          );
          wrong.push(
            ...seen.gaps
              .filter((gap) => !same(gap, seen.gaps[0]))
              .map((gap) => `${language}: a door ${gap} px below its words`),
          );
          if (
            width >= 1280 &&
            !(seen.sections.left > seen.welcome.right && same(seen.sections.top, seen.doors))
          )
            wrong.push(`${language}: the sections are not beside the doors`);
        }
        none(wrong);
        await tab.close();
      });
    }

    test("on a phone, the navigation begins where the text does, and what wraps beside a fact, too", async () => {
      const tab = await session.open(PHONE);
      const page = await tab.goto(fileAddress("ja/sim3/h-1.html"));
      await page.click(".menu > summary");
      const edge = await page.$eval("main h1", (heading) => heading.getBoundingClientRect().x);
      const at = await page.evaluate(wordsOf, {
        tree: ".tree a",
        name: ".facts dd p",
        ours: ".facts .ours",
      });
      const menu = await page.$eval(
        ".preferences",
        (preferences) => preferences.getBoundingClientRect().x,
      );
      assert.ok(same(menu, edge), `the menu at ${menu}, text at ${edge}`);
      assert.ok(same(at.tree.x, edge), `navigation at ${at.tree.x}, text at ${edge}`);
      assert.ok(
        at.ours.middle > at.name.middle - 1 && same(at.ours.x, at.name.x),
        `${at.ours.x}, ${at.name.x}`,
      );
      await tab.close();
    });

    test("no heading of the report's plan touches the next", async () => {
      const tab = await session.open({ width: 1440, height: 900 });
      const page = await openTool(tab, fileAddress(TOOL));
      await page.click("#open-sample");
      const wrong = [];
      for (const language of LANGUAGES) {
        await setLanguage(page, language);
        await go(page, "part-report");
        await page.select("#report-kind", "full");
        const gaps = await page.$$eval(".report-full .report-figures thead th", (heads) =>
          heads
            .map((head) => {
              const range = document.createRange();
              range.selectNodeContents(head);
              return range.getBoundingClientRect();
            })
            .map(({ left }, at, all) => (at === 0 ? 99 : left - all[at - 1].right)),
        );
        wrong.push(...gaps.filter((gap) => gap < 8).map((gap) => `${language}: ${gap} px`));
      }
      none(wrong);
      await tab.close();
    });

    test("the navigation has the items of each category together, and shows those around the reader", async () => {
      const tab = await session.open({ width: 1440, height: 900 });
      for (const [language, name_] of [
        ["ja", "人材"],
        ["en", "Human"],
      ]) {
        const page = await tab.goto(fileAddress(`${language}/sim3/h-1.html`));
        const groups = await page.$$eval(".tree .group", (all) =>
          all.map((group) => {
            const items = [...group.querySelectorAll("a")];
            return [
              group.firstElementChild.textContent,
              items[0].textContent.trim().split(/\s/)[0],
              items[0].checkVisibility(),
            ];
          }),
        );
        assert.deepEqual(
          groups.map(([group, first, shown]) => [group.split(" ")[0], first, shown]),
          [
            ["O", "O-1", false],
            ["H", "H-1", true],
            ["T", "T-1", false],
            ["P", "P-1", false],
          ],
        );
        assert.ok(groups[1][0].startsWith(`H ${name_}`), groups[1][0]);
        // What follows the categories is a section again.
        assert.ok(
          await page.$eval('.tree a[href$="isomm/index.html"]', (link) =>
            link.matches(".tree > ul > li > a"),
          ),
        );
      }
      await tab.close();
    });

    for (const width of [1440, PHONE.width]) {
      test(`${width} px: the tool's bar is one line, and nothing in its result touches its neighbour`, async () => {
        const tab = await session.open({ width, height: 900 });
        const page = await openTool(tab, fileAddress(TOOL));
        const wrong = [];
        for (const language of LANGUAGES) {
          await setLanguage(page, language);
          const bar = await page.$eval(
            "#save-state",
            (line) =>
              line.getBoundingClientRect().height / parseFloat(getComputedStyle(line).lineHeight),
          );
          if (width > PHONE.width && bar > 1.5)
            wrong.push(`${language}: the state of saving has ${bar} lines`);
        }
        await page.click("#open-sample");
        for (const language of LANGUAGES) {
          await setLanguage(page, language);
          await go(page, "part-result");
          wrong.push(...(await page.evaluate(resultLayout)).map((said) => `${language}: ${said}`));
        }
        none(wrong);
        await tab.close();
      });
    }
  });
}

/** What stands badly in the result: words that run into each other, fields out of their columns, rows of unequal heights. */
function resultLayout() {
  const wrong = [];
  const box = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return range.getBoundingClientRect();
  };
  const small = innerWidth < 640;
  for (const row of document.querySelectorAll(".first-steps tr")) {
    const cells = [...row.children]
      .filter(
        (cell) =>
          cell.checkVisibility() &&
          getComputedStyle(cell).display === "table-cell" &&
          cell.textContent !== "",
      )
      .map(box);
    cells
      .slice(1)
      .forEach(
        (cell, at) =>
          cell.left - cells[at].right < 8 &&
          wrong.push(`${cell.left - cells[at].right} px between columns of the plan`),
      );
  }
  for (const step of document.querySelectorAll(".first-steps td:last-child .reads")) {
    const before = document.createRange();
    before.setStart(step.parentElement, 0);
    before.setEndBefore(step);
    if (before.toString() !== "" && box(step).top < before.getBoundingClientRect().bottom - 8)
      wrong.push("a step runs into who takes it");
    if (small && box(step).width < innerWidth / 3) wrong.push(`a step in ${box(step).width} px`);
  }
  for (const list of document.querySelectorAll(".heat")) {
    const widths = new Set(
      [...list.children].map((field) => Math.round(field.getBoundingClientRect().width)),
    );
    if (widths.size > 1) wrong.push(`fields of ${[...widths]} px`);
    wrong.push(
      ...[...list.querySelectorAll("a")]
        .filter((field) => field.scrollWidth > field.clientWidth)
        .map((field) => `${field.textContent} does not fit`),
    );
  }
  if (small) return wrong;
  const edges = [...document.querySelectorAll(".category .targets")].map((table) =>
    [...table.querySelectorAll("thead th")].map((cell) =>
      Math.round(cell.getBoundingClientRect().right - table.getBoundingClientRect().right),
    ),
  );
  if (new Set(edges.map(String)).size > 1)
    wrong.push(`columns of the categories: ${edges.join(" | ")}`);
  const marks = [...document.querySelectorAll(".verdict-lists .step")].map((step) =>
    Math.round(step.getBoundingClientRect().left),
  );
  if (new Set(marks).size > 1) wrong.push(`levels of a verdict at ${marks}`);
  const rows = [...document.querySelectorAll(".figures .plain > li")].map((entry) =>
    Math.round(entry.getBoundingClientRect().height),
  );
  if (new Set(rows).size > 1) wrong.push(`profiles in rows of ${rows} px`);
  return wrong;
}
