import assert from "node:assert/strict";
import test from "node:test";
import { doneOf, readTicks, withTick } from "../../../themes/default/scripts/site/checklists.js";

test("a tick is kept, and taken away again", () => {
  const one = withTick({}, { page: "kit/a", of: 3, at: 2, isDone: true });
  const two = withTick(one, { page: "kit/a", of: 3, at: 0, isDone: true });
  assert.deepEqual(doneOf(two, "kit/a", 3), [0, 2]);
  assert.deepEqual(doneOf(two, "kit/b", 3), []);
  const less = withTick(two, { page: "kit/a", of: 3, at: 2, isDone: false });
  assert.deepEqual(doneOf(less, "kit/a", 3), [0]);
  assert.deepEqual(readTicks(JSON.stringify(less)), less);
});

test("ticks of another number of tasks stand for other words, and do not count", () => {
  const kept = withTick({}, { page: "kit/a", of: 3, at: 1, isDone: true });
  assert.deepEqual(doneOf(kept, "kit/a", 4), []);
  const anew = withTick(kept, { page: "kit/a", of: 4, at: 3, isDone: true });
  assert.deepEqual(doneOf(anew, "kit/a", 4), [3]);
});

test("what somebody else has written into the store is passed over", () => {
  for (const text of [null, "", "{", "[]", "7", '{"a":1}', '{"a":{"of":"2","done":[0]}}'])
    assert.deepEqual(readTicks(text), {}, String(text));
  const odd = readTicks('{"a":{"of":2,"done":[0,5,"1",-1]},"toString":{"of":1,"done":[0]}}');
  assert.deepEqual(doneOf(odd, "a", 2), [0]);
  assert.deepEqual(doneOf({}, "toString", 0), []);
});
