/** A small model and a generator of numbers that is the same on every run, for the tests of the tool. */
export const model = {
  id: "sample",
  version: "1",
  hash: "abc",
  owner: "Nobody",
  scales: { five: [0, 1, 2, 3, 4] },
  categories: ["A", "B"],
  items: ["A-1", "A-2", "B-1"].map((id) => ({ id, category: id[0], scales: ["five"], name: id })),
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

const PIECES = ["", "a", "監査", "=1+1", "<script>alert(1)</script>", "\u0000", "\n", "\"\\", "𠮷", "\u202e", "__proto__", "</script>", "\u2028", "🀄"];

/** An assessment with every field filled at random, as the page could have it. */
export function anyAssessment(next) {
  const pick = (list) => list[Math.floor(next() * list.length)];
  const text = () => Array.from({ length: Math.floor(next() * 4) }, () => pick(PIECES)).join("");
  const kept = () => (next() < 0.5 ? {} : JSON.parse(`{"__proto__":{"x":1},"later":[${Math.floor(next() * 9)},{"a":null}],"constructor":${JSON.stringify(text())}}`));
  const level = () => pick([null, 0, 1, 2, 3, 4]);
  const answers = [...model.items.map((item) => item.id), "Z-9", "__proto__"].filter(() => next() < 0.7);
  const targets = ["A-1", "B-1", "constructor"].filter(() => next() < 0.5);
  return {
    id: text(),
    team: text(),
    scope: text(),
    date: pick(["", "2026-11-22"]),
    assessors: Array.from({ length: Math.floor(next() * 3) }, text),
    answers: new Map(answers.map((id) => [id, { level: level(), note: text(), updated: "2026-11-22T00:00:00.000Z", kept: kept() }])),
    target: { level: level(), items: new Map(targets.map((id) => [id, pick([0, 3, "not-required"])])), kept: kept() },
    kept: kept(),
    rest: next() < 0.5 ? {} : { history: [1], model: { note: "x" } },
  };
}
