import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../../../tools/build/bundles.mjs";
import { MissingToolError } from "../../../tools/machine/missing-tool.mjs";
import { makeWorkspace } from "./workspace.mjs";

const NVIM = process.env.NVIM_PATH ?? "nvim";

/**
 * Runs the suite in a headless Neovim, whose built-in language client starts `cors-lens lsp`.
 * @returns the totals; undefined if the run didn't finish.
 */
export async function runNeovim() {
  if (spawnSync(NVIM, ["--version"]).error) {
    throw new MissingToolError("no Neovim", "apt-get install neovim, or set NVIM_PATH");
  }
  const folder = await makeWorkspace();
  try {
    const nvim = spawn(
      NVIM,
      ["--headless", "--clean", "-n", "-c", `luafile ${join(root, "test/editors/neovim/suite.lua")}`, "-c", "cquit"],
      {
        cwd: folder,
        env: {
          ...process.env,
          CORS_LENS_NODE: process.execPath,
          CORS_LENS_SERVER: join(root, "server/dist/cli.cjs"),
          CORS_LENS_WORKSPACE: folder,
        },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    let output = "";
    for (const stream of [nvim.stdout, nvim.stderr]) {
      stream.on("data", (piece) => {
        output += piece;
      });
    }
    const [code] = await once(nvim, "close");
    return totalsOf(output, code);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function totalsOf(output, code) {
  const results = [];
  const others = [];
  for (const line of output.split(/\r?\n/)) {
    (line.startsWith('{"') ? results : others).push(line);
  }
  const tests = results.map((line) => JSON.parse(line));
  for (const { title, passed, problem } of tests) {
    console.log(`  ${passed ? "✓" : "✗"} ${title}${problem === "" ? "" : `\n    ${problem}`}`);
  }
  const failed = tests.filter(({ passed }) => !passed).length;
  if (failed > 0 || code !== 0) {
    console.log(others.filter((line) => line !== "").join("\n"));
  }
  return code === 0 ? { passed: tests.length - failed, failed, skipped: 0 } : undefined;
}
