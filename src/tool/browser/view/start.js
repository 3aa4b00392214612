/** The first part: what this is, what must be known before, and who scores what and when. */
import { withPattern } from "../state/assessment.js";
import { LIMITS } from "../state/check.js";
import { pageLink } from "./address.js";
import { h } from "./dom.js";
import { chooser, statement, textField } from "./parts.js";
import { roundLine } from "./previous.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../types.js").Assessment} Assessment
 */

/** @type {import("../types.js").Part} */
export const startPart = {
  name: "start",
  title: (view) => view.words.say("tool.start.title"),
  build: startBody,
};

/** @param {View} view */
function startBody(view) {
  const { words, act, about } = view;
  const say = (/** @type {string} */ key) => words.say(key);
  return [
    edition(view),
    roundLine(view),
    h(
      "p",
      { class: "lead" },
      words.say("tool.start.lead", { model: words.model, count: view.model.items.length }),
    ),
    h("p", null, say("tool.start.stays")),
    h(
      "p",
      { class: "links" },
      intro(view),
      " ",
      outside(view, about.scoring, say("tool.start.scoring")),
    ),
    ...howTo(view),
    h("h3", null, say("tool.details.title")),
    h("div", { class: "fields" }, ...details(view)),
    ...patterns(view),
    h(
      "p",
      { class: "buttons" },
      h(
        "button",
        { type: "button", class: "primary", click: act.nextOpen },
        say("tool.start.begin"),
      ),
      sampleButton(view),
    ),
    statement(view),
  ];
}

/**
 * The way to the sample team, and back from it.
 * @param {View} view
 */
function sampleButton({ words, act, keeping, assessment }) {
  if (assessment.sample)
    return h(
      "button",
      { type: "button", id: "leave-sample", click: act.keeping.leaveSample },
      words.say("tool.sample.leave"),
    );
  return (
    keeping.sample &&
    h(
      "button",
      { type: "button", id: "open-sample", click: act.keeping.openSample },
      words.say("tool.sample.open"),
    )
  );
}

/**
 * What must be known of the model before anything else.
 * @param {View} view
 */
function edition(view) {
  const notice = view.words.notice();
  if (!notice) return null;
  const link = notice.address === "" ? notice.link : outside(view, notice.address, notice.link);
  return h("div", { class: "notice", id: "edition" }, h("p", null, notice.text, " ", link));
}

/**
 * How the model is used, step by step, and what to know about scoring.
 * @param {View} view
 */
function howTo(view) {
  const [steps, help] = [view.words.steps(), view.words.help()];
  return [
    ...(steps.length > 0
      ? [
          h("h3", null, view.words.say("tool.start.steps")),
          h(
            "ol",
            null,
            steps.map((step) => h("li", null, step)),
          ),
        ]
      : []),
    help.length > 0 &&
      h(
        "details",
        { id: "scoring-help" },
        h("summary", null, view.words.say("tool.start.help")),
        h(
          "ul",
          null,
          help.map((line) => h("li", null, line)),
        ),
      ),
  ];
}

/**
 * The way to the page about the model; there is none about a user's own.
 * @param {View} view
 */
export function intro(view) {
  return (
    view.about.intro !== "" && outside(view, view.about.intro, view.words.say("tool.start.intro"))
  );
}

/**
 * A link to another page, which opens beside this one.
 * @param {View} view
 * @param {string} href
 * @param {string} text
 */
export function outside(view, href, text) {
  return h(
    "a",
    { ...pageLink(view, href), target: "_blank", rel: "noreferrer" },
    text,
    h("span", { class: "hint" }, ` ${view.words.say("tool.newtab")}`),
  );
}

/** @param {View} view */
function details(view) {
  const { assessment, words, act } = view;
  /**
   * @param {"team" | "scope" | "date" | "position" | "months" | "assessors"} name
   * @param {Partial<Parameters<typeof textField>[1]>} [more]
   * @param {(text: string) => unknown} [read]
   */
  const field = (name, more, read = (text) => text) =>
    textField(view, {
      id: `detail-${name}`,
      words: words.say(`tool.details.${name}`),
      value: String(assessment[name] ?? ""),
      ...more,
      change: (text) => act.change(`detail/${name}`, (state) => ({ ...state, [name]: read(text) })),
    });
  return [
    field("team"),
    field("date", { type: "date" }),
    field("position"),
    field("months", { type: "number" }, wholeOrNone),
    field("scope", { rows: 2, limit: LIMITS.note, hint: words.say("tool.hint.scope") }),
    field(
      "assessors",
      { rows: 3, value: assessment.assessors.join("\n"), hint: words.say("tool.hint.assessors") },
      names,
    ),
  ];
}

/**
 * The pattern of the organisation now, and the one that it aims for.
 * @param {View} view
 */
function patterns(view) {
  const { model, words, assessment, act } = view;
  if (!model.patterns || model.patterns.length === 0) return [];
  const options = [
    { value: "", words: words.say("tool.pattern.none") },
    ...model.patterns.map(({ id }) => ({ value: id, words: words.pattern(id).name })),
  ];
  const choice = (/** @type {"current" | "target"} */ which) =>
    chooser(view, {
      id: `pattern-${which}`,
      words: words.say(`tool.pattern.of.${which}`),
      options,
      chosen: assessment.pattern[which],
      change: (value) => act.change("", (state) => withPattern(state, which, value)),
    });
  const meanings = model.patterns.map(({ id }) =>
    h("div", null, h("dt", null, words.pattern(id).name), h("dd", null, words.pattern(id).text)),
  );
  return [
    h("h3", null, words.say("tool.pattern.title")),
    h("div", { class: "fields" }, choice("current"), choice("target")),
    h(
      "details",
      { id: "pattern-meanings" },
      h("summary", null, words.say("tool.pattern.meanings")),
      h("dl", null, meanings),
    ),
  ];
}

/**
 * One name a line.
 * @param {string} text
 */
function names(text) {
  const lines = text.split("\n").map((line) => line.trim().slice(0, LIMITS.line));
  return lines.filter((line) => line !== "").slice(0, LIMITS.people);
}

/** @param {string} text */
function wholeOrNone(text) {
  const value = Number(text);
  return text.trim() !== "" && Number.isSafeInteger(value) && value >= 0 ? value : null;
}
