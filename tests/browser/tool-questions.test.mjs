// Answering: not applicable, evidence, undo, several items at once, by keyboard alone.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { BROWSERS, Session } from "./lib/browsers.mjs";
import { none } from "./lib/expect.mjs";
import { TOOL, fileAddress } from "./lib/site.mjs";
import {
  answer,
  deleteAll,
  go,
  keptState,
  levelOf,
  openTool,
  saved,
  setLanguage,
  write,
} from "./lib/tool.mjs";
import { until } from "./lib/wait.mjs";

const ADDRESS = fileAddress(TOOL);
const progress = (page) => page.$eval("progress", (bar) => bar.value);

for (const name of BROWSERS) {
  describe(name, () => {
    let session;
    let tab;
    before(async () => {
      session = await Session.start(name);
      tab = await session.open();
    });
    after(() => session.stop());

    test("not applicable needs a reason, and counts for nothing before it has one", async () => {
      const page = await openTool(tab, ADDRESS);
      await deleteAll(page);
      await answer(page, "O-3", "na");
      assert.equal(await progress(page), 0);
      assert.equal(await page.evaluate(() => document.activeElement.id), "reason-O-3");
      assert.ok(await page.$("#item-O-3 .warning"), "nothing says that a reason is missing");
      await page.click("#next");
      assert.equal(
        await page.evaluate(() => document.activeElement.id),
        "reason-O-3",
        "“next unanswered” passes it by",
      );
      await page.click("#next");
      assert.equal(
        await page.evaluate(() => document.activeElement.id),
        "level-O-4-0",
        "“next unanswered” does not go on",
      );
      await go(page, "part-list");
      await page.select("#filter", "open");
      assert.ok(await page.$("#mark-O-3"), "the list passes it by");
      await page.select("#filter", "all");
      await write(page, "#reason-O-3", "x");
      assert.equal(await progress(page), 1);
      await saved(page);
      await page.reload();
      await openTool(tab, ADDRESS);
      await go(page, "item-O-3");
      assert.equal(await levelOf(page, "O-3"), "na");
      assert.equal(await page.$eval("#reason-O-3", (area) => area.value), "x");
      assert.equal(await page.$("#item-O-3 .warning"), null);
      await answer(page, "O-3", 2);
      assert.equal(await page.$("#reason-O-3"), null);
    });

    test("a high level without evidence is warned of until there is some", async () => {
      const page = await openTool(tab, ADDRESS);
      await answer(page, "O-1", 3);
      assert.ok(await page.$("#item-O-1 .warning"));
      await page.click("#evidence-add-O-1");
      await until(
        () => page.evaluate(() => document.activeElement?.id === "evidence-O-1-0-what"),
        "the focus in the new field",
      );
      await page.keyboard.type("minute of 2026-04-01");
      assert.equal(await page.$("#item-O-1 .warning"), null, "the warning stays");
      await page.click("#evidence-O-1-0-remove");
      assert.ok(await page.$("#item-O-1 .warning"), "the warning does not come back");
    });

    test("evidence begins with today's date, and is none until something is written", async () => {
      const page = await openTool(tab, ADDRESS);
      await go(page, "item-O-2");
      await page.click("#evidence-add-O-2");
      const date = () => page.$eval("#evidence-O-2-0-date", (field) => field.value);
      assert.equal(await date(), await page.evaluate(() => new Date().toLocaleDateString("sv")));
      await page.click("label:has(#level-O-2-2)");
      assert.equal(
        (await keptState(page)).answers["O-2"].evidence,
        undefined,
        "an empty piece is kept",
      );
      await write(page, "#evidence-O-2-0-what", "Rule");
      await page.$eval("#evidence-O-2-0-date", (field) => {
        field.value = "2026-04-01";
        field.dispatchEvent(new Event("input", { bubbles: true }));
      });
      await write(page, "#evidence-O-2-0-what", "Minutes");
      assert.deepEqual(
        (await keptState(page)).answers["O-2"].evidence.map(({ what, date }) => [what, date]),
        [["Minutes", "2026-04-01"]],
      );
      await write(page, "#evidence-O-2-0-what", "");
      await page.keyboard.press("Backspace");
      assert.equal(
        await page.evaluate(() => document.activeElement.id),
        "evidence-O-2-0-what",
        "the field goes with its last letter",
      );
      assert.equal((await keptState(page)).answers["O-2"].evidence, undefined);
      await page.keyboard.type("Ru");
      assert.deepEqual(
        (await keptState(page)).answers["O-2"].evidence.map(({ what, date }) => [what, date]),
        [["Ru", "2026-04-01"]],
      );
      await page.click("#evidence-O-2-0-remove");
      assert.equal(await page.$("#evidence-O-2-0-what"), null);
    });

    test("undo and redo take answers and texts back and forth, and what is kept follows", async () => {
      const page = await openTool(tab, ADDRESS);
      await answer(page, "O-4", 1);
      await answer(page, "O-4", 4);
      await write(page, "#note-O-4", "abc");
      await page.click("#undo");
      assert.equal(await page.$eval("#note-O-4", (area) => area.value), "");
      await page.click("#undo");
      assert.equal(await levelOf(page, "O-4"), "1");
      assert.equal((await keptState(page)).levels["O-4"], 1);
      await page.click("#redo");
      await page.click("#redo");
      assert.equal(await page.$eval("#note-O-4", (area) => area.value), "abc");
      assert.equal((await keptState(page)).notes["O-4"], "abc");
    });

    test("undo reaches over a change of language and of part", async () => {
      const page = await openTool(tab, ADDRESS);
      await answer(page, "O-5", 2);
      await setLanguage(page, "en");
      await go(page, "part-result");
      await page.click("#undo");
      assert.equal((await keptState(page)).levels["O-5"], undefined);
    });

    test("the keyboard alone: choose, move on, undo", async () => {
      const page = await openTool(tab, ADDRESS);
      await go(page, "item-O-6");
      await page.focus("#level-O-6-0");
      await page.keyboard.press("4");
      assert.equal(await levelOf(page, "O-6"), "4");
      await page.keyboard.down("Control");
      await page.keyboard.press("z");
      await page.keyboard.up("Control");
      assert.equal(await levelOf(page, "O-6"), "none");
      assert.ok(
        await page.evaluate(() => document.activeElement?.closest("#item-O-6") !== null),
        "the focus is lost",
      );
    });

    test("arrow keys end at the levels, and digits are digits in a text", async () => {
      const page = await openTool(tab, ADDRESS);
      await go(page, "item-O-7");
      await page.focus("#level-O-7-0");
      const pressed = async (...keys) => {
        for (const key of keys) await page.keyboard.press(key);
        return `${await levelOf(page, "O-7")} ${await page.evaluate(() => document.activeElement.id)}`;
      };
      assert.equal(await pressed("ArrowUp"), "none level-O-7-0");
      assert.equal(await pressed("3", "ArrowDown", "ArrowDown", "ArrowRight"), "4 level-O-7-4");
      assert.equal(
        await pressed("ArrowUp", "ArrowLeft", "1", "ArrowUp", "ArrowUp"),
        "0 level-O-7-0",
      );
      assert.equal(await pressed("9"), "0 level-O-7-0");
      await page.focus("#level-O-7-na");
      assert.equal(await pressed("2"), "2 level-O-7-2");
      await write(page, "#note-O-7", "4 of 5");
      assert.equal(await levelOf(page, "O-7"), "2");
      assert.equal((await keptState(page)).notes["O-7"], "4 of 5");
      await page.focus("#level-O-7-none");
      assert.equal(await pressed("Enter"), "none level-O-7-0");
      assert.equal(await page.$("#level-O-7-none"), null, "there is nothing to clear");
    });

    test("an item to come back to, and a person to ask: kept, and found in the list", async () => {
      const page = await openTool(tab, ADDRESS);
      await deleteAll(page);
      await go(page, "item-O-2");
      await page.click("#comeback-O-2");
      assert.equal(await page.$eval("#comeback-O-2", (button) => button.ariaPressed), "true");
      for (const [item, name] of [
        ["O-2", "Mori"],
        ["O-8", "Mori"],
        ["O-9", "Sato"],
      ]) {
        await go(page, `item-${item}`);
        await page.click(`#asking-${item}`);
        assert.equal(await page.evaluate(() => document.activeElement.id), `ask-${item}`);
        await page.keyboard.type(name, { delay: 20 });
      }
      assert.deepEqual(
        await page.$$eval("#names-O-9 option", (names) => names.map((name) => name.value)),
        ["Mori"],
        "a name is not offered again",
      );
      const { answers } = await keptState(page);
      assert.deepEqual(
        [answers["O-2"].comeBack, answers["O-2"].ask, answers["O-9"].comeBack, answers["O-9"].ask],
        [true, "Mori", undefined, "Sato"],
      );
      await go(page, "part-list");
      const shown = async (filter) => {
        await page.select("#filter", filter);
        return page.$$eval(".list-rows .item-id", (ids) => ids.map((id) => id.textContent));
      };
      assert.deepEqual(await shown("comeback"), ["O-2"]);
      assert.deepEqual(await shown("ask:Mori"), ["O-2", "O-8"]);
      assert.match(
        await page.$eval(".list-rows .todo ~ .todo", (mark) => mark.textContent),
        /Mori/,
      );
      await write(page, "#ask-O-2", "Sato", "item-O-2");
      await write(page, "#ask-O-8", "Sato", "item-O-8");
      await go(page, "part-list");
      assert.equal(
        await page.$eval("#filter", (filter) => filter.value),
        "all",
        "the filter asks for a name that is gone",
      );
      await page.reload();
      await openTool(tab, ADDRESS);
      await go(page, "item-O-2");
      assert.equal(await page.$eval("#ask-O-2", (field) => field.value), "Sato");
      await page.click("#comeback-O-2");
      assert.equal((await keptState(page)).answers["O-2"].comeBack, undefined);
    });

    test("the list filters, and sets the marked items in one step", async () => {
      const page = await openTool(tab, ADDRESS);
      await deleteAll(page);
      await go(page, "part-list");
      await page.select("#filter", "open");
      const rows = () => page.$$eval(".list-rows tbody tr", (all) => all.length);
      assert.equal(await rows(), 45);
      await page.click("#mark-H-1");
      await page.click("#mark-H-2");
      await page.select("#bulk", "3");
      await page.click("#bulk-apply");
      assert.equal(await rows(), 43);
      await page.select("#filter", "evidence");
      assert.equal(await rows(), 2);
      await page.click("#undo");
      assert.deepEqual((await keptState(page)).levels, {});
      await page.select("#filter", "all");
    });

    test("a file dropped on the page is previewed, and the page stays", async () => {
      const page = await openTool(tab, ADDRESS);
      const taken = await page.evaluate(() => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(["no file of ours"], "dropped.txt"));
        return !document
          .querySelector("footer")
          .dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
      });
      assert.ok(taken, "the browser goes to the file");
      const said = await until(
        () => page.evaluate(() => document.querySelector("dialog[open]")?.textContent),
        "a dialog",
      );
      assert.match(said, /dropped\.txt/);
      await page.keyboard.press("Escape");
      await until(
        () => page.evaluate(() => document.querySelector("dialog") === null),
        "the dialog to close",
      );
    });

    test("nothing went wrong and nothing was asked", async () =>
      none([...(await tab.problems()), ...session.counter.seen]));
  });
}
