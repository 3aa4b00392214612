// Reading needs no script: every page, in both browsers, on a phone.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { BROWSERS, Session } from "./lib/browsers.mjs";
import { none } from "./lib/expect.mjs";
import { shortEnds } from "./lib/lines.mjs";
import {
  DOCUMENTS,
  FILES,
  LANGUAGES,
  TOOL,
  addressesIn,
  brokenIn,
  contentPages,
  fileAddress,
  isOutside,
  pageOfEachKind,
  read,
  tagsIn,
} from "./lib/site.mjs";
import { until } from "./lib/wait.mjs";

// A page that is long in every language, with a navigation that is longer than the window.
const LONG = LANGUAGES.map((language) => `${language}/sim3/o-1.html`);
const WINDOWS = [
  [1280, 900],
  [1440, 800],
];
const PHONE = { width: 390, height: 844 };

test("both languages have the same pages", () => {
  const [first, second] = LANGUAGES.map((language) =>
    contentPages(language).map((path) => path.slice(language.length + 1)),
  );
  assert.ok(first.length > 50, `${first.length} pages`);
  assert.deepEqual(first, second);
});

test("every link, image, style and script inside the site leads to a file, every fragment to an id", () => {
  none(DOCUMENTS.flatMap((path) => brokenIn(path)));
});

test("nothing that is loaded comes from elsewhere", () => {
  const loaded = DOCUMENTS.flatMap((path) =>
    addressesIn(read(path))
      .filter(
        ({ tag, address }) =>
          !["a", "area"].includes(tag) && isOutside(address) && !address.startsWith("data:"),
      )
      .map(({ tag, address }) => `${path}: <${tag}> ${address}`),
  );
  // A published site (with a base URL) names its own absolute addresses in <link>; this one has none.
  none(loaded);
});

test("no style attributes, no inline event handlers", () => {
  const found = DOCUMENTS.filter((path) =>
    /<[a-z][^>]*\s(style|on[a-z]+)\s*=/i.test(
      read(path).replace(/<script[\s\S]*?<\/script>|<style[\s\S]*?<\/style>/gi, ""),
    ),
  );
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

    test("in place of the search box the index by name is offered", async () => {
      const page = await tab.goto(fileAddress("en/about.html"));
      const seen = await page.evaluate(() => ({
        box: document.querySelector("form[role=search] input")?.checkVisibility(),
        index: document.querySelector(".search-index")?.getAttribute("href"),
        wide: document.documentElement.scrollWidth > innerWidth,
      }));
      assert.deepEqual(seen, { box: false, index: "connections/all.html", wide: false });
    });

    for (const language of LANGUAGES) {
      test(`every second page of ${language} can be read and left; the other browser has the others`, async () => {
        const wrong = [];
        for (const path of contentPages(language).filter(
          (_, at) => at % BROWSERS.length === BROWSERS.indexOf(name),
        )) {
          const page = await tab.goto(fileAddress(path));
          const seen = await page.evaluate(look);
          wrong.push(...complaints(seen, language).map((text) => `${path}: ${text}`));
        }
        none(wrong);
      });
    }

    test("the pages outside the languages, too", async () => {
      const wrong = [];
      for (const path of DOCUMENTS.filter(
        (path) => !LANGUAGES.some((language) => path.startsWith(language + "/")) && path !== TOOL,
      )) {
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

test("marks of phrases stand in the text of pages and nowhere else", () => {
  const pages = contentPages("ja").map((path) => [path, read(path)]);
  assert.ok(pages.filter(([, html]) => /<h1[^>]*>[^<]*<wbr>/.test(html)).length > 20);
  none(
    pages
      .filter(([, html]) =>
        /<(title|meta|option)[^>]*>[^<]*(<wbr|\u00a0)|(content|id|href|title|aria-label)="[^"]*(&lt;wbr|<wbr|\u00a0)/.test(
          html,
        ),
      )
      .map(([path]) => path),
  );
  const others = FILES.filter(
    (path) =>
      /^(search|tools|models)\/.*\.(js|html|json)$/.test(path) &&
      /<wbr>|class="end"/.test(read(path)),
  );
  none(others);
});

test("every page says when it was changed last, and its headings can be linked", () => {
  const wrong = [];
  for (const path of LANGUAGES.flatMap(contentPages)) {
    const html = read(path);
    if (path.split("/").length > 2 && !/class="?dates"?[^>]*><span>[^<]*\d{4}-\d\d-\d\d/.test(html))
      wrong.push(`${path}: no date`);
    const tags = tagsIn(html);
    const ids = new Set(tags.map(({ attributes }) => attributes.get("id")));
    const anchors = tags.filter(({ attributes }) => attributes.get("class") === "anchor");
    if (anchors.length === 0 && /<div class="prose">\s*<h[234]/.test(html))
      wrong.push(`${path}: no link beside a heading`);
    wrong.push(
      ...anchors
        .filter(
          ({ attributes }) =>
            !attributes.get("aria-label") || !ids.has(attributes.get("href")?.slice(1)),
        )
        .map(({ attributes }) => `${path}: ${attributes.get("href")}`),
    );
  }
  none(wrong);
});

// That a page in such a language says so of itself is proved where sites are built (tests/it/languages.rs).
for (const name of BROWSERS) {
  test(`code runs from left to right in a page that runs from right to left, ${name}`, async () => {
    const session = await Session.start(name);
    const page = await (await session.open()).goto(fileAddress("en/assessment/own-model.html"));
    const wrong = await page.evaluate(() => {
      const main = document.querySelector("main");
      for (const one of [document.documentElement, main])
        Object.assign(one, { lang: "ar", dir: "rtl" });
      const made = (name, text) =>
        Object.assign(document.createElement(name), { textContent: text });
      const [block, line, words] = ["pre", "p", "p"].map((name) =>
        main.appendChild(document.createElement(name)),
      );
      block.append(made("code", "$ ls -la /etc/passwd\nfunc(a, b);"));
      line.append("نص ", made("code", "f(a, b);"), " و ", made("code", "(نص)"), ".");
      line.append(made("kbd", "$ ls -la /"), " ", made("samp", "> [ok] 5/7:"), " نص");
      words.append("نص");
      const left = (text, at) => {
        const range = document.createRange();
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        return range.getBoundingClientRect().left;
      };
      const found = [];
      for (const text of [...main.querySelectorAll("code, kbd, samp")]
        .slice(-5)
        .map((code) => code.firstChild)) {
        for (const row of text.data.matchAll(/.+/g)) {
          // Letters of Arabic run their own way in code, too; the signs around them stand where code has them.
          const places = [...row[0]]
            .map((sign, at) => ({ sign, x: left(text, row.index + at) }))
            .filter(({ sign }) => /[ -~]/.test(sign));
          if (places.some(({ x }, at) => at > 0 && x <= places[at - 1].x))
            found.push(
              `${row[0]}: ${places
                .toSorted((a, b) => a.x - b.x)
                .map(({ sign }) => sign)
                .join("")}`,
            );
        }
      }
      const room = parseFloat(getComputedStyle(block).paddingLeft) + 3;
      if (left(block.firstChild.firstChild, 0) - block.getBoundingClientRect().left > room)
        found.push("a block of code begins at its right side");
      const box = words.getBoundingClientRect();
      if (left(words.firstChild, 0) < box.x + box.width / 2)
        found.push("the page does not run from right to left");
      return found;
    });
    await session.stop();
    none(wrong);
  });
}

for (const name of BROWSERS) {
  const view = name === "chromium" ? PHONE : { width: 768, height: 1024 };
  test(`Japanese is set solid, and nothing ends in a line of one to three characters, ${name}, ${view.width} px`, async () => {
    const session = await Session.start(name);
    const tab = await session.open(view);
    const wrong = [];
    let blocks = 0;
    // Every second page: the other browser has the others.
    for (const path of contentPages("ja").filter(
      (_, at) => at % BROWSERS.length === BROWSERS.indexOf(name),
    )) {
      const page = await tab.goto(fileAddress(path));
      const seen = await page.evaluate(shortEnds);
      blocks += seen.blocks;
      wrong.push(...seen.wrong.map((text) => `${path}: ${text}`));
    }
    assert.ok(blocks > 2500, `${blocks} blocks of text were looked at`);
    none(wrong);
    const widths = await tab.page.evaluate(() => {
      const probe = document.querySelector("main").appendChild(document.createElement("span"));
      probe.lang = "ja";
      return ["字", "、", "。"].map(
        (sign) => ((probe.textContent = `字${sign}字`), probe.getBoundingClientRect().width),
      );
    });
    assert.ok(
      widths.every((width) => Math.abs(width - widths[0]) < 0.5),
      `${widths}`,
    );
    await session.stop();
  });
}

for (const name of BROWSERS) {
  for (const scripting of [true, false]) {
    describe(`while one reads, ${name}, ${scripting ? "with" : "without"} JavaScript`, () => {
      /** @type {Session} */
      let session;
      before(async () => {
        session = await Session.start(name, { scripting });
      });
      after(() => session.stop());

      for (const [width, height] of WINDOWS) {
        test(`navigation and contents stay in view, ${width} × ${height}`, async () => {
          const tab = await session.open({ width, height });
          const page = await tab.goto(fileAddress(LONG[0]));
          const wrong = [];
          for (const part of [0, 0.5, 1]) {
            const seen = await page.evaluate(beside, part);
            wrong.push(
              ...seen
                .filter(({ inside }) => part > 0 && !inside)
                .map((box) => `at ${part}: ${JSON.stringify(box)}`),
            );
            wrong.push(
              ...seen
                .filter(({ links }) => links < 3)
                .map(({ name: which }) => `at ${part}: no links of ${which} in view`),
            );
          }
          none(wrong);
          await tab.close();
        });
      }

      test("on a phone the text begins in the first window, below one low bar", async () => {
        const tab = await session.open(PHONE);
        const wrong = [];
        for (const path of LANGUAGES.flatMap((language) =>
          Object.values(pageOfEachKind(language)),
        )) {
          if (path.endsWith("/index.html") && path.split("/").length === 2) continue;
          const page = await tab.goto(fileAddress(path));
          const { bar, text } = await page.evaluate(() => ({
            bar: document.querySelector("header")?.getBoundingClientRect().height ?? 0,
            text:
              document.querySelector("main .prose > *, main .lead")?.getBoundingClientRect()
                .bottom ?? Infinity,
          }));
          if (bar > 56) wrong.push(`${path}: a bar of ${bar} px`);
          if (text > PHONE.height) wrong.push(`${path}: the first text ends at ${text} px`);
        }
        none(wrong);
        await tab.close();
      });

      test("on a phone the menu holds navigation, languages and, with scripts, colours, large enough to be tapped", async () => {
        const tab = await session.open(PHONE);
        const page = await tab.goto(fileAddress(LONG[0]));
        const shown = () =>
          page.evaluate(() =>
            [".tree a", ".languages a", ".theme select"].map(
              (one) =>
                document
                  .querySelector(one)
                  ?.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true }) &&
                document.querySelector(one).getBoundingClientRect().height > 0,
            ),
          );
        assert.deepEqual(await shown(), [false, false, false]);
        // Not page.click, which runs a script in the page.
        const at = await page.evaluate(() =>
          document.querySelector(".menu > summary").getBoundingClientRect().toJSON(),
        );
        await page.mouse.click(at.x + at.width / 2, at.y + at.height / 2);
        assert.deepEqual(await shown(), [true, true, scripting]);
        const small = await page.evaluate(() =>
          [
            ...document.querySelectorAll(
              ".site-header :is(a, summary, select, input), .tree a, .contents > summary",
            ),
          ]
            .map((target) => ({
              name: target.textContent?.trim() || target.id,
              box: target.getBoundingClientRect(),
            }))
            .filter(({ box }) => box.height > 0 && (box.height < 43.9 || box.width < 43.9))
            .map(({ name: target, box }) => `${target}: ${box.width} × ${box.height}`),
        );
        none(small);
        await tab.close();
      });
    });
  }

  test(`the current heading is marked wherever one scrolls to, ${name}`, async () => {
    const session = await Session.start(name);
    const tab = await session.open({ width: 1280, height: 900 });
    const page = await tab.goto(fileAddress(LONG[0]));
    for (const at of [0.3, 0.6, 0.1, 1]) {
      const expected = await page.evaluate((part) => {
        scrollTo(0, (document.documentElement.scrollHeight - innerHeight) * part);
        const passed = [...document.querySelectorAll(".contents a")].filter(
          (link) =>
            document.getElementById(decodeURIComponent(link.hash.slice(1))).getBoundingClientRect()
              .top <=
            innerHeight * 0.15,
        );
        return passed.at(-1)?.textContent ?? "";
      }, at);
      await until(
        async () =>
          (await page.evaluate(
            () => document.querySelector('.contents [aria-current="location"]')?.textContent ?? "",
          )) === expected,
        `“${expected}” at ${at}`,
      );
    }
    const tree = await page.evaluate(() => {
      const box = document.querySelector(".tree").getBoundingClientRect();
      const current = document.querySelector('.tree [aria-current="page"]').getBoundingClientRect();
      return current.top >= box.top && current.bottom <= box.bottom;
    });
    assert.ok(tree, "the current entry of the navigation is out of its view");
    await session.stop();
  });
}

/** The boxes of navigation and contents after scrolling to a part of the way, and how many of their links are in view. */
function beside(part) {
  scrollTo(0, (document.documentElement.scrollHeight - innerHeight) * part);
  return [".tree", ".contents nav"].map((name) => {
    const nav = document.querySelector(name);
    const box = nav.getBoundingClientRect();
    const seen = [...nav.querySelectorAll("a")].filter(
      (link) =>
        link.getBoundingClientRect().top >= 0 && link.getBoundingClientRect().bottom <= innerHeight,
    );
    return {
      name,
      top: box.top,
      bottom: box.bottom,
      inside: box.top >= -1 && box.bottom <= innerHeight + 1,
      links: seen.length,
    };
  });
}

function look() {
  const visible = (element) => element.checkVisibility() && element.getClientRects().length > 0;
  const main = document.querySelector("main");
  const wide = document.documentElement.scrollWidth > innerWidth;
  const scrolls = (element) =>
    element !== document.documentElement &&
    element !== document.body &&
    ["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(element).overflowX);
  const culprits = !wide
    ? []
    : [...document.body.querySelectorAll("*")].filter((element) => {
        if (element.getBoundingClientRect().right <= innerWidth + 1) return false;
        for (let above = element.parentElement; above; above = above.parentElement)
          if (scrolls(above)) return false;
        return true;
      });
  // Links of a closed <details> can be reached: the reader opens it.
  const links = [...document.querySelectorAll("nav a[href]")].filter(
    (link) => visible(link) || link.closest("details"),
  );
  return {
    language: document.documentElement.lang,
    title: document.title,
    headings: [...document.querySelectorAll("h1")].filter(visible).length,
    text: (main?.innerText ?? "").replace(/\s+/g, "").length,
    links: links.length,
    summaries: [...document.querySelectorAll("details")].filter(
      (details) => !details.open && !details.querySelector("summary")?.getClientRects().length,
    ).length,
    tooWide: culprits
      .slice(0, 3)
      .map((element) => element.outerHTML.slice(0, 90))
      .concat(wide && culprits.length === 0 ? [`${document.documentElement.scrollWidth} px`] : []),
    unusable: [...document.querySelectorAll("button")]
      .filter((button) => visible(button))
      .map((button) => button.outerHTML.slice(0, 90)),
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
  if (seen.unusable.length > 0)
    found.push(`a button that does nothing: ${seen.unusable.join(" ")}`);
  return found;
}
