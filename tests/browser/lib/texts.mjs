// What a page says, for tests that ask which text it is.

import { interfaceTexts } from "../../scripts/tool/interface-texts.js";

/** The keys whose texts a page may show as these words. */
export function keysOf(language, words) {
  const fits = ([, text]) =>
    new RegExp(
      `^${text
        .split(/%\{\w+\}/)
        .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
        .join(".*")}$`,
      "s",
    ).test(words);
  return Object.entries(interfaceTexts(language))
    .filter(fits)
    .map(([key]) => key);
}
