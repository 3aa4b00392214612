// With the system's own palette in place of ours, what stands out still does, and nothing else.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Session } from "./lib/browsers.mjs";
import { none } from "./lib/expect.mjs";
import { TOOL, fileAddress } from "./lib/site.mjs";
import { answer, chooseFile, go, openTool, sampleFile } from "./lib/tool.mjs";
import { until } from "./lib/wait.mjs";

/** What Firefox does where a system has a palette of its own. */
const PREFERENCES = { "browser.display.document_color_use": 2, "ui.useAccessibilityTheme": 1 };

/** How an element is painted: its ground is that of the nearest one around it that has any. */
const look = (page, selector) =>
  page.evaluate((wanted) => {
    const element = [...document.querySelectorAll(wanted)].find((one) => one.checkVisibility());
    if (!element) throw new Error(`no ${wanted}`);
    const grounds = [];
    for (let around = element; around; around = around.parentElement)
      grounds.push(getComputedStyle(around).backgroundColor);
    const {
      color,
      borderInlineStartColor,
      borderInlineStartWidth,
      borderBlockEndWidth,
      borderBlockEndStyle,
    } = getComputedStyle(element);
    return {
      ground: grounds.find((one) => !/^rgba\(.*, 0\)$|transparent/.test(one)) ?? "",
      ink: color,
      start: borderInlineStartColor,
      startWidth: borderInlineStartWidth,
      end: parseFloat(borderBlockEndWidth),
      style: borderBlockEndStyle,
    };
  }, selector);

/** Contrast of two colours as a browser names them, as of WCAG. */
function contrast(one, other) {
  const light = (colour) => {
    const [red, green, blue] = colour
      .match(/[\d.]+/g)
      .map((part) =>
        part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
      );
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

for (const [name, scheme] of [
  ["chromium", "light"],
  ["chromium", "dark"],
  ["firefox", "light"],
]) {
  describe(`forced colours, ${name}, ${scheme}`, () => {
    /** @type {Session} */
    let session;
    let tab;
    before(async () => {
      session = await Session.start(name, { scheme, preferences: PREFERENCES });
      tab = await session.open({ width: 1280, height: 900 });
      if (name !== "chromium") return;
      const client = await tab.page.createCDPSession();
      await client.send("Emulation.setEmulatedMedia", {
        features: [
          { name: "forced-colors", value: "active" },
          { name: "prefers-color-scheme", value: scheme },
        ],
      });
    });
    after(() => session.stop());

    /** What stands out from what is like it, by its ground, and can be read. */
    const standsOut = async (page, emphasised, plain) => {
      const [one, other] = [await look(page, emphasised), await look(page, plain)];
      const wrong = [];
      if (one.ground === other.ground)
        wrong.push(`${emphasised} has the ground of ${plain}: ${one.ground}`);
      // The palettes of systems keep their pairs apart; what Firefox shows where there is none does not.
      if (name === "chromium" && contrast(one.ground, one.ink) < 4.5)
        wrong.push(`${emphasised}: ${one.ink} on ${one.ground}`);
      return wrong;
    };

    test("a page: what one is to press first, the current entry, marked words", async () => {
      await tab.goto(fileAddress("en/index.html"));
      const { page } = tab;
      assert.ok(await page.evaluate(() => matchMedia("(forced-colors: active)").matches));
      const wrong = await standsOut(page, ".doors > h2 + p + p a", "body");
      await tab.goto(fileAddress("en/sim3/o-1.html"));
      wrong.push(
        ...(await standsOut(page, '.tree [aria-current="page"]', '.tree [aria-current="false"]')),
      );
      wrong.push(...(await standsOut(page, '.tree [aria-current="page"]', "body")));
      const marks = await page.$$eval(".levels .level-mark", (all) =>
        all.map((one) => parseFloat(getComputedStyle(one).borderBlockEndWidth)),
      );
      assert.deepEqual(marks.slice(0, 5), [1, 2, 3, 4, 5]);
      none(wrong);
    });

    test("results of a search: the chosen one, and the words that were found", async () => {
      await tab.goto(fileAddress("en/index.html"));
      const { page } = tab;
      await page.focus("input[type=search]");
      await page.keyboard.type("authority");
      await until(() => page.$(".search-option mark"), "results");
      // Those of a part of the word may still be shown: the address has the query whose results stand there.
      const whole = () => new URLSearchParams(location.search).get("q") === "authority";
      await until(() => page.evaluate(whole), "the results of the whole word");
      await page.keyboard.press("ArrowDown");
      await until(() => page.$('.search-option[aria-selected="true"]'), "a chosen result");
      const wrong = await standsOut(
        page,
        '.search-option[aria-selected="true"]',
        '.search-option:not([aria-selected="true"])',
      );
      wrong.push(
        ...(await standsOut(
          page,
          '.search-option:not([aria-selected="true"]) mark',
          ".search-panel",
        )),
      );
      wrong.push(
        ...(await standsOut(page, '.search-option[aria-selected="true"] mark', ".search-panel")),
      );
      const [other, panel] = [
        await look(page, '.search-option:not([aria-selected="true"])'),
        await look(page, ".search-panel"),
      ];
      assert.equal(
        other.start,
        panel.ground,
        "results that are not chosen have the line of the chosen one",
      );
      none(wrong);
    });

    test("the tool: next, current part, chosen level, pressed and disabled buttons", async () => {
      const page = await openTool(tab, fileAddress(TOOL));
      await answer(page, "O-2", 2);
      await page.click("#comeback-O-2");
      const wrong = [
        ...(await standsOut(page, "#next", "#open")),
        ...(await standsOut(page, "nav a[aria-current]", "nav a:not([aria-current])")),
      ];
      wrong.push(
        ...(await standsOut(page, "nav a[aria-current] .count", "nav a:not([aria-current])")),
      );
      wrong.push(
        ...(await standsOut(
          page,
          ".choice:has(#level-O-2-2) .chip",
          ".choice:has(#level-O-2-3) .chip",
        )),
      );
      wrong.push(...(await standsOut(page, '#comeback-O-2[aria-pressed="true"]', "#level-O-2-na")));
      const [chosen, other, disabled, enabled] = [
        await look(page, ".choice:has(#level-O-2-2)"),
        await look(page, ".choice:has(#level-O-2-3)"),
        await look(page, "#redo"),
        await look(page, "#open"),
      ];
      assert.notEqual(chosen.start, other.start);
      assert.equal(
        other.start,
        other.ground,
        "levels that are not chosen have the line of the chosen one",
      );
      assert.ok(
        disabled.ink !== enabled.ink && disabled.style !== enabled.style,
        "a button that does nothing looks like the others",
      );
      none(wrong);
    });

    test("the tool's result: verdicts, bars, and steps of the heat map", async () => {
      const page = await openTool(tab, fileAddress(TOOL));
      await chooseFile(page, name, sampleFile("sim3", "en"));
      await page.waitForSelector("dialog[open] button[value=open]");
      await page.click("dialog[open] button[value=open]");
      await until(
        () => page.evaluate(() => document.querySelector("dialog") === null),
        "the dialog to close",
      );
      await go(page, "part-result");
      await until(() => page.$(".heat .step-4"), "the heat map");
      const wrong = await standsOut(page, ".verdict.met", ".verdict.not-met");
      const nothing = await look(page, ".verdict.none");
      assert.equal(nothing.start, nothing.ground, "no verdict has a frame");
      const steps = [];
      for (const step of [0, 1, 2, 3, 4]) steps.push((await look(page, `.heat .step-${step}`)).end);
      assert.deepEqual(steps, [1, 3, 5, 7, 9]);
      const bar = await page.$eval(".bar-level", (one) => getComputedStyle(one).fill);
      if (bar === (await look(page, "body")).ground) wrong.push(`bars are ${bar}`);
      none(wrong);
    });
  });
}
