import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const css = readFileSync(new URL("../../../themes/default/styles/tool/base.css", import.meta.url), "utf8");
const tokens = new Map([...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(([, name, light, dark]) => [name, [light, dark]]));

function luminance(colour) {
  const parts = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255);
  const [r, g, b] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a, b) {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const words = [
  ...["ink", "muted", "accent", "danger"].flatMap((text) => ["paper", "raised", "tint"].map((ground) => [text, ground])),
  ["on-accent", "accent"],
  ["on-danger", "danger"],
  ...[0, 1, 2, 3, 4].map((level) => [`on-level-${level}`, `level-${level}`]),
];
const shapes = [["edge", "paper"], ["edge", "raised"], ["accent", "paper"], ["danger", "paper"]];

for (const [theme, name] of [[0, "light"], [1, "dark"]]) {
  for (const [pairs, least] of [[words, 4.5], [shapes, 3]]) {
    for (const [a, b] of pairs) {
      test(`${name}: ${a} on ${b} is at least ${least}`, () => {
        const found = contrast(tokens.get(a)[theme], tokens.get(b)[theme]);
        assert.ok(found >= least, `${found.toFixed(2)}`);
      });
    }
  }
  test(`${name}: the steps of the scale differ in lightness, so that they survive grey`, () => {
    const steps = [0, 1, 2, 3, 4].map((level) => tokens.get(`level-${level}`)[theme]);
    steps.slice(1).forEach((step, at) => assert.ok(contrast(step, steps[at]) > 1.25, `${at}`));
    const sorted = steps.map(luminance);
    assert.deepEqual([...sorted].sort((x, y) => (theme === 0 ? y - x : x - y)), sorted);
  });
}
