/**
 * Files of the format `shirube-assessment`: an assessment to text and text to an assessment. A file that is wrong is
 * refused as a whole, with sentences that say what is wrong and where. Pure.
 */
import { isFields } from "../scoring/record.js";
import { presentHash } from "../scoring/score.js";
import { carryOver } from "../state/carry.js";
import { toParts } from "../state/parts.js";
import { fromParts } from "../state/reading.js";
import {
  OTHER_MODEL,
  fileFields,
  jsonText,
  modelWarnings,
  sideWarnings,
  unknownWarnings,
} from "./json.js";
import { problemIn } from "./problem.js";

/**
 * @typedef {import("../types.js").Model} Model
 * @typedef {import("../types.js").Assessment} Assessment
 * @typedef {import("../types.js").Fields} Fields
 * @typedef {import("../types.js").Message} Message
 * @typedef {import("../types.js").Earlier} Earlier
 * @typedef {import("../state/carry.js").Carried} Carried
 * @typedef {{assessment: Assessment | null, problems: Message[], warnings: Message[], question?: import("./table-read.js").DayQuestion, extent?: import("../state/take.js").Extent, edition?: {version: string, hash: string}, carried?: {from: string} & Carried}} Read
 *   `question`: the file can be read when this is answered. `extent`: what a file can say that is no whole assessment. `carried`: the file is of an earlier model; the assessment is what its answers become with the model of today.
 */

const FORMAT = "shirube-assessment";
/** Version 1 had levels, notes and targets only; what it has is read the same way. */
const FORMAT_VERSION = 2;

/** The largest file that is read, in bytes. */
export const MAX_BYTES = 8_000_000;

/**
 * @param {Model} model
 * @param {Assessment} state
 * @returns {string}
 */
export function serialise(model, state) {
  const { rest, ...parts } = toParts(state);
  const kept = isFields(rest.model) ? rest.model : {};
  const head = {
    format: FORMAT,
    formatVersion: FORMAT_VERSION,
    tool: "shirube",
    model: { ...kept, ...modelReference(model) },
  };
  return jsonText({ ...head, ...rest, ...head, ...parts });
}

/**
 * How a file names a model; one from a user's own file may have any name, so it says that it is one.
 * @param {Model} model
 */
export function modelReference({ id, version, hash, own }) {
  return { id, version, hash, ...(own && { own }) };
}

/**
 * The text of a file, and whether reading it back gives the same assessment: no field is lost on the way.
 * @param {Model} model
 * @param {Assessment} state
 * @returns {{text: string, same: boolean}}
 */
export function verifiedText(model, state) {
  const text = serialise(model, state);
  return { text, same: isSame(model, state, text) };
}

/**
 * Whether a text, read as a file, gives this assessment.
 * @param {Model} model
 * @param {Assessment} state
 * @param {string} text
 */
export function isSame(model, state, text) {
  const { assessment } = parse(model, text);
  return (
    assessment !== null && JSON.stringify(toParts(assessment)) === JSON.stringify(toParts(state))
  );
}

/**
 * An assessment to work on. A file of an earlier model is carried over.
 * @param {Model} model
 * @param {string} text
 * @returns {Read}
 */
export function parse(model, text) {
  return readText(model, text, false);
}

/**
 * An assessment to compare with: of any version of the model, and with its answers as they were given.
 * @param {Model} model
 * @param {string} text
 * @returns {Read}
 */
export function parseOriginal(model, text) {
  return readText(model, text, true);
}

/** What a file says of itself. */
const HEAD = ["format", "formatVersion", "tool", "model"];
/** The parts of an assessment that a file has. */
const PARTS = [
  "assessment",
  "answers",
  "target",
  "profiles",
  "compared",
  "pattern",
  "order",
  "snapshots",
  "ratings",
  "previous",
];

/**
 * @param {Model} model
 * @param {string} text
 * @param {boolean} original
 * @returns {Read}
 */
function readText(model, text, original) {
  try {
    const known = { format: FORMAT, version: FORMAT_VERSION, other: "tool.problem.format" };
    const file = fileFields(text, known);
    const { id, version, hash } = isFields(file.model) ? file.model : /** @type {Fields} */ ({});
    const earlier = model.earlier?.find((one) => one.model === id && one.version === version);
    const anotherVersion = original && id === model.id && version !== model.version;
    const expected =
      earlier || anotherVersion ? { id: String(id), version: String(version) } : model;
    const read = readChecked(model, partsOfFile(file), modelWarnings(model, file.model, expected));
    const edition = { version: String(version), hash: String(hash ?? "") };
    const whole = { ...read, edition: { ...edition, hash: presentHash(model, edition) } };
    return earlier && !original ? carriedOver(model, earlier, whole) : whole;
  } catch (error) {
    return notRead([problemIn(error)]);
  }
}

/**
 * The parts of a file; what nobody knows is kept, of its model, too.
 * @param {Fields} file
 * @returns {Parameters<typeof fromParts>[1]}
 */
function partsOfFile(file) {
  const isUnknown = (/** @type {[string, unknown]} */ [name]) =>
    ![...HEAD, ...PARTS].includes(name);
  const unknown = Object.fromEntries(Object.entries(file).filter(isUnknown));
  const { id, version, hash, own, ...kept } = isFields(file.model) ? file.model : {};
  const rest = Object.keys(kept).length > 0 ? { ...unknown, model: kept } : unknown;
  return { ...Object.fromEntries(PARTS.map((name) => [name, file[name]])), rest };
}

/**
 * What the answers of an earlier model become with the model of today.
 * @param {Model} model
 * @param {Earlier} earlier
 * @param {Read} read
 * @returns {Read}
 */
function carriedOver(model, earlier, read) {
  if (read.assessment === null) return read;
  const carried = carryOver(model, earlier, read.assessment.answers);
  const from = `${earlier.model} ${earlier.version}`.slice(0, 80);
  return {
    ...read,
    assessment: { ...read.assessment, answers: carried.answers },
    warnings: read.warnings.filter(({ key }) => OTHER_MODEL.includes(key)),
    carried: { ...carried, from },
  };
}

/**
 * Checks every part and says where something is wrong: everything is read, or nothing.
 * @param {Model} model
 * @param {Parameters<typeof fromParts>[1]} parts
 * @param {Message[]} changed What is warned of already.
 * @param {(path: string) => string} [placeOf] Where in the file a path of the parts is.
 * @returns {Read}
 */
export function readChecked(model, parts, changed, placeOf = (path) => path) {
  const { assessment, problems } = fromParts(model, parts);
  if (problems.length > 0)
    return notRead(
      problems.map(({ key, args }) => ({
        key,
        args: { ...args, place: placeOf(args.place ?? "") },
      })),
    );
  return {
    assessment,
    problems,
    warnings: [
      ...changed,
      ...sideWarnings(model, assessment.answers),
      ...unknownWarnings(model, [...assessment.answers.keys(), ...assessment.target.items.keys()]),
    ],
  };
}

/**
 * @param {Message[]} problems
 * @returns {Read}
 */
export function notRead(problems) {
  return { assessment: null, problems, warnings: [] };
}
