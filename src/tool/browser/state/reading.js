/**
 * The parts that a file and the browser's storage hold → an assessment, with every field checked and all that is wrong said.
 * `fromParts` is the entry; there is a reader for each part, made of those in `check.js`. What is not known is kept as it is.
 * Pure.
 */
import { isFields } from "../scoring/record.js";
import { NOT_REQUIRED, presentHash, scaleLevels } from "../scoring/score.js";
import { NO_PLAN } from "./assessment.js";
import { Check, LIMITS, optional } from "./check.js";
import { CONFIDENCES, TLP } from "./parts.js";

/**
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Assessment} Assessment
 * @typedef {import("../types.js").Answer} Answer
 * @typedef {import("../types.js").Plan} Plan
 * @typedef {import("../types.js").Profile} Profile
 * @typedef {import("../types.js").Fields} Fields
 * @typedef {import("../types.js").Parts} Parts
 * @typedef {import("../types.js").Message} Message
 * @typedef {Partial<Record<Exclude<keyof Parts, "rest">, unknown>> & {rest: Fields}} GivenParts
 * @typedef {Map<string, Map<string, number[]>>} Levels Of each scale of each item.
 * @typedef {import("../types.js").Edition} Edition
 */

/**
 * @template T
 * @typedef {import("./check.js").Reader<T>} Reader
 */

/**
 * Reads parts of which nothing is known yet. An older copy of the tool, which shares the browser's storage, keeps the last
 * round among what it does not know.
 * @param {Model} model
 * @param {GivenParts} parts
 * @returns {{assessment: Assessment, problems: Message[]}}
 */
export function fromParts(
  model,
  { rest: { previous: unread, ...rest }, previous = unread, ...parts },
) {
  const check = new Check();
  const { text } = check;
  const levels = levelsByItem(model);
  const edition = editionReader(check, model);
  const ratings = ratingsReader(check, edition);
  const { assessment, ...read } = check.record({
    assessment: headReader(check),
    answers: check.map(answerReader(check, levels)),
    target: targetReader(check, model, levels),
    profiles: check.list(ownProfileReader(check, model), LIMITS.profiles),
    compared: check.list(text),
    pattern: check.record({ current: text, target: text, sides: check.map(text) }),
    order: check.list(text),
    snapshots: check.list(snapshotReader(check, edition), LIMITS.snapshots),
    ratings,
    previous: optional(previousReader(check, edition, ratings)),
  })({ ...parts, previous }, "", "");
  return { assessment: { ...assessment, ...read, rest }, problems: check.problems };
}

/**
 * Who was assessed, by whom and when.
 * @param {Check} check
 */
function headReader(check) {
  const { text, note, day, months, flag } = check;
  return check.whole({
    id: text,
    team: text,
    scope: note,
    date: day,
    assessors: check.list(text, LIMITS.people),
    position: text,
    months,
    tlp: check.word(TLP),
    sample: flag,
  });
}

/**
 * The version of the model that something was made with; a hash that the same definition had before counts as its present one.
 * @param {Check} check
 * @param {Model} model
 * @returns {Reader<Edition>}
 */
function editionReader(check, model) {
  const stated = check.record({ version: check.text, hash: check.text });
  return (value, place, name) => {
    const its = stated(value, place, name);
    return { ...its, hash: presentHash(model, its) };
  };
}

/**
 * @param {Check} check
 * @param {Model} model
 * @param {Levels} levels
 */
function targetReader(check, model, levels) {
  return check.whole({
    level: check.level(Object.values(model.scales).flat()),
    items: thresholdsReader(check, levels),
  });
}

/**
 * Whatever it says, a profile of the team's own is not a proposal of this site.
 * @param {Check} check
 * @param {Model} model
 * @returns {Reader<Profile>}
 */
function ownProfileReader(check, model) {
  const read = profileReader(check, model);
  return (value, place, name) => ({ ...read(value, place, name), ours: false });
}

/**
 * What scoring needs of an answer. Any whole number may be a level here: it may be of another version of the model.
 * @param {Check} check
 */
function pickReaders(check) {
  return { level: check.level(), side: check.text, notApplicable: check.flag };
}

/**
 * @param {Check} check
 * @param {Reader<Edition>} edition
 */
function snapshotReader(check, edition) {
  const { text } = check;
  return check.whole({
    id: text,
    name: text,
    taken: text,
    model: edition,
    profiles: check.list(text),
    answers: check.map(check.record(pickReaders(check))),
  });
}

/**
 * What each of several people scored.
 * @param {Check} check
 * @param {Reader<Edition>} edition
 */
function ratingsReader(check, edition) {
  const { text, note, day, months } = check;
  const answer = { ...pickReaders(check), note, evidence: evidenceReader(check) };
  const rating = check.whole({
    id: text,
    name: text,
    position: text,
    months,
    date: day,
    model: edition,
    answers: check.map(check.record(answer)),
  });
  return check.list(rating, LIMITS.ratings);
}

/**
 * The last round; its levels may be of another version of the model, too.
 * @param {Check} check
 * @param {Reader<Edition>} edition
 * @param {Reader<import("../types.js").Rating[]>} ratings
 */
function previousReader(check, edition, ratings) {
  const { text, day } = check;
  return check.whole({
    id: text,
    name: text,
    date: day,
    model: edition,
    answers: check.map(answerReader(check, new Map())),
    ratings,
  });
}

/**
 * An answer; its level is one of its side, or of any side where none is chosen.
 * @param {Check} check
 * @param {Levels} levels
 * @returns {Reader<Answer>}
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
    const plan = planReader(check, scales);
    return check.whole({
      ...sided(given),
      second,
      shortcut: text,
      decidedBy: text,
      decidedOn: day,
      notApplicable: optional(note),
      note,
      evidence: evidenceReader(check),
      plan,
      agreed: note,
      confirmed: day,
      comeBack: flag,
      ask: text,
      updated: text,
    })(given, place, item);
  };
}

/**
 * What is to be done; nothing where it is absent. It aims for a level of any side.
 * @param {Check} check
 * @param {Map<string, number[]> | undefined} scales
 * @returns {Reader<Plan>}
 */
function planReader(check, scales) {
  const { text, note, day } = check;
  const read = check.whole({
    level: check.level(levelsOn(scales, "")),
    owner: text,
    due: day,
    step: note,
  });
  return (value, place, name) => optional(read)(value, place, name) ?? NO_PLAN;
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
 * @returns {Reader<Map<string, number | "not-required">>}
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
 * @returns {Reader<Profile>}
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
    exemptions: check.list(text),
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
