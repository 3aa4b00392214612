/**
 * An assessment taken apart into the parts that a file and the browser's storage hold, and read back from them with every
 * field checked. What is not known is kept as it is. Pure.
 */
import { isFields } from "../scoring/record.js";
import { NOT_REQUIRED, presentHash, scaleLevels } from "../scoring/score.js";
import { NO_PLAN } from "./assessment.js";
import { Check, LIMITS, optional } from "./check.js";

/**
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Assessment} Assessment
 * @typedef {import("../types.js").Answer} Answer
 * @typedef {import("../types.js").Plan} Plan
 * @typedef {import("../types.js").Profile} Profile
 * @typedef {import("../types.js").Fields} Fields
 * @typedef {import("../types.js").Parts} Parts
 * @typedef {import("../types.js").Message} Message
 * @typedef {Partial<Record<Exclude<keyof Parts, "rest">, unknown>> & {rest: Fields}} Given
 * @typedef {Map<string, Map<string, number[]>>} Levels Of each scale of each item.
 */

/** How sure one may be of a piece of evidence. */
export const CONFIDENCES = /** @type {const} */ (["low", "medium", "high"]);

/** The labels of TLP 2.0 that a report can carry. */
export const TLP = /** @type {const} */ ([
  "TLP:CLEAR",
  "TLP:GREEN",
  "TLP:AMBER",
  "TLP:AMBER+STRICT",
  "TLP:RED",
]);

/**
 * @param {Assessment} state
 * @returns {Parts}
 */
export function toParts(state) {
  const { id, team, scope, date, assessors, position, months, tlp, sample, pattern } = state;
  return {
    assessment: {
      ...state.kept,
      id,
      team,
      scope,
      date,
      assessors: [...assessors],
      position,
      months,
      tlp,
      sample,
    },
    answers: answersFields(state.answers),
    target: fieldsOf(state.target),
    profiles: state.profiles.map(fieldsOf),
    compared: [...state.compared],
    pattern: fieldsOf(pattern),
    order: [...state.order],
    snapshots: state.snapshots.map(fieldsOf),
    ratings: state.ratings.map(ratingFields),
    ...(state.previous && { previous: previousFields(state.previous) }),
    rest: state.rest,
  };
}

/**
 * A record as a file has it: with the unknown fields that were kept, and maps as records.
 * @param {Record<string, unknown>} record
 * @returns {Fields}
 */
export function fieldsOf({ kept, ...known }) {
  return {
    .../** @type {Fields | undefined} */ (kept),
    ...Object.fromEntries(
      Object.entries(known).map(([name, value]) => [
        name,
        value instanceof Map ? Object.fromEntries(value) : value,
      ]),
    ),
  };
}

/** @param {ReadonlyMap<string, Answer>} answers */
function answersFields(answers) {
  return Object.fromEntries([...answers].map(([item, answer]) => [item, answerFields(answer)]));
}

/** @param {import("../types.js").Previous} previous */
function previousFields({ answers, ratings, ...previous }) {
  return {
    ...fieldsOf(previous),
    answers: answersFields(answers),
    ratings: ratings.map(ratingFields),
  };
}

/**
 * A rating as a record; evidence is left out where there is none.
 * @param {import("../types.js").Rating} rating
 */
function ratingFields({ answers, ...rating }) {
  const given = [...answers].map(([item, { evidence, ...pick }]) => [
    item,
    evidence.length > 0 ? { ...pick, evidence: evidence.map(fieldsOf) } : pick,
  ]);
  return { ...fieldsOf(rating), answers: Object.fromEntries(given) };
}

/**
 * An answer as a record; what is empty is left out, but for the level, and for a reason not to apply that is still to be written.
 * @param {Answer} answer
 * @returns {Fields}
 */
export function answerFields({ kept, evidence, plan, ...answer }) {
  const lists = {
    evidence: evidence.length > 0 ? evidence.map(fieldsOf) : null,
    plan: isPlanned(plan) ? fieldsOf(plan) : null,
  };
  const filled = Object.entries({ ...answer, ...lists }).filter(
    ([key, value]) =>
      key === "level" ||
      (value !== null && value !== false && (value !== "" || key === "notApplicable")),
  );
  return { ...kept, ...Object.fromEntries(filled) };
}

/** @param {Plan} plan */
function isPlanned({ level, owner, due, step, kept }) {
  return level !== null || owner + due + step !== "" || Object.keys(kept).length > 0;
}

/**
 * Reads parts of which nothing is known yet. An older copy of the tool, which shares the browser's storage, keeps the last
 * round among what it does not know.
 * @param {Model} model
 * @param {Given} parts
 * @returns {{assessment: Assessment, problems: Message[]}}
 */
export function fromParts(
  model,
  { rest: { previous: unread, ...rest }, previous = unread, ...parts },
) {
  const check = new Check();
  const { text, note, day, count, flag } = check;
  const levels = levelsByItem(model);
  const head = {
    id: text,
    team: text,
    scope: note,
    date: day,
    assessors: check.list(text, LIMITS.people),
    position: text,
    months: count,
    tlp: check.word(TLP),
    sample: flag,
  };
  // Whatever it says, a profile of the team's own is not a proposal of this site.
  const ownProfile = profileReader(check, model);
  const stated = check.record({ version: text, hash: text });
  /** @type {typeof stated} */
  const edition = (value, place, name) => {
    const its = stated(value, place, name);
    return { ...its, hash: presentHash(model, its) };
  };
  // Any whole number may be a level here: these may be of another version of the model.
  const pick = { level: check.level(), side: text, notApplicable: flag };
  const ratings = check.list(
    check.whole({
      id: text,
      name: text,
      position: text,
      months: count,
      date: day,
      model: edition,
      answers: check.map(check.record({ ...pick, note, evidence: evidenceReader(check) })),
    }),
    LIMITS.ratings,
  );
  const { assessment, ...read } = check.record({
    assessment: check.whole(head),
    answers: check.map(answerReader(check, levels)),
    target: check.whole({
      level: check.level(Object.values(model.scales).flat()),
      items: thresholdsReader(check, levels),
    }),
    profiles: check.list(
      (value, place, name) => ({ ...ownProfile(value, place, name), ours: false }),
      LIMITS.profiles,
    ),
    compared: check.list(text),
    pattern: check.record({ current: text, target: text, sides: check.map(text) }),
    order: check.list(text),
    snapshots: check.list(
      check.whole({
        id: text,
        name: text,
        taken: text,
        model: edition,
        profiles: check.list(text),
        answers: check.map(check.record(pick)),
      }),
      LIMITS.snapshots,
    ),
    ratings,
    previous: optional(
      check.whole({
        id: text,
        name: text,
        date: day,
        model: edition,
        answers: check.map(answerReader(check, new Map())),
        ratings,
      }),
    ),
  })({ ...parts, previous }, "", "");
  return { assessment: { ...assessment, ...read, rest }, problems: check.problems };
}

/**
 * An answer; its level is one of its side, or of any side where none is chosen.
 * @param {Check} check
 * @param {Levels} levels
 * @returns {import("./check.js").Reader<Answer>}
 */
function answerReader(check, levels) {
  const { text, note, day, flag } = check;
  return (given, place, item) => {
    const scales = levels.get(item);
    const sided = (/** @type {unknown} */ one) => ({
      level: check.level(levelsOn(scales, isFields(one) ? one.side : "")),
      side: scales ? check.word([...scales.keys()]) : text,
    });
    const second = optional((one, at, name) => {
      const { level, side } = check.record(sided(one))(one, at, name);
      return level === null ? null : { side, level };
    });
    const plan = check.whole({
      level: check.level(levelsOn(scales, "")),
      owner: text,
      due: day,
      step: note,
    });
    return check.whole({
      ...sided(given),
      second,
      shortcut: text,
      decidedBy: text,
      decidedOn: day,
      notApplicable: optional(note),
      note,
      evidence: evidenceReader(check),
      plan: (one, at, name) => optional(plan)(one, at, name) ?? NO_PLAN,
      agreed: note,
      confirmed: day,
      comeBack: flag,
      ask: text,
      updated: text,
    })(given, place, item);
  };
}

/** @param {Check} check */
function evidenceReader(check) {
  const { text, note, day } = check;
  return check.list(
    check.whole({
      what: note,
      where: note,
      owner: text,
      date: day,
      confidence: check.word(CONFIDENCES),
    }),
    LIMITS.evidence,
  );
}

/**
 * The levels that an answer may have: those of its side, or of any side where none is chosen.
 * @param {Map<string, number[]> | undefined} scales
 * @param {unknown} side
 */
function levelsOn(scales, side) {
  return scales && (scales.get(/** @type {string} */ (side)) ?? [...scales.values()].flat());
}

/**
 * @param {Check} check
 * @param {Levels} levels
 * @returns {import("./check.js").Reader<Map<string, number | "not-required">>}
 */
function thresholdsReader(check, levels) {
  const read = check.map((wanted, place, item) =>
    wanted === NOT_REQUIRED
      ? NOT_REQUIRED
      : check.level(levelsOn(levels.get(item), ""))(wanted, place, item),
  );
  return (value, place, name) =>
    new Map(
      [...read(value, place, name)].flatMap(([item, wanted]) =>
        wanted === null ? [] : [[item, wanted]],
      ),
    );
}

/**
 * @param {Check} check
 * @param {Model} model
 * @returns {import("./check.js").Reader<Profile>}
 */
export function profileReader(check, model) {
  const { text } = check;
  return check.whole({
    id: text,
    name: text,
    source: text,
    address: text,
    checked: check.day,
    ours: check.flag,
    levels: thresholdsReader(check, levelsByItem(model)),
  });
}

/**
 * @param {Model} model
 * @returns {Levels}
 */
function levelsByItem(model) {
  return new Map(
    model.items.map((item) => [
      item.id,
      new Map(item.scales.map((scale) => [scale, scaleLevels(model, scale)])),
    ]),
  );
}

/**
 * What differs between two states, as records of the browser's storage: a value to keep, or null for one to drop.
 * @param {Assessment | null} before
 * @param {Assessment} after
 * @returns {{shelf: "answers" | "parts", id: string, value: unknown}[]}
 */
export function changedRecords(before, after) {
  const [then, now] = [before === null ? null : headParts(before), headParts(after)];
  const parts = Object.entries(now).filter(
    ([part, value]) => !then || !sameHead(then[part], value),
  );
  const answers = [...after.answers].filter(
    ([item, answer]) => before?.answers.get(item) !== answer,
  );
  const gone = [...(before?.answers.keys() ?? [])].filter((item) => !after.answers.has(item));
  const whole =
    parts.length > 0
      ? /** @type {Record<string, unknown>} */ (
          /** @type {unknown} */ (toParts({ ...after, answers: new Map() }))
        )
      : {};
  return [
    ...parts.map(([part]) => ({
      shelf: /** @type {const} */ ("parts"),
      id: part,
      value: whole[part] ?? null,
    })),
    ...answers.map(([item, answer]) => ({
      shelf: /** @type {const} */ ("answers"),
      id: item,
      value: answerFields(answer),
    })),
    ...gone.map((item) => ({ shelf: /** @type {const} */ ("answers"), id: item, value: null })),
  ];
}

/**
 * The values that each part beside the answers is made from; states share what did not change.
 * @param {Assessment} state
 * @returns {Record<string, unknown>}
 */
function headParts(state) {
  const {
    answers: _,
    target,
    profiles,
    compared,
    pattern,
    order,
    snapshots,
    ratings,
    previous,
    rest,
    ...assessment
  } = state;
  return {
    assessment: Object.values(assessment),
    target,
    profiles,
    compared,
    pattern,
    order,
    snapshots,
    ratings,
    previous,
    rest,
  };
}

/**
 * @param {unknown} a
 * @param {unknown} b
 */
function sameHead(a, b) {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((value, at) => value === b[at]);
  return a === b;
}
