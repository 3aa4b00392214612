/**
 * The questions: one part a category, one group of fields an item. A question is drawn anew only when its shape changes
 * (`shapeOf`), so that what the user types in stays.
 */
import { levelsAmong, levelsOf } from "../scoring/score.js";
import { answerTo, isOpen } from "../state/assessment.js";
import { LIMITS } from "../state/check.js";
import { pageLink } from "./address.js";
import { h, redrawn, unseen } from "./dom.js";
import { decision, evidenceList, evidenceShape } from "./evidence.js";
import { levelKey } from "./keys.js";
import { changeAnswer, levelChoice, secondSide, shortcuts, sideChoice } from "./level-choice.js";
import { askField, isAsking, otherAnswers, reasonField } from "./other-answers.js";
import { anchorOf, inLanguage, progressWords, textField } from "./parts.js";
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
    // Another value in the same fields is there already: the user has just entered it.
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
 * All fields of an item, in the order in which one answers.
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
    h("legend", null, heading(view, item)),
    h("p", null, h("span", foreign, texts.description), " ", guide(view, item)),
    carried(view, answer),
    previousBox(view, item),
    sideChoice(view, item, answer),
    levelChoice(view, item, answer),
    shortcuts(view, item, answer),
    otherAnswers(view, item, answer),
    answer.notApplicable === null ? null : reasonField(view, item, answer.notApplicable),
    decision(view, item, answer),
    secondSide(view, item, answer),
    isAsking(view, item, answer) && askField(view, item, answer),
    noteField(view, item, answer),
    evidenceList(view, item, answer),
  );
}

/**
 * @param {View} view
 * @param {Item} item
 */
function heading(view, item) {
  const { title, lang } = view.words.item(item);
  return h(
    "h3",
    null,
    h("span", { class: "item-id" }, item.id),
    " ",
    h("span", inLanguage(view, lang), title),
    " ",
    official(view, item),
  );
}

/**
 * @param {View} view
 * @param {Item} item
 * @param {Answer} answer
 */
function noteField(view, item, { note }) {
  return textField(view, {
    id: `note-${item.id}`,
    words: view.words.say("tool.item.note"),
    hidden: item.id,
    value: note,
    rows: 2,
    limit: LIMITS.note,
    change: (text) => changeAnswer(view, item, `note/${item.id}`, { note: text }),
  });
}

/**
 * The official name where the title is another one, and whether anybody has confirmed it.
 * @param {View} view
 * @param {Item} item
 */
function official(view, item) {
  const name =
    item.name === view.words.item(item).title
      ? null
      : h("span", { lang: view.model.lang }, item.name);
  const unconfirmed = item.unconfirmed ? view.words.say("tool.item.unconfirmed") : null;
  if (!name && !unconfirmed) return null;
  return h("span", { class: "official" }, name, name && unconfirmed ? " " : null, unconfirmed);
}

/**
 * A link to the page of the item.
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
