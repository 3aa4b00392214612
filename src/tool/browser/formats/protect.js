/**
 * Texts and records protected by a passphrase: a key by PBKDF2, the content by AES-GCM. Whoever has the file can try
 * passphrases on it for as long as they like, so its strength is that of the passphrase.
 */
import { isFields } from "../scoring/record.js";
import { fileFields, jsonText } from "./json.js";
import { FileProblem, problemIn } from "./problem.js";

/** @typedef {import("../types.js").Message} Message */

const PROTECTED_FORMAT = "shirube-protected";

/** OWASP Password Storage Cheat Sheet: 600,000 rounds for PBKDF2-HMAC-SHA256 (since the edition of 2023). */
export const ITERATIONS = 600_000;

/** A file says how many rounds its key takes. Fewer than these are no protection, more would hold up the page for minutes. */
export const ROUNDS = { least: 100_000, most: 10_000_000 };
const SIZES = { salt: 16, iv: 12, tag: 16 };

/** @param {number} length */
export function randomBytes(length) {
  return crypto.getRandomValues(new Uint8Array(length));
}

/**
 * The key that a passphrase gives. It cannot be taken out of the browser again.
 * @param {string} passphrase
 * @param {Uint8Array} salt
 * @param {number} iterations
 * @returns {Promise<CryptoKey>}
 */
export async function keyFrom(passphrase, salt, iterations) {
  // One keyboard writes é as one character, another as two: both are to give the same key.
  const secret = new TextEncoder().encode(passphrase.normalize("NFC"));
  const base = await crypto.subtle.importKey("raw", secret, "PBKDF2", false, ["deriveKey"]);
  const how = {
    name: "PBKDF2",
    hash: "SHA-256",
    salt: /** @type {BufferSource} */ (salt),
    iterations,
  };
  return crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
}

/**
 * Seals a value that JSON can hold, under an initial vector of its own.
 * @param {CryptoKey} key
 * @param {unknown} value
 * @returns {Promise<{iv: Uint8Array, data: Uint8Array}>}
 */
export async function sealed(key, value) {
  const iv = randomBytes(SIZES.iv);
  const data = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv },
    key,
    new TextEncoder().encode(JSON.stringify(value)),
  );
  return { iv, data: new Uint8Array(data) };
}

/**
 * Opens a record; the problem is that the key is another one, or the record is not as it was sealed.
 * @param {CryptoKey} key
 * @param {{iv: Uint8Array, data: Uint8Array}} record
 * @returns {Promise<{value: unknown, problem?: undefined} | {problem: Message}>}
 */
export async function opened(key, { iv, data }) {
  try {
    const how = { name: "AES-GCM", iv: /** @type {BufferSource} */ (iv) };
    const plain = await crypto.subtle.decrypt(how, key, /** @type {BufferSource} */ (data));
    return { value: JSON.parse(new TextDecoder().decode(plain)) };
  } catch {
    return { problem: { key: "tool.protected.passphrase", args: {} } };
  }
}

/**
 * A text as a file that only the passphrase opens.
 * @param {string} text
 * @param {string} passphrase
 * @returns {Promise<string>}
 */
export async function protect(text, passphrase) {
  const salt = randomBytes(SIZES.salt);
  const { iv, data } = await sealed(await keyFrom(passphrase, salt, ITERATIONS), text);
  const file = {
    format: PROTECTED_FORMAT,
    formatVersion: 1,
    kdf: { name: "PBKDF2", hash: "SHA-256", iterations: ITERATIONS, salt: base64Of(salt) },
    cipher: { name: "AES-GCM", iv: base64Of(iv) },
    sum: await checksumOf(salt, iv, data),
    data: base64Of(data),
  };
  return jsonText(file);
}

/**
 * Opens such a file. AES-GCM itself says only "no". A checksum over what is encrypted says whether the file is as it was
 * saved; if so, the passphrase is wrong. (Somebody who changes a file on purpose can make the sum anew; then the answer
 * is "wrong passphrase", and nothing is opened.)
 * @param {string} text
 * @param {string} passphrase
 * @returns {Promise<{text: string, problem?: undefined} | {problem: Message}>}
 */
export async function unprotect(text, passphrase) {
  try {
    const { salt, iterations, iv, data, sum } = protectedParts(text);
    if (sum !== (await checksumOf(salt, iv, data))) throw new FileProblem("tool.protected.damaged");
    const { value, problem } = /** @type {{value?: unknown, problem?: Message}} */ (
      await opened(await keyFrom(passphrase, salt, iterations), { iv, data })
    );
    if (problem !== undefined) return { problem };
    if (typeof value !== "string") throw new FileProblem("tool.protected.damaged");
    return { text: value };
  } catch (error) {
    return { problem: problemIn(error) };
  }
}

/**
 * @param {string} text
 */
function protectedParts(text) {
  const { kdf, cipher, data, sum } = fileFields(text, {
    format: PROTECTED_FORMAT,
    version: 1,
    other: "tool.protected.format",
  });
  if (!isFields(kdf) || !isFields(cipher)) throw new FileProblem("tool.protected.damaged");
  if (kdf.name !== "PBKDF2" || kdf.hash !== "SHA-256" || cipher.name !== "AES-GCM")
    throw new FileProblem("tool.protected.method");
  const iterations = Number(kdf.iterations);
  const bounded =
    Number.isInteger(kdf.iterations) && iterations >= ROUNDS.least && iterations <= ROUNDS.most;
  if (!bounded) throw new FileProblem("tool.protected.rounds");
  const bytes = {
    salt: base64Bytes(kdf.salt),
    iv: base64Bytes(cipher.iv),
    data: base64Bytes(data),
  };
  const sized =
    bytes.salt.length >= SIZES.salt &&
    bytes.iv.length === SIZES.iv &&
    bytes.data.length >= SIZES.tag;
  if (!sized || typeof sum !== "string") throw new FileProblem("tool.protected.damaged");
  return { ...bytes, iterations, sum };
}

/**
 * @param {Uint8Array[]} pieces
 */
async function checksumOf(...pieces) {
  const whole = new Blob(/** @type {BlobPart[]} */ (pieces));
  return base64Of(new Uint8Array(await crypto.subtle.digest("SHA-256", await whole.arrayBuffer())));
}

/**
 * @param {Uint8Array} bytes
 */
function base64Of(bytes) {
  let signs = "";
  // In pieces: a function does not take a million arguments.
  for (let at = 0; at < bytes.length; at += 0x8000)
    signs += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(signs);
}

/**
 * @param {unknown} text
 */
function base64Bytes(text) {
  try {
    return Uint8Array.from(atob(typeof text === "string" ? text : "?"), (sign) =>
      sign.charCodeAt(0),
    );
  } catch {
    throw new FileProblem("tool.protected.damaged");
  }
}
