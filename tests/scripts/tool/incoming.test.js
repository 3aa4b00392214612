import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { csvFull } from "../../../src/tool/browser/formats/csv.js";
import { serialise, verifiedText } from "../../../src/tool/browser/formats/file.js";
import { readIncoming } from "../../../src/tool/browser/formats/incoming.js";
import { shareJson } from "../../../src/tool/browser/formats/share.js";
import { score } from "../../../src/tool/browser/scoring/score.js";
import { emptyAssessment, withAnswer } from "../../../src/tool/browser/state/assessment.js";
import { judged } from "../../../src/tool/browser/view/passphrase.js";
import { allTexts, model } from "./files-sample.js";

const data = { format: 1, model, languages: [], default: "en", texts: allTexts, about: {} };
const bytes = (text) => new TextEncoder().encode(text);
const read = (content) =>
  readIncoming(
    data,
    typeof content === "string" ? bytes(content) : Uint8Array.from(content),
    "not shared",
  );
const NOW = "2026-11-25T00:00:00Z";

const answered = (levels) =>
  Object.entries(levels).reduce(
    (state, [id, level]) =>
      withAnswer(
        state,
        id,
        { level, side: id === "B-1" ? "out" : "in", note: `note of ${id}` },
        NOW,
      ),
    { ...emptyAssessment("x"), team: "Team" },
  );
const levels = (state) =>
  Object.fromEntries([...state.answers].map(([id, { level }]) => [id, level]));

test("a file is told by its content", async () => {
  const state = answered({ "A-2": 3 });
  const own = readFileSync(new URL("../../models/sharing-group.json", import.meta.url), "utf8");
  const files = {
    assessment: serialise(model, state),
    share: shareJson(model, state, score(model, state.answers), "2026-11-25"),
    csv: csvFull(model, allTexts.en, state),
    model: own,
  };
  for (const [kind, text] of Object.entries(files)) {
    const { kind: found, problems, assessment, own: other } = await read(text);
    assert.deepEqual([found, problems], [kind, []]);
    if (kind === "model") assert.equal(other.model.id, "sharing-group");
    else assert.equal(levels(assessment)["A-2"], 3, kind);
  }
});

test("what is nothing of ours says why", async () => {
  const files = [
    ["<html>", "tool.incoming.kind"],
    [[0x89, 0x50, 0x4e, 0x47, 0, 0xff], "tool.incoming.kind"],
    [[0x82, 0xa0, 0x2c], "tool.table.encoding"],
    ["[1]", "tool.problem.format"],
    ['{"format":"constructor"}', "tool.problem.format"],
    ["{", "tool.problem.json"],
    [[0x50, 0x4b, 3, 4], "tool.package.damaged"],
    [[0xd0, 0xcf, 0x11, 0xe0, ...Array(30).fill(0)], "tool.package.old"],
    ["words", "tool.table.heading"],
  ];
  for (const [content, key] of files) {
    const { assessment, problems } = await read(content);
    assert.deepEqual([assessment, problems[0]?.key], [null, key], String(content));
  }
});

test("saving is verified by reading back", () => {
  assert.equal(verifiedText(model, answered({ "A-2": 3 })).same, true);
  assert.equal(verifiedText(model, answered({ "A-2": 77 })).same, false);
});

test("a passphrase has to be long, varied and typed twice", () => {
  const cases = [
    ["short", "short", "short"],
    ["aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa", "same"],
    ["long enough for it", "", "repeat"],
    ["long enough for it", "another", "differ"],
    ["long enough for", "long enough for", "fair"],
    ["several words that nobody knows", "several words that nobody knows", "strong"],
  ];
  for (const [first, second, key] of cases)
    assert.deepEqual(judged(first, second), { key, fits: key === "fair" || key === "strong" });
});
