/** How a figure went over time: a line of points, broken where nothing is known. It looks like the lines of a radar. */
import { chart, linePath, share, text } from "./charts.js";
import { s } from "./dom.js";

const WIDE = 300;
/** Where the first point is, and the last one. */
const [TIME_FIRST, TIME_LAST] = [36, 282];
/** Where the lowest level is, and how far above it the highest. */
const [TIME_FOOT, TIME_RISE] = [108, 90];
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
  const y = (/** @type {number} */ level) => Math.round(TIME_FOOT - TIME_RISE * share(levels, level));
  const places = points.map(({ value }, at) => ({ x: Math.round(TIME_FIRST + ((TIME_LAST - TIME_FIRST) * at) / Math.max(1, last)), y: y((value ?? 0) / 10) }));
  const known = places.map((place, at) => (points[at]?.value === null ? null : place));
  const labels = points.flatMap((point, at) => {
    const { x = 0, y: height = 0 } = places[at] ?? {};
    if (last >= TIME_LABELS && at > 0 && at < last) return [];
    const value = point.value !== null && text("radar-value", { x, y: height - 12 }, "middle", point.words);
    return [value, at < last ? text("radar-number", { x, y: 122 }, "middle", point.label) : text("radar-number", { x: WIDE, y: 122 }, "end", point.label)];
  });
  return chart(
    "radar timeline",
    WIDE,
    132,
    words,
    levels.flatMap((level) => [s("path", { class: "radar-ring", d: `M24 ${y(level)}H${WIDE}` }), text("radar-number", { x: 16, y: y(level) }, "end", String(level))]),
    s("path", { class: "radar-line", d: linePath(known) }),
    known.map((place) => place && s("circle", { class: "radar-dot", cx: place.x, cy: place.y, r: 4 })),
    labels,
  );
}
