/** Several people's levels of one item on one line: a numbered mark a person, stacked where they agree. */
import { text } from "./charts.js";
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
  const [width, place] = [
    STRIP_STEP * levels.length,
    (/** @type {number} */ at) => STRIP_STEP * (at + 0.5),
  ];
  const reached = stacks.flatMap((stack, at) => (stack.length > 0 ? [at] : []));
  const [from = 0, to = 0] = [reached[0], reached.at(-1)];
  const line = (
    /** @type {string} */ name,
    /** @type {number} */ first,
    /** @type {number} */ last,
  ) => s("path", { class: name, d: `M${place(first)} ${height + 4}H${place(last)}` });
  return s(
    "svg",
    {
      class: "strip",
      viewBox: `0 0 ${width} ${height + 24}`,
      width,
      height: height + 24,
      "aria-hidden": "true",
    },
    line("strip-base", 0, levels.length - 1),
    line("strip-span", from, to),
    levels.map((level, at) =>
      text(null, { x: place(at), y: height + 16 }, "middle", String(level)),
    ),
    stacks.flatMap((stack, at) =>
      stack.map((dot, row) => stripMark(dot, place(at), height - STRIP_ROW * row - STRIP_MARK - 2)),
    ),
  );
}

/**
 * @param {Dot} dot
 * @param {number} x
 * @param {number} y
 */
function stripMark({ number, square }, x, y) {
  const size = 2 * STRIP_MARK;
  return s(
    "g",
    { class: "strip-mark" },
    s("rect", {
      x: x - STRIP_MARK,
      y: y - STRIP_MARK,
      width: size,
      height: size,
      rx: square ? 0 : STRIP_MARK,
    }),
    text(null, { x, y }, "middle", String(number)),
  );
}
