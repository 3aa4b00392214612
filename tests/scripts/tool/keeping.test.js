import assert from "node:assert/strict";
import { test } from "node:test";
import {
  NO_BACKUP,
  backupFrom,
  changedAnswers,
  isFileDue,
} from "../../../src/tool/browser/keep/backup.js";
import { PROBES, completed, lacking } from "../../../src/tool/browser/keep/capabilities.js";
import { Keeper } from "../../../src/tool/browser/keep/keeper.js";
import {
  isWhole,
  plainValue,
  recordsOf,
  rescueText,
  understood,
} from "../../../src/tool/browser/keep/rescue.js";
import { isSealRecord, newSeal, unlockedSeal } from "../../../src/tool/browser/keep/seal.js";
import { emptyAssessment, withAnswer } from "../../../src/tool/browser/state/assessment.js";
import { model } from "./sample.js";

const answered = (count, at) =>
  Array.from({ length: count }).reduce(
    (state, _, item) => withAnswer(state, `A-${item}`, { level: 1 }, at),
    emptyAssessment("x"),
  );

test("what is kept of a user's own model is kept apart from that of any model with its name", () => {
  const places = (its, base) => {
    const { name, earlierName } = new Keeper({ ...model, ...its }, () => {}, base);
    return [name, earlierName];
  };
  const hash = "ab".repeat(32);
  assert.deepEqual(places({}), ["shirube-assessment/sample/1/2", "shirube-assessment/sample/1/1"]);
  const own = `shirube-assessment/own/sample/1/${"ab".repeat(16)}/2`;
  assert.deepEqual(places({ own: true, hash }, { ...model, id: "page" }), [
    own,
    "shirube-assessment/sample/1/2",
  ]);
  assert.deepEqual(
    places({ own: true, hash }, model),
    [own, null],
    "the page's own place is never looked into",
  );
  assert.notEqual(places({ own: true, hash: "cd".repeat(32) }, model)[0], own);
});

test("a file is due after twenty answers, or half an hour after the first change, and not before", () => {
  const backup = {
    ...NO_BACKUP,
    since: "2026-01-01T10:00:00.000Z",
    first: "2026-01-01T10:05:00.000Z",
  };
  const soon = "2026-01-01T10:06:00.000Z";
  assert.equal(isFileDue(backup, answered(19, soon), soon), false);
  assert.equal(isFileDue(backup, answered(20, soon), soon), true);
  assert.equal(isFileDue(backup, answered(20, "2026-01-01T09:00:00.000Z"), soon), false);
  assert.equal(isFileDue(backup, answered(1, soon), "2026-01-01T10:34:59.000Z"), false);
  assert.equal(isFileDue(backup, answered(1, soon), "2026-01-01T10:35:00.000Z"), true);
  assert.equal(
    isFileDue(NO_BACKUP, answered(20, soon), soon),
    false,
    "nothing was changed on this page",
  );
  assert.equal(changedAnswers(NO_BACKUP, answered(3, soon)), 3);
});

test("what is kept of the last file may be anything", () => {
  for (const value of [null, 5, "x", [], { saved: 7, since: {}, first: "no time" }])
    assert.deepEqual(backupFrom(value), NO_BACKUP);
});

test("each thing that a browser lacks is named, also where asking throws", () => {
  const whole = {
    indexedDB: { open() {} },
    navigator: { locks: { request() {} } },
    crypto: { subtle: { encrypt() {} } },
    CompressionStream: class {},
    DecompressionStream: class {},
    HTMLDialogElement: { prototype: { showModal() {} } },
    Blob: class {},
    HTMLAnchorElement: { prototype: { download: "" } },
  };
  assert.deepEqual(lacking(whole), []);
  assert.deepEqual(
    lacking({}),
    PROBES.map(({ name }) => name),
  );
  const refusing = Object.defineProperty({ ...whole }, "indexedDB", {
    get: () => {
      throw new Error("SecurityError");
    },
  });
  assert.deepEqual(lacking(refusing), ["storage"]);
});

test("a page without randomUUID gets ids of the same form", () => {
  const scope = { crypto: { getRandomValues: (bytes) => crypto.getRandomValues(bytes) } };
  completed(scope);
  const [one, other] = [scope.crypto.randomUUID(), scope.crypto.randomUUID()];
  assert.match(one, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.notEqual(one, other);
});

test("records of any kind become a file, and what is none of ours is seen", () => {
  const ring = { level: 2 };
  ring.ring = ring;
  const rows = [
    { id: "A-1", value: ring },
    { id: 7, value: 1 },
    null,
    { id: "B-1", value: new Uint8Array([1, 255]) },
    { id: "__proto__", value: 5n },
  ];
  const raw = {
    shelves: { answers: rows, constructor: [new Map([[1, new Date(0)]])] },
    sound: true,
  };
  assert.equal(isWhole(raw, "answers"), false);
  assert.equal(isWhole(raw, "toString"), true);
  assert.deepEqual(Object.keys(recordsOf(raw, "answers")), ["A-1", "B-1", "__proto__"]);
  const file = JSON.parse(rescueText(model, "name", raw, "2026-01-01T00:00:00.000Z"));
  assert.equal(file.shelves.answers.length, 5);
  assert.deepEqual(file.shelves.answers[3].value, { bytes: "01ff" });
});

test("a value that shares and nests without end is written in the end", () => {
  let deep = {};
  for (let at = 0; at < 5000; at += 1) deep = { a: deep, b: deep };
  assert.ok(JSON.stringify(plainValue(deep)).length < 10_000);
});

test("of damaged records all that is sound is understood", () => {
  const { assessment, problems } = understood(model, {
    parts: { assessment: 5, snapshots: {}, hash: 1 },
    answers: { "A-1": { level: 3, note: 7 }, "A-2": "junk" },
  });
  assert.equal(assessment.answers.get("A-1")?.level, 3);
  assert.ok(problems.length > 2);
});

test("sealed records say nothing, keep their names, and open with their passphrase only", async () => {
  const seal = await newSeal("one passphrase");
  assert.ok(isSealRecord(seal.record));
  for (const wrong of [
    null,
    {},
    { ...seal.record, iterations: 1e9 },
    { ...seal.record, check: { iv: "x" } },
  ])
    assert.equal(isSealRecord(wrong), false);
  const write = (entries, clear = []) => seal.translate({ clear, entries });
  const first = await write([
    { shelf: "answers", id: "A-1", value: { level: 3 } },
    { shelf: "copies", id: "c", value: "copy" },
    { shelf: "settings", id: "theme", value: "dark" },
  ]);
  assert.deepEqual(
    first.entries.map(({ shelf }) => shelf),
    ["sealed", "sealed", "settings"],
  );
  assert.ok(!JSON.stringify(first.entries).includes("A-1"));
  const again = await write([{ shelf: "answers", id: "A-1", value: { level: 4 } }]);
  assert.equal(again.entries[0].id, first.entries[0].id, "one answer is one record");
  assert.ok(
    "key" in (await unlockedSeal(seal.record, "another passphrase")) &&
      !("names" in (await unlockedSeal(seal.record, "another passphrase"))),
  );
  const opened = await unlockedSeal(seal.record, "one passphrase");
  const rows = [again.entries[0], first.entries[1]].map(({ id, value }) => ({ id, value }));
  assert.deepEqual(
    (await opened.open(rows)).entries.map(({ id, value }) => [id, value]),
    [
      ["A-1", { level: 4 }],
      ["c", "copy"],
    ],
  );
  assert.equal((await opened.open([...rows, { id: "z", value: 1 }])).whole, false);
  const replaced = await opened.translate({
    clear: ["answers"],
    entries: [{ shelf: "answers", id: "A-2", value: 1 }],
  });
  assert.deepEqual(
    replaced.entries.map(({ id, value }) => [id === first.entries[0].id, value === null]),
    [
      [true, true],
      [false, false],
    ],
    "the answer goes, the copy stays",
  );
});
