/** How a figure went over time: a line of points, broken where nothing is known. */
import { s } from "./dom.js";

const TIME_WIDTH = 300;
const TIME_HEIGHT = 132;
const TIME_LEFT = 24;
const TIME_RIGHT = 18;
const TIME_TOP = 18;
const TIME_FOOT = 24;
/** So many points have a label each; of more, only the first and the last one. */
const TIME_LABELS = 4;

/**
 * @param {{value: number | null, label: string, words: string}[]} points Values in tenths; `words` is the figure as it is written.
 * @param {number[]} levels Of the axis, from the lowest to the highest.
 * @param {{id: string, title: string, sentence: string}} words
 * @returns {SVGSVGElement}
 */
export function timeline(points, levels, words) {
  const [low, high] = [levels[0] ?? 0, levels.at(-1) ?? 1];
  const x = (/** @type {number} */ at) => TIME_LEFT + 12 + ((TIME_WIDTH - TIME_LEFT - TIME_RIGHT - 12) * at) / Math.max(1, points.length - 1);
  const y = (/** @type {number} */ level) => Math.round(10 * (TIME_HEIGHT - TIME_FOOT - ((TIME_HEIGHT - TIME_FOOT - TIME_TOP) * (level - low)) / Math.max(1, high - low))) / 10;
  const placed = points.map((point, at) => ({ ...point, x: Math.round(x(at)), y: y((point.value ?? 0) / 10) }));
  const shown = placed.filter((_, at) => points.length <= TIME_LABELS || at === 0 || at === points.length - 1);
  return s(
    "svg",
    { class: "timeline", viewBox: `0 0 ${TIME_WIDTH} ${TIME_HEIGHT}`, role: "img", "aria-labelledby": `${words.id}-title ${words.id}-sentence` },
    s("title", { id: `${words.id}-title` }, words.title),
    s("desc", { id: `${words.id}-sentence` }, words.sentence),
    levels.flatMap((level) => [s("line", { class: "timeline-grid", x1: TIME_LEFT, x2: TIME_WIDTH, y1: y(level), y2: y(level) }), s("text", { class: "timeline-axis", x: TIME_LEFT - 8, y: y(level) + 4, "text-anchor": "end" }, String(level))]),
    s("path", { class: "timeline-line", d: linePath(placed) }),
    placed.map((point) => point.value !== null && s("circle", { class: "timeline-dot", cx: point.x, cy: point.y, r: 4 })),
    shown.map((point) => point.value !== null && s("text", { class: "timeline-value", x: point.x, y: point.y - 8, "text-anchor": "middle" }, point.words)),
    shown.map((point) => s("text", { class: "timeline-axis", x: point.x, y: TIME_HEIGHT - 6, "text-anchor": point === placed.at(-1) && placed.length > 1 ? "end" : "middle", dx: point === placed.at(-1) && placed.length > 1 ? TIME_RIGHT - 2 : 0 }, point.label)),
  );
}

/** @param {{value: number | null, x: number, y: number}[]} points */
function linePath(points) {
  return points.map((point, at) => (point.value === null ? "" : `${at > 0 && points[at - 1]?.value !== null ? "L" : "M"}${point.x} ${point.y}`)).join("");
}
