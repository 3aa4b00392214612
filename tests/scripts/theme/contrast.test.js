// Every pair of colours that the style sheets put together, measured in light and dark (WCAG 2.2, 1.4.3 and 1.4.11).

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

const TOKENS = new URL("../../../themes/default/styles/tokens.css", import.meta.url);

/** Text on its background. */
const TEXT = [
  ["ink", "paper"],
  ["ink", "surface"],
  ["ink", "accent-soft"],
  ["ink", "highlight"],
  ["ink", "alert-soft"],
  ["muted", "paper"],
  ["muted", "surface"],
  ["muted", "accent-soft"],
  ["accent", "paper"],
  ["accent", "surface"],
  ["accent", "accent-soft"],
  ["accent", "alert-soft"],
  ["accent", "highlight"],
  ["muted", "highlight"],
  ["alert", "paper"],
  ["alert", "surface"],
  ["alert", "alert-soft"],
  ["alert", "accent-soft"],
  ["paper", "alert"],
  ["on-accent", "accent"],
  ["level-0-ink", "level-0"],
  ["level-1-ink", "level-1"],
  ["level-2-ink", "level-2"],
  ["level-3-ink", "level-3"],
  ["level-4-ink", "level-4"],
];

/** Borders of controls, marks of focus, lines of figures. */
const SHAPES = [
  ["control", "paper"],
  ["control", "surface"],
  ["accent", "paper"],
  ["accent", "surface"],
  ["accent", "accent-soft"],
  ["alert", "paper"],
  ["alert", "alert-soft"],
  ["ink", "paper"],
  ["ink", "accent-soft"],
];

/** @returns {Record<string, {light: string, dark: string}>} */
function tokens() {
  const css = readFileSync(TOKENS, "utf8").replace(/\/\*[^]*?\*\//g, "");
  /** @type {Record<string, {light: string, dark: string}>} */
  const found = {};
  for (const [, name, value] of css.matchAll(/--([a-z0-9-]+):\s*([^;]+);/g)) {
    const pair = /^light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)$/.exec(value);
    const other = /^var\(--([a-z0-9-]+)\)$/.exec(value);
    if (pair) {
      found[name] = { light: pair[1], dark: pair[2] };
    } else if (other && found[other[1]]) {
      found[name] = found[other[1]];
    }
  }
  return found;
}

/** @param {string} colour */
function luminance(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** @param {string} a @param {string} b */
function contrast(a, b) {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const COLOURS = tokens();

/** @param {string[][]} pairs @param {number} least */
function measure(pairs, least) {
  const poor = [];
  for (const scheme of /** @type {const} */ (["light", "dark"])) {
    for (const [front, back] of pairs) {
      assert.ok(COLOURS[front] && COLOURS[back], `no token ${front} or ${back}`);
      const found = contrast(COLOURS[front][scheme], COLOURS[back][scheme]);
      if (found < least) {
        poor.push(`${front} on ${back}, ${scheme}: ${found.toFixed(2)}`);
      }
    }
  }
  assert.deepEqual(poor, []);
}

test("the measure itself: black on white is 21, equal colours are 1", () => {
  assert.equal(contrast("#000000", "#ffffff").toFixed(2), "21.00");
  assert.equal(contrast("#777777", "#ffffff").toFixed(2), "4.48");
  assert.equal(contrast("#123456", "#123456"), 1);
});

test("text reaches 4.5", () => measure(TEXT, 4.5));

test("controls, focus and lines reach 3", () => measure(SHAPES, 3));

test("levels step away from the paper, each told from the next in grey", () => {
  for (const scheme of /** @type {const} */ (["light", "dark"])) {
    const steps = [0, 1, 2, 3, 4].map((level) =>
      contrast(COLOURS[`level-${level}`][scheme], COLOURS.paper[scheme]),
    );
    for (const [at, step] of steps.entries()) {
      assert.ok(
        at === 0 || step >= steps[at - 1] * 1.25,
        `${scheme}, level ${at}: ${steps.map((s) => s.toFixed(2)).join(" ")}`,
      );
    }
  }
});

test("every colour that is a pair of light and dark is measured or only decorates", () => {
  const measured = new Set([...TEXT, ...SHAPES].flat());
  const rest = Object.keys(COLOURS).filter((name) => !measured.has(name));
  assert.deepEqual(rest, ["line"]);
});
