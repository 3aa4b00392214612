/** What the keyboard does: from anywhere on the page, and in a question. */
import { WRITING } from "./dom.js";

/** How far each arrow key goes among the levels of a question. */
const ARROW_STEPS = /** @type {Record<string, number>} */ ({
  ArrowDown: 1,
  ArrowRight: 1,
  ArrowUp: -1,
  ArrowLeft: -1,
});

/**
 * Ctrl+S saves; Ctrl+Z and Ctrl+Shift+Z (or Ctrl+Y) undo and redo, but in a text they are the text's own.
 * @param {KeyboardEvent} event
 * @param {import("../types.js").Actions} act
 */
export function pressed(event, act) {
  if (event.altKey || document.querySelector("dialog[open]")) return;
  const chosen = event.ctrlKey || event.metaKey ? command(event, act) : levelChosen(event);
  if (!chosen) return;
  event.preventDefault();
  chosen();
}

/**
 * The digit that sets a level; null of one that has none.
 * @param {number} level
 */
export function levelKey(level) {
  return level >= 0 && level <= 9 ? String(level) : null;
}

/**
 * @param {KeyboardEvent} event
 * @param {import("../types.js").Actions} act
 */
function command({ shiftKey, key: pressedKey, target }, act) {
  const key = (shiftKey ? "shift+" : "") + pressedKey.toLowerCase();
  const writing = target instanceof Element && target.matches(WRITING);
  /** @type {Record<string, () => void>} */
  const keys = {
    s: act.save,
    ...(writing ? {} : { z: act.undo, y: act.redo, "shift+z": act.redo }),
  };
  return Object.hasOwn(keys, key) ? keys[key] : undefined;
}

/**
 * A digit sets the level of the question in which the focus is. The arrow keys go from level to level and end at the last one:
 * a browser would go on with the first.
 * @param {KeyboardEvent} event
 */
function levelChosen({ key, target }) {
  const question =
    target instanceof Element && !target.matches(`${WRITING}, select`) && target.closest(".item");
  if (!question) return undefined;
  const levels = /** @type {HTMLInputElement[]} */ ([
    ...question.querySelectorAll(".levels input:enabled"),
  ]);
  const [at, step] = [levels.findIndex((level) => level === target), ARROW_STEPS[key] ?? 0];
  const moved = at >= 0 && step !== 0;
  const chosen = moved
    ? levels[at + step]
    : levels.find(({ value }) => value === key.normalize("NFKC"));
  return chosen || moved ? () => [chosen?.focus(), chosen?.click()] : undefined;
}
