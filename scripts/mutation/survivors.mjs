import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../bundles.mjs";

/**
 * The mutants that may survive, because they change nothing that a test could see. Lines and columns are no part of an entry, so that it
 * stays when the file around it changes.
 *
 * @typedef {object} ListedSurvivor
 * @property {string} file
 * @property {string} within
 * @property {string} text
 * @property {string} mutation
 * @property {number} [nth] absent for the first; the others are as in `Mutant`.
 * @property {string} reason why it changes nothing.
 */
const LIST = join(root, "test", "mutation", "survivors.json");

/** @returns {Promise<Map<string, ListedSurvivor>>} by `keyOf`. */
export async function listedSurvivors() {
  const entries = JSON.parse(await readFile(LIST, "utf8"));
  const listed = new Map(entries.map((entry) => [keyOf(entry), entry]));
  if (listed.size !== entries.length || entries.some(({ reason }) => !reason)) {
    throw new Error(`${LIST} has an entry twice or one without a reason.`);
  }
  return listed;
}

/** What tells a mutant from the others, wherever it is in its declaration. */
export function keyOf({ file, within, text, mutation, nth = 1 }) {
  return JSON.stringify([file, within, text, mutation, nth]);
}
