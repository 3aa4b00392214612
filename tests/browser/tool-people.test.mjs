// Several people's files side by side, results over time, and files of an earlier model.

import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { protect } from "../../src/tool/browser/formats/protect.js";
import { axe } from "./lib/axe.mjs";
import { BROWSERS, Session } from "./lib/browsers.mjs";
import { none } from "./lib/expect.mjs";
import { LANGUAGES, TOOL, fileAddress } from "./lib/site.mjs";
import {
  answer,
  chooseFile,
  deleteAll,
  go,
  keptState,
  levelOf,
  openTool,
  saved,
  setLanguage,
  toolData,
  write,
} from "./lib/tool.mjs";
import { until } from "./lib/wait.mjs";

const ADDRESS = fileAddress(TOOL);
const { model } = toolData(TOOL);
const OLD = model.earlier[0];
const folder = mkdtempSync(join(tmpdir(), "shirube-people-"));

/** A file of an assessment: levels by item, and what is given of the rater. */
function file(id, levels, rater = {}, { id: its, version, hash } = model) {
  const answers = Object.fromEntries(
    Object.entries(levels).map(([item, level]) => [item, { level, note: `${id} on ${item}` }]),
  );
  return {
    name: `${id}.json`,
    text: JSON.stringify({
      format: "shirube-assessment",
      formatVersion: 2,
      model: { id: its, version, hash },
      assessment: { id, ...rater },
      answers,
    }),
  };
}

const HEAD = file(
  "head",
  { "O-3": 4, "O-2": 2, "O-1": 1 },
  { position: "Head", months: 40, date: "2026-03-01" },
);
const STAFF = file(
  "staff",
  { "O-3": 1, "O-2": 2, "O-1": 1 },
  { position: "staff", assessors: ["Third shift"] },
);
const NIGHT = file(
  "night",
  { "O-3": 2, "O-2": 3, "O-1": 1 },
  { position: "Staff" },
  { ...model, hash: "another" },
);
const FOREIGN = file("foreign", { "A-1": 1 }, {}, { id: "other", version: "1", hash: "x" });
const EARLIER = file(
  "earlier",
  { "O-1": 1, "P-8": 3 },
  { date: "2023-05-10" },
  { id: OLD.model, version: OLD.version, hash: "old" },
);

/** Drops files on the place for them. */
async function drop(page, files) {
  await page.evaluate((dropped) => {
    const transfer = new DataTransfer();
    for (const { name, text } of dropped)
      transfer.items.add(new File([text], name, { type: "application/json" }));
    document
      .querySelector(".drop")
      .dispatchEvent(
        new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }),
      );
  }, files);
}

/** Chooses files with a button, as `chooseFile` does with the one in the head. */
async function chooseSeveral(page, name, button, files) {
  if (name === "chromium") {
    const paths = files.map((chosen) => join(folder, chosen.name));
    files.forEach((chosen, at) => writeFileSync(paths[at], chosen.text));
    const [chooser] = await Promise.all([
      page.waitForFileChooser({ timeout: 10_000 }),
      page.click(button),
    ]);
    assert.ok(chooser.isMultiple());
    await chooser.accept(paths);
    return;
  }
  await page.evaluate((chosen) => {
    const click = HTMLInputElement.prototype.click;
    HTMLInputElement.prototype.click = function () {
      HTMLInputElement.prototype.click = click;
      const transfer = new DataTransfer();
      for (const { name: called, text } of chosen)
        transfer.items.add(new File([text], called, { type: "application/json" }));
      this.files = transfer.files;
      this.dispatchEvent(new Event("change", { bubbles: true }));
    };
  }, files);
  await page.click(button);
}

/** Texts without the mark that keeps ids whole. */
const texts = (page, selector) =>
  page.$$eval(selector, (found) =>
    found.map((element) => element.textContent.replaceAll("\u2060", "")),
  );
const shown = (page) =>
  page.$$eval(".rated", (found) => found.map(({ id }) => id.slice("rated-".length)));
const met = (page, count) =>
  until(
    async () => (await texts(page, ".met li")).length === count && texts(page, ".met li"),
    "what became of the files",
  );

for (const name of BROWSERS) {
  describe(name, () => {
    let session;
    let tab;
    before(async () => {
      session = await Session.start(name);
      tab = await session.open();
      const page = await openTool(tab, ADDRESS);
      await setLanguage(page, "en");
    });
    after(() => session.stop());

    test("several files at once become ratings; the same one twice and one of another model do not", async () => {
      const page = await openTool(tab, ADDRESS);
      await deleteAll(page);
      await answer(page, "O-5", 2);
      await go(page, "part-together");
      await chooseSeveral(page, name, "#ratings-add", [
        HEAD,
        STAFF,
        NIGHT,
        { ...HEAD, name: "copy.json" },
        FOREIGN,
        { name: "broken.json", text: "{" },
      ]);
      const [first, , , twice, foreign, broken] = await met(page, 6);
      assert.match(first, /head\.json/);
      assert.match(twice, /copy\.json.*not added.*“head”/);
      assert.match(foreign, /foreign\.json.*not added.*other 1/);
      assert.match(broken, /broken\.json.*not added/);
      assert.deepEqual(
        await page.$$eval(".rating-name input", (fields) => fields.map((field) => field.value)),
        ["head", "Third shift", "night"],
      );
      assert.equal(
        (await texts(page, ".panel > .notice")).filter((text) => text.includes("“night”")).length,
        1,
        "no warning of the other definition",
      );
      const { parts, levels } = await keptState(page);
      assert.deepEqual(
        parts.ratings.map(({ id }) => id),
        ["head", "staff", "night"],
      );
      assert.deepEqual(levels, { "O-5": 2 }, "ratings became answers");
    });

    test("tables, shared and protected files become ratings, too, each by its name", async () => {
      const page = await openTool(tab, ADDRESS);
      await go(page, "part-together");
      const table = { name: "table.csv", text: "Item,Level\r\nO-1,2\r\nO-3,4\r\n" };
      const { id, version, hash } = model;
      const share = {
        name: "share.json",
        text: JSON.stringify({
          format: "shirube-assessment-share",
          formatVersion: 1,
          model: { id, version, hash },
          month: "2026-03",
          position: "Head",
          answers: { "O-1": { level: 3 } },
          target: { level: null, items: {} },
          categories: {},
        }),
      };
      const secret = {
        name: "secret.json",
        text: await protect(
          file("kept", { "O-1": 0 }, { assessors: ["Kept"] }).text,
          "four words nobody guesses",
        ),
      };
      await chooseSeveral(page, name, "#ratings-add", [table, secret, share, { ...table }]);
      await page.waitForSelector("dialog[open] #passphrase");
      await page.type("#passphrase", "four words nobody guesses");
      await page.click("dialog[open] button[value=open]");
      const lines = await met(page, 4);
      assert.match(lines[3], /table\.csv.*not added/);
      const { ratings } = (await keptState(page)).parts;
      assert.deepEqual(
        ratings
          .slice(3)
          .map((rating) => [rating.id, rating.answers["O-1"]?.level, rating.model.hash]),
        [
          ["table.csv", 2, hash],
          ["kept", 0, hash],
          ["share.json", 3, hash],
        ],
      );
      await page.click("#undo");
      assert.equal(
        (await keptState(page)).parts.ratings.length,
        3,
        "one choice is more than one step back",
      );
    });

    test("disagreements come first, positions are grouped, and notes are there on demand", async () => {
      const page = await openTool(tab, ADDRESS);
      await go(page, "part-together");
      assert.deepEqual(await shown(page), ["O-3", "O-2"]);
      assert.deepEqual(await texts(page, ".positions tbody th"), ["Head", "staff"]);
      await page.click("#notes-O-3 summary");
      assert.ok(
        await page.evaluate(() => document.querySelector("#notes-O-3 dd").checkVisibility()),
      );
      await page.focus("#together-filter");
      await page.select("#together-filter", "all");
      assert.deepEqual((await shown(page)).slice(0, 4), ["O-3", "O-2", "O-1", "O-4"]);
      assert.equal(await page.evaluate(() => document.activeElement.id), "together-filter");
      await page.select("#together-filter", "differ");
    });

    test("an agreement is a level and a reason; the originals stay, and undo takes it back", async () => {
      const page = await openTool(tab, ADDRESS);
      await go(page, "part-together");
      const before_ = (await keptState(page)).parts.ratings;
      const progress = () => page.$eval("#together-progress", (line) => line.textContent);
      assert.match(await progress(), /differ on 2 of .*Agreed: 0/);
      await page.select("#agreed-level-O-3", "2");
      assert.match(await progress(), /differ on 2 of .*Agreed: 0/, "settled without a reason");
      await write(page, "#agreed-O-3", "seen the paper", "part-together");
      assert.match(await progress(), /differ on 2 of .*Agreed: 1/);
      await saved(page);
      const { answers, parts } = await keptState(page);
      assert.deepEqual(
        [answers["O-3"].level, answers["O-3"].agreed, parts.ratings],
        [2, "seen the paper", before_],
      );
      await page.click("#undo");
      assert.match(await progress(), /differ on 2 of .*Agreed: 0/);
      await page.click("#redo");
      await setLanguage(page, "ja");
      assert.equal(await page.$eval("#agreed-O-3", (area) => area.value), "seen the paper");
      await setLanguage(page, "en");
    });

    test("what all gave alike is taken over when asked for, and nothing else", async () => {
      const page = await openTool(tab, ADDRESS);
      await go(page, "part-together");
      await page.click("#together-shared");
      await until(
        () => page.evaluate(() => document.querySelector("#together-shared") === null),
        "the button to go",
      );
      assert.deepEqual((await keptState(page)).levels, { "O-1": 1, "O-3": 2, "O-5": 2 });
    });

    test("a rating is named, taken away and brought back by undo, and one's own answers are one more", async () => {
      const page = await openTool(tab, ADDRESS);
      await go(page, "part-together");
      await write(page, "#ratings-0-name", "Boss", "part-together");
      await page.click("#ratings-own");
      await met(page, 1);
      assert.equal((await keptState(page)).parts.ratings.length, 4);
      await page.click("#ratings-0-remove");
      assert.deepEqual(
        (await keptState(page)).parts.ratings.map((rating) => rating.name),
        ["Third shift", "night", "My answers"],
      );
      assert.equal(await page.evaluate(() => document.activeElement.id), "ratings-0-remove");
      await page.click("#undo");
      assert.equal((await keptState(page)).parts.ratings[0].name, "Boss");
    });

    test("a snapshot shows what has changed since, in words", async () => {
      const page = await openTool(tab, ADDRESS);
      await write(page, "#snapshot-name", "Last year", "part-time");
      await page.click("#snapshot-take");
      await met(page, 1);
      await answer(page, "O-3", 4);
      await answer(page, "O-5", 1);
      await go(page, "part-time");
      assert.deepEqual(await texts(page, ".change:is(.up, .down)"), ["▲ 2 up", "▼ 1 down"]);
      assert.match(
        await page.$eval("figure:has(#timeline-O-svg) desc", (text) => text.textContent),
        /“Last year”/,
      );
      await page.select("#trend-filter", "changed");
      assert.equal((await texts(page, ".change")).length, 2);
      assert.equal((await keptState(page)).parts.snapshots[0].answers["O-3"].level, 2);
    });

    test("a file of an earlier model stands beside today with a warning, without what means something else now", async () => {
      const page = await openTool(tab, ADDRESS);
      await go(page, "part-time");
      await drop(page, [EARLIER]);
      await met(page, 1);
      assert.match((await texts(page, ".panel > .notice")).join(), /earlier.*P-8/);
      await page.select("#trend-filter", "all");
      const row = await page.$$eval(".trend tbody tr", (rows) =>
        rows.map((found) => found.textContent).find((text) => text.startsWith("P-8")),
      );
      assert.doesNotMatch(row, /3/);
      assert.equal(
        (await keptState(page)).parts.snapshots.find(({ id }) => id === "earlier").answers["P-8"]
          .level,
        3,
        "the original lost its level",
      );
    });

    for (const language of LANGUAGES) {
      test(`axe, ${language}, with ratings and snapshots`, async () => {
        const page = await openTool(tab, ADDRESS);
        await setLanguage(page, language);
        const wrong = [];
        for (const part of ["part-together", "part-time"]) {
          await go(page, part);
          wrong.push(...(await axe(page)).map((text) => `${part}: ${text}`));
        }
        await setLanguage(page, "en");
        none([...wrong, ...(await tab.problems())]);
      });
    }

    test("a file of an earlier model is carried over: the preview says how, and nothing is lost", async () => {
      const page = await openTool(tab, ADDRESS);
      const path = join(folder, EARLIER.name);
      writeFileSync(path, EARLIER.text);
      await chooseFile(page, name, path);
      await page.waitForSelector("dialog[open] button[value=open]");
      const counts = await texts(page, "dialog .carried li");
      assert.deepEqual(
        counts.map((text) => Number(/(\d+)(?:Which|$)/.exec(text)?.[1])),
        [30, 14, 1, 0],
      );
      assert.match((await texts(page, "#carried-lookAgain p")).join(), /P-8/);
      assert.deepEqual(await texts(page, "#carried-fresh p"), ["O-6"]);
      await page.click("dialog[open] button[value=open]");
      await until(
        () => page.evaluate(() => document.querySelector("dialog") === null),
        "the dialog to close",
      );
      await go(page, "item-P-8");
      assert.equal(await levelOf(page, "P-8"), "none");
      assert.match(await page.$eval("#item-P-8 .notice", (notice) => notice.textContent), /3/);
      assert.equal(await page.$eval("#note-P-8", (note) => note.value), "earlier on P-8");
      const { levels } = await keptState(page);
      assert.deepEqual(levels, { "O-1": 1 });
      none(await tab.problems());
    });
  });
}
