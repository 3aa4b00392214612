import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { score } from "../../../themes/default/scripts/tool/score/score.js";

const vectors = new URL("../../scoring/", import.meta.url);

for (const name of readdirSync(vectors).filter((file) => file.endsWith(".json"))) {
  const { model, cases } = JSON.parse(readFileSync(new URL(name, vectors), "utf8"));
  for (const { name: title, answers, target, expected } of cases) {
    test(`${name}: ${title}`, () => {
      const wanted = { ...target, items: new Map(Object.entries(target.items ?? {})) };
      assert.deepEqual(score(model, new Map(Object.entries(answers)), wanted), expected);
    });
  }
}
