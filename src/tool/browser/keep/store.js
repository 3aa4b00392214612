/**
 * What the browser keeps: one IndexedDB database a model, its version and our format, one small record an answer,
 * written with strict durability. The state that it reports is the truth: "saved" only after the transaction is done, and of
 * all that is to be kept, also where what was kept before has been deleted meanwhile.
 */
import {
  GENERATION,
  SHELVES,
  commit,
  deleteDatabase,
  lookAt,
  openDatabase,
  readAll,
} from "./database.js";

/**
 * @typedef {"idle" | "saving" | "saved" | "failed" | "gone" | "memory"} SaveState "gone": what was saved was deleted from outside.
 * @typedef {import("./database.js").Shelf} Shelf
 * @typedef {import("./database.js").ShelfEntry} ShelfEntry
 * @typedef {import("./database.js").Raw} Raw
 * @typedef {import("./seal.js").Seal} Seal
 */

/** Errors by which a browser says that the page gets no storage at all; others mean that what is there cannot be opened. */
const NO_STORAGE = ["SecurityError", "InvalidStateError", "ReferenceError", "TypeError"];

/** The shelves that a whole assessment takes the place of. */
const REPLACED = /** @type {Shelf[]} */ (["answers", "parts"]);

/** Records in the browser, with a queue of what is not written yet. */
export class Store {
  /**
   * @param {string} name
   * @param {(state: SaveState) => void} report
   * @param {() => ShelfEntry[] | null} everything All that is to be kept; null where that is not known.
   */
  constructor(name, report, everything) {
    this.name = name;
    this.report = report;
    this.everything = everything;
    /** Of the database that was read or written last; "" where it has to be written as a whole. */
    this.generation = "";
    /** @type {SaveState} */
    this.state = "idle";
    /** @type {IDBDatabase | null} */
    this.database = null;
    /** @type {Map<string, ShelfEntry>} */
    this.queue = new Map();
    /** @type {Shelf[]} Shelves that are emptied before the queue is written. */
    this.clear = [];
    /** @type {Seal | null} */
    this.seal = null;
    /** @type {Promise<void> | null} */
    this.running = null;
  }

  /**
   * Everything that is kept, as it is; null where the browser keeps nothing (then only memory is left). Throws where
   * something is kept and cannot be opened.
   * @returns {Promise<Raw | null>}
   */
  async read() {
    if (this.state === "gone") this.setState("idle");
    try {
      return this.known(await readAll(await this.opened()));
    } catch (error) {
      if (
        !(error instanceof Error || error instanceof DOMException) ||
        !NO_STORAGE.includes(error.name)
      )
        throw error;
      this.useMemory();
      return null;
    }
  }

  /**
   * What is kept, for a tab that does not write: no database is made.
   * @returns {Promise<Raw>}
   */
  async look() {
    return this.known(await lookAt(this.name));
  }

  /** @param {Raw} raw */
  known(raw) {
    const marks = /** @type {{id: unknown, value: unknown}[]} */ (raw.shelves.settings ?? []);
    this.generation = String(marks.find((row) => row?.id === GENERATION)?.value ?? "");
    return raw;
  }

  /**
   * Puts a record in the queue; null drops it.
   * @param {Shelf} shelf
   * @param {string} id
   * @param {unknown} value
   */
  put(shelf, id, value) {
    if (this.state === "memory") return;
    this.queue.set(`${shelf}/${id}`, { shelf, id, value });
    this.write();
  }

  /**
   * Replaces all records of the assessment by others, in one transaction.
   * @param {ShelfEntry[]} entries
   */
  replace(entries) {
    if (this.state === "memory") return;
    // What waits to be written of the assessment before this one would be written over it.
    const others = [...this.queue].filter(([, { shelf }]) => !REPLACED.includes(shelf));
    this.queue = new Map(others);
    this.clear = [...new Set([...this.clear, ...REPLACED])];
    for (const entry of entries) this.queue.set(`${entry.shelf}/${entry.id}`, entry);
    this.write();
  }

  /**
   * Writes everything anew under a seal, or readable again (null), in one transaction.
   * @param {Seal | null} seal
   * @param {ShelfEntry[]} entries
   * @returns {Promise<boolean>} Whether it is done.
   */
  async rewrite(seal, entries) {
    this.seal = seal;
    this.clear = [...REPLACED, "copies", "sealed"];
    this.replace([...entries, { shelf: "settings", id: "seal", value: seal?.record ?? null }]);
    await this.running;
    return this.state === "saved";
  }

  /** Writes what is in the queue, if that is not being done already. */
  write() {
    if (this.state === "memory") return;
    this.setState("saving");
    // One transaction at a time: what is put meanwhile waits in the queue and goes with the next one.
    this.running ??= this.drain().finally(() => {
      this.running = null;
      if (this.queue.size > 0 && this.state === "saving") this.write();
    });
  }

  /** Keeps nothing from now on. */
  useMemory() {
    [this.queue, this.clear] = [new Map(), []];
    this.setState("memory");
  }

  /** Deletes the database. */
  async destroy() {
    [this.queue, this.clear] = [new Map(), []];
    await this.close();
    await deleteDatabase(this.name);
    [this.seal, this.generation] = [null, ""];
    this.setState("idle");
  }

  /** Finishes what is being written, and lets go of the database. */
  async close() {
    await this.running;
    this.database?.close();
    this.database = null;
  }

  /** @param {SaveState} state */
  setState(state) {
    this.state = state;
    this.report(state);
  }

  async drain() {
    while (this.queue.size > 0 || this.clear.length > 0) {
      const [batch, clear, seal] = [this.queue, this.clear, this.seal];
      // Sealing gives records names; if they are not written, the names before hold.
      const names = new Map(seal?.names);
      [this.queue, this.clear] = [new Map(), []];
      try {
        const plain = { clear, entries: [...batch.values()] };
        // Sealing waits, a transaction must not: everything is sealed before the transaction begins.
        const writes = seal ? await seal.translate(plain) : plain;
        if (!(await commit(await this.opened(), writes, this.generation)))
          await this.writeAll(plain, seal);
      } catch {
        if (seal) seal.names = names;
        this.putBack(batch, clear);
        if (this.state === "saving") this.setState("failed");
        return;
      }
    }
    if (this.state === "saving") this.setState("saved");
  }

  /**
   * Writes everything in one transaction: the database is not the one that is known, so what it had may be gone.
   * @param {import("./database.js").Writes} plain What was to be written into the other one.
   * @param {Seal | null} seal
   */
  async writeAll(plain, seal) {
    const generation = crypto.randomUUID();
    const all = this.everything();
    const entries = [
      ...(all ?? plain.entries),
      { shelf: /** @type {const} */ ("settings"), id: GENERATION, value: generation },
    ];
    const whole = { clear: all ? SHELVES : plain.clear, entries };
    if (all && seal) {
      entries.push({ shelf: "settings", id: "seal", value: seal.record });
      seal.names = new Map();
    }
    await commit(await this.opened(), seal ? await seal.translate(whole) : whole, null);
    this.generation = generation;
  }

  /** The database was closed from outside: mostly because it is deleted. */
  gone() {
    this.database = null;
    if (["saved", "idle"].includes(this.state) && this.generation !== "") this.setState("gone");
  }

  /**
   * @param {Map<string, ShelfEntry>} batch
   * @param {Shelf[]} clear
   */
  putBack(batch, clear) {
    // A value that was put meanwhile is newer than the one that was not written.
    const still = [...batch].filter(([, { shelf }]) => !this.clear.includes(shelf));
    if (this.state !== "memory")
      [this.queue, this.clear] = [
        new Map([...still, ...this.queue]),
        [...new Set([...clear, ...this.clear])],
      ];
    this.database?.close();
    this.database = null;
  }

  /** @returns {Promise<IDBDatabase>} */
  async opened() {
    this.database ??= await openDatabase(this.name, () => this.gone());
    return this.database;
  }
}
