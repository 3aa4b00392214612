// What a user does with the scoring tool.

import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { wholeData } from "../../../src/tool/browser/packed.js";
import { read } from "./site.mjs";
import { until } from "./wait.mjs";

/** Opens the tool and waits until it has read what the browser keeps. */
export async function openTool(tab, address) {
  const { page } = tab;
  if (page.url().split("#")[0] !== address) await tab.goto(address);
  await page.waitForSelector("#save-state", { timeout: 15_000 });
  await until(
    () => page.evaluate(() => document.querySelector("#save-state").textContent !== ""),
    "the state of saving",
  );
  return page;
}

/** Shows the part that an anchor is in. */
export async function go(page, anchor) {
  await page.evaluate((id) => {
    location.hash = "";
    location.hash = id;
  }, anchor);
  await until(
    () => page.evaluate((id) => document.getElementById(id)?.checkVisibility(), anchor),
    anchor,
  );
}

/** Chooses a level as a reader does: by its label. "na" and "none" are buttons. */
export async function answer(page, item, level) {
  await go(page, `item-${item}`);
  await page.click(`label:has(#level-${item}-${level}), button#level-${item}-${level}`);
}

/** The level chosen for an item, "na" where it does not apply, or "none". */
export const levelOf = (page, item) =>
  page.evaluate((id) => {
    const chosen = document.querySelector(`input[name="level-${id}"]:checked`);
    return chosen
      ? chosen.value
      : document.querySelector(`#level-${id}-na`).ariaPressed === "true"
        ? "na"
        : "none";
  }, item);

/** Puts text in place of what a field holds; the part that the field is in is shown first. */
export async function write(page, selector, text, part = partWith(selector)) {
  await go(page, part);
  await page.click(selector);
  await page.keyboard.down("Control");
  await page.keyboard.press("a");
  await page.keyboard.up("Control");
  await page.keyboard.type(text);
}

/** The anchor that shows a field: one part is in the document at a time. */
function partWith(selector) {
  const item = /^#(?:note|reason|side|shortcut|evidence|second)-([A-Z]+-\d+)/.exec(selector);
  return item ? `item-${item[1]}` : "part-start";
}

/** Waits until the tool says that everything is saved. */
export async function saved(page) {
  await until(
    () => page.evaluate(() => document.querySelector("#save-state").dataset.state === "saved"),
    "“saved”",
  );
}

/**
 * What the browser keeps of the assessment: the records of the tool's database, once all is written.
 * @param {import("puppeteer-core").Page} page
 * @param {string} [model] Whose database, where there are several.
 */
export async function keptState(page, model = "") {
  await until(
    () =>
      page.evaluate(() =>
        ["saved", "idle", "memory"].includes(document.querySelector("#save-state").dataset.state),
      ),
    "nothing left to write",
  );
  return page.evaluate(async (model) => {
    // Chromium gives all tools in a folder one storage: the database is that of the tool that is open.
    const own = JSON.parse(document.getElementById("tool-data").textContent).model;
    const begin = `shirube-assessment/${model || `${own.id}/${own.version}/`}`;
    const name = (await indexedDB.databases())
      .map((database) => database.name)
      .find((known) => known.startsWith(begin));
    const empty = { levels: {}, notes: {}, targets: {}, team: "", scope: "" };
    if (!name) return empty;
    const database = await new Promise((opened, failed) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => opened(request.result);
      request.onerror = () => failed(request.error);
    });
    const all = (shelf) =>
      new Promise((read) => {
        const request = database.transaction(shelf).objectStore(shelf).getAll();
        request.onsuccess = () =>
          read(Object.fromEntries(request.result.map(({ id, value }) => [id, value])));
      });
    const [answers, parts] = [await all("answers"), await all("parts")];
    database.close();
    const some = (key) =>
      Object.fromEntries(
        Object.entries(answers)
          .map(([item, answer]) => [item, answer[key]])
          .filter(([, value]) => value !== null && value !== undefined && value !== ""),
      );
    const { team = "", scope = "" } = parts.assessment ?? {};
    return {
      ...empty,
      levels: some("level"),
      notes: some("note"),
      targets: { all: parts.target?.level ?? null, ...parts.target?.items },
      team,
      scope,
      answers,
      parts,
    };
  }, model);
}

/** What a tool's page holds, as its script reads it. */
export const toolData = (path) =>
  wholeData(
    JSON.parse(/<script[^>]*id="?tool-data"?[^>]*>([\s\S]*?)<\/script>/.exec(read(path))[1]),
  );

/** The sample team of a tool's model, as a file on the disk. */
export function sampleFile(model, language) {
  const sample = toolData(`tools/${model}.html`).samples[language];
  const path = join(mkdtempSync(join(tmpdir(), "shirube-sample-")), `${model}-${language}.json`);
  writeFileSync(path, JSON.stringify(sample));
  return path;
}

/** The ids of all items of the tool's model. */
export const itemIds = (page) =>
  page.evaluate(() =>
    JSON.parse(document.getElementById("tool-data").textContent).model.items.map((item) => item.id),
  );

export async function setLanguage(page, tag) {
  await page.select("#language", tag);
  await until(() => page.evaluate((wanted) => document.documentElement.lang === wanted, tag), tag);
}

/** Deletes everything and closes what the tool says about it. */
export async function deleteAll(page) {
  await go(page, "part-data");
  await page.click("#delete");
  await page.waitForSelector("dialog[open] button[value=yes]");
  await page.click("dialog[open] button[value=yes]");
  await until(
    () =>
      page.evaluate(() => {
        const dialog = document.querySelector("dialog[open]");
        return dialog !== null && dialog.querySelector("button[value=yes]") === null;
      }),
    "“deleted”",
  );
  await page.keyboard.press("Escape");
  await until(
    () => page.evaluate(() => document.querySelector("dialog") === null),
    "the dialog to close",
  );
}

/**
 * Opens a file with the tool's own button.
 * @param {import("puppeteer-core").Page} page
 * @param {string} name of the browser
 * @param {string} path
 * @param {string} [button]
 */
export async function chooseFile(page, name, path, button = "#open") {
  if (name === "chromium") {
    const [chooser] = await Promise.all([
      page.waitForFileChooser({ timeout: 10_000 }),
      page.click(button),
    ]);
    await chooser.accept([path]);
    return;
  }
  // Firefox's driver cannot answer the dialog of an input that stands outside the document: the file is put in where
  // the dialog would be opened.
  await page.evaluate(
    (content, file) => {
      const click = HTMLInputElement.prototype.click;
      HTMLInputElement.prototype.click = function () {
        HTMLInputElement.prototype.click = click;
        const transfer = new DataTransfer();
        transfer.items.add(
          new File([Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0))], file),
        );
        this.files = transfer.files;
        this.dispatchEvent(new Event("change", { bubbles: true }));
      };
    },
    readFileSync(path, "base64"),
    basename(path),
  );
  await page.click(button);
}
