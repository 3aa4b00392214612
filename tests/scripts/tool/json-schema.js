/** What of JSON Schema our schemas use. A keyword that is not here fails, so that nothing in a schema goes unchecked. */

const TYPES = {
  object: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  array: Array.isArray,
  string: (value) => typeof value === "string",
  integer: Number.isInteger,
  boolean: (value) => typeof value === "boolean",
  null: (value) => value === null,
};
const isOf = (type, value) => [type].flat().some((one) => TYPES[one](value));
const entries = (value) => (TYPES.object(value) ? Object.entries(value) : []);
const count = (list) => (Array.isArray(list) ? list.length : 0);
const letters = (value) => (typeof value === "string" ? [...value].length : 0);
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const said = () => true;

/** Each keyword: whether a value is what it says. */
const HOLDS = {
  $schema: said,
  $id: said,
  $defs: said,
  title: said,
  description: said,
  $ref: (path, value, { root }) =>
    breaches(
      root,
      value,
      path
        .split("/")
        .slice(1)
        .reduce((part, name) => part[name], root),
    ).length === 0,
  type: isOf,
  const: same,
  enum: (values, value) => values.some((one) => same(one, value)),
  anyOf: (schemas, value, { root }) =>
    schemas.some((one) => breaches(root, value, one).length === 0),
  required: (names, value) =>
    !TYPES.object(value) || names.every((name) => Object.hasOwn(value, name)),
  properties: said,
  additionalProperties: said,
  items: said,
  maxItems: (most, value) => count(value) <= most,
  maxProperties: (most, value) => entries(value).length <= most,
  maxLength: (most, value) => letters(value) <= most,
  maximum: (most, value) => typeof value !== "number" || value <= most,
  minimum: (least, value) => typeof value !== "number" || value >= least,
  pattern: (form, value) => typeof value !== "string" || new RegExp(form, "u").test(value),
};

/**
 * Where a value is not what a schema says, as "place: keyword".
 * @param {any} root The whole schema.
 * @param {unknown} value
 * @param {any} [schema] The part of it that is about the value.
 * @param {string} [at]
 * @returns {string[]}
 */
export function breaches(root, value, schema = root, at = "") {
  const own = Object.entries(schema).flatMap(([name, wanted]) => {
    if (!Object.hasOwn(HOLDS, name)) throw new Error(`no such keyword: ${name}`);
    return HOLDS[name](wanted, value, { root }) ? [] : [`${at}: ${name}`];
  });
  const named = entries(value).flatMap(([name, one]) => {
    const part = Object.hasOwn(schema.properties ?? {}, name)
      ? schema.properties[name]
      : schema.additionalProperties;
    return part === undefined ? [] : breaches(root, one, part, `${at}/${name}`);
  });
  const listed =
    Array.isArray(value) && schema.items
      ? value.flatMap((one, index) => breaches(root, one, schema.items, `${at}/${index}`))
      : [];
  return [...own, ...named, ...listed];
}
