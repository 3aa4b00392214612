/**
 * A user's own model, from one JSON file. Somebody may have sent it, so nothing in it is believed: what is read is built
 * anew from checked values, and a file with a mistake is refused as a whole. Pure, but for the browser's SHA-256.
 */
import { FieldCheck, TEXT_LIMITS } from "./check.js";
import { fileFields, isRecord } from "./json.js";
import { problemIn } from "./problem.js";

/**
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Texts} Texts
 * @typedef {import("../types.js").Fields} Fields
 * @typedef {import("../types.js").Message} Message
 * @typedef {import("../types.js").Profile} Profile
 */

/** How much a model may hold. */
export const MODEL_LIMITS = { items: 2000, categories: 50, scales: 10, levels: 11, others: 50, languages: 20 };

const MODEL_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/;
const LANGUAGE_TAG = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$/;
const WEB_ADDRESS = /^https?:[/]{2}[^\s"'<>]+$/;

/**
 * The model of a file and its words by language (without interface texts, which are the tool's).
 * @param {string} text
 * @returns {Promise<{model: Model | null, texts: Record<string, Texts>, problems: Message[]}>}
 */
export async function parseModelFile(text) {
  try {
    const file = fileFields(text, { format: "shirube-model", version: 1, other: "tool.modelfile.format" });
    const reader = new ModelReader();
    const model = reader.model(file.model);
    const texts = reader.languages(model, file.texts);
    const { problems } = reader;
    if (problems.length > 0) return { model: null, texts: {}, problems };
    return { model: { ...model, hash: await modelHash(file.model) }, texts, problems };
  } catch (error) {
    return { model: null, texts: {}, problems: [problemIn(error)] };
  }
}

/**
 * SHA-256 of the `model` part in its canonical form (RFC 8785: names sorted, no space), in hex. A `hash` in it does not count.
 * @param {unknown} given
 * @returns {Promise<string>}
 */
export async function modelHash(given) {
  const { hash: _, ...part } = isRecord(given) ? given : {};
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(canonicalJson(part)));
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * @param {unknown} value
 * @returns {string}
 */
function canonicalJson(value) {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (!isRecord(value)) return JSON.stringify(value) ?? "null";
  return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name])}`).join(",")}}`;
}

/** Reads the two parts of a model's file. */
class ModelReader extends FieldCheck {
  /**
   * @param {unknown} given
   * @returns {Model}
   */
  model(given) {
    const part = this.fields(given ?? 0, "model");
    const scales = this.scales(part.scales);
    const categories = this.ids(part.categories, "model.categories", MODEL_LIMITS.categories);
    const items = this.items(part.items, scales, categories);
    const model = {
      id: this.id(part.id, "model.id"),
      version: this.line(part.version, "model.version"),
      hash: "",
      owner: this.line(part.owner, "model.owner"),
      ...this.optional(part, "lang", () => this.tag(part.lang, "model.lang")),
      scales,
      categories,
      items,
      ...this.optional(part, "aggregation", () => this.aggregation(part.aggregation)),
    };
    return { ...model, ...this.rules(part, model) };
  }

  /**
   * What a model may have besides its items.
   * @param {Fields} part
   * @param {Pick<Model, "items" | "scales">} model
   */
  rules(part, model) {
    const items = new Set(model.items.map((item) => item.id));
    const levels = new Set(Object.values(model.scales).flat());
    const several = (/** @type {string} */ name) => this.list(part[name], `model.${name}`, MODEL_LIMITS.others).map((one, at) => ({ one: this.fields(one, `model.${name}.${at}`), place: `model.${name}.${at}` }));
    const ofLevels = (/** @type {string} */ name) => this.list(part[name], `model.${name}`, MODEL_LIMITS.levels).map((level, at) => this.levelOf(level, levels, `model.${name}.${at}`));
    const rules = {
      leftOut: () => ofLevels("leftOut"),
      decided: () => ofLevels("decided"),
      evidenceFrom: () => this.levelOf(part.evidenceFrom, levels, "model.evidenceFrom"),
      strengthenBelow: () => this.levelOf(part.strengthenBelow, levels, "model.strengthenBelow"),
      shortcuts: () => this.unique(several("shortcuts").map(({ one, place }) => ({ id: this.id(one.id, place), level: this.levelOf(one.level, levels, `${place}.level`) })), "model.shortcuts"),
      patterns: () => this.unique(several("patterns").map(({ one, place }) => this.pattern(one, place, model)), "model.patterns"),
      profiles: () => this.unique(several("profiles").map(({ one, place }) => this.profile(one, place, items, levels)), "model.profiles"),
      earlier: () => several("earlier").map(({ one, place }) => this.earlier(one, place)),
    };
    return Object.fromEntries(Object.entries(rules).flatMap(([name, read]) => (part[name] === undefined ? [] : [[name, read()]])));
  }

  /**
   * A field that may be absent.
   * @template T
   * @param {Fields} part
   * @param {string} name
   * @param {() => T} read
   * @returns {Record<string, T>}
   */
  optional(part, name, read) {
    return part[name] === undefined ? {} : { [name]: read() };
  }

  /**
   * @param {unknown} value
   * @param {string} place
   */
  id(value, place) {
    const id = this.text(value ?? 0, place);
    if (id !== "" && MODEL_ID.test(id)) return id;
    this.problem("tool.modelfile.id", place);
    return "";
  }

  /**
   * A line that must not be empty.
   * @param {unknown} value
   * @param {string} place
   */
  line(value, place) {
    const line = this.text(value, place);
    if (line.trim() === "") this.problem("tool.modelfile.missing", place);
    return line;
  }

  /**
   * @param {unknown} value
   * @param {string} place
   */
  tag(value, place) {
    const tag = this.text(value, place);
    if (!LANGUAGE_TAG.test(tag)) this.problem("tool.modelfile.language", place);
    return tag;
  }

  /**
   * @param {unknown} value
   * @param {ReadonlySet<number>} levels
   * @param {string} place
   */
  levelOf(value, levels, place) {
    if (typeof value === "number" && levels.has(value)) return value;
    this.problem("tool.problem.level", place);
    return 0;
  }

  /**
   * @param {unknown} value
   */
  aggregation(value) {
    if (value !== "mean") this.problem("tool.modelfile.aggregation", "model.aggregation");
    return "mean";
  }

  /**
   * @template {{id: string}} T
   * @param {T[]} things
   * @param {string} place
   * @returns {T[]}
   */
  unique(things, place) {
    const seen = new Set();
    things.forEach(({ id }, at) => {
      if (seen.has(id)) this.problem("tool.modelfile.twice", `${place}.${at}`);
      seen.add(id);
    });
    return things;
  }

  /**
   * A list of ids that is not empty.
   * @param {unknown} value
   * @param {string} place
   * @param {number} limit
   */
  ids(value, place, limit) {
    const ids = this.list(value, place, limit).map((id, at) => ({ id: this.id(id, `${place}.${at}`) }));
    if (ids.length === 0) this.problem("tool.modelfile.missing", place);
    return this.unique(ids, place).map(({ id }) => id);
  }

  /**
   * @param {unknown} value
   * @returns {Record<string, number[]>}
   */
  scales(value) {
    const scales = this.entries(value, "model.scales", MODEL_LIMITS.scales).map(([id, given]) => {
      const place = `model.scales.${id}`;
      const levels = this.list(given, place, MODEL_LIMITS.levels);
      const rising = levels.every((level, at) => Number.isInteger(level) && Math.abs(Number(level)) <= 1000 && (at === 0 || Number(level) > Number(levels[at - 1])));
      if (levels.length === 0 || !rising) this.problem("tool.modelfile.levels", place);
      return [this.id(id, place), rising ? levels.map(Number) : []];
    });
    if (scales.length === 0) this.problem("tool.modelfile.missing", "model.scales");
    return Object.fromEntries(scales);
  }

  /**
   * @param {unknown} value
   * @param {Record<string, number[]>} scales
   * @param {string[]} categories
   */
  items(value, scales, categories) {
    const items = this.list(value, "model.items", MODEL_LIMITS.items).map((given, at) => {
      const place = `model.items.${at}`;
      const one = this.fields(given, place);
      const category = this.text(one.category, `${place}.category`);
      if (!categories.includes(category)) this.problem("tool.modelfile.reference", `${place}.category`);
      const used = this.ids(one.scales, `${place}.scales`, MODEL_LIMITS.scales);
      if (used.some((scale) => !Object.hasOwn(scales, scale))) this.problem("tool.modelfile.reference", `${place}.scales`);
      const unconfirmed = one.unconfirmed === true ? { unconfirmed: true } : {};
      return { id: this.id(one.id, `${place}.id`), category, scales: used, name: this.line(one.name, `${place}.name`), ...unconfirmed };
    });
    if (items.length === 0) this.problem("tool.modelfile.missing", "model.items");
    return this.unique(items, "model.items");
  }

  /**
   * Texts by id.
   * @param {unknown} value
   * @param {string} place
   * @param {(text: string) => boolean} [fits]
   * @returns {Record<string, string>}
   */
  texts(value, place, fits = () => true) {
    const entries = this.entries(value, place, MODEL_LIMITS.items).map(([id, text]) => {
      const read = this.text(text, `${place}.${id}`, TEXT_LIMITS.note);
      if (!fits(read)) this.problem("tool.modelfile.reference", `${place}.${id}`);
      return [id, read];
    });
    return Object.fromEntries(entries);
  }

  /**
   * @param {Fields} one
   * @param {string} place
   * @param {Pick<Model, "scales">} model
   */
  pattern(one, place, model) {
    const known = (/** @type {string} */ scale) => Object.hasOwn(model.scales, scale);
    return { id: this.id(one.id, `${place}.id`), sides: this.texts(one.sides, `${place}.sides`, known), reasons: this.texts(one.reasons, `${place}.reasons`) };
  }

  /**
   * Whatever the file says, a profile of it is not a proposal of ours.
   * @param {Fields} one
   * @param {string} place
   * @param {ReadonlySet<string>} items
   * @param {ReadonlySet<number>} levels
   * @returns {Profile}
   */
  profile(one, place, items, levels) {
    const thresholds = this.entries(one.levels, `${place}.levels`, MODEL_LIMITS.items).map(([item, level]) => {
      const at = `${place}.levels.${item}`;
      if (!items.has(item)) this.problem("tool.modelfile.reference", at);
      return /** @type {const} */ ([item, level === "not-required" ? level : this.levelOf(level, levels, at)]);
    });
    return {
      id: this.id(one.id, `${place}.id`),
      ...this.optional(one, "name", () => this.text(one.name, `${place}.name`)),
      source: this.text(one.source, `${place}.source`),
      address: this.address(one.address, `${place}.address`),
      checked: this.day(one.checked, `${place}.checked`),
      ours: false,
      levels: new Map(thresholds),
      kept: {},
    };
  }

  /**
   * @param {Fields} one
   * @param {string} place
   */
  earlier(one, place) {
    const lookAgain = this.list(one.lookAgain, `${place}.lookAgain`, MODEL_LIMITS.items).map((id, at) => this.id(id, `${place}.lookAgain.${at}`));
    return { model: this.id(one.model, `${place}.model`), version: this.line(one.version, `${place}.version`), names: this.texts(one.names, `${place}.names`), lookAgain };
  }

  /**
   * An address of the web; none that runs a script or opens a file.
   * @param {unknown} value
   * @param {string} place
   */
  address(value, place) {
    const address = this.text(value, place);
    if (address !== "" && !WEB_ADDRESS.test(address)) this.problem("tool.modelfile.address", place);
    return address;
  }

  /**
   * The words of each language; where a language lacks one, the id or the official name stands in.
   * @param {Model} model
   * @param {unknown} value
   * @returns {Record<string, Texts>}
   */
  languages(model, value) {
    const given = this.entries(value, "texts", MODEL_LIMITS.languages).map(([tag, texts]) => {
      const place = `texts.${tag}`;
      return [this.tag(tag, place), this.words(model, this.fields(texts, place), place, tag)];
    });
    if (given.length === 0) this.problem("tool.modelfile.missing", "texts");
    return Object.fromEntries(given);
  }

  /**
   * @param {Model} model
   * @param {Fields} given
   * @param {string} place
   * @param {string} lang
   * @returns {Texts}
   */
  words(model, given, place, lang) {
    const byId = (/** @type {string} */ name) => this.texts(given[name], `${place}.${name}`);
    const nested = (/** @type {string} */ name) => this.nested(given[name], `${place}.${name}`, (one, at) => this.texts(one, at));
    const lines = (/** @type {string} */ name) => this.list(given[name], `${place}.${name}`, MODEL_LIMITS.others).map((line, at) => this.text(line, `${place}.${name}.${at}`, TEXT_LIMITS.note));
    const scales = nested("scales");
    const named = (/** @type {string[]} */ ids, /** @type {Record<string, string>} */ names) => Object.fromEntries(ids.map((id) => [id, Object.hasOwn(names, id) ? names[id] : id]));
    return {
      ui: {},
      model: this.text(given.model, `${place}.model`) || model.id,
      categories: /** @type {Record<string, string>} */ (named(model.categories, byId("categories"))),
      scales: Object.fromEntries(Object.keys(model.scales).map((id) => [id, Object.hasOwn(scales, id) ? (scales[id] ?? {}) : {}])),
      scaleTexts: nested("scaleTexts"),
      scaleNames: /** @type {Record<string, string>} */ (named(Object.keys(model.scales), byId("scaleNames"))),
      items: this.itemWords(model, given.items, `${place}.items`, lang),
      profiles: this.nested(given.profiles, `${place}.profiles`, (one, at) => ({ ...this.nameAndText(one, at), reasons: this.texts(this.fields(one, at).reasons, `${at}.reasons`) })),
      patterns: this.nested(given.patterns, `${place}.patterns`, (one, at) => this.nameAndText(one, at)),
      reasons: byId("reasons"),
      shortcuts: byId("shortcuts"),
      findings: this.nested(given.findings, `${place}.findings`, (one, at) => ({ high: "", low: "", ...this.texts(one, at) })),
      notice: this.notice(given.notice, `${place}.notice`),
      steps: lines("steps"),
      help: lines("help"),
    };
  }

  /**
   * @template T
   * @param {unknown} value
   * @param {string} place
   * @param {(one: unknown, place: string) => T} read
   * @returns {Record<string, T>}
   */
  nested(value, place, read) {
    return Object.fromEntries(this.entries(value, place, MODEL_LIMITS.items).map(([id, one]) => [id, read(one, `${place}.${id}`)]));
  }

  /**
   * @param {unknown} value
   * @param {string} place
   */
  nameAndText(value, place) {
    const one = this.fields(value, place);
    return { name: this.text(one.name, `${place}.name`), text: this.text(one.text, `${place}.text`, TEXT_LIMITS.note) };
  }

  /**
   * @param {Model} model
   * @param {unknown} value
   * @param {string} place
   * @param {string} lang
   * @returns {Texts["items"]}
   */
  itemWords(model, value, place, lang) {
    const given = new Map(this.entries(value, place, MODEL_LIMITS.items));
    return Object.fromEntries(model.items.map(({ id, name }) => {
      const at = `${place}.${id}`;
      const one = this.fields(given.get(id), at);
      const words = {
        title: this.text(one.title, `${at}.title`) || name,
        description: this.text(one.description, `${at}.description`, TEXT_LIMITS.note),
        levels: this.texts(one.levels, `${at}.levels`),
        href: this.address(one.href, `${at}.href`),
        lang,
      };
      return [id, words];
    }));
  }

  /**
   * @param {unknown} value
   * @param {string} place
   * @returns {Texts["notice"]}
   */
  notice(value, place) {
    if (value === undefined || value === null) return null;
    const one = this.fields(value, place);
    return { text: this.text(one.text, `${place}.text`, TEXT_LIMITS.note), link: this.text(one.link, `${place}.link`), address: this.address(one.address, `${place}.address`) };
  }
}
