/** Models, words and assessments for the tests of files: one scale and several, both languages, texts of every bad kind. */
import { interfaceTexts } from "./interface-texts.js";

const items = [
  ["A-1", "A", ["in", "out"]],
  ["A-2", "A", ["in"]],
  ["B-1", "B", ["out"]],
  ["C-1", "C", ["in", "out"]],
  ["constructor", "C", ["in"]],
];

export const model = {
  id: "sample",
  version: "1",
  hash: "abc",
  owner: "Nobody",
  scales: { in: [0, 1, 2, 3, 4], out: [0, 1, 2, 3, 4, 5] },
  categories: ["A", "B", "C"],
  items: items.map(([id, category, scales]) => ({
    id,
    category,
    scales,
    name: `Official <${id}>`,
  })),
  aggregation: "mean",
  leftOut: [0],
  decided: [0],
  patterns: [
    { id: "small", sides: {}, reasons: {} },
    { id: "large", sides: {}, reasons: {} },
  ],
};

const level = (name) =>
  Object.fromEntries([0, 1, 2, 3, 4, 5].map((number) => [number, `${name} ${number}`]));

function textsOf(lang, say) {
  return {
    ui: interfaceTexts(lang),
    model: say("Sample", "見本"),
    categories: { A: say("Arms", "腕"), B: say("Brains", "頭脳"), C: say("Care & 'cure'", "世話") },
    scales: { in: level(say("Inside", "内")), out: level(say("Outside", "外")) },
    scaleTexts: { in: level(say("What inside means", "内の意味")) },
    scaleNames: { in: say("Insource", "インソース"), out: say("Outsource", "アウトソース") },
    items: { "A-1": { title: say("First", "最初"), description: "", levels: {}, href: "", lang } },
    patterns: {
      small: { name: say("Small, but fine", "小さい"), text: "" },
      large: { name: say("Large", "大きい"), text: "" },
    },
    notice: null,
    steps: [],
  };
}

export const allTexts = { en: textsOf("en", (en) => en), ja: textsOf("ja", (_, ja) => ja) };

const PIECES = [
  "",
  "a",
  "監査",
  "=1+1",
  "+1",
  "-2",
  "@SUM(A1)",
  "\t=1",
  "＝1",
  "'",
  "'=1",
  '"',
  "<script>alert(1)</script>",
  "\n",
  '"\\',
  "𠮷",
  "\u202e",
  ",",
  ";",
  "\t",
  "|",
  "_x0041_",
  "&amp;",
  "]]>",
  "\u2028",
  "🀄",
  "1",
  "2026-01-01",
  "https://x.example/a",
];

/** An assessment with every field filled at random; `spare` texts are those that a cell cannot keep. */
export function anyAssessment(next, spare = []) {
  const pick = (list) => list[Math.floor(next() * list.length)];
  const word = () =>
    Array.from({ length: Math.floor(next() * 4) }, () => pick([...PIECES, ...spare])).join("");
  // A cell with nothing but blanks counts as empty.
  const text = () => ((made) => (made.trim() === "" ? "" : made))(word());
  const day = () => pick(["", "2026-11-22", "2024-02-29", "1999-12-31"]);
  const evidence = () => ({
    what: text() || "minutes",
    where: text(),
    owner: text(),
    date: day(),
    confidence: pick(["", "low", "medium", "high"]),
    kept: {},
  });
  const answers = model.items
    .filter(() => next() < 0.8)
    .map((item) => {
      const side = item.scales.length > 1 ? pick(item.scales) : "";
      const levels = [null, ...model.scales[side || item.scales[0]]];
      const plan = { level: pick(levels), owner: text(), due: day(), step: text(), kept: {} };
      const answer = {
        level: pick(levels),
        side,
        second: null,
        shortcut: "",
        decidedBy: text(),
        decidedOn: day(),
        notApplicable: text() || null,
        note: text(),
        plan,
        agreed: text(),
        confirmed: "",
        updated: "",
        kept: {},
      };
      return [
        item.id,
        { ...answer, evidence: Array.from({ length: Math.floor(next() * 4) }, evidence) },
      ];
    });
  const targets = model.items
    .filter(() => next() < 0.5)
    .map((item) => [item.id, pick(["not-required", 2, 3])]);
  return {
    id: "id",
    team: text(),
    scope: text(),
    date: day(),
    assessors: Array.from({ length: Math.floor(next() * 3) }, () =>
      text()
        .replace(/[\r\n]/g, " ")
        .trim(),
    ).filter((line) => line !== ""),
    position: text(),
    months: pick([null, 0, 14]),
    tlp: pick(["", "TLP:AMBER+STRICT", "TLP:CLEAR"]),
    sample: false,
    answers: new Map(answers),
    target: { level: pick([null, 3]), items: new Map(targets), kept: {} },
    profiles: [],
    compared: [],
    pattern: { current: pick(["", "small"]), target: pick(["", "large"]), sides: new Map() },
    order: [],
    snapshots: [],
    ratings: [],
    kept: {},
    rest: {},
  };
}

/** A result as scoring gives it, without the scoring: the tests of files are about what is written of it. */
export function resultOf(assessment) {
  const items = model.items.map(({ id }) => {
    const { level = null, side = "", notApplicable = null } = assessment.answers.get(id) ?? {};
    const own = assessment.target.items.get(id) ?? assessment.target.level;
    const target = typeof own === "number" ? own : null;
    const state =
      (notApplicable ?? "").trim() !== "" ? "not-applicable" : level === null ? "open" : "answered";
    const counted = state === "answered" ? level : null;
    return {
      id,
      state,
      side,
      level: counted,
      target,
      gap: counted === null || target === null ? null : Math.max(0, target - counted),
    };
  });
  const categories = model.categories.map((id) => {
    const own = items.filter((_, at) => model.items[at].category === id);
    const levels = own.flatMap((item) =>
      item.level === null || item.level === 0 ? [] : [item.level],
    );
    const sum = levels.reduce((a, b) => a + b, 0);
    const mean =
      levels.length === 0 ? null : Math.floor((20 * sum + levels.length) / (2 * levels.length));
    const answered = own.filter((item) => item.level !== null).length;
    return {
      id,
      answered,
      notApplicable: 0,
      total: own.length,
      counted: levels.length,
      mean,
      lowest: levels.length === 0 ? null : Math.min(...levels),
      lowestItems: [],
    };
  });
  return {
    items,
    categories,
    answered: 0,
    notApplicable: 0,
    total: items.length,
    lowest: null,
    lowestItems: [],
    targeted: 0,
    met: 0,
    gaps: [],
    open: [],
    exempt: [],
    unknown: [],
    wrong: [],
  };
}
