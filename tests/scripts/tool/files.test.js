/**
 * Each file of `tests/files/` is read as its neighbour says; the program is held to the same by `tests/it/files.rs`.
 * `UPDATE_EXPECTED=1` writes down what is read now: read that diff.
 */
import assert from "node:assert/strict";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { readIncoming } from "../../../src/tool/browser/formats/incoming.js";
import { parseModelFile } from "../../../src/tool/browser/formats/model-file.js";
import { parseProfile } from "../../../src/tool/browser/formats/profile-file.js";
import { isFields } from "../../../src/tool/browser/scoring/record.js";
import { fieldsOf, toParts } from "../../../src/tool/browser/state/parts.js";
import { interfaceTexts } from "./interface-texts.js";

const folder = new URL("../../files/", import.meta.url);
const EXPECTED = ".expected.json";
/** What stands for a reason that was not shared. */
const NOT_SHARED = "(not shared)";

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

const told = (messages) => messages.map(({ key, args }) => `${key} ${args.place ?? ""}`.trim());

/** A value without all that is empty in it, with maps as records and long texts shortened; undefined if nothing is left. */
function filled(value) {
  if (typeof value === "string" && value.length > 100)
    return `${value.slice(0, 4)}… ${value.length}`;
  if (value instanceof Map) return filled(Object.fromEntries(value));
  if (Array.isArray(value))
    return value.length === 0 ? undefined : value.map((one) => filled(one) ?? null);
  if (!isFields(value))
    return value === "" || value === null || value === false ? undefined : value;
  const fields = Object.entries(value)
    .map(([name, one]) => [name, filled(one)])
    .filter(([, one]) => one !== undefined);
  return fields.length === 0 ? undefined : Object.fromEntries(fields);
}

/** A state without what nobody knows, which the tool keeps and the program passes over; so with the moments of changes. */
function known(value) {
  if (value instanceof Map) return new Map([...value].map(([name, one]) => [name, known(one)]));
  if (Array.isArray(value)) return value.map(known);
  if (!isFields(value)) return value;
  const { kept, rest, updated, ...fields } = value;
  if (fields.notApplicable === "") fields.notApplicable = "(the reason follows)";
  return {
    ...Object.fromEntries(Object.entries(fields).map(([name, one]) => [name, known(one)])),
    ...(kept && { kept: {} }),
    ...(rest && { rest: {} }),
  };
}

async function incoming(bytes, dates) {
  const read = await readIncoming(data, bytes, NOT_SHARED, undefined, dates);
  return {
    parts: read.assessment === null ? undefined : (filled(toParts(known(read.assessment))) ?? {}),
    problems: told(read.problems),
    warnings: told(read.warnings),
    question: read.question,
  };
}

async function ownModel(bytes) {
  const read = await parseModelFile(new TextDecoder().decode(bytes));
  const { formerHashes: _, own: _own, ...its } = read.model ?? {};
  return {
    model: read.model === null ? undefined : filled(known(its)),
    problems: told(read.problems),
  };
}

function profile(bytes) {
  const {
    profile: read,
    problems,
    warnings,
  } = parseProfile(model, new TextDecoder().decode(bytes));
  return {
    profile: read === null ? undefined : filled(fieldsOf(known(read))),
    problems: told(problems),
    warnings: told(warnings),
  };
}

const READERS = {
  assessments: incoming,
  shared: incoming,
  csv: incoming,
  worksheets: incoming,
  models: ownModel,
  profiles: profile,
};

/** The bytes of a file; of one that is too long to be kept, some text in it stands for many. */
function bytesOf(url, repeat = {}) {
  const bytes = readFileSync(url);
  if (Object.keys(repeat).length === 0) return new Uint8Array(bytes);
  const whole = Object.entries(repeat).reduce(
    (text, [from, [one, times, between]]) =>
      text.replace(from, Array(times).fill(one).join(between)),
    bytes.toString("utf8"),
  );
  return new TextEncoder().encode(whole);
}

function hold(group, kind, name, expectedName) {
  const expectedUrl = new URL(`${group}/${kind}/${expectedName}`, folder);
  const { about, dates, repeat, ...expected } = JSON.parse(readFileSync(expectedUrl, "utf8"));
  test(`${group} ${kind} ${name}: ${about}`, async () => {
    const bytes = bytesOf(new URL(`${group}/${kind}/${name}`, folder), repeat);
    const read = Object.entries(await READERS[kind](bytes, dates)).filter(
      ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
    );
    const found = JSON.parse(JSON.stringify(Object.fromEntries(read)));
    const refused = found.problems !== undefined || found.question !== undefined;
    assert.equal(refused ? "refused" : "taken", group, JSON.stringify(found));
    if (process.env.UPDATE_EXPECTED)
      writeFileSync(
        expectedUrl,
        `${JSON.stringify({ about, dates, repeat, ...found }, null, 2)}\n`,
      );
    else assert.deepEqual(found, expected);
  });
}

let count = 0;
for (const group of ["taken", "refused"])
  for (const kind of Object.keys(READERS)) {
    const names = readdirSync(new URL(`${group}/${kind}/`, folder));
    const files = names.filter((name) => !name.endsWith(EXPECTED));
    for (const name of files) hold(group, kind, name, name.replace(/\.\w+$/, EXPECTED));
    count += files.length;
    test(`${group} ${kind}: each file has its neighbour, and each neighbour its file`, () => {
      assert.equal(names.length, 2 * files.length);
      assert.ok(files.length > 1, kind);
    });
  }

test("there are files to read", () => assert.ok(count > 150, String(count)));
