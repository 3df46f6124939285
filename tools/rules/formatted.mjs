import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { root } from "../build/bundles.mjs";

/** Formats TypeScript and sorts its imports, as `npm run format` does. */
export function formatted(text) {
  const biome = join(root, "node_modules/@biomejs/biome/bin/biome");
  return execFileSync(process.execPath, [biome, "check", "--write", "--stdin-file-path=server/src/rules/x.ts"], {
    cwd: root,
    input: text,
    encoding: "utf8",
  });
}
