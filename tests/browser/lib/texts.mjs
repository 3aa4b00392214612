// The interface texts of the tool as they stand in i18n/, for tests that ask what a page says.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT } from "./site.mjs";

/** The interface texts of a language by key, with their placeholders. */
export function interfaceTexts(language) {
  const texts = {};
  let section = "";
  for (const line of readFileSync(join(PROJECT, "i18n", `${language}.toml`), "utf8").split("\n")) {
    const [, head] = /^\[([\w.]+)\]$/.exec(line) ?? [];
    const [, key, value] = /^(\w+) = (".*")$/.exec(line) ?? [];
    if (head !== undefined) section = head;
    else if (key !== undefined) texts[`${section}.${key}`] = JSON.parse(value);
  }
  return texts;
}

/** The keys whose texts a page may show as these words. */
export function keysOf(language, words) {
  const fits = ([, text]) => new RegExp(`^${text.split(/%\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(".*")}$`, "s").test(words);
  return Object.entries(interfaceTexts(language)).filter(fits).map(([key]) => key);
}
