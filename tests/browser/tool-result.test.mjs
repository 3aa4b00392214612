// Targets, profiles, result and plan, with a model that has one scale and with one that has sides.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { axe } from "./lib/axe.mjs";
import { BROWSERS, Session } from "./lib/browsers.mjs";
import { none } from "./lib/expect.mjs";
import { LANGUAGES, fileAddress } from "./lib/site.mjs";
import { chooseFile, go, keptState, openTool, setLanguage, toolData } from "./lib/tool.mjs";
import { until } from "./lib/wait.mjs";

const [ONE, SIDED] = ["sim3", "isomm"].map((model) => toolData(`tools/${model}.html`));
const PARTS = ["part-target", "part-result", "part-plan"];
const folder = mkdtempSync(join(tmpdir(), "shirube-result-"));

/** A file with an answer for each item: level 1, but where `levels` says another; items of `without` have none. */
function stateFile({ model }, { levels = {}, without = [], ...more } = {}) {
  const [side] = model.items[0].scales.length > 1 ? [model.items[0].scales[1]] : [""];
  const given = model.items
    .filter(({ id }) => !without.includes(id))
    .map(({ id }) => [id, { level: levels[id] ?? 1, side }]);
  const file = {
    format: "shirube-assessment",
    formatVersion: 2,
    model: { id: model.id, version: model.version, hash: model.hash },
    assessment: { team: "Team" },
    answers: Object.fromEntries(given),
    ...more,
  };
  const path = join(folder, `${model.id}.json`);
  writeFileSync(path, JSON.stringify(file));
  return path;
}

const ownProfile = (levels) => ({
  id: "own",
  name: "House rules",
  source: "Policy",
  address: "https://example.org/policy",
  checked: "2026-11-01",
  ours: false,
  levels,
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

    /** Opens the tool of a model with a state from a file. */
    async function withState(data, state) {
      const page = await openTool(tab, fileAddress(`tools/${data.model.id}.html`));
      await chooseFile(page, name, stateFile(data, state));
      await confirm(page);
      return page;
    }

    test("a profile without numbers gives no verdict, a proposal of ours says whose it is not", async () => {
      const ours = ONE.model.profiles.find((profile) => profile.ours);
      const page = await withState(ONE, {});
      await setLanguage(page, "en");
      await go(page, "part-target");
      // Those of which no level is known stand below the others, folded.
      const isShown = (id) =>
        page.$eval(`label[for="compare-${id}"]`, (label) => label.checkVisibility());
      assert.deepEqual([await isShown(ours.id), await isShown("first-membership")], [true, false]);
      await page.click("#profiles-unknown > summary");
      for (const id of ["first-membership", ours.id])
        await page.click(`label[for="compare-${id}"]`);
      assert.match(await textOf(page, ".profiles"), /neither NCA’s nor FIRST’s/);
      await go(page, "part-result");
      const verdicts = await page.$$eval(".verdict-of", (boxes) =>
        boxes.map((box) => box.textContent),
      );
      assert.match(verdicts[0], /No verdict/);
      assert.doesNotMatch(verdicts[0], /Reached/);
      assert.match(verdicts[1], /neither NCA’s nor FIRST’s.*Not met/);
      const link = await page.$eval(".verdict-lists a", (anchor) => anchor.getAttribute("href"));
      await page.click(".verdict-lists a");
      await until(
        () => page.evaluate((id) => document.getElementById(id.slice(1))?.checkVisibility(), link),
        "the item behind the link",
      );
      none(await tab.problems());
    });

    test("met, not met, not yet: whether a required item that does not apply may be left out is for the profile to say", async () => {
      const [first, second] = ONE.model.items.map(({ id }) => id);
      const levels = Object.fromEntries(
        ONE.model.items.map(({ id }) => [id, id === first || id === second ? 2 : "not-required"]),
      );
      const said = async (state) => {
        const page = await withState(ONE, {
          profiles: [ownProfile(levels)],
          compared: ["own"],
          ...state,
        });
        await go(page, "part-result");
        return page.$eval(".verdict", (mark) => mark.className.replace("verdict ", ""));
      };
      assert.equal(await said({ levels: { [first]: 2, [second]: 3 } }), "met");
      assert.equal(await said({ levels: { [first]: 4, [second]: 1 } }), "not-met");
      assert.equal(await said({ levels: { [first]: 2 }, without: [second] }), "open");
      const page = await withState(ONE, {
        profiles: [ownProfile(levels)],
        compared: ["own"],
        levels: { [first]: 2 },
        without: [second],
        answers: { [first]: { level: 2 }, [second]: { level: null, notApplicable: "outsourced" } },
      });
      await go(page, "part-result");
      const standing = () => page.$eval(".verdict", (mark) => mark.className);
      assert.equal(await standing(), "verdict open");
      await go(page, "part-target");
      await page.click("#edit-own");
      await page.click(`#exempt-own-${second}`);
      await go(page, "part-result");
      assert.equal(await standing(), "verdict met");
      const { profiles } = (await keptState(page)).parts;
      assert.deepEqual(profiles[0].exemptions, [second]);
    });

    test("a target and a gap are the same wherever they are said: a profile asks for more than the team aims for", async () => {
      const [first, second] = ONE.model.items.map(({ id }) => id);
      const levels = Object.fromEntries(
        ONE.model.items.map(({ id }) => [id, id === first ? 3 : "not-required"]),
      );
      const page = await withState(ONE, {
        levels: { [first]: 0, [second]: 0 },
        target: { level: 2, items: { [first]: 1 } },
        profiles: [ownProfile(levels)],
        compared: ["own"],
      });
      // Level, target and gap as far as a row has them.
      const rows = async (part, selector) => {
        await go(page, part);
        await until(() => page.$(selector), selector);
        return page.$$eval(
          selector,
          (found, id) =>
            found
              .filter((row) => row.querySelector(".item-id")?.textContent === id)
              .map((row) =>
                [...row.querySelectorAll("td")]
                  .map((cell) => Number.parseInt(cell.textContent, 10))
                  .filter((value) => !Number.isNaN(value)),
              ),
          first,
        );
      };
      const gaps = await rows("part-result", ".result tbody tr");
      assert.ok(gaps.length >= 2, "the list of gaps and the table of its category");
      for (const row of gaps.filter((cells) => cells.length === 3))
        assert.deepEqual(row, [0, 3, 3]);
      assert.deepEqual(await rows("part-list", ".list tbody tr"), [[0, 3]]);
      await go(page, "part-plan");
      assert.match(await textOf(page, `#plan-${first} .sum`), /\(1 \+ 3\)² − 1 = 15/);
      await go(page, "part-report");
      for (const [kind, own] of [
        ["full", [0, 3, 15]],
        ["page", [0, 3, 3]],
      ]) {
        await page.select("#report-kind", kind);
        await until(() => page.$(`.report-${kind}`), kind);
        const found = (await rows("part-report", ".report .report-figures tbody tr")).map((cells) =>
          cells.slice(0, 3),
        );
        assert.deepEqual(found, [own], kind);
      }
      const summary = await page.$eval(".report", (report) => report.textContent);
      assert.ok(summary.includes("45"), "all items are wanted");
      await go(page, "part-files");
      const markdown = readFileSync(
        await download(page, "#file-md", downloads, /\.md$/, "|"),
        "utf8",
      );
      const line = markdown
        .split("\n")
        .find(
          (text) =>
            text.startsWith(`| ${first.replace("-", "\\-")} |`) && text.split("|").length > 7,
        );
      assert.deepEqual(
        line.split("|").slice(3, 4).concat(line.split("|").slice(5, 7)).map(Number),
        [0, 3, 3],
      );
    });

    test("a profile of one's own: made, named, filled in, deleted and brought back, saved and opened", async () => {
      const page = await withState(ONE, {});
      await go(page, "part-target");
      await page.click("#profile-new");
      await page.keyboard.type("Group <b>rules</b>");
      const [field] = await page
        .$$eval(".editor input", (inputs) => inputs.map((input) => [input.id, input.value]))
        .then((all) => all.filter(([id]) => id.endsWith("-name")));
      assert.equal(
        field[1],
        "Group <b>rules</b>",
        "the focus is not in the name, or the name is not selected",
      );
      const id = field[0].slice("editor-".length, -"-name".length);
      assert.equal(await textOf(page, `[data-profile="${id}"]`), "Group <b>rules</b>");
      await page.select(`#asked-${id}-O-1`, "3");
      await page.select(`#rest-${id}`, "not-required");
      await page.click(`#rest-apply-${id}`);
      const kept = (await keptState(page)).parts.profiles[0];
      assert.deepEqual(
        [kept.levels["O-1"], kept.levels["O-2"], Object.keys(kept.levels).length],
        [3, "not-required", ONE.model.items.length],
      );
      const file = await download(page, `#save-${id}`, downloads);
      assert.equal(JSON.parse(readFileSync(file, "utf8")).format, "shirube-profile");
      await page.click(`#remove-${id}`);
      assert.equal(await page.evaluate(() => document.activeElement?.id), "profiles");
      assert.deepEqual((await keptState(page)).parts.profiles, []);
      await page.click("#undo");
      assert.deepEqual((await keptState(page)).parts.profiles[0], kept);
      await chooseFile(page, name, file, "#profile-open");
      await confirm(page);
      const { profiles } = (await keptState(page)).parts;
      assert.deepEqual(
        [profiles.length, profiles[1].name, profiles[1].levels],
        [2, kept.name, kept.levels],
      );
      assert.notEqual(
        profiles[1].id,
        kept.id,
        "what is opened must not take the place of what is there",
      );
      none(await tab.problems());
    });

    test("the plan: in the order of the formula, moved by a button that keeps the focus, and what it would reach", async () => {
      const [first, second, third] = ONE.model.items.map(({ id }) => id);
      const levels = Object.fromEntries(
        ONE.model.items.map(({ id }) => [
          id,
          { [first]: 2, [second]: 4, [third]: 3 }[id] ?? "not-required",
        ]),
      );
      const page = await withState(ONE, { profiles: [ownProfile(levels)], compared: ["own"] });
      await setLanguage(page, "en");
      await go(page, "part-plan");
      const order = () =>
        page.$$eval(".plan-entry", (rows) => rows.map((row) => row.id.slice("plan-".length)));
      assert.deepEqual(await order(), [second, third, first]);
      assert.match(await textOf(page, `#plan-${second} .sum`), /\(1 \+ 3\)² − 1 = 15/);
      const stepTakesTheRow = await page.$eval(
        `#plan-step-${second}`,
        (box) =>
          box.getBoundingClientRect().width >
          0.95 * box.closest(".fields").getBoundingClientRect().width,
      );
      assert.ok(stepTakesTheRow, "a first step is a sentence: its field is as wide as the row");
      await page.focus(`#plan-down-${second}`);
      await page.keyboard.press("Enter");
      assert.deepEqual(await order(), [third, second, first]);
      assert.equal(await page.evaluate(() => document.activeElement?.id), `plan-down-${second}`);
      await page.keyboard.press("Enter");
      await page.keyboard.press("Enter");
      assert.deepEqual(await order(), [third, first, second]);
      assert.equal(
        await page.evaluate(() => document.activeElement?.id),
        `plan-down-${second}`,
        "at the end the button is gone",
      );
      await until(
        async () =>
          (await page.$$eval("[role=status]", (all) => all.map((one) => one.textContent))).includes(
            `${second} is already last.`,
          ),
        "the announcement",
      );
      await page.click("#plan-reset");
      assert.deepEqual(await order(), [second, third, first]);
      await page.type(`#plan-owner-${second}`, "Sato");
      await page.select(`#plan-level-${second}`, "4");
      await page.click("#plan-fill");
      await until(
        async () => /1 with the plan/.test(await textOf(page, ".whatif-words")),
        "the profile is met with the plan",
      );
      const after_ = await page.$$eval(".whatif .verdict", (marks) =>
        marks.map((mark) => mark.className),
      );
      assert.deepEqual(after_, ["verdict not-met", "verdict met"]);
      const { answers } = await keptState(page);
      assert.deepEqual(
        [answers[second].plan.owner, answers[second].plan.level, answers[third].plan.level],
        ["Sato", 4, 3],
      );
    });

    test("sides: the proposal fills in what is wanted, and the result lists what to strengthen and what to move", async () => {
      const page = await withState(SIDED, { without: ["A-1"], target: { level: 3, items: {} } });
      await go(page, "part-target");
      await page.select("#wanted-pattern", "hybrid");
      await page.waitForSelector("#wanted-fill");
      await page.click("#wanted-fill");
      const { sides } = SIDED.model.patterns.find(({ id }) => id === "hybrid");
      assert.deepEqual((await keptState(page)).parts.pattern.sides, sides);
      await go(page, "part-result");
      const [inside, outside] = Object.keys(SIDED.model.scales);
      const lists = await page.$$eval(".findings .two:last-child > div", (boxes) =>
        boxes.map((box) => box.querySelectorAll("li").length),
      );
      const count = (side) =>
        Object.entries(sides).filter(([id, wanted]) => wanted === side && id !== "A-1").length;
      // All are on the second side at level 1.
      assert.deepEqual(lists, [0, count(outside), count(inside), 0]);
      assert.deepEqual(
        await page.$eval(".bars", (bars) => [
          bars.querySelectorAll(".side-key li").length,
          bars.querySelectorAll("tbody .bar-stripes").length,
        ]),
        [2, SIDED.model.items.length - 1],
      );
      assert.equal(await page.$$eval(".radar", (all) => all.length), 1);
    });

    test("axe finds nothing, nothing overflows a phone, in both languages", async () => {
      for (const data of [ONE, SIDED]) {
        const levels = Object.fromEntries(
          data.model.items.map(({ id }, at) => [id, at % 2 ? 2 : "not-required"]),
        );
        const page = await withState(data, {
          without: [data.model.items[3].id],
          target: { level: 3, items: {} },
          profiles: [ownProfile(levels)],
          compared: ["own", "first-membership"],
          order: [data.model.items[4].id],
        });
        for (const language of LANGUAGES) {
          await setLanguage(page, language);
          for (const part of PARTS) {
            await go(page, part);
            if (part === "part-target" && (await page.$(".editor")) === null)
              await page.click("#edit-own");
            // Whatever happens to lie beneath the bar that stays at the top is reached by scrolling.
            await page.evaluate(() => scrollTo(0, 0));
            none((await axe(page)).map((line) => `${language} ${part}: ${line}`));
            await page.setViewport({ width: 320, height: 700 });
            assert.ok(
              await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
              `${data.model.id} ${part} is wider than 320`,
            );
            await page.setViewport({ width: 1280, height: 900 });
          }
        }
      }
      none(await tab.problems());
      assert.deepEqual(session.counter.seen ?? [], []);
    });
  });
}

const textOf = (page, selector) => page.$eval(selector, (element) => element.textContent);

/** Says yes to what a file would bring. */
async function confirm(page) {
  await page.waitForSelector("dialog[open] button[value=open]", { timeout: 8000 });
  await page.click("dialog[open] button[value=open]");
  await until(
    () => page.evaluate(() => document.querySelector("dialog") === null),
    "the dialog to close",
  );
}

async function download(page, button, into, name = /\.json$/, end = "}") {
  const before_ = new Set(readdirSync(into));
  // A button may stand below the head, which stays in view.
  await page.$eval(button, (found) => found.scrollIntoView({ block: "center" }));
  await page.click(button);
  const file = await until(
    () => readdirSync(into).find((known) => !before_.has(known) && name.test(known)),
    "a saved file",
  );
  await until(
    () => readFileSync(join(into, file), "utf8").trimEnd().endsWith(end),
    "the whole file",
  );
  return join(into, file);
}
