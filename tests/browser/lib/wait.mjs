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

/**
 * Goes to an address as a link does: a driver's own command is confused by what a page writes into its address.
 * @param {import("puppeteer-core").Page} page
 * @param {string} to
 */
export async function visit(page, to) {
  await page.evaluate((href) => void setTimeout(() => (location.href = href)), to);
  await until(
    () =>
      page
        .evaluate((href) => location.href === href && document.readyState === "complete", to)
        .catch(() => false),
    to,
  );
}
