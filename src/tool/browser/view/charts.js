/**
 * Charts as SVG, drawn with elements, classes and presentation attributes. Each says in words what it shows; the numbers
 * stand in a table beside it. Nothing is told by colour alone: levels are lengths and figures, a target is a line of its
 * own, what is below it has another mark, what is not answered has no mark at all.
 */
import { s } from "./dom.js";

/**
 * @typedef {{label: string, levels: number[], level: number | null, target: number | null, text?: string}} Spoke A mean lies between two levels; `text` stands in place of the figure.
 * @typedef {{title: string, sentence: string}} ChartWords
 * @typedef {{x: number, y: number}} ChartPoint
 */

const CENTRE_X = 180;
const CENTRE_Y = 145;
const RADIUS = 112;
const LABELS = 1.12;
const STEPS = 5;

/**
 * A chart with its name and what it shows in words.
 * @param {string} kind
 * @param {number} width
 * @param {number} height
 * @param {ChartWords} words
 * @param {...(import("./dom.js").Child | import("./dom.js").Child[])} shapes
 * @returns {SVGSVGElement}
 */
export function chart(kind, width, height, { title, sentence }, ...shapes) {
  return s(
    "svg",
    {
      class: kind,
      viewBox: `0 0 ${width} ${height}`,
      role: "img",
      "aria-label": `${title} ${sentence}`,
    },
    s("title", null, title),
    s("desc", null, sentence),
    ...shapes,
  );
}

/**
 * How far a level is on the way from the lowest to the highest, from 0 to 1; a mean lies between its neighbours.
 * @param {number[]} levels
 * @param {number} level
 */
export function share(levels, level) {
  const at = levels.findLastIndex((known) => known <= level);
  const [below, above] = [levels[at] ?? level, levels[at + 1] ?? level];
  return (
    (at + (above > below ? (level - below) / (above - below) : 0)) / Math.max(1, levels.length - 1)
  );
}

/**
 * Where a level stands on the five-step scale of colours.
 * @param {number[]} levels
 * @param {number} level
 */
export function stepOf(levels, level) {
  return Math.round(share(levels, level) * (STEPS - 1));
}

/**
 * The line through points, broken where one is missing.
 * @param {(ChartPoint | null | undefined)[]} points
 */
export function linePath(points) {
  return points
    .map((point, at) => (point ? `${points[at - 1] ? "L" : "M"}${point.x} ${point.y}` : ""))
    .join("");
}

/**
 * A radar: one spoke an item, rings for levels. The lowest level has a ring too, so that it can be told from nothing.
 * @param {Spoke[]} spokes
 * @param {ChartWords} words
 * @returns {SVGSVGElement}
 */
export function radar(spokes, words) {
  const levels = spokes[0]?.levels ?? [];
  const at = (/** @type {number} */ place, /** @type {number} */ ring) =>
    point(place / spokes.length, ring);
  return chart(
    "radar",
    2 * CENTRE_X,
    2 * CENTRE_Y,
    words,
    levels.map((level) =>
      s("circle", {
        class: "radar-ring",
        cx: CENTRE_X,
        cy: CENTRE_Y,
        r: RADIUS * ringOf(levels, level),
      }),
    ),
    spokes.map(({ level }, place) =>
      s("path", {
        class: level === null ? "radar-axis open" : "radar-axis",
        d: linePath([at(0, 0), at(place, 1)]),
      }),
    ),
    outline(spokes, "target", "radar-target"),
    outline(spokes, "level", "radar-line"),
    spokes.map((spoke, place) => mark(spoke, at(place, ringOf(spoke.levels, spoke.level ?? 0)))),
    spokes.map((spoke, place) => label(spoke, at(place, LABELS))),
    levels.map((level) =>
      text("radar-number", at(0.5, ringOf(levels, level)), "middle", String(level)),
    ),
  );
}

/**
 * A bar from the lowest level to the one reached, with a line at the target. The figures stand beside it in the table.
 * Where an item has sides, the first is a full bar and the others are striped, each its own way.
 * @param {number[]} levels
 * @param {number | null} level
 * @param {number | null} target
 * @param {number} [side] Which of the item's sides, from 0.
 * @returns {SVGSVGElement}
 */
export function bar(levels, level, target, side) {
  const percent = (/** @type {number} */ of) => 100 * share(levels, of);
  const upright = (
    /** @type {string} */ name,
    /** @type {number} */ of,
    /** @type {number} */ half,
  ) =>
    s("line", {
      class: name,
      x1: `${percent(of)}%`,
      x2: `${percent(of)}%`,
      y1: 10 - half,
      y2: 10 + half,
    });
  const flat = (/** @type {string} */ name, /** @type {number} */ to) =>
    s("line", { class: name, x1: 0, x2: `${to}%`, y1: 10, y2: 10 });
  const reached = level === null ? 0 : percent(level);
  const kind = Math.min(side ?? 0, 2);
  return s(
    "svg",
    { class: "bar", height: 20, "aria-hidden": "true" },
    flat("bar-base", 100),
    levels.map((of) => upright("bar-tick", of, 3)),
    level !== null &&
      target !== null &&
      target > level &&
      s("rect", {
        class: "bar-missing",
        x: `${reached}%`,
        y: 4.5,
        width: `${percent(target) - reached}%`,
        height: 11,
      }),
    level !== null &&
      s("rect", {
        class: `bar-level ${side === undefined ? `fill-${stepOf(levels, level)}` : `bar-side-${kind}`}`,
        y: 4,
        width: `${Math.max(reached, 1)}%`,
        height: 12,
      }),
    level !== null && kind > 0 && flat(`bar-stripes stripes-${kind}`, Math.max(reached, 1)),
    target !== null && [upright("bar-halo", target, 7), upright("bar-target", target, 10)],
  );
}

/**
 * All bars as one drawing with its labels, for a file.
 * @param {(Spoke & {bar: number | undefined})[]} rows `bar` is the item's side, from 0.
 * @param {ChartWords} words
 * @returns {SVGSVGElement}
 */
export function barSheet(rows, words) {
  const [left, width, step] = [90, 400, 24];
  const bars = rows.flatMap((row, at) => {
    const drawing = bar(row.levels, row.level, row.target, row.bar);
    for (const [name, value] of Object.entries({ x: left, y: at * step, width }))
      drawing.setAttribute(name, String(value));
    return [label(row, { x: left - 12, y: at * step + 10 }, "end"), drawing];
  });
  return chart("radar", left + width, rows.length * step, words, bars);
}

/**
 * A point of the radar.
 * @param {number} turn Clockwise from the top, from 0 to 1.
 * @param {number} ring From 0 to 1.
 * @returns {ChartPoint}
 */
function point(turn, ring) {
  const round = (/** @type {number} */ value) => Math.round(10 * value) / 10;
  return {
    x: round(CENTRE_X + RADIUS * ring * Math.sin(2 * Math.PI * turn)),
    y: round(CENTRE_Y - RADIUS * ring * Math.cos(2 * Math.PI * turn)),
  };
}

/**
 * How far out a level is: the lowest is not in the middle.
 * @param {number[]} levels
 * @param {number} level
 */
function ringOf(levels, level) {
  return (share(levels, level) * (levels.length - 1) + 1) / levels.length;
}

/**
 * The line through all levels (or targets); closed and filled only where all are there.
 * @param {Spoke[]} spokes
 * @param {"level" | "target"} which
 * @param {string} name
 */
function outline(spokes, which, name) {
  const points = spokes.map(({ levels, [which]: value }, at) =>
    value === null ? null : point(at / spokes.length, ringOf(levels, value)),
  );
  const d = linePath([...points, points[0]]);
  return points.includes(null)
    ? s("path", { class: name, d })
    : s("path", { class: `${name} whole`, d: `${d}Z` });
}

/**
 * A dot for a level; a diamond where it is below its target.
 * @param {Spoke} spoke
 * @param {ChartPoint} place
 */
function mark({ level, target }, { x, y }) {
  if (level === null) return null;
  if (target === null || level >= target)
    return s("circle", { class: "radar-dot", cx: x, cy: y, r: 4 });
  return s("path", { class: "radar-below", d: `M${x} ${y - 6}l6 6l-6 6l-6 -6Z` });
}

/**
 * @param {Spoke} spoke
 * @param {ChartPoint} place
 * @param {"start" | "middle" | "end"} anchor
 */
function label(
  { label, text: figure, level },
  place,
  anchor = Math.abs(place.x - CENTRE_X) < 18 ? "middle" : place.x > CENTRE_X ? "start" : "end",
) {
  return text(
    null,
    place,
    anchor,
    label,
    s("tspan", { class: "radar-value", dx: 4 }, figure ?? String(level ?? "–")),
  );
}

/**
 * Words whose middle is at the height of a point.
 * @param {string | null} kind
 * @param {ChartPoint} place
 * @param {"start" | "middle" | "end"} anchor
 * @param {...import("./dom.js").Child} words
 */
export function text(kind, { x, y }, anchor, ...words) {
  return s("text", { class: kind, x, y: y + 4, "text-anchor": anchor }, ...words);
}
