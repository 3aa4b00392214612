/**
 * All items on one sheet: a row a category, a field an item with its level on the level's colour. The figure says what the
 * colour does, so it survives grey paper; the table of all items says the same in words.
 */
import { stepOf } from "./charts.js";
import { h, unseen } from "./dom.js";
import { levelsAmong, levelsOf } from "../scoring/score.js";
import { anchorOf, itemOf } from "./parts.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../types.js").ItemResult} ItemResult
 */

/** @param {View} view */
export function heatMap(view) {
  const { words, model, result } = view;
  const rows = model.categories.map((id) => {
    const fields = result.items
      .filter((_, at) => model.items[at]?.category === id)
      .map((item) => heatField(view, item));
    return h(
      "tr",
      null,
      h("th", { scope: "row" }, `${id} ${words.category(id)}`),
      h("td", null, h("ul", { class: "heat" }, fields)),
    );
  });
  const title = words.say("tool.heat.title");
  return h(
    "section",
    { class: "heat-map" },
    h("h3", null, title),
    h("p", null, words.sentences([heatSentence(view), words.say("tool.heat.key")])),
    h("table", null, h("caption", { class: "unseen" }, title), h("tbody", null, rows)),
  );
}

/**
 * How many items are at each level.
 * @param {View} view
 */
function heatSentence({ words, model, result }) {
  const at = (/** @type {number} */ level) =>
    result.items.filter((item) => item.level === level).length;
  const counts = levelsAmong(model).map((level) =>
    words.say("tool.heat.level", { level, count: at(level) }),
  );
  const open = result.items.filter(({ state }) => state === "open").length;
  return words.say("tool.heat.sentence", {
    counts: words.join(counts),
    open,
    away: result.notApplicable,
  });
}

/**
 * @param {View} view
 * @param {ItemResult} result
 */
function heatField(view, { id, state, side, level, target, gap }) {
  const { words, model } = view;
  const item = itemOf(view, id);
  const figure =
    level === null ? (state === "open" ? "–" : words.say("tool.radar.na")) : String(level);
  const kind = level === null ? "none" : `step-${stepOf(levelsOf(model, item, side), level)}`;
  const said = [
    words.item(item).title,
    level === null
      ? words.say(state === "open" ? "tool.level.open" : "tool.level.notapplicable")
      : "",
  ];
  const below = gap ? h("span", null, ` →\u00a0${target}`) : null;
  return h(
    "li",
    { class: kind },
    h(
      "a",
      { href: `#${anchorOf(id)}`, title: words.item(item).title },
      h("span", { class: "item-id" }, id),
      unseen(` ${said.join(" ")} `),
      h("span", null, h("b", null, figure), below),
    ),
  );
}
