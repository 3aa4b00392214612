/**
 * What the browser keeps of an assessment: which records a change touches, and how they are read back. Of what cannot be
 * understood nothing is written over.
 */
import { changedRecords, fromParts } from "../state/parts.js";
import { isFields } from "../state/check.js";
import { Store } from "./store.js";

/**
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Assessment} Assessment
 * @typedef {import("./store.js").SaveState} SaveState
 * @typedef {{assessment: Assessment | null, settings: Record<string, unknown>, damaged: boolean, otherHash: boolean}} Loaded
 */

/** The version of what is stored; it is part of the database's name, so that an older tool still finds its own. */
const STORAGE_VERSION = 2;

/** Keeps one assessment in one database. */
export class Keeper {
  /**
   * @param {Model} model
   * @param {(state: SaveState) => void} report
   */
  constructor(model, report) {
    this.model = model;
    this.name = `shirube-assessment/${model.id}/${model.version}/${STORAGE_VERSION}`;
    this.store = new Store(this.name, report);
    /** @type {Assessment | null} What the store has, once all is written. */
    this.kept = null;
  }

  /** @returns {SaveState} */
  get state() {
    return this.store.state;
  }

  /** Whether changes wait to be written. */
  get waiting() {
    return this.store.queue.size > 0;
  }

  /** @returns {Promise<Loaded>} */
  async load() {
    const found = await this.store.load();
    const settings = found?.settings ?? {};
    this.kept = null;
    if (!found || Object.keys(found.parts).length + Object.keys(found.answers).length === 0) return { assessment: null, settings, damaged: false, otherHash: false };
    const { hash, rest, ...parts } = found.parts;
    const { assessment, problems } = fromParts(this.model, { ...parts, answers: found.answers, rest: isFields(rest) ? rest : {} });
    const damaged = problems.length > 0;
    if (damaged) this.store.useMemory();
    else this.kept = assessment;
    return { assessment: damaged ? null : assessment, settings, damaged, otherHash: hash !== undefined && hash !== this.model.hash };
  }

  /**
   * Writes what differs from what was kept before.
   * @param {Assessment} next
   */
  keep(next) {
    if (this.kept === null) return this.replace(next);
    for (const { shelf, id, value } of changedRecords(this.kept, next)) this.store.put(shelf, id, value);
    this.kept = next;
  }

  /**
   * Writes a whole assessment in place of the one that was kept, in one transaction.
   * @param {Assessment} next
   */
  replace(next) {
    this.store.replace([...changedRecords(null, next), { shelf: "parts", id: "hash", value: this.model.hash }]);
    this.kept = next;
  }

  /**
   * @param {string} name
   * @param {unknown} value
   */
  keepSetting(name, value) {
    this.store.put("settings", name, value);
  }

  /** Tries again to write what could not be written. */
  retry() {
    this.store.write();
  }

  /** Waits until all is written that can be, and closes the database. */
  async close() {
    await this.store.running;
    this.store.database?.close();
    this.store.database = null;
  }

  /** Deletes everything that the browser keeps. */
  async destroy() {
    await this.store.destroy();
    this.kept = null;
  }
}
