/** Several people: their ratings are opened as originals, looked at side by side, and what the team agrees on is recorded. */
import { levelsAmong, scaleOf } from "../scoring/score.js";
import { spread } from "../scoring/spread.js";
import { answerTo } from "../state/assessment.js";
import { ratersEvidence } from "../state/evidence.js";
import { asCompared, isSettled, ratingFrom, unanimous, withUnanimous } from "../state/ratings.js";
import { agreement, settledWords } from "./agreement.js";
import { strip } from "./charts-spread.js";
import { h } from "./dom.js";
import {
  comparisonNotes,
  fileDrop,
  metList,
  originalsTable,
  takeAll,
  withOne,
} from "./originals.js";
import { itemLink, itemOf, levelMark, raterNumber, row, shownChooser, table } from "./parts.js";
import { ratersWords } from "./raters-words.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../types.js").Rating} Rating
 * @typedef {import("../types.js").Assessment} Assessment
 * @typedef {import("../scoring/spread.js").Spread} Spread
 * @typedef {import("../scoring/spread.js").ItemSpread} ItemSpread
 */

const SPREAD_FILTER = "together-filter";
/** What to show of the items, the first one unless chosen otherwise. */
const SPREAD_FILTERS = ["differ", "unsettled", "all"];

/** @type {import("../types.js").Part} */
export const togetherPart = {
  name: "together",
  title: (view) => view.words.say("tool.together.title"),
  build: togetherBody,
  update: showAgreed,
};

/**
 * The spread of a list of ratings, which changes far less often than the answers beside it.
 * @type {WeakMap<readonly Rating[], Spread>}
 */
const SPREADS = new WeakMap();

/** @param {View} view */
function spreadOf({ model, assessment: { ratings } }) {
  const known =
    SPREADS.get(ratings) ??
    spread(
      model,
      ratings.map((rating) => asCompared(model, rating)),
    );
  SPREADS.set(ratings, known);
  return known;
}

/** @param {View} view */
function togetherBody(view) {
  const { words, assessment } = view;
  const count = assessment.ratings.length;
  const own = h(
    "button",
    {
      type: "button",
      id: "ratings-own",
      disabled: view.readonly || view.result.answered === 0,
      click: () => addOwn(view),
    },
    words.say("tool.together.own"),
  );
  const taking = {
    list: /** @type {const} */ ("ratings"),
    words: words.say("tool.together.add"),
    make: ratingFrom,
  };
  return [
    h("p", { class: "lead" }, words.say("tool.together.lead")),
    h("p", null, words.say("tool.together.how")),
    fileDrop(view, taking, own),
    metList(view, "ratings"),
    ...(count > 0 ? ratingList(view) : []),
    ...(count > 1
      ? [...positions(view), ...spreadSection(view)]
      : [h("p", { class: "hint" }, words.say("tool.together.few"))]),
  ];
}

/** @param {View} view */
function addOwn(view) {
  const name = view.words.say("tool.together.mine");
  takeAll(view, "ratings", [
    (state) => withOne(state, "ratings", ratingFrom(state, view.model, name), name),
  ]);
}

/** @param {View} view */
function ratingList(view) {
  const { words, assessment } = view;
  const none = words.say("tool.paper.none");
  const known = originalsTable(
    view,
    "ratings",
    words.say("tool.rating.caption"),
    assessment.ratings,
    {
      [words.say("tool.rating.column.position")]: ({ position }) => position || none,
      [words.say("tool.rating.column.months")]: ({ months }) => String(months ?? none),
      [words.say("tool.rating.column.day")]: ({ date }) => words.day(date) || none,
    },
  );
  return [h("h3", null, words.say("tool.rating.title")), known, ...ratingWarnings(view)];
}

/**
 * Ratings that were made with another edition of the model.
 * @param {View} view
 */
function ratingWarnings(view) {
  const named = new Map(view.assessment.ratings.map((rating) => [rating.id, rating]));
  return comparisonNotes(
    view,
    spreadOf(view).warnings.map(({ rating, kind }) => ({
      kind,
      name: named.get(rating)?.name ?? "",
      version: named.get(rating)?.model.version ?? "",
    })),
  );
}

/**
 * The mean of each position: that positions see things differently is something to learn from.
 * @param {View} view
 */
function positions(view) {
  const { words } = view;
  const { groups } = spreadOf(view);
  if (groups.every(({ position }) => position === "")) return [];
  const head = ["position", "count", "mean"].map((key) =>
    words.say(`tool.positions.column.${key}`),
  );
  const rows = groups.map(({ position, count, mean }) =>
    row(head, position || words.say("tool.positions.none"), String(count), words.tenths(mean)),
  );
  return [
    h("h3", null, words.say("tool.positions.title")),
    h("p", null, words.say("tool.positions.finding")),
    table({
      caption: words.say("tool.positions.caption"),
      kind: "compact positions",
      head,
      body: [h("tbody", null, rows)],
    }),
  ];
}

/** @param {View} view */
function spreadSection(view) {
  const { words } = view;
  const filter = view.shown[SPREAD_FILTER] ?? "differ";
  const options = SPREAD_FILTERS.map((value) => ({
    value,
    words: words.say(`tool.together.filter.${value}`),
  }));
  const items = spreadOf(view).items.filter(
    ({ id, differ }) =>
      filter === "all" || (differ && (filter === "differ" || !isSettled(view.assessment, id))),
  );
  return [
    h("h3", null, words.say("tool.together.spread")),
    h("p", { id: "together-progress", "aria-live": "off" }),
    ...sharedLevels(view),
    shownChooser(view, SPREAD_FILTER, words.say("tool.filter.label"), options),
    shapes(view),
    items.length === 0
      ? h("p", null, words.say("tool.together.nothing"))
      : h(
          "div",
          { class: "spread" },
          items.map((entry) => itemSpreadSection(view, entry)),
        ),
  ];
}

/**
 * What the shape of a mark says, where there are two scales to answer on.
 * @param {View} view
 */
function shapes({ words, model }) {
  const [first, other] = model.items.find(({ scales }) => scales.length > 1)?.scales ?? [];
  return (
    first !== undefined &&
    other !== undefined &&
    h(
      "p",
      { class: "hint" },
      words.say("tool.spread.shapes", { first: words.scale(first), other: words.scale(other) }),
    )
  );
}

/**
 * What all gave alike can be taken over at once, when the team says so.
 * @param {View} view
 */
function sharedLevels(view) {
  const { words, assessment } = view;
  const shared = unanimous(assessment, spreadOf(view));
  const count = shared.length;
  if (count === 0) return [];
  const pieces = shared.reduce((sum, { id }) => sum + ratersEvidence(assessment, id).length, 0);
  const taking = (
    /** @type {string} */ id,
    /** @type {boolean} */ evidence,
    /** @type {string} */ said,
  ) => {
    const take = () => {
      view.act.change("", (state, now) => withUnanimous(state, spreadOf(view), now, evidence));
      view.act.redraw();
      view.act.say(words.say("tool.together.shared.done", { count }));
      document.getElementById(SPREAD_FILTER)?.focus();
    };
    return h("button", { type: "button", id, disabled: view.readonly, click: take }, said);
  };
  const withEvidence =
    pieces > 0 &&
    taking(
      "together-shared-evidence",
      true,
      words.say("tool.together.shared.evidence", { count: pieces }),
    );
  return [
    h("p", null, words.say("tool.together.shared.text", { count })),
    h(
      "p",
      { class: "buttons" },
      withEvidence,
      taking("together-shared", false, words.say("tool.together.shared.button")),
    ),
  ];
}

/**
 * @param {View} view
 * @param {ItemSpread} entry
 */
function itemSpreadSection(view, entry) {
  const item = itemOf(view, entry.id);
  const dots = entry.levels.flatMap(({ level, side }, at) =>
    level === null ? [] : [{ number: at + 1, level, square: item.scales.indexOf(side) > 0 }],
  );
  const levels = levelsAmong(view.model, item.scales);
  const figure = h(
    "figure",
    null,
    strip(levels, dots),
    h("figcaption", null, spreadWords(view, entry)),
  );
  return h(
    "section",
    { class: "rated", id: `rated-${entry.id}`, "data-differ": entry.differ },
    h(
      "h4",
      null,
      itemLink(view, item),
      " ",
      entry.differ && h("span", { class: "settled", id: `settled-${entry.id}` }),
    ),
    h("div", { class: "pair" }, figure, ratersTable(view, entry)),
    entry.differ && agreement(view, item),
  );
}

/**
 * What is different, in words.
 * @param {View} view
 * @param {ItemSpread} entry
 */
function spreadWords({ words }, { levels, lowest, highest, span, rated, differ }) {
  const say = (
    /** @type {string} */ key,
    /** @type {Record<string, string | number>} */ args = {},
  ) => words.say(`tool.spread.says.${key}`, args);
  const parts = [];
  const exempt = levels.filter(({ notApplicable }) => notApplicable).length;
  if (span > 0) parts.push(say("span", { lowest: lowest ?? "", highest: highest ?? "", span }));
  else if (rated > 0) parts.push(say(rated === 1 ? "one" : "same", { level: lowest ?? "" }));
  if (
    differ &&
    new Set(levels.filter(({ level }) => level !== null).map(({ side }) => side)).size > 1
  )
    parts.push(say("sides"));
  if (exempt > 0) parts.push(say("exempt", { count: exempt }));
  if (levels.length - rated - exempt > 0)
    parts.push(say("open", { count: levels.length - rated - exempt }));
  return words.sentences(parts);
}

/**
 * @param {View} view
 * @param {ItemSpread} entry
 */
function ratersTable(view, { id, levels }) {
  const { words, assessment } = view;
  const item = itemOf(view, id);
  const head = [words.say("tool.rating.column.name"), words.say("tool.spread.level")];
  const rows = levels.map(({ level, side, notApplicable }, at) => {
    const rating = assessment.ratings[at];
    const sided =
      level !== null &&
      item.scales.length > 1 &&
      h("span", { class: "hint" }, ` ${words.scale(scaleOf(item, side))}`);
    const mark = notApplicable
      ? h("span", { class: "none" }, words.say("tool.level.notapplicable"))
      : levelMark(view, item, level, side);
    return row(
      head,
      [
        raterNumber(at),
        " ",
        rating?.name ?? "",
        h("span", { class: "hint" }, ` ${rating?.position ?? ""}`),
      ],
      [mark, sided],
    );
  });
  return h(
    "div",
    null,
    table({
      caption: words.say("tool.spread.caption", { item: id }),
      kind: "compact raters",
      head,
      body: [h("tbody", null, rows)],
    }),
    ratersWords(view, id),
  );
}

/**
 * Writes how far the agreement is; what the user types in stays.
 * @param {View} view
 * @param {HTMLElement} panel
 */
function showAgreed(view, panel) {
  const line = panel.querySelector("#together-progress");
  if (!line) return;
  const differing = spreadOf(view).items.filter(({ differ }) => differ);
  const settled = differing.filter(({ id }) => isSettled(view.assessment, id)).length;
  const args = {
    total: view.model.items.length,
    count: differing.length,
    settled,
    ratings: view.assessment.ratings.length,
  };
  line.textContent = view.words.say(
    differing.length === 0 ? "tool.together.agree" : "tool.together.progress",
    args,
  );
  for (const { id } of differing) {
    const place = panel.querySelector(`#${CSS.escape(`settled-${id}`)}`);
    if (!place) continue;
    place.textContent = settledWords(view, id);
    place.toggleAttribute("data-settled", isSettled(view.assessment, id));
    const why = panel.querySelector(`#${CSS.escape(`agreed-${id}`)}`);
    if (why instanceof HTMLTextAreaElement && why !== document.activeElement)
      why.value = answerTo(view.assessment, id).agreed;
  }
}
