/** A workbook that the program wrote (`shirube assess report --format xlsx`) is read by the tool with every field. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { parseModelFile } from "../../../src/tool/browser/formats/model-file.js";
import { parseWorksheet } from "../../../src/tool/browser/formats/worksheet.js";
import { allTexts } from "./files-sample.js";

const bytes = (name) =>
  new Uint8Array(readFileSync(new URL(`../../assess/${name}`, import.meta.url)));
const json = (name) => new TextDecoder().decode(bytes(name));

test("a workbook that the program wrote is read with every field that it has", async () => {
  const { model, texts, problems } = await parseModelFile(json("model.json"));
  assert.deepEqual(problems, []);
  const own = Object.fromEntries(
    Object.entries(texts).map(([lang, words]) => [lang, { ...words, ui: allTexts[lang].ui }]),
  );
  const read = await parseWorksheet(model, own, bytes("sample.ja.xlsx"));
  // No warning either: both compute the same hash of a model's own file.
  assert.deepEqual(
    { problems: read.problems, warnings: read.warnings },
    { problems: [], warnings: [] },
  );
  const sample = JSON.parse(json("sample.json"));
  const { assessment } = read;
  for (const key of ["team", "scope", "date", "assessors", "position", "months", "tlp"])
    assert.deepEqual(assessment[key], sample.assessment[key], key);
  assert.equal(assessment.pattern.target, "own");
  assert.equal(assessment.target.level, 2);
  assert.deepEqual(Object.fromEntries(assessment.target.items), sample.target.items);
  for (const [id, given] of Object.entries(sample.answers)) {
    const { level, side, notApplicable, note, evidence, decidedBy, decidedOn } =
      assessment.answers.get(id);
    const shown = evidence.map(({ kept, ...fields }) => fields);
    const expected = {
      level: given.level,
      side: given.side ?? "",
      notApplicable: given.notApplicable ?? null,
      note: given.note ?? "",
      evidence: given.evidence ?? [],
      decidedBy: given.decidedBy ?? "",
      decidedOn: given.decidedOn ?? "",
    };
    assert.deepEqual(
      { level, side, notApplicable, note, evidence: shown, decidedBy, decidedOn },
      expected,
      id,
    );
  }
});
