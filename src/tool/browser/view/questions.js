/** The questions: one part a category, one group of choices an item. */
import { levelsAmong, levelsOf, scaleOf } from "../scoring/score.js";
import {
  answerTo,
  isOpen,
  peopleToAsk,
  withAnswer,
  withLevel,
  withNotApplicable,
} from "../state/assessment.js";
import { LIMITS } from "../state/check.js";
import { pageLink } from "./address.js";
import { h, redrawn, unseen } from "./dom.js";
import { decision, evidenceList, evidenceShape } from "./evidence.js";
import { levelKey } from "./keys.js";
import { anchorOf, chip, chooser, inLanguage, progressWords, textField } from "./parts.js";
import { previousBox, showPrevious } from "./previous.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../types.js").Item} Item
 * @typedef {import("../types.js").Answer} Answer
 * @typedef {import("../types.js").Part} Part
 */

/**
 * @param {import("../types.js").Model} model
 * @returns {Part[]}
 */
export function questionParts(model) {
  return model.categories.map((category) => ({
    name: category,
    title: (view) => `${category} ${view.words.category(category)}`,
    counted: true,
    build: (view) => [
      h("p", { class: "progress-words", "data-progress": category }),
      keysHint(view),
      ...model.items
        .filter((item) => item.category === category)
        .map((item) => question(view, item)),
    ],
    update: showQuestions,
  }));
}

/**
 * What the keyboard does in a question.
 * @param {View} view
 */
function keysHint({ words, model }) {
  const known = levelsAmong(model).filter((level) => levelKey(level) !== null);
  return h(
    "p",
    { class: "hint keys" },
    words.say("tool.item.keys", { first: known[0] ?? "", last: known.at(-1) ?? "" }),
  );
}

/**
 * Writes the progress, and draws anew each question whose shape has changed: another set of fields, not another value.
 * @param {View} view
 * @param {HTMLElement} panel
 */
function showQuestions(view, panel) {
  const line = panel.querySelector("[data-progress]");
  const group = view.result.categories.find(({ id }) => id === line?.getAttribute("data-progress"));
  if (line && group) line.textContent = progressWords(view, group);
  showPrevious(view, panel);
  for (const item of view.model.items) {
    const box = panel.querySelector(`#${CSS.escape(anchorOf(item.id))}`);
    if (!box || box.getAttribute("data-shape") === shapeOf(view, item)) continue;
    redrawn(box, question(view, item), {
      otherwise: `level-${item.id}-${levelsOf(view.model, item)[0]}`,
    });
  }
}

/**
 * What decides which fields a question has.
 * @param {View} view
 * @param {Item} item
 */
function shapeOf(view, item) {
  const answer = answerTo(view.assessment, item.id);
  const { level, side, shortcut, notApplicable, second, comeBack, kept } = answer;
  const decided = level !== null && view.model.decided?.includes(level);
  return [
    side,
    shortcut,
    level === null,
    notApplicable === null,
    isOpen(answer),
    second !== null,
    decided,
    evidenceShape(view, item),
    comeBack,
    isAsking(view, item, answer),
    kept.earlierLevel,
  ].join("/");
}

/**
 * @param {View} view
 * @param {Item} item
 */
function question(view, item) {
  const texts = view.words.item(item);
  const foreign = inLanguage(view, texts.lang);
  const answer = answerTo(view.assessment, item.id);
  return h(
    "fieldset",
    {
      class: "item",
      id: anchorOf(item.id),
      disabled: view.readonly,
      "data-shape": shapeOf(view, item),
    },
    h(
      "legend",
      null,
      h(
        "h3",
        null,
        h("span", { class: "item-id" }, item.id),
        " ",
        h("span", foreign, texts.title),
        " ",
        official(view, item),
      ),
    ),
    h("p", null, h("span", foreign, texts.description), " ", guide(view, item)),
    carried(view, answer),
    previousBox(view, item),
    sideChoice(view, item, answer),
    h(
      "div",
      { class: "levels" },
      levelsOf(view.model, item, answer.side).map((level) => choice(view, item, answer, level)),
    ),
    shortcuts(view, item, answer),
    otherAnswers(view, item, answer),
    answer.notApplicable === null ? null : reasonField(view, item, answer.notApplicable),
    decision(view, item, answer),
    secondSide(view, item, answer),
    isAsking(view, item, answer) && askField(view, item, answer),
    textField(view, {
      id: `note-${item.id}`,
      words: view.words.say("tool.item.note"),
      hidden: item.id,
      value: answer.note,
      rows: 2,
      limit: LIMITS.note,
      change: (note) => change(view, item, `note/${item.id}`, { note }),
    }),
    evidenceList(view, item, answer),
  );
}

/**
 * @param {View} view
 * @param {Item} item
 * @param {string} topic
 * @param {Partial<Answer>} part
 */
function change(view, item, topic, part) {
  view.act.change(topic, (state, now) => withAnswer(state, item.id, part, now));
}

/**
 * The official name where the title is another one, and whether anybody has confirmed it.
 * @param {View} view
 * @param {Item} item
 */
export function official(view, item) {
  const name =
    item.name === view.words.item(item).title
      ? null
      : h("span", { lang: view.model.lang }, item.name);
  const unconfirmed = item.unconfirmed ? view.words.say("tool.item.unconfirmed") : null;
  if (!name && !unconfirmed) return null;
  return h("span", { class: "official" }, name, name && unconfirmed ? " " : null, unconfirmed);
}

/**
 * @param {View} view
 * @param {Item} item
 */
function guide(view, item) {
  const { title, href } = view.words.item(item);
  if (href === "") return null;
  const rest = unseen(` ${item.id} ${title} ${view.words.say("tool.newtab")}`);
  return h(
    "a",
    { class: "guide", ...pageLink(view, href), target: "_blank", rel: "noreferrer" },
    view.words.say("tool.item.guide"),
    rest,
  );
}

/**
 * The level that an earlier version of the model had, where it is to be looked at again.
 * @param {View} view
 * @param {Answer} answer
 */
function carried(view, { kept, level }) {
  if (typeof kept.earlierLevel !== "number" || level !== null) return null;
  return h(
    "p",
    { class: "notice" },
    view.words.say("tool.item.carried", { level: kept.earlierLevel }),
  );
}

/**
 * Which of the item's scales is answered on, where there are several.
 * @param {View} view
 * @param {Item} item
 * @param {Answer} answer
 */
function sideChoice(view, item, answer) {
  if (item.scales.length < 2) return null;
  const one = (/** @type {string} */ side) => {
    const id = `side-${item.id}-${side}`;
    const input = h("input", {
      type: "radio",
      id,
      name: `side-${item.id}`,
      value: side,
      checked: answer.side === side,
      change: () => change(view, item, "", { side }),
    });
    return h("label", { class: "side" }, input, " ", view.words.scale(side));
  };
  const id = `sides-${item.id}`;
  return h(
    "div",
    { class: "sides", role: "group", "aria-labelledby": id },
    h("span", { id }, view.words.say("tool.item.side")),
    item.scales.map(one),
  );
}

/**
 * @param {View} view
 * @param {Item} item
 * @param {Answer} answer
 * @param {number} level
 */
function choice(view, item, answer, level) {
  const [texts, scale] = [view.words.item(item), scaleOf(item, answer.side)];
  const own = texts.levels[String(level)];
  const text =
    own === undefined
      ? h("span", { class: "level-text" }, view.words.levelText(scale, level))
      : h("span", { class: "level-text", ...inLanguage(view, texts.lang) }, own);
  // Without a side a level would mean nothing; the first scale is shown so that the question can be read.
  const locked = item.scales.length > 1 && answer.side === "";
  const checked = answer.level === level && answer.notApplicable === null;
  const name = `level-${item.id}`;
  const radio = h("input", {
    type: "radio",
    id: `${name}-${level}`,
    name,
    value: level,
    checked,
    disabled: locked,
    "aria-keyshortcuts": levelKey(level),
    change: () => pick(view, item, { level }),
  });
  return h(
    "label",
    { class: "choice" },
    radio,
    chip(levelsOf(view.model, item, answer.side), level),
    h("span", { class: "level-name" }, view.words.level(scale, level)),
    text,
  );
}

/**
 * @param {View} view
 * @param {Item} item
 * @param {{level: number | null, side?: string, shortcut?: string}} given
 */
function pick(view, item, given) {
  view.act.change("", (state, now) =>
    withLevel(withNotApplicable(state, item.id, null, now), item.id, given, now),
  );
}

/**
 * What else can be said of an item than its level: that it does not apply, and that there is no answer after all. They are
 * no choices beside the levels, so that the arrow keys do not reach them by mistake.
 * @param {View} view
 * @param {Item} item
 * @param {Answer} answer
 */
function otherAnswers(view, item, answer) {
  const { words, act, shown } = view;
  const { level, notApplicable, comeBack } = answer;
  const applies = notApplicable === null;
  const exempt = () => {
    act.change("", (state, now) => withNotApplicable(state, item.id, applies ? "" : null, now));
    if (applies) document.getElementById(`reason-${item.id}`)?.focus();
  };
  const clear = () => pick(view, item, { level: null });
  const asking = () => {
    shown[`ask-${item.id}`] = "open";
    act.redraw();
    document.getElementById(`ask-${item.id}`)?.focus();
  };
  const button = (
    /** @type {string} */ id,
    /** @type {string} */ key,
    /** @type {boolean | null} */ pressed,
    /** @type {() => void} */ click,
  ) =>
    h(
      "button",
      {
        type: "button",
        class: "small quiet",
        id,
        "aria-pressed": pressed === null ? null : String(pressed),
        click,
      },
      words.say(key),
      unseen(` ${item.id}`),
    );
  return h(
    "p",
    { class: "buttons answers" },
    button(`level-${item.id}-na`, "tool.item.notapplicable", !applies, exempt),
    (level !== null || !applies) && button(`level-${item.id}-none`, "tool.item.clear", null, clear),
    button(`comeback-${item.id}`, "tool.sheet.comeBack", comeBack, () =>
      change(view, item, "", { comeBack: !comeBack }),
    ),
    !isAsking(view, item, answer) && button(`asking-${item.id}`, "tool.item.ask", null, asking),
  );
}

/**
 * Whether the field for who is to be asked is there.
 * @param {View} view
 * @param {Item} item
 * @param {Answer} answer
 */
function isAsking({ shown }, item, { ask }) {
  return ask !== "" || shown[`ask-${item.id}`] === "open";
}

/**
 * Who is to be asked; the names that are there already are offered, so that the list finds all items of a person.
 * @param {View} view
 * @param {Item} item
 * @param {Answer} answer
 */
function askField(view, item, { ask }) {
  const id = `ask-${item.id}`;
  const set = (/** @type {string} */ name) => {
    // As long as the part is shown the field stays, also when it is emptied.
    view.shown[id] = "open";
    change(view, item, `ask/${item.id}`, { ask: name });
  };
  const made = textField(view, {
    id,
    words: view.words.say("tool.sheet.ask"),
    hidden: item.id,
    value: ask,
    change: set,
  });
  const names = new Set([...peopleToAsk(view.assessment), ...view.assessment.assessors]);
  made.querySelector("input")?.setAttribute("list", `names-${item.id}`);
  made.append(
    h(
      "datalist",
      { id: `names-${item.id}` },
      [...names].map((value) => h("option", { value })),
    ),
  );
  return made;
}

/**
 * Buttons that set a level and keep why.
 * @param {View} view
 * @param {Item} item
 * @param {Answer} answer
 */
function shortcuts(view, item, answer) {
  const all = view.model.shortcuts ?? [];
  if (all.length === 0) return null;
  const side = answer.side || (item.scales[0] ?? "");
  const one = (/** @type {import("../types.js").Shortcut} */ { id, level }) =>
    h(
      "button",
      {
        type: "button",
        class: "small",
        id: `shortcut-${item.id}-${id}`,
        "aria-pressed": String(answer.shortcut === id),
        click: () =>
          pick(view, item, { level, side: item.scales.length > 1 ? side : "", shortcut: id }),
      },
      view.words.shortcut(id),
      unseen(` ${item.id}`),
    );
  return h("p", { class: "buttons shortcuts" }, all.map(one));
}

/**
 * @param {View} view
 * @param {Item} item
 * @param {string} reason
 */
function reasonField(view, item, reason) {
  const { act, words } = view;
  const set = (/** @type {string} */ text) =>
    act.change(`reason/${item.id}`, (state, now) => withNotApplicable(state, item.id, text, now));
  const made = textField(view, {
    id: `reason-${item.id}`,
    words: words.say("tool.item.reason"),
    hidden: item.id,
    hint: words.say("tool.item.reasonhint"),
    value: reason,
    rows: 2,
    limit: LIMITS.note,
    change: set,
  });
  if (reason.trim() !== "") return made;
  made
    .querySelector(".hint")
    ?.prepend(h("strong", { class: "warning" }, words.say("tool.item.noreason")), " ");
  made.querySelector("textarea")?.setAttribute("aria-invalid", "true");
  return made;
}

/**
 * The other side, where both are used: noted, not counted.
 * @param {View} view
 * @param {Item} item
 * @param {Answer} answer
 */
function secondSide(view, item, { side, second }) {
  const other = item.scales.find((scale) => scale !== side);
  if (item.scales.length < 2 || side === "" || !other) return null;
  const { words, model } = view;
  const levels = levelsOf(model, item, other).map((level) => ({
    value: String(level),
    words: `${level} ${words.level(other, level)}`,
  }));
  const options = [{ value: "", words: words.say("tool.second.none") }, ...levels];
  const set = (/** @type {string} */ value) =>
    change(view, item, "", { second: value === "" ? null : { side: other, level: Number(value) } });
  const field = chooser(view, {
    id: `second-${item.id}`,
    words: words.say("tool.second.label", { side: words.scale(other) }),
    options,
    chosen: second === null ? "" : String(second.level),
    change: set,
  });
  return h(
    "details",
    { id: `second-details-${item.id}`, open: second !== null },
    h("summary", null, words.say("tool.second.title"), unseen(` ${item.id}`)),
    h("p", { class: "hint" }, words.say("tool.second.help")),
    field,
  );
}
