/** Why a file is refused: thrown by what reads its bytes and its structure, caught by what reads a whole file. */

/** @typedef {import("../types.js").Message} Message */

/** A refusal as it travels up to the reader of the whole file. */
export class FileProblem extends Error {
  /**
   * @param {string} key
   * @param {Record<string, string>} [args]
   */
  constructor(key, args = {}) {
    super(key);
    this.key = key;
    this.args = args;
  }
}

/**
 * What to tell of an error. What is not a refusal of ours is a stream or a decoder that gave up on the bytes.
 * @param {unknown} error
 * @returns {Message}
 */
export function problemIn(error) {
  return error instanceof FileProblem
    ? { key: error.key, args: error.args }
    : { key: "tool.problem.read", args: {} };
}
