import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { planEntries, whatIf } from "../../../src/tool/browser/scoring/plan.js";
import { verdict } from "../../../src/tool/browser/scoring/profile.js";
import { score } from "../../../src/tool/browser/scoring/score.js";
import { sides } from "../../../src/tool/browser/scoring/sides.js";
import { spread } from "../../../src/tool/browser/scoring/spread.js";
import { trend } from "../../../src/tool/browser/scoring/trend.js";
import { carryOver } from "../../../src/tool/browser/state/carry.js";
import { asCompared, notComparable } from "../../../src/tool/browser/state/ratings.js";

const folder = new URL("../../scoring/", import.meta.url);

const toMap = (fields) => new Map(Object.entries(fields ?? {}));
const toTarget = (fields) => ({ ...fields, items: toMap(fields?.items) });

const toProfile = (fields) => ({ ...fields, levels: toMap(fields.levels) });
const scored = (model, { answers, target, profiles = [] }) =>
  score(model, toMap(answers), toTarget(target), profiles.map(toProfile));

/** The plan, and what it would come to. */
function plan(model, given) {
  const profiles = (given.profiles ?? []).map(toProfile);
  const planned = toMap(given.planned);
  const result = scored(model, given);
  const after = score(model, whatIf(toMap(given.answers), planned));
  return {
    wanted: Object.fromEntries(
      result.items.filter((item) => item.target !== null).map((item) => [item.id, item.target]),
    ),
    entries: planEntries(result, planned, given.order ?? []),
    after: {
      levels: after.items.map((item) => item.level),
      wrong: after.wrong,
      verdicts: profiles.map((profile) => verdict(model, after, profile).state),
    },
  };
}

/** Answers as the tool holds them, and as a file does. */
const held = ({ level = null, notApplicable = null, note = "", ...kept }) => ({
  level,
  notApplicable,
  note,
  kept,
});
const filed = ({ level, notApplicable, note, kept }) => ({
  ...kept,
  level,
  ...(note && { note }),
  ...(notApplicable === null ? {} : { notApplicable }),
});

function carry(model, { earlier, answers }) {
  const carried = carryOver(
    model,
    { lookAgain: [], ...earlier },
    new Map(Object.entries(answers).map(([id, answer]) => [id, held(answer)])),
  );
  return {
    ...carried,
    answers: Object.fromEntries([...carried.answers].map(([id, answer]) => [id, filed(answer)])),
  };
}

/** What each kind of vector runs. The same inputs give the same expected values in `tests/it/scoring.rs`. */
const RUN = {
  score: scored,
  verdict: (model, given) => verdict(model, scored(model, given), toProfile(given.profile)),
  plan,
  spread: (model, { ratings }) =>
    spread(
      model,
      ratings.map((rating) => ({ position: "", ...rating, answers: toMap(rating.answers) })),
    ),
  trend: (model, { points }) =>
    trend(
      model,
      points.map((point) => ({ profiles: [], ...point, answers: toMap(point.answers) })),
    ),
  sides: (model, given) => sides(model, scored(model, given), toMap(given.wantedSides)),
  carry,
  compared: (model, { edition, answers }) => ({
    left: notComparable(model, edition),
    answers: Object.fromEntries(
      asCompared(model, { model: edition, answers: toMap(answers) }).answers,
    ),
  }),
};

/** Kinds that only the command line has. */
const ELSEWHERE = ["summary"];

/** How many vectors there are at least, by kind. */
const LEAST = {
  score: 50,
  verdict: 20,
  plan: 15,
  spread: 10,
  trend: 10,
  sides: 8,
  carry: 8,
  compared: 7,
  summary: 8,
};

const seen = {};
for (const name of readdirSync(folder).filter((file) => file.endsWith(".json"))) {
  const { kind, model, cases } = JSON.parse(readFileSync(new URL(name, folder), "utf8"));
  seen[kind] = (seen[kind] ?? 0) + cases.length;
  if (ELSEWHERE.includes(kind)) continue;
  for (const { name: title, expected, ...given } of cases) {
    test(`${name}: ${title}`, () => {
      assert.ok(Object.hasOwn(RUN, kind), `no kind of vector: ${kind}`);
      assert.deepEqual(RUN[kind](model, given), expected);
    });
  }
}

// The bundled models with their sample teams (see `tests/it/shipped.rs`).
const shipped = new URL("shipped/", folder);
for (const name of readdirSync(shipped)) {
  const { model, cases } = JSON.parse(readFileSync(new URL(name, shipped), "utf8"));
  for (const { kind, name: title, given, expected } of cases)
    test(`${name}: ${title} (${kind})`, () => assert.deepEqual(RUN[kind](model, given), expected));
}

test("there are vectors of every kind", () => {
  for (const [kind, least] of Object.entries(LEAST))
    assert.ok(seen[kind] >= least, `${seen[kind]} of ${kind}`);
});
