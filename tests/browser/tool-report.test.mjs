// The report on paper, files of every kind out and in, a model of the user's own.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { BROWSERS, Session } from "./lib/browsers.mjs";
import { none } from "./lib/expect.mjs";
import { linesOf, sheetSize, sheets, smallText } from "./lib/pdf.mjs";
import { LANGUAGES, PROJECT, TOOL, fileAddress } from "./lib/site.mjs";
import {
  answer,
  chooseFile,
  deleteAll,
  go,
  itemIds,
  keptState,
  levelOf,
  openTool,
  sampleFile,
  saved,
  setLanguage,
  write,
} from "./lib/tool.mjs";
import { until } from "./lib/wait.mjs";

const ADDRESS = fileAddress(TOOL);
const LABEL = "TLP:AMBER+STRICT";
const SECRET = "correct horse 電池 staple";
const flat = (text) => text.normalize("NFKC").replace(/[\s\u00ad\u200b\u2060]+/g, "");

/** Reports that are looked at sheet by sheet: the sample teams. */
const SHEETS = ["sim3", "isomm"].flatMap((tool) => LANGUAGES.map((language) => [tool, language]));

/** An assessment in which every text is as long as people write, and every item has an answer. */
function longFile(ids, model, text) {
  const answers = Object.fromEntries(
    ids.map((id, at) => [
      id,
      {
        level: at % 4,
        note: text,
        plan: { level: 4, owner: text.slice(0, 400), due: "2027-03-31", step: text },
        evidence: [
          {
            what: text,
            where: text,
            owner: text.slice(0, 400),
            date: "2026-04-01",
            confidence: "high",
          },
        ],
      },
    ]),
  );
  return {
    format: "shirube-assessment",
    formatVersion: 2,
    tool: "shirube",
    model,
    assessment: {
      id: "11111111-1111-4111-8111-111111111111",
      team: text.slice(0, 400),
      scope: text,
      date: "2026-11-20",
      assessors: [text.slice(0, 400)],
      tlp: LABEL,
    },
    answers,
    target: { level: 4, items: {} },
  };
}

for (const name of BROWSERS) {
  describe(name, () => {
    let session;
    let tab;
    const folder = mkdtempSync(join(tmpdir(), "shirube-report-"));
    before(async () => {
      session = await Session.start(name, { downloads: folder });
      tab = await session.open();
    });
    after(() => session.stop());

    /** Does something that saves a file, and returns where it is. */
    const savedFile = async (act) => {
      const known = new Set(readdirSync(folder));
      await act();
      const file = await until(
        () =>
          readdirSync(folder).find(
            (entry) =>
              !known.has(entry) &&
              !/\.(part|crdownload|tmp)$/.test(entry) &&
              !entry.startsWith("."),
          ),
        "a saved file",
      );
      const path = join(folder, file);
      await until(() => readFileSync(path).length > 0, "its content");
      // Chromium would write the next one over it, and a file written over is not seen as new.
      const kept = join(mkdtempSync(join(tmpdir(), "shirube-kept-")), file);
      renameSync(path, kept);
      return kept;
    };
    const click = (page, selector) => () => page.click(selector);
    const closed = (page) =>
      until(
        () => page.evaluate(() => document.querySelector("dialog") === null),
        "the dialog to close",
      );
    const put = (file, content) => {
      const path = join(mkdtempSync(join(tmpdir(), "shirube-in-")), file);
      writeFileSync(path, content);
      return path;
    };
    const dialog = async (page, path, value, way) => {
      await chooseFile(page, name, path);
      await page.waitForSelector(`dialog[open] button[value=${value}]`);
      if (way) await page.click(`#way-${way}`);
      const text = await page.$eval("dialog[open]", (open) => open.textContent);
      await page.click(`dialog[open] button[value=${value}]`);
      await closed(page);
      return text;
    };
    const refusal = async (page, path) => {
      await chooseFile(page, name, path);
      await page.waitForSelector("dialog[open] li");
      const text = await page.$eval("dialog[open] ul", (list) => list.textContent);
      await page.keyboard.press("Escape");
      await closed(page);
      return text;
    };
    const begin = async () => {
      const page = await openTool(tab, ADDRESS);
      await deleteAll(page);
      await setLanguage(page, "en");
      return page;
    };
    const model = (page) =>
      page.evaluate(() =>
        (({ id, version, hash }) => ({ id, version, hash }))(
          JSON.parse(document.getElementById("tool-data").textContent).model,
        ),
      );

    for (const language of LANGUAGES) {
      test(`${language}: the label of TLP is at the top and the bottom of every sheet, and one page is one`, async () => {
        const page = await begin();
        const text =
          language === "ja"
            ? "夜間の受付と引き継ぎの手順を文書にして、訓練で確かめる。".repeat(12)
            : "Write down how calls are taken at night and how they are handed over. ".repeat(8);
        await dialog(
          page,
          put("long.json", JSON.stringify(longFile(await itemIds(page), await model(page), text))),
          "open",
        );
        await setLanguage(page, language);
        await go(page, "part-report");
        const printed = async (kind) => {
          await page.select("#report-kind", kind);
          const path = join(folder, `${language}-${kind}.pdf`);
          await page.pdf({ path, preferCSSPageSize: true });
          return { path, found: sheets(path) };
        };
        const full = await printed("full");
        const size = sheetSize(full.path);
        assert.ok(
          Math.abs(size.width - 595) < 1.5 && Math.abs(size.height - 842) < 1.5,
          `${size.width} × ${size.height}`,
        );
        assert.ok(full.found.length > 10);
        const one = await printed("page");
        assert.equal(one.found.length, 1);
        for (const sheet of [...full.found, ...one.found]) {
          const lines = sheet.split("\n").filter((line) => line.trim() !== "");
          assert.ok(
            lines.slice(0, 3).join().includes(LABEL),
            `no label at the top: ${lines.slice(0, 3)}`,
          );
          assert.ok(
            lines.slice(-3).join().includes(LABEL),
            `no label at the bottom: ${lines.slice(-3)}`,
          );
        }
        const statement = await page.$eval(".report .statement", (element) => element.textContent);
        const paper = full.found.map(flat).join("").replaceAll(flat(LABEL), "");
        for (const text of [flat(one.found[0]).replaceAll(flat(LABEL), ""), paper])
          assert.ok(text.includes(flat(statement)), "no statement");
        const titles = await page.evaluate(() =>
          JSON.parse(document.getElementById("tool-data").textContent).model.items.map(
            ({ id }) => id,
          ),
        );
        none(titles.filter((id) => !paper.includes(id)));
        none(await tab.problems());
      });
    }

    for (const [tool, language] of SHEETS) {
      test(`${tool}, ${language}: sheets are filled, no heading and no row is left alone, no word is small`, async () => {
        const page = await openTool(tab, fileAddress(`tools/${tool}.html`));
        await setLanguage(page, language);
        await dialog(page, sampleFile(tool, language), "open");
        await go(page, "part-report");
        for (const kind of ["full", "page"]) {
          await page.select("#report-kind", kind);
          await until(() => page.$(`.report-${kind}`), kind);
          const path = join(folder, `sheets-${tool}-${language}-${kind}.pdf`);
          await page.pdf({ path, preferCSSPageSize: true });
          none(smallText(path).map((text) => `${kind}: ${text}`));
          const lines = linesOf(path);
          if (kind === "page") {
            assert.equal(lines.length, 1);
            const [text] = sheets(path).map(flat);
            for (const part of await page.$$eval(
              ".report .statement, .report-notice, .report-steps h3, .report-steps li:first-child .item-id, .report-figures tbody tr:last-child .item-id, .report .radar .radar-value",
              (parts) => parts.filter((one) => one.checkVisibility()).map((one) => one.textContent),
            ))
              assert.ok(text.includes(flat(part)), `not on the sheet: ${part}`);
            assert.ok(
              await page.$eval(".report .radar", (drawn) => drawn.checkVisibility()),
              "no radar",
            );
            const snapshots =
              JSON.parse(readFileSync(sampleFile(tool, language), "utf8")).snapshots ?? [];
            assert.equal(
              await page.$$eval(".report .spark", (all) => all.length > 0),
              snapshots.length > 0,
              "the trend",
            );
            continue;
          }
          const heads = await page.$$eval(".report :is(h2, h3, h4, h5, .group)", (all) =>
            all.map((one) => one.textContent),
          );
          const names = new Set(heads.map(flat));
          // The first cell of a row may be named as a head is; other cells stand beside it.
          const foot = (sheet) =>
            sheet.filter(({ bottom }) => sheet.at(-1).bottom - bottom < 0.008);
          none(
            lines
              .slice(0, -1)
              .map(foot)
              .filter((row) => row.length === 1)
              .flat()
              .filter(({ text }) => names.has(flat(text)))
              .map(({ text }) => `alone at the foot: ${text}`),
          );
          none(
            lines
              .slice(0, -1)
              .map((sheet, at) => [at + 1, sheet.at(-1).bottom])
              .filter(([, bottom]) => bottom < 0.5)
              .map(([at, bottom]) => `sheet ${at} ends at ${bottom}`),
          );
          const last = await page.$$eval(".answers tbody .item-id", (ids) =>
            ids.slice(-2).map((id) => id.textContent),
          );
          const ending = lines.find(
            (sheet) =>
              sheet.some(({ text }) => text.startsWith(last[1])) &&
              sheet ===
                lines.findLast((other) => other.some(({ text }) => text.startsWith(last[1]))),
          );
          assert.ok(
            ending.some(({ text }) => text.startsWith(last[0])),
            "the last row is alone on its sheet",
          );
        }
        none(await tab.problems());
      });
    }

    for (const language of LANGUAGES) {
      test(`${language}: a report without answers has no head of a table alone; one page names gaps in the wide column, and days whole`, async () => {
        const page = await begin();
        await setLanguage(page, language);
        await go(page, "part-report");
        await page.select("#report-kind", "full");
        await until(() => page.$(".report-full"), "the full report");
        const heads = await page.$$eval(".report thead", (all) =>
          all.map((one) => one.textContent),
        );
        const path = join(folder, `empty-${language}.pdf`);
        await page.pdf({ path, preferCSSPageSize: true });
        // The cells of one row stand beside each other.
        const feet = linesOf(path)
          .slice(0, -1)
          .map((sheet) =>
            flat(
              sheet
                .filter(({ bottom }) => sheet.at(-1).bottom - bottom < 0.008)
                .map(({ text }) => text)
                .join(""),
            ),
          );
        const sorted = (text) => [...flat(text)].sort().join("");
        none(
          feet
            .filter((foot) => heads.some((head) => sorted(head) === sorted(foot)))
            .map((foot) => `alone at the foot: ${foot}`),
        );
        const sample = JSON.parse(readFileSync(sampleFile("sim3", language), "utf8"));
        const taken = [
          "2025-03-01T09:00:00.000Z",
          "2025-09-01T09:00:00.000Z",
          "2025-09-20T09:00:00.000Z",
        ];
        const { version, hash } = await model(page);
        sample.snapshots = taken.map((when, at) => ({
          id: `22222222-2222-4222-8222-22222222222${at}`,
          name: `no. ${at}`,
          taken: when,
          model: { version, hash },
          profiles: [],
          answers: { "O-1": { level: at } },
        }));
        await dialog(page, put("three.json", JSON.stringify(sample)), "open");
        await go(page, "part-report");
        await page.select("#report-kind", "page");
        await until(() => page.$(".report-page .trend-cell"), "the trend");
        const one = join(folder, `three-${language}.pdf`);
        await page.pdf({ path: one, preferCSSPageSize: true });
        const lines = linesOf(one)[0].map(({ text }) => text.replaceAll("\u2011", "-"));
        for (const day of taken.map((when) => when.slice(0, 10)))
          assert.ok(
            lines.some((text) => text.includes(day)),
            `${day} is not in one line`,
          );
        const cut = await page.$$eval(".report-page .report-figures th a", (all) =>
          all.map(
            (link) =>
              link.closest(".report-pair > div") ===
              document.querySelector(".report-page .report-pair > div:last-child"),
          ),
        );
        assert.ok(cut.length === 5 && cut.every(Boolean), "the gaps stand in the narrow column");
        none(await tab.problems());
      });
    }

    test("everything that can be saved is saved, and can be read back", async () => {
      const page = await begin();
      await write(page, "#detail-team", "Team <b>Ω</b>");
      await answer(page, "O-1", 3);
      await write(page, "#note-O-1", "=1+1, secret");
      await go(page, "part-files");
      const whole = JSON.parse(readFileSync(await savedFile(click(page, "#file-json")), "utf8"));
      assert.deepEqual(
        [whole.formatVersion, whole.answers["O-1"].level, whole.assessment.team],
        [2, 3, "Team <b>Ω</b>"],
      );
      const told = await page.$$eval("[id^=office-]", (lines) =>
        lines.map(({ id, textContent }) => `${id}: ${textContent}`).join("\n"),
      );
      assert.match(
        told,
        /office-neither: .*(Snapshots|スナップショット)[^]*office-csv: .*(Plan|計画)[^]*office-xlsx: .*(Scope|対象範囲)/,
      );
      const csv = readFileSync(await savedFile(click(page, "#file-csv")), "utf8");
      assert.ok(
        csv.startsWith("\uFEFF") && csv.includes("'=1+1, secret") && !/[,\r\n"]=1/.test(csv),
        csv.slice(0, 300),
      );
      const markdown = readFileSync(await savedFile(click(page, "#file-md")), "utf8");
      assert.ok(!markdown.includes("<b>") && markdown.includes("O\\-1"));
      const book = readFileSync(await savedFile(click(page, "#file-xlsx")));
      assert.equal(book.subarray(0, 2).toString(), "PK");
      for (const ending of ["json", "csv"]) {
        await page.click(`#share-${ending}`);
        await page.waitForSelector("dialog[open] .share-text");
        const shown = await page.$eval("dialog[open] .share-text", (area) => area.textContent);
        const path = await savedFile(click(page, "dialog[open] button[value=save]"));
        const text = readFileSync(path, "utf8")
          .replace(/^\uFEFF/, "")
          .replaceAll("\r\n", "\n");
        assert.equal(shown.replaceAll("\r\n", "\n"), text, "what is shown is what is saved");
        none(["Team", "secret", "Ω"].filter((word) => text.includes(word) || path.includes(word)));
      }
      await go(page, "part-result");
      await until(() => page.$("#bars-svg"), "the charts");
      const svg = readFileSync(await savedFile(click(page, "#bars-svg")), "utf8");
      assert.ok(
        /<title>.+<\/title>.*<desc>.+<\/desc>/s.test(svg) &&
          svg.includes('fill="rgb(') &&
          !svg.includes("class="),
        svg.slice(0, 400),
      );
      const png = readFileSync(await savedFile(click(page, "#bars-png")));
      assert.deepEqual([...png.subarray(1, 4)], [...Buffer.from("PNG")]);
      assert.ok(png.readUInt32BE(16) > 900, "twice the size");
      await go(page, "part-time");
      await page.click("#snapshot-take");
      await until(() => page.$("#timeline-O-svg"), "the charts over time");
      const line = readFileSync(await savedFile(click(page, "#timeline-O-svg")), "utf8");
      assert.ok(
        /<title[^>]*>.+<\/title>.*<desc[^>]*>.+<\/desc>/s.test(line) && !line.includes("class="),
        line.slice(0, 400),
      );
      assert.deepEqual(
        [...readFileSync(await savedFile(click(page, "#timeline-O-png"))).subarray(1, 4)],
        [...Buffer.from("PNG")],
      );
      none(await tab.problems());
    });

    test("a protected file opens with its passphrase only", async () => {
      const page = await begin();
      await answer(page, "O-2", 2);
      await go(page, "part-files");
      await page.click("#file-protected");
      await page.waitForSelector("dialog[open] #passphrase-again");
      await page.type("#passphrase", SECRET);
      await page.type("#passphrase-again", "something else that is long");
      await page.click("dialog[open] button[value=save]");
      assert.ok(await page.$("dialog[open] #passphrase"), "two that differ are taken");
      await page.$eval("#passphrase-again", (field) => (field.value = ""));
      await page.type("#passphrase-again", SECRET);
      const path = await savedFile(click(page, "dialog[open] button[value=save]"));
      assert.ok(!readFileSync(path, "utf8").includes("O-2"));
      await page.waitForSelector("dialog[open] button");
      await page.keyboard.press("Escape");
      await closed(page);
      await deleteAll(page);
      await chooseFile(page, name, path);
      await page.waitForSelector("dialog[open] #passphrase");
      await page.type("#passphrase", "not the passphrase");
      await page.click("dialog[open] button[value=open]");
      await page.waitForSelector("dialog[open] [role=alert]");
      await page.type("#passphrase", SECRET);
      await page.click("dialog[open] button[value=open]");
      await page.waitForSelector("dialog[open] dl");
      await page.click("dialog[open] button[value=open]");
      await closed(page);
      await go(page, "item-O-2");
      assert.equal(await levelOf(page, "O-2"), "2");
    });

    test("a table adds what it has, fills in what is open, or stands in the place of what is there", async () => {
      const page = await begin();
      await answer(page, "O-1", 1);
      await answer(page, "O-2", 4);
      await go(page, "part-files");
      const csv = await savedFile(click(page, "#file-csv"));
      const book = await savedFile(click(page, "#file-xlsx"));
      for (const path of [csv, book]) {
        await deleteAll(page);
        await answer(page, "O-1", 3);
        await answer(page, "O-3", 2);
        await dialog(page, path, "open", "fill");
        assert.deepEqual((await keptState(page)).levels, { "O-1": 3, "O-2": 4, "O-3": 2 });
        await dialog(page, path, "open");
        assert.deepEqual((await keptState(page)).levels, { "O-1": 1, "O-2": 4, "O-3": 2 });
        await page.click("#undo");
        assert.deepEqual((await keptState(page)).levels, { "O-1": 3, "O-2": 4, "O-3": 2 });
        assert.match(await dialog(page, path, "open", "replace"), /Level: 1\s*O-⁠3/);
        assert.deepEqual((await keptState(page)).levels, { "O-1": 1, "O-2": 4 });
      }
    });

    test("what is no file of ours is refused with a sentence, and changes nothing", async () => {
      const page = await begin();
      await answer(page, "O-1", 2);
      await saved(page);
      await go(page, "part-files");
      const book = readFileSync(await savedFile(click(page, "#file-xlsx")));
      const csv = readFileSync(await savedFile(click(page, "#file-csv")), "utf8");
      const level = csv.replace(/^(O-1,(?:[^,\n]*,){3})2,/m, "$19,");
      assert.notEqual(level, csv);
      const files = [
        ["picture.json", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0])],
        ["page.csv", "<html><script>window.harmed = 1</script></html>"],
        [
          "old.xlsx",
          Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...Array(600).fill(0)]),
        ],
        ["cut.xlsx", book.subarray(0, book.length - 200)],
        ["other.json", '{"format":"other"}'],
        ["list.json", "[1,2,3]"],
        ["cut.json", '{"format":"shirube-assessment"'],
        ["latin.csv", Buffer.from([0x8d, 0x80, 0x96, 0xda, 0x2c, 0x31])],
        ["nothing.csv", ""],
        ["plain.txt", "nothing that we know"],
        ["level.csv", level],
        [
          "model.json",
          '{"format":"shirube-model","formatVersion":1,"model":{"id":"<img src=x onerror=window.harmed=1>"},"texts":{}}',
        ],
        [
          "share.json",
          '{"format":"shirube-assessment-share","formatVersion":1,"model":{"id":"sim3","version":"0","hash":""},"answers":{"O-1":{"level":99}}}',
        ],
        ["protected.json", '{"format":"shirube-protected","formatVersion":99}'],
      ];
      for (const [file, content] of files) {
        if (file === "protected.json") continue;
        const text = await refusal(page, put(file, content));
        assert.ok(text.length > 15 && !/tool\.\w+/.test(text), `${file}: ${text}`);
        if (file === "level.csv") assert.match(text, /\b[A-Z]2\b/);
      }
      assert.equal(await page.evaluate(() => window.harmed), undefined);
      assert.deepEqual((await keptState(page)).levels, { "O-1": 2 });
      none(await tab.problems());
    });

    test("a model of one's own makes the page its tool, until one goes back or reloads", async () => {
      const page = await begin();
      await answer(page, "O-1", 2);
      await saved(page);
      const own = join(PROJECT, "tests/models/sharing-group.json");
      const asked = await dialog(page, own, "open");
      assert.ok(asked.includes("sharing-group"));
      await until(() => page.$("#item-F-1, [href='#part-F']"), "the other model");
      assert.ok(
        (await page.$eval(".notices", (box) => box.textContent)).includes("sharing-group.json"),
      );
      await answer(page, "F-1", 2);
      await saved(page);
      await page.reload();
      await openTool(tab, ADDRESS);
      await go(page, "item-O-1");
      assert.equal(await levelOf(page, "O-1"), "2");
      await dialog(page, own, "open");
      await go(page, "item-F-1");
      assert.equal(await levelOf(page, "F-1"), "2");
      await page.click("#own-back");
      await until(() => page.$("[href='#part-O']"), "the model of the page");
      await go(page, "item-O-1");
      assert.equal(await levelOf(page, "O-1"), "2");
      none(await tab.problems());
    });
  });
}
