import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { root } from "../tools/build/bundles.mjs";
import { familiesIn, rulesIn, writeRegistry } from "../tools/rules/registry.mjs";
import { fixtureSkeleton, ruleSkeleton } from "../tools/rules/skeleton.mjs";

/**
 * `npm run new-rule -- ID [--family F]`: writes the file of a new rule and its fixture. Without a family, the rule goes where most rules are whose
 * ids begin with the same word.
 */

const RULES = "server/src/rules";
const rules = await rulesIn(join(root, RULES));
const families = await familiesIn(join(root, RULES));

/**
 * @param {string} message
 * @returns {never}
 */
function stop(message) {
  console.error(`new-rule: ${message}`);
  process.exit(2);
}

const { id, family: wanted } = argumentsOf(process.argv.slice(2));
if (!/^[a-z]+(?:-[a-z]+)+$/.test(id)) {
  stop(`bad id ${id}: write words in lower case with hyphens, the header first, such as max-age-missing`);
}
const existing = rules.find((rule) => rule.id === id);
if (existing !== undefined) {
  stop(`there is already a rule ${id}: ${RULES}/${existing.family}/${id}.ts`);
}
const family = wanted ?? usualFamily(id);
if (family === null || !families.includes(family)) {
  const problem = family === null ? `no rule begins like ${id}` : `there is no family ${family}`;
  stop(`${problem}; add --family with one of ${families.join(", ")}`);
}

const ruleFile = `${RULES}/${family}/${id}.ts`;
const fixture = `test/fixtures/rules/${id}.http`;
if (existsSync(join(root, fixture))) {
  stop(`${fixture} exists already`);
}
await writeFile(join(root, ruleFile), ruleSkeleton(id));
await writeFile(join(root, fixture), fixtureSkeleton(id));
await writeRegistry(join(root, RULES));
console.log(`${ruleFile}
${fixture}

Next:
1. Write wrong exchanges and near misses into the fixture, with the expected findings.
2. Write the rule, until this passes: npm run test:unit -- --grep ${id}
3. npm run generate

CONTRIBUTING.md, "Add a rule", has the details.`);

/**
 * @param {string[]} args
 * @returns {{ id: string, family: string | undefined }}
 */
function argumentsOf(args) {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { family: { type: "string" } },
      allowPositionals: true,
    });
    const [id, ...others] = positionals;
    if (id !== undefined && others.length === 0) {
      return { id, family: values.family };
    }
  } catch {
    // Something that looks like an option.
  }
  return stop("expected one id: npm run new-rule -- ID [--family F]");
}

/** The family of most rules whose ids begin with the same words as `id`; null if there are none. */
function usualFamily(id) {
  const words = id.split("-");
  for (let count = words.length - 1; count > 0; count--) {
    const beginning = `${words.slice(0, count).join("-")}-`;
    const similar = rules.filter((rule) => rule.id.startsWith(beginning)).map(({ family }) => family);
    if (similar.length > 0) {
      const countOf = (family) => similar.filter((other) => other === family).length;
      return similar.reduce((best, family) => (countOf(family) > countOf(best) ? family : best));
    }
  }
  return null;
}
