/** The profiles of a model and of a team, which of them are compared with, and changes of the team's own. Pure. */
import { score } from "../scoring/score.js";
import { withEntry } from "./assessment.js";

/**
 * @typedef {import("../types.js").Assessment} Assessment
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Profile} Profile
 */

/**
 * A model as the page holds it, with what its profiles ask as maps: an item may have any id, also that of a property.
 * @param {Model} model
 * @returns {Model}
 */
export function withThresholdMaps(model) {
  const profiles = (model.profiles ?? []).map((profile) => ({
    ...profile,
    levels: new Map(Object.entries(profile.levels)),
    exemptions: profile.exemptions ?? [],
    kept: {},
  }));
  return { ...model, profiles };
}

/**
 * Those that come with the model, then the team's own.
 * @param {Model} model
 * @param {Assessment} state
 * @returns {Profile[]}
 */
export function profilesOf(model, state) {
  return [...(model.profiles ?? []), ...state.profiles];
}

/**
 * Those that the team has chosen to compare with.
 * @param {Model} model
 * @param {Assessment} state
 * @returns {Profile[]}
 */
export function comparedProfiles(model, state) {
  return profilesOf(model, state).filter(({ id }) => state.compared.includes(id));
}

/**
 * The result of a team: what is wanted of an item is what the team aims for and what those profiles ask.
 * @param {Model} model
 * @param {Assessment} state
 * @param {Parameters<typeof score>[1]} [answers] Unless others are to be scored.
 */
export function resultOf(model, state, answers = state.answers) {
  return score(model, answers, state.target, comparedProfiles(model, state));
}

/**
 * @param {Assessment} state
 * @param {string} id
 * @param {boolean} on
 * @returns {Assessment}
 */
export function withCompared(state, id, on) {
  const others = state.compared.filter((known) => known !== id);
  return { ...state, compared: on ? [...others, id] : others };
}

/**
 * A further profile of the team's own, which is compared with at once.
 * @param {Assessment} state
 * @param {Profile} profile
 * @returns {Assessment}
 */
export function withOwnProfile(state, profile) {
  return withCompared({ ...state, profiles: [...state.profiles, profile] }, profile.id, true);
}

/**
 * @param {Assessment} state
 * @param {string} id
 * @param {Partial<Profile>} change
 * @returns {Assessment}
 */
export function withProfileChange(state, id, change) {
  return {
    ...state,
    profiles: state.profiles.map((profile) =>
      profile.id === id ? { ...profile, ...change } : profile,
    ),
  };
}

/**
 * @param {Assessment} state
 * @param {string} id
 * @returns {Assessment}
 */
export function withoutOwnProfile(state, id) {
  return withCompared(
    { ...state, profiles: state.profiles.filter((profile) => profile.id !== id) },
    id,
    false,
  );
}

/**
 * Whether a team may leave an item out where it does not apply.
 * @param {Assessment} state
 * @param {string} id
 * @param {string} item
 * @param {boolean} on
 * @returns {Assessment}
 */
export function withExemption(state, id, item, on) {
  const before = state.profiles.find((profile) => profile.id === id)?.exemptions ?? [];
  const others = before.filter((known) => known !== item);
  return withProfileChange(state, id, { exemptions: on ? [...others, item] : others });
}

/**
 * What a profile asks of items; null: not known.
 * @param {Assessment} state
 * @param {string} id
 * @param {readonly string[]} items
 * @param {number | "not-required" | null} level
 * @returns {Assessment}
 */
export function withThresholds(state, id, items, level) {
  const before = state.profiles.find((profile) => profile.id === id)?.levels ?? new Map();
  return withProfileChange(state, id, {
    levels: items.reduce((levels, item) => withEntry(levels, item, level), before),
  });
}
