// The parts of the site's scripts that need no page.

import assert from "node:assert/strict";
import test from "node:test";
import { placeAt } from "../../../themes/default/scripts/site/languages.js";
import { headingAt } from "../../../themes/default/scripts/site/navigation.js";
import { notePlace } from "../../../themes/default/scripts/site/terms.js";
import { withTheme, withoutTheme } from "../../../themes/default/scripts/site/theme.js";

const VIEW = { width: 360, height: 640 };
const NOTE = { width: 300, height: 120 };

test("a note stands below its link", () => {
  assert.deepEqual(notePlace({ left: 20, top: 100, bottom: 124 }, NOTE, VIEW), {
    left: 20,
    top: 130,
  });
});

test("a note stands above where there is no room below", () => {
  assert.deepEqual(notePlace({ left: 20, top: 560, bottom: 584 }, NOTE, VIEW), {
    left: 20,
    top: 434,
  });
});

test("a note never leaves the window", () => {
  for (const left of [-50, 0, 200, 350, 900]) {
    for (const top of [-40, 0, 300, 639, 900]) {
      const at = notePlace({ left, top, bottom: top + 24 }, NOTE, VIEW);
      assert.ok(at.left >= 0 && at.left + NOTE.width <= VIEW.width, JSON.stringify(at));
      assert.ok(at.top >= 0 && at.top + NOTE.height <= VIEW.height, JSON.stringify(at));
    }
  }
});

test("the current heading is the last one above the line", () => {
  assert.equal(headingAt([100, 300], 50), -1);
  assert.equal(headingAt([-200, 40, 300], 50), 1);
  assert.equal(headingAt([-200, -100, -50], 50), 2);
  assert.equal(headingAt([], 50), -1);
});

test("links to tools carry the colours that were chosen, once", () => {
  const link = "#lang=en&item=O-1&from=../en/sim3/o-1.html";
  assert.equal(withTheme(link, "auto"), link);
  assert.equal(withTheme(withTheme(link, "light"), "dark"), `${link}&theme=dark`);
  assert.equal(withTheme(`${link}&theme=dark`, "auto"), link);
});

test("colours that a tool sent are no part of the place on the page", () => {
  assert.equal(withoutTheme("#A-1&theme=dark"), "#A-1");
  assert.equal(withoutTheme("#theme=dark"), "");
  assert.equal(withoutTheme("#theme"), "#theme");
});

test("a place is a heading and a part of its section", () => {
  assert.deepEqual(placeAt([100, 300, 700, 900], 40), { index: 0, part: 0 });
  assert.deepEqual(placeAt([-160, 240, 700], 40), { index: 0, part: 0.5 });
  assert.deepEqual(placeAt([-500, -60, 340], 40), { index: 1, part: 0.25 });
  assert.deepEqual(placeAt([-900, -500, -100, 30], 40), { index: 2, part: 1 });
});
