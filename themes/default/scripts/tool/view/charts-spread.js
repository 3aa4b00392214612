/** Several people's levels of one item on one line: a numbered mark a person, stacked where they agree. */
import { s } from "./dom.js";

/** @typedef {{number: number, level: number, square: boolean}} Dot */

const STRIP_STEP = 46;
const STRIP_MARK = 9;
const STRIP_ROW = 21;

/**
 * Marks of the first scale are round, those of another one square. The table beside it says the same in words.
 * @param {number[]} levels
 * @param {Dot[]} dots
 * @returns {SVGSVGElement}
 */
export function strip(levels, dots) {
  const stacks = levels.map((level) => dots.filter((dot) => dot.level === level));
  const height = Math.max(1, ...stacks.map((stack) => stack.length)) * STRIP_ROW;
  const [width, place] = [STRIP_STEP * levels.length, (/** @type {number} */ at) => STRIP_STEP * (at + 0.5)];
  const reached = stacks.flatMap((stack, at) => (stack.length > 0 ? [at] : []));
  const [from = 0, to = 0] = [reached[0], reached.at(-1)];
  return s(
    "svg",
    { class: "strip", viewBox: `0 0 ${width} ${height + 24}`, width, height: height + 24, "aria-hidden": "true", focusable: "false" },
    s("line", { class: "strip-base", x1: place(0), x2: place(levels.length - 1), y1: height + 4, y2: height + 4 }),
    s("line", { class: "strip-span", x1: place(from), x2: place(to), y1: height + 4, y2: height + 4 }),
    levels.map((level, at) => s("text", { class: "strip-level", x: place(at), y: height + 20, "text-anchor": "middle" }, String(level))),
    stacks.flatMap((stack, at) => stack.map((dot, row) => stripMark(dot, place(at), height - STRIP_ROW * row - STRIP_MARK - 2))),
  );
}

/**
 * @param {Dot} dot
 * @param {number} x
 * @param {number} y
 */
function stripMark({ number, square }, x, y) {
  const shape = square ? s("rect", { x: x - STRIP_MARK, y: y - STRIP_MARK, width: 2 * STRIP_MARK, height: 2 * STRIP_MARK }) : s("circle", { cx: x, cy: y, r: STRIP_MARK });
  return s("g", { class: "strip-mark" }, shape, s("text", { x, y: y + 4, "text-anchor": "middle" }, String(number)));
}
