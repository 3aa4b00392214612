// What a user does with the scoring tool.

import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { until } from "./wait.mjs";

/** Opens the tool and waits until it has read what the browser keeps. */
export async function openTool(tab, address) {
  const { page } = tab;
  if (page.url().split("#")[0] !== address) await tab.goto(address);
  await page.waitForSelector("#save-state", { timeout: 15_000 });
  await until(() => page.evaluate(() => document.querySelector("#save-state").textContent !== ""), "the state of saving");
  return page;
}

/** Shows the part that an anchor is in. */
export async function go(page, anchor) {
  await page.evaluate((id) => {
    location.hash = "";
    location.hash = id;
  }, anchor);
  await until(() => page.evaluate((id) => document.getElementById(id)?.checkVisibility(), anchor), anchor);
}

/** Chooses a level as a reader does: by its label. */
export async function answer(page, item, level) {
  await go(page, `item-${item}`);
  await page.click(`label:has(#level-${item}-${level})`);
}

export const levelOf = (page, item) => page.$eval(`input[name="level-${item}"]:checked`, (radio) => radio.value);

/** Puts text in place of what a field holds. */
export async function write(page, selector, text) {
  const panel = await page.$eval(selector, (field) => field.closest(".panel").id);
  await go(page, panel);
  await page.click(selector);
  await page.keyboard.down("Control");
  await page.keyboard.press("a");
  await page.keyboard.up("Control");
  await page.keyboard.type(text);
}

/** Waits until the tool says that everything is saved. */
export async function saved(page) {
  await until(() => page.evaluate(() => document.querySelector("#save-state").dataset.state === "saved"), "“saved”");
}

/** Everything the user entered. */
export const keptState = (page) => page.evaluate(() => ({
  levels: Object.fromEntries([...document.querySelectorAll("fieldset.item input:checked")].filter((radio) => radio.value !== "none").map((radio) => [radio.name, radio.value])),
  notes: Object.fromEntries([...document.querySelectorAll("fieldset.item textarea")].filter((area) => area.value !== "").map((area) => [area.id, area.value])),
  targets: Object.fromEntries([...document.querySelectorAll("select[id^=target-]")].filter((select) => select.value !== "").map((select) => [select.id, select.value])),
  team: document.querySelector("#detail-team").value,
  scope: document.querySelector("#detail-scope").value,
}));

export async function setLanguage(page, tag) {
  await page.select("#language", tag);
  await until(() => page.evaluate((wanted) => document.documentElement.lang === wanted, tag), tag);
}

/** Deletes everything and closes what the tool says about it. */
export async function deleteAll(page) {
  await go(page, "part-data");
  await page.click("#delete");
  await page.waitForSelector("dialog[open] button[value=delete]");
  await page.click("dialog[open] button[value=delete]");
  await until(() => page.evaluate(() => {
    const dialog = document.querySelector("dialog[open]");
    return dialog !== null && dialog.querySelector("button[value=delete]") === null;
  }), "“deleted”");
  await page.keyboard.press("Escape");
  await until(() => page.evaluate(() => document.querySelector("dialog") === null), "the dialog to close");
}

/**
 * Opens a file with the tool's own button.
 * @param {import("puppeteer-core").Page} page
 * @param {string} name of the browser
 * @param {string} path
 */
export async function chooseFile(page, name, path) {
  if (name === "chromium") {
    const [chooser] = await Promise.all([page.waitForFileChooser({ timeout: 10_000 }), page.click("#open")]);
    await chooser.accept([path]);
    return;
  }
  // Firefox's driver cannot answer the dialog of an input that stands outside the document: the file is put in where
  // the dialog would be opened.
  await page.evaluate((text, file) => {
    const click = HTMLInputElement.prototype.click;
    HTMLInputElement.prototype.click = function () {
      HTMLInputElement.prototype.click = click;
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], file, { type: "application/json" }));
      this.files = transfer.files;
      this.dispatchEvent(new Event("change", { bubbles: true }));
    };
  }, readFileSync(path, "utf8"), basename(path));
  await page.click("#open");
}
