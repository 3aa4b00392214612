/**
 * What the browser keeps: one IndexedDB database a model, its version and our format, one small record an answer,
 * written with strict durability. The state that it reports is the truth: "saved" only after the transaction is done.
 */

/**
 * @typedef {"idle" | "saving" | "saved" | "failed" | "memory"} SaveState
 * @typedef {"answers" | "parts" | "settings"} Shelf
 * @typedef {{shelf: Shelf, id: string, value: unknown}} Entry
 * @typedef {Record<Shelf, Record<string, unknown>>} Kept
 */

/** @type {Shelf[]} */
const SHELVES = ["answers", "parts", "settings"];
const OPEN_TIMEOUT = 4000;

/** Records in the browser, with a queue of what is not written yet. */
export class Store {
  /**
   * @param {string} name
   * @param {(state: SaveState) => void} report
   */
  constructor(name, report) {
    this.name = name;
    this.report = report;
    /** @type {SaveState} */
    this.state = "idle";
    /** @type {IDBDatabase | null} */
    this.database = null;
    /** @type {Map<string, Entry>} */
    this.queue = new Map();
    this.emptyFirst = false;
    /** @type {Promise<void> | null} */
    this.running = null;
  }

  /**
   * Everything that is kept; null where the browser keeps nothing (then only memory is left).
   * @returns {Promise<Kept | null>}
   */
  async load() {
    try {
      const database = await this.opened();
      return await readAll(database);
    } catch {
      this.setState("memory");
      return null;
    }
  }

  /**
   * Puts a record in the queue; null drops it.
   * @param {Shelf} shelf
   * @param {string} id
   * @param {unknown} value
   */
  put(shelf, id, value) {
    this.queue.set(`${shelf}/${id}`, { shelf, id, value });
    this.write();
  }

  /**
   * Replaces all records of the assessment by others, in one transaction.
   * @param {Entry[]} entries
   */
  replace(entries) {
    const settings = [...this.queue].filter(([, entry]) => entry.shelf === "settings");
    this.queue = new Map(settings);
    this.emptyFirst = true;
    for (const entry of entries) this.queue.set(`${entry.shelf}/${entry.id}`, entry);
    this.write();
  }

  /** Writes what is in the queue, if that is not being done already. */
  write() {
    if (this.state === "memory") return;
    this.setState("saving");
    this.running ??= this.drain().finally(() => {
      this.running = null;
      if (this.queue.size > 0 && this.state === "saving") this.write();
    });
  }

  /** Keeps nothing from now on. */
  useMemory() {
    this.queue = new Map();
    this.setState("memory");
  }

  /** Deletes the database. */
  async destroy() {
    this.queue = new Map();
    this.emptyFirst = false;
    await this.running;
    this.database?.close();
    this.database = null;
    await deleteDatabase(this.name);
    this.setState("idle");
  }

  /** @param {SaveState} state */
  setState(state) {
    this.state = state;
    this.report(state);
  }

  async drain() {
    while (this.queue.size > 0 || this.emptyFirst) {
      const [batch, emptyFirst] = [this.queue, this.emptyFirst];
      [this.queue, this.emptyFirst] = [new Map(), false];
      try {
        await commit(await this.opened(), [...batch.values()], emptyFirst);
      } catch {
        this.putBack(batch, emptyFirst);
        this.setState("failed");
        return;
      }
    }
    this.setState("saved");
  }

  /**
   * @param {Map<string, Entry>} batch
   * @param {boolean} emptyFirst
   */
  putBack(batch, emptyFirst) {
    if (!this.emptyFirst) this.queue = new Map([...batch, ...this.queue]);
    this.emptyFirst ||= emptyFirst;
    this.database?.close();
    this.database = null;
  }

  /** @returns {Promise<IDBDatabase>} */
  async opened() {
    this.database ??= await openDatabase(this.name, () => {
      this.database = null;
    });
    return this.database;
  }
}

/**
 * @param {string} name
 * @param {() => void} gone
 * @returns {Promise<IDBDatabase>}
 */
function openDatabase(name, gone) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    let late = false;
    setTimeout(() => {
      late = true;
      reject(new Error("timeout"));
    }, OPEN_TIMEOUT);
    request.onupgradeneeded = () => SHELVES.forEach((shelf) => request.result.createObjectStore(shelf, { keyPath: "id" }));
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const database = request.result;
      if (late) return database.close();
      database.onclose = gone;
      database.onversionchange = () => {
        database.close();
        gone();
      };
      resolve(database);
    };
  });
}

/**
 * @param {string} name
 * @returns {Promise<void>}
 */
function deleteDatabase(name) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    setTimeout(() => reject(new Error("timeout")), OPEN_TIMEOUT);
    request.onerror = () => reject(request.error);
    request.onsuccess = () => resolve();
  });
}

/**
 * @param {IDBDatabase} database
 * @param {Entry[]} entries
 * @param {boolean} emptyFirst
 * @returns {Promise<void>}
 */
function commit(database, entries, emptyFirst) {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(SHELVES, "readwrite", { durability: "strict" });
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
    if (emptyFirst) SHELVES.filter((shelf) => shelf !== "settings").forEach((shelf) => transaction.objectStore(shelf).clear());
    for (const { shelf, id, value } of entries) {
      if (value === null) transaction.objectStore(shelf).delete(id);
      else transaction.objectStore(shelf).put({ id, value });
    }
  });
}

/**
 * @param {IDBDatabase} database
 * @returns {Promise<Kept>}
 */
function readAll(database) {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(SHELVES, "readonly");
    const requests = SHELVES.map((shelf) => ({ shelf, request: transaction.objectStore(shelf).getAll() }));
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
    transaction.oncomplete = () => {
      const shelves = requests.map(({ shelf, request }) => [shelf, Object.fromEntries(request.result.map(({ id, value }) => [id, value]))]);
      resolve(Object.fromEntries(shelves));
    };
  });
}
