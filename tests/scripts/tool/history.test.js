import assert from "node:assert/strict";
import { test } from "node:test";
import {
  advance,
  beginHistory,
  endTopic,
  redone,
  undone,
} from "../../../src/tool/browser/state/history.js";

test("back and forth, as far as there is anything", () => {
  const three = ["b", "c"].reduce(
    (history, state) => advance(history, state, ""),
    beginHistory("a"),
  );
  assert.equal(undone(undone(undone(three))).now, "a");
  assert.equal(redone(redone(redone(undone(undone(three))))).now, "c");
});

test("a change after undo forgets what was undone", () => {
  const changed = advance(undone(advance(beginHistory("a"), "b", "")), "c", "");
  assert.equal(redone(changed).now, "c");
  assert.equal(undone(changed).now, "a");
});

test("changes of one topic are one step, until it ends or another one begins", () => {
  const typed = ["x", "xy", "xyz"].reduce(
    (history, state) => advance(history, state, "note"),
    beginHistory(""),
  );
  assert.equal(undone(typed).now, "");
  const again = advance(endTopic(typed), "xyz!", "note");
  assert.equal(undone(again).now, "xyz");
  assert.equal(undone(advance(typed, "q", "other")).now, "xyz");
  assert.equal(undone(advance(advance(beginHistory("a"), "b", ""), "c", "")).now, "b");
});

test("after a step back the same topic is a new step", () => {
  const typed = advance(advance(beginHistory("a"), "b", ""), "bc", "note");
  assert.equal(undone(advance(undone(typed), "bd", "note")).now, "b");
});
