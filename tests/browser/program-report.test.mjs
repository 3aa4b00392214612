// The report that the program writes as HTML, on paper.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { BROWSERS, Session } from "./lib/browsers.mjs";
import { none } from "./lib/expect.mjs";
import { linesOf, sheetSize, sheets, smallText } from "./lib/pdf.mjs";
import { LANGUAGES, PROJECT } from "./lib/site.mjs";
import { sampleFile } from "./lib/tool.mjs";

const flat = (text) => text.normalize("NFKC").replace(/\s+/g, "");

for (const name of BROWSERS) {
  describe(`the program's report, ${name}`, () => {
    /** @type {Session} */
    let session;
    const folder = mkdtempSync(join(tmpdir(), "shirube-program-report-"));
    before(async () => (session = await Session.start(name, { scheme: "dark" })));
    after(() => session.stop());

    for (const language of LANGUAGES) {
      test(`${language}: sheets are filled, no heading stands alone at their end, no word is small`, async () => {
        const [html, pdf] = [join(folder, `${language}.html`), join(folder, `${language}.pdf`)];
        const team = sampleFile("sim3", language);
        execFileSync(join(PROJECT, "target/debug/shirube"), [
          "assess",
          "report",
          team,
          "--root",
          PROJECT,
          "--lang",
          language,
          "--format",
          "html",
          "--out",
          html,
        ]);
        const tab = await session.open();
        const page = await tab.goto(pathToFileURL(html).href);
        await page.pdf({ path: pdf, preferCSSPageSize: true });
        const heads = new Set(
          await page
            .$$eval("h2, h3, caption", (all) => all.map((one) => one.textContent))
            .then((all) => all.map(flat)),
        );
        const { width, height } = sheetSize(pdf);
        assert.ok(Math.abs(width - 595) < 2 && Math.abs(height - 842) < 1, `${width} × ${height}`);
        none(smallText(pdf));
        const lines = linesOf(pdf).map((sheet) =>
          sheet.filter(({ text }) => !text.startsWith("TLP:") && !/^\d+ \/ \d+$/.test(text)),
        );
        none(
          lines
            .slice(0, -1)
            .map((sheet) => sheet.at(-1).text)
            .filter((text) => heads.has(flat(text)))
            .map((text) => `alone at the foot: ${text}`),
        );
        none(
          lines
            .slice(0, -1)
            .map((sheet, at) => [at + 1, sheet.at(-1).bottom])
            .filter(([, bottom]) => bottom < 0.5)
            .map(([at, bottom]) => `sheet ${at} ends at ${bottom}`),
        );
        // All items on one sheet are on one sheet.
        const ids = await page.$$eval(".heat li span", (all) => all.map((one) => one.textContent));
        const texts = sheets(pdf);
        assert.ok(
          texts.some((text) => ids.every((id) => text.includes(id)) && text.includes("→")),
          "the items are on several sheets",
        );
        none(
          texts
            .map((text, at) => [at + 1, text.split("TLP:CLEAR").length - 1])
            .filter(([, count]) => count !== 2)
            .map(([at, count]) => `sheet ${at} has ${count} labels`),
        );
        // Firefox prints no boxes in the margins.
        if (name === "chromium")
          none(
            texts
              .map((text, at) => `${at + 1} / ${texts.length}`)
              .filter((number, at) => !texts[at].includes(number)),
          );
        await tab.close();
      });
    }
  });
}
