/**
 * A user's own model, from one JSON file. Somebody may have sent it, so nothing in it is believed: what is read is built
 * anew from checked values, and a file with a mistake is refused as a whole. Pure, but for the browser's SHA-256.
 */
import { isFields, ownValue } from "../scoring/record.js";
import { Check, optional } from "../state/check.js";
import { profileReader } from "../state/reading.js";
import { fileFields, hexOf } from "./json.js";
import { FileProblem, problemIn } from "./problem.js";

/**
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Texts} Texts
 * @typedef {import("../types.js").Fields} Fields
 * @typedef {import("../types.js").Message} Message
 * @typedef {import("../state/check.js").Reader<any>} Reader
 */

/** How much a model may hold. */
export const MODEL_LIMITS = { items: 2000, categories: 50, scales: 10, levels: 11, others: 50 };

const MODEL_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/;
const LANGUAGE_TAG = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$/;
const HASH = /^[0-9a-f]{64}$/;
// No address that runs a script or opens a file.
const WEB_ADDRESS = /^(https?:[/]{2}[^\s"'<>]+)?$/;

/**
 * The model of a file and its words by language (without interface texts, which are the tool's).
 * @param {string} text
 * @returns {Promise<{model: Model | null, texts: Record<string, Texts>, problems: Message[]}>}
 */
export async function parseModelFile(text) {
  try {
    const file = fileFields(text, {
      format: "shirube-model",
      version: 1,
      other: "tool.modelfile.format",
    });
    if (!isFields(file.model)) throw new FileProblem("tool.problem.type", { place: "model" });
    const check = new Check();
    const [model, words] = modelReaders(check).map((read, at) =>
      read(at === 0 ? file.model : file.texts, at === 0 ? "model" : "texts", ""),
    );
    if (check.problems.length === 0) checkRelations(check, model);
    if (check.problems.length === 0)
      model.profiles = model.profiles?.map((/** @type {unknown} */ one, /** @type {number} */ at) =>
        ownProfile(check, model, one, `model.profiles.${at}`),
      );
    if (Object.keys(words).length === 0) check.problem("tool.modelfile.missing", "texts");
    for (const tag of Object.keys(words))
      if (!LANGUAGE_TAG.test(tag)) check.problem("tool.modelfile.language", `texts.${tag}`);
    if (check.problems.length > 0) return { model: null, texts: {}, problems: check.problems };
    const given = Object.entries(model).filter(([, value]) => value !== undefined);
    const texts = Object.entries(words).map(([tag, one]) => [
      tag,
      filledWords(model, /** @type {Texts} */ (one), tag),
    ]);
    return {
      model: await ownModel(/** @type {Model} */ (Object.fromEntries(given)), file.model),
      texts: Object.fromEntries(texts),
      problems: [],
    };
  } catch (error) {
    return { model: null, texts: {}, problems: [problemIn(error)] };
  }
}

/**
 * Whoever wrote it, it is a model of the user's own here: its hash is computed and never believed, and no hash that it names is
 * taken for a former one of it. Older tools computed one of the whole part where the file stated none.
 * @param {Model} model
 * @param {unknown} part As it stands in the file.
 * @returns {Promise<Model>}
 */
async function ownModel(model, part) {
  const { hash: stated, ...rest } = /** @type {Fields} */ (part);
  const formerHashes = HASH.test(String(stated)) ? [] : [await hashOf(rest)];
  return { ...model, hash: await definitionHash(model), formerHashes, own: true };
}

/**
 * What decides what an answer means, as SHA-256 of its canonical form (RFC 8785) in hex: of what is known of a model and not
 * empty, but for what may change without making answers incomparable. `src/scoring/definition.rs` is its twin.
 * @param {Model} model
 * @returns {Promise<string>}
 */
export function definitionHash({
  hash: _,
  formerHashes: _former,
  own: _own,
  patterns: _patterns,
  profiles: _profiles,
  ...definition
}) {
  return hashOf(
    Object.fromEntries(
      Object.entries(definition).filter(
        ([, value]) => !(Array.isArray(value) && value.length === 0),
      ),
    ),
  );
}

/**
 * @param {unknown} value
 * @returns {Promise<string>}
 */
async function hashOf(value) {
  if (!crypto.subtle) throw new FileProblem("tool.lacks.what.crypto");
  const bytes = await crypto.subtle.digest(
    "SHA-256",
    new TextEncoder().encode(canonicalJson(value)),
  );
  return hexOf(new Uint8Array(bytes));
}

/**
 * Names sorted, no space; fields that are `left` out are not there.
 * @param {unknown} value
 * @param {(string | undefined)[]} [left] How what is left out is written.
 * @returns {string}
 */
function canonicalJson(value, left = [undefined]) {
  if (Array.isArray(value)) return `[${value.map((one) => canonicalJson(one, left)).join(",")}]`;
  if (value instanceof Map) return canonicalJson(Object.fromEntries(value), left);
  if (!isFields(value)) return JSON.stringify(value);
  const fields = Object.keys(value)
    .sort()
    .map((name) => /** @type {const} */ ([name, canonicalJson(value[name], left)]));
  return `{${fields
    .filter(([, text]) => !left.includes(text))
    .map(([name, text]) => `${JSON.stringify(name)}:${text}`)
    .join(",")}}`;
}

/**
 * Whether a model of a file is that of the page in every respect: what it asks, and its patterns, profiles and words.
 * @param {import("../types.js").ToolData} page
 * @param {{model: Model, texts: Record<string, Texts>}} own
 */
export function isModelOf(page, { model, texts }) {
  return (
    model.hash === page.model.hash &&
    besideDefinition(model, texts) === besideDefinition(page.model, page.texts)
  );
}

/**
 * @param {Model} model
 * @param {Record<string, Texts>} texts
 */
function besideDefinition(model, texts) {
  const { patterns, profiles = [] } = model;
  const words = Object.entries(texts).map(([tag, one]) => {
    const { ui: _, notice, items, ...its } = filledWords(model, one, tag);
    const said = Object.entries(items).map(([id, { title, description, levels }]) => [
      id,
      { title, description, levels },
    ]);
    return [tag, { ...its, notice: notice?.text, items: Object.fromEntries(said) }];
  });
  const thresholds = profiles.map(({ ours: _, kept: _kept, ...profile }) => profile);
  return canonicalJson(
    [patterns ?? [], thresholds, Object.fromEntries(words)],
    [undefined, "null", '""', "{}", "[]"],
  );
}

/**
 * What the two parts of the file look like.
 * @param {Check} check
 * @returns {[Reader, Reader]}
 */
function modelReaders(check) {
  /** @type {(fits: (text: string) => boolean, key: string) => Reader} */
  const fitting = (fits, key) => (value, place) => {
    const text = check.text(value, place);
    // Of what is no text that is said already.
    const isText = typeof (value ?? "") === "string";
    if (isText && !fits(text)) check.problem(key, place);
    return text;
  };
  /** @type {(read: Reader) => Reader} */
  const maybe = (read) => (value, place, name) =>
    value === undefined || value === null ? undefined : read(value, place, name);
  /** @type {(read: Reader) => Reader} */
  const byId = (read) => (value, place, name) =>
    Object.fromEntries(check.map(read)(value, place, name));
  /** @type {(read: Reader, most?: number) => Reader} */
  const listOf = (read, most = MODEL_LIMITS.others) => check.list(read, most);
  /** @type {(shape: Record<string, Reader>) => Reader} */
  const record = (shape) => check.record(shape);
  const id = fitting((text) => MODEL_ID.test(text), "tool.modelfile.id");
  const filled = fitting((text) => text.trim() !== "", "tool.modelfile.missing");
  const address = fitting((text) => WEB_ADDRESS.test(text), "tool.modelfile.address");
  const { text: line, note: text } = check;
  const texts = byId(text);
  /** @type {Reader} */
  const any = (value) => value;
  const model = record({
    id,
    version: filled,
    owner: line,
    lang: maybe(fitting((tag) => LANGUAGE_TAG.test(tag), "tool.modelfile.language")),
    scales: byId(listOf(any, MODEL_LIMITS.levels)),
    categories: listOf(id, MODEL_LIMITS.categories),
    items: listOf(
      record({
        id,
        category: line,
        scales: listOf(line, MODEL_LIMITS.scales),
        name: filled,
        unconfirmed: (value, place) => check.flag(value, place) || undefined,
      }),
      MODEL_LIMITS.items,
    ),
    aggregation: maybe(fitting((name) => name === "mean", "tool.modelfile.aggregation")),
    leftOut: maybe(listOf(any)),
    decided: maybe(listOf(any)),
    evidenceFrom: maybe(any),
    strengthenBelow: maybe(any),
    shortcuts: maybe(listOf(record({ id, level: any }))),
    patterns: maybe(listOf(record({ id, sides: texts, reasons: texts }))),
    profiles: maybe(listOf(check.fields)),
    earlier: maybe(
      listOf(
        record({
          model: id,
          version: filled,
          names: texts,
          lookAgain: listOf(id, MODEL_LIMITS.items),
        }),
      ),
    ),
  });
  const item = record({ title: line, description: text, levels: texts, href: address });
  const words = record({
    model: line,
    categories: texts,
    scales: byId(texts),
    scaleTexts: byId(texts),
    scaleNames: texts,
    items: byId(item),
    profiles: byId(record({ name: line, text, reasons: texts })),
    patterns: byId(record({ name: line, text })),
    reasons: texts,
    shortcuts: texts,
    findings: byId(record({ high: text, low: text })),
    notice: optional(record({ text, link: line, address })),
    steps: listOf(text),
    help: listOf(text),
  });
  return [model, byId(words)];
}

/**
 * Whether what a model names is there, once, and its levels are levels. Its twin is `src/scoring/mistakes.rs`.
 * @param {Check} check
 * @param {Model} model
 */
function checkRelations(check, model) {
  const { scales, categories, items, patterns = [], shortcuts = [], profiles = [] } = model;
  const scaleIds = Object.keys(scales);
  for (const [name, ids] of Object.entries({ scales: scaleIds, categories, items }))
    if (ids.length === 0) check.problem("tool.modelfile.missing", `model.${name}`);
  checkScales(check, model);
  checkItems(check, model);
  once(check, categories, "model.categories");
  for (const [name, list] of Object.entries({ items, patterns, shortcuts, profiles }))
    once(
      check,
      list.map(({ id }) => id),
      `model.${name}`,
    );
  checkPatterns(check, model);
  checkEarlier(check, model);
  checkLevels(check, model);
}

/**
 * @param {Check} check
 * @param {string[]} ids
 * @param {string} place
 */
function once(check, ids, place) {
  ids.forEach((id, at) => {
    if (ids.indexOf(id) < at) check.problem("tool.modelfile.twice", `${place}.${at}`);
  });
}

/**
 * @param {Check} check
 * @param {Model} model
 */
function checkScales(check, { scales }) {
  const all = Object.entries(scales);
  if (all.length > MODEL_LIMITS.scales) check.problem("tool.problem.long", "model.scales");
  for (const [id, levels] of all) {
    const isRising = levels.every(
      (own, at) =>
        Number.isInteger(own) &&
        Math.abs(own) <= 1000 &&
        (at === 0 || own > (levels[at - 1] ?? own)),
    );
    if (!MODEL_ID.test(id)) check.problem("tool.modelfile.id", `model.scales.${id}`);
    if (!isRising || levels.length === 0)
      check.problem("tool.modelfile.levels", `model.scales.${id}`);
  }
}

/**
 * @param {Check} check
 * @param {Model} model
 */
function checkItems(check, { scales, categories, items }) {
  const known = new Set(categories);
  items.forEach((item, at) => {
    const place = `model.items.${at}`;
    if (!known.has(item.category)) check.problem("tool.modelfile.reference", `${place}.category`);
    const areKnown = item.scales.every((scale) => Object.hasOwn(scales, scale));
    if (!areKnown || item.scales.length === 0)
      check.problem("tool.modelfile.reference", `${place}.scales`);
    once(check, item.scales, `${place}.scales`);
  });
}

/**
 * @param {Check} check
 * @param {Model} model
 */
function checkPatterns(check, { scales, items, patterns = [] }) {
  const known = new Set(items.map(({ id }) => id));
  patterns.forEach(({ sides }, at) => {
    for (const [item, side] of Object.entries(sides))
      if (!known.has(item) || !Object.hasOwn(scales, side))
        check.problem("tool.modelfile.reference", `model.patterns.${at}.sides.${item}`);
  });
}

/**
 * A model can neither be its own earlier one nor have one twice: which of the two would an answer be carried over by?
 * @param {Check} check
 * @param {Model} model
 */
function checkEarlier(check, { id, version, earlier = [] }) {
  const editions = earlier.map((one) => `${one.model} ${one.version}`);
  editions.forEach((edition, at) => {
    if (editions.indexOf(edition) < at || edition === `${id} ${version}`)
      check.problem("tool.modelfile.twice", `model.earlier.${at}`);
  });
}

/**
 * Levels that are named beside the scales are levels of some scale.
 * @param {Check} check
 * @param {Model} model
 */
function checkLevels(check, model) {
  const levels = Object.values(model.scales).flat();
  const level = (/** @type {unknown} */ value, /** @type {string} */ place) => {
    if (!levels.some((one) => one === value)) check.problem("tool.problem.level", place);
  };
  model.shortcuts?.forEach((one, at) => level(one.level, `model.shortcuts.${at}.level`));
  for (const name of /** @type {const} */ (["leftOut", "decided"]))
    model[name]?.forEach((one, at) => level(one, `model.${name}.${at}`));
  for (const name of /** @type {const} */ (["evidenceFrom", "strengthenBelow"]))
    if (model[name] !== undefined) level(model[name], `model.${name}`);
}

/**
 * Whatever the file says, a profile of it is not a proposal of ours, and it keeps no field that nobody knows.
 * @param {Check} check
 * @param {Model} model
 * @param {unknown} given
 * @param {string} place
 */
function ownProfile(check, model, given, place) {
  const profile = profileReader(check, model)(given, place, "");
  if (!MODEL_ID.test(profile.id)) check.problem("tool.modelfile.id", `${place}.id`);
  if (!WEB_ADDRESS.test(profile.address))
    check.problem("tool.modelfile.address", `${place}.address`);
  for (const item of profile.levels.keys())
    if (!model.items.some(({ id }) => id === item))
      check.problem("tool.modelfile.reference", `${place}.levels.${item}`);
  profile.exemptions.forEach((item, at) => {
    if (!model.items.some(({ id }) => id === item))
      check.problem("tool.modelfile.reference", `${place}.exemptions.${at}`);
  });
  return { ...profile, ours: false, kept: {} };
}

/**
 * Words with the id or the official name where a language lacks one.
 * @param {Model} model
 * @param {Texts} words
 * @param {string} lang
 * @returns {Texts}
 */
function filledWords(model, words, lang) {
  const named = (
    /** @type {string[]} */ ids,
    /** @type {Record<string, string> | undefined} */ names,
  ) => Object.fromEntries(ids.map((id) => [id, ownValue(names, id) || id]));
  const scales = Object.keys(model.scales);
  const items = model.items.map(({ id, name }) => {
    const own = ownValue(words.items, id) ?? { title: "", description: "", levels: {}, href: "" };
    return [id, { ...own, title: own.title || name, lang }];
  });
  return {
    ...words,
    ui: {},
    model: words.model || model.id,
    categories: named(model.categories, words.categories),
    scales: Object.fromEntries(scales.map((id) => [id, ownValue(words.scales, id) ?? {}])),
    scaleNames: named(scales, words.scaleNames),
    items: Object.fromEntries(items),
  };
}
