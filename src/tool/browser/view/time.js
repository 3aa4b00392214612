/** Over time: snapshots of the answers, and how categories and items went since. */
import { levelsAmong } from "../scoring/score.js";
import { trend } from "../scoring/trend.js";
import { snapshotOf } from "../state/assessment.js";
import { snapshotFrom } from "../state/ratings.js";
import { chartFigure } from "./chart-file.js";
import { timeline } from "./charts-time.js";
import { h } from "./dom.js";
import {
  comparisonNotes,
  fileDrop,
  metList,
  originalsTable,
  takeAll,
  withOne,
} from "./originals.js";
import { row, scroller, table, textField } from "./parts.js";
import { roundWords } from "./previous.js";
import { itemTrends } from "./time-items.js";
import { SNAPSHOTS_SHOWN, inOrder, pointsOf } from "./time-points.js";

/**
 * @typedef {import("../types.js").View} View
 * @typedef {import("../types.js").Snapshot} Snapshot
 * @typedef {import("../scoring/trend.js").Trend} Trend
 * @typedef {import("./time-points.js").TimePoint} TimePoint
 */

/** @type {import("../types.js").Part} */
export const timePart = {
  name: "time",
  title: (view) => view.words.say("tool.time.title"),
  build: timeBody,
};

/** @param {View} view */
function timeBody(view) {
  const { words, assessment } = view;
  const taking = {
    list: /** @type {const} */ ("snapshots"),
    words: words.say("tool.time.add"),
    make: snapshotFrom,
  };
  return [
    h("p", { class: "lead" }, words.say("tool.time.lead")),
    takeSnapshot(view),
    ...roundSection(view),
    h("h3", null, words.say("tool.time.filestitle")),
    h("p", null, words.say("tool.time.filestext")),
    fileDrop(view, taking),
    metList(view, "snapshots"),
    ...(assessment.snapshots.length > 0 ? [...snapshotList(view), ...trendSections(view)] : []),
  ];
}

/** @param {View} view */
function takeSnapshot(view) {
  const { words } = view;
  const id = "snapshot-name";
  const name = textField(view, {
    id,
    words: words.say("tool.time.name"),
    value: view.shown[id] ?? "",
    change: (value) => (view.shown[id] = value),
  });
  const take = () => {
    const taken = new Date().toISOString();
    const called = view.shown[id]?.trim() || words.day(taken.slice(0, 10));
    view.shown[id] = "";
    takeAll(view, "snapshots", [
      (state) =>
        withOne(
          state,
          "snapshots",
          snapshotOf(state, view.model, { id: crypto.randomUUID(), name: called, taken }),
          called,
        ),
    ]);
  };
  const button = h(
    "button",
    {
      type: "button",
      id: "snapshot-take",
      class: "primary",
      disabled: view.readonly || view.result.answered + view.result.notApplicable === 0,
      click: take,
    },
    words.say("tool.time.take"),
  );
  return h("div", { class: "snapshot-take" }, name, button);
}

/**
 * How far this round is, and the way to the next one.
 * @param {View} view
 */
function roundSection(view) {
  const { words, result, act, readonly } = view;
  const counts = roundWords(view);
  const start = h(
    "button",
    {
      type: "button",
      id: "next-round",
      disabled: readonly || result.answered + result.notApplicable === 0,
      click: act.nextRound,
    },
    words.say("tool.round.button"),
  );
  return [
    h("h3", null, words.say("tool.round.title")),
    counts !== "" && h("p", { id: "round-words" }, counts),
    h("p", null, words.say("tool.round.text")),
    h("p", { class: "buttons" }, start),
  ];
}

/** @param {View} view */
function snapshotList(view) {
  const { words } = view;
  const known = originalsTable(
    view,
    "snapshots",
    words.say("tool.snapshot.caption"),
    inOrder(view),
    { [words.say("tool.snapshot.column.taken")]: ({ taken }) => words.day(taken.slice(0, 10)) },
  );
  return [h("h3", null, words.say("tool.snapshot.title")), known];
}

/** @param {View} view */
function trendSections(view) {
  const { words, assessment, model } = view;
  const points = pointsOf(view);
  const found = trend(model, points);
  return [
    h("h3", null, words.say("tool.trend.title")),
    assessment.snapshots.length > SNAPSHOTS_SHOWN &&
      h("p", { class: "hint" }, words.say("tool.trend.latest", { count: SNAPSHOTS_SHOWN })),
    ...comparisonNotes(
      view,
      found.warnings.map(({ at, kind }) => ({
        kind,
        name: points[at]?.name ?? "",
        version: points[at]?.model.version ?? "",
      })),
    ),
    ...categoryTrends(view, points, found),
    ...itemTrends(view, points, found),
  ].filter((part) => part !== false);
}

/**
 * A line a category, and one table for all of them.
 * @param {View} view
 * @param {TimePoint[]} points
 * @param {Trend} found
 */
function categoryTrends(view, points, found) {
  const { words, model } = view;
  if (!model.aggregation) return [];
  const title = (/** @type {string} */ id) => `${id} ${words.category(id)}`;
  const charts = found.categories.map(({ id, means }) => {
    const sentence = meanSentence(view, means, points);
    const drawn = timeline(
      means.map((value, at) => ({
        value,
        label: points[at]?.label ?? "",
        words: words.tenths(value),
      })),
      levelsAmong(model),
      { title: words.say("tool.trend.chart", { category: title(id) }), sentence },
    );
    const made = chartFigure(view, {
      id: `timeline-${id}`,
      title: title(id),
      drawing: drawn,
      caption: sentence,
    });
    made.prepend(h("h4", null, title(id)));
    return made;
  });
  const head = [words.say("tool.column.category"), ...points.map(({ name }) => name)];
  const rows = found.categories.map(({ id, means }) =>
    row(head, title(id), ...means.map((mean) => words.tenths(mean))),
  );
  const numbers = scroller(
    words.say("tool.trend.means"),
    table({
      caption: words.say("tool.trend.means"),
      kind: "compact list trend",
      head,
      body: [h("tbody", null, rows)],
    }),
  );
  return [
    h("p", { class: "hint" }, words.say("tool.mean.note")),
    h("div", { class: "timelines" }, charts),
    numbers,
  ];
}

/**
 * How a category went from the first point that is known to today.
 * @param {View} view
 * @param {(number | null)[]} means
 * @param {TimePoint[]} points
 */
function meanSentence({ words }, means, points) {
  const first = means.findIndex((mean) => mean !== null);
  const [from, to] = [means[first] ?? null, means.at(-1) ?? null];
  if (from === null || to === null || first === means.length - 1)
    return words.say("tool.trend.nomean");
  const key = to > from ? "rose" : to < from ? "fell" : "level";
  return words.say(`tool.trend.mean.${key}`, {
    from: words.tenths(from),
    to: words.tenths(to),
    since: points[first]?.name ?? "",
  });
}
