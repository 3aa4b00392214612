import assert from "node:assert/strict";

export const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/**
 * Asks again until the answer is true, and returns it.
 * @template T
 * @param {() => Promise<T> | T} ask
 * @param {string} what
 * @param {number} [milliseconds]
 * @returns {Promise<NonNullable<T>>}
 */
export async function until(ask, what, milliseconds = 8000) {
  const end = Date.now() + milliseconds;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) assert.fail(`waited in vain for: ${what}`);
    await sleep(40);
  }
}
