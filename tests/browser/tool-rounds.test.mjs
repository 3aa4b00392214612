// A year with the tool: three people score, the team agrees and takes over their evidence; a year later it starts the next round from
// that, re-confirms, changes, saves, and opens the file again.

import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { axe } from "./lib/axe.mjs";
import { BROWSERS, Session } from "./lib/browsers.mjs";
import { none } from "./lib/expect.mjs";
import { TOOL, fileAddress } from "./lib/site.mjs";
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
const folder = mkdtempSync(join(tmpdir(), "shirube-rounds-"));
const piece = (what, where = "wiki") => ({
  what,
  where,
  owner: "Sato",
  date: "2025-03-01",
  confidence: "high",
});

/** A rater's file: levels and evidence by item. */
function file(id, answers) {
  const { id: its, version, hash } = model;
  const given = Object.fromEntries(
    Object.entries(answers).map(([item, [level, ...evidence]]) => [
      item,
      { level, evidence, updated: "2025-04-02T00:00:00.000Z" },
    ]),
  );
  return {
    name: `${id}.json`,
    text: JSON.stringify({
      format: "shirube-assessment",
      formatVersion: 2,
      model: { id: its, version, hash },
      assessment: { id, assessors: [id], date: "2025-04-02" },
      answers: given,
    }),
  };
}

const HEAD = file("head", {
  "O-1": [3, piece("mandate")],
  "O-2": [2],
  "O-3": [4, piece("charter"), piece("minutes")],
});
const STAFF = file("staff", {
  "O-1": [3, piece("mandate"), piece("intranet page")],
  "O-2": [2],
  "O-3": [2, piece("charter")],
});
const NIGHT = file("night", { "O-1": [3], "O-2": [2], "O-3": [3, piece("handbook")] });

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
  await until(
    () =>
      page.evaluate((count) => document.querySelectorAll(".met li").length === count, files.length),
    "what became of the files",
  );
}

/** Opens a file in place of what is there. */
async function openFile(page, name, path) {
  await chooseFile(page, name, path);
  await page.waitForSelector("dialog[open] button[value=open]");
  await page.click("dialog[open] button[value=open]");
  await closed(page);
}

const closed = (page) =>
  until(
    () => page.evaluate(() => document.querySelector("dialog") === null),
    "the dialog to close",
  );

/** The text that the tool hands out when it saves. */
async function savedText(page) {
  await page.evaluate(() => {
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
      URL.createObjectURL = make;
      blob.text().then((text) => (window.savedByTest = text));
      return make.call(URL, blob);
    };
  });
  await page.click("#save");
  return until(() => page.evaluate(() => window.savedByTest), "the file");
}

const what = (answer) => (answer?.evidence ?? []).map((one) => one.what);

for (const name of BROWSERS) {
  describe(name, () => {
    let session;
    let tab;
    let page;
    let lastYear;
    before(async () => {
      session = await Session.start(name);
      tab = await session.open();
      page = await openTool(tab, ADDRESS);
      await setLanguage(page, "en");
    });
    after(() => session.stop());

    test("everybody's evidence is there, and the team takes over what it wants, once", async () => {
      await go(page, "part-together");
      await drop(page, [HEAD, STAFF, NIGHT]);
      await page.click("#notes-O-3 summary");
      assert.deepEqual(
        await page.$$eval("#notes-O-3 li", (pieces) =>
          pieces.map((one) => one.textContent.split(" · ")[0]),
        ),
        ["charter", "minutes", "charter", "handbook"],
      );
      await page.click("#take-O-3-1");
      await until(
        () => page.evaluate(() => document.querySelector("#take-O-3-1") === null),
        "the button to go",
      );
      assert.ok(
        await page.evaluate(
          () =>
            document.activeElement.closest("#notes-O-3") !== null &&
            document.querySelector("#notes-O-3").open,
        ),
        "the focus is lost",
      );
      await page.click("#take-O-3-all");
      await page.select("#agreed-level-O-3", "3");
      await write(page, "#agreed-O-3", "seen by all", "part-together");
      await saved(page);
      const { answers, parts } = await keptState(page);
      assert.deepEqual(what(answers["O-3"]), ["charter", "minutes", "handbook"]);
      assert.deepEqual(
        parts.ratings.map((rating) => what(rating.answers["O-3"])),
        [["charter", "minutes"], ["charter"], ["handbook"]],
      );
    });

    test("what all gave alike is taken over with their evidence, or without, and undo takes it back", async () => {
      await go(page, "part-together");
      await page.click("#together-shared-evidence");
      await until(
        () => page.evaluate(() => document.querySelector("#together-shared") === null),
        "the buttons to go",
      );
      const taken = (await keptState(page)).answers;
      assert.deepEqual(
        [taken["O-1"].level, taken["O-2"].level, what(taken["O-1"]), what(taken["O-2"])],
        [3, 2, ["mandate", "intranet page"], []],
      );
      await page.click("#undo");
      assert.equal((await keptState(page)).answers["O-1"], undefined);
      await page.click("#redo");
      none(await tab.problems());
    });

    test("last year's file offers the next round, which asks first; undo brings all of the last one back", async () => {
      const { parts, answers } = await keptState(page);
      const { id, version, hash } = model;
      lastYear = {
        format: "shirube-assessment",
        formatVersion: 2,
        model: { id, version, hash },
        ...parts,
        answers: { ...answers, "O-4": { level: null, notApplicable: "nobody to serve" } },
        assessment: { ...parts.assessment, team: "Circle", date: "2025-04-02", months: 8 },
        target: { level: 3, items: {} },
      };
      for (const answer of Object.values(lastYear.answers))
        answer.updated = "2025-04-02T00:00:00.000Z";
      const path = join(folder, `${name}-2025.json`);
      writeFileSync(path, JSON.stringify(lastYear));
      await openFile(page, name, path);
      await page.click("#round-start");
      await page.waitForSelector("dialog[open]");
      assert.match(
        await page.$eval("dialog", (dialog) => dialog.textContent),
        /Kept: team.*April 2, 2025.*evidence \(4\).*individual ratings \(3\).*Emptied/s,
      );
      await page.click("dialog[open] button[value='']");
      await closed(page);
      assert.equal((await keptState(page)).parts.previous, undefined, "it began without a yes");
      await go(page, "part-time");
      await page.click("#next-round");
      await page.waitForSelector("dialog[open]");
      await page.click("dialog[open] button[value=yes]");
      await closed(page);
      const round = await keptState(page);
      assert.deepEqual(
        [
          round.levels,
          round.team,
          round.parts.assessment.date,
          round.parts.target.level,
          round.parts.ratings,
        ],
        [{}, "Circle", "", 3, []],
      );
      assert.deepEqual(
        [
          what(round.parts.previous.answers["O-1"]),
          round.parts.previous.ratings.length,
          round.parts.snapshots.length,
        ],
        [["mandate", "intranet page"], 3, 1],
      );
      assert.notEqual(round.parts.assessment.id, lastYear.assessment.id);
      assert.match(
        await page.$eval("#part-start .round", (line) => line.textContent),
        /April 2, 2025.*still open 4/,
      );
      await page.click("#undo");
      const back = await keptState(page);
      assert.deepEqual(
        [back.levels, back.parts.ratings.length, back.parts.previous],
        [{ "O-1": 3, "O-2": 2, "O-3": 3 }, 3, undefined],
      );
      await page.click("#redo");
      none(await tab.problems());
    });

    test("a button says that an answer holds still; a changed level takes that away; nothing jumps", async () => {
      await go(page, "item-O-1");
      const box = (item) => page.$eval(`#previous-${item}`, (element) => element.textContent);
      assert.match(await box("O-1"), /April 2, 2025.*3.*Still open.*mandate.*intranet page/);
      await page.evaluate(() => document.querySelector("#item-O-1").scrollIntoView());
      const top = () =>
        page.$eval("#previous-O-1", (element) => Math.round(element.getBoundingClientRect().top));
      const stood = await top();
      for (const item of ["O-1", "O-4", "O-2"]) await page.click(`#still-${item}`);
      await page.evaluate(() => document.querySelector("#item-O-1").scrollIntoView());
      assert.equal(await top(), stood);
      assert.equal(await page.evaluate(() => document.activeElement.id), "level-O-2-2");
      assert.match(await box("O-1"), /Re-confirmed on/);
      assert.equal(await levelOf(page, "O-1"), "3");
      assert.equal(await levelOf(page, "O-4"), "na");
      await answer(page, "O-2", 3);
      assert.match(await box("O-2"), /Changed/);
      // Here no field of the question changes, only what is said of the last round.
      await answer(page, "O-1", 4);
      assert.match(await box("O-1"), /Changed/);
      await page.click("#undo");
      assert.match(await box("O-1"), /Re-confirmed on/);
      await answer(page, "O-3", 4);
      await page.click("#written-O-3");
      await saved(page);
      const { answers } = await keptState(page);
      assert.deepEqual(what(answers["O-3"]), ["charter", "minutes", "handbook"]);
      assert.deepEqual(
        ["O-1", "O-2", "O-3"].map((item) => [
          answers[item].level,
          (answers[item].confirmed ?? "") !== "",
        ]),
        [
          [3, true],
          [3, false],
          [4, false],
        ],
      );
      assert.equal(answers["O-1"].evidence[0].date, "2025-03-01");
      assert.equal(answers["O-4"].notApplicable, "nobody to serve");
      none(await tab.problems());
    });

    test("what was re-confirmed, changed and is open stands in the list, over time and in the result", async () => {
      await go(page, "part-list");
      const filtered = async (filter) => {
        await page.select("#filter", filter);
        return page.$$eval(".list-rows .item-id", (ids) => ids.map((id) => id.textContent));
      };
      assert.deepEqual(
        [
          await filtered("round-confirmed"),
          await filtered("round-changed"),
          await filtered("round-open"),
        ],
        [["O-1", "O-4"], ["O-2", "O-3"], []],
      );
      await filtered("all");
      await go(page, "part-time");
      const counts =
        /April 2, 2025.*re-confirmed 2, answered again with the same level 0, changed 2, still open 0/;
      assert.match(await page.$eval("#round-words", (line) => line.textContent), counts);
      await go(page, "part-result");
      assert.match(await page.$eval(".result .round", (line) => line.textContent), counts);
      const wrong = [];
      for (const part of ["item-O-1", "part-time"]) {
        await go(page, part);
        wrong.push(...(await axe(page)).map((text) => `${part}: ${text}`));
      }
      none(wrong);
    });

    test("saved, deleted, and opened again, everything of both rounds is there", async () => {
      const before_ = await keptState(page);
      const { rest, hash: _, ...parts } = before_.parts;
      const { id, version, hash } = model;
      const path = join(folder, `${name}-2026.json`);
      const text = await savedText(page);
      writeFileSync(path, text);
      assert.deepEqual(JSON.parse(text), {
        ...JSON.parse(text),
        model: { id, version, hash },
        ...parts,
        answers: before_.answers,
      });
      await deleteAll(page);
      await openFile(page, name, path);
      const after_ = await keptState(page);
      assert.deepEqual(
        [after_.answers, after_.parts.previous, after_.parts.snapshots],
        [before_.answers, before_.parts.previous, before_.parts.snapshots],
      );
      await go(page, "item-O-1");
      assert.match(
        await page.$eval("#previous-O-1", (element) => element.textContent),
        /Re-confirmed on/,
      );
      assert.equal(await page.$("#round-start"), null, "a round of today is taken for an old one");
      none(await tab.problems());
    });
  });
}
