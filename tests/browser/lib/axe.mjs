// axe-core in a page, whatever its policy: the driver evaluates it, the page does not load it.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const SOURCE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/**
 * What axe finds wrong, one line a place.
 * @param {import("puppeteer-core").Page} page
 * @returns {Promise<string[]>}
 */
export async function axe(page) {
  await page.evaluate(SOURCE);
  return page.evaluate(async (tags) => {
    const { violations } = await /** @type {any} */ (window).axe.run(document, {
      runOnly: tags,
      resultTypes: ["violations"],
      // It would ask for the style sheets, which the page's policy rightly forbids.
      preload: false,
      // Switched off by default, although it is a criterion of WCAG 2.2 AA.
      rules: { "target-size": { enabled: true } },
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(
        (node) =>
          `${id}: ${node.target.join(" ")}: ${node.html.slice(0, 150)} (${node.failureSummary.split("\n").slice(1).join(" ").trim().slice(0, 200)})`,
      ),
    );
  }, TAGS);
}
