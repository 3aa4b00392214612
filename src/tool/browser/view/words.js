/** The words of the page in one language, and numbers, times and lists as that language writes them. */
import { ownValue } from "../scoring/record.js";

/**
 * @typedef {import("../types.js").ToolData} ToolData
 * @typedef {import("../types.js").Language} Language
 * @typedef {import("../types.js").Message} Message
 * @typedef {import("../types.js").Item} Item
 * @typedef {import("../types.js").ItemTexts} ItemTexts
 */

/** Texts of one language; where one is missing, that of the site's default language. */
export class Words {
  /**
   * @param {ToolData} data
   * @param {string} tag
   */
  constructor(data, tag) {
    this.language = data.languages.find((language) => language.tag === tag) ?? {
      tag,
      name: tag,
      dir: "ltr",
    };
    this.texts = [data.texts[tag], data.texts[data.default]].filter((texts) => texts !== undefined);
    this.model = this.find((texts) => texts.model) ?? data.model.id;
    // Made where they are first needed: the browser takes a good part of the time to open for them.
    /** @type {Intl.ListFormat | undefined} */
    this.list = undefined;
    /** @type {Intl.NumberFormat | undefined} */
    this.decimal = undefined;
  }

  /**
   * A text with its placeholders filled in.
   * @param {string} key
   * @param {Record<string, string | number>} [args]
   * @returns {string}
   */
  say(key, args = {}) {
    const pattern = this.find((texts) => ownValue(texts.ui, key)) ?? key;
    return pattern.replace(/%\{(\w+)\}/g, (whole, name) => String(ownValue(args, name) ?? whole));
  }

  /** @param {Message} message */
  message(message) {
    return this.say(message.key, message.args);
  }

  /** @param {string} id */
  category(id) {
    return this.at(id, "categories", id);
  }

  /**
   * The short name of a level.
   * @param {string} scale
   * @param {number} level
   */
  level(scale, level) {
    return this.at("", "scales", scale, level);
  }

  /**
   * What a level means whatever the item.
   * @param {string} scale
   * @param {number} level
   */
  levelText(scale, level) {
    return this.at("", "scaleTexts", scale, level);
  }

  /**
   * The name of a scale, of a model that has several.
   * @param {string} id
   */
  scale(id) {
    return this.at(id, "scaleNames", id);
  }

  /** @param {string} id */
  pattern(id) {
    return this.at({ name: id, text: "" }, "patterns", id);
  }

  /**
   * Why an item should be on a side.
   * @param {string} id
   */
  reason(id) {
    return this.at("", "reasons", id);
  }

  /** @param {string} id */
  shortcut(id) {
    return this.at(id, "shortcuts", id);
  }

  /**
   * A shipped profile's words, or those that a user's own one brings.
   * @param {import("../types.js").Profile} profile
   */
  profile(profile) {
    const { id, name } = profile;
    const own = { name: name || id, text: "", reasons: /** @type {Record<string, string>} */ ({}) };
    return name ? own : this.at(own, "profiles", id);
  }

  /**
   * What a strong and a weak category mean.
   * @param {string} category
   */
  finding(category) {
    return this.at({ high: "", low: "" }, "findings", category);
  }

  /** What must be known of the model before anything else. */
  notice() {
    return this.at(/** @type {import("../types.js").Texts["notice"]} */ (null), "notice");
  }

  /** How the model is used, step by step. */
  steps() {
    return this.at(/** @type {string[]} */ ([]), "steps");
  }

  /** What to know about scoring. */
  help() {
    return this.at(/** @type {string[]} */ ([]), "help");
  }

  /**
   * @param {Item} item
   * @returns {ItemTexts}
   */
  item(item) {
    return this.at(
      { title: item.name, description: "", levels: {}, href: "", lang: "" },
      "items",
      item.id,
    );
  }

  /**
   * A figure kept in tenths; a dash where there is none.
   * @param {number | null | undefined} tenths
   */
  tenths(tenths) {
    this.decimal ??= new Intl.NumberFormat(this.language.tag, {
      minimumFractionDigits: 1,
      maximumFractionDigits: 1,
    });
    return tenths == null ? "–" : this.decimal.format(tenths / 10);
  }

  /** @param {string[]} parts */
  join(parts) {
    this.list ??= new Intl.ListFormat(this.language.tag, { type: "conjunction", style: "narrow" });
    return this.list.format(parts);
  }

  /**
   * Ids one after the other, none of them broken at its hyphen.
   * @param {string[]} ids
   */
  ids(ids) {
    return this.join(ids.map((id) => id.replaceAll("-", "-\u2060")));
  }

  /**
   * Sentences one after the other: some languages put a space between them, some do not.
   * @param {string[]} sentences
   */
  sentences(sentences) {
    return sentences.reduce((first, second) => this.say("tool.sentences", { first, second }));
  }

  /** @param {Date} time */
  time(time) {
    return time.toLocaleTimeString(this.language.tag, { hour: "2-digit", minute: "2-digit" });
  }

  /**
   * Day and time of a moment, in the user's own time zone.
   * @param {string} moment
   */
  moment(moment) {
    return new Date(moment).toLocaleString(this.language.tag, {
      dateStyle: "long",
      timeStyle: "short",
    });
  }

  /**
   * A day as the language writes it; what is no day stays as it is.
   * @param {string} day
   */
  day(day) {
    const time = new Date(`${day}T12:00:00Z`);
    return Number.isNaN(time.getTime())
      ? day
      : time.toLocaleDateString(this.language.tag, { dateStyle: "long", timeZone: "UTC" });
  }

  /**
   * What the texts have at the end of a path of names.
   * @template T
   * @param {T} otherwise Where no language has it.
   * @param {...(string | number)} path
   * @returns {T}
   */
  at(otherwise, ...path) {
    return (
      this.find(
        (texts) =>
          path.reduce((inner, name) => ownValue(inner, String(name)), /** @type {any} */ (texts)) ??
          undefined,
      ) ?? otherwise
    );
  }

  /**
   * @template T
   * @param {(texts: import("../types.js").Texts) => T | undefined} pick
   * @returns {T | undefined}
   */
  find(pick) {
    for (const texts of this.texts) {
      const found = pick(texts);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

/**
 * The language to begin with: the one chosen before, or the first that the reader's browser asks for, or the site's.
 * @param {ToolData} data
 * @param {unknown} chosen
 * @param {readonly string[]} asked
 * @returns {string}
 */
export function firstLanguage(data, chosen, asked) {
  const tags = data.languages.map((language) => language.tag);
  const primary = (/** @type {unknown} */ tag) => String(tag).toLowerCase().split("-")[0];
  const near = [chosen, ...asked].map(
    (tag) =>
      tags.find((known) => known === tag) ?? tags.find((known) => primary(known) === primary(tag)),
  );
  return near.find((tag) => tag !== undefined) ?? data.default;
}
