// What languages are called, in themselves.

/**
 * @param {string} tag BCP 47
 */
export function searchLanguageName(tag) {
  try {
    return new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
