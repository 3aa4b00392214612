/** A small model and a generator of numbers that is the same on every run, for the tests of the tool. */
export const model = {
  id: "sample",
  version: "1",
  hash: "abc",
  owner: "Nobody",
  scales: { five: [0, 1, 2, 3, 4], six: [0, 1, 2, 3, 4, 5] },
  categories: ["A", "B"],
  items: ["A-1", "A-2", "B-1"].map((id) => ({
    id,
    category: id[0],
    scales: id === "B-1" ? ["five", "six"] : ["five"],
    name: id,
  })),
  aggregation: "mean",
};

/** mulberry32 */
export function numbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const PIECES = [
  "",
  "a",
  "監査",
  "=1+1",
  "<script>alert(1)</script>",
  "\u0000",
  "\n",
  '"\\',
  "𠮷",
  "\u202e",
  "__proto__",
  "</script>",
  "\u2028",
  "🀄",
];

/** An assessment with every field filled at random, as the page could have it. */
export function anyAssessment(next) {
  const any = anything(next);
  const { pick, text, kept, level, some, many, day } = any;
  return {
    id: text(),
    team: text(),
    scope: text(),
    date: day(),
    assessors: many(3, text),
    position: text(),
    months: pick([null, 0, 17]),
    tlp: pick(["", "TLP:AMBER+STRICT"]),
    sample: pick([true, false]),
    answers: new Map(
      some([...model.items.map((item) => item.id), "Z-9", "__proto__"]).map((id) => [
        id,
        anyAnswer(any, id),
      ]),
    ),
    target: {
      level: level(),
      items: new Map(
        some(["A-1", "B-1", "constructor"]).map((id) => [id, pick([0, 3, "not-required"])]),
      ),
      kept: kept(),
    },
    profiles: many(3, () => ({
      id: text(),
      name: text(),
      source: text(),
      address: text(),
      checked: day(),
      ours: false,
      levels: new Map(some(["A-1", "A-2", "Q-1"]).map((id) => [id, pick([0, 4, "not-required"])])),
      exemptions: some(["A-1", "Q-1"]),
      kept: kept(),
    })),
    compared: many(3, text),
    pattern: {
      current: text(),
      target: text(),
      sides: new Map(some(["A-1", "B-1"]).map((id) => [id, text()])),
    },
    order: some(["B-1", "A-1", "Z-9"]),
    snapshots: many(2, () => ({
      id: text(),
      name: text(),
      taken: text(),
      model: { version: text(), hash: text() },
      profiles: many(2, text),
      answers: new Map(some(["A-1", "__proto__"]).map((id) => [id, anyPick(any)])),
      kept: kept(),
    })),
    ratings: anyRatings(any),
    previous: pick([
      null,
      {
        id: text(),
        name: text(),
        date: day(),
        model: { version: text(), hash: text() },
        answers: new Map(some(["A-1", "B-1", "Z-9"]).map((id) => [id, anyAnswer(any, id)])),
        ratings: anyRatings(any),
        kept: kept(),
      },
    ]),
    kept: kept(),
    rest: next() < 0.5 ? {} : { history: [1], model: { note: "x" } },
  };
}

function anything(next) {
  const pick = (list) => list[Math.floor(next() * list.length)];
  const many = (most, make) => Array.from({ length: Math.floor(next() * (most + 1)) }, make);
  const text = () => many(3, () => pick(PIECES)).join("");
  const kept = () =>
    next() < 0.5
      ? {}
      : JSON.parse(
          `{"__proto__":{"x":1},"later":[${Math.floor(next() * 9)},{"a":null}],"constructor":${JSON.stringify(text())}}`,
        );
  return {
    pick,
    many,
    text,
    kept,
    level: () => pick([null, 0, 1, 2, 3, 4]),
    some: (list) => list.filter(() => next() < 0.7),
    day: () => pick(["", "2026-11-22"]),
  };
}

function anyAnswer({ pick, many, text, kept, level, day }, id) {
  const sides =
    id === "B-1" ? ["", "five", "six"] : id === "A-1" || id === "A-2" ? ["", "five"] : ["", "x"];
  return {
    level: level(),
    side: pick(sides),
    second: pick([null, { side: sides[1], level: 2 }]),
    shortcut: text(),
    decidedBy: text(),
    decidedOn: day(),
    // An empty reason is written as none at all: both mean that the item may still apply.
    notApplicable: pick([null, "reason"]),
    note: text(),
    evidence: anyEvidence({ many, text, day, pick, kept }),
    plan: pick([
      { level: null, owner: "", due: "", step: "", kept: {} },
      { level: 3, owner: text(), due: day(), step: text(), kept: kept() },
    ]),
    agreed: text(),
    confirmed: day(),
    comeBack: pick([true, false]),
    ask: text(),
    updated: "2026-11-22T00:00:00.000Z",
    kept: kept(),
  };
}

const anyRatings = (any) => {
  const { pick, many, text, some, day, kept } = any;
  return many(2, () => ({
    id: text(),
    name: text(),
    position: text(),
    months: pick([null, 5]),
    date: day(),
    model: { version: text(), hash: text() },
    answers: new Map(
      some(["A-1", "B-1"]).map((id) => [
        id,
        { ...anyPick(any), note: text(), evidence: anyEvidence(any) },
      ]),
    ),
    kept: kept(),
  }));
};

const anyEvidence = ({ pick, many, text, kept, day }) =>
  many(2, () => ({
    what: text(),
    where: text(),
    owner: text(),
    date: day(),
    confidence: pick(["", "low", "high"]),
    kept: kept(),
  }));

const anyPick = ({ pick, level }) => ({
  level: level(),
  side: pick(["", "five"]),
  notApplicable: pick([true, false]),
});
