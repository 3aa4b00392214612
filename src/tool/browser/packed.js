/**
 * The data of the page as it stands in the file → as the tool uses it. What the languages have in common stands there once,
 * as a shape with a mark wherever they differ; what belongs at the marks is one list a language, in the order of a walk
 * over the shape: lists from front to back, objects in the order that JavaScript itself gives their keys. Objects by item
 * are lists in the order of the items, and some languages are written in a code page of their own. Pure.
 */

/**
 * @typedef {import("./types.js").ToolData} ToolData
 * @typedef {import("./types.js").Texts} Texts
 * @typedef {import("./types.js").About} About
 * @typedef {{texts: Texts & {lines: (string | null)[], page: string}, about: About, sample?: unknown}} OfLanguage
 * @typedef {Omit<ToolData, "texts" | "about" | "samples"> & {shape: unknown, pages: Record<string, number[]>, lists: Record<string, unknown[]>}} PackedData
 */

const MARK = "%";
const ROWS = "@";
// What codes are made of: printable ASCII without what JSON or HTML would escape.
const CODE_DIGITS = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at)).filter(
  (sign) => !'"\\<'.includes(sign),
);

/**
 * @param {PackedData} packed
 * @returns {ToolData}
 */
export function wholeData({ shape, pages, lists, ...packed }) {
  const ids = packed.model.items.map(({ id }) => id);
  const data = {
    ...packed,
    model: /** @type {ToolData["model"]} */ (wholeValue(packed.model, ids)),
  };
  const known = Object.entries(lists).map(([tag, list]) => {
    const values = pages[tag] ? list.map(codePage(pages[tag])) : list;
    return /** @type {const} */ ([
      tag,
      /** @type {OfLanguage} */ (wholeValue(shape, ids, values.values())),
    ]);
  });
  const by = (/** @type {(of: OfLanguage) => unknown} */ pick) =>
    Object.fromEntries(
      known.map(([tag, of]) => [tag, pick(of)]).filter(([, value]) => value !== undefined),
    );
  const samples = by((of) => of.sample);
  const texts = by(({ texts: { lines, page, ...words } }) => ({
    ...words,
    ui: { ...words.ui, ...lines },
    items: wholeItems(data.model, words.items, page),
  }));
  return /** @type {ToolData} */ ({
    ...data,
    texts,
    about: by((of) => of.about),
    ...(Object.keys(samples).length > 0 ? { samples } : {}),
  });
}

/**
 * Items with the words that follow from others: official names, and addresses of pages by their common pattern.
 * @param {import("./types.js").Model} model
 * @param {Record<string, Partial<import("./types.js").ItemTexts>>} items
 * @param {string} page
 */
function wholeItems(model, items, page) {
  const known = model.items.filter(({ id }) => Object.hasOwn(items, id));
  return Object.fromEntries(
    known.map(({ id, name }) => [
      id,
      {
        title: name,
        href: page.replace("{ID}", id).replace("{id}", id.toLowerCase()),
        ...items[id],
      },
    ]),
  );
}

/**
 * A shape with what stands at its marks, if it has some. `null` there is what a language lacks, and among rows an item that
 * is not in them.
 * @param {unknown} shape
 * @param {string[]} ids The items' ids.
 * @param {Iterator<unknown>} [values]
 * @returns {unknown}
 */
function wholeValue(shape, ids, values) {
  if (shape === MARK && values) return values.next().value ?? undefined;
  if (Array.isArray(shape)) return shape.map((entry) => wholeValue(entry, ids, values));
  if (typeof shape !== "object" || shape === null) return shape;
  const rows = /** @type {Record<string, unknown[]>} */ (shape)[ROWS];
  const fields = rows ? rows.map((row, at) => [ids[at], row ?? undefined]) : Object.entries(shape);
  const entries = fields.map(([key, field]) => [key, wholeValue(field, ids, values)]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/**
 * Decodes values whose texts are written in a code page: as many characters as one digit leaves room for have a code of
 * one digit, the others one of two.
 * @param {number[]} gaps The page's characters in the order of their codes, each as its distance from the one before in code points.
 * @returns {(value: unknown) => unknown}
 */
export function codePage(gaps) {
  let point = 0;
  const signs = gaps.map((gap) => String.fromCodePoint((point += gap)));
  const base = CODE_DIGITS.length;
  const singles = base - Math.max(0, Math.ceil((signs.length - base) / (base - 1)));
  const values = new Map(CODE_DIGITS.map((digit, value) => [digit, value]));
  const decodedText = (/** @type {string} */ text) => {
    let decoded = "";
    for (let at = 0; at < text.length; at += 1) {
      const first = Number(values.get(text.charAt(at)));
      decoded +=
        signs[
          first < singles
            ? first
            : singles + (first - singles) * base + Number(values.get(text.charAt((at += 1))))
        ];
    }
    return decoded;
  };
  /** @type {(value: unknown) => unknown} */
  const decoded = (value) => {
    if (typeof value === "string") return decodedText(value);
    if (Array.isArray(value)) return value.map(decoded);
    return typeof value === "object" && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, field]) => [key, decoded(field)]))
      : value;
  };
  return decoded;
}
