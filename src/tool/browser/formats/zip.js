/**
 * ZIP archives, as far as workbooks need them: stored and deflated entries, with limits that a hostile archive meets
 * before it has filled the memory. No ZIP64, no encryption. Pure but for the browser's own (de)compression streams.
 */
import { FileProblem } from "./problem.js";

/** @typedef {{name: string, data: Uint8Array}} ZipPart A file of an archive. */

const ZIP_LIMITS = { entries: 64, bytes: 32 * 1024 * 1024 };
const SIGNS = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 };
const UTF8_NAME = 0x0800;
const ENCRYPTED = 0x2041;
const DEFLATED = 8;
// 1 January 1980, the first day that the format knows: what is written says nothing of when.
const FIRST_DAY = 0x21;

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/**
 * CRC-32 as ZIP has it.
 * @param {Uint8Array} bytes
 */
export function crc32(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) value = (CRC_TABLE[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

/**
 * Runs bytes through a stream; stops it as soon as more than `limit` bytes come out.
 * @param {Uint8Array} bytes
 * @param {CompressionStream | DecompressionStream} stream
 * @param {number} limit
 * @returns {Promise<Uint8Array>}
 */
async function throughStream(bytes, stream, limit) {
  const reader = new Blob([/** @type {BlobPart} */ (bytes)])
    .stream()
    .pipeThrough(stream)
    .getReader();
  const chunks = [];
  let length = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.length;
    if (length > limit) {
      reader.cancel().catch(() => {});
      throw new FileProblem("tool.package.large");
    }
    chunks.push(next.value);
  }
  return joinedBytes(chunks);
}

/**
 * @param {Uint8Array[]} chunks
 */
async function joinedBytes(chunks) {
  return new Uint8Array(await new Blob(/** @type {BlobPart[]} */ (chunks)).arrayBuffer());
}

/**
 * Writes numbers one after another, each as [value, bytes], the lowest byte first.
 * @param {[number, number][]} fields
 */
function numbersAsBytes(fields) {
  return Uint8Array.from(
    fields.flatMap(([value, size]) =>
      Array.from({ length: size }, (_, at) => (value >>> (8 * at)) & 0xff),
    ),
  );
}

/**
 * Reads numbers of two or four bytes that stand one after another.
 * @template {(2 | 4)[]} S
 * @param {DataView} view
 * @param {number} at
 * @param {S} sizes
 */
function numbersAt(view, at, ...sizes) {
  let next = at;
  const read = sizes.map((size) => {
    const value = size === 2 ? view.getUint16(next, true) : view.getUint32(next, true);
    next += size;
    return value;
  });
  return /** @type {{[at in keyof S]: number}} */ (/** @type {unknown} */ (read));
}

/**
 * @param {ZipPart[]} parts
 * @returns {Promise<Uint8Array>}
 */
export async function zip(parts) {
  /** @type {Uint8Array[]} */
  const body = [];
  /** @type {Uint8Array[]} */
  const directory = [];
  const lengthOf = (/** @type {Uint8Array[]} */ chunks) =>
    chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  for (const { name, data } of parts) {
    const named = new TextEncoder().encode(name);
    const packed = await throughStream(data, new CompressionStream("deflate-raw"), Infinity);
    const [method, kept] = packed.length < data.length ? [DEFLATED, packed] : [0, data];
    /** @type {[number, number][]} */
    const common = [
      [20, 2],
      [UTF8_NAME, 2],
      [method, 2],
      [0, 2],
      [FIRST_DAY, 2],
      [crc32(data), 4],
      [kept.length, 4],
      [data.length, 4],
      [named.length, 2],
      [0, 2],
    ];
    directory.push(
      numbersAsBytes([
        [SIGNS.central, 4],
        [20, 2],
        ...common,
        [0, 2],
        [0, 2],
        [0, 2],
        [0, 4],
        [lengthOf(body), 4],
      ]),
      named,
    );
    body.push(numbersAsBytes([[SIGNS.local, 4], ...common]), named, kept);
  }
  const [size, start, count] = [lengthOf(directory), lengthOf(body), parts.length];
  const end = numbersAsBytes([
    [SIGNS.end, 4],
    [0, 2],
    [0, 2],
    [count, 2],
    [count, 2],
    [size, 4],
    [start, 4],
    [0, 2],
  ]);
  return joinedBytes([...body, ...directory, end]);
}

/**
 * The files of an archive by name. Throws a `FileProblem` where it is damaged, too large or packed in another way.
 * @param {Uint8Array} bytes
 * @returns {Promise<Map<string, Uint8Array>>}
 */
export async function unzip(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  try {
    const entries = zipDirectory(view, bytes);
    const total = entries.reduce((sum, entry) => sum + entry.size, 0);
    if (total > ZIP_LIMITS.bytes) throw new FileProblem("tool.package.large");
    const files = new Map();
    for (const entry of entries) files.set(entry.name, await unpacked(view, bytes, entry));
    if (files.size < entries.length) throw zipDamaged();
    return files;
  } catch (error) {
    // What the streams and the view throw means that the bytes are not what they say.
    throw error instanceof FileProblem ? error : zipDamaged();
  }
}

function zipDamaged() {
  return new FileProblem("tool.package.damaged");
}

/**
 * @typedef {{name: string, method: number, crc: number, packed: number, size: number, start: number}} ZipEntry
 * @param {DataView} view
 * @param {Uint8Array} bytes
 * @returns {ZipEntry[]}
 */
function zipDirectory(view, bytes) {
  const end = endOfZip(view);
  const [disk, here, count, size, start] = numbersAt(view, end + 4, 4, 2, 2, 4, 4);
  if (disk !== 0 || count === 0xffff || start === 0xffffffff)
    throw new FileProblem("tool.package.kind");
  if (count > ZIP_LIMITS.entries) throw new FileProblem("tool.package.large");
  if (count !== here || start + size > end) throw zipDamaged();
  const entries = [];
  let at = start;
  for (let seen = 0; seen < count; seen += 1) {
    if (view.getUint32(at, true) !== SIGNS.central) throw zipDamaged();
    const entry = zipEntry(view, bytes, at);
    entries.push(entry);
    at += 46 + entry.skip;
  }
  if (at !== start + size) throw zipDamaged();
  return entries;
}

/**
 * Where the end record is. A comment may follow it, so it is looked for from the end.
 * @param {DataView} view
 */
function endOfZip(view) {
  const first = Math.max(0, view.byteLength - 22 - 0xffff);
  for (let at = view.byteLength - 22; at >= first; at -= 1) {
    if (
      view.getUint32(at, true) === SIGNS.end &&
      at + 22 + view.getUint16(at + 20, true) === view.byteLength
    )
      return at;
  }
  // A workbook with a password, and one of the old binary kind, begin with the sign of an OLE file.
  const old = view.byteLength > 8 && view.getUint32(0) === 0xd0cf11e0;
  throw new FileProblem(old ? "tool.package.old" : "tool.package.damaged");
}

/**
 * @param {DataView} view
 * @param {Uint8Array} bytes
 * @param {number} at
 */
function zipEntry(view, bytes, at) {
  const [flags, method, , crc, packed, size, length, extra, comment, , , start] = numbersAt(
    view,
    at + 8,
    2,
    2,
    4,
    4,
    4,
    4,
    2,
    2,
    2,
    4,
    4,
    4,
  );
  const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + length));
  if ((flags & ENCRYPTED) !== 0) throw new FileProblem("tool.package.encrypted");
  const large = packed === 0xffffffff || size === 0xffffffff || start === 0xffffffff;
  if (large || (method !== 0 && method !== DEFLATED)) throw new FileProblem("tool.package.kind");
  return { name, method, crc, packed, size, start, skip: length + extra + comment };
}

/**
 * @param {DataView} view
 * @param {Uint8Array} bytes
 * @param {ZipEntry} entry
 * @returns {Promise<Uint8Array>}
 */
async function unpacked(view, bytes, entry) {
  if (view.getUint32(entry.start, true) !== SIGNS.local) throw zipDamaged();
  const [named, extra] = numbersAt(view, entry.start + 26, 2, 2);
  const start = entry.start + 30 + named + extra;
  const packed = bytes.subarray(start, start + entry.packed);
  if (packed.length !== entry.packed) throw zipDamaged();
  const data =
    entry.method === 0
      ? packed
      : await throughStream(packed, new DecompressionStream("deflate-raw"), entry.size);
  if (data.length !== entry.size || crc32(data) !== entry.crc) throw zipDamaged();
  return data;
}
