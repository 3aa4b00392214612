import assert from "node:assert/strict";
import { test } from "node:test";
import {
  keyFrom,
  opened,
  protect,
  randomBytes,
  sealed,
  unprotect,
} from "../../../src/tool/browser/formats/protect.js";
import { numbers } from "./sample.js";

const TEXT = '{"team":"監査𠮷\\u0000"}\n';
const file = await protect(TEXT, "correct horse");
const keyOf = async (text, passphrase = "correct horse") =>
  (await unprotect(text, passphrase)).problem?.key;
const changed = (change) => {
  const copy = JSON.parse(file);
  change(copy);
  return JSON.stringify(copy);
};

test("what is protected is opened by its passphrase, and by no other", async () => {
  assert.deepEqual(await unprotect(file, "correct horse"), { text: TEXT });
  assert.equal(await keyOf(file, "correct horse "), "tool.protected.passphrase");
  assert.equal(await keyOf(file, ""), "tool.protected.passphrase");
  assert.ok(!file.includes("team"));
});

test("a passphrase is the same however a keyboard puts its accents together", async () => {
  const record = await sealed(await keyFrom("caf\u00e9", new Uint8Array(16), 1), 1);
  assert.equal((await opened(await keyFrom("cafe\u0301", new Uint8Array(16), 1), record)).value, 1);
});

test("salt and initial vector are fresh, the rounds those of the day", async () => {
  const [one, two] = [JSON.parse(file), JSON.parse(await protect(TEXT, "correct horse"))];
  assert.notEqual(one.kdf.salt, two.kdf.salt);
  assert.notEqual(one.cipher.iv, two.cipher.iv);
  assert.notEqual(one.data, two.data);
  assert.deepEqual(
    [one.kdf.iterations, one.kdf.hash, one.cipher.name, one.formatVersion],
    [600_000, "SHA-256", "AES-GCM", 1],
  );
});

const flipped = (text) => text.replace(/^./, (sign) => (sign === "A" ? "B" : "A"));
const refusals = [
  ["", "tool.problem.json"],
  [file.slice(0, -10), "tool.problem.json"],
  ["{}", "tool.protected.format"],
  [changed((copy) => (copy.format = "shirube-assessment")), "tool.protected.format"],
  [changed((copy) => (copy.formatVersion = 2)), "tool.problem.newer"],
  [changed((copy) => (copy.formatVersion = null)), "tool.problem.version"],
  [changed((copy) => delete copy.kdf), "tool.protected.damaged"],
  [changed((copy) => (copy.cipher = "AES")), "tool.protected.damaged"],
  [changed((copy) => (copy.kdf.name = "scrypt")), "tool.protected.method"],
  [changed((copy) => (copy.kdf.hash = "SHA-1")), "tool.protected.method"],
  [changed((copy) => (copy.cipher.name = "AES-CBC")), "tool.protected.method"],
  [changed((copy) => (copy.kdf.iterations = 1e12)), "tool.protected.rounds"],
  [changed((copy) => (copy.kdf.iterations = 1)), "tool.protected.rounds"],
  [changed((copy) => (copy.kdf.iterations = "600000")), "tool.protected.rounds"],
  [changed((copy) => (copy.kdf.iterations = 600000.5)), "tool.protected.rounds"],
  [changed((copy) => (copy.kdf.salt = "")), "tool.protected.damaged"],
  [changed((copy) => (copy.kdf.salt = 3)), "tool.protected.damaged"],
  [changed((copy) => (copy.cipher.iv = "AAAA")), "tool.protected.damaged"],
  [changed((copy) => (copy.data = "***")), "tool.protected.damaged"],
  [changed((copy) => (copy.data = "")), "tool.protected.damaged"],
  [changed((copy) => (copy.data = flipped(copy.data))), "tool.protected.damaged"],
  [changed((copy) => (copy.kdf.salt = flipped(copy.kdf.salt))), "tool.protected.damaged"],
  [changed((copy) => delete copy.sum), "tool.protected.damaged"],
];
refusals.forEach(([text, key], at) =>
  test(`not opened: ${at + 1} ${key}`, async () => assert.equal(await keyOf(text), key)),
);

test("content that was changed on purpose is not opened, whatever its sum says", async () => {
  const copy = JSON.parse(file);
  copy.data = flipped(copy.data);
  const part = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const whole = Uint8Array.from([
    ...part(copy.kdf.salt),
    ...part(copy.cipher.iv),
    ...part(copy.data),
  ]);
  copy.sum = btoa(
    String.fromCharCode(...new Uint8Array(await crypto.subtle.digest("SHA-256", whole))),
  );
  assert.equal(await keyOf(JSON.stringify(copy)), "tool.protected.passphrase");
});

test("records come back the same, two hundred times, each under a vector of its own", async () => {
  const next = numbers(61);
  const key = await keyFrom("p", randomBytes(16), 1000);
  const vectors = new Set();
  for (let run = 0; run < 200; run += 1) {
    const value = { id: run, text: "監".repeat(Math.floor(next() * 100)), list: [null, next()] };
    const record = await sealed(key, value);
    vectors.add(record.iv.join());
    assert.deepEqual(await opened(key, record), { value });
    record.data[0] ^= 1;
    assert.deepEqual(await opened(key, record), {
      problem: { key: "tool.protected.passphrase", args: {} },
    });
  }
  assert.equal(vectors.size, 200);
});

test("a key does not leave the browser", async () => {
  const key = await keyFrom("p", randomBytes(16), 1000);
  await assert.rejects(crypto.subtle.exportKey("raw", key));
});

test("large files are protected, too", async () => {
  const large = "監査\n".repeat(500_000);
  assert.equal((await unprotect(await protect(large, "p"), "p")).text, large);
});
