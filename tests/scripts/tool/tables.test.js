/** The cases that the program must pass, too: see `tests/tables/README.md`. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { readIncoming } from "../../../src/tool/browser/formats/incoming.js";
import { parseModelFile } from "../../../src/tool/browser/formats/model-file.js";
import { isFields } from "../../../src/tool/browser/scoring/record.js";
import { toParts } from "../../../src/tool/browser/state/parts.js";
import { interfaceTexts } from "./interface-texts.js";

const folder = new URL("../../tables/", import.meta.url);
const json = (name) => JSON.parse(readFileSync(new URL(name, folder), "utf8"));
const { model, texts } = await parseModelFile(
  readFileSync(new URL("../assess/model.json", folder), "utf8"),
);
const data = {
  format: 1,
  model,
  languages: [],
  default: "en",
  texts: Object.fromEntries(
    ["en", "ja"].map((lang) => [lang, { ...(texts[lang] ?? texts.en), ui: interfaceTexts(lang) }]),
  ),
  about: {},
};

const bytesOf = ({ text, base64, workbook }) =>
  workbook
    ? new Uint8Array(readFileSync(new URL(workbook, folder)))
    : base64
      ? Uint8Array.from(Buffer.from(base64, "base64"))
      : new TextEncoder().encode(text);
const keys = (messages) => messages.map(({ key, args }) => `${key} ${args.place ?? ""}`.trim());

/** A value without all that is empty in it; undefined if nothing is left. */
function filled(value) {
  if (Array.isArray(value))
    return value.length === 0 ? undefined : value.map((one) => filled(one) ?? null);
  if (!isFields(value))
    return value === "" || value === null || value === false ? undefined : value;
  const fields = Object.entries(value)
    .map(([name, one]) => [name, filled(one)])
    .filter(([, one]) => one !== undefined);
  return fields.length === 0 ? undefined : Object.fromEntries(fields);
}

async function resultOf(given) {
  const { assessment, problems, warnings, question } = await readIncoming(
    data,
    bytesOf(given),
    "",
    undefined,
    given.dates,
  );
  return JSON.parse(
    JSON.stringify({
      parts: assessment === null ? undefined : (filled(toParts(assessment)) ?? {}),
      problems: problems.length > 0 ? keys(problems) : undefined,
      warnings: warnings.length > 0 ? warnings.map(({ key }) => key) : undefined,
      question,
    }),
  );
}

for (const { name, text, base64, workbook, dates, ...expected } of json("tables.json")) {
  test(`table: ${name}`, async () =>
    assert.deepEqual(await resultOf({ text, base64, workbook, dates }), expected));
}

for (const { name, text, from, to, times, problems } of json("json.json")) {
  const made = from === undefined ? text : text.replace(from, Array(times).fill(to).join(","));
  test(`JSON: ${name}`, async () =>
    assert.deepEqual((await resultOf({ text: made })).problems ?? [], problems));
}
