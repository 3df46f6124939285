import { readFile } from "node:fs/promises";

/**
 * A mutant that may survive because no test can see the difference. An entry has no line or column, so it stays valid when the file around
 * it changes.
 *
 * @typedef {object} Survivor
 * @property {string} file
 * @property {string} within
 * @property {string} text
 * @property {string} mutation
 * @property {number} [nth] 1 if absent. All fields up to here are those of a `Mutant`.
 * @property {string} reason why no test can see the difference.
 */

/**
 * @param {string} path of the JSON file that lists them.
 * @returns {Promise<Map<string, Survivor>>} by `keyOf`.
 */
export async function readSurvivors(path) {
  const survivors = new Map();
  for (const survivor of JSON.parse(await readFile(path, "utf8"))) {
    const key = keyOf(survivor);
    if (survivors.has(key)) {
      throw new Error(`${path}: duplicate entry ${key}`);
    }
    if (!survivor.reason) {
      throw new Error(`${path}: missing reason for ${key}`);
    }
    survivors.set(key, survivor);
  }
  return survivors;
}

/** Identifies a mutant, even after its declaration has moved. */
export function keyOf({ file, within, text, mutation, nth = 1 }) {
  return JSON.stringify([file, within, text, mutation, nth]);
}
