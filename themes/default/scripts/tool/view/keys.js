/** What the keyboard does from anywhere on the page. */

/**
 * Ctrl+S saves; Ctrl+Z and Ctrl+Shift+Z (or Ctrl+Y) undo and redo, but in a text they are the text's own.
 * @param {KeyboardEvent} event
 * @param {import("../types.js").Actions} act
 */
export function pressed(event, act) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || document.querySelector("dialog[open]")) return;
  const key = (event.shiftKey ? "shift+" : "") + event.key.toLowerCase();
  const writing = event.target instanceof Element && event.target.matches("textarea, input:not([type=radio], [type=checkbox])");
  /** @type {Record<string, () => void>} */
  const keys = { s: act.save, ...(writing ? {} : { z: act.undo, y: act.redo, "shift+z": act.redo }) };
  const chosen = Object.hasOwn(keys, key) ? keys[key] : undefined;
  if (!chosen) return;
  event.preventDefault();
  chosen();
}
