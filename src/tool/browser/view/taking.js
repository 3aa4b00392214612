/** The ways in which a file can be taken in, and what each would do to what is on the page: told field by field before it is done. */
import { ask } from "./dialogs.js";
import { h } from "./dom.js";
import { ownValue } from "../scoring/record.js";
import { isOpen } from "../state/assessment.js";
import { differences } from "../state/differences.js";
import { EVERYTHING, WAYS, takenIn } from "../state/take.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../types.js").Assessment} Assessment
 * @typedef {import("../state/take.js").Way} Way
 * @typedef {import("../state/take.js").Extent} Extent
 * @typedef {import("../state/differences.js").Change} Change
 * @typedef {import("../formats/cell.js").DayOrder} DayOrder
 */

/** How many ids are shown without being asked for. */
const FEW_IDS = 12;
/** What fields are called that have a column or a line of their own under another name. */
const CALLED = /** @type {Record<string, string>} */ ({
  evidence: "evidences",
  plan: "planned",
  "target.items": "target",
  "target.level": "targetLevel",
});

/**
 * The choice of a way with what it does, and the assessment that comes of the chosen one. On an empty page there is nothing to choose.
 * @param {View} view
 * @param {Assessment} file
 * @param {Extent} [extent] What the file can say, if it is no whole assessment.
 * @param {boolean} [empty]
 * @returns {{body: HTMLElement[], chosen: () => Assessment, focus?: HTMLElement}}
 */
export function waysIn(view, file, extent = EVERYTHING, empty = false) {
  const { words, assessment } = view;
  const now = new Date().toISOString();
  const whole = extent.fields === null;
  const ways = !whole
    ? WAYS
    : isSameOrLess(assessment, file)
      ? /** @type {const} */ (["replace", "take"])
      : /** @type {const} */ (["replace"]);
  /** @type {Way} */
  let way = ways[0];
  const result = () => takenIn(way, assessment, file, extent, now);
  if (empty) return { body: [], chosen: result };
  const told = h("div", { id: "taking", role: "status" });
  const tell = () => told.replaceChildren(...consequences(view, result()));
  const set = (/** @type {Way} */ one) => {
    way = one;
    tell();
  };
  tell();
  if (ways.length === 1) return { body: [told], chosen: result };
  const radios = ways.map((one) =>
    h("input", {
      type: "radio",
      name: "way",
      id: `way-${one}`,
      checked: one === way,
      change: () => set(one),
    }),
  );
  const labels = ways.map((one, at) =>
    h(
      "label",
      null,
      radios[at],
      h("span", null, words.say(`tool.taking.way.${whole && one === "replace" ? "open" : one}`)),
    ),
  );
  return {
    body: [
      h("fieldset", { class: "ways" }, h("legend", null, words.say("tool.taking.ways")), labels),
      told,
    ],
    chosen: result,
    focus: radios[0],
  };
}

/**
 * Whether a whole assessment is the same one as that on the page, or has fewer answers: then it may be meant to add to it.
 * @param {Assessment} state
 * @param {Assessment} file
 */
function isSameOrLess(state, file) {
  const answered = (/** @type {Assessment} */ { answers }) =>
    [...answers.values()].filter((answer) => !isOpen(answer)).length;
  return state.id === file.id || answered(file) < answered(state);
}

/**
 * @param {View} view
 * @param {Assessment} next
 * @returns {HTMLElement[]}
 */
function consequences(view, next) {
  const found = differences(view.assessment, next);
  const lists = /** @type {const} */ (["removed", "changed", "added"]).flatMap((kind) => {
    const changes = found[kind];
    if (changes.length === 0) return [];
    const entries = changes.map((change, at) =>
      h("li", null, ...changeWords(view, change, `${kind}-${at}`)),
    );
    return [
      h("h3", { class: kind }, view.words.say(`tool.taking.kind.${kind}`)),
      h("ul", { id: `taking-${kind}` }, entries),
    ];
  });
  if (lists.length === 0) return [h("p", { class: "notice" }, view.words.say("tool.taking.same"))];
  return [...lists, h("p", { class: "hint" }, view.words.say("tool.taking.undo"))];
}

/**
 * What a field of an assessment is called.
 * @param {View["words"]} words
 * @param {string} field
 */
export function fieldName(words, field) {
  const name = field.replace(/^answers\./, "");
  const label = [CALLED[name] ?? name, name.split(".")[0]]
    .map((key) => words.find((texts) => ownValue(texts.ui, `tool.sheet.${key}`)))
    .find((text) => text !== undefined);
  return label ?? words.say("tool.taking.other", { name });
}

/**
 * The field, how many entries of it, and of which items.
 * @param {View} view
 * @param {Change} change
 * @param {string} id
 */
function changeWords({ words }, { field, count, items }, id) {
  const said = words.say("tool.taking.entry", { field: fieldName(words, field), count });
  if (items.length === 0) return [said];
  if (items.length <= FEW_IDS) return [said, " ", h("span", { class: "hint" }, words.ids(items))];
  return [
    said,
    h(
      "details",
      { id: `taking-${id}` },
      h("summary", null, words.say("tool.carried.which")),
      h("p", null, words.ids(items)),
    ),
  ];
}

/**
 * Asks once how the days of a file are written. Returns "" if the user gave up.
 * @param {View} view
 * @param {string} file
 * @param {import("../formats/table-read.js").DayQuestion} question
 * @returns {Promise<DayOrder | "">}
 */
export async function askDays({ words }, file, { text, place, days }) {
  const orders = /** @type {[DayOrder, string][]} */ (Object.entries(days));
  const radios = orders.map(([order]) =>
    h("input", { type: "radio", name: "days", id: `days-${order}`, required: true }),
  );
  const choices = orders.map(([order, day], at) =>
    h(
      "label",
      null,
      radios[at],
      h("span", null, words.say(`tool.days.order.${order}`, { day: words.day(day) })),
    ),
  );
  const body = [
    h("p", null, words.say("tool.days.text", { file, text, place })),
    h("fieldset", { class: "ways" }, h("legend", null, words.say("tool.days.how")), choices),
  ];
  const buttons = [
    { value: "", words: words.say("tool.cancel") },
    { value: "read", words: words.say("tool.days.read"), kind: "primary" },
  ];
  const answer = await ask({
    title: words.say("tool.days.title"),
    body,
    buttons,
    focus: radios[0],
  });
  return answer === "" ? "" : (orders[radios.findIndex(({ checked }) => checked)]?.[0] ?? "");
}
