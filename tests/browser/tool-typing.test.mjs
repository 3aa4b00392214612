// Writing is never disturbed: every text field of every part, typed in at human speed and with an input method, while the page
// is drawn anew around it.

import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { BROWSERS, Session } from "./lib/browsers.mjs";
import { none } from "./lib/expect.mjs";
import { fileAddress } from "./lib/site.mjs";
import { chooseFile, go, keptState, openTool, toolData } from "./lib/tool.mjs";
import { until } from "./lib/wait.mjs";

const KEY_DELAY = 35;
const TOOLS = ["tools/sim3.html", "tools/isomm.html"];

/** The sample team of a tool as a file of one's own: something is in every part. */
function filledFile(path) {
  const { samples } = toolData(path);
  const file = structuredClone(samples.en);
  file.assessment = { ...file.assessment, id: "typed", sample: false };
  const saved = join(mkdtempSync(join(tmpdir(), "typing-")), "team.json");
  writeFileSync(saved, JSON.stringify(file));
  return saved;
}

/** Opens whatever in the part that is shown has fields in it: details, evidence, a reason, an editor. */
async function revealFields(page) {
  await page.evaluate(() => {
    const panel = document.querySelector(".panel");
    for (const details of panel.querySelectorAll("details")) details.open = true;
    const items = [...panel.querySelectorAll(".item")];
    items.at(0)?.querySelector("[id^=evidence-add]")?.click();
    items.at(1)?.querySelector("[id$='-na'][aria-pressed=false]")?.click();
    panel.querySelector("[id^=edit-][aria-expanded=false]")?.click();
  });
  await until(
    () =>
      page.evaluate(() =>
        [...document.querySelectorAll(".panel details[open]")].every(
          (details) => details.childElementCount > 1,
        ),
      ),
    "what is in the details",
  );
}

/** The first field of each kind in the part that is shown; questions are all made by one function. */
const fieldsShown = (page, known) =>
  page.evaluate((known) => {
    const kinds = new Map(known.map((kind) => [kind, null]));
    for (const field of document.querySelectorAll(
      ".panel :is(textarea, input:not([type=radio], [type=checkbox]))",
    )) {
      const kind = field.id.replace(/[0-9a-f]{8}-[0-9a-f-]+|[A-Z]+-\d+|\d+/g, "#");
      if (field.checkVisibility() && !field.disabled && !kinds.has(kind))
        kinds.set(kind, { kind, id: field.id, type: field.type });
    }
    return [...kinds.values()].filter((field) => field !== null);
  }, known);

/** Draws the whole page anew while the focus stays where it is, as another language does. */
const drawAnew = (page) =>
  page.evaluate(() => {
    const choice = document.querySelector("#language");
    choice.selectedIndex = 1 - choice.selectedIndex;
    choice.dispatchEvent(new Event("change"));
  });

/** What is in the field, and whether it is still the same element and has the focus, the caret at its end. */
const stateOf = (page, id) =>
  page.evaluate((id) => {
    const field = document.getElementById(id);
    return {
      value: field.value,
      same: field === window.fieldOfTest,
      focused: field === document.activeElement,
      end: field.selectionStart === null || field.selectionStart === field.value.length,
    };
  }, id);

async function emptied(page, id) {
  await page.focus(`#${id}`);
  await page.evaluate((id) => (window.fieldOfTest = document.getElementById(id)), id);
  await page.keyboard.down("Control");
  await page.keyboard.press("a");
  await page.keyboard.up("Control");
  await page.keyboard.press("Backspace");
}

/** A composition as an input method makes it, with the page drawn anew in the midst of it. Firefox's driver has none: its events. */
async function compose(page, name, steps) {
  const text = steps.at(-1);
  if (name === "chromium") {
    const driver = await page.createCDPSession();
    for (const step of steps) {
      await driver.send("Input.imeSetComposition", {
        text: step,
        selectionStart: step.length,
        selectionEnd: step.length,
      });
      if (step === steps[1]) await drawAnew(page);
    }
    await driver.send("Input.insertText", { text });
    return driver.detach();
  }
  const event = (kind, data) =>
    page.evaluate(
      (kind, data) =>
        window.fieldOfTest.dispatchEvent(new CompositionEvent(kind, { data, bubbles: true })),
      kind,
      data,
    );
  await event("compositionstart", "");
  for (const step of steps) {
    await event("compositionupdate", step);
    await page.evaluate((step) => {
      const field = window.fieldOfTest;
      field.setRangeText(
        step,
        field.value.length - (field.composed ?? "").length,
        field.value.length,
        "end",
      );
      field.composed = step;
      field.dispatchEvent(
        new InputEvent("input", {
          inputType: "insertCompositionText",
          data: step,
          isComposing: true,
          bubbles: true,
        }),
      );
    }, step);
    if (step === steps[1]) await drawAnew(page);
  }
  await event("compositionend", text);
}

/** Types and composes in a field; returns what is in it then, and what went wrong. */
async function writeIn(page, name, { id, type }, number) {
  const wrong = [];
  const check = async (what, expected) => {
    const found = await stateOf(page, id);
    const right = { value: expected ?? found.value, same: true, focused: true, end: true };
    if (JSON.stringify(found) !== JSON.stringify(right) || found.value === "")
      wrong.push(`${id}, ${what}: ${JSON.stringify(found)} for ${expected}`);
    return found.value;
  };
  const typed = async (text, before = "") => {
    await page.keyboard.type(text.slice(0, 2), { delay: KEY_DELAY });
    await drawAnew(page);
    await page.keyboard.type(text.slice(2), { delay: KEY_DELAY });
    return check("typed", type === "date" ? undefined : before + text);
  };
  await emptied(page, id);
  if (type === "date") return { value: await typed("04052026"), wrong };
  if (type === "number") return { value: await typed(String(100 + number)), wrong };
  await typed(`Minutes ${number}`);
  await emptied(page, id);
  await compose(page, name, ["き", "きて", "きてい", `規程${number}`]);
  await check("composed", `規程${number}`);
  return { value: await typed("k!", `規程${number}`), wrong };
}

for (const name of BROWSERS) {
  describe(name, () => {
    let session;
    let tab;
    const kinds = [];
    before(async () => {
      session = await Session.start(name);
      tab = await session.open();
    });
    after(() => session.stop());

    for (const path of TOOLS) {
      test(`${path}: every text field keeps what is typed, its caret and its composition`, async (t) => {
        const page = await openTool(tab, fileAddress(path));
        await chooseFile(page, name, filledFile(path));
        await page.waitForSelector("dialog[open] button.primary");
        await page.click("dialog[open] button.primary");
        await until(
          () =>
            page.evaluate(
              () =>
                document.querySelector("dialog") === null &&
                document.querySelector("#detail-team").value !== "",
            ),
          "the team",
        );
        const parts = await page.$$eval("nav a", (links) =>
          links.map((link) => link.getAttribute("href").slice(1)),
        );
        const [wrong, written] = [[], []];
        for (const part of parts) {
          await go(page, part);
          await revealFields(page);
          const fields = await fieldsShown(page, kinds);
          for (const field of fields) {
            kinds.push(field.kind);
            const { value, wrong: its } = await writeIn(page, name, field, written.length);
            wrong.push(...its.map((line) => `${part}: ${line}`));
            written.push({ part, id: field.id, value });
          }
          if (fields.some(({ id }) => id === "snapshot-name"))
            await page.$eval("#snapshot-take", (button) => button.click());
        }
        t.diagnostic(written.map(({ part, id }) => `${part}: ${id}`).join(", "));
        none(wrong);
        const model = path.slice("tools/".length, -".html".length);
        const lost = async () => {
          const kept = JSON.stringify(await keptState(page, `${model}/`));
          return written.filter(
            ({ value }) => !kept.includes(`"${value}"`) && !kept.includes(`:${value},`),
          );
        };
        await until(async () => (await lost()).length === 0, "all to be kept").catch(() => {});
        none((await lost()).map(({ part, id, value }) => `${part}: ${id} is not kept as ${value}`));
        assert.ok(written.length > 1, "fields were found");
      });
    }

    test("nothing went wrong and nothing was asked", async () =>
      none([...(await tab.problems()), ...session.counter.seen]));
  });
}
