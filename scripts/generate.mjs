/** Writes the documentation pages of the rules from the rules themselves. A unit test fails while they differ. */
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { root } from "./bundles.mjs";

const { outputFiles } = await build({
  absWorkingDir: root,
  stdin: {
    contents: `export { RULES } from "./server/src/rules/registry"; export { ruleIndex, rulePage } from "./server/src/explain/rule-page";`,
    resolveDir: root,
    loader: "ts",
  },
  bundle: true,
  format: "esm",
  write: false,
});
const source = outputFiles[0].text;
const { RULES, ruleIndex, rulePage } = await import(`data:text/javascript,${encodeURIComponent(source)}`);

const folder = join(root, "docs/rules");
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
