import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { formatted } from "./formatted.mjs";

/** The folders beside those of the families. */
const OTHERS = new Set(["framework", "generated", "shared"]);

/**
 * Returns the rules in `server/src/rules`, sorted by id. A rule's id is its file's name, and its family is its folder.
 * @param {string} folder
 * @returns {Promise<{ id: string, family: string }[]>}
 */
export async function rulesIn(folder) {
  const rules = [];
  for (const family of await familiesIn(folder)) {
    for (const file of await readdir(join(folder, family))) {
      rules.push({ id: file.replace(/\.ts$/, ""), family });
    }
  }
  return rules.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * Returns the folders of the families, sorted.
 * @param {string} folder `server/src/rules`.
 */
export async function familiesIn(folder) {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && !OTHERS.has(entry.name))
    .map(({ name }) => name)
    .sort();
}

/**
 * Returns the lists of the rules in `server/src/rules`, by the names of their files in its folder `generated`.
 * @param {string} folder
 * @returns {Promise<Map<string, string>>}
 */
export async function registryOf(folder) {
  const rules = await rulesIn(folder);
  return new Map([
    ["families.ts", formatted(familiesFile(rules))],
    ["rules.ts", formatted(rulesFile(rules))],
  ]);
}

/** @param {string} folder `server/src/rules`. */
export async function writeRegistry(folder) {
  await mkdir(join(folder, "generated"), { recursive: true });
  for (const [name, text] of await registryOf(folder)) {
    await writeFile(join(folder, "generated", name), text);
  }
}

function familiesFile(rules) {
  return `import type { Family } from "../framework/families";

/** Made by \`npm run generate\` from the folders that the rules are in. */
export const FAMILY_OF = {
  ${rules.map(({ id, family }) => `"${id}": "${family}",`).join("\n")}
} as const satisfies Readonly<Record<string, Family>>;
`;
}

function rulesFile(rules) {
  return `import type { Rule } from "../framework/rule";
import type { RuleId } from "../framework/rule-ids";
${rules.map(({ id, family }) => `import { rule as ${camelCase(id)} } from "../${family}/${id}";`).join("\n")}

/** Made by \`npm run generate\` from the files of the rules. */
export const RULES_BY_ID: Readonly<Record<RuleId, Rule>> = {
  ${rules.map(({ id }) => `"${id}": ${camelCase(id)},`).join("\n")}
};
`;
}

function camelCase(id) {
  return id.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
}
