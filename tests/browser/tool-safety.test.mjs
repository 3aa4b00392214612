// Nothing is lost: what an older tool kept, what is protected, damaged, replaced, or only a sample.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { wholeData } from "../../src/tool/browser/packed.js";
import { axe } from "./lib/axe.mjs";
import { BROWSERS, Session, newProfile } from "./lib/browsers.mjs";
import { none } from "./lib/expect.mjs";
import { TOOL, fileAddress, read } from "./lib/site.mjs";
import { keysOf } from "./lib/texts.mjs";
import { answer, deleteAll, go, itemIds, levelOf, openTool, saved, write } from "./lib/tool.mjs";
import { sleep, until } from "./lib/wait.mjs";

const ADDRESS = fileAddress(TOOL);
const PASSPHRASE = "七つの海を越えて来た猫 blue lantern";
const state = (page) => page.evaluate(() => document.querySelector("#save-state")?.dataset.state);
const progress = (page) => page.$eval("progress", (bar) => bar.value);
const notices = async (page) => {
  const [language, shown] = await page.evaluate(() => [
    document.documentElement.lang,
    [...document.querySelectorAll(".notices .notice > p:first-child")].map(
      (box) => box.textContent,
    ),
  ]);
  return shown.flatMap((words) => keysOf(language, words));
};
const confirm = async (page, value = "yes") => {
  await page.waitForSelector(`dialog[open] button[value=${value}]`, { timeout: 8000 });
  await page.click(`dialog[open] button[value=${value}]`);
  await until(
    () => page.evaluate(() => document.querySelector("dialog") === null),
    "the dialog to close",
  );
};

/** All records of a database, as text; null where there is no such database. */
const records = (page, format) =>
  page.evaluate(async (ending) => {
    const name = (await indexedDB.databases())
      .map((database) => database.name)
      .find((known) => known.startsWith("shirube-assessment/") && known.endsWith(ending));
    if (!name) return null;
    const database = await new Promise(
      (opened) => (indexedDB.open(name).onsuccess = (event) => opened(event.target.result)),
    );
    const found = {};
    for (const shelf of database.objectStoreNames) {
      found[shelf] = await new Promise(
        (read) =>
          (database.transaction(shelf).objectStore(shelf).getAll().onsuccess = (event) =>
            read(event.target.result)),
      );
    }
    database.close();
    const seen = new Set();
    return JSON.stringify(found, (_, value) => {
      if (value instanceof Uint8Array) return new TextDecoder("latin1").decode(value);
      if (typeof value !== "object" || value === null) return value;
      return seen.has(value) ? "again" : (seen.add(value), value);
    });
  }, `/${format}`);

/** Writes a database as it is given, in a page of the same place that runs nothing. */
async function plant(page, format, shelves, more = {}) {
  await page.evaluate(
    async (ending, given, { keyPath = "id", only = false }) => {
      const { model } = JSON.parse(document.getElementById("tool-data").textContent);
      const name = `shirube-assessment/${model.id}/${model.version}/${ending}`;
      await new Promise((done) => {
        const request = indexedDB.deleteDatabase(name);
        request.onsuccess = done;
        request.onblocked = () => {};
      });
      const database = await new Promise((opened) => {
        const request = indexedDB.open(name, only ? 3 : 1);
        request.onupgradeneeded = () =>
          (only
            ? Object.keys(given)
            : [
                ...new Set([
                  "answers",
                  "parts",
                  "settings",
                  ...(ending === 2 ? ["copies", "sealed"] : []),
                  ...Object.keys(given),
                ]),
              ]
          ).forEach((shelf) =>
            request.result.createObjectStore(
              shelf,
              keyPath ? { keyPath } : { autoIncrement: true },
            ),
          );
        request.onsuccess = () => opened(request.result);
      });
      if (Object.keys(given).length > 0) {
        const transaction = database.transaction(Object.keys(given), "readwrite");
        for (const [shelf, rows] of Object.entries(given))
          rows.forEach((row) =>
            transaction.objectStore(shelf).put(
              row === "itself"
                ? Object.assign(
                    { id: "O-1" },
                    {
                      value: (() => {
                        const ring = { level: 2 };
                        ring.ring = ring;
                        return ring;
                      })(),
                    },
                  )
                : row,
            ),
          );
        await new Promise((done) => (transaction.oncomplete = done));
      }
      database.close();
    },
    format,
    shelves,
    more,
  );
}

async function download(page, folder, selector) {
  const before_ = new Set(readdirSync(folder));
  await page.click(selector);
  const name = await until(
    () => readdirSync(folder).find((file) => !before_.has(file) && /\.json$/.test(file)),
    "a saved file",
  );
  await until(
    () => readFileSync(join(folder, name), "utf8").trimEnd().endsWith("}"),
    "the whole file",
  );
  const content = JSON.parse(readFileSync(join(folder, name), "utf8"));
  // Chromium would write the next one over it, and a file written over is not seen as new.
  rmSync(join(folder, name));
  return { name, content };
}

/** Waits until the tool, or what stands in its place, is there. */
const arrived = (page) =>
  page.waitForSelector("#gate-title, #save-state[data-state]", { timeout: 15_000 });

async function reload(page, tab) {
  await tab.goto(page.url().split("#")[0]);
  await arrived(page);
}

for (const name of BROWSERS) {
  describe(name, () => {
    let session;
    let tab;
    const downloads = mkdtempSync(join(tmpdir(), "shirube-safety-"));
    before(async () => {
      session = await Session.start(name, { downloads });
      tab = await session.open();
      // What asks before it is left is left.
      tab.page.on("dialog", (dialog) => dialog.accept());
    });
    after(() => session.stop());

    test("what the first version kept is taken over once, and stays there for it", async () => {
      const page = await openTool(tab, ADDRESS);
      await deleteAll(page);
      await plant(page, 2, {});
      await plant(page, 1, {
        answers: [
          {
            id: "O-1",
            value: { level: 3, note: "from before", updated: "2026-01-01T00:00:00.000Z" },
          },
        ],
        parts: [
          {
            id: "assessment",
            value: { id: "a", team: "First", scope: "", date: "", assessors: [] },
          },
          { id: "target", value: { level: null, items: {} } },
        ],
        settings: [{ id: "language", value: "ja" }],
      });
      const old = await records(page, 1);
      await reload(page, tab);
      assert.equal(await progress(page), 1);
      assert.ok((await notices(page)).includes("tool.remind.earlier"));
      await saved(page);
      await answer(page, "O-1", 1);
      await saved(page);
      await reload(page, tab);
      assert.ok(!(await notices(page)).includes("tool.remind.earlier"), "it is said again");
      await go(page, "item-O-1");
      assert.equal(await levelOf(page, "O-1"), "1");
      assert.equal(await records(page, 1), old, "the older tool's own data was changed");
      await deleteAll(page);
      await reload(page, tab);
      assert.deepEqual([await progress(page), await records(page, 1)], [0, null]);
      none(await tab.problems());
    });

    test("keeping nothing: what was kept is gone, nothing is written, leaving warns; and the way back", async () => {
      const page = await openTool(tab, ADDRESS);
      await answer(page, "O-1", 2);
      await saved(page);
      await go(page, "part-data");
      await page.click("#nothing");
      await confirm(page);
      assert.equal(await records(page, 2), null);
      await answer(page, "O-2", 3);
      await page.select("#theme", "dark");
      await sleep(300);
      assert.equal(await records(page, 2), null, "something was written");
      assert.equal(await state(page), "memory");
      assert.ok((await notices(page)).includes("tool.remind.nothing"));
      assert.equal(
        await page.evaluate(() => dispatchEvent(new Event("beforeunload", { cancelable: true }))),
        false,
        "leaving does not warn",
      );
      await go(page, "part-data");
      none(await axe(page));
      await page.click("#again");
      await saved(page);
      await page.select("#theme", "auto");
      await saved(page);
      await reload(page, tab);
      assert.equal(await progress(page), 2);
      none(await tab.problems());
    });

    test("another assessment takes the place of this one: a copy stays, and can be opened or saved", async () => {
      const page = await openTool(tab, ADDRESS);
      await deleteAll(page);
      await write(page, "#detail-team", "Team one");
      await answer(page, "O-1", 2);
      await go(page, "part-data");
      await page.click("#anew");
      await confirm(page);
      assert.equal(await progress(page), 0);
      await saved(page);
      await reload(page, tab);
      await go(page, "part-data");
      assert.match(await page.$eval(".copies", (list) => list.textContent), /Team one/);
      none(await axe(page));
      const { content } = await download(page, downloads, "#copy-save-0");
      assert.equal(content.answers["O-1"].level, 2);
      await page.click("#copy-open-0");
      await confirm(page, "open");
      assert.equal(await progress(page), 1);
      for (let round = 0; round < 6; round += 1) {
        await answer(page, "O-2", round % 4);
        await go(page, "part-data");
        await page.click("#anew");
        await confirm(page);
        await answer(page, "O-1", 1);
      }
      await go(page, "part-data");
      assert.equal((await page.$$(".copies li")).length, 5);
      none(await tab.problems());
    });

    test("a reminder after twenty answers, until they are in a file", async () => {
      const page = await openTool(tab, ADDRESS);
      await deleteAll(page);
      const items = (await itemIds(page)).slice(0, 20);
      for (const item of items) await answer(page, item, 2);
      await saved(page);
      assert.ok((await notices(page)).includes("tool.remind.due"));
      await go(page, "part-data");
      const before_ = await page.$eval("#last-file", (line) => line.textContent);
      await download(page, downloads, "#backup");
      assert.ok(!(await notices(page)).includes("tool.remind.due"));
      assert.notEqual(await page.$eval("#last-file", (line) => line.textContent), before_);
      await saved(page);
      await reload(page, tab);
      await answer(page, items[0], 1);
      await saved(page);
      assert.ok(!(await notices(page)).includes("tool.remind.due"), "the file is forgotten");
    });

    const DAMAGED = {
      "a record of another kind": [
        {
          answers: [
            { id: "O-1", value: { level: 2 } },
            { id: "O-2", value: "junk" },
          ],
          parts: [{ id: "assessment", value: { id: "x", team: "T" } }],
        },
      ],
      "values of wrong types everywhere": [
        {
          answers: [
            { id: "O-1", value: { level: {}, evidence: 7, plan: [] } },
            { id: "O-2", value: { level: 3 } },
          ],
          parts: [
            { id: "assessment", value: 5 },
            { id: "snapshots", value: { a: 1 } },
            { id: "target", value: [] },
          ],
          settings: [
            { id: "theme", value: {} },
            { id: "language", value: 4 },
            { id: "backup", value: "x" },
          ],
        },
      ],
      "shelves that are lacking": [{ other: [{ id: "a", value: 1 }] }, { only: true }],
      "records under keys of another kind": [{ answers: [{ x: 1 }] }, { keyPath: null }],
      "a value that contains itself": [{ answers: ["itself", { id: 7, value: 1 }] }],
      "a seal that is none": [
        { settings: [{ id: "seal", value: { salt: "x" } }], sealed: [{ id: "a", value: 1 }] },
      ],
    };
    for (const [why, [shelves, more]] of Object.entries(DAMAGED)) {
      test(`what is damaged can be saved, and left behind: ${why}`, async () => {
        const page = await tab.goto(ADDRESS);
        await arrived(page);
        await plant(page, 2, shelves, more);
        const planted = await records(page, 2);
        await reload(page, tab);
        await page.waitForSelector("#gate-raw", { timeout: 8000 });
        none(await axe(page));
        const { name: file, content } = await download(page, downloads, "#gate-raw");
        assert.match(file, /^shirube-rescue-/);
        assert.equal(content.format, "shirube-rescue");
        assert.deepEqual(
          Object.keys(content.shelves).sort(),
          Object.keys(JSON.parse(planted)).sort(),
        );
        if (await page.$("#gate-file")) {
          const { content: understood } = await download(page, downloads, "#gate-file");
          assert.equal(understood.format, "shirube-assessment");
        }
        assert.equal(await records(page, 2), planted, "it was written over");
        await page.click("#gate-anew");
        await confirm(page);
        await arrived(page);
        await answer(page, "O-1", 1);
        await saved(page);
        await reload(page, tab);
        assert.equal(await progress(page), 1);
        none(await tab.problems());
      });
    }

    test("a database that does not open, and going on without it", async () => {
      const page = await openTool(tab, ADDRESS);
      await answer(page, "O-1", 3);
      await saved(page);
      const kept = await records(page, 2);
      const { identifier } = await page.evaluateOnNewDocument(() => {
        if (!location.search.includes("held")) return;
        IDBFactory.prototype.open = () => ({});
      });
      await tab.goto(`${ADDRESS}?held`);
      await page.waitForSelector("#gate-retry", { timeout: 10_000 });
      await page.click("#gate-aside");
      await page.waitForSelector("#save-state", { timeout: 10_000 });
      await answer(page, "O-2", 1);
      assert.equal(await state(page), "memory");
      assert.ok((await notices(page)).includes("tool.remind.aside"));
      await page.removeScriptToEvaluateOnNewDocument(identifier);
      await tab.goto(ADDRESS);
      await openTool(tab, ADDRESS);
      assert.equal(await records(page, 2), kept);
    });

    test("what the browser lacks is said, and a file can be saved", async () => {
      const { identifier } = await tab.page.evaluateOnNewDocument(() => {
        for (const name of ["CompressionStream", "indexedDB"])
          Object.defineProperty(window, name, { value: undefined });
        Object.defineProperty(navigator, "locks", { value: undefined });
      });
      await tab.goto(ADDRESS);
      const page = await openTool(tab, ADDRESS);
      const said = await page.$eval(".notices .notice ul", (list) => list.children.length);
      assert.equal(said, 3);
      await answer(page, "O-3", 2);
      const { content } = await download(page, downloads, "#save");
      assert.equal(content.answers["O-3"].level, 2);
      await page.removeScriptToEvaluateOnNewDocument(identifier);
      none(await tab.problems());
    });

    test("where the script cannot run the page says so", async () => {
      const file = join(downloads, "old.html");
      writeFileSync(
        file,
        read(TOOL).replace(/<script>[\s\S]*?<\/script>/, "<script>syntax error(</script>"),
      );
      await tab.page.goto(`file://${file}`);
      await sleep(3300);
      assert.match(
        await tab.page.$eval("#late", (late) =>
          late.checkVisibility({ visibilityProperty: true }) ? late.textContent : "",
        ),
        /\S/,
      );
      const page = await openTool(tab, ADDRESS);
      await sleep(3300);
      assert.equal(await page.$eval("#late", (late) => late.checkVisibility()), false);
    });

    test("the sample team, edited, and back: the team's own assessment is as it was", async () => {
      await tab.goto(ADDRESS);
      const page = await openTool(tab, ADDRESS);
      await deleteAll(page);
      await write(page, "#detail-team", "Our own");
      await answer(page, "O-1", 2);
      await saved(page);
      const kept = await records(page, 2);
      await go(page, "part-start");
      await page.click("#open-sample");
      assert.ok((await notices(page)).includes("tool.notice.sample"));
      const [data, language] = await page.evaluate(() => [
        document.getElementById("tool-data").textContent,
        document.documentElement.lang,
      ]);
      const sample = wholeData(JSON.parse(data)).samples[language];
      assert.equal(
        await page.$eval("#detail-team", (field) => field.value),
        sample.assessment.team,
      );
      await answer(page, "O-1", 0);
      await write(page, "#detail-team", "Sample, edited");
      await sleep(300);
      assert.equal(await records(page, 2), kept, "the sample was written over the team's records");
      assert.ok(
        (await notices(page)).includes("tool.notice.sample"),
        "an edited sample is no sample any more",
      );
      await go(page, "part-start");
      await page.click("#leave-sample");
      assert.equal(await page.$eval("#detail-team", (field) => field.value), "Our own");
      await page.click("#undo");
      await page.click("#redo");
      await go(page, "item-O-1");
      assert.equal(await levelOf(page, "O-1"), "2");
      await go(page, "part-start");
      await page.click("#open-sample");
      await reload(page, tab);
      assert.equal(await page.$eval("#detail-team", (field) => field.value), "Our own");
      await deleteAll(page);
      none(await tab.problems());
    });

    test("nothing left the machine in all this", () => none(session.counter.seen));
  });

  test(`${name}: a protected store shows nothing, survives a kill, and opens with its passphrase only`, async () => {
    const profile = newProfile();
    const first = await Session.start(name, { profile });
    const page = await openTool(await first.open(), ADDRESS);
    await write(page, "#detail-team", "Secret team");
    await answer(page, "O-1", 3);
    await write(page, "#note-O-1", "secret note");
    await go(page, "part-data");
    await page.click("#anew");
    await confirm(page);
    await answer(page, "O-1", 3);
    await write(page, "#note-O-1", "secret note");
    await saved(page);
    await go(page, "part-data");
    await page.click("#seal");
    await page.type("#passphrase", PASSPHRASE);
    await page.type("#passphrase-again", PASSPHRASE);
    await confirm(page, "save");
    await page.waitForSelector("#unseal", { timeout: 15_000 });
    await saved(page);
    const sealed = await records(page, 2);
    none(["O-1", "secret", "Secret", "level"].filter((word) => sealed.includes(word)));
    await answer(page, "O-2", 1);
    await sleep(300);
    await first.kill();
    const second = await Session.start(name, { profile });
    const tab = await second.open();
    await tab.goto(ADDRESS);
    const again = tab.page;
    await again.waitForSelector("#gate-passphrase");
    none(await axe(again));
    await again.type("#gate-passphrase", "not the passphrase");
    await again.click("#gate-unlock");
    await until(
      () =>
        again.evaluate(
          () =>
            !document.querySelector("#gate-unlock")?.disabled &&
            document.querySelector("#gate-said").textContent.length > 20,
        ),
      "words on the wrong passphrase",
    );
    await again.evaluate(() => document.querySelector("#gate-passphrase").select());
    await again.type("#gate-passphrase", PASSPHRASE);
    await again.click("#gate-unlock");
    await openTool(tab, ADDRESS);
    assert.equal(await progress(again), 2, "an answer is lost");
    await go(again, "item-O-1");
    assert.equal(await again.$eval("#note-O-1", (area) => area.value), "secret note");
    await go(again, "part-data");
    assert.match(await again.$eval(".copies", (list) => list.textContent), /Secret team/);
    await again.click("#unseal");
    await confirm(again);
    await again.waitForSelector("#seal", { timeout: 15_000 });
    await saved(again);
    const readable = await records(again, 2);
    assert.ok(
      ["O-1", "O-2", "secret note", "Secret team"].every((word) => readable.includes(word)),
    );
    assert.match(readable, /"sealed":\[\]/);
    none(await tab.problems());
    await second.stop();
  });
}
