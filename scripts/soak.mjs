import { spawn } from "node:child_process";
import { join } from "node:path";
import { buildAll, root } from "../tools/build/bundles.mjs";

/** `node scripts/soak.mjs [--edits N] [--documents N] [--seed S]`: a long session in one language server; see `test/fuzz/soak.ts`. */
await buildAll({ production: false });
spawn(process.execPath, ["--import", "tsx", join("test", "fuzz", "soak.ts"), ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
}).once("exit", (code) => process.exit(code ?? 1));
