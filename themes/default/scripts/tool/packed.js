/**
 * The data of the page as it stands in the file → as the tool uses it. What the languages have in common stands there once,
 * as a shape with a mark wherever they differ; what belongs at the marks is one list a language, in the order of a walk
 * over the shape: lists from front to back, objects in the order that JavaScript itself gives their keys. Pure.
 */

/**
 * @typedef {import("./types.js").ToolData} ToolData
 * @typedef {import("./types.js").Texts} Texts
 * @typedef {import("./types.js").About} About
 * @typedef {{texts: Texts & {lines: (string | null)[]}, about: About, sample?: unknown}} OfLanguage
 * @typedef {Omit<ToolData, "texts" | "about" | "samples"> & {shape: unknown, lists: Record<string, unknown[]>}} PackedData
 */

const MARK = "%";

/**
 * @param {PackedData} packed
 * @returns {ToolData}
 */
export function wholeData({ shape, lists, ...data }) {
  const known = Object.entries(lists).map(([tag, list]) => /** @type {const} */ ([tag, /** @type {OfLanguage} */ (wholeValue(shape, list.values()))]));
  const by = (/** @type {(of: OfLanguage) => unknown} */ pick) => Object.fromEntries(known.map(([tag, of]) => [tag, pick(of)]).filter(([, value]) => value !== undefined));
  const samples = by((of) => of.sample);
  // Texts that the script asks for by place are found like the others, by what it calls them: "7".
  const texts = by(({ texts: { lines, ...words } }) => ({ ...words, ui: { ...words.ui, ...lines } }));
  return /** @type {ToolData} */ ({ ...data, texts, about: by((of) => of.about), ...(Object.keys(samples).length > 0 ? { samples } : {}) });
}

/**
 * A shape with what stands at its marks. `null` there is what a language lacks.
 * @param {unknown} shape
 * @param {Iterator<unknown>} values
 * @returns {unknown}
 */
function wholeValue(shape, values) {
  if (shape === MARK) return values.next().value ?? undefined;
  if (Array.isArray(shape)) return shape.map((entry) => wholeValue(entry, values));
  if (typeof shape !== "object" || shape === null) return shape;
  const fields = /** @type {Record<string, unknown>} */ (shape);
  const entries = Object.keys(fields).map((key) => [key, wholeValue(fields[key], values)]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
