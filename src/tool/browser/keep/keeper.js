/**
 * What the browser keeps of an assessment: which records a change touches, and how they are read back. Of what cannot be
 * understood nothing is written over, and of the sample team nothing is written at all. `Keeper.load` reads, `keep` and
 * `replace` write; `store.js` has the database, `found.js` says what stood in it.
 */
import { serialise } from "../formats/file.js";
import { isEmpty } from "../state/assessment.js";
import { changedRecords } from "../state/records.js";
import { NO_BACKUP, backupFrom } from "./backup.js";
import { GENERATION, deleteDatabase, readExisting } from "./database.js";
import {
  NOTHING_KEPT,
  copiesIn,
  isFormer,
  isNothing,
  readable,
  settingsIn,
  troubled,
  unsealed,
} from "./found.js";
import { understood } from "./rescue.js";
import { isSealRecord, newSeal, unlockedSeal } from "./seal.js";
import { Store } from "./store.js";

/**
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Assessment} Assessment
 * @typedef {import("../types.js").Message} Message
 * @typedef {import("../types.js").Copy} Copy
 * @typedef {import("./database.js").Raw} Raw
 * @typedef {import("./database.js").ShelfEntry} ShelfEntry
 * @typedef {import("./store.js").SaveState} SaveState
 * @typedef {import("./found.js").Loaded} Loaded
 * @typedef {import("./found.js").Kept} Kept
 */

/** The version of what is stored; it is part of the database's name, so that an older tool still finds its own. */
const STORAGE_VERSION = 2;
const COPIES = 5;
const HASH_PART = 32;

/** Keeps one assessment in one database. */
export class Keeper {
  /**
   * @param {Model} model
   * @param {(state: SaveState) => void} report
   * @param {Model} [base] That of the page, where the model is from a user's own file.
   */
  constructor(model, report, base) {
    this.model = model;
    const { id, version, hash, own } = model;
    const named = (/** @type {string | number} */ place) =>
      `shirube-assessment/${id}/${version}/${place}`;
    // A user's own model may have the name of any other: what is kept of it belongs to its definition, too.
    this.name = own
      ? `shirube-assessment/own/${id}/${version}/${hash.slice(0, HASH_PART)}/${STORAGE_VERSION}`
      : named(STORAGE_VERSION);
    /** Where older tools kept it; null where that is another model's place. */
    this.earlierName =
      own && base?.id === id && base.version === version
        ? null
        : named(own ? STORAGE_VERSION : STORAGE_VERSION - 1);
    /** @type {unknown} Of the definition that what is kept was made with. */
    this.hash = hash;
    /** @type {Record<string, unknown>} Settings as they are kept, but for the seal. */
    this.settings = {};
    this.store = new Store(this.name, report, () => this.everything());
    /** @type {Assessment | null} What the store has, once all is written. */
    this.kept = null;
    /** @type {Copy[]} Safety copies, the newest first. */
    this.copies = [];
    this.backup = NO_BACKUP;
    /** @type {unknown} Of a sealed store: how its key is made. */
    this.sealRecord = null;
    /** @type {"unable" | "nothing" | "aside"} Why nothing is kept: the browser cannot, the user does not want it, or what is kept is left alone. */
    this.memory = "unable";
  }

  /** @returns {SaveState} */
  get state() {
    return this.store.state;
  }

  /**
   * How the assessment is kept.
   * @returns {import("../types.js").Keeping["mode"]}
   */
  get mode() {
    if (this.state === "memory") return this.memory;
    return this.store.seal ? "sealed" : "browser";
  }

  /** Whether changes wait to be written. */
  get waiting() {
    return this.store.queue.size > 0;
  }

  /**
   * @param {boolean} [only] Whether this tab only looks and does not write.
   * @returns {Promise<Loaded>}
   */
  async load(only = false) {
    [this.kept, this.copies, this.hash] = [null, [], this.model.hash];
    /** @type {Raw | null} */
    let raw = null;
    try {
      if (this.state !== "memory") raw = await (only ? this.store.look() : this.store.read());
    } catch {
      return troubled("closed", { shelves: {}, sound: false }, {});
    }
    if (raw === null) return NOTHING_KEPT;
    const settings = settingsIn(raw);
    this.backup = backupFrom(settings.backup);
    this.sealRecord = settings.seal ?? null;
    const { seal: _, [GENERATION]: _generation, ...others } = settings;
    this.settings = others;
    if (this.sealRecord === null) this.store.seal = null;
    const locked = isSealRecord(this.sealRecord) && !this.store.seal?.fits(this.sealRecord);
    if (locked && raw.sound) return troubled("locked", raw, settings);
    return this.read(raw, settings);
  }

  /**
   * @param {Raw} raw
   * @param {Record<string, unknown>} settings
   * @returns {Promise<Loaded>}
   */
  async read(raw, settings) {
    const kept = this.store.seal ? await unsealed(this.store.seal, raw) : readable(raw);
    const sound =
      raw.sound && kept.whole && (this.sealRecord === null || isSealRecord(this.sealRecord));
    this.copies = copiesIn(kept.copies);
    const found = sound && isNothing(kept) ? await this.earlier(settings) : kept;
    if (found === null) return { ...NOTHING_KEPT, settings };
    const { assessment, problems } = understood(this.model, found);
    if (!sound || problems.length > 0)
      return troubled("damaged", raw, settings, isNothing(found) ? null : assessment, problems);
    if (found === kept) this.kept = assessment;
    const { hash = this.model.hash } = found.parts;
    const former = isFormer(this.model, hash);
    this.hash = former ? this.model.hash : hash;
    // The hash is renewed with the next change.
    if (former) this.store.generation = "";
    return {
      ...NOTHING_KEPT,
      assessment,
      settings,
      otherHash: this.hash !== this.model.hash,
      earlier: found !== kept,
    };
  }

  /**
   * What an older tool kept, if nothing of it has been taken over before. Its database stays as it is: an older copy of the
   * tool goes on with it.
   * @param {Record<string, unknown>} settings
   * @returns {Promise<Kept | null>}
   */
  async earlier(settings) {
    if (settings.earlier !== undefined || this.sealRecord !== null) return null;
    const kept = await this.keptByOlder();
    return kept &&
      kept.whole &&
      !isNothing(kept) &&
      understood(this.model, kept).problems.length === 0
      ? kept
      : null;
  }

  /**
   * What an older tool kept of this very model: that of a user's own model is known by a former hash.
   * @returns {Promise<Kept | null>}
   */
  async keptByOlder() {
    const raw = this.earlierName === null ? null : await readExisting(this.earlierName);
    const kept = raw && readable(raw);
    return kept && (!this.model.own || isFormer(this.model, kept.parts.hash)) ? kept : null;
  }

  /**
   * Writes what differs from what was kept before.
   * @param {Assessment} next
   */
  keep(next) {
    if (next.sample) return;
    if (this.kept === null) return this.replace(next);
    for (const { shelf, id, value } of changedRecords(this.kept, next))
      this.store.put(shelf, id, value);
    this.kept = next;
  }

  /**
   * Writes a whole assessment in place of the one that was kept, in one transaction.
   * @param {Assessment} next
   */
  replace(next) {
    if (next.sample) return;
    this.hash = this.model.hash;
    this.store.replace(this.entries(next));
    this.kept = next;
  }

  /**
   * All that is to be kept; null where nothing is known of it, so that nothing may be written over.
   * @returns {ShelfEntry[] | null}
   */
  everything() {
    if (this.kept === null) return null;
    const settings = Object.entries(this.settings).map(([id, value]) => ({
      shelf: /** @type {const} */ ("settings"),
      id,
      value,
    }));
    return [...this.entries(this.kept), ...this.copyEntries(), ...settings];
  }

  /** @returns {ShelfEntry[]} */
  copyEntries() {
    return this.copies.map((copy) => ({ shelf: "copies", id: copy.id, value: copy }));
  }

  /**
   * All records of an assessment.
   * @param {Assessment} state
   * @returns {ShelfEntry[]}
   */
  entries(state) {
    return [...changedRecords(null, state), { shelf: "parts", id: "hash", value: this.hash }];
  }

  /**
   * Keeps an assessment that is about to be replaced as a safety copy; the oldest copy goes.
   * @param {Assessment} state
   * @param {string} now
   */
  keepCopy(state, now) {
    if (state.sample || isEmpty(state)) return;
    const copy = {
      id: `${now} ${crypto.randomUUID().slice(0, 8)}`,
      taken: now,
      team: state.team,
      text: serialise(this.model, state),
    };
    const all = [copy, ...this.copies];
    this.copies = all.slice(0, COPIES);
    this.store.put("copies", copy.id, copy);
    for (const { id } of all.slice(COPIES)) this.store.put("copies", id, null);
  }

  /**
   * Notes that all is in a file now: one that was saved, or one that was opened.
   * @param {string} now
   * @param {boolean} saved
   */
  noteFile(now, saved) {
    this.backup = { saved: saved ? now : this.backup.saved, since: now, first: "" };
    this.keepSetting("backup", this.backup);
  }

  /**
   * Notes when the first change was made that is in no file.
   * @param {string} now
   */
  noteChange(now) {
    if (this.backup.first !== "") return;
    this.backup = { ...this.backup, first: now };
    this.keepSetting("backup", this.backup);
  }

  /**
   * @param {string} name
   * @param {unknown} value
   */
  keepSetting(name, value) {
    this.settings = { ...this.settings, [name]: value };
    this.store.put("settings", name, value);
  }

  /** Tries again to write what could not be written, or is not there any more. */
  retry() {
    this.keepSetting("backup", this.backup);
  }

  /**
   * Opens the sealed store; returns why it cannot.
   * @param {string} passphrase
   * @returns {Promise<Message | null>}
   */
  async unlock(passphrase) {
    if (!isSealRecord(this.sealRecord)) return { key: "tool.protected.damaged", args: {} };
    const seal = await unlockedSeal(this.sealRecord, passphrase);
    if ("args" in seal) return seal;
    this.store.seal = seal;
    return null;
  }

  /**
   * Writes everything anew, sealed under a passphrase or readable again (""). Returns whether it is done.
   * @param {string} passphrase
   * @param {Assessment} state
   */
  async protect(passphrase, state) {
    const seal = passphrase === "" ? null : await newSeal(passphrase);
    this.kept = state;
    return this.store.rewrite(seal, [...this.entries(state), ...this.copyEntries()]);
  }

  /**
   * Keeps nothing from now on. What is kept stays as it is.
   * @param {"nothing" | "aside"} why
   */
  useMemory(why) {
    [this.kept, this.memory] = [null, why];
    this.store.useMemory();
  }

  /**
   * Keeps everything again after a time of keeping nothing.
   * @param {Assessment} state
   * @param {Record<string, unknown>} settings
   */
  keepAgain(state, settings) {
    this.store.setState("idle");
    this.replace(state);
    for (const copy of this.copies) this.store.put("copies", copy.id, copy);
    // What an older tool kept has been left behind once: it does not come back by itself.
    for (const [name, value] of Object.entries({ ...settings, backup: this.backup, earlier: true }))
      this.keepSetting(name, value);
  }

  /** Lets go of the database; what is written is written first. */
  close() {
    return this.store.close();
  }

  /**
   * Deletes everything that the browser keeps: with `all`, also what an older tool kept; otherwise that is not taken over.
   * @param {boolean} all
   */
  async destroy(all) {
    await this.store.destroy();
    [this.kept, this.copies, this.backup, this.settings] = [null, [], NO_BACKUP, {}];
    if (all && this.earlierName !== null && (!this.model.own || (await this.keptByOlder())))
      await deleteDatabase(this.earlierName);
    else if (!all) this.keepSetting("earlier", true);
  }
}
