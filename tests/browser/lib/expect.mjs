import assert from "node:assert/strict";

const SHOWN = 12;

/**
 * Fails with the first entries of a list that should be empty.
 * @param {string[]} wrong
 */
export function none(wrong) {
  const more = wrong.length > SHOWN ? `\n  … and ${wrong.length - SHOWN} more` : "";
  if (wrong.length > 0)
    assert.fail(`${wrong.length} wrong:\n  ${wrong.slice(0, SHOWN).join("\n  ")}${more}`);
}
