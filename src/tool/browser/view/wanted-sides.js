/** The side that the team wants for each item, where items have several scales: a proposal to start from, and a choice each. */
import { ownValue } from "../scoring/record.js";
import { withPattern, withSide, withSides } from "../state/assessment.js";
import { h } from "./dom.js";
import { bodiesByCategory, chooser, itemLink, row, table } from "./parts.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../types.js").Item} Item
 * @typedef {import("../types.js").Pattern} Pattern
 */

/** @param {View} view */
export function wantedSides(view) {
  const { words, model, assessment } = view;
  if (!isSided(model)) return null;
  const pattern = model.patterns?.find(({ id }) => id === assessment.pattern.target);
  const head = [
    "tool.column.item",
    "tool.wanted.side",
    ...(pattern ? ["tool.wanted.proposal"] : []),
  ].map((key) => words.say(key));
  const bodies = bodiesByCategory(view, head.length, (item) =>
    item.scales.length > 1 ? wantedRow(view, item, pattern, head) : null,
  );
  return h(
    "section",
    { class: "wanted" },
    h("h3", { id: "wanted-sides" }, words.say("tool.wanted.title")),
    h("p", null, words.say("tool.wanted.help")),
    proposal(view, pattern),
    table({
      caption: words.say("tool.wanted.caption"),
      kind: "list sides-table",
      head,
      body: bodies,
    }),
  );
}

/** @param {import("../types.js").Model} model */
export function isSided(model) {
  return model.items.some((item) => item.scales.length > 1);
}

/**
 * The pattern that the team aims for, and the button that takes over what is proposed for it.
 * @param {View} view
 * @param {Pattern | undefined} pattern
 */
function proposal(view, pattern) {
  const { words, model, assessment, act } = view;
  if (!model.patterns || model.patterns.length === 0) return null;
  const options = [
    { value: "", words: words.say("tool.pattern.none") },
    ...model.patterns.map(({ id }) => ({ value: id, words: words.pattern(id).name })),
  ];
  const choose = (/** @type {string} */ value) => {
    act.change("", (state) => withPattern(state, "target", value));
    act.redraw();
  };
  const fill = (/** @type {Pattern} */ { id, sides }) => {
    act.change("", (state) => withSides(state, sides));
    act.redraw();
    act.say(words.say("tool.wanted.filled", { pattern: words.pattern(id).name }));
  };
  return h(
    "div",
    null,
    chooser(view, {
      id: "wanted-pattern",
      words: words.say("tool.pattern.of.target"),
      options,
      chosen: assessment.pattern.target,
      change: choose,
    }),
    pattern
      ? h(
          "p",
          { class: "hint" },
          words.sentences([
            words.pattern(pattern.id).text,
            words.say(model.own ? "tool.own.proposal" : "tool.wanted.ours", { owner: model.owner }),
          ]),
        )
      : null,
    pattern
      ? h(
          "p",
          { class: "buttons" },
          h(
            "button",
            {
              type: "button",
              id: "wanted-fill",
              disabled: view.readonly,
              click: () => fill(pattern),
            },
            words.say("tool.wanted.fill", { pattern: words.pattern(pattern.id).name }),
          ),
        )
      : null,
  );
}

/**
 * @param {View} view
 * @param {Item} item
 * @param {Pattern | undefined} pattern
 * @param {string[]} head
 */
function wantedRow(view, item, pattern, head) {
  const { words, act } = view;
  const options = [
    { value: "", words: words.say("tool.wanted.none") },
    ...item.scales.map((side) => ({ value: side, words: words.scale(side) })),
  ];
  const change = (/** @type {string} */ value) =>
    act.change("", (state) => withSide(state, item.id, value === "" ? null : value));
  const choice = chooser(view, {
    id: `wanted-${item.id}`,
    class: "bare",
    words: words.say("tool.wanted.one", { item: item.id }),
    options,
    chosen: view.assessment.pattern.sides.get(item.id) ?? "",
    change,
  });
  choice.firstElementChild?.setAttribute("class", "unseen");
  const side = ownValue(pattern?.sides, item.id);
  const reason = ownValue(pattern?.reasons, item.id);
  const proposed = pattern
    ? [
        [
          side === undefined ? "–" : h("strong", null, words.scale(side)),
          " ",
          h("span", { class: "reason" }, reason === undefined ? "" : words.reason(reason)),
        ],
      ]
    : [];
  return row(head, itemLink(view, item), choice, ...proposed);
}
