// Whose answers these are: what belongs to an edited copy of a model, to an older copy of the tool, and to another tab.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { axe } from "./lib/axe.mjs";
import { BROWSERS, Session } from "./lib/browsers.mjs";
import { none } from "./lib/expect.mjs";
import { serve } from "./lib/server.mjs";
import { SITE, TOOL, fileAddress, read } from "./lib/site.mjs";
import { keysOf } from "./lib/texts.mjs";
import { answer, chooseFile, deleteAll, go, levelOf, openTool, saved } from "./lib/tool.mjs";
import { until } from "./lib/wait.mjs";

const ADDRESS = fileAddress(TOOL);
const PUBLISHED = JSON.parse(read("models/sim3.json"));
const { id, version, hash, formerHashes } = PUBLISHED.model;
const PLACE = `shirube-assessment/${id}/${version}/2`;
const folder = mkdtempSync(join(tmpdir(), "shirube-identity-"));

/** A file with the published model, changed. */
function modelFile(name, change = () => {}) {
  const file = structuredClone(PUBLISHED);
  change(file);
  writeFileSync(join(folder, name), JSON.stringify(file));
  return join(folder, name);
}

/** What an older tool computed of a model's file. */
function olderHash(model) {
  const canonical = (value) =>
    Array.isArray(value)
      ? `[${value.map(canonical).join(",")}]`
      : typeof value === "object" && value !== null
        ? `{${Object.keys(value)
            .sort()
            .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
            .join(",")}}`
        : JSON.stringify(value);
  return createHash("sha256").update(canonical(model)).digest("hex");
}

/** The records of a database by shelf and id; null where there is none of that name. */
const records = (page, name) =>
  page.evaluate(async (wanted) => {
    if (!(await indexedDB.databases()).some((known) => known.name === wanted)) return null;
    const database = await new Promise(
      (opened) => (indexedDB.open(wanted).onsuccess = (event) => opened(event.target.result)),
    );
    const found = {};
    for (const shelf of database.objectStoreNames) {
      const rows = await new Promise(
        (done) =>
          (database.transaction(shelf).objectStore(shelf).getAll().onsuccess = (event) =>
            done(event.target.result)),
      );
      found[shelf] = Object.fromEntries(rows.map((row) => [row.id, row.value]));
    }
    database.close();
    return found;
  }, name);

/** Makes a database as a tool made it. */
const plant = (page, name, shelves) =>
  page.evaluate(
    async (wanted, given) => {
      await new Promise((done) => (indexedDB.deleteDatabase(wanted).onsuccess = done));
      const database = await new Promise((opened) => {
        const request = indexedDB.open(wanted);
        request.onupgradeneeded = () =>
          ["answers", "parts", "copies", "sealed", "settings"].forEach((shelf) =>
            request.result.createObjectStore(shelf, { keyPath: "id" }),
          );
        request.onsuccess = () => opened(request.result);
      });
      const transaction = database.transaction(Object.keys(given), "readwrite");
      for (const [shelf, rows] of Object.entries(given))
        Object.entries(rows).forEach(([key, value]) =>
          transaction.objectStore(shelf).put({ id: key, value }),
        );
      await new Promise((done) => (transaction.oncomplete = done));
      database.close();
    },
    name,
    shelves,
  );

const progress = (page) => page.$eval("progress", (bar) => bar.value);
const shownKeys = (page, selector) =>
  page
    .evaluate(
      (where) => [
        document.documentElement.lang,
        [...document.querySelectorAll(where)].map((one) => one.textContent),
      ],
      selector,
    )
    .then(([language, words]) => words.flatMap((text) => keysOf(language, text)));
const notices = (page) => shownKeys(page, ".notices .notice > p:first-child");

for (const name of BROWSERS) {
  describe(name, () => {
    let session;
    let tab;
    before(async () => {
      session = await Session.start(name);
      tab = await session.open();
      tab.page.on("dialog", (dialog) => dialog.accept());
    });
    after(() => session.stop());

    /** The tool with nothing in it. */
    const begin = async () => {
      await tab.goto(ADDRESS);
      const page = await openTool(tab, ADDRESS);
      await deleteAll(page);
      return page;
    };
    const asked = async (page, path) => {
      await chooseFile(page, name, path);
      await page.waitForSelector("dialog[open]", { timeout: 8000 });
    };
    const decide = async (page, value) => {
      await page.click(`dialog[open] button[value="${value}"]`);
      await until(
        () => page.evaluate(() => document.querySelector("dialog") === null),
        "the dialog to close",
      );
    };
    const openModel = async (page, path) => {
      await asked(page, path);
      await decide(page, "open");
      await until(
        () => page.$eval(".notices", (box, file) => box.textContent.includes(file), basename(path)),
        "the own model",
      );
    };

    test("an edited copy of the page's model, with its id, version and hash, keeps its answers for itself", async () => {
      const page = await begin();
      await answer(page, "O-1", 2);
      await saved(page);
      const kept = await records(page, PLACE);
      const edited = modelFile(
        "edited.json",
        ({ model }) => (model.items[0].name = "Board mandate"),
      );
      await openModel(page, edited);
      assert.equal(await progress(page), 0);
      const said = await page.$eval("footer", (footer) => footer.textContent);
      assert.ok(!/affiliated|提携/.test(said) && said.includes("Open CSIRT Foundation"), said);
      await answer(page, "O-2", 3);
      await saved(page);
      assert.deepEqual(await records(page, PLACE), kept);
      const names = await page.evaluate(async () =>
        (await indexedDB.databases()).map((known) => known.name),
      );
      const own = names.find((known) =>
        known.startsWith(`shirube-assessment/own/${id}/${version}/`),
      );
      const { parts } = await records(page, own);
      assert.ok(parts.hash !== hash && own.includes(parts.hash.slice(0, 32)), parts.hash);
      await page.click("#own-back");
      await until(
        () => page.$("#own-back").then((button) => button === null),
        "the model of the page",
      );
      assert.equal(await progress(page), 1);
      assert.ok(!(await notices(page)).includes("tool.notice.hash"));
      await openModel(page, edited);
      await go(page, "item-O-2");
      assert.equal(await levelOf(page, "O-2"), "3");
      // Only its words are others: it is not the page's all the same.
      await openModel(
        page,
        modelFile("words.json", ({ texts }) => (texts.en.items["O-1"].title = "Something else")),
      );
      assert.equal(await progress(page), 0);
      await deleteAll(page);
      await page.click("#own-back");
      await until(
        () => page.$("#own-back").then((button) => button === null),
        "the model of the page",
      );
      assert.equal(
        await progress(page),
        1,
        "deleting what is kept of an own model deleted the page's",
      );
      none(await tab.problems());
    });

    test("the page's own model, unchanged, is the page's own model", async () => {
      const page = await begin();
      await answer(page, "O-1", 2);
      await asked(page, modelFile("published.json"));
      assert.ok((await shownKeys(page, "dialog p")).includes("tool.own.same"));
      await decide(page, "");
      assert.deepEqual([await page.$("#own-back"), await progress(page)], [null, 1]);
      await openModel(
        page,
        modelFile("edited.json", ({ model }) => (model.items[0].name = "Board mandate")),
      );
      await chooseFile(page, name, modelFile("published.json"));
      await until(() => page.$("#own-back").then((button) => button === null), "the way back");
      assert.equal(await progress(page), 1);
      none(await tab.problems());
    });

    test("a file made with an edited copy is told apart, first and before it is taken in", async () => {
      const page = await begin();
      const file = (its) => {
        writeFileSync(
          join(folder, "team.json"),
          JSON.stringify({
            format: "shirube-assessment",
            formatVersion: 2,
            model: { id, version, ...its },
            answers: { "O-1": { level: 4 } },
          }),
        );
        return join(folder, "team.json");
      };
      for (const [its, keys] of [
        [{ hash: "0".repeat(64) }, ["tool.warning.hash"]],
        [{ hash, own: true }, ["tool.warning.own"]],
        [{ hash: "0".repeat(64), own: true }, ["tool.warning.own", "tool.warning.hash"]],
        [{ hash }, []],
        [{ hash: formerHashes[0] }, []],
      ]) {
        await asked(page, file(its));
        const first = await page.$$eval("dialog form > *", (parts) =>
          parts.slice(1).findIndex((part) => !part.matches(".notice")),
        );
        assert.equal(first, keys.length, "something stands before the warning");
        assert.equal(
          await page.evaluate(() => document.activeElement.matches("dialog .notice")),
          keys.length > 0,
          "the warning is not what one begins with",
        );
        assert.deepEqual(
          (await shownKeys(page, "dialog .notice")).filter((key) => key.startsWith("tool.warning")),
          keys,
        );
        assert.equal(
          await page.$eval("dialog button[value=open]", (button) =>
            button.classList.contains("primary"),
          ),
          keys.length === 0,
        );
        none(await axe(page));
        await decide(page, "");
      }
      none(await tab.problems());
    });

    test("what was kept under a former hash of the same definition is this one's, and gets the present hash", async () => {
      const page = await begin();
      const shelves = {
        answers: { "O-1": { level: 3 } },
        parts: { assessment: { id: "a", team: "T" }, hash: formerHashes[0] },
      };
      await plant(page, PLACE, shelves);
      await tab.goto(ADDRESS);
      await openTool(tab, ADDRESS);
      assert.equal(await progress(page), 1);
      assert.ok(!(await notices(page)).includes("tool.notice.hash"));
      await answer(page, "O-2", 1);
      await saved(page);
      assert.equal((await records(page, PLACE)).parts.hash, hash);
      await plant(page, PLACE, { ...shelves, parts: { ...shelves.parts, hash: "0".repeat(64) } });
      await tab.goto(ADDRESS);
      await openTool(tab, ADDRESS);
      assert.ok((await notices(page)).includes("tool.notice.hash"));
    });

    test("what an older tool kept of an own model is found, and what is another model's is not", async () => {
      const page = await begin();
      let model;
      const own = modelFile("group.json", (file) => {
        Object.assign(file.model, { id: "group", version: "7" });
        for (const name_ of ["hash", "formerHashes", "earlier"]) delete file.model[name_];
        model = file.model;
      });
      const older = "shirube-assessment/group/7/2";
      const shelves = (its) => ({
        answers: { "O-3": { level: 2 } },
        parts: { assessment: { id: "b", team: "Group" }, hash: its },
      });
      await plant(page, older, shelves("1".repeat(64)));
      await openModel(page, own);
      assert.equal(await progress(page), 0, "another model's answers");
      await deleteAll(page);
      assert.notEqual(await records(page, older), null, "another model's answers were deleted");
      await page.click("#own-back");
      await until(
        () => page.$("#own-back").then((button) => button === null),
        "the model of the page",
      );
      await plant(page, older, shelves(olderHash(model)));
      await openModel(page, own);
      assert.equal(await progress(page), 1);
      assert.ok((await notices(page)).includes("tool.remind.earlier"));
      await saved(page);
      await deleteAll(page);
      assert.equal(await records(page, older), null);
      none(await tab.problems());
    });

    const PASSPHRASE = "七つの海を越えて来た猫 blue lantern";
    /** An assessment in which every item but the last has an answer; and a safety copy, and settings. */
    const filled = async (page) => {
      const items = PUBLISHED.model.items.map((item) => item.id);
      const answers = Object.fromEntries(items.slice(0, -1).map((item) => [item, { level: 2 }]));
      writeFileSync(
        join(folder, "all.json"),
        JSON.stringify({
          format: "shirube-assessment",
          formatVersion: 2,
          model: { id, version, hash },
          assessment: { id: "all", team: "All" },
          answers,
        }),
      );
      await answer(page, "O-1", 1);
      await asked(page, join(folder, "all.json"));
      await decide(page, "open");
      await page.select("#theme", "dark");
      await answer(page, "O-1", 3);
      await saved(page);
      return { last: items.at(-1), total: items.length };
    };
    /** Does something in another tab of the same file: browsers may keep the data of each file apart. */
    const elsewhere = async (page, act) => {
      const other = await openTool(await session.open(), ADDRESS);
      await act(other);
      await other.close();
      await page.bringToFront();
    };
    const isGone = (page) => until(() => page.$("#keep-anew"), "words on what is gone");
    const unlock = async (page) => {
      await page.waitForSelector("#gate-passphrase", { timeout: 15_000 });
      await page.type("#gate-passphrase", PASSPHRASE);
      await page.click("#gate-unlock");
      await page.waitForSelector("#save-state", { timeout: 15_000 });
    };
    const seal = async (page) => {
      await go(page, "part-data");
      await page.click("#seal");
      await page.type("#passphrase", PASSPHRASE);
      await page.type("#passphrase-again", PASSPHRASE);
      await decide(page, "save");
      await page.waitForSelector("#unseal", { timeout: 15_000 });
      await saved(page);
    };

    test("“saved” is true after what is kept was deleted by another tab: everything is written again", async () => {
      const page = await begin();
      const { last, total } = await filled(page);
      const remove = () =>
        elsewhere(page, (other) =>
          other.evaluate(
            (place) => new Promise((done) => (indexedDB.deleteDatabase(place).onsuccess = done)),
            PLACE,
          ),
        );
      const whole = async () => {
        const { answers, copies, settings, parts } = await records(page, PLACE);
        assert.deepEqual(
          [
            Object.keys(answers).length,
            Object.keys(copies).length,
            settings.theme,
            parts.assessment.team,
            parts.hash,
          ],
          [total, 1, "dark", "All", hash],
        );
      };
      await remove();
      await isGone(page);
      assert.equal(
        await page.evaluate(() => dispatchEvent(new Event("beforeunload", { cancelable: true }))),
        false,
        "leaving does not warn",
      );
      none(await axe(page));
      await answer(page, last, 3);
      await saved(page);
      await whole();
      await tab.goto(ADDRESS);
      await openTool(tab, ADDRESS);
      assert.equal(await progress(page), total);
      // Without a further answer, by the button.
      await remove();
      await isGone(page);
      await page.click("#keep-anew");
      await saved(page);
      await whole();
      // Made anew by whoever: it is not the database that was saved into, although it opens.
      await elsewhere(page, (other) => plant(other, PLACE, { settings: { theme: "light" } }));
      await answer(page, last, 2);
      await saved(page);
      await whole();
      none(await tab.problems());
    });

    test("the same where it is kept under a passphrase", async () => {
      const page = await begin();
      const { last, total } = await filled(page);
      await seal(page);
      await page.evaluate(
        (place) => new Promise((done) => (indexedDB.deleteDatabase(place).onsuccess = done)),
        PLACE,
      );
      await answer(page, last, 3);
      await saved(page);
      const { answers, parts, copies, sealed, settings } = await records(page, PLACE);
      assert.deepEqual([answers, parts, copies], [{}, {}, {}]);
      assert.ok(settings.seal && Object.keys(sealed).length > total);
      await tab.goto(ADDRESS);
      await unlock(page);
      assert.equal(await progress(page), total);
      await deleteAll(page);
      none(await tab.problems());
    });

    test("a tab that only reads shows what the other one saved, and hands out nothing older", async () => {
      const page = await begin();
      await answer(page, "O-1", 1);
      await saved(page);
      const second = await session.open();
      const reader = await openTool(second, ADDRESS);
      await go(reader, "item-O-7");
      await reader.focus("#part-list a, .parts a, nav a");
      const where = () =>
        reader.evaluate(() => [
          Math.round(document.querySelector("#item-O-7").getBoundingClientRect().top),
          document.activeElement?.getAttribute("href"),
        ]);
      const before_ = await where();
      await page.bringToFront();
      await answer(page, "O-2", 3);
      await answer(page, "O-3", 2);
      await until(async () => (await progress(reader)) === 3, "what the other tab saved");
      assert.deepEqual(await where(), before_, "what is read has moved");
      await go(reader, "item-O-2");
      assert.equal(await levelOf(reader, "O-2"), "3");
      assert.ok(!(await notices(reader)).includes("tool.behind.text"));
      // Under a passphrase this tab cannot read on: it says so, and gives nothing away as if it were the state of now.
      await page.bringToFront();
      await seal(page);
      await answer(page, "O-4", 1);
      await saved(page);
      await until(
        async () => (await notices(reader)).includes("tool.behind.text"),
        "words on an older state",
      );
      await reader.bringToFront();
      await reader.click("#save");
      await reader.waitForSelector("dialog[open]");
      assert.ok((await shownKeys(reader, "dialog h2")).includes("tool.behind.title"));
      none(await axe(reader));
      await reader.click("dialog[open] button");
      await reader.evaluate(() => dispatchEvent(new Event("beforeprint")));
      assert.ok((await shownKeys(reader, ".paper .notice")).includes("tool.behind.text"));
      await reader.evaluate(() => dispatchEvent(new Event("afterprint")));
      await page.bringToFront();
      await go(page, "part-data");
      await page.click("#unseal");
      await decide(page, "yes");
      await until(
        async () =>
          (await progress(reader)) === 4 && !(await notices(reader)).includes("tool.behind.text"),
        "the state of now",
      );
      // Everything is deleted: the other tab has nothing either, and makes no database.
      await deleteAll(page);
      await until(async () => (await progress(reader)) === 0, "nothing");
      assert.equal(await records(reader, PLACE), null);
      none(await second.problems());
      await reader.close();
      none(await tab.problems());
    });
  });
}

test("chromium: the site's data are cleared while the tool is open over http", async () => {
  const server = await serve(SITE);
  const session = await Session.start("chromium");
  const tab = await session.open();
  const address = `${server.base}${TOOL}`;
  const page = await openTool(tab, address);
  for (const item of ["O-1", "O-2", "O-3"]) await answer(page, item, 2);
  await saved(page);
  const client = await page.createCDPSession();
  await client.send("Storage.clearDataForOrigin", {
    origin: new URL(address).origin,
    storageTypes: "all",
  });
  await answer(page, "O-4", 1);
  await saved(page);
  await tab.goto(address);
  await openTool(tab, address);
  assert.equal(await progress(page), 4);
  await session.stop();
  await server.stop();
});
