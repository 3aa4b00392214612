/** The plan: what is below what is wanted, in an order that is written out, and what would be reached with it. */
import { levelsOf, scaleOf } from "../scoring/score.js";
import { answerTo, withPlan } from "../state/assessment.js";
import { LIMITS } from "../state/check.js";
import { inComputedOrder, movedInPlan } from "../state/plan-order.js";
import { h, unseen } from "./dom.js";
import { anchorOf, chooser, itemLink, itemOf, levelMark, namedLevels, textField } from "./parts.js";
import { planOf } from "./plan-entries.js";
import { showWhatIf } from "./what-if.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../types.js").PlanEntry} PlanEntry
 */

/** How many entries are drawn before one asks for all: each has four fields. */
const FIRST = 60;

/** @type {import("../types.js").Part} */
export const planPart = {
  name: "plan",
  title: (view) => view.words.say("tool.plan.title"),
  build: planBody,
  redraw: showWhatIf,
};

/** @param {View} view */
function planBody(view) {
  const { words, shown } = view;
  const entries = planOf(view);
  const some = shown.plan === "all" ? entries : entries.slice(0, FIRST);
  const more = () => {
    shown.plan = "all";
    view.act.redraw();
    document.getElementById(`plan-level-${entries[FIRST]?.id}`)?.focus();
  };
  return [
    h("p", null, words.say("tool.plan.help")),
    h("p", { class: "hint" }, words.say("tool.plan.formula")),
    openLine(view),
    entries.length === 0
      ? h(
          "p",
          null,
          words.say("tool.plan.empty"),
          " ",
          h("a", { href: "#part-target" }, words.say("tool.plan.settarget")),
        )
      : planButtons(view, entries),
    h("p", { role: "status", class: "whatif-words" }),
    h(
      "ol",
      { class: "rows plan" },
      some.map((entry, at) => planRow(view, entry, at, entries)),
    ),
    some.length < entries.length &&
      h(
        "p",
        { class: "buttons" },
        h(
          "button",
          { type: "button", id: "plan-all", click: more },
          words.say("tool.plan.all", { count: entries.length }),
        ),
      ),
    h(
      "section",
      { class: "whatif" },
      h("h3", null, words.say("tool.whatif.title")),
      h("div", { class: "whatif-tables" }),
    ),
  ];
}

/**
 * Items that are wanted and not answered are in no plan.
 * @param {View} view
 */
function openLine({ words, result: { open, exempt } }) {
  const lines = [
    open.length > 0 && words.say("tool.plan.open", { count: open.length }),
    exempt.length > 0 && words.say("tool.plan.away", { items: words.ids(exempt) }),
  ].filter((line) => line !== false);
  return lines.length === 0 ? null : h("p", { class: "hint" }, words.sentences(lines));
}

/**
 * @param {View} view
 * @param {PlanEntry[]} entries
 */
function planButtons(view, entries) {
  const { words, act, assessment, readonly } = view;
  const reset = () => {
    act.change("", inComputedOrder);
    act.redraw();
    document.getElementById("part-plan-title")?.focus();
    act.say(words.say("tool.plan.resetdone"));
  };
  const fill = () => {
    act.change("", (state, now) =>
      entries.reduce(
        (next, { id, wanted }) =>
          answerTo(next, id).plan.level === null
            ? withPlan(next, id, { level: wanted }, now)
            : next,
        state,
      ),
    );
    act.redraw();
  };
  return h(
    "p",
    { class: "buttons" },
    h(
      "button",
      { type: "button", id: "plan-fill", disabled: readonly, click: fill },
      words.say("tool.plan.fill"),
    ),
    assessment.order.length > 0 &&
      h(
        "button",
        { type: "button", id: "plan-reset", disabled: readonly, click: reset },
        words.say("tool.plan.reset"),
      ),
  );
}

/**
 * @param {View} view
 * @param {PlanEntry} entry
 * @param {number} at
 * @param {PlanEntry[]} entries
 */
function planRow(view, entry, at, entries) {
  const { words } = view;
  const item = itemOf(view, entry.id);
  const { side } = answerTo(view.assessment, entry.id);
  const steps = [
    levelMark(view, item, entry.level, side),
    " → ",
    levelMark(view, item, entry.wanted, side),
  ];
  const sum = words.say("tool.plan.sum", { gap: entry.gap, priority: entry.priority });
  return h(
    "li",
    { class: "plan-entry", id: `plan-${entry.id}` },
    h(
      "div",
      { class: "plan-head" },
      h(
        "h3",
        null,
        h("span", { class: "place" }, words.say("tool.plan.place", { place: at + 1 })),
        " ",
        itemLink(view, item),
      ),
      moveButtons(view, entry, at, entries),
    ),
    h(
      "p",
      { class: "facts" },
      h("span", { class: "step" }, steps),
      h("span", { class: "sum" }, sum),
    ),
    planFields(view, entry, side),
  );
}

/**
 * The button that cannot do more stays where it is, so that the focus does.
 * @param {View} view
 * @param {PlanEntry} entry
 * @param {number} at
 * @param {PlanEntry[]} entries
 */
function moveButtons(view, { id }, at, entries) {
  const { words, act } = view;
  const shown = entries.map((entry) => entry.id);
  const button = (/** @type {"up" | "down"} */ name, /** @type {-1 | 1} */ step) => {
    const end = shown[at + step] === undefined;
    const move = () => {
      if (end) return act.say(words.say(`tool.plan.end.${name}`, { item: id }));
      act.change("", (state) => movedInPlan(state, shown, id, step));
      act.redraw();
      act.say(
        words.say("tool.plan.moved", { item: id, place: at + step + 1, count: shown.length }),
      );
    };
    return h(
      "button",
      {
        type: "button",
        class: "small",
        id: `plan-${name}-${id}`,
        "aria-disabled": end ? "true" : null,
        disabled: view.readonly,
        click: move,
      },
      words.say(`tool.plan.move.${name}`),
      unseen(` ${id}`),
    );
  };
  return h("p", { class: "buttons" }, button("up", -1), button("down", 1));
}

/**
 * @param {View} view
 * @param {PlanEntry} entry
 * @param {string} side
 */
function planFields(view, { id, level, wanted }, side) {
  const { words, act, model } = view;
  const item = itemOf(view, id);
  const { plan } = answerTo(view.assessment, id);
  const set = (
    /** @type {string} */ topic,
    /** @type {Partial<import("../types.js").Plan>} */ part,
  ) => act.change(topic, (state, now) => withPlan(state, id, part, now));
  const field = (
    /** @type {"owner" | "due" | "step"} */ name,
    /** @type {{type?: "date", rows?: number, limit?: number}} */ more,
  ) =>
    textField(view, {
      id: `plan-${name}-${id}`,
      words: words.say(`tool.plan.field.${name}`),
      hidden: id,
      value: plan[name],
      change: (value) => set(`plan-${name}/${id}`, { [name]: value }),
      ...more,
    });
  const step = field("step", { rows: 1, limit: LIMITS.note });
  step.classList.add("wide");
  const levels = namedLevels(
    view,
    levelsOf(model, item, side).filter((known) => known > level || known === plan.level),
    scaleOf(item, side),
  );
  const options = [
    { value: "", words: words.say("tool.plan.nolevel") },
    ...levels.map((option) =>
      option.value === String(wanted)
        ? { ...option, words: `${option.words} ${words.say("tool.plan.wanted")}` }
        : option,
    ),
  ];
  const planned = chooser(view, {
    class: "field",
    id: `plan-level-${id}`,
    words: words.say("tool.plan.level"),
    options,
    chosen: String(plan.level ?? ""),
    change: (value) => set("", { level: value === "" ? null : Number(value) }),
  });
  planned.querySelector("label")?.append(unseen(` ${id}`));
  return h(
    "div",
    { class: "fields", "data-item": anchorOf(id) },
    planned,
    field("owner", {}),
    field("due", { type: "date" }),
    step,
  );
}
