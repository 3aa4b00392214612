/** What stands out: strong and weak categories, and, where items have sides, what to strengthen and what to move. */
import { sides } from "../scoring/sides.js";
import { h } from "./dom.js";
import { itemLink, itemOf, levelMark } from "./parts.js";
import { isSided } from "./wanted-sides.js";

/** @typedef {import("../types.js").View} View */

/** @param {View} view */
export function findingsSection(view) {
  const { words, model, result, assessment } = view;
  if (!model.aggregation) return null;
  const found = sides(model, result, assessment.pattern.sides);
  return h(
    "section",
    { class: "findings" },
    h("h3", null, words.say("tool.findings.title")),
    h("p", { class: "hint" }, words.say("tool.findings.rule")),
    strengthLists(view, found),
    isSided(model) ? sideLists(view, found) : null,
  );
}

/**
 * The strong and the weak categories; a report shows the same.
 * @param {View} view
 * @param {Pick<import("../scoring/sides.js").Sides, "strengths" | "weaknesses">} found
 */
export function strengthLists(view, { strengths, weaknesses }) {
  if (strengths.length === 0) return h("p", null, view.words.say("tool.findings.none"));
  return h(
    "div",
    { class: "two" },
    categoryList(view, "high", strengths),
    categoryList(view, "low", weaknesses),
  );
}

/**
 * @param {View} view
 * @param {"high" | "low"} which
 * @param {string[]} ids
 */
function categoryList(view, which, ids) {
  const { words, result } = view;
  const entry = (/** @type {string} */ id) => {
    const group = result.categories.find((known) => known.id === id);
    const mean = words.say("tool.findings.mean", {
      mean: words.tenths(group?.mean ?? 0),
      counted: group?.counted ?? 0,
      total: group?.total ?? 0,
    });
    return h(
      "li",
      null,
      h("strong", null, `${id} ${words.category(id)}`),
      " ",
      h("span", { class: "hint" }, mean),
      h("div", null, words.finding(id)[which]),
    );
  };
  return h(
    "div",
    null,
    h("h4", null, words.say(`tool.findings.of.${which}`)),
    h("ul", { class: "plain" }, ids.map(entry)),
  );
}

/**
 * The lists per side: strengthen where the side is the wanted one, consider where it is another.
 * @param {View} view
 * @param {import("../scoring/sides.js").Sides} found
 */
function sideLists(view, found) {
  const { words, model, assessment } = view;
  const names = Object.keys(found.strengthen);
  if (assessment.pattern.sides.size === 0)
    return h(
      "p",
      null,
      words.say("tool.findings.nosides"),
      " ",
      h("a", { href: "#part-target", class: "no-print" }, words.say("tool.findings.setsides")),
    );
  const lists = (/** @type {"strengthen" | "consider"} */ what) =>
    names.map((side) => sideList(view, what, side, found[what][side] ?? []));
  const rule = words.say("tool.findings.siderule", { level: model.strengthenBelow ?? "–" });
  return h(
    "div",
    null,
    h("h4", null, words.say("tool.findings.sides")),
    h("p", { class: "hint" }, rule),
    h("div", { class: "two" }, lists("strengthen"), lists("consider")),
  );
}

/**
 * @param {View} view
 * @param {"strengthen" | "consider"} what
 * @param {string} side
 * @param {string[]} ids
 */
function sideList(view, what, side, ids) {
  const { words, result } = view;
  const entry = (/** @type {string} */ id) => {
    const item = itemOf(view, id);
    const { level, side: now } = result.items.find((known) => known.id === id) ?? {
      level: null,
      side: "",
    };
    return h(
      "li",
      null,
      itemLink(view, item),
      " ",
      h(
        "span",
        { class: "step" },
        now === side ? null : `${words.scale(now)} `,
        levelMark(view, item, level, now),
      ),
    );
  };
  return h(
    "div",
    null,
    h(
      "h5",
      null,
      words.say(`tool.findings.${what}.title`, { side: words.scale(side) }),
      " ",
      h("span", { class: "count" }, String(ids.length)),
    ),
    ids.length === 0
      ? h("p", null, words.say("tool.findings.empty"))
      : h("ul", { class: "plain" }, ids.map(entry)),
  );
}
