import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { posix, relative, resolve, sep } from "node:path";

/** The files of the repository, new ones included, that match a pattern of git. */
function filesLike(...patterns: readonly string[]): string[] {
  const args = ["ls-files", "--cached", "--others", "--exclude-standard", "--deduplicate", "--", ...patterns];
  return execFileSync("git", args, { encoding: "utf8" }).split("\n").slice(0, -1);
}

/** What TypeScript checks in a project. */
function filesOf(project: string): string[] {
  const args = ["node_modules/typescript/bin/tsc", "-p", project, "--listFilesOnly"];
  return execFileSync(process.execPath, args, { encoding: "utf8", maxBuffer: 1 << 26 })
    .split("\n")
    .map((file) => relative(".", resolve(file.trim())).replaceAll(sep, "/"));
}

describe("the projects of TypeScript", () => {
  const { references } = JSON.parse(readFileSync("tsconfig.json", "utf8")) as { references: { path: string }[] };
  const projects = references.map(({ path }) => path);

  it("are all built from the root", () =>
    assert.deepEqual(
      [...projects].sort(),
      filesLike("**/tsconfig.json")
        .map((file) => posix.dirname(file))
        .sort(),
    ));

  it("hold every file", () => {
    const checked = new Set(projects.flatMap(filesOf));
    // A file that belongs to no project would be bundled or run without ever having been checked.
    assert.deepEqual(
      filesLike("*.ts", "*.mjs", "*.cjs").filter((file) => !checked.has(file)),
      [],
    );
  });
});
