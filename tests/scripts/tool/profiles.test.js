import assert from "node:assert/strict";
import { test } from "node:test";
import { parseProfile, profileText } from "../../../src/tool/browser/formats/profile-file.js";
import { verdict } from "../../../src/tool/browser/scoring/profile.js";
import { score } from "../../../src/tool/browser/scoring/score.js";
import { emptyAssessment } from "../../../src/tool/browser/state/assessment.js";
import { inComputedOrder, movedInPlan } from "../../../src/tool/browser/state/plan-order.js";
import {
  comparedProfiles,
  profilesOf,
  withCompared,
  withOwnProfile,
  withProfileChange,
  withThresholdMaps,
  withThresholds,
  withoutOwnProfile,
} from "../../../src/tool/browser/state/profiles.js";
import { anyAssessment, model, numbers } from "./sample.js";

const shipped = withThresholdMaps({
  ...model,
  profiles: [
    {
      id: "shipped",
      source: "",
      address: "",
      checked: "",
      ours: true,
      levels: { "A-1": 2, "A-2": "not-required", "B-1": 5 },
    },
  ],
});
const own = {
  id: "own",
  name: "Ours",
  source: "rules",
  address: "https://example.org/",
  checked: "2026-11-01",
  ours: false,
  levels: new Map([["A-1", 1]]),
  exemptions: ["A-1"],
  kept: {},
};
const start = withOwnProfile(emptyAssessment("x"), own);

test("what comes with the model and what is the team's own stand in one list; a new one is compared with", () => {
  assert.deepEqual(
    profilesOf(shipped, start).map(({ id }) => id),
    ["shipped", "own"],
  );
  assert.deepEqual(
    comparedProfiles(shipped, start).map(({ id }) => id),
    ["own"],
  );
  const both = withCompared(withCompared(start, "shipped", true), "shipped", true);
  assert.deepEqual(
    comparedProfiles(shipped, both).map(({ id }) => id),
    ["shipped", "own"],
  );
  assert.deepEqual(withCompared(both, "own", false).compared, ["shipped"]);
});

test("a shipped profile of the page can be judged: its levels are a map", () => {
  const result = score(
    shipped,
    new Map([
      ["A-1", { level: 2 }],
      ["B-1", { level: 5, side: "six" }],
    ]),
  );
  assert.equal(verdict(shipped, result, shipped.profiles[0]).state, "met");
});

test("a deleted profile is compared with no more", () => {
  const gone = withoutOwnProfile(start, "own");
  assert.deepEqual([gone.profiles, gone.compared], [[], []]);
  assert.equal(start.profiles.length, 1);
});

test("thresholds are set, and not known again; the state before stays as it was", () => {
  const set = withThresholds(start, "own", ["A-2", "B-1"], "not-required");
  assert.deepEqual(
    [...set.profiles[0].levels],
    [
      ["A-1", 1],
      ["A-2", "not-required"],
      ["B-1", "not-required"],
    ],
  );
  assert.deepEqual(
    [...withThresholds(set, "own", ["A-1"], null).profiles[0].levels.keys()],
    ["A-2", "B-1"],
  );
  assert.equal(start.profiles[0].levels.size, 1);
  assert.equal(withProfileChange(set, "own", { name: "New" }).profiles[0].name, "New");
});

test("a profile saved and opened is the same", () => {
  const next = numbers(5);
  for (let round = 0; round < 200; round += 1) {
    for (const profile of anyAssessment(next).profiles) {
      const { profile: read, problems } = parseProfile(model, profileText(model, profile));
      assert.deepEqual([read, problems], [profile, []]);
    }
  }
});

const file = JSON.parse(profileText(model, own));
const refusals = {
  "another format": [{ ...file, format: "shirube-assessment" }, "tool.profilefile.format"],
  "no version": [{ ...file, formatVersion: undefined }, "tool.problem.version"],
  "a newer version": [{ ...file, formatVersion: 2 }, "tool.problem.newer"],
  "another model": [{ ...file, model: { id: "other", version: "1" } }, "tool.problem.model"],
  "no profile": [{ ...file, profile: undefined }, "tool.problem.type"],
  "a level that the item has not": [
    { ...file, profile: { ...file.profile, levels: { "A-1": 5 } } },
    "tool.problem.level",
  ],
  "levels in a list": [{ ...file, profile: { ...file.profile, levels: [1] } }, "tool.problem.type"],
  "a name that is none": [
    { ...file, profile: { ...file.profile, name: ["x"] } },
    "tool.problem.type",
  ],
  "a day that is none": [
    { ...file, profile: { ...file.profile, checked: "yesterday" } },
    "tool.problem.date",
  ],
};
for (const [why, [given, key]] of Object.entries(refusals)) {
  test(`a profile's file is refused in words: ${why}`, () => {
    const read = parseProfile(model, JSON.stringify(given));
    assert.equal(read.profile, null);
    assert.ok(
      read.problems.some((problem) => problem.key === key),
      JSON.stringify(read.problems),
    );
  });
}

test("text that is no JSON is refused", () => {
  assert.equal(
    parseProfile(model, profileText(model, own).slice(0, -9)).problems[0].key,
    "tool.problem.json",
  );
});

test("a profile of another version, and items that the model does not have, are warned of", () => {
  const read = parseProfile(
    model,
    JSON.stringify({
      ...file,
      model: { id: "sample", version: "0" },
      profile: { ...file.profile, levels: { "Z-1": 1 } },
    }),
  );
  assert.deepEqual(
    read.warnings.map(({ key }) => key),
    ["tool.profilefile.version", "tool.warning.unknown"],
  );
  assert.deepEqual([...read.profile.levels], [["Z-1", 1]]);
});

test("an entry of the plan moves by one; what is not shown keeps its place behind", () => {
  const before = { ...emptyAssessment("x"), order: ["gone", "B-1"] };
  const after = movedInPlan(before, ["A-1", "A-2", "B-1"], "B-1", -1);
  assert.deepEqual(after.order, ["A-1", "B-1", "A-2", "gone"]);
  assert.equal(movedInPlan(after, ["A-1", "B-1", "A-2"], "A-1", -1), after);
  assert.equal(movedInPlan(after, ["A-1", "B-1", "A-2"], "A-2", 1), after);
  assert.deepEqual(inComputedOrder(after).order, []);
});
