/** The interface texts as they stand in i18n/, for the tests of scripts and those in browsers. */
import { readFileSync } from "node:fs";

/**
 * The texts of a language by key, with their placeholders.
 * @param {string} language
 * @returns {Record<string, string>}
 */
export function interfaceTexts(language) {
  const texts = {};
  let section = "";
  for (const line of readFileSync(
    new URL(`../../../i18n/${language}.toml`, import.meta.url),
    "utf8",
  ).split("\n")) {
    const [, head] = /^\[([\w.]+)\]$/.exec(line) ?? [];
    const [, key, value] = /^([\w-]+) = (".*")$/.exec(line) ?? [];
    if (head !== undefined) section = head;
    else if (key !== undefined) texts[`${section}.${key}`] = JSON.parse(value);
  }
  return texts;
}
