/**
 * Charts as SVG, drawn with elements, classes and presentation attributes. Each says in words what it shows; the numbers
 * stand in a table beside it. Nothing is told by colour alone: levels are lengths and figures, a target is a line of its
 * own, what is below it has another mark, what is not answered has no mark at all.
 */
import { s } from "./dom.js";

/**
 * @typedef {{label: string, levels: number[], level: number | null, target: number | null, text?: string}} Spoke A mean lies between two levels; `text` stands in place of the figure.
 */

const WIDTH = 360;
const HEIGHT = 290;
const RADIUS = 112;
const STEPS = 5;

/**
 * Where a level stands on the five-step scale of colours.
 * @param {number[]} levels
 * @param {number} level
 */
export function stepOf(levels, level) {
  return Math.round((levels.indexOf(level) * (STEPS - 1)) / Math.max(1, levels.length - 1));
}

/**
 * A radar: one spoke an item, rings for levels. The lowest level has a ring too, so that it can be told from nothing.
 * @param {Spoke[]} spokes
 * @param {{id: string, title: string, sentence: string}} words
 * @returns {SVGSVGElement}
 */
export function radar(spokes, words) {
  const names = { title: `${words.id}-title`, sentence: `${words.id}-sentence` };
  return s(
    "svg",
    { class: "radar", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-labelledby": `${names.title} ${names.sentence}` },
    s("title", { id: names.title }, words.title),
    s("desc", { id: names.sentence }, words.sentence),
    rings(spokes[0]?.levels ?? []),
    spokes.map((spoke, at) => axis(spoke, at, spokes.length)),
    outline(spokes, "target", "radar-target"),
    outline(spokes, "level", "radar-line"),
    spokes.map((spoke, at) => mark(spoke, at, spokes.length)),
    spokes.map((spoke, at) => label(spoke, at, spokes.length)),
    ringNumbers(spokes[0]?.levels ?? [], spokes.length),
  );
}

/**
 * A bar from the lowest level to the one reached, with a line at the target. The figures stand beside it in the table.
 * Where an item has sides, the first is a full bar and the others are striped, each its own way.
 * @param {number[]} levels
 * @param {number | null} level
 * @param {number | null} target
 * @param {number} [side] Which of the item's sides, from 0.
 * @param {number[]} [ticks] The levels that have a mark, if not all.
 * @returns {SVGSVGElement}
 */
export function bar(levels, level, target, side, ticks = levels) {
  const share = (/** @type {number} */ of) => (100 * levels.indexOf(of)) / Math.max(1, levels.length - 1);
  const at = (/** @type {number} */ of) => `${share(of)}%`;
  const reached = level === null ? 0 : share(level);
  const missing = level !== null && target !== null && target > level;
  return s(
    "svg",
    { class: "bar", height: 20, "aria-hidden": "true", focusable: "false" },
    s("line", { class: "bar-base", x1: 0, x2: "100%", y1: 10, y2: 10 }),
    ticks.map((of) => s("line", { class: "bar-tick", x1: at(of), x2: at(of), y1: 7, y2: 13 })),
    missing && s("rect", { class: "bar-missing", x: `${reached}%`, y: 4.5, width: `${share(target) - reached}%`, height: 11 }),
    level !== null && s("rect", { class: `bar-level ${side === undefined ? `fill-${stepOf(levels, level)}` : `bar-side-${Math.min(side, 2)}`}`, x: 0, y: 4, width: `${Math.max(reached, 1)}%`, height: 12 }),
    level !== null && side !== undefined && side > 0 && s("line", { class: `bar-stripes stripes-${Math.min(side, 2)}`, x1: 0, x2: `${Math.max(reached, 1)}%`, y1: 10, y2: 10 }),
    target !== null && s("line", { class: "bar-halo", x1: at(target), x2: at(target), y1: 3, y2: 17 }),
    target !== null && s("line", { class: "bar-target", x1: at(target), x2: at(target), y1: 0, y2: 20 }),
  );
}

/**
 * All bars as one drawing with its labels, for a file.
 * @param {(Spoke & {bar: number | undefined})[]} rows `bar` is the item's side, from 0.
 * @param {{title: string, sentence: string}} words
 * @returns {SVGSVGElement}
 */
export function barSheet(rows, words) {
  const [left, width, step] = [90, 400, 24];
  const bars = rows.flatMap(({ label, levels, level, target, bar: side }, at) => {
    const drawing = bar(levels, level, target, side);
    for (const [name, value] of Object.entries({ x: left, y: at * step, width })) drawing.setAttribute(name, String(value));
    const figure = s("tspan", { class: "radar-value", dx: 6 }, level === null ? "–" : String(level));
    return [s("text", { class: "radar-label", x: left - 12, y: at * step + 14, "text-anchor": "end" }, label, figure), drawing];
  });
  return s("svg", { class: "radar", viewBox: `0 0 ${left + width + 4} ${rows.length * step}`, role: "img" }, s("title", null, words.title), s("desc", null, words.sentence), bars);
}

/**
 * A point of a spoke; `ring` runs from 0 to 1.
 * @param {number} at
 * @param {number} count
 * @param {number} ring
 */
function point(at, count, ring) {
  const angle = (2 * Math.PI * at) / count - Math.PI / 2;
  const round = (/** @type {number} */ value) => Math.round(10 * value) / 10;
  return { x: round(WIDTH / 2 + RADIUS * ring * Math.cos(angle)), y: round(HEIGHT / 2 + RADIUS * ring * Math.sin(angle)), angle };
}

/**
 * How far out a level is; a mean lies between the rings of its neighbours.
 * @param {number[]} levels
 * @param {number} level
 */
function ringOf(levels, level) {
  const at = levels.findLastIndex((known) => known <= level);
  const [below, above] = [levels[at] ?? level, levels[at + 1] ?? level];
  return (at + 1 + (above > below ? (level - below) / (above - below) : 0)) / levels.length;
}

/** @param {number[]} levels */
function rings(levels) {
  return levels.map((level) => s("circle", { class: "radar-ring", cx: WIDTH / 2, cy: HEIGHT / 2, r: RADIUS * ringOf(levels, level) }));
}

/**
 * The numbers of the rings, between the first two spokes.
 * @param {number[]} levels
 * @param {number} count
 */
function ringNumbers(levels, count) {
  return levels.map((level) => {
    const { x, y } = point(0.5, count, ringOf(levels, level));
    return s("text", { class: "radar-number", x, y: y + 3.5, "text-anchor": "middle" }, String(level));
  });
}

/**
 * @param {Spoke} spoke
 * @param {number} at
 * @param {number} count
 */
function axis(spoke, at, count) {
  const { x, y } = point(at, count, 1);
  return s("line", { class: spoke.level === null ? "radar-axis open" : "radar-axis", x1: WIDTH / 2, y1: HEIGHT / 2, x2: x, y2: y });
}

/**
 * The line through all levels (or targets), broken where one is missing; closed and filled only where all are there.
 * @param {Spoke[]} spokes
 * @param {"level" | "target"} which
 * @param {string} name
 */
function outline(spokes, which, name) {
  const count = spokes.length;
  const points = spokes.map((spoke, at) => {
    const value = spoke[which];
    return value === null ? null : point(at, count, ringOf(spoke.levels, value));
  });
  const pieces = points.map((from, at) => {
    const to = points[(at + 1) % count];
    return from && to ? `M${from.x} ${from.y}L${to.x} ${to.y}` : "";
  });
  const whole = points.every((entry) => entry !== null);
  const closed = points.map((entry, at) => (entry ? `${at === 0 ? "M" : "L"}${entry.x} ${entry.y}` : "")).join("");
  return s("path", { class: whole ? `${name} whole` : name, d: whole ? `${closed}Z` : pieces.join("") });
}

/**
 * A dot for a level; a diamond where it is below its target.
 * @param {Spoke} spoke
 * @param {number} at
 * @param {number} count
 */
function mark(spoke, at, count) {
  if (spoke.level === null) return null;
  const { x, y } = point(at, count, ringOf(spoke.levels, spoke.level));
  if (spoke.target === null || spoke.level >= spoke.target) return s("circle", { class: "radar-dot", cx: x, cy: y, r: 4 });
  return s("path", { class: "radar-below", d: `M${x} ${y - 6}l6 6l-6 6l-6 -6Z` });
}

/**
 * @param {Spoke} spoke
 * @param {number} at
 * @param {number} count
 */
function label(spoke, at, count) {
  const { angle } = point(at, count, 1);
  const side = Math.cos(angle);
  const x = WIDTH / 2 + (RADIUS + 12) * side;
  const y = HEIGHT / 2 + (RADIUS + 14) * Math.sin(angle) + 4;
  const anchor = Math.abs(side) < 0.15 ? "middle" : side > 0 ? "start" : "end";
  const level = s("tspan", { class: "radar-value", dx: 4 }, spoke.text ?? (spoke.level === null ? "–" : String(spoke.level)));
  return s("text", { class: "radar-label", x: x.toFixed(1), y: y.toFixed(1), "text-anchor": anchor }, spoke.label, level);
}
