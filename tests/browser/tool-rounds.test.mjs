// A year with the tool: three people score, the team agrees and takes over their evidence.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { BROWSERS, Session } from "./lib/browsers.mjs";
import { none } from "./lib/expect.mjs";
import { TOOL, fileAddress } from "./lib/site.mjs";
import { go, keptState, openTool, saved, setLanguage, toolData, write } from "./lib/tool.mjs";
import { until } from "./lib/wait.mjs";

const ADDRESS = fileAddress(TOOL);
const { model } = toolData(TOOL);
const piece = (what, where = "wiki") => ({ what, where, owner: "Sato", date: "2025-03-01", confidence: "high" });

/** A rater's file: levels and evidence by item. */
function file(id, answers) {
  const { id: its, version, hash } = model;
  const given = Object.fromEntries(Object.entries(answers).map(([item, [level, ...evidence]]) => [item, { level, evidence, updated: "2025-04-02T00:00:00.000Z" }]));
  return { name: `${id}.json`, text: JSON.stringify({ format: "shirube-assessment", formatVersion: 2, model: { id: its, version, hash }, assessment: { id, assessors: [id], date: "2025-04-02" }, answers: given }) };
}

const HEAD = file("head", { "O-1": [3, piece("mandate")], "O-2": [2], "O-3": [4, piece("charter"), piece("minutes")] });
const STAFF = file("staff", { "O-1": [3, piece("mandate"), piece("intranet page")], "O-2": [2], "O-3": [2, piece("charter")] });
const NIGHT = file("night", { "O-1": [3], "O-2": [2], "O-3": [3, piece("handbook")] });

/** Drops files on the place for them. */
async function drop(page, files) {
  await page.evaluate((dropped) => {
    const transfer = new DataTransfer();
    for (const { name, text } of dropped) transfer.items.add(new File([text], name, { type: "application/json" }));
    document.querySelector(".drop").dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }, files);
  await until(() => page.evaluate((count) => document.querySelectorAll(".met li").length === count, files.length), "what became of the files");
}

const what = (answer) => (answer?.evidence ?? []).map((one) => one.what);

for (const name of BROWSERS) {
  describe(name, () => {
    let session;
    let tab;
    let page;
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
      assert.deepEqual(await page.$$eval("#notes-O-3 li", (pieces) => pieces.map((one) => one.textContent.split(" · ")[0])), ["charter", "minutes", "charter", "handbook"]);
      await page.click("#take-O-3-1");
      await until(() => page.evaluate(() => document.querySelector("#take-O-3-1") === null), "the button to go");
      assert.ok(await page.evaluate(() => document.activeElement.closest("#notes-O-3") !== null && document.querySelector("#notes-O-3").open), "the focus is lost");
      await page.click("#take-O-3-all");
      await page.select("#agreed-level-O-3", "3");
      await write(page, "#agreed-O-3", "seen by all", "part-together");
      await saved(page);
      const { answers, parts } = await keptState(page);
      assert.deepEqual(what(answers["O-3"]), ["charter", "minutes", "handbook"]);
      assert.deepEqual(parts.ratings.map((rating) => what(rating.answers["O-3"])), [["charter", "minutes"], ["charter"], ["handbook"]]);
    });

    test("what all gave alike is taken over with their evidence, or without, and undo takes it back", async () => {
      await go(page, "part-together");
      await page.click("#together-shared-evidence");
      await until(() => page.evaluate(() => document.querySelector("#together-shared") === null), "the buttons to go");
      const taken = (await keptState(page)).answers;
      assert.deepEqual([taken["O-1"].level, taken["O-2"].level, what(taken["O-1"]), what(taken["O-2"])], [3, 2, ["mandate", "intranet page"], []]);
      await page.click("#undo");
      assert.equal((await keptState(page)).answers["O-1"], undefined);
      await page.click("#redo");
      none(await tab.problems());
    });
  });
}
