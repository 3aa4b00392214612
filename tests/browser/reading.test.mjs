// Reading needs no script: every page, in both browsers, on a phone.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { BROWSERS, Session } from "./lib/browsers.mjs";
import { none } from "./lib/expect.mjs";
import { DOCUMENTS, LANGUAGES, TOOL, addressesIn, brokenIn, contentPages, fileAddress, isOutside, read } from "./lib/site.mjs";

test("both languages have the same pages", () => {
  const [first, second] = LANGUAGES.map((language) => contentPages(language).map((path) => path.slice(language.length + 1)));
  assert.ok(first.length > 50, `${first.length} pages`);
  assert.deepEqual(first, second);
});

test("every link, image, style and script inside the site leads to a file, every fragment to an id", () => {
  none(DOCUMENTS.flatMap((path) => brokenIn(path)));
});

test("nothing that is loaded comes from elsewhere", () => {
  const loaded = DOCUMENTS.flatMap((path) =>
    addressesIn(read(path))
      .filter(({ tag, address }) => !["a", "area"].includes(tag) && isOutside(address) && !address.startsWith("data:"))
      .map(({ tag, address }) => `${path}: <${tag}> ${address}`));
  // A published site (with a base URL) names its own absolute addresses in <link>; this one has none.
  none(loaded);
});

test("no style attributes, no inline event handlers", () => {
  const found = DOCUMENTS.filter((path) => /<[a-z][^>]*\s(style|on[a-z]+)\s*=/i.test(read(path).replace(/<script[\s\S]*?<\/script>|<style[\s\S]*?<\/style>/gi, "")));
  none(found);
});

for (const name of BROWSERS) {
  describe(`without JavaScript, ${name}, 360 px`, () => {
    /** @type {Session} */
    let session;
    let tab;
    before(async () => {
      session = await Session.start(name, { scripting: false });
      tab = await session.open({ width: 360, height: 740 });
    });
    after(() => session.stop());

    test("scripts really are off", async () => {
      const page = await tab.goto("data:text/html,<p id=p>off<script>p.textContent='on'</script>");
      assert.equal(await page.evaluate(() => document.body.innerText.trim()), "off");
    });

    for (const language of LANGUAGES) {
      test(`every page of ${language} can be read and left`, async () => {
        const wrong = [];
        for (const path of contentPages(language)) {
          const page = await tab.goto(fileAddress(path));
          const seen = await page.evaluate(look);
          wrong.push(...complaints(seen, language).map((text) => `${path}: ${text}`));
        }
        none(wrong);
      });
    }

    test("the pages outside the languages, too", async () => {
      const wrong = [];
      for (const path of DOCUMENTS.filter((path) => !LANGUAGES.some((language) => path.startsWith(language + "/")) && path !== TOOL)) {
        const page = await tab.goto(fileAddress(path));
        const seen = await page.evaluate(look);
        if (seen.headings < 1) wrong.push(`${path}: no h1`);
        if (seen.tooWide.length > 0) wrong.push(`${path}: wider than the screen: ${seen.tooWide}`);
      }
      none(wrong);
    });

    test("the tool says that it needs scripts", async () => {
      const page = await tab.goto(fileAddress(TOOL));
      const text = await page.evaluate(() => document.body.innerText);
      assert.match(text, /JavaScript/);
    });
  });
}

function look() {
  const visible = (element) => element.checkVisibility() && element.getClientRects().length > 0;
  const main = document.querySelector("main");
  const wide = document.documentElement.scrollWidth > innerWidth;
  const scrolls = (element) => element !== document.documentElement && element !== document.body && ["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(element).overflowX);
  const culprits = !wide ? [] : [...document.body.querySelectorAll("*")].filter((element) => {
    if (element.getBoundingClientRect().right <= innerWidth + 1) return false;
    for (let above = element.parentElement; above; above = above.parentElement) if (scrolls(above)) return false;
    return true;
  });
  // Links of a closed <details> can be reached: the reader opens it.
  const links = [...document.querySelectorAll("nav a[href]")].filter((link) => visible(link) || link.closest("details"));
  return {
    language: document.documentElement.lang,
    title: document.title,
    headings: [...document.querySelectorAll("h1")].filter(visible).length,
    text: (main?.innerText ?? "").replace(/\s+/g, "").length,
    links: links.length,
    summaries: [...document.querySelectorAll("details")].filter((details) => !details.open && !(details.querySelector("summary")?.getClientRects().length)).length,
    tooWide: culprits.slice(0, 3).map((element) => element.outerHTML.slice(0, 90)).concat(wide && culprits.length === 0 ? [`${document.documentElement.scrollWidth} px`] : []),
    unusable: [...document.querySelectorAll("button")].filter((button) => visible(button)).map((button) => button.outerHTML.slice(0, 90)),
  };
}

function complaints(seen, language) {
  const found = [];
  if (seen.language !== language) found.push(`lang is ${seen.language}`);
  if (seen.title === "") found.push("no title");
  if (seen.headings !== 1) found.push(`${seen.headings} headings of the first level`);
  if (seen.text < 60) found.push(`only ${seen.text} characters of text`);
  if (seen.links < 2) found.push("no navigation");
  if (seen.tooWide.length > 0) found.push(`wider than the screen: ${seen.tooWide.join(" ")}`);
  if (seen.unusable.length > 0) found.push(`a button that does nothing: ${seen.unusable.join(" ")}`);
  return found;
}
