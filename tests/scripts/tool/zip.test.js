import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { crc32, unzip, zip } from "../../../src/tool/browser/formats/zip.js";
import { numbers } from "./sample.js";

const bytes = (text) => new TextEncoder().encode(text);
const keyOf = async (data) =>
  unzip(data).then(
    () => "read",
    (error) => error.key ?? error.message,
  );

/** A copy with a number of `size` bytes written at `at`. */
function patched(data, at, value, size = 2) {
  const copy = Uint8Array.from(data);
  const view = new DataView(copy.buffer);
  if (size === 4) view.setUint32(at, value, true);
  else view.setUint16(at, value, true);
  return copy;
}

const parts = [
  { name: "a.txt", data: bytes("a".repeat(1000)) },
  { name: "空.txt", data: bytes("") },
];
const archive = await zip(parts);
const central = archive.length - 22 - (46 + 5) - (46 + 7);
const end = archive.length - 22;

test("the checksum is the one that everybody uses", () => {
  assert.equal(crc32(bytes("123456789")), 0xcbf43926);
});

test("what is packed is unpacked, a hundred times", async () => {
  const next = numbers(41);
  for (let run = 0; run < 100; run += 1) {
    const files = Array.from({ length: Math.floor(next() * 5) }, (_, at) => {
      const noise = next() < 0.5;
      return {
        name: `${at}/名.xml`,
        data: Uint8Array.from({ length: Math.floor(next() * 3000) }, () =>
          noise ? next() * 256 : 65,
        ),
      };
    });
    assert.deepEqual(
      [...(await unzip(await zip(files)))],
      files.map(({ name, data }) => [name, data]),
    );
  }
});

test("what is written says nothing of when, and is the same twice", async () => {
  assert.deepEqual(await zip(parts), archive);
});

test("a comment behind the archive is fine", async () => {
  const commented = Uint8Array.from([...patched(archive, end + 20, 3), 1, 2, 3]);
  assert.equal((await unzip(commented)).size, 2);
});

/** An archive of one deflated entry that claims a size of its own. */
async function claiming(data, size) {
  const packed = deflateRawSync(data, { level: 9 });
  const whole = await zip([{ name: "x", data }]);
  const [at, from] = [whole.length - 22 - 47, 0];
  assert.equal(packed.length > 0, true);
  return patched(patched(whole, at + 24, size, 4), from + 22, size, 4);
}

const zeros = new Uint8Array(40 * 1024 * 1024);
const hostile = {
  nothing: [new Uint8Array(0), "tool.package.damaged"],
  text: [bytes("not an archive, but long enough to be looked through"), "tool.package.damaged"],
  "a binary workbook, or one with a password": [
    Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, ...new Uint8Array(100)),
    "tool.package.old",
  ],
  "cut short": [archive.subarray(0, archive.length - 1), "tool.package.damaged"],
  "without its beginning": [archive.subarray(10), "tool.package.damaged"],
  "wrong checksum": [patched(archive, central + 16, 1, 4), "tool.package.damaged"],
  "damaged content": [patched(archive, 36, 0xffff), "tool.package.damaged"],
  encrypted: [patched(archive, central + 8, 0x0801), "tool.package.encrypted"],
  "strongly encrypted": [patched(archive, central + 8, 0x0841), "tool.package.encrypted"],
  "another compression": [patched(archive, central + 10, 12), "tool.package.kind"],
  "ZIP64 size": [patched(archive, central + 24, 0xffffffff, 4), "tool.package.kind"],
  "ZIP64 directory": [patched(archive, end + 16, 0xffffffff, 4), "tool.package.kind"],
  "several disks": [patched(archive, end + 4, 1), "tool.package.kind"],
  "more entries than there are": [
    patched(patched(archive, end + 8, 3), end + 10, 3),
    "tool.package.damaged",
  ],
  "fewer entries than there are": [
    patched(patched(archive, end + 8, 1), end + 10, 1),
    "tool.package.damaged",
  ],
  "a directory outside": [patched(archive, end + 16, 0x7fffffff, 4), "tool.package.damaged"],
  "an entry outside": [patched(archive, central + 42, 0x7fffffff, 4), "tool.package.damaged"],
  "content outside": [patched(archive, central + 20, 0x7fffffff, 4), "tool.package.damaged"],
  "a name outside": [patched(archive, central + 28, 0xffff), "tool.package.damaged"],
  "an entry that is no entry": [patched(archive, 0, 0, 4), "tool.package.damaged"],
  "one name twice": [await zip([parts[0], parts[0]]), "tool.package.damaged"],
  "too many entries": [
    await zip(Array.from({ length: 65 }, (_, at) => ({ name: `${at}`, data: bytes("x") }))),
    "tool.package.large",
  ],
  "too large": [await zip([{ name: "x", data: zeros }]), "tool.package.large"],
  "too large together": [
    await zip(
      [1, 2, 3].map((at) => ({ name: `${at}`, data: zeros.subarray(0, 12 * 1024 * 1024) })),
    ),
    "tool.package.large",
  ],
  "a bomb that claims to be small": [await claiming(zeros, 100), "tool.package.large"],
  "less than it claims": [await claiming(zeros.subarray(0, 1000), 2000), "tool.package.damaged"],
};
for (const [name, [data, key]] of Object.entries(hostile)) {
  test(`refused: ${name}`, async () => assert.equal(await keyOf(data), key));
}

test("every archive cut short is refused", async () => {
  for (let length = 0; length < archive.length; length += 1)
    assert.equal(await keyOf(archive.subarray(0, length)), "tool.package.damaged");
});

test("a bomb is stopped before it is unpacked", async () => {
  const bomb = await claiming(zeros, 100);
  const before = process.memoryUsage().arrayBuffers;
  await keyOf(bomb);
  assert.ok(process.memoryUsage().arrayBuffers - before < 8 * 1024 * 1024);
});
