import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { fold, isMeant } from "../../../themes/default/scripts/site/filter.js";

test("texts are folded as the build folds them", () => {
  const cases = JSON.parse(
    readFileSync(new URL("../../search/fold.json", import.meta.url), "utf8"),
  );
  for (const [text, folded] of cases) assert.equal(fold(text), folded, text);
});

test("each word of a query is part of what a term is found by", () => {
  const soc = ["SOC", "セキュリティオペレーションセンター", "Security operations centre"]
    .map(fold)
    .join(" ");
  for (const query of [
    "",
    "soc",
    "ＳＯＣ",
    "せきゅりてぃ",
    "セキュリティ センタ",
    "operations security",
  ])
    assert.ok(isMeant(query, soc), query);
  for (const query of ["socx", "セキュリティ 権限", "isac"]) assert.ok(!isMeant(query, soc), query);
});
