/**
 * Writes everything that is generated from the code: the lists of rules, the pages about rules, conformance and other tools, samples of output, the settings of
 * rules, the schema of a project's file, and the list of messages for translators. Unit tests fail while they differ.
 */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";
import { root } from "../tools/build/bundles.mjs";
import { messagesOf } from "../tools/l10n/messages.mjs";
import { writeRegistry } from "../tools/rules/registry.mjs";

// First, because the bundle contains them.
await writeRegistry(join(root, "server", "src", "rules"));
console.log("server/src/rules/generated");

// CommonJS, because libraries of the server require modules of Node.js.
const BUNDLE = join(root, "out", "generate.cjs");
await build({
  absWorkingDir: root,
  stdin: {
    contents: `export { RULES } from "./server/src/rules/registry"; export { ruleIndex, rulePage } from "./server/src/explain/rule-page";
      export { ruleSeveritiesSchema } from "./server/src/explain/rule-schema"; export { projectFileSchema } from "./server/src/project/schema";
      export { DECISION_POINTS } from "./test/conformance/decision-points"; export { conformanceDetails, conformancePage } from "./test/conformance/document";
      export { peersPage } from "./test/peers/page";
      export { withOutput } from "./test/documentation/console-samples";`,
    resolveDir: root,
    loader: "ts",
  },
  bundle: true,
  platform: "node",
  // The main file of jsonc-parser can't be bundled.
  mainFields: ["module", "main"],
  format: "cjs",
  outfile: BUNDLE,
});
const {
  RULES,
  ruleIndex,
  rulePage,
  ruleSeveritiesSchema,
  projectFileSchema,
  DECISION_POINTS,
  conformanceDetails,
  conformancePage,
  peersPage,
  withOutput,
} = createRequire(import.meta.url)(BUNDLE);

await writeRulePages(join(root, "docs/rules"));
await writeConformancePages(join(root, "docs"));
await writeFile(join(root, "docs", "peers.md"), peersPage());
console.log("docs/peers.md");
await writeSamples(join(root, "docs/terminal.md"));
await writeSettings(join(root, "package.json"));
await writeSchema(join(root, "schemas"));
await writeMessages(join(root, "l10n", "bundle.l10n.json"));

async function writeRulePages(folder) {
  await mkdir(folder, { recursive: true });
  const pages = new Map([["README.md", ruleIndex(RULES)], ...RULES.map((rule) => [`${rule.id}.md`, rulePage(rule)])]);
  for (const name of await readdir(folder)) {
    if (!pages.has(name)) {
      await rm(join(folder, name));
    }
  }
  for (const [name, text] of pages) {
    await writeFile(join(folder, name), text);
  }
  console.log(`docs/rules: ${pages.size} pages.`);
}

/** With the measurements, if there are any: `npm run test:browsers -- --write docs/conformance-measured.json`. */
async function writeConformancePages(folder) {
  const file = join(folder, "conformance-measured.json");
  const measured = existsSync(file) ? JSON.parse(await readFile(file, "utf8")).rows : null;
  await writeFile(join(folder, "conformance.md"), conformancePage(DECISION_POINTS, measured));
  await writeFile(join(folder, "conformance-details.md"), conformanceDetails(DECISION_POINTS, measured));
  console.log("docs/conformance.md, docs/conformance-details.md");
}

/** What the commands on a page print. */
async function writeSamples(file) {
  process.chdir(root);
  await writeFile(file, await withOutput(await readFile(file, "utf8")));
  console.log("docs/terminal.md");
}

/** The setting that has an entry for each rule. */
async function writeSettings(file) {
  const manifest = JSON.parse(await readFile(file, "utf8"));
  const { properties } = manifest.contributes.configuration.find(({ properties }) => "corsLens.rules" in properties);
  properties["corsLens.rules"] = {
    ...properties["corsLens.rules"],
    ...ruleSeveritiesSchema(RULES),
  };
  await writeFile(file, JSON.stringify(manifest, null, 2));
  format(file);
  console.log("package.json");
}

async function writeSchema(folder) {
  const file = join(folder, "corslens.schema.json");
  await mkdir(folder, { recursive: true });
  await writeFile(file, JSON.stringify(projectFileSchema(RULES), null, 2));
  format(file);
  console.log("schemas/corslens.schema.json");
}

function format(file) {
  execFileSync(process.execPath, [join(root, "node_modules/@biomejs/biome/bin/biome"), "format", "--write", file], {
    cwd: root,
  });
}

/** Each with itself as its translation, as VS Code's own tools write it. */
async function writeMessages(file) {
  const messages = await messagesOf(join(root, "client", "src"));
  await writeFile(file, `${JSON.stringify(Object.fromEntries(messages.map((one) => [one, one])), null, 2)}\n`);
  console.log(`l10n/bundle.l10n.json: ${messages.length} messages.`);
}
