/**
 * Files of the format `shirube-profile`: one profile to text and text to one profile, so that teams can hand it on. A file
 * that is wrong is refused as a whole, with sentences that say what is wrong and where. Pure.
 */
import { isFields } from "../scoring/record.js";
import { Check } from "../state/check.js";
import { fieldsOf } from "../state/parts.js";
import { profileReader } from "../state/reading.js";
import { fileFields, jsonText, unknownWarnings } from "./json.js";
import { FileProblem, problemIn } from "./problem.js";

/**
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Profile} Profile
 * @typedef {import("../types.js").Message} Message
 * @typedef {{profile: Profile | null, problems: Message[], warnings: Message[]}} ReadProfile
 */

const PROFILE_FORMAT = { format: "shirube-profile", version: 1, other: "tool.profilefile.format" };

/**
 * @param {Model} model
 * @param {Profile} profile
 * @returns {string}
 */
export function profileText({ id, version }, profile) {
  const { format, version: formatVersion } = PROFILE_FORMAT;
  return jsonText({
    format,
    formatVersion,
    tool: "shirube",
    model: { id, version },
    profile: fieldsOf(profile),
  });
}

/**
 * @param {Model} model
 * @param {string} text
 * @returns {ReadProfile}
 */
export function parseProfile(model, text) {
  try {
    const file = fileFields(text, PROFILE_FORMAT);
    const its = isFields(file.model) ? file.model : {};
    if (its.id !== model.id)
      throw new FileProblem("tool.problem.model", {
        file: `${its.id ?? ""} ${its.version ?? ""}`.slice(0, 80),
        here: `${model.id} ${model.version}`,
      });
    const check = new Check();
    const profile = profileReader(check, model)(file.profile ?? null, "profile", "");
    if (check.problems.length > 0) return { profile: null, problems: check.problems, warnings: [] };
    return {
      profile: { ...profile, ours: false },
      problems: [],
      warnings: profileWarnings(model, its.version, profile),
    };
  } catch (error) {
    return { profile: null, problems: [problemIn(error)], warnings: [] };
  }
}

/**
 * @param {Model} model
 * @param {unknown} version
 * @param {Profile} profile
 * @returns {Message[]}
 */
function profileWarnings(model, version, { levels, exemptions }) {
  const another =
    version === model.version
      ? []
      : [
          {
            key: "tool.profilefile.version",
            args: { version: String(version ?? "").slice(0, 80), here: model.version },
          },
        ];
  return [...another, ...unknownWarnings(model, new Set([...levels.keys(), ...exemptions]))];
}
