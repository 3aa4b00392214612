import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { LIMITS } from "../../../src/tool/browser/state/check.js";
import { parse, serialise } from "../../../src/tool/browser/formats/file.js";
import { parseProfile, profileText } from "../../../src/tool/browser/formats/profile-file.js";
import { parseShare, shareJson } from "../../../src/tool/browser/formats/share.js";
import { score } from "../../../src/tool/browser/scoring/score.js";
import { breaches } from "./json-schema.js";
import { anyAssessment, model, numbers } from "./sample.js";

/** @param {string} format */
function schemaOf(format) {
  return JSON.parse(
    readFileSync(new URL(`../../../src/formats/${format}.schema.json`, import.meta.url), "utf8"),
  );
}

const schema = schemaOf("shirube-assessment");
const { properties, $defs } = schema;
const [profileSchema, shareSchema] = ["shirube-profile", "shirube-assessment-share"].map(schemaOf);

const written = numbers(4);
const assessments = Array.from({ length: 100 }, () => anyAssessment(written));
const profiles = assessments.flatMap((assessment) =>
  assessment.profiles.map((profile) => JSON.parse(profileText(model, profile))),
);
const shares = assessments.map((assessment) =>
  JSON.parse(
    shareJson(
      assessments.indexOf(assessment) % 2 ? { ...model, own: true } : model,
      assessment,
      score(model, assessment.answers, assessment.target),
      "2026-11-25",
    ),
  ),
);

/** Every field of a record that many random assessments have, by the schema of that record. */
function fieldsOf(records) {
  return [...new Set(records.flatMap((record) => Object.keys(record)))].sort();
}

test("the schema names every field that the tool writes, and no other", () => {
  const next = numbers(1);
  const plain = (value) =>
    Array.isArray(value)
      ? value.map(plain)
      : value instanceof Map
        ? new Map([...value].map(([key, entry]) => [key, plain(entry)]))
        : value !== null && typeof value === "object"
          ? Object.fromEntries(
              Object.entries(value).map(([key, entry]) => [
                key,
                key === "kept" || key === "rest" ? {} : plain(entry),
              ]),
            )
          : value;
  const files = Array.from({ length: 60 }, () =>
    JSON.parse(
      serialise(next() < 0.5 ? { ...model, own: true } : model, plain(anyAssessment(next))),
    ),
  );
  const answers = files.flatMap((file) => Object.values(file.answers));
  const all = (part) => files.flatMap((file) => file[part]);
  const pairs = [
    [files, properties],
    [files.map((file) => file.model), properties.model.properties],
    [files.map((file) => file.assessment), properties.assessment.properties],
    [files.map((file) => file.target), properties.target.properties],
    [files.map((file) => file.pattern), properties.pattern.properties],
    [answers, $defs.answer.properties],
    [answers.flatMap((answer) => answer.evidence ?? []), $defs.evidence.items.properties],
    [answers.flatMap((answer) => answer.plan ?? []), $defs.answer.properties.plan.properties],
    [all("profiles"), $defs.profile.properties],
    [all("snapshots"), $defs.snapshot.properties],
    [all("ratings"), $defs.rating.properties],
    [all("previous").filter((previous) => previous !== undefined), $defs.previous.properties],
    [all("ratings").flatMap((rating) => Object.values(rating.answers)), $defs.pick.properties],
  ];
  for (const [records, known] of pairs)
    assert.deepEqual(fieldsOf(records), Object.keys(known).sort());
});

test("the schema has the limits of the tool", () => {
  assert.equal($defs.line.maxLength, LIMITS.line);
  assert.equal($defs.note.maxLength, LIMITS.note);
  assert.equal(properties.assessment.properties.assessors.maxItems, LIMITS.people);
  assert.equal(properties.answers.maxProperties, LIMITS.items);
  assert.equal($defs.evidence.maxItems, LIMITS.evidence);
  for (const part of ["profiles", "snapshots", "ratings"])
    assert.equal(properties[part].maxItems, LIMITS[part]);
});

test("the schema knows the versions that the tool reads", () => {
  for (const formatVersion of properties.formatVersion.enum) {
    const file = {
      format: properties.format.const,
      formatVersion,
      model: { id: "sample", version: "1", hash: "abc" },
    };
    assert.deepEqual(parse(model, JSON.stringify(file)).problems, []);
  }
});

test("what the tool writes is what the schemas say: assessments, profiles, the form for sharing", () => {
  assert.ok(
    profiles.length > 50 && profiles.some(({ profile }) => Object.hasOwn(profile, "later")),
  );
  const files = assessments.map((assessment) => JSON.parse(serialise(model, assessment)));
  for (const [known, all] of [
    [schema, files],
    [profileSchema, profiles],
    [shareSchema, shares],
  ]) {
    for (const file of all) assert.deepEqual(breaches(known, file), []);
  }
});

test("the schema of profiles names every field that the tool writes, and no other", () => {
  const kept = ["__proto__", "later", "constructor"];
  const pairs = [
    [profiles, profileSchema.properties],
    [profiles.map((file) => file.model), profileSchema.properties.model.properties],
    [profiles.map((file) => file.profile), profileSchema.$defs.profile.properties],
  ];
  for (const [records, known] of pairs)
    assert.deepEqual(
      fieldsOf(records).filter((name) => !kept.includes(name)),
      Object.keys(known).sort(),
    );
});

test("the schema of the form for sharing names every field that the tool writes, and no other", () => {
  const pairs = [
    [shares, shareSchema.properties],
    [shares.map((file) => file.model), shareSchema.properties.model.properties],
    [shares.map((file) => file.target), shareSchema.properties.target.properties],
    [shares.flatMap((file) => Object.values(file.answers)), shareSchema.$defs.answer.properties],
    [
      shares.flatMap((file) => Object.values(file.categories)),
      shareSchema.$defs.category.properties,
    ],
  ];
  for (const [records, known] of pairs)
    assert.deepEqual(fieldsOf(records), Object.keys(known).sort());
});

const refused = [
  [
    profileSchema,
    profiles.find(({ profile }) => Object.hasOwn(profile.levels, "A-1")),
    [
      (file) => (file.format = "shirube-assessment"),
      (file) => (file.formatVersion = 2),
      (file) => delete file.model,
      (file) => (file.model.id = 1),
      (file) => delete file.profile,
      (file) => (file.profile.name = ["x"]),
      (file) => (file.profile.checked = "yesterday"),
      (file) => (file.profile.levels = [1]),
      (file) => (file.profile.levels["A-1"] = "2"),
      (file) => (file.profile.source = "x".repeat(501)),
    ],
  ],
  [
    shareSchema,
    shares[0],
    [
      (file) => (file.format = "shirube-assessment"),
      (file) => (file.formatVersion = 0),
      (file) => delete file.model.version,
      (file) => (file.month = "2026-13"),
      (file) => (file.month = 4),
      (file) => (file.position = 3),
      (file) => (file.answers["A-1"].level = "2"),
      (file) => (file.answers["A-1"] = [2]),
      (file) => (file.target = { level: "x" }),
      (file) => (file.target.items = { "A-1": "x" }),
    ],
  ],
];
for (const [known, file, changes] of refused) {
  test(`what the tool refuses is not what the schema says: ${known.properties.format.const}`, () => {
    for (const change of changes) {
      const wrong = structuredClone(file);
      change(wrong);
      const text = JSON.stringify(wrong);
      const { problems } =
        known === profileSchema ? parseProfile(model, text) : parseShare(model, text, "-");
      assert.ok(breaches(known, wrong).length > 0 && problems.length > 0, String(change));
    }
  });
}

test("what several schemas describe, they describe alike", () => {
  for (const other of [profileSchema, shareSchema]) {
    for (const [name, known] of Object.entries(other.$defs))
      if (Object.hasOwn($defs, name) && name !== "answer")
        assert.deepEqual(known, $defs[name], name);
  }
  assert.deepEqual(shareSchema.properties.target, properties.target);
});
