// axe on every page, and on one page of each kind in every combination; nothing may complain meanwhile.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { axe } from "./lib/axe.mjs";
import { BROWSERS, Session } from "./lib/browsers.mjs";
import { none } from "./lib/expect.mjs";
import { DIFFERENT, LANGUAGES, OUTSIDE, fileAddress, pageOfEachKind } from "./lib/site.mjs";

const SCHEMES = /** @type {const} */ (["light", "dark"]);
const WIDTHS = [360, 1280];

/**
 * What is wrong with some pages in one tab.
 * @param {Session} session
 * @param {string[]} paths
 * @param {{ width?: number, scheme?: "light" | "dark" }} view
 */
async function inspect(session, paths, view) {
  const tab = await session.open(view);
  const wrong = [];
  for (const path of paths) {
    const page = await tab.goto(fileAddress(path));
    for (const text of [...(await tab.problems()), ...(await axe(page))])
      wrong.push(`${path}: ${text}`);
  }
  await tab.close();
  return wrong;
}

test("axe sees what is wrong when something is", async () => {
  for (const name of BROWSERS) {
    const session = await Session.start(name);
    const tab = await session.open();
    const page = await tab.goto(
      "data:text/html,<html lang=en><title>t</title><main><h1>t</h1><img src='data:,'><p style='color:%23ccc'>pale</p><button>a</button></main>",
    );
    const found = (await axe(page)).map((line) => line.split(":")[0]);
    await session.stop();
    assert.ok(
      ["image-alt", "color-contrast"].every((rule) => found.includes(rule)),
      `${name}: ${found}`,
    );
  }
});

test("every page but for seven of eight that differ from others in words only, Chromium, light, 1280 px", async () => {
  const session = await Session.start("chromium");
  const wrong = await inspect(session, DIFFERENT, { width: 1280, scheme: "light" });
  await session.stop();
  none(wrong);
});

for (const name of BROWSERS) {
  for (const scheme of SCHEMES) {
    describe(`one page of each kind, ${name}, ${scheme}`, () => {
      for (const width of WIDTHS) {
        test(`${width} px`, async () => {
          const paths = [
            ...OUTSIDE,
            ...LANGUAGES.flatMap((language) => Object.values(pageOfEachKind(language))),
          ];
          const session = await Session.start(name, { scheme });
          const wrong = await inspect(session, paths, { width, scheme });
          await session.stop();
          none(wrong);
        });
      }
    });
  }
}
