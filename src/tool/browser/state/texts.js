/** Interface texts, by the keys that the script asks for them by. Pure. */
import { ownValue } from "../scoring/record.js";

/**
 * The text of a key. Where keys are not written out in the page, texts stand under hashes of them.
 * @param {Record<string, string>} ui
 * @param {string} key
 * @returns {string | undefined}
 */
export function interfaceText(ui, key) {
  return ownValue(ui, key) ?? ownValue(ui, hashedKey(keyHash(key)));
}

/**
 * What a text with a hashed key stands under: never a place in a list of texts.
 * @param {number} hash
 */
export function hashedKey(hash) {
  return String(~hash);
}

/**
 * The 17 highest bits of FNV-1a with 32 bits; keys are ASCII. The program that builds the page computes the same.
 * @param {string} key
 */
export function keyHash(key) {
  let hash = 0x811c9dc5;
  for (const sign of key) hash = Math.imul(hash ^ sign.charCodeAt(0), 0x01000193);
  return hash >>> 15;
}
