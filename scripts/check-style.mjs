import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { findPhrases } from "../tools/style/find-phrases.mjs";

/**
 * `node scripts/check-style.mjs [PATH…]`: lists phrases that are rarely right in English, in the files that git knows below the paths. The exit
 * code is 1 if there are any that `tools/style/exceptions.json` doesn't list, or if it lists one that is gone. See `docs/style.md`.
 */

const root = resolve(fileURLToPath(import.meta.url), "../..");

/** Files without prose of ours: data, what real tools print, and this check's own phrases. */
const SKIPPED =
  /^(?:package-lock\.json|tools\/style\/|docs\/style\.md$|l10n\/bundle\.l10n\.\w+\.json|package\.nls\.\w+\.json|test\/fixtures\/(?:corpus|dialects)\/|docs\/conformance-measured\.json)/;
const READ = /\.(?:ts|mjs|js|json|jsonc|md|http|yml|yaml|sh)$|^\.ci\/run$/;

const paths = process.argv.slice(2);
const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "--", ...paths], {
  cwd: root,
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => READ.test(file) && !SKIPPED.test(file) && existsSync(join(root, file)));

/** @type {{ file: string, phrase: string, in: string, why: string }[]} `in` is part of the line that may hold the phrase. */
const exceptions = JSON.parse(await readFile(join(root, "tools/style/exceptions.json"), "utf8"));
const used = new Set();
let count = 0;

for (const file of files) {
  const text = await readFile(join(root, file), "utf8");
  const lines = text.split("\n");
  for (const { line, found, say } of findPhrases(file, text)) {
    const exception = exceptions.find(
      (one) =>
        one.file === file &&
        one.phrase.toLowerCase() === found.toLowerCase() &&
        lines.slice(line - 1, line + 1).some((shown) => shown.includes(one.in)),
    );
    if (exception === undefined) {
      console.log(`${file}:${line}: "${found}" – ${say}`);
      count++;
    } else {
      used.add(exception);
    }
  }
}

const stale = paths.length > 0 ? [] : exceptions.filter((one) => !used.has(one));
for (const { file, phrase } of stale) {
  console.log(`tools/style/exceptions.json: ${file} has no "${phrase}" any more; delete the exception`);
}
console.log(
  count + stale.length === 0
    ? `${files.length} files: no suspicious phrase.`
    : `${count} suspicious phrases in ${files.length} files.`,
);
process.exitCode = count + stale.length === 0 ? 0 : 1;
