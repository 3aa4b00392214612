// Files taken in: what one would do is told before, field by field, and nothing else happens.

import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { axe } from "./lib/axe.mjs";
import { BROWSERS, Session } from "./lib/browsers.mjs";
import { none } from "./lib/expect.mjs";
import { LANGUAGES, TOOL, fileAddress } from "./lib/site.mjs";
import { chooseFile, deleteAll, keptState, openTool, setLanguage, toolData } from "./lib/tool.mjs";
import { until } from "./lib/wait.mjs";

const ADDRESS = fileAddress(TOOL);
const PLAN = { level: 3, owner: "Ann", due: "2027-03-31", step: "Write it" };
const ANSWERS = {
  "O-1": { level: 2, note: "mine", plan: PLAN, agreed: "because" },
  "O-2": { level: null, notApplicable: "no use" },
  "O-3": {
    level: 1,
    evidence: [{ what: "Charter", where: "", owner: "Ann", date: "2026-01-14", confidence: "" }],
  },
};
const TABLE =
  "Item,Level,Note,Evidence: what,Evidence: date\r\nO-1,3,,,\r\nO-2,4,,,\r\nO-3,1,,Mail,2026年1月15日\r\nO-4,2,new,,\r\n";

for (const name of BROWSERS) {
  describe(name, () => {
    let session;
    let tab;
    before(async () => {
      session = await Session.start(name);
      tab = await session.open();
    });
    after(() => session.stop());

    const put = (file, content) => {
      const path = join(mkdtempSync(join(tmpdir(), "shirube-in-")), file);
      writeFileSync(path, content);
      return path;
    };
    const closed = (page) =>
      until(
        () => page.evaluate(() => document.querySelector("dialog") === null),
        "the dialog to close",
      );
    const press = async (page, value) => {
      await page.click(`dialog[open] button[value=${value}]`);
      await closed(page);
    };
    /** A page with an assessment, and the dialog for a table open. */
    const offered = async (language, table = TABLE) => {
      const page = await openTool(tab, ADDRESS);
      await deleteAll(page);
      await setLanguage(page, language);
      const { id, version, hash } = toolData(TOOL).model;
      const whole = {
        format: "shirube-assessment",
        formatVersion: 2,
        model: { id, version, hash },
        assessment: { id: "11111111-1111-4111-8111-111111111111", team: "Team" },
        answers: ANSWERS,
      };
      await chooseFile(page, name, put("whole.json", JSON.stringify(whole)));
      await page.waitForSelector("dialog[open] button[value=open]");
      await press(page, "open");
      await chooseFile(page, name, put("table.csv", table));
      return page;
    };
    const told = (page, kind) =>
      page.$$eval(`#taking-${kind} li`, (entries) =>
        entries.map((entry) => entry.textContent.replaceAll("\u2060", "")),
      );

    test("taking what the file has is what is proposed; it keeps the rest and names what an answer replaces", async () => {
      const page = await offered("en");
      await page.waitForSelector("dialog[open] #way-take:checked");
      assert.equal(await page.evaluate(() => document.activeElement.id), "way-take");
      assert.deepEqual(await told(page, "removed"), ["Not applicable because: 1 O-2"]);
      assert.deepEqual(await told(page, "changed"), ["Level: 1 O-1"]);
      assert.deepEqual(await told(page, "added"), [
        "Level: 2 O-2, O-4",
        "Evidence: 1 O-3",
        "Note: 1 O-4",
      ]);
      await press(page, "open");
      const { answers } = await keptState(page);
      assert.deepEqual(
        [answers["O-1"].level, answers["O-1"].note, answers["O-1"].plan, answers["O-1"].agreed],
        [3, "mine", PLAN, "because"],
      );
      assert.deepEqual(
        answers["O-3"].evidence.map(({ what, date }) => [what, date]),
        [
          ["Charter", "2026-01-14"],
          ["Mail", "2026-01-15"],
        ],
      );
      await page.click("#undo");
      assert.equal((await keptState(page)).answers["O-1"].level, 2);
    });

    test("with the keyboard: each way says what it does, and Escape does nothing", async () => {
      const page = await offered("en");
      await page.waitForSelector("dialog[open] #way-take");
      await page.keyboard.press("ArrowDown");
      await until(async () => (await told(page, "removed")).length === 0, "what filling in does");
      assert.deepEqual(await told(page, "added"), ["Level: 1 O-4", "Note: 1 O-4"]);
      await page.keyboard.press("ArrowDown");
      await until(async () => (await told(page, "removed")).length > 0, "what replacing does");
      assert.deepEqual(await told(page, "removed"), [
        "Note: 1 O-1",
        "Not applicable because: 1 O-2",
        "Evidence: 1 O-3",
      ]);
      await page.keyboard.press("Escape");
      await closed(page);
      assert.deepEqual((await keptState(page)).levels, { "O-1": 2, "O-3": 1 });
    });

    test("a whole assessment says what it would take away, and can add to the same one", async () => {
      const page = await offered("en");
      await page.waitForSelector("dialog[open] #way-take");
      await page.keyboard.press("Escape");
      await closed(page);
      const { id, version, hash } = toolData(TOOL).model;
      const less = {
        format: "shirube-assessment",
        formatVersion: 2,
        model: { id, version, hash },
        assessment: { id: "other" },
        answers: { "O-5": { level: 1 } },
      };
      await chooseFile(page, name, put("less.json", JSON.stringify(less)));
      await page.waitForSelector("dialog[open] #way-replace:checked");
      const removed = await told(page, "removed");
      for (const entry of ["Level: 2 O-1, O-3", "Plan: owner: 1 O-1", "Team: 1"])
        assert.ok(
          removed.some(
            (one) => one === entry || (one.startsWith("Team") && entry.startsWith("Team")),
          ),
          `${entry} is not among ${removed}`,
        );
      await page.click("#way-take");
      assert.deepEqual(
        [await told(page, "removed"), await told(page, "added")],
        [[], ["Level: 1 O-5"]],
      );
      await press(page, "open");
      assert.deepEqual((await keptState(page)).levels, { "O-1": 2, "O-3": 1, "O-5": 1 });
    });

    for (const language of LANGUAGES) {
      test(`${language}: days that can be read in two ways are asked about, once, and never guessed`, async () => {
        const page = await offered(
          language,
          "Item,Level,Evidence: what,Evidence: date\r\nO-1,3,Mail,4/1/2026\r\nO-3,1,Letter,5/1/2026\r\n",
        );
        await page.waitForSelector("dialog[open] #days-dmy");
        assert.equal(await page.$("#days-dmy:checked, #days-mdy:checked"), null);
        none(await axe(page));
        await page.click("dialog[open] button[value=read]");
        assert.ok(await page.$("dialog[open] #days-dmy"), "it goes on without an answer");
        await page.click("label:has(#days-mdy)");
        await page.click("dialog[open] button[value=read]");
        await page.waitForSelector("dialog[open] #way-take");
        none(await axe(page));
        await press(page, "open");
        assert.deepEqual(
          (await keptState(page)).answers["O-1"].evidence.map(({ date }) => date),
          ["2026-04-01"],
        );
      });

      test(`${language}: on a phone nothing of it is cut off`, async () => {
        const page = await offered(language);
        await page.waitForSelector("dialog[open] #way-replace");
        await page.setViewport({ width: 390, height: 800 });
        await page.click("label:has(#way-replace)");
        const beyond = await page.$$eval("dialog *", (all) =>
          all
            .filter(
              (one) =>
                one.getBoundingClientRect().right > innerWidth ||
                (one.scrollWidth > one.clientWidth + 1 &&
                  getComputedStyle(one).display !== "inline"),
            )
            .map((one) => one.outerHTML.slice(0, 80)),
        );
        assert.deepEqual(beyond, []);
        await page.keyboard.press("Escape");
        await closed(page);
        await page.setViewport({ width: 1280, height: 900 });
        none(await tab.problems());
      });
    }
  });
}
