/**
 * A store under a passphrase. Each record is sealed by itself under a name that says nothing, so one answer is still one
 * small record. What stays readable: the settings, how many records there are, and how long each is.
 */
import { ITERATIONS, ROUNDS, keyFrom, opened, randomBytes, sealed } from "../formats/protect.js";
import { isFields } from "../scoring/record.js";

/**
 * @typedef {import("../types.js").Message} Message
 * @typedef {import("./database.js").ShelfEntry} ShelfEntry
 * @typedef {import("./database.js").Shelf} Shelf
 * @typedef {import("./database.js").Writes} Writes
 * @typedef {{iv: Uint8Array, data: Uint8Array}} Box
 * @typedef {{salt: Uint8Array, iterations: number, check: Box}} SealRecord What stays readable; it opens nothing.
 */

/** The key to a store while the page is open, and the names that its records have. */
export class Seal {
  /**
   * @param {SealRecord} record
   * @param {CryptoKey} key
   */
  constructor(record, key) {
    this.record = record;
    this.key = key;
    /** @type {Map<string, string>} Names of records by shelf and id. */
    this.names = new Map();
  }

  /**
   * Whether this is the key to a store with such a record.
   * @param {SealRecord} record
   */
  fits({ salt }) {
    return salt.join() === this.record.salt.join();
  }

  /**
   * Opens the records of a store, and says whether all of them were as they had been sealed.
   * @param {unknown[]} rows
   * @returns {Promise<{entries: ShelfEntry[], whole: boolean}>}
   */
  async open(rows) {
    const opened = await Promise.all(rows.map((row) => openedEntry(this.key, row)));
    const known = opened.filter((found) => found !== null);
    this.names = new Map(known.map(({ name, entry }) => [`${entry.shelf}/${entry.id}`, name]));
    return { entries: known.map(({ entry }) => entry), whole: known.length === rows.length };
  }

  /**
   * What is written in place of readable records. The order stays as it is.
   * @param {Writes} writes
   * @returns {Promise<Writes>}
   */
  async translate({ clear, entries }) {
    const gone = [...this.names].filter(([place]) =>
      clear.some((shelf) => place.startsWith(`${shelf}/`)),
    );
    for (const [place] of gone) this.names.delete(place);
    const dropped = gone.map(([, id]) => ({
      shelf: /** @type {const} */ ("sealed"),
      id,
      value: null,
    }));
    return {
      clear,
      entries: [...dropped, ...(await Promise.all(entries.map((entry) => this.sealEntry(entry))))],
    };
  }

  /**
   * @param {ShelfEntry} entry
   * @returns {Promise<ShelfEntry>}
   */
  async sealEntry({ shelf, id, value }) {
    if (shelf === "settings") return { shelf, id, value };
    const place = `${shelf}/${id}`;
    const name = this.names.get(place) ?? crypto.randomUUID();
    if (value === null) this.names.delete(place);
    else this.names.set(place, name);
    return {
      shelf: "sealed",
      id: name,
      value: value === null ? null : await sealed(this.key, [shelf, id, value]),
    };
  }
}

/**
 * @param {string} passphrase
 * @returns {Promise<Seal>}
 */
export async function newSeal(passphrase) {
  const salt = randomBytes(16);
  const key = await keyFrom(passphrase, salt, ITERATIONS);
  return new Seal({ salt, iterations: ITERATIONS, check: await sealed(key, "shirube") }, key);
}

/**
 * The seal that a passphrase opens, or why it does not.
 * @param {SealRecord} record
 * @param {string} passphrase
 * @returns {Promise<Seal | Message>}
 */
export async function unlockedSeal(record, passphrase) {
  const key = await keyFrom(passphrase, record.salt, record.iterations);
  return (await opened(key, record.check)).problem ?? new Seal(record, key);
}

/**
 * @param {unknown} value
 * @returns {value is SealRecord}
 */
export function isSealRecord(value) {
  if (!isFields(value)) return false;
  const rounds = Number(value.iterations);
  return (
    value.salt instanceof Uint8Array &&
    isBox(value.check) &&
    Number.isInteger(rounds) &&
    rounds > 0 &&
    rounds <= ROUNDS.most
  );
}

/**
 * @param {unknown} value
 * @returns {value is Box}
 */
function isBox(value) {
  return isFields(value) && value.iv instanceof Uint8Array && value.data instanceof Uint8Array;
}

/**
 * @param {CryptoKey} key
 * @param {unknown} row
 * @returns {Promise<{name: string, entry: ShelfEntry} | null>}
 */
async function openedEntry(key, row) {
  if (!isFields(row) || !isBox(row.value)) return null;
  const { value, problem } = /** @type {{value?: unknown, problem?: Message}} */ (
    await opened(key, row.value)
  );
  if (problem || !Array.isArray(value)) return null;
  const [shelf, id, content] = value;
  return { name: String(row.id), entry: { shelf, id: String(id), value: content } };
}
