/** IndexedDB as promises: a database opened, read as it is, written in one transaction, deleted. */

/**
 * @typedef {"answers" | "parts" | "copies" | "sealed" | "settings"} Shelf
 * @typedef {{shelf: Shelf, id: string, value: unknown}} ShelfEntry A value to keep, or null for a record to drop.
 * @typedef {{shelves: Record<string, unknown[]>, sound: boolean}} Raw Every record as it is, and whether the shelves are those that we made.
 * @typedef {{clear: Shelf[], entries: ShelfEntry[]}} Writes
 */

/** @type {Shelf[]} */
export const SHELVES = ["answers", "parts", "copies", "sealed", "settings"];
const OPEN_TIMEOUT = 4000;

/** The setting that tells a database from one of the same name that was made after it was deleted. */
export const GENERATION = "generation";

/**
 * Opens a database and makes it where there is none. No version is asked for: another format is another database, so
 * whatever is there can be opened and looked at.
 * @param {string} name
 * @param {() => void} gone Called when the connection is closed from outside.
 * @returns {Promise<IDBDatabase>}
 */
export function openDatabase(name, gone) {
  return settled(indexedDB.open(name), (request) => {
    request.onupgradeneeded = () =>
      SHELVES.forEach((shelf) => request.result.createObjectStore(shelf, { keyPath: "id" }));
  }).then((database) => {
    database.onclose = gone;
    database.onversionchange = () => {
      database.close();
      gone();
    };
    return database;
  });
}

/**
 * What a database holds; null where there is none. It is neither made nor changed.
 * @param {string} name
 * @returns {Promise<Raw | null>}
 */
export async function readExisting(name) {
  try {
    const database = await settled(indexedDB.open(name), (request) => {
      request.onupgradeneeded = () => request.transaction?.abort();
    });
    return await readAll(database).finally(() => database.close());
  } catch {
    return null;
  }
}

/**
 * What a database holds, without making one: nothing where there is none. Throws where there is one that does not open.
 * @param {string} name
 * @returns {Promise<Raw>}
 */
export async function lookAt(name) {
  const raw = await readExisting(name);
  if (raw) return raw;
  if ((await indexedDB.databases()).some((known) => known.name === name)) throw new Error(name);
  return { shelves: {}, sound: true };
}

/**
 * @param {string} name
 * @returns {Promise<void>}
 */
export async function deleteDatabase(name) {
  await settled(indexedDB.deleteDatabase(name));
}

/**
 * The result of a request to open or delete, if it comes in time. What comes later is closed again.
 * @template {IDBDatabase} R
 * @param {IDBOpenDBRequest} request
 * @param {(request: IDBOpenDBRequest) => void} [prepare]
 * @returns {Promise<R>}
 */
function settled(request, prepare) {
  return new Promise((resolve, reject) => {
    let late = false;
    setTimeout(() => {
      late = true;
      reject(new Error("timeout"));
    }, OPEN_TIMEOUT);
    prepare?.(request);
    request.onerror = () => reject(request.error);
    request.onsuccess = () =>
      late ? request.result?.close() : resolve(/** @type {R} */ (request.result));
  });
}

/**
 * @param {IDBDatabase} database
 * @returns {Promise<Raw>}
 */
export async function readAll(database) {
  const names = [...database.objectStoreNames];
  if (names.length === 0) return { shelves: {}, sound: false };
  const transaction = database.transaction(names, "readonly");
  const stores = names.map((name) => transaction.objectStore(name));
  const requests = stores.map((store) => store.getAll());
  const sound = SHELVES.every((shelf) =>
    stores.some(({ name, keyPath }) => name === shelf && keyPath === "id"),
  );
  await finished(transaction);
  return {
    shelves: Object.fromEntries(names.map((name, at) => [name, requests[at]?.result ?? []])),
    sound,
  };
}

/**
 * Writes everything or nothing, and is done only when it is on the disk. Where the database is not of the generation that it
 * should be of, it is another one by now, and nothing is written.
 * @param {IDBDatabase} database
 * @param {Writes} writes
 * @param {string | null} generation null: whatever it is.
 * @returns {Promise<boolean>} Whether it is written.
 */
export async function commit(database, { clear, entries }, generation) {
  const transaction = database.transaction(SHELVES, "readwrite", { durability: "strict" });
  const mark = transaction.objectStore("settings").get(GENERATION);
  const isRight = () => generation === null || mark.result?.value === generation;
  mark.onsuccess = () => {
    if (!isRight()) return;
    for (const shelf of clear) transaction.objectStore(shelf).clear();
    for (const { shelf, id, value } of entries) {
      if (value === null) transaction.objectStore(shelf).delete(id);
      else transaction.objectStore(shelf).put({ id, value });
    }
  };
  await finished(transaction);
  return isRight();
}

/**
 * @param {IDBTransaction} transaction
 * @returns {Promise<void>}
 */
function finished(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}
