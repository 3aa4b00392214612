// The SIM3 tool, from the first answer to the reopened file.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { axe } from "./lib/axe.mjs";
import { BROWSERS, Session, newProfile } from "./lib/browsers.mjs";
import { none } from "./lib/expect.mjs";
import { sheetSize, sheets } from "./lib/pdf.mjs";
import { serve } from "./lib/server.mjs";
import { LANGUAGES, SITE, TOOL, fileAddress, read } from "./lib/site.mjs";
import { HOSTILE, VALID } from "./lib/hostile.mjs";
import {
  answer,
  chooseFile,
  deleteAll,
  go,
  itemIds,
  keptState,
  levelOf,
  openTool,
  saved,
  setLanguage,
  write,
} from "./lib/tool.mjs";
import { sleep, until } from "./lib/wait.mjs";

const ADDRESS = fileAddress(TOOL);

test("the tool is one file that loads nothing and cannot ask anybody", () => {
  const html = read(TOOL);
  assert.match(html, /default-src 'none'/);
  const code = html.replace(/<script type="?application\/json"?[\s\S]*?<\/script>/, "");
  const ways =
    /\b(fetch\(|XMLHttpRequest|sendBeacon|WebSocket|EventSource|RTCPeerConnection|importScripts|new Image|window\.open)/.exec(
      code,
    );
  assert.equal(ways, null);
});

for (const name of BROWSERS) {
  describe(name, () => {
    /** @type {Session} */
    let session;
    let tab;
    const downloads = mkdtempSync(join(tmpdir(), "shirube-downloads-"));
    before(async () => {
      session = await Session.start(name, { scheme: "light", downloads });
      tab = await session.open();
    });
    after(() => session.stop());

    test("an answer is kept, the state says so, and it is there after a reload", async () => {
      const page = await openTool(tab, ADDRESS);
      await answer(page, "O-1", 3);
      await saved(page);
      await write(page, "#note-O-1", "規程 2026-03");
      await saved(page);
      await page.reload();
      await openTool(tab, ADDRESS);
      await go(page, "item-O-1");
      assert.equal(await levelOf(page, "O-1"), "3");
      assert.equal(await page.$eval("#note-O-1", (area) => area.value), "規程 2026-03");
      none(await tab.problems());
    });

    test("the state is announced", async () => {
      const page = await openTool(tab, ADDRESS);
      await answer(page, "O-2", 1);
      await until(
        () => page.evaluate(() => document.querySelector("[role=status]")?.textContent),
        "an announcement",
      );
    });

    test("progress counts the answers, and “next” goes to one without", async () => {
      const page = await openTool(tab, ADDRESS);
      const answered = Object.keys((await keptState(page)).levels).length;
      assert.ok(answered > 0);
      const total = (await itemIds(page)).length;
      const progress = await page.$eval("progress", (bar) => [bar.value, bar.max]);
      assert.deepEqual(progress, [answered, total]);
      await page.click("#next");
      const item = await until(
        () =>
          page.evaluate(
            () =>
              document.activeElement instanceof HTMLInputElement &&
              document.activeElement.closest(".item")?.id.slice("item-".length),
          ),
        "focus in a question",
      );
      assert.equal(await levelOf(page, item), "none");
    });

    test("a file saved, everything deleted, the file opened: the same state", async () => {
      const page = await openTool(tab, ADDRESS);
      await fill(page);
      await saved(page);
      const before_ = await keptState(page);
      const file = await download(page, downloads);
      assert.match(file, /\.json$/);
      const parsed = JSON.parse(readFileSync(file, "utf8"));
      assert.equal(parsed.format, "shirube-assessment");
      await deleteAll(page);
      const empty = await keptState(page);
      assert.deepEqual([empty.levels, empty.team], [{}, ""]);
      await page.reload();
      await openTool(tab, ADDRESS);
      assert.deepEqual((await keptState(page)).levels, {}, "the deleted answers are back");
      await chooseFile(page, name, file);
      await confirmOpening(page);
      assert.deepEqual(await keptState(page), before_);
      await saved(page);
      await page.reload();
      await openTool(tab, ADDRESS);
      assert.deepEqual(await keptState(page), before_, "the opened file is not kept");
      // A second save writes the same thing.
      const again = JSON.parse(readFileSync(await download(page, downloads), "utf8"));
      assert.deepEqual(again, parsed);
      none(await tab.problems());
    });

    test("the language changes and no answer with it", async () => {
      const page = await openTool(tab, ADDRESS);
      for (const language of [...LANGUAGES, ...LANGUAGES].slice(1)) {
        const before_ = await keptState(page);
        await setLanguage(page, language);
        assert.equal(await page.evaluate(() => document.documentElement.lang), language);
        assert.deepEqual(await keptState(page), before_);
      }
    });

    for (const { why, text } of HOSTILE) {
      test(`a file is refused in words, and nothing changes: ${why}`, async () => {
        const page = await openTool(tab, ADDRESS);
        const before_ = await keptState(page);
        assert.ok(Object.keys(before_.levels).length > 0);
        const file = join(downloads, "hostile.json");
        writeFileSync(file, text);
        await chooseFile(page, name, file);
        const said = await until(
          () => page.evaluate(() => document.querySelector("dialog[open]")?.textContent),
          "a dialog",
        );
        assert.ok(said.length > 20);
        assert.equal(
          await page.$("dialog[open] button[value=open]"),
          null,
          `it offers to open: ${said}`,
        );
        await page.keyboard.press("Escape");
        assert.deepEqual(await keptState(page), before_);
        none(await harm(page, tab));
      });
    }

    test("HTML in a file is shown as the text it is", async () => {
      const page = await openTool(tab, ADDRESS);
      const file = join(downloads, "<b>html.json".replaceAll("<", "(").replaceAll(">", ")"));
      writeFileSync(
        file,
        VALID("<img src=x onerror=window.harmed=1><script>window.harmed=1</script>"),
      );
      await chooseFile(page, name, file);
      await confirmOpening(page);
      assert.match((await keptState(page)).team, /^<img src=x/);
      await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
      const shown = await page.evaluate(() => document.querySelector(".paper")?.textContent);
      assert.match(shown, /<img src=x/);
      none(await harm(page, tab));
    });

    for (const [at, language] of LANGUAGES.entries()) {
      for (const scheme of /** @type {const} */ (["light", "dark"])) {
        // axe is slow on this page: Firefox gets each language and each scheme once, Chromium all four pairs.
        if (name === "firefox" && scheme !== ["light", "dark"][at]) continue;
        test(`axe, ${language}, ${scheme}, every kind of part`, async () => {
          const page = await openTool(tab, ADDRESS);
          await fill(page);
          await setLanguage(page, language);
          await page.select("#theme", scheme);
          const wrong = [];
          // The four categories differ in their texts only.
          const parts = (await partAnchors(page)).filter((part) => !/^part-[HTP]$/.test(part));
          for (const part of parts) {
            await go(page, part);
            wrong.push(...(await axe(page)).map((text) => `${part}: ${text}`));
          }
          await go(page, "part-data");
          await page.click("#delete");
          wrong.push(...(await axe(page)).map((text) => `dialog: ${text}`));
          await page.keyboard.press("Escape");
          await page.select("#theme", "auto");
          none([...wrong, ...(await tab.problems())]);
        });
      }
    }

    if (name === "chromium") {
      test("axe with forced colours, every kind of part", async () => {
        const page = await openTool(tab, ADDRESS);
        await fill(page);
        const client = await page.createCDPSession();
        await client.send("Emulation.setEmulatedMedia", {
          features: [{ name: "forced-colors", value: "active" }],
        });
        assert.ok(await page.evaluate(() => matchMedia("(forced-colors: active)").matches));
        const wrong = [];
        for (const part of (await partAnchors(page)).filter(
          (anchor) => !/^part-[HTP]$/.test(anchor),
        )) {
          await go(page, part);
          wrong.push(...(await axe(page)).map((text) => `${part}: ${text}`));
        }
        await client.send("Emulation.setEmulatedMedia", { features: [] });
        none([...wrong, ...(await tab.problems())]);
      });
    }

    // 320 px is what a window of 1280 px shows at a zoom of 400 %.
    for (const width of [320, 1280]) {
      test(`no part is wider than ${width} px`, async () => {
        const page = await openTool(tab, ADDRESS);
        await page.setViewport({ width, height: 740 });
        await fill(page);
        const wide = [];
        for (const language of LANGUAGES) {
          await setLanguage(page, language);
          for (const part of await partAnchors(page)) {
            await go(page, part);
            const extra = await page.evaluate(
              () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
            );
            if (extra > 0) wide.push(`${language} ${part}: ${extra} px too wide`);
          }
        }
        await page.setViewport({ width: 1280, height: 900 });
        none(wide);
      });
    }

    test("the same over http, and it asks for nothing but itself", async () => {
      const server = await serve(SITE);
      const page = await openTool(tab, server.base + TOOL);
      await answer(page, "H-1", 2);
      await saved(page);
      await page.reload();
      await openTool(tab, server.base + TOOL);
      await go(page, "item-H-1");
      assert.equal(await levelOf(page, "H-1"), "2");
      const asked = await page.evaluate(() =>
        performance.getEntriesByType("resource").map((entry) => entry.name),
      );
      await server.stop();
      none(asked);
    });

    test("nothing left the machine in all this", () => none(session.counter.seen));
  });

  test(`${name}: an answer survives a browser that is killed 300 ms later`, async () => {
    const profile = newProfile();
    for (const [round, level] of [
      [1, 4],
      [2, 1],
    ]) {
      const first = await Session.start(name, { profile });
      const page = await openTool(await first.open(), ADDRESS);
      await answer(page, "T-1", level);
      await sleep(300);
      await first.kill();
      const second = await Session.start(name, { profile });
      const after_ = await openTool(await second.open(), ADDRESS);
      await go(after_, "item-T-1");
      const seen = await levelOf(after_, "T-1");
      await second.stop();
      assert.equal(seen, String(level), `round ${round}`);
    }
  });

  test(`${name}: a second tab says that another one writes`, async () => {
    const session = await Session.start(name);
    const first = await openTool(await session.open(), ADDRESS);
    await answer(first, "O-1", 2);
    await saved(first);
    const second = await openTool(await session.open(), ADDRESS);
    await go(second, "item-O-1");
    const disabled = await second.evaluate(() =>
      [...document.querySelectorAll("fieldset.item")].every((group) => group.disabled),
    );
    const notice = await second.evaluate(() => document.querySelector(".notices")?.textContent);
    await session.stop();
    assert.ok(disabled, "two tabs write");
    assert.notEqual(notice, "");
  });
}

for (const language of LANGUAGES) {
  test(`the result printed to A4, ${language}`, async () => {
    const session = await Session.start("chromium", { scheme: "dark" });
    const page = await openTool(await session.open(), ADDRESS);
    await fill(page);
    await setLanguage(page, language);
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    const ids = await itemIds(page);
    // Read before the sheet is printed: afterwards the paper is put away.
    const headings = await page.evaluate(() =>
      [...document.querySelectorAll(".paper h2, .paper h3, .paper h4")].map(
        (heading) => heading.textContent,
      ),
    );
    assert.ok(headings.length > 3);
    const path = join(mkdtempSync(join(tmpdir(), "shirube-print-")), "tool.pdf");
    await page.pdf({ path, preferCSSPageSize: true });
    await session.stop();
    const { width, height } = sheetSize(path);
    assert.ok(Math.abs(width - 595) < 1 && Math.abs(height - 842) < 1, `${width} × ${height}`);
    const text = sheets(path).join("\n");
    const flat = text.replace(/\s+/g, "");
    none(ids.filter((id) => !text.includes(id)));
    none(headings.filter((heading) => !flat.includes(heading.replace(/\s+/g, ""))));
    for (const part of ["しるべ商事", "規程"])
      assert.ok(flat.includes(part), `${part} is not printed`);
    assert.ok(sheets(path).length >= 2);
  });
}

const partAnchors = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("nav a")].map((link) => link.getAttribute("href").slice(1)),
  );

/** A few answers of every kind. */
async function fill(page) {
  await write(page, "#detail-team", "しるべ商事 CSIRT");
  await answer(page, "O-1", 3);
  await answer(page, "O-2", 0);
  await answer(page, "H-1", 1);
  await answer(page, "T-1", 4);
  await answer(page, "P-1", 2);
  await write(page, "#note-O-1", "規程 2026-03 “quoted” <b>");
  await go(page, "part-target");
  await page.select("#target-all", "3");
  await page.$eval("#own-targets", (details) => (details.open = true));
  await page.waitForSelector("#target-O-2");
  await page.select("#target-O-2", "4");
}

async function download(page, folder) {
  const before_ = new Set(readdirSync(folder));
  await page.click("#save");
  const name = await until(
    () =>
      readdirSync(folder).find(
        (file) => !before_.has(file) && !/\.(part|crdownload)$/.test(file) && !file.startsWith("."),
      ),
    "a saved file",
  );
  const path = join(folder, name);
  await until(() => readFileSync(path, "utf8").trimEnd().endsWith("}"), "the whole file");
  // Chromium would write the next one over it, and a file written over is not seen as new.
  const kept = join(mkdtempSync(join(tmpdir(), "shirube-kept-")), name);
  renameSync(path, kept);
  return kept;
}

async function confirmOpening(page) {
  await page.waitForSelector("dialog[open] button[value=open]", { timeout: 8000 });
  await page.click("dialog[open] button[value=open]");
  await until(
    () => page.evaluate(() => document.querySelector("dialog") === null),
    "the dialog to close",
  );
}

/** What a hostile file has done, if anything. */
async function harm(page, tab) {
  const found = await page.evaluate(() => {
    const wrong = [];
    if ("harmed" in window) wrong.push("its script ran");
    if ("polluted" in {}) wrong.push("every object has its field");
    if (document.querySelector("#tool img, #tool script, #tool iframe, dialog img"))
      wrong.push("its HTML became elements");
    return wrong;
  });
  return [...found, ...(await tab.problems())];
}
