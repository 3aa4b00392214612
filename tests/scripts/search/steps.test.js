// Single steps of the search at their limits, which the vectors of tests/search do not come to.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

import { SearchIndex } from "../../../src/search/browser/index.js";
import { searchBytes, searchInflate } from "../../../src/search/browser/pack.js";
import { searchKana } from "../../../src/search/browser/romaji.js";
import { SearchShards, searchIsNear } from "../../../src/search/browser/shards.js";
import { searchAsked, searchWider } from "../../../src/search/browser/terms.js";
import { searchNameKey } from "../../../src/search/browser/tokenize.js";

const head = {
  version: 1,
  documents: 100,
  bounds: "a",
  texts: "",
  dictionary: "",
  boosts: [],
  sections: [],
  stop: "",
  endings: "s: ies:i",
};
const nowhere = { postings: async () => "", texts: async () => "" };

const shardsOf = (...keys) => {
  const shards = new SearchShards(head, nowhere);
  const entries = keys.map((key) => [key, { key, packed: "", siblings: [key.slice(1) + "x"] }]);
  shards.read.set(0, Promise.resolve(new Map(entries)));
  return shards;
};

test("bytes come out of the characters that hold seven bits of them", async () => {
  // As in src/search/pack.rs.
  const sevens = [1, 0, 34, 92, 1, 1, 1, 10];
  const bits = sevens.map((seven) => seven.toString(2).padStart(7, "0")).join("");
  const bytes = bits.match(/.{8}/g)?.map((byte) => parseInt(byte, 2));
  assert.deepEqual([...searchBytes("\u0001\u00a2\u0281\u0001\u0001\u0380")], bytes);
  assert.deepEqual([...searchBytes("")], []);
  await assert.rejects(searchInflate("\u0001"));
});

test("a word that is like another one begins alike and ends within four characters of that", async () => {
  const alike = (word, ...keys) => shardsOf(...keys).alike(word);
  assert.deepEqual(await alike("incident", "incidence", "incidentally", "incident~1"), [
    "incidentally",
  ]);
  assert.deepEqual(await alike("incident", "incidence", "incidentallys"), ["incidence"]);
  assert.deepEqual(await alike("abcdefgh", "abcd", "abcx"), ["abcd"]);
  assert.deepEqual(await alike("abcdefghi", "abcd"), []);
  assert.deepEqual(await alike("abcdef", "abc"), []);
});

test("a word that the site does not have is found by its stem, by the endings that its stems lose", async () => {
  assert.deepEqual(await shardsOf("^polici").ofStem("policies"), ["policix"]);
  assert.deepEqual(await shardsOf("backup").ofStem("backups"), ["backup", "ackupx"]);
  assert.deepEqual(await shardsOf("^polic").ofStem("policeman"), []);
});

test("a word in which a letter is wrong is found by its right half", async () => {
  const near = (word, ...keys) => shardsOf(...keys).nearWords(word);
  assert.deepEqual(await near("incidnet", "incident", "incidence"), ["incident"]);
  assert.deepEqual(await near("indident", "<tnedicni"), ["incident"]);
  assert.deepEqual(await near("indi", "<idni"), [], "too short to be sure");
  assert.deepEqual(await shardsOf(">フォレンジック").nearKana("フォレンジク"), ["フォレンジック"]);
  assert.ok(!searchIsNear([..."incdnet"], [..."incident"]));
});

test("a wider search takes a compound that occurs and its parts, and of one that does not the pairs", async () => {
  const wider = async (query, ...occurring) => {
    const list = { postings: [{ document: 0, fields: 1 }], unread: false, total: 1 };
    const shards = {
      entry: async (key) =>
        occurring.includes(key) ? { key, packed: "", siblings: [] } : undefined,
      starting: async () => ({ entries: [], more: false }),
      nearKana: async () => [],
      list: async () => list,
    };
    const { terms } = await searchWider(shards, searchAsked(query, new Set()));
    return terms.map(({ text }) => text);
  };
  const compound = ["情報", "報共", "共有"];
  assert.deepEqual(await wider("情報共有", ...compound), ["情報共有", "情報", "共有"]);
  assert.deepEqual(await wider("情報共有", "情報", "共有"), ["情報", "共有"]);
  assert.deepEqual(await wider("引き継ぎの手順", "引:継", "手順"), ["引継", "手順"]);
});

test("a query says what stands together and what is not wanted", () => {
  const asked = (query) => {
    const { terms, phrases, refused } = searchAsked(query, new Set(["the"]));
    const texts = (list) => list.map(({ text }) => text);
    return [texts(terms), phrases.map(texts), refused.map(texts)];
  };
  assert.deepEqual(asked('"the incident" team'), [["incident", "team"], [["the", "incident"]], []]);
  assert.deepEqual(asked("O-1 team"), [["o", "1", "team"], [["o", "1"]], []]);
  assert.deepEqual(asked("team -japan"), [["team"], [], [["japan"]]]);
  assert.deepEqual(asked("-japan"), [["japan"], [], []], "nothing else is asked for");
  assert.deepEqual(asked("e-mail and-or"), [
    ["e", "mail", "and", "or"],
    [
      ["e", "mail"],
      ["and", "or"],
    ],
    [],
  ]);
});

test("Latin letters spell kana", () => {
  const spelt = ["zeijakusei", "happou", "matcha", "csirt", "ioc"].map(searchKana);
  assert.deepEqual(spelt, ["ゼイジャクセイ", "ハッポウ", "マッチャ", "", ""]);
});

test("of candidates whose texts refuse them no more are read than were asked for and ten", async () => {
  const index = new SearchIndex(head, nowhere);
  let reads = 0;
  index.shards.stored = async () => {
    reads += 1;
    return ["a.html", "Title", "", [], "", ["A text."], ""];
  };
  const candidates = Array.from({ length: 100 }, (_, document) => ({ document, score: 1 }));
  const reading = { query: "", asked: searchAsked("csirt", new Set()), wide: false };
  const plan = { candidates, named: false, unread: false, unsure: true, said: 0 };
  const results = await index.confirm(plan, reading, 10);
  assert.deepEqual([reads, results.items, results.total], [20, [], 0]);
});

test("a name has a key as long as that has at most sixty characters, counted as readers do", () => {
  assert.equal(searchNameKey([]), "");
  assert.equal(searchNameKey(["a".repeat(59)]), "=" + "a".repeat(59));
  assert.equal(searchNameKey(["a".repeat(60)]), "");
  assert.equal(searchNameKey(["𠮷".repeat(59)]), "=" + "𠮷".repeat(59));
});

test("modules become one script: no two have a name in common", () => {
  const folder = new URL("../../../src/search/browser/", import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith(".js"));
  const names = files.flatMap((name) => {
    const text = readFileSync(new URL(name, folder), "utf8");
    return [...text.matchAll(/^(?:export )?(?:async )?(?:function|const|let|class) (\w+)/gm)];
  });
  const known = names.map(([, name]) => name);
  const twice = known.filter((name, at) => known.indexOf(name) !== at);
  assert.ok(known.length > 50);
  assert.deepEqual(twice, []);
});
