/**
 * An assessment taken apart into the parts that a file and the browser's storage hold, and read back from them with every
 * field checked. What is not known is kept as it is. Pure.
 */
import { NO_PLAN } from "./assessment.js";
import { Check, LIMITS } from "./check.js";

/**
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Assessment} Assessment
 * @typedef {import("../types.js").Answer} Answer
 * @typedef {import("../types.js").Evidence} Evidence
 * @typedef {import("../types.js").Plan} Plan
 * @typedef {import("../types.js").Target} Target
 * @typedef {import("../types.js").Profile} Profile
 * @typedef {import("../types.js").Snapshot} Snapshot
 * @typedef {import("../types.js").Rating} Rating
 * @typedef {import("../types.js").Pick} Pick
 * @typedef {import("../types.js").Fields} Fields
 * @typedef {import("../types.js").Parts} Parts
 * @typedef {import("../types.js").Message} Message
 * @typedef {Partial<Record<Exclude<keyof Parts, "rest">, unknown>> & {rest: Fields}} Given
 * @typedef {{check: Check, levels: Map<string, Map<string, number[]>>}} Reading What the readers share.
 */

/** The labels of TLP 2.0 that a report can carry. */
export const TLP = /** @type {const} */ (["TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"]);

/** The value of a threshold that asks nothing of an item. */
const NOTHING_ASKED = "not-required";

/**
 * @param {Assessment} state
 * @returns {Parts}
 */
export function toParts(state) {
  const { id, team, scope, date, assessors, position, months, tlp, sample, pattern } = state;
  return {
    assessment: { ...state.kept, id, team, scope, date, assessors: [...assessors], position, months, tlp, sample },
    answers: Object.fromEntries([...state.answers].map(([item, answer]) => [item, answerFields(answer)])),
    target: targetFields(state.target),
    profiles: [...state.profiles].map(profileFields),
    compared: [...state.compared],
    pattern: { current: pattern.current, target: pattern.target, sides: Object.fromEntries(pattern.sides) },
    order: [...state.order],
    snapshots: state.snapshots.map(({ answers, kept, ...rest }) => ({ ...kept, ...rest, answers: Object.fromEntries(answers) })),
    ratings: state.ratings.map(({ answers, kept, ...rest }) => ({ ...kept, ...rest, answers: Object.fromEntries(answers) })),
    rest: state.rest,
  };
}

/**
 * An answer as a record; what is empty is left out, but for the level.
 * @param {Answer} answer
 * @returns {Fields}
 */
export function answerFields({ kept, evidence, plan, ...answer }) {
  const lists = {
    evidence: evidence.length > 0 ? evidence.map(({ kept: own, ...entry }) => ({ ...own, ...entry })) : undefined,
    plan: isPlanned(plan) ? (({ kept: own, ...entry }) => ({ ...own, ...entry }))(plan) : undefined,
  };
  const filled = Object.entries({ ...answer, ...lists }).filter(([key, value]) => key === "level" || (value !== "" && value !== null && value !== undefined));
  return { ...kept, ...Object.fromEntries(filled) };
}

/** @param {Plan} plan */
function isPlanned({ level, owner, due, step, kept }) {
  return level !== null || owner + due + step !== "" || Object.keys(kept).length > 0;
}

/**
 * @param {Target} target
 * @returns {Fields}
 */
export function targetFields(target) {
  return { ...target.kept, level: target.level, items: Object.fromEntries(target.items) };
}

/**
 * @param {Profile} profile
 * @returns {Fields}
 */
export function profileFields({ kept, levels, ...profile }) {
  return { ...kept, ...profile, levels: Object.fromEntries(levels) };
}

/**
 * Reads parts of which nothing is known yet.
 * @param {Model} model
 * @param {Given} parts
 * @returns {{assessment: Assessment, problems: Message[]}}
 */
export function fromParts(model, parts) {
  const check = new Check();
  const reading = { check, levels: levelsByItem(model) };
  const { id, team, scope, date, assessors, position, months, tlp, sample, ...kept } = check.fields(parts.assessment, "assessment");
  const assessment = {
    id: check.text(id, "assessment.id"),
    team: check.text(team, "assessment.team"),
    scope: check.text(scope, "assessment.scope", LIMITS.note),
    date: check.day(date, "assessment.date"),
    assessors: check.lines(assessors, "assessment.assessors", LIMITS.people),
    position: check.text(position, "assessment.position"),
    months: check.count(months, "assessment.months"),
    tlp: check.word(tlp, "assessment.tlp", TLP),
    sample: check.flag(sample, "assessment.sample"),
    answers: new Map(check.entries(parts.answers, "answers").map(([item, given]) => [item, readAnswer(reading, item, given)])),
    target: readTarget(model, reading, parts.target),
    profiles: check.list(parts.profiles, "profiles", LIMITS.profiles, (given, place) => readProfile(reading, given, place)),
    compared: check.lines(parts.compared, "compared", LIMITS.items),
    pattern: readPattern(check, parts.pattern),
    order: check.lines(parts.order, "order", LIMITS.items),
    snapshots: check.list(parts.snapshots, "snapshots", LIMITS.snapshots, (given, place) => readSnapshot(reading, given, place)),
    ratings: check.list(parts.ratings, "ratings", LIMITS.ratings, (given, place) => readRating(reading, given, place)),
    kept,
    rest: parts.rest,
  };
  return { assessment, problems: check.problems };
}

/**
 * @param {Reading} reading
 * @param {string} item
 * @param {unknown} given
 * @returns {Answer}
 */
function readAnswer({ check, levels }, item, given) {
  const place = `answers.${item}`;
  const { level, side, second, shortcut, decidedBy, decidedOn, notApplicable, note, evidence, plan, agreed, updated, ...kept } = check.fields(given, place);
  const scales = levels.get(item);
  const chosen = readSide(check, side, `${place}.side`, scales);
  return {
    level: check.level(level, `${place}.level`, levelsOn(scales, chosen)),
    side: chosen,
    second: second === undefined || second === null ? null : readSecond(check, second, `${place}.second`, scales),
    shortcut: check.text(shortcut, `${place}.shortcut`),
    decidedBy: check.text(decidedBy, `${place}.decidedBy`),
    decidedOn: check.day(decidedOn, `${place}.decidedOn`),
    notApplicable: notApplicable === undefined || notApplicable === null ? null : check.text(notApplicable, `${place}.notApplicable`, LIMITS.note),
    note: check.text(note, `${place}.note`, LIMITS.note),
    evidence: check.list(evidence, `${place}.evidence`, LIMITS.evidence, (entry, at) => readEvidence(check, entry, at)),
    plan: plan === undefined || plan === null ? NO_PLAN : readPlan(check, plan, `${place}.plan`, scales),
    agreed: check.text(agreed, `${place}.agreed`, LIMITS.note),
    updated: check.text(updated, `${place}.updated`),
    kept,
  };
}

/**
 * @param {Check} check
 * @param {unknown} side
 * @param {string} place
 * @param {Map<string, number[]> | undefined} scales
 */
function readSide(check, side, place, scales) {
  return scales === undefined ? check.text(side, place) : check.word(side, place, [...scales.keys()]);
}

/**
 * The levels that an answer may have: those of its side, or of any side where none is chosen.
 * @param {Map<string, number[]> | undefined} scales
 * @param {string} side
 */
function levelsOn(scales, side) {
  return scales && (scales.get(side) ?? [...scales.values()].flat());
}

/**
 * @param {Check} check
 * @param {unknown} given
 * @param {string} place
 * @param {Map<string, number[]> | undefined} scales
 */
function readSecond(check, given, place, scales) {
  const { side, level } = check.fields(given, place);
  const chosen = readSide(check, side, `${place}.side`, scales);
  const read = check.level(level, `${place}.level`, levelsOn(scales, chosen));
  return read === null ? null : { side: chosen, level: read };
}

/**
 * @param {Check} check
 * @param {unknown} given
 * @param {string} place
 * @returns {Evidence}
 */
function readEvidence(check, given, place) {
  const { what, where, owner, date, confidence, ...kept } = check.fields(given, place);
  const [whatRead, whereRead, ownerRead] = [check.text(what, `${place}.what`, LIMITS.note), check.text(where, `${place}.where`, LIMITS.note), check.text(owner, `${place}.owner`)];
  const read = { what: whatRead, where: whereRead, owner: ownerRead };
  return { ...read, date: check.day(date, `${place}.date`), confidence: check.word(confidence, `${place}.confidence`, /** @type {const} */ (["low", "medium", "high"])), kept };
}

/**
 * @param {Check} check
 * @param {unknown} given
 * @param {string} place
 * @param {Map<string, number[]> | undefined} scales
 * @returns {Plan}
 */
function readPlan(check, given, place, scales) {
  const { level, owner, due, step, ...kept } = check.fields(given, place);
  return {
    level: check.level(level, `${place}.level`, levelsOn(scales, "")),
    owner: check.text(owner, `${place}.owner`),
    due: check.day(due, `${place}.due`),
    step: check.text(step, `${place}.step`, LIMITS.note),
    kept,
  };
}

/**
 * @param {Model} model
 * @param {Reading} reading
 * @param {unknown} value
 * @returns {Target}
 */
function readTarget(model, reading, value) {
  const { level, items, ...kept } = reading.check.fields(value, "target");
  const read = readThresholds(reading, items, "target.items");
  return { level: reading.check.level(level, "target.level", Object.values(model.scales).flat()), items: read, kept };
}

/**
 * @param {Reading} reading
 * @param {unknown} value
 * @param {string} place
 * @returns {Map<string, number | "not-required">}
 */
function readThresholds({ check, levels }, value, place) {
  const read = new Map();
  for (const [item, wanted] of check.entries(value, place)) {
    const own = wanted === NOTHING_ASKED ? NOTHING_ASKED : check.level(wanted, `${place}.${item}`, levelsOn(levels.get(item), ""));
    if (own !== null) read.set(item, own);
  }
  return read;
}

/**
 * @param {Reading} reading
 * @param {unknown} given
 * @param {string} place
 * @returns {Profile}
 */
export function readProfile(reading, given, place) {
  const { check } = reading;
  const { id, name, source, address, checked, ours, levels, ...kept } = check.fields(given, place);
  return {
    id: check.text(id, `${place}.id`),
    name: check.text(name, `${place}.name`),
    source: check.text(source, `${place}.source`),
    address: check.text(address, `${place}.address`),
    checked: check.day(checked, `${place}.checked`),
    ours: check.flag(ours, `${place}.ours`),
    levels: readThresholds(reading, levels, `${place}.levels`),
    kept,
  };
}

/**
 * @param {Check} check
 * @param {unknown} given
 */
function readPattern(check, given) {
  const { current, target, sides } = check.fields(given, "pattern");
  const read = check.entries(sides, "pattern.sides").map(([item, side]) => /** @type {[string, string]} */ ([item, check.text(side, `pattern.sides.${item}`)]));
  return { current: check.text(current, "pattern.current"), target: check.text(target, "pattern.target"), sides: new Map(read) };
}

/**
 * Answers of a snapshot or of a rating: any whole number may be a level, because they may be of another version.
 * @param {Check} check
 * @param {unknown} given
 * @param {string} place
 * @returns {Map<string, Pick & {note: string}>}
 */
function readPicks(check, given, place) {
  const read = check.entries(given, place).map(([item, value]) => {
    const { level, side, notApplicable, note } = check.fields(value, `${place}.${item}`);
    const pick = {
      level: check.level(level, `${place}.${item}.level`, undefined),
      side: check.text(side, `${place}.${item}.side`),
      notApplicable: check.flag(notApplicable, `${place}.${item}.notApplicable`),
      note: check.text(note, `${place}.${item}.note`, LIMITS.note),
    };
    return /** @type {[string, typeof pick]} */ ([item, pick]);
  });
  return new Map(read);
}

/**
 * @param {Check} check
 * @param {unknown} given
 * @param {string} place
 */
function readEdition(check, given, place) {
  const { version, hash } = check.fields(given, place);
  return { version: check.text(version, `${place}.version`), hash: check.text(hash, `${place}.hash`) };
}

/**
 * @param {Reading} reading
 * @param {unknown} given
 * @param {string} place
 * @returns {Snapshot}
 */
function readSnapshot({ check }, given, place) {
  const { id, name, taken, model, profiles, answers, ...kept } = check.fields(given, place);
  const read = [...readPicks(check, answers, `${place}.answers`)].map(([item, { note: _, ...pick }]) => /** @type {[string, Pick]} */ ([item, pick]));
  return {
    id: check.text(id, `${place}.id`),
    name: check.text(name, `${place}.name`),
    taken: check.text(taken, `${place}.taken`),
    model: readEdition(check, model, `${place}.model`),
    profiles: check.lines(profiles, `${place}.profiles`, LIMITS.items),
    answers: new Map(read),
    kept,
  };
}

/**
 * @param {Reading} reading
 * @param {unknown} given
 * @param {string} place
 * @returns {Rating}
 */
function readRating({ check }, given, place) {
  const { id, name, position, months, date, model, answers, ...kept } = check.fields(given, place);
  return {
    id: check.text(id, `${place}.id`),
    name: check.text(name, `${place}.name`),
    position: check.text(position, `${place}.position`),
    months: check.count(months, `${place}.months`),
    date: check.day(date, `${place}.date`),
    model: readEdition(check, model, `${place}.model`),
    answers: readPicks(check, answers, `${place}.answers`),
    kept,
  };
}

/**
 * The levels of each scale of each item.
 * @param {Model} model
 * @returns {Map<string, Map<string, number[]>>}
 */
export function levelsByItem(model) {
  return new Map(model.items.map((item) => [item.id, new Map(item.scales.map((scale) => [scale, Object.hasOwn(model.scales, scale) ? (model.scales[scale] ?? []) : []]))]));
}

/**
 * What differs between two states, as records of the browser's storage: a value to keep, or null for one to drop.
 * @param {Assessment | null} before
 * @param {Assessment} after
 * @returns {{shelf: "answers" | "parts", id: string, value: unknown}[]}
 */
export function changedRecords(before, after) {
  const [then, now] = [before === null ? null : headParts(before), headParts(after)];
  const parts = Object.entries(now).filter(([part, value]) => !then || !sameHead(then[part], value));
  const answers = [...after.answers].filter(([item, answer]) => before?.answers.get(item) !== answer);
  const gone = [...(before?.answers.keys() ?? [])].filter((item) => !after.answers.has(item));
  const whole = parts.length > 0 ? /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (toParts({ ...after, answers: new Map() }))) : {};
  return [
    ...parts.map(([part]) => ({ shelf: /** @type {const} */ ("parts"), id: part, value: whole[part] })),
    ...answers.map(([item, answer]) => ({ shelf: /** @type {const} */ ("answers"), id: item, value: answerFields(answer) })),
    ...gone.map((item) => ({ shelf: /** @type {const} */ ("answers"), id: item, value: null })),
  ];
}

/**
 * The values that each part beside the answers is made from; states share what did not change.
 * @param {Assessment} state
 * @returns {Record<string, unknown>}
 */
function headParts(state) {
  const { id, team, scope, date, assessors, position, months, tlp, sample, kept, target, profiles, compared, pattern, order, snapshots, ratings, rest } = state;
  return { assessment: [id, team, scope, date, assessors, position, months, tlp, sample, kept], target, profiles, compared, pattern, order, snapshots, ratings, rest };
}

/**
 * @param {unknown} a
 * @param {unknown} b
 */
function sameHead(a, b) {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((value, at) => value === b[at]);
  return a === b;
}
