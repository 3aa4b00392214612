// Site and tools share one set of tokens: a name that a style uses is declared, and colours are declared nowhere else.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

const THEME = new URL("../../../themes/default/", import.meta.url);
const FRAME = new URL("../../../src/tool/browser/view/frame.js", import.meta.url);
const read = (/** @type {string} */ path) =>
  readFileSync(new URL(path, THEME), "utf8").replace(/\/\*[^]*?\*\//g, "");

/** @param {string} bundle @returns {string[]} */
function filesOf(bundle) {
  const manifest = read("theme.toml");
  const entry =
    manifest.split("[[bundle]]").find((part) => part.includes(`name = "${bundle}"`)) ?? "";
  return [...entry.matchAll(/"(styles\/[^"]+)"/g)].map(([, path]) => path);
}

for (const bundle of ["site.css", "tool.css"]) {
  const files = filesOf(bundle);

  test(`${bundle}: it begins with the tokens, and each name that it uses is declared in it`, () => {
    assert.equal(files[0], "styles/tokens.css");
    const all = files.map(read).join("\n");
    const declared = new Set([...all.matchAll(/(--[a-z0-9-]+)\s*:/g)].map(([, name]) => name));
    const used = new Set([...all.matchAll(/var\((--[a-z0-9-]+)\)/g)].map(([, name]) => name));
    assert.ok(used.size > 20);
    assert.deepEqual(
      [...used].filter((name) => !declared.has(name)),
      [],
    );
  });

  test(`${bundle}: a pair of colours for light and dark stands among the tokens only`, () => {
    assert.deepEqual(
      files.slice(1).filter((path) => read(path).includes("light-dark(")),
      [],
    );
  });
}

test("the choice of colours has the same words on pages and in tools", () => {
  for (const language of ["en", "ja"]) {
    const texts = readFileSync(new URL(`../../i18n/${language}.toml`, THEME), "utf8");
    const [site, tool] = ["site", "tool.theme"].map(
      (group) => texts.split(`\n[${group}]\n`)[1].split("\n[")[0],
    );
    const word = (/** @type {string} */ group, /** @type {string} */ key) =>
      new RegExp(`^${key} = (.*)$`, "m").exec(group)?.[1];
    for (const [one, other] of [
      ["theme", "label"],
      ["theme_auto", "auto"],
      ["theme_light", "light"],
      ["theme_dark", "dark"],
    ]) {
      assert.ok(word(site, one), `${language} ${one}`);
      assert.equal(word(site, one), word(tool, other), `${language} ${one}`);
    }
  }
});

test("the tools draw the mark that the pages have", () => {
  const mark = read("templates/mark.html");
  const drawn = [...readFileSync(FRAME, "utf8").matchAll(/(?:post|board): "([^"]+)"/g)].map(
    ([, path]) => path,
  );
  assert.equal(drawn.length, 2);
  for (const path of drawn) assert.ok(mark.includes(`d="${path}"`), path);
});
