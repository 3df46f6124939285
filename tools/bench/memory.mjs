import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "../build/bundles.mjs";
import { measured, shown } from "./measured.mjs";

const BYTES = 5_000_000;

/** The heap that an analysis keeps beside its text, and the heap that it allocates. */
export async function memory() {
  await measured();
  const rows = [];
  for (const [kind, name] of [
    ["correct", "nothing to report"],
    ["varied", "varied, nothing to report"],
    ["faulty", "faults in every exchange"],
  ]) {
    const script = join(root, "tools", "bench", "memory-of.mjs");
    const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", script, kind, String(BYTES)]);
    const [kept, allocated] = JSON.parse(stdout);
    rows.push([name, `${shown(kept)} MB`, `${shown(allocated)} MB`]);
  }
  return {
    title: "Memory",
    text: ["Heap for each MB of text, for the analysis of an open document, without the text itself."],
    head: ["text", "kept", "allocated"],
    rows,
  };
}
