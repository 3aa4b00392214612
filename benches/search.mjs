// The site's search beside its peers, over the same pages in one run: which of them finds the page that is wanted, and what
// that costs. Not a test: it prints figures. Needs a built site and the packages of benches/search-peers:
//   npm ci --prefix benches/search-peers
//   cargo run --release -- build && node benches/search.mjs [SITE] [--queries FILE_JA FILE_EN]

import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { gzipSync } from "node:zlib";
import { SearchIndex } from "../src/search/browser/index.js";

const SHOWN = 10;
const BOOST = 3;
const SCRIPT = "assets/search.js";
// Navigation, and other lists of links that pages have. The peers do not read them, as the site's own search does not. They
// do read the definitions of terms below a page, which the site's own does not: most of them are better for it.
const ASIDE = [
  ["nav", ""],
  ["section", "used-in"],
  ["section", "sources"],
  ["p", "dates"],
  ["p", "to-edition"],
];
const INLINE =
  /<\/?(?:a|abbr|b|bdi|br|cite|code|dfn|em|i|kbd|mark|q|s|small|span|strong|sub|sup|u|wbr)\b[^>]*>/g;
const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };
const CJK = String.raw`[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}]`;
const RUNS = new RegExp(String.raw`${CJK}+|(?:(?!${CJK})[\p{L}\p{M}\p{N}])+`, "gu");

/**
 * @typedef {{ address: string, html: string, title: string, text: string }} Page
 * @typedef {{ query: string, family: string, wanted: string[] }} Judged
 * @typedef {{ bytes: number, packed: number, files: number }} Size
 */

/**
 * A search to be compared: what it finds, as addresses without language and .html, and what must be loaded for that.
 * @typedef {object} Engine
 * @property {string} name
 * @property {boolean} [places] whether results lead to places in pages
 * @property {(query: string) => string[] | Promise<string[]>} search
 * @property {Size} [size] nothing for a variant of what stands above it
 * @property {(queries: string[]) => number | Promise<number>} [loaded] compressed bytes from nothing to results
 * @property {(query: string) => Promise<number>} [cold] milliseconds of the first query of a page
 */

if (!isMainThread) {
  parentPort.postMessage(await firstQuery(workerData));
} else {
  const { values, positionals } = parseArgs({
    options: { queries: { type: "boolean" } },
    allowPositionals: true,
  });
  const own = ["ja", "en"].map((language) => `tests/search/judged-${language}.json`);
  const given = values.queries ? positionals.splice(-2) : own;
  const [site = "public"] = positionals;
  if (given.length < 2) throw new Error("--queries needs two files: Japanese, English");
  const folder = mkdtempSync(join(tmpdir(), "shirube-bench-"));
  try {
    explain();
    for (const [at, language] of ["ja", "en"].entries()) {
      const judged = JSON.parse(readFileSync(given[at], "utf8"));
      await compare(site, language, judged, given[at], join(folder, language));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  process.exit(0);
}

function explain() {
  console.log(`How well pages are found
  MRR      mean reciprocal rank: 1 where the first result is right, 1/2 where the second is, 0 after the first ${SHOWN}
  first    of 100 queries, how many have a right page first
  in 3     of 100 queries, how many have a right page among the first three
  none     number of queries without any result
  others   of 100 queries of a family, how many have a right page first; how many queries there are is in brackets
  Where a place in a page is wanted, Shirube's result must lead to it. "Shirube, pages only" are the same results, judged as
  the peers are, which know pages only.
What it costs
  raw      bytes of the index as it lies on disk, without scripts (Pagefind's files are compressed already)
  gzip     the same, each file compressed with gzip -9
  files    number of files of the index
  load     compressed bytes from an empty cache to the results of a query, index and script: median, worst
  typed    the same, where the search answers after each letter (a slow hand; no letter is skipped)
  warm     milliseconds for a query that was asked before: median, worst
  cold     milliseconds for the first query in a new page, when files have arrived but nothing was read: median, worst
  Pagefind and Shirube have excerpts in this, elasticlunr has the text of pages, MiniSearch has only their titles.
`);
}

/**
 * @param {string} site
 * @param {string} language
 * @param {Judged[]} judged
 * @param {string} from
 * @param {string} folder for what Pagefind writes
 */
async function compare(site, language, judged, from, folder) {
  const pages = pagesOf(site, language);
  warnOf(pages, judged);
  console.log(
    `${language}: ${judged.length} queries of ${from}, ${pages.length} pages of ${site}\n`,
  );
  const families = [...new Set(judged.map(({ family }) => family))];
  const counted = (family) => judged.filter((asked) => asked.family === family).length;
  const quality = [
    ["", "MRR", "first", "in 3", "none", ...families.map((name) => `${name} (${counted(name)})`)],
  ];
  const cost = [
    ["", "raw", "gzip", "files", "load", "worst", "typed", "worst"].concat(
      ...["warm", "cold"].map((name) => [name, "worst"]),
    ),
  ];
  for await (const engine of engines(site, language, pages, folder)) {
    const found = [];
    for (const { query } of judged) found.push((await engine.search(query)).slice(0, SHOWN));
    quality.push([engine.name, ...judge(judged, found, families, engine.places)]);
    if (engine.places)
      quality.push([`${engine.name}, pages only`, ...judge(judged, found, families, false)]);
    const times = [];
    for (const { query } of judged)
      times.push(await milliseconds(async () => engine.search(query)));
    const { size, loaded } = engine;
    cost.push([
      engine.name,
      ...(size ? [size.bytes, size.packed, size.files].map(grouped) : ["", "", ""]),
      ...(await spread(judged, loaded && ((query) => loaded([query])), grouped)),
      ...(await spread(judged, loaded && ((query) => loaded(letters(query))), grouped)),
      ...[middle(times), Math.max(...times)].map(short),
      ...(await spread(judged, engine.cold, short)),
    ]);
  }
  print(quality);
  print(cost);
}

/**
 * Each engine after the other, so that only one of them is in memory.
 * @param {string} site
 * @param {string} language
 * @param {Page[]} pages
 * @param {string} folder
 * @returns {AsyncGenerator<Engine>}
 */
async function* engines(site, language, pages, folder) {
  yield shirube(site, language);
  yield await pagefind(language, pages, folder);
  yield await miniSearch("MiniSearch", pages);
  if (language === "ja") yield await miniSearch("MiniSearch, pairs", pages, pairs);
  yield* await elasticLunr("elasticlunr", pages);
  if (language === "ja") yield* await elasticLunr("elasticlunr, pairs", pages, pairs);
}

// Pages and what is wanted of them.

/**
 * The pages of a language that have content of their own. A print edition repeats others, and search engines are told so.
 * @param {string} site
 * @param {string} language
 * @returns {Page[]}
 */
function pagesOf(site, language) {
  const pages = [];
  for (const name of readdirSync(join(site, language), { recursive: true }).sort()) {
    if (!name.endsWith(".html")) continue;
    const address = `${language}/${name.replaceAll("\\", "/")}`;
    const html = readFileSync(join(site, address), "utf8");
    if (/<meta\b[^>]*\bnoindex\b/.test(html)) continue;
    pages.push({ address, html, ...textOf(html) });
  }
  return pages;
}

/**
 * The title of a page, and the text of its main part as a reader sees it.
 * @param {string} html
 */
function textOf(html) {
  let [main] = /<main\b.*<\/main>/s.exec(html);
  for (const [tag, kind] of ASIDE) {
    const only = kind === "" ? "" : `[^>]*\\bclass="?${kind}\\b`;
    main = main.replaceAll(new RegExp(`<${tag}\\b${only}[^>]*>.*?</${tag}>`, "gs"), " ");
  }
  const [heading] = /<h1\b.*?<\/h1>/s.exec(main);
  return { title: plain(heading), text: plain(main.replace(heading, " ")) };
}

/** @param {string} html */
function plain(html) {
  return html
    .replaceAll(/<(script|style|title)\b.*?<\/\1>/gs, " ")
    .replaceAll(INLINE, "")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/&#x([0-9a-f]+);/gi, (_, digits) => String.fromCodePoint(parseInt(digits, 16)))
    .replaceAll(/&#([0-9]+);/g, (_, digits) => String.fromCodePoint(Number(digits)))
    .replaceAll(/&(\w+);/g, (whole, name) => ENTITIES[name] ?? whole)
    .replaceAll(/\s+/g, " ")
    .trim();
}

/**
 * A judged page that the site does not have would count against everybody.
 * @param {Page[]} pages
 * @param {Judged[]} judged
 */
function warnOf(pages, judged) {
  const known = new Map(pages.map(({ address, html }) => [named(address), html]));
  for (const wanted of new Set(judged.flatMap((asked) => asked.wanted))) {
    const [page, place] = wanted.split("#");
    const html = known.get(page);
    const ids = [`id="${place}"`, `id=${place} `, `id=${place}>`];
    if (!html || (place && !ids.some((id) => html.includes(` ${id}`))))
      console.log(`(not in the site: ${wanted})`);
  }
}

/**
 * Path and place, as judged queries name them.
 * @param {string} address
 */
function named(address) {
  return address.replace(/^[^/]*\//, "").replace(".html", "");
}

/**
 * MRR, first, in 3, none, and first of each family.
 * @param {Judged[]} judged
 * @param {string[][]} found
 * @param {string[]} families
 * @param {boolean} places
 */
function judge(judged, found, families, places = false) {
  const page = (address) => address.split("#")[0];
  const isMeant = (wanted, address) =>
    places && wanted.includes("#") ? address === wanted : page(address) === page(wanted);
  const ranks = judged.map(({ wanted }, at) =>
    found[at].findIndex((address) => wanted.some((entry) => isMeant(entry, address))),
  );
  const percent = (list, isCounted) =>
    ((list.filter(isCounted).length * 100) / list.length).toFixed(0);
  const isFirst = (rank) => rank === 0;
  const sum = ranks.reduce((all, rank) => all + (rank < 0 ? 0 : 1 / (rank + 1)), 0);
  return [
    (sum / ranks.length).toFixed(3),
    percent(ranks, isFirst),
    percent(ranks, (rank) => rank >= 0 && rank < 3),
    String(found.filter((results) => results.length === 0).length),
    ...families.map((family) =>
      percent(
        ranks.filter((_, at) => judged[at].family === family),
        isFirst,
      ),
    ),
  ];
}

// Shirube.

/**
 * The search of a language as the browser opens it.
 * @param {string} language
 * @param {(path: string) => string} read brings a file of the site
 */
function openSearch(language, read) {
  const payload = (name) => {
    let found;
    new Function("shirubeSearch", read(`search/${language}/${name}.js`))(
      (_language, _hash, _kind, _number, data) => (found = data),
    );
    return found;
  };
  return new SearchIndex(payload("head"), {
    postings: async (number) => payload(`p${number}`),
    texts: async (number) => payload(`t${number}`),
  });
}

/**
 * @param {string} site
 * @param {string} language
 * @returns {Engine}
 */
function shirube(site, language) {
  const under = `search/${language}`;
  const files = new Map(
    [SCRIPT, ...readdirSync(join(site, under)).map((name) => `${under}/${name}`)].map((path) => [
      path,
      readFileSync(join(site, path), "utf8"),
    ]),
  );
  const texts = new Map([...files].filter(([path]) => path !== SCRIPT));
  const packed = new Map([...files].map(([path, text]) => [path, packedSize(text)]));
  const index = openSearch(language, (path) => texts.get(path));
  return {
    name: "Shirube",
    places: true,
    async search(query) {
      const { items, near } = await index.query(query, SHOWN);
      return [...items, ...near].map(({ address }) => named(address));
    },
    size: sizeOf([...texts.values()]),
    async loaded(queries) {
      const asked = new Set([SCRIPT]);
      const fresh = openSearch(language, (path) => asked.add(path) && texts.get(path));
      for (const query of queries) await fresh.query(query, SHOWN);
      return total([...asked].map((path) => packed.get(path)));
    },
    cold: (query) =>
      new Promise((resolve, reject) => {
        const worker = new Worker(new URL(import.meta.url), {
          workerData: { language, texts, query },
        });
        let spent = NaN;
        worker.once("message", (figure) => (spent = figure));
        worker.once("error", reject);
        worker.once("exit", () => resolve(spent));
      }),
  };
}

/**
 * Runs where nothing was read or compiled before.
 * @param {{ language: string, texts: Map<string, string>, query: string }} page
 */
async function firstQuery({ language, texts, query }) {
  // Node loads its streams when they are first used; a browser has them.
  const empty = new Blob([Uint8Array.of(3, 0)]).stream();
  await new Response(empty.pipeThrough(new DecompressionStream("deflate-raw"))).text();
  return milliseconds(() => openSearch(language, (path) => texts.get(path)).query(query, SHOWN));
}

// Peers.

/**
 * Pagefind's own script in node, with what it takes from a browser: files by fetch, and the language of the page.
 * @param {string} language
 * @param {Page[]} pages
 * @param {string} folder
 * @returns {Promise<Engine>}
 */
async function pagefind(language, pages, folder) {
  const service = await import("./search-peers/node_modules/pagefind/lib/index.js");
  const { index, errors } = await service.createIndex({
    rootSelector: "main",
    excludeSelectors: ASIDE.map(([tag, kind]) => (kind === "" ? tag : `${tag}.${kind}`)),
    keepIndexUrl: true,
  });
  if (!index) throw new Error(errors.join("\n"));
  for (const { address, html } of pages) {
    const added = await index.addHTMLFile({ url: address, content: html });
    if (added.errors.length > 0) throw new Error(`${address}: ${added.errors}`);
  }
  await index.writeFiles({ outputPath: folder });
  await service.close();
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');

  /** @type {Set<string>} */
  let asked = new Set();
  const base = `${pathToFileURL(folder).href}/`;
  const read = (path) => readFileSync(join(folder, path));
  Object.assign(globalThis, {
    window: {},
    document: {
      currentScript: null,
      querySelector: () => ({ getAttribute: () => language }),
    },
    async fetch(address) {
      const path = String(address).slice(base.length).split("?")[0];
      asked.add(path);
      return new Response(read(path));
    },
  });
  const { createInstance } = await import(`${base}pagefind.js`);
  const open = async () => {
    const instance = createInstance({ basePath: base });
    await instance.init();
    return async (query) => {
      const { results } = await instance.search(query);
      const shown = await Promise.all(results.slice(0, SHOWN).map((result) => result.data()));
      return shown.map(({ url }) => named(url.replace(/^\//, "")));
    };
  };
  const names = readdirSync(folder, { recursive: true }).filter((name) => name.includes("."));
  const packed = new Map(names.map((name) => [name.replaceAll("\\", "/"), packedSize(read(name))]));
  const isIndex = (name) => /^pagefind-entry\.json$|\.pf_\w+$/.test(name);
  return {
    name: "Pagefind",
    search: await open(),
    size: sizeOf(names.filter(isIndex).map(read)),
    async loaded(queries) {
      asked = new Set(["pagefind.js"]);
      const search = await open();
      for (const query of queries) await search(query);
      return total([...asked].map((path) => packed.get(path)));
    },
  };
}

/**
 * @param {string} name
 * @param {Page[]} pages
 * @param {(text: string) => string[]} [tokenize]
 * @returns {Promise<Engine>}
 */
async function miniSearch(name, pages, tokenize) {
  const path = "./search-peers/node_modules/minisearch/dist/es/index.js";
  const { default: MiniSearch } = await import(path);
  const index = new MiniSearch({
    idField: "address",
    fields: ["title", "text"],
    storeFields: ["title"],
    searchOptions: { prefix: true, fuzzy: 0.2, boost: { title: BOOST } },
    ...(tokenize ? { tokenize } : {}),
  });
  index.addAll(pages);
  const packed = JSON.stringify(index);
  return {
    name,
    search: (query) => index.search(query).map(({ id }) => named(id)),
    size: sizeOf([packed]),
    loaded: constant(packed, path),
  };
}

/**
 * @param {string} name
 * @param {Page[]} pages
 * @param {(text: string) => string[]} [tokenize]
 * @returns {Promise<Engine[]>}
 */
async function elasticLunr(name, pages, tokenize) {
  const path = "./search-peers/node_modules/elasticlunr/elasticlunr.min.js";
  const { default: elasticlunr } = await import(path);
  const own = elasticlunr.tokenizer;
  const index = elasticlunr(function () {
    this.setRef("address");
    this.addField("title");
    this.addField("text");
    // Its steps take away whatever is not a Latin letter.
    if (tokenize) this.pipeline.reset();
  });
  // The library has one way to split texts for all indexes.
  const splitting = (task) => {
    elasticlunr.tokenizer = tokenize ?? own;
    const result = task();
    elasticlunr.tokenizer = own;
    return result;
  };
  splitting(() =>
    pages.forEach(({ address, title, text }) => index.addDoc({ address, title, text })),
  );
  const packed = JSON.stringify(index);
  const search = (options) => (query) =>
    splitting(() => index.search(query, options).map(({ ref }) => named(ref)));
  return [
    { name, search: search({}), size: sizeOf([packed]), loaded: constant(packed, path) },
    { name: `${name}, expand`, search: search({ expand: true }) },
  ];
}

/**
 * Words, and of Japanese each two characters that follow each other.
 * @param {string} text
 */
function pairs(text) {
  const tokens = [];
  for (const [run] of text.normalize("NFKC").toLowerCase().matchAll(RUNS)) {
    const characters = [...run];
    const isWord = characters.length < 2 || !new RegExp(CJK, "u").test(characters[0]);
    if (isWord) tokens.push(run);
    else tokens.push(...characters.slice(1).map((next, at) => characters[at] + next));
  }
  return tokens;
}

// Figures.

/**
 * An engine that loads all it has at once.
 * @param {string} index
 * @param {string} script
 */
function constant(index, script) {
  const bytes = packedSize(index) + packedSize(readFileSync(new URL(script, import.meta.url)));
  return () => bytes;
}

/** @param {(string | Buffer)[]} files */
function sizeOf(files) {
  return {
    bytes: total(files.map((file) => Buffer.byteLength(file))),
    packed: total(files.map(packedSize)),
    files: files.length,
  };
}

/** @param {string | Buffer} file */
function packedSize(file) {
  return gzipSync(file, { level: 9 }).length;
}

/**
 * A query as it grows while it is typed.
 * @param {string} query
 */
function letters(query) {
  return [...query].map((_, at, all) => all.slice(0, at + 1).join(""));
}

/** @param {() => Promise<unknown>} task */
async function milliseconds(task) {
  const begun = performance.now();
  await task();
  return performance.now() - begun;
}

/**
 * Median and worst of what each query costs.
 * @param {Judged[]} judged
 * @param {((query: string) => number | Promise<number>) | undefined} measure
 * @param {(figure: number) => string} format
 */
async function spread(judged, measure, format) {
  if (!measure) return ["", ""];
  const figures = [];
  for (const { query } of judged) figures.push(await measure(query));
  return [format(middle(figures)), format(Math.max(...figures))];
}

/** @param {number[]} list */
function middle(list) {
  return [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
}

/** @param {number[]} list */
function total(list) {
  return list.reduce((sum, figure) => sum + figure, 0);
}

/** @param {number} figure */
function grouped(figure) {
  return figure.toLocaleString("en");
}

/** @param {number} figure */
function short(figure) {
  return figure.toFixed(1);
}

/** @param {string[][]} rows */
function print(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows) {
    const cells = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]),
    );
    console.log(`  ${cells.join("  ")}`);
  }
  console.log();
}
