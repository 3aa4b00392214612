/** How a figure went over time: a line of points, broken where nothing is known. It looks like the lines of a radar. */
import { chart, linePath, share, text } from "./charts.js";
import { s } from "./dom.js";

const WIDE = 300;
/** Where the first point is, and the way from there to the last one. */
const TIME_FIRST = 36;
const TIME_WAY = 246;
/** Where the lowest level is, and how far above it the highest. */
const TIME_FOOT = 108;
const TIME_RISE = 90;
/** Where the labels of points stand. */
const TIME_BELOW = 122;
/** So many points have a label each; of more, only the first and the last one. */
const TIME_LABELS = 4;

/**
 * @param {{value: number | null, label: string, words: string}[]} points Values in tenths; `words` is the figure as it is written.
 * @param {number[]} levels Of the axis, from the lowest to the highest.
 * @param {import("./charts.js").ChartWords} words
 * @returns {SVGSVGElement}
 */
export function timeline(points, levels, words) {
  const last = points.length - 1;
  const y = (/** @type {number} */ level) =>
    Math.round(TIME_FOOT - TIME_RISE * share(levels, level));
  const placed = points.map((point, at) => ({
    ...point,
    x: Math.round(TIME_FIRST + (TIME_WAY * at) / Math.max(1, last)),
    y: y((point.value ?? 0) / 10),
  }));
  const known = placed.map((place) => (place.value === null ? null : place));
  const labels = placed
    .filter((_, at) => last < TIME_LABELS || at === 0 || at === last)
    .flatMap(({ x, y: height, label, value, words: figure }) => [
      value !== null && text("radar-value", { x, y: height - 12 }, "middle", figure),
      x < TIME_FIRST + TIME_WAY
        ? text("radar-number", { x, y: TIME_BELOW }, "middle", label)
        : text("radar-number", { x: WIDE, y: TIME_BELOW }, "end", label),
    ]);
  return chart(
    "radar timeline",
    WIDE,
    132,
    words,
    levels.flatMap((level) => [
      s("path", { class: "radar-ring", d: `M24 ${y(level)}H${WIDE}` }),
      text("radar-number", { x: 16, y: y(level) }, "end", String(level)),
    ]),
    s("path", { class: "radar-line", d: linePath(known) }),
    known.map(
      (place) => place && s("circle", { class: "radar-dot", cx: place.x, cy: place.y, r: 4 }),
    ),
    labels,
  );
}

/**
 * A line without words beside the figures that it draws.
 * @param {(number | null)[]} means In tenths.
 * @param {number[]} levels
 * @returns {SVGSVGElement}
 */
export function spark(means, levels) {
  const points = means.map((mean, at) =>
    mean === null
      ? null
      : {
          x: 3 + Math.round((54 * at) / Math.max(1, means.length - 1)),
          y: Math.round(17 - 14 * share(levels, mean / 10)),
        },
  );
  return s(
    "svg",
    { class: "spark", viewBox: "0 0 60 20", "aria-hidden": "true" },
    s("path", { class: "radar-line", d: linePath(points) }),
    points.map(
      (place) => place && s("circle", { class: "radar-dot", cx: place.x, cy: place.y, r: 3 }),
    ),
  );
}
