/**
 * An assessment taken apart into the parts that a file and the browser's storage hold. What is not known is kept as it is.
 * `reading.js` makes an assessment of them again. Pure.
 */

/**
 * @typedef {import("../types.js").Assessment} Assessment
 * @typedef {import("../types.js").Answer} Answer
 * @typedef {import("../types.js").Plan} Plan
 * @typedef {import("../types.js").Fields} Fields
 * @typedef {import("../types.js").Parts} Parts
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
