import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../build/bundles.mjs";
import { shown } from "./measured.mjs";

const ROUNDS = 9;

/** The processor time until the first screen has its colours. */
export async function colours() {
  const folder = mkdtempSync(join(tmpdir(), "cors-lens-bench-"));
  try {
    const script = join(folder, "one.js");
    writeFileSync(script, "const one = 1;\n");
    const unit = fastest("source.js", script);
    const rows = ["1-tour.http", "2-common-mistakes.http"].flatMap((name) => {
      const times = fastest("source.http.cors-lens", join(root, "examples", name));
      return [[`\`${name}\``, times.slowest, times.whole]];
    });
    const row = (name, slowest, whole) => [
      name,
      `${shown(slowest)} ms`,
      shown(slowest / unit.slowest),
      `${shown(whole)} ms`,
    ];
    return {
      title: "First colours",
      text: [
        "VS Code's engine with our grammar, in a process that has coloured nothing: the slowest line, and all lines of an example. Figures are the time that the processor works, its compilation of the engine's code included; an editor does most of that in other threads. The unit is the first line of a script in VS Code's own JavaScript grammar.",
      ],
      head: ["text", "slowest line", "in units", "all lines"],
      rows: [
        row("a line of JavaScript", unit.slowest, unit.whole),
        ...rows.map(([name, slowest, whole]) => row(name, slowest, whole)),
      ],
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The slowest line and the sum of all, each of the process with the least. */
function fastest(scope, file) {
  const runs = Array.from({ length: ROUNDS }, () => {
    const script = join(root, "tools", "bench", "colours-of.mjs");
    const { stdout } = spawnSync(process.execPath, ["--single-threaded", script, scope, file], { encoding: "utf8" });
    return /** @type {number[]} */ (JSON.parse(stdout));
  });
  return {
    slowest: Math.min(...runs.map((times) => Math.max(...times))),
    whole: Math.min(...runs.map((times) => times.reduce((sum, time) => sum + time, 0))),
  };
}
