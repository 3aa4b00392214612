import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { isModelOf, parseModelFile } from "../../../src/tool/browser/formats/model-file.js";
import { withThresholdMaps } from "../../../src/tool/browser/state/profiles.js";

const json = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
const good = () => ({
  format: "shirube-model",
  formatVersion: 1,
  model: {
    id: "sharing",
    version: "1",
    owner: "Our group",
    lang: "en",
    scales: { five: [0, 1, 2, 3, 4], constructor: [1, 2] },
    categories: ["S", "constructor"],
    items: [
      { id: "S-1", category: "S", scales: ["five"], name: "First" },
      {
        id: "constructor",
        category: "constructor",
        scales: ["five", "constructor"],
        name: "Second",
        unconfirmed: true,
      },
    ],
    aggregation: "mean",
    leftOut: [0],
    evidenceFrom: 3,
    shortcuts: [{ id: "unknown", level: 1 }],
    patterns: [{ id: "p", sides: { "S-1": "five" }, reasons: { "S-1": "r" } }],
    profiles: [
      {
        id: "base",
        source: "us",
        address: "https://e.example/x",
        checked: "2026-11-25",
        ours: true,
        levels: { "S-1": 2, constructor: "not-required" },
      },
    ],
    earlier: [{ model: "old", version: "0", names: { "S-1": "First" }, lookAgain: ["S-2"] }],
  },
  texts: {
    en: {
      model: "Sharing",
      categories: { S: "Sharing" },
      scales: { five: { 0: "none" } },
      items: { "S-1": { title: "One", description: "d", levels: { 0: "x" } } },
    },
    ja: {},
  },
});
const parsed = (change) => {
  const file = good();
  change(file);
  return parseModelFile(JSON.stringify(file));
};

test("a model is read, with all its parts and its words", async () => {
  const { model, texts, problems } = await parsed(() => {});
  assert.deepEqual(problems, []);
  assert.deepEqual(
    [model.id, model.items.length, model.leftOut, model.evidenceFrom, model.decided],
    ["sharing", 2, [0], 3, undefined],
  );
  assert.match(model.hash, /^[0-9a-f]{64}$/);
  assert.deepEqual(Object.keys(texts), ["en", "ja"]);
  assert.deepEqual(
    [texts.en.items["S-1"].title, texts.ja.items["S-1"].title, texts.ja.categories.S],
    ["One", "First", "S"],
  );
});

test("names that every object inherits are just names", async () => {
  const { model, texts } = await parsed(
    (file) => (file.texts.en.items = JSON.parse('{"__proto__":{"title":"x"}}')),
  );
  assert.deepEqual(model.scales.constructor, [1, 2]);
  assert.equal(texts.en.items.constructor.title, "Second");
  assert.equal(texts.en.categories.constructor, "constructor");
  assert.equal({}.title, undefined);
});

test("levels of profiles are a map, and no profile of a file is a proposal of ours", async () => {
  const { model } = await parsed((file) => (file.model.profiles[0].later = 1));
  assert.deepEqual(
    model.profiles[0].levels,
    new Map([
      ["S-1", 2],
      ["constructor", "not-required"],
    ]),
  );
  assert.deepEqual([model.profiles[0].ours, model.profiles[0].kept], [false, {}]);
});

test("fields that nobody named do not get in", async () => {
  const { model, texts } = await parsed((file) => {
    file.model.later = 1;
    file.model.items[0].onclick = "x";
    file.texts.en.ui = { "tool.save": "x" };
  });
  assert.deepEqual([model.later, model.items[0].onclick, texts.en.ui], [undefined, undefined, {}]);
});

test("the hash is of the definition, not of the order or the spaces of the file, nor of what stands beside it", async () => {
  const hashWith = async (change) => (await parsed(change)).model.hash;
  const plain = await hashWith(() => {});
  const same = [
    (file) => (file.model = Object.fromEntries(Object.entries(file.model).reverse())),
    (file) => (file.model.profiles = []),
    (file) => delete file.model.patterns,
    (file) => (file.model.decided = []),
    (file) => (file.model.items[0].unconfirmed = false),
    (file) => (file.model.later = 1),
    (file) => (file.texts.en.model = "x"),
  ];
  for (const change of same) assert.equal(await hashWith(change), plain, String(change));
  const other = [
    (file) => (file.model.version = "2"),
    (file) => (file.model.items[0].name = "x"),
    (file) => file.model.items.reverse(),
    (file) => (file.model.leftOut = []),
    (file) => (file.model.earlier[0].lookAgain = []),
  ];
  for (const change of other) assert.notEqual(await hashWith(change), plain, String(change));
});

/** The same cases are read by `src/scoring/definition.rs`. */
test("a definition has the hash that the program computes", async () => {
  for (const { name, model, hash, former } of json("../../models/definition.json")) {
    const read = await parseModelFile(
      JSON.stringify({ ...good(), model: { owner: "o", ...model } }),
    );
    assert.deepEqual(
      [read.problems, read.model?.hash, read.model?.formerHashes],
      [[], hash, [former]],
      name,
    );
  }
});

test("a model that a site published has the hash that its tool has, and nothing that a file says of its identity is believed", async () => {
  for (const id of ["demo", "roles", "roles-1"]) {
    const file = json(`../../models/${id}.json`);
    assert.equal((await parseModelFile(JSON.stringify(file))).model.hash, file.model.hash, id);
  }
  const plain = (await parsed(() => {})).model;
  assert.deepEqual([plain.own, plain.formerHashes.length], [true, 1]);
  const digits = "0123456789abcdef".repeat(4);
  for (const hash of ["", "x", digits, digits.toUpperCase(), digits.slice(1), [digits], 5, null]) {
    const { model } = await parsed((file) =>
      Object.assign(file.model, { hash, formerHashes: [digits], own: false }),
    );
    assert.deepEqual(
      [model.hash, model.own, model.formerHashes.includes(digits)],
      [plain.hash, true, false],
      JSON.stringify(hash),
    );
  }
});

test("a file with the page's own model is that model, unless anything in it is another", async () => {
  const file = json("../../models/roles.json");
  const page = {
    model: withThresholdMaps({ ...file.model, profiles: file.model.profiles }),
    texts: structuredClone(file.texts),
  };
  for (const words of Object.values(page.texts)) words.ui = { "tool.save": "Save" };
  const isSame = async (change) => {
    const copy = structuredClone(file);
    change(copy);
    const { model, texts, problems } = await parseModelFile(JSON.stringify(copy));
    assert.deepEqual(problems, []);
    return isModelOf(page, { model, texts });
  };
  assert.ok(await isSame(() => {}));
  const [tag, item] = [Object.keys(file.texts)[0], file.model.items[0].id];
  for (const change of [
    (copy) => (copy.model.items[0].name = "x"),
    (copy) => (copy.texts[tag].items[item].description = "x"),
    (copy) => (copy.texts[tag].scales[Object.keys(copy.texts[tag].scales)[0]][0] = "x"),
    (copy) => copy.model.patterns.pop(),
    (copy) => (copy.model.profiles[0].levels[item] = "not-required"),
    (copy) => (copy.texts[tag].steps = ["x"]),
  ])
    assert.ok(!(await isSame(change)), String(change));
});

test("the largest model is read", async () => {
  const { model, problems } = await parsed(
    (file) =>
      (file.model.items = Array.from({ length: 2000 }, (_, at) => ({
        id: `X-${at}`,
        category: "S",
        scales: ["five"],
        name: "x",
      }))) &&
      delete file.model.profiles &&
      delete file.model.patterns,
  );
  assert.deepEqual(problems, []);
  assert.equal(model.items.length, 2000);
});

const id = "tool.modelfile.id";
const refusals = [
  [(file) => (file.format = "shirube-assessment"), "tool.modelfile.format"],
  [(file) => (file.formatVersion = 2), "tool.problem.newer"],
  [(file) => (file.formatVersion = 0), "tool.problem.version"],
  [(file) => delete file.model, "tool.problem.type", "model"],
  [(file) => (file.model = []), "tool.problem.type", "model"],
  [(file) => (file.model.id = ""), id, "model.id"],
  [(file) => (file.model.id = "a b"), id, "model.id"],
  [(file) => (file.model.id = "x".repeat(61)), id, "model.id"],
  [(file) => (file.model.id = "<img src=x>"), id, "model.id"],
  [(file) => (file.model.id = "../x"), id, "model.id"],
  [(file) => (file.model.version = 2), "tool.problem.type", "model.version"],
  [(file) => delete file.model.version, "tool.modelfile.missing", "model.version"],
  [(file) => (file.model.owner = 5), "tool.problem.type", "model.owner"],
  [(file) => (file.model.lang = "no language"), "tool.modelfile.language", "model.lang"],
  [(file) => (file.model.scales = {}), "tool.modelfile.missing", "model.scales"],
  [(file) => (file.model.scales.five = []), "tool.modelfile.levels", "model.scales.five"],
  [
    (file) => (file.model.scales.five = [0, 2, 1, 3, 4]),
    "tool.modelfile.levels",
    "model.scales.five",
  ],
  [(file) => (file.model.scales.five = [0, 0]), "tool.modelfile.levels", "model.scales.five"],
  [(file) => (file.model.scales.five = [0, 1.5]), "tool.modelfile.levels", "model.scales.five"],
  [(file) => (file.model.scales.five = ["0"]), "tool.modelfile.levels", "model.scales.five"],
  [(file) => (file.model.scales.five = [0, 1e6]), "tool.modelfile.levels", "model.scales.five"],
  [
    (file) => (file.model.scales.five = Array.from({ length: 12 }, (_, at) => at)),
    "tool.problem.long",
    "model.scales.five",
  ],
  [
    (file) =>
      (file.model.scales = Object.fromEntries(
        Array.from({ length: 11 }, (_, at) => [`s${at}`, [1]]),
      )),
    "tool.problem.long",
    "model.scales",
  ],
  [(file) => (file.model.categories = ["S", "S"]), "tool.modelfile.twice", "model.categories.1"],
  [(file) => (file.model.categories = []), "tool.modelfile.missing", "model.categories"],
  [
    (file) => (file.model.categories = Array.from({ length: 51 }, (_, at) => `c${at}`)),
    "tool.problem.long",
    "model.categories",
  ],
  [(file) => (file.model.items = []), "tool.modelfile.missing", "model.items"],
  [
    (file) => (file.model.items = Array.from({ length: 2001 }, (_, at) => ({ id: `X-${at}` }))),
    "tool.problem.long",
    "model.items",
  ],
  [(file) => (file.model.items[1].id = "S-1"), "tool.modelfile.twice", "model.items.1"],
  [(file) => (file.model.items[0].id = "__proto__"), id, "model.items.0.id"],
  [
    (file) => (file.model.items[0].category = "toString"),
    "tool.modelfile.reference",
    "model.items.0.category",
  ],
  [
    (file) => (file.model.items[0].scales = ["toString"]),
    "tool.modelfile.reference",
    "model.items.0.scales",
  ],
  [(file) => (file.model.items[0].scales = "five"), "tool.problem.type", "model.items.0.scales"],
  [(file) => (file.model.items[0] = null), "tool.problem.type", "model.items.0"],
  [
    (file) => (file.model.aggregation = "median"),
    "tool.modelfile.aggregation",
    "model.aggregation",
  ],
  [(file) => (file.model.leftOut = [9]), "tool.problem.level", "model.leftOut.0"],
  [(file) => (file.model.evidenceFrom = "3"), "tool.problem.level", "model.evidenceFrom"],
  [
    (file) => (file.model.shortcuts = [{ id: "x", level: null }]),
    "tool.problem.level",
    "model.shortcuts.0.level",
  ],
  [
    (file) => (file.model.patterns[0].sides = { "S-1": "toString" }),
    "tool.modelfile.reference",
    "model.patterns.0.sides.S-1",
  ],
  [
    (file) => (file.model.profiles[0].levels = { "S-1": "none" }),
    "tool.problem.level",
    "model.profiles.0.levels.S-1",
  ],
  [
    (file) => (file.model.profiles[0].address = "javascript:alert(1)"),
    "tool.modelfile.address",
    "model.profiles.0.address",
  ],
  [(file) => (file.model.profiles = [null]), "tool.problem.type", "model.profiles.0"],
  [(file) => (file.model.profiles[0].id = "a b"), id, "model.profiles.0.id"],
  [
    (file) => (file.model.profiles[0].checked = "yesterday"),
    "tool.problem.date",
    "model.profiles.0.checked",
  ],
  [
    (file) => file.model.profiles.push(file.model.profiles[0]),
    "tool.modelfile.twice",
    "model.profiles.1",
  ],
  [(file) => delete file.texts, "tool.modelfile.missing", "texts"],
  [(file) => (file.texts = { "no language": {} }), "tool.modelfile.language", "texts.no language"],
  [(file) => (file.texts.en.model = 3), "tool.problem.type", "texts.en.model"],
  [
    (file) => (file.texts.en.categories = { S: { toString: 1 } }),
    "tool.problem.type",
    "texts.en.categories.S",
  ],
  [
    (file) => (file.texts.en.items["S-1"].href = "data:text/html,x"),
    "tool.modelfile.address",
    "texts.en.items.S-1.href",
  ],
  [
    (file) => (file.texts.en.items["S-1"].title = "x".repeat(501)),
    "tool.problem.long",
    "texts.en.items.S-1.title",
  ],
  [
    (file) => (file.texts.en.notice = { text: "x", link: "y", address: "file:///x" }),
    "tool.modelfile.address",
    "texts.en.notice.address",
  ],
  [(file) => (file.texts.en.steps = "one"), "tool.problem.type", "texts.en.steps"],
];
refusals.forEach(([change, key, place], at) => {
  test(`refused: ${at + 1} ${key} ${place ?? ""}`, async () => {
    const { model, texts, problems } = await parsed(change);
    assert.deepEqual([model, texts], [null, {}]);
    assert.ok(
      problems.some(
        (problem) => problem.key === key && (place === undefined || problem.args.place === place),
      ),
      JSON.stringify(problems),
    );
  });
});
